"""Taking over what was answered in the earlier file; pure."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.answers import EVIDENCE_LIMIT, Answer, Answers, Evidence


def taken_over(then: Answer, now: Answer, *, to_confirm: bool = False) -> Answer:
    """The answer of last time in the place of the present one.

    What is written down now stays, and what was written then fills what is empty. A review is of
    its own time, and what is done needs no further action.
    """
    action = then.action if then.action and then.action.status != "done" else None
    stated = {name: getattr(then, name) for name in ("status", "level", "reason", "points")}
    filled = {
        name: getattr(now, name) or getattr(then, name)
        for name in ("note", "release", "confidence", "ministry", "supporting")
    }
    return now.replace(
        **stated,
        **filled,
        evidence=_together(now.evidence, then.evidence),
        target=then.target if now.target is None else now.target,
        restricted=now.restricted or then.restricted,
        action=now.action or action,
        to_confirm=to_confirm,
    )


def open_with_an_answer(
    questions: Iterable[str], now: Answers, then: Answers
) -> dict[str, tuple[Answer, Answer]]:
    """Those that are not answered now and were last time: the answer then, and the one now."""
    return {
        key: (then.answer(key), now.answer(key))
        for key in questions
        if not now.answer(key).states_something and then.answer(key).states_something
    }


def _together(now: tuple[Evidence, ...], then: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys([*now, *then]))[:EVIDENCE_LIMIT]
