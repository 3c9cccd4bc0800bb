"""The plan as a report prints it: tasks in steps, what waits for what, and what it costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from assessment.assess import Assessment
from assessment.costs import costs, unfunded
from assessment.language import _
from assessment.plan import further_actions
from assessment.report.view.questions import (
    GapView,
    QuestionLine,
    TaskView,
    gap_view,
    question_line,
    task_view,
)
from assessment.report.view.sentences import waiting_words
from assessment.report.view.words import STEP_MEANINGS, STEP_NAMES, money
from assessment.roadmap import STEPS, Gap, Step

MAX_DRAWN = 20
"""How many tasks of each step the picture of prerequisites has; the tables list all."""


@dataclass(frozen=True, slots=True)
class StepView:
    """One of the three steps of the roadmap."""

    id: str
    name: str
    meaning: str
    gaps: tuple[GapView, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """The roadmap and the lists beside it; fit for every edition but the public."""

    steps: tuple[StepView, ...]
    due_for_review: tuple[QuestionLine, ...]
    facts: tuple[QuestionLine, ...]
    """Facts to establish: unknown questions first, then unanswered ones."""
    withheld: int


@dataclass(frozen=True, slots=True)
class TaskStep:
    """One of the steps of the plan, with all that is recorded about its tasks."""

    id: str
    name: str
    meaning: str
    tasks: tuple[TaskView, ...]


@dataclass(frozen=True, slots=True)
class CostRow:
    """The tasks of one ministry, counted and added up."""

    ministry: str
    """Empty for the tasks that have no ministry."""
    tasks: int
    now: int
    """How many of them stand under Now."""
    overdue: int
    undated: int
    """How many have no date."""
    costed: int
    """How many have a cost."""
    cost: str
    """Empty where no cost is given."""
    funded: str
    unfunded: str


@dataclass(frozen=True, slots=True)
class ChainItem:
    """A task that waits for others, or that others wait for."""

    id: str
    name: str
    step: Step
    unmet: tuple[str, ...]
    """The ids of its unmet prerequisites."""


@dataclass(frozen=True, slots=True)
class PrerequisitesView:
    """The picture of prerequisites."""

    heading: str
    """What it shows."""
    items: tuple[ChainItem, ...]
    left_out: int
    """How many tasks that wait are not drawn, since the picture would not fit a page."""


@dataclass(frozen=True, slots=True)
class FullPlan:
    """The plan as the authority works with it."""

    steps: tuple[TaskStep, ...]
    """Now, next and later; then the actions on questions that are no gap, if there are any."""
    prerequisites: PrerequisitesView
    costs: tuple[CostRow, ...]
    """A row a ministry, most tasks first."""
    total: CostRow
    unfunded: tuple[TaskView, ...]
    """The tasks of which something is not funded, the dearest first."""
    due_for_review: tuple[QuestionLine, ...]
    facts: tuple[TaskView, ...]
    """Facts to establish: unknown questions first, then unanswered ones."""
    withheld: int


def gap_views(assessment: Assessment) -> dict[str, GapView]:
    """Every gap under its question's id, in the order of the roadmap."""
    gaps = assessment.roadmap.gaps
    ranks = Counter(_step_and_rank(gap) for gap in gaps)
    return {
        gap.question: gap_view(assessment, gap, tied=ranks[_step_and_rank(gap)] > 1) for gap in gaps
    }


def _step_and_rank(gap: Gap) -> tuple[str, int]:
    return gap.step, gap.rank


def plan_view(assessment: Assessment, gaps: Mapping[str, GapView]) -> PlanView:
    """The roadmap and the lists beside it."""
    roadmap = assessment.roadmap
    return PlanView(
        steps=tuple(
            StepView(
                step,
                STEP_NAMES[step],
                STEP_MEANINGS[step],
                tuple(gap for gap in gaps.values() if gap.step == step),
            )
            for step in STEPS
        ),
        due_for_review=_lines(assessment, roadmap.due_for_review),
        facts=_lines(assessment, roadmap.facts_to_establish),
        withheld=roadmap.withheld,
    )


def _lines(assessment: Assessment, ids: tuple[str, ...]) -> tuple[QuestionLine, ...]:
    return tuple(
        question_line(
            assessment.questionnaire, assessment.statuses[key], outward=assessment.outward
        )
        for key in ids
    )


