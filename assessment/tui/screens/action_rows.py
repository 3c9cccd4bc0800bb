"""Actions as rows of a list: overdue, soon, later, undated, and the gaps without one; pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from textual.content import Content

from assessment.actions import ActionList, PlannedAction, action_list
from assessment.applicability import QuestionStatus
from assessment.assess import Assessment
from assessment.dates import in_few_letters
from assessment.language import _
from assessment.terms import terms
from assessment.text import one_line
from assessment.tui.widgets.fitted_table import Column, Row

ACTION_COLUMNS = (
    Column("", 12),
    Column(_("due"), 11),
    Column(_("who"), 12, most=30),
    Column(_("what"), 20, most=90),
    Column(_("question"), 8),
    Column(_("level"), 6),
)
NO_ACTIONS = _("No action is planned, and no gap waits for one.")


def actions_of(shown: Assessment, day: dt.date) -> ActionList:
    """What is planned, as it stands on a day."""
    return action_list(shown.statuses.values(), day)


def rows_of_actions(found: ActionList) -> list[Row]:
    """What is overdue first, then by date, then what has no date; last the gaps without one."""
    groups = (
        (_("OVERDUE"), found.overdue),
        (_("next 90 days"), found.soon),
        (_("later"), found.later),
        (_("no date"), found.undated),
    )
    planned = [_row(words, item) for words, group in groups for item in group]
    return [*planned, *map(_gap, found.gaps_without)]


def open_actions(found: ActionList) -> int:
    """How many actions are not done."""
    return sum(map(len, (found.overdue, found.soon, found.later, found.undated)))


def action_detail(shown: Assessment, key: str) -> Content:
    """An action in full, with what is asked for."""
    item = shown.statuses[key]
    action = item.answer.action
    lines = [] if action is None else [*_lines(item)]
    return Content.assemble((f"{key}  {item.question.name}", "bold"), *(f"\n{x}" for x in lines))


def _lines(item: QuestionStatus) -> Iterator[str]:
    action = item.answer.action
    if action is None:
        return
    yield one_line(action.text) or _("The action has no text.")
    if action.request:
        yield _("Request: {request}").format(request=one_line(action.request))
    if action.assistance:
        yield _("Assistance wanted: {assistance}").format(assistance=terms(action.assistance))


def _row(words: str, planned_action: PlannedAction) -> Row:
    due = planned_action.action.due
    text = one_line(planned_action.action.text)
    if planned_action.action.status == "under_way":
        text = _("{text}, under way").format(text=text)
    return Row(
        planned_action.question,
        (
            words,
            in_few_letters(due) if due else "–",
            planned_action.owner or "–",
            text,
            planned_action.question,
            _levels(planned_action.item),
        ),
    )


def _gap(item: QuestionStatus) -> Row:
    question = item.question
    who = item.answer.ministry or "–"
    return Row(question.id, (_("NO ACTION"), "–", who, question.name, question.id, _levels(item)))


def _levels(item: QuestionStatus) -> str:
    level = item.answer.level
    return (
        _("– to {target}").format(target=item.target)
        if level is None
        else _("{level} to {target}").format(level=level, target=item.target)
    )
