"""Answers: five states never mixed up, values that never change, text that is safe to show."""

from __future__ import annotations

import datetime as dt
import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from synthetic import answer, answers

from assessment.answers import EVENT_LIMIT, STATUSES, Answer, Answers, Event, Evidence
from assessment.questionnaire import Questionnaire
from assessment.store import dump
from assessment.text import clean, in_file_name, one_line

FIRST = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize("status", STATUSES)
def test_a_level_goes_only_with_answered(status: str):
    if status == "answered":
        with pytest.raises(ValidationError, match="needs a level from 0 to 4"):
            Answer(status=status)
        return
    reason = "It does not arise." if status == "not_applicable" else None
    with pytest.raises(ValidationError, match="a level goes only with status answered"):
        Answer(status=status, level=2, reason=reason)


@pytest.mark.parametrize("status", STATUSES)
def test_a_reason_goes_only_and_always_with_not_applicable(status: str):
    level = 2 if status == "answered" else None
    if status == "not_applicable":
        for reason in (None, "", "  \n "):
            with pytest.raises(ValidationError, match="needs a reason"):
                Answer(status=status, reason=reason)
        return
    with pytest.raises(ValidationError, match="a reason goes only with status not_applicable"):
        Answer(status=status, level=level, reason="Why not.")


def test_an_unanswered_entry_may_carry_the_rest():
    answer = Answer(note="Ask trade.", flag=True, evidence=(Evidence(title="Decree"),), target=4)
    assert answer.status == "unanswered"
    assert not answer.is_empty
    assert Answer().is_empty


@pytest.mark.parametrize("value", [True, False, 2.0, "2", 5, -1])
def test_only_a_whole_number_from_0_to_4_is_a_level(value):
    for field in ("level", "target"):
        with pytest.raises(ValidationError):
            Answer.model_validate({"status": "answered", "level": 2, field: value})


def test_values_never_change(small: Questionnaire):
    found = answers(small, {"AAA-01": 2})
    with pytest.raises(ValidationError):
        found.state = "Other"
    with pytest.raises(ValidationError):
        found.answers["AAA-01"].level = 3


def test_with_answer_gives_a_new_value_and_leaves_the_old_one(small: Questionnaire):
    before = answers(small, {"AAA-01": 2})
    digest = before.sha256
    after = before.with_answer("AAA-01", answer(3))
    assert (before.answer("AAA-01").level, after.answer("AAA-01").level) == (2, 3)
    assert before.sha256 == digest
    assert after.sha256 != digest, "the digest is that of the new content"
    assert after.with_answer("AAA-01", answer(2)).sha256 == digest


def test_an_empty_answer_leaves_the_file(small: Questionnaire):
    found = answers(small, {"AAA-01": 2}).with_answer("AAA-01", Answer())
    assert dict(found.answers) == {}
    assert found.answer("AAA-01").status == "unanswered"


def test_a_new_ministry_joins_the_list(small: Questionnaire):
    answer = Answer(ministry="Interior", supporting=("Trade", "Interior"))
    found = answers(small, {}).with_answer("AAA-01", answer).with_answer("AAA-02", answer)
    assert found.profile.ministries == ("Interior", "Trade")


def test_replace_checks_the_whole(small: Questionnaire):
    found = answers(small, {"AAA-01": {"level": 2, "ministry": "Interior"}})
    assert found.sha256
    assert found.replace(state="Other").state == "Other"
    with pytest.raises(ValidationError):
        found.replace(state="")
    with pytest.raises(ValidationError):
        found.answers["AAA-01"].replace(level=None)


def test_times_are_utc_in_whole_seconds(small: Questionnaire):
    zone = dt.timezone(dt.timedelta(hours=2))
    at = dt.datetime(2026, 11, 1, 11, 30, 0, 123456, tzinfo=zone)
    answer = Answer(status="unknown", at=at)
    assert answer.at == dt.datetime(2026, 11, 1, 9, 30, tzinfo=dt.UTC)
    found = answers(small, {"AAA-01": answer})
    assert found.document()["answers"]["AAA-01"]["at"] == "2026-11-01T09:30:00Z"


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-01:00", "0099-01-01T00:00:00Z"]
)
def test_the_ends_of_the_calendar_can_be_written_and_read(small: Questionnaire, at: str):
    item = Answer.model_validate({"status": "unknown", "at": at})
    found = answers(small, {"AAA-01": item})
    assert Answers.model_validate_json(dump(found)) == found


