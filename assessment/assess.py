"""The one door: a questionnaire and answers in, one finished Assessment out.

Every face shows this value and computes nothing itself, so no two faces can disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assessment import checks, scoring
from assessment.answers import Answers
from assessment.applicability import Standing, standings
from assessment.checks import ConsistencyWarning
from assessment.questionnaire import Questionnaire
from assessment.redaction import EDITIONS, Edition, for_edition, leaves_the_government, redact
from assessment.scorecard import Scorecard
from assessment.scoring import Sums

if TYPE_CHECKING:
    from assessment.roadmap import Gap, Roadmap

__all__ = [
    "EDITIONS",
    "Assessment",
    "ConsistencyWarning",
    "Edition",
    "assess",
    "leaves_the_government",
    "redact",
    "roadmap",
    "scorecard",
]


@dataclass(frozen=True)
class Assessment:
    """One State's finished assessment, as one edition sees it."""

    questionnaire: Questionnaire
    answers: Answers
    """The answers of this edition: redacted where it leaves the government."""
    edition: Edition
    scorecard: Scorecard
    roadmap: Roadmap
    warnings: tuple[ConsistencyWarning, ...]
    """Empty for editions that leave the government: what they ask about is not in them."""

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """Every question beside its answer, in questionnaire order."""
        return standings(self.questionnaire, self.answers)

    @cached_property
    def robustness(self) -> Mapping[str, float]:
        """For each gap the share of draws in which it is among the first ten; 0 to 1."""
        from assessment.priorities import robustness

        return robustness(self.questionnaire, self.roadmap.gaps)

    @cached_property
    def gaps(self) -> Mapping[str, Gap]:
        """Every gap under its question's id."""
        return {gap.question: gap for gap in self.roadmap.gaps}

    def sums(self, questions: tuple[str, ...]) -> Sums:
        """The whole numbers behind the figures of some questions, for the method annex."""
        return scoring.sums([self.standings[key] for key in questions])


def assess(
    questionnaire: Questionnaire, answers: Answers, *, edition: Edition = "full"
) -> Assessment:
    """Everything there is to say about one State's answers, as one edition may say it."""
    seen = for_edition(questionnaire, answers, edition)
    return Assessment(
        questionnaire=questionnaire,
        answers=seen,
        edition=edition,
        scorecard=scoring.score(questionnaire, seen),
        roadmap=roadmap(questionnaire, seen),
        warnings=() if leaves_the_government(edition) else checks.warnings(questionnaire, seen),
    )


def scorecard(
    questionnaire: Questionnaire,
    answers: Answers,
    states: Mapping[str, Standing] | None = None,
) -> Scorecard:
    """The figures alone, for faces that show nothing else.

    `states` are the answers' standings, where they are at hand already.
    """
    if states is None:
        return scoring.score(questionnaire, answers)
    return scoring.score_standings(questionnaire, states)


def roadmap(questionnaire: Questionnaire, answers: Answers) -> Roadmap:
    """The roadmap alone."""
    from assessment.priorities import prioritise  # here: the first question waits for no roadmap

    return prioritise(questionnaire, answers)
