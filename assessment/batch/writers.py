"""Where rows go: CSV, JSON lines, Parquet or a workbook, by the ending of the file's name.

Every writer fills a temporary file beside its target and puts it in place when it is closed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from assessment.batch.job import Part
from assessment.batch.previous import Previous
from assessment.batch.rows import By, Table
from assessment.batch.stopping import held
from assessment.batch.text_rows import TextFormat, heading
from assessment.errors import AssessmentError, SaveError

TEXT_FORMATS: Mapping[str, TextFormat] = {".csv": "csv", ".jsonl": "jsonl"}
ENDINGS = (*TEXT_FORMATS, ".parquet", ".xlsx")


class Writer(Protocol):
    """Takes the parts in order."""

    def write(self, part: Part) -> None:
        """Add the rows of some files."""

    def close(self) -> None:
        """Finish the file."""


def ending(path: Path) -> str:
    """The ending that decides the format; raises where no format has it."""
    found = path.suffix.lower()
    if found not in ENDINGS:
        raise AssessmentError(
            f"There is no format for the ending '{found}'.",
            where=str(path),
            remedy=f"Choose a name that ends in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}.",
        )
    return found


class TextWriter:
    """Writes CSV or JSON lines."""

    def __init__(
        self, stream: BinaryIO, table: Table, form: TextFormat, previous: Previous | None
    ) -> None:
        self._stream = stream
        self._previous = previous
        stream.write(heading(table, form))

    def write(self, part: Part) -> None:
        """Add the rows of some files; kept rows come from the earlier run's file."""
        for piece in part.text:
            self._stream.write(self._kept(piece) if isinstance(piece, str) else piece)

    def close(self) -> None:
        """Nothing is left to write."""

    def _kept(self, name: str) -> bytes:
        return b"" if self._previous is None else self._previous.lines(name)


@contextmanager
def opened(
    path: Path, tables: Mapping[By, Table], previous: Previous | None = None
) -> Iterator[Writer]:
    """A writer for a target; what was written is put in place even if the run is interrupted."""
    found = ending(path)
    stopped: KeyboardInterrupt | None = None
    try:
        with _in_place_of(path) as stream:
            writer = _writer(found, stream, tables, previous)
            try:
                yield writer
            except KeyboardInterrupt as stop:
                stopped = stop
            with held():
                writer.close()
    except OSError as error:
        raise SaveError.of(path, error) from error
    if stopped:
        raise stopped


def _writer(
    found: str, stream: BinaryIO, tables: Mapping[By, Table], previous: Previous | None
) -> Writer:
    if found in TEXT_FORMATS:
        return TextWriter(stream, next(iter(tables.values())), TEXT_FORMATS[found], previous)
    if found == ".parquet":
        from assessment.batch.parquet import ParquetWriter  # here: an optional extra

        return ParquetWriter(stream, next(iter(tables.values())))
    from assessment.batch.workbook import WorkbookWriter  # here: wanted only for this format

    return WorkbookWriter(stream, tables)


@contextmanager
def _in_place_of(path: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
