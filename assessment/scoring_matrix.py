"""The formulas of `assessment.scoring` for many answer files at once, as matrices; pure.

The same whole-number sums, the same divisions and the same order in the mean over areas, so every
figure equals that of `scoring.score` bit for bit. Sums of whole numbers are exact in a matrix
product, whatever its order, as long as they stay below 2**24.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from assessment.questionnaire import DESIGNED, Question, Questionnaire
from assessment.scorecard import (
    FIRM_COVERAGE,
    SUFFICIENT_COVERAGE,
    Counts,
    GroupKind,
    Score,
    Scorecard,
)
from assessment.scoring import POINTS_PER_LEVEL

NOT_SET = -1
"""In `targets` and `reviews`: none is recorded."""
UNKNOWN = -1
WITHHELD = -2
UNANSWERED = -3
NOT_APPLICABLE = -4
"""In `codes`: declared so by the authority."""
BY_PROFILE = -5
"""In `codes`: not applicable by profile."""

FigureMatrix: TypeAlias = npt.NDArray[np.float64]
"""One row a file, one column a group; NaN where there is no figure."""
LevelMatrix: TypeAlias = npt.NDArray[np.int8]
"""One row a file, one column a question."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of questions that is scored together."""

    kind: GroupKind
    id: str
    """`overall`, or the area's code, the paragraph's number, the function's or the side's id."""


@dataclass(frozen=True)
class AnswerMatrix:
    """Many answer files as matrices, questions in questionnaire order."""

    codes: LevelMatrix
    """The level of an answered question, else one of the negative codes."""
    targets: LevelMatrix
    """The recorded target, NOT_SET where there is none."""
    reviews: LevelMatrix
    """The reviewer's level, NOT_SET where there is none."""


class GroupMatrix:
    """A questionnaire made ready for scoring: its groups, and who is a member with what weight."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.groups = tuple(_groups(questionnaire))
        """Overall, then areas, paragraphs, functions and sides."""
        self.areas = len(questionnaire.areas)
        self.default_targets: LevelMatrix = np.array(
            [question.target for question in questionnaire.questions], dtype=np.int8
        )
        members = [
            [_is_member(question, group) for group in self.groups]
            for question in questionnaire.questions
        ]
        weights = [[question.weight] for question in questionnaire.questions]
        self.members = np.array(members, dtype=np.float32)
        self.weighted = self.members * np.array(weights, dtype=np.float32)

    def columns(self, kind: GroupKind) -> slice:
        """Which groups are of a kind."""
        indices = [index for index, group in enumerate(self.groups) if group.kind == kind]
        return slice(indices[0], indices[-1] + 1) if indices else slice(0, 0)

    @lru_cache(maxsize=1024)  # noqa: B019 - a matrix lives as long as the run
    def unrecorded(self, false_conditions: frozenset[str]) -> bytes:
        """The codes of questions without an entry, where these conditions are false."""
        codes = [
            BY_PROFILE
            if question.when and false_conditions.issuperset(question.when)
            else UNANSWERED
            for question in self.questionnaire.questions
        ]
        return np.array(codes, dtype=np.int8).tobytes()


class ScoreMatrix:
    """Every figure of many answer files; columns are the matrix's groups."""

    def __init__(self, matrix: GroupMatrix, answers: AnswerMatrix) -> None:
        self.matrix = matrix
        self.answers = answers
        answered = answers.codes >= 0
        applicable = answers.codes > NOT_APPLICABLE
        levels = np.where(answered, answers.codes, 0)
        reviewed = answered & (answers.reviews != NOT_SET)
        self._applicable = self._weigh(applicable)
        self._answered = self._weigh(answered)
        self._points = POINTS_PER_LEVEL * self._weigh(levels)
        self.score: FigureMatrix = _ratio(self._points, self._answered)
        self.low: FigureMatrix = _ratio(self._points, self._applicable)
        self.high: FigureMatrix = _ratio(
            self._points + 100 * (self._applicable - self._answered), self._applicable
        )
        self.coverage: FigureMatrix = _ratio(self._answered, self._applicable)
        self.target: FigureMatrix = _ratio(
            POINTS_PER_LEVEL * self._weigh(np.where(applicable, self.targets, 0)), self._applicable
        )
        self.reviewed: FigureMatrix = self._reviewed(levels, reviewed)
        self._overall()

    @property
    def targets(self) -> LevelMatrix:
        """The target in force of every question: the recorded one, else the default."""
        recorded = self.answers.targets
        return np.where(recorded == NOT_SET, self.matrix.default_targets, recorded)

    @cached_property
    def sufficient(self) -> npt.NDArray[np.bool_]:
        """Whether coverage is at least 50 %."""
        return np.greater_equal(self.coverage, SUFFICIENT_COVERAGE)

    @cached_property
    def provisional(self) -> npt.NDArray[np.bool_]:
        """For each file whether the overall has too little coverage for a band."""
        areas = slice(1, 1 + self.matrix.areas)
        firm = self.coverage[:, 0] >= FIRM_COVERAGE
        thin = ~np.isnan(self.coverage[:, areas]) & ~self.sufficient[:, areas]
        return ~firm | thin.any(axis=1)

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """File by group by the fields of `Counts`, in their order."""
        codes = self.answers.codes
        masks = (
            codes > NOT_APPLICABLE,
            codes >= 0,
            codes <= NOT_APPLICABLE,
            codes == BY_PROFILE,
            codes == UNKNOWN,
            codes == WITHHELD,
            codes == UNANSWERED,
        )
        tallies = [mask.astype(np.float32) @ self.matrix.members for mask in masks]
        return np.stack(tallies, axis=2).astype(np.int64)

    @cached_property
    def declared_not_applicable(self) -> npt.NDArray[np.int64]:
        """The weight that the authority itself declared not applicable."""
        return self._weigh(self.answers.codes == NOT_APPLICABLE).astype(np.int64)

    def score_of(self, file: int, group: int) -> Score:
        """One figure set, as `scoring.score` gives it."""
        counts = (int(count) for count in self.counts[file, group])
        return Score(
            id=self.matrix.groups[group].id,
            score=_figure(self.score[file, group]),
            low=_figure(self.low[file, group]),
            high=_figure(self.high[file, group]),
            coverage=_figure(self.coverage[file, group]),
            target=_figure(self.target[file, group]),
            reviewed=_figure(self.reviewed[file, group]),
            counts=Counts(*counts),
            declared_not_applicable=int(self.declared_not_applicable[file, group]),
            sufficient=bool(self.sufficient[file, group]),
            provisional=group == 0 and bool(self.provisional[file]),
        )

    def scorecard(self, file: int) -> Scorecard:
        """One file's scorecard, equal to that of `scoring.score`."""
        scores = [self.score_of(file, group) for group in range(len(self.matrix.groups))]
        columns = self.matrix.columns
        return Scorecard(
            overall=scores[0],
            areas={score.id: score for score in scores[columns("area")]},
            paragraphs={int(score.id): score for score in scores[columns("paragraph")]},
            functions={score.id: score for score in scores[columns("function")]},
            sides={score.id: score for score in scores[columns("side")]},
        )

    def _weigh(self, values: npt.NDArray[np.bool_] | LevelMatrix) -> FigureMatrix:
        return (values.astype(np.float32) @ self.matrix.weighted).astype(np.float64)

    def _reviewed(self, levels: LevelMatrix, reviewed: npt.NDArray[np.bool_]) -> FigureMatrix:
        if not reviewed.any():
            return np.full_like(self.score, np.nan)
        points = POINTS_PER_LEVEL * self._weigh(np.where(reviewed, self.answers.reviews, levels))
        has = reviewed.astype(np.float32) @ self.matrix.members > 0
        return np.where(has, _ratio(points, self._answered), np.nan)

    def _overall(self) -> None:
        # Coverage and counts of the overall are over all questions; the rest are means over areas.
        areas = slice(1, 1 + self.matrix.areas)
        reviewed = np.where(
            np.isnan(self.reviewed[:, areas]), self.score[:, areas], self.reviewed[:, areas]
        )
        any_review = ~np.isnan(self.reviewed[:, 0])
        self.reviewed[:, 0] = np.where(any_review, self._mean(reviewed), np.nan)
        for figures in (self.score, self.low, self.high, self.target):
            figures[:, 0] = self._mean(figures[:, areas])

    def _mean(self, values: FigureMatrix) -> FigureMatrix:
        # One area after the other, as `scoring` adds them: another order could change a last bit.
        total = np.zeros(len(values))
        weights = np.zeros(len(values))
        for index, area in enumerate(self.matrix.questionnaire.areas):
            column = values[:, index]
            has = ~np.isnan(column)
            total = np.where(has, total + area.weight * column, total)
            weights = np.where(has, weights + area.weight, weights)
        return _ratio(total, weights)


