"""The questions of one ministry as a form on paper, made in the background."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.app import App

from assessment.errors import AssessmentError
from assessment.parts import ministry_file_name
from assessment.questionnaire import Questionnaire
from assessment.store import stem
from assessment.text import clean
from assessment.tui.session import Session
from assessment.workload import Workload

TOLD = 15.0
"""Seconds for which it is said where the form is."""


def print_form(app: App[Any], session: Session, asked: Workload) -> str:
    """Begin to make the form; says so."""
    name = ministry_file_name(session.answers, asked.ministry or "no ministry")
    path = session.path.with_name(f"{stem(session.path.name)}-{name}.pdf")
    questionnaire = session.questionnaire.only(asked.questions)
    return print_blank(app, questionnaire, path)


def print_blank(app: App[Any], questionnaire: Questionnaire, path: Path) -> str:
    """Begin to make a form of all questions; says so."""
    app.run_worker(lambda: _make(app, questionnaire, path), thread=True, group="report")
    return f"The form is being made: {path}"


def _make(app: App[Any], questionnaire: Questionnaire, path: Path) -> None:
    from assessment.report.blank import make_blank
    from assessment.report.saving import save_report

    try:
        save_report(path, make_blank(questionnaire), (), remedy="Close what shows it.")
    except AssessmentError as error:
        message, severity = str(error), "error"
    else:
        message, severity = f"The form is in {path}", "information"
    app.call_from_thread(app.notify, clean(message), severity=severity, timeout=TOLD, markup=False)
