"""The region of a run, written as PDF or HTML by the ending of the file's name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assessment.anonymity import THRESHOLD
from assessment.assess import Edition
from assessment.errors import ReportError
from assessment.questionnaire import Questionnaire
from assessment.region import Member, Undecided, decided, region
from assessment.report.options import Notify, Paper
from assessment.store import write_output

ENDINGS = (".pdf", ".html")


def write_summary(
    path: Path,
    questionnaire: Questionnaire,
    members: Sequence[Member],
    *,
    edition: Edition,
    anonymous: bool,
    paper: Paper,
    notify: Notify,
    force: bool = False,
) -> tuple[str, ...]:
    """Write the region of some States, and give what has to be said of it.

    Raises where there are too few to leave each unnamed.
    `notify` is told of letters that no font has.
    """
    from assessment.report.region import make_html, make_pdf  # here: it is seldom wanted

    found = region(questionnaire, members, edition=edition, anonymous=anonymous)
    if anonymous and not found.states:
        raise ReportError(
            f"These files are firm assessments of fewer than {THRESHOLD} States, too few for an "
            "anonymous summary.",
            where=str(path),
            remedy="Add files of more States, or leave out --anonymous.",
        )
    if path.suffix.lower() == ".html":
        content = make_html(found, questionnaire, paper).encode()
    else:
        content = make_pdf(found, questionnaire, paper, notify)
    write_output(path, content, force=force)
    return tuple(_contradiction(one) for one in decided(members)[1])


def _contradiction(one: Undecided) -> str:
    status = "final assessments" if one.final else "drafts"
    return (
        f"{', '.join(one.files)}: These are {len(one.files)} {status} of {one.state} of {one.date} "
        "that differ, and none of them counts in the summary. Leave out all but one."
    )
