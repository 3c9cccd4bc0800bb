"""The review: what is open, flagged or doubtful, each one key from its question; and the end."""

from __future__ import annotations

import pytest
from answered import HOSTILE, answered, level
from showing import OPEN, show, text_of
from sitting import sit

from assessment.assess import assess
from assessment.tui.choices import GoTo, SetStatus
from assessment.tui.screens.review import ReviewScreen


@pytest.fixture
def assessment(small):
    return assess(small, answered(small))


def seen(screen, *keys, size=(100, 30)):
    texts = []

    async def look(pilot):
        texts.append(text_of(pilot.app))

    show(screen, *keys, then=look, size=size)
    return texts[0]


def test_it_lists_every_open_question_with_whom_to_ask(assessment):
    text = seen(ReviewScreen(assessment))
    for key in ("BBB-02", "BBB-03", "BBB-04"):
        assert key in text
    assert "withheld" in text
    assert "Interior" in text


def test_enter_goes_to_the_question(assessment):
    assert show(ReviewScreen(assessment), "down", "enter").closed_with == GoTo("BBB-03")


def test_a_flagged_question_is_one_key_away(assessment):
    assert show(ReviewScreen(assessment), "2", "enter").closed_with == GoTo("AAA-01")


def test_a_warning_of_an_area_leads_to_its_first_question(assessment):
    app = show(ReviewScreen(assessment), "3", "enter")
    assert assessment.warnings[0].subject == "CCC"
    assert app.closed_with == GoTo("CCC-01")


def test_a_warning_about_an_area_leads_to_its_first_question(small):
    item = answered(small)
    item = item.with_answer("CCC-01", item.answer("CCC-02")).with_answer("CCC-02", level(2))
    found = assess(small, item)
    places = [place for place, warning in enumerate(found.warnings) if warning.subject == "CCC"]
    app = show(ReviewScreen(found), "3", *["down"] * places[0], "enter")
    assert app.closed_with == GoTo("CCC-01")


def test_finalizing_says_what_is_still_open_and_asks(assessment):
    text = seen(ReviewScreen(assessment), "F")
    assert "Still open: 3 questions (1 unanswered, 1 unknown, 1 withheld)." in text
    assert "provisional" in text


def test_enter_alone_never_finalizes(assessment):
    assert show(ReviewScreen(assessment), "F", "enter").closed_with == OPEN


def test_yes_makes_it_final(assessment):
    assert show(ReviewScreen(assessment), "F", "y").closed_with == SetStatus("final")


def test_a_final_document_can_be_reopened_and_not_finalized_again(small):
    final = assess(small, answered(small).replace(document_status="final"))
    assert show(ReviewScreen(final), "D").closed_with == SetStatus("draft")
    assert show(ReviewScreen(final), "F", "y").closed_with == OPEN


def test_a_note_is_shown_as_it_was_typed(small):
    hostile = answered(small).with_answer("AAA-01", level(1, flag=True, note=HOSTILE))
    assert HOSTILE in seen(ReviewScreen(assess(small, hostile)), "2")


def test_nothing_open_is_told_in_words(small):
    done = answered(small)
    for key in ("BBB-02", "BBB-03", "BBB-04"):
        done = done.with_answer(key, level(2))
    assert "Nothing is open" in seen(ReviewScreen(assess(small, done)), "1")


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (80, 24)])
def test_a_small_window_does_no_harm(assessment, size):
    assert show(ReviewScreen(assessment), "2", "3", "escape", size=size).closed_with is None


def test_who_comes_back_from_a_question_stands_where_one_left(session):
    app = sit(session, "v", "1", "down", "down", "enter")
    assert session.position == "BBB-04"
    app = sit(session, "v", "2", "v", "1", "down", "enter", "v")
    assert session.question.text[:40] in app.words
    assert "usually" not in app.words


def test_rows_are_seen_even_in_a_small_window(assessment):
    assert "BBB-02" in seen(ReviewScreen(assessment), "1", size=(40, 10))


@pytest.mark.parametrize(("key", "words"), [("s", "Roadmap"), ("k", "Ministries"), ("P", "Print")])
def test_results_ministries_and_report_are_one_key_away(session, key: str, words: str):
    assert words in sit(session, "v", key).last


def test_after_the_report_one_is_on_the_review_again(session):
    assert "Flagged" in sit(session, "v", "P", "escape").last
