"""The printed pages of the whole report, read back."""

from __future__ import annotations

import io

import pypdf
import pytest

from assessment.assess import assess
from assessment.report import ReportOptions, make_pdf


@pytest.fixture(scope="module", params=["A4", "Letter"])
def pages(request, questionnaire, example, earlier) -> list[str]:
    options = ReportOptions(paper=request.param, baseline=assess(questionnaire, earlier))
    printed = make_pdf(assess(questionnaire, example), options)
    return [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(printed)).pages]


def test_the_ministers_page_is_one_page(pages):
    assert "at a glance" in pages[1]
    assert "What is not known" in pages[1]
    assert "Contents" in pages[2]


def test_every_page_has_its_number_marking_and_digests(pages, example, questionnaire):
    for number, text in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in text
        assert text.count(example.marking) >= 2
        assert example.sha256 in text
        assert questionnaire.sha256 in text


def test_no_page_is_nearly_empty(pages):
    furniture = len(pages[-1]) // 2
    assert all(len(text) > furniture for text in pages[:-1])
