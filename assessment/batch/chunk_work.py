"""What one process does with some files: score them and make their rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.batch.formats import TextFormat
from assessment.batch.input_file import InputFile
from assessment.batch.matrix import Refused, ScoredChunk, Scorer
from assessment.batch.reports import ReportsMade, ReportsWanted
from assessment.batch.table import By, Table, TableRow
from assessment.batch.text_rows import TextRows
from assessment.share_limits import Limit, hand_over
from assessment.store import left_out_note

if TYPE_CHECKING:
    from assessment.batch.members import Members
    from assessment.region import Member


@dataclass(frozen=True, slots=True)
class ChunkResult:
    """What came of some files."""

    names: tuple[str, ...]
    """Every file, in order."""
    refused: tuple[Refused, ...]
    text: bytes = b""
    """The rows as text."""
    rows: Mapping[By, list[TableRow]] = field(default_factory=dict)
    """The rows as values, for formats that are no text."""
    redacted: int = 0
    """How many files are redacted copies, and were scored as such."""
    members: tuple[Member, ...] = ()
    """What a region needs of the files that were scored."""
    made: ReportsMade = field(default_factory=ReportsMade)
    """What was made of the files beside their rows."""
    notes: tuple[str, ...] = ()
    """What is to be said, and is no error."""
    limits: tuple[tuple[Limit, Path], ...] = ()
    """What the folders of reports cannot do, noted in the process that wrote them."""


class ChunkWork:
    """Scores parts and makes their rows, as text or as values."""

    def __init__(
        self,
        scorer: Scorer,
        forms: tuple[By, ...],
        text: TextFormat | None,
        report_job: ReportsWanted | None = None,
    ) -> None:
        edition = scorer.settings.edition
        self._scorer = scorer
        self._extras = report_job or ReportsWanted()
        self._members = _members(scorer) if scorer.settings.region else None
        self.tables = {by: Table(scorer.matrix, by, edition) for by in forms}
        self.text = text
        """The format of rows that are made as text; None where they are made as values."""
        self._text = TextRows(self.tables[forms[0]], text) if text and forms else None

    def __call__(self, items: tuple[InputFile, ...]) -> ChunkResult:
        """Score some files and make their rows."""
        chunk = self._scorer.score(items)
        names = tuple(item.name for item in items)
        part = ChunkResult(
            names,
            chunk.refused,
            redacted=sum(entry.edition != self._scorer.settings.edition for entry in chunk.scored),
            members=tuple(self._members.of(chunk)) if self._members else (),
            made=self._made(items, chunk),
            notes=tuple(self._notes(chunk)),
            limits=hand_over(),
        )
        if self._text is not None:
            return replace(part, text=b"".join(self._text.lines(chunk)))
        return replace(
            part, rows={by: list(table.rows(chunk)) for by, table in self.tables.items()}
        )

    def _made(self, items: tuple[InputFile, ...], chunk: ScoredChunk) -> ReportsMade:
        if self._extras.folder is None:
            return ReportsMade()
        both = zip(items, chunk.files, strict=True)
        scored = (item for item, file in both if not isinstance(file, Refused))
        return self._extras.make(self._scorer, scored)

    def _notes(self, chunk: ScoredChunk) -> Iterator[str]:
        if self._scorer.settings.accept_version:
            for item in chunk.scored:
                if item.other_version:
                    yield left_out_note(item.name, item.left_out)


def _members(scorer: Scorer) -> Members:
    from assessment.batch.members import Members  # here: it is seldom wanted

    return Members(scorer.matrix)
