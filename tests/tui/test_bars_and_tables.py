"""A bar shows score, range and target at once; a table gives way without cutting a figure."""

from __future__ import annotations

import pytest
from answered import answered
from hypothesis import given
from hypothesis import strategies as st

from assessment.assess import assess
from assessment.score_words import band_words
from assessment.scorecard import Counts, Score
from assessment.tui import wording
from assessment.tui.widgets.bars import BEYOND, CERTAIN, POSSIBLE, REACHED, TARGET, range_bar
from assessment.tui.widgets.fitted_table import Column, cut_to_width, fitted_widths

COUNTS = Counts(4, 2, 0, 0, 2, 0, 0)


def a_score(score, low, high, target=75.0, **changes):
    figures = {"coverage": 0.5, "reviewed": None, "sufficient": True, **changes}
    return Score("POL", score, low, high, target=target, counts=COUNTS,
                 declared_not_applicable=0, **figures)  # fmt: skip


def test_a_bar_shows_what_is_certain_reached_and_possible_and_the_target():
    assert range_bar(a_score(50.0, 25.0, 60.0, target=90.0), 20) == "█████▓▓▓▓▓░░.....|.."


def test_a_complete_area_is_certain_throughout():
    drawn = range_bar(a_score(50.0, 50.0, 50.0), 20)
    assert CERTAIN in drawn
    assert REACHED not in drawn
    assert POSSIBLE not in drawn


def test_without_an_answer_everything_is_possible():
    assert set(range_bar(a_score(None, 0.0, 100.0), 20)) == {POSSIBLE, TARGET}


def test_where_nothing_applies_there_is_no_bar():
    assert range_bar(a_score(None, None, None), 20) == ""


figures = st.floats(0, 100)


@given(st.lists(figures, min_size=3, max_size=3), figures, st.integers(1, 200))
def test_a_bar_is_as_wide_as_asked_and_always_holds_its_target(three, target, width):
    low, score, high = sorted(three)
    drawn = range_bar(a_score(score, low, high, target=target), width)
    assert len(drawn) == width
    assert drawn.count(TARGET) == 1
    assert set(drawn) <= {CERTAIN, REACHED, POSSIBLE, BEYOND, TARGET}
    order = [item for item in drawn if item != TARGET]
    assert order == sorted(order, key=[CERTAIN, REACHED, POSSIBLE, BEYOND].index)


def test_columns_grow_into_the_room_and_unimportant_ones_go():
    columns = (Column("a", 5), Column("b", 10, most=30), Column("c", 20, from_width=80))
    assert fitted_widths(columns, 40) == {0: 5, 1: 30}
    assert fitted_widths(columns, 100) == {0: 5, 1: 30, 2: 20}


@given(st.integers(1, 300))
def test_growing_columns_never_pass_the_room(room):
    columns = (Column("a", 3), Column("b", 8, most=60), Column("c", 5, most=40))
    widths = fitted_widths(columns, room)
    least = sum(column.width + 1 for column in columns)
    assert sum(widths.values()) + len(widths) <= max(room, least)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("short", 10, "short"),
        ("much too long", 8, "much…"),
        ("漢字かな交じり", 8, "漢字か…"),
        ("e\u0301galite\u0301", 7, "e\u0301galite\u0301"),
        ("anything", 2, "a…"),
    ],
)
def test_text_is_shortened_by_the_cells_it_takes(text, width, shown):
    assert cut_to_width(text, width) == shown


def test_low_coverage_reads_insufficient_information():
    score = a_score(10.0, 5.0, 80.0, sufficient=False)
    assert band_words(score, area=True) == "insufficient information"
    assert band_words(score) == "minimal"  # of a function, a side or the whole nothing is left out


def test_a_provisional_overall_has_no_band():
    assert band_words(a_score(80.0, 40.0, 90.0, provisional=True)) == "provisional"


@pytest.mark.parametrize(
    ("difference", "shown"),
    [(None, ""), (0.0, "="), (2.25, "+2.3"), (-2.0, "−2.0"), (0.04, "+0.1"), (-0.04, "−0.1")],
)
def test_a_change_carries_its_sign(difference, shown):
    assert wording.change_in_points(difference) == shown


def test_what_is_left_out_is_told_by_whom(small):
    score = assess(small, answered(small)).scorecard.areas["CCC"]
    assert wording.not_applicable_line(score) == ("Not applicable: 1 by profile, 1 declared")
