"""The program against the method worked out a second time, over random answer files.

`batch/naive.py` has the method in plain Python and exact fractions. The files hold every field that
could touch a figure: levels alone and with points, targets, reviews, conditions, relevance, notes
beside questions that the profile excludes, restricted entries that state nothing.
"""

from __future__ import annotations

import json
import random
from dataclasses import fields
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from batch import naive
from batch.naive import Method, Reading
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import SMALL, area, question, write

from assessment import figures as printed
from assessment.answers import Answers
from assessment.assess import Assessment, assess
from assessment.questionnaire import Questionnaire
from assessment.roadmap import Gap
from assessment.scorecard import Score
from assessment.store import DEFAULT, folder_of, parse_answers, read_questionnaire

FIGURES = ("score", "low", "high", "coverage", "target", "reviewed")
STATES = ("not_applicable", "unknown", "withheld", "unanswered")


def tangled(folder: Path) -> Path:
    """Forty questions in four areas: prerequisites over several steps, ties, conditions."""
    numbers = random.Random(75)
    asked: list[dict[str, Any]] = []
    for number in range(40):
        earlier = [item["id"] for item in asked]
        asked.append(
            question(
                f"{'ABCD'[number // 10]}{'ABCD'[number // 10]}-{number % 10 + 1:02}",
                weight=1 + number % 3,
                target=numbers.choice([2, 3, 3, 4]),
                requires=numbers.sample(earlier, min(len(earlier), numbers.choice([0, 0, 1, 2]))),
                when=numbers.choice([[], [], ["affected"], ["affected", "hosts_mission"]]),
                paragraphs=numbers.sample([3, 5, 7, 9], 2),
                functions=numbers.sample(["prevent", "protect", "respond"], numbers.randrange(3)),
                side=numbers.choice(["upstream", "downstream", "enabling"]),
            )
        )
    return write(
        folder,
        *[
            area(f"{code}{code}", *asked[start : start + 10], weight=weight)
            for code, start, weight in zip("ABCD", range(0, 40, 10), (1, 2, 0.5, 1), strict=True)
        ],
    )


class Both:
    """One questionnaire as the program reads it and as the method does."""

    def __init__(self, folder: Path) -> None:
        self.asked: Questionnaire = read_questionnaire(str(folder))
        self.method = Method(folder)

    def document(self, dice: random.Random) -> dict[str, Any]:
        """A random valid answer file; now and then almost all of it is answered, or low."""
        share, most = dice.choice([0.1, 0.7, 0.9, 1]), dice.choice([1, 2, 4])
        relevance = dice.choice([0, 0.3, 1])
        return {
            "format": 2,
            "questionnaire": {
                "id": self.asked.id,
                "version": self.asked.version,
                "sha256": self.asked.sha256,
            },
            "state": "Examplia",
            "authority": "Office",
            "period": "2026",
            "date": "2026-11-01",
            "document_status": "draft",
            "profile": {
                "conditions": {
                    name: dice.random() < 0.4
                    for name in self.method.conditions
                    if dice.random() < 0.8
                },
                "relevance": {
                    area["id"]: dice.choice(["low", "medium", "high"])
                    for area in self.method.areas
                    if dice.random() < relevance
                },
                "ministries": [],
            },
            "answers": {
                key: self.entry(key, dice, share, most)
                for key in self.method.order
                if dice.random() < 0.95
            },
        }

    def entry(self, key: str, dice: random.Random, share: float, most: int) -> dict[str, Any]:
        status = "answered" if dice.random() < share else dice.choice(STATES)
        found: dict[str, Any] = {"status": status}
        if status == "answered":
            found["level"] = dice.randint(0, most)
            if dice.random() < 0.5:
                letters = list(self.method.questions[key]["points"])
                held = [letter for letter in letters if dice.random() < dice.choice([0.2, 0.8, 1])]
                follow = naive.levels_that_follow(self.method.questions[key], held)
                found |= {"points": held, "level": dice.choice(sorted(follow))}
        if status == "not_applicable":
            found["reason"] = "It cannot exist here."
        optional: dict[str, Any] = {
            "target": dice.randrange(5),
            "note": "Asked in May.",
            "flag": True,
            "restricted": True,
            "to_confirm": True,
            "confidence": "low",
            "review": dice.choice([{"level": dice.randrange(5)}, {"note": "Seen."}]),
        }
        return found | {name: value for name, value in optional.items() if dice.random() < 0.2}

    def draw(self, dice: random.Random) -> tuple[Assessment, Reading]:
        """A random file, as the program and as the method read it."""
        document = self.document(dice)
        return assess(self.asked, self.read(document)), self.method.score(document)

    def read(self, document: dict[str, Any]) -> Answers:
        return parse_answers(json.dumps(document).encode(), self.asked, where="f").answers


