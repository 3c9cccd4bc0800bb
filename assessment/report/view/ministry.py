"""One ministry's sheet: what it has to do, for whom it waits, who waits for it, what it owes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.actions import is_overdue, open_action
from assessment.assess import Assessment
from assessment.positions import clashing_positions, current_positions
from assessment.report.view import sentences
from assessment.report.view.questions import (
    GapView,
    PositionView,
    QuestionLine,
    TaskView,
    position_view,
    question_line,
)
from assessment.report.view.words import day
from assessment.roadmap import Gap

EVIDENCE_FROM = 3
"""From this level on evidence is looked for."""


@dataclass(frozen=True, slots=True)
class WaitView:
    """A task of some ministry that has to come before, or that waits."""

    id: str
    name: str
    ministry: str
    """Empty where none is named."""
    own: bool
    """Whether it is a task of this ministry itself."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the sheet: a box to tick."""

    id: str
    name: str
    what: str
    """What is to be done, as a sentence with a verb."""
    lead: str
    """Of a task that this ministry supports, who leads; empty for its own."""
    usual: str
    """Who usually leads, where no ministry is named; empty where one is."""
    supports: bool
    due: str
    due_iso: str
    overdue: bool
    status: str
    """Empty where no action is recorded, and for a task that it supports."""
    cost: str
    funded: str
    """What of the cost is funded; empty where nothing is said of it, and for a supported task."""
    assistance: tuple[str, ...]
    waits_for: tuple[WaitView, ...]
    waited_for_by: tuple[WaitView, ...]


@dataclass(frozen=True, slots=True)
class NotFollowedView:
    """A question in which this ministry said something else than the answer."""

    line: QuestionLine
    said: PositionView
    settled: bool
    """Whether somebody settled it otherwise; if not, positions differ and it is open."""
    why: str
    """Why it was settled otherwise; empty where nobody said."""


@dataclass(frozen=True, slots=True)
class SheetView:
    """A ministry's to-do sheet, which works alone."""

    summary: str
    """How many tasks, how many late, how many wait, in a sentence."""
    rows: tuple[SheetRow, ...]
    """Its own by date, those without one last; then those that it supports."""
    is_dated: bool
    """Whether a task has a date; where none has, they stand in the order of the plan."""
    facts: tuple[TaskView, ...]
    """Its questions that are open and on which it has not said what counts: a fact to find out, or
    a decision to make."""
    evidence: tuple[QuestionLine, ...]
    """Its answers at level 3 or 4 without evidence."""
    not_followed: tuple[NotFollowedView, ...]
    reviewed: tuple[TaskView, ...]
    """Its answers of which a reviewer found another level."""


def sheet_view(
    assessment: Assessment,
    ministry: str | None,
    gaps: Mapping[str, GapView],
    own: tuple[TaskView, ...],
) -> SheetView:
    """A ministry's to-do sheet."""
    rows = [*_own_rows(assessment, ministry, own), *_supported(assessment, ministry, gaps)]
    return SheetView(
        summary=_summary(rows),
        rows=tuple(sorted(rows, key=_order)),
        is_dated=any(row.due for row in rows),
        facts=tuple(
            item
            for item in own
            if item.answer.line.kind in ("unknown", "unanswered")
            and not _has_said(assessment, ministry, item)
        ),
        evidence=tuple(item.answer.line for item in own if _lacks_evidence(assessment, item)),
        not_followed=_not_followed(assessment, ministry) if ministry else (),
        reviewed=tuple(item for item in own if _is_reviewed_otherwise(assessment, item)),
    )


def _has_said(assessment: Assessment, ministry: str | None, task: TaskView) -> bool:
    """Whether the ministry has said what it owes, and the question is open since others differ."""
    answer = assessment.statuses[task.answer.line.id].answer
    return any(
        said.ministry == ministry and said.status not in ("unknown", "unanswered")
        for said in clashing_positions(answer)
    )


def _order(row: SheetRow) -> tuple[bool, bool, str]:
    return row.supports, not row.due_iso, row.due_iso


