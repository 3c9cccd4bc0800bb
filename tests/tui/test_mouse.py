"""All of it by mouse as well: a click on a level, a fact, an area, a key at the foot."""

from __future__ import annotations

import pytest
from hands import click, press, words_of
from sitting import sit


def clicking(*places):
    async def day(pilot):
        for place in places:
            await click(pilot, place)

    return day


OF_LEVEL = (
    "Nothing is done on the subject of {}",
    "Something is done on {}",
    "{} finds fact a",
    "{} finds fact c",
    "{} finds fact e",
)
"""What stands beside each level."""


@pytest.mark.parametrize("number", range(5))
def test_a_descriptor_gives_its_level(session, number):
    session.go_to("BBB-04")
    sit(session, then=clicking(OF_LEVEL[number].format("BBB-04")))
    assert session.answer("BBB-04").level == number


@pytest.mark.parametrize(
    ("words", "status"), [("u unknown", "unknown"), ("w withheld", "withheld")]
)
def test_a_state_is_clicked(session, words, status):
    session.go_to("BBB-04")
    sit(session, then=clicking(words))
    assert session.answer("BBB-04").status == status


CHANGING = [
    (OF_LEVEL[3].format("AAA-01"), "It would be 3 Implemented.", "answered"),
    ("u unknown", "It would be unknown.", "unknown"),
    ("w withheld", "It would be withheld.", "withheld"),
    ("x clear", "Take the answer to AAA-01 back?", "unanswered"),
]


@pytest.mark.parametrize(("words", "asked", "status"), CHANGING)
def test_one_click_changes_no_answer_that_is_there(session, words, asked, status):
    before = session.answers
    app = sit(session, then=clicking(words))
    assert "It is 1 Ad hoc." in app.words
    assert asked in app.words
    sit(session, then=clicking(words, "Leave it as it is"))
    assert session.answers == before
    sit(session, then=clicking(words, "Take it back" if status == "unanswered" else "Change it"))
    assert session.answer("AAA-01").status == status


def test_a_click_on_the_level_that_is_recorded_goes_on(session):
    sit(session, then=clicking(OF_LEVEL[1].format("AAA-01")))
    assert (session.answer("AAA-01").level, session.position) == (1, "AAA-02")


def test_one_click_lets_no_restricted_answer_out(session):
    session.change("AAA-01", session.answer("AAA-01").replace(restricted=True))
    app = sit(session, then=clicking("Restricted yes"))
    assert "Let AAA-01 leave the government?" in app.words
    assert session.answer("AAA-01").restricted
    sit(session, then=clicking("Restricted yes", "No longer restricted"))
    assert not session.answer("AAA-01").restricted


def test_a_key_that_changes_an_answer_says_what_it_did(session):
    app = sit(session, "3", size=(80, 24))
    assert "AAA-01: 1 Ad hoc → 3 Implemented. z takes it back." in app.words
    assert "AAA-02: 3 Implemented → unknown. z takes it back." in sit(session, "u").words


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
