"""From files to figures: a chunk of files is read one by one and scored as one matrix."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assessment.answers import Answers
from assessment.assess import Edition, assess, edition_of, leaves_the_government
from assessment.batch.decode import FastReader, FileContent, as_byte, confidences_of, with_profile
from assessment.batch.input_file import InputFile
from assessment.errors import AnswerFileError, AssessmentError
from assessment.questionnaire import Questionnaire
from assessment.scorecard import Scorecard
from assessment.scoring_matrix import (
    NOT_APPLICABLE,
    NOT_SET,
    UNANSWERED,
    UNKNOWN,
    WITHHELD,
    AnswerMatrix,
    GroupMatrix,
    ScoreMatrix,
)
from assessment.store import AnswerFile, is_pdf, parse_answers

_CODES = {
    "unknown": as_byte(UNKNOWN),
    "withheld": as_byte(WITHHELD),
    "unanswered": as_byte(UNANSWERED),
    "not_applicable": as_byte(NOT_APPLICABLE),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How files are read; the same for every process."""

    accept_version: bool = False
    """Whether files of another version of the questionnaire are accepted."""
    edition: Edition = "full"
    """Partner and public: what is scored is the redacted copy."""
    region: bool = False
    """Whether what only a region needs is read, too."""


class Scored(NamedTuple):
    """A file that was scored."""

    name: str
    sha256: str
    """The digest of the file's bytes."""
    edition: Edition
    """The edition that it was scored as: of a redacted copy always an outward one."""
    content: FileContent
    version: str
    """The version of the questionnaire that the file names."""
    left_out: tuple[str, ...] = ()
    """Ids that this version of the questionnaire does not ask."""
    other_version: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be scored."""

    name: str
    sha256: str
    """The digest of the file's bytes; empty where they cannot be read."""
    location: str
    """The line or byte in the file, or empty where that is not known."""
    reason: str
    remedy: str

    @property
    def error(self) -> AnswerFileError:
        """The refusal as the error that a single file would raise."""
        where = f"{self.name}, {self.location}" if self.location else self.name
        return AnswerFileError(self.reason, where=where, remedy=self.remedy)


@dataclass(frozen=True)
class ScoredChunk:
    """Some files in their order, and the figures of those that were scored."""

    files: tuple[Scored | Refused, ...]
    scores: ScoreMatrix
    """One row for each file that was scored, in order."""

    @cached_property
    def scored(self) -> tuple[Scored, ...]:
        """The files that were scored."""
        return tuple(file for file in self.files if isinstance(file, Scored))

    @cached_property
    def outward(self) -> npt.NDArray[np.bool_]:
        """For each file that was scored whether it is shown by the rules of outward editions."""
        return np.array([leaves_the_government(item.edition) for item in self.scored], dtype=bool)

    def scorecard(self, file: int) -> Scorecard:
        """The scorecard of one of the files that were scored."""
        card = self.scores.scorecard(file)
        return card.as_outward() if self.outward[file] else card

    @cached_property
    def refused(self) -> tuple[Refused, ...]:
        """The files that cannot be scored."""
        return tuple(file for file in self.files if isinstance(file, Refused))


