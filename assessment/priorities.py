"""What to do first, by the rules of the method; pure.

Priority of an answered question: p = 100 * max(0, target - level)/4 * weight/3 * relevance/3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assessment.answers import Answers, Relevance
from assessment.applicability import Standing, standings
from assessment.questionnaire import STAGES, Level, Questionnaire
from assessment.roadmap import Gap, Roadmap, Step

if TYPE_CHECKING:
    import numpy as np

RELEVANCE_FACTOR: Mapping[Relevance, int] = {"low": 1, "medium": 2, "high": 3}
DESIGNED: Level = 2
"""A prerequisite that is answered below this level is unmet."""
DRAWS = 10_000
SEED = 7559
BLOCK = 1_000
"""How many draws are looked at together."""
FIRST = 10
"""Robustness is the share of draws in which a gap is among this many first ones."""


def prioritise(questionnaire: Questionnaire, answers: Answers) -> Roadmap:
    """The roadmap of one State's answers."""
    states = standings(questionnaire, answers)
    targets = targets_in_force(states)
    gaps = {
        key: gap(states, targets, key, _relevance(answers, key))
        for key in states
        if _is_gap(states[key], targets[key])
    }
    gaps = {key: _with_waiting(one, questionnaire, gaps) for key, one in gaps.items()}
    steps = _steps(gaps)
    order = questionnaire.position
    return Roadmap(
        now=_ranked("now", gaps, steps, order),
        next=_ranked("next", gaps, steps, order),
        later=_ranked("later", gaps, steps, order),
        due_for_review=_due_for_review(states, targets, answers),
        facts_to_establish=(
            *(key for key, one in states.items() if one.status == "unknown"),
            *(key for key, one in states.items() if one.status == "unanswered"),
        ),
        withheld=sum(one.status == "withheld" for one in states.values()),
    )


def is_unmet(one: Standing) -> bool:
    """Whether a prerequisite is answered below level 2."""
    return one.answer.level is not None and one.answer.level < DESIGNED


def targets_in_force(states: Mapping[str, Standing]) -> dict[str, Level]:
    """Every question's target, raised to 2 while it is an unmet prerequisite of a gap.

    A raised prerequisite may become a gap itself, so its own prerequisites are looked at too.
    """
    targets: dict[str, Level] = {key: one.target for key, one in states.items()}
    waiting = [key for key, one in states.items() if _is_gap(one, targets[key])]
    while waiting:
        for key in states[waiting.pop()].question.requires:
            if is_unmet(states[key]) and targets[key] < DESIGNED:
                targets[key] = DESIGNED
                waiting.append(key)
    return targets


def gap(
    states: Mapping[str, Standing], targets: Mapping[str, Level], key: str, relevance: int
) -> Gap:
    """One gap, not yet placed in a step."""
    one = states[key]
    level = one.answer.level
    if level is None:
        raise ValueError(f"{key} is not answered, so it is no gap")
    return Gap(
        question=key,
        level=level,
        target=targets[key],
        priority=100 * (targets[key] - level) * one.question.weight * relevance / 36,
        stage=STAGES[level],
        step="now",
        rank=0,
        unmet=tuple(name for name in one.question.requires if is_unmet(states[name])),
        open_prerequisites=tuple(
            name for name in one.question.requires if states[name].answer.level is None
        ),
        waiting=(),
    )


def _is_gap(one: Standing, target: int) -> bool:
    return one.answer.level is not None and one.answer.level < target


def _relevance(answers: Answers, question: str) -> int:
    return RELEVANCE_FACTOR[answers.profile.relevance_of(question.rpartition("-")[0])]


def _with_waiting(one: Gap, questionnaire: Questionnaire, gaps: Mapping[str, Gap]) -> Gap:
    dependants = questionnaire.dependants[one.question]
    return replace(one, waiting=tuple(key for key in dependants if key in gaps))


def _steps(gaps: Mapping[str, Gap]) -> dict[str, Step]:
    now = {key for key, one in gaps.items() if not one.unmet}
    return {
        key: "now" if key in now else "next" if now.issuperset(one.unmet) else "later"
        for key, one in gaps.items()
    }


