"""Bars of text: a score, its range and its target at once; told apart without colour."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from assessment.figures import units
from assessment.language import _
from assessment.scorecard import Score

CERTAIN = "█"
"""Up to what the score is at least, whatever the open questions turn out to be."""
REACHED = "▓"
"""From there to the score itself."""
POSSIBLE = "░"
"""From the score to what it could become."""
TARGET = "|"
BEYOND = "."
"""After what it could become."""
LEGEND = _(
    "{certain} certain  {reached} to the score  {possible} to what it could be  {target} target"
).format(certain=CERTAIN, reached=REACHED, possible=POSSIBLE, target=TARGET)


def range_bar(score: Score, width: int) -> str:
    """One score as a bar from 0 to 100, as wide as asked for; empty where nothing applies."""
    if score.low is None or score.high is None or width < 1:
        return ""
    reached = score.low if score.score is None else score.score
    ends = [_cells(points, width) for points in (score.low, reached, score.high)]
    drawn = "".join(
        CERTAIN
        if cell < ends[0]
        else REACHED
        if cell < ends[1]
        else POSSIBLE
        if cell < ends[2]
        else BEYOND
        for cell in range(width)
    )
    return drawn if score.target is None else _marked(drawn, score.target)


def styled(drawn: str, accent: Style) -> Text:
    """A drawn bar in colour; the colours repeat what the shades say."""
    text = Text(drawn, no_wrap=True)
    text.highlight_regex(f"[{CERTAIN}{REACHED}]+", accent)
    text.highlight_regex(f"[{BEYOND}]+", "dim")
    text.highlight_regex(rf"\{TARGET}", "bold")
    return text


def _cells(points: float, width: int) -> int:
    return units(points / 100, width)


def _marked(drawn: str, target: float) -> str:
    index = min(max(_cells(target, len(drawn)) - 1, 0), len(drawn) - 1)
    return f"{drawn[:index]}{TARGET}{drawn[index + 1 :]}"
