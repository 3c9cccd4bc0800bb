"""Many assessments -> a region: how scores spread over States, and what is commonly missing; pure.

An anonymous region leaves no State recognisable: it holds only what `assessment.anonymity` tells.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from assessment import anonymity
from assessment.anonymity import Beyond
from assessment.answers import CONFIDENCES
from assessment.assess import Assessment, Edition, assess, leaves_the_government
from assessment.assistance import (
    Matches,
    OfferMade,
    RequestMade,
    StateAssistance,
    in_order,
    match,
    offers_of,
)
from assessment.carry_over import same_questions
from assessment.plan import request_rows
from assessment.questionnaire import Level, Questionnaire
from assessment.scorecard import Score
from assessment.text import name_key

QUARTILES = 4
"""From how many States on a region with names gives quartiles."""
NO_LEVEL = 255
"""Stands in `Member.levels` for a question without a level."""
NOT_SAID = "not_said"
"""The confidence of an answer that states none."""
STATED: tuple[str, ...] = (*reversed(CONFIDENCES), NOT_SAID)
MAX_GAPS = 10
"""Gaps that an anonymous region lists."""
MAX_MISSING = 8
"""Missing prerequisites that an anonymous region lists."""


@dataclass(frozen=True, slots=True)
class Member:
    """What a region needs of one State's assessment."""

    state: str
    file: str
    """How its file is named in messages."""
    date: dt.date
    final: bool
    """Whether it is final; else it is a draft."""
    marking: str
    sha256: str
    """The digest of the file: one that was named twice is one assessment."""
    provisional: bool
    """Whether too little is answered for a band: then it is named, and is in no figure."""
    redacted: bool
    """Whether its file is a redacted copy: its scores are then the low ends of their ranges."""
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
    other_edition: bool = False
    """Whether it answers another edition of the questionnaire: then it is in no figure, too."""
    version: str = ""
    """The version that it answers, where it answers another edition."""
    levels: bytes = b""
    """The level of each question, in the order of the questionnaire; NO_LEVEL for none."""
    requests: tuple[RequestMade, ...] = ()
    """In the order of the questionnaire."""
    offers: tuple[OfferMade, ...] = ()


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
    beyond: Beyond = ""
    """Set where only a bound of the median is shown: so much or less, so much or more."""


NOTHING = Spread(0, None, None, None, ())
Spreader = Callable[[Sequence[float | None]], Spread]
"""Makes the spread of one figure out of each State's value."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that several States have in common."""

    question: str
    states: int
    exact: bool = True
    """Whether `states` is the number; if not, there are so many or more."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A State with several assessments of one day, none of them more final than another."""

    state: str
    files: tuple[str, ...]
    """How they are named in messages."""
    date: dt.date
    final: bool


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that cannot be scored."""

    name: str
    """The file, without the folders that it is in."""
    reason: str
    """Why, with the place in the file where that is known."""


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One question of a State that is answered in both of its assessments, at another level."""

    question: str
    before: Level
    after: Level


