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
from assessment.assess import assess, assess_baseline, redact, scorecard
from assessment.compare import compare
from assessment.export import score_object, to_csv, to_json
from assessment.questionnaire import Questionnaire
from assessment.redaction import EDITIONS, leaves_the_government
from assessment.scorecard import band
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
                text=f"{MARK} action",
                owner=f"{MARK} owner",
                due=dt.date(2031, 3, 3),
                status="under_way",
                cost=20_310,
                funded=20_310,
                assistance=("financial",),
                request="A trainer.",
            ),
            "release": "Adopted.",
            "review": {"level": 1, "note": f"{MARK} review"},
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


def test_only_the_allow_list_stays(small: Questionnaire, full: Answers):
    document = redact(small, full).document()
    assert set(document) == {
        "format", "questionnaire", "state", "authority", "period", "date", "document_status",
        "marking", "profile", "answers", "kind", "withheld",
    }  # fmt: skip
    assert document["kind"] == "redacted"
    assert document["marking"] == ""
    assert document["withheld"] == 2
    assert document["profile"]["ministries"] == []
    assert document["answers"] == {
        "AAA-01": {
            "status": "answered",
            "level": 2,
            "target": 4,
            "release": "Adopted.",
            "action": {"assistance": ["financial"], "request": "A trainer."},
        },
        "AAA-03": {
            "status": "not_applicable",
            "reason": "The reason is not part of this edition.",
            "release": "Adopted.",
        },
    }


LEAVING = tuple(filter(leaves_the_government, EDITIONS))


@pytest.mark.parametrize("edition", LEAVING)
def test_no_mark_is_left_in_any_form(small: Questionnaire, full: Answers, edition):
    found = assess(small, full, edition=edition)
    forms = (dump(found.answers).decode(), to_json(score_object(found)), to_csv(found))
    for text in forms:
        assert MARK not in text
        assert "2029" not in text
        assert "2031" not in text
        assert "2020-02" not in text


@pytest.mark.parametrize("unasked", [{"restricted": True}, {"note": "To be asked."}])
def test_an_entry_that_states_nothing_is_gone(small: Questionnaire, unasked: dict):
    for conditions in ({}, {"affected": False}):
        found = answers(small, {"CCC-01": unasked}, conditions=conditions)
        assert redact(small, found) == redact(small, answers(small, {}, conditions=conditions))


def test_what_a_restricted_answer_says_changes_nothing(small: Questionnaire, full: Answers):
    secret = full.answers["AAA-02"]
    copies = {
        redact(small, full.with_answer("AAA-02", other)).sha256
        for other in (
            secret,
            secret.replace(level=0),
            secret.replace(note="", evidence=(), target=None),
            secret.replace(status="unknown", level=None),
            secret.replace(status="not_applicable", level=None, reason="No."),
        )
    }
    assert len(copies) == 1


def test_no_state_of_an_open_question_can_be_told_from_another(small: Questionnaire):
    for conditions in ({}, {"affected": False}):
        copies = {
            redact(small, answers(small, {"AAA-01": 2, "CCC-01": entry}, conditions=conditions))
            .replace(withheld=None)
            .sha256
            for entry in (
                "unknown",
                "withheld",
                {"level": 4, "restricted": True},
                Answer(status="not_applicable", reason="No.", restricted=True),
            )
        }
        assert len(copies) == 1


def test_silence_about_an_excluded_question_buys_no_better_word(small: Questionnaire):
    entries = {"CCC-01": {"level": 0}, "CCC-02": 4}
    hidden = {"CCC-01": {"level": 0, "restricted": True}, "CCC-02": 4}
    for entries_ in (entries, hidden):
        found = answers(small, entries_, conditions={"affected": False})
        card = assess(small, found, edition="partner").scorecard
        assert round(card.areas["CCC"].low, 1) == 33.3


