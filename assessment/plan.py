"""The plan as rows that others work with, and what they changed in it; pure.

A row is a gap of the roadmap, or a recorded action on another question. A ministry of finance gets
the rows as a workbook, enters status, date and cost, and hands them back: what it changed is taken
over, unless the file has changed the same since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields

from assessment.answers import Action, ActionStatus, Answers, Assistance, Event
from assessment.applicability import QuestionStatus
from assessment.assess import Assessment
from assessment.language import _
from assessment.roadmap import Gap
from assessment.text import count_of

FURTHER = "further"
"""The step of a row whose question is no gap, but has an action."""


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """What can be changed in a plan that was handed on."""

    status: ActionStatus | None
    """None where nothing is recorded as the next action."""
    due: dt.date | None
    cost: int | None
    """In whole units of the file's currency, as `funded`."""
    funded: int | None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One task: what is missing, what is done about it, by whom, by when, and what it costs."""

    step: str
    """`now`, `next`, `later` or `further`."""
    question: str
    area: str
    title: str
    ministry: str
    supporting: tuple[str, ...]
    level: int | None
    target: int
    missing: tuple[str, ...]
    """The points that are missing up to the target, in words, lowest level first."""
    action: str
    owner: str
    entry: PlanEntry
    assistance: tuple[Assistance, ...]
    request: str
    waits_for: tuple[str, ...]
    """The questions that have to come first, and are below level 2."""
    waits_for_ministries: tuple[str, ...]


def plan_rows(assessment: Assessment) -> tuple[PlanRow, ...]:
    """Every task, in the order of the roadmap; further actions after it."""
    gaps = assessment.roadmap.gaps
    others = (assessment.statuses[key] for key in further_actions(assessment))
    return (
        *(_row(assessment, assessment.statuses[gap.question], gap) for gap in gaps),
        *(_row(assessment, item, None) for item in others),
    )


def further_actions(assessment: Assessment) -> tuple[str, ...]:
    """The questions that apply and are no gap, and have an action nevertheless."""
    gaps = assessment.gaps
    return tuple(
        key
        for key, item in assessment.statuses.items()
        if key not in gaps and item.applies and item.answer.action is not None
    )


def _row(assessment: Assessment, item: QuestionStatus, gap: Gap | None) -> PlanRow:
    question, answer = item.question, item.answer
    action = answer.action or Action()
    waits_for = gap.unmet if gap else ()
    leads = (assessment.statuses[key].answer.ministry for key in waits_for)
    return PlanRow(
        step=gap.step if gap else FURTHER,
        question=question.id,
        area=assessment.questionnaire.area_by_id[question.area_id].title,
        title=question.title,
        ministry=answer.ministry or "",
        supporting=answer.supporting,
        level=answer.level,
        target=gap.target if gap else item.target,
        missing=tuple(question.points[letter].text for letter in gap.missing) if gap else (),
        action=action.text,
        owner=action.owner,
        entry=plan_entry(answer.action),
        assistance=action.assistance,
        request=action.request,
        waits_for=waits_for,
        waits_for_ministries=tuple(dict.fromkeys(lead for lead in leads if lead)),
    )


def plan_entry(action: Action | None) -> PlanEntry:
    """What can be changed of an action, as it is recorded."""
    if action is None:
        return PlanEntry(None, None, None, None)
    return PlanEntry(action.status, action.due, action.cost, action.funded)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request for assistance, in words and kinds that partners may read."""

    question: str
    title: str
    area: str
    level: int
    target: int
    request: str
    assistance: tuple[Assistance, ...]
    instruments: tuple[str, ...]
    """The names of documents and bodies that give guidance."""


def request_rows(assessment: Assessment) -> tuple[RequestRow, ...]:
    """Every request for assistance on a gap, in the order of the roadmap."""
    return tuple(_requests(assessment))


def _requests(assessment: Assessment) -> Iterator[RequestRow]:
    questionnaire = assessment.questionnaire
    for gap in assessment.roadmap.gaps:
        item = assessment.statuses[gap.question]
        action = item.answer.action
        if action is None or not (action.request or action.assistance):
            continue
        yield RequestRow(
            question=gap.question,
            title=item.question.title,
            area=questionnaire.area_by_id[item.question.area_id].title,
            level=gap.level,
            target=gap.target,
            request=action.request,
            assistance=action.assistance,
            instruments=tuple(
                questionnaire.instrument_by_id[key].name for key in item.question.instruments
            ),
        )


# What comes back.


COURSE_NAMES: Mapping[str, str] = {
    "status": _("status"), "due": _("due date"), "cost": _("cost"), "funded": _("what is funded"),
}  # fmt: skip
"""What can come back of the course of an action, and what each is called."""


@dataclass(frozen=True, slots=True)
class PlanConflict:
    """A field that was changed in the plan and, differently, in the file since."""

    question: str
    field: str
    """`status`, `due`, `cost` or `funded`."""


@dataclass(frozen=True, slots=True)
class PlanTaken:
    """An answer file after a plan came back."""

    answers: Answers
    changed: tuple[str, ...]
    """The questions whose action changed."""
    conflicts: tuple[PlanConflict, ...]
    """What was left as the file has it."""


def take_plan(
    answers: Answers,
    handed_out: Mapping[str, PlanEntry],
    came_back: Mapping[str, PlanEntry],
    *,
    now: dt.datetime,
    by: str = "",
    replaced: Collection[str] = (),
) -> PlanTaken:
    """Take over what was changed in a plan; twice is once, and nothing else is touched.

    `replaced` names the questions whose action has other words now than in the plan: what was
    entered for the one is not put down to the other.

    `handed_out` holds the entries as the plan had them, `came_back` as they are in it now, each
    under its question's id. What the file itself changed differently since stays, and is named.
    """
    entries, changed, conflicts = dict(answers.answers), [], []
    for key, entry in came_back.items():
        before = answers.answer(key)
        differences = _differences(handed_out[key], entry)
        clashing = [
            name
            for name, value in differences.items()
            if getattr(plan_entry(before.action), name)
            not in ((value,) if key in replaced else (getattr(handed_out[key], name), value))
        ]
        conflicts += [PlanConflict(key, name) for name in clashing]
        taken = {name: value for name, value in differences.items() if name not in clashing}
        action = _changed(before.action, taken)
        if action != before.action:
            entries[key] = before.replace(action=action)
            changed.append(key)
    if not changed:
        return PlanTaken(answers, (), tuple(conflicts))
    event = Event(
        what="taken_back",
        at=now,
        by=by or None,
        detail=_("The plan came back: {number} changed.").format(
            number=count_of(len(changed), "{n} action", "{n} actions")
        ),
    )
    kept = answers.replace(answers=entries).with_events(event)
    return PlanTaken(kept, tuple(changed), tuple(conflicts))


def _differences(before: PlanEntry, after: PlanEntry) -> dict[str, object]:
    names = [field.name for field in fields(PlanEntry)]
    return {
        name: getattr(after, name)
        for name in names
        if getattr(after, name) != getattr(before, name)
    }


def _changed(action: Action | None, taken: Mapping[str, object]) -> Action | None:
    # Nobody plans nothing: a status that was cleared is left as it is.
    values = {name: value for name, value in taken.items() if name != "status" or value}
    if not values:
        return action
    return Action.model_validate({**dict(action or Action()), **values})
