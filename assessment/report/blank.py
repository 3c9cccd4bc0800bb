"""The blank form: a questionnaire to fill in on paper, with the numbering of the program."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from assessment.language import _
from assessment.locations import reports_folder
from assessment.questionnaire import Questionnaire
from assessment.report.options import Notify, Paper, Progress
from assessment.report.pdf import Document, write_pdf

Extent = Literal["all", "some", "question"]
"""The whole form; some questions, without the profile; one question with the rules behind it."""


def blank_html(
    questionnaire: Questionnaire, paper: Paper = "A4", questions: Collection[str] = ()
) -> str:
    """The blank form as a page; with `questions`, of these alone."""
    from assessment.report import html

    folders = (reports_folder() / "blank",)
    asked = questionnaire.only(questions) if questions else questionnaire
    return html.page(folders, questionnaire=asked, paper=paper, extent=_extent(questions))


def make_blank(
    questionnaire: Questionnaire,
    paper: Paper = "A4",
    progress: Progress | None = None,
    notify: Notify | None = None,
    questions: Collection[str] = (),
) -> bytes:
    """The blank form as a PDF; `notify` is told of letters that no font has."""
    about = Document(
        title=_("{title}: blank form").format(title=questionnaire.title),
        author="",
        language=questionnaire.language,
        subject=_("Questionnaire {id} {version}").format(
            id=questionnaire.id, version=questionnaire.version
        ),
    )
    return write_pdf(blank_html(questionnaire, paper, questions), about, progress, notify)


def _extent(questions: Collection[str]) -> Extent:
    if not questions:
        return "all"
    return "question" if len(questions) == 1 else "some"
