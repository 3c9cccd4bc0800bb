"""What the public edition prints leaves at least three levels possible for every answer."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from band_search import (
    fixed,
    possible_after_two_years,
    possible_levels,
    printed,
    public_answers,
)
from synthetic import answers, area, build, question

from assessment import publication
from assessment.answers import Answer
from assessment.publication import publishable
from assessment.questionnaire import Questionnaire

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
