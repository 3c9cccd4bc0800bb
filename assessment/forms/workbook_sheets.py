"""What the workbook of a part is made of: its sheets, columns and rows, by name.

The writer and the reader share it. A row is known by the name in its first column, a column by its
heading, so that it does not matter where they stand when the workbook comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.forms.fields import ABOUT_FIELDS, ANSWER_FIELDS
from assessment.language import _

ROW_NAME = "Row"
"""The heading of the column that names the rows."""
FORM = "form"
"""`form.by` is the name of a row that concerns the whole form."""
EVIDENCE = "evidence"
"""`evidence.1` is the name of a row for a piece of evidence."""
ACTION = "action"
"""`POL-01.action` is the name of the row for a question's action."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet."""

    field: str
    """The field that is typed into it; empty where nothing is."""
    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet that is filled in; its first column names the rows."""

    title: str
    columns: tuple[SheetColumn, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The row above all rows, by which the sheet is known."""
        return tuple(column.heading for column in self.columns)


ABOUT_SHEET = FormSheet(
    "How to fill in",
    (
        SheetColumn("", ROW_NAME, 14),
        SheetColumn("", "Who fills in this form", 76),
        SheetColumn("answer", "Your entry", 32),
    ),
)
QUESTION_SHEET = FormSheet(
    "Questions",
    (
        SheetColumn("", ROW_NAME, 14),
        SheetColumn("", "Question", 76),
        SheetColumn("answer", "Your answer", 32),
    ),
)
EVIDENCE_SHEET = FormSheet(
    "Evidence",
    (
        SheetColumn("", ROW_NAME, 14),
        SheetColumn("question", "For question", 15),
        SheetColumn("title", "Title of the document or record", 58),
        SheetColumn("reference", "Symbol, file number or link", 40),
        SheetColumn("date", "Date", 15),
    ),
)
ACTION_SHEET = FormSheet(
    "Actions",
    (
        SheetColumn("", ROW_NAME, 14),
        SheetColumn("", "Question", 28),
        SheetColumn("action", "Next action: what is done next", 42),
        SheetColumn("owner", "Office or official who does it", 20),
        SheetColumn("due", "Due date", 12),
        SheetColumn("status", "Status", 12),
        SheetColumn("cost", "Cost", 13),
        SheetColumn("funded", "Of this funded", 13),
        SheetColumn("technical", "Technical assistance wanted", 12),
        SheetColumn("financial", "Financial assistance wanted", 12),
        SheetColumn("material", "Material assistance wanted", 12),
        SheetColumn("request", "Request: what partners may read", 36),
    ),
)
SHEETS = (ABOUT_SHEET, QUESTION_SHEET, EVIDENCE_SHEET, ACTION_SHEET)
WIDEST = max(len(sheet.columns) for sheet in SHEETS)

ANSWER_LABELS: Mapping[str, str] = {
    "level": _(
        "Level. Leave it empty where you ticked the points of level 2. Else 0 or 1 says which "
        "of the two it is; without ticking, any level can be chosen."
    ),
    "state": _("State, where no level can be given: unknown, withheld or not applicable."),
    "reason": _(
        "Reason, always and only with not applicable: why the question does not concern the State."
    ),
    "confidence": _("Confidence: how sure you are."),
    "note": _("Note for the authority: what stands behind the answer."),
    "release": _("Text for release: what partners and the public may read about it."),
    "confirm": _(
        "Confirm as it is: your earlier answer is repeated below. Choose yes if it still "
        "holds, or change it."
    ),
}


def about_rows() -> dict[str, str]:
    """The rows that concern the whole form: the field of each under its name."""
    return {f"{FORM}.{name}": name for name in ABOUT_FIELDS}


def question_rows(key: str, letters: tuple[str, ...]) -> dict[str, str]:
    """The rows of a question: the field of each under its name."""
    return {f"{key}.{name}": name for name in (*letters, *ANSWER_FIELDS)}
