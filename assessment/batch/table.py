"""The columns of every form of the table, and the rows of a chunk of files.

One schema for all formats: the same columns in the same order, whatever the file's ending.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias

import numpy as np

from assessment.answers import STATUSES
from assessment.assess import Edition, leaves_the_government
from assessment.batch.matrix import Refused, Scored, ScoredChunk
from assessment.cells import Cell
from assessment.export import REASONS_TO_BE_OPEN, counts_object
from assessment.language import _
from assessment.scorecard import Counts, GroupKind, band
from assessment.scoring_matrix import (
    BY_PROFILE,
    NOT_APPLICABLE,
    NOT_SET,
    UNANSWERED,
    UNKNOWN,
    WITHHELD,
    Group,
    GroupMatrix,
)
from assessment.version import __version__

By = Literal["file", "area", "paragraph", "question"]
TABLE_FORMS: tuple[By, ...] = ("file", "area", "paragraph", "question")
TableRow: TypeAlias = tuple[Cell, ...]

HEAD = (
    "path",
    "sha256",
    "assessment_id",
    "state",
    "authority",
    "period",
    "date",
    "document_status",
    "questionnaire",
    "questionnaire_version",
    "questionnaire_sha256",
    "program",
    "edition",
    "file_version",
    "other_version",
    "left_out",
    "error",
    "error_place",
    "remedy",
)
"""What every row begins with; the last three are empty for a file that was scored."""
NOT_SCORED = _("The file cannot be scored.")
SEE_MESSAGES = _("The messages of the run say why.")
"""In a table that leaves: the reason itself may quote what stands in the file."""
COUNTS = (
    *(field.name for field in fields(Counts)),
    "declared_not_applicable",
)
_OVERALL = ("band", "provisional", *COUNTS)
FIGURES = ("score", "low", "high", "coverage", "target", "reviewed")
FEWER_FIGURES = ("score", "low", "high", "coverage")
"""What the row of a file says of a paragraph, of a function and of a side."""
GROUP = (*FIGURES, "band", "sufficient", *COUNTS)
KINDS: dict[By, GroupKind] = {"area": "area", "paragraph": "paragraph"}

_OPEN = "open"
"""The state of a question without a level, in rows that do not say why it has none."""
OPEN_CODES = (UNKNOWN, WITHHELD, UNANSWERED)

_STATUS_OF: dict[int, str] = {
    UNKNOWN: "unknown",
    WITHHELD: "withheld",
    UNANSWERED: "unanswered",
    NOT_APPLICABLE: "not_applicable",
    BY_PROFILE: "not_applicable",
}
_OUTWARD_STATUS_OF: dict[int, str] = {**_STATUS_OF, **dict.fromkeys(OPEN_CODES, _OPEN)}
_REASONS = [COUNTS.index(name) for name in REASONS_TO_BE_OPEN]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its name and what kind of value stands in it."""

    name: str
    kind: type[str] | type[int] | type[float] | type[bool]


_QUESTION = (
    TableColumn("area", str),
    TableColumn("question", str),
    TableColumn("status", str),
    TableColumn("by_profile", bool),
    TableColumn("level", int),
    TableColumn("target", int),
    TableColumn("reviewed_level", int),
    TableColumn("weight", int),
)


def columns(matrix: GroupMatrix, by: By) -> tuple[TableColumn, ...]:
    """The columns of one form of the table."""
    head = tuple(map(_typed, HEAD))
    if by == "file":
        return (
            *head,
            *map(_typed, _OVERALL),
            *(TableColumn(name, float) for name in figure_names(matrix)),
        )
    if by == "question":
        return (*head, *_QUESTION)
    return (*head, TableColumn(by, str), *map(_typed, GROUP))


def figure_names(matrix: GroupMatrix) -> tuple[str, ...]:
    """The columns of figures in a file's row, such as `overall_score`, `POL_low`, `OP3_high`."""
    return tuple(
        f"{_prefix(group)}_{figure}" for group in matrix.groups for figure in _figures_of(group)
    )


def _figures_of(group: Group) -> tuple[str, ...]:
    return FIGURES if group.kind in ("overall", "area") else FEWER_FIGURES


def _prefix(group: Group) -> str:
    return f"OP{group.id}" if group.kind == "paragraph" else group.id


def _typed(name: str) -> TableColumn:
    if name in ("other_version", "provisional", "sufficient"):
        return TableColumn(name, bool)
    if name in (*HEAD, "band", "status"):
        return TableColumn(name, str)
    return TableColumn(name, float if name in FIGURES else int)


