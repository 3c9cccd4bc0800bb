"""Keys that come in one go, as over a slow line: none is lost, each goes where it is meant to."""

from __future__ import annotations

import pytest
from hands import _key, paste, press, quiet, send
from sitting import sit


def at_once(*keys, pasted=""):
    """Press keys without waiting for what they open; then paste a text."""

    async def burst(pilot):
        for key in keys:
            send(pilot.app, _key(key))
        if pasted:
            await paste(pilot, pasted)
        await quiet(pilot)

    return burst


def test_a_note_is_typed_with_the_key_that_opens_it(session):
    sit(session, then=at_once("o", *" 34nuw", "escape"))
    assert session.answer("AAA-01").note == "Confirmed. 34nuw"
    assert session.answer("AAA-01").level == 1


@pytest.mark.parametrize("key", ["4", "0"])
def test_a_choice_is_made_in_one_go(session, key):
    sit(session, then=at_once("t", key, "c", "h"))
    found = session.answer("AAA-01")
    assert (found.target, found.confidence) == (int(key), "high")


def test_what_follows_a_dialog_reaches_the_question(session):
    sit(session, then=at_once("m", *"3rd Army", "enter", "3", "m", *"Navy", "enter", "4"))
    assert (session.answer("AAA-01").ministry, session.answer("AAA-01").level) == ("3rd Army", 3)
    assert (session.answer("AAA-02").ministry, session.answer("AAA-02").level) == ("Navy", 4)
    assert session.position == "AAA-03"


def test_evidence_is_typed_in_one_go(session):
    sit(session, then=at_once("e", *"4th law", "enter", "enter", "enter", *"Minutes", "escape"))
    assert [item.title for item in session.answer("AAA-01").evidence] == ["4th law", "Minutes"]


def test_a_text_is_pasted_into_the_note_that_was_just_opened(session):
    async def look(pilot):
        await at_once("o", pasted=" In force.")(pilot)
        await press(pilot, "escape")

    sit(session, then=look)
    assert session.answer("AAA-01").note == "Confirmed. In force."


def test_digits_in_one_go_answer_one_question_each(session):
    sit(session, then=at_once(*"3210"))
    assert [session.answer(f"AAA-0{number}").level for number in (1, 2, 3, 4)] == [3, 2, 1, 0]
