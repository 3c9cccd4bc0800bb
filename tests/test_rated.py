"""Invented States with levels fixed beforehand, and what readers of their fact sheets found."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import mean
from typing import Any

import pytest
import yaml
from synthetic import DATA

from assessment.questionnaire import Questionnaire

RATED = DATA / "rated"
RESULTS: dict[str, Any] = yaml.safe_load((RATED / "results.yaml").read_text())
STATES = tuple(RESULTS["questions"])


def topics(state: str) -> list[str]:
    """The topics of a sheet, in its order: T01, T02 ..."""
    return [f"T{number:02}" for number, _ in enumerate(RESULTS["questions"][state], start=1)]


def key(state: str) -> list[int]:
    fixed = yaml.safe_load((RATED / f"{state}-key.yaml").read_text())
    return [fixed[topic]["level"] for topic in topics(state)]


@pytest.mark.parametrize("state", STATES)
def test_a_sheet_has_a_level_fixed_for_each_of_its_topics(state: str, questionnaire: Questionnaire):
    sheet = (RATED / f"{state}.md").read_text()
    assert re.findall(r"^## (T\d\d)", sheet, re.MULTILINE) == topics(state)
    assert len(set(key(state))) == 5, "every level occurs"
    questions = RESULTS["questions"][state]
    assert len(questions) == len(set(questions)) >= 20
    assert set(questions) <= set(questionnaire.by_id)


@pytest.mark.parametrize("state", STATES)
def test_a_sheet_names_no_level(state: str):
    # A topic may be called "Information gathered at local level"; the facts under it name none.
    sheet = re.sub(r"^## .*$", "", (RATED / f"{state}.md").read_text(), flags=re.MULTILINE)
    words = r"\b(levels?|absent|ad hoc|designed|implemented|reviewed)\b"
    assert re.search(words, sheet, re.IGNORECASE) is None


def test_readers_of_the_last_state_found_the_levels_fixed_beforehand():
    """The text was never mended from this sheet before it was read."""
    last = RESULTS["readings"][-1]["state"]
    fixed = key(last)
    readings = [result for result in RESULTS["readings"] if result["state"] == last]
    assert len(readings) >= 2
    errors = [
        found - right
        for reading in readings
        for found, right in zip(reading["levels"], fixed, strict=True)
    ]
    assert mean(error == 0 for error in errors) >= 0.9
    assert max(map(abs, errors)) <= 1
    assert abs(mean(errors)) <= 0.1
    assert mean(1 - len(reading["unsure"]) / len(fixed) for reading in readings) >= 0.75
    for item, other in pairwise(readings):
        same = [a == b for a, b in zip(item["levels"], other["levels"], strict=True)]
        assert mean(same) >= 0.9
