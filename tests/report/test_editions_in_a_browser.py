"""The HTML of every edition on a phone, a tablet and a desk, and as a browser prints it.

What stands in `test_browser.py` holds for each page by itself; here are the pages as their readers
use them: nothing runs over sideways, bars, squares and plan stay, links lead somewhere, a draft is
seen, and paper out of the browser says what the PDF says.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, Tab, browser
from printed import EDITIONS, Press, joined, of_three, pdftotext

from assessment.answers import Answers
from assessment.questionnaire import Questionnaire
from assessment.report.blank import blank_html
from assessment.report.region import make_region_html

pytestmark = pytest.mark.slow

WIDTHS = (390, 768, 1280)
PAGES = (*EDITIONS, "blank", "region")
DRAFTS = EDITIONS
OVER_THE_EDGE = """
[...document.querySelectorAll("body *")].filter(one => {
    const box = one.getBoundingClientRect();
    const scrolls = one.closest(".sums, .matrix, .timeline, .wide");
    return box.width && !scrolls && (box.right > window.innerWidth + 1 || box.left < -1);
}).map(one => one.tagName + " " + one.textContent.trim().slice(0, 60))
"""
SEEN = """
[...document.querySelectorAll(%r)].filter(one => one.getBoundingClientRect().height > 0
    && getComputedStyle(one).visibility === "visible").length
"""
BROKEN_LINKS = """
[...document.querySelectorAll('a[href^="#"]')]
    .map(one => one.getAttribute("href").slice(1))
    .filter(place => !document.getElementById(place))
"""
SMALLEST_SQUARE = """
Math.min(...[...document.querySelectorAll(".grid td svg")]
    .map(one => one.getBoundingClientRect().height))
"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module", params=PAGES)
def edition(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def file(
    edition: str,
    press: Press,
    questionnaire: Questionnaire,
    example: Answers,
    earlier: Answers,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    path = tmp_path_factory.mktemp("page") / f"{edition}.html"
    if edition == "blank":
        path.write_text(blank_html(questionnaire))
    elif edition == "region":
        path.write_text(make_region_html(of_three(questionnaire, example, earlier), questionnaire))
    else:
        baseline = None if edition == "national" else earlier
        path.write_text(press.html(example, edition, baseline=baseline))
    return path


@pytest.fixture(params=WIDTHS)
def tab(request: pytest.FixtureRequest, chromium: Browser, file: Path) -> Iterator[Tab]:
    opened = chromium.open(file, width=request.param)
    yield opened
    opened.close()


def seen(tab: Tab, selector: str) -> int:
    return tab.run(SEEN % selector)


def test_nothing_runs_over_the_edge(tab: Tab):
    assert tab.run("document.documentElement.scrollWidth <= window.innerWidth")
    assert tab.run(OVER_THE_EDGE) == []


def test_every_link_inside_the_page_leads_somewhere(tab: Tab):
    assert tab.run(BROKEN_LINKS) == []


def test_a_draft_is_seen_at_its_head(tab: Tab, edition: str):
    assert seen(tab, ".drafted") == (1 if edition in DRAFTS else 0)


def test_squares_bars_and_plan_stay(tab: Tab, edition: str, questionnaire: Questionnaire):
    if edition == "full":
        areas = len(questionnaire.areas)
        assert seen(tab, ".grid td svg") == areas
        assert tab.run(SMALLEST_SQUARE) >= 20
        assert seen(tab, ".scale svg") == 1
        assert seen(tab, ".plan tbody tr") > 50
    if edition == "ministry":
        assert seen(tab, ".todo tbody tr") > 5
    if edition == "public":
        # A bar for each policy area, on a phone as well.
        assert seen(tab, ".bars svg") >= len(questionnaire.areas)
    if edition == "partner":
        assert seen(tab, "svg") > len(questionnaire.areas)
    if edition == "region":
        assert seen(tab, "svg, td") > 10
    if edition == "national":
        assert seen(tab, "h2, h3") > 5


def test_each_page_that_a_browser_prints_says_whose_it_is_and_that_it_is_a_draft(
    chromium: Browser, press: Press, example: Answers, tmp_path: Path
):
    page = tmp_path / "public.html"
    page.write_text(press.html(example, "public", marking="OFFICIAL } \\ use"))
    opened = chromium.open(page, width=1280)
    printed = base64.b64decode(opened.ask("Page.printToPDF", preferCSSPageSize=True)["data"])
    opened.close()
    sheets = pdftotext(printed).split("\f")[:-1]
    assert len(sheets) > 2
    for number, sheet in enumerate(sheets, 1):
        assert sheet.count("OFFICIAL } \\ use") >= 2
        assert f"Public edition, draft, page {number} of {len(sheets)}" in sheet
        assert example.state in sheet


def test_it_prints_what_the_pdf_prints(
    chromium: Browser, file: Path, edition: str, press: Press, example: Answers, earlier: Answers
):
    if edition in ("blank", "region"):
        pytest.skip("their words are compared in the page itself")
    opened = chromium.open(file, width=1280)
    printed = base64.b64decode(opened.ask("Page.printToPDF", preferCSSPageSize=True)["data"])
    opened.close()
    baseline = None if edition == "national" else earlier
    ours = pdftotext(press.pdf(example, edition, baseline=baseline), "-raw")
    # Chromium's paper has no spaces that a reader of PDF finds, so words are looked for in it.
    theirs = joined(pdftotext(printed, "-raw"))
    words = set(re.findall(r"[A-Za-z]{4,}|\d+\.\d", ours))
    assert sorted(word for word in words if word not in theirs) == []
