"""What if: the same answers with some levels tried on; the answers themselves never change."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.answers import Answers
from assessment.assess import Assessment, assess
from assessment.questionnaire import Level

Trial = Mapping[str, Level]
"""The levels that are tried, under their questions' ids."""


def tried(actual: Assessment, trial: Trial) -> Assessment:
    """The assessment as it would be with the tried levels."""
    if not trial:
        return actual
    answers = actual.answers
    for key, level in trial.items():
        answers = _with_level(answers, key, level)
    return assess(actual.questionnaire, answers, edition=actual.edition)


def _with_level(answers: Answers, key: str, level: Level) -> Answers:
    changed = answers.answer(key).stating("answered", level=level)
    return answers.with_answer(key, changed)
