"""One question as a report prints it: a square, a line, a gap, or its whole answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.actions import is_overdue
from assessment.answers import STATUS_NAMES, Action, Answer, Position, Status
from assessment.applicability import QuestionStatus, profile_reason
from assessment.assess import Assessment
from assessment.costs import unfunded
from assessment.figures import priority, robust_share
from assessment.language import _
from assessment.positions import clashing_positions
from assessment.questionnaire import LEVELS, Instrument, Question, Questionnaire
from assessment.report.charts import Square
from assessment.report.view.sentences import decision
from assessment.report.view.words import (
    OPEN_MARK,
    STATUS_MARKS,
    STEP_NAMES,
    day,
    level_means,
    level_name,
    money,
    status_words,
)
from assessment.roadmap import Gap
from assessment.terms import term
from assessment.text import listed

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
class QuestionRef:
    """A question that is named beside another."""

    id: str
    name: str


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
    step_rank: str
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
    unmet: tuple[QuestionRef, ...]
    """The prerequisites that have to come first."""
    open_prerequisites: tuple[QuestionRef, ...]
    """Prerequisites that are not answered; they block nothing."""
    waiting: tuple[QuestionRef, ...]
    """The gaps that wait for this one."""
    robustness: str
    """The share of draws in which it is among the first; empty where there is none to print."""
    equal_to: int
    """How many gaps of `now` it equals in all but the order of the questionnaire."""
    instruments: tuple[InstrumentView, ...]
    raised: bool
    """Whether the target was raised to 2 because another gap waits for it."""


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One piece of evidence."""

    title: str
    reference: str
    date: str


@dataclass(frozen=True, slots=True)
class ActionView:
    """The next action on a question; inside the government only."""

    text: str
    owner: str
    due: str
    due_iso: str
    """For sorting: `2027-05-30`; empty without a date."""
    overdue: bool
    """Due before the date of the answers, and not done."""
    status: str
    """`planned`, `under way` or `done`."""
    cost: str
    """`120,000 EUR`; empty where none is given."""
    funded: str
    unfunded: str
    """What of the cost is not funded; empty where no cost is given or all of it is funded."""
    assistance: tuple[str, ...]
    request: str
    """The request for assistance, in the words that partners may read."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What a reviewer found."""

    level: str
    """`1 Ad hoc`; empty where the reviewer gave none."""
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class PositionView:
    """What a ministry said, where the answer says something else."""

    ministry: str
    """Empty for the authority itself."""
    state: str
    """`3 Implemented`, or the state in words."""
    note: str


