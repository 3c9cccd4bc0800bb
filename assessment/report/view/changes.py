"""What changed since the baseline, told apart by cause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.answers import STATUS_NAMES, Status
from assessment.assess import Assessment
from assessment.compare import CAUSE_NAMES, Change, Comparison, QuestionChange, compare
from assessment.figures import NEED_NOT_SUBTRACT, difference, points
from assessment.questionnaire import Level, Questionnaire
from assessment.report.view.figures import band_view
from assessment.report.view.words import level_name
from assessment.scorecard import Score


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One figure before and after."""

    id: str
    title: str
    before: str
    after: str
    difference: str
    before_value: float | None


@dataclass(frozen=True, slots=True)
class QuestionChangeView:
    """One question that is not as it was."""

    id: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CauseView:
    """The questions that changed for one cause."""

    name: str
    questions: tuple[QuestionChangeView, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changed since the baseline; fit for every edition but the public."""

    overall: ChangeView
    note: str
    """Why printed figures need not subtract."""
    areas: tuple[ChangeView, ...]
    functions: tuple[ChangeView, ...]
    sides: tuple[ChangeView, ...]
    causes: tuple[CauseView, ...]
    other_questionnaire: bool
    only_in_baseline: tuple[str, ...]
    reworded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BandChange:
    """A band before and after, as the public may see it."""

    id: str
    title: str
    before: str
    after: str


def changes_view(baseline: Assessment | None, current: Assessment) -> ChangesView | None:
    """What changed since the baseline; None without one."""
    if baseline is None:
        return None
    comparison = compare(baseline, current)
    titles = {area.id: area.title for area in current.questionnaire.areas}
    return ChangesView(
        overall=_change(comparison.overall, "Overall"),
        note=NEED_NOT_SUBTRACT,
        areas=tuple(_change(one, titles[key]) for key, one in comparison.areas.items()),
        functions=tuple(
            _change(one, current.questionnaire.function_title(key))
            for key, one in comparison.functions.items()
        ),
        sides=tuple(
            _change(comparison.sides[side.id], side.title) for side in current.questionnaire.sides
        ),
        causes=_causes(comparison),
        other_questionnaire=comparison.other_questionnaire,
        only_in_baseline=comparison.only_in_baseline,
        reworded=comparison.reworded,
    )


def _change(change: Change, title: str) -> ChangeView:
    return ChangeView(
        change.id,
        title,
        points(change.before),
        points(change.after),
        difference(change.difference),
        change.before,
    )


def _causes(comparison: Comparison) -> tuple[CauseView, ...]:
    questionnaire = comparison.current.questionnaire
    found = (
        CauseView(
            name, _questions(questionnaire, (c for c in comparison.questions if c.cause == cause))
        )
        for cause, name in CAUSE_NAMES.items()
    )
    return tuple(one for one in found if one.questions)


def _questions(
    questionnaire: Questionnaire, changes: Iterable[QuestionChange]
) -> tuple[QuestionChangeView, ...]:
    return tuple(
        QuestionChangeView(
            one.question,
            questionnaire.by_id[one.question].name,
            _state(questionnaire, one.before, one.before_status),
            _state(questionnaire, one.after, one.after_status),
        )
        for one in changes
    )


def _state(questionnaire: Questionnaire, level: Level | None, status: Status) -> str:
    return STATUS_NAMES[status] if level is None else level_name(questionnaire, level)


def band_changes(baseline: Assessment | None, current: Assessment) -> tuple[BandChange, ...]:
    """The overall and each policy area as bands before and after; empty without a baseline."""
    if baseline is None:
        return ()
    before, after = baseline.scorecard, current.scorecard
    titles = {area.id: area.title for area in current.questionnaire.areas}
    pairs = [("Overall", before.overall, after.overall)]
    pairs += [
        (titles[key], before.areas[key], one)
        for key, one in after.areas.items()
        if key in before.areas
    ]
    return tuple(
        BandChange(now.id, title, _public_band(then, title), _public_band(now, title))
        for title, then, now in pairs
    )


def _public_band(score: Score, title: str) -> str:
    return band_view(score, title, area=score.id != "overall").band
