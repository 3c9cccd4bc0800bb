"""The region of a run, written as PDF or HTML by the ending of the file's name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assessment.errors import AssessmentError
from assessment.questionnaire import Questionnaire
from assessment.region import Member, region
from assessment.report.options import Paper
from assessment.store import write_file

ENDINGS = (".pdf", ".html")


def check_ending(path: Path) -> None:
    """Refuse a name whose ending says no format."""
    if path.suffix.lower() not in ENDINGS:
        raise AssessmentError(
            "A summary is written as PDF or HTML.",
            where=str(path),
            remedy="Choose a name that ends in .pdf or .html.",
        )


def write_summary(
    path: Path,
    questionnaire: Questionnaire,
    members: Sequence[Member],
    *,
    anonymous: bool,
    paper: Paper,
) -> None:
    """Write the region of some States."""
    from assessment.report.region import make_html, make_pdf  # here: it is seldom wanted

    found = region(questionnaire, members, anonymous=anonymous)
    if path.suffix.lower() == ".html":
        content = make_html(found, questionnaire, paper).encode()
    else:
        content = make_pdf(found, questionnaire, paper)
    write_file(path, content, mode=0o600)
