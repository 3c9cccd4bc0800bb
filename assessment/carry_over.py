"""Answers to an earlier edition of a questionnaire, carried over to this one; pure.

The questionnaire says what became of each question. Nothing is lost: what this edition does not
ask, and what was merged into another answer, stays in the file under the earlier version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assessment.answers import (
    EVIDENCE_LIMIT,
    NOTE_LIMIT,
    SUPPORTING_LIMIT,
    Answer,
    Answers,
    Offer,
    Part,
    Position,
    Stated,
    Status,
)
from assessment.language import _
from assessment.questionnaire import EditionMap, Question, QuestionMap, Questionnaire

_P = TypeVar("_P", bound=Part | None)
_OPEN: tuple[Status, ...] = ("unanswered", "unknown", "withheld")


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """Answers for this edition, and what became of those to the earlier one."""

    answers: Answers
    left_out: tuple[str, ...]
    """The ids that this edition does not ask any more."""
    to_confirm: tuple[str, ...]
    """The ids whose level or state should be looked at again."""


def same_questions(questionnaire: Questionnaire, version: str) -> frozenset[str]:
    """The questions whose levels may be compared with those of answers to another edition."""
    edition = questionnaire.edition(version)
    if edition is None or not edition.comparable:
        return frozenset()
    asked_by: dict[str, list[str]] = defaultdict(list)
    for key, became in edition.questions.items():
        for target in _targets(questionnaire, became, key):
            asked_by[target].append(became.kind)
    return frozenset(key for key, kinds in asked_by.items() if kinds == ["same"])


def carry_over(answers: Answers, questionnaire: Questionnaire) -> CarriedOver:
    """Answers to another edition or wording, as answers to this one.

    They are a draft, also where the earlier document was final: what was made final were answers
    to other questions.
    """
    version = answers.questionnaire.version
    edition = questionnaire.edition(version)
    sources: dict[str, list[str]] = defaultdict(list)
    kept: dict[str, Answer] = {}
    left_out: list[str] = []
    answers = _without_repetition(answers)
    for key, answer in answers.answers.items():
        became = question_map(questionnaire, edition, key)
        targets = _targets(questionnaire, became, key)
        for target in targets:
            sources[target].append(key)
        if not targets:
            left_out.append(key)
        if not targets or became.kind == "merged":
            kept[key] = answer
    carried = {
        target: _carried(questionnaire, edition, answers, target, keys)
        for target, keys in sources.items()
    }
    for target, keys in sources.items():
        # A level that is carried alone says less than the ticks it was found by.
        given = {key: answers.answers[key] for key in keys}
        kept |= {k: item for k, item in given.items() if item.points and not carried[target].points}
    ordered = questionnaire.in_order(carried)
    return CarriedOver(
        answers=answers.model_copy(
            update={
                "answers": ordered,
                "document_status": "draft",
                "offer": tuple(
                    _offer(questionnaire, edition, version, item) for item in answers.offer
                ),
                "left_out": _with_left_out(answers, version, kept),
                "part": _part(questionnaire, edition, answers.part),
                "parts": tuple(_part(questionnaire, edition, part) for part in answers.parts),
                "profile": answers.profile.model_copy(
                    update={
                        "conditions": _conditions(questionnaire, edition, answers),
                        "relevance": {
                            area: value
                            for area, value in answers.profile.relevance.items()
                            if area in questionnaire.area_by_id
                        },
                    }
                ),
            }
        ),
        left_out=tuple(left_out),
        to_confirm=tuple(key for key, answer in ordered.items() if answer.to_confirm),
    )


def question_map(questionnaire: Questionnaire, edition: EditionMap | None, key: str) -> QuestionMap:
    """What became of a question; one of an edition that is not mapped is taken as changed."""
    if edition is not None and key in edition.questions:
        return edition.questions[key]
    return QuestionMap(kind="changed" if key in questionnaire.by_id else "gone")


def _without_repetition(answers: Answers) -> Answers:
    """A part without what it repeats of earlier positions: that was not said anew."""
    if answers.kind != "part":
        return answers
    said = {
        key: answer.as_returned
        for key, answer in answers.answers.items()
        if not answer.is_untouched
    }
    return answers.model_copy(update={"answers": said})


def _part(questionnaire: Questionnaire, edition: EditionMap | None, part: _P) -> _P:
    """A part, or the record of one, with what it asked under this edition's ids."""
    if part is None:
        return part
    asked = {
        target
        for key in part.questions
        for target in _targets(questionnaire, question_map(questionnaire, edition, key), key)
    }
    ordered = tuple(key for key in questionnaire.by_id if key in asked)
    return part.model_copy(update={"questions": ordered})


def _offer(
    questionnaire: Questionnaire, edition: EditionMap | None, version: str, offer: Offer
) -> Offer:
    """An offer for the policy area that asks now what the earlier one asked.

    Where that is none, or more than one, it is of no area, and its words say of which it was.
    """
    if offer.area is None or offer.area in questionnaire.area_by_id:
        return offer
    areas = {
        questionnaire.by_id[target].area_id
        for key in (edition.questions if edition else ())
        if key.startswith(f"{offer.area}-")
        for target in _targets(questionnaire, question_map(questionnaire, edition, key), key)
    }
    if len(areas) == 1:
        return offer.model_copy(update={"area": areas.pop()})
    words = _("For policy area {area} of version {version}: {text}").format(
        area=offer.area, version=version, text=offer.text
    )
    return offer.model_copy(update={"area": None, "text": words[:NOTE_LIMIT]})


