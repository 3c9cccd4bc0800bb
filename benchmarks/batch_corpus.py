"""A corpus of answer files of about 30 KB, the same for the same seed."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from assessment.questionnaire import Question, Questionnaire

WORDS = """
the ministry adopted a decree in March and named one lead authority; officers were trained at two
border posts, the procedure is applied in three provinces of eleven, and its budget line covers
salaries but not equipment; the interministerial committee met twice, its minutes are kept by the
secretariat, and a review was announced for the coming year
""".split()  # noqa: SIM905
MINISTRIES = ("Interior", "Defence", "Justice", "Customs", "Health", "Foreign affairs", "Trade")
STATUSES = ("answered",) * 16 + ("unknown", "withheld", "unanswered", "not_applicable")
FOLDER_SIZE = 1000


def write_corpus(folder: Path, files: int, questionnaire: Questionnaire, seed: int = 7559) -> None:
    """Write so many answer files, a thousand a folder."""
    for number in range(files):
        target = folder / f"{number // FOLDER_SIZE:03d}" / f"state-{number:06d}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(answer_file(questionnaire, number, seed))


def answer_file(questionnaire: Questionnaire, number: int, seed: int = 7559) -> bytes:
    """The bytes of one answer file, laid out as the program writes them."""
    dice = random.Random(f"{seed}/{number}")
    document = {
        "format": 2,
        "questionnaire": {
            "id": questionnaire.id,
            "version": questionnaire.version,
            "sha256": questionnaire.sha256,
        },
        "state": f"Examplia {number}",
        "authority": "National coordination office",
        "period": str(2020 + number % 7),
        "date": f"{2020 + number % 7}-11-{1 + number % 28:02d}",
        "document_status": dice.choice(("draft", "final")),
        "marking": "RESTRICTED",
        "profile": _profile(questionnaire, dice),
        "answers": {
            question.id: _answer(question, dice)
            for question in questionnaire.questions
            if not question.when or dice.random() < 0.7
        },
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _profile(questionnaire: Questionnaire, dice: random.Random) -> dict[str, Any]:
    return {
        "conditions": {
            condition.id: dice.random() < 0.6
            for condition in questionnaire.conditions
            if dice.random() < 0.9
        },
        "relevance": {
            area.id: dice.choice(("low", "medium", "high"))
            for area in questionnaire.areas
            if dice.random() < 0.5
        },
        "ministries": list(MINISTRIES),
    }


def _answer(question: Question, dice: random.Random) -> dict[str, Any]:
    status = dice.choice(STATUSES)
    answer: dict[str, Any] = {"status": status}
    if status == "answered":
        answer["level"] = dice.choice((0, 1, 1, 2, 2, 2, 3, 3, 4))
        if dice.random() < 0.5:
            answer["points"] = sorted(question.implied(answer["level"]))
        if dice.random() < 0.3:
            answer["target"] = dice.choice((2, 3, 4))
        answer["confidence"] = dice.choice(("low", "medium", "high"))
    if status == "not_applicable":
        answer["reason"] = _prose(dice, 8)
    answer["ministry"] = dice.choice(MINISTRIES)
    if status == "answered" and dice.random() < 0.25:
        answer["evidence"] = [
            {
                "title": _prose(dice, 5),
                "reference": f"A/{dice.randrange(999)}",
                "date": "2024-05-17",
            }
        ]
    if dice.random() < 0.35:
        answer["note"] = _prose(dice, dice.randrange(30, 50))
    if status == "answered" and dice.random() < 0.1:
        answer["review"] = {"level": dice.randrange(5), "note": _prose(dice, 6)}
    answer["at"] = f"2026-10-{dice.randrange(1, 29):02d}T{dice.randrange(24):02d}:30:00Z"
    return answer


def _prose(dice: random.Random, words: int) -> str:
    text = " ".join(dice.choices(WORDS, k=words))
    return text[0].upper() + text[1:] + "."
