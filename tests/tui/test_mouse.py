"""All of it by mouse as well: a click on a level, a fact, an area, a key at the foot."""

from __future__ import annotations

import pytest
from answered import level
from hands import click, press, words_of
from sitting import sit


def clicking(*places):
    async def day(pilot):
        for place in places:
            await click(pilot, place)

    return day


NAMES = ("0 ", "1 ", "Designed", "Implemented", "Reviewed")
"""What of each level is clicked: its digit, or its name."""


@pytest.mark.parametrize("number", range(5))
def test_a_level_is_given_by_two_clicks_on_it(session, number):
    session.go_to("BBB-04")
    place = NAMES[number] if number > 1 else ("Absent", "Ad hoc")[number]
    app = sit(session, then=clicking(place))
    assert f"BBB-04 unanswered → {number}? Click again to do so." in app.words
    assert session.answer("BBB-04").status == "unanswered"
    sit(session, then=clicking(place, place))
    assert (session.answer("BBB-04").level, session.answer("BBB-04").points) == (number, None)
    assert session.position == "CCC-01"


def test_the_whole_sentence_of_a_level_can_be_clicked(session):
    words = "Nothing is done on the subject of AAA-01"
    sit(session, then=clicking(words, words))
    assert session.answer("AAA-01").level == 0


@pytest.mark.parametrize(
    ("words", "status"), [("u unknown", "unknown"), ("w withheld", "withheld")]
)
def test_a_state_is_given_by_two_clicks(session, words, status):
    session.go_to("BBB-04")
    sit(session, then=clicking(words))
    assert session.answer("BBB-04").status == "unanswered"
    sit(session, then=clicking(words, words))
    assert session.answer("BBB-04").status == status


CHANGING = [
    ("Implemented", "AAA-01 1 → 3?", "answered"),
    ("u unknown", "AAA-01 1 → unknown?", "unknown"),
    ("w withheld", "AAA-01 1 → withheld?", "withheld"),
    ("x clear", "AAA-01 1 → unanswered?", "unanswered"),
]


@pytest.mark.parametrize(("words", "asked", "status"), CHANGING)
def test_one_click_changes_no_answer_that_is_there(session, words, asked, status):
    before = session.answers
    app = sit(session, then=clicking(words))
    assert f"{asked} Click again to do so." in app.words
    assert session.answers == before
    sit(session, then=clicking(words, "Click again" if words == "x clear" else words))
    assert session.answer("AAA-01").status == status


@pytest.mark.parametrize("between", ["down", "enter"])
def test_a_click_on_something_else_or_a_key_that_moves_forgets_the_first_click(session, between):
    before = session.answers

    async def day(pilot):
        await click(pilot, "u unknown")
        await click(pilot, "w withheld")
        await click(pilot, "u unknown")
        await press(pilot, "left" if between == "enter" else "right", "home")
        await click(pilot, "u unknown")

    sit(session, then=day)
    assert session.answers == before


def test_a_click_on_the_level_that_is_recorded_goes_on(session):
    sit(session, then=clicking("Ad hoc"))
    assert (session.answer("AAA-01").level, session.position) == (1, "AAA-02")


def test_one_click_lets_no_restricted_answer_out(session):
    session.change("AAA-01", session.answer("AAA-01").replace(restricted=True))
    app = sit(session, then=clicking("r Restricted"))
    assert "AAA-01 restricted → may leave the government? Click again" in app.words
    assert session.answer("AAA-01").restricted
    sit(session, then=clicking("r Restricted", "r Restricted"))
    assert not session.answer("AAA-01").restricted


# Points.


def test_one_click_ticks_a_point_and_says_what_it_changed(session):
    session.change("AAA-01", level(2, points=("a", "b", "d")))
    before = session.answer("AAA-01")
    app = sit(session, then=clicking("AAA-01 finds fact c"))
    assert session.answer("AAA-01").points == ("a", "b", "c", "d")
    assert session.answer("AAA-01").level == 3
    assert session.position == "AAA-01"
    assert "AAA-01 point c: 2 → 3, z takes it back" in app.words
    assert "level 3 Implemented: e and f are missing for 4 · was 2 (z)" in app.words
    sit(session, "z")
    assert session.answer("AAA-01") == before


