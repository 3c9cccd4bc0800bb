"""A spread over States as a drawing; it shows nothing that is not in the spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assessment.language import _, ngettext
from assessment.region import Spread
from assessment.report.charts.svg import BLUE, OCHRE, TINTS, circle, drawing, path, rect
from assessment.report.region_words import figure, printed_middle_half, printed_number, states_of

MAX_DOTS: Final = 200
"""With more States the dots would be one smear, so the box alone is drawn."""
_SCALE: Final = "#c5ced8"
_EDGE: Final = 4.0
_WIDTH: Final = 240.0
_HEIGHT: Final = 16.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of our own, which a template takes as it is."""

    svg: str

    def __html__(self) -> str:
        """The drawing as markup."""
        return self.svg


def draw(spread: Spread) -> Drawing:
    """A spread as a drawing: a scale from 0 to 100, the middle half, the median, the dots."""
    shapes = (*_scale(), *_box(spread), *_dots(spread), *_stroke(spread))
    return Drawing(drawing(_WIDTH + 2 * _EDGE, _HEIGHT, _title(spread), shapes, kind="spread"))


def _title(spread: Spread) -> str:
    if not spread.states:
        return _("Too few States")
    states = ngettext("{number} State", "{number} States", states_of(spread)).format(
        number=printed_number(spread)
    )
    if spread.lower is None:
        return _("{states}, median {figure}").format(states=states, figure=figure(spread))
    return _("{states}, median {figure}, middle half {middle_half}").format(
        states=states, figure=figure(spread), middle_half=printed_middle_half(spread)
    )


def _x(value: float) -> float:
    return _EDGE + value * _WIDTH / 100


def _scale() -> list[str]:
    ticks = "".join(f"M{_x(at):g} 2V14" for at in (0, 25, 50, 75, 100))
    return [path(f"M{_x(0):g} 8H{_x(100):g}{ticks}", stroke=_SCALE, line=0.6)]


def _box(spread: Spread) -> list[str]:
    if spread.lower is None or spread.upper is None:
        return []
    return [rect(_x(spread.lower), 4, _x(spread.upper) - _x(spread.lower), 8, fill=TINTS[2])]


def has_dots(spread: Spread) -> bool:
    """Whether each State has a dot of its own."""
    return 0 < len(spread.dots) <= MAX_DOTS


def _dots(spread: Spread) -> list[str]:
    dots = spread.dots if has_dots(spread) else ()
    return [circle(_x(value), 8, 1.7, fill=BLUE) for value in dots]


def _stroke(spread: Spread) -> list[str]:
    if spread.median is None:
        return []
    if spread.beyond:
        low, high = (0.0, spread.median) if spread.beyond == "or less" else (spread.median, 100.0)
        width = _x(high) - _x(low)
        return [rect(_x(low), 5.5, width, 5, fill="none", stroke=OCHRE, line=1.2)]
    return [path(f"M{_x(spread.median):g} 1.5V14.5", stroke=OCHRE, line=2.2)]
