"""The rows of a question on which one can stand: levels 0 and 1, then the points."""

from __future__ import annotations

from assessment.answers import Answer
from assessment.questionnaire import POINT_LEVELS, Question
from assessment.tui.question.ticking import points_held

RowKey = str
"""`0` or `1` for a level that has a sentence, else the letter of a point."""
LEVEL_ROWS: tuple[RowKey, ...] = ("0", "1")


def rows_of(question: Question) -> tuple[RowKey, ...]:
    """Every row, from the top."""
    return (*LEVEL_ROWS, *(key for level in POINT_LEVELS for key in question.points_of(level)))


def first_row(question: Question, answer: Answer) -> RowKey:
    """Where one stands as the question comes: on the first point that is not said to hold."""
    held = points_held(question, answer)
    letters = rows_of(question)[len(LEVEL_ROWS) :]
    return next((key for key in letters if key not in held), letters[0] if letters else "0")


def row_after(question: Question, row: RowKey, step: int) -> RowKey:
    """The row that many places on; the first or last one where there are no more."""
    rows = rows_of(question)
    return rows[max(0, min(rows.index(row) + step, len(rows) - 1))]