def task_views(assessment: Assessment, gaps: Mapping[str, GapView]) -> dict[str, TaskView]:
    """Every question with what is recorded about it, under its id, in questionnaire order."""
    return {
        key: task_view(assessment, item, gaps.get(key)) for key, item in assessment.statuses.items()
    }


def full_plan(
    assessment: Assessment, gaps: Mapping[str, GapView], tasks: Mapping[str, TaskView]
) -> FullPlan:
    """The plan as the authority works with it."""
    chosen = tuple(tasks[key] for key in gaps)
    others = tuple(tasks[key] for key in further_actions(assessment))
    everything = (*chosen, *others)
    rows = _cost_rows(assessment, everything)
    return FullPlan(
        steps=(*(_step(step, chosen) for step in STEPS), *_further(others)),
        prerequisites=_prerequisites(assessment),
        costs=rows,
        total=_cost_row(assessment, "", everything),
        unfunded=_unfunded(assessment, everything),
        due_for_review=_lines(assessment, assessment.roadmap.due_for_review),
        facts=tuple(tasks[key] for key in assessment.roadmap.facts_to_establish),
        withheld=assessment.roadmap.withheld,
    )


def _step(step: Step, tasks: tuple[TaskView, ...]) -> TaskStep:
    members = tuple(task for task in tasks if task.gap and task.gap.step == step)
    return TaskStep(step, STEP_NAMES[step], STEP_MEANINGS[step], members)


def _further(others: tuple[TaskView, ...]) -> tuple[TaskStep, ...]:
    meaning = _("Recorded for questions that are no gap: open, or at their target.")
    return (TaskStep("further", _("Further actions"), meaning, others),) if others else ()


def _cost_rows(assessment: Assessment, tasks: tuple[TaskView, ...]) -> tuple[CostRow, ...]:
    names = dict.fromkeys(task.answer.ministry for task in tasks)
    rows = [
        _cost_row(assessment, name, tuple(task for task in tasks if task.answer.ministry == name))
        for name in names
    ]
    return tuple(sorted(rows, key=lambda item: (not item.ministry, -item.tasks)))


def _cost_row(assessment: Assessment, name: str, tasks: tuple[TaskView, ...]) -> CostRow:
    summed = costs(assessment.statuses[task.answer.line.id] for task in tasks)
    currency = assessment.answers.currency or ""

    def shown(amount: int) -> str:
        return money(amount, currency) if summed.costed else ""

    return CostRow(
        ministry=name,
        tasks=summed.tasks,
        now=sum(task.gap is not None and task.gap.step == "now" for task in tasks),
        overdue=sum(
            task.answer.action is not None and task.answer.action.overdue for task in tasks
        ),
        undated=sum(not (task.answer.action and task.answer.action.due) for task in tasks),
        costed=summed.costed,
        cost=shown(summed.cost),
        funded=shown(summed.funded),
        unfunded=shown(summed.unfunded),
    )


def _unfunded(assessment: Assessment, tasks: tuple[TaskView, ...]) -> tuple[TaskView, ...]:
    def amount(task: TaskView) -> int:
        action = assessment.statuses[task.answer.line.id].answer.action
        return (unfunded(action) or 0) if action else 0

    return tuple(sorted((item for item in tasks if amount(item)), key=lambda item: -amount(item)))


def _prerequisites(assessment: Assessment) -> PrerequisitesView:
    roadmap = assessment.roadmap
    waiting = [gap for gap in roadmap.gaps if gap.unmet]
    drawn = [gap for gap in roadmap.gaps if gap.unmet or gap.waiting]
    most = max(roadmap.gaps, key=lambda item: len(item.waiting), default=None)
    name = assessment.questionnaire.by_id[most.question].name if most else ""
    fitting = {
        item.question
        for step in STEPS
        for item in [item for item in drawn if item.step == step][:MAX_DRAWN]
    }
    return PrerequisitesView(
        heading=waiting_words(
            len(roadmap.gaps), len(waiting), name, len(most.waiting) if most else 0
        ),
        items=tuple(
            ChainItem(
                item.question,
                assessment.questionnaire.by_id[item.question].name,
                item.step,
                item.unmet,
            )
            for item in drawn
            if item.question in fitting
        ),
        left_out=sum(item.question not in fitting for item in waiting),
    )
