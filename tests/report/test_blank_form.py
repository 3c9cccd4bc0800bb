"""The blank form, as it comes out of the printer on either paper."""

from __future__ import annotations

import io

import pypdf
import pytest

from assessment.report.blank import make_blank
from assessment.report.options import PAPERS


@pytest.mark.parametrize("paper", PAPERS)
def test_the_rules_are_on_one_page(questionnaire, paper):
    made = make_blank(questionnaire.only(("POL-01",)), paper)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    held = [number for number, text in enumerate(pages) if "How to fill in this form" in text]
    last = [number for number, text in enumerate(pages) if "typed in question by question" in text]
    assert held == last == [1]
