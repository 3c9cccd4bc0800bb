"""Scores as rows of bars with their figures beside: areas, paragraphs or functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text

from assessment.figures import coverage, points
from assessment.language import _
from assessment.score_words import band_words, range_words
from assessment.scorecard import Score
from assessment.tui import wording
from assessment.tui.widgets.bars import range_bar, styled
from assessment.tui.widgets.fitted_table import Column, FittedTable, Row, cut_to_width

MIN_TITLE, MAX_TITLE = 20, 52
MIN_RANGE = 11
_CHANGE = Column(_("change"), 6, right=True)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One score with what stands beside it."""

    key: str
    code: str
    title: str
    score: Score
    reason: str = ""
    """Why nothing applies, where nothing does."""
    difference: float | None = None
    """Change in points since the answers it is compared with."""
    area: bool = False
    """Whether it is a policy area's."""


class ScoreTable(FittedTable):
    """One row a score: bar, score, range, target, coverage, weight declared not applicable."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"score-table--bar"}
    DEFAULT_CSS = "ScoreTable .score-table--bar { color: $text-primary; }"

    def __init__(self, *, code: int = 3, words: bool = False) -> None:
        super().__init__(*_columns(code, 14 if words else 0, MAX_TITLE, MIN_RANGE, changes=False))
        self._code = code
        self._words = words

    def show_scores(self, rows: Sequence[ScoreRow], *, changes: bool = False) -> None:
        """Show these scores, with their changes where they are compared with others."""
        words = max((cell_len(_band(row)) for row in rows), default=0)
        title = max((cell_len(row.title) for row in rows), default=0)
        ranges = max((cell_len(range_words(row.score)) for row in rows), default=0)
        columns = _columns(
            self._code,
            words if self._words else 0,
            title,
            max(ranges, MIN_RANGE),
            changes=changes,
        )
        self.show([self._row(row, changes) for row in rows], *columns)

    def _row(self, row: ScoreRow, changes: bool) -> Row:
        item = row.score
        return Row(
            row.key,
            (
                row.code,
                row.title,
                lambda width: self._drawn(row, width),
                points(item.score),
                *((wording.change_in_points(row.difference),) if changes else ()),
                range_words(item),
                points(item.target),
                coverage(item.coverage),
                str(item.declared_not_applicable),
                *((_band(row),) if self._words else ()),
            ),
        )

    def _drawn(self, row: ScoreRow, width: int) -> Text:
        if not row.score.applies:
            reason = cut_to_width(row.reason or _("not applicable"), width)
            return Text(reason, style="italic", no_wrap=True)
        return styled(
            range_bar(row.score, width), self.get_component_rich_style("score-table--bar")
        )


def _band(row: ScoreRow) -> str:
    return band_words(row.score, area=row.area)


def _columns(
    code: int, words: int, title: int, ranges: int, *, changes: bool
) -> tuple[Column, ...]:
    # A name is worth more than the word for a figure, and that more than a longer bar.
    fixed = code + 5 + ranges + 6 + 5 + 3 + 8 + (7 if changes else 0)
    least = min(title, MIN_TITLE)
    named = fixed + least + 8
    return (
        Column("", code),
        Column("", least, most=min(title, MAX_TITLE), from_width=named, share=3),
        Column("", 8, most=60),
        Column(_("score"), 5, right=True),
        *((_CHANGE,) if changes else ()),
        Column(_("range"), ranges, right=True),
        Column(_("target"), 6, right=True),
        Column(_("cov."), 5, right=True),
        Column(_("n/a"), 3, right=True),
        *((Column("", words, from_width=named + words + 1),) if words else ()),
    )
