"""The list of ministries in the profile, and the answers that name them; pure."""

from __future__ import annotations

from typing import Any, TypeVar

from assessment.answers import Answer, Answers, PartRecord, Position, Profile, ministries_of
from assessment.text import same_name


def listed(answers: Answers, name: str) -> str | None:
    """The ministry of the list that this is another way of writing; None where it is a new one."""
    return next(
        (ministry for ministry in answers.profile.ministries if same_name(ministry, name)), None
    )


def renamed(answers: Answers, old: str, new: str) -> dict[str, Any]:
    """What changes when a ministry is called otherwise, in the list and in every answer.

    Where the new name is in the list already, the two become one.
    """
    names = dict.fromkeys(
        new if ministry == old else ministry for ministry in answers.profile.ministries
    )
    usual = {key: new if item == old else item for key, item in answers.profile.usual.items()}
    profile = Profile.model_validate(
        {**dict(answers.profile), "ministries": tuple(names), "usual": usual}
    )
    changed = {key: _renamed(answer, old, new) for key, answer in answers.answers.items()}
    return {
        "profile": profile,
        "answers": changed,
        "parts": tuple(_called(part, old, new) for part in answers.parts),
    }


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
