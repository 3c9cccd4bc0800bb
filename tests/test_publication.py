"""What the public edition prints leaves at least three levels possible for every answer."""

from __future__ import annotations

import itertools
import operator
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from band_search import (
    Pair,
    fixed,
    possible_after_two_years,
    possible_if_unchanged,
    possible_levels,
    printed,
    public_answers,
)
from synthetic import answers, area, build, question

from assessment import publication
from assessment.answers import Answer
from assessment.publication import publishable
from assessment.questionnaire import Question, Questionnaire

pytestmark = pytest.mark.slow

Levels = dict[str, int]


def weak(_asked: Questionnaire, key: str, chosen: random.Random) -> int:
    return chosen.choice([0, 0, 0, 1])


def strong(_asked: Questionnaire, key: str, chosen: random.Random) -> int:
    return chosen.choice([4, 4, 4, 3])


def mixed(_asked: Questionnaire, key: str, chosen: random.Random) -> int:
    return chosen.randrange(5)


def two_peaked(_asked: Questionnaire, key: str, chosen: random.Random) -> int:
    return chosen.choice([0, 4])


def nothing(_asked: Questionnaire, key: str, chosen: random.Random) -> int:
    return 0


def all_reviewed(_asked: Questionnaire, key: str, chosen: random.Random) -> int:
    return 4


def every_other_area(asked: Questionnaire, key: str, chosen: random.Random) -> int:
    codes = [area.id for area in asked.areas]
    return 4 * (codes.index(asked.by_id[key].area_id) % 2)


def one_function(asked: Questionnaire, key: str, chosen: random.Random) -> int:
    return 4 * (asked.functions[-1].id in asked.by_id[key].functions)


def all_but_one_function(asked: Questionnaire, key: str, chosen: random.Random) -> int:
    return 4 - one_function(asked, key, chosen)


def one_side(asked: Questionnaire, key: str, chosen: random.Random) -> int:
    return 4 * (asked.by_id[key].side == asked.sides[0].id)


PATTERNS = (
    weak, strong, mixed, two_peaked, nothing, all_reviewed, every_other_area, one_function,
    all_but_one_function, one_side,
)  # fmt: skip
Pattern = Callable[[Questionnaire, str, random.Random], int]


def conditions_of(asked: Questionnaire, name: str) -> Mapping[str, bool]:
    chosen = random.Random(7559)
    values: Mapping[str, Callable[[], bool]] = {
        "all true": lambda: True,
        "all false": lambda: False,
        "some": lambda: chosen.random() < 0.5,
    }
    return {condition.id: values[name]() for condition in asked.conditions}


def levels_of(
    asked: Questionnaire, pattern: Pattern, conditions: Mapping[str, bool], seed: int = 1
) -> Levels:
    chosen = random.Random(seed)
    return {
        question.id: pattern(asked, question.id, chosen)
        for question in asked.questions
        if not question.when or any(conditions[name] for name in question.when)
    }


@pytest.mark.parametrize("profile", ["all true", "all false", "some"])
@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda item: item.__name__)
def test_every_answer_keeps_three_possible_levels(
    questionnaire: Questionnaire, pattern: Pattern, profile: str
):
    """The reader knows besides that every question is answered."""
    conditions = conditions_of(questionnaire, profile)
    levels = levels_of(questionnaire, pattern, conditions)
    given = public_answers(questionnaire, levels, conditions)
    assert fixed(possible_levels(questionnaire, given)) == {}


@pytest.mark.parametrize("pattern", [weak, strong, mixed, two_peaked], ids=lambda p: p.__name__)
def test_also_where_questions_are_open_or_do_not_apply(
    questionnaire: Questionnaire, pattern: Pattern
):
    chosen = random.Random(59)
    conditions = conditions_of(questionnaire, "all true")
    levels = levels_of(questionnaire, pattern, conditions)
    given: dict[str, int | Answer] = {}
    for key, level in levels.items():
        lot = chosen.random()
        if lot < 0.05:
            given[key] = Answer(status="not_applicable", reason="It does not arise here.")
        elif lot < 0.88:
            given[key] = level
    found = answers(questionnaire, given, conditions=conditions)
    assert fixed(possible_levels(questionnaire, found, knows_open=False)) == {}
    # A text for release on every answer would tell which these are.
    told = possible_levels(questionnaire, found, knows_open=False, knows_answered=True)
    assert fixed(told) == {}


