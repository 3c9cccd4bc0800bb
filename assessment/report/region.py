"""A region on one or two pages: every word and number that its template shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from assessment.figures import percent
from assessment.locations import reports_folder
from assessment.questionnaire import Questionnaire
from assessment.region import MAX_GAPS, MAX_MISSING, Region, Shared, Spread
from assessment.report import region_words as words
from assessment.report.options import Notify, Paper
from assessment.report.region_drawing import Drawing, draw, has_dots
from assessment.text import isolate

MAX_PARAGRAPHS: Final = 8
MAX_NAMES: Final = 60
MAX_LETTERS: Final = 800
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


@dataclass(frozen=True, slots=True)
class RegionView:
    """The whole page, ready to be shown."""

    anonymous: bool
    title: str
    subject: str
    notice: str
    language: str
    paper: Paper
    marking: str
    facts: tuple[str, ...]
    """What was counted."""
    findings: tuple[str, ...]
    """What the tables show first, in sentences; only figures that stand in them."""
    about: tuple[str, ...]
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


def view(region: Region, questionnaire: Questionnaire, paper: Paper = "A4") -> RegionView:
    """Every word and rounded number of the page."""
    return RegionView(
        anonymous=region.anonymous,
        title=words.title(region),
        subject=questionnaire.title,
        notice=questionnaire.notice,
        language=questionnaire.language,
        paper=paper,
        marking=words.marking(region),
        facts=tuple(words.facts(region)),
        findings=tuple(words.findings(region, questionnaire)),
        about=tuple(words.about(region, dots=has_dots(region.overall))),
        overall=_spread_row("", "Overall", region.overall),
        coverage=words.coverage(region.coverage),
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


def make_html(region: Region, questionnaire: Questionnaire, paper: Paper = "A4") -> str:
    """The region as one self-contained HTML page."""
    from assessment.report import html  # here: templates are wanted only for this

    shown = view(region, questionnaire, paper)
    return html.page((reports_folder() / "region",), region=shown)


def make_pdf(
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
    return write_pdf(make_html(region, questionnaire, paper), about, notify=notify)


def _spread_row(code: str, name: str, spread: Spread) -> SpreadRow:
    return SpreadRow(
        code=code,
        name=name,
        drawing=draw(spread),
        median=words.figure(spread),
        quartiles=words.middle_half(spread),
        states=words.number(spread) if spread.states else "–",
    )


def _shared(
    region: Region, questionnaire: Questionnaire, shared: Iterable[Shared]
) -> Iterable[SharedRow]:
    for one in shared:
        yield SharedRow(
            code=one.question,
            name=questionnaire.by_id[one.question].name,
            states=words.number(one),
            share=percent(one.states / region.states) if one.exact else "–",
        )


def _names(names: tuple[str, ...]) -> str:
    shown = [
        name
        for name, letters in zip(names[:MAX_NAMES], accumulate(map(len, names)), strict=False)
        if letters <= MAX_LETTERS
    ]
    more = len(names) - len(shown)
    return "; ".join(map(isolate, shown)) + (f"; and {more} more" if more > 0 else "")