@dataclass(frozen=True, slots=True)
class MissingView:
    """The points of one level that are missing."""

    level: int
    name: str
    """`Designed`."""
    points: tuple[PointView, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """All that is recorded about one question; inside the government only."""

    line: QuestionLine
    text: str
    paragraphs: str
    """The operative paragraphs that it counts in, as a list in words."""
    points: tuple[PointView, ...]
    """The points that hold, where they were ticked."""
    reason: str
    confidence: str
    ministry: str
    """Empty where none is named."""
    usual: str
    """The ministry that usually leads."""
    supporting: tuple[str, ...]
    review: ReviewView | None
    positions: tuple[PositionView, ...]
    """Those that differ from the answer."""
    is_open_clash: bool
    """Whether positions differ and nobody has settled it yet, so that there is no answer."""
    settled: str
    """Why they were settled as they are; empty where nobody said."""
    flag: bool
    to_confirm: bool
    evidence: tuple[EvidenceView, ...]
    note: str
    release: str
    """What partners and the public may read about it."""
    action: ActionView | None
    ask: str
    """Whom to ask, for a question that is unknown or unanswered: what is withheld is known."""
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class TaskView:
    """One question with what is recorded about it and, where it is one, its gap."""

    answer: AnswerView
    gap: GapView | None
    missing: tuple[MissingView, ...]
    """What is missing up to the target, lowest level first."""
    decision: str
    """What is to be done, as a sentence with a verb; empty where nothing is."""


def question_line(
    questionnaire: Questionnaire, item: QuestionStatus, *, outward: bool = False
) -> QuestionLine:
    """A question with the level or state it has; outward it is not said why one is open."""
    level = item.answer.level
    mark = OPEN_MARK if outward and item.is_open else STATUS_MARKS[item.status]
    return QuestionLine(
        id=item.question.id,
        name=item.question.name,
        mark=mark if level is None else str(level),
        kind="open" if outward and item.is_open else _square(item),
        state=_state_words(questionnaire, item, outward=outward),
        descriptor="" if level is None else level_means(item.question, level),
        target=level_name(questionnaire, item.target),
        weight=item.question.weight,
        restricted=item.answer.restricted,
    )


def _square(item: QuestionStatus) -> Square:
    return _SQUARES[item.status] if item.answer.level is None else _LEVEL_SQUARES[item.answer.level]


def _state_words(questionnaire: Questionnaire, item: QuestionStatus, *, outward: bool) -> str:
    if item.answer.level is not None:
        return level_name(questionnaire, item.answer.level)
    words = status_words(item.status, outward=outward)
    return _("{words} by profile").format(words=words) if item.by_profile else words


def gap_view(assessment: Assessment, gap: Gap, *, tied: bool) -> GapView:
    """One item of the roadmap."""
    questionnaire = assessment.questionnaire
    question = questionnaire.by_id[gap.question]
    return GapView(
        id=question.id,
        name=question.name,
        text=question.text,
        area=question.area_id,
        level=gap.level,
        step=gap.step,
        rank=gap.rank,
        step_rank=f"{STEP_NAMES[gap.step]} {gap.rank}",
        tied=tied,
        priority=priority(gap.priority),
        stage=questionnaire.stage_title(gap.stage),
        here=level_name(questionnaire, gap.level),
        here_descriptor=level_means(question, gap.level),
        missing=tuple(_point(question, letter) for letter in gap.missing),
        target=level_name(questionnaire, gap.target),
        unmet=_refs(questionnaire, gap.unmet),
        open_prerequisites=_refs(questionnaire, gap.open_prerequisites),
        waiting=_refs(questionnaire, gap.waiting),
        robustness=robust_share(assessment.robustness.get(gap.question)),
        equal_to=gap.equal_to,
        instruments=tuple(
            instrument_view(questionnaire.instrument_by_id[key]) for key in question.instruments
        ),
        raised=gap.target > assessment.statuses[gap.question].target,
    )


def _refs(questionnaire: Questionnaire, keys: tuple[str, ...]) -> tuple[QuestionRef, ...]:
    return tuple(QuestionRef(key, questionnaire.by_id[key].name) for key in keys)


def _point(question: Question, letter: str) -> PointView:
    point = question.points[letter]
    return PointView(letter, point.level, point.text)


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


def gap_instruments(
    questionnaire: Questionnaire, gaps: Iterable[GapView]
) -> tuple[InstrumentView, ...]:
    """The instruments that some gaps point to, in the order of the questionnaire."""
    wanted = {instrument.id for gap in gaps for instrument in gap.instruments}
    return tuple(instrument_view(item) for item in questionnaire.instruments if item.id in wanted)


def answer_view(assessment: Assessment, item: QuestionStatus) -> AnswerView:
    """All that is recorded about one question."""
    answer, question = item.answer, item.question
    return AnswerView(
        line=question_line(assessment.questionnaire, item),
        text=question.text,
        paragraphs=listed(str(number) for number in question.paragraphs),
        points=tuple(_point(question, letter) for letter in answer.points or ()),
        reason=_reason(assessment, item),
        confidence=answer.confidence or "",
        ministry=answer.ministry or "",
        usual=assessment.questionnaire.ministry_name(question.ministry),
        supporting=tuple(name for name in answer.supporting if name != answer.ministry),
        review=_review(assessment, answer),
        positions=_differing(assessment, answer),
        is_open_clash=item.status == "unanswered" and bool(clashing_positions(answer)),
        settled=answer.settlement.why if answer.settlement else "",
        flag=answer.flag,
        to_confirm=answer.to_confirm,
        evidence=_evidence(answer),
        note=answer.note,
        release=answer.release,
        action=action_view(assessment, item, answer.action) if answer.action else None,
        ask=question.guidance.ask if item.status in ("unknown", "unanswered") else "",
        by=answer.by or "",
        at=day(answer.at.date()) if answer.at else "",
    )


def action_view(assessment: Assessment, item: QuestionStatus, action: Action) -> ActionView:
    """The next action on a question."""
    currency = assessment.answers.currency or ""
    return ActionView(
        text=action.text,
        owner=action.owner,
        due=day(action.due),
        due_iso=action.due.isoformat() if action.due else "",
        overdue=is_overdue(item, assessment.answers.date),
        status=term(action.status),
        cost=money(action.cost, currency),
        funded=money(action.funded, currency),
        unfunded=money(unfunded(action) or None, currency),
        assistance=action.assistance,
        request=action.request,
    )


def task_view(assessment: Assessment, item: QuestionStatus, gap: GapView | None) -> TaskView:
    """One question with what is recorded about it and, where it is one, its gap."""
    answer = answer_view(assessment, item)
    points = gap.missing if gap else ()
    text = answer.action.text if answer.action else ""
    first = points[0].text if points else ""
    return TaskView(
        answer=answer,
        gap=gap,
        missing=tuple(
            MissingView(
                level,
                assessment.questionnaire.level_name(level),
                tuple(point for point in points if point.level == level),
            )
            for level in LEVELS
            if any(point.level == level for point in points)
        ),
        decision=decision(text, first, item.question.name) if gap or text else _no_text(answer),
    )


def _no_text(answer: AnswerView) -> str:
    return _("The action has no text.") if answer.action else ""


def _review(assessment: Assessment, answer: Answer) -> ReviewView | None:
    review = answer.review
    if review is None:
        return None
    level = review.level
    name = "" if level is None else level_name(assessment.questionnaire, level)
    return ReviewView(name, review.note, review.by or "")


def _differing(assessment: Assessment, answer: Answer) -> tuple[PositionView, ...]:
    return tuple(
        position_view(assessment, position)
        for position in answer.positions
        if (position.status, position.level) != (answer.status, answer.level)
    )


def position_view(assessment: Assessment, position: Position) -> PositionView:
    """What a ministry said."""
    level = position.level
    state = (
        STATUS_NAMES[position.status]
        if level is None
        else level_name(assessment.questionnaire, level)
    )
    return PositionView(position.ministry or "", state, position.note)


def _reason(assessment: Assessment, item: QuestionStatus) -> str:
    if item.by_profile:
        return profile_reason(assessment.questionnaire, item.question)
    return item.answer.reason or ""


def _evidence(answer: Answer) -> tuple[EvidenceView, ...]:
    return tuple(
        EvidenceView(item.title, item.reference, day(item.date)) for item in answer.evidence
    )