def _targets(questionnaire: Questionnaire, became: QuestionMap, key: str) -> tuple[str, ...]:
    if became.kind == "gone":
        return ()
    return tuple(name for name in became.to or (key,) if name in questionnaire.by_id)


def _carried(
    questionnaire: Questionnaire,
    edition: EditionMap | None,
    answers: Answers,
    target: str,
    keys: Sequence[str],
) -> Answer:
    given = [answers.answers[key] for key in keys]
    carried = given[0] if len(given) == 1 else _merged(dict(zip(keys, given, strict=True)))
    same = len(keys) == 1 and question_map(questionnaire, edition, keys[0]).kind == "same"
    comparable = edition is not None and edition.comparable
    changed = not (same and comparable)
    question = questionnaire.by_id[target]
    ticks = same or list(keys) == [target]
    changes = _carried_state(question, carried, ticks=ticks, changed=changed)
    if carried.positions:
        changes["positions"] = _positions(question, carried.positions, ticks=ticks, changed=changed)
    if carried.settlement:
        settled = carried.settlement.positions
        changes["settlement"] = carried.settlement.model_copy(
            update={"positions": _positions(question, settled, ticks=ticks, changed=changed)}
        )
    return carried.model_copy(update=changes) if changes else carried


def _follows_still(question: Question, stated: Stated) -> bool:
    """Whether every point that holds is still asked, and the level still follows from them.

    A letter stands for one point through all editions, so that a tick keeps its meaning.
    """
    return (
        stated.points is not None
        and stated.level is not None
        and question.points.keys() >= set(stated.points)
        and question.follows(stated.level, stated.points)
    )


def _positions(
    question: Question, positions: Sequence[Position], *, ticks: bool, changed: bool
) -> tuple[Position, ...]:
    return tuple(
        position.model_copy(update=_carried_state(question, position, ticks=ticks, changed=changed))
        for position in positions
    )


def _carried_state(
    question: Question, stated: Stated, *, ticks: bool, changed: bool
) -> dict[str, object]:
    """What is not carried as it is; with `ticks` the letters speak of this question's points."""
    loses = stated.points is not None and not (ticks and _follows_still(question, stated))
    changes: dict[str, object] = {"points": None} if loses else {}
    if (changed or loses) and stated.states_something:
        changes["to_confirm"] = True
    return changes


def _merged(given: Mapping[str, Answer]) -> Answer:
    """One answer out of several: the lower level, and open where one of them is open."""
    applying = [entry for entry in given.values() if entry.status != "not_applicable"]
    first = next((entry for entry in applying if entry.ministry), next(iter(given.values())))
    evidence = dict.fromkeys(item for entry in given.values() for item in entry.evidence)
    named = [
        name for entry in given.values() for name in (entry.ministry, *entry.supporting) if name
    ]
    confidences = [entry.confidence for entry in given.values() if entry.confidence]
    return first.model_copy(
        update={
            **_merged_state(given),
            "points": None,
            "target": max((entry.target for entry in given.values() if entry.target), default=None),
            "confidence": next(
                (value for value in ("low", "medium", "high") if value in confidences), None
            ),
            "supporting": tuple(
                name for name in dict.fromkeys(named) if name != first.ministry
            )[:SUPPORTING_LIMIT],
            "evidence": tuple(evidence)[:EVIDENCE_LIMIT],
            "note": "\n".join(
                f"{key}: {entry.note}" for key, entry in given.items() if entry.note
            )[:NOTE_LIMIT],
            "flag": any(entry.flag for entry in given.values()),
            "restricted": any(entry.restricted for entry in given.values()),
            # What was said of one question is no position on another; it is kept as it was.
            "positions": (),
            "settlement": None,
        }
    )  # fmt: skip


def _merged_state(given: Mapping[str, Answer]) -> dict[str, object]:
    applying = [item for item in given.values() if item.status != "not_applicable"]
    if not applying:
        reasons = (f"{key}: {item.reason}" for key, item in given.items())
        return {
            "status": "not_applicable",
            "level": None,
            "reason": "\n".join(reasons)[:NOTE_LIMIT],
        }
    statuses = {item.status for item in applying}
    for status in _OPEN:
        if status in statuses:
            return {"status": status, "level": None, "reason": None}
    levels = [item.level for item in applying if item.level is not None]
    return {"status": "answered", "level": min(levels), "reason": None}


def _conditions(
    questionnaire: Questionnaire, edition: EditionMap | None, answers: Answers
) -> dict[str, bool]:
    """A false fact is carried to all of its parts, a true one only where there is a single part."""
    parts_of = edition.conditions if edition is not None else {}
    carried: dict[str, bool] = {}
    for name, value in answers.profile.conditions.items():
        parts = parts_of.get(name, (name,))
        if not value or len(parts) == 1:
            carried.update({part: value for part in parts if part in questionnaire.condition_by_id})
    return carried


def _with_left_out(
    answers: Answers, version: str, kept: Mapping[str, Answer]
) -> dict[str, dict[str, Answer]]:
    if not kept:
        return answers.left_out
    return {**answers.left_out, version: {**answers.left_out.get(version, {}), **kept}}
