"""What one process does with some files: score them and make their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assessment.batch.extras import Extras, Made
from assessment.batch.items import Item
from assessment.batch.rows import By, Row, Table
from assessment.batch.scoring import Chunk, Kept, Refused, Scorer
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
    made: Made = field(default_factory=Made)
    """What was made of the files beside their rows."""


class Job:
    """Scores parts and makes their rows, as text or as values."""

    def __init__(
        self,
        scorer: Scorer,
        forms: tuple[By, ...],
        text: TextFormat | None,
        extras: Extras | None = None,
    ) -> None:
        edition = scorer.settings.edition
        self._scorer = scorer
        self._extras = extras or Extras()
        self.tables = {by: Table(scorer.plan, by, edition) for by in forms}
        self._text = TextRows(self.tables[forms[0]], text) if text and forms else None

    def __call__(self, items: tuple[Item, ...]) -> Part:
        """Score some files and make their rows."""
        chunk = self._scorer.score(items)
        names = tuple(item.name for item in items)
        made = self._made(items, chunk)
        if self._text is not None:
            text = tuple(_joined(names, self._text.lines(chunk)))
            return Part(names, chunk.refused, text=text, made=made)
        rows = {by: list(table.rows(chunk)) for by, table in self.tables.items()}
        return Part(names, chunk.refused, rows=rows, made=made)

    def _made(self, items: tuple[Item, ...], chunk: Chunk) -> Made:
        if not self._extras.wanted:
            return Made()
        both = zip(items, chunk.files, strict=True)
        readable = (
            (item, isinstance(file, Kept)) for item, file in both if not isinstance(file, Refused)
        )
        return self._extras.make(self._scorer, readable)


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
