"""A region on paper: every word and number that its template shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from assessment.answers import Assistance
from assessment.assistance import RequestMatch, StateOffer, kinds_in_order
from assessment.figures import BAND_LIMITS, NONE, percent, points
from assessment.language import _
from assessment.locations import reports_folder
from assessment.questionnaire import Questionnaire
from assessment.region import MAX_GAPS, MAX_MISSING, Member, Region, Shared, Spread
from assessment.report import region_words as words
from assessment.report.charts import shade
from assessment.report.options import Notify, Paper
from assessment.report.region_drawing import Drawing, draw, has_dots
from assessment.report.view.words import EDITION_NAMES, day
from assessment.scorecard import BANDS as BAND_NAMES
from assessment.terms import term, terms
from assessment.text import count_of, isolate

MAX_PARAGRAPHS: Final = 8
SMALL: Final = 12
"""A region of so many States stands on one page: what is common is then named in a line."""
MAX_GRID: Final = 200
"""More States are too many for a grid that is read; their spread is drawn alone."""
SHORT: Final = 5
"""Gaps that a small region lists."""
SHORTER: Final = 3
"""Paragraphs that a small region names."""
MAX_GUIDES: Final = 2
"""Instruments named beside one gap; of a small region one."""
MAX_CHANGES: Final = 60
"""States whose falls are named; the sentences count all."""
MAX_STATES: Final = 6
"""States named with their requests, or offers, in one policy area; more are only counted."""
_MAX_NAMES: Final = 60
_MAX_LETTERS: Final = 800
"""Names beyond so many letters are only counted, so that the region stays on two pages."""


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One line of a table of spreads."""

    code: str
    name: str
    drawing: Drawing
    median: str
    quartiles: str
    states: str


@dataclass(frozen=True, slots=True)
class SharedRow:
    """One line of a list of what States have in common."""

    code: str
    name: str
    states: str
    share: str
    guides: tuple[GuidanceSource, ...]
    """What gives guidance on it."""


@dataclass(frozen=True, slots=True)
class GuidanceSource:
    """One instrument that gives guidance, with its keeper and address."""

    name: str
    keeper: str
    link: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """One figure of a State, and the tint of the band that it lies in."""

    figure: str
    shade: int | None
    """1 to 4, light to dark; None where there is no figure."""


@dataclass(frozen=True, slots=True)
class StateRow:
    """One State across the policy areas."""

    name: str
    kind: str
    """`draft`, `redacted copy` or both; empty for a final full file."""
    cells: tuple[GridCell, ...]
    """Overall first."""


@dataclass(frozen=True, slots=True)
class Grid:
    """States by policy areas."""

    heading: str
    codes: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]
    """Code and title of each policy area."""
    bands: tuple[tuple[str, int], ...]
    """What each tint means, light to dark."""
    rows: tuple[StateRow, ...]
    medians: tuple[GridCell, ...]
    halves: tuple[tuple[str, str], ...]
    """The ends of the middle half of each column; empty with too few States for one."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What fell and rose in one State."""

    name: str
    since: str
    overall: str
    falls: tuple[str, ...]
    """The first questions that fell, with their levels before and now."""
    more_falls: str
    """How many more fell."""
    rises: str
    """How many questions rose."""
    compared: str


@dataclass(frozen=True, slots=True)
class StateShare:
    """A State beside what it asks, or offers, in one policy area."""

    name: str
    said: str
    """The questions that it asks help with, or the kinds of assistance that it offers."""


@dataclass(frozen=True, slots=True)
class AssistanceRow:
    """What is asked and what is offered in one policy area."""

    code: str
    name: str
    asked: tuple[StateShare, ...]
    more_asked: str
    """How many States more ask; empty for none."""
    offered: tuple[StateShare, ...]
    more_offered: str
    without: str
    """How many requests no offer fits."""


