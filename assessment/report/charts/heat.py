"""The paragraphs of a resolution as a table of shaded cells."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.report.charts.svg import (
    INK,
    INK_ON_TINT,
    LINE,
    TINTS,
    WHITE,
    drawing,
    path,
    rect,
    text,
    tint,
)

CELL_WIDTH = 58.0
CELL_HEIGHT = 40.0
_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell: its number, its shade and what is printed in it."""

    number: str
    """The paragraph's number."""
    label: str
    """The figure or band as it is printed; a dash where there is none."""
    shade: int | None = None
    """1 to 4, light to dark, as `shade` or a band gives it; None where there is no score."""


@dataclass(frozen=True, slots=True)
class HeatTable:
    """The cells of all paragraphs."""

    title: str
    """What the chart shows; its alternative text."""
    cells: tuple[HeatCell, ...]
    desc: str = ""


def shade(value: float | None) -> int | None:
    """The shade of a value from 0 to 100: one for each quarter of the scale, darker is higher."""
    return None if value is None else tint(value)


def heat_table(chart: HeatTable) -> str:
    """Cells in rows of eight; number above, figure below, shade by the quarter it lies in."""
    shapes: list[str] = []
    for index, cell in enumerate(chart.cells):
        row, column = divmod(index, _COLUMNS)
        shapes += _cell(column * CELL_WIDTH + 1, row * CELL_HEIGHT + 1, cell)
    rows = -(-len(chart.cells) // _COLUMNS)
    return drawing(
        _COLUMNS * CELL_WIDTH + 2,
        rows * CELL_HEIGHT + 2,
        chart.title,
        shapes,
        desc=chart.desc,
        kind="heat-table",
    )


def _cell(x: float, y: float, cell: HeatCell) -> list[str]:
    width, height = CELL_WIDTH - 3, CELL_HEIGHT - 3
    fill = WHITE if cell.shade is None else TINTS[cell.shade]
    ink = INK if cell.shade is None else INK_ON_TINT[cell.shade]
    shapes = [rect(x, y, width, height, fill=fill, stroke=LINE)]
    if cell.shade is None:
        shapes.append(path(f"M{x} {y + height}L{x + width} {y}", stroke=LINE, line=0.6))
        shapes.append(rect(x + width / 2 - 9, y + 15, 18, 14, fill=WHITE))
    shapes.append(text(x + 4, y + 10, cell.number, size=8, fill=ink, anchor="start"))
    size = 12.5 if len(cell.label) <= 6 else 8.2
    middle = x + width / 2
    shapes.append(text(middle, y + height - 9, cell.label, size=size, fill=ink, bold=True))
    return shapes
