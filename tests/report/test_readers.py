"""What readers must find: the answers of `tests/data/report/questions.md`, in the printed pages."""

from __future__ import annotations

import pytest
from printed import Press, joined, pages

from assessment.answers import Answers

MINISTER = (
    "scores 50.4 of 100 (substantial)",
    "up 11.9 since 2024",
    "One policy area fell since 2024: Private-sector partnership, by 15.4.",
    "10 questions are open: once all are answered it will lie between 46.4 and 54.5.",
    "Strongest: Legal framework and counter-terrorism obligations, 82.8.",
    "Weakest: Private-sector partnership, 19.2.",
    "Private-sector partnership \u221255.8",
    "See the act on precursors through parliament and issue its list of substances.",
    "Sign the order that gives the task of disposal to one service and names who commands.",
    "Nobody could say yet (5):",
    "Not answered yet (3):",
    "34 of 36 answers at level 3 or 4 have evidence.",
    "Reviewers lowered 17 of the 25 answers they saw.",
)
SHEET = (
    "Give the association a seat in the disability council by decree.",
    "8 tasks; 2 tasks of others to support;",
    "yourself: Social and economic inclusion",
    "Cabinet Office: Lead authority and coordination body",
    "you said 1 Ad hoc. Others said otherwise, and it is not settled yet.",
    "The evidence 'Decree on rehabilitation' is older than five years",
)


@pytest.mark.parametrize("answer", MINISTER)
def test_a_minister_finds_it_on_one_page(
    press: Press, example: Answers, earlier: Answers, answer: str
):
    assert joined(answer) in joined(pages(press.pdf(example, baseline=earlier))[1])


@pytest.mark.parametrize("answer", SHEET)
def test_a_ministry_finds_it_on_its_sheet(press: Press, example: Answers, answer: str):
    sheet = press.pdf(example, "ministry", ministry="Health and Social Affairs")
    assert joined(answer) in joined(pages(sheet)[0])
