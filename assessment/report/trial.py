"""Somebody's own templates, tried before many reports are made with them."""

from __future__ import annotations

from dataclasses import replace

from assessment.assess import assess
from assessment.example import example_answers
from assessment.questionnaire import Questionnaire
from assessment.report import make_html, ministries
from assessment.report.options import ReportOptions


def try_templates(questionnaire: Questionnaire, options: ReportOptions) -> None:
    """Make a page of a fictional State; raises ReportError where a template has an error."""
    tried = assess(questionnaire, example_answers(questionnaire), edition=options.edition)
    if options.edition == "ministry":
        options = replace(options, ministry=ministries(tried)[0])
    make_html(tried, options)
