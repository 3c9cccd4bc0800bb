"""Scores for other programs: documented keys, unrounded figures, harmless cells."""

from __future__ import annotations

import csv
import io
import json

import pytest
from jsonschema import Draft202012Validator, ValidationError, validate
from synthetic import answers
from test_scoring import GOLDEN, PROFILE

from assessment.answers import Answers
from assessment.assess import EDITIONS, assess
from assessment.cells import FOR_EXCEL
from assessment.cli.questionnaires import MODELS, What, schema
from assessment.export import CSV_COLUMNS, score_object, to_csv, to_json
from assessment.questionnaire import Questionnaire


@pytest.fixture
def golden(small: Questionnaire):
    return assess(small, answers(small, GOLDEN, **PROFILE))


KEYS = {"score", "low", "high", "coverage", "target", "reviewed", "band", "counts"}
COUNTS = {
    "applicable", "answered", "not_applicable", "by_profile", "unknown", "withheld", "unanswered",
}  # fmt: skip


def test_the_keys_of_the_score_object(golden):
    found = score_object(golden)
    assert KEYS | {"provisional"} <= set(found["overall"])
    assert "id" not in found["overall"]
    for group in ("areas", "paragraphs", "functions", "sides"):
        for item in found[group]:
            assert KEYS | {"id"} <= set(item)
            assert set(item["counts"]) == COUNTS
    assert all("sufficient" in item for item in found["areas"])
    assert list(found["roadmap"]) == ["now", "next", "later"]
    for gaps in found["roadmap"].values():
        for gap in gaps:
            assert {"question", "priority", "stage", "unmet", "robustness"} <= set(gap)


def test_the_figures_are_those_of_the_scorecard_unrounded(golden):
    found = json.loads(to_json(score_object(golden)))
    assert found["areas"][0]["low"] == golden.scorecard.areas["AAA"].low == 225 / 7
    assert found["areas"][2]["score"] is None
    assert found["overall"]["band"] is None
    assert found["overall"]["provisional"] is True
    assert [gap["question"] for gap in found["roadmap"]["next"]] == ["BBB-01", "BBB-04"]
    assert found["due_for_review"] == ["AAA-02"]
    assert found["facts_to_establish"] == ["AAA-03"]


def test_unknown_questions_come_first_among_the_facts(small: Questionnaire):
    found = score_object(assess(small, answers(small, {"CCC-02": "unknown"})))
    assert found["facts_to_establish"][0] == "CCC-02"
    assert found["facts_to_establish"][1] == "AAA-01"


@pytest.mark.parametrize("what", MODELS)
def test_every_schema_is_one(what: What):
    Draft202012Validator.check_schema(schema(what))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_score_object_fits_its_schema(questionnaire: Questionnaire, example: Answers, edition):
    found = json.loads(to_json(score_object(assess(questionnaire, example, edition=edition))))
    assert next(iter(found.items())) == ("format", 2)
    validate(found, schema("score"))


def test_a_key_that_no_schema_knows_or_that_is_missing_does_not_fit(golden):
    found = json.loads(to_json(score_object(golden)))
    for wrong in ({**found, "rating": 1}, {key: found[key] for key in found if key != "overall"}):
        with pytest.raises(ValidationError):
            validate(wrong, schema("score"))


def test_an_answer_file_fits_its_schema(example: Answers):
    document = json.loads(json.dumps(example.document()))
    validate(document, schema("answers"))
    with pytest.raises(ValidationError):
        validate({**document, "document_status": "finished"}, schema("answers"))


def test_csv_holds_the_same_figures_as_json(golden):
    rows = list(csv.DictReader(io.StringIO(to_csv(golden))))
    found = score_object(golden)
    ones = [("overall", {"id": "", **found["overall"]})]
    for group in ("areas", "paragraphs", "functions", "sides"):
        ones += [(group[:-1], item) for item in found[group]]
    assert tuple(rows[0]) == CSV_COLUMNS
    for row, (group, item) in zip(rows, ones, strict=True):
        assert row["group"] == group
        for column in CSV_COLUMNS[1:]:
            wanted = {**item, **item["counts"]}[column]
            assert row[column] == ("" if wanted is None else str(wanted)), column


def test_scores_for_excel_have_semicolons_and_decimal_commas(golden):
    text = to_csv(golden, FOR_EXCEL)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    plain = list(csv.DictReader(io.StringIO(to_csv(golden))))
    assert [row["score"] for row in rows] == [row["score"].replace(".", ",") for row in plain]
    assert [row["group"] for row in rows] == [row["group"] for row in plain]