def test_what_is_restricted_now_is_withheld_in_an_earlier_assessment_too(small: Questionnaire):
    earlier = answers(small, {"AAA-01": 0, "AAA-02": 3, "AAA-03": Answer(note="Ask.")})
    copy = redact(small, earlier, also_withheld={"AAA-01", "AAA-03"})
    assert set(copy.answers) == {"AAA-02"}
    assert copy.withheld == 1


def test_redacting_twice_changes_nothing_more(small: Questionnaire, full: Answers):
    once = redact(small, full)
    assert redact(small, once) == once


def test_a_redacted_file_is_an_answer_file(small: Questionnaire, full: Answers):
    copy = redact(small, full)
    assert parse_answers(dump(copy), small, where="copy").answers == copy


@given(data=st.data())
def test_without_restricted_answers_the_partner_sees_the_same_figures(
    data: st.DataObject, small: Questionnaire
):
    found = data.draw(given_answers(small))
    whole = score_object(assess(small, found))
    copy = score_object(assess(small, found, edition="partner"))
    for group in ("areas", "paragraphs", "functions"):
        for item, other in zip(whole[group], copy[group], strict=True):
            for figure in ("low", "high", "coverage"):
                assert item[figure] == other[figure]
            assert other["score"] == (item["score"] if item["coverage"] == 1 else None)
            assert item["counts"]["answered"] == other["counts"]["answered"]
            assert other["reviewed"] is None
    for step in ("now", "next", "later"):
        without = [{**gap, "open_prerequisites": []} for gap in whole["roadmap"][step]]
        assert copy["roadmap"][step] == without


@given(data=st.data())
def test_an_outward_band_is_that_of_the_low_end_of_the_range(
    data: st.DataObject, small: Questionnaire
):
    found = data.draw(given_answers(small))
    copy = score_object(assess(small, found, edition="partner"))
    for item in (copy["overall"], *copy["areas"], *copy["paragraphs"], *copy["functions"]):
        assert item["band"] == (None if item["low"] is None else band(item["low"]))


def test_to_withhold_never_gives_a_better_word(small: Questionnaire):
    # Levels 0 and 4: the whole score is 50, partial; without the 0 it would be 100, advanced.
    shown = answers(small, {"BBB-01": 0, "BBB-02": 4})
    hidden = answers(small, {"BBB-01": {"level": 0, "restricted": True}, "BBB-02": 4})
    words = [
        assess(small, item, edition="partner").scorecard.areas["BBB"].band
        for item in (shown, hidden)
    ]
    assert words[0] == words[1]
    assert assess(small, hidden, edition="partner").scorecard.areas["BBB"].score is None


OPEN_ENTRIES = ("unknown", "withheld", {"level": 4, "restricted": True}, Answer(note="To ask."))


@pytest.mark.parametrize("edition", LEAVING)
def test_nothing_that_is_said_of_the_figures_tells_why_a_question_is_open(
    small: Questionnaire, edition
):
    texts = set()
    for entry in OPEN_ENTRIES:
        found = answers(small, {"AAA-01": entry, "AAA-02": 1, "BBB-01": 2})
        said = score_object(assess(small, found, edition=edition))
        said["withheld"] = None  # said once, for the whole
        texts.add(to_json(said) + to_csv(assess(small, found, edition=edition)))
    assert len(texts) == 1
    assert "AAA-01" not in texts.pop()


def test_how_many_are_withheld_is_said_once_for_the_whole(small: Questionnaire, full: Answers):
    said = score_object(assess(small, full, edition="partner"))
    assert said["withheld"] == 2
    for item in (said["overall"], *said["areas"], *said["paragraphs"], *said["functions"]):
        reasons = {name: item["counts"][name] for name in ("unknown", "withheld", "unanswered")}
        assert set(reasons.values()) == {None}
    assert said["facts_to_establish"] == []


