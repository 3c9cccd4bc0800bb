"""The method once more, worked out from its text alone, to be held against the program.

Nothing of the program is used here: a questionnaire is read as its author wrote it, an answer file
as it stands on the disk, and every figure is an exact fraction. It is slow and simple on purpose.
Whoever doubts a figure can follow it line by line; the headings are those of the method.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

Question = dict[str, Any]
Document = dict[str, Any]

RELEVANCE = {"low": 1, "medium": 2, "high": 3}
BANDS = ((25, "minimal"), (50, "partial"), (75, "substantial"))
LIMITS = {"score": (0, 25, 50, 75, 100), "coverage": (0, 50, 80, 100), "declared": (0, 20, 100)}


class Method:
    """A questionnaire, and what the method says of one answer file to it."""

    def __init__(self, folder: Path) -> None:
        frame = _yaml(folder / "questionnaire.yaml")
        self.first: int = frame.get("first", 10)
        self.stages = [level["stage"] for level in frame["levels"]]
        self.functions = [item["id"] for item in frame["functions"]]
        self.sides = [item["id"] for item in frame["sides"]]
        self.conditions = [item["id"] for item in frame["conditions"]]
        self.paragraphs = [
            item["number"] for item in _yaml(folder / "paragraphs.yaml")["paragraphs"]
        ]
        self.areas = [_yaml(path) for path in sorted((folder / "areas").glob("*.yaml"))]
        self.questions: dict[str, Question] = {
            item["id"]: {"area": area["id"], "when": [], "requires": [], "target": 3, **item}
            for area in self.areas
            for item in area["questions"]
        }
        self.order = list(self.questions)

    def score(self, document: Document) -> Reading:
        """Everything the method says of one answer file."""
        return Reading(self, document)


class Reading:
    """One answer file, read by the method."""

    def __init__(self, method: Method, document: Document) -> None:
        self.method, self.questions, self.document = method, method.questions, document
        self.entries: dict[str, dict[str, Any]] = {
            key: document["answers"].get(key, {"status": "unanswered"}) for key in method.order
        }
        self.status = {key: self._status(key) for key in method.order}
        self.level = {
            key: self.entries[key]["level"]
            for key in method.order
            if self.status[key] == "answered"
        }
        self.target = {
            key: self.entries[key].get("target", self.questions[key]["target"])
            for key in method.order
        }

    # Profile and applicability

    def _conditions(self, key: str) -> list[bool | None]:
        """What the profile says to each condition of a question; None where it says nothing."""
        said = self.document.get("profile", {}).get("conditions", {})
        return [said.get(name) for name in self.questions[key]["when"]]

    def _excluded(self, key: str) -> bool:
        """Whether all of a question's conditions are false."""
        said = self._conditions(key)
        return bool(said) and all(item is False for item in said)

    def _status(self, key: str) -> str:
        """The state of a question; `by_profile` where the profile excludes it."""
        status = self.entries[key]["status"]
        return "by_profile" if status == "unanswered" and self._excluded(key) else status

    # Scoring

    def _applies(self, key: str) -> bool:
        return self.status[key] not in ("not_applicable", "by_profile")

    def figures(self, members: Iterable[str]) -> dict[str, Any]:
        """Score, range, coverage, target and reviewed score of any group of questions."""
        members = list(members)
        applicable = [key for key in members if self._applies(key)]
        answered = [key for key in applicable if key in self.level]
        weight = {key: Fraction(self.questions[key]["weight"]) for key in members}
        all_weight = sum(weight[key] for key in applicable)
        known_weight = sum(weight[key] for key in answered)
        value = sum(weight[key] * 25 * self.level[key] for key in answered)
        reviews = {
            key: self.entries[key]["review"]["level"]
            for key in answered
            if self.entries[key].get("review", {}).get("level") is not None
        }
        reviewed = sum(weight[key] * 25 * reviews.get(key, self.level[key]) for key in answered)
        aims = sum(weight[key] * 25 * self.target[key] for key in applicable)
        open_weight = all_weight - known_weight
        return {
            "score": value / known_weight if answered else None,
            "low": value / all_weight if applicable else None,
            "high": (value + 100 * open_weight) / all_weight if applicable else None,
            "coverage": known_weight / all_weight if applicable else None,
            "target": aims / all_weight if applicable else None,
            "reviewed": reviewed / known_weight if reviews else None,
            "if_reviewed": reviewed / known_weight if answered else None,
            "counts": self._counts(members),
            "declared_not_applicable": sum(
                weight[key] for key in members if self.status[key] == "not_applicable"
            ),
        }

    def _counts(self, members: list[str]) -> dict[str, int]:
        found = Counter(self.status[key] for key in members)
        away = found["not_applicable"] + found["by_profile"]
        names = ("answered", "by_profile", "unknown", "withheld", "unanswered")
        counts = {"applicable": len(members) - away, "not_applicable": away}
        return counts | {name: found[name] for name in names}

    def areas(self) -> dict[str, dict[str, Any]]:
        return self._groups([area["id"] for area in self.method.areas], "area")

    def paragraphs(self) -> dict[int, dict[str, Any]]:
        return self._groups(self.method.paragraphs, "paragraphs")

    def functions(self) -> dict[str, dict[str, Any]]:
        return self._groups(self.method.functions, "functions")

    def sides(self) -> dict[str, dict[str, Any]]:
        return self._groups(self.method.sides, "side")

    def _groups(self, names: list[Any], field: str) -> dict[Any, dict[str, Any]]:
        """The figures of each group: the questions that name it, alone or in a list."""

        def belongs(question: Question, name: Any) -> bool:
            named = question.get(field, [])
            return name in named if isinstance(named, list) else name == named

        return {
            name: self.figures(
                k for k, question in self.questions.items() if belongs(question, name)
            )
            for name in names
        }

    def overall(self) -> dict[str, Any]:
        """The mean over areas by area weight; coverage over all questions."""
        areas, whole = self.areas(), self.figures(self.method.order)
        weights = {area["id"]: Fraction(str(area.get("weight", 1))) for area in self.method.areas}

        def mean(name: str) -> Fraction | None:
            having = [key for key, item in areas.items() if item[name] is not None]
            total = sum(weights[key] for key in having)
            return sum(weights[k] * areas[k][name] for k in having) / total if having else None

        found = whole | {name: mean(name) for name in ("score", "low", "high", "target")}
        found["reviewed"] = None if whole["reviewed"] is None else mean("if_reviewed")
        found["provisional"] = (
            whole["coverage"] is None
            or whole["coverage"] < Fraction(80, 100)
            or any(not sufficient(item) for item in areas.values() if item["coverage"] is not None)
        )
        return found

    # The roadmap

    def roadmap(self) -> dict[str, list[dict[str, Any]]]:
        """The gaps in three steps, each with all that is said beside it."""
        targets = self._lifted_targets()
        gaps = [key for key in self.level if self.level[key] < targets[key]]
        product = {
            key: (targets[key] - self.level[key]) * self.questions[key]["weight"] * self._r(key)
            for key in gaps
        }
        waiting = {key: [other for other in gaps if key in self.unmet(other)] for key in gaps}
        urgency = most_urgent(product, waiting)
        merit = {
            key: (-urgency[key], -product[key], -len(waiting[key]), self.level[key]) for key in gaps
        }
        gaps.sort(key=lambda key: merit[key])  # equal ones keep the order of the questionnaire
        ready = [key for key in gaps if not self.unmet(key)]
        first = self.method.first
        equal = [key for key in ready[first:] if merit[key] == merit[ready[first - 1]]]
        now = (ready[:first] + equal)[: first + 5]
        soon = [
            key for key in gaps if key not in now and all(name in now for name in self.unmet(key))
        ]
        steps = {"now": now, "next": soon}
        steps["later"] = [key for key in gaps if key not in now and key not in soon]
        return {
            step: [
                {
                    "question": key,
                    "level": self.level[key],
                    "target": targets[key],
                    "stage": self.method.stages[self.level[key]],
                    "priority": Fraction(100 * product[key], 36),
                    "urgency": Fraction(100 * urgency[key], 36),
                    "rank": 1 + sum(merit[other] < merit[key] for other in members),
                    "missing": self.missing(key, targets[key]),
                    "unmet": self.unmet(key),
                    "open_prerequisites": self.not_answered(key),
                    "waiting": waiting[key],
                    "equal_to": sum(merit[other] == merit[key] for other in now)
                    if key in equal and key not in now
                    else 0,
                }
                for key in members
            ]
            for step, members in steps.items()
        }

    def _r(self, key: str) -> int:
        relevance = self.document.get("profile", {}).get("relevance", {})
        return RELEVANCE[relevance.get(self.questions[key]["area"], "medium")]

    def unmet(self, key: str) -> list[str]:
        """The prerequisites of a question that are answered below level 2."""
        return [name for name in self.questions[key]["requires"] if self.level.get(name, 2) < 2]

    def not_answered(self, key: str) -> list[str]:
        """The prerequisites that block nothing, and are named beside the item."""
        return [name for name in self.questions[key]["requires"] if name not in self.level]

    def _lifted_targets(self) -> dict[str, int]:
        """While a prerequisite of a gap is unmet its target is at least 2."""
        targets = dict(self.target)
        for _ in self.method.order:  # a lifted one may become a gap, and lift what it needs
            for key, level in self.level.items():
                if level < targets[key]:
                    targets |= {name: max(2, targets[name]) for name in self.unmet(key)}
        return targets

    def missing(self, key: str, target: int) -> list[str]:
        """The points that are missing up to the target, lowest level first."""
        points = self.questions[key]["points"]
        entry = self.entries[key]
        held = entry.get("points")
        if held is None:  # a level alone says that all points up to it hold
            held = [letter for letter, point in points.items() if point["level"] <= entry["level"]]
        absent = [k for k, point in points.items() if k not in held and point["level"] <= target]
        return sorted(absent, key=lambda letter: points[letter]["level"])

    def due_for_review(self) -> list[str]:
        """Level 3 with no gap, by weight times relevance."""
        found = [key for key in self.level if self.level[key] == 3 and self.target[key] <= 3]
        return sorted(found, key=lambda key: -self.questions[key]["weight"] * self._r(key))

    def facts_to_establish(self) -> list[str]:
        return [k for k in self.method.order if self.status[k] in ("unknown", "unanswered")]

    def robustness(self, draws: Iterable[Iterable[float]]) -> dict[str, Fraction]:
        """The share of draws in which each gap without an unmet prerequisite is among the first.

        Each draw is one factor for every question, in the order of the questionnaire.
        """
        gaps = [gap for step in self.roadmap().values() for gap in step]
        place = {key: number for number, key in enumerate(self.method.order)}
        gaps.sort(key=lambda gap: place[gap["question"]])
        ready = [gap for gap in gaps if not gap["unmet"]]
        hits, draws = Counter[str](), [list(draw) for draw in draws]
        for draw in draws:
            drawn = {
                gap["question"]: float(gap["priority"]) * draw[place[gap["question"]]]
                for gap in gaps
            }
            urgent = most_urgent(drawn, {gap["question"]: gap["waiting"] for gap in gaps})

            def merit(gap: dict[str, Any], drawn: Any = drawn, urgent: Any = urgent) -> Any:
                key = gap["question"]
                return (-urgent[key], -drawn[key], -len(gap["waiting"]), gap["level"])

            first = sorted(ready, key=merit)[: self.method.first]
            hits.update(gap["question"] for gap in first)
        return {item["question"]: Fraction(hits[item["question"]], len(draws)) for item in ready}


