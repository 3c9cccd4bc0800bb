"""What a PDF report says about how it was made, so that it can be made again and compared.

Nothing in it is secret. Only the full edition names the digest of its answers: of any other edition
it would confirm whoever guesses at them, one answer after the other. There the assessment's random
id stands in its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assessment.answers import QuestionnaireReference, RandomId
from assessment.assess import Assessment, Edition
from assessment.report.options import Paper, ReportOptions
from assessment.version import __version__

KEY = "CiedReport"
"""The name of the stamp among a PDF's metadata."""


class _Stamped(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StampedSource(_Stamped):
    """Which assessment a report was made from."""

    id: RandomId | None = None
    """The random id of the assessment; None while it has none."""
    answers: str | None = None
    """The digest of the answers; in the full edition alone."""


class Stamp(_Stamped):
    """How a report was made."""

    program: str
    """The version of this program."""
    questionnaire: QuestionnaireReference
    source: StampedSource
    edition: Edition
    ministry: str | None = None
    paper: Paper
    marking: str | None = None
    """The marking asked for in place of the answer file's."""
    archive: bool = False
    language: str | None = None
    """The language of the questions, where it is not English."""
    baseline: StampedSource | None = None
    templates: str | None = None
    """The digest of somebody's own templates."""
    software: Mapping[str, str] = Field(default_factory=dict)
    """The versions of the renderer and of the libraries that lay out text."""
    fonts: Mapping[str, str] = Field(default_factory=dict)
    """The digest of each font file that letters were taken from, under the font's name."""


class _AnyStamp(BaseModel):
    """What the stamp of any version of this program says."""

    program: str


def stamp(
    assessment: Assessment,
    options: ReportOptions,
    *,
    software: Mapping[str, str],
    fonts: Mapping[str, str],
) -> Stamp:
    """The stamp of a report."""
    return Stamp(
        program=__version__,
        questionnaire=assessment.answers.questionnaire,
        source=_source(assessment),
        edition=assessment.edition,
        ministry=options.ministry,
        paper=options.paper,
        marking=options.marking,
        archive=options.archive,
        language=_language(assessment),
        baseline=_source(options.baseline) if options.baseline else None,
        templates=templates_digest(options.templates) if options.templates else None,
        software=software,
        fonts=fonts,
    )


def _language(assessment: Assessment) -> str | None:
    # English has no mark: reports that were stamped before there were others say the same.
    language = assessment.questionnaire.language
    return None if language == "en" else language


def _source(assessment: Assessment) -> StampedSource:
    answers = assessment.answers
    digest = answers.sha256 if assessment.edition == "full" else None
    return StampedSource(id=answers.id, answers=digest)


def written(made: Stamp) -> str:
    """The stamp as it stands in a PDF."""
    return made.model_dump_json(exclude_none=True)


def read(text: str) -> Stamp | str | None:
    """The stamp that a PDF's metadata hold.

    Of a report that another version of this program stamped in another way only that version; None
    where the metadata hold something else.
    """
    try:
        return Stamp.model_validate_json(text)
    except ValidationError:
        try:
            return _AnyStamp.model_validate_json(text).program
        except ValidationError:
            return None


def templates_digest(folder: Path) -> str:
    """The digest of all templates and styles in a folder, by their names inside it."""
    digest = hashlib.sha256()
    for path in sorted(item for item in folder.rglob("*") if item.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()
