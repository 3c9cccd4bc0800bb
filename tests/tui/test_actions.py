"""What is overdue, what comes next, what has no date, and what nobody plans to do."""

from __future__ import annotations

import datetime as dt

import pytest
from answered import NOW, answered, level, open_session, opened
from hands import press, type_text
from sitting import on_disk, sit
from synthetic import SMALL

from assessment.answers import Action, Answer, Review
from assessment.cli.main import run
from assessment.errors import AssessmentError
from assessment.store import write_answers
from assessment.tui.question_filter import QuestionFilter


def planned(number, due, text="Put it before cabinet", **beside):
    return level(number, action=Action(text=text, due=due, owner="Cabinet office"), **beside)


@pytest.fixture
def with_actions(small, path):
    answers = answered(small).replace(date=dt.date(2026, 10, 1))
    entries = {
        "AAA-01": planned(1, dt.date(2026, 10, 20)),
        "AAA-02": planned(1, dt.date(2026, 12, 1), "Train officials"),
        "AAA-03": planned(1, None, "Find the money"),
        "AAA-04": level(0),
        "BBB-01": level(1, action=Action(text="Done", due=dt.date(2026, 1, 1), status="done")),
    }
    for key, entry in entries.items():
        answers = answers.with_answer(key, entry)
    write_answers(path, answers)
    session = opened(path, small)
    yield session
    session.close()


def test_two_keys_find_what_is_overdue(with_actions):
    app = sit(with_actions, "s", "t")
    lines = [line for line in app.last.split("\n") if "AAA-0" in line]
    assert "OVERDUE" in lines[0]
    assert "20 Oct 2026" in lines[0]
    assert "Cabinet office" in lines[0]
    assert [line.split()[0] for line in lines[1:3]] == ["next", "no"]
    assert any("NO ACTION" in line and "AAA-04" in line for line in lines)
    assert "BBB-01" not in app.last


def test_enter_goes_to_the_question_of_an_action(with_actions):
    sit(with_actions, "s", "t", "down", "enter")
    assert with_actions.position == "AAA-02"


def test_the_review_lists_actions_too(with_actions):
    app = sit(with_actions, "v", "4")
    assert "Actions 3, 1 overdue" in app.words
    assert "OVERDUE" in app.words


def test_the_warnings_of_the_review_are_those_of_the_command(with_actions):
    assert "was due on 20 October 2026, before 1 November 2026" in sit(with_actions, "v", "3").words


def test_a_final_assessment_is_measured_on_its_date(with_actions, small, path):
    with_actions.close()
    final = with_actions.answers.replace(document_status="final", date=dt.date(2026, 10, 1))
    write_answers(path, final)
    with open_session(path, small) as session:
        assert "OVERDUE" not in sit(session, "s", "t").words


def test_check_says_what_a_draft_is_overdue_with_today(with_actions, capsys):
    with_actions.flush()
    assert run(["check", str(with_actions.path), "--questionnaire", str(SMALL)]) == 0
    assert "AAA-01: The next action was due on 20 October 2026" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("status", "entry"),
    [
        ("low confidence", level(1, confidence="low")),
        ("reviewer differs", level(3, review=Review(level=2))),
        ("no action", level(1)),
        ("to confirm", level(1, to_confirm=True)),
    ],
)
def test_what_needs_a_look_can_be_walked(session, status, entry):
    session.change("AAA-04", entry)
    wanted = QuestionFilter("status", status)
    assert wanted.takes(session.status_of("AAA-04"))
    other = level(4, review=Review(level=4), confidence="high")
    session.change("AAA-04", other)
    assert not wanted.takes(session.status_of("AAA-04"))


def test_questions_can_be_walked_by_who_usually_leads(session, small):
    usual = small.by_id["AAA-01"].ministry
    wanted = QuestionFilter("usual", usual, "Interior")
    session.change("AAA-01", Answer(ministry="Trade"))
    assert wanted.takes(session.status_of("AAA-01"))
    assert wanted.title == "usually Interior"
    assert NOW.date() <= session.today


# The plan of a final assessment lives on.


def test_the_course_of_an_action_can_be_changed_once_the_assessment_is_final(with_actions):
    with_actions.finalize()
    before = with_actions.answers

    async def change(pilot):
        await press(pilot, "a", "end")
        await type_text(pilot, " 2")
        await press(pilot, "tab", "ctrl+u", "home", "ctrl+k")
        await type_text(pilot, "June 2027")
        await press(pilot, "tab", "right", "tab")
        await type_text(pilot, "1200000")
        await press(pilot, "tab")
        await type_text(pilot, "200000")
        await press(pilot, "escape")

    sit(with_actions, then=change)
    assert with_actions.is_final
    action = on_disk(with_actions, "AAA-01").action
    assert (action.owner, action.due) == ("Cabinet office 2", dt.date(2027, 6, 30))
    assert (action.status, action.cost, action.funded) == ("under_way", 1_200_000, 200_000)
    answer = before.answer("AAA-01")
    assert with_actions.answers == before.with_answer("AAA-01", answer.replace(action=action))
    sit(with_actions, "z")
    assert with_actions.answers == before


def test_nothing_else_of_a_final_assessment_can_be_changed_there(with_actions):
    with_actions.finalize()
    app = sit(with_actions, "a")
    assert "The assessment is final: who, due, status and cost can be changed" in app.words
    assert "Put it before cabinet" in app.words
    assert "Assistance" not in app.words
    assert "Request" not in app.words
    other = Action(text="Another", owner="B", request="Money", assistance=("financial",))
    with_actions.change_plan("AAA-01", other)
    action = with_actions.answer("AAA-01").action
    assert (action.text, action.owner, action.request) == ("Put it before cabinet", "B", "")
    assert action.assistance == ()


def test_a_final_assessment_takes_no_new_action(with_actions):
    with_actions.finalize()
    with_actions.go_to("AAA-04")
    app = sit(with_actions, "a")
    assert "The assessment is final and has no action here." in app.heard
    assert with_actions.answer("AAA-04").action is None
    with pytest.raises(AssessmentError):
        with_actions.change_plan("AAA-04", Action(text="New"))


def test_the_keys_of_a_final_assessment_name_the_action(with_actions):
    assert "a action" not in sit(with_actions, size=(100, 30)).words
    with_actions.finalize()
    assert "a action" in sit(with_actions, size=(100, 30)).words
