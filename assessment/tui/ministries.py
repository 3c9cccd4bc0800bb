"""The list of ministries in the profile, and the answers that name them; pure."""

from __future__ import annotations

from typing import Any, TypeVar

from assessment.answers import Answer, Answers, PartRecord, Position, Profile, ministries_of
from assessment.positions import (
    following,
    removed_at_the_desk,
    responsible_ministry,
    with_desk_position,
)
from assessment.questionnaire import Questionnaire
from assessment.text import name_key, same_name


def known_spelling(answers: Answers, name: str) -> str | None:
    """The ministry of the list that this is another way of writing; None where it is a new one."""
    return next(
        (ministry for ministry in answers.profile.ministries if same_name(ministry, name)), None
    )


def renamed(questionnaire: Questionnaire, answers: Answers, old: str, new: str) -> dict[str, Any]:
    """What changes when a ministry is called otherwise, in the list and in every answer.

    Where the new name is in the list already, the two become one: of what both said the latest
    counts from then on, and the answer follows from that.
    """
    names = dict.fromkeys(
        new if ministry == old else ministry for ministry in answers.profile.ministries
    )
    usual = {key: new if item == old else item for key, item in answers.profile.usual.items()}
    profile = Profile.model_validate(
        {**dict(answers.profile), "ministries": tuple(names), "usual": usual}
    )
    both = both_said(answers, old, new)
    changed = {
        key: _renamed(
            with_desk_position(
                questionnaire.by_id[key], answer, responsible_ministry(questionnaire, answers, key)
            )
            if key in both
            else answer,
            old,
            new,
        )
        for key, answer in answers.answers.items()
    }
    for key in both:
        lead = responsible_ministry(questionnaire, answers, key)
        question = questionnaire.by_id[key]
        removed = removed_at_the_desk(question, answers.answer(key), lead)
        changed[key] = following(
            question, changed[key], new if same_name(lead, old) else lead, removed
        )
    return {
        "profile": profile,
        "answers": changed,
        "parts": tuple(_called(part, old, new) for part in answers.parts),
    }


def both_said(answers: Answers, old: str, new: str) -> tuple[str, ...]:
    """The questions on which two ministries said something, where the two become one."""
    if same_name(old, new):
        return ()
    return tuple(
        key
        for key, answer in answers.answers.items()
        if {name_key(old), name_key(new)}
        <= {name_key(item.ministry) for item in answer.positions if item.ministry is not None}
    )


_Named = TypeVar("_Named", Position, PartRecord)


def _called(named: _Named, old: str, new: str) -> _Named:
    """What names the ministry beside the answers: a position, or the record of a part."""
    if named.ministry is None or not same_name(named.ministry, old):
        return named
    return named.model_copy(update={"ministry": new})


def _renamed(answer: Answer, old: str, new: str) -> Answer:
    if old not in ministries_of(answer):
        return answer
    ministry = new if answer.ministry == old else answer.ministry
    supporting = dict.fromkeys(new if item == old else item for item in answer.supporting)
    return answer.replace(
        ministry=ministry,
        supporting=tuple(item for item in supporting if item != ministry),
        positions=tuple(_called(position, old, new) for position in answer.positions),
        settlement=answer.settlement
        and answer.settlement.model_copy(
            update={
                "positions": tuple(
                    _called(position, old, new) for position in answer.settlement.positions
                )
            }
        ),
    )
