"""What to do first, by the rules of the method; pure.

Priority of an answered question: p = 100 * max(0, target - level)/4 * weight/3 * relevance/3.
A gap is as urgent as the most urgent one that waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assessment.answers import Answers, Relevance
from assessment.applicability import QuestionStatus, is_unmet, statuses
from assessment.questionnaire import DESIGNED, Level, Questionnaire
from assessment.roadmap import Gap, Roadmap, Step

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

RELEVANCE_FACTOR: Mapping[Relevance, int] = {"low": 1, "medium": 2, "high": 3}
GREATEST_PRODUCT = 36
"""Four levels times the greatest weight times the greatest relevance: a priority of 100."""
DRAWS = 10_000
_SEED = 7559
BLOCK = 1_000
"""How many draws are looked at together."""
MAX_FIRST_STEP_RATIO = 1.5
"""The first step holds at most this many times its number, where gaps equal the last of them."""


def prioritise(questionnaire: Questionnaire, answers: Answers) -> Roadmap:
    """The roadmap of one State's answers."""
    items = statuses(questionnaire, answers)
    targets = targets_in_force(items)
    gaps = {
        key: _gap(questionnaire, items, targets, key, _relevance(answers, key))
        for key in items
        if _is_gap(items[key], targets[key])
    }
    gaps = _with_urgency(_with_waiting(gaps, questionnaire))
    ordered = sorted(gaps.values(), key=_merit)  # stable: equals stay in questionnaire order
    now, following, later = _steps(ordered, questionnaire.first)
    return Roadmap(
        now=_ranked("now", now),
        next=_ranked("next", following, equals_of=now),
        later=_ranked("later", later),
        due_for_review=_due_for_review(items, targets, answers),
        facts_to_establish=(
            *(key for key, item in items.items() if item.status == "unknown"),
            *(key for key, item in items.items() if item.status == "unanswered"),
        ),
        withheld=sum(item.status == "withheld" for item in items.values()),
    )


def targets_in_force(items: Mapping[str, QuestionStatus]) -> dict[str, Level]:
    """Every question's target, raised to 2 while it is an unmet prerequisite of a gap.

    A raised prerequisite may become a gap itself, so its own prerequisites are looked at too.
    """
    targets: dict[str, Level] = {key: item.target for key, item in items.items()}
    waiting = [key for key, item in items.items() if _is_gap(item, targets[key])]
    while waiting:
        for key in items[waiting.pop()].question.requires:
            if is_unmet(items[key]) and targets[key] < DESIGNED:
                targets[key] = DESIGNED
                waiting.append(key)
    return targets


def _gap(
    questionnaire: Questionnaire,
    items: Mapping[str, QuestionStatus],
    targets: Mapping[str, Level],
    key: str,
    relevance: int,
) -> Gap:
    """One gap, not yet placed in a step, as urgent as its own priority."""
    item = items[key]
    level = item.answer.level
    if level is None:
        raise ValueError(f"{key} is not answered, so it is no gap")
    product = (targets[key] - level) * item.question.weight * relevance
    priority = 100 * product / GREATEST_PRODUCT
    return Gap(
        question=key,
        level=level,
        target=targets[key],
        weight=item.question.weight,
        relevance=relevance,
        product=product,
        priority=priority,
        urgency=priority,
        stage=questionnaire.levels[level].stage,
        missing=item.question.missing(level, item.answer.points, targets[key]),
        step="now",
        rank=0,
        unmet=tuple(name for name in item.question.requires if is_unmet(items[name])),
        open_prerequisites=tuple(
            name for name in item.question.requires if items[name].answer.level is None
        ),
        waiting=(),
    )


def _is_gap(item: QuestionStatus, target: int) -> bool:
    return item.answer.level is not None and item.answer.level < target


def _relevance(answers: Answers, question: str) -> int:
    return RELEVANCE_FACTOR[answers.profile.relevance_of(question.rpartition("-")[0])]


def _with_waiting(gaps: Mapping[str, Gap], questionnaire: Questionnaire) -> dict[str, Gap]:
    """The gaps, each with those that name it as an unmet prerequisite."""
    return {
        key: replace(
            gap,
            waiting=tuple(
                name
                for name in questionnaire.dependants[key]
                if name in gaps and key in gaps[name].unmet
            ),
        )
        for key, gap in gaps.items()
    }


def _with_urgency(gaps: Mapping[str, Gap]) -> dict[str, Gap]:
    urgent = {key: gap.priority for key, gap in gaps.items()}
    for key in _dependants_first(gaps):
        for name in gaps[key].unmet:
            urgent[name] = max(urgent[name], urgent[key])
    return {key: replace(gap, urgency=urgent[key]) for key, gap in gaps.items()}


def _dependants_first(gaps: Mapping[str, Gap]) -> list[str]:
    """The gaps in an order in which each stands before its unmet prerequisites."""
    left = {key: len(gap.waiting) for key, gap in gaps.items()}
    ready = [key for key, count in left.items() if not count]
    for key in ready:  # grows while it is walked
        for name in gaps[key].unmet:
            left[name] -= 1
            if not left[name]:
                ready.append(name)
    return ready


