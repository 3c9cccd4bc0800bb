"""One question as a report prints it: a square, a line, a gap, or its whole answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.answers import Answer, Status
from assessment.applicability import Standing, profile_reason
from assessment.assess import Assessment
from assessment.figures import percent, priority
from assessment.questionnaire import Instrument, Question, Questionnaire
from assessment.report.charts import Square
from assessment.report.view.words import (
    OPEN_MARK,
    STATUS_MARKS,
    STEP_NAMES,
    day,
    level_means,
    level_name,
    status_words,
)
from assessment.roadmap import Gap

_LEVEL_SQUARES: tuple[Square, ...] = ("level-0", "level-1", "level-2", "level-3", "level-4")
_SQUARES: Mapping[Status, Square] = {
    "not_applicable": "na",
    "unknown": "unknown",
    "withheld": "withheld",
    "unanswered": "unanswered",
}


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with the level or state it has: for strips, lists and tables."""

    id: str
    name: str
    mark: str
    """The level's digit, or the mark of the state."""
    kind: Square
    """`level-0` to `level-4`, or the state: what charts and style sheets tell apart."""
    state: str
    """`2 Designed`, or the state in words."""
    descriptor: str
    """What the level says; empty without one."""
    target: str
    weight: int
    restricted: bool


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """A reference instrument that gives guidance or help."""

    id: str
    name: str
    keeper: str
    kind: str
    link: str
    about: str
    help: str


@dataclass(frozen=True, slots=True)
class PointView:
    """A point as it is printed."""

    letter: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class GapView:
    """One item of the roadmap, without names or actions: fit for every edition but the public."""

    id: str
    name: str
    text: str
    area: str
    level: int
    step: str
    rank: int
    """The place in the step, equal for ties."""
    place: str
    """`Now 1`: step and rank."""
    tied: bool
    priority: str
    stage: str
    here: str
    """The level reached and its name."""
    here_descriptor: str
    missing: tuple[PointView, ...]
    """The points that are missing up to the target, lowest level first: the next step."""
    target: str
    unmet: tuple[str, ...]
    """Names of the prerequisites that have to come first."""
    open_prerequisites: tuple[str, ...]
    waiting: tuple[str, ...]
    robustness: str
    """The share of draws in which it is among the first; empty where there is none to print."""
    equal_to: int
    """How many gaps of `now` it equals in all but the order of the questionnaire."""
    instruments: tuple[InstrumentView, ...]
    unmet_ids: tuple[str, ...]
    raised: bool
    """Whether the target was raised to 2 because another gap waits for it."""


