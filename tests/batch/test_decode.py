"""The quick reader never accepts what the full reader refuses, and gives the same values.

`pytest --mutated-files 1000000 tests/batch/test_decode.py` looks at so many damaged files, and at a
quarter as many with any value anywhere; the files are the same every time.
"""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from synthetic import DATA

from assessment.answers import (
    Action,
    Answer,
    Answers,
    Event,
    Evidence,
    Offer,
    PartRecord,
    Position,
    Profile,
    Review,
    Settlement,
)
from assessment.batch.decode import FastReader
from assessment.batch.matrix import content_of
from assessment.errors import AnswerFileError
from assessment.questionnaire import Questionnaire
from assessment.scoring_matrix import GroupMatrix
from assessment.store import parse_answers
from batch.corpus import document, dump


class Both:
    """The quick reader beside the full one."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.matrix = GroupMatrix(questionnaire)
        self.quick = FastReader(self.matrix, region=True)
        self.accepted = 0
        self.left = 0

    def hold(self, raw: bytes) -> None:
        """What the quick reader accepts, the full one accepts with the same values."""
        quick = self.quick.read(raw)
        if quick is None:
            self.left += 1
            return
        self.accepted += 1
        answers = parse_answers(raw, self.questionnaire, where="f").answers
        full = content_of(self.questionnaire, answers, self.matrix)
        assert by_place(quick) == by_place(full)


def by_place(content: Any) -> Any:
    entries = zip(content.indices, content.codes, content.targets, content.reviews, strict=True)
    return (*content[:5], sorted(entries), *content[9:])


@pytest.fixture(scope="module")
def both(questionnaire: Questionnaire) -> Both:
    return Both(questionnaire)


def test_every_file_that_the_program_writes_is_read_quickly(both: Both) -> None:
    for seed in range(300):
        raw = dump(document(both.questionnaire, seed))
        assert both.quick.read(raw) is not None
        both.hold(raw)


EVERY_FIELD = DATA / "every-field-of-format-2.json"
"""Every field of every model, set to something."""


def test_the_quick_reader_takes_every_field_of_the_models(small: Questionnaire) -> None:
    raw = EVERY_FIELD.read_bytes()
    content = json.loads(raw)
    assert set(content) == set(Answers.model_fields) - {"part"}, "a part is no State's file"
    entry = content["answers"]["AAA-01"]
    assert set(entry) == set(Answer.model_fields) - {"reason"}
    assert content["answers"]["BBB-03"]["reason"]
    for key, model in (("action", Action), ("review", Review), ("settlement", Settlement)):
        assert set(entry[key]) == set(model.model_fields), key
    assert set(entry["evidence"][0]) == set(Evidence.model_fields)
    assert set(entry["positions"][0]) == set(Position.model_fields) - {"reason"}
    for key, model in (("offer", Offer), ("parts", PartRecord), ("history", Event)):
        assert set(content[key][0]) == set(model.model_fields), key
    assert set(content["profile"]) == set(Profile.model_fields)
    both = Both(small)
    assert both.quick.read(raw) is not None
    both.hold(raw)


def test_the_files_of_the_benchmark_are_read_quickly(both: Both, monkeypatch) -> None:
    """Or it would measure the full reader, which takes six times as long."""
    monkeypatch.syspath_prepend(str(DATA.parents[1] / "benchmarks"))
    from batch_corpus import answer_file

    for number in range(20):
        assert both.quick.read(answer_file(both.questionnaire, number)) is not None


def test_nulls_for_what_is_not_recorded_are_read_quickly(both: Both) -> None:
    content = document(both.questionnaire, 1)
    for answer in content["answers"].values():
        for key in ("target", "review", "confidence", "ministry", "by", "at", "action"):
            answer.setdefault(key, None)
        answer.setdefault("level", None)
        answer.setdefault("reason", None)
    assert both.quick.read(dump(content)) is not None
    both.hold(dump(content))


def mutations(raw: bytes, dice: random.Random) -> bytes:
    """Some bytes of a valid file changed: cut, doubled, swapped or replaced."""
    text = bytearray(raw)
    for _ in range(dice.choice((1, 1, 1, 3))):
        place = dice.randrange(len(text))
        kind = dice.randrange(6)
        if kind == 0:
            del text[place : place + dice.randrange(1, 30)]
        elif kind == 1:
            text[place:place] = text[place : place + dice.randrange(1, 80)]
        elif kind == 2:
            text[place] = dice.randrange(256)
        elif kind == 3:
            text[place:place] = dice.choice(PIECES)
        elif kind == 4:
            lines = text.split(b"\n")
            line = dice.randrange(len(lines))
            lines.insert(dice.randrange(len(lines)), lines[line])
            text = bytearray(b"\n".join(lines))
        else:
            keys = [found.span() for found in re.finditer(rb'"[a-zA-Z0-9_-]+"(?=: )', text)]
            start, end = dice.choice(keys)
            text[start:end] = text[slice(*dice.choice(keys))]
    return bytes(text)


PIECES = [
    b"\\u0022", b'\\"', b'"', b"\\u0000", b"\\ud800", b"\\n", b"\\", b" ", b"\t", b"\n", b"\x00",
    b"\x7f", b"\xc2\x85", b"\xe2\x80\xae", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"null",
    b"true", b"NaN", b"-0", b"1.0", b"1e0", b"5", b"{}", b"[]", b",", b":", b'"level": 1,',
    b'"level": 2, "level": 3,', b'"status": "unknown",', b'"note": "", "note": "",', b"/*x*/",
    b'"extra": 1,', b'"flag": false, "flag": true,', b'"target": null,', b"Z", b"+24:00", b"60",
]  # fmt: skip


def test_mutated_files_are_never_accepted_against_the_full_reader(
    both: Both, request: pytest.FixtureRequest
) -> None:
    dice = random.Random(7559)
    sources = [dump(document(both.questionnaire, seed)) for seed in range(12)]
    sources += [json.dumps(document(both.questionnaire, seed)).encode() for seed in range(6)]
    before = both.accepted
    for _ in range(request.config.getoption("--mutated-files")):
        both.hold(mutations(dice.choice(sources), dice))
    assert both.accepted - before > 100


@pytest.mark.parametrize("depth", [10, 100, 200, 500, 2_000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
@pytest.mark.parametrize("closed", [True, False])
def test_what_is_nested_deeply_is_refused_by_both(
    both: Both, depth: int, opening: bytes, closing: bytes, closed: bool
) -> None:
    bomb = opening * depth + b"1" + closing * depth * closed
    file = dump(document(both.questionnaire, 2))
    for place in (b'"authority": ', b'"note": ', b'"answers": '):
        start = file.index(place) + len(place)
        raw = file[:start] + bomb + b"," + file[start:]
        assert both.quick.read(raw) is None
        with pytest.raises(AnswerFileError):
            parse_answers(raw, both.questionnaire, where="f")
    assert both.quick.read(bomb) is None
    with pytest.raises(AnswerFileError):
        parse_answers(bomb, both.questionnaire, where="f")


SMALL = ["POL-01", "POL-02"]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 6),
    st.sampled_from([2.0, 1e0, 10**30, -0.0]),
    st.text(max_size=12),
    st.sampled_from(["", " ", "\u202e", "\x85", "Interior", "Interior ", "x" * 201, "low"]),
)
DATES = st.one_of(
    st.sampled_from(
        ["2026-11-01", "2026-02-29", "0000-01-01", "9999-12-31", "20261101", "2026-W01-1",
         "2026-11-01T00:00:00", "1700000000", "2026-1-1", "+2026-11-01", "2026-11-01 "]
    ),
    st.dates().map(str),
    SCALARS,
)  # fmt: skip
ODD_TIMES = [
    "2026-11-01T09:30:00Z", "2026-11-01t09:30:00z", "2026-11-01 09:30:00+01:00",
    "2026-11-01T09:30:00", "2026-11-01T09:30:00z", "2026-11-01T24:00:00Z", "2026-11-01T23:59:60Z",
    "2026-11-01T09:30:00.1234567891Z", "2026-11-01T09:30:00+2400", "2026-11-01T09:30Z",
    "2026-11-01T09:30:00-00:00", "2026-11-01T09:30:00+23:59", "2026-11-01T09:30:00,5Z",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-01_09:30:00Z",
]  # fmt: skip
TIMES = st.one_of(
    st.sampled_from(ODD_TIMES),
    st.datetimes(timezones=st.timezones()).map(lambda time: time.isoformat()),
    SCALARS,
)
WRONG = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=2),
    st.dictionaries(st.text(max_size=3), SCALARS, max_size=2),
)
EVIDENCE = st.fixed_dictionaries(
    {}, optional={"title": SCALARS, "reference": SCALARS, "date": DATES, "extra": SCALARS}
)
ACTION = st.fixed_dictionaries(
    {},
    optional={
        "text": SCALARS,
        "due": DATES,
        "assistance": st.lists(
            st.sampled_from(["technical", "financial", "material", "other"]), max_size=4
        ),
    },
)
REVIEW = st.fixed_dictionaries(
    {}, optional={"level": SCALARS, "note": SCALARS, "by": SCALARS, "at": TIMES}
)
POSITION = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["answered", "not_applicable", "unknown", "other"]),
        "level": SCALARS,
        "reason": SCALARS,
        "points": st.lists(st.sampled_from(["a", "b", "A"]), max_size=3),
        "ministry": SCALARS,
        "part": SCALARS,
        "at": TIMES,
    },
)
ENTRY = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(
            ["answered", "not_applicable", "unknown", "withheld", "unanswered", "other"]
        ),
        "level": SCALARS,
        "reason": SCALARS,
        "target": SCALARS,
        "confidence": SCALARS,
        "ministry": SCALARS,
        "supporting": st.lists(SCALARS, max_size=3),
        "evidence": st.one_of(st.lists(EVIDENCE, max_size=2), WRONG),
        "note": SCALARS,
        "flag": SCALARS,
        "restricted": SCALARS,
        "action": st.one_of(ACTION, WRONG),
        "points": st.lists(st.sampled_from(["a", "b", "c", "A", ""]), max_size=3) | WRONG,
        "release": SCALARS,
        "to_confirm": SCALARS,
        "review": st.one_of(REVIEW, WRONG),
        "positions": st.one_of(st.lists(POSITION, max_size=2), WRONG),
        "settlement": st.one_of(st.fixed_dictionaries({}, optional={"why": SCALARS}), WRONG),
        "by": SCALARS,
        "at": TIMES,
    },
)


FILES = {
    "answers": st.dictionaries(st.sampled_from([*SMALL, "POL-99", "pol-01"]), ENTRY, max_size=3),
    "changes": st.fixed_dictionaries(
        {},
        optional={
            "format": SCALARS,
            "state": SCALARS,
            "authority": SCALARS,
            "period": SCALARS,
            "marking": SCALARS,
            "date": DATES,
            "document_status": st.sampled_from(["draft", "final", "Draft", None]),
            "kind": st.sampled_from(["full", "redacted", "part", None]),
            "id": SCALARS | st.just("0" * 32) | st.just("A" * 32),
            "language": SCALARS | st.sampled_from(["en", "fr-CA", "EN"]),
            "next_review": DATES,
            "contact": SCALARS,
            "currency": SCALARS | st.sampled_from(["EUR", "eur"]),
            "offer": st.lists(st.fixed_dictionaries({}, optional={"text": SCALARS}), max_size=2),
            "withheld": SCALARS,
            "approved_by": SCALARS,
            "left_out": st.dictionaries(
                st.sampled_from(["1.1", "x"]), st.dictionaries(st.just("POL-77"), ENTRY), max_size=1
            ),
            "history": st.lists(
                st.fixed_dictionaries({"what": st.just("merged"), "at": TIMES}), max_size=2
            ),
            "extra": SCALARS,
        },
    ),
    "profile": st.fixed_dictionaries(
        {},
        optional={
            "conditions": st.dictionaries(
                st.sampled_from(["affected", "hosts_mission", "other", ""]), SCALARS, max_size=2
            ),
            "relevance": st.dictionaries(
                st.sampled_from(["POL", "LAW", "XXX"]),
                st.sampled_from(["low", "high", "none", 1]),
                max_size=2,
            ),
            "ministries": st.lists(SCALARS, max_size=3),
            "usual": st.dictionaries(st.sampled_from(["trade", ""]), SCALARS, max_size=1),
        },
    ),
}


@pytest.mark.slow
def test_any_value_anywhere_is_never_accepted_against_the_full_reader(
    both: Both, request: pytest.FixtureRequest
) -> None:
    @given(**FILES)
    @settings(
        max_examples=max(1, request.config.getoption("--mutated-files") // 4),
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    def hold(answers: Any, changes: Any, profile: Any) -> None:
        content = document(both.questionnaire, 1)
        content.update(changes, answers=answers, profile=profile)
        both.hold(json.dumps(content, ensure_ascii=True).encode())
        both.hold(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    hold()


@pytest.mark.parametrize(("area", "is_quick"), [("POL", True), (None, True), ("ZZZ", False)])
def test_an_offer_for_an_area_that_there_is_not_is_left_to_the_full_reader(
    both: Both, area: str | None, *, is_quick: bool
) -> None:
    content = document(both.questionnaire, 2)
    raw = dump({**content, "offer": [{"area": area, "text": "Training."}]})
    assert (both.quick.read(raw) is not None) == is_quick
    if is_quick:
        both.hold(raw)
        return
    with pytest.raises(AnswerFileError, match="no policy area ZZZ"):
        parse_answers(raw, both.questionnaire, where="f")


@given(key=st.sampled_from(["note", "by", "reason"]), value=st.one_of(SCALARS, WRONG))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_one_wrong_value_in_a_right_file(both: Both, key: str, value: Any) -> None:
    content = document(both.questionnaire, 2)
    content["answers"]["POL-01"] = {"status": "not_applicable", "reason": "x", key: value}
    both.hold(dump_any(content))


def dump_any(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("times", ODD_TIMES)
def test_times(both: Both, times: str) -> None:
    content = document(both.questionnaire, 2)
    content["answers"]["POL-01"] = {"status": "unknown", "at": times}
    both.hold(dump_any(content))


@pytest.mark.slow
def test_a_duplicate_key_is_always_found(both: Both) -> None:
    content = document(both.questionnaire, 3)
    raw = dump(content)
    keys = [found.span() for found in re.finditer(rb'\n *"[^"\n]+": [^\n{\[]+,(?=\n)', raw)]
    assert len(keys) > 100
    for start, end in keys:
        doubled = raw[:end] + raw[start:end] + raw[end:]
        spaced = doubled.replace(b'": ', b'"  : ')
        for item in (doubled, spaced, doubled.replace(b"Line", b"\\u0022\\u0022")):
            assert both.quick.read(item) is None
        with pytest.raises(AnswerFileError, match="stands twice"):
            parse_answers(doubled, both.questionnaire, where="f")


@pytest.mark.parametrize("points", [["a"], ["b", "a"], [], ["a", "a"], ["z"]])
@pytest.mark.parametrize("place", ["answer", "position", "settlement", "left out", "unknown id"])
def test_points_that_are_not_right_are_left_to_the_full_reader(
    both: Both, points: list[str], place: str
) -> None:
    """Also beside a question that does not exist, where nothing says which points there are."""
    content = document(both.questionnaire, 1)
    first = next(iter(content["answers"]))
    stated = {"status": "answered", "level": 2, "points": points}
    positions = [{**stated, "ministry": "Interior"}]
    if place == "answer":
        content["answers"][first] = stated
    elif place == "position":
        content["answers"][first] = {"status": "unknown", "positions": positions}
    elif place == "settlement":
        content["answers"][first] = {"status": "unknown", "settlement": {"positions": positions}}
    elif place == "left out":
        content["left_out"] = {"1.0": {"POL-99": stated}}
    else:
        content["answers"]["POL-99"] = stated
    both.hold(dump(content))
