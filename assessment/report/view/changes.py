"""What changed since the baseline, told apart by cause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.answers import Status
from assessment.assess import Assessment
from assessment.compare import (
    CAUSE_NAMES,
    Change,
    Comparison,
    QuestionChange,
    compare,
    compared_questions,
)
from assessment.figures import NEED_NOT_SUBTRACT, NONE, difference
from assessment.language import _
from assessment.questionnaire import Level
from assessment.report.view.words import day, level_name, status_words
from assessment.score_words import figure_words
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
    moved: float | None
    """The unrounded difference; None where the two cannot be compared."""


@dataclass(frozen=True, slots=True)
class QuestionChangeView:
    """One question that is not as it was."""

    id: str
    name: str
    before: str
    after: str
    levels: tuple[Level | None, Level | None]
    """The levels before and after."""


@dataclass(frozen=True, slots=True)
class CauseView:
    """The questions that changed for one cause."""

    name: str
    questions: tuple[QuestionChangeView, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changed since the baseline; fit for every edition but the public."""

    since: str
    """Period or date of the baseline."""
    overall: ChangeView
    note: str
    """Why printed figures need not subtract."""
    areas: tuple[ChangeView, ...]
    functions: tuple[ChangeView, ...]
    sides: tuple[ChangeView, ...]
    causes: tuple[CauseView, ...]
    other_questionnaire: bool
    """The baseline was made with another edition, so that no group is compared."""
    compared: int
    """How many questions are compared; 0 where the two editions share none."""
    only_in_baseline: tuple[str, ...]
    reworded: tuple[str, ...]


def changes_view(baseline: Assessment | None, current: Assessment) -> ChangesView | None:
    """What changed since the baseline; None without one."""
    if baseline is None:
        return None
    comparison = compare(baseline, current)
    before, after = baseline.scorecard, current.scorecard
    titles = {area.id: area.title for area in current.questionnaire.areas}
    return ChangesView(
        since=baseline.answers.period or day(baseline.answers.date),
        overall=_change(
            comparison, comparison.overall, _("Overall"), before.overall, after.overall
        ),
        note=NEED_NOT_SUBTRACT,
        areas=tuple(
            _change(comparison, item, titles[key], before.areas.get(key), after.areas[key])
            for key, item in comparison.areas.items()
        ),
        functions=tuple(
            _change(
                comparison,
                function,
                current.questionnaire.function_title(key),
                before.functions.get(key),
                after.functions[key],
            )
            for key, function in comparison.functions.items()
        ),
        sides=tuple(
            _change(
                comparison,
                comparison.sides[side.id],
                side.title,
                before.sides.get(side.id),
                after.sides[side.id],
            )
            for side in current.questionnaire.sides
        ),
        causes=_causes(comparison),
        other_questionnaire=comparison.other_questionnaire,
        compared=len(compared_questions(baseline, current)),
        only_in_baseline=comparison.only_in_baseline,
        reworded=comparison.reworded,
    )


def _change(
    comparison: Comparison, change: Change, title: str, before: Score | None, after: Score
) -> ChangeView:
    # The figure of another edition beside this one's would be read as a rise or fall.
    shown = None if comparison.other_questionnaire else before
    return ChangeView(
        change.id,
        title,
        figure_words(shown) if shown else NONE,
        figure_words(after),
        difference(change.difference),
        change.before,
        change.difference,
    )


def _causes(comparison: Comparison) -> tuple[CauseView, ...]:
    """The questions by cause; a level that fell comes before one that rose."""
    found: list[CauseView] = []
    for cause, name in CAUSE_NAMES.items():
        members = _questions(comparison, (c for c in comparison.questions if c.cause == cause))
        if cause == "level_changed":
            falls = tuple(member for member in members if _fell(member))
            rises = tuple(member for member in members if not _fell(member))
            found += [CauseView(_("Level fell"), falls), CauseView(_("Level rose"), rises)]
        else:
            found.append(CauseView(name, members))
    return tuple(item for item in found if item.questions)


def _fell(question_change_view: QuestionChangeView) -> bool:
    before, after = question_change_view.levels
    return before is not None and after is not None and after < before


def _questions(
    comparison: Comparison, changes: Iterable[QuestionChange]
) -> tuple[QuestionChangeView, ...]:
    questionnaire = comparison.current.questionnaire
    return tuple(
        QuestionChangeView(
            change.question,
            questionnaire.by_id[change.question].name,
            _state(comparison, change.before, change.before_status),
            _state(comparison, change.after, change.after_status),
            (change.before, change.after),
        )
        for change in changes
    )


def _state(comparison: Comparison, level: Level | None, status: Status) -> str:
    current = comparison.current
    if level is None:
        return status_words(status, outward=current.outward)
    return level_name(current.questionnaire, level)