@dataclass(frozen=True, slots=True)
class WorkView:
    """Who does what about a gap by when; inside the government only."""

    gap: GapView
    ministry: str
    """Empty where none is named."""
    usual: str
    supporting: tuple[str, ...]
    action: str
    due: str
    assistance: tuple[str, ...]
    restricted: bool


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One piece of evidence."""

    title: str
    reference: str
    date: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """All that is recorded about one question; inside the government only."""

    line: QuestionLine
    points: tuple[PointView, ...]
    """The points that hold, where they were ticked."""
    text: str
    reason: str
    confidence: str
    ministry: str
    supporting: tuple[str, ...]
    reviewed: str
    flag: bool
    evidence: tuple[EvidenceView, ...]
    note: str
    action: str
    due: str
    assistance: tuple[str, ...]
    by: str
    at: str


def question_line(
    questionnaire: Questionnaire, one: Standing, *, outward: bool = False
) -> QuestionLine:
    """A question with the level or state it has; outward it is not said why one is open."""
    level = one.answer.level
    mark = OPEN_MARK if outward and one.is_open else STATUS_MARKS[one.status]
    return QuestionLine(
        id=one.question.id,
        name=one.question.name,
        mark=mark if level is None else str(level),
        kind="open" if outward and one.is_open else _square(one),
        state=_state_words(questionnaire, one, outward=outward),
        descriptor="" if level is None else level_means(one.question, level),
        target=level_name(questionnaire, one.target),
        weight=one.question.weight,
        restricted=one.answer.restricted,
    )


def _square(one: Standing) -> Square:
    return _SQUARES[one.status] if one.answer.level is None else _LEVEL_SQUARES[one.answer.level]


def _state_words(questionnaire: Questionnaire, one: Standing, *, outward: bool) -> str:
    if one.answer.level is not None:
        return level_name(questionnaire, one.answer.level)
    by_profile = " by profile" if one.by_profile else ""
    return f"{status_words(one.status, outward=outward)}{by_profile}"


def gap_view(assessment: Assessment, gap: Gap, *, tied: bool) -> GapView:
    """One item of the roadmap."""
    questionnaire = assessment.questionnaire
    question = questionnaire.by_id[gap.question]
    names = {key: one.name for key, one in questionnaire.by_id.items()}
    return GapView(
        id=question.id,
        name=question.name,
        text=question.text,
        area=question.area_id,
        level=gap.level,
        step=gap.step,
        rank=gap.rank,
        place=f"{STEP_NAMES[gap.step]} {gap.rank}",
        tied=tied,
        priority=priority(gap.priority),
        stage=questionnaire.stage_title(gap.stage),
        here=level_name(questionnaire, gap.level),
        here_descriptor=level_means(question, gap.level),
        missing=tuple(_point(question, letter) for letter in gap.missing),
        target=level_name(questionnaire, gap.target),
        unmet=tuple(names[key] for key in gap.unmet),
        open_prerequisites=tuple(names[key] for key in gap.open_prerequisites),
        waiting=tuple(names[key] for key in gap.waiting),
        robustness=_robustness(assessment, gap),
        equal_to=gap.equal_to,
        instruments=tuple(
            instrument_view(questionnaire.instrument_by_id[key]) for key in question.instruments
        ),
        unmet_ids=gap.unmet,
        raised=gap.target > assessment.standings[gap.question].target,
    )


LEAST_ROBUSTNESS = 0.05
"""A smaller share is not printed: it would say no more than that the gap is not among the first."""


def _robustness(assessment: Assessment, gap: Gap) -> str:
    share = assessment.robustness.get(gap.question)
    return "" if share is None or share < LEAST_ROBUSTNESS else percent(share)


def _point(question: Question, letter: str) -> PointView:
    point = question.points[letter]
    return PointView(letter, point.level, point.text)


def work_view(assessment: Assessment, gap: GapView) -> WorkView:
    """Who does what about a gap, by when and with what help."""
    one = assessment.standings[gap.id]
    answer = one.answer
    return WorkView(
        gap=gap,
        ministry=answer.ministry or "",
        usual=assessment.questionnaire.ministry_name(one.question.ministry),
        supporting=answer.supporting,
        action=answer.action.text if answer.action else "",
        due=day(answer.action.due) if answer.action else "",
        assistance=answer.assistance,
        restricted=answer.restricted,
    )


def instrument_view(instrument: Instrument) -> InstrumentView:
    """A reference instrument as it is printed."""
    return InstrumentView(
        instrument.id,
        instrument.name,
        instrument.keeper,
        instrument.kind,
        instrument.link,
        instrument.about,
        instrument.help,
    )


def answer_view(assessment: Assessment, one: Standing) -> AnswerView:
    """All that is recorded about one question."""
    answer = one.answer
    return AnswerView(
        line=question_line(assessment.questionnaire, one),
        points=_points_held(one),
        text=one.question.text,
        reason=_reason(assessment, one),
        confidence=answer.confidence or "",
        ministry=answer.ministry or "",
        supporting=answer.supporting,
        reviewed=""
        if answer.reviewed_level is None
        else level_name(assessment.questionnaire, answer.reviewed_level),
        flag=answer.flag,
        evidence=_evidence(answer),
        note=answer.note,
        action=answer.action.text if answer.action else "",
        due=day(answer.action.due) if answer.action else "",
        assistance=answer.assistance,
        by=answer.by or "",
        at=day(answer.at.date()) if answer.at else "",
    )


def _points_held(one: Standing) -> tuple[PointView, ...]:
    return tuple(_point(one.question, letter) for letter in one.answer.points or ())


def _reason(assessment: Assessment, one: Standing) -> str:
    if one.by_profile:
        return profile_reason(assessment.questionnaire, one.question)
    return one.answer.reason or ""


def _evidence(answer: Answer) -> tuple[EvidenceView, ...]:
    return tuple(
        EvidenceView(item.title, item.reference, day(item.date)) for item in answer.evidence
    )
