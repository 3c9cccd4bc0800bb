"""The engine knows no resolution: a questionnaire of an invented one goes through the whole house.

`tests/data/questionnaires/level-crossings` has another ladder, other functions, sides, stages and
conditions, three policy areas and four paragraphs. Nothing of resolution 75/59 may be seen.
"""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from crossings import CROSSINGS, OF_THE_REAL_ONE, answer_file

from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.store import read_questionnaire

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def crossings() -> Questionnaire:
    return read_questionnaire(str(CROSSINGS))


@pytest.fixture
def file(tmp_path: Path, crossings: Questionnaire) -> Path:
    return answer_file(tmp_path, crossings, "Railland")


def cied(*arguments: object) -> int:
    return run([*map(str, arguments), "--questionnaire", str(CROSSINGS)])


def test_it_is_a_questionnaire_without_a_mistake(capsys: Capture):
    assert run(["questionnaires", "check", str(CROSSINGS)]) == 0, capsys.readouterr().out


def test_it_is_scored_with_its_own_words(file: Path, capsys: Capture):
    assert cied("score", file) == 0
    shown = capsys.readouterr().out
    assert not OF_THE_REAL_ONE.search(shown), shown
    for word in ("Warn", "Bar", "Teach", "Rail side", "Road side", "Barriers"):
        assert word in shown
    assert cied("score", file, "--json", "--robustness") == 0
    found = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in found["functions"]] == ["warn", "bar", "teach"]
    assert [item["id"] for item in found["sides"]] == ["rail", "road"]
    assert [item["score"] is None for item in found["paragraphs"]] == [False, False, True, False]
    # Barriers 75 x 3 + 25 x 2, over 5; the area weighs twice.
    assert found["areas"][0]["score"] == pytest.approx(55.0)
    assert found["overall"]["score"] == pytest.approx((2 * 55 + 50 / 3 + (300 + 100 + 25) / 6) / 4)
    gaps = {gap["question"]: gap for step in found["roadmap"].values() for gap in step}
    assert len(found["roadmap"]["now"]) == 2
    assert gaps["SCH-01"]["stage"] == "begin"
    assert gaps["DRV-02"]["stage"] == "act"


@pytest.mark.parametrize("edition", ["full", "ministry", "partner", "public"])
def test_every_edition_of_its_report_has_its_own_words(file: Path, tmp_path: Path, edition: str):
    out = tmp_path / "reports" if edition == "ministry" else tmp_path / "report.html"
    assert cied("report", file, "--edition", edition, "--html", "-o", out) == 0
    pages = list(out.glob("*.html")) if out.is_dir() else [out]
    for page in pages:
        text = re.sub(r"<style>.*?</style>|data:[^\"']*", "", page.read_text(), flags=re.DOTALL)
        text = re.sub(r"<[^>]*>", " ", text)
        found = OF_THE_REAL_ONE.search(text)
        assert not found, text[max(0, found.start() - 80) : found.end() + 80] if found else ""


@pytest.mark.slow
def test_its_report_is_printed_and_its_blank_form_too(file: Path, tmp_path: Path):
    assert cied("report", file, "-o", tmp_path / "report.pdf") == 0
    assert cied("report", "--blank", "-o", tmp_path / "form.pdf") == 0
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF-")


def test_a_region_of_it_is_scored_in_one_table(
    tmp_path: Path, crossings: Questionnaire, capsys: Capture
):
    folder = tmp_path / "region"
    folder.mkdir()
    for number in range(3):
        answer_file(folder, crossings, f"State {number}")
    table, page = tmp_path / "scores.csv", tmp_path / "region.html"
    assert cied("batch", folder, "-o", table, "--summary", page) == 0, capsys.readouterr().err
    rows = list(csv.DictReader(io.StringIO(table.read_text())))
    assert len(rows) == 3
    assert any("warn" in column for column in rows[0])
    assert not any(OF_THE_REAL_ONE.search(column) for column in rows[0])
    text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", page.read_text(), flags=re.DOTALL)
    found = OF_THE_REAL_ONE.search(text)
    assert not found, text[max(0, found.start() - 80) : found.end() + 80] if found else ""


def test_its_parts_are_handed_out_and_taken_back(file: Path, tmp_path: Path, capsys: Capture):
    parts = tmp_path / "parts"
    assert cied("hand-out", file, "-o", parts) == 0, capsys.readouterr().err
    part = next(parts.glob("*.json"))
    asked = json.loads(part.read_text())
    assert asked["questionnaire"]["id"] == "level-crossings"
    assert not OF_THE_REAL_ONE.search(next(parts.glob("*.txt")).read_text())
