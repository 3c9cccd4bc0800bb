"""Ten files that cannot be scored, each broken in its own way, with what must be said of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from assessment.questionnaire import Questionnaire
from batch.corpus import document, dump


class Broken(NamedTuple):
    """One kind of mistake."""

    name: str
    raw: bytes
    place: str
    """How the place in the file is told; empty where the whole file is meant."""
    reason: str
    remedy: str


def changed(questionnaire: Questionnaire, change: Callable[[dict[str, Any]], object]) -> bytes:
    content = document(questionnaire, 5)
    change(content)
    return dump(content)


def ten(questionnaire: Questionnaire) -> list[Broken]:
    whole = dump(document(questionnaire, 5))
    first = next(question.id for question in questionnaire.questions)

    def level(content: dict[str, Any]) -> None:
        content["answers"][first] = {"status": "answered", "level": 5}

    def reason(content: dict[str, Any]) -> None:
        content["answers"][first] = {"status": "not_applicable"}

    def question(content: dict[str, Any]) -> None:
        content["answers"]["POL-99"] = {"status": "unknown"}

    def ministry(content: dict[str, Any]) -> None:
        content["answers"][first] = {"status": "unknown", "ministry": "Nowhere"}

    other = {"id": "another", "version": "1.0", "sha256": "0" * 64}
    older = {"id": questionnaire.id, "version": "0.9", "sha256": "0" * 64}
    twice = whole.replace(b'"period"', b'"state": "Twice",\n "period"', 1)
    return [
        Broken("empty", b"", "line 1", "the file is empty", "Open the copy"),
        Broken("cut-off", whole[:1500], "line ", "cut off", "Open the copy"),
        Broken("twice", twice, "line ", "'state' stands twice", "Keep one of the two"),
        Broken("level", changed(questionnaire, level), "line ", "0, 1, 2, 3 or 4", "Correct"),
        Broken("no-reason", changed(questionnaire, reason), "line ", "needs a reason", "Correct"),
        Broken("question", changed(questionnaire, question), "line ", "POL-99", "Correct the id"),
        Broken("ministry", changed(questionnaire, ministry), "line ", "Nowhere", "Add it to"),
        Broken(
            "newer", changed(questionnaire, lambda item: item.update(format=99)), "line ",
            "format 99", "newer version",
        ),
        Broken(
            "other", changed(questionnaire, lambda item: item.update(questionnaire=other)), "line ",
            "another", "--questionnaire",
        ),
        Broken(
            "version", changed(questionnaire, lambda item: item.update(questionnaire=older)), "",
            "version 0.9", "--accept-version",
        ),
    ]  # fmt: skip


def write_ten(folder: Path, questionnaire: Questionnaire) -> list[Broken]:
    found = ten(questionnaire)
    for item in found:
        (folder / f"broken-{item.name}.json").write_bytes(item.raw)
    return found


def latin(questionnaire: Questionnaire) -> bytes:
    """A file that is no UTF-8."""
    return json.dumps({**document(questionnaire, 5), "state": "É"}, ensure_ascii=False).encode(
        "latin-1", "replace"
    )
