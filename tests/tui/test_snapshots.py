"""A picture of each screen and each main dialog, in a small, an ordinary and a large window.

After a change that is meant: `pytest tests/tui/test_snapshots.py --snapshot-update`, then look at
the pictures that changed. They hold no path, no clock and no version of this machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from answered import NOW, answered, level
from hands import press, quiet, settle, type_text
from showing import Showing
from sitting import Sitting
from textual.app import App

from assessment.answers import Action, Answers, Review
from assessment.assess import assess
from assessment.questionnaire import Questionnaire
from assessment.store import write_answers
from assessment.tui.dialogs.choose_file import ChooseFile
from assessment.tui.dialogs.make_report import MakeReport
from assessment.tui.screens.profile import ProfileScreen
from assessment.tui.screens.start import StartScreen
from assessment.tui.session import Session

SIZES = [(80, 24), (100, 30), (160, 50)]
PLACE = Path("/srv/assessments/examplia.json")
"""A place that is not there: no picture depends on where the tests run."""


@pytest.fixture
def session(small: Questionnaire, tmp_path: Path):
    """Every mark at once: flag, restriction, evidence, note, action, target, reviewer, baseline."""
    path = tmp_path / "examplia.json"
    before = answered(small).replace(period="2024").with_answer("AAA-01", level(2))
    write_answers(tmp_path / "before.json", before)
    write_answers(path, _rich(answered(small)))
    session = Session.open(path, small, now=lambda: NOW)
    session.open_baseline(tmp_path / "before.json")
    session.go_to("AAA-01")
    session.give_level("AAA-01", 3)
    session.flush()
    yield session
    session.close()


def _rich(answers: Answers) -> Answers:
    rich = answers.answer("AAA-01").replace(
        restricted=True,
        target=4,
        confidence="medium",
        supporting=("Trade",),
        review=Review(level=0),
        evidence=answers.answer("AAA-02").evidence,
        action=Action(text="A decree in cabinet", assistance=("technical",)),
    )
    return answers.with_answer("AAA-01", rich)


async def look(pilot: Any, *keys: str, typed: str = "") -> None:
    """Go there, and hold everything still."""
    await settle(pilot)
    await press(pilot, *keys)
    await type_text(pilot, typed)
    await settle(pilot)
    for field in pilot.app.screen.query("Input, TextArea"):
        field.cursor_blink = False
    await quiet(pilot)


def picture(snap_compare: Any, app: App[Any], size: tuple[int, int], *keys: str, typed: str = ""):
    """Whether the screen looks as it did when it was last looked at."""
    return snap_compare(
        app, terminal_size=size, run_before=lambda pilot: look(pilot, *keys, typed=typed)
    )


def in_words(size: tuple[int, int]) -> str:
    """80x24."""
    return f"{size[0]}x{size[1]}"


@pytest.mark.parametrize("size", SIZES, ids=in_words)
@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        pytest.param([], "", id="question"),
        pytest.param(["i"], "", id="question-guide"),
        pytest.param(["]"], "", id="question-unknown"),
        pytest.param(["]", "n"], "", id="reason"),
        pytest.param(["t"], "", id="target"),
        pytest.param(["m"], "tr", id="ministry"),
        pytest.param(["M"], "", id="supporting"),
        pytest.param(["e"], "", id="evidence"),
        pytest.param(["o"], "", id="note"),
        pytest.param(["a"], "", id="action"),
        pytest.param(["/"], "subject", id="search"),
        pytest.param(["l"], "", id="walk"),
        pytest.param(["?"], "", id="help"),
        pytest.param(["v"], "", id="review"),
        pytest.param(["v", "F"], "", id="finalize"),
        pytest.param(["s"], "", id="results"),
        pytest.param(["s", "g"], "", id="results-paragraphs"),
        pytest.param(["s", "f"], "", id="results-functions"),
        pytest.param(["s", "r"], "", id="results-roadmap"),
        pytest.param(["s", "e"], "", id="results-facts"),
        pytest.param(["s", "c"], "", id="results-changes"),
        pytest.param(["s", "r", "4"], "", id="results-what-if"),
    ],
)
def test_from_the_question(snap_compare, session, keys, typed, size):
    app = Sitting(session.questionnaire, session)
    assert picture(snap_compare, app, size, *keys, typed=typed)


Make = Callable[[Session], Any]
SCREENS: dict[str, tuple[Make, list[str]]] = {
    "start": (lambda s: StartScreen(s.questionnaire, [PLACE], folder=PLACE.parent), []),
    "begin": (lambda s: StartScreen(s.questionnaire, folder=PLACE.parent), ["n", *"Examplia"]),
    "profile-cover": (ProfileScreen, []),
    "profile-conditions": (ProfileScreen, ["pagedown"]),
    "profile-relevance": (ProfileScreen, ["pagedown"] * 2),
    "profile-ministries": (ProfileScreen, ["pagedown"] * 3),
    "report": (lambda s: MakeReport(assess(s.questionnaire, s.answers), PLACE), []),
}


@pytest.mark.parametrize("size", SIZES, ids=in_words)
@pytest.mark.parametrize("name", SCREENS)
def test_alone(snap_compare, session, name, size):
    make, keys = SCREENS[name]
    assert picture(snap_compare, Showing(make(session)), size, *keys)


@pytest.mark.parametrize("size", SIZES, ids=in_words)
def test_choose_a_file(snap_compare, tmp_path, monkeypatch, size):
    monkeypatch.chdir(tmp_path)
    Path("answers", "older").mkdir(parents=True)
    for name in ("examplia-2024.json", "examplia-2026.json"):
        path = Path("answers", name)
        path.write_text("{}")
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert picture(snap_compare, Showing(ChooseFile("Open an answer file", Path("answers"))), size)


@pytest.mark.parametrize("theme", ["textual-light", "high-contrast", "ansi-dark"])
def test_every_theme(snap_compare, session, theme):
    app = Sitting(session.questionnaire, session)
    app.theme = theme
    assert picture(snap_compare, app, (100, 30))


def test_a_final_document(snap_compare, session):
    session.finalize()
    session.flush()
    app = Sitting(session.questionnaire, session)
    assert picture(snap_compare, app, (100, 30))
