"""A spread over States as a drawing; it shows nothing that is not in the spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assessment.region import Spread
from assessment.report.region_words import figure, number

MAX_DOTS: Final = 200
"""With more States the dots would be one smear, so the box alone is drawn."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of our own, which a template takes as it is."""

    svg: str

    def __html__(self) -> str:
        """The drawing as markup."""
        return self.svg


_WIDTH: Final = 240
_HEIGHT: Final = 16


def draw(spread: Spread) -> Drawing:
    """A spread as a drawing: a scale from 0 to 100, the middle half, the median, the dots."""
    title = (
        f"{number(spread)} {'State' if number(spread) == '1' else 'States'}, "
        f"median {figure(spread)}"
        if spread.states
        else "Too few States"
    )
    return Drawing(
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


def has_dots(spread: Spread) -> bool:
    """Whether each State has a dot of its own."""
    return 0 < len(spread.dots) <= MAX_DOTS


def _dots(spread: Spread) -> str:
    if not has_dots(spread):
        return ""
    return "".join(
        f'<circle cx="{_x(value)}" cy="8" r="1.7" fill="#1d5687" fill-opacity="0.55"/>'
        for value in spread.dots
    )


def _stroke(spread: Spread) -> str:
    if spread.median is None:
        return ""
    if spread.beyond:
        low, high = (0.0, spread.median) if spread.beyond == "or less" else (spread.median, 100.0)
        width = f"{(high - low) * _WIDTH / 100:.2f}"
        return (
            f'<rect x="{_x(low)}" y="5.5" width="{width}" height="5" fill="none" '
            f'stroke="#a85a14" stroke-width="1.2"/>'
        )
    at = _x(spread.median)
    return f'<line x1="{at}" x2="{at}" y1="1.5" y2="14.5" stroke="#a85a14" stroke-width="2.2"/>'
