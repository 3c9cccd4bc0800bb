"""A picture of each screen and of the main dialogs: few, since what they say has tests of its own.

After a change that is meant: `pytest tests/tui/test_snapshots.py --snapshot-update`, then look at
the pictures that changed. They hold no path, no clock and no version of this machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from answered import NOW, answered, give_level, level
from hands import press, quiet, settle
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

ORDINARY = (100, 30)
SIZES = [(80, 24), ORDINARY, (160, 50)]
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
    give_level(session, "AAA-01", 3)
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


async def look(pilot: Any, *keys: str) -> None:
    """Go there, and hold everything still."""
    await settle(pilot)
    await press(pilot, *keys)
    await settle(pilot)
    for field in pilot.app.screen.query("Input, TextArea"):
        field.cursor_blink = False
    await quiet(pilot)


def picture(snap_compare: Any, app: App[Any], size: tuple[int, int], *keys: str):
    """Whether the screen looks as it did when it was last looked at."""
    return snap_compare(app, terminal_size=size, run_before=lambda pilot: look(pilot, *keys))


def in_words(size: tuple[int, int]) -> str:
    """80x24."""
    return f"{size[0]}x{size[1]}"


@pytest.mark.parametrize("size", SIZES, ids=in_words)
def test_the_question(snap_compare, session, size):
    assert picture(snap_compare, Sitting(session.questionnaire, session), size)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["i"], id="guide"),
        pytest.param(["tab"], id="fields"),
        pytest.param(["m"], id="ministry"),
        pytest.param(["e"], id="evidence"),
        pytest.param(["a"], id="action"),
        pytest.param(["y"], id="reviewer"),
        pytest.param(["?"], id="help"),
        pytest.param(["v"], id="review"),
        pytest.param(["s"], id="results"),
        pytest.param(["s", "r", "4"], id="results-what-if"),
        pytest.param(["s", "down", "enter"], id="why"),
        pytest.param(["k"], id="ministries"),
    ],
)
def test_from_the_question(snap_compare, session, keys):
    app = Sitting(session.questionnaire, session)
    assert picture(snap_compare, app, ORDINARY, *keys)


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


@pytest.mark.parametrize("name", SCREENS)
def test_alone(snap_compare, session, name):
    make, keys = SCREENS[name]
    assert picture(snap_compare, Showing(make(session)), ORDINARY, *keys)


def test_choose_a_file(snap_compare, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("answers", "older").mkdir(parents=True)
    for name in ("examplia-2024.json", "examplia-2026.json"):
        path = Path("answers", name)
        path.write_text("{}")
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert picture(
        snap_compare, Showing(ChooseFile("Open an answer file", Path("answers"))), ORDINARY
    )


@pytest.mark.parametrize("theme", ["textual-light", "high-contrast", "ansi-dark"])
def test_every_theme(snap_compare, session, theme):
    app = Sitting(session.questionnaire, session)
    app.theme = theme
    assert picture(snap_compare, app, ORDINARY)


def test_a_final_document(snap_compare, session):
    session.finalize()
    session.flush()
    app = Sitting(session.questionnaire, session)
    assert picture(snap_compare, app, ORDINARY)
