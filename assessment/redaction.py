"""The copy of the answers that may leave the government; pure, an allow-list of fields.

Restricted answers become withheld; reasons, notes, evidence, actions, names, confidence and
reviewer's levels are gone.
"""

from __future__ import annotations

from typing import Literal

from assessment.answers import UNANSWERED, Answer, Answers, Profile

Edition = Literal["full", "ministry", "partner", "public"]
EDITIONS: tuple[Edition, ...] = ("full", "ministry", "partner", "public")
REASON_NOT_SHOWN = "The reason is not part of this edition."


def leaves_the_government(edition: Edition) -> bool:
    """Whether an edition is computed from the redacted copy."""
    return edition in ("partner", "public")


def for_edition(answers: Answers, edition: Edition) -> Answers:
    """The answers that an edition is computed from."""
    return redact(answers) if leaves_the_government(edition) else answers


def redact(answers: Answers) -> Answers:
    """The redacted copy: statuses, levels, targets and the profile's facts, and nothing else."""
    kept = {key: redact_answer(answer) for key, answer in answers.answers.items()}
    return Answers(
        questionnaire=answers.questionnaire,
        state=answers.state,
        authority=answers.authority,
        period=answers.period,
        date=answers.date,
        document_status=answers.document_status,
        marking=answers.marking,
        profile=Profile(conditions=answers.profile.conditions, relevance=answers.profile.relevance),
        answers=kept,
    )


def redact_answer(answer: Answer) -> Answer:
    """One answer as it may leave the government."""
    if answer.restricted:
        return Answer(status="withheld")
    if answer.status == "not_applicable":
        return Answer(status="not_applicable", reason=REASON_NOT_SHOWN)
    if answer.status == "answered":
        return Answer(status="answered", level=answer.level, target=answer.target)
    if answer.target is None:
        return UNANSWERED if answer.status == "unanswered" else Answer(status=answer.status)
    return Answer(status=answer.status, target=answer.target)