@pytest.fixture(scope="module", params=["small", "tangled", "real"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    if request.param == "tangled":
        return Both(tangled(tmp_path_factory.mktemp("tangled") / "q"))
    return Both(SMALL if request.param == "small" else folder_of(DEFAULT))


def hold(found: Score, wanted: dict[str, Any]) -> None:
    for name in FIGURES:
        figure, right = getattr(found, name), wanted[name]
        assert naive.is_near(figure, right), (found.id, name)
        if found.id != "overall" and right is not None:
            assert figure == float(right), "one division of whole numbers"
    assert {field.name: getattr(found.counts, field.name) for field in fields(found.counts)} == (
        wanted["counts"]
    ), found.id
    assert found.declared_not_applicable == wanted["declared_not_applicable"], found.id


@given(dice=st.builds(random.Random, st.integers(0, 2**32)))
def test_every_group_has_the_figures_of_the_method(both: Both, dice: random.Random):
    found, wanted = both.draw(dice)
    card = found.scorecard
    for groups, second in (
        (card.areas, wanted.areas()),
        (card.paragraphs, wanted.paragraphs()),
        (card.functions, wanted.functions()),
        (card.sides, wanted.sides()),
    ):
        assert list(groups) == list(second)
        for key, item in second.items():
            hold(groups[key], item)
            assert groups[key].band == naive.band(item["score"])
    for key, item in wanted.areas().items():
        assert card.areas[key].sufficient == naive.sufficient(item)
    overall = wanted.overall()
    hold(card.overall, overall)
    assert card.overall.provisional == overall["provisional"]
    word = None if overall["provisional"] else naive.band(overall["score"])
    assert card.overall.band == word


TERMS = ("step", "weight", "relevance", "product", "priority", "urgency")
"""What a gap has beside it: its step, and the terms of its priority, which are compared apart."""


def as_told(gap: Gap) -> dict[str, Any]:
    """A gap of the program in the shape of the second reading."""
    told = {field.name: getattr(gap, field.name) for field in fields(gap)}
    told |= {name: list(value) for name, value in told.items() if isinstance(value, tuple)}
    return {k: v for k, v in told.items() if k not in TERMS}


@given(dice=st.builds(random.Random, st.integers(0, 2**32)))
def test_the_roadmap_is_that_of_the_method(both: Both, dice: random.Random):
    found, wanted = both.draw(dice)
    for step, second in wanted.roadmap().items():
        gaps = getattr(found.roadmap, step)
        assert [gap.question for gap in gaps] == [item["question"] for item in second]
        for gap, item in zip(gaps, second, strict=True):
            assert gap.step == step
            assert naive.is_near(gap.priority, item.pop("priority"))
            assert naive.is_near(gap.urgency, item.pop("urgency"))
            assert as_told(gap) == item
    assert list(found.roadmap.due_for_review) == wanted.due_for_review()
    assert sorted(found.roadmap.facts_to_establish) == sorted(wanted.facts_to_establish())
    assert found.roadmap.withheld == wanted.overall()["counts"]["withheld"]


@pytest.mark.slow
@settings(max_examples=2)
@given(dice=st.builds(random.Random, st.integers(0, 2**32)))
def test_robustness_is_the_share_of_ten_thousand_draws(both: Both, dice: random.Random):
    found, wanted = both.draw(dice)
    generator = np.random.Generator(np.random.PCG64(7559))
    draws = generator.uniform(0.5, 1.5, (10_000, len(both.method.order)))
    shares = wanted.robustness(draws.tolist())
    assert dict(found.robustness) == {key: float(share) for key, share in shares.items()}


@given(dice=st.builds(random.Random, st.integers(0, 2**32)))
def test_a_list_of_points_is_taken_with_the_levels_that_follow_and_no_other(
    both: Both, dice: random.Random
):
    key = dice.choice(both.method.order)
    asked = both.method.questions[key]
    held = [item for item in asked["points"] if dice.random() < dice.choice([0.3, 0.9])]
    follow = naive.levels_that_follow(asked, held)
    document = both.document(dice)
    for level in range(5):
        document["answers"][key] = {"status": "answered", "level": level, "points": held}
        if level in follow:
            assert both.read(document).answers[key].level == level
        else:
            with pytest.raises(Exception, match=f"{key}.*points"):
                both.read(document)


@given(weights=st.integers(1, 300), share=st.fractions(0, 1, max_denominator=500))
def test_figures_are_printed_by_the_rule_of_the_method(weights: int, share: Fraction):
    near = Fraction(round(share * weights), weights)
    for value in (share, near):
        assert printed.points(float(100 * value)) == naive.shown(100 * value, "score")
        assert printed.coverage(float(value)) == f"{naive.shown(100 * value, 'coverage')} %"
        assert printed.declared(float(value)) == f"{naive.shown(100 * value, 'declared')} %"


@pytest.mark.parametrize(("limit", "step"), product((0, 20, 25, 50, 75, 80, 100), (-1, 0, 1)))
def test_beside_a_limit_too(limit: int, step: int):
    value = Fraction(limit) + Fraction(step, 10_000)
    if 0 <= value <= 100:
        assert printed.points(float(value)) == naive.shown(value, "score")
        assert printed.coverage(float(value / 100)) == f"{naive.shown(value, 'coverage')} %"
        assert printed.declared(float(value / 100)) == f"{naive.shown(value, 'declared')} %"