@pytest.mark.parametrize("profile", ["all false", "some", "no explosives"])
@pytest.mark.parametrize("pattern", [weak, strong, mixed, two_peaked], ids=lambda p: p.__name__)
def test_also_where_questions_are_answered_that_the_profile_excludes(
    questionnaire: Questionnaire, pattern: Pattern, profile: str
):
    every = conditions_of(questionnaire, "all true")
    conditions = (
        {**every, "handles_explosives": False}
        if profile == "no explosives"
        else conditions_of(questionnaire, profile)
    )
    levels = levels_of(questionnaire, pattern, every)
    given = public_answers(questionnaire, levels, conditions)
    assert fixed(possible_levels(questionnaire, given)) == {}


def profiles(asked: Questionnaire) -> Iterator[dict[str, bool]]:
    """Every profile in which two facts at most do not hold, and one in which none does."""
    names = [condition.id for condition in asked.conditions]
    for one, other in itertools.combinations_with_replacement(names, 2):
        yield {name: name not in (one, other) for name in names}
    yield dict.fromkeys(names, False)


def test_no_two_shown_groups_differ_by_what_the_profile_excludes(questionnaire: Questionnaire):
    """Whichever of it is answered all the same would be told by the two bands together."""
    groups = {(group.kind, group.id): group for group in publication._groups(questionnaire)}
    for conditions in profiles(questionnaire):
        applying = frozenset(_applying(questionnaire, _no_levels(questionnaire), conditions))
        may = publishable(questionnaire, conditions)
        shown = [group for key, group in groups.items() if key in may]
        for group, other in itertools.combinations(shown, 2):
            ways = group.questions - other.questions, other.questions - group.questions
            large = [len(way & applying) >= 3 for way in ways]
            none = [not way for way in ways]
            paragraph = "paragraph" in (group.kind, other.kind)
            fits = all(map(operator.or_, large, none)) if paragraph else all(none) or any(large)
            assert fits, (conditions, group.kind, group.id, other.kind, other.id)


def _no_levels(asked: Questionnaire) -> Levels:
    return dict.fromkeys((question.id for question in asked.questions), 0)


def test_an_answer_to_what_the_profile_excludes_would_be_told_by_area_and_paragraph(
    questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch
):
    """Of the stockpiles paragraph 5 asks for all but one question, on explosives."""
    conditions = {**conditions_of(questionnaire, "all true"), "handles_explosives": False}
    levels = levels_of(questionnaire, mixed, conditions_of(questionnaire, "all true"), 7)
    levels |= {"STK-01": 3, "STK-02": 1, "STK-03": 0, "STK-04": 3, "STK-05": 0, "STK-06": 3,
               "STK-07": 3, "STK-08": 4}  # fmt: skip
    given = public_answers(questionnaire, levels, conditions)
    shown = printed(questionnaire, given)
    assert (shown.areas["STK"], shown.paragraphs[5]) == ("substantial", None)
    assert fixed(possible_levels(questionnaire, given)) == {}
    monkeypatch.setattr(publication, "_difference", _of_applicable_alone)
    shown = printed(questionnaire, given)
    assert (shown.areas["STK"], shown.paragraphs[5]) == ("substantial", "partial")
    assert fixed(possible_levels(questionnaire, given)) == {"STK-07": {3, 4}}


def _of_applicable_alone(group: publication.BandGroup, other: publication.BandGroup) -> int:
    return len(group.questions - other.questions)


@pytest.mark.parametrize("seed", range(3))
def test_two_years_together_tell_no_level(questionnaire: Questionnaire, seed: int):
    """The reader knows besides how many answers changed, and that every question is answered."""
    chosen = random.Random(seed)
    conditions = conditions_of(questionnaire, "all true")
    before = levels_of(questionnaire, (weak, mixed, two_peaked)[seed], conditions, seed)
    now = dict(before)
    for key in chosen.sample(sorted(now), 4):
        now[key] = chosen.choice([level for level in range(5) if level != now[key]])
    years = [public_answers(questionnaire, item, conditions) for item in (before, now)]
    assert fixed(possible_after_two_years(questionnaire, *years)) == {}


