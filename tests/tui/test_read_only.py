"""A file that another session holds is shown as it was saved last, and nothing of it changes."""

from __future__ import annotations

import pytest
from answered import NOW
from hands import press, type_text
from sitting import Sitting, stay

from assessment.store import locked, read_answers
from assessment.tui.memory import Memory
from assessment.tui.open_file import open_or_create


@pytest.fixture
def looking(small, path, tmp_path):
    """A session on a file that somebody else has open."""
    with locked(path):
        session = open_or_create(path, small, Memory(tmp_path / "m.json"), accept_version=False)
        yield session
        session.close()


def look(session, *keys, then=None):
    return stay(Sitting(session.questionnaire, session), *keys, then=then)


def test_it_opens_and_says_who_holds_it(looking):
    app = look(looking)
    assert "The file can only be read here" in app.heard
    assert "Another session has this file open" in app.heard
    assert "READ ONLY" in app.last


@pytest.mark.parametrize(
    "keys", [["3"], ["space"], ["u"], ["x"], ["f"], ["o"], ["e"], ["m"], ["k", "U"], ["k", "o"],
             ["v", "F", "y"], ["z"]],
)  # fmt: skip
def test_no_key_changes_anything(looking, path, keys):
    before, raw = looking.answers, path.read_bytes()
    app = look(looking, *keys)
    assert looking.answers == before
    looking.flush()
    assert path.read_bytes() == raw
    assert not path.with_name("a.json.bak").exists()
    assert app.last


def test_the_results_can_be_read(looking):
    assert "Results · Examplia" in look(looking, "s").last


def test_one_can_go_on_in_a_copy(looking, small, path):
    copy = path.with_name("copy.json")

    async def then(pilot):
        await press(pilot, "S", "ctrl+u")
        await type_text(pilot, str(copy))
        await press(pilot, "enter", "4")

    look(looking, then=then)
    looking.flush()
    assert read_answers(copy, small).answers.answer("AAA-01").level == 4
    assert read_answers(path, small).answers.answer("AAA-01").level == 1
    assert NOW
