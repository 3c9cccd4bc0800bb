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
) -> None:
    """Write the region of some States.

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


def contradictions(members: Sequence[Member], *, summary: bool = True) -> tuple[str, ...]:
    """What has to be said of States with several assessments of one day that differ.

    `summary` says whether a summary was made, or only requests set beside offers.
    """
    found = decided(members)[1]
    return tuple(_not_in_the_summary(one) if summary else _not_matched(one) for one in found)


def _not_in_the_summary(one: Undecided) -> str:
    return (
        f"{', '.join(one.files)}: These are {len(one.files)} {_status(one)} of {one.state} of "
        f"{one.date} that differ, and none of them counts in the summary. Leave out all but one."
    )


def _not_matched(one: Undecided) -> str:
    return (
        f"{', '.join(one.files)}: These are {len(one.files)} {_status(one)} of {one.state} of "
        f"{one.date} that differ, and none of their requests and offers counts. Leave out all but "
        "one."
    )


def _status(one: Undecided) -> str:
    return "final assessments" if one.final else "drafts"
