"""The list of ministries in the profile, and the answers that name them; pure."""

from __future__ import annotations

from typing import Any

from assessment.answers import Answer, Answers, Profile
from assessment.text import same_name


def listed(answers: Answers, name: str) -> str | None:
    """The ministry of the list that this is another way of writing; None where it is a new one."""
    return next((one for one in answers.profile.ministries if same_name(one, name)), None)


def renamed(answers: Answers, old: str, new: str) -> dict[str, Any]:
    """What changes when a ministry is called otherwise, in the list and in every answer.

    Where the new name is in the list already, the two become one.
    """
    names = dict.fromkeys(new if one == old else one for one in answers.profile.ministries)
    profile = Profile.model_validate({**dict(answers.profile), "ministries": tuple(names)})
    changed = {key: _renamed(answer, old, new) for key, answer in answers.answers.items()}
    return {"profile": profile, "answers": changed}


def _renamed(answer: Answer, old: str, new: str) -> Answer:
    if old != answer.ministry and old not in answer.supporting:
        return answer
    ministry = new if answer.ministry == old else answer.ministry
    supporting = dict.fromkeys(new if one == old else one for one in answer.supporting)
    return answer.replace(
        ministry=ministry, supporting=tuple(one for one in supporting if one != ministry)
    )
