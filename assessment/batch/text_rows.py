"""Rows as text, CSV and JSON lines, made where the files are scored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from assessment.batch.formats import TextFormat
from assessment.batch.matrix import Refused, Scored, ScoredChunk
from assessment.batch.table import HEAD, Table
from assessment.cells import FOR_EXCEL, PLAIN, Cell, CsvDialect

DIALECTS: Mapping[TextFormat, CsvDialect] = {"csv": PLAIN, "excel": FOR_EXCEL}


def table_heading(table: Table, form: TextFormat) -> bytes:
    """What stands before the first row."""
    if form == "jsonl":
        return b""
    dialect = DIALECTS[form]
    return (dialect.start + dialect.line([column.name for column in table.columns])).encode()


class TextRows:
    """Writes the rows of a chunk, all rows of a file together."""

    def __init__(self, table: Table, form: TextFormat) -> None:
        self._table = table
        self._encode = msgspec.json.Encoder().encode
        self._names = [column.name for column in table.columns]
        self._fast = form == "csv" and table.by == "file"
        self._usual = ",".join(map(PLAIN.cell, ("", *table.usual)))
        self._dialect = DIALECTS.get(form, PLAIN)
        self._line: Callable[[Sequence[Cell]], bytes] = self._json if form == "jsonl" else self._csv

    def lines(self, chunk: ScoredChunk) -> list[bytes]:
        """For each file its rows."""
        if self._fast:
            return self._csv_of_files(chunk)
        return [b"".join(map(self._line, rows)) for rows in self._table.rows_by_file(chunk)]

    def _csv(self, row: Sequence[Cell]) -> bytes:
        return self._dialect.line(row).encode()

    def _json(self, row: Sequence[Cell]) -> bytes:
        return self._encode(dict(zip(self._names, row, strict=True))) + b"\n"

    def _csv_of_files(self, chunk: ScoredChunk) -> list[bytes]:
        overall = self._table.overall(chunk)
        figures = iter(zip(overall, self._table.figures(chunk), strict=True))
        blank = b"," * (len(self._names) - len(HEAD)) + b"\n"
        lines: list[bytes] = []
        for file in chunk.files:
            numbers = blank if isinstance(file, Refused) else self._numbers(*next(figures))
            lines.append(self._head(file).encode() + numbers)
        return lines

    def _head(self, file: Scored | Refused) -> str:
        if isinstance(file, Refused) or not self._table.is_usual(file):
            return ",".join(map(PLAIN.cell, self._table.head(file)))
        return ",".join(map(PLAIN.cell, self._table.own(file))) + self._usual

    def _numbers(self, overall: Sequence[Cell], figures: Sequence[float]) -> bytes:
        # A JSON list of numbers is a line of CSV already, once its brackets and nulls are gone.
        # It is written ten times faster than cell by cell, and reads back as the same numbers.
        word, provisional, *counts = overall
        numbers = self._encode([*counts, *figures])[1:-1].replace(b"null", b"")
        return f",{PLAIN.cell(word)},{PLAIN.cell(provisional)},".encode() + numbers + b"\n"