def _is_reviewed_otherwise(assessment: Assessment, task: TaskView) -> bool:
    answer = assessment.statuses[task.answer.line.id].answer
    return answer.reviewed_level not in (None, answer.level)


def _summary(rows: list[SheetRow]) -> str:
    mine = [row for row in rows if not row.supports]
    return sentences.sheet_summary(
        tasks=len(mine),
        supported=len(rows) - len(mine),
        overdue=sum(row.overdue for row in rows),
        waiting=sum(any(not wait.own for wait in item.waits_for) for item in mine),
        waited_for=sum(any(not wait.own for wait in item.waited_for_by) for item in mine),
    )


def _lacks_evidence(assessment: Assessment, task: TaskView) -> bool:
    level = assessment.statuses[task.answer.line.id].answer.level
    return level is not None and level >= EVIDENCE_FROM and not task.answer.evidence


def _own_rows(
    assessment: Assessment, ministry: str | None, own: tuple[TaskView, ...]
) -> Iterable[SheetRow]:
    known = {item.answer.line.id: item for item in own}
    order = dict.fromkeys((*(key for key in assessment.gaps if key in known), *known))
    for key in order:
        task, gap = known[key], assessment.gaps.get(key)
        action = task.answer.action
        if gap is None and open_action(assessment.statuses[key]) is None:
            continue
        yield SheetRow(
            id=key,
            name=task.answer.line.name,
            what=task.decision,
            lead="",
            usual="" if ministry else task.answer.usual,
            supports=False,
            due=action.due if action else "",
            due_iso=action.due_iso if action else "",
            overdue=action.overdue if action else False,
            status=action.status if action else "",
            cost=action.cost if action else "",
            funded=action.funded if action else "",
            assistance=action.assistance if action else (),
            waits_for=_waits(assessment, ministry, gap.unmet if gap else ()),
            waited_for_by=_waits(assessment, ministry, gap.waiting if gap else ()),
        )


def _supported(
    assessment: Assessment, ministry: str | None, gaps: Mapping[str, GapView]
) -> Iterable[SheetRow]:
    """Tasks of others that name this ministry as supporting; of their words only the date."""
    for gap in assessment.roadmap.gaps:
        answer = assessment.statuses[gap.question].answer
        if ministry is None or ministry not in answer.supporting or answer.ministry == ministry:
            continue
        yield _supported_row(assessment, ministry, gap, gaps[gap.question])


def _supported_row(assessment: Assessment, ministry: str, gap: Gap, view: GapView) -> SheetRow:
    item = assessment.statuses[gap.question]
    answer = item.answer
    due = answer.action.due if answer.action else None
    return SheetRow(
        id=gap.question,
        name=view.name,
        what=sentences.decision("", view.missing[0].text if view.missing else "", view.name),
        lead=answer.ministry or "",
        usual="",
        supports=True,
        due=day(due),
        due_iso=due.isoformat() if due else "",
        overdue=is_overdue(item, assessment.answers.date),
        status="",
        cost="",
        funded="",
        assistance=(),
        waits_for=_waits(assessment, ministry, gap.unmet),
        waited_for_by=_waits(assessment, ministry, gap.waiting),
    )


def _waits(
    assessment: Assessment, ministry: str | None, keys: tuple[str, ...]
) -> tuple[WaitView, ...]:
    """The tasks of these questions, those of one ministry together; its own come first."""
    found = [(key, assessment.statuses[key].answer.ministry) for key in keys]
    order = (ministry, *dict.fromkeys(name for _key, name in found))
    return tuple(
        WaitView(key, assessment.questionnaire.by_id[key].name, name or "", name == ministry)
        for key, name in sorted(found, key=lambda item: order.index(item[1]))
    )


def _not_followed(assessment: Assessment, ministry: str) -> tuple[NotFollowedView, ...]:
    return tuple(
        NotFollowedView(
            question_line(assessment.questionnaire, item),
            position_view(assessment, said),
            item.answer.settlement is not None,
            item.answer.settlement.why if item.answer.settlement else "",
        )
        for item in assessment.statuses.values()
        for said in current_positions(item.answer.positions)
        if said.ministry == ministry
        and (said.status, said.level) != (item.answer.status, item.answer.level)
    )