def _merit(gap: Gap) -> tuple[float, float, int, int]:
    return (-gap.urgency, -gap.priority, -len(gap.waiting), gap.level)


def _steps(ordered: Sequence[Gap], first: int) -> tuple[list[Gap], list[Gap], list[Gap]]:
    ready = [item for item in ordered if not item.unmet]
    now = ready[:first]
    if len(now) == first:
        last = _merit(now[-1])
        most = int(first * MAX_FIRST_STEP_RATIO)
        now += [item for item in ready[first:most] if _merit(item) == last]
    chosen = {item.question for item in now}
    following = [
        item
        for item in ordered
        if item.question not in chosen and (not item.unmet or chosen.issuperset(item.unmet))
    ]
    chosen.update(item.question for item in following)
    return now, following, [item for item in ordered if item.question not in chosen]


def _ranked(step: Step, members: Sequence[Gap], equals_of: Sequence[Gap] = ()) -> tuple[Gap, ...]:
    """The members of a step with their ranks; `equals_of` is the step that some just missed."""
    ranked: list[Gap] = []
    for index, member in enumerate(members, start=1):
        tied = bool(ranked) and _merit(ranked[-1]) == _merit(member)
        rank = ranked[-1].rank if tied else index
        equals = 0 if member.unmet else sum(_merit(other) == _merit(member) for other in equals_of)
        ranked.append(replace(member, step=step, rank=rank, equal_to=equals))
    return tuple(ranked)


def _due_for_review(
    items: Mapping[str, QuestionStatus], targets: Mapping[str, Level], answers: Answers
) -> tuple[str, ...]:
    due = [
        key
        for key, item in items.items()
        if item.answer.level == 3 and not _is_gap(item, targets[key])
    ]
    return tuple(
        sorted(due, key=lambda key: -items[key].question.weight * _relevance(answers, key))
    )


def robustness(questionnaire: Questionnaire, gaps: Sequence[Gap]) -> dict[str, float]:
    """For each gap without an unmet prerequisite the share of draws in which it is among the first.

    Each of 10,000 draws multiplies every question's weight by an independent uniform factor in
    [0.5, 1.5); how many are first is the questionnaire's `first`.
    """
    first = questionnaire.first
    ready = [gap for gap in gaps if not gap.unmet]
    if len(ready) <= first:
        return {item.question: 1.0 for item in ready}
    hits = _hits(questionnaire, gaps, [item.question for item in ready], first)
    return {item.question: int(hit) / DRAWS for item, hit in zip(ready, hits, strict=True)}


def _hits(
    questionnaire: Questionnaire, gaps: Sequence[Gap], ready: Sequence[str], first: int
) -> npt.NDArray[np.int64]:
    """In how many draws each ready gap is among the first, a block of draws at a time.

    Ten thousand draws at once do not fit the processor's cache.
    """
    import numpy as np

    column = {gap.question: number for number, gap in enumerate(gaps)}
    indices = np.array([questionnaire.position[gap.question] for gap in gaps])
    priorities = np.array([gap.priority for gap in gaps])
    order = _dependants_first({gap.question: gap for gap in gaps})
    by_key = {gap.question: gap for gap in gaps}
    lifts = [(column[name], column[key]) for key in order for name in by_key[key].unmet]
    # Equals of a draw stand in the order of the roadmap: what waits, the level, the questionnaire.
    chosen = np.array(
        [
            column[key]
            for key in sorted(
                ready,
                key=lambda key: (
                    -len(by_key[key].waiting), by_key[key].level, questionnaire.position[key]
                ),
            )
        ]
    )  # fmt: skip
    hits = np.zeros(len(gaps), dtype=np.int64)
    generator = np.random.Generator(np.random.PCG64(_SEED))
    for _ in range(DRAWS // BLOCK):
        factors = generator.uniform(0.5, 1.5, (BLOCK, len(questionnaire.questions)))
        drawn = factors[:, indices] * priorities
        urgent = drawn.copy()
        for prerequisite, dependant in lifts:
            np.maximum(urgent[:, prerequisite], urgent[:, dependant], out=urgent[:, prerequisite])
        hits += _among_first(drawn[:, chosen], urgent[:, chosen], chosen, len(gaps), first)
    return hits[[column[key] for key in ready]]


def _among_first(
    drawn: npt.NDArray[np.float64],
    urgent: npt.NDArray[np.float64],
    columns: npt.NDArray[np.int64],
    gaps: int,
    first: int,
) -> npt.NDArray[np.int64]:
    """How often each column is among the first of its row, by urgency and then by priority."""
    import numpy as np

    cut = np.partition(urgent, -first, axis=1)[:, -first, None]
    above = urgent >= cut
    hits = np.zeros(gaps, dtype=np.int64)
    tied = above.sum(axis=1) > first
    hits[columns] += above[~tied].sum(axis=0)
    if tied.any():
        order = np.lexsort((-drawn[tied], -urgent[tied]), axis=1)[:, :first]
        hits += np.bincount(columns[order.ravel()], minlength=gaps)
    return hits
