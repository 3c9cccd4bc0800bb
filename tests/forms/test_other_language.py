"""A form that was made in one language is taken back in another: what is read is the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from browser import Browser, browser
from synthetic import SMALL, answers
from test_handed_out import FORMS, filled_in_today  # noqa: F401 - a form is dated today
from test_language import in_english
from web_page import Page, Typed

from assessment.answers import Action, Answer, Answers, Evidence
from assessment.cli.main import run
from assessment.forms.model import FormAnswer
from assessment.pseudo import pseudo
from assessment.questionnaire import Questionnaire
from assessment.store import parse_answers, read_answers, write_answers

CIED = Path(sys.executable).with_name("cied")
LANGUAGES = ("en-XA", "ar-XB")
ACTION = Action(text="A decree", status="under_way", assistance=("technical", "material"))
FILLED: Mapping[str, FormAnswer] = {
    "AAA-01": FormAnswer(
        points=("a", "b"),
        note="Ours",
        confidence="medium",
        evidence=(Evidence(title="Decree 5"),),
        action=ACTION,
    ),
    "AAA-02": FormAnswer(status="not_applicable", reason="No such goods."),
    "AAA-03": FormAnswer(status="withheld"),
}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture
def file(small: Questionnaire, tmp_path: Path) -> Path:
    path = tmp_path / "state.json"
    write_answers(path, answers(small, {key: {"ministry": "Interior"} for key in FILLED}))
    return path


def handed_out(file: Path, kind: str, language: str) -> Path:
    """The form that a run of the program in a language makes."""
    folder = file.with_name("parts")
    asked = [item for key in FILLED for item in ("--question", key)]
    command = [CIED, "--language", language, "hand-out", file, "-o", folder, "--form", kind, *asked]
    subprocess.run(
        [*map(str, command), "--questionnaire", str(SMALL)],
        env={**os.environ, "CIED_LANGUAGE": ""},
        check=True,
        capture_output=True,
    )
    (made,) = (path for path in folder.iterdir() if path.suffix in {".xlsx", ".pdf", ".html"})
    return made


def taken_back(file: Path, made: Path, small: Questionnaire) -> Mapping[str, Answer]:
    assert run(["take-back", str(file), str(made), "--questionnaire", str(SMALL)]) == 0
    found: Answers = read_answers(file, small).answers
    return {key: found.answer(key) for key in FILLED}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FORMS)
def test_what_was_typed_into_it_is_taken_back_whole(
    file: Path, small: Questionnaire, kind: str, language: str
):
    made = handed_out(file, kind, language)
    made.write_bytes(FORMS[kind][1](made.read_bytes(), FILLED))
    found = taken_back(file, made, small)
    first = found["AAA-01"]
    assert (first.level, first.points, first.note) == (2, ("a", "b"), "Ours")
    assert (first.confidence, first.action) == ("medium", ACTION)
    assert [item.title for item in first.evidence] == ["Decree 5"]
    assert (found["AAA-02"].status, found["AAA-02"].reason) == ("not_applicable", "No such goods.")
    assert found["AAA-03"].status == "withheld"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_web_page_runs_its_script_and_saves_the_part(
    chromium: Browser, file: Path, small: Questionnaire, language: str
):
    made = handed_out(file, "web", language)
    page = Page(chromium.open(made), made)
    page.answer("AAA-01", Typed(points=("a", "b"), note="In force."))
    page.sign(by="B. Example")
    back = made.with_name("back.json")
    back.write_bytes(page.save())
    page.tab.close()
    found = taken_back(file, back, small)["AAA-01"]
    assert (found.level, found.points, found.note) == (2, ("a", "b"), "In force.")


def test_a_web_page_reads_months_as_it_shows_them(chromium: Browser, file: Path):
    made = handed_out(file, "web", "en-XA")
    page = Page(chromium.open(made), made)
    for month in ("June", "[Ĵûñé·]", "[ĴÛÑÉ·]"):
        page.answer("AAA-01", Typed(points=("a",), action={"due": f"28 {month} 2027"}))
        part = json.loads(page.save())
        assert part["answers"]["AAA-01"]["action"]["due"] == "2027-06-28", month
    page.tab.close()


def test_a_web_page_says_nothing_in_english(chromium: Browser, file: Path):
    """Neither as it is opened nor what its script says of what is typed, wrong or right."""
    made = handed_out(file, "web", "en-XA")
    page = Page(chromium.open(made), made)
    everything = "document.querySelectorAll('details').forEach(one => one.open = true);"
    page.tab.run(everything)
    evidence = ({"title": "Ţ" * 201, "reference": "", "date": "03/04/2026"},)
    wrong = {"due": "12 Ɱéř 2026", "cost": "ŢÉẊŢ", "owner": "Ö" * 201}
    page.answer("AAA-01", Typed(points=("a",), note="Ţ" * 10_001, evidence=evidence, action=wrong))
    page.answer("AAA-02", Typed(mode="not_applicable"))
    page.answer("AAA-03", Typed(mode="level", alone="4", action={"cost": "25000", "due": "2031"}))
    page.sign(on="2031-01-01", by="Ɓ")
    page.save()
    shown = page.tab.run(everything + "document.body.innerText")
    assert "{" not in shown
    assert pseudo("This can be {one} or {other}.", "en-XA").partition("{")[0] in shown
    assert in_english(shown) <= {"Examplia", "Interior"}
    page.tab.close()


def test_the_plan_that_leaves_in_one_language_comes_back_in_another(
    file: Path, small: Questionnaire, tmp_path: Path
):
    write_answers(
        file,
        answers(small, {"AAA-01": {"level": 1, "action": {"text": "A decree", "cost": 500}}}),
    )
    plan = tmp_path / "plan.xlsx"
    command = [CIED, "--language", "en-XA", "export", file, "--as", "plan.xlsx", "-o", plan]
    subprocess.run(
        [*map(str, command), "--questionnaire", str(SMALL)], check=True, capture_output=True
    )
    assert run(["take-back", str(file), str(plan), "--questionnaire", str(SMALL)]) == 0
    action = parse_answers(file.read_bytes(), small, where="").answers.answer("AAA-01").action
    assert action == Action(text="A decree", cost=500)
