"""The page of a part in Firefox, the other browser that ministries have."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from firefox import MAX_WAIT, Firefox, firefox
from test_parts import asking, handed
from web_page import DRIVER, Typed

from assessment.answers import Answers
from assessment.forms.web import saved_name, web_page
from assessment.questionnaire import Questionnaire
from assessment.store import parse_answers

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("firefox-esr") is None,
        reason="Debian's firefox-esr is not installed; `.ci/setup tests` installs it",
    ),
]


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(downloads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp("firefox"), downloads) as found:
        yield found


@pytest.fixture(scope="module")
def part(small: Questionnaire) -> Answers:
    return handed(small, asking(small, {}), "Interior", questions=("AAA-01", "BBB-01")).parts[0]


def answer(browser: Firefox, key: str, typed: Typed) -> None:
    browser.run(f"{DRIVER}; answer({json.dumps(key)}, {json.dumps(typed.controls)}); 0")


def text(browser: Firefox, selector: str) -> str:
    return browser.run(f"document.querySelector({json.dumps(selector)}).innerText")


def saved(folder: Path, name: str) -> bytes:
    """A file that the browser saves, once it is there whole."""
    end = time.monotonic() + MAX_WAIT
    while time.monotonic() < end:
        file = folder / name
        if (
            file.exists()
            and file.read_bytes().endswith(b"}\n")
            and len(list(folder.iterdir())) == 1
        ):
            return file.read_bytes()
        time.sleep(0.05)
    raise AssertionError(f"{name} is not there: {list(folder.iterdir())}")


def test_a_part_is_filled_in_kept_and_saved(
    browser: Firefox, small: Questionnaire, part: Answers, downloads: Path, tmp_path: Path
):
    page = tmp_path / "part.html"
    page.write_bytes(web_page(small, part))
    browser.open(page)
    assert text(browser, "[data-done]") == "0 of 2 answered"
    assert "Inter" in browser.run("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert browser.run("[...document.fonts].filter(one => one.status === 'loaded').length") > 0
    answer(browser, "AAA-01", Typed(points=("a", "b", "c"), note="In force.", evidence=(
        {"title": "Decree", "date": "2019-05"},)))  # fmt: skip
    assert text(browser, "#AAA-01 [data-follows]") == (
        "Level 2, Designed. For level 3 point d is missing."
    )
    browser.reload()
    assert "What you typed here before is back." in text(browser, "[data-restored]")
    assert text(browser, "[data-done]") == "1 of 2 answered"

    browser.run("document.querySelector('[data-do=save]').click(); 0")
    raw = saved(downloads, saved_name(part))
    entry = parse_answers(raw, small, where="p", parts=True).answers.answer("AAA-01")
    assert (entry.level, entry.points, entry.note) == (2, ("a", "b", "c"), "In force.")
    assert (entry.evidence[0].title, str(entry.evidence[0].date)) == ("Decree", "2019-05-01")
    browser.reload()
    assert text(browser, "[data-done]") == "0 of 2 answered"
    fetched = browser.run("performance.getEntriesByType('resource').map(one => one.name)")
    assert [item for item in fetched if not item.startswith("data:")] == []
