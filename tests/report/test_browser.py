"""The HTML in a real browser: it is quiet, keeps to itself, fits a phone, and anybody can read it.

Chromium is Debian's; axe-core comes from npm, one exact version, and runs inside each page. What
axe cannot decide by itself (it calls that incomplete) is not covered.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, Tab, axe_script, browser
from printed import EDITIONS, Press, of_three

from assessment.answers import Answers
from assessment.questionnaire import Questionnaire
from assessment.report.blank import blank_html
from assessment.report.region import make_region_html

pytestmark = pytest.mark.slow

PHONE = 390
PAGES = (*EDITIONS, "blank", "region")


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    return axe_script(tmp_path_factory.mktemp("axe"))


@pytest.fixture(scope="module", params=PAGES)
def file(
    request: pytest.FixtureRequest,
    press: Press,
    questionnaire: Questionnaire,
    example: Answers,
    earlier: Answers,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    name = request.param
    path = tmp_path_factory.mktemp("page") / f"{name}.html"
    if name == "blank":
        path.write_text(blank_html(questionnaire))
    elif name == "region":
        path.write_text(make_region_html(of_three(questionnaire, example, earlier), questionnaire))
    else:
        path.write_text(press.html(example, name, baseline=earlier))
    return path


@pytest.fixture(scope="module", params=[PHONE, 1200], ids=["phone", "desk"])
def tab(request: pytest.FixtureRequest, chromium: Browser, file: Path) -> Iterator[Tab]:
    opened = chromium.open(file, width=request.param)
    yield opened
    opened.close()


def test_nothing_is_said_on_the_console(tab: Tab):
    assert tab.run("document.readyState") == "complete"
    assert tab.trouble == []


def test_no_request_leaves_the_page(tab: Tab, file: Path):
    outside = [request for request in tab.requests if not request.startswith("data:")]
    assert outside == [file.as_uri()]


def test_nothing_has_to_be_scrolled_sideways(tab: Tab):
    widths = tab.run("[document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1]


def test_no_text_is_cut_off_at_the_side(tab: Tab):
    script = """
    [...document.querySelectorAll("p, h1, h2, h3, td, th, li")].filter(one => {
        const box = one.getBoundingClientRect();
        return box.width && (box.right > window.innerWidth + 1 || box.left < -1)
            && !one.closest(".timeline");
    }).map(one => one.textContent.slice(0, 60))
    """
    assert tab.run(script) == []


def test_the_letters_are_large_enough_to_read(tab: Tab):
    script = """
    [...new Set([...document.querySelectorAll("p:not(.digest), li, td, th")]
        .filter(one => one.offsetParent && one.textContent.trim())
        .map(one => parseFloat(getComputedStyle(one).fontSize)))]
    """
    assert min(tab.run(script)) >= 9


def test_axe_finds_no_serious_violation(tab: Tab, axe: str):
    assert tab.serious_violations(axe) == []
