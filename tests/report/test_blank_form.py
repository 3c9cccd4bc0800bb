"""The blank form, as it comes out of the printer on either paper."""

from __future__ import annotations

import io

import pypdf
import pytest

from assessment.cli.main import run
from assessment.report.blank import make_blank
from assessment.report.options import PAPERS


@pytest.mark.parametrize("paper", PAPERS)
def test_the_rules_are_on_one_page(questionnaire, paper):
    made = make_blank(questionnaire.only(("POL-01",)), paper)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    held = [number for number, text in enumerate(pages) if "How to fill in this form" in text]
    last = [number for number, text in enumerate(pages) if "typed in question by question" in text]
    assert held == last == [1]


def test_one_question_is_one_sheet_with_the_rules_behind_it(questionnaire):
    made = make_blank(questionnaire, questions=("LAW-01",))
    front, back = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    assert "LAW-01" in front
    assert "Ministry or office" in front
    assert "How to fill in this form" in back


def test_a_form_of_some_questions_has_no_profile_and_leaves_no_heading_alone(questionnaire):
    asked = ("POL-01", "LAW-01", "LAW-02", "STK-01")
    made = make_blank(questionnaire, "Letter", questions=asked)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    assert not any("Profile of the State" in text for text in pages)
    for area, first in (("POL ", "POL-01"), ("LAW ", "LAW-01"), ("STK ", "STK-01")):
        heading = next(n for n, text in enumerate(pages) if f"\n{area}" in f"\n{text}")
        assert first in pages[heading]


def test_the_command_prints_single_questions_and_policy_areas(tmp_path, capsys):
    out = tmp_path / "form.html"
    assert (
        run(["report", "--blank", "--question", "LAW-01", "--question", "POL", "-o", str(out)]) == 0
    )
    page = out.read_text()
    assert "POL-10" in page
    assert "LAW-01" in page
    assert "LAW-02" not in page
    assert run(["report", "--blank", "--question", "LAW-99", "-o", str(tmp_path / "b.html")]) == 1
    assert "There is no question or policy area LAW-99." in capsys.readouterr().err
    assert run(["report", str(out), "--question", "LAW-01"]) == 2
    assert "--question goes only with --blank" in capsys.readouterr().err
