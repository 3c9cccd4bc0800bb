"""The library's way to score many files: results one by one, in order, with flat memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assessment.assess import Edition
from assessment.batch import inputs, runner
from assessment.batch.rows import Cell, Table
from assessment.batch.scoring import Chunk, Refused, Scored, Scorer, Settings
from assessment.errors import AnswerFileError
from assessment.questionnaire import Questionnaire
from assessment.scorecard import Scorecard
from assessment.store import DEFAULT, read_questionnaire


class _Scored:
    """A chunk beside its rows, which are made when the first one is asked for."""

    def __init__(self, chunk: Chunk, table: Table) -> None:
        self.chunk = chunk
        self.table = table

    @cached_property
    def rows(self) -> list[dict[str, Cell]]:
        names = [column.name for column in self.table.columns]
        return [dict(zip(names, row, strict=True)) for row in self.table.rows(self.chunk)]


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
    _scored: _Scored
    _file: int
    _score: int

    @property
    def scorecard(self) -> Scorecard | None:
        """Every figure, equal to that of `assessment.assess.scorecard`; None with an error."""
        return None if self.error else self._scored.chunk.scores.scorecard(self._score)

    @property
    def row(self) -> dict[str, Cell]:
        """The file's row of `cied batch`, under the names of its columns."""
        return self._scored.rows[self._file]


def score_many(
    paths: Iterable[str | os.PathLike[str]],
    questionnaire: Questionnaire | str = DEFAULT,
    *,
    accept_version: bool = False,
    edition: Edition = "full",
) -> Iterator[Result]:
    """Score files lazily, in order; a file that cannot be scored is a result with its error.

    `paths` are files, folders (their *.json, also in folders inside), patterns and archives.
    Memory stays flat, whatever the number of files, as long as results are not kept. One process;
    map it over parts of a list to use several.
    """
    runner.single_thread()
    asked = read_questionnaire(questionnaire) if isinstance(questionnaire, str) else questionnaire
    scorer = Scorer(asked, Settings(accept_version, edition))
    table = Table(scorer.plan, "file", edition)
    for part in runner.chunks(inputs.items(os.fspath(path) for path in paths)):
        yield from _results(_Scored(scorer.score(part), table))


def _results(scored: _Scored) -> Iterator[Result]:
    score = 0
    for place, file in enumerate(scored.chunk.files):
        if isinstance(file, Scored):
            state = file.content.state
            yield Result(file.name, file.sha256, state, None, scored, place, score)
            score += 1
        elif isinstance(file, Refused):
            yield Result(file.name, file.sha256, "", file.error, scored, place, score)
