"""What is not saved is said on every screen, and what the folder cannot do is said once."""

from __future__ import annotations

from pathlib import Path

import pytest
from answered import answered, give_level, level
from hands import press, settle, text_of, words_of
from sitting import sit

from assessment import share_limits
from assessment.store import dump

SCREENS = {
    "the question": (),
    "a note": ("o",),
    "the evidence": ("e",),
    "the next action": ("a",),
    "the help": ("question_mark",),
    "the search": ("slash",),
    "the results": ("s",),
    "the review": ("v",),
    "the profile": ("P",),
    "a report": ("p",),
    "the help of the results": ("s", "question_mark"),
}


async def until_told(pilot, session, *, trouble):
    """Wait until the writer's thread has come to an end, and the screen has heard of it."""
    session.flush()
    assert session.save_state.is_trouble is trouble
    await settle(pilot)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (60, 12)])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_says_it_in_its_first_lines(session, path: Path, screen: str, size):
    async def breaks(pilot):
        before = path.read_bytes()
        shown = text_of(pilot.app)
        assert "FILE CHANGED" not in shown
        path.write_bytes(b"{}")
        give_level(session, "AAA-02", 4)
        await until_told(pilot, session, trouble=True)
        first = "\n".join(text_of(pilot.app).splitlines()[:2])
        assert "FILE CHANGED" in first
        path.write_bytes(before)
        session.retry()
        await until_told(pilot, session, trouble=False)
        assert "FILE CHANGED" not in text_of(pilot.app)

    sit(session, *SCREENS[screen], then=breaks, size=size)


def test_a_screen_that_is_opened_afterwards_says_it_too(session, path: Path):
    async def breaks(pilot):
        path.write_bytes(b"{}")
        give_level(session, "AAA-02", 4)
        await until_told(pilot, session, trouble=True)
        for keys in SCREENS.values():
            await press(pilot, *keys)
            assert "FILE CHANGED" in text_of(pilot.app).splitlines()[0]
            for _ in keys:
                await press(pilot, "escape")

    sit(session, then=breaks)


def test_what_the_folder_cannot_do_is_said_once(session, path: Path):
    share_limits.note("lock", path.parent)
    assert "This folder has no locks" in " ".join(sit(session).told)
    assert share_limits.unsaid() == ()


async def load_theirs(pilot, session, path, raw):
    path.write_bytes(raw)
    give_level(session, "AAA-01", 4)
    await until_told(pilot, session, trouble=True)
    await press(pilot, "exclamation_mark", "l")
    await settle(pilot)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"{}", "It does not say its format"),
        (b"", "not valid JSON"),
        (b"no file", "not valid JSON"),
    ],
    ids=["no answers", "empty", "no JSON"],
)
def test_why_a_changed_file_cannot_be_loaded_is_said_and_nothing_is_lost(session, path, raw, why):
    async def look(pilot):
        await load_theirs(pilot, session, path, raw)
        assert why in " ".join([*pilot.app.told, words_of(pilot.app)])
        assert "FILE CHANGED" in text_of(pilot.app)
        assert session.answer("AAA-01").level == 4

    sit(session, then=look, size=(200, 40))


def test_what_was_loaded_is_said(session, path, small):
    async def look(pilot):
        theirs = answered(small).with_answer("AAA-01", level(0))
        await load_theirs(pilot, session, path, dump(theirs))
        assert "The changed file is loaded; z brings yours back." in words_of(pilot.app)
        assert session.answer("AAA-01").level == 0

    sit(session, then=look)


def test_another_assessment_in_the_place_of_this_one_is_named(session, path, small):
    other = answered(small, state="Otherland").replace(id="0" * 32)

    async def look(pilot):
        await load_theirs(pilot, session, path, dump(other))
        assert "It is another assessment, of Otherland, 2026." in words_of(pilot.app)
        await press(pilot, "z")
        assert session.answers.state == "Examplia"

    sit(session, then=look, size=(160, 40))
