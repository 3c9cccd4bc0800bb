"""The report as a PDF, with what it says about itself."""

from __future__ import annotations

from assessment.assess import Assessment
from assessment.language import _
from assessment.report.options import Notify, Progress, ReportOptions
from assessment.report.pdf import Document, EmbeddedFile, Made, write_pdf
from assessment.report.stamp import KEY, stamp, written
from assessment.report.view.words import EDITION_NAMES
from assessment.store import dump

ANSWERS_NAME = "answers.json"
"""What the embedded answer file is called."""


def print_html(
    html: str,
    assessment: Assessment,
    options: ReportOptions,
    progress: Progress | None = None,
    notify: Notify | None = None,
) -> bytes:
    """The PDF of a report's page; an archive of the full edition carries the answer file."""
    return write_pdf(html, _about(assessment, options), progress, notify)


def _about(assessment: Assessment, options: ReportOptions) -> Document:
    """What the PDF of a report says about itself."""
    answers = assessment.answers

    def stamped(made: Made) -> dict[str, str]:
        found = stamp(assessment, options, software=made.software, fonts=made.fonts)
        return {KEY: written(found)}

    return Document(
        title=_title(assessment, options),
        author=answers.authority,
        language=assessment.questionnaire.language,
        date=answers.date,
        subject=assessment.questionnaire.title,
        custom=stamped,
        attachments=_attachments(assessment, options),
        archive=options.archive,
        closer=options.edition == "ministry",
    )


def _title(assessment: Assessment, options: ReportOptions) -> str:
    answers = assessment.answers
    whose = options.ministry if options.edition == "ministry" else None
    parts = [answers.state, answers.period, EDITION_NAMES[assessment.edition], whose]
    return ", ".join(part for part in parts if part)


def _attachments(assessment: Assessment, options: ReportOptions) -> tuple[EmbeddedFile, ...]:
    # Only the authority's own edition may carry every answer.
    if not options.archive or assessment.edition != "full":
        return ()
    content = dump(assessment.answers)
    return (EmbeddedFile(ANSWERS_NAME, content, _("The answer file this report was made from")),)