@dataclass(frozen=True, slots=True)
class RegionView:
    """The whole page, ready to be shown."""

    anonymous: bool
    title: str
    subject: str
    notice: str
    language: str
    paper: Paper
    edition: str
    marking: str
    small: bool
    """Whether it stands on one page."""
    short: int
    """How many gaps a small region lists."""
    shorter: int
    """How many paragraphs a small region names."""
    facts: tuple[str, ...]
    """What was counted."""
    findings: tuple[tuple[str, ...], ...]
    """What the tables show first, in sentences by subject; only figures that stand in them."""
    about: tuple[str, ...]
    grid: Grid | None
    """None of an anonymous region, of one without firm assessments, and of a very large one."""
    changes: tuple[ChangeRow, ...]
    changes_note: str
    assistance: tuple[AssistanceRow, ...]
    assistance_note: str
    overall: SpreadRow
    coverage: str
    confidences: str
    areas: tuple[SpreadRow, ...]
    gaps: tuple[SharedRow, ...]
    missing: tuple[SharedRow, ...]
    paragraphs: tuple[SpreadRow, ...]
    names: str
    apart: tuple[str, ...]
    """The States that are in no figure, and why."""


def region_view(region: Region, questionnaire: Questionnaire, paper: Paper = "A4") -> RegionView:
    """Every word and rounded number of the page."""
    grid = _grid(region, questionnaire)
    return RegionView(
        anonymous=region.anonymous,
        title=words.title(region),
        subject=questionnaire.title,
        notice=questionnaire.notice,
        language=questionnaire.language,
        paper=paper,
        edition=EDITION_NAMES[region.edition],
        marking=words.marking(region),
        small=grid is not None and len(region.members) <= SMALL,
        short=SHORT,
        shorter=SHORTER,
        facts=tuple(words.region_facts(region)),
        findings=tuple(words.region_findings(region, questionnaire)),
        about=tuple(words.about_spreads(region, dots=has_dots(region.overall))),
        grid=grid,
        changes=tuple(
            ChangeRow(
                change.state,
                day(change.since),
                words.whole_change(change),
                words.falls(change.falls),
                words.more_falls(change.falls),
                str(len(change.rises)),
                str(change.compared),
            )
            for change in region.changes[:MAX_CHANGES]
        ),
        changes_note=words.changes_note(region.changes, MAX_CHANGES),
        assistance=tuple(_assistance(region, questionnaire)),
        assistance_note=words.assistance_note(region),
        overall=_spread_row("", _("Overall"), region.overall),
        coverage=words.coverage_in_words(region.coverage),
        confidences=words.confidences(region),
        areas=tuple(
            _spread_row(area.id, area.title, region.areas[area.id]) for area in questionnaire.areas
        ),
        gaps=tuple(_shared(region, questionnaire, region.gaps[:MAX_GAPS])),
        missing=tuple(_shared(region, questionnaire, region.missing[:MAX_MISSING])),
        paragraphs=tuple(
            _spread_row(str(number), questionnaire.paragraph_by_number[number].title, spread)
            for number, spread in region.paragraphs[:MAX_PARAGRAPHS]
        ),
        names=_names(region.names),
        apart=tuple(
            words.set_apart(region, _names(region.provisional), _names(region.other_edition))
        ),
    )


def make_region_html(region: Region, questionnaire: Questionnaire, paper: Paper = "A4") -> str:
    """The region as one self-contained HTML page."""
    from assessment.report import html  # here: templates are wanted only for this

    shown = region_view(region, questionnaire, paper)
    folders = (reports_folder() / "region", reports_folder() / html.SHARED)
    return html.page(folders, region=shown)


def make_region_pdf(
    region: Region,
    questionnaire: Questionnaire,
    paper: Paper = "A4",
    notify: Notify | None = None,
) -> bytes:
    """The region as a PDF; it says nothing of where or when it was made.

    `notify` is told of letters that no font has.
    """
    from assessment.report.pdf import Document, write_pdf  # here: it takes half a second

    about = Document(
        title=words.title(region),
        author="",
        language=questionnaire.language,
        subject=questionnaire.title,
    )
    return write_pdf(make_region_html(region, questionnaire, paper), about, notify=notify)


def _spread_row(code: str, name: str, spread: Spread) -> SpreadRow:
    return SpreadRow(
        code=code,
        name=name,
        drawing=draw(spread),
        median=words.figure(spread),
        quartiles=words.printed_middle_half(spread),
        states=words.printed_number(spread) if spread.states else NONE,
    )


def _shared(
    region: Region, questionnaire: Questionnaire, shared: Iterable[Shared]
) -> Iterable[SharedRow]:
    for item in shared:
        yield SharedRow(
            code=item.question,
            name=questionnaire.by_id[item.question].name,
            states=words.printed_number(item),
            share=percent(item.states / region.states) if item.exact else NONE,
            guides=guides(questionnaire, item.question),
        )


