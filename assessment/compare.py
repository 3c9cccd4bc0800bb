"""Two assessments of one State: what changed, and why; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assessment.answers import Answers, Status
from assessment.assess import Assessment
from assessment.carry_over import same_questions
from assessment.dates import in_words
from assessment.language import _
from assessment.questionnaire import Level, Question
from assessment.scorecard import Score
from assessment.text import count_of, first_of, joined_sentences, same_name

Cause = Literal[
    "level_changed",
    "newly_answered",
    "no_longer_answered",
    "became_not_applicable",
    "became_applicable",
    "newly_asked",
    "questionnaire_changed",
]
CAUSE_NAMES: Mapping[Cause, str] = {
    "level_changed": _("Level changed"),
    "newly_answered": _("Newly answered"),
    "no_longer_answered": _("No longer answered"),
    "became_not_applicable": _("Became not applicable"),
    "became_applicable": _("Became applicable"),
    "newly_asked": _("Newly asked"),
    "questionnaire_changed": _("Questionnaire changed"),
}

_MAX_NAMED = 6
"""So many ids of questions that are no longer asked are named."""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after; points from 0 to 100."""

    id: str
    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        """After minus before, in points; None unless both exist."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """One question that is not as it was."""

    question: str
    cause: Cause
    before: Level | None
    after: Level | None
    before_status: Status
    after_status: Status


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since the baseline."""

    baseline: Assessment
    current: Assessment
    overall: Change
    areas: Mapping[str, Change]
    paragraphs: Mapping[int, Change]
    functions: Mapping[str, Change]
    sides: Mapping[str, Change]
    questions: tuple[QuestionChange, ...]
    """Only the questions that changed, in questionnaire order."""
    only_in_baseline: tuple[str, ...]
    """Questions that this questionnaire no longer asks."""
    reworded: tuple[str, ...]
    """Questions whose descriptors, weight or citations changed, answered or not."""
    compared: frozenset[str]
    """The questions that are compared: of two editions those whose meaning is the same."""

    @property
    def other_questionnaire(self) -> bool:
        """Whether the two answered different editions: no group's figures are compared then."""
        return not _one_edition(self.baseline, self.current)


def cautions(baseline: Assessment, current: Assessment) -> tuple[str, ...]:
    """What to bear in mind of an earlier file: another State's, a later one, another edition's."""
    of_files = cautions_of_files(baseline.answers, current.answers)
    return tuple(filter(None, (*of_files, two_editions(baseline, current))))


def cautions_of_files(earlier: Answers, current: Answers) -> tuple[str, ...]:
    """That an earlier file is another State's, or is no earlier one."""
    state = _("The earlier file is of another State: {state}.").format(state=earlier.state)
    said = ("" if same_name(earlier.state, current.state) else state, later(earlier, current))
    return tuple(filter(None, said))


def later(earlier: Answers, current: Answers) -> str:
    """That the earlier file is the later one; empty where it is not."""
    if earlier.date <= current.date:
        return ""
    return _("The earlier file is dated {date}, later than this one ({other}).").format(
        date=in_words(earlier.date), other=in_words(current.date)
    )


def two_editions(baseline: Assessment, current: Assessment) -> str:
    """That the two answered different editions, and what is compared; empty where they did not."""
    if _one_edition(baseline, current):
        return ""
    compared, asked = len(compared_questions(baseline, current)), len(current.statuses)
    then, now = _edition(baseline), _edition(current)
    if then == now:
        which = _(
            "The earlier file answers another wording of edition {now} of the questionnaire."
        ).format(now=now)
    else:
        which = _(
            "The earlier file answers edition {then} of the questionnaire, this one {now}."
        ).format(then=then, now=now)
    if not compared:
        return joined_sentences(which, _("No rise or fall is stated, and no question is compared."))
    stated = count_of(
        compared,
        "No rise or fall is stated for a whole group; {n} of {asked} questions is compared.",
        "No rise or fall is stated for a whole group; {n} of {asked} questions are compared.",
        asked=asked,
    )
    return joined_sentences(which, stated)


