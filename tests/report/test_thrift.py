"""The renderer does less work, and prints the same."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
import weasyprint
from printed import Press

from assessment.answers import Answers
from assessment.report.pdf import Document, thrift, write_pdf

DATE = dt.date(2026, 11, 1)
EVERYTHING = Path(__file__).parent.parent / "data" / "pages" / "everything.html"
"""A page with whatever a style sheet may ask for."""
AS_IT_IS = """
import datetime as dt, sys, weasyprint
from pathlib import Path
from assessment.report.pdf import Document, packing, writing
packing.install()  # how tightly a file is packed is the one thing that changes its bytes
about = Document("A page", "Somebody", "en", dt.date(2026, 11, 1), archive=sys.argv[3] == "archive")
html = Path(sys.argv[1]).read_text()
Path(sys.argv[2]).write_bytes(writing.printed(weasyprint, html, about))
"""
"""Prints a page in a new process with the renderer as it comes."""


def printed_as_it_is(html: str, folder: Path, form: str) -> bytes:
    """A page, printed with nothing kept."""
    page, pdf = folder / "page.html", folder / "page.pdf"
    page.write_text(html)
    subprocess.run([sys.executable, "-c", AS_IT_IS, page, pdf, form], check=True)
    return pdf.read_bytes()


def printed(html: str, form: str) -> bytes:
    """A page, printed as the program prints it."""
    return write_pdf(html, Document("A page", "Somebody", "en", DATE, archive=form == "archive"))


def test_the_version_of_the_renderer_is_the_known_one():
    assert thrift.install(), f"WeasyPrint {weasyprint.__version__} prints slowly: look inside it"


@pytest.mark.parametrize("form", ["accessible", "archive"])
def test_a_report_has_the_same_bytes(form: str, example: Answers, press: Press, tmp_path: Path):
    html = press.html(example)
    assert printed(html, form) == printed_as_it_is(html, tmp_path, form)


def test_whatever_a_style_sheet_asks_for_is_printed_the_same(tmp_path: Path):
    html = EVERYTHING.read_text()
    assert printed(html, "accessible") == printed_as_it_is(html, tmp_path, "accessible")


def test_a_second_report_is_not_drawn_with_what_was_kept_of_the_first():
    html = EVERYTHING.read_text()
    other = html.replace("font-size: 9pt", "font-size: 11pt").replace("DejaVu Sans", "Noto Sans")
    first = printed(html, "accessible")
    assert printed(other, "accessible") != first
    assert printed(html, "accessible") == first