def _ranked(
    step: Step, gaps: Mapping[str, Gap], steps: Mapping[str, Step], order: Mapping[str, int]
) -> tuple[Gap, ...]:
    members = sorted(
        (one for key, one in gaps.items() if steps[key] == step),
        key=lambda one: (*_merit(one), order[one.question]),
    )
    ranked: list[Gap] = []
    for place, one in enumerate(members, start=1):
        tied = bool(ranked) and _merit(ranked[-1]) == _merit(one)
        ranked.append(replace(one, step=step, rank=ranked[-1].rank if tied else place))
    return tuple(ranked)


def _merit(one: Gap) -> tuple[float, int, int]:
    return (-one.priority, -len(one.waiting), one.level)


def _due_for_review(
    states: Mapping[str, Standing], targets: Mapping[str, Level], answers: Answers
) -> tuple[str, ...]:
    due = [
        key
        for key, one in states.items()
        if one.answer.level == 3 and not _is_gap(one, targets[key])
    ]
    return tuple(
        sorted(due, key=lambda key: -states[key].question.weight * _relevance(answers, key))
    )


@dataclass(frozen=True, slots=True)
class _Column:
    question: str
    place: int
    priority: float


def robustness(questionnaire: Questionnaire, gaps: Sequence[Gap]) -> dict[str, float]:
    """For each gap the share of 10,000 draws in which it is among the first ten by priority.

    Each draw multiplies every question's weight by an independent uniform factor in [0.5, 1.5);
    steps are ignored.
    """
    contenders = _contenders(questionnaire, gaps)
    if len(contenders) <= FIRST:
        first = {column.question for column in contenders}
        return {one.question: 1.0 if one.question in first else 0.0 for one in gaps}
    shares = _shares(len(questionnaire.questions), contenders)
    return {one.question: shares.get(one.question, 0.0) for one in gaps}


def draws(questions: int) -> np.ndarray:
    """The random factors: a row a draw, a column a question in questionnaire order."""
    import numpy as np  # here: importing it takes 90 ms, and most commands need no draws

    return np.random.Generator(np.random.PCG64(SEED)).uniform(0.5, 1.5, (DRAWS, questions))


def _contenders(questionnaire: Questionnaire, gaps: Sequence[Gap]) -> list[_Column]:
    # A gap whose best draw (1.5) stays below the worst draw (0.5) of ten others is never among
    # the first ten, so its column need not be looked at.
    tenth = sorted((one.priority for one in gaps), reverse=True)[:FIRST]
    return [
        _Column(one.question, questionnaire.position[one.question], one.priority)
        for one in gaps
        if len(gaps) <= FIRST or one.priority * 1.5 > tenth[-1] * 0.5
    ]


def _shares(questions: int, columns: Sequence[_Column]) -> dict[str, float]:
    """The shares over the same factors as `draws`, made and looked at a block at a time.

    Ten thousand draws at once do not fit the processor's cache, and `uniform(0.5, 1.5)` is
    `0.5 + random()`, bit for bit, so only the columns that are looked at need the addition.
    """
    import numpy as np

    generator = np.random.Generator(np.random.PCG64(SEED))
    places = np.array([column.place for column in columns])
    priorities = np.array([column.priority for column in columns])
    last = len(columns) - FIRST
    factors = np.empty((BLOCK, questions))
    drawn = np.empty((BLOCK, len(columns)))
    hits = np.zeros(len(columns), dtype=np.int64)
    for _ in range(DRAWS // BLOCK):
        generator.random(out=factors)
        np.take(factors, places, axis=1, out=drawn, mode="clip")
        drawn += 0.5
        drawn *= priorities
        cut = np.partition(drawn, last, axis=1)[:, last, None]
        hits += (drawn >= cut).sum(axis=0)
    return {column.question: int(hit) / DRAWS for column, hit in zip(columns, hits, strict=True)}