def no_longer_asked(left_out: Sequence[str]) -> str:
    """Which answers of another edition have no question any more; empty where all have."""
    if not left_out:
        return ""
    return _("No longer asked: {left_out}.").format(left_out=first_of(left_out, _MAX_NAMED))


def compared_questions(baseline: Assessment, current: Assessment) -> frozenset[str]:
    """The questions whose levels may be compared: all, or those that the editions share."""
    compared = frozenset(current.statuses)
    if _one_edition(baseline, current):
        return compared
    for item in (baseline, current):
        if item.carried_from:
            compared &= same_questions(current.questionnaire, item.carried_from)
    return compared


def _edition(assessment: Assessment) -> str:
    return assessment.carried_from or assessment.questionnaire.version


def _one_edition(baseline: Assessment, current: Assessment) -> bool:
    return (
        baseline.carried_from == current.carried_from
        and baseline.questionnaire.sha256 == current.questionnaire.sha256
    )


def compare(baseline: Assessment, current: Assessment) -> Comparison:
    """What changed from the baseline to the current assessment, kept apart by cause.

    Of two editions of the questionnaire no group is compared: their figures say different things.
    """
    before, after = baseline.scorecard, current.scorecard
    comparable = _one_edition(baseline, current)
    compared = compared_questions(baseline, current)

    def change(earlier: Score | None, later: Score) -> Change:
        return _change(earlier if comparable else None, later)

    return Comparison(
        baseline=baseline,
        current=current,
        overall=change(before.overall, after.overall),
        areas={key: change(before.areas.get(key), area) for key, area in after.areas.items()},
        paragraphs={
            key: change(before.paragraphs.get(key), paragraph)
            for key, paragraph in after.paragraphs.items()
        },
        functions={
            key: change(before.functions.get(key), function)
            for key, function in after.functions.items()
        },
        sides={key: change(before.sides.get(key), side) for key, side in after.sides.items()},
        questions=tuple(
            found
            for key in current.statuses
            if key in compared and (found := _question(baseline, current, key))
        ),
        compared=compared,
        only_in_baseline=tuple(
            key for key in baseline.answers.answers if key not in current.statuses
        ),
        reworded=tuple(key for key in current.statuses if _reworded(baseline, current, key)),
    )


def _change(before: Score | None, after: Score) -> Change:
    return Change(after.id, before.score if before else None, after.score)


def _question(baseline: Assessment, current: Assessment, key: str) -> QuestionChange | None:
    earlier = baseline.statuses.get(key)
    later = current.statuses[key]
    before_status: Status = earlier.status if earlier else "unanswered"
    before = earlier.answer.level if earlier else None
    cause = _cause(before_status, later.status, before != later.answer.level)
    if cause is None:
        return None
    if earlier is None:
        cause = "newly_asked"
    elif _reworded(baseline, current, key):
        cause = "questionnaire_changed"
    return QuestionChange(key, cause, before, later.answer.level, before_status, later.status)


def _cause(before: Status, after: Status, level_differs: bool) -> Cause | None:
    if before == after:
        return "level_changed" if level_differs else None
    if after == "not_applicable":
        return "became_not_applicable"
    if after == "answered":
        return "became_applicable" if before == "not_applicable" else "newly_answered"
    if before == "answered":
        return "no_longer_answered"
    return "became_applicable" if before == "not_applicable" else None


def _reworded(baseline: Assessment, current: Assessment, key: str) -> bool:
    then = baseline.questionnaire.by_id.get(key)
    now = current.questionnaire.by_id[key]
    if then is None:
        return False
    return _what_counts(then) != _what_counts(now)


def _what_counts(question: Question) -> tuple[object, ...]:
    return (
        question.absent,
        question.ad_hoc,
        question.points,
        question.weight,
        question.target,
        question.paragraphs,
        question.functions,
        question.side,
    )
