"""The pencil that every chart draws with: SVG elements as text, colours, numbers.

No element carries an id, so many drawings can stand in one page; no meaning rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from assessment.figures import BAND_LIMITS, reaches

INK = "#16263a"
"""Text, outlines and the mark of a target."""
BLUE = "#1d5687"
"""The score."""
PALE = "#bcd0e2"
"""The range that a score can still take."""
TRACK = "#e9edf2"
"""The empty scale."""
LINE = "#8795a5"
"""Thin lines and frames."""
OCHRE = "#a85a14"
"""The second colour: the baseline."""
WHITE = "#ffffff"

TINTS = ("#ffffff", "#d9e4ee", "#a9c3da", "#4876a2", BLUE)
"""One tint a level or band, light to dark, told apart in grey as well."""
INK_ON_TINT = (INK, INK, INK, WHITE, WHITE)
"""The colour of a figure on each tint."""

OPENING = '<svg xmlns="http://www.w3.org/2000/svg" class="chart '
"""How every drawing begins."""
FONT = 'font-family="Inter, Noto Sans, sans-serif"'


def number(value: float) -> str:
    """A coordinate as short as it can be written; two decimals are a hundredth of a pixel."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def drawing(
    width: float, height: float, title: str, shapes: Iterable[str], *, desc: str = "", kind: str
) -> str:
    """A whole drawing with its title, which is its alternative text; `kind` is its CSS class."""
    described = f"<desc>{escape(desc)}</desc>" if desc else ""
    w, h = number(width), number(height)
    return (
        f'{OPENING}{kind}" role="img" '
        f'viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        f"<title>{escape(title)}</title>{described}{''.join(shapes)}</svg>"
    )


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str,
    stroke: str = "",
    line: float = 0.75,
) -> str:
    """A rectangle."""
    edge = f' stroke="{stroke}" stroke-width="{number(line)}"' if stroke else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" '
        f'height="{number(height)}" fill="{fill}"{edge}/>'
    )


def path(
    data: str,
    *,
    fill: str = "none",
    stroke: str = "",
    line: float = 1,
    dash: str = "",
    fill_opacity: float = 1,
) -> str:
    """A path."""
    edge = f' stroke="{stroke}" stroke-width="{number(line)}"' if stroke else ""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    veil = f' fill-opacity="{number(fill_opacity)}"' if fill_opacity < 1 else ""
    return f'<path d="{data}" fill="{fill}"{veil}{edge}{dashes}/>'


def circle(x: float, y: float, radius: float, *, fill: str, stroke: str = "") -> str:
    """A circle."""
    edge = f' stroke="{stroke}" stroke-width="1"' if stroke else ""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}"{edge}/>'


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    fill: str = INK,
    anchor: str = "middle",
    bold: bool = False,
) -> str:
    """Codes and figures only: words of a questionnaire may run right to left, and go into HTML."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}" '
        f'text-anchor="{anchor}"{weight} {FONT}>{escape(words)}</text>'
    )


def line_through(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """The path data of a line through points."""
    joined = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{joined}{'Z' if closed else ''}"


def diamond(x: float, y: float, radius: float) -> str:
    """The mark of a target: a hollow diamond, seen on light and on dark."""
    around = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
    return path(line_through(around, closed=True), fill=WHITE, stroke=INK, line=1.2)


def tint(value: float) -> int:
    """The tint of a value from 0 to 100: one for each quarter of the scale, never the white."""
    return 1 + sum(reaches(value, limit) for limit in BAND_LIMITS)
