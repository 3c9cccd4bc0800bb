"""The table as a workbook: a sheet each for overall, areas, paragraphs, questions and errors."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from assessment.batch.job import Part
from assessment.batch.rows import HEAD, By, Cell, Row, Table
from assessment.errors import SaveError

SHEETS: Mapping[str, By] = {
    "overall": "file",
    "areas": "area",
    "paragraphs": "paragraph",
    "questions": "question",
}
ERRORS = "errors"
ERROR_COLUMNS = ("path", "sha256", "error", "error_place", "remedy")
ROW_LIMIT = 1_048_576
"""Most rows that a sheet can hold."""
_ERROR = HEAD.index("error")


class WorkbookWriter:
    """Writes one workbook; texts stay texts, whatever they begin with."""

    def __init__(self, stream: BinaryIO, tables: Mapping[By, Table], scratch: Path | None) -> None:
        self._stream = stream
        self._scratch = scratch
        self._book = Workbook(write_only=True)
        self._rows: dict[str, int] = {}
        for name, by in SHEETS.items():
            self._begin(name, [column.name for column in tables[by].columns], "E2")
        self._begin(ERRORS, list(ERROR_COLUMNS), "A2")

    def write(self, part: Part) -> None:
        """Add the rows of some files to each sheet."""
        for name, by in SHEETS.items():
            for row in part.rows[by]:
                if by == "file" or not row[_ERROR]:
                    self._add(name, row)
        for row in part.rows["file"]:
            if row[_ERROR]:
                self._add(ERRORS, tuple(row[HEAD.index(column)] for column in ERROR_COLUMNS))

    def close(self) -> None:
        """Write the workbook."""
        self._book.save(self._stream)

    def _begin(self, name: str, columns: list[str], frozen: str) -> None:
        sheet = self._book.create_sheet(name)
        sheet.freeze_panes = frozen
        self._rows[name] = 1
        cells = [WriteOnlyCell(sheet, value=column) for column in columns]
        for cell in cells:
            cell.font = Font(bold=True)
        with _put_aside_in(self._scratch):
            sheet.append(cells)

    def _add(self, name: str, row: Row) -> None:
        self._rows[name] += 1
        if self._rows[name] > ROW_LIMIT:
            raise SaveError(
                f"The sheet '{name}' would have more rows than a workbook can hold.",
                remedy="Write .csv or .parquet instead, or score fewer files at a time.",
            )
        sheet = self._book[name]
        sheet.append(list(_cells(sheet, row)))


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


def _cells(sheet: WriteOnlyWorksheet, row: Row) -> Iterator[SheetCell | Cell]:
    for value in row:
        if isinstance(value, str) and value.startswith(("=", "#")):
            yield _cell(sheet, value, "s")  # or it would be taken for a formula or an error
        elif isinstance(value, float) and float(f"{value:.16g}") != value:
            yield _cell(sheet, repr(value), "n")  # or its last bit would be lost
        else:
            yield value


def _cell(sheet: WriteOnlyWorksheet, text: str, kind: str) -> SheetCell:
    cell: SheetCell = WriteOnlyCell(sheet, value=text)
    cell.data_type = kind
    return cell
