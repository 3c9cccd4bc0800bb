"""The questions as a form on paper, made in the background."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.app import App

from assessment.errors import AssessmentError
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.text import clean

TOLD = 15.0
"""Seconds for which it is said where the form is."""


def print_blank(app: App[Any], questionnaire: Questionnaire, path: Path) -> str:
    """Begin to make a form of all questions; says so."""
    app.run_worker(lambda: _make(app, questionnaire, path), thread=True, group="report")
    return _("The form is being made: {path}").format(path=path)


def _make(app: App[Any], questionnaire: Questionnaire, path: Path) -> None:
    from assessment.report.blank import make_blank
    from assessment.report.saving import save_report

    try:
        save_report(path, make_blank(questionnaire), (), remedy=_("Close what shows it."))
    except AssessmentError as error:
        message, severity = str(error), "error"
    else:
        message, severity = _("The form is in {path}").format(path=path), "information"
    app.call_from_thread(app.notify, clean(message), severity=severity, timeout=TOLD, markup=False)
