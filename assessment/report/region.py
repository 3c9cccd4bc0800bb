"""A region on one or two pages: every word and number that its template shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assessment.locations import reports_folder
from assessment.questionnaire import Questionnaire
from assessment.region import (
    ANONYMOUS_QUARTILES,
    ANONYMOUS_STATES,
    NOT_SAID,
    Region,
    Shared,
    Spread,
)
from assessment.report.options import Paper
from assessment.text import count_of, one_decimal, percent

MOST_GAPS: Final = 10
MOST_MISSING: Final = 8
MOST_PARAGRAPHS: Final = 8
MOST_DOTS: Final = 200
"""With more States the dots would be one smear, so the box alone is drawn."""
MOST_NAMES: Final = 60
MOST_NAMED: Final = 3
"""Areas named as the lowest, and as the highest."""
_CONFIDENCE: Final[Mapping[str, str]] = {
    "high": "high confidence",
    "medium": "medium confidence",
    "low": "low confidence",
    NOT_SAID: "confidence not said",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of our own, which a template takes as it is."""

    svg: str

    def __html__(self) -> str:
        """The drawing as markup."""
        return self.svg


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

    title: str
    subject: str
    notice: str
    language: str
    paper: Paper
    findings: tuple[str, ...]
    """What the tables show first, in sentences; only figures that stand in them."""
    about: tuple[str, ...]
    overall: SpreadRow
    coverage: str
    confidences: tuple[tuple[str, str], ...]
    areas: tuple[SpreadRow, ...]
    gaps: tuple[SharedRow, ...]
    missing: tuple[SharedRow, ...]
    paragraphs: tuple[SpreadRow, ...]
    names: str


def view(region: Region, questionnaire: Questionnaire, paper: Paper = "A4") -> RegionView:
    """Every word and rounded number of the page."""
    return RegionView(
        title=f"Region of {count_of(region.states, 'State')}",
        subject=questionnaire.title,
        notice=questionnaire.notice,
        language=questionnaire.language,
        paper=paper,
        findings=tuple(_findings(region, questionnaire)),
        about=tuple(_about(region)),
        overall=_spread_row("", "Overall", region.overall),
        coverage=_coverage(region.coverage),
        confidences=_confidences(region),
        areas=tuple(
            _spread_row(area.id, area.title, region.areas[area.id]) for area in questionnaire.areas
        ),
        gaps=tuple(_shared(region, questionnaire, region.gaps[:MOST_GAPS])),
        missing=tuple(_shared(region, questionnaire, region.missing[:MOST_MISSING])),
        paragraphs=tuple(
            _spread_row(str(number), questionnaire.paragraph_by_number[number].title, spread)
            for number, spread in region.paragraphs[:MOST_PARAGRAPHS]
        ),
        names=_names(region.names),
    )


def make_html(region: Region, questionnaire: Questionnaire, paper: Paper = "A4") -> str:
    """The region as one self-contained HTML page."""
    from assessment.report import html  # here: templates are wanted only for this

    shown = view(region, questionnaire, paper)
    return html.page((reports_folder() / "region",), region=shown)


def make_pdf(region: Region, questionnaire: Questionnaire, paper: Paper = "A4") -> bytes:
    """The region as a PDF; it says nothing of where or when it was made."""
    from assessment.report.pdf import Document, write_pdf  # here: it takes half a second

    about = Document(
        title=f"Region of {count_of(region.states, 'State')}",
        author="",
        language=questionnaire.language,
        subject=questionnaire.title,
    )
    return write_pdf(make_html(region, questionnaire, paper), about)


def _findings(region: Region, questionnaire: Questionnaire) -> Iterable[str]:
    known = sorted(
        (
            (spread.median, area.title)
            for area in questionnaire.areas
            if (spread := region.areas[area.id]).median is not None
        ),
        key=lambda one: one[0],
    )
    if region.overall.median is not None:
        yield f"Half of the States score {one_decimal(region.overall.median)} or more overall."
    if len(known) > 2 * MOST_NAMED:
        yield f"The areas with the lowest medians are {_listed(known[:MOST_NAMED])}."
        yield f"Those with the highest are {_listed(known[: -MOST_NAMED - 1 : -1])}."
    for gap in _shared(region, questionnaire, region.gaps[:1]):
        yield f"The commonest gap is {gap.name} ({gap.code}), in {_states(gap)}."
    for wanted in _shared(region, questionnaire, region.missing[:1]):
        yield (
            f"The prerequisite that is missing most often is {wanted.name} ({wanted.code}), "
            f"in {_states(wanted)}."
        )


def _states(row: SharedRow) -> str:
    return f"{row.states} {'State' if row.states == '1' else 'States'}"


