"""The renderer does less work, and prints the same."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import subprocess
import sys
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import weasyprint
from printed import EDITIONS, Press

from assessment.answers import Answers
from assessment.questionnaire import Questionnaire
from assessment.report.blank import blank_html
from assessment.report.for_paper import for_paper
from assessment.report.pdf import Document, packing, parsing, thrift, write_pdf

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


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_report_reads_the_same_as_xml_and_as_html(
    edition: str, example: Answers, press: Press, earlier: Answers
):
    page = for_paper(press.html(example, edition, baseline=earlier))
    quick = parsing.plain_tree(page)
    assert quick is not None
    assert said(quick) == said(as_html(page))


def test_the_blank_form_reads_the_same_as_xml_and_as_html(questionnaire: Questionnaire):
    page = for_paper(blank_html(questionnaire))
    quick = parsing.plain_tree(page)
    assert quick is not None
    assert said(quick) == said(as_html(page))


@pytest.mark.parametrize(
    "inside",
    [
        "<table><tr><td>no body</td></tr></table>",
        "<table><tbody><tr><td>a</td></tr>stray text</tbody></table>",
        "<table><tbody><tr><p>no cell</p></tr></tbody></table>",
        "<p>one<div>a block in it</div></p>",
        '<a href="#x">one <b><a href="#y">in another</a></b></a>',
        '<p title="two\nlines">text</p>',
        "<p>not closed",
        "<br>",
        "<p>an entity:&nbsp;</p>",
        "<p/>text",
        "<b>bold <p>block</p></b>",
        "<svg><title>a drawing</title></svg>",
        "<!-- a comment --><custom>unknown</custom>",
        "<script>let a = 1</script>",
        "<P>in capitals</P>",
    ],
)
def test_what_html_reads_otherwise_is_left_to_its_own_parser(inside: str):
    page = f"<!DOCTYPE html>\n<html><head><title>t</title></head><body>{inside}</body></html>"
    quick = parsing.plain_tree(page)
    assert quick is None or said(quick) == said(as_html(page))


def test_a_page_that_declares_anything_is_not_read_as_xml():
    page = '<!DOCTYPE html [<!ENTITY a "b">]>\n<html><body><p>&a;</p></body></html>'
    assert parsing.plain_tree(page) is None


def as_html(page: str) -> Element:
    """The elements of a page as a browser sees them."""
    tree: Element = parsing._parse(io.StringIO(page), namespace_html_elements=False)
    return tree


def said(root: Element) -> list[tuple[object, ...]]:
    """Every element with what it says; white space between blocks says nothing."""
    return [
        (one.tag, dict(one.attrib), (one.text or "").strip("\n"), (one.tail or "").strip("\n"))
        for one in root.iter()
    ]


def test_a_second_report_is_not_drawn_with_what_was_kept_of_the_first():
    html = EVERYTHING.read_text()
    other = html.replace("font-size: 9pt", "font-size: 11pt").replace("DejaVu Sans", "Noto Sans")
    first = printed(html, "accessible")
    assert printed(other, "accessible") != first
    assert printed(html, "accessible") == first


def test_no_stream_of_objects_ends_as_a_line_does():
    pieces = [hashlib.sha256(b"%d" % number).hexdigest().encode() for number in range(2_000)]
    packed = [packing._tight(piece, in_objects=True) for piece in pieces]
    assert any(packing._tight(piece, in_objects=False).endswith(b"\r") for piece in pieces)
    assert not any(one.endswith(b"\r") for one in packed)
    assert [zlib.decompress(one).rstrip(b"\n") for one in packed] == pieces
