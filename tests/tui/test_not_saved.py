"""What is not saved is said on every screen, and what the folder cannot do is said once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import press, settle, text_of
from sitting import sit

from assessment import share_limits

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
        session.give_level("AAA-02", 4)
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
        session.give_level("AAA-02", 4)
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
