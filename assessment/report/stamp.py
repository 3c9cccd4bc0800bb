"""What a PDF report says about how it was made, so that it can be made again and compared.

Nothing in it is secret: of an edition that leaves the government it holds the digest of the
redacted copy, never that of the full answers.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assessment.answers import QuestionnaireReference
from assessment.assess import Assessment, Edition
from assessment.report.options import Paper, ReportOptions
from assessment.version import __version__

KEY = "CiedReport"
"""The name of the stamp among a PDF's metadata."""


class Stamp(BaseModel):
    """How a report was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    program: str
    """The version of this program."""
    questionnaire: QuestionnaireReference
    answers: str
    """The digest of the answers, as the edition sees them."""
    edition: Edition
    ministry: str | None = None
    paper: Paper
    marking: str | None = None
    """The marking asked for in place of the answer file's."""
    archive: bool = False
    baseline: str | None = None
    """The digest of the baseline's answers, as the edition sees them."""
    templates: str | None = None
    """The digest of somebody's own templates."""


def stamp(assessment: Assessment, options: ReportOptions) -> Stamp:
    """The stamp of a report."""
    return Stamp(
        program=__version__,
        questionnaire=assessment.answers.questionnaire,
        answers=assessment.answers.sha256,
        edition=options.edition,
        ministry=options.ministry,
        paper=options.paper,
        marking=options.marking,
        archive=options.archive,
        baseline=options.baseline.answers.sha256 if options.baseline else None,
        templates=templates_digest(options.templates) if options.templates else None,
    )


def written(made: Stamp) -> str:
    """The stamp as it stands in a PDF."""
    return made.model_dump_json(exclude_none=True)


def read(text: str) -> Stamp | None:
    """The stamp that a PDF's metadata hold; None where they hold something else."""
    try:
        return Stamp.model_validate_json(text)
    except ValidationError:
        return None


def templates_digest(folder: Path) -> str:
    """The digest of all templates and styles in a folder, by their names inside it."""
    digest = hashlib.sha256()
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()
