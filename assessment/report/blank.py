"""The blank form: a questionnaire to fill in on paper, with the numbering of the program."""

from __future__ import annotations

from assessment.locations import reports_folder
from assessment.questionnaire import Questionnaire
from assessment.report.options import Notify, Paper
from assessment.report.pdf import Document, Progress, write_pdf


def blank_html(questionnaire: Questionnaire, paper: Paper = "A4") -> str:
    """The blank form as a page."""
    from assessment.report import html

    folders = (reports_folder() / "blank",)
    return html.page(folders, questionnaire=questionnaire, paper=paper)


def make_blank(
    questionnaire: Questionnaire,
    paper: Paper = "A4",
    progress: Progress | None = None,
    notify: Notify | None = None,
) -> bytes:
    """The blank form as a PDF; `notify` is told of letters that no font has."""
    about = Document(
        title=f"{questionnaire.title}: blank form",
        author="",
        language=questionnaire.language,
        subject=f"Questionnaire {questionnaire.id} {questionnaire.version}",
    )
    return write_pdf(blank_html(questionnaire, paper), about, progress, notify)
