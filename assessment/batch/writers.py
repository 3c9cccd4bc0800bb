"""Where rows go: CSV, JSON lines, Parquet or a workbook, by the ending of the file's name.

Every writer fills a temporary file, which takes the table's place once it is whole and on disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from assessment.batch.chunk_work import ChunkResult
from assessment.batch.formats import TABLE_FORMATS, TableWriter, TextFormat, ending
from assessment.batch.table import By, Table
from assessment.batch.text_rows import table_heading
from assessment.errors import AssessmentError, SaveError, WorkerLostError
from assessment.store import Replacement, scratch_folder


class TextWriter:
    """Writes CSV or JSON lines."""

    def __init__(self, stream: BinaryIO, table: Table, form: TextFormat) -> None:
        self._stream = stream
        stream.write(table_heading(table, form))

    def write(self, part: ChunkResult) -> None:
        """Add the rows of some files."""
        self._stream.write(part.text)

    def close(self) -> None:
        """Nothing is left to write."""


class TableOutput:
    """The table while it is written."""

    def __init__(
        self,
        path: Path,
        stream: BinaryIO,
        tables: Mapping[By, Table],
        text: TextFormat | None = None,
        scratch: Path | None = None,
    ) -> None:
        self.path = path
        self._scored = 0
        self._failed = False
        self.files = 0
        """How many files have their rows in it."""
        self.in_place = False
        """Whether it took its place."""
        self._writer = _writer(path, stream, tables, text, scratch)

    def write(self, part: ChunkResult) -> None:
        """Add the rows of some files."""
        with self._reported():
            self._writer.write(part)
        self.files += len(part.names)
        self._scored += len(part.names) - len(part.refused)

    def close(self) -> None:
        """Finish the table."""
        if not self._failed:
            with self._reported():
                self._writer.close()

    def abandon(self) -> None:
        """Let go of what a library holds; the table is not wanted any more."""
        if not self._failed:
            with suppress(OSError):
                self._writer.close()

    @property
    def is_wanted(self) -> bool:
        """Whether it is whole, and says more than what stands in its place."""
        return not self._failed and bool(self._scored or (self.files and not self.path.exists()))

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._failed = True
            raise SaveError.of(self.path, error) from error


def _writer(
    path: Path,
    stream: BinaryIO,
    tables: Mapping[By, Table],
    text: TextFormat | None,
    scratch: Path | None,
) -> TableWriter:
    rows = text or TABLE_FORMATS[ending(path)].rows
    if callable(rows):
        return rows(stream, tables, scratch)
    return TextWriter(stream, next(iter(tables.values())), rows)


@contextmanager
def opened(
    path: Path, tables: Mapping[By, Table], text: TextFormat | None = None
) -> Iterator[TableOutput]:
    """A table to be written, in the format of its ending or in another one of text.

    What was written takes its place when the run ends, and also when somebody stops it or what is
    wrong can be told in a sentence; never after an error that nobody foresaw, for then nobody knows
    what the table lacks, nor where a process was ended from outside, for nobody wanted half a
    table. An earlier table stays as it is while nothing was scored.
    """
    with Replacement(path) as replacement, _scratch(path) as scratch:
        form = text or TABLE_FORMATS[ending(path)].text
        output = TableOutput(path, replacement.stream, tables, form, scratch)
        try:
            yield output
        except WorkerLostError:
            output.abandon()
            raise
        except (KeyboardInterrupt, AssessmentError):
            _finish(output, replacement)
            raise
        except BaseException:
            output.abandon()
            raise
        _finish(output, replacement)


def _finish(output: TableOutput, replacement: Replacement) -> None:
    output.close()
    if output.is_wanted:
        replacement.put_in_place()
        output.in_place = True


@contextmanager
def _scratch(path: Path) -> Iterator[Path | None]:
    """A hidden folder for what a workbook puts aside until it is whole: its sheets, in plain text.

    The system's temporary folder is another disk, which others may look at, and nobody tidies it
    up after a run that was killed.
    """
    if not TABLE_FORMATS[ending(path)].needs_folder:
        yield None
        return
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(scratch_folder(path))
        except OSError as error:
            raise SaveError.of(path, error) from error
        yield folder
