"""The board of ministries: a coordinator sees who is asked what, and gives questions away."""

from __future__ import annotations

from answered import answered, opened
from hands import press, type_text
from sitting import sit, typing

from assessment.answers import Answer
from assessment.store import write_answers


def test_the_board_says_for_each_ministry_how_far_it_is(session):
    app = sit(session, "k")
    assert "Ministries · Examplia · 2026 · draft" in app.last
    row = next(line for line in app.last.split("\n") if line.startswith("Interior"))
    assert row.split()[1] == "5"
    assert "(no ministry named)" in app.last
    assert "no part handed out" in app.words


def test_one_key_gives_every_question_its_usual_ministry_and_one_takes_it_back(session):
    before = session.answers
    app = sit(session, "k", "U")
    assert all(item.answer.ministry for item in session.statuses.values() if item.applies)
    assert "to the usual ministries" in app.words
    assert "5 questions have one and keep it." in app.words
    sit(session, "k", "z")
    assert session.answers.answers == before.answers
    assert session.answers.profile == before.profile


def test_undo_on_the_question_says_how_much_it_takes_back(session):
    app = sit(session, "k", "U", "escape", "z")
    assert "Taken back: 3 questions to the usual ministries." in app.words


def test_an_area_goes_to_one_ministry(session):
    async def then(pilot):
        await press(pilot, "k", "a", "down", "enter")
        await type_text(pilot, "trade")
        await press(pilot, "enter")

    app = sit(session, then=then)
    assert session.answer("BBB-01").ministry == "Trade"
    assert session.answer("BBB-04").ministry == "Trade"
    assert "BBB to Trade" in app.words


def test_enter_walks_the_questions_of_a_ministry_the_first_open_one_first(session):
    session.change("AAA-03", Answer(ministry="Trade"))
    session.change("AAA-01", session.answer("AAA-01").replace(ministry="Trade"))
    app = sit(session, "k", "down", "enter")
    assert session.position == "AAA-03"
    assert "Walking ministry Trade: 2 of 2" in app.words


def test_what_names_no_ministry_can_be_walked_too(session):
    app = sit(session, "k", "end", "enter")
    assert "Walking no ministry named" in app.words


def test_a_final_assessment_keeps_its_ministries(small, path):
    write_answers(path, answered(small).replace(document_status="final"))
    session = opened(path, small)
    app = sit(session, "k", "U")
    assert "The assessment is final" in app.words
    assert session.answer("BBB-04").ministry is None
    session.close()


def test_the_board_is_one_key_from_the_results_too(session):
    assert "Ministries · Examplia" in sit(session, "s", "k").last


def test_a_small_window_still_shows_rows(session):
    app = sit(session, "k", size=(40, 10))
    assert "Interior" in app.last


def test_help_says_what_the_keys_do(session):
    assert "Help: the ministries" in sit(session, "k", "question_mark").last


def test_escape_leads_back_to_the_question(session):
    app = sit(session, then=typing("<k>", "<escape>"))
    assert "AAA-01" in app.last
