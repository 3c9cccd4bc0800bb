"""Random keys among ministries, parts and clashes: no crash, and nothing is lost on the way.

`pytest --random-keys 99999 tests/tui/test_random_walk_of_parts.py` walks further, and
`RANDOM_SEED=7` another way. What was pressed last stands in the message of a failure.
"""

from __future__ import annotations

import datetime as dt
import difflib
import os
import random
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from answered import answered, level
from hands import press, quiet, resize, settle
from parts_out import parts_folder
from sitting import Sitting, stay
from test_random_walk import (
    INSIDE,
    KEYS,
    PASTES,
    SIZES,
    TEXTS,
    back_to_the_questions,
    click_at,
    do,
)

from assessment.answers import Answer, Answers
from assessment.questionnaire import Questionnaire
from assessment.store import dump, parse_answers, read_answers, write_answers
from assessment.tui.dialogs.confirm import Confirm
from assessment.tui.history import UndoStep, describe
from assessment.tui.memory import Memory
from assessment.tui.session import Session

pytestmark = pytest.mark.slow

SEED = int(os.environ.get("RANDOM_SEED", "28"))
LEG = 100
"""After so many keys everything is undone and redone, and the file opened anew."""
WAYS = [
    "k o ctrl+s",
    "k o tab a ctrl+s",
    "k o tab n space ctrl+s",
    "k T enter",
    "k T enter K 1",
    "k T enter escape K",
    "k K 2",
    "k d enter",
    "k d ctrl+u 3 1 space d e c enter",
    "k U",
    "k a enter T r a enter",
    "k r",
    "k w",
    "k z",
    "k z y",
    "k Z",
    "K 1",
    "K a b enter",
    "K y x enter",
    "K w",
    "K u",
    "K s 1 x y enter",
    "K z Z",
    "m x enter",
    "M space down space escape",
    "a x tab y tab 2 0 2 7 escape",
    "e x enter y enter 2 0 2 7 enter",
    "o x escape",
    "n x enter",
    "y 2 escape",
    "y tab x escape",
    "p pagedown pagedown pagedown enter x enter escape",
    "p enter x enter escape",
    "p enter x escape z escape",
    "v F y",
    "v D",
]
"""What one does with ministries, and what stands in its way."""


def deeds(number: int, seed: int, ways: list[str]) -> Iterator[tuple[str, Any]]:
    """What a focal point with much patience and no plan would do, and the ministries meanwhile."""
    chance = random.Random(seed)
    kinds = ["key"] * 30 + ["inside"] * 26 + ["text"] * 12 + ["way"] * 22 + ["ministry"] * 8
    kinds += ["paste", "size", "click", "undo", "undo", "redo"]
    choices = {
        "key": KEYS, "inside": INSIDE, "text": TEXTS, "paste": PASTES, "size": SIZES, "way": ways,
        "undo": ["z"], "redo": ["Z"],
    }  # fmt: skip
    for _ in range(number):
        kind = chance.choice(kinds)
        if kind == "click":
            yield kind, (chance.randrange(100), chance.randrange(30))
        elif kind == "ministry":
            yield kind, chance.randrange(10**9)
        else:
            yield kind, chance.choice(choices[kind])


def fill_in_somewhere(session: Session, seed: int) -> None:
    """Some ministry fills in some of a part, and puts it back where it was."""
    chance = random.Random(seed)
    found = sorted(parts_folder(session).glob("*.json"))
    if not found:
        return
    path = chance.choice(found)
    raw = path.read_bytes()
    part = parse_answers(raw, session.questionnaire, where=str(path), parts=True).answers
    assert part.part is not None
    entries = dict(part.answers)
    at = session.now + dt.timedelta(seconds=chance.randrange(3600))
    for key in part.part.questions:
        if chance.random() < 0.5:
            said = chance.choice(
                [level(chance.randrange(5)), Answer(status="unknown"), Answer(note="Seen.")]
            ).replace(ministry=None)
            before = part.answer(key)
            entries[key] = before.replace(**said.said, to_confirm=False, by="They", at=at)
    path.write_bytes(dump(part.replace(answers=entries)))


def said_by_ministries(answers: Answers) -> set[tuple[str, str]]:
    """Every position of a ministry, by question; the name left aside, which may be corrected."""
    return {
        (key, position.model_copy(update={"ministry": "-"}).model_dump_json())
        for key, answer in answers.answers.items()
        for position in answer.positions
        if position.ministry is not None
    }