@dataclass(frozen=True, slots=True)
class StateChange:
    """What fell and rose in one State since its assessment before."""

    state: str
    since: dt.date
    until: dt.date
    before: float | None
    """The overall score of the assessment before; None where the two cannot be compared as wholes:
    they answer other editions, the earlier one is provisional, or one of them is redacted."""
    after: float | None
    falls: tuple[LevelChange, ...]
    rises: tuple[LevelChange, ...]
    compared: int
    """How many questions were compared: those that have a level in both, and mean the same."""
    other_edition: bool
    """Whether the assessment before answers another edition of the questionnaire."""

    @property
    def difference(self) -> float | None:
        """The change of the overall score, in points."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


NO_MATCHES = Matches((), ())


@dataclass(frozen=True, slots=True)
class Region:
    """A region: of each State one assessment."""

    anonymous: bool
    edition: Edition
    states: int
    """How many States are in the figures; 0 for an anonymous region of too few."""
    names: tuple[str, ...]
    """In alphabetical order; empty in an anonymous region, and so are the next eleven."""
    members: tuple[Member, ...]
    """The assessments behind the figures, in the order of their names."""
    changes: tuple[StateChange, ...]
    """Of the States that have an assessment before: most falls first."""
    assistance: Matches
    """What States ask beside what others offer, those of provisional assessments among them."""
    refused: tuple[RefusedFile, ...]
    provisional: tuple[str, ...]
    """The States that are in no figure because their assessment is provisional."""
    other_edition: tuple[str, ...]
    """The States that are in no figure because they answer another edition of the questionnaire."""
    undecided: tuple[Undecided, ...]
    """The States that are in no figure because it is not known which assessment counts."""
    earlier: int
    """How many assessments were left out because another one of the State counts."""
    drafts: int
    """How many of those that count are drafts."""
    redacted: int
    """How many of those that count are redacted copies, where full answers were asked for."""
    dates: tuple[dt.date, dt.date] | None
    """The first and the last date of those that count."""
    markings: tuple[str, ...]
    overall: Spread
    coverage: Spread
    """The share of the weight that is answered, in points from 0 to 100."""
    areas: Mapping[str, Spread]
    paragraphs: tuple[tuple[int, Spread], ...]
    """Lowest median first; only those with a score."""
    gaps: tuple[Shared, ...]
    """Commonest first."""
    missing: tuple[Shared, ...]
    """The prerequisites that gaps wait for, commonest first."""
    confidences: Mapping[str, Spread]
    """The share of a State's answers with each confidence, in points from 0 to 100; empty for an
    edition that does not hold them."""


def member(assessment: Assessment) -> Member:
    """What a region needs of one assessment."""
    card, answers = assessment.scorecard, assessment.answers
    stated = Counter(
        one.answer.confidence or NOT_SAID
        for one in assessment.standings.values()
        if one.status == "answered"
    )
    gaps = assessment.gaps
    missing = {name for gap in gaps.values() for name in gap.unmet}
    order = assessment.questionnaire.position
    return Member(
        state=answers.state,
        file="",
        date=answers.date,
        final=answers.document_status == "final",
        marking=answers.marking,
        sha256=answers.sha256,
        provisional=card.overall.provisional,
        redacted=answers.kind == "redacted",
        overall=card.overall.ranking,
        coverage=card.overall.coverage,
        areas={key: _ranked(one) for key, one in card.areas.items()},
        paragraphs={number: _ranked(one) for number, one in card.paragraphs.items()},
        gaps=tuple(sorted(gaps, key=order.__getitem__)),
        missing=tuple(sorted(missing, key=order.__getitem__)),
        confidences={name: stated[name] for name in STATED},
        other_edition=bool(assessment.carried_from),
        version=assessment.carried_from,
        levels=bytes(
            NO_LEVEL if one.answer.level is None or not one.applies else one.answer.level
            for one in assessment.standings.values()
        ),
        requests=_requests(assessment),
        offers=offers_of(answers),
    )


def _requests(assessment: Assessment) -> tuple[RequestMade, ...]:
    """What partners may read, so that a full file and its redacted copy ask the same."""
    questionnaire = assessment.questionnaire
    partner = (
        assessment
        if assessment.outward
        else assess(questionnaire, assessment.answers, edition="partner")
    )
    rows = sorted(request_rows(partner), key=lambda one: questionnaire.position[one.question])
    return tuple(
        RequestMade(
            one.question,
            questionnaire.by_id[one.question].area_id,
            in_order(one.assistance),
            one.request,
        )
        for one in rows
    )


def _ranked(one: Score) -> float | None:
    return one.ranking if one.sufficient else None


def region(
    questionnaire: Questionnaire,
    members: Iterable[Member],
    *,
    edition: Edition = "full",
    anonymous: bool = False,
    refused: Iterable[RefusedFile] = (),
) -> Region:
    """The region of some States; `refused` are the files that could not be scored.

    Of each State the latest final assessment counts; the latest draft where there is none. One that
    is provisional, or that answers another edition of the questionnaire, is in no figure.
    """
    given = tuple(members)
    counting, undecided = decided(given)
    same = [one for one in counting if not one.other_edition]
    firm = tuple(one for one in same if not one.provisional)
    shown = () if anonymous and len(firm) < anonymity.THRESHOLD else firm
    known = () if anonymous else firm
    dates = [one.date for one in known]
    spread = _anonymous_spread if anonymous else _spread
    return Region(
        anonymous=anonymous,
        edition=edition,
        states=len(shown),
        names=tuple(sorted(one.state for one in known)),
        members=tuple(sorted(known, key=lambda one: one.state)),
        changes=_changes(questionnaire, known, given, edition),
        assistance=NO_MATCHES if anonymous else _assistance(questionnaire, counting),
        refused=() if anonymous else tuple(refused),
        provisional=()
        if anonymous
        else tuple(sorted(one.state for one in same if one.provisional)),
        other_edition=()
        if anonymous
        else tuple(sorted(one.state for one in counting if one.other_edition)),
        undecided=() if anonymous else undecided,
        earlier=0 if anonymous else _earlier(given, counting, undecided),
        drafts=sum(not one.final for one in known),
        redacted=0 if leaves_the_government(edition) else sum(one.redacted for one in known),
        dates=(min(dates), max(dates)) if dates else None,
        markings=tuple(sorted({one.marking for one in (() if anonymous else counting)} - {""})),
        overall=spread([one.overall for one in shown]),
        coverage=spread([_points(one.coverage) for one in shown]),
        areas={
            area.id: NOTHING
            if anonymous and len(area.questions) < anonymity.MIN_QUESTIONS
            else spread([one.areas[area.id] for one in shown])
            for area in questionnaire.areas
        },
        paragraphs=_paragraphs(questionnaire, shown, spread, anonymous),
        gaps=_shared(questionnaire, [one.gaps for one in shown], MAX_GAPS, anonymous),
        missing=_shared(questionnaire, [one.missing for one in shown], MAX_MISSING, anonymous),
        confidences={
            name: spread([_stated(one, name) for one in shown])
            for name in (() if leaves_the_government(edition) else STATED)
        },
    )


def decided(members: Sequence[Member]) -> tuple[tuple[Member, ...], tuple[Undecided, ...]]:
    """The assessment that counts of each State, and the States of which nobody can tell which.

    Several periods, or two spellings, of one State must not count as several States, least of all
    where the number of States is what keeps each of them unrecognisable.
    """
    by_state: dict[str, list[Member]] = {}
    for one in members:
        by_state.setdefault(name_key(one.state), []).append(one)
    counting: list[Member] = []
    undecided: list[Undecided] = []
    for given in by_state.values():
        best = max(_rank(one) for one in given)
        latest = [one for one in given if _rank(one) == best]
        if len({_content(one) for one in latest}) == 1:
            counting.append(latest[0])
            continue
        files = tuple(sorted({one.file for one in latest}))
        undecided.append(Undecided(latest[0].state, files, latest[0].date, latest[0].final))
    return tuple(counting), tuple(sorted(undecided, key=lambda one: one.state))


def _rank(one: Member) -> tuple[bool, dt.date, bool]:
    # Full answers are not contradicted by their own redacted copy.
    return one.final, one.date, not one.redacted


def _content(one: Member) -> Hashable:
    # Two copies of one assessment count once, and it does not matter which of them.
    figures = (one.overall, one.coverage, *one.areas.values(), *one.paragraphs.values())
    confidences = tuple(one.confidences.get(name, 0) for name in STATED)
    shared = one.gaps, one.missing, one.levels, one.requests, one.offers
    return figures, confidences, shared, one.provisional, one.marking


def _earlier(
    given: Sequence[Member], counting: Sequence[Member], undecided: Sequence[Undecided]
) -> int:
    set_apart = {name_key(one.state) for one in undecided}
    files = {one.sha256 for one in given if name_key(one.state) not in set_apart}
    return len(files) - len(counting)


def _assistance(questionnaire: Questionnaire, counting: Sequence[Member]) -> Matches:
    given = (StateAssistance(one.state, one.requests, one.offers) for one in counting)
    return match(questionnaire, given)


def _changes(
    questionnaire: Questionnaire, known: Sequence[Member], given: Sequence[Member], edition: Edition
) -> tuple[StateChange, ...]:
    by_state: dict[str, list[Member]] = {}
    for one in given:
        by_state.setdefault(name_key(one.state), []).append(one)
    found = []
    for now in known:
        earlier = before(now, by_state[name_key(now.state)])
        if earlier is not None:
            found.append(change(questionnaire, earlier, now, edition=edition))
    return tuple(sorted(found, key=lambda one: (-len(one.falls), one.state)))


def before(now: Member, of_the_state: Iterable[Member]) -> Member | None:
    """The assessment before the one that counts: the latest final one of an earlier day, or else
    the latest draft; None where there is none, or two of one day that differ."""
    earlier = [one for one in of_the_state if one.date < now.date]
    counting, _ = decided(earlier)
    return counting[0] if counting else None


def change(
    questionnaire: Questionnaire, earlier: Member, now: Member, *, edition: Edition
) -> StateChange:
    """What fell and rose in one State.

    Of two editions of the questionnaire only questions that mean the same are compared, and no
    score; so it is outward, where what is open now would tell what it was.
    """
    asked = questionnaire.questions
    same = (
        same_questions(questionnaire, earlier.version)
        if earlier.other_edition
        else frozenset(one.id for one in asked)
    )
    both = [
        LevelChange(question.id, then, after)  # type: ignore[arg-type]
        for question, then, after in zip(asked, earlier.levels, now.levels, strict=False)
        if question.id in same and NO_LEVEL not in (then, after)
    ]
    redacted = earlier.redacted or now.redacted or leaves_the_government(edition)
    whole = not (earlier.other_edition or earlier.provisional or redacted)
    return StateChange(
        state=now.state,
        since=earlier.date,
        until=now.date,
        before=earlier.overall if whole else None,
        after=now.overall if whole else None,
        falls=tuple(one for one in both if one.after < one.before),
        rises=tuple(one for one in both if one.after > one.before),
        compared=len(both),
        other_edition=earlier.other_edition,
    )


def _points(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _stated(one: Member, name: str) -> float | None:
    answers = sum(one.confidences.values())
    return 100 * one.confidences.get(name, 0) / answers if answers else None


def _spread(values: Iterable[float | None]) -> Spread:
    known = sorted(value for value in values if value is not None)
    if not known:
        return NOTHING
    lower = upper = None
    if len(known) >= QUARTILES:
        lower, _, upper = quantiles(known, n=4, method="inclusive")
    return Spread(len(known), median(known), lower, upper, tuple(known))


def _anonymous_spread(values: Sequence[float | None]) -> Spread:
    of = len(values)
    known = [value for value in values if value is not None]
    told, states = anonymity.middle(known, of), anonymity.step(len(known), of)
    if told is None or states is None:
        return NOTHING
    lower, upper = anonymity.middle_half(known, of) or (None, None)
    return Spread(states, told.points, lower, upper, (), exact=False, beyond=told.beyond)


def _paragraphs(
    questionnaire: Questionnaire, members: Sequence[Member], spread: Spreader, anonymous: bool
) -> tuple[tuple[int, Spread], ...]:
    numbers = (
        anonymity.told_paragraphs(questionnaire)
        if anonymous
        else [one.number for one in questionnaire.paragraphs]
    )
    spreads = {
        number: spread([member.paragraphs[number] for member in members]) for number in numbers
    }
    scored = [
        (found.median, number) for number, found in spreads.items() if found.median is not None
    ]
    return tuple((number, spreads[number]) for _, number in sorted(scored))


def _shared(
    questionnaire: Questionnaire, found: Sequence[Iterable[str]], most: int, anonymous: bool
) -> tuple[Shared, ...]:
    tally = Counter(question for one in found for question in set(one))
    of, order = len(found), questionnaire.position
    if anonymous:
        names = anonymity.commonest(tally, of, order, most)
        steps = [(name, anonymity.step(tally[name], of)) for name in names]
        return tuple(Shared(name, told, exact=False) for name, told in steps if told is not None)
    ranked = sorted(tally.items(), key=lambda one: (-one[1], order[one[0]]))
    return tuple(Shared(question, states) for question, states in ranked)
