"""An answer file in which everything is recorded, and one that differs from it in one field.

What an edition makes of a field shows where two files differ in nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from assessment.answers import (
    Action,
    Answer,
    Answers,
    Event,
    Evidence,
    Offer,
    Part,
    PartRecord,
    Position,
    Profile,
    QuestionnaireReference,
    Review,
    Settlement,
    Stated,
)
from assessment.questionnaire import Questionnaire

AT = dt.datetime(1997, 8, 6, 4, 3, 2, tzinfo=dt.UTC)
LATER = dt.datetime(1998, 9, 7, 5, 4, 3, tzinfo=dt.UTC)
SEEN, DUE = dt.date(1993, 5, 9), dt.date(2041, 3, 7)
RANDOM = "0123456789abcdef" * 2
OTHER = "fedcba9876543210" * 2
LEAD, SECOND, THIRD = "Qleadz", "Qsecondz", "Qthirdz"
KEY = "age1" + "q" * 58
GROUPS: Mapping[str, type] = {
    "head": Answers,
    "questionnaire": QuestionnaireReference,
    "profile": Profile,
    "offer": Offer,
    "part": Part,
    "parts": PartRecord,
    "history": Event,
    "answer": Answer,
    "evidence": Evidence,
    "action": Action,
    "review": Review,
    "position": Position,
    "settlement": Settlement,
}
"""Every model that an answer file is made of, by the names of the table of editions."""
ON_ONE: Mapping[str, Mapping[str, object]] = {
    "head": {
        "kind": "redacted", "id": OTHER, "state": "Qotherstatez", "authority": "Qotherauthorityz",
        "period": "Qotherperiodz", "date": dt.date(2026, 12, 3), "document_status": "final",
        "marking": "Qothermarkingz", "language": "fr", "next_review": dt.date(2043, 1, 1),
        "contact": "Qothercontactz", "currency": "CHF", "recipients": (),
        "approved_by": "Qotherapprovedz",
        "left_out": {}, "offer": (), "parts": (), "history": (), "answers": {},
    },
    "answer": {
        "status": "unknown", "level": 0, "reason": "Qreasonz", "points": ("a",), "target": 4,
        "confidence": "high", "ministry": THIRD, "supporting": (), "evidence": (),
        "note": "Qothernotez", "release": "Qotherreleasez",
        "flag": False, "restricted": True, "to_confirm": False, "action": None, "review": None,
        "positions": (), "settlement": None, "by": "Qotherbyz", "at": LATER,
    },
    "evidence": {"title": "Qothertitlez", "reference": "Qotherreferencez", "date": DUE},
    "action": {
        "text": "Qotheractionz", "owner": "Qotherownerz", "due": dt.date(2042, 4, 8),
        "status": "under_way", "cost": 765_432, "funded": 2, "assistance": ("material",),
        "request": "Qotherrequestz",
    },
    "review": {"level": 3, "note": "Qotherreviewz", "by": "Qotherreviewerz", "at": LATER},
    "position": {
        "status": "unknown", "level": 3, "reason": "Qotherz", "points": ("a", "c"),
        "ministry": THIRD, "confidence": "high", "evidence": (), "note": "Qotherpositionz",
        "release": "Qotherpreleasez", "action": None, "to_confirm": False, "part": OTHER,
        "by": "Qotherpbyz", "at": LATER, "approved_by": "Qotherapproverz",
    },
    "settlement": {"positions": (), "why": "Qotherwhyz", "by": "Qotherszz", "at": LATER},
    "offer": {"area": None, "assistance": (), "text": "Qotherofferz"},
}  # fmt: skip
"""For each field another value than the recorded one."""


def evidence() -> Evidence:
    """A piece of evidence with everything."""
    return Evidence(title="Qtitlez", reference="Qreferencez", date=SEEN)


def action(**changes: Any) -> Action:
    """An action with everything."""
    given: dict[str, Any] = {
        "text": "Qactionz", "owner": "Qownerz", "due": DUE, "status": "planned", "cost": 1_234_567,
        "funded": 3, "assistance": ("technical", "financial"), "request": "Qrequestz",
    }  # fmt: skip
    return Action(**given | changes)


def position(**changes: Any) -> Position:
    """A ministry's position with everything."""
    given: dict[str, Any] = {
        "status": "answered", "level": 2, "points": None, "ministry": SECOND,
        "confidence": "low", "evidence": (evidence(),), "note": "Qpositionz",
        "release": "Qpreleasez", "action": action(), "to_confirm": True, "part": RANDOM,
        "by": "Qpbyz", "at": AT, "approved_by": "Qapproverz",
    }  # fmt: skip
    return Position(**given | changes)


def review(**changes: Any) -> Review:
    """A review with everything."""
    given: dict[str, Any] = {"level": 1, "note": "Qreviewz", "by": "Qreviewerz", "at": AT}
    return Review(**given | changes)


def settlement(**changes: Any) -> Settlement:
    """A settlement with everything."""
    given: dict[str, Any] = {"positions": (position(),), "why": "Qwhyz", "by": "Qszz", "at": AT}
    return Settlement(**given | changes)


def answer(**changes: Any) -> Answer:
    """An answer with everything."""
    given: dict[str, Any] = {
        "status": "answered", "level": 1, "points": (), "target": 3, "confidence": "low",
        "ministry": LEAD, "supporting": (SECOND,), "evidence": (evidence(),), "note": "Qnotez",
        "release": "Qreleasez", "flag": True, "restricted": False, "to_confirm": True,
        "action": action(), "review": review(), "positions": (position(),),
        "settlement": settlement(), "by": "Qbyz", "at": AT,
    }  # fmt: skip
    return Answer(**given | changes)


