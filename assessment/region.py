"""Many assessments -> a region: how scores spread over States, and what is commonly missing; pure.

An anonymous region leaves no State recognisable: it has no names, dots or extremes, says nothing
that fewer than five States stand behind, and gives quartiles only from ten. A count that would set
one to four States apart from the others, such as 9 of 10, is about those few: it is not given, and
reads "5+".
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from assessment.answers import CONFIDENCES
from assessment.assess import Assessment
from assessment.questionnaire import Questionnaire
from assessment.scorecard import Score

ANONYMOUS_STATES = 5
"""An anonymous region says nothing that fewer States stand behind."""
ANONYMOUS_QUARTILES = 10
"""From how many States on an anonymous region gives quartiles."""
QUARTILES = 4
"""From how many States on a region with names gives quartiles."""
NOT_SAID = "not_said"
"""The confidence of an answer that states none."""


@dataclass(frozen=True, slots=True)
class Member:
    """What a region needs of one State's assessment."""

    state: str
    date: dt.date
    overall: float | None
    coverage: float | None
    areas: Mapping[str, float | None]
    """The score of each area; None without one, or with too little information for ranking."""
    paragraphs: Mapping[int, float | None]
    gaps: tuple[str, ...]
    """The questions whose level is below their target."""
    missing: tuple[str, ...]
    """The prerequisites that are answered below level 2 and that a gap waits for."""
    confidences: Mapping[str, int]
    """How many answers were given with each confidence."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How one figure is distributed over States."""

    states: int
    """How many States have the figure."""
    median: float | None
    lower: float | None
    """The value that a quarter of the States does not exceed."""
    upper: float | None
    """The value that three quarters of the States do not exceed."""
    dots: tuple[float, ...]
    """Each State's value in rising order; empty in an anonymous region."""
    exact: bool = True
    """Whether `states` is the number; if not, there are so many or more."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that several States have in common."""

    question: str
    states: int
    exact: bool = True
    """Whether `states` is the number; if not, there are so many or more."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region: the latest assessment of each of its States."""

    anonymous: bool
    states: int
    """How many States; 0 for an anonymous region of too few."""
    names: tuple[str, ...]
    """In alphabetical order; empty in an anonymous region."""
    earlier: int
    """How many assessments were left out because the State has a later one."""
    overall: Spread
    coverage: Spread
    areas: Mapping[str, Spread]
    paragraphs: tuple[tuple[int, Spread], ...]
    """Lowest median first; only those with a score."""
    gaps: tuple[Shared, ...]
    """Commonest first."""
    missing: tuple[Shared, ...]
    """The prerequisites that gaps wait for, commonest first."""
    confidences: Mapping[str, int]
    """How many answers were given with each confidence, over all States."""


def member(assessment: Assessment) -> Member:
    """What a region needs of one assessment."""
    card = assessment.scorecard
    stated = Counter(
        one.answer.confidence or NOT_SAID
        for one in assessment.standings.values()
        if one.status == "answered"
    )
    missing = {name for gap in assessment.roadmap.gaps for name in gap.unmet}
    return Member(
        state=assessment.answers.state,
        date=assessment.answers.date,
        overall=card.overall.score,
        coverage=card.overall.coverage,
        areas={key: _ranked(one) for key, one in card.areas.items()},
        paragraphs={number: _ranked(one) for number, one in card.paragraphs.items()},
        gaps=tuple(gap.question for gap in assessment.roadmap.gaps),
        missing=tuple(sorted(missing)),
        confidences=dict(stated),
    )


def region(
    questionnaire: Questionnaire, members: Iterable[Member], *, anonymous: bool = False
) -> Region:
    """The region of some States; of each State the assessment with the latest date counts."""
    given = tuple(members)
    latest = _latest(given)
    shown = () if anonymous and len(latest) < ANONYMOUS_STATES else latest
    return Region(
        anonymous=anonymous,
        states=len(shown),
        names=() if anonymous else tuple(sorted(one.state for one in latest)),
        earlier=0 if anonymous else len(given) - len(latest),
        overall=_spread([one.overall for one in shown], anonymous),
        coverage=_spread([one.coverage for one in shown], anonymous),
        areas={
            area.id: _spread([one.areas[area.id] for one in shown], anonymous)
            for area in questionnaire.areas
        },
        paragraphs=_paragraphs(questionnaire, shown, anonymous),
        gaps=_shared(questionnaire, [one.gaps for one in shown], anonymous),
        missing=_shared(questionnaire, [one.missing for one in shown], anonymous),
        confidences=_confidences(shown, anonymous),
    )


