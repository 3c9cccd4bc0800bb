"""What one process does with some files: score them and make their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assessment.batch.inputs import Item
from assessment.batch.rows import By, Row, Table
from assessment.batch.scoring import Refused, Scorer
from assessment.batch.text_rows import TextFormat, TextRows


@dataclass(frozen=True, slots=True)
class Part:
    """What came of some files."""

    names: tuple[str, ...]
    """Every file, in order."""
    refused: tuple[Refused, ...]
    text: tuple[bytes | str, ...] = ()
    """The rows as text; a name stands for the rows of a file that an earlier run scored."""
    rows: Mapping[By, list[Row]] = field(default_factory=dict)
    """The rows as values, for formats that are no text."""


class Job:
    """Scores parts and makes their rows, as text or as values."""

    def __init__(self, scorer: Scorer, forms: tuple[By, ...], text: TextFormat | None) -> None:
        edition = scorer.settings.edition
        self._scorer = scorer
        self.tables = {by: Table(scorer.plan, by, edition) for by in forms}
        self._text = TextRows(self.tables[forms[0]], text) if text else None

    def __call__(self, items: tuple[Item, ...]) -> Part:
        """Score some files and make their rows."""
        chunk = self._scorer.score(items)
        names = tuple(item.name for item in items)
        if self._text is not None:
            return Part(names, chunk.refused, text=tuple(_joined(names, self._text.lines(chunk))))
        rows = {by: list(table.rows(chunk)) for by, table in self.tables.items()}
        return Part(names, chunk.refused, rows=rows)


def _joined(names: Iterable[str], lines: Iterable[bytes | None]) -> Iterator[bytes | str]:
    # One long text costs less on the way between processes than many short ones.
    ready: list[bytes] = []
    for name, line in zip(names, lines, strict=True):
        if line is not None:
            ready.append(line)
            continue
        yield b"".join(ready)
        yield name
        ready.clear()
    yield b"".join(ready)
