"""Where rows go: CSV, JSON lines, Parquet or a workbook, by the ending of the file's name.

Every writer fills a temporary file beside its target and puts it in place when it is closed.
"""

from __future__ import annotations

import fcntl
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from assessment.batch.job import Part
from assessment.batch.previous import Previous
from assessment.batch.rows import By, Table
from assessment.batch.stopping import held
from assessment.batch.text_rows import TextFormat, heading
from assessment.errors import SaveError

TEXT_FORMATS: Mapping[str, TextFormat] = {".csv": "csv", ".jsonl": "jsonl"}
ENDINGS = (*TEXT_FORMATS, ".parquet", ".xlsx")


_OWN_ENDING = re.compile("[a-z0-9_]{8}")
"""What `tempfile` puts behind the name of a hidden file."""


class Writer(Protocol):
    """Takes the parts in order."""

    def write(self, part: Part) -> None:
        """Add the rows of some files."""

    def close(self) -> None:
        """Finish the file."""


def ending(path: Path) -> str:
    """The ending that decides the format."""
    return path.suffix.lower()


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


class Output:
    """The table while it is written."""

    def __init__(
        self, path: Path, stream: BinaryIO, tables: Mapping[By, Table], previous: Previous | None
    ) -> None:
        self.path = path
        self._stream = stream
        self._previous = previous
        self._reached: set[str] = set()
        self._scored = 0
        self._failed = False
        self.files = 0
        """How many files have their rows in it."""
        self.kept = 0
        """How many files that were not reached have their earlier rows in it."""
        self.in_place = False
        """Whether it took its place."""
        self._writer = _writer(ending(path), stream, tables, previous)

    def write(self, part: Part) -> None:
        """Add the rows of some files."""
        with self._told():
            self._writer.write(part)
        self.files += len(part.names)
        self._scored += len(part.names) - len(part.refused)
        if self._previous is not None:
            self._reached.update(part.names)

    def close(self, *, whole: bool) -> None:
        """Finish the table; where not all files were reached, earlier rows of the others stay."""
        if not whole and self.is_wanted:
            with self._told():
                self._keep_the_rest()
        if not self._failed:
            with self._told():
                self._writer.close()

    def _keep_the_rest(self) -> None:
        kept: set[str] = set()
        for name, lines in self._previous.others(self._reached) if self._previous else ():
            self._stream.write(lines)
            kept.add(name)
        self.kept = len(kept)

    @property
    def is_wanted(self) -> bool:
        """Whether it is whole, and says more than what stands in its place."""
        return not self._failed and bool(self._scored or (self.files and not self.path.exists()))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._failed = True
            raise SaveError.of(self.path, error) from error


@contextmanager
def opened(
    path: Path, tables: Mapping[By, Table], previous: Previous | None = None
) -> Iterator[Output]:
    """A table to be written.

    What was written takes its place however the run ends. But an earlier table stays as it is while
    nothing was scored.
    """
    with _beside(path) as (stream, temporary):
        output = Output(path, stream, tables, previous)
        whole = False
        try:
            yield output
            whole = True
        finally:
            with held():
                output.close(whole=whole)
                if output.is_wanted:
                    stream.flush()
                    temporary.replace(path)
                    output.in_place = True


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
def _beside(path: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A hidden file beside a target, which is gone afterwards unless it took the target's place."""
    try:
        _remove_left_over(path)
        handle, name = tempfile.mkstemp(prefix=_hidden(path), dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                with suppress(OSError):  # not every file system can
                    fcntl.flock(stream, fcntl.LOCK_EX)
                yield stream, temporary
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise SaveError.of(path, error) from error


def _hidden(path: Path) -> str:
    return f".{path.name[:100]}."


def _remove_left_over(path: Path) -> None:
    """Remove what runs left behind that were killed; one that is still written is locked."""
    hidden = _hidden(path)
    for name in os.listdir(path.parent):  # noqa: PTH208 - there may be thousands beside it
        if name.startswith(hidden) and _OWN_ENDING.fullmatch(name.removeprefix(hidden)):
            found = path.parent / name
            with suppress(OSError), found.open("r+b") as stream:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                found.unlink()
