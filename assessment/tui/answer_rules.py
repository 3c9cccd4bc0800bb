"""What a session does with answers and remembers of them."""

from __future__ import annotations

import datetime as dt
from typing import Final

from assessment.answers import Action, Answer, Answers, Event, EventKind
from assessment.questionnaire import Questionnaire

PLAN_FIELDS: Final = ("owner", "status", "due", "cost", "funded")
"""What can be changed of an action once the assessment is final: the plan lives on."""


def stamped(before: Answer, after: Answer, by: str, now: dt.datetime) -> Answer:
    """An answer that says who gave it and when, where its status or level is another one now."""
    if (before.status, before.level) == (after.status, after.level):
        return after
    if after.status == "unanswered":
        return after.model_copy(update={"by": None, "at": None})
    return after.model_copy(update={"by": by or after.by, "at": now})


def stamped_in_part(before: Answer, after: Answer, by: str, now: dt.datetime) -> Answer:
    """The same in a part, where a note or a confirmation is somebody's word too."""
    if (before.said, before.to_confirm) == (after.said, after.to_confirm):
        return after
    # Whoever filled in the part before this one need not be who fills in this one.
    return after.model_copy(update={"by": by or None, "at": now})


def with_plan_of(before: Action, after: Action) -> Action:
    """An action with what the plan of another says; its text and its request stay."""
    return before.model_copy(update={name: getattr(after, name) for name in PLAN_FIELDS})


def signed(answers: Answers, by: str, approved_by: str) -> Answers:
    """A part with who filled it in, beside every answer that says something, and who approved."""
    entries = {
        key: answer if answer.is_untouched else answer.replace(by=by or None)
        for key, answer in answers.answers.items()
    }
    return answers.replace(answers=entries, approved_by=approved_by)


def answers_in_order(questionnaire: Questionnaire, answers: Answers) -> Answers:
    """The same answers in the order of the questionnaire."""
    ordered = questionnaire.in_order(answers.answers)
    return answers.model_copy(update={"answers": ordered})


def with_event(answers: Answers, what: EventKind, at: dt.datetime, detail: str) -> Answers:
    """The same answers with one line more in their history."""
    return answers.with_events(Event(what=what, at=at, detail=detail))


def first_position(questionnaire: Questionnaire, answers: Answers, remembered: str) -> str:
    """Where a session begins: where the last one stopped, else at the answer given last."""
    if remembered in questionnaire.by_id:
        return remembered
    dated = {key: answer.at for key, answer in answers.answers.items() if answer.at}
    if dated:
        return max(dated, key=lambda key: (dated[key], questionnaire.position[key]))
    return questionnaire.questions[0].id
