"""The actions that are planned: what is overdue, what comes next, what has no date; pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from assessment.answers import Action, Answers
from assessment.applicability import Standing

SOON = dt.timedelta(days=90)
"""What is due within this time comes next."""


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action that is not done, on a question that applies."""

    standing: Standing
    action: Action

    @property
    def question(self) -> str:
        """The question that it is planned for."""
        return self.standing.question.id

    @property
    def owner(self) -> str:
        """Who does it: its owner, else the responsible ministry; empty where neither is named."""
        return self.action.owner or self.standing.answer.ministry or ""


@dataclass(frozen=True, slots=True)
class ActionList:
    """All that is planned, by when it is due, and the gaps for which nothing is."""

    overdue: tuple[PlannedAction, ...] = ()
    soon: tuple[PlannedAction, ...] = ()
    """Due within 90 days."""
    later: tuple[PlannedAction, ...] = ()
    undated: tuple[PlannedAction, ...] = ()
    gaps_without: tuple[Standing, ...] = ()
    """Questions below their target for which no action is planned."""


def day_of(answers: Answers, today: dt.date) -> dt.date:
    """The day on which something is overdue or not: a final file's date, for a draft today."""
    return answers.date if answers.document_status == "final" else max(today, answers.date)


def open_action(one: Standing) -> Action | None:
    """The action on a question that applies, if it has one that is not done."""
    action = one.answer.action
    return action if one.applies and action is not None and action.status != "done" else None


def open_due(one: Standing) -> dt.date | None:
    """Until when the action on a question has to be done; None where nothing is due."""
    action = open_action(one)
    return action.due if action is not None else None


def is_overdue(one: Standing, day: dt.date) -> bool:
    """Whether the action on a question was due before a day, and is not done."""
    due = open_due(one)
    return due is not None and due < day


def is_gap_without_action(one: Standing) -> bool:
    """Whether a question is below its target and nothing is planned for it."""
    level = one.answer.level
    return one.applies and level is not None and level < one.target and one.answer.action is None


def action_list(standings: Iterable[Standing], day: dt.date) -> ActionList:
    """Every action that is not done, the earliest first, and the gaps without one."""
    members = tuple(standings)
    planned = [
        PlannedAction(one, action) for one in members if (action := open_action(one)) is not None
    ]
    dated = sorted(
        (one for one in planned if one.action.due is not None), key=lambda one: _due(one.action)
    )
    return ActionList(
        overdue=tuple(one for one in dated if _due(one.action) < day),
        soon=tuple(one for one in dated if day <= _due(one.action) <= day + SOON),
        later=tuple(one for one in dated if _due(one.action) > day + SOON),
        undated=tuple(one for one in planned if one.action.due is None),
        gaps_without=tuple(filter(is_gap_without_action, members)),
    )


def _due(action: Action) -> dt.date:
    return action.due or dt.date.max