def _listed(medians: Sequence[tuple[float, str]]) -> str:
    words = [f"{title} ({one_decimal(median)})" for median, title in medians]
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _about(region: Region) -> Iterable[str]:
    yield (
        "Each line shows how the States' scores are spread from 0 to 100: the bar holds the middle "
        "half of the States, the stroke is the median"
        + ("." if region.anonymous or region.states > MOST_DOTS else ", and each dot is one State.")
    )
    yield (
        "A State with too little information in an area or paragraph (coverage under 50 %) is not "
        "counted there."
    )
    if region.earlier:
        yield (
            f"{count_of(region.earlier, 'earlier assessment')} left out: of each State the latest "
            "one counts."
        )
    if region.anonymous:
        yield (
            f"This summary is anonymous. It says nothing that fewer than {ANONYMOUS_STATES} States "
            f"stand behind, and gives the middle half only from {ANONYMOUS_QUARTILES} States on. "
            f"Where a number would set fewer than {ANONYMOUS_STATES} States apart from the others, "
            f"it reads {ANONYMOUS_STATES}+, which means {ANONYMOUS_STATES} or more."
        )


def _spread_row(code: str, name: str, spread: Spread) -> SpreadRow:
    quartiles = "–"
    if spread.lower is not None:
        quartiles = f"{one_decimal(spread.lower)} to {one_decimal(spread.upper)}"
    return SpreadRow(
        code=code,
        name=name,
        drawing=Drawing(draw(spread)),
        median=one_decimal(spread.median),
        quartiles=quartiles,
        states=_number(spread) if spread.states else "–",
    )


def _shared(
    region: Region, questionnaire: Questionnaire, shared: Iterable[Shared]
) -> Iterable[SharedRow]:
    for one in shared:
        yield SharedRow(
            code=one.question,
            name=questionnaire.by_id[one.question].name,
            states=_number(one),
            share=percent(one.states / region.states) if one.exact else "–",
        )


def _number(counted: Spread | Shared) -> str:
    return str(counted.states) if counted.exact else f"{counted.states}+"


def _coverage(spread: Spread) -> str:
    if spread.median is None:
        return "–"
    if spread.lower is None:
        return percent(spread.median)
    middle = f"{percent(spread.lower)} to {percent(spread.upper)}"
    return f"{percent(spread.median)} (middle half of the States: {middle})"


def _confidences(region: Region) -> tuple[tuple[str, str], ...]:
    total = sum(region.confidences.values())
    return tuple(
        (_CONFIDENCE[name], percent(count / total))
        for name, count in region.confidences.items()
        if count
    )


def _names(names: tuple[str, ...]) -> str:
    more = len(names) - MOST_NAMES
    return "; ".join(names[:MOST_NAMES]) + (f"; and {more} more" if more > 0 else "")


_WIDTH: Final = 240
_HEIGHT: Final = 16


def draw(spread: Spread) -> str:
    """A spread as a drawing: a scale from 0 to 100, the middle half, the median, the dots."""
    title = (
        f"{_number(spread)} {'State' if spread.states == 1 else 'States'}, "
        f"median {one_decimal(spread.median)}"
        if spread.states
        else "Too few States"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="spread" role="img" '
        f'viewBox="-4 0 {_WIDTH + 8} {_HEIGHT}"><title>{title}</title>'
        f"{_scale()}{_box(spread)}{_dots(spread)}{_stroke(spread)}</svg>"
    )


def _x(value: float) -> str:
    return f"{value * _WIDTH / 100:.2f}"


def _scale() -> str:
    ticks = "".join(
        f'<line x1="{_x(at)}" x2="{_x(at)}" y1="2" y2="14" stroke="#c5ced8" stroke-width="0.6"/>'
        for at in (0, 25, 50, 75, 100)
    )
    return f'<line x1="0" x2="{_WIDTH}" y1="8" y2="8" stroke="#c5ced8" stroke-width="0.6"/>{ticks}'


def _box(spread: Spread) -> str:
    if spread.lower is None or spread.upper is None:
        return ""
    width = f"{(spread.upper - spread.lower) * _WIDTH / 100:.2f}"
    return f'<rect x="{_x(spread.lower)}" y="4" width="{width}" height="8" fill="#a9c3da"/>'


def _dots(spread: Spread) -> str:
    if len(spread.dots) > MOST_DOTS:
        return ""
    return "".join(
        f'<circle cx="{_x(value)}" cy="8" r="1.7" fill="#1d5687" fill-opacity="0.55"/>'
        for value in spread.dots
    )


def _stroke(spread: Spread) -> str:
    if spread.median is None:
        return ""
    at = _x(spread.median)
    return f'<line x1="{at}" x2="{at}" y1="1.5" y2="14.5" stroke="#a85a14" stroke-width="2.2"/>'
