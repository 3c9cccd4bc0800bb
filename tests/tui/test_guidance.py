"""What helps a person who sees it for the first time: hints, what was reached, help everywhere."""

from __future__ import annotations

import pytest
from answered import NOW, level, session_of
from hands import press, type_text, words_of
from showing import show
from sitting import Sitting, sit, stay
from textual.geometry import Size

from assessment.answers import Action
from assessment.applicability import statuses
from assessment.assess import assess
from assessment.example import example_answers
from assessment.store import new_answers, read_questionnaire
from assessment.tui.commands import KEY_COMMANDS
from assessment.tui.dialogs.next_action import NextAction
from assessment.tui.dialogs.supporting import Supporting
from assessment.tui.drafts import NEW, Draft, Drafts
from assessment.tui.question.question_lines import QuestionLines
from assessment.tui.question.screen import QuestionScreen
from assessment.tui.question.view import ALL_DONE, reached
from assessment.tui.screens.profile import ProfileScreen
from assessment.tui.screens.results import ResultsScreen
from assessment.tui.screens.review import ReviewScreen
from assessment.tui.widgets.frame import WELCOME

FIRST = WELCOME[0]


@pytest.fixture
def untouched(small, tmp_path):
    session = session_of(new_answers(small, "Examplia", NOW.date()), small, tmp_path)
    yield session
    session.close()


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
def test_two_lines_say_how_to_answer_until_the_first_answer(untouched, size):
    shown = sit(untouched, size=size).words
    for line in WELCOME:
        assert line in shown
    assert FIRST not in sit(untouched, "2", size=size).words


def test_a_final_document_gives_no_advice_on_answering(untouched):
    untouched.finalize()
    assert FIRST not in sit(untouched).words


def test_the_last_answer_of_an_area_says_its_score(session):
    app = sit(session, "end", "x", "[", "enter", "enter", "enter", "4")
    assert "BBB is done. Score" in app.words
    assert "could be" in app.words


def test_an_area_that_has_open_questions_says_nothing(untouched):
    assert "AAA is done" not in sit(untouched, "2", "3").words


def test_the_last_answer_of_all_says_what_comes_next(session):
    app = sit(session, "g", "2", "g", "2")
    assert ALL_DONE in app.words


def test_an_area_without_any_level_is_done_without_a_score(session):
    for question in session.questionnaire.area_by_id["AAA"].questions:
        session.change(question.id, level(1).replace(status="unknown", level=None))
    assert reached(session, "AAA-01") == (
        "AAA is done. It has no score, since no question of it has a level."
    )


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        (["?"], "Help: answering a question"),
        (["s", "?"], "Help: the results"),
        (["v", "?"], "Help: the review"),
        (["p", "f1"], "Help: the profile"),
    ],
)
def test_every_screen_explains_itself(session, keys, title):
    assert title in sit(session, *keys).words


def test_the_start_explains_itself(small):
    assert "Help: the start" in stay(Sitting(small), "?").words


@pytest.mark.parametrize("keys", [(), ("s",), ("v",), ("p",), ("s", "r", "4")])
def test_no_key_of_a_footer_is_cut_at_80_columns(session, keys):
    footer = sit(session, *keys, size=(80, 24)).last.rstrip().split("\n")[-1]
    assert footer.rstrip().lower().endswith(" help")


def test_the_footer_of_a_small_window_leads_to_scores_and_review(session):
    footer = sit(session, "f", size=(80, 24)).last.rstrip().split("\n")[-1]
    for words in ("0-4 level", "Enter next", "z undo", "s scores", "v review", "? help"):
        assert words in footer


def test_the_report_is_one_key_from_a_question(session):
    assert "Print: a report" in sit(session, "P").words


def test_a_box_shows_a_cross_only_where_it_is_ticked():
    async def tick(pilot):
        before = words_of(pilot.app)
        await press(pilot, *["tab"] * 6, "space")
        assert before.count("▐X▌") == 1
        assert words_of(pilot.app).count("▐X▌") == 2

    show(NextAction("AAA-01", Action(assistance=("material",)), save=lambda _: None), then=tick)


def test_a_list_shows_a_cross_only_where_it_is_ticked():
    async def tick(pilot):
        assert words_of(pilot.app).count("▐X▌") == 1
        await press(pilot, "down", "space")
        assert words_of(pilot.app).count("▐X▌") == 2

    given = (["Trade"], ["Interior"], ["Health"])
    show(Supporting(*given, save=lambda _: None, draft=Draft(Drafts(None, NEW), "")), then=tick)


def test_a_due_date_is_read_back_in_words():
    async def date(pilot):
        await press(pilot, "tab", "tab")
        await type_text(pilot, "3.4.2027")
        assert "understood as 3 April 2027" in words_of(pilot.app)

    show(NextAction("AAA-01", Action(), save=lambda _: None), then=date)


def test_the_example_fits_100_columns_and_30_lines_with_all_that_can_stand_beside_it():
    questionnaire = read_questionnaire("unga-75-59")
    example = assess(questionnaire, example_answers(questionnaire))
    page = Size(73, 27)
    for item in statuses(questionnaire, example.answers).values():
        shown = QuestionLines(questionnaire, item, item.answer).sheet(page)
        assert shown.height <= page.height, item.question.id


def test_an_error_of_the_program_prints_no_answer(session):
    class Failing(Sitting):
        def action_fail(self):
            raise ValueError("a secret")

    async def fail(pilot):
        await pilot.app.run_action("app.fail")

    app = Failing(session.questionnaire, session)
    with pytest.raises(ValueError, match="secret"):
        stay(app, then=fail)
    app._exception = ValueError("a secret")
    app._fatal_error()
    told = str(app._exit_renderables[-1])
    assert "Please report this" in told
    assert "secret" not in told


def test_a_key_of_the_question_has_one_meaning():
    """Commands that share a key are two names of one thing, in a part and in the State's file."""
    meanings: dict[str, set[str]] = {}
    for command in KEY_COMMANDS:
        for key in command.keys.split(","):
            meanings.setdefault(key, set()).add(command.action)
    assert {key: found for key, found in meanings.items() if len(found) > 1} == {}


@pytest.mark.parametrize("screen", [ResultsScreen, ReviewScreen, ProfileScreen, QuestionScreen])
def test_p_and_capital_p_mean_the_same_on_every_screen(screen):
    """`p` was the profile on one screen and the report on another."""
    for binding in screen.BINDINGS:
        found = binding if isinstance(binding, tuple) else (binding.key, binding.action)
        if found[0] == "p":
            assert "profile" in found[1]
        if found[0] == "P":
            assert "report" in found[1]
