"""The formats of the table, by the ending of the file: one table for writers, command and help.

Nothing heavy is imported here before a table is written, so that `--help` waits for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, Protocol, TypeAlias

from assessment.language import _

if TYPE_CHECKING:
    from assessment.batch.chunk_work import ChunkResult
    from assessment.batch.table import By, Table

TextFormat = Literal["csv", "excel", "jsonl"]
"""How rows are made as text."""


class TableWriter(Protocol):
    """Takes the parts in order."""

    def write(self, part: ChunkResult) -> None:
        """Add the rows of some files."""

    def close(self) -> None:
        """Finish the file."""


MakeWriter: TypeAlias = "Callable[[BinaryIO, Mapping[By, Table], Path | None], TableWriter]"
"""Makes the writer of a format out of the file, the tables of the forms that are wanted, and a
hidden folder where the format needs one."""


@dataclass(frozen=True, slots=True)
class TableFormat:
    """One format of the table."""

    rows: TextFormat | MakeWriter
    """Which kind of text its rows are, made where the files are scored; or what makes the writer
    that takes them as values."""
    every_form: bool = False
    """Whether it holds every form at once, so that there is nothing to choose with `--by`."""
    needs_folder: bool = False
    """Whether its writer puts something aside until the file is whole."""

    @property
    def text(self) -> TextFormat | None:
        """Which kind of text its rows are; None where they are values."""
        return None if callable(self.rows) else self.rows


def _parquet(stream: BinaryIO, tables: Mapping[By, Table], _unused: Path | None) -> TableWriter:
    from assessment.batch.parquet import ParquetWriter  # here: an optional extra

    return ParquetWriter(stream, next(iter(tables.values())))


def _workbook(stream: BinaryIO, tables: Mapping[By, Table], scratch: Path | None) -> TableWriter:
    from assessment.batch.workbook import WorkbookWriter  # here: wanted only for this format

    return WorkbookWriter(stream, tables, scratch)


TABLE_FORMATS: Mapping[str, TableFormat] = {
    ".csv": TableFormat("csv"),
    ".jsonl": TableFormat("jsonl"),
    ".parquet": TableFormat(_parquet),
    ".xlsx": TableFormat(_workbook, every_form=True, needs_folder=True),
}


def ending(path: Path) -> str:
    """The ending that decides the format."""
    return path.suffix.lower()


def endings_in_words() -> str:
    """Every ending that a table may have: `.csv, .jsonl, .parquet or .xlsx`."""
    *first, last = TABLE_FORMATS
    return _("{endings} or {last}").format(endings=", ".join(first), last=last)
