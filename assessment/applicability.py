"""Which state each question is in, with the profile taken into account; pure.

A question that names conditions applies if any of them is true or not yet set. Where all are
false and its entry states nothing, it is not applicable by profile: a note, a flag or a ministry
beside it changes no result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.answers import Answer, Answers, Status
from assessment.questionnaire import DESIGNED, Level, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class QuestionStatus:
    """One question beside its answer: all that scoring needs to know."""

    question: Question
    answer: Answer
    status: Status
    """The answer's status, or not_applicable where the profile excludes the question."""
    by_profile: bool
    """Whether it is the profile, not the authority, that makes it not applicable."""
    target: Level
    """The target in force: the answer's, else the question's default."""

    @property
    def applies(self) -> bool:
        """Whether the question is in the score's denominator."""
        return self.status != "not_applicable"

    @property
    def is_open(self) -> bool:
        """Whether it applies and has no level."""
        return self.status in ("unknown", "withheld", "unanswered")


def excluded_by_profile(question: Question, answers: Answers) -> bool:
    """Whether the profile of these answers excludes the question."""
    return excluded_by(answers.profile.conditions, question)


def excluded_by(conditions: Mapping[str, bool], question: Question) -> bool:
    """Whether every condition of the question is set and false."""
    return bool(question.when) and all(conditions.get(name) is False for name in question.when)


def is_unmet(item: QuestionStatus) -> bool:
    """Whether a prerequisite is answered below level 2."""
    return item.answer.level is not None and item.answer.level < DESIGNED


def profile_reason(questionnaire: Questionnaire, question: Question) -> str:
    """Why the profile excludes a question, in the words of its conditions."""
    return " ".join(questionnaire.condition_by_id[name].when_false for name in question.when)


def status_of(question: Question, answers: Answers) -> QuestionStatus:
    """One question beside its answer."""
    answer = answers.answer(question.id)
    by_profile = not answer.states_something and excluded_by_profile(question, answers)
    return QuestionStatus(
        question=question,
        answer=answer,
        status="not_applicable" if by_profile else answer.status,
        by_profile=by_profile,
        target=question.target if answer.target is None else answer.target,
    )


def statuses(questionnaire: Questionnaire, answers: Answers) -> dict[str, QuestionStatus]:
    """Every question beside its answer, in questionnaire order."""
    return {question.id: status_of(question, answers) for question in questionnaire.questions}
