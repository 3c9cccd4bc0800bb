"""The renderer does less work, and prints the same."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import subprocess
import sys
import tomllib
import zlib
from pathlib import Path

import pydyf
import pypdf
import pytest
import weasyprint
from printed import Press
from synthetic import answers

from assessment.answers import Answers
from assessment.assess import assess
from assessment.questionnaire import Questionnaire
from assessment.report import ReportOptions, make_html
from assessment.report.pdf import Document, pdf_streams, write_pdf
from assessment.report.pdf.loader import RENDERER_VERSION

pytestmark = pytest.mark.slow

DATE = dt.date(2026, 11, 1)
PROJECT = Path(__file__).parent.parent.parent
EVERYTHING = PROJECT / "tests" / "data" / "pages" / "everything.html"
"""A page with whatever a style sheet may ask for."""
AS_IT_IS = """
import datetime as dt, sys, weasyprint
from pathlib import Path
from assessment.report.pdf import Document, line_ends, loader, pdf_streams, software, writing
pdf_streams.install_streams()
software.load_renderer = line_ends.install_line_ends  # without speed-ups
software.load_renderer()
writing.load_page = lambda renderer, html: renderer.HTML(string=html, url_fetcher=loader.fetcher())
about = Document("A page", "Somebody", "en", dt.date(2026, 11, 1), archive=sys.argv[3] == "archive")
html = Path(sys.argv[1]).read_text()
Path(sys.argv[2]).write_bytes(writing.printed(weasyprint, html, about))
"""
"""Prints a page in a new process with the renderer as it comes, but for what is put right."""


def printed_as_it_is(html: str, folder: Path, form: str) -> bytes:
    """A page, printed with nothing kept."""
    page, pdf = folder / "page.html", folder / "page.pdf"
    page.write_text(html)
    subprocess.run([sys.executable, "-c", AS_IT_IS, page, pdf, form], check=True)
    return pdf.read_bytes()


def printed(html: str, form: str) -> bytes:
    """A page, printed as the program prints it."""
    return write_pdf(html, Document("A page", "Somebody", "en", DATE, archive=form == "archive"))


def test_the_renderer_is_the_version_that_is_pinned_and_whose_inside_is_known():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    assert f"weasyprint=={RENDERER_VERSION}" in project["dependencies"]
    assert weasyprint.__version__ == RENDERER_VERSION, "look inside it before the pin is moved"


def test_a_report_has_the_same_bytes_and_each_of_its_pages_is_laid_out_once(
    example: Answers, press: Press, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    html = press.html(example, "partner")
    with caplog.at_level("INFO", logger="weasyprint.progress"):
        pdf = printed(html, "accessible")
    assert pdf == printed_as_it_is(html, tmp_path, "accessible")
    laid_out = [line for line in caplog.messages if re.search(r"layout - Page \d+$", line)]
    assert len(laid_out) == len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_an_archive_has_the_same_bytes(small: Questionnaire, tmp_path: Path):
    """Of a small questionnaire: an archive differs by how the file is put together."""
    given = answers(small, {"AAA-01": 1, "AAA-02": 3, "BBB-01": 2})
    html = make_html(assess(small, given), ReportOptions())
    assert printed(html, "archive") == printed_as_it_is(html, tmp_path, "archive")


def test_whatever_a_style_sheet_asks_for_is_printed_the_same(tmp_path: Path):
    html = EVERYTHING.read_text()
    assert printed(html, "accessible") == printed_as_it_is(html, tmp_path, "accessible")


NUMBERED = """
<!DOCTYPE html><html lang="en"><title>Numbers of pages</title><style>
@page { size: A6; @bottom-right { content: counter(page) " of " counter(pages); } }
@counter-style filled { system: extends decimal; pad: 2 "\\2007"; }
body { font: 12px "DejaVu Sans"; }
h2 { break-before: page; }
a::after { content: " page " CONTENT; }
</style><body>BODY</body></html>
"""
"""Twelve pages, each of which names every other."""


@pytest.mark.parametrize(
    "content",
    [
        "target-counter(attr(href), page, filled)",
        "target-counter(attr(href), page)",
        "counter(page) ' of ' counter(pages)",
        "counter(page) ' to ' target-counter(attr(href), page, filled)",
        "target-text(attr(href)) target-counter(attr(href), page, upper-roman)",
        "leader('.') target-counter(attr(href), page, filled)",
    ],
)
def test_numbers_of_pages_are_those_that_the_renderer_finds(content: str, tmp_path: Path):
    links = "".join(f'<p>See <a href="#n{number}">chapter</a>.</p>' for number in range(12))
    body = "".join(f'<h2 id="n{number}">Chapter {number}</h2>{links}' for number in range(12))
    html = NUMBERED.replace("CONTENT", content).replace("BODY", body)
    assert printed(html, "accessible") == printed_as_it_is(html, tmp_path, "accessible")


@pytest.mark.parametrize(
    "style",
    [
        "<style>i { float: footnote }</style>",
        "<style>i { position: note(a) } @page { @bottom-left { content: element(a) } }</style>",
        "<style>i { display: list-item; margin-left: 20px } i::marker { color: red }</style>",
        "<style>li { list-style: lower-roman } li::marker { color: red }</style>",
        "<style>ul { list-style: square }</style>",
    ],
)
def test_notes_and_marks_are_printed_as_the_renderer_prints_them(style: str, tmp_path: Path):
    html = (
        f'<!DOCTYPE html><html lang="en"><title>Marks</title>{style}'
        "<body><p>A line<i>and a note</i> of it.</p><ul><li>One</li><li>Two</li></ul></body></html>"
    )
    assert printed(html, "accessible") == printed_as_it_is(html, tmp_path, "accessible")


def test_a_second_report_is_not_drawn_with_what_was_kept_of_the_first():
    html = EVERYTHING.read_text()
    other = html.replace("font-size: 9pt", "font-size: 11pt").replace("DejaVu Sans", "Noto Sans")
    first = printed(html, "accessible")
    assert printed(other, "accessible") != first
    assert printed(html, "accessible") == first


def test_no_stream_of_objects_ends_as_a_line_does():
    pdf_streams.install_streams()
    contents = [hashlib.sha256(b"%d" % number).hexdigest().encode() for number in range(2_000)]
    others = [pydyf.Stream([content], {}, compress=True) for content in contents]
    objects = [pydyf.Stream([content], {"Type": "/ObjStm"}, compress=True) for content in contents]
    assert any(other.data.endswith(b"\r\nendstream") for other in others)
    assert not any(item.data.endswith(b"\r\nendstream") for item in objects)
    assert [unpacked(item).rstrip(b"\n") for item in objects] == contents


def unpacked(stream: pydyf.Stream) -> bytes:
    """What a packed stream holds."""
    return zlib.decompress(stream.data.partition(b"stream\n")[2].removesuffix(b"\nendstream"))
