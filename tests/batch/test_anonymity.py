"""What an anonymous region tells: nothing of one State, nothing that fewer than six stand behind.

Each rule holds for a reader who knows one of the files. `cied batch` is held to the same in
test_anonymous_summary.py; docs/batch.md has the rules in words.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.anonymity import (
    MIN_LISTED,
    MIN_TRIMMED,
    ROUNDING,
    THRESHOLD,
    commonest,
    has_middle_half,
    middle,
    middle_half,
    required_behind,
    step,
)
from assessment.questionnaire import Questionnaire
from assessment.region import Member, Region, region
from batch.regions import state

STATES = range(THRESHOLD, 80)
SHARES = (0.25, 0.5, 0.75)
POINTS = st.floats(0, 100, allow_nan=False)
LEVELS = range(5)
NONE = -1
"""A State that has no figure here: not applicable, or too little information."""


def scores(fewest: int = THRESHOLD, most: int = 40) -> st.SearchStrategy[list[float]]:
    return st.lists(POINTS, min_size=fewest, max_size=most)


# Every configuration of one question

Told = tuple[object, ...]


def told_of_a_line(levels: tuple[int, ...]) -> Told:
    """All that is printed of a group with one question: number, median, middle half."""
    values = [25.0 * level for level in levels if level != NONE]
    of = len(levels)
    return step(len(values), of), middle(values, of), middle_half(values, of)


def told_of_lists(levels: tuple[int, ...]) -> Told:
    """All that lists print of the question: whether it is a gap of many, or a missing step."""
    of = len(levels)
    tally = {
        "gap": sum(0 <= level < 3 for level in levels),
        "missing": sum(0 <= level < 2 for level in levels),
    }
    listed = commonest(tally, of, {"gap": 0, "missing": 1}, 10)
    return tuple((name, step(tally[name], of)) for name in listed)


def told_of_both(levels: tuple[int, ...]) -> Told:
    return told_of_a_line(levels), told_of_lists(levels)


def possible_levels(told: object, of: int, values: range) -> Iterator[set[int]]:
    """For each page and each file that a reader may know: the levels of the others that fit both.

    What is told depends on no order, so the others are alike to the reader: what is possible for
    one of them is possible for each.
    """
    fitting: dict[tuple[int, Told], set[int]] = defaultdict(set)
    for levels in itertools.combinations_with_replacement(values, of):
        page = told(levels)  # type: ignore[operator]
        for place, known in enumerate(levels):
            if known not in levels[:place]:
                fitting[known, page].update(levels[:place] + levels[place + 1 :])
    return (levels - {NONE} for levels in fitting.values())


@pytest.mark.parametrize("of", range(THRESHOLD, 15))
@pytest.mark.parametrize("values", [LEVELS, range(NONE, 5)], ids=["all have it", "some have none"])
def test_whatever_is_printed_of_a_question_and_whichever_file_is_known_each_level_is_possible(
    of: int, values: range
):
    for told in (told_of_a_line, told_of_lists):
        assert all(levels == set(LEVELS) for levels in possible_levels(told, of, values))


@pytest.mark.parametrize("of", range(THRESHOLD, MIN_LISTED))
def test_of_up_to_ten_states_a_line_and_a_list_together_say_no_more(of: int):
    found = possible_levels(told_of_both, of, range(NONE, 5))
    assert all(levels == set(LEVELS) for levels in found)


def test_the_own_answer_at_the_top_of_a_low_line_does_not_give_the_others_away():
    """Six States: the one that knows its own 4 read "≤ 20" in 1.0.0, so that all others had 0."""
    page = told_of_a_line((0, 0, 0, 0, 0, 4))
    assert page == told_of_a_line((0, 0, 0, 0, 4, 4)) == told_of_a_line((0, 1, 1, 1, 1, 4))
    assert told_of_a_line((0, 0, 0, 0, 4)) == (None, None, None)


# Numbers of States


@pytest.mark.parametrize("of", STATES)
def test_a_number_of_states_is_told_in_steps_of_six_and_none_below_six(of: int):
    told = [step(number, of) for number in range(of + 1)]
    assert told[:THRESHOLD] == [None] * THRESHOLD
    assert all(item % THRESHOLD == 0 and item <= number for number, item in enumerate(told) if item)
    assert told[THRESHOLD:] == sorted(told[THRESHOLD:], key=lambda item: item or 0)


@pytest.mark.parametrize("of", range(MIN_LISTED, 80))
def test_every_step_holds_six_numbers_or_more_so_all_are_not_told_from_nearly_all(of: int):
    told = Counter(step(number, of) for number in range(THRESHOLD, of + 1))
    assert min(told.values()) >= THRESHOLD
    assert len({step(number, of) for number in range(of - THRESHOLD + 1, of + 1)}) == 1


@given(st.integers(THRESHOLD, 80), st.integers(0, 80), st.integers(0, 80))
def test_whether_there_is_a_middle_half_tells_no_more_than_the_number(
    of: int, number: int, two: int
):
    assume(max(number, two) <= of)
    if step(number, of) == step(two, of):
        assert has_middle_half(number, of) is has_middle_half(two, of)


# Figures


def behind(number: int, of: int) -> list[set[int]]:
    """The States behind each figure of a line, in the order of their values."""
    told = SHARES if has_middle_half(number, of) else (0.5,)
    return [set(required_behind(number, share)) for share in told]


@pytest.mark.parametrize("number", STATES)
def test_six_states_or_more_stand_behind_any_figure_and_any_sum_of_figures(number: int):
    for of in range(number, number + 12):
        figures = behind(number, of)
        if number == THRESHOLD or len(figures) == 1:
            assert len(figures[0]) >= THRESHOLD
            continue
        for weights in combinations(figures):
            alone = {
                item
                for item in range(number)
                if sum(w * (item in states) for w, states in zip(weights, figures, strict=True))
            }
            assert not alone or len(alone) >= THRESHOLD, weights


def combinations(figures: list[set[int]]) -> list[tuple[int, int, int]]:
    """The weighted sums of three figures in which as many States as possible cancel out.

    A State's weight in a sum is the sum of the weights of the figures that it stands behind. Two
    kinds of States can be made to cancel out at once, whichever two: these are all such sums.
    """
    kinds = {tuple(int(item in states) for states in figures) for item in set().union(*figures)}
    pairs = itertools.combinations(sorted(kinds), 2)
    crossed = [
        (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
        for a, b in pairs
    ]
    return [item for item in crossed if any(item)]


@given(scores(), st.data())
def test_one_state_moves_a_figure_by_a_sixth_of_its_own_change_at_most(
    values: list[float], data: st.DataObject
):
    place = data.draw(st.integers(0, len(values) - 1))
    changed = [*values[:place], data.draw(POINTS), *values[place + 1 :]]
    moved = abs(changed[place] - values[place]) / THRESHOLD + ROUNDING  # where it is rounded
    of = len(values)
    for item, other in zip(figures_of(values, of), figures_of(changed, of), strict=True):
        assert abs(item - other) <= moved


def figures_of(values: list[float], of: int) -> tuple[int, ...]:
    median = middle(values, of)
    assert median is not None
    return (median.points, *(middle_half(values, of) or ()))


@given(scores(MIN_TRIMMED), *[POINTS] * 4)
def test_from_ten_states_on_the_two_lowest_and_the_two_highest_change_no_figure(
    values: list[float], low: float, lower: float, high: float, higher: float
):
    _, _, *inside, _, _ = sorted(values)
    least, most = inside[0], inside[-1]
    further = [min(low, least), min(lower, least), *inside, max(high, most), max(higher, most)]
    of = len(values)
    assert middle(values, of) == middle(further, of)
    assert middle_half(values, of) == middle_half(further, of)


@given(scores(THRESHOLD, MIN_TRIMMED - 1), st.sampled_from([0.0, 100.0]), POINTS)
def test_of_fewer_states_each_of_the_others_may_still_be_at_either_end(
    values: list[float], wish: float, known: float
):
    """To one who knows a value of his own, and reads any figure."""
    number = len(values)
    values[0] = known
    told = middle(values, number)
    assert told is not None
    fitting = (
        middle([known, wish, *[100.0 * part / 400] * (number - 2)], number) for part in range(401)
    )
    assert told in fitting


@given(scores(), st.integers(0, 10))
def test_fewer_than_six_have_no_figure_and_figures_are_in_steps_of_five_points(
    values: list[float], others: int
):
    of = len(values) + others
    assert middle(values[: THRESHOLD - 1], of) is None
    assert middle_half(values[: THRESHOLD - 1], of) is None
    assert all(isinstance(item, int) and item % 5 == 0 for item in figures_of(values, of))


# What States have in common

QUESTIONS = tuple(f"Q{number:02}" for number in range(30))
ORDER = {name: place for place, name in enumerate(QUESTIONS)}


@st.composite
def tallies(draw: st.DrawFn) -> tuple[dict[str, int], int]:
    of = draw(st.integers(THRESHOLD, 30))
    numbers = st.lists(st.integers(0, of), min_size=len(QUESTIONS), max_size=len(QUESTIONS))
    return dict(zip(QUESTIONS, draw(numbers), strict=True)), of


@given(tallies())
def test_the_commonest_are_the_commonest(found: tuple[dict[str, int], int]):
    tally, of = found
    listed = commonest(tally, of, ORDER, 10)
    if of < MIN_LISTED:
        assert listed == ()
        return
    others = [number for name, number in tally.items() if name not in listed]
    assert all(tally[name] >= THRESHOLD for name in listed)
    if len(listed) == 10:
        assert min(min(tally[name], of - 2) for name in listed) >= min(max(others), of - 2)
    else:
        assert all(number < THRESHOLD for number in others)
    told = [(-(step(tally[name], of) or 0), ORDER[name]) for name in listed]
    assert told == sorted(told)


MEMBERS = st.integers(THRESHOLD, 16).flatmap(
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
            gaps=tuple(ids[gap] for gap in sorted(gaps)),
            missing=tuple(ids[gap] for gap in sorted(gaps) if gap % 2),
        )
        for number, (score, gaps) in enumerate(drawn)
    ]


@given(MEMBERS, st.data())
def test_no_page_says_of_a_state_whether_it_has_a_gap(
    questionnaire: Questionnaire,
    drawn: list[tuple[float | None, frozenset[int]]],
    data: st.DataObject,
):
    """For each State and question there is a region with the same page where it is otherwise.

    The first State is the reader's own, and stays as it is.
    """
    found = members(questionnaire, drawn)
    page = region(questionnaire, found, anonymous=True)
    place = data.draw(st.integers(1, len(found) - 1))
    question = questionnaire.questions[data.draw(st.integers(0, 24))].id
    has = question in found[place].gaps
    others = [
        number for number, item in enumerate(found) if number and (question in item.gaps) is not has
    ]
    found[place] = turned(questionnaire, found[place], question)
    if others:
        found[others[0]] = turned(questionnaire, found[others[0]], question)
    assert region(questionnaire, found, anonymous=True) == page


@pytest.mark.parametrize("states", [11, 17, 23])
@pytest.mark.parametrize("own", [True, False], ids=["own gap", "own without"])
def test_not_even_the_choice_tells_that_all_have_a_gap(
    questionnaire: Questionnaire, states: int, own: bool
):
    """Also not to the one State that may have none, and knows it."""
    gaps = frozenset(range(15))
    found = members(questionnaire, [(50.0, gaps if own else frozenset())])
    found += members(questionnaire, [(50.0, gaps)] * states)[1:]
    page = region(questionnaire, found, anonymous=True)
    assert len(page.gaps) == 10
    for question in questionnaire.questions[:15]:
        other = [found[0], turned(questionnaire, found[1], question.id), *found[2:]]
        assert region(questionnaire, other, anonymous=True) == page


def turned(questionnaire: Questionnaire, member: Member, question: str) -> Member:
    """A State with a gap where it had none, or without it."""
    gaps = set(member.gaps) ^ {question}
    ordered = sorted(gaps, key=questionnaire.position.__getitem__)
    return dataclasses.replace(member, gaps=tuple(ordered))


@given(scores(MIN_TRIMMED), st.data(), st.sampled_from([0.0, 100.0]))
def test_no_page_says_of_a_state_how_high_or_low_it_is(
    questionnaire: Questionnaire, values: list[float], data: st.DataObject, wish: float
):
    """For each State but the reader's own there is a region with the same page where it is at an
    end of the scale."""
    page = page_of(questionnaire, values)
    place = data.draw(st.integers(1, len(values) - 1))
    ranked = sorted(range(len(values)), key=values.__getitem__, reverse=wish > 0)
    outermost = next(number for number in ranked if number)  # the reader's own is the first
    values[outermost], values[place] = values[place], wish
    assert page_of(questionnaire, values) == page


def page_of(questionnaire: Questionnaire, values: list[float]) -> Region:
    found = [state(questionnaire, number, score) for number, score in enumerate(values)]
    return region(questionnaire, found, anonymous=True)