def most_urgent(priority: dict[str, Any], waiting: dict[str, list[str]]) -> dict[str, Any]:
    """A gap is as urgent as the most urgent one that waits for it."""
    urgency = dict(priority)
    changed = True
    while changed:
        found = {key: max([urgency[key], *(urgency[k] for k in waiting[key])]) for key in urgency}
        changed, urgency = found != urgency, found
    return urgency


def sufficient(figures: dict[str, Any]) -> bool:
    """Whether half of an area is answered; else it reads 'insufficient information'."""
    return figures["coverage"] is not None and figures["coverage"] >= Fraction(1, 2)


def band(score: Fraction | None) -> str | None:
    """The word for an unrounded score."""
    if score is None:
        return None
    return next((name for limit, name in BANDS if score < limit), "advanced")


def shown(value: Fraction, kind: str) -> str:
    """A figure as it is printed: a score with one decimal, a percentage with none.

    Half goes away from zero. A figure that would reach or cross a limit it is not at is shown one
    unit back.
    """
    digits = 1 if kind == "score" else 0
    unit = Fraction(1, 10**digits)
    rounded = (value / unit + Fraction(1, 2)).__floor__() * unit
    for limit in LIMITS[kind]:
        if abs(value - limit) <= Fraction(1, 10**9):
            rounded = Fraction(limit)
        elif value < limit <= rounded:
            rounded = limit - unit
        elif rounded <= limit < value:
            rounded = limit + unit
    return f"{float(rounded):.{digits}f}"


def levels_that_follow(question: Question, held: Iterable[str]) -> set[int]:
    """The levels that ticked points allow: 0 or 1 while level 2 is not complete, else one."""
    reached = 1
    for level in (2, 3, 4):
        if any(
            point["level"] == level and letter not in held
            for letter, point in question["points"].items()
        ):
            break
        reached = level
    return {0, 1} if reached == 1 else {reached}


def is_near(found: float | None, wanted: Fraction | None) -> bool:
    """Whether a figure of the program is this fraction, but for what floating point leaves over."""
    if found is None or wanted is None:
        return found is wanted
    return abs(Fraction(found) - wanted) < Fraction(1, 10**11)


def _yaml(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), loader)
