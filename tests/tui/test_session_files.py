"""The file of a session: held by one, never lost or written over; what stands in its way."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from pathlib import Path

import pytest
from answered import NOW, answered, give_level, open_session, opened
from test_answer_files import ordinary_user

from assessment.errors import AnswerFileError, LockedError, SaveError
from assessment.store import lock_path, new_answers, read_answers, write_answers
from assessment.tui.memory import Memory
from assessment.tui.session import Session

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
        give_level(session, "AAA-01", 4)
    assert path.with_name("a.json.bak").read_bytes() == found


def test_a_session_that_changes_nothing_leaves_the_copy_as_it_is(path, small):
    found = path.read_bytes()
    with open_session(path, small) as session:
        give_level(session, "AAA-01", 4)
    with open_session(path, small) as session:
        session.go_to("BBB-01")
    assert path.with_name("a.json.bak").read_bytes() == found


def test_a_session_that_changes_nothing_leaves_nothing_at_all(path, small):
    with open_session(path, small):
        pass
    assert [item.name for item in path.parent.iterdir()] == ["a.json"]


def test_what_the_other_program_wrote_does_not_take_the_place_of_the_copy(path, small):
    found = path.read_bytes()
    with open_session(path, small) as session:
        write_answers(path, new_answers(small, "Theirs", NOW.date()))
        session.load_theirs()
        give_level(session, "AAA-01", 4)
    assert path.with_name("a.json.bak").read_bytes() == found


def test_no_folder_is_made_for_a_file_that_is_begun(tmp_path, small):
    with pytest.raises(SaveError, match="There is no such folder") as told:
        Session.create(tmp_path / "new" / "a.json", small, state="Examplia")
    assert "Make the folder first" in str(told.value)
    assert list(tmp_path.iterdir()) == []


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


def test_a_new_file_begins_at_the_first_question_whatever_had_its_name(tmp_path, small):
    memory = Memory(tmp_path / "memory")
    memory.remember(tmp_path / "new.json", "BBB-02")
    session = Session.create(tmp_path / "new.json", small, state="Examplia", memory=memory)
    assert session.position == "AAA-01"
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
    give_level(session, "AAA-01", 4)
    session.flush()
    assert read_answers(tmp_path / "b.json", small).answers == session.answers
    assert (tmp_path / "a.json").read_bytes() == before
    opened(tmp_path / "a.json", small).close()


def test_another_name_that_is_taken_is_refused_and_the_session_goes_on(session, tmp_path):
    (tmp_path / "b.json").write_text("mine")
    with pytest.raises(SaveError, match="already"):
        session.save_elsewhere(tmp_path / "b.json")
    assert (tmp_path / "b.json").read_text() == "mine"
    give_level(session, "AAA-01", 4)
    assert session.flush()


# When nobody can be asked any more.


def test_a_session_left_at_once_is_saved(session, small):
    give_level(session, "AAA-01", 4)
    assert session.leave_at_once() == session.path
    assert read_answers(session.path, small).answers == session.answers


def test_what_cannot_be_saved_goes_beside_the_file(session, small):
    theirs = new_answers(small, "Other", NOW.date())
    write_answers(session.path, theirs)
    give_level(session, "AAA-01", 4)
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
    give_level(session, "AAA-01", 4)
    kept = session.leave_at_once()
    assert kept.parent == tmp_path / "home" / "cied"
    assert re.fullmatch(r"b\.json\.[0-9a-f]{8}\.unsaved", kept.name)
    assert read_answers(kept, small).answers == session.answers
    # The next session of that very file says so, and no session of another one of its name.
    folder.mkdir()
    (tmp_path / "other").mkdir()
    for place, told in ((folder, kept), (tmp_path / "other", None)):
        write_answers(place / "b.json", answered(small))
        with open_session(place / "b.json", small) as again:
            assert again.unsaved == told


def test_of_several_that_were_left_the_latest_is_told(session, small, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home"))
    write_answers(session.path, new_answers(small, "Other", NOW.date()))
    for number, name in enumerate(("a.json.unsaved", "a.json.unsaved-2", "a.json.unsaved-3")):
        (tmp_path / name).write_text("{}")
        os.utime(tmp_path / name, (number % 2, number % 2))
    assert session.unsaved == tmp_path / "a.json.unsaved-2"


def test_what_is_kept_beside_the_file_is_never_written_through_a_link(session, small, tmp_path):
    for name in ("a.json.theirs", "a.json.unsaved"):
        (tmp_path / name).symlink_to(tmp_path / "elsewhere")
    write_answers(session.path, new_answers(small, "Other", NOW.date()))
    give_level(session, "AAA-01", 4)
    session.flush()
    session.keep_mine()
    assert session.flush()
    write_answers(session.path, new_answers(small, "Other", NOW.date()))
    give_level(session, "AAA-01", 3)
    assert session.leave_at_once() == tmp_path / "a.json.unsaved-2"
    assert not (tmp_path / "elsewhere").exists()
    for name in ("a.json.theirs-2", "a.json.unsaved-2"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_what_is_kept_beside_the_file_is_never_written_over(session, small):
    for state in ("First", "Second"):
        write_answers(session.path, new_answers(small, state, NOW.date()))
        give_level(session, "AAA-01", 4)
        session.flush()
        session.keep_mine()
        assert session.flush()
        session.undo()
        session.flush()
    kept = [session.path.with_name(f"a.json.{end}") for end in ("theirs", "theirs-2")]
    assert [read_answers(item, small).answers.state for item in kept] == ["First", "Second"]


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
            give_level(session, "AAA-01", 4)
            assert not session.flush()
            assert session.save_state.status == "failed"
            assert session.answer("AAA-01").level == 4
        folder.chmod(0o777)
        with ordinary_user():
            assert session.flush()
            session.close()
        assert read_answers(folder / "a.json", small).answers.answer("AAA-01").level == 4
