"""A tick on a point: the level follows from the points that hold, and nothing else is assumed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.answers import Answer
from assessment.tui.question.change_words import changed_answer, ticked_point
from assessment.tui.question.rows import first_row, row_after, rows_of
from assessment.tui.question.ticking import (
    missing_for_next,
    points_held,
    with_level,
    with_point_ticked,
)

UNANSWERED = Answer()
LETTERS = "abcdef"
"""Two points each of levels 2, 3 and 4."""

levels = st.integers(0, 4).map(lambda number: Answer(status="answered", level=number))
others = st.sampled_from(["unknown", "withheld", "unanswered"]).map(
    lambda item: Answer(status=item)
)
ticks = st.lists(st.sampled_from(LETTERS), max_size=12)


@pytest.fixture(scope="module")
def question(small):
    return small.by_id["AAA-01"]


def given_level(number, points=None):
    return Answer(status="answered", level=number, points=points)


def after(question, answer, letters):
    for letter in letters:
        answer = with_point_ticked(question, answer, letter)
    return answer.level, "".join(answer.points or ())


@pytest.mark.parametrize(
    ("letters", "level"),
    [
        ("a", 1),
        ("ab", 2),
        ("abc", 2),
        ("abd", 2),
        ("abcd", 3),
        ("abcdef", 4),
        ("cdef", 1),
        ("abef", 2),
        ("aba", 1),
        ("aa", 1),
    ],
)
def test_the_level_is_the_highest_whose_points_all_hold_with_those_below(question, letters, level):
    assert after(question, UNANSWERED, letters)[0] == level


def test_the_first_tick_on_an_answer_with_a_level_alone_starts_from_the_implied_points(question):
    assert after(question, given_level(3), "e") == (3, "abcde")
    assert after(question, given_level(3), "c") == (2, "abd")
    assert after(question, given_level(4), "a") == (1, "bcdef")
    assert after(question, given_level(1), "a") == (1, "a")


def test_the_first_tick_proposes_level_1_and_what_is_said_after_it_stays(question):
    assert after(question, given_level(0), "a") == (1, "a")
    absent = given_level(0, ("a",))
    assert after(question, absent, "c") == (0, "ac")
    assert after(question, absent, "a") == (0, "")
    assert after(question, absent, "b") == (2, "ab")
    assert after(question, given_level(1, ("a",)), "a") == (1, "")


@pytest.mark.parametrize("status", ["unknown", "withheld", "not_applicable"])
def test_a_tick_answers_a_question_that_had_another_state(question, status):
    reason = "There is no coast." if status == "not_applicable" else None
    answer = Answer(status=status, reason=reason, note="Kept.", to_confirm=True)
    ticked = with_point_ticked(question, answer, "b")
    assert (ticked.status, ticked.level, ticked.points) == ("answered", 1, ("b",))
    assert (ticked.reason, ticked.note, ticked.to_confirm) == (None, "Kept.", False)


@given(answer=st.one_of(levels, others), letters=ticks)
def test_the_level_always_follows_from_the_points(small, answer, letters):
    question = small.by_id["AAA-01"]
    for letter in letters:
        held = points_held(question, answer)
        answer = with_point_ticked(question, answer, letter)
        assert question.follows(answer.level, answer.points)
        assert set(answer.points) == held ^ {letter}


@given(answer=levels, letter=st.sampled_from(LETTERS))
def test_a_tick_and_the_same_tick_again_leave_the_same_points(small, answer, letter):
    question = small.by_id["AAA-01"]
    ticked = with_point_ticked(question, answer, letter)
    again = with_point_ticked(question, ticked, letter)
    assert set(again.points) == points_held(question, answer)


def test_a_digit_gives_the_level_alone(question):
    assert with_level(question, given_level(2, ("a", "b", "c")), 3) == given_level(3)
    assert with_level(question, UNANSWERED, 0) == given_level(0)


def test_a_digit_keeps_the_ticks_from_which_that_very_level_follows(question):
    ticked = given_level(2, ("a", "b", "d"))
    assert with_level(question, ticked, 2) == ticked
    assert with_level(question, given_level(1, ("a",)), 0) == given_level(0, ("a",))


@pytest.mark.parametrize(
    ("answer", "level", "letters"),
    [
        (UNANSWERED, 2, "ab"),
        (given_level(1, ("a",)), 2, "b"),
        (given_level(2), 3, "cd"),
        (given_level(2, ("a", "b", "d", "e")), 3, "c"),
        (given_level(3), 4, "ef"),
        (given_level(4), None, ""),
    ],
)
def test_what_is_missing_for_the_next_level(question, answer, level, letters):
    assert missing_for_next(question, answer) == (level, tuple(letters))


# Where one stands.


def test_one_stands_on_the_first_point_that_is_not_said_to_hold(question):
    assert first_row(question, UNANSWERED) == "a"
    assert first_row(question, given_level(2)) == "c"
    assert first_row(question, given_level(2, ("a", "b", "c"))) == "d"
    assert first_row(question, given_level(4)) == "a"


def test_one_goes_from_level_0_to_the_last_point_and_no_further(question):
    assert rows_of(question) == ("0", "1", *LETTERS)
    assert row_after(question, "0", -1) == "0"
    assert row_after(question, "1", 1) == "a"
    assert row_after(question, "f", 1) == "f"


# What is said.


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (UNANSWERED, given_level(2), ""),
        (given_level(2), given_level(1), "LAW-01 2 → 1, z takes it back"),
        (given_level(2), Answer(status="unknown"), "LAW-01 2 → unknown, z takes it back"),
        (Answer(status="withheld"), given_level(0), "LAW-01 withheld → 0, z takes it back"),
        (given_level(2), given_level(2), ""),
        (
            given_level(2).replace(to_confirm=True),
            given_level(2),
            "LAW-01 2 is confirmed, z takes it back",
        ),
    ],
)
def test_a_change_of_an_answer_that_was_there_is_said(before, now, words):
    assert changed_answer("LAW-01", before, now) == words


def test_a_tick_says_what_it_changed():
    two, three = given_level(2, ("a", "b")), given_level(3, ("a", "b", "c", "d"))
    assert ticked_point("LAW-01", "c", two, three) == "LAW-01 point c: 2 → 3, z takes it back"
    more = given_level(2, ("a", "b", "c"))
    assert ticked_point("LAW-01", "c", two, more) == (
        "LAW-01 point c holds: still 2, z takes it back"
    )
    assert ticked_point("LAW-01", "c", more, two) == (
        "LAW-01 point c does not hold: still 2, z takes it back"
    )
    assert ticked_point("LAW-01", "a", UNANSWERED, given_level(1, ("a",))) == (
        "LAW-01 point a: unanswered → 1, z takes it back"
    )
