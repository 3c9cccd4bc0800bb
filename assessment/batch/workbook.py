"""The table as a workbook: a sheet each for overall, areas, paragraphs, questions and errors."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from assessment.batch.chunk_work import ChunkResult
from assessment.batch.table import HEAD, By, Table, TableColumn, TableRow
from assessment.cells import in_xml
from assessment.errors import SaveError
from assessment.language import _

_SHEETS: Mapping[str, By] = {
    "overall": "file",
    "areas": "area",
    "paragraphs": "paragraph",
    "questions": "question",
}
ERRORS = "errors"
ERROR_COLUMNS = ("path", "sha256", "error", "error_place", "remedy")
_ROW_LIMIT = 1_048_576
"""Most rows that a sheet can hold."""
WIDTHS: Mapping[str, float] = {
    "path": 40, "sha256": 14, "state": 24, "authority": 24, "date": 12, "left_out": 14,
    "questionnaire_sha256": 14, "error": 60, "error_place": 16, "remedy": 60,
}  # fmt: skip
"""Widths in letters of columns with long texts; the others are as wide as their heading."""
FILTER_BUTTON = 4
"""Letters that the button of a filter takes in a heading."""
_POINTS, _SHARE = "0.0##", "0.0##%"
"""Number formats with the decimals that there are, three at most, so that no figure is shown on the
other side of the limit of a band; the value itself is never rounded."""
_ERROR = HEAD.index("error")


class WorkbookWriter:
    """Writes one workbook; texts stay texts, whatever they begin with."""

    def __init__(self, stream: BinaryIO, tables: Mapping[By, Table], scratch: Path | None) -> None:
        self._stream = stream
        self._scratch = scratch
        self._book = Workbook(write_only=True)
        self._sheets: dict[str, _Sheet] = {}
        for name, by in _SHEETS.items():
            self._begin(name, tables[by].columns, "E2")
        self._begin(ERRORS, tuple(TableColumn(name, str) for name in ERROR_COLUMNS), "A2")

    def write(self, part: ChunkResult) -> None:
        """Add the rows of some files to each sheet."""
        for name, by in _SHEETS.items():
            for row in part.rows[by]:
                if by == "file" or not row[_ERROR]:
                    self._add(name, row)
        for row in part.rows["file"]:
            if row[_ERROR]:
                self._add(ERRORS, tuple(row[HEAD.index(column)] for column in ERROR_COLUMNS))

    def close(self) -> None:
        """Write the workbook."""
        for sheet in self._sheets.values():
            sheet.finish()
        self._book.save(self._stream)

    def _begin(self, name: str, columns: Sequence[TableColumn], frozen: str) -> None:
        with _put_aside_in(self._scratch):
            self._sheets[name] = _Sheet(self._book.create_sheet(name), columns, frozen)

    def _add(self, name: str, row: TableRow) -> None:
        self._sheets[name].add(row)


class _Sheet:
    """One sheet: a frozen heading with filters, and columns that are wide enough to be read."""

    def __init__(
        self, sheet: WriteOnlyWorksheet, columns: Sequence[TableColumn], frozen: str
    ) -> None:
        self._sheet = sheet
        self._rows = 1
        self._last = get_column_letter(len(columns))
        sheet.freeze_panes = frozen
        for number, column in enumerate(columns, start=1):
            letter = get_column_letter(number)
            sheet.column_dimensions[letter].width = _width(column)  # type: ignore[attr-defined]
        heading = [_cell(sheet, column.name) for column in columns]
        for cell in heading:
            cell.font = Font(bold=True)
        sheet.append(heading)
        self._cells = [_cell(sheet, "", _number_format(column)) for column in columns]
        """One for each column; each is written out before its next value is set."""

    def add(self, row: TableRow) -> None:
        """Add a row; raises SaveError where a workbook can hold no more."""
        self._rows += 1
        if self._rows > _ROW_LIMIT:
            raise SaveError(
                _("The sheet '{title}' would have more rows than a workbook can hold.").format(
                    title=self._sheet.title
                ),
                remedy=_("Write .csv or .parquet instead, or score fewer files at a time."),
            )
        self._sheet.append(
            None if value is None else _with(cell, value)
            for cell, value in zip(self._cells, row, strict=True)
        )

    def finish(self) -> None:
        """Set the filters, over all rows."""
        whole = f"A1:{self._last}{self._rows}"
        self._sheet.auto_filter.ref = whole  # type: ignore[attr-defined]


def _width(column: TableColumn) -> float:
    if column.name in WIDTHS:
        return WIDTHS[column.name]
    return len(column.name) + FILTER_BUTTON


def _number_format(column: TableColumn) -> str:
    if column.kind is not float:
        return "General"
    return _SHARE if column.name.endswith("coverage") else _POINTS


@contextmanager
def _put_aside_in(folder: Path | None) -> Iterator[None]:
    """Where openpyxl makes the file of a sheet, which it does with the first row.

    Without its write-only mode 100,000 rows take 640 MB of memory; a sheet may have a million.
    """
    before = tempfile.tempdir
    tempfile.tempdir = str(folder) if folder else before
    try:
        yield
    finally:
        tempfile.tempdir = before


def _cell(sheet: WriteOnlyWorksheet, text: str, number_format: str = "General") -> SheetCell:
    cell: SheetCell = WriteOnlyCell(sheet, value=text)
    cell.number_format = number_format
    return cell


def _with(cell: SheetCell, value: str | float | bool) -> SheetCell:
    if isinstance(value, str):
        cell.value = in_xml(value)
        cell.data_type = "s"  # or it would be taken for a formula or an error
    elif isinstance(value, float) and float(f"{value:.16g}") != value:
        cell.value = repr(value)  # or its last bit would be lost
        cell.data_type = "n"
    else:
        cell.value = value
    return cell