# Text that is safe to show

UNSAFE = "".join(
    [
        *(chr(code) for code in range(32) if chr(code) not in "\n\t"),
        *(chr(code) for code in range(0x7F, 0xA0)),
        *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        "\ud800\udfff",
    ]
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\x00b\x7fc\x85d", "abcd"),
        ("safe \u202eexe.txt", "safe exe.txt"),
        ("half a pair \ud800.", "half a pair ."),
        ("[red]{{ x }}<img src=file:///etc/passwd>", "[red]{{ x }}<img src=file:///etc/passwd>"),
        ("Côte d'Ivoire, العربية, 中文, ก็", "Côte d'Ivoire, العربية, 中文, ก็"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("Vie\u0323\u0302t Nam, Bo\u0302\u0323", "Vi\u1ec7t Nam, B\u1ed9"),
        ("no XML\uffff has\ufffe these", "no XML has these"),
        (os.fsdecode("Ω.json".encode()), "Ω.json"),
        ("b\udcff.json", r"b\xff.json"),
    ],
)
def test_clean(typed: str, kept: str):
    assert clean(typed) == kept


@given(st.text(st.characters() | st.sampled_from(UNSAFE)))
def test_nothing_a_terminal_would_obey_is_left(text: str):
    kept = clean(text)
    assert not set(kept) & set(UNSAFE)
    assert clean(kept) == kept
    assert "\n" not in one_line(text)
    assert one_line(one_line(text)) == one_line(text)


def test_every_text_field_is_cleaned():
    typed = "\x1b[31mword\u202e"
    item = Answer.model_validate(
        {
            "status": "not_applicable",
            "reason": typed,
            "note": typed,
            "ministry": typed,
            "supporting": [typed],
            "by": typed,
            "evidence": [{"title": typed, "reference": typed}],
            "action": {"text": typed},
        }
    )
    found = item.model_dump()
    assert found["reason"] == found["note"] == found["ministry"] == found["by"] == "word"
    assert found["supporting"] == ("word",)
    assert found["evidence"][0]["title"] == found["evidence"][0]["reference"] == "word"
    assert found["action"]["text"] == "word"


def test_a_full_history_drops_its_oldest_lines(small: Questionnaire):
    lines = tuple(
        Event(what="merged", at=FIRST + dt.timedelta(hours=n)) for n in range(EVENT_LIMIT)
    )
    added = [Event(what="settled", at=FIRST, detail=f"AAA-0{n}: level 1.") for n in (1, 2)]
    kept = answers(small, {}).replace(history=lines).with_events(*added)
    assert kept.history == (*lines[2:], *added)
    assert kept.replace() == kept, "it can be written and read again"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Interior / Police", "interior-police"),
        ("../../etc", "etc"),
        ("Côte d'Ivoire", "cote-d-ivoire"),
        ("Cote\u0302 d\u2019Ivoire", "cote-d-ivoire"),
        ("\uff29nterior\u200b_2", "interior-2"),
        ("Straße", "strasse"),
        ("Внутренние дела", "внутренние-дела"),
        ("وزارة الداخلية", "وزارة-الداخلية"),
        ("रक्षा मंत्रालय", "रक्षा-मंत्रालय"),
        ("กระทรวงกลาโหม", "กระทรวงกลาโหม"),
        ("内政部", "内政部"),
        ("???", ""),
    ],
)
def test_a_name_in_a_file_name_has_the_letters_of_its_script(text: str, name: str):
    assert in_file_name(text) == unicodedata.normalize("NFC", name)


def test_the_name_of_a_file_is_kept_as_it_is():
    assert in_file_name("Kareland_v1.2 (final)", of_a_file=True) == "Kareland_v1.2-(final)"


@given(text=st.text(), max_bytes=st.integers(1, 200), of_a_file=st.booleans())
def test_no_name_leads_out_of_its_folder_or_is_too_long(text: str, max_bytes: int, of_a_file: bool):
    name = in_file_name(text, max_bytes=max_bytes, of_a_file=of_a_file)
    assert len(name.encode()) <= max_bytes
    assert not set(name) & set('/\\:*?"<>|\0 ')
    assert not name.startswith((".", "-"))
    assert name.isprintable()
    assert in_file_name(name, max_bytes=max_bytes, of_a_file=of_a_file) == name
