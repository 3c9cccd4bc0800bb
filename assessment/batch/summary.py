"""The region of a run, written as PDF or HTML by the ending of the file's name."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

from assessment.anonymity import THRESHOLD
from assessment.assess import Edition, leaves_the_government
from assessment.batch.matrix import Refused
from assessment.batch.table import SEE_MESSAGES
from assessment.dates import in_words
from assessment.errors import ReportError
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.region import Member, RefusedFile, Undecided, decided, region
from assessment.report.options import Notify, Paper
from assessment.store import write_output
from assessment.text import one_line

MAX_REASON = 200
"""Letters of the reason why a file cannot be scored; the messages of the run have it whole."""


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
    refused: Sequence[Refused] = (),
) -> None:
    """Write the region of some States; `refused` are the files that could not be scored.

    Raises where there are too few to leave each unnamed.
    `notify` is told of letters that no font has.
    """
    from assessment.report.region import (  # here: it is seldom wanted
        make_region_html,
        make_region_pdf,
    )

    named = () if anonymous else tuple(_named(item, edition) for item in refused)
    found = region(questionnaire, members, edition=edition, anonymous=anonymous, refused=named)
    if anonymous and not found.states:
        raise ReportError(
            _(
                "These files are firm assessments of fewer than {threshold} States, too few for an "
                "anonymous summary."
            ).format(threshold=THRESHOLD),
            where=str(path),
            remedy=_("Add files of more States, or leave out --anonymous."),
        )
    if path.suffix.lower() == ".html":
        content = make_region_html(found, questionnaire, paper).encode()
    else:
        content = make_region_pdf(found, questionnaire, paper, notify)
    write_output(path, content, force=force)


def _named(refused: Refused, edition: Edition) -> RefusedFile:
    # Without its folders: where the files were kept says nothing of the region.
    name = one_line(refused.name.rpartition("/")[2])
    if leaves_the_government(edition):
        return RefusedFile(name, SEE_MESSAGES)  # the reason may quote what stands in the file
    reason = textwrap.shorten(one_line(refused.reason), MAX_REASON, placeholder=" …")
    return RefusedFile(name, f"{reason} ({refused.location})" if refused.location else reason)


def contradictions(members: Sequence[Member], *, summary: bool = True) -> tuple[str, ...]:
    """What has to be said of States with several assessments of one day that differ.

    `summary` says whether a summary was made, or only requests set beside offers.
    """
    found = decided(members)[1]
    return tuple(_not_in_the_summary(item) if summary else _not_matched(item) for item in found)


def _differing(undecided: Undecided) -> str:
    return _("{files}: These are {number} {status} of {state} of {date} that differ").format(
        files=", ".join(undecided.files),
        number=len(undecided.files),
        status=_status(undecided),
        state=undecided.state,
        date=in_words(undecided.date),
    )


def _not_in_the_summary(undecided: Undecided) -> str:
    return _("{differing}, and none of them counts in the summary. Leave out all but one.").format(
        differing=_differing(undecided)
    )


def _not_matched(undecided: Undecided) -> str:
    return _(
        "{differing}, and none of their requests and offers counts. Leave out all but one."
    ).format(differing=_differing(undecided))


def _status(undecided: Undecided) -> str:
    return _("final assessments") if undecided.final else _("drafts")
