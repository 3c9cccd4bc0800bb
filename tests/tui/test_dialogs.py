"""What every dialog owes a person: sight of what is chosen, nothing lost, and the mouse."""

from __future__ import annotations

import pytest
from hands import click, paste, press, quiet, text_of, type_text, words_of
from sitting import sit, typing

from assessment.answers import LINE_LIMIT
from assessment.tui.dialogs.choose_filter import NO_WALK
from assessment.tui.palette import ScreenCommands

# What is chosen is seen.


@pytest.mark.parametrize("key", ["t", "y"])
def test_a_level_is_chosen_with_its_descriptor_in_sight(session, key):
    words = sit(session, key, size=(80, 24)).words
    for told in (
        "Nothing is done on",
        "Something is done on",
        *map("AAA-01 finds fact {}".format, "ace"),
    ):
        assert told in words


def test_a_few_letters_find_a_walk(session):
    app = sit(session, "l", then=typing("interi", "<enter>"))
    assert "Walking ministry Interior: 1 of 5" in app.words


def test_letters_that_no_walk_holds_change_nothing(session):
    app = sit(session, "l", then=typing("qqqq", "<down>", "<enter>"))
    assert NO_WALK in app.words
    app = sit(session, "l", then=typing("qqqq", "<enter>", "<escape>"))
    assert "Walking" not in app.words


def test_the_palette_puts_names_before_what_is_said_of_them(session):
    names = []

    async def look(pilot):
        provider = ScreenCommands(pilot.app.screen)
        hits = [hit async for hit in provider.search("with")]
        names.extend(str(hit.match_display) for hit in sorted(hits, key=lambda hit: -hit.score))

    sit(session, then=look)
    assert names[0] == "withheld  (w)"
    assert "not applicable  (n)" in names


# Nothing that was typed is lost.


def test_a_reason_that_is_left_is_offered_again(session):
    before = session.answers
    app = sit(session, "n", then=typing("There is no coast.", "<escape>"))
    assert session.answers == before
    assert "0-4 level" in app.words
    sit(session, "n", "enter")
    assert session.answer("AAA-01").reason == "There is no coast."


def test_a_ministry_that_is_left_is_offered_again(session):
    sit(session, "m", then=typing("Health", "<escape>"))
    assert session.answer("AAA-01").ministry == "Interior"
    assert "This was typed before and is not recorded yet" in sit(session, "m").words
    sit(session, "m", "enter")
    assert session.answer("AAA-01").ministry == "Health"


def test_a_supporting_ministry_that_is_typed_is_recorded_with_enter(session):
    sit(session, "M", then=typing("<tab>", "Health", "<enter>", "<escape>"))
    assert session.answer("AAA-01").supporting == ("Health",)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Law 5\nof 2024", "Law 5 of 2024"),
        ("  Law\t5\r\n", "Law 5"),
        ("x" * 300, "x" * LINE_LIMIT),
    ],
)
def test_a_text_pasted_into_a_line_is_kept_as_far_as_it_fits(session, pasted, kept):
    async def add(pilot):
        await press(pilot, "e")
        await paste(pilot, pasted)
        await press(pilot, "escape")

    app = sit(session, then=add)
    assert [item.title for item in session.answer("AAA-01").evidence] == [kept]
    assert ("There is no room for 100 more characters" in app.heard) == (len(pasted) > LINE_LIMIT)


def test_the_way_out_of_trouble_stands_among_the_keys_at_once(session):
    async def trouble(pilot):
        session.path.unlink()
        session.change("CCC-01", session.answer("CCC-01").replace(note="New"))
        session.flush()
        await quiet(pilot)
        assert "! saving" in words_of(pilot.app)

    sit(session, then=trouble)


def test_leaving_without_saving_is_asked_twice(session):
    async def trouble(pilot):
        session.path.unlink()
        await press(pilot, "4")
        session.flush()
        await press(pilot, "!", "x")
        assert "Leave without saving?" in words_of(pilot.app)
        await press(pilot, "enter")

    app = sit(session, then=trouble)
    assert "0-4 level" in app.words
    assert "! saving" in app.words
    assert session.answer("AAA-01").level == 4


# What is said.


def test_trouble_is_said_in_the_line_of_the_keys_and_gone_with_the_next_key(session):
    session.finalize()
    app = sit(session, "3", size=(80, 24))
    assert "! The assessment is final." in app.last.split("\n")[-1]
    assert not app.told
    app = sit(session, "3", "z", size=(80, 24))
    assert "is a draft again" in app.last.split("\n")[-1]
    assert "The assessment is final" not in app.words


def test_that_a_document_is_final_is_said_once(session):
    session.finalize()
    header = sit(session, size=(160, 50)).last.split("\n")[0]
    assert header.lower().count("final") == 1


# By mouse.


@pytest.mark.parametrize("key", ["o", "a", "e", "m", "M", "n", "t", "c", "l", "/", "?"])
def test_every_dialog_is_left_by_a_click_on_the_name_of_the_key(session, key):
    async def leave(pilot):
        await press(pilot, key)
        await click(pilot, "Esc")

    app = sit(session, then=leave)
    assert "Esc" not in app.words
    assert "0-4 level" in app.words


def test_a_reason_is_recorded_by_a_click(session):
    async def give(pilot):
        await press(pilot, "n")
        await type_text(pilot, "There is no coast.")
        await click(pilot, "Enter records")

    sit(session, then=give)
    assert session.answer("AAA-01").reason == "There is no coast."


def test_the_palette_opens_by_a_click(session):
    async def look(pilot):
        await click(pilot, "Ctrl+P commands")
        assert "level 0" in words_of(pilot.app)
        await press(pilot, "escape")

    sit(session, then=look, size=(200, 50))


# In a tiny window.


@pytest.mark.parametrize("key", ["o", "n", "m", "/", "e", "a"])
def test_what_one_types_is_seen_in_a_window_of_five_lines(session, key):
    async def type_one(pilot):
        await press(pilot, key)
        await type_text(pilot, "zeb")
        assert "zeb" in text_of(pilot.app)

    sit(session, then=type_one, size=(20, 5))
