"""Scores as rows of bars with their figures beside: areas, paragraphs or functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from assessment.scorecard import Score
from assessment.text import one_decimal, percent
from assessment.tui import wording
from assessment.tui.widgets.bars import bar, styled
from assessment.tui.widgets.fitted_table import Column, FittedTable, Row, shorten

_CHANGE = Column("change", 6, right=True)
_WORD = Column("reading", 24)


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


class ScoreTable(FittedTable):
    """One row a score: bar, score, range, target, coverage, weight declared not applicable."""

    def __init__(self, *, code: int = 3, words: bool = False) -> None:
        super().__init__(*_columns(code, words, changes=False))
        self._code = code
        self._words = words

    def show_scores(self, rows: Sequence[ScoreRow], *, changes: bool = False) -> None:
        """Show these scores, with their changes where they are compared with others."""
        columns = _columns(self._code, self._words, changes)
        self.show([self._row(row, changes) for row in rows], *columns)

    def _row(self, row: ScoreRow, changes: bool) -> Row:
        one = row.score
        return Row(
            row.key,
            (
                row.code,
                row.title,
                lambda width: self._drawn(row, width),
                one_decimal(one.score),
                *((wording.points(row.difference),) if changes else ()),
                wording.range_of(one),
                one_decimal(one.target),
                percent(one.coverage),
                str(one.declared_not_applicable),
                *((wording.reading(one),) if self._words else ()),
            ),
        )

    def _drawn(self, row: ScoreRow, width: int) -> Text:
        if not row.score.applies:
            reason = shorten(row.reason or "not applicable", width)
            return Text(reason, style="italic", no_wrap=True)
        return styled(bar(row.score, width), self.app.theme_variables["primary"])


def _columns(code: int, words: bool, changes: bool) -> tuple[Column, ...]:
    fixed = code + 5 + 11 + 6 + 5 + 3 + 8 + (25 if words else 0) + (7 if changes else 0)
    return (
        Column("", code),
        Column("", 20, most=52, from_width=fixed + 20 + 12),
        Column("", 8, most=60),
        Column("score", 5, right=True),
        *((_CHANGE,) if changes else ()),
        Column("range", 11, right=True),
        Column("target", 6, right=True),
        Column("cov.", 5, right=True),
        Column("n/a", 3, right=True),
        *((_WORD,) if words else ()),
    )
