"""Questions by their level: a strip of squares, and how many questions stand at each level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assessment.report.charts.svg import (
    INK,
    INK_ON_TINT,
    LINE,
    TINTS,
    WHITE,
    diamond,
    drawing,
    line_through,
    path,
    rect,
    text,
)

Square = Literal[
    "level-0", "level-1", "level-2", "level-3", "level-4",
    "unknown", "withheld", "unanswered", "open", "na",
]  # fmt: skip
"""What a question's square shows: its level, or why it has none; outward only that it is open."""
SIGNS = {"unknown": "?", "withheld": "W", "unanswered": "", "open": "", "na": "–"}
SIDE = 20.0
STEP = 24.0


@dataclass(frozen=True, slots=True)
class StripSquare:
    """One question of a strip."""

    square: Square
    code: str
    """The question's number inside its area, to print under the square."""


@dataclass(frozen=True, slots=True)
class AreaStrip:
    """The questions of one policy area, a square each."""

    title: str
    """What the strip shows; its alternative text."""
    squares: tuple[StripSquare, ...]


def level_strip(strip: AreaStrip) -> str:
    """A square a question, its level as a figure and a tint, its number under it."""
    shapes: list[str] = []
    for index, square in enumerate(strip.squares):
        x = index * STEP + 1
        shapes += _square(x, 1, square.square)
        shapes.append(text(x + SIDE / 2, SIDE + 11, square.code, size=9.4))
    width = max(len(strip.squares), 1) * STEP
    return drawing(width, SIDE + 14, strip.title, shapes, kind="level-strip")


def draw_swatch(square: Square, title: str) -> str:
    """One square alone, for a legend or a table."""
    return drawing(SIDE + 2, SIDE + 2, title, _square(1, 1, square), kind="swatch")


@dataclass(frozen=True, slots=True)
class Share:
    """How many questions look alike."""

    square: Square
    count: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """All questions, by level and by state."""

    title: str
    """What the chart shows, with the counts in words; its alternative text."""
    shares: tuple[Share, ...]


def level_distribution(chart: Distribution, width: float = 480, height: float = 30) -> str:
    """One bar, a piece for each level or state as wide as its count, the count printed in it."""
    total = sum(share.count for share in chart.shares)
    shapes: list[str] = []
    x = 1.0
    for share in chart.shares:
        wide = (width - 2) * share.count / total if total else 0
        if wide:
            shapes += _piece(x, wide, height, share)
        x += wide
    return drawing(width, height, chart.title, shapes, kind="level-distribution")


def _piece(x: float, wide: float, height: float, share: Share) -> list[str]:
    fill, ink = _colours(share.square)
    shapes = [rect(x, 1, wide, height - 2, fill=fill, stroke=INK)]
    if fill == WHITE and share.square != "level-0":
        shapes.append(path(_hatch(x, 1, wide, height - 2), stroke=LINE, line=0.7))
    if wide > 13:
        # A white ground keeps the figure clear of the hatching.
        if fill == WHITE:
            shapes.append(rect(x + wide / 2 - 7, height / 2 - 6.5, 14, 13, fill=WHITE))
        middle = x + wide / 2
        shapes.append(
            text(middle, height / 2 + 3.6, str(share.count), size=10, fill=ink, bold=True)
        )
    return shapes


def _square(x: float, y: float, square: Square) -> list[str]:
    fill, ink = _colours(square)
    shapes = [rect(x, y, SIDE, SIDE, fill=fill, stroke=INK if fill != WHITE else LINE)]
    if square in ("na", "withheld"):
        shapes.append(path(_hatch(x, y, SIDE, SIDE), stroke=LINE, line=0.6))
        shapes.append(rect(x + 5, y + 4, SIDE - 10, SIDE - 8, fill=WHITE))
    sign = SIGNS.get(square, square[-1])
    shapes.append(text(x + SIDE / 2, y + SIDE / 2 + 3.8, sign, size=10.5, fill=ink, bold=True))
    return shapes


def _colours(square: Square) -> tuple[str, str]:
    if not square.startswith("level-"):
        return WHITE, INK
    level = int(square[-1])
    return TINTS[level], INK_ON_TINT[level]


def _hatch(x: float, y: float, width: float, height: float, gap: float = 4) -> str:
    """Slanted lines that fill a rectangle, cut off at its edges."""
    lines = []
    offset = gap
    while offset < width + height:
        start = (x + max(0, offset - height), y + min(offset, height))
        end = (x + min(offset, width), y + max(0, offset - width))
        lines.append(line_through([start, end]))
        offset += gap
    return "".join(lines)


def target_mark(title: str) -> str:
    """The mark of a target alone, for a legend."""
    return drawing(12, 12, title, [diamond(6, 6, 4.2)], kind="target-mark")


def counted(squares: Sequence[Square]) -> tuple[Share, ...]:
    """How many of some squares look alike: levels 0 to 4 first, then the open ones."""
    order: tuple[Square, ...] = (
        *("level-0", "level-1", "level-2", "level-3", "level-4"),
        *("unknown", "withheld", "unanswered", "open", "na"),
    )
    return tuple(Share(square, squares.count(square)) for square in order)
