"""The one model behind all forms: what it asks, and that it gives back what JSON would."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_parts import FILLED, NOW, asking, entries, fill, handed

from assessment.answers import Action, Answers, Evidence, Position
from assessment.errors import AssessmentError
from assessment.forms.model import FormAnswer, filled_in, form_answer, form_of, on_day
from assessment.parts import Returned, take_back
from assessment.questionnaire import Questionnaire
from assessment.store import dump, parse_answers


@pytest.fixture
def part(small: Questionnaire) -> Answers:
    said = Position(status="answered", level=2, ministry="Interior", note="Ours.", at=NOW)
    own = asking(small, {"AAA-02": {"level": 3, "positions": (said,)}}, contact="focal@example.org")
    return handed(small, own, "Interior", questions=("AAA-01", "AAA-02", "BBB-01")).parts[0]


def returned(small: Questionnaire, part: Answers, **given_: FormAnswer) -> Answers:
    """A form filled in by B. Example."""
    named = {key.replace("_", "-"): item for key, item in given_.items()}
    return filled_in(small, part, named, by="B. Example", at=FILLED)


def test_a_form_shows_what_is_asked_and_why_and_no_more(small: Questionnaire, part: Answers):
    form = form_of(small, part)
    assert [question.id for question in form.questions] == ["AAA-01", "AAA-02", "BBB-01"]
    assert (form.part, form.contact, form.rules) == (part.part, "focal@example.org", small.rules)
    first, second, _ = form.questions
    asked = small.by_id["AAA-01"]
    assert (first.text, first.look_for, first.absent) == (
        asked.text, asked.guidance.look_for, asked.absent,
    )  # fmt: skip
    assert [(item.letter, item.level, item.text) for item in first.points] == [
        (letter, point.level, point.text) for letter, point in asked.points.items()
    ]
    assert first.why[0].paragraph == asked.paragraphs[0]
    assert first.why[0].plain == small.paragraph_by_number[asked.paragraphs[0]].plain
    assert first.earlier is None
    assert second.earlier
    assert second.earlier.note == "Ours."


def test_every_question_of_the_questionnaire_says_why_it_is_asked(questionnaire: Questionnaire):
    part = handed(questionnaire, asking(questionnaire, {}), to="Everybody").parts[0]
    assert all(question.why for question in form_of(questionnaire, part).questions)


@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        (FormAnswer(points=("b", "a")), ("answered", 2, ("a", "b"))),
        (FormAnswer(points=("a",)), ("answered", 1, ("a",))),
        (FormAnswer(points=("a",), level=0), ("answered", 0, ("a",))),
        (FormAnswer(points=(), level=0), ("answered", 0, ())),
        (FormAnswer(points=("a", "b"), level=0), ("answered", 2, ("a", "b"))),
        (FormAnswer(points=(), level=3), ("answered", 3, None)),
        (FormAnswer(level=3), ("answered", 3, None)),
        (FormAnswer(points=()), ("unanswered", None, None)),
        (FormAnswer(status="unknown"), ("unknown", None, None)),
        (FormAnswer(status="withheld", points=()), ("withheld", None, None)),
        (FormAnswer(status="not_applicable", reason="No coast."), ("not_applicable", None, None)),
    ],
)
def test_the_level_follows_from_the_points(
    small: Questionnaire, part: Answers, filled: FormAnswer, expected: Any
):
    found = returned(small, part, AAA_01=filled).answer("AAA-01")
    assert (found.status, found.level, found.points) == expected


@pytest.mark.parametrize(
    ("filled", "words"),
    [
        (
            FormAnswer(points=("a", "b"), level=3),
            "level 3 does not follow from the points; level",
        ),
        (FormAnswer(points=("a",), level=2), "level 2 does not follow from the points; level 0 or"),
        (FormAnswer(points=("z",)), "there is no point z"),
        (FormAnswer(status="unknown", points=("a",)), "beside 'unknown'; only one can be"),
        (FormAnswer(status="not_applicable"), "needs a reason"),
        (FormAnswer(level=2, reason="No coast."), "a reason goes only with"),
    ],
)
def test_what_cannot_be_names_its_question(
    small: Questionnaire, part: Answers, filled: FormAnswer, words: str
):
    with pytest.raises(AssessmentError, match=f"AAA-01: .*{words}"):
        returned(small, part, AAA_01=filled)


def test_a_question_that_was_not_asked_is_refused(small: Questionnaire, part: Answers):
    with pytest.raises(AssessmentError, match="answers AAA-03, which was not asked"):
        returned(small, part, AAA_03=FormAnswer(level=2))


def test_a_form_that_was_only_opened_is_the_part_as_it_was(small: Questionnaire, part: Answers):
    shown = {key: form_answer(part.answer(key)) for key in ("AAA-01", "AAA-02")}
    assert filled_in(small, part, shown, by="B", at=FILLED) == part
    ticked_nothing = FormAnswer(level=2, points=(), note="Ours.")
    assert returned(small, part, AAA_02=ticked_nothing) == part


def test_an_earlier_position_is_confirmed_by_one_tick(small: Questionnaire, part: Answers):
    confirmed = FormAnswer(level=2, note="Ours.", confirmed=True)
    found = returned(small, part, AAA_02=confirmed).answer("AAA-02")
    assert (found.to_confirm, found.by, found.at) == (False, "B. Example", FILLED)
    assert not found.is_untouched


def test_an_earlier_position_that_is_cleared_stands(small: Questionnaire, part: Answers):
    assert returned(small, part, AAA_02=FormAnswer()).answer("AAA-02").is_untouched


def test_an_action_without_anything_in_it_is_none(small: Questionnaire, part: Answers):
    assert returned(small, part, AAA_01=FormAnswer(action=Action())) == part


def test_a_day_is_taken_as_its_beginning():
    assert on_day(dt.date(2026, 11, 10)) == dt.datetime(2026, 11, 10, tzinfo=dt.UTC)


@given(said=st.dictionaries(st.sampled_from(("AAA-01", "AAA-02", "BBB-01")), entries()))
def test_a_part_through_a_form_equals_the_one_through_json(
    small: Questionnaire, part: Answers, said: dict[str, Any]
):
    through_json = fill(part, said).answers
    through_form = filled_in(
        small,
        part,
        {key: form_answer(through_json.answer(key)) for key in said},
        by="B. Example",
        at=FILLED,
    )
    said_in_both = [
        {key: answer.as_returned for key, answer in copy.answers.items() if not answer.is_untouched}
        for copy in (through_json, through_form)
    ]
    assert said_in_both[0] == said_in_both[1]
    written = parse_answers(dump(through_form), small, where="p", parts=True).answers
    assert written == through_form


def test_through_a_form_and_through_json_the_same_is_taken_back(small: Questionnaire):
    out = handed(small, asking(small, {}), "Interior", questions=("AAA-01",))
    part = out.parts[0]
    said = {"level": 2, "points": ["a", "b"], "evidence": [{"title": "Decree"}], "note": "N"}
    form = returned(
        small,
        part,
        AAA_01=FormAnswer(points=("a", "b"), evidence=(Evidence(title="Decree"),), note="N"),
    )
    both = [
        take_back(small, out.answers, [item], now=NOW).answers
        for item in (fill(part, {"AAA-01": said}), Returned("Interior", form))
    ]
    assert both[0] == both[1]
