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
    kinds_in_order,
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
        item.answer.confidence or NOT_SAID
        for item in assessment.statuses.values()
        if item.status == "answered"
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
        areas={key: _ranked(area) for key, area in card.areas.items()},
        paragraphs={number: _ranked(paragraph) for number, paragraph in card.paragraphs.items()},
        gaps=tuple(sorted(gaps, key=order.__getitem__)),
        missing=tuple(sorted(missing, key=order.__getitem__)),
        confidences={name: stated[name] for name in STATED},
        other_edition=bool(assessment.carried_from),
        version=assessment.carried_from,
        levels=bytes(
            NO_LEVEL if item.answer.level is None or not item.applies else item.answer.level
            for item in assessment.statuses.values()
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
    rows = sorted(request_rows(partner), key=lambda item: questionnaire.position[item.question])
    return tuple(
        RequestMade(
            row.question,
            questionnaire.by_id[row.question].area_id,
            kinds_in_order(row.assistance),
            row.request,
        )
        for row in rows
    )


def _ranked(score: Score) -> float | None:
    return score.ranking if score.sufficient else None


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
    same = [item for item in counting if not item.other_edition]
    firm = tuple(item for item in same if not item.provisional)
    shown = () if anonymous and len(firm) < anonymity.THRESHOLD else firm
    known = () if anonymous else firm
    dates = [item.date for item in known]
    spread = _anonymous_spread if anonymous else _spread
    return Region(
        anonymous=anonymous,
        edition=edition,
        states=len(shown),
        names=tuple(sorted(item.state for item in known)),
        members=tuple(sorted(known, key=lambda item: item.state)),
        changes=_changes(questionnaire, known, given, edition),
        assistance=NO_MATCHES if anonymous else _assistance(questionnaire, counting),
        refused=() if anonymous else tuple(refused),
        provisional=()
        if anonymous
        else tuple(sorted(item.state for item in same if item.provisional)),
        other_edition=()
        if anonymous
        else tuple(sorted(item.state for item in counting if item.other_edition)),
        undecided=() if anonymous else undecided,
        earlier=0 if anonymous else _earlier(given, counting, undecided),
        drafts=sum(not item.final for item in known),
        redacted=0 if leaves_the_government(edition) else sum(item.redacted for item in known),
        dates=(min(dates), max(dates)) if dates else None,
        markings=tuple(sorted({item.marking for item in (() if anonymous else counting)} - {""})),
        overall=spread([item.overall for item in shown]),
        coverage=spread([_points(item.coverage) for item in shown]),
        areas={
            area.id: NOTHING
            if anonymous and len(area.questions) < anonymity.MIN_QUESTIONS
            else spread([item.areas[area.id] for item in shown])
            for area in questionnaire.areas
        },
        paragraphs=_paragraphs(questionnaire, shown, spread, anonymous),
        gaps=_shared(questionnaire, [item.gaps for item in shown], MAX_GAPS, anonymous),
        missing=_shared(questionnaire, [item.missing for item in shown], MAX_MISSING, anonymous),
        confidences={
            name: spread([_stated(item, name) for item in shown])
            for name in (() if leaves_the_government(edition) else STATED)
        },
    )


def decided(members: Sequence[Member]) -> tuple[tuple[Member, ...], tuple[Undecided, ...]]:
    """The assessment that counts of each State, and the States of which nobody can tell which.

    Several periods, or two spellings, of one State must not count as several States, least of all
    where the number of States is what keeps each of them unrecognisable.
    """
    by_state: dict[str, list[Member]] = {}
    for member in members:
        by_state.setdefault(name_key(member.state), []).append(member)
    counting: list[Member] = []
    undecided: list[Undecided] = []
    for given in by_state.values():
        best = max(_rank(item) for item in given)
        latest = [item for item in given if _rank(item) == best]
        if len({_content(item) for item in latest}) == 1:
            counting.append(latest[0])
            continue
        files = tuple(sorted({item.file for item in latest}))
        undecided.append(Undecided(latest[0].state, files, latest[0].date, latest[0].final))
    return tuple(counting), tuple(sorted(undecided, key=lambda item: item.state))


def _rank(member: Member) -> tuple[bool, dt.date, bool]:
    # Full answers are not contradicted by their own redacted copy.
    return member.final, member.date, not member.redacted


def _content(member: Member) -> Hashable:
    # Two copies of one assessment count once, and it does not matter which of them.
    figures = (member.overall, member.coverage, *member.areas.values(), *member.paragraphs.values())
    confidences = tuple(member.confidences.get(name, 0) for name in STATED)
    shared = member.gaps, member.missing, member.levels, member.requests, member.offers
    return figures, confidences, shared, member.provisional, member.marking


def _earlier(
    given: Sequence[Member], counting: Sequence[Member], undecided: Sequence[Undecided]
) -> int:
    set_apart = {name_key(item.state) for item in undecided}
    files = {item.sha256 for item in given if name_key(item.state) not in set_apart}
    return len(files) - len(counting)


def _assistance(questionnaire: Questionnaire, counting: Sequence[Member]) -> Matches:
    given = (StateAssistance(item.state, item.requests, item.offers) for item in counting)
    return match(questionnaire, given)


def _changes(
    questionnaire: Questionnaire, known: Sequence[Member], given: Sequence[Member], edition: Edition
) -> tuple[StateChange, ...]:
    by_state: dict[str, list[Member]] = {}
    for item in given:
        by_state.setdefault(name_key(item.state), []).append(item)
    found = []
    for now in known:
        earlier = before(now, by_state[name_key(now.state)])
        if earlier is not None:
            found.append(_change(questionnaire, earlier, now, edition=edition))
    return tuple(sorted(found, key=lambda item: (-len(item.falls), item.state)))


def before(now: Member, of_the_state: Iterable[Member]) -> Member | None:
    """The assessment before the one that counts: the latest final one of an earlier day, or else
    the latest draft; None where there is none, or two of one day that differ."""
    earlier = [item for item in of_the_state if item.date < now.date]
    counting, _ = decided(earlier)
    return counting[0] if counting else None


def _change(
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
        else frozenset(item.id for item in asked)
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
        falls=tuple(item for item in both if item.after < item.before),
        rises=tuple(item for item in both if item.after > item.before),
        compared=len(both),
        other_edition=earlier.other_edition,
    )


def _points(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _stated(member: Member, name: str) -> float | None:
    answers = sum(member.confidences.values())
    return 100 * member.confidences.get(name, 0) / answers if answers else None


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
    of_middle, states = anonymity.middle(known, of), anonymity.step(len(known), of)
    if of_middle is None or states is None:
        return NOTHING
    lower, upper = anonymity.middle_half(known, of) or (None, None)
    return Spread(states, of_middle.points, lower, upper, (), exact=False, beyond=of_middle.beyond)


def _paragraphs(
    questionnaire: Questionnaire, members: Sequence[Member], spread: Spreader, anonymous: bool
) -> tuple[tuple[int, Spread], ...]:
    numbers = (
        anonymity.shown_paragraphs(questionnaire)
        if anonymous
        else [paragraph.number for paragraph in questionnaire.paragraphs]
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
    tally = Counter(question for item in found for question in set(item))
    of, order = len(found), questionnaire.position
    if anonymous:
        names = anonymity.commonest(tally, of, order, most)
        steps = [(name, anonymity.step(tally[name], of)) for name in names]
        return tuple(
            Shared(name, of_middle, exact=False)
            for name, of_middle in steps
            if of_middle is not None
        )
    ranked = sorted(tally.items(), key=lambda item: (-item[1], order[item[0]]))
    return tuple(Shared(question, states) for question, states in ranked)
