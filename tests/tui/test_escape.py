"""Esc means one thing: leave what is on top, keep what is typed, change nothing else."""

from __future__ import annotations

import pytest
from hands import press, settle, type_text, words_of
from sitting import Sitting, sit, stay, typing

from assessment.answers import Answer, Position
from assessment.tui.memory import Memory

PLACES = {
    "m": ["m"],
    "supporting": ["M"],
    "evidence": ["e"],
    "note": ["o"],
    "release": ["R"],
    "action": ["a"],
    "reviewer": ["y"],
    "reason": ["n"],
    "target": ["t"],
    "confidence": ["c"],
    "go to": [":"],
    "search": ["/"],
    "walk": ["l"],
    "settings": ["O"],
    "who answers": ["W"],
    "save elsewhere": ["S"],
    "baseline": ["b"],
    "print": ["P"],
    "commands": ["ctrl+p"],
    "help": ["?"],
    "results": ["s"],
    "why": ["s", "down", "enter"],
    "what if": ["s", "w"],
    "results, report": ["s", "P"],
    "results, help": ["s", "?"],
    "review": ["v"],
    "final": ["v", "F"],
    "ministries": ["k"],
    "hand out": ["k", "o"],
    "take back": ["k", "T"],
    "an area": ["k", "a"],
    "an area, its ministry": ["k", "a", "enter"],
    "clashes": ["k", "K"],
    "a clash, why": ["k", "K", "y"],
    "profile": ["p"],
    "profile, a field": ["p", "enter"],
    "profile, conditions": ["p", "pagedown"],
    "profile, a name": ["p", *["pagedown"] * 3, "enter"],
    "profile, a usual ministry": ["p", *["pagedown"] * 4, "enter"],
    "profile, an offer": ["p", *["pagedown"] * 5, "+"],
}
STAYS = {"profile, a field", "profile, a name"}
"""What is on top is a field, not a screen: Esc ends the typing in it."""
PARTS = {"profile, conditions"}
OFFERED_AGAIN = {
    "a ministry": ["m"],
    "a supporting ministry": ["M", "tab"],
    "a reason": ["n"],
    "who answers": ["W"],
    "an area, its ministry": ["k", "a", "enter"],
    "the day of a part": ["k", "o"],
    "why a clash is settled": ["k", "K", "y"],
    "a ministry of the profile": ["p", *["pagedown"] * 3, "tab"],
    "the new name of a ministry": ["p", *["pagedown"] * 3, "enter"],
    "a usual ministry": ["p", *["pagedown"] * 4, "enter"],
    "the date of an action": ["a", "tab", "tab"],
    "the date of a review": ["y", "tab", "tab"],
    "the date of evidence": ["e", "tab", "tab"],
    "the area of an offer": ["p", *["pagedown"] * 5, "+", "tab"],
}


@pytest.fixture
def asked(session):
    """Ministries differ on one question, and a profile has ministries."""
    positions = (
        Position(ministry="Interior", status="answered", level=3),
        Position(ministry="Trade", status="answered", level=1),
    )
    session.change("AAA-02", Answer(ministry="Interior", positions=positions))
    session.flush()
    return session


@pytest.mark.parametrize("name", PLACES)
def test_escape_leaves_what_is_on_top_and_changes_nothing(asked, name):
    async def look(pilot):
        before = asked.answers, asked.path.read_bytes(), asked.position
        for key in PLACES[name][:-1]:
            await press(pilot, key)
            await settle(pilot)
        below = list(pilot.app.screen_stack)
        await press(pilot, PLACES[name][-1])
        await settle(pilot)
        on_top = list(pilot.app.screen_stack)
        assert name in STAYS | PARTS or on_top[-1] not in below
        await press(pilot, "escape")
        await settle(pilot)
        left = on_top if name in STAYS else on_top[:-1]
        assert list(pilot.app.screen_stack) == left
        asked.flush()
        assert (asked.answers, asked.path.read_bytes(), asked.position) == before

    sit(asked, then=look)


@pytest.mark.parametrize("name", OFFERED_AGAIN)
def test_what_is_typed_is_offered_again_after_one_escape_and_not_recorded(asked, name):
    async def look(pilot):
        before = asked.answers
        for _ in range(2):
            for key in OFFERED_AGAIN[name]:
                await press(pilot, key)
                await settle(pilot)
            if "zq" not in words_of(pilot.app):
                await type_text(pilot, "zq")
                assert "zq" in words_of(pilot.app)
                await press(pilot, "escape")
                await settle(pilot)
                assert _recorded(asked.answers) == _recorded(before)
                while len(pilot.app.screen_stack) > 1:
                    await press(pilot, "escape")
                    await settle(pilot)
        assert "zq" in words_of(pilot.app), "it is offered again"

    sit(asked, then=look)


def _recorded(answers):
    # A look at a review proposes who reviews, today: that is no part of what was typed here.
    return answers.model_dump_json().count("zq")


@pytest.mark.parametrize("keys", [["n"], ["o"], ["e"], ["f"], ["?"]])
def test_escape_on_what_the_start_opens(small, tmp_path, keys):
    app = Sitting(small, memory=Memory(tmp_path / "memory"))
    stay(app, *keys, "escape")
    assert "Begin a new assessment" in app.words


def test_escape_on_the_question_does_nothing(asked):
    before = asked.answers
    app = sit(asked, "escape")
    assert "Subject of AAA-01" in app.words
    assert asked.answers == before


def test_a_level_is_not_given_where_escape_leaves_the_name_that_was_asked_for(asked, tmp_path):
    """A name that nobody wants to give is left empty with Enter."""
    memory = Memory(tmp_path / "memory")
    before = asked.answers
    assert "Who is answering?" in sit(asked, "3", memory=memory).words
    sit(asked, "3", "escape", memory=memory)
    assert asked.answers == before
    sit(asked, "3", then=typing("<enter>"), memory=memory)
    assert asked.answer("AAA-01").level == 3
