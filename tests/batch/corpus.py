"""Answer files for these tests: random but valid, as dictionaries."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from assessment.questionnaire import Questionnaire

OFFERS: list[dict[str, Any]] = [
    {"area": "LAW", "assistance": ["technical"], "text": "Two drafters for a month."},
    {"assistance": ["material", "financial"]},
    {"area": "SUP", "text": 'Our "model" list of precursors.'},
]
MINISTRIES = ["Interior", "Défense", "Justice et paix", "内务部"]


def offers(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """Offers for policy areas that the questionnaire has."""
    known = [area.id for area in questionnaire.areas]
    return [
        item if item.get("area") in (None, *known) else {**item, "area": known[0]}
        for item in OFFERS
    ]


def document(questionnaire: Questionnaire, seed: int, state: str | None = None) -> dict[str, Any]:
    """One valid answer file, every kind of entry in it."""
    dice = random.Random(seed)
    thin = dice.random()
    return {
        "format": 2,
        "questionnaire": {
            "id": questionnaire.id,
            "version": questionnaire.version,
            "sha256": questionnaire.sha256,
        },
        "state": state or f"State {seed}",
        "authority": "Office, national",
        "period": "2026",
        "date": "2026-11-01",
        "document_status": dice.choice(["draft", "final"]),
        "offer": offers(questionnaire)[: seed % (len(OFFERS) + 1)],
        "profile": {
            "conditions": {
                condition.id: dice.random() < 0.5
                for condition in questionnaire.conditions
                if dice.random() < 0.8
            },
            "relevance": {
                area.id: dice.choice(["low", "medium", "high"])
                for area in questionnaire.areas
                if dice.random() < 0.3
            },
            "ministries": MINISTRIES,
        },
        "answers": {
            question.id: entry(dice, answered=dice.random() < thin)
            for question in questionnaire.questions
            if dice.random() < 0.9
        },
    }


def entry(dice: random.Random, *, answered: bool) -> dict[str, Any]:
    status = (
        "answered"
        if answered
        else dice.choice(["answered", "not_applicable", "unknown", "withheld", "unanswered"])
    )
    found: dict[str, Any] = {"status": status}
    if status == "answered":
        found["level"] = dice.randrange(5)
    if status == "not_applicable":
        found["reason"] = 'It has no coast, and "none" is planned: see the law.'
    optional: dict[str, Any] = {
        "target": dice.randrange(5),
        "confidence": dice.choice(["low", "medium", "high"]),
        "ministry": dice.choice(MINISTRIES),
        "supporting": dice.sample(MINISTRIES, 2),
        "evidence": [{"title": "Décret", "reference": "12/3", "date": "2025-03-01"}],
        "note": 'Line one.\nLine "two": done.',
        "flag": dice.random() < 0.5,
        "restricted": dice.random() < 0.5,
        "action": {
            "text": "Decree",
            "owner": "Legal office",
            "due": "2027-06-30",
            "status": "under_way",
            "cost": 20_000,
            "funded": 5_000,
            "assistance": ["technical"],
            "request": "A drafter for three months.",
        },
        "release": "Adopted in 2025.",
        "to_confirm": dice.random() < 0.5,
        "review": {"level": dice.randrange(5), "note": "Seen.", "by": "B. Person"},
        "positions": [{"status": "unknown", "ministry": MINISTRIES[0], "note": "Asked."}],
        "by": "A. Person",
        "at": "2026-11-01T09:30:00Z",
    }
    found.update({key: value for key, value in optional.items() if dice.random() < 0.4})
    return found


def dump(content: dict[str, Any]) -> bytes:
    """The document as the program writes it."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def write(folder: Path, questionnaire: Questionnaire, files: int, first: int = 0) -> list[Path]:
    """So many valid files; their paths in order of name."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"state-{number:04d}.json" for number in range(first, first + files)]
    for number, path in enumerate(paths, start=first):
        path.write_bytes(dump(document(questionnaire, number)))
    return paths
