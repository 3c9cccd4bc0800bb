"""What is shown in which room: nothing that matters lies hidden, and no room is wasted."""

from __future__ import annotations

import datetime as dt

import pytest
from answered import NOW, session_of
from hands import click, press, type_text, words_of
from sitting import sit
from textual.geometry import Size

from assessment.answers import Action, Answer, Evidence
from assessment.applicability import standing
from assessment.example import example_answers
from assessment.store import new_answers, read_questionnaire
from assessment.tui.widgets.areas import AreaLines
from assessment.tui.widgets.ladder import QuestionLines
from assessment.tui.widgets.lines import fit

PLAIN = Answer(status="answered", level=2)
FULL = Answer(
    status="answered",
    level=2,
    confidence="medium",
    ministry="Office of the head of government",
    supporting=("Finance", "Interior"),
    evidence=(Evidence(title="Decree no. 7", date=dt.date(2026, 3, 1)),),
    action=Action(text="Put the draft before cabinet", due=dt.date(2027, 6, 30)),
    note="The ministry has been asked, and will reply before the end of the year.",
    flag=True,
)


@pytest.fixture(scope="module")
def real():
    return read_questionnaire("unga-75-59")


@pytest.fixture
def example(real, tmp_path):
    session = session_of(example_answers(real), real, tmp_path)
    yield session
    session.close()


def lines(questionnaire, question_id, answer, size):
    answers = new_answers(questionnaire, "Examplia", NOW.date()).with_answer(question_id, answer)
    found = standing(questionnaire.by_id[question_id], answers)
    shown = QuestionLines(questionnaire, found).lines(size)
    return ["".join(piece.text for piece in one) for one in shown]


# The question and what is recorded beside it.


def test_a_plain_answer_to_every_question_fits_80_columns_and_24_lines(real):
    page = Size(80, 22)
    for key in real.by_id:
        assert len(lines(real, key, PLAIN, page)) <= page.height, key


def test_where_all_is_recorded_at_most_two_lines_lie_below_the_fold(real):
    page = Size(80, 22)
    beyond = [len(lines(real, key, FULL, page)) - page.height for key in real.by_id]
    assert max(beyond) <= 2
    assert sum(one > 0 for one in beyond) < len(beyond) / 4


def test_the_smallest_window_still_says_that_there_is_a_note(real):
    shown = " ".join(lines(real, "LAW-03", FULL, Size(80, 20)))
    for words in ("o Note yes", "a Next action yes", "e Evidence 1", "! to discuss"):
        assert words in shown


def test_where_an_action_is_cut_its_date_stays(small):
    planned = Action(text="word " * 40, due=dt.date(2027, 6, 30))
    shown = lines(small, "AAA-01", PLAIN.replace(action=planned), Size(80, 14))
    assert any(one.endswith("word…, due 2027-06-30") for one in shown)


def test_a_large_window_shows_note_action_and_evidence_in_full(small):
    shown = " ".join(" ".join(lines(small, "AAA-01", FULL, Size(60, 40))).split())
    for words in (FULL.note, "Decree no. 7 (2026-03-01)", "cabinet, due 2027-06-30"):
        assert words in shown


def test_a_long_note_leaves_room_for_the_question(small):
    long = FULL.replace(note="word " * 1000)
    shown = lines(small, "AAA-01", long, Size(60, 40))
    assert len(shown) <= 40
    assert shown[-1].endswith("word…")


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("the whole text", 14, "the whole text"),
        ("the whole text", 13, "the whole…"),
        ("the whole, text", 12, "the whole…"),
        ("an unbreakableword", 12, "an unbreaka…"),
        ("評価評価評価", 6, "評価…"),
        ("text", 1, ""),
    ],
)
def test_a_text_that_is_too_long_is_cut_between_words(text, width, shown):
    assert fit(text, width) == shown


# The side panel.


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
def test_the_side_panel_is_read_to_its_end_by_keys(example, size):
    seen = []

    async def read(pilot):
        seen.append("https://www.un.org/disarmament" in words_of(pilot.app))
        await press(pilot, *["pagedown"] * 4)
        seen.append("https://www.un.org/disarmament" in words_of(pilot.app))

    example.go_to("RES-04")
    app = sit(example, "i", then=read, size=size)
    assert seen == [False, True]
    assert "↓ ↑ more" in app.words


def test_where_all_is_seen_no_key_for_more_is_shown(session):
    assert "↓ ↑ more" not in sit(session).words


def test_in_the_place_of_the_question_the_panel_says_which_one_it_is(session):
    app = sit(session, "i", size=(80, 24))
    for words in ("AAA-01 ", "! to discuss", session.question.text, "Recorded: Level 1, Ad hoc."):
        assert words in app.words
    assert "i question" in app.words


def test_what_is_recorded_is_seen_in_the_panel_at_once(session):
    app = sit(session, "i", "f", size=(80, 24))
    assert "to discuss" not in app.words
    app = sit(session, "i", "3", "left", size=(80, 24))
    assert "Recorded: Level 3, Implemented." in app.words


def test_escape_leads_from_the_panel_back_to_the_question(session):
    app = sit(session, "i", "escape", size=(80, 24))
    assert "What AAA-01 finds at level 0" in app.words


# The edges: where one is.


def test_the_side_panel_does_not_hide_how_far_one_is(session):
    app = sit(session, "i", size=(100, 30))
    assert "overall 5/8" in app.last.split("\n")[0]


@pytest.mark.parametrize("width", [60, 80, 100, 120, 160])
def test_the_header_says_only_whole_parts(example, width):
    header = sit(example, size=(width, 30)).last.split("\n")[0]
    assert "…" not in header
    assert "draft" in header or width < 80


def test_a_large_area_shows_the_questions_about_the_present_one(example):
    example.go_to("RSP-06")
    shown = ["".join(p.text for p in one) for one in AreaLines(example).lines(Size(27, 25))]
    numbers = [one.split()[0] for one in shown if one.startswith("  ")]
    assert "06" in numbers
    assert 5 <= sum(number.isdigit() for number in numbers) < 11


def test_a_wide_window_names_the_areas(session):
    assert session.questionnaire.areas[1].title in sit(session, size=(160, 50)).words


# Walks.


async def walk_unknown(pilot):
    await press(pilot, "l", "down", "down", "enter")


def test_a_walk_says_where_on_it_one_is(example):
    app = sit(example, then=walk_unknown)
    assert "Walking unknown: 1 of 5" in app.words

    async def further(pilot):
        await walk_unknown(pilot)
        await press(pilot, "enter", "enter")

    assert "Walking unknown: 3 of 5" in sit(example, "home", then=further).words


def test_a_long_name_does_not_hide_where_on_the_walk_one_is(session):
    name = "Ministry of " + "very " * 30 + "long names"
    session.change("AAA-01", session.answer("AAA-01").replace(ministry=name))

    async def walk_it(pilot):
        await press(pilot, "l")
        await type_text(pilot, "very")
        await press(pilot, "enter")

    assert "1 of 1 (l ends it)" in sit(session, then=walk_it, size=(80, 24)).words


def test_the_next_open_question_is_one_of_the_walk(session):
    session.change(
        "CCC-01", session.answer("CCC-01").replace(status="unanswered", ministry="Trade")
    )

    async def walk_trade(pilot):
        await press(pilot, "l")
        await click(pilot, "ministry Trade")
        await press(pilot, "g")

    sit(session, then=walk_trade)
    assert session.position == "CCC-01"
