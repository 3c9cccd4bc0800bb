"""A second, independent implementation of the formulas, straight from the domain document.

It reads the JSON and the questionnaire's YAML itself and shares no code with the program.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

LOADER = yaml.CSafeLoader


def areas_of(folder: Path) -> list[dict[str, Any]]:
    files = sorted((folder / "areas").glob("*.yaml"))
    return [yaml.load(file.read_text(), Loader=LOADER) for file in files]


def paragraphs_of(folder: Path) -> list[int]:
    loaded = yaml.load((folder / "paragraphs.yaml").read_text(), Loader=LOADER)
    return [one["number"] for one in loaded["paragraphs"]]


def status_of(question: dict[str, Any], document: dict[str, Any]) -> str:
    entry = document["answers"].get(question["id"], {"status": "unanswered"})
    if entry["status"] != "unanswered":
        return str(entry["status"])
    conditions = document["profile"]["conditions"]
    when = question.get("when", [])
    if when and all(name in conditions and conditions[name] is False for name in when):
        return "by_profile"
    return "unanswered"


def figures(questions: list[dict[str, Any]], document: dict[str, Any]) -> dict[str, Any]:
    """The figures of one group."""
    weight_a = weight_b = value = target = reviewed = reviews = 0
    for question in questions:
        status = status_of(question, document)
        if status in ("not_applicable", "by_profile"):
            continue
        entry = document["answers"].get(question["id"], {})
        w = question["weight"]
        weight_a += w
        goal = entry.get("target")
        target += w * 25 * (question.get("target", 3) if goal is None else goal)
        if status == "answered":
            weight_b += w
            value += w * 25 * entry["level"]
            given = (entry.get("review") or {}).get("level")
            reviewed += w * 25 * (entry["level"] if given is None else given)
            reviews += given is not None
    return {
        "score": value / weight_b if weight_b else None,
        "low": value / weight_a if weight_a else None,
        "high": (value + 100 * (weight_a - weight_b)) / weight_a if weight_a else None,
        "coverage": weight_b / weight_a if weight_a else None,
        "target": target / weight_a if weight_a else None,
        "reviewed": reviewed / weight_b if reviews else None,
    }


def mean(pairs: list[tuple[float, float | None]]) -> float | None:
    total = weights = 0.0
    for weight, value in pairs:
        if value is not None:
            total += weight * value
            weights += weight
    return total / weights if weights else None


def score(folder_areas: list[dict[str, Any]], paragraphs: list[int], raw: bytes) -> dict[str, Any]:
    """Every figure of one answer file: overall, areas, paragraphs, functions and sides."""
    document = json.loads(raw)
    questions = [question for area in folder_areas for question in area["questions"]]
    areas = {area["id"]: figures(area["questions"], document) for area in folder_areas}
    overall = figures(questions, document)
    weights = [area.get("weight", 1) for area in folder_areas]
    for name in ("score", "low", "high", "target"):
        values = [areas[area["id"]][name] for area in folder_areas]
        overall[name] = mean(list(zip(weights, values, strict=True)))
    if overall["reviewed"] is not None:
        values = [
            one["score"] if one["reviewed"] is None else one["reviewed"] for one in areas.values()
        ]
        overall["reviewed"] = mean(list(zip(weights, values, strict=True)))
    thin = any(one["coverage"] is not None and one["coverage"] < 0.5 for one in areas.values())
    firm = overall["coverage"] is not None and overall["coverage"] >= 0.8
    bands = ("minimal", "partial", "substantial", "advanced", "advanced")
    provisional = thin or not firm
    return {
        "overall": overall,
        "provisional": provisional,
        "band": None
        if provisional or overall["score"] is None
        else bands[int(overall["score"] // 25)],
        "areas": areas,
        "paragraphs": {
            number: figures([one for one in questions if number in one["paragraphs"]], document)
            for number in paragraphs
        },
        "functions": {
            name: figures([one for one in questions if name in one.get("functions", [])], document)
            for name in ("prevent", "protect", "respond", "recover", "mitigate")
        },
        "sides": {
            name: figures([one for one in questions if one["side"] == name], document)
            for name in ("upstream", "downstream", "enabling")
        },
        "statuses": {question["id"]: status_of(question, document) for question in questions},
    }
