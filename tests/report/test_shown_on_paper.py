"""Sixty figures and more of the printed full edition, against `cied score --json`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from printed import Press, pages

from assessment.answers import Answers
from assessment.cli.main import run
from assessment.figures import coverage, points
from assessment.store import write_answers

AT_LEAST = 60
SECTIONS = ("minister", "grid", "areas", "paragraphs", "annexes")


@pytest.fixture(scope="module")
def paper(press: Press, example: Answers, earlier: Answers) -> list[str]:
    """Each printed page as one line."""
    return [" ".join(page.split()) for page in pages(press.pdf(example, baseline=earlier))]


@pytest.fixture
def scored(example: Answers, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict:
    file = tmp_path / "answers.json"
    write_answers(file, example)
    assert run(["score", str(file), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def span(item: dict) -> str:
    """The range as it is printed; one of nothing says why."""
    low, high = points(item["low"]), points(item["high"])
    return "all answered" if item["low"] == item["high"] else f"{low}–{high}"


def expected(scored: dict) -> list[tuple[str, str, str]]:
    """The section of each figure, and how it reads: before it, and the figure itself."""
    overall = scored["overall"]
    found = [
        ("minister", "scores ", points(overall["score"])),
        ("minister", "could be ", f"{points(overall['low'])}–{points(overall['high'])}"),
        ("minister", "target ", points(overall["target"])),
        ("minister", "(triangle); ", coverage(overall["coverage"])),
        ("minister", "With their levels the score is ", points(overall["reviewed"])),
    ]
    for item in scored["areas"]:
        row = f"{points(item['score'])} {span(item)} {points(item['target'])}"
        found.append(("grid", "", row))
        found.append(("areas", f"{item['id']} ", points(item["score"])))
    asked = [item for item in scored["paragraphs"] if item["score"] is not None]
    found += [("paragraphs", "", f"{points(item['score'])} {span(item)}") for item in asked]
    groups = [*scored["areas"], *scored["functions"], *scored["sides"]]
    found += [
        ("annexes", "", f"{points(item['score'])} {points(item['low'])} {points(item['high'])}")
        for item in groups
    ]
    return found


def section(paper: list[str], name: str) -> str:
    """The pages of a section; the areas and the annexes run over many."""
    if name == "minister":
        return paper[1]
    if name == "grid":
        return paper[2]
    return " ".join(paper[3:])


def test_the_figures_on_paper_are_those_of_the_command(paper: list[str], scored: dict):
    wanted = expected(scored)
    assert len(wanted) >= AT_LEAST
    assert {name for name, _, _ in wanted} == set(SECTIONS)
    missing = [
        (name, before, figure)
        for name, before, figure in wanted
        if not stands(section(paper, name), name, before, figure)
    ]
    assert missing == []


def stands(text: str, name: str, before: str, figure: str) -> bool:
    """Whether a figure stands on paper after what leads to it; of an area after its heading."""
    if name == "areas":
        return re.search(rf" {before}.{{0,700}}?Score {re.escape(figure)} \(", text) is not None
    return f"{before}{figure}" in text


def test_the_plan_on_paper_has_the_gaps_of_the_command(paper: list[str], scored: dict):
    text = " ".join(paper)
    steps = scored["roadmap"]
    for name in ("now", "next", "later"):
        assert f"{name.capitalize()} ({len(steps[name])})" in text
