"""What the plan costs, what of it is funded, and what is late; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.answers import Action
from assessment.applicability import QuestionStatus


@dataclass(frozen=True, slots=True)
class Costs:
    """The costs of some tasks together, in whole units of the file's currency."""

    tasks: int
    costed: int
    """How many of them have a cost."""
    cost: int
    funded: int
    unfunded: int
    """What is not funded, task by task: money left over for one pays for no other."""


def unfunded(action: Action) -> int | None:
    """What of an action's cost is not funded; None where no cost is given."""
    return None if action.cost is None else max(action.cost - (action.funded or 0), 0)


def costs(tasks: Iterable[QuestionStatus]) -> Costs:
    """The costs of some tasks together."""
    wanted = tuple(tasks)
    actions = [item.answer.action for item in wanted if item.answer.action is not None]
    costed = [action for action in actions if action.cost is not None]
    return Costs(
        tasks=len(wanted),
        costed=len(costed),
        cost=sum(item.cost or 0 for item in costed),
        funded=sum(item.funded or 0 for item in costed),
        unfunded=sum(unfunded(item) or 0 for item in costed),
    )
