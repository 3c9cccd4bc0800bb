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
STAGES = ("design", "implementation", "review", "sustain")
LADDER = (
    ("Absent", "design"),
    ("Ad hoc", "design"),
    ("Designed", "implementation"),
    ("Implemented", "review"),
    ("Reviewed", "sustain"),
)
FUNCTIONS = ("prevent", "protect", "respond", "recover", "mitigate")
SIDES = ("upstream", "downstream", "enabling")


def question(key: str, **changes: Any) -> dict[str, Any]:
    """One question as its author writes it."""
    return {
        "id": key,
        "title": f"Subject of {key}",
        "text": f"Has the State dealt with the subject of {key}?",
        "guidance": {"look_for": "A text.", "ask": "Interior.", "evidence": "The text."},
        "absent": f"Nothing is done on the subject of {key}.",
        "ad_hoc": f"Something is done on {key}, but nothing is adopted or nobody answers for it.",
        "points": points(key),
        "paragraphs": [3],
        "functions": ["prevent"],
        "side": "enabling",
        "ministry": "interior",
        "weight": 1,
        "instruments": ["guide"],
        **changes,
    }


def points(key: str) -> dict[str, dict[str, Any]]:
    """Two points of each level from 2 to 4, as their author writes them."""
    return {
        letter: {"level": level, "text": f"{key} finds fact {letter} at level {level}, next."}
        for letter, level in zip("abcdef", (2, 2, 3, 3, 4, 4), strict=True)
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
        "levels": [
            {"name": name, "meaning": f"What {name.lower()} means.", "stage": stage}
            for name, stage in LADDER
        ],
        "stages": [{"id": stage, "title": stage.capitalize()} for stage in STAGES],
        "rules": [{"title": "Shown", "text": "A point holds if somebody can show it."}],
        "states_note": "Unknown where nobody can say.",
        "functions": [{"id": name, "title": name.capitalize()} for name in FUNCTIONS],
        "sides": [
            {"id": name, "title": name.capitalize(), "about": f"What {name} means."}
            for name in SIDES
        ],
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
        | ({"no_task": "It concerns the next session."} if number == 31 else {})
        for number in PARAGRAPHS
    ]
    guide = {"id": "guide", "name": "A guide", "keeper": "A body", "kind": "standard"}
    guide |= {"link": LINK, "about": "What it says.", "help": "Ask the body."}
    (folder / "areas").mkdir(parents=True)
    _put(folder / "questionnaire.yaml", frame(**changes))
    _put(folder / "paragraphs.yaml", {"paragraphs": paragraphs})
    _put(folder / "instruments.yaml", {"instruments": [guide]})
    for number, area in enumerate(areas, start=1):
        _put(folder / "areas" / f"{number:02}-{area['id'].lower()}.yaml", area)
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
    named = [entry.ministry for entry in entries.values() if entry.ministry]
    named += [name for entry in entries.values() for name in entry.supporting]
    profile = Profile(
        conditions=dict(conditions or {}),
        relevance=dict(relevance or {}),
        ministries=tuple(dict.fromkeys(named)),
    )
    empty = new_answers(questionnaire, "Examplia", DATE, profile=profile, **head)
    return empty.model_copy(update={"answers": entries})
