"""Policy areas around a circle: the shape of a State's readiness at one look."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assessment.report.charts.svg import (
    BLUE,
    INK,
    LINE,
    OCHRE,
    PALE,
    TRACK,
    WHITE,
    circle,
    drawing,
    line_through,
    number,
    path,
    text,
)

SIZE = 300.0
CENTRE = SIZE / 2
RADIUS = 118.0
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spoke:
    """One policy area of a radar."""

    code: str
    """The area's code, Latin letters."""
    score: float | None = None
    """None where the area has no score, or too little to stand on."""
    low: float | None = None
    high: float | None = None
    target: float | None = None
    before: float | None = None
    """The baseline's score."""


@dataclass(frozen=True, slots=True)
class Radar:
    """Policy areas as spokes of a wheel, 0 in the centre and 100 at the rim."""

    title: str
    """What the chart shows; its alternative text."""
    spokes: tuple[Spoke, ...]
    desc: str = ""
    """The figures in words."""


def radar(chart: Radar) -> str:
    """Scores as a filled line with dots, ranges along the spokes, targets as a dashed line."""
    values = chart.spokes
    shapes = [
        *_web(len(values)),
        *_ranges(values),
        *_line([spoke.target for spoke in values], stroke=INK, dash="4 3", line=1.1),
        *_line([spoke.before for spoke in values], stroke=OCHRE, dash="1.5 2", line=1.3),
        *_area([spoke.score for spoke in values]),
        *_codes(values),
    ]
    return drawing(SIZE, SIZE, chart.title, shapes, desc=chart.desc, kind="radar")


def _point(place: int, spokes: int, value: float) -> Point:
    angle = 2 * math.pi * place / spokes - math.pi / 2
    reach = RADIUS * value / 100
    return CENTRE + reach * math.cos(angle), CENTRE + reach * math.sin(angle)


def _web(spokes: int) -> list[str]:
    rings = [
        path(
            line_through([_point(place, spokes, value) for place in range(spokes)], closed=True),
            stroke=LINE if value == 100 else TRACK,
            line=0.8,
        )
        for value in (25, 50, 75, 100)
    ]
    rays = "".join(
        f"M{number(CENTRE)} {number(CENTRE)}L{number(x)} {number(y)}"
        for x, y in (_point(place, spokes, 100) for place in range(spokes))
    )
    scale = [
        text(CENTRE + 2, CENTRE - RADIUS * value / 100 + 8, str(value), size=6.5, anchor="start")
        for value in (25, 50, 75, 100)
    ]
    return [*rings, path(rays, stroke=TRACK, line=0.8), *scale]


def _ranges(spokes: Sequence[Spoke]) -> list[str]:
    return [
        path(
            line_through([_point(place, len(spokes), end) for end in (spoke.low, spoke.high)]),
            stroke=PALE,
            line=5,
        )
        for place, spoke in enumerate(spokes)
        if spoke.low is not None and spoke.high is not None and spoke.high > spoke.low
    ]


def _runs(values: Sequence[float | None]) -> list[list[Point]]:
    """Stretches of neighbours that have a value; a spoke without one breaks the line."""
    runs: list[list[Point]] = [[]]
    for place, value in enumerate([*values, values[0]]):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(_point(place, len(values), value))
    return [run for run in runs if len(run) > 1]


def _line(values: Sequence[float | None], *, stroke: str, dash: str, line: float) -> list[str]:
    return [path(line_through(run), stroke=stroke, dash=dash, line=line) for run in _runs(values)]


def _area(values: Sequence[float | None]) -> list[str]:
    dots = [
        circle(*_point(place, len(values), value), 3, fill=BLUE, stroke=WHITE)
        for place, value in enumerate(values)
        if value is not None
    ]
    return [*(path(line_through(run), stroke=BLUE, line=2) for run in _runs(values)), *dots]


def _codes(spokes: Sequence[Spoke]) -> list[str]:
    labels = []
    for place, spoke in enumerate(spokes):
        x, y = _point(place, len(spokes), 112)
        labels.append(text(x, y + 3.2, spoke.code, size=9.5, bold=spoke.score is not None))
    return labels