def other_answer(**changes: Any) -> Answer:
    """An answer that says something else than `answer` in every field, also of what is inside it.

    What goes only with one state (level, reason, points) is left to `changes`.
    """
    given: dict[str, Any] = {**ON_ONE["answer"]}
    for state in ("status", "level", "reason", "points"):
        del given[state]
    heard = {**ON_ONE["position"], "level": None, "reason": None, "points": None}
    paper, planned = Evidence(**ON_ONE["evidence"]), Action(**ON_ONE["action"])
    said = Position(**heard | {"evidence": (paper,), "action": planned})
    given |= {
        "evidence": (paper,), "action": planned, "review": Review(**ON_ONE["review"]),
        "positions": (said,),
        "settlement": Settlement(**ON_ONE["settlement"] | {"positions": (said,)}),
        "supporting": (THIRD,),
    }  # fmt: skip
    return Answer(**given | changes)


def same_in(one: Any, other: Any, place: str = "") -> set[str]:
    """The fields in which two models say the same, as `positions.note`; () is like anything."""
    found: set[str] = set()
    for name in type(one).model_fields:
        pair = getattr(one, name), getattr(other, name)
        inside = [item[0] if isinstance(item, tuple) and item else item for item in pair]
        if all(isinstance(item, BaseModel) for item in inside):
            found |= same_in(*inside, f"{place}{name}.")
        elif pair[0] == pair[1]:
            found.add(f"{place}{name}")
    return found


def offer(**changes: Any) -> Offer:
    """An offer with everything."""
    given: dict[str, Any] = {"area": "POL", "assistance": ("technical",), "text": "Qofferz"}
    return Offer(**given | changes)


def everything(questionnaire: Questionnaire, given: Answers, key: str) -> Answers:
    """An answer file with everything, in the head and in the answer to one question."""
    return given.replace(
        **_head(given),
        profile=_profile(given),
        answers={**given.answers, key: answer()},
    )


def _profile(given: Answers) -> Profile:
    return Profile(
        conditions=given.profile.conditions,
        relevance=given.profile.relevance,
        ministries=(*given.profile.ministries, LEAD, SECOND, THIRD, "Qusualz"),
        usual={"interior": "Qusualz"},
    )


def _head(given: Answers) -> dict[str, Any]:
    record = PartRecord(
        id=RANDOM, ministry=LEAD, due=DUE, questions=("POL-01",), form="web", to="Qtoz",
        handed_out=AT, returned=LATER,
    )  # fmt: skip
    return {
        "id": RANDOM, "state": "Qstatez", "authority": "Qauthorityz", "period": "Qperiodz",
        "marking": "Qmarkingz", "language": "en", "next_review": dt.date(2044, 2, 3),
        "contact": "Qcontactz", "currency": "EUR", "offer": (offer(),), "recipients": (KEY,),
        "approved_by": "Qapprovedz",
        "left_out": {"1.1": {"OLD-01": Answer(status="answered", level=2, note="Qleftoutz")}},
        "parts": (record,),
        "history": (Event(what="handed_out", at=AT, by="Qwhoz", part=RANDOM, detail="Qdetailz"),),
    }  # fmt: skip


def changed(base: Answers, key: str) -> Iterator[tuple[str, str, Answers]]:
    """Group, field, and the file in which that one field says something else.

    Of `reason` it is the file in which the question does not apply, for the other reason.
    """
    own = base.answer(key)
    for group, place, put in _places(base, own, key):
        for field, value in ON_ONE[group].items():
            if (group, field) in DIRECT:
                yield group, field, base.replace(**{field: value})
            else:
                yield group, field, put(_with(place, field, value))
    profile = base.profile
    for field, value in {
        "conditions": {name: not set_ for name, set_ in profile.conditions.items()},
        "relevance": {**profile.relevance, key[:3]: "low"},
        "ministries": (*profile.ministries, "Qunusedz"),
        "usual": {},
    }.items():
        yield "profile", field, base.replace(profile=_with(profile, field, value))


DIRECT = frozenset(("head", field) for field in ON_ONE["head"])


def _with(model: Any, field: str, value: object) -> Any:
    return type(model).model_validate({**dict(model), field: value} | _needed(model, field))


def _needed(model: Any, field: str) -> dict[str, object]:
    """What a field takes along: a state or a reason its level, and a level its points."""
    if not isinstance(model, Stated) or field not in ("status", "level", "reason"):
        return {}
    taken: dict[str, object] = {"points": None}
    if field != "level":
        taken["level"] = None
    if field == "reason":
        taken["status"] = "not_applicable"
    return taken


def _places(
    base: Answers, own: Answer, key: str
) -> Iterator[tuple[str, Any, Callable[[Any], Answers]]]:
    def answered(**changes: Any) -> Answers:
        return base.with_answer(key, own.replace(**changes))

    yield "head", base, lambda item: item
    yield "answer", own, lambda item: base.with_answer(key, item)
    yield "evidence", own.evidence[0], lambda item: answered(evidence=(item,))
    yield "action", own.action, lambda item: answered(action=item)
    yield "review", own.review, lambda item: answered(review=item)
    yield "position", own.positions[0], lambda item: answered(positions=(item,))
    yield "settlement", own.settlement, lambda item: answered(settlement=item)
    yield "offer", base.offer[0], lambda item: base.replace(offer=(item,))
