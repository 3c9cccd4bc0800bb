"""Batch gives, bit for bit, the figures of `cied score`, and those of a second implementation."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from assessment.assess import assess, scorecard
from assessment.batch.chunk_work import ChunkWork
from assessment.batch.input_file import InputFile
from assessment.batch.matrix import Scorer, Settings
from assessment.batch.table import HEAD, Table
from assessment.export import score_object
from assessment.questionnaire import Questionnaire
from assessment.store import parse_answers
from batch import naive
from batch.corpus import document, dump

pytestmark = pytest.mark.slow

FIGURES = ("score", "low", "high", "coverage", "target", "reviewed")


@pytest.fixture(scope="module")
def raws(questionnaire: Questionnaire, request: pytest.FixtureRequest) -> list[bytes]:
    edges = [dict(document(questionnaire, 7), answers={})]
    for status in ("unknown", "withheld", "not_applicable", "answered"):
        entry = {"status": status}
        entry |= {"reason": "None."} if status == "not_applicable" else {}
        entry |= {"level": 4} if status == "answered" else {}
        answers = {question.id: entry for question in questionnaire.questions}
        edges.append(dict(document(questionnaire, 7), answers=answers))
    return [dump(edge) for edge in edges] + [
        dump(document(questionnaire, seed))
        for seed in range(request.config.getoption("--scored-files"))
    ]


@pytest.fixture(scope="module")
def scorer(questionnaire: Questionnaire) -> Scorer:
    return Scorer(questionnaire, Settings())


def items(raws: list[bytes]) -> list[InputFile]:
    return [InputFile(f"{number}.json", raw=raw) for number, raw in enumerate(raws)]


def test_every_figure_equals_that_of_the_one_door(scorer: Scorer, raws: list[bytes]) -> None:
    chunk = scorer.score(items(raws))
    assert len(chunk.scored) == len(raws)
    for number, raw in enumerate(raws):
        answers = parse_answers(raw, scorer.questionnaire, where="f").answers
        assert chunk.scores.scorecard(number) == scorecard(scorer.questionnaire, answers)


def test_the_size_of_a_chunk_changes_no_bit(scorer: Scorer, raws: list[bytes]) -> None:
    together = scorer.score(items(raws[:50]))
    for number, item in enumerate(items(raws[:50])):
        assert scorer.score([item]).scores.scorecard(0) == together.scores.scorecard(number)


def test_every_row_equals_a_second_implementation(
    scorer: Scorer, raws: list[bytes], questionnaire_folder: Path
) -> None:
    method = naive.Method(questionnaire_folder)
    table = Table(scorer.matrix, "file", "full")
    names = [column.name for column in table.columns]
    for row, raw in zip(table.rows(scorer.score(items(raws))), raws, strict=True):
        found = dict(zip(names, row, strict=True))
        reading = method.score(json.loads(raw))
        overall = reading.overall()
        word = None if overall["provisional"] else naive.band(overall["score"])
        assert (found["provisional"], found["band"]) == (overall["provisional"], word)
        hold(found, "overall", overall)
        for key, item in reading.areas().items():
            hold(found, key, item)
        for number, item in reading.paragraphs().items():
            hold(found, f"OP{number}", item)
        for key, item in {**reading.functions(), **reading.sides()}.items():
            hold(found, key, item)


def hold(found: dict[str, Any], prefix: str, expected: dict[str, Any]) -> None:
    for name in FIGURES:
        if f"{prefix}_{name}" in found:
            figure, right = found[f"{prefix}_{name}"], expected[name]
            assert naive.is_near(figure, right), (prefix, name)
            if prefix != "overall" and right is not None:
                assert figure == float(right), "one division of whole numbers"


def test_csv_holds_the_same_numbers_to_the_last_bit(scorer: Scorer, raws: list[bytes]) -> None:
    job = ChunkWork(scorer, ("file",), "csv")
    names = [column.name for column in job.tables["file"].columns]
    text = job(tuple(items(raws[:400]))).text
    rows = list(csv.DictReader(text.decode().splitlines(), names))
    for row, raw in zip(rows, raws, strict=False):
        answers = parse_answers(raw, scorer.questionnaire, where="f").answers
        told = score_object(assess(scorer.questionnaire, answers), robustness=False)
        hold_object(row, told)


def hold_object(row: dict[str, str], told: dict[str, Any]) -> None:
    """A row of the table beside what `cied score --json` prints."""
    groups = {"overall": told["overall"]}
    groups |= {item["id"]: item for item in told["areas"]}
    groups |= {f"OP{item['id']}": item for item in told["paragraphs"]}
    groups |= {item["id"]: item for item in told["functions"] + told["sides"]}
    for prefix, group in groups.items():
        for name in FIGURES:
            if f"{prefix}_{name}" in row:
                assert number(row[f"{prefix}_{name}"]) == group[name]
    for name, count in told["overall"]["counts"].items():
        assert row[name] == str(count)
    assert row["declared_not_applicable"] == str(told["overall"]["declared_not_applicable"])
    assert row["provisional"] == json.dumps(told["overall"]["provisional"])
    assert row["band"] == (told["overall"]["band"] or "")
    assert [row[name] for name in HEAD[3:5]] == [told["state"], "Office, national"]


def number(text: str) -> float | None:
    return float(text) if text else None


@pytest.mark.parametrize("by", ["area", "paragraph"])
def test_the_long_forms_hold_every_figure_and_count(
    scorer: Scorer, raws: list[bytes], by: str
) -> None:
    table = Table(scorer.matrix, by, "full")  # type: ignore[arg-type]
    names = [column.name for column in table.columns]
    rows = [
        dict(zip(names, row, strict=True)) for row in table.rows(scorer.score(items(raws[:60])))
    ]
    expected = []
    for raw in raws[:60]:
        answers = parse_answers(raw, scorer.questionnaire, where="f").answers
        told = score_object(assess(scorer.questionnaire, answers), robustness=False)
        expected += told[f"{by}s"]
    assert len(rows) == len(expected)
    for row, item in zip(rows, expected, strict=True):
        assert row[by] == str(item["id"])
        assert all(row[name] == item[name] for name in (*FIGURES, "band"))
        assert all(row[name] == count for name, count in item["counts"].items())
        assert row["declared_not_applicable"] == item["declared_not_applicable"]


def test_the_form_by_question_says_status_level_and_target_in_force(
    scorer: Scorer, raws: list[bytes], questionnaire_folder: Path
) -> None:
    method = naive.Method(questionnaire_folder)
    table = Table(scorer.matrix, "question", "full")
    names = [column.name for column in table.columns]
    rows = iter(table.rows(scorer.score(items(raws[:60]))))
    for raw in raws[:60]:
        read = json.loads(raw)
        status_of = method.score(read).status
        for key, question in method.questions.items():
            row = dict(zip(names, next(rows), strict=True))
            status = status_of[key]
            entry = read["answers"].get(key, {})
            assert row["question"] == key
            assert row["by_profile"] is (status == "by_profile")
            assert row["status"] == status.replace("by_profile", "not_applicable")
            assert row["level"] == entry.get("level")
            assert row["target"] == entry.get("target", question["target"])
            assert row["reviewed_level"] == entry.get("review", {}).get("level")
            assert row["weight"] == question["weight"]
    assert next(rows, None) is None


def test_the_partner_edition_scores_the_redacted_copy(
    questionnaire: Questionnaire, raws: list[bytes]
) -> None:
    chunk = Scorer(questionnaire, Settings(edition="partner")).score(items(raws[:40]))
    for number, raw in enumerate(raws[:40]):
        answers = parse_answers(raw, questionnaire, where="f").answers
        expected = assess(questionnaire, answers, edition="partner").scorecard
        assert chunk.scorecard(number) == expected
