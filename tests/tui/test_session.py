"""A session: what is answered is kept, saved, taken back and brought back; nothing is lost."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pytest
from answered import NOW, answered, level
from hypothesis import given
from hypothesis import strategies as st
from test_answer_files import ordinary_user

from assessment.answers import Answer, Profile
from assessment.errors import AnswerFileError, AssessmentError, LockedError, SaveError
from assessment.store import lock_path, new_answers, read_answers, write_answers
from assessment.tui.memory import Memory
from assessment.tui.session import Session

KEYS = [f"AAA-0{n}" for n in range(1, 5)] + [f"BBB-0{n}" for n in range(1, 5)]

levels = st.integers(0, 4).map(lambda number: Answer(status="answered", level=number))
states = st.sampled_from(["unknown", "withheld"]).map(lambda status: Answer(status=status))
notes = st.text(max_size=20).map(lambda text: Answer(note=text))
changes = st.tuples(st.sampled_from(KEYS), st.one_of(levels, states, notes))
steps = st.lists(st.one_of(changes, st.sampled_from(["undo", "redo", "flush"])), max_size=40)


def opened(path, small, **options):
    return Session.open(path, small, now=lambda: NOW, **options)


@pytest.fixture
def path(small, tmp_path):
    path = tmp_path / "a.json"
    write_answers(path, answered(small))
    return path


@contextlib.contextmanager
def open_session(path, small, **options):
    session = opened(path, small, **options)
    try:
        yield session
    finally:
        session.close()


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
        assert session.answers == first
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
    session.give_level("AAA-01", 3)
    session.undo()
    session.give_level("AAA-01", 4)
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
    session.give_level("AAA-01", 4)
    assert session.answer("AAA-01").at == NOW


def test_a_final_document_refuses_every_change_but_undo_and_reopening(session):
    session.finalise()
    for change in (
        lambda: session.give_level("AAA-01", 3),
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
    session.finalise()
    assert session.answers.date == NOW.date()


# Files.


def test_a_second_session_on_the_same_file_is_refused(path, small):
    with (
        open_session(path, small),
        pytest.raises(LockedError, match="Another session has this file open"),
    ):
        opened(path, small)


def test_a_session_that_ended_leaves_no_lock(path, small):
    with open_session(path, small):
        assert lock_path(path).exists()
    assert not lock_path(path).exists()
    opened(path, small).close()


def test_the_file_as_it_was_found_stays_beside_it(path, small):
    found = path.read_bytes()
    with open_session(path, small) as session:
        session.give_level("AAA-01", 4)
    assert path.with_name("a.json.bak").read_bytes() == found


def test_a_file_that_cannot_be_read_is_left_as_it_is_and_not_held(path, small):
    path.write_text('{"format": 1')
    with pytest.raises(AnswerFileError):
        opened(path, small)
    assert path.read_text() == '{"format": 1'
    assert not lock_path(path).exists()


def test_a_new_file_is_on_disk_before_the_first_answer(tmp_path, small):
    session = Session.create(tmp_path / "new.json", small, state="Examplia", now=lambda: NOW)
    assert session.flush()
    assert read_answers(tmp_path / "new.json", small).answers.state == "Examplia"
    session.close()


def test_a_new_file_never_replaces_one(path, small):
    before = path.read_bytes()
    with pytest.raises(SaveError, match="already"):
        Session.create(path, small, state="Examplia")
    assert path.read_bytes() == before
    assert not lock_path(path).exists()


def test_one_goes_on_in_a_file_of_another_name(session, small, tmp_path):
    before = session.path.read_bytes()
    session.save_elsewhere(tmp_path / "b.json")
    session.give_level("AAA-01", 4)
    session.flush()
    assert read_answers(tmp_path / "b.json", small).answers == session.answers
    assert (tmp_path / "a.json").read_bytes() == before
    opened(tmp_path / "a.json", small).close()


def test_another_name_that_is_taken_is_refused_and_the_session_goes_on(session, tmp_path):
    (tmp_path / "b.json").write_text("mine")
    with pytest.raises(SaveError, match="already"):
        session.save_elsewhere(tmp_path / "b.json")
    assert (tmp_path / "b.json").read_text() == "mine"
    session.give_level("AAA-01", 4)
    assert session.flush()


# Where one stopped.


def test_the_next_session_stands_where_this_one_stopped(path, small, tmp_path):
    memory = Memory(tmp_path / "memory.json")
    with open_session(path, small, memory=memory) as session:
        session.go_to("BBB-02")
    with open_session(path, small, memory=memory) as session:
        assert session.position == "BBB-02"


def test_without_a_memory_it_stands_on_the_question_answered_last(path, small):
    with open_session(path, small) as session:
        session.give_level("BBB-01", 3)
    with open_session(path, small) as session:
        assert session.position == "BBB-01"


def test_a_place_that_is_not_asked_is_no_place(path, small, tmp_path):
    memory = Memory(tmp_path / "memory.json")
    memory.remember(path, "ZZZ-99")
    with open_session(path, small, memory=memory) as session:
        assert session.position == "AAA-01"


# When nobody can be asked any more.


def test_a_session_left_at_once_is_saved(session, small):
    session.give_level("AAA-01", 4)
    assert session.leave_at_once() == session.path
    assert read_answers(session.path, small).answers == session.answers


def test_what_cannot_be_saved_goes_beside_the_file(session, small):
    theirs = new_answers(small, "Other", NOW.date())
    write_answers(session.path, theirs)
    session.give_level("AAA-01", 4)
    kept = session.leave_at_once()
    assert kept == session.path.with_name("a.json.unsaved")
    assert read_answers(kept, small).answers == session.answers
    assert read_answers(session.path, small).answers == theirs
    with open_session(session.path, small) as again:
        assert again.unsaved == kept


def test_where_the_folder_is_gone_it_goes_into_the_home_folder(
    session, small, tmp_path, monkeypatch
):
    import shutil

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home"))
    folder = tmp_path / "gone"
    folder.mkdir()
    session.save_elsewhere(folder / "b.json")
    shutil.rmtree(folder)
    session.give_level("AAA-01", 4)
    kept = session.leave_at_once()
    assert kept == tmp_path / "home" / "cied" / "b.json.unsaved"
    assert read_answers(kept, small).answers == session.answers


def test_what_is_kept_beside_the_file_is_never_written_over(session, small):
    for state in ("First", "Second"):
        write_answers(session.path, new_answers(small, state, NOW.date()))
        session.give_level("AAA-01", 4)
        session.flush()
        session.keep_mine()
        assert session.flush()
        session.undo()
        session.flush()
    kept = [session.path.with_name(f"a.json.{end}") for end in ("theirs", "theirs-2")]
    assert [read_answers(one, small).answers.state for one in kept] == ["First", "Second"]


def test_a_folder_that_one_may_not_write_is_told_before_anything_is_asked(small):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_answers(folder / "a.json", answered(small))
        (folder / "a.json").chmod(0o644)
        folder.chmod(0o555)
        with ordinary_user(), pytest.raises(SaveError, match="cannot be written") as told:
            opened(folder / "a.json", small)
        assert "Copy the file" in str(told.value)


def test_a_folder_that_becomes_read_only_is_told_and_what_is_answered_stays(small):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        with ordinary_user():
            write_answers(folder / "a.json", answered(small))
            session = opened(folder / "a.json", small)
        folder.chmod(0o555)
        with ordinary_user():
            session.give_level("AAA-01", 4)
            assert not session.flush()
            assert session.save_state.status == "failed"
            assert session.answer("AAA-01").level == 4
        folder.chmod(0o777)
        with ordinary_user():
            assert session.flush()
            session.close()
        assert read_answers(folder / "a.json", small).answers.answer("AAA-01").level == 4