@pytest.mark.parametrize("edition", [edition for edition in EDITIONS if edition != "full"])
def test_a_digest_of_answers_is_in_the_full_edition_alone(
    small: Questionnaire, full: Answers, edition
):
    named = full.replace(id="0123456789abcdef" * 2)
    found = assess(small, named, edition=edition)
    assert score_object(found)["answers_sha256"] is None
    assert score_object(found)["id"] == named.id
    text = to_json(score_object(found)) + to_csv(found) + dump(found.answers).decode()
    for item in (named, found.answers):
        assert item.sha256 not in text
    assert score_object(assess(small, named))["answers_sha256"] == named.sha256


@pytest.mark.parametrize("wanted", ["full", "ministry", "partner", "public"])
def test_a_redacted_copy_is_never_assessed_as_if_it_were_the_file(
    small: Questionnaire, full: Answers, wanted
):
    found = assess(small, redact(small, full), edition=wanted)
    assert found.edition == ("public" if wanted == "public" else "partner")
    outward = assess(small, full, edition=found.edition)
    assert score_object(found) == score_object(outward)
    assert scorecard(small, redact(small, full)) == outward.scorecard


BEFORE = {"AAA-01": 0, "AAA-02": 3, "AAA-03": 4}
HIDDEN_NOW = (
    {"level": 2, "restricted": True},
    Answer(status="not_applicable", reason="No.", restricted=True),
    "withheld",
    "unknown",
    Answer(),
)


@pytest.mark.parametrize("edition", ["partner", "public"])
def test_a_baseline_undoes_no_restriction(small: Questionnaire, edition):
    """What is open now, for whatever reason, is open in the baseline as well."""
    seen = []
    for entry in HIDDEN_NOW:
        now = answers(small, {"AAA-01": entry, "AAA-02": 3})
        current = assess(small, now, edition=edition)
        earlier = assess_baseline(current, answers(small, BEFORE))
        assert set(earlier.answers.answers) == {"AAA-02"}
        assert [question.question for question in compare(earlier, current).questions] == []
        seen.append(score_object(earlier) | {"withheld": None})
    assert all(item == seen[0] for item in seen)


def test_what_the_baseline_restricts_is_open_there_alone(small: Questionnaire):
    current = assess(small, answers(small, {"AAA-01": 2, "AAA-02": 3}), edition="partner")
    then = answers(small, {"AAA-01": {"level": 1, "restricted": True}, "AAA-02": 1})
    earlier = assess_baseline(current, then)
    assert set(earlier.answers.answers) == {"AAA-02"}
    assert set(current.answers.answers) == {"AAA-01", "AAA-02"}


def test_a_question_that_had_another_id_is_found_in_the_baseline(small: Questionnaire):
    now = dict.fromkeys(small.by_id, 1) | {"AAA-01": {"level": 1, "restricted": True}}
    current = assess(small, answers(small, now), edition="partner")
    then = answers(small, {"AAA-01": 4, "AAA-02": 0})
    earlier = assess_baseline(current, then, names={"AAA-01": "AAA-02"})
    assert set(earlier.answers.answers) == {"AAA-01"}


def test_inside_the_government_the_baseline_is_whole(small: Questionnaire):
    current = assess(small, answers(small, {"AAA-01": {"level": 2, "restricted": True}}))
    assert assess_baseline(current, answers(small, BEFORE)).answers == answers(small, BEFORE)


def test_the_public_edition_shows_bands_and_no_figure(
    questionnaire: Questionnaire, example: Answers
):
    shown = score_object(assess(questionnaire, example, edition="public"))
    for item in (shown["overall"], *shown["areas"], *shown["paragraphs"], *shown["functions"]):
        assert {name: item[name] for name in ("score", "low", "high", "coverage", "target")} == {
            "score": None, "low": None, "high": None, "coverage": None, "target": None,
        }  # fmt: skip
        assert item["counts"] is None
    assert shown["withheld"] is shown["overall"]["provisional"] is None
    assert {item["sufficient"] for item in shown["areas"]} == {None}
    assert not any(json.loads(to_json(shown))["roadmap"].values())
