"""Tables, reports and regions of what leaves the government, and of redacted copies."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assessment.answers import Answer, Answers
from assessment.assess import assess, redact
from assessment.batch.table import NOT_SCORED, SEE_MESSAGES, TABLE_FORMS
from assessment.cli.main import run
from assessment.export import score_object
from assessment.questionnaire import Questionnaire
from assessment.store import write_answers

pytestmark = pytest.mark.slow

ID = "0123456789abcdef" * 2
OPEN = ("unknown", "withheld", "unanswered")
MARK = "Qcontentz"


@pytest.fixture
def full(example: Answers) -> Answers:
    """The example with an id, and one answer restricted."""
    key = "POL-01"
    restricted = example.answer(key).replace(restricted=True)
    return example.with_answer(key, restricted).replace(id=ID)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def table(folder: Path, *options: str, by: str = "file", status: int = 0) -> list[dict[str, Any]]:
    out = folder / "table.jsonl"
    assert run(["batch", str(folder / "files"), "-o", str(out), "--by", by, *options]) == status
    return rows(out)


@pytest.fixture
def folder(tmp_path: Path, full: Answers) -> Path:
    (tmp_path / "files").mkdir()
    write_answers(tmp_path / "files" / "a.json", full)
    return tmp_path


def digests(row: dict[str, Any]) -> Iterator[str]:
    for name, value in row.items():
        if name != "questionnaire_sha256" and isinstance(value, str) and len(value) == 64:
            yield name


@pytest.mark.parametrize("by", TABLE_FORMS)
@pytest.mark.parametrize("edition", ["ministry", "partner"])
def test_no_table_but_the_full_editions_has_a_digest(folder: Path, edition: str, by: str):
    found = table(folder, "--edition", edition, by=by)
    assert not [name for row in found for name in digests(row)]
    assert {row["assessment_id"] for row in found} == {ID}
    assert len(table(folder, by=by)[0]["sha256"]) == 64


def test_a_partner_table_quotes_nothing_of_a_file_that_cannot_be_scored(
    folder: Path, full: Answers, capsys: pytest.CaptureFixture[str]
):
    broken = json.dumps(full.document()).replace('"answered"', f'"{MARK}"', 1)
    (folder / "files" / "b.json").write_text(broken)
    for form in ("csv", "jsonl"):
        out = folder / f"t.{form}"
        wish = ["batch", str(folder / "files"), "-o", str(out), "--edition", "partner"]
        assert run(wish) == 1
        text = out.read_text()
        assert MARK not in text
        assert NOT_SCORED in text
        assert SEE_MESSAGES in text
        assert MARK in capsys.readouterr().err, "whoever runs it reads why"
    refused = table(folder, "--edition", "partner", status=1)[1]
    assert [refused[name] for name in ("sha256", "error_place")] == [None, None]
    assert MARK in table(folder, status=1)[1]["error"]


def test_a_row_of_the_partner_edition_is_what_the_score_says(
    folder: Path, questionnaire: Questionnaire, full: Answers
):
    told = score_object(assess(questionnaire, full, edition="partner"))
    row = table(folder, "--edition", "partner")[0]
    assert row["band"] == told["overall"]["band"]
    assert row["overall_score"] is told["overall"]["score"] is None
    for item in told["areas"]:
        for name in ("score", "low", "high", "coverage", "target", "reviewed"):
            assert row[f"{item['id']}_{name}"] == item[name]
    assert [row[name] for name in OPEN] == [None, None, None]
    for kind in ("area", "paragraph"):
        found = table(folder, "--edition", "partner", by=kind)
        for line, item in zip(found, told[f"{kind}s"], strict=True):
            assert line[kind] == str(item["id"])
            assert all(line[name] == item[name] for name in ("score", "low", "band"))
            assert all(line[name] == count for name, count in item["counts"].items())


def test_csv_and_json_lines_of_the_partner_edition_say_the_same(folder: Path):
    wanted = table(folder, "--edition", "partner")[0]
    out = folder / "t.csv"
    assert run(["batch", str(folder / "files"), "-o", str(out), "--edition", "partner"]) == 0
    found = next(csv.DictReader(io.StringIO(out.read_text())))
    for name in ("band", "overall_score", "overall_low", "POL_score", "LAW_score", *OPEN):
        assert found[name] == ("" if wanted[name] is None else str(wanted[name]))


def test_rows_by_question_do_not_tell_why_one_is_open(folder: Path, full: Answers):
    seen = set()
    for entry in (
        full.answer("POL-01"),
        Answer(status="unknown"),
        Answer(status="withheld"),
        Answer(note="To be asked."),
    ):
        write_answers(folder / "files" / "a.json", full.with_answer("POL-01", entry))
        found = table(folder, "--edition", "partner", by="question")
        assert {row["status"] for row in found} == {"answered", "not_applicable", "open"}
        assert next(r for r in found if r["question"] == "POL-01")["status"] == "open"
        seen.add(json.dumps(found))
    assert len(seen) == 1


@pytest.mark.parametrize("by", TABLE_FORMS)
def test_a_redacted_copy_is_scored_as_the_partner_edition(
    folder: Path, questionnaire: Questionnaire, full: Answers, by: str,
    capsys: pytest.CaptureFixture[str],
):  # fmt: skip
    wanted = table(folder, "--edition", "partner", by=by)
    write_answers(folder / "files" / "a.json", redact(questionnaire, full))
    capsys.readouterr()
    assert table(folder, by=by) == wanted
    said = capsys.readouterr().err
    assert "1 file is a redacted copy, scored as the partner edition." in said
    assert {row["edition"] for row in wanted} == {"partner"}


def test_a_table_of_both_kinds_keeps_each_to_its_rules(
    folder: Path, questionnaire: Questionnaire, full: Answers
):
    write_answers(folder / "files" / "b.json", redact(questionnaire, full))
    item, other = table(folder)
    assert (item["edition"], other["edition"]) == ("full", "partner")
    assert item["overall_score"] is not None
    assert other["overall_score"] is None
    assert (len(item["sha256"]), other["sha256"]) == (64, None)


@pytest.mark.parametrize("edition", ["partner", "public"])
def test_a_baseline_undoes_no_restriction_in_the_reports_of_a_batch(
    folder: Path, example: Answers, full: Answers, edition: str
):
    """The level that the baseline has of what is restricted now changes no byte."""
    (folder / "earlier").mkdir()
    made = set()
    for level in (0, 4):
        answer = Answer(status="answered", level=level)
        before = example.with_answer("POL-01", answer).replace(date="2024-11-01")
        write_answers(folder / "earlier" / "a.json", before)
        out = folder / f"reports-{level}"
        wish = ["batch", str(folder / "files"), "--reports", str(out), "--edition", edition]
        assert run([*wish, "--baseline", str(folder / "earlier"), "--quiet"]) == 0
        made.add((out / "a.pdf").read_bytes())
    assert len(made) == 1


def test_a_redacted_copy_has_no_ministry_report(
    folder: Path, questionnaire: Questionnaire, full: Answers, capsys: pytest.CaptureFixture[str]
):
    write_answers(folder / "files" / "a.json", redact(questionnaire, full))
    wish = ["batch", str(folder / "files"), "--reports", str(folder / "r"), "--quiet"]
    assert run([*wish, "--edition", "ministry"]) == 1
    assert "it has no ministry edition" in capsys.readouterr().err


def test_the_reports_of_redacted_copies_are_partner_editions(
    folder: Path, questionnaire: Questionnaire, full: Answers
):
    wish = ["batch", str(folder / "files"), "--quiet", "--reports"]
    assert run([*wish, str(folder / "partner"), "--edition", "partner"]) == 0
    write_answers(folder / "files" / "a.json", redact(questionnaire, full))
    assert run([*wish, str(folder / "full")]) == 0
    made = [(folder / name / "a.pdf").read_bytes() for name in ("partner", "full")]
    assert made[0] == made[1]


def test_a_part_is_never_taken_for_the_answers_of_a_state(
    folder: Path, full: Answers, capsys: pytest.CaptureFixture[str]
):
    """One ministry's share, alone and among the answers of States."""
    content = full.document() | {
        "kind": "part",
        "part": {"id": "0" * 32, "ministry": "Interior"},
    }
    content = {key: value for key, value in content.items() if key not in ("parts", "history")}
    share = folder / "share.json"
    share.write_text(json.dumps(content))
    for edition in ("full", "partner"):
        out = folder / f"{edition}-parts.csv"
        assert run(["batch", str(share), "-o", str(out), "--quiet", "--edition", edition]) == 1
        said = capsys.readouterr().err
        assert "share.json: The file is a part, one ministry's share of an assessment." in said
        assert "0 files scored, 1 refused." in said
    for command in ("score", "report"):
        assert run([command, str(share)]) == 1
        assert "The file is a part" in capsys.readouterr().err
    share.unlink()
