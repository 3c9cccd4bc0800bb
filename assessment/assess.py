"""The one door: a questionnaire and answers in, one finished Assessment out.

Every face shows this value and computes nothing itself, so no two faces can disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from assessment import checks, scoring
from assessment.answers import Answers
from assessment.applicability import QuestionStatus, statuses
from assessment.checks import ConsistencyWarning
from assessment.publication import PublicBands, public_bands
from assessment.questionnaire import Questionnaire
from assessment.redaction import (
    EDITIONS,
    REPORT_EDITIONS,
    SHOWN_AS_REDACTED,
    Edition,
    ScoredEdition,
    edition_of,
    for_edition,
    in_the_baseline,
    leaves_the_government,
    redact,
)
from assessment.scorecard import Arithmetic, Contribution, OverallArithmetic, Scorecard
from assessment.scoring import Sums

if TYPE_CHECKING:
    from assessment.roadmap import Gap, Roadmap

__all__ = [
    "EDITIONS",
    "REPORT_EDITIONS",
    "SHOWN_AS_REDACTED",
    "Assessment",
    "ConsistencyWarning",
    "Edition",
    "ScoredEdition",
    "assess",
    "assess_baseline",
    "edition_of",
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
    carried_from: str = ""
    """The version of the questionnaire that was answered, where it was another one."""

    @cached_property
    def statuses(self) -> Mapping[str, QuestionStatus]:
        """Every question beside its answer, in questionnaire order."""
        return statuses(self.questionnaire, self.answers)

    @property
    def outward(self) -> bool:
        """Whether it is of an edition that leaves the government."""
        return leaves_the_government(self.edition)

    @cached_property
    def public_bands(self) -> PublicBands:
        """All that the public edition says of the answers."""
        conditions = self.answers.profile.conditions
        return public_bands(self.questionnaire, conditions, self.statuses, self.scorecard)

    @cached_property
    def robustness(self) -> Mapping[str, float]:
        """For each gap the share of draws in which it is done now, not later; 0 to 1."""
        from assessment.priorities import robustness

        return robustness(self.questionnaire, self.roadmap.gaps)

    @property
    def known_robustness(self) -> Mapping[str, float] | None:
        """The same where it was asked for already; None where all is still to be drawn."""
        return vars(self).get("robustness")

    @cached_property
    def gaps(self) -> Mapping[str, Gap]:
        """Every gap under its question's id."""
        return {gap.question: gap for gap in self.roadmap.gaps}

    def arithmetic(self, questions: tuple[str, ...]) -> Arithmetic:
        """How the score of some questions comes about, for whoever asks why."""
        return scoring.arithmetic([self.statuses[key] for key in questions])

    def overall_arithmetic(self) -> OverallArithmetic:
        """How the overall score comes about, for whoever asks why."""
        return scoring.overall_arithmetic(self.questionnaire.areas, self.scorecard.areas)

    def sums(self, questions: tuple[str, ...]) -> Sums:
        """The whole numbers behind the figures of some questions, for the method annex."""
        return scoring.sums([self.statuses[key] for key in questions])

    @cached_property
    def contributions(self) -> Mapping[str, Contribution]:
        """What each question brings into those sums, under its id."""
        return {key: scoring.contribution(item) for key, item in self.statuses.items()}


def assess(
    questionnaire: Questionnaire,
    answers: Answers,
    *,
    edition: Edition = "full",
    also_withheld: Collection[str] = (),
    carried_from: str = "",
    day: dt.date | None = None,
) -> Assessment:
    """Everything there is to say about one State's answers, as one edition may say it.

    A redacted copy has no full or ministry edition: it is assessed as the partner edition.
    `carried_from` is the version that was answered, where the answers were carried over.
    `also_withheld` are questions that an outward edition shows as open whatever they say. An action
    is overdue on `day`; where none is given, on the file's date.
    """
    edition = edition_of(answers, edition)
    outward = leaves_the_government(edition)
    seen = for_edition(questionnaire, answers, edition, also_withheld=also_withheld)
    card, plan = scoring.score(questionnaire, seen), roadmap(questionnaire, seen)
    return Assessment(
        questionnaire=questionnaire,
        answers=seen,
        edition=edition,
        scorecard=card.as_outward() if outward else card,
        roadmap=_outward_roadmap(plan, seen) if outward else plan,
        warnings=() if outward else checks.warnings(questionnaire, seen, day),
        carried_from=carried_from,
    )


def assess_baseline(
    current: Assessment,
    earlier: Answers,
    *,
    names: Mapping[str, str] | None = None,
    carried_from: str = "",
) -> Assessment:
    """An earlier assessment, as it may stand beside the current one.

    What is open now is open in an outward edition's baseline too, for whatever reason, or the
    baseline would tell what was restricted since. `names` gives for an id of now the earlier one.
    """
    open_now = [key for key, item in current.statuses.items() if item.is_open]
    return assess(
        current.questionnaire,
        earlier,
        edition=current.edition,
        also_withheld=in_the_baseline(open_now, names),
        carried_from=carried_from,
    )


def _outward_roadmap(plan: Roadmap, answers: Answers) -> Roadmap:
    """The roadmap without a question that is open: no list shows why it has no level."""

    def without(gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
        return tuple(replace(gap, open_prerequisites=()) for gap in gaps)

    return replace(
        plan,
        now=without(plan.now),
        next=without(plan.next),
        later=without(plan.later),
        facts_to_establish=(),
        withheld=answers.withheld or 0,
    )


def scorecard(
    questionnaire: Questionnaire,
    answers: Answers,
    items: Mapping[str, QuestionStatus] | None = None,
) -> Scorecard:
    """The figures alone, for faces that show nothing else.

    `items` are the answers' statuses, where they are at hand already.
    """
    if items is None:
        card = scoring.score(questionnaire, answers)
    else:
        card = scoring.score_statuses(questionnaire, items)
    return card.as_outward() if answers.kind == "redacted" else card


def roadmap(questionnaire: Questionnaire, answers: Answers) -> Roadmap:
    """The roadmap alone."""
    from assessment.priorities import prioritise  # here: the first question waits for no roadmap

    return prioritise(questionnaire, answers)
