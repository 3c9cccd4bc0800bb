"""Bars from 0 to 100: a score with its range and target, or only its band."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.report.charts.svg import (
    BLUE,
    INK,
    LINE,
    OCHRE,
    PALE,
    TRACK,
    WHITE,
    diamond,
    drawing,
    path,
    rect,
)

_WIDTH = 240.0
HEIGHT = 18.0
_EDGE = 5.0
"""Room at both ends, so that a mark at 0 or 100 is whole."""


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """One score on a scale from 0 to 100, with all that is drawn beside it."""

    title: str
    """What the bar shows, with its figures in words; its alternative text."""
    score: float | None = None
    low: float | None = None
    high: float | None = None
    target: float | None = None
    before: float | None = None
    """The baseline's score."""


def draw_score_bar(bar: ScoreBar) -> str:
    """The range as a pale bar with end marks, the score as a dark bar, the target as a diamond."""
    shapes = [*_scale(), *_range(bar.low, bar.high), *_score(bar.score)]
    if bar.before is not None:
        shapes.append(_before(_x(bar.before)))
    if bar.target is not None:
        shapes.append(diamond(_x(bar.target), HEIGHT / 2, 4.2))
    return drawing(_WIDTH, HEIGHT, bar.title, shapes, kind="score-bar")


@dataclass(frozen=True, slots=True)
class BandBar:
    """One band out of four, and nothing that would tell where in the band the score lies."""

    title: str
    """What the bar shows, with the band in words; its alternative text."""
    band: int | None = None
    """0 minimal, 1 partial, 2 substantial, 3 advanced; None where no band is given."""


def draw_band_bar(bar: BandBar) -> str:
    """Four fields, filled up to the band."""
    step = (_WIDTH - 2 * _EDGE) / 4
    filled = -1 if bar.band is None else bar.band
    fields = [
        rect(
            _EDGE + index * step + 1,
            4.5,
            step - 2,
            HEIGHT - 9,
            fill=BLUE if index <= filled else WHITE,
            stroke=BLUE if index <= filled else LINE,
        )
        for index in range(4)
    ]
    return drawing(_WIDTH, HEIGHT, bar.title, fields, kind="band-bar")


def draw_scale_legend(title: str) -> str:
    """A specimen of a score bar, to stand beside the words that explain it."""
    return draw_score_bar(ScoreBar(title=title, score=48, low=38, high=62, target=75))


def _x(value: float) -> float:
    return _EDGE + (_WIDTH - 2 * _EDGE) * value / 100


def _scale() -> list[str]:
    middle = HEIGHT / 2
    ticks = "".join(f"M{_x(value):.2f} {middle - 4}V{middle + 4}" for value in (25, 50, 75))
    return [
        rect(_x(0), middle - 2.5, _x(100) - _x(0), 5, fill=TRACK),
        path(ticks, stroke=WHITE, line=1.2),
    ]


def _range(low: float | None, high: float | None) -> list[str]:
    if low is None or high is None or high <= low:
        return []
    middle = HEIGHT / 2
    ends = "".join(f"M{_x(value):.2f} {middle - 5}V{middle + 5}" for value in (low, high))
    return [
        rect(_x(low), middle - 4, _x(high) - _x(low), 8, fill=PALE),
        path(ends, stroke=INK, line=1),
    ]


def _score(score: float | None) -> list[str]:
    if score is None:
        return []
    return [rect(_x(0), HEIGHT / 2 - 2.5, max(_x(score) - _x(0), 1), 5, fill=BLUE)]


def _before(x: float) -> str:
    """The baseline's mark: a small triangle that stands under the bar and points at it."""
    return path(f"M{x:.2f} 13L{x + 3.2:.2f} 17.5H{x - 3.2:.2f}Z", fill=OCHRE)
