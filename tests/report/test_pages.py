"""The printed pages of the whole report, read back."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from printed import pdftotext

from assessment.assess import assess
from assessment.report import ReportOptions, make_pdf

INSIDE = """
import sys
from assessment.cli.main import run
assert run(sys.argv[1:]) == 0
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
PAGE = re.compile(r"<page .*?</page>", re.DOTALL)
HEIGHT = re.compile(r'height="([0-9.]+)"')
WORD = re.compile(r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)"')
HEAD, FOOT = 71, 68
"""The margins, in points."""
LARGEST = 50
"""Above that it is the word across a draft."""


@pytest.fixture(scope="module", params=["A4", "Letter"])
def printed(request, questionnaire, example, earlier) -> bytes:
    options = ReportOptions(paper=request.param, baseline=assess(questionnaire, earlier))
    return make_pdf(assess(questionnaire, example), options)


@pytest.fixture(scope="module")
def pages(printed) -> list[str]:
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


def test_no_page_is_half_empty_but_those_of_the_sign_off(printed):
    used = [filled(page) for page in PAGE.findall(pdftotext(printed, "-bbox"))]
    # The sign-off is a table to write in, on the last page or on that and the one before.
    assert {number: share for number, share in enumerate(used[:-1], 1) if share < 0.48} == {}


def filled(page: str) -> float:
    """The share of the room between head and foot that is used, down to the last line of text."""
    height = float(HEIGHT.search(page)[1])
    words = [(float(top), float(bottom)) for top, bottom in WORD.findall(page)]
    lines = [bottom for top, bottom in words if bottom - top < LARGEST and bottom > HEAD]
    inside = [bottom for bottom in lines if bottom < height - FOOT]
    return (max(inside) - HEAD) / (height - HEAD - FOOT)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from /proc")
def test_the_memory_for_a_report_stays_within_what_an_old_laptop_has(example_file, tmp_path):
    out = str(tmp_path / "report.pdf")
    command = [sys.executable, "-c", INSIDE, "report", str(example_file), "-o", out]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    # 246 million bytes where it was measured; the rest is for other versions of Python.
    assert int(said.split()[1]) * 1024 < 275e6
