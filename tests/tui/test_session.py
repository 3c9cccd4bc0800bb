"""A session: what is answered is kept, saved, taken back and brought back; nothing is lost."""

from __future__ import annotations

import time

import pytest
from answered import NOW, give_level, level, open_session
from hypothesis import given
from hypothesis import strategies as st

from assessment.answers import Answer, Profile
from assessment.errors import AssessmentError
from assessment.store import read_answers
from assessment.tui.memory import Memory

KEYS = [f"AAA-0{n}" for n in range(1, 5)] + [f"BBB-0{n}" for n in range(1, 5)]

levels = st.integers(0, 4).map(lambda number: Answer(status="answered", level=number))
states = st.sampled_from(["unknown", "withheld"]).map(lambda status: Answer(status=status))
notes = st.text(max_size=20).map(lambda text: Answer(note=text))
changes = st.tuples(st.sampled_from(KEYS), st.one_of(levels, states, notes))
steps = st.lists(st.one_of(changes, st.sampled_from(["undo", "redo", "flush"])), max_size=40)


# Laws.


@given(steps)
def test_undo_of_everything_gives_the_first_state_and_redo_the_last(small, path, steps):
    with open_session(path, small) as session:
        first = session.answers
        for step in steps:
            _take(session, step)
        while session.redo():
            pass
        last = session.answers
        while session.undo():
            pass
        named = first.model_copy(update={"id": session.answers.id})
        assert session.answers == named, "the first change named the assessment for good"
        while session.redo():
            pass
        assert session.answers == last


@given(steps)
def test_the_file_holds_what_the_session_holds(small, path, steps):
    with open_session(path, small) as session:
        for step in steps:
            _take(session, step)
        assert session.flush()
        assert read_answers(path, small).answers == session.answers


@given(steps)
def test_the_figures_are_those_of_the_answers(small, path, steps):
    from assessment.assess import scorecard

    with open_session(path, small) as session:
        for step in steps:
            _take(session, step)
            assert session.scorecard == scorecard(small, session.answers)


def _take(session, step):
    if step == "undo":
        session.undo()
    elif step == "redo":
        session.redo()
    elif step == "flush":
        session.flush()
    else:
        key, answer = step
        session.change(key, answer)


# Changes.


def test_a_change_after_an_undo_ends_what_could_be_redone(session):
    give_level(session, "AAA-01", 3)
    session.undo()
    give_level(session, "AAA-01", 4)
    assert not session.can_redo


def test_what_changes_nothing_is_no_step(session):
    session.change("AAA-01", session.answer("AAA-01"))
    session.change_profile(session.answers.profile)
    session.change_head(state=session.answers.state)
    assert not session.can_undo


def test_one_typing_is_one_step_and_the_next_one_another(session):
    for text in ("a", "ab", "abc"):
        session.change("AAA-03", Answer(note=text), text="first")
    session.change("AAA-03", Answer(note="abcd"), text="second")
    session.undo()
    assert session.answer("AAA-03").note == "abc"
    session.undo()
    assert session.answer("AAA-03") == level(1)


def test_only_a_new_level_or_state_is_dated(session):
    session.change("AAA-01", session.answer("AAA-01").replace(note="More."))
    assert session.answer("AAA-01").at is None
    give_level(session, "AAA-01", 4)
    assert session.answer("AAA-01").at == NOW


def test_a_final_document_refuses_every_change_but_undo_and_reopening(session):
    session.finalize()
    for change in (
        lambda: give_level(session, "AAA-01", 3),
        lambda: session.change_head(state="Other"),
        lambda: session.change_profile(Profile(ministries=("Interior", "Trade", "Health"))),
    ):
        with pytest.raises(AssessmentError, match="final"):
            change()
    session.reopen()
    assert not session.is_final
    session.undo()
    session.undo()
    assert not session.is_final


def test_to_make_it_final_dates_it(session):
    session.finalize()
    assert session.answers.date == NOW.date()


# Where one stopped.


def test_the_next_session_stands_where_this_one_stopped(path, small, tmp_path):
    memory = Memory(tmp_path / "memory.json")
    with open_session(path, small, memory=memory) as session:
        session.go_to("BBB-02")
    with open_session(path, small, memory=memory) as session:
        assert session.position == "BBB-02"


def test_where_one_stands_is_remembered_while_nothing_is_answered(path, small, tmp_path):
    memory = Memory(tmp_path / "memory.json")
    with open_session(path, small, memory=memory) as session:
        session.go_to("BBB-02")
        for _ in range(1000):
            if memory.position(session.path) == "BBB-02":
                return
            time.sleep(0.01)
    raise AssertionError(f"the place is not remembered, but {memory.recent()}")


def test_without_a_memory_it_stands_on_the_question_answered_last(path, small):
    with open_session(path, small) as session:
        give_level(session, "BBB-01", 3)
    with open_session(path, small) as session:
        assert session.position == "BBB-01"


def test_a_place_that_is_not_asked_is_no_place(path, small, tmp_path):
    memory = Memory(tmp_path / "memory.json")
    memory.remember(path, "ZZZ-99")
    with open_session(path, small, memory=memory) as session:
        assert session.position == "AAA-01"