class Table:
    """Makes the rows of chunks, in one form."""

    def __init__(self, matrix: GroupMatrix, by: By, edition: Edition) -> None:
        self.matrix = matrix
        self.by = by
        self.columns = columns(matrix, by)
        asked = matrix.questionnaire
        self.edition = edition
        self._asked = (asked.id, asked.version, asked.sha256, __version__)
        self.usual: TableRow = (*self._asked, edition, asked.version, False, None, None, None, None)
        """What follows in the row of a file of this version of the questionnaire."""
        self._order = np.array(_order(matrix))

    def rows(self, chunk: ScoredChunk) -> Iterator[TableRow]:
        """The rows of a chunk in the order of its files; a refused file has one row."""
        for rows in self.rows_by_file(chunk):
            yield from rows

    def rows_by_file(self, chunk: ScoredChunk) -> Iterator[list[TableRow]]:
        """For each file its rows."""
        bodies = iter(self._bodies(chunk))
        empty = (None,) * (len(self.columns) - len(HEAD))
        for file in chunk.files:
            if isinstance(file, Refused):
                yield [(*self.head(file), *empty)]
            else:
                head = self.head(file)
                yield [(*head, *body) for body in next(bodies)]

    def head(self, file: Scored | Refused) -> TableRow:
        """What every row of a file begins with."""
        if isinstance(file, Refused):
            return self._refused(file)
        if self.is_usual(file):
            return (*self.own(file), *self.usual)
        # Outward it is not said which questions of another version had an answer.
        left_out = None if leaves_the_government(file.edition) else " ".join(file.left_out) or None
        version = (file.version, file.other_version, left_out)
        return (*self.own(file), *self._asked, file.edition, *version, None, None, None)

    def is_usual(self, file: Scored) -> bool:
        """Whether the rows of a file go on after `own` as those of most files do."""
        return file.edition == self.edition and not file.other_version

    def _refused(self, file: Refused) -> TableRow:
        digest = file.sha256 or None if self.edition == "full" else None
        known = (file.name, digest, *(None,) * 6, *self._asked, self.edition, *(None,) * 3)
        if leaves_the_government(self.edition):
            return (*known, NOT_SCORED, None, SEE_MESSAGES)
        return (*known, file.reason, file.location or None, file.remedy or None)

    def own(self, file: Scored) -> TableRow:
        """What a file says of itself: what its rows begin with."""
        said = file.content
        shared = (said.state, said.authority or None, said.period or None, said.date)
        # What leaves carries no digest: it would confirm whoever guesses at the answers.
        digest = file.sha256 if file.edition == "full" else None
        return (file.name, digest, said.id, *shared, said.document_status)

    def overall(self, chunk: ScoredChunk) -> list[list[Cell]]:
        """For each scored file band, provisional and the counts over all questions."""
        scores = chunk.scores
        counts = np.column_stack((scores.counts[:, 0], scores.declared_not_applicable[:, 0]))
        return [
            _outward_overall(low, provisional, row)
            if outward
            else [None if provisional or score != score else band(score), provisional, *row]
            for score, low, provisional, row, outward in zip(
                scores.score[:, 0].tolist(),
                scores.low[:, 0].tolist(),
                scores.provisional.tolist(),
                counts.tolist(),
                chunk.outward.tolist(),
                strict=True,
            )
        ]

    def figures(self, chunk: ScoredChunk) -> Iterator[list[float]]:
        """The figures of each scored file's row, in the order of `figure_names`; NaN for none.

        One file at a time: all of them would take new memory from the system for every chunk.
        """
        scores = chunk.scores
        figures = [getattr(scores, name) for name in FIGURES]
        if chunk.outward.any():
            # Outward the range stands in place of the score wherever anything is open.
            ranged = chunk.outward[:, np.newaxis] & (scores.coverage < 1)
            figures[FIGURES.index("score")] = np.where(ranged, np.nan, scores.score)
        stacked = np.concatenate(figures, axis=1)
        return (row.tolist() for row in stacked[:, self._order])

    def _bodies(self, chunk: ScoredChunk) -> Iterator[list[TableRow]]:
        if self.by == "file":
            both = zip(self.overall(chunk), self.figures(chunk), strict=True)
            yield from ([(*head, *map(_or_none, row))] for head, row in both)
        elif self.by == "question":
            targets = chunk.scores.targets
            for file in range(len(chunk.scored)):
                yield self._questions(chunk, targets, file)
        else:
            for file in range(len(chunk.scored)):
                yield self._groups(chunk, KINDS[self.by], file)

    def _groups(self, chunk: ScoredChunk, kind: GroupKind, file: int) -> list[TableRow]:
        span = self.matrix.columns(kind)
        found = (chunk.scores.score_of(file, group) for group in range(span.start, span.stop))
        if chunk.outward[file]:
            found = (item.as_outward() for item in found)
        return [
            (
                item.id,
                *(getattr(item, name) for name in FIGURES),
                item.band,
                item.sufficient,
                *(counts[name] for name in COUNTS[:-1]),
                item.declared_not_applicable,
            )
            for item, counts in ((item, counts_object(item)) for item in found)
        ]

    def _questions(self, chunk: ScoredChunk, targets: np.ndarray, file: int) -> list[TableRow]:
        scores, status_of = chunk.scores, _OUTWARD_STATUS_OF if chunk.outward[file] else _STATUS_OF
        codes = scores.answers.codes[file].tolist()
        reviews = scores.answers.reviews[file].tolist()
        asked = zip(
            self.matrix.questionnaire.questions, codes, targets[file].tolist(), reviews, strict=True
        )
        return [
            (
                question.area_id,
                question.id,
                status_of.get(code, STATUSES[0]),
                code == BY_PROFILE,
                code if code >= 0 else None,
                target,
                None if review == NOT_SET else review,
                question.weight,
            )
            for question, code, target, review in asked
        ]


def _outward_overall(low: float, provisional: bool, counts: Sequence[Cell]) -> list[Cell]:
    """The band of the low end of the range, and no count of why questions are open."""
    said = [None if location in _REASONS else count for location, count in enumerate(counts)]
    return [None if low != low else band(low), provisional, *said]


def _order(matrix: GroupMatrix) -> list[int]:
    # Places in the figures laid side by side: all scores, then all lows and so on.
    width = len(matrix.groups)
    return [
        FIGURES.index(figure) * width + location
        for location, group in enumerate(matrix.groups)
        for figure in _figures_of(group)
    ]


def _or_none(value: float) -> float | None:
    return None if value != value else value
