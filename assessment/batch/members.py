"""What a region needs of files that were scored, taken from the figures that are at hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import compress

import numpy as np
import numpy.typing as npt

from assessment.answers import CONFIDENCES
from assessment.assistance import OfferMade, RequestMade, kinds_in_order
from assessment.batch.decode import FileContent
from assessment.batch.matrix import ScoredChunk
from assessment.region import NO_LEVEL, NOT_SAID, Member
from assessment.scoring_matrix import (
    UNKNOWN,
    GroupMatrix,
    LevelMatrix,
    Marks,
    prerequisite_matrix,
    wanting,
)

_READ = (*CONFIDENCES, NOT_SAID)


class Members:
    """Makes the members of a region."""

    def __init__(self, matrix: GroupMatrix) -> None:
        self._needs = prerequisite_matrix(matrix.questionnaire)
        self._questions = matrix.questionnaire.questions
        self._ids = [question.id for question in self._questions]
        self._areas = [matrix.groups[index].id for index in _indices(matrix.columns("area"))]
        self._paragraphs = [
            int(matrix.groups[index].id) for index in _indices(matrix.columns("paragraph"))
        ]

    def of(self, chunk: ScoredChunk) -> Iterator[Member]:
        """A member for each file that was scored, in order."""
        scores, columns = chunk.scores, chunk.scores.matrix.columns
        # As everywhere outward: what is open buys no better figure than the low end of the range.
        figures = np.where(chunk.outward[:, np.newaxis], scores.low, scores.score)
        ranked = np.where(scores.sufficient, figures, np.nan)
        areas, paragraphs = ranked[:, columns("area")], ranked[:, columns("paragraph")]
        codes = scores.answers.codes
        found = wanting(codes, scores.targets, self._needs)
        levels = np.where(codes < 0, NO_LEVEL, codes).astype(np.uint8)
        asked = wanting(_as_partners_see(chunk), scores.targets, self._needs).gaps
        for file, item in enumerate(chunk.scored):
            said = item.content
            yield Member(
                state=said.state,
                file=item.name,
                date=dt.date.fromisoformat(said.date),
                final=said.document_status == "final",
                marking=said.marking,
                sha256=item.sha256,
                provisional=bool(scores.provisional[file]),
                redacted=said.redacted,
                overall=_figure(figures[file, 0].item()),
                coverage=_figure(scores.coverage[file, 0].item()),
                areas=dict(zip(self._areas, map(_figure, areas[file].tolist()), strict=True)),
                paragraphs=dict(
                    zip(self._paragraphs, map(_figure, paragraphs[file].tolist()), strict=True)
                ),
                gaps=self._names(found.gaps, file),
                missing=self._names(found.missing, file),
                confidences=dict(zip(_READ, said.confidences, strict=True)),
                other_edition=item.other_version,
                version=item.version if item.other_version else "",
                levels=levels[file].tobytes(),
                requests=self._requests(said, asked[file]),
                offers=tuple(
                    OfferMade(area, kinds_in_order(kinds), text)
                    for area, kinds, text in said.offers
                ),
            )

    def _requests(self, said: FileContent, gaps: npt.NDArray[np.bool_]) -> tuple[RequestMade, ...]:
        found = []
        for index, kinds, text in sorted(said.requests):
            if gaps[index] and (kinds or text):
                asked = self._questions[index]
                found.append(RequestMade(asked.id, asked.area_id, kinds_in_order(kinds), text))
        return tuple(found)

    def _names(self, marks: Marks, file: int) -> tuple[str, ...]:
        return tuple(compress(self._ids, marks[file].tolist()))


def _as_partners_see(chunk: ScoredChunk) -> LevelMatrix:
    """The codes of each file with what is restricted open, as in the redacted copy."""
    codes = chunk.scores.answers.codes.copy()
    for file, item in enumerate(chunk.scored):
        codes[file, list(item.content.restricted)] = UNKNOWN
    return codes


def _indices(columns: slice) -> range:
    return range(columns.start, columns.stop)


def _figure(value: float) -> float | None:
    return None if value != value else value