def _applying(asked: Questionnaire, levels: Levels, conditions: Mapping[str, bool]) -> Levels:
    return {
        key: level
        for key, level in levels.items()
        if not (when := asked.by_id[key].when) or any(conditions[name] for name in when)
    }


def some_levels(asked: Questionnaire, levels: Levels, chosen: random.Random) -> Pair:
    """From one to eight answers have another level."""
    now = dict(levels)
    for key in chosen.sample(sorted(now), chosen.choice([1, 2, 4, 8])):
        now[key] = chosen.randrange(5)
    return _pair(asked, levels, now)


def a_policy_area(asked: Questionnaire, levels: Levels, chosen: random.Random) -> Pair:
    """All answers of one policy area have risen."""
    return _risen(asked, levels, chosen.choice(asked.areas).questions)


def a_paragraph(asked: Questionnaire, levels: Levels, chosen: random.Random) -> Pair:
    """All answers that one paragraph asks for have risen."""
    groups = [asked.questions_of_paragraph(item.number) for item in asked.paragraphs]
    return _risen(asked, levels, chosen.choice([group for group in groups if group]))


def a_function(asked: Questionnaire, levels: Levels, chosen: random.Random) -> Pair:
    """All answers that serve one function have risen."""
    return _risen(asked, levels, asked.questions_of_function(chosen.choice(asked.functions).id))


def _risen(asked: Questionnaire, levels: Levels, members: Iterable[Question]) -> Pair:
    risen = {item.id: min(levels[item.id] + 1, 4) for item in members}
    return _pair(asked, levels, {**levels, **risen})


def what_is_open(asked: Questionnaire, levels: Levels, chosen: random.Random) -> Pair:
    """Some answers are open in either year; no level differs."""
    years = [{key: levels[key] for key in levels if chosen.random() < 0.93} for _ in range(2)]
    return _pair(asked, *years)


def the_profile(asked: Questionnaire, levels: Levels, chosen: random.Random) -> Pair:
    """One fact of the profile is another; no level differs."""
    every = conditions_of(asked, "all true")
    other = {**every, chosen.choice(sorted(every)): False}
    years = [(_applying(asked, levels, profile), profile) for profile in (other, every)]
    chosen.shuffle(years)
    before, now = (public_answers(asked, given, profile) for given, profile in years)
    return before, now


def what_the_profile_excludes(asked: Questionnaire, levels: Levels, chosen: random.Random) -> Pair:
    """In one year a question is answered that the profile excludes; no level differs."""
    conditions = conditions_of(asked, "all true") | {"handles_explosives": False}
    less = {key: level for key, level in levels.items() if key != "STK-07"}
    years = [public_answers(asked, given, conditions) for given in (less, levels)]
    chosen.shuffle(years)
    before, now = years
    return before, now


def _pair(asked: Questionnaire, before: Mapping[str, Any], now: Mapping[str, Any]) -> Pair:
    conditions = conditions_of(asked, "all true")
    first, second = (answers(asked, given, conditions=conditions) for given in (before, now))
    return first, second


CHANGES = (
    some_levels, a_policy_area, a_paragraph, a_function, what_is_open, the_profile,
    what_the_profile_excludes,
)  # fmt: skip


def two_years(
    asked: Questionnaire, change: Callable[[Questionnaire, Levels, random.Random], Pair], seed: int
) -> Pair:
    """Two random assessments of one State, which differ in one way."""
    chosen = random.Random(seed)
    pattern = chosen.choice([weak, strong, mixed, two_peaked])
    levels = levels_of(asked, pattern, conditions_of(asked, "all true"), seed)
    return change(asked, levels, chosen)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("change", CHANGES, ids=lambda item: item.__name__)
def test_whoever_takes_all_answers_as_unchanged_learns_no_level(
    questionnaire: Questionnaire, change: Any, seed: int
):
    before, now = two_years(questionnaire, change, seed)
    found = possible_if_unchanged(questionnaire, before, now)
    assert fixed(found) == {}
    unchanged = all(
        before.answer(key).level == given.level
        for key, given in now.answers.items()
        if given.level is not None and before.answer(key).level is not None
    )
    assert found or not unchanged, "the truth fits both reports"