def _ranked(one: Score) -> float | None:
    return one.score if one.sufficient else None


def _latest(members: Sequence[Member]) -> tuple[Member, ...]:
    # Several periods of one State must not count as several States, least of all where the
    # number of States is what keeps each of them unrecognisable.
    found: dict[str, Member] = {}
    for one in members:
        key = one.state.casefold()
        if key not in found or one.date >= found[key].date:
            found[key] = one
    return tuple(found.values())


def _spread(values: Iterable[float | None], anonymous: bool) -> Spread:
    given = tuple(values)
    known = sorted(value for value in given if value is not None)
    if not known or (anonymous and len(known) < ANONYMOUS_STATES):
        return Spread(0, None, None, None, ())
    exact = not anonymous or _sets_nobody_apart(len(known), len(given))
    lower = upper = None
    if len(known) >= (ANONYMOUS_QUARTILES if anonymous else QUARTILES):
        lower, _, upper = quantiles(known, n=4, method="inclusive")
    return Spread(
        states=len(known) if exact else ANONYMOUS_STATES,
        median=median(known),
        lower=lower,
        upper=upper,
        dots=() if anonymous else tuple(known),
        exact=exact,
    )


def _sets_nobody_apart(states: int, of: int) -> bool:
    return states == of or of - states >= ANONYMOUS_STATES


def _paragraphs(
    questionnaire: Questionnaire, members: Sequence[Member], anonymous: bool
) -> tuple[tuple[int, Spread], ...]:
    spreads = {
        one.number: _spread([member.paragraphs[one.number] for member in members], anonymous)
        for one in questionnaire.paragraphs
    }
    scored = [
        (spread.median, number, spread)
        for number, spread in spreads.items()
        if spread.median is not None
    ]
    return tuple((number, spread) for _, number, spread in sorted(scored, key=lambda one: one[:2]))


def _shared(
    questionnaire: Questionnaire, found: Sequence[Iterable[str]], anonymous: bool
) -> tuple[Shared, ...]:
    tally = Counter(question for one in found for question in set(one))
    if anonymous:
        return _shared_by_nobody_alone(questionnaire, tally, len(found))
    order = questionnaire.position
    ranked = sorted(tally.items(), key=lambda one: (-one[1], order[one[0]]))
    return tuple(Shared(question, states) for question, states in ranked)


def _shared_by_nobody_alone(
    questionnaire: Questionnaire, tally: Mapping[str, int], of: int
) -> tuple[Shared, ...]:
    # What all have, then what nearly all have, in the order of the questionnaire: an order by
    # number would tell the number.
    common = [question.id for question in questionnaire.questions if question.id in tally]
    told = [one for one in common if tally[one] >= ANONYMOUS_STATES]
    exact = [
        Shared(one, tally[one])
        for one in sorted(told, key=lambda one: -tally[one])
        if _sets_nobody_apart(tally[one], of)
    ]
    inexact = [
        Shared(one, ANONYMOUS_STATES, exact=False)
        for one in told
        if not _sets_nobody_apart(tally[one], of)
    ]
    of_all = sum(one.states == of for one in exact)
    return (*exact[:of_all], *inexact, *exact[of_all:])


def _confidences(members: Sequence[Member], anonymous: bool) -> dict[str, int]:
    # A confidence that only a few States used at all would be about those States.
    least = ANONYMOUS_STATES if anonymous else 0
    return {
        name: sum(one.confidences.get(name, 0) for one in members)
        for name in (*reversed(CONFIDENCES), NOT_SAID)
        if sum(name in one.confidences for one in members) >= least
    }
