"""The roadmap in three steps, with a line from each prerequisite to what waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from assessment.report.charts.svg import BLUE, LINE, OCHRE, WHITE, drawing, number, path

_EDGE = 2.0
_WIDTH = 664.0
COLUMN = 190.0
_GAP = 38.0
"""What the columns are apart; as much is free at the right, for lines inside the last column."""
_HEAD = 26.0
VEIL = 0.8
ROW = 31.0
BOX = 26.0


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One gap of the roadmap."""

    code: str
    """The question's id."""
    label: str
    """Its short name."""
    requires: tuple[str, ...] = ()
    """The ids of its unmet prerequisites."""


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One of the steps now, next, later."""

    label: str
    """The step's name, with how many gaps it has."""
    items: tuple[TimelineItem, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The roadmap as three columns."""

    title: str
    """What the chart shows; its alternative text."""
    steps: tuple[TimelineStep, ...]
    desc: str = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    row: int

    @property
    def left(self) -> float:
        return _EDGE + self.column * (COLUMN + _GAP)

    @property
    def top(self) -> float:
        return _HEAD + self.row * ROW

    @property
    def middle(self) -> float:
        return self.top + BOX / 2


def draw_timeline(chart: Timeline) -> str:
    """A piece of HTML: the lines as a drawing, the words as text on top of it.

    Words stand in HTML because they may run right to left. Its sizes are shares of its own width,
    so that it can be made wider or narrower; it needs the rules of `TIMELINE_CSS`.
    """
    indices = {
        item.code: _Cell(column, row)
        for column, step in enumerate(chart.steps)
        for row, item in enumerate(step.items)
    }
    rows = max((len(step.items) for step in chart.steps), default=0)
    height = _HEAD + max(rows, 1) * ROW
    lines = drawing(
        _WIDTH, height, chart.title, _lines(chart, indices), desc=chart.desc, kind="timeline-lines"
    )
    return f'<div class="timeline">{lines}{_words(chart, indices, height)}</div>'


TIMELINE_CSS = """
.timeline { position: relative; width: 100%; max-width: 664px; }
.timeline svg { display: block; width: 100%; height: auto; }
.timeline div { position: absolute; width: 28.6%; height: 23px; overflow: hidden; font-size: 7pt;
  line-height: 11.4px; box-sizing: border-box; padding: 0 5px 0 7px; }
.timeline .step { font-weight: 600; font-size: 9pt; line-height: 1.2; padding: 0; }
"""
"""What a page that shows a timeline needs."""


def _lines(chart: Timeline, indices: dict[str, _Cell]) -> list[str]:
    heads = "".join(
        f"M{number(_EDGE + column * (COLUMN + _GAP))} {number(_HEAD - 6)}h{number(COLUMN)}"
        for column in range(len(chart.steps))
    )
    boxes = "".join(
        f"M{number(index.left)} {number(index.top)}h{number(COLUMN)}v{number(BOX)}"
        f"h-{number(COLUMN)}Z"
        for index in indices.values()
    )
    edges = "".join(
        f"M{number(index.left)} {number(index.top)}v{number(BOX)}" for index in indices.values()
    )
    lines, arrows = _links(chart, indices)
    return [
        path(heads, stroke=BLUE, line=2),
        # A line to a later column shows pale through the boxes between: it can be followed, and
        # their words can be read.
        *lines,
        path(boxes, fill=WHITE, stroke=LINE, line=0.7, fill_opacity=VEIL),
        path(edges, stroke=BLUE, line=3),
        *arrows,
    ]


def _links(chart: Timeline, indices: dict[str, _Cell]) -> tuple[list[str], list[str]]:
    """The lines, and the arrows at their ends."""
    joined = [
        (indices[code], indices[item.code])
        for step in chart.steps
        for item in step.items
        for code in item.requires
        if code in indices
    ]
    return (
        [path(_curve(start, end), stroke=OCHRE, line=1.1) for start, end in joined],
        [
            path(_arrow(_entry(start, end), end.middle, start.column < end.column), fill=OCHRE)
            for start, end in joined
        ],
    )


def _entry(start: _Cell, end: _Cell) -> float:
    """Where a line arrives: at the left of a later column, at the right of the same one."""
    return end.left if start.column < end.column else end.left + COLUMN


def _curve(start: _Cell, end: _Cell) -> str:
    x1, y1 = start.left + COLUMN, start.middle
    x2, y2 = _entry(start, end), end.middle
    bend = _GAP * 0.55
    second = x2 - bend if start.column < end.column else x2 + bend
    return (
        f"M{number(x1)} {number(y1)}C{number(x1 + bend)} {number(y1)} "
        f"{number(second)} {number(y2)} {number(x2)} {number(y2)}"
    )


def _arrow(x: float, y: float, to_the_right: bool) -> str:
    back = x - 6 if to_the_right else x + 6
    return f"M{number(x)} {number(y)}L{number(back)} {number(y - 3)}V{number(y + 3)}Z"


def _words(chart: Timeline, indices: dict[str, _Cell], height: float) -> str:
    heads = "".join(
        f'<div class="step" style="left:{_share(_EDGE + column * (COLUMN + _GAP), _WIDTH)};top:0">'
        f"{escape(step.label)}</div>"
        for column, step in enumerate(chart.steps)
    )
    items = "".join(
        f'<div style="left:{_share(index.left, _WIDTH)};top:{_share(index.top + 1.5, height)}">'
        f"<b>{escape(item.code)}</b> {escape(item.label)}</div>"
        for step in chart.steps
        for item in step.items
        for index in (indices[item.code],)
    )
    return heads + items


def _share(value: float, whole: float) -> str:
    return f"{number(100 * value / whole)}%"
