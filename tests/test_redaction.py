"""What may leave the government: an allow-list, and nothing else."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic import answers
from test_scoring import given_answers

from assessment.answers import Action, Answer, Answers, Evidence
from assessment.assess import assess, redact
from assessment.export import score_object, to_csv, to_json
from assessment.questionnaire import Questionnaire
from assessment.store import dump, parse_answers

MARK = "LEAK"


def marked(number: int, **changes) -> Answer:
    """An answer in which everything that can be written is written, with a mark in it."""
    return Answer(
        **{
            "status": "answered",
            "level": 2,
            "target": 4,
            "confidence": "low",
            "ministry": f"{MARK} ministry",
            "supporting": (f"{MARK} support",),
            "evidence": (
                Evidence(
                    title=f"{MARK} title {number}", reference=f"{MARK} ref", date="2020-02-02"
                ),
            ),
            "note": f"{MARK} note {number}",
            "flag": True,
            "action": Action(
                text=f"{MARK} action", due=dt.date(2031, 3, 3), assistance=("financial",)
            ),
            "reviewed_level": 1,
            "by": f"{MARK} person",
            "at": dt.datetime(2029, 9, 9, tzinfo=dt.UTC),
            **changes,
        }
    )


@pytest.fixture
def full(small: Questionnaire) -> Answers:
    return answers(
        small,
        {
            "AAA-01": marked(1),
            "AAA-02": marked(2, restricted=True, level=4),
            "AAA-03": marked(3, status="not_applicable", level=None, reason=f"{MARK} reason"),
            "AAA-04": marked(4, status="unknown", level=None),
            "BBB-01": marked(5, status="withheld", level=None),
            "BBB-02": marked(6, status="unanswered", level=None),
        },
        authority="National authority",
        marking="RESTRICTED",
        period="2026",
    )


def test_only_the_allow_list_stays(full: Answers):
    document = redact(full).document()
    assert set(document) == {
        "format", "questionnaire", "state", "authority", "period", "date", "document_status",
        "marking", "profile", "answers",
    }  # fmt: skip
    assert document["profile"]["ministries"] == []
    assert document["answers"] == {
        "AAA-01": {"status": "answered", "level": 2, "target": 4},
        "AAA-02": {"status": "withheld"},
        "AAA-03": {
            "status": "not_applicable",
            "reason": "The reason is not part of this edition.",
        },
        "AAA-04": {"status": "unknown", "target": 4},
        "BBB-01": {"status": "withheld", "target": 4},
        "BBB-02": {"status": "unanswered", "target": 4},
    }


@pytest.mark.parametrize("edition", ["partner", "public"])
def test_no_mark_is_left_in_any_form(small: Questionnaire, full: Answers, edition):
    found = assess(small, full, edition=edition)
    forms = (dump(found.answers).decode(), to_json(score_object(found)), to_csv(found))
    for text in forms:
        assert MARK not in text
        assert "2029" not in text
        assert "2031" not in text
        assert "2020-02" not in text
        assert "financial" not in text


def test_what_a_restricted_answer_says_changes_nothing(small: Questionnaire, full: Answers):
    secret = full.answers["AAA-02"]
    copies = {
        redact(full.with_answer("AAA-02", other)).sha256
        for other in (
            secret,
            secret.replace(level=0),
            secret.replace(note="", evidence=(), target=None),
            secret.replace(status="unknown", level=None),
            secret.replace(status="not_applicable", level=None, reason="No."),
            Answer(restricted=True),
        )
    }
    assert len(copies) == 1


def test_redacting_twice_changes_nothing_more(full: Answers):
    once = redact(full)
    assert redact(once) == once


def test_a_redacted_file_is_an_answer_file(small: Questionnaire, full: Answers):
    copy = redact(full)
    assert parse_answers(dump(copy), small, where="copy").answers == copy


def test_an_entry_that_only_overrides_the_profile_stays(small: Questionnaire):
    found = answers(small, {"CCC-01": Answer(note="To be asked.")}, conditions={"affected": False})
    one = assess(small, found, edition="partner").standings["CCC-01"]
    assert one.status == "unanswered"
    assert one.applies


@given(data=st.data())
def test_without_restricted_answers_the_partner_sees_the_same_scores(
    data: st.DataObject, small: Questionnaire
):
    found = data.draw(given_answers(small))
    whole = score_object(assess(small, found))
    copy = score_object(assess(small, found, edition="partner"))
    for group in ("areas", "paragraphs", "functions"):
        for one, other in zip(whole[group], copy[group], strict=True):
            assert {**one, "reviewed": None} == other
    assert whole["roadmap"] == copy["roadmap"]


def test_the_public_edition_shows_bands_of_three_answers_and_no_figure(
    questionnaire: Questionnaire, example: Answers
):
    shown = score_object(assess(questionnaire, example, edition="public"))
    card = assess(questionnaire, example, edition="public").scorecard
    for one in (shown["overall"], *shown["areas"], *shown["paragraphs"], *shown["functions"]):
        assert {name: one[name] for name in ("score", "low", "high", "coverage", "target")} == {
            "score": None, "low": None, "high": None, "coverage": None, "target": None,
        }  # fmt: skip
        assert one["counts"] is None
    for one in shown["paragraphs"]:
        if card.paragraphs[one["id"]].counts.answered < 3:
            assert one["band"] is None
    assert not any(json.loads(to_json(shown))["roadmap"].values())
