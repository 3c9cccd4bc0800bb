"""A thousand random keys: no crash, the file always loads, and undo gives the first state back.

`pytest --random-keys 99999 tests/tui/test_random_walk.py` walks further; the walk is the same every
time, and what it pressed last stands in the message of a failure.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from answered import answered
from hands import paste, press, quiet, resize, send, settle
from sitting import Sitting, stay
from textual import events

from assessment.answers import Answers
from assessment.questionnaire import Questionnaire
from assessment.store import read_answers, write_answers
from assessment.tui.commands import KEY_COMMANDS
from assessment.tui.dialogs.confirm import Confirm
from assessment.tui.question.screen import QuestionScreen
from assessment.tui.session import Session

pytestmark = pytest.mark.slow

SEED = 7559
KEYS = sorted({key for command in KEY_COMMANDS for key in command.keys.split(",")} | {"ctrl+p"})
INSIDE = ["escape", "enter", "tab", "down", "up", "left", "right", "space", "backspace", "delete"]
TEXTS = [*"abc xyz 019 -/.~", "é", "評", "e\u0301", "م"]
PASTES = ["two\nlines", "\x1b[31mred\x1b[0m", "wide 評価", "ن" * 50, "x" * 3000, "\u202eabc"]
WAYS = [
    "v F y",
    "v D",
    "s r 4 x",
    "s c b",
    "e enter delete",
    "p pagedown y",
    "p pagedown pagedown h",
    "p pagedown pagedown pagedown enter x enter",
    "s r f2 3 backspace",
    "s ctrl+p enter",
]
"""Ways that chance alone would seldom find."""
SIZES = [(100, 30), (80, 24), (20, 5), (160, 50), (40, 12)]
LEG = 125
"""After so many keys everything is undone, and the file opened anew."""

Deed = tuple[str, Any]


def deeds(number: int, seed: int) -> Iterator[Deed]:
    """What a person with much patience and no plan would do."""
    chance = random.Random(seed)
    kinds = (
        ["key"] * 45 + ["inside"] * 32 + ["text"] * 18 + ["paste"] * 2 + ["size", "click", "way"]
    )
    choices = {
        "key": KEYS,
        "inside": INSIDE,
        "text": TEXTS,
        "paste": PASTES,
        "size": SIZES,
        "way": WAYS,
    }
    for _ in range(number):
        kind = chance.choice(kinds)
        if kind == "click":
            yield kind, (chance.randrange(100), chance.randrange(30))
        else:
            yield kind, chance.choice(choices[kind])


async def do(pilot: Any, deed: Deed) -> None:
    """Do one of them."""
    kind, what = deed
    if kind == "paste":
        await paste(pilot, what)
    elif kind == "size":
        await resize(pilot, *what)
    elif kind == "click":
        await click_at(pilot, *what)
    elif kind == "way":
        await press(pilot, *what.split())
    else:
        await press(pilot, what)


async def click_at(pilot: Any, x: int, y: int) -> None:
    """Click somewhere, on whatever is there."""
    width, height = pilot.app.size
    where = {"x": x % width, "y": y % height, "delta_x": 0, "delta_y": 0, "button": 1}
    state = {"shift": False, "meta": False, "ctrl": False}
    for kind in (events.MouseDown, events.MouseUp):
        event = kind(None, **where, **state, screen_x=where["x"], screen_y=where["y"])
        send(pilot.app, event)
    await quiet(pilot)


async def back_to_the_questions(pilot: Any) -> None:
    """Close every dialog and screen above the question."""
    for _ in range(12):
        if isinstance(pilot.app.screen, QuestionScreen):
            return
        await press(pilot, "escape")
        if not isinstance(pilot.app.screen, QuestionScreen):
            # Evidence without a title, a date that is none: the dialog stays until it is mended.
            await mend(pilot)
    raise AssertionError(f"no way out of {pilot.app.screen}")


async def mend(pilot: Any) -> None:
    """Empty what cannot be kept as it is typed."""
    for field in pilot.app.screen.query("Input"):
        field.value = "A title" if field.id == "title" else ""
    await quiet(pilot)


async def leg(pilot: Any, session: Session, walk: Iterator[Deed], last: deque[Deed]) -> None:
    """Press some keys, until the program is left or all of them are pressed; then undo them."""
    first = session.answers
    for deed in islice(walk, LEG):
        last.append(deed)
        await do(pilot, deed)
        if pilot.app.session is None:
            return
    await back_to_the_questions(pilot)
    await settle(pilot)
    assert on_disk(session) == session.answers
    await undo_all(pilot, session)
    assert session.answers == first
    assert on_disk(session) == first


async def undo_all(pilot: Any, session: Session) -> None:
    """Take every change back; one of the profile is asked first."""
    for _ in range(len(session._history.past)):
        await press(pilot, "z")
        if isinstance(pilot.app.screen, Confirm):
            await press(pilot, "y")


def on_disk(session: Session) -> Answers:
    """What the file holds, once everything is saved."""
    assert session.flush()
    return read_answers(session.path, session.questionnaire).answers


def test_random_keys_do_no_harm(small, request, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.json"
    write_answers(path, answered(small))
    number = request.config.getoption("--random-keys")
    walk, last = deeds(number, SEED), deque[Deed](maxlen=30)
    for _ in range(number // LEG):
        path = _one_leg(path, small, walk, last)


def _one_leg(path: Path, small: Questionnaire, walk: Iterator[Deed], last: deque[Deed]) -> Path:
    session = Session.open(path, small)
    try:
        stay(Sitting(small, session), then=lambda pilot: leg(pilot, session, walk, last))
        session.close()
        assert read_answers(session.path, small).answers == session.answers
    except BaseException as error:
        error.add_note(f"the last keys: {list(last)}")
        raise
    return session.path
