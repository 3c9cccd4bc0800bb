"""Two assessments of one State: what changed, and why; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assessment.answers import Answers, Status
from assessment.assess import Assessment
from assessment.questionnaire import Level, Question
from assessment.scorecard import Score
from assessment.text import same_name

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
    "level_changed": "Level changed",
    "newly_answered": "Newly answered",
    "no_longer_answered": "No longer answered",
    "became_not_applicable": "Became not applicable",
    "became_applicable": "Became applicable",
    "newly_asked": "Newly asked",
    "questionnaire_changed": "Questionnaire changed",
}


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

    @property
    def other_questionnaire(self) -> bool:
        """Whether the baseline was made with another version or wording."""
        return self.baseline.questionnaire.sha256 != self.current.questionnaire.sha256


def cautions(earlier: Answers, current: Answers) -> tuple[str, ...]:
    """What to bear in mind of an earlier file: that it is another State's, or is no earlier one."""
    state = f"The earlier file is of another State: {earlier.state}."
    said = ("" if same_name(earlier.state, current.state) else state, later(earlier, current))
    return tuple(filter(None, said))


def later(earlier: Answers, current: Answers) -> str:
    """That the earlier file is the later one; empty where it is not."""
    if earlier.date <= current.date:
        return ""
    return (
        f"The earlier file is dated {earlier.date.isoformat()}, later than this one "
        f"({current.date.isoformat()})."
    )


def compare(baseline: Assessment, current: Assessment) -> Comparison:
    """What changed from the baseline to the current assessment, told apart by cause."""
    before, after = baseline.scorecard, current.scorecard
    return Comparison(
        baseline=baseline,
        current=current,
        overall=_change(before.overall, after.overall),
        areas={key: _change(before.areas.get(key), one) for key, one in after.areas.items()},
        paragraphs={
            key: _change(before.paragraphs.get(key), one) for key, one in after.paragraphs.items()
        },
        functions={
            key: _change(before.functions.get(key), one) for key, one in after.functions.items()
        },
        sides={key: _change(before.sides.get(key), one) for key, one in after.sides.items()},
        questions=tuple(
            change for key in current.standings if (change := _question(baseline, current, key))
        ),
        only_in_baseline=tuple(
            key for key in baseline.answers.answers if key not in current.standings
        ),
        reworded=tuple(key for key in current.standings if _reworded(baseline, current, key)),
    )


def _change(before: Score | None, after: Score) -> Change:
    return Change(after.id, before.score if before else None, after.score)


def _question(baseline: Assessment, current: Assessment, key: str) -> QuestionChange | None:
    earlier = baseline.standings.get(key)
    later = current.standings[key]
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
