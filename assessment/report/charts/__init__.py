"""Charts as vector drawings: small pure functions on small frozen values.

They take raw values for their geometry and finished words for what is printed; they compute and
round no figure. Each drawing has a title that says what it shows.
"""

from assessment.report.charts.bars import (
    BandBar,
    ScoreBar,
    draw_band_bar,
    draw_scale_legend,
    draw_score_bar,
)
from assessment.report.charts.heat import HeatCell, HeatTable, heat_table, shade
from assessment.report.charts.levels import (
    AreaStrip,
    Distribution,
    Share,
    Square,
    StripSquare,
    counted,
    draw_swatch,
    level_distribution,
    level_strip,
    target_mark,
)
from assessment.report.charts.timeline import (
    TIMELINE_CSS,
    Timeline,
    TimelineItem,
    TimelineStep,
    draw_timeline,
)

__all__ = [
    "TIMELINE_CSS",
    "AreaStrip",
    "BandBar",
    "Distribution",
    "HeatCell",
    "HeatTable",
    "ScoreBar",
    "Share",
    "Square",
    "StripSquare",
    "Timeline",
    "TimelineItem",
    "TimelineStep",
    "counted",
    "draw_band_bar",
    "draw_scale_legend",
    "draw_score_bar",
    "draw_swatch",
    "draw_timeline",
    "heat_table",
    "level_distribution",
    "level_strip",
    "shade",
    "target_mark",
]