def _groups(questionnaire: Questionnaire) -> Iterable[Group]:
    yield Group("overall", "overall")
    yield from (Group("area", area.id) for area in questionnaire.areas)
    yield from (Group("paragraph", str(paragraph.number)) for paragraph in questionnaire.paragraphs)
    yield from (Group("function", function.id) for function in questionnaire.functions)
    yield from (Group("side", side.id) for side in questionnaire.sides)


def _is_member(question: Question, group: Group) -> bool:
    if group.kind == "area":
        return question.area_id == group.id
    if group.kind == "paragraph":
        return int(group.id) in question.paragraphs
    if group.kind == "side":
        return question.side == group.id
    return group.kind == "overall" or group.id in question.functions


def _ratio(numerator: FigureMatrix, denominator: FigureMatrix) -> FigureMatrix:
    nothing = np.full_like(numerator, np.nan)
    return np.divide(numerator, denominator, out=nothing, where=denominator != 0)


def _figure(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)


Marks = npt.NDArray[np.bool_]
"""One row a file, one column a question."""


class Wanting(NamedTuple):
    """What is wanting in some files."""

    gaps: Marks
    missing: Marks
    """The prerequisites that are answered below level 2 and that a gap waits for."""


def prerequisite_matrix(questionnaire: Questionnaire) -> npt.NDArray[np.float32]:
    """A row a question, a column a prerequisite: 1 where the one names the other."""
    wanted = np.zeros((len(questionnaire.questions),) * 2, dtype=np.float32)
    for question in questionnaire.questions:
        for name in question.requires:
            wanted[questionnaire.position[question.id], questionnaire.position[name]] = 1
    return wanted


def wanting(codes: LevelMatrix, targets: LevelMatrix, needs: npt.NDArray[np.float32]) -> Wanting:
    """The gaps and missing prerequisites of some files."""
    answered = codes >= 0
    unmet = answered & (codes < DESIGNED)
    gaps = answered & (codes < targets)
    while True:
        missing = (gaps.astype(np.float32) @ needs > 0) & unmet
        if not (missing & ~gaps).any():
            return Wanting(gaps, missing)
        gaps = gaps | missing
