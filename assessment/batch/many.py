"""The library's way to score many files: results one by one, in order, with flat memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from assessment import runtime
from assessment.assess import EDITIONS, Edition
from assessment.batch import inputs
from assessment.batch.chunks import chunks
from assessment.batch.input_file import InputFile
from assessment.batch.matrix import Refused, Scored, ScoredChunk, Scorer, Settings
from assessment.batch.table import Table
from assessment.cells import Cell
from assessment.errors import AnswerFileError
from assessment.questionnaire import Questionnaire
from assessment.scorecard import Scorecard
from assessment.store import DEFAULT, read_questionnaire


class FigureSource(Protocol):
    """Where a result's figures come from."""

    @property
    def scorecard(self) -> Scorecard | None:
        """Every figure."""

    @property
    def row(self) -> dict[str, Cell]:
        """The row of `cied batch`."""


@dataclass(frozen=True, slots=True)
class _AtHand:
    scorecard: Scorecard | None
    row: dict[str, Cell]


class _Rows:
    """A chunk beside its rows, which are made when the first one is asked for."""

    def __init__(self, chunk: ScoredChunk, table: Table) -> None:
        self.chunk = chunk
        self.table = table

    @cached_property
    def rows(self) -> list[dict[str, Cell]]:
        names = [column.name for column in self.table.columns]
        return [dict(zip(names, row, strict=True)) for row in self.table.rows(self.chunk)]


@dataclass(frozen=True, slots=True)
class _InChunk:
    """A file's place among those that were scored with it; it goes to other processes alone."""

    rows: _Rows
    file: int
    score: int | None

    @property
    def scorecard(self) -> Scorecard | None:
        return None if self.score is None else self.rows.chunk.scorecard(self.score)

    @property
    def row(self) -> dict[str, Cell]:
        return self.rows.rows[self.file]

    def __reduce__(self) -> tuple[type[_AtHand], tuple[Scorecard | None, dict[str, Cell]]]:
        return _AtHand, (self.scorecard, self.row)


@dataclass(frozen=True)
class Result:
    """One file and what came of it: a scorecard, or the reason why there is none."""

    path: str
    """The file, as it was named or found."""
    sha256: str
    """The digest of the file's bytes; empty where they cannot be read."""
    state: str
    """The country; empty with an error."""
    error: AnswerFileError | None
    """Why the file cannot be scored; None where it was."""
    source: FigureSource = field(repr=False, compare=False)
    """Where the figures come from."""

    @property
    def scorecard(self) -> Scorecard | None:
        """Every figure, equal to that of `assessment.assess.scorecard`; None with an error."""
        return self.source.scorecard

    @property
    def row(self) -> dict[str, Cell]:
        """The file's row of `cied batch`, under the names of its columns."""
        return self.source.row


PathLike = str | os.PathLike[str]


def score_many(
    paths: PathLike | Iterable[PathLike],
    questionnaire: Questionnaire | str = DEFAULT,
    *,
    accept_version: bool = False,
    edition: Edition = "full",
) -> Iterator[Result]:
    """Score files lazily, in order; a file that cannot be scored is a result with its error.

    `paths` are files, folders (their *.json, also in folders inside), patterns and archives, or one
    of these. Memory stays flat, whatever the number of files, as long as results are not kept. One
    process; map it over parts of a list to use several.
    """
    if edition == "public":
        raise ValueError("The public edition shows bands, and no figure that could be in a row.")
    if edition not in EDITIONS:
        raise ValueError(f"There is no edition {edition!r}: name one of {', '.join(EDITIONS)}.")
    runtime.single_thread()
    asked = read_questionnaire(questionnaire) if isinstance(questionnaire, str) else questionnaire
    scorer = Scorer(asked, Settings(accept_version, edition))
    named = (paths,) if isinstance(paths, (str, os.PathLike)) else paths
    return _all(inputs.items(os.fspath(path) for path in named), scorer)


def _all(items: Iterable[InputFile], scorer: Scorer) -> Iterator[Result]:
    table = Table(scorer.matrix, "file", scorer.settings.edition)
    for part in chunks(items):
        chunk = scorer.score(part)
        yield from _results(chunk, _Rows(chunk, table))


def _results(chunk: ScoredChunk, rows: _Rows) -> Iterator[Result]:
    score = 0
    for index, file in enumerate(chunk.files):
        if isinstance(file, Scored):
            state = file.content.state
            yield Result(file.name, file.sha256, state, None, _InChunk(rows, index, score))
            score += 1
        elif isinstance(file, Refused):
            yield Result(file.name, file.sha256, "", file.error, _InChunk(rows, index, None))