class Scorer:
    """Scores chunks of files for one questionnaire."""

    def __init__(self, questionnaire: Questionnaire, settings: Settings) -> None:
        self.questionnaire = questionnaire
        self.settings = settings
        self.matrix = GroupMatrix(questionnaire)
        self._fast = FastReader(self.matrix, region=settings.region)
        self._as_it_is = not leaves_the_government(settings.edition)

    def score(self, items: Sequence[InputFile]) -> ScoredChunk:
        """Read and score some files; those that are refused are in the result with their reason."""
        files = tuple(self._file(item) for item in items)
        contents = [file.content for file in files if isinstance(file, Scored)]
        return ScoredChunk(
            files, ScoreMatrix(self.matrix, _answer_matrix(contents, len(self.matrix.members)))
        )

    def _file(self, item: InputFile) -> Scored | Refused:
        digest = ""
        try:
            raw = item.read()
            digest = hashlib.sha256(raw).hexdigest()
            content = self._fast.read(raw) if self._as_it_is else None
            if content is None or content.redacted:
                return self._read_in_full(item.name, digest, raw)
            version, edition = self.questionnaire.version, self.settings.edition
            return Scored(item.name, digest, edition, content, version)
        except AssessmentError as error:
            return _refused(item.name, digest, error)

    def _read_in_full(self, name: str, digest: str, raw: bytes) -> Scored:
        file = self.read(raw, name)
        return Scored(
            name,
            digest,
            edition_of(file.answers, self.settings.edition),
            self._content(file),
            file.version,
            left_out=file.left_out,
            other_version=file.other_version,
        )

    def read(self, raw: bytes, name: str) -> AnswerFile:
        """The full reader: an answer file, or the one that an archive report carries."""
        if is_pdf(raw):
            from assessment.report.reading import answers_in  # here: it is seldom wanted

            raw = answers_in(raw, name)
        accept = self.settings.accept_version
        return parse_answers(raw, self.questionnaire, where=name, accept_version=accept)

    def _content(self, file: AnswerFile) -> FileContent:
        answers = file.answers
        if not self._as_it_is or answers.kind == "redacted":
            answers = assess(self.questionnaire, answers, edition=self.settings.edition).answers
        return content_of(self.questionnaire, answers, self.matrix)


def content_of(questionnaire: Questionnaire, answers: Answers, matrix: GroupMatrix) -> FileContent:
    """What scoring, a row and a region need of answers that were read in full."""
    entries = answers.answers
    indices = array("i", [questionnaire.position[key] for key in entries])
    conditions = answers.profile.conditions
    codes = bytes(
        _CODES[entry.status] if entry.level is None else entry.level for entry in entries.values()
    )
    unrecorded = matrix.unrecorded(
        frozenset(name for name, value in conditions.items() if not value)
    )
    return FileContent(
        state=answers.state,
        authority=answers.authority,
        period=answers.period,
        date=answers.date.isoformat(),
        document_status=answers.document_status,
        indices=indices,
        codes=with_profile(indices, codes, unrecorded),
        targets=bytes(_level(entry.target) for entry in entries.values()),
        reviews=bytes(_level(entry.reviewed_level) for entry in entries.values()),
        unrecorded=unrecorded,
        id=answers.id,
        redacted=answers.kind == "redacted",
        marking=answers.marking,
        confidences=confidences_of(
            entry.confidence for entry in entries.values() if entry.status == "answered"
        ),
        requests=tuple(
            (location, entry.action.assistance, entry.action.request)
            for location, entry in zip(indices, entries.values(), strict=True)
            if entry.level is not None and entry.action is not None and not entry.restricted
        ),
        offers=tuple((item.area or "", item.assistance, item.text) for item in answers.offer),
        restricted=tuple(
            location
            for location, entry in zip(indices, entries.values(), strict=True)
            if entry.restricted
        ),
    )


def _level(level: int | None) -> int:
    return as_byte(NOT_SET) if level is None else level


def _answer_matrix(contents: Sequence[FileContent], questions: int) -> AnswerMatrix:
    shape = (len(contents), questions)
    codes = np.frombuffer(
        bytearray(b"".join(content.unrecorded for content in contents)), dtype=np.int8
    ).reshape(shape)
    targets = np.full(shape, NOT_SET, dtype=np.int8)
    reviews = np.full(shape, NOT_SET, dtype=np.int8)
    rows = np.repeat(np.arange(len(contents)), [len(content.indices) for content in contents])
    indices = _joined([content.indices.tobytes() for content in contents], np.int32)
    codes[rows, indices] = _joined([content.codes for content in contents], np.int8)
    targets[rows, indices] = _joined([content.targets for content in contents], np.int8)
    reviews[rows, indices] = _joined([content.reviews for content in contents], np.int8)
    return AnswerMatrix(codes, targets, reviews)


def _joined(parts: Sequence[bytes], kind: type[np.signedinteger]) -> np.ndarray:
    return np.frombuffer(b"".join(parts), dtype=kind)


def _refused(name: str, digest: str, error: AssessmentError) -> Refused:
    location = error.where.removeprefix(name).removeprefix(", ")
    return Refused(name, digest, location, error.problem, error.remedy)