def check_step(step: UndoStep, questionnaire: Questionnaire) -> None:
    """What holds for every change: it is one, it has words, and no position is gone by it."""
    assert step.before != step.after
    words = describe(step, questionnaire)
    assert words.strip(" ,")
    assert not words.rstrip().endswith(","), words
    assert said_by_ministries(step.before) <= said_by_ministries(step.after)


async def one(pilot: Any, session: Session, deed: tuple[str, Any]) -> None:
    """Do one of them, and see that what was recorded by it is sound."""
    kind, what = deed
    known = {id(step) for step in (*session._history.past, *session._history.future)}
    if kind == "ministry":
        fill_in_somewhere(session, what)
    elif kind in ("undo", "redo"):
        await back_to_the_questions(pilot)
        await press(pilot, what)
    elif kind == "size":
        await resize(pilot, *what)
    elif kind == "click":
        await click_at(pilot, *what)
    else:
        await do(pilot, deed)
    await settle(pilot)
    for step in session._history.past:
        if id(step) not in known:
            check_step(step, session.questionnaire)


async def leg(
    pilot: Any, session: Session, walk: Iterator[tuple[str, Any]], last: deque[tuple[str, Any]]
) -> None:
    """Press some keys, then undo all of it, redo all of it, and undo it again."""
    first = session.answers
    for deed in islice(walk, LEG):
        last.append(deed)
        await one(pilot, session, deed)
        if pilot.app.session is None:
            return
    await back_to_the_questions(pilot)
    # Where the letter of a point is awaited, the next key is that letter.
    await press(pilot, "escape")
    await quiet(pilot)
    end, steps = session.answers, len(session._history.past)
    assert on_disk(session) == end
    await move_all(pilot, "z", steps)
    assert difference(session.answers, first) == []
    assert on_disk(session) == first
    await move_all(pilot, "Z", steps)
    assert difference(session.answers, end) == []
    assert on_disk(session) == end


def difference(answers: Answers, wanted: Answers) -> list[str]:
    """Where two states differ, to be read in the message of a failure."""
    lines, others = (dump(item).decode().splitlines() for item in (answers, wanted))
    return list(difflib.unified_diff(others, lines, lineterm="", n=2))


async def move_all(pilot: Any, key: str, steps: int) -> None:
    """Take every change back or bring it back; what is nowhere on the screen is asked first."""
    for _ in range(steps):
        await press(pilot, key)
        if isinstance(pilot.app.screen, Confirm):
            await press(pilot, "y")


def on_disk(session: Session) -> Answers:
    """What the file holds, once everything is saved."""
    assert session.flush()
    return read_answers(session.path, session.questionnaire, parts=session.is_part).answers


def walk_on(path: Path, small: Questionnaire, ways: list[str], number: int, folder: Path) -> None:
    """Walk so many keys; after each leg the file is opened anew."""
    walk, last = deeds(number, SEED, ways), deque[tuple[str, Any]](maxlen=30)
    for _ in range(number // LEG):
        session = Session.open(path, small, memory=Memory(folder / "memory"))
        try:
            app = Sitting(session.questionnaire, session)
            stay(app, then=lambda pilot, session=session: leg(pilot, session, walk, last))
            session.close()
            assert on_disk(session) == session.answers
        except BaseException as error:
            error.add_note(f"the last keys: {list(last)}")
            raise
        finally:
            session.close()
        path = session.path


def test_random_keys_among_ministries_do_no_harm(small, request, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.json"
    answers = answered(small)
    for key in ("AAA-02", "AAA-03", "BBB-02"):
        answers = answers.with_answer(key, Answer(ministry="Interior", supporting=("Trade",)))
    write_answers(path, answers)
    walk_on(path, small, WAYS, request.config.getoption("--random-keys") // 5, tmp_path)


def test_random_keys_in_a_part_do_no_harm(small, request, tmp_path, monkeypatch):
    from assessment.parts import Choice, hand_out

    monkeypatch.chdir(tmp_path)
    path = tmp_path / "part.json"
    now = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)
    out = hand_out(small, answered(small), Choice(), due=None, form="json", now=now)
    write_answers(path, out.parts[0])
    ways = [way for way in WAYS if way[0] not in "kKpv"]
    walk_on(path, small, ways, request.config.getoption("--random-keys") // 5, tmp_path)
