"""The actions that are planned: what is overdue, what comes next, what has no date; pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from assessment.answers import Action, Answers
from assessment.applicability import QuestionStatus

SOON = dt.timedelta(days=90)
"""What is due within this time comes next."""


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action that is not done, on a question that applies."""

    item: QuestionStatus
    action: Action

    @property
    def question(self) -> str:
        """The question that it is planned for."""
        return self.item.question.id

    @property
    def owner(self) -> str:
        """Who does it: its owner, else the responsible ministry; empty where neither is named."""
        return self.action.owner or self.item.answer.ministry or ""


@dataclass(frozen=True, slots=True)
class ActionList:
    """All that is planned, by when it is due, and the gaps for which nothing is."""

    overdue: tuple[PlannedAction, ...] = ()
    soon: tuple[PlannedAction, ...] = ()
    """Due within 90 days."""
    later: tuple[PlannedAction, ...] = ()
    undated: tuple[PlannedAction, ...] = ()
    gaps_without: tuple[QuestionStatus, ...] = ()
    """Questions below their target for which no action is planned."""


def day_of(answers: Answers, today: dt.date) -> dt.date:
    """The day on which something is overdue or not: a final file's date, for a draft today."""
    return answers.date if answers.document_status == "final" else max(today, answers.date)


def open_action(item: QuestionStatus) -> Action | None:
    """The action on a question that applies, if it has one that is not done."""
    action = item.answer.action
    return action if item.applies and action is not None and action.status != "done" else None


def open_due(item: QuestionStatus) -> dt.date | None:
    """Until when the action on a question has to be done; None where nothing is due."""
    action = open_action(item)
    return action.due if action is not None else None


def is_overdue(item: QuestionStatus, day: dt.date) -> bool:
    """Whether the action on a question was due before a day, and is not done."""
    due = open_due(item)
    return due is not None and due < day


def is_gap_without_action(item: QuestionStatus) -> bool:
    """Whether a question is below its target and nothing is planned for it."""
    level = item.answer.level
    return item.applies and level is not None and level < item.target and item.answer.action is None


def action_list(statuses: Iterable[QuestionStatus], day: dt.date) -> ActionList:
    """Every action that is not done, the earliest first, and the gaps without one."""
    members = tuple(statuses)
    planned = [
        PlannedAction(member, action)
        for member in members
        if (action := open_action(member)) is not None
    ]
    dated = sorted(
        (item for item in planned if item.action.due is not None),
        key=lambda item: _due(item.action),
    )
    return ActionList(
        overdue=tuple(item for item in dated if _due(item.action) < day),
        soon=tuple(item for item in dated if day <= _due(item.action) <= day + SOON),
        later=tuple(item for item in dated if _due(item.action) > day + SOON),
        undated=tuple(item for item in planned if item.action.due is None),
        gaps_without=tuple(filter(is_gap_without_action, members)),
    )


def _due(action: Action) -> dt.date:
    return action.due or dt.date.max
