"""The State's profile as the report prints it: what decides which questions apply."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.answers import RELEVANCES, Relevance
from assessment.assess import Assessment
from assessment.language import _
from assessment.terms import term


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A fact that decides which questions apply."""

    text: str
    answer: str
    """`yes`, `no` or `not set`."""


@dataclass(frozen=True, slots=True)
class RelevanceView:
    """The policy areas of one relevance."""

    relevance: Relevance
    areas: tuple[str, ...]
    """Their titles."""


@dataclass(frozen=True, slots=True)
class ProfileView:
    """The State's profile."""

    conditions: tuple[ConditionView, ...]
    relevance: tuple[RelevanceView, ...]
    """High first; none without an area."""
    excluded: int
    """How many questions the profile leaves out."""


def profile_view(assessment: Assessment) -> ProfileView:
    """The State's profile."""
    profile, questionnaire = assessment.answers.profile, assessment.questionnaire
    words = {True: term("yes"), False: term("no"), None: _("not set")}
    groups = (
        RelevanceView(
            relevance,
            tuple(
                area.title
                for area in questionnaire.areas
                if profile.relevance_of(area.id) == relevance
            ),
        )
        for relevance in reversed(RELEVANCES)
    )
    return ProfileView(
        conditions=tuple(
            ConditionView(condition.text, words[profile.conditions.get(condition.id)])
            for condition in questionnaire.conditions
        ),
        relevance=tuple(group for group in groups if group.areas),
        excluded=assessment.scorecard.overall.counts.by_profile,
    )