def guides(questionnaire: Questionnaire, question: str) -> tuple[GuidanceSource, ...]:
    """The first instruments that give guidance on a question."""
    named = questionnaire.by_id[question].instruments[:MAX_GUIDES]
    found = (questionnaire.instrument_by_id[item] for item in named)
    return tuple(GuidanceSource(item.name, item.keeper, item.link) for item in found)


def _grid(region: Region, questionnaire: Questionnaire) -> Grid | None:
    if not 0 < len(region.members) <= MAX_GRID:
        return None
    spreads = (region.overall, *(region.areas[area.id] for area in questionnaire.areas))
    halves = tuple((_end(spread.lower), _end(spread.upper)) for spread in spreads)
    return Grid(
        heading=words.grid_heading(region, questionnaire),
        codes=tuple(area.id for area in questionnaire.areas),
        areas=tuple((area.id, area.title) for area in questionnaire.areas),
        bands=tuple(_bands()),
        rows=tuple(_grid_row(member, questionnaire) for member in region.members),
        medians=tuple(GridCell(words.figure(spread), shade(spread.median)) for spread in spreads),
        halves=halves if any(lower for lower, _unused in halves) else (),
    )


def _end(value: float | None) -> str:
    return "" if value is None else points(value)


def _bands() -> Iterable[tuple[str, int]]:
    for index, name in enumerate(BAND_NAMES):
        limit = (
            _("under {bands}").format(bands=BAND_LIMITS[index])
            if index < len(BAND_LIMITS)
            else _("{bands} or more").format(bands=BAND_LIMITS[-1])
        )
        yield f"{term(name)}, {limit}", index + 1


def _grid_row(member: Member, questionnaire: Questionnaire) -> StateRow:
    kinds = ("" if member.final else term("draft"), _("redacted copy") if member.redacted else "")
    scores = (member.overall, *(member.areas[area.id] for area in questionnaire.areas))
    return StateRow(
        name=member.state,
        kind=", ".join(filter(None, kinds)),
        cells=tuple(GridCell(points(score), shade(score)) for score in scores),
    )


def _assistance(region: Region, questionnaire: Questionnaire) -> Iterable[AssistanceRow]:
    requests, offers = region.assistance.requests, region.assistance.offers
    titles = {**{area.id: area.title for area in questionnaire.areas}, "": _("Any policy area")}
    for code, title in titles.items():
        asked = [request for request in requests if request.request.area == code]
        offered = [offer for offer in offers if offer.offer.area == code]
        if asked or offered:
            states, helpers = _askers(asked), _helpers(offered)
            without = sum(not item.offers for item in asked)
            yield AssistanceRow(
                code=code,
                name=title,
                asked=states[:MAX_STATES],
                more_asked=_more(states),
                offered=helpers[:MAX_STATES],
                more_offered=_more(helpers),
                without=str(without) if asked else NONE,
            )


def _more(states: Sequence[StateShare]) -> str:
    more = len(states) - MAX_STATES
    return (
        _("and {more}").format(more=count_of(more, "{n} more State", "{n} more States"))
        if more > 0
        else ""
    )


def _askers(asked: Sequence[RequestMatch]) -> tuple[StateShare, ...]:
    by_state: dict[str, list[str]] = {}
    for item in sorted(asked, key=lambda item: item.state):
        by_state.setdefault(item.state, []).append(item.request.question)
    return tuple(StateShare(state, ", ".join(found)) for state, found in by_state.items())


def _helpers(offered: Sequence[StateOffer]) -> tuple[StateShare, ...]:
    by_state: dict[str, list[Assistance]] = {}
    for item in offered:
        by_state.setdefault(item.state, []).extend(item.offer.assistance)
    return tuple(StateShare(name, terms(kinds_in_order(kinds))) for name, kinds in by_state.items())


def _names(names: tuple[str, ...]) -> str:
    shown = [
        name
        for name, letters in zip(names[:_MAX_NAMES], accumulate(map(len, names)), strict=False)
        if letters <= _MAX_LETTERS
    ]
    more = len(names) - len(shown)
    named = "; ".join(map(isolate, shown))
    return _("{named}; and {more} more").format(named=named, more=more) if more > 0 else named