@pytest.mark.parametrize("seed", range(4))
def test_nor_where_the_authority_declares_a_question_not_applicable(
    questionnaire: Questionnaire, seed: int
):
    """Which one it is, is not public: it could be others of its policy area as well."""
    chosen = random.Random(seed)
    conditions = conditions_of(questionnaire, "all true")
    levels = levels_of(questionnaire, chosen.choice([weak, strong, mixed]), conditions, seed)
    gone = chosen.choice(sorted(levels))
    later = seed % 2
    found: dict[str, set[int]] = {}
    seen = _without(questionnaire, levels, gone, later)
    for other in questionnaire.area_by_id[questionnaire.by_id[gone].area_id].questions:
        supposed = _without(questionnaire, levels, other.id, later)
        for key, possible in possible_if_unchanged(questionnaire, *supposed, seen=seen).items():
            found.setdefault(key, set()).update(possible)
    assert found
    assert fixed(found) == {}


def _without(asked: Questionnaire, levels: Levels, key: str, later: int) -> Pair:
    """Two years; in one of them a question does not apply."""
    less = {**levels, key: Answer(status="not_applicable", reason="None here.")}
    return _pair(asked, levels, less) if later else _pair(asked, less, levels)


@pytest.mark.parametrize(("other", "level"), [(0, 4), (3, 0)])
def test_nor_where_it_answers_what_the_profile_excludes(
    questionnaire: Questionnaire, other: int, level: int
):
    """The one question on explosives lifts the area of stockpiles to 38 of 72 points, from 30 of
    64, or lowers it from 33 of 64 to 33 of 72: only 3 and 4, or 0 and 1, would do so."""
    every = conditions_of(questionnaire, "all true")
    levels = levels_of(questionnaire, mixed, every)
    levels |= {f"STK-0{number}": 2 for number in range(1, 7)} | {"STK-07": level, "STK-08": other}
    conditions = {**every, "handles_explosives": False}
    less = {key: value for key, value in levels.items() if key != "STK-07"}
    before, now = (public_answers(questionnaire, item, conditions) for item in (less, levels))
    bands = [printed(questionnaire, item).areas["STK"] for item in (before, now)]
    assert sorted(map(str, bands)) == ["partial", "substantial"]
    assert printed(questionnaire, now, before).areas["STK"] is None
    assert fixed(possible_if_unchanged(questionnaire, before, now)) == {}


