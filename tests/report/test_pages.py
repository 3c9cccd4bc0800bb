"""The printed pages of the whole report, read back."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from paper import PAGE, alone_at_the_foot, announcing, filled, squeezed
from printed import pdftotext

from assessment.assess import assess
from assessment.report import ReportOptions, make_html, make_pdf
from assessment.report.view import view

pytestmark = pytest.mark.slow

INSIDE = """
import sys
from assessment.cli.main import run
assert run(sys.argv[1:]) == 0
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def with_baseline(questionnaire, earlier, **wishes) -> ReportOptions:
    return ReportOptions(baseline=assess(questionnaire, earlier), **wishes)


@pytest.fixture(scope="module", params=["A4", "Letter"])
def printed(request, questionnaire, example, earlier) -> bytes:
    options = with_baseline(questionnaire, earlier, paper=request.param)
    return make_pdf(assess(questionnaire, example), options)


@pytest.fixture(scope="module")
def pages(printed) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed)).pages]


def test_the_ministers_page_is_one_page(pages):
    assert "at a glance" in pages[1]
    assert "What is not known" in pages[1]
    assert "The whole on one page" in pages[2]


def test_the_example_with_its_baseline_has_fewer_than_fifty_pages_of_a4(printed):
    sheets = pypdf.PdfReader(io.BytesIO(printed)).pages
    # Letter is shorter by a twentieth.
    is_a4 = round(float(sheets[0].mediabox.height)) == 842
    assert len(sheets) < (50 if is_a4 else 53)


def test_the_whole_stands_on_one_page_with_the_ministries(pages, questionnaire):
    seen = squeezed(pages[2])
    assert all(squeezed(area.title) in seen for area in questionnaire.areas)
    assert "Howmanygapseachresponsibleministryhas" in seen
    assert "Contents" in pages[3]


def test_every_page_has_its_number_marking_and_digests(pages, example, questionnaire):
    for number, text in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in text
        assert text.count(example.marking) >= 2
        # At the foot their beginnings, in a type that can be read; the cover has them whole.
        assert example.sha256[:16] in text
        assert questionnaire.sha256[:16] in text
    assert example.sha256 in pages[0]
    assert questionnaire.sha256 in pages[0]


def test_no_page_is_half_empty_but_those_of_the_sign_off(printed):
    used = [filled(page) for page in PAGE.findall(pdftotext(printed, "-bbox"))]
    # The sign-off is a table to write in, on the last page or on that and the one before.
    assert {number: share for number, share in enumerate(used[:-1], 1) if share < 0.48} == {}


def test_no_heading_and_no_caption_stands_alone_at_the_foot_of_a_page(
    printed, questionnaire, example, earlier
):
    page = make_html(assess(questionnaire, example), with_baseline(questionnaire, earlier))
    assert alone_at_the_foot(printed, announcing(page)) == {}


EXPLAINED = {
    "full": ("tasks have to wait; 6 of them", "A line leads from each task to what waits for it"),
    "partner": (
        "Scores of the 31 operative paragraphs",
        "The number of each paragraph with its score",
    ),
}


@pytest.mark.parametrize("edition", EXPLAINED)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_picture_stands_on_one_page_with_what_explains_it(
    questionnaire, example, earlier, edition, paper
):
    options = with_baseline(questionnaire, earlier, edition=edition, paper=paper)
    report = make_pdf(assess(questionnaire, example, edition=edition), options)
    pages = [item.extract_text() for item in pypdf.PdfReader(io.BytesIO(report)).pages]
    heading, explained = EXPLAINED[edition]
    picture = next(page for page in pages if heading in squeezed_lines(page))
    assert explained in squeezed_lines(picture)


def squeezed_lines(page: str) -> str:
    return " ".join(page.split())


def test_no_row_of_a_table_is_torn_apart(pages, questionnaire, example):
    seen = [squeezed(text) for text in pages]
    report = view(assess(questionnaire, example), ReportOptions())
    rows = [
        (f"{paragraph.paragraph.title}. {paragraph.paragraph.plain}", ends(paragraph))
        for paragraph in report.paragraphs
    ]
    rows += [
        (task.answer.line.name, task.decision[:200])
        for step in report.plan.steps
        for task in step.tasks
    ]
    for first, last in rows:
        beginning, end = squeezed(first)[:40], squeezed(last)
        assert any(end in page.partition(beginning)[2] for page in seen), first


def ends(inside) -> str:
    """What a row on a paragraph ends with."""
    lines = [line.id for group in inside.levels for line in group.questions]
    return lines[-1] if lines else inside.paragraph.no_score


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from /proc")
def test_the_memory_for_a_report_stays_within_what_an_old_laptop_has(example_file, tmp_path):
    out = str(tmp_path / "report.pdf")
    command = [sys.executable, "-c", INSIDE, "report", str(example_file), "-o", out]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    # 311 million bytes where it was measured. The rest is for other versions of Python.
    assert int(said.split()[1]) * 1024 < 330e6
