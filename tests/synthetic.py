"""Small questionnaires for tests, written as files and read through the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from assessment.answers import Answer, Answers, Profile
from assessment.questionnaire import Questionnaire
from assessment.store import new_answers, read_questionnaire

DATA = Path(__file__).parent / "data"
SMALL = DATA / "questionnaires" / "small"
"""Three policy areas, ten questions; the second area counts twice."""
DATE = dt.date(2026, 11, 1)
LINK = "https://undocs.org/en/A/RES/75/59"
CONDITIONS = ("affected", "hosts_mission")
PARAGRAPHS = (3, 5, 7, 9, 31)


def question(key: str, **changes: Any) -> dict[str, Any]:
    """One question as its author writes it."""
    return {
        "id": key,
        "title": f"Subject of {key}",
        "text": f"Has the State dealt with the subject of {key}?",
        "guidance": {"look_for": "A text.", "ask": "Interior.", "evidence": "The text."},
        "levels": [f"What {key} finds at level {level} of the scale." for level in range(5)],
        "paragraphs": [3],
        "functions": ["prevent"],
        "ministry": "interior",
        "weight": 1,
        "instruments": ["guide"],
        **changes,
    }


def area(code: str, *questions: dict[str, Any], weight: float = 1) -> dict[str, Any]:
    """One policy area as its author writes it."""
    return {
        "id": code,
        "title": f"Area {code}",
        "about": f"What {code} covers.",
        "weight": weight,
        "questions": list(questions),
    }


def frame(**changes: Any) -> dict[str, Any]:
    """The file `questionnaire.yaml`."""
    return {
        "id": "small",
        "version": "1.0",
        "title": "A small questionnaire",
        "about": "For tests.",
        "notice": "It is no publication of the United Nations.",
        "source": {"title": "A resolution", "symbol": "A/1", "link": LINK, "adopted": "In 2020"},
        "conditions": [
            {"id": name, "text": f"The State: {name}.", "when_false": f"Not {name}."}
            for name in CONDITIONS
        ],
        "ministries": [{"id": "interior", "name": "Interior"}],
        **changes,
    }


def write(folder: Path, *areas: dict[str, Any], **changes: Any) -> Path:
    """Write a questionnaire's folder."""
    paragraphs = [
        {"number": number, "title": f"Paragraph {number}", "plain": "In plain words."}
        | ({"procedural": "It concerns the next session."} if number == 31 else {})
        for number in PARAGRAPHS
    ]
    guide = {"id": "guide", "name": "A guide", "keeper": "A body", "kind": "standard"}
    guide |= {"link": LINK, "about": "What it says.", "help": "Ask the body."}
    (folder / "areas").mkdir(parents=True)
    _put(folder / "questionnaire.yaml", frame(**changes))
    _put(folder / "paragraphs.yaml", {"paragraphs": paragraphs})
    _put(folder / "instruments.yaml", {"instruments": [guide]})
    for number, one in enumerate(areas, start=1):
        _put(folder / "areas" / f"{number:02}-{one['id'].lower()}.yaml", one)
    return folder


def build(folder: Path, *areas: dict[str, Any], **changes: Any) -> Questionnaire:
    """A questionnaire, written to a folder and read through the store."""
    return read_questionnaire(str(write(folder, *areas, **changes)))


def _put(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False, width=100))


def answer(value: Any) -> Answer:
    """An answer in short: a level, a status, or a mapping of fields."""
    if isinstance(value, Answer):
        return value
    if isinstance(value, int):
        return Answer(status="answered", level=value)
    if isinstance(value, str):
        reason = "It does not arise here." if value == "not_applicable" else None
        return Answer(status=value, reason=reason)
    status = "answered" if "level" in value else "unanswered"
    return Answer.model_validate({"status": status, **value})


def answers(
    questionnaire: Questionnaire,
    given: Mapping[str, Any],
    *,
    conditions: Mapping[str, bool] | None = None,
    relevance: Mapping[str, Any] | None = None,
    **head: Any,
) -> Answers:
    """The answers of one State; each in short."""
    entries = {key: answer(value) for key, value in given.items()}
    named = [one.ministry for one in entries.values() if one.ministry]
    named += [name for one in entries.values() for name in one.supporting]
    profile = Profile(
        conditions=dict(conditions or {}),
        relevance=dict(relevance or {}),
        ministries=tuple(dict.fromkeys(named)),
    )
    empty = new_answers(questionnaire, "Examplia", DATE, profile=profile, **head)
    return empty.model_copy(update={"answers": entries})
