"""A part as a web page: filled in without a network, kept while one types, saved, taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser
from page import Page, Typed, open_page
from synthetic import SMALL
from test_parts import NOW, asking, handed

from assessment.answers import Answers, Position
from assessment.cli.main import run
from assessment.forms.web import web_page
from assessment.questionnaire import Questionnaire
from assessment.store import read_answers, write_answers

Capture = pytest.CaptureFixture[str]
HOSTILE = (
    '</script><script>document.title = "taken"</script><img src=x onerror=document.title="taken">'
)


@pytest.fixture(scope="module")
def part(small: Questionnaire) -> Answers:
    """Three questions asked of Interior; it answered the second before."""
    said = Position(status="answered", level=2, ministry="Interior", note="Ours.", at=NOW)
    own = asking(
        small, {"AAA-02": {"positions": (said,)}},
        authority="Coordination group", contact="focal@example.org", marking="RESTRICTED",
        currency="EUR",
    )  # fmt: skip
    return handed(small, own, "Interior", questions=("AAA-01", "AAA-02", "BBB-01")).parts[0]


@pytest.fixture
def page(chromium: Browser, small: Questionnaire, part: Answers, tmp_path: Path) -> Iterator[Page]:
    opened = open_page(chromium, tmp_path, small, part)
    opened.tab.run("localStorage.clear()")
    yield opened
    assert opened.tab.trouble == []
    opened.tab.close()


# Out and home.


def test_a_part_goes_out_as_a_page_and_what_it_saves_is_taken_back(
    chromium: Browser, small: Questionnaire, tmp_path: Path, capsys: Capture
):
    file, folder = tmp_path / "state.json", tmp_path / "parts"
    write_answers(file, asking(small, {"AAA-01": {"ministry": "Interior"}}))
    asked = ("--ministry", "Interior", "--question", "AAA-01", "--form", "web")
    questionnaire = ("--questionnaire", str(SMALL))
    assert run(["hand-out", str(file), "-o", str(folder), *asked, *questionnaire]) == 0
    (out,) = folder.glob("*.html")
    letter = " ".join(next(folder.glob("*-letter.txt")).read_text().split())
    assert f"The file {out.name} asks 1 question" in letter
    assert "Open it in a browser" in letter
    assert "send back the file that is saved then, not the page" in letter
    assert out.stat().st_mode & 0o777 == 0o600

    assert run(["take-back", str(file), str(folder), *questionnaire]) == 1
    told = capsys.readouterr().err
    assert f"{out}: This is the web page that was handed out to Interior" in told
    assert "press 'Save the part'" in told

    page = Page(chromium.open(out), out)
    page.answer("AAA-01", Typed(points=("a", "b"), note="In force."))
    page.sign(by="B. Example")
    (folder / "back.json").write_bytes(page.save())
    page.tab.close()
    # The page may lie beside the part that it saved.
    assert run(["take-back", str(file), str(folder), *questionnaire]) == 0
    assert "Taken without dispute: 1 question." in capsys.readouterr().out
    found = read_answers(file, small).answers.answer("AAA-01")
    assert (found.level, found.points, found.note, found.by) == (
        2, ("a", "b"), "In force.", "B. Example",
    )  # fmt: skip


@pytest.mark.parametrize(
    "content", ["<html><p>Hello", '<script type="application/json" id="data">{']
)
def test_another_web_page_is_refused_as_one(
    small: Questionnaire, tmp_path: Path, capsys: Capture, content: str
):
    file, other = tmp_path / "state.json", tmp_path / "other.html"
    write_answers(file, asking(small, {}))
    other.write_text(content)
    assert run(["take-back", str(file), str(other), "--questionnaire", str(SMALL)]) == 1
    assert "This is a web page, and none that was handed out." in capsys.readouterr().err


def test_the_button_gives_the_browser_a_file_named_after_ministry_and_part(
    page: Page, part: Answers, tmp_path: Path
):
    page.control("AAA-01", points=["a"])
    page.tab.ask("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    page.tab.run("document.querySelector('[data-do=save]').click()")
    page.tab.wait("Page.downloadProgress", state="completed")
    assert part.part
    saved = tmp_path / f"interior-part-{part.part.id[:6]}.json"
    assert json.loads(saved.read_bytes())["answers"]["AAA-01"]["points"] == ["a"]
    told = page.text("[data-saved]")
    assert saved.name in told
    assert "Send this file to Coordination group (focal@example.org)" in told
    assert "by 30 November 2026" in told
    assert "2 questions are still open" in told
    assert "Nobody is named" in told


def test_the_page_is_the_same_bytes_each_time(small: Questionnaire, part: Answers):
    assert web_page(small, part) == web_page(small, part)
