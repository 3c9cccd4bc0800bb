"""The report: an Assessment in, one HTML page or one PDF out."""

from __future__ import annotations

from assessment.assess import Assessment
from assessment.report.options import PAPERS, Notify, Paper, Progress, ReportOptions

__all__ = [
    "PAPERS",
    "Notify",
    "Paper",
    "Progress",
    "ReportOptions",
    "make_html",
    "make_pdf",
    "ministries",
]

# Templates and the PDF renderer are imported where they are used: most commands need neither.


def make_html(assessment: Assessment, options: ReportOptions) -> str:
    """The report as one self-contained HTML page."""
    from assessment.report import html, view

    return html.render(view.view(assessment, options), assessment.edition, options)


def make_pdf(
    assessment: Assessment,
    options: ReportOptions,
    progress: Progress | None = None,
    notify: Notify | None = None,
) -> bytes:
    """The report as a PDF; `notify` is told of letters that no font has."""
    from assessment.report.printing import print_html

    return print_html(make_html(assessment, options), assessment, options, progress, notify)


def ministries(assessment: Assessment) -> tuple[str | None, ...]:
    """Whose reports the ministry edition has; None, last, where a question has no ministry."""
    named = {item.answer.ministry for item in assessment.statuses.values() if item.answer.ministry}
    nobodys = any(
        item.applies and not item.answer.ministry for item in assessment.statuses.values()
    )
    known = tuple(name for name in assessment.answers.profile.ministries if name in named)
    return (*known, None) if nobodys else known