def test_a_second_click_takes_the_tick_away(session):
    session.go_to("BBB-04")
    sit(session, then=clicking("BBB-04 finds fact a", "BBB-04 finds fact b", "BBB-04 finds fact a"))
    assert (session.answer("BBB-04").level, session.answer("BBB-04").points) == (1, ("b",))


def test_one_stands_on_the_point_that_was_clicked(session):
    async def day(pilot):
        await click(pilot, "AAA-01 finds fact d")
        await press(pilot, "up", "space")

    sit(session, then=day)
    assert session.answer("AAA-01").points == ("c", "d")


def test_in_a_final_document_a_click_on_a_point_changes_nothing(session):
    session.finalize()
    before = session.answers
    app = sit(session, then=clicking("AAA-01 finds fact a"))
    assert session.answers == before
    assert "The assessment is final" in app.heard


# The usual ministry, the strip.


def test_the_usual_ministry_is_taken_by_a_click(session):
    session.go_to("BBB-02")
    sit(session, then=clicking("takes it"))
    assert session.answer("BBB-02").ministry == "Interior"


def test_the_strip_is_unfolded_by_a_click(session):
    app = sit(session, then=clicking("Tab fields"))
    assert "Supporting" not in app.words
    app = sit(session, then=clicking("Tab fields", "Tab fields"))
    assert "Supporting" in app.words


# What changes an answer that was there says so, by key as well.


def test_a_key_that_changes_an_answer_says_what_it_did(session):
    app = sit(session, "3", size=(80, 24))
    assert "AAA-01 1 → 3, z takes it back" in app.words
    assert "AAA-02 3 → unknown, z takes it back" in sit(session, "u").words


def test_an_answer_that_stays_as_it_was_is_not_told_to_have_changed(session):
    assert "→" not in sit(session, "1").last.split("\n")[-2]


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        ("n not applicable", "Why does AAA-01 not apply?"),
        ("Target", "Which level is aimed at?"),
        ("Confidence", "How sure is this answer?"),
        ("Ministry", "Which ministry is responsible?"),
        ("Evidence", "Evidence for AAA-01"),
        ("Note:", "Note on AAA-01"),
        ("Next action", "Next action on AAA-01"),
        ("scores", "Results"),
        ("review", "Review"),
        ("? help", "Help"),
        ("search", "Search ids"),
    ],
)
def test_what_stands_on_the_screen_opens_by_a_click(session, words, opened):
    assert opened in sit(session, then=clicking(words)).words


def test_flag_and_restriction_are_clicked(session):
    sit(session, then=clicking("Flag", "Restricted"))
    assert (session.answer("AAA-01").flag, session.answer("AAA-01").restricted) == (False, True)


def test_an_area_is_clicked_and_leads_to_its_first_unanswered_question(session):
    sit(session, then=clicking("BBB "))
    assert session.position == "BBB-04"


def test_a_question_in_the_tree_is_clicked(session):
    sit(session, then=clicking("Subject of AAA-03"))
    assert session.position == "AAA-03"


def test_next_and_undo_are_clicked(session):
    sit(session, then=clicking("Enter next"))
    assert session.position == "AAA-02"
    sit(session, "4", then=clicking("z undo"))
    assert session.answer("AAA-02").level == 3


def test_an_option_of_a_choice_is_clicked(session):
    sit(session, then=clicking("Confidence", "medium"))
    assert session.answer("AAA-01").confidence == "medium"


def test_a_row_of_the_review_is_clicked(session):
    async def day(pilot):
        await press(pilot, "v")
        await click(pilot, "BBB-03")
        if "Review" in words_of(pilot.app):
            await click(pilot, "BBB-03")

    sit(session, then=day)
    assert session.position == "BBB-03"
