"""The whole on one page: every question as a square, and ministries against policy areas."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from assessment.assess import Assessment
from assessment.questionnaire import Area
from assessment.report.view import sentences
from assessment.report.view.areas import AreaView
from assessment.report.view.changes import ChangesView
from assessment.report.view.minister import ranked_areas

MAX_MINISTRIES = 12
"""So many ministries have a row of their own; the others share one, so that the page is one."""
MAX_COLUMNS = 20
"""With more policy areas than this the table of ministries would be wider than the page."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A policy area: its questions as squares, and its figures."""

    area: AreaView
    change: str
    """In points since the baseline; empty without one."""
    lead: str
    """The ministry that leads most of its questions; empty where none is named."""
    led: int
    """How many of them it leads."""


@dataclass(frozen=True, slots=True)
class MinistryRow:
    """A ministry and how many gaps it has in each policy area."""

    name: str
    """Empty for the questions that have no ministry."""
    together: int
    """How many ministries share the row; 0 for one ministry's own."""
    gaps: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class GridView:
    """The whole on one page."""

    heading: str
    """What the squares show."""
    rows: tuple[GridRow, ...]
    changed: bool
    """Whether there is a column for the change."""
    ministries_heading: str
    """What the table of ministries shows."""
    ministries: tuple[MinistryRow, ...]
    """Those with most gaps first; empty where there are too many policy areas for a table."""


def grid_view(
    assessment: Assessment, areas: tuple[AreaView, ...], changes: ChangesView | None
) -> GridView:
    """The whole on one page."""
    moved = {item.id: item.difference for item in changes.areas} if changes else {}
    ministries = _ministries(assessment)
    short = [(item.title, item.short_of_target) for item in ranked_areas(assessment)]
    thin = sum(item.score.applies for item in areas) - len(short)
    return GridView(
        heading=sentences.below_target(short, thin),
        rows=tuple(
            _row(assessment, definition, area, moved.get(area.id, ""))
            for definition, area in zip(assessment.questionnaire.areas, areas, strict=True)
        ),
        changed=changes is not None and not changes.other_questionnaire,
        ministries_heading=sentences.gaps_of_ministries(
            [(ministry.name, ministry.total) for ministry in ministries if ministry.name],
            sum(ministry.total for ministry in ministries if not ministry.name),
        ),
        ministries=_shared(ministries) if len(areas) <= MAX_COLUMNS else (),
    )


def _row(assessment: Assessment, area: Area, view: AreaView, change: str) -> GridRow:
    named = Counter(
        item.answer.ministry
        for question in area.questions
        if (item := assessment.statuses[question.id]).applies and item.answer.ministry
    )
    lead, led = named.most_common(1)[0] if named else ("", 0)
    return GridRow(view, change, lead, led)


def _ministries(assessment: Assessment) -> list[MinistryRow]:
    """Every ministry that is responsible for something, most gaps first; then what has none."""
    gaps = Counter(
        (assessment.statuses[gap.question].answer.ministry, gap.question.rpartition("-")[0])
        for gap in assessment.roadmap.gaps
    )
    responsible = {
        question_status.answer.ministry for question_status in assessment.statuses.values()
    }
    names = [name for name in assessment.answers.profile.ministries if name in responsible]
    areas = [area.id for area in assessment.questionnaire.areas]
    rows = [_gaps_of(name, areas, gaps) for name in names]
    rows.sort(key=lambda item: -item.total)
    nobodys = _gaps_of(None, areas, gaps)
    return [*rows, nobodys] if nobodys.total else rows


def _gaps_of(
    name: str | None, areas: list[str], gaps: Counter[tuple[str | None, str]]
) -> MinistryRow:
    counts = tuple(gaps[name, area] for area in areas)
    return MinistryRow(name or "", 0, counts, sum(counts))


def _shared(rows: list[MinistryRow]) -> tuple[MinistryRow, ...]:
    """The rows that fit: those after the first so many are added up in one."""
    named = [row for row in rows if row.name]
    if len(named) <= MAX_MINISTRIES:
        return tuple(rows)
    first, others = named[: MAX_MINISTRIES - 1], named[MAX_MINISTRIES - 1 :]
    counts = tuple(sum(column) for column in zip(*(other.gaps for other in others), strict=True))
    together = MinistryRow("", len(others), counts, sum(counts))
    return (*first, together, *(row for row in rows if not row.name))
