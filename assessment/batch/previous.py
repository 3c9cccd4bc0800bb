"""The table of an earlier run: which files it holds, and their rows as they stand in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assessment.assess import Edition
from assessment.batch.rows import HEAD, Table
from assessment.batch.text_rows import TextFormat, heading
from assessment.cells import defused
from assessment.version import __version__


@dataclass(frozen=True, slots=True)
class _Span:
    """Where the rows of one file stand."""

    start: int
    end: int
    rows: int = 1


class Previous:
    """An earlier table; empty where it is missing or made with other columns or settings."""

    def __init__(self, path: Path, table: Table, form: TextFormat, edition: Edition) -> None:
        self._path = path
        self._table = table
        self._form = form
        self._wanted = (table.plan.questionnaire.sha256, __version__)
        self._editions = {edition, "partner"}
        """A redacted copy among the files stands in the table as its partner edition."""
        self._spans: dict[str, _Span] = {}
        self.known: dict[str, str] = {}
        """The digest of each file that was scored, under its name."""
        if path.is_file():
            self._index()
            self._forget_parts()

    def lines(self, name: str) -> bytes:
        """The rows of one file."""
        span = self._spans[self._key(name)]
        with self._path.open("rb") as stream:
            stream.seek(span.start)
            return stream.read(span.end - span.start)

    def digest(self, name: str) -> str | None:
        """The digest of a file that was scored."""
        return self.known.get(self._key(name))

    def others(self, reached: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The rows of files that were not reached this time, with their names in the table."""
        if not self._path.is_file():
            return
        keys = {self._key(name) for name in reached}
        with self._path.open("rb") as stream:
            for start, end, head in self._heads():
                if str(head["path"]) not in keys and self._fits(head):
                    stream.seek(start)
                    yield str(head["path"]), stream.read(end - start)

    def _fits(self, head: Mapping[str, str | bool | None]) -> bool:
        names = ("questionnaire_sha256", "program")
        made = tuple(head[name] for name in names)
        return made == self._wanted and head["edition"] in self._editions

    def _key(self, name: str) -> str:
        return defused(name) if self._form == "csv" else name

    def _index(self) -> None:
        for start, end, head in self._heads():
            name, sha256 = str(head["path"]), str(head["sha256"])
            refused = head["error"] or head["other_version"] not in (False, "false")
            if refused or not self._fits(head):
                continue
            self._spans[name] = self._joined(self._spans.get(name), start, end)
            self.known[name] = sha256

    def _joined(self, before: _Span | None, start: int, end: int) -> _Span:
        # A file that was named twice has its rows twice; the later ones are taken.
        if before and before.end == start and before.rows < self._table.rows_each:
            return _Span(before.start, end, before.rows + 1)
        return _Span(start, end)

    def _forget_parts(self) -> None:
        # Somebody may have deleted or moved rows.
        for name, span in self._spans.items():
            if span.rows != self._table.rows_each:
                del self.known[name]

    def _heads(self) -> Iterator[tuple[int, int, dict[str, str | bool]]]:
        with self._path.open("rb") as stream:
            expected = heading(self._table, self._form)
            if stream.read(len(expected)) != expected:
                return
            start = stream.tell()
            for line in stream:
                end = start + len(line)
                cells = self._cells(line)
                if cells is not None:
                    yield start, end, cells
                start = end

    def _cells(self, line: bytes) -> dict[str, str | bool] | None:
        names = [column.name for column in self._table.columns]
        if not line.endswith(b"\n"):
            return None
        try:
            if self._form == "jsonl":
                found = json.loads(line)
                return found if isinstance(found, dict) and list(found) == names else None
            cells = next(csv.reader([line.decode()], strict=True))
        except (ValueError, csv.Error, StopIteration):
            return None
        return dict(zip(HEAD, cells, strict=False)) if len(cells) == len(names) else None