def test_a_question_that_came_to_a_group_would_give_its_level_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Two areas at 11 of 16 points; with one question more that is at 4, 15 of 20 are advanced."""
    asked = build(
        tmp_path / "q",
        *(
            area(code, *questions(code, 4, paragraphs=()),
                 *([question("AAA-05", when=["affected"])] if code == "AAA" else []))
            for code in ("AAA", "BBB")
        ),
    )  # fmt: skip
    levels = {f"{code}-0{number}": 3 - (number == 4) for code in ("AAA", "BBB")
              for number in range(1, 5)}  # fmt: skip
    before = answers(asked, levels, conditions={"affected": False})
    now = answers(asked, {**levels, "AAA-05": 4}, conditions={"affected": True})
    assert printed(asked, before).areas == dict.fromkeys(("AAA", "BBB"), "substantial")
    assert printed(asked, now).areas["AAA"] == "advanced"
    assert printed(asked, now, before).areas == {"AAA": None, "BBB": "substantial"}
    assert fixed(possible_if_unchanged(asked, before, now)) == {}
    monkeypatch.setattr(publication, "_may_follow", lambda _now, _then: True)
    assert fixed(possible_if_unchanged(asked, before, now))["AAA-05"] == {4}


@pytest.mark.parametrize(
    ("came", "shown"),
    [((), True), ((1,), False), ((1, 1), False), ((1, 1, 1), True), ((3, 1, 1), False)],
)
def test_what_came_to_a_group_is_nothing_or_many(came: tuple[int, ...], shown: bool):
    then = {"A": 1, "B": 2, "C": 3}
    now = then | {f"D{number}": weight for number, weight in enumerate(came)}
    assert publication._may_follow(now, then) is shown
    assert publication._may_follow(then, now) is shown


def test_two_groups_that_differ_by_one_question_would_give_a_level_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """8 points of 12 are substantial, 12 of 16 in the area advanced: what differs must be 4."""
    asked = build(
        tmp_path / "q",
        area("AAA", *questions("AAA", 3, paragraphs=(5,)), *questions("AAA", 1, 4, paragraphs=())),
        area("BBB", *questions("BBB", 9, paragraphs=())),
    )
    levels = {"AAA-01": 3, "AAA-02": 3, "AAA-03": 2, "AAA-04": 4}
    given = answers(asked, levels | {f"BBB-0{number}": 2 for number in range(1, 10)})
    assert printed(asked, given).paragraphs[5] is None
    assert fixed(possible_levels(asked, given)) == {}
    monkeypatch.setattr(publication, "_may_stand_beside", lambda _one, _other: True)
    assert printed(asked, given).paragraphs[5] == "substantial"
    assert fixed(possible_levels(asked, given))["AAA-04"] == {4}


def test_what_may_be_shown_depends_on_no_answer(questionnaire: Questionnaire):
    for profile in ("all true", "all false", "some"):
        conditions = conditions_of(questionnaire, profile)
        may, seen = publishable(questionnaire, conditions), set()
        for pattern in (weak, strong, mixed):
            levels = levels_of(questionnaire, pattern, conditions)
            bands = printed(questionnaire, public_answers(questionnaire, levels, conditions))
            shown = {("overall", "overall")}
            shown |= {("area", key) for key, word in bands.areas.items() if word}
            shown |= {("function", key) for key, word in bands.functions.items() if word}
            shown |= {("side", key) for key, word in bands.sides.items() if word}
            shown |= {("paragraph", str(key)) for key, word in bands.paragraphs.items() if word}
            assert shown <= may
            seen.add(frozenset(shown))
        assert len(seen) == 1


def questions(
    code: str, number: int, first: int = 1, paragraphs: tuple[int, ...] = (3,), weight: int = 1
) -> list[dict[str, Any]]:
    places = range(first, first + number)
    return [
        question(f"{code}-{place:02}", paragraphs=list(paragraphs), weight=weight)
        for place in places
    ]


def shown_paragraphs(asked: Questionnaire) -> set[str]:
    return {key for kind, key in publishable(asked, {}) if kind == "paragraph"}


@pytest.mark.parametrize(("outside", "shown"), [(0, True), (1, False), (2, False), (3, True)])
def test_a_paragraph_beside_an_area_that_differs_by_so_many_questions(
    tmp_path: Path, outside: int, shown: bool
):
    asked = build(
        tmp_path / "q",
        area("AAA", *questions("AAA", 5, paragraphs=(5,)),
             *questions("AAA", outside, 6, paragraphs=())),
        area("BBB", *questions("BBB", 6, paragraphs=())),
    )  # fmt: skip
    assert ("5" in shown_paragraphs(asked)) is shown


def test_of_two_paragraphs_that_differ_by_one_question_the_first_is_shown(tmp_path: Path):
    asked = build(
        tmp_path / "q",
        area("AAA", *questions("AAA", 5, paragraphs=(5, 7)),
             *questions("AAA", 1, 6, paragraphs=(7,)),
             *questions("AAA", 4, 7, paragraphs=())),
        area("BBB", *questions("BBB", 6, paragraphs=())),
    )  # fmt: skip
    assert shown_paragraphs(asked) == {"5"}


def test_a_group_with_few_answers_or_one_that_weighs_half_is_not_shown(tmp_path: Path):
    asked = build(
        tmp_path / "q",
        area("AAA", *questions("AAA", 3, weight=2)),
        area("BBB", *questions("BBB", 2), question("BBB-03", weight=3)),
        area("CCC", *questions("CCC", 4)),
    )
    full = {item.id: 2 for item in asked.questions}
    shown = {key for key, word in printed(asked, answers(asked, full)).areas.items() if word}
    assert shown == {"AAA", "CCC"}
    del full["AAA-01"]
    shown = {key for key, word in printed(asked, answers(asked, full)).areas.items() if word}
    assert shown == {"CCC"}
