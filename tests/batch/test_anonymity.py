"""What an anonymous region tells: nothing of one State, nothing that fewer than five stand behind.

`cied batch` is held to the same in test_anonymous_summary.py; docs/batch.md has the rules in words.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.anonymity import (
    FEWEST,
    LISTED,
    OUTSIDE,
    commonest,
    has_middle_half,
    middle,
    middle_half,
    stand_behind,
    step,
)
from assessment.questionnaire import Questionnaire
from assessment.region import Member, region
from batch.regions import state

STATES = range(FEWEST, 80)
SHARES = (0.25, 0.5, 0.75)
POINTS = st.floats(0, 100, allow_nan=False)


def scores(fewest: int = FEWEST, most: int = 40) -> st.SearchStrategy[list[float]]:
    return st.lists(POINTS, min_size=fewest, max_size=most)


# Numbers of States


@pytest.mark.parametrize("of", STATES)
def test_a_number_of_states_is_told_in_steps_of_five_and_none_below_five(of: int):
    told = [step(number, of) for number in range(of + 1)]
    assert told[:FEWEST] == [None] * FEWEST
    assert all(one % FEWEST == 0 and one <= number for number, one in enumerate(told) if one)
    assert told[FEWEST:] == sorted(told[FEWEST:], key=lambda one: one or 0)


@pytest.mark.parametrize("of", range(LISTED, 80))
def test_every_step_holds_five_numbers_or_more_so_all_are_not_told_from_nearly_all(of: int):
    told = Counter(step(number, of) for number in range(FEWEST, of + 1))
    assert min(told.values()) >= FEWEST
    assert len({step(number, of) for number in range(of - FEWEST + 1, of + 1)}) == 1


@given(st.integers(FEWEST, 80), st.integers(0, 80), st.integers(0, 80))
def test_whether_there_is_a_middle_half_tells_no_more_than_the_number(of: int, one: int, two: int):
    assume(max(one, two) <= of)
    if step(one, of) == step(two, of):
        assert has_middle_half(one, of) is has_middle_half(two, of)


# Figures


def behind(number: int, of: int) -> list[set[int]]:
    """The States behind each figure of a line, in the order of their values."""
    told = SHARES if has_middle_half(number, of) else (0.5,)
    return [set(stand_behind(number, share, of)) for share in told]


@pytest.mark.parametrize("number", STATES)
def test_five_states_or_more_stand_behind_any_figure_and_any_sum_of_figures(number: int):
    for of in range(number, number + 12):
        figures = behind(number, of)
        if number == FEWEST or len(figures) == 1:
            assert len(figures[0]) >= FEWEST
            continue
        for weights in combinations(figures):
            alone = {
                one
                for one in range(number)
                if sum(w * (one in states) for w, states in zip(weights, figures, strict=True))
            }
            assert not alone or len(alone) >= FEWEST, weights


def combinations(figures: list[set[int]]) -> list[tuple[int, int, int]]:
    """The weighted sums of three figures in which as many States as possible cancel out.

    A State's weight in a sum is the sum of the weights of the figures that it stands behind. Two
    kinds of States can be made to cancel out at once, whichever two: these are all such sums.
    """
    kinds = {tuple(int(one in states) for states in figures) for one in set().union(*figures)}
    pairs = itertools.combinations(sorted(kinds), 2)
    crossed = [
        (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
        for a, b in pairs
    ]
    return [one for one in crossed if any(one)]


@given(scores(), st.data())
def test_one_state_moves_a_figure_by_a_fifth_of_its_own_change_at_most(
    values: list[float], data: st.DataObject
):
    place = data.draw(st.integers(0, len(values) - 1))
    changed = [*values[:place], data.draw(POINTS), *values[place + 1 :]]
    moved = abs(changed[place] - values[place]) / FEWEST + 1  # one more where it is rounded
    of = len(values)
    for one, other in zip(figures_of(values, of), figures_of(changed, of), strict=True):
        assert abs(one - other) <= moved


def figures_of(values: list[float], of: int) -> tuple[int, ...]:
    median = middle(values, of)
    assert median is not None
    return (median.points, *(middle_half(values, of) or ()))


@given(scores(OUTSIDE), POINTS, POINTS)
def test_from_seven_states_on_the_lowest_and_the_highest_change_no_median(
    values: list[float], low: float, high: float
):
    _, *inside, _ = sorted(values)
    further = [min(low, inside[0]), *inside, max(high, inside[-1])]
    of = len(values)
    assert middle(values, of) == middle(further, of)
    assert middle_half(values, of) == middle_half(further, of)


@given(scores(10, 10), st.integers(14, 19))
def test_ten_values_with_a_middle_half_may_be_the_inner_ones_of_twelve(
    values: list[float], of: int
):
    assert figures_of(values, of) == figures_of([0.0, *values, 100.0], of)
    assert step(10, of) == step(12, of)


@given(scores(FEWEST, OUTSIDE - 1), st.sampled_from([0.0, 100.0]))
def test_of_five_or_six_states_each_may_still_be_anywhere(values: list[float], wish: float):
    number = len(values)
    told = middle(values, number)
    assert told is not None
    points = {"": told.points, "or less": 20 if wish else 0, "or more": 100 if wish else 80}
    rest = (number * points[told.beyond] - wish) / (number - 1)
    assert 0 <= rest <= 100
    assert middle([wish, *[rest] * (number - 1)], number) == told


@given(scores(), st.integers(0, 10))
def test_fewer_than_five_have_no_figure_and_figures_are_whole_points(
    values: list[float], others: int
):
    of = len(values) + others
    assert middle(values[: FEWEST - 1], of) is None
    assert middle_half(values[: FEWEST - 1], of) is None
    assert all(isinstance(one, int) for one in figures_of(values, of))


# What States have in common

QUESTIONS = tuple(f"Q{number:02}" for number in range(30))
ORDER = {name: place for place, name in enumerate(QUESTIONS)}


@st.composite
def tallies(draw: st.DrawFn) -> tuple[dict[str, int], int]:
    of = draw(st.integers(FEWEST, 30))
    numbers = st.lists(st.integers(0, of), min_size=len(QUESTIONS), max_size=len(QUESTIONS))
    return dict(zip(QUESTIONS, draw(numbers), strict=True)), of


@given(tallies())
def test_the_commonest_are_the_commonest(found: tuple[dict[str, int], int]):
    tally, of = found
    listed = commonest(tally, of, ORDER, 10)
    if of < LISTED:
        assert listed == ()
        return
    others = [number for name, number in tally.items() if name not in listed]
    assert all(tally[name] >= FEWEST for name in listed)
    if len(listed) == 10:
        assert min(min(tally[name], of - 1) for name in listed) >= min(max(others), of - 1)
    else:
        assert all(number < FEWEST for number in others)
    told = [(-(step(tally[name], of) or 0), ORDER[name]) for name in listed]
    assert told == sorted(told)


MEMBERS = st.integers(FEWEST, 16).flatmap(
    lambda number: st.lists(
        st.tuples(POINTS | st.none(), st.frozensets(st.integers(0, 24))),
        min_size=number,
        max_size=number,
    )
)


def members(questionnaire: Questionnaire, drawn: list[tuple[float | None, frozenset[int]]]):
    ids = [question.id for question in questionnaire.questions]
    return [
        state(
            questionnaire,
            number,
            score,
            gaps=tuple(ids[one] for one in sorted(gaps)),
            missing=tuple(ids[one] for one in sorted(gaps) if one % 2),
        )
        for number, (score, gaps) in enumerate(drawn)
    ]


@given(MEMBERS, st.data())
def test_no_page_says_of_a_state_whether_it_has_a_gap(
    questionnaire: Questionnaire,
    drawn: list[tuple[float | None, frozenset[int]]],
    data: st.DataObject,
):
    """For each State and question there is a region with the same page where it is otherwise."""
    found = members(questionnaire, drawn)
    page = region(questionnaire, found, anonymous=True)
    place = data.draw(st.integers(0, len(found) - 1))
    question = questionnaire.questions[data.draw(st.integers(0, 24))].id
    has = question in found[place].gaps
    others = [number for number, one in enumerate(found) if (question in one.gaps) is not has]
    found[place] = turned(questionnaire, found[place], question)
    if others:
        found[others[0]] = turned(questionnaire, found[others[0]], question)
    assert region(questionnaire, found, anonymous=True) == page


@pytest.mark.parametrize("states", [9, 14, 23])
def test_not_even_the_choice_tells_that_all_have_a_gap(questionnaire: Questionnaire, states: int):
    found = members(questionnaire, [(50.0, frozenset(range(15)))] * states)
    page = region(questionnaire, found, anonymous=True)
    assert len(page.gaps) == 10
    for question in questionnaire.questions[:15]:
        other = [turned(questionnaire, found[0], question.id), *found[1:]]
        assert region(questionnaire, other, anonymous=True) == page


def turned(questionnaire: Questionnaire, one: Member, question: str) -> Member:
    """A State with a gap where it had none, or without it."""
    gaps = set(one.gaps) ^ {question}
    ordered = sorted(gaps, key=questionnaire.position.__getitem__)
    return dataclasses.replace(one, gaps=tuple(ordered))


@given(scores(OUTSIDE), st.data(), st.sampled_from([0.0, 100.0]))
def test_no_page_says_of_a_state_how_high_or_low_it_is(
    questionnaire: Questionnaire, values: list[float], data: st.DataObject, wish: float
):
    """For each State there is a region with the same page where it has any score."""
    found = [state(questionnaire, number, score) for number, score in enumerate(values)]
    page = region(questionnaire, found, anonymous=True)
    place = data.draw(st.integers(0, len(found) - 1))
    outermost = values.index(max(values) if wish else min(values))
    values[outermost], values[place] = values[place], wish
    found = [state(questionnaire, number, score) for number, score in enumerate(values)]
    assert region(questionnaire, found, anonymous=True) == page
