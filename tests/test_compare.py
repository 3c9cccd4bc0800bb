"""Two assessments of one State: what changed, told apart by cause."""

from __future__ import annotations

from pathlib import Path

import pytest
from synthetic import answers, area, build, question

from assessment.answers import Answers
from assessment.assess import assess
from assessment.compare import CAUSE_NAMES, compare
from assessment.questionnaire import Questionnaire


@pytest.mark.parametrize(
    ("before", "after", "cause"),
    [
        (1, 3, "level_changed"),
        (3, 1, "level_changed"),
        ("unknown", 2, "newly_answered"),
        (None, 2, "newly_answered"),
        (2, "unknown", "no_longer_answered"),
        (2, "withheld", "no_longer_answered"),
        (2, None, "no_longer_answered"),
        (2, "not_applicable", "became_not_applicable"),
        ("unknown", "not_applicable", "became_not_applicable"),
        ("not_applicable", 2, "became_applicable"),
        ("not_applicable", "unknown", "became_applicable"),
        (2, 2, None),
        ("unknown", "withheld", None),
        (None, None, None),
    ],
)
def test_a_change_has_one_cause(small: Questionnaire, before, after, cause: str | None):
    then = assess(small, answers(small, {} if before is None else {"AAA-01": before}))
    now = assess(small, answers(small, {} if after is None else {"AAA-01": after}))
    found = compare(then, now).questions
    assert [item.cause for item in found] == ([cause] if cause else [])
    assert cause is None or cause in CAUSE_NAMES


def test_differences_in_points(small: Questionnaire):
    found = compare(
        assess(small, answers(small, {"AAA-01": 1, "AAA-02": 2})),
        assess(small, answers(small, {"AAA-01": 3, "AAA-02": 2, "BBB-01": 4})),
    )
    aaa = found.areas["AAA"]
    assert (aaa.before, aaa.after) == ((75 + 100) / 5, (225 + 100) / 5)
    assert aaa.difference == 30
    assert found.areas["BBB"].difference is None, "there was no score to compare with"
    assert found.overall.difference == (65 + 2 * 100) / 3 - 35
    assert not found.other_questionnaire


def test_nothing_changes_against_oneself(questionnaire: Questionnaire, example: Answers):
    item = assess(questionnaire, example)
    found = compare(item, item)
    assert found.questions == found.only_in_baseline == found.reworded == ()
    assert found.overall.difference == 0


def test_the_example_against_two_years_earlier(
    questionnaire: Questionnaire, example: Answers, earlier: Answers
):
    found = compare(assess(questionnaire, earlier), assess(questionnaire, example))
    assert found.overall.difference > 0
    order = [questionnaire.position[question.question] for question in found.questions]
    assert order == sorted(order)


def test_another_version_of_the_questionnaire(tmp_path: Path, small: Questionnaire):
    reworded = question("AAA-01", weight=3, absent="Nothing at all is done on it.")
    other = build(
        tmp_path / "q",
        area("AAA", reworded, question("AAA-02", weight=2), question("AAA-09")),
        version="2.0",
    )
    found = compare(
        assess(small, answers(small, {"AAA-01": 1, "AAA-04": 2})),
        assess(other, answers(other, {"AAA-01": 2, "AAA-09": 2})),
    )
    assert found.other_questionnaire
    causes = {item.question: item.cause for item in found.questions}
    assert causes == {"AAA-01": "questionnaire_changed", "AAA-09": "newly_asked"}
    assert found.only_in_baseline == ("AAA-04",)
    assert "AAA-01" in found.reworded
