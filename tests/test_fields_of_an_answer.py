"""Every field of an answer stands wherever it has to: `pytest tests/test_fields_of_an_answer.py`.

Whoever adds a field runs this first: each place that lacks it is one failing test, which names the
file and what to write there.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from editions_table import FIELDS
from one_change import ON_ONE, answer, position
from web_page import Typed

from assessment.answers import (
    FIELD_NAMES,
    KEPT,
    NO_ANSWER,
    PROSE,
    RECORDED,
    SAID,
    TEXTS,
    Answer,
    Position,
)
from assessment.applicability import QuestionStatus
from assessment.batch import decode
from assessment.forms.fields import ANSWER_FIELDS, LIMITS
from assessment.forms.model import FormAnswer, form_answer
from assessment.forms.workbook_sheets import ANSWER_LABELS
from assessment.questionnaire import Question, Questionnaire
from assessment.tui.commands import KEY_COMMANDS, NOT_IN_PART, clicked
from assessment.tui.question.strip import Strip

ROOT = Path(__file__).parents[1]
ALL = frozenset(Answer.model_fields)
BY_PEOPLE = frozenset((*SAID, *RECORDED))
COMMAND: Mapping[str, str] = {
    **{name: name for name in BY_PEOPLE},
    "status": "level",
    "points": "tick",
    "reason": "not_applicable",
    "action": "next_action",
    "review": "review_level",
}
"""By which command of the question screen a field is recorded: that of its name, but for these."""


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def of_the_quick_decoder() -> set[str]:
    kinds = (decode._Answered, decode._NotApplicable, decode._Open)
    return {"status"}.union(*(kind.__struct_encode_fields__ for kind in kinds))


def of_the_file_with_every_field() -> set[str]:
    entries = json.loads(read("tests/data/every-field-of-format-2.json"))["answers"]
    return {name for entry in entries.values() for name in entry}


def of_the_guide_to_the_file() -> set[str]:
    rows = read("docs/answer-file.md").split("An entry of `answers`:")[1].split("\n\n")[1]
    first = (row.split("|")[1] for row in rows.splitlines())
    return {name for cell in first for name in re.findall(r"`(\w+)`", cell)}


def of_the_guides_line_of_positions() -> set[str]:
    (row,) = re.findall(r"^\| `positions` \|.*$", read("docs/answer-file.md"), re.MULTILINE)
    return set(re.findall(r"`(\w+)`", row))


def with_a_command() -> set[str]:
    known = {command.action for command in KEY_COMMANDS}
    return {name for name, action in COMMAND.items() if action in known}


def with_a_key_in_the_guide() -> set[str]:
    guide = read("docs/focal-point.md")
    keys = {command.action: command.shown for command in KEY_COMMANDS}
    return {name for name, action in COMMAND.items() if f"`{keys.get(action)}`" in guide}


def asked_of_a_ministry() -> set[str]:
    return {name for name in with_a_command() if COMMAND[name] not in NOT_IN_PART}


def in_the_web_page() -> set[str]:
    return set(re.findall(r'prose\("(\w+)"', read("reports/form/question.html.j2")))


def in_the_pdf() -> set[str]:
    return set(re.findall(r'(?:prose|line)\("(\w+)"', read("reports/form-pdf/question.html.j2")))


@dataclass(frozen=True)
class Place:
    """Where a field has to stand, and which do."""

    wanted: Iterable[str]
    found: Callable[[], Iterable[str]]


PLACES: Mapping[str, Place] = {
    "assessment/answers.py: in FIELD_NAMES, what people call it": Place(
        ALL - {"by", "at"}, lambda: FIELD_NAMES
    ),
    "assessment/answers.py: in Position, for ministries say it": Place(
        SAID, lambda: Position.model_fields
    ),
    "assessment/batch/decode.py: in _Entry": Place(ALL, of_the_quick_decoder),
    "assessment/batch/decode.py: in _AnyPosition": Place(
        {*Position.model_fields} - {"status", "level", "reason", "points"},
        lambda: decode._AnyPosition.__struct_encode_fields__,
    ),
    "tests/data/every-field-of-format-2.json: a value": Place(ALL, of_the_file_with_every_field),
    "tests/editions_table.py: a row of the group answer": Place(
        ALL, lambda: {row.field for row in FIELDS if row.group == "answer"}
    ),
    "tests/editions_table.py: a row of the group position": Place(
        Position.model_fields, lambda: {row.field for row in FIELDS if row.group == "position"}
    ),
    "tests/one_change.py: another value in ON_ONE, for an answer": Place(
        ALL, lambda: ON_ONE["answer"]
    ),
    "tests/one_change.py: another value in ON_ONE, for a position": Place(
        Position.model_fields, lambda: ON_ONE["position"]
    ),
    "tests/one_change.py: a value in answer()": Place(
        ALL - {"reason"}, lambda: answer().model_fields_set
    ),
    "tests/one_change.py: a value in position()": Place(
        {*Position.model_fields} - {"reason"}, lambda: position().model_fields_set
    ),
    "tests/forms/web_page.py: in Typed, what the hand types": Place(
        PROSE, lambda: Typed.__dataclass_fields__
    ),
    "docs/answer-file.md: a row under `answers`": Place(ALL, of_the_guide_to_the_file),
    "docs/answer-file.md: in the row of `positions`": Place(
        Position.model_fields, of_the_guides_line_of_positions
    ),
    "assessment/tui/commands.py: a command; or its name in COMMAND above": Place(
        BY_PEOPLE, with_a_command
    ),
    "docs/focal-point.md: its key": Place(
        BY_PEOPLE - {"status", "level", "points"},  # how to answer has a section of its own
        with_a_key_in_the_guide,
    ),
    "assessment/tui/commands.py: not in NOT_IN_PART, for ministries say it": Place(
        SAID, asked_of_a_ministry
    ),
    "assessment/tui/commands.py: in NOT_IN_PART, for the authority alone records it": Place(
        RECORDED, lambda: BY_PEOPLE - asked_of_a_ministry()
    ),
    "assessment/forms/model.py: in FormAnswer": Place(
        SAID, lambda: FormAnswer.__dataclass_fields__
    ),
    "assessment/forms/fields.py: in ANSWER_FIELDS, where PROSE is": Place(
        PROSE, lambda: ANSWER_FIELDS
    ),
    "assessment/forms/fields.py: how long it may be, in LIMITS": Place(PROSE, lambda: LIMITS),
    "assessment/forms/workbook_sheets.py: what it is called, in ANSWER_LABELS": Place(
        ANSWER_FIELDS, lambda: ANSWER_LABELS
    ),
    "reports/form/question.html.j2: a place to type": Place(PROSE, in_the_web_page),
    "reports/form-pdf/question.html.j2: a place to type": Place(PROSE, in_the_pdf),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_field_stands_in_its_place(place: str):
    lacking = sorted({*PLACES[place].wanted} - {*PLACES[place].found()})
    assert not lacking, f"{' and '.join(lacking)} is missing in {place}"


def test_every_field_is_said_recorded_or_kept():
    """Or merging and settling would lose it."""
    listed = Counter([*SAID, *RECORDED, *KEPT])
    wrong = {name: listed[name] for name in ALL | {*listed} if listed[name] != 1 or name not in ALL}
    assert not wrong, (
        "assessment/answers.py: each field stands once in SAID, RECORDED or KEPT, but these so "
        f"often: {wrong}"
    )
    assert {*PROSE} <= {*TEXTS} <= {*SAID}


def status_of(question: Question, given: Answer) -> QuestionStatus:
    return QuestionStatus(question, given, given.status, by_profile=False, target=3)


def test_the_question_screen_shows_every_text(questionnaire: Questionnaire):
    question, given = questionnaire.questions[0], answer()
    strip = Strip(questionnaire, status_of(question, given), "")
    rows = ("".join(piece.text for piece in row) for row in strip.unfolded(120, 20))
    shown = "\n".join(rows)
    lacking = [name for name in PROSE if getattr(given, name) not in shown]
    assert not lacking, f"{lacking} is not shown by assessment/tui/question/strip.py, _all_texts"


@pytest.mark.parametrize("given", [answer(), NO_ANSWER], ids=["recorded", "empty"])
def test_the_question_screen_shows_every_field_and_a_click_opens_it(
    questionnaire: Questionnaire, given: Answer
):
    strip = Strip(questionnaire, status_of(questionnaire.questions[0], given), "")
    beside = BY_PEOPLE - {"status", "level", "points"}  # these are the ladder above the strip
    for name, rows in (
        ("_short_fields", strip.folded(2_000)),
        ("_whole_fields or _all_texts", strip.unfolded(120, 20)),
    ):
        opened = {piece.action for row in rows for piece in row}
        lacking = sorted(field for field in beside if clicked(COMMAND[field]) not in opened)
        assert not lacking, f"{lacking} is missing in assessment/tui/question/strip.py, {name}"


def test_a_form_shows_what_a_ministry_said():
    shown = form_answer(answer())
    for name in (*PROSE, "confidence", "evidence", "action"):
        assert getattr(shown, name) == getattr(answer(), name)
        assert getattr(shown, name) != getattr(NO_ANSWER, name)
