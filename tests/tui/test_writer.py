"""Saving in the background: the latest answers, said only once they are on disk."""

from __future__ import annotations

import datetime as dt
import errno
import os
import stat
import threading

import pytest
from answered import NOW, answered, give_level, level
from sealing import holding as holding_key
from sealing import key_of

from assessment.store import dump, read_answers, write_answers, write_file
from assessment.tui.session import Session
from assessment.tui.writer import Fingerprint, Writer


class Desk:
    """A writer with everything it reported, and the answers to hand it."""

    def __init__(self, small, path, *, new=False):
        self.path, self.told = path, []
        self.start = answered(small)
        raw = dump(self.start)
        if not new:
            write_answers(path, self.start)
        found = None if new else Fingerprint.of(raw)
        self.writer = Writer(path, found, self.told.append, lambda: NOW, rest=lambda: None)

    def version(self, number):
        """The answers with a note that tells them apart."""
        return self.start.with_answer("AAA-01", level(1, note=f"version {number}"))


@pytest.fixture
def desk(small, tmp_path):
    desk = Desk(small, tmp_path / "a.json")
    yield desk
    desk.writer.abandon()


def note(path, small):
    return read_answers(path, small).answers.answer("AAA-01").note


def statuses(desk):
    return [state.status for state in desk.told]


def test_what_is_handed_over_is_on_disk(desk, small):
    desk.writer.save(desk.version(1))
    assert desk.writer.flush()
    assert note(desk.path, small) == "version 1"
    assert desk.writer.state.status == "saved"
    assert desk.writer.state.at == NOW


def test_saved_is_said_only_after_file_and_folder_are_on_disk(desk, monkeypatch):
    events = []
    really = os.fsync

    def noticed(handle):
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        really(handle)
        events.append(kind)

    monkeypatch.setattr(os, "fsync", noticed)
    monkeypatch.setattr(desk.writer, "_report", lambda state: events.append(state.status))
    desk.writer.save(desk.version(1))
    desk.writer.flush()
    assert events[:3] == ["saving", "file", "folder"]
    assert events[3:] in (["saved"], [])


def test_only_the_latest_of_many_waits(desk, small, monkeypatch):
    files, gate, begun = [], threading.Event(), threading.Event()
    really = os.fsync

    def slow(handle):
        begun.set()
        gate.wait(10)
        if not stat.S_ISDIR(os.fstat(handle).st_mode):
            files.append(os.fstat(handle).st_size)
        really(handle)

    monkeypatch.setattr(os, "fsync", slow)
    desk.writer.save(desk.version(0))
    assert begun.wait(10)
    for number in range(1, 200):
        desk.writer.save(desk.version(number))
    gate.set()
    assert desk.writer.flush()
    assert files == [len(dump(desk.version(number))) for number in (0, 199)]
    assert note(desk.path, small) == "version 199"


def test_to_hand_over_waits_for_no_disk(desk, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(os, "fsync", lambda _: gate.wait(10))
    for number in range(50):
        desk.writer.save(desk.version(number))
    assert not gate.is_set()
    gate.set()


def test_a_file_that_another_program_changed_is_not_written_over(desk, small):
    theirs = desk.version("theirs")
    write_answers(desk.path, theirs)
    desk.writer.save(desk.version("mine"))
    assert not desk.writer.flush()
    assert desk.writer.state.status == "changed"
    assert "Another program changed the file" in str(desk.writer.state.error)
    assert note(desk.path, small) == "version theirs"


def test_a_file_that_was_only_touched_is_the_same(desk):
    os.utime(desk.path, (1, 1))
    desk.writer.save(desk.version(1))
    assert desk.writer.flush()


def test_a_file_that_was_removed_is_told(desk):
    desk.path.unlink()
    desk.writer.save(desk.version(1))
    assert not desk.writer.flush()
    assert desk.writer.state.status == "deleted"


def test_a_person_may_decide_to_write_over_it(desk, small):
    write_answers(desk.path, desk.version("theirs"))
    desk.writer.save(desk.version("mine"))
    desk.writer.flush()
    desk.writer.save(desk.version("mine"), overwrite=True)
    assert desk.writer.flush()
    assert note(desk.path, small) == "version mine"


def test_once_decided_a_later_change_by_others_is_noticed_again(desk):
    desk.writer.save(desk.version("mine"), overwrite=True)
    desk.writer.flush()
    write_answers(desk.path, desk.version("theirs"))
    desk.writer.save(desk.version("mine again"))
    assert not desk.writer.flush()


def test_a_folder_that_is_gone_is_told_and_what_waits_is_kept(small, tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    desk = Desk(small, folder / "a.json", new=True)
    folder.rmdir()
    desk.writer.save(desk.version(1))
    assert not desk.writer.flush()
    assert desk.writer.state.status == "failed"
    folder.mkdir()
    assert desk.writer.flush(), "the stick is back: a last attempt saves it"
    assert note(desk.path, small) == "version 1"
    desk.writer.abandon()


def test_a_save_that_failed_is_tried_again_without_being_asked(small, tmp_path):
    desk = Desk(small, tmp_path / "usb" / "a.json", new=True)
    desk.writer.save(desk.version(1))
    desk.writer.flush()
    assert desk.writer.state.is_trouble
    desk.path.parent.mkdir()
    desk.writer.save(desk.version(2))
    assert desk.writer.flush()
    assert note(desk.path, small) == "version 2"
    desk.writer.abandon()


def test_an_idle_writer_notices_that_the_file_changed(desk, monkeypatch):
    monkeypatch.setattr("assessment.tui.writer.GLANCE_SECONDS", 0.01)
    desk.writer.save(desk.version(1))
    desk.writer.flush()
    noticed = threading.Event()
    monkeypatch.setattr(desk.writer, "_report", lambda state: noticed.set())
    write_answers(desk.path, desk.version("theirs"))
    assert noticed.wait(10)
    assert desk.writer.state.status == "changed"


def test_the_mark_goes_once_the_file_is_as_it_was(desk, monkeypatch):
    monkeypatch.setattr("assessment.tui.writer.GLANCE_SECONDS", 0.01)
    before = desk.path.read_bytes()
    desk.path.write_bytes(b"theirs")
    desk.writer.retry()
    for _ in range(1000):
        if desk.writer.state.status == "changed":
            break
        threading.Event().wait(0.005)
    desk.path.write_bytes(before)
    for _ in range(1000):
        if desk.writer.state.status == "saved":
            break
        threading.Event().wait(0.005)
    assert desk.writer.state.status == "saved"


# Two programs on one file.


def second(desk):
    """Another session on the same file, on a share without locks."""
    raw = desk.path.read_bytes()
    writer = Writer(desk.path, Fingerprint.of(raw), lambda _: None, lambda: NOW, rest=lambda: None)
    assert writer.flush()
    return writer


def test_of_two_sessions_that_save_at_once_the_one_that_lost_its_save_notices(
    desk, small, monkeypatch
):
    """Both stayed 'saved' when the second rename came before the first one looked at its file."""
    other = second(desk)
    really = os.replace
    theirs = dump(desk.version("theirs"))

    def overtaken(self, target):
        really(self, target)
        if target.name == "a.json":
            monkeypatch.setattr(type(self), "replace", original)
            write_file(desk.path, theirs)  # before anything else can look

    original = type(desk.path).replace
    monkeypatch.setattr(type(desk.path), "replace", overtaken)
    desk.writer.save(desk.version("mine"))
    desk.writer.flush()
    desk.writer.save(desk.version("mine again"))
    assert not desk.writer.flush()
    assert desk.writer.state.status == "changed"
    assert desk.path.read_bytes() == theirs
    other.abandon()


def test_a_save_of_another_session_that_came_while_this_one_was_prepared_is_kept(
    desk, small, monkeypatch
):
    really, done = os.fsync, []

    def slow(handle):
        really(handle)
        if not done and not stat.S_ISDIR(os.fstat(handle).st_mode):
            done.append(True)
            write_answers(desk.path, desk.version("theirs"))

    monkeypatch.setattr(os, "fsync", slow)
    desk.writer.save(desk.version("mine"))
    assert not desk.writer.flush()
    assert desk.writer.state.status == "changed"
    assert note(desk.path, small) == "version theirs"


def test_a_new_file_does_not_replace_one_that_came_meanwhile(small, tmp_path):
    desk = Desk(small, tmp_path / "a.json", new=True)
    write_answers(desk.path, desk.version("theirs"))
    desk.writer.save(desk.version("mine"))
    assert not desk.writer.flush()
    assert note(desk.path, small) == "version theirs"
    desk.writer.abandon()


def test_a_folder_that_fails_after_the_rename_is_no_other_program(desk, small, monkeypatch):
    really, broken = os.fsync, [True]

    def fails(handle):
        if broken and stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        really(handle)

    monkeypatch.setattr(os, "fsync", fails)
    for number in (1, 2):
        desk.writer.save(desk.version(number))
        assert not desk.writer.flush()
        assert desk.writer.state.status == "failed"
        assert "Input/output error" in str(desk.writer.state.error)
        assert note(desk.path, small) == f"version {number}"
    broken.clear()
    assert desk.writer.flush()
    assert desk.writer.state.status == "saved"


def test_a_pipe_in_the_place_of_the_file_holds_nothing_up(desk):
    desk.path.unlink()
    os.mkfifo(desk.path)
    desk.writer.save(desk.version(1))
    assert not desk.writer.flush()
    assert "it is no file but" in str(desk.writer.state.error)


# What the mark says.


def test_the_mark_bears_the_time_of_what_is_on_the_disk(small, tmp_path, monkeypatch):
    """It bore the time at which a slow disk had finished, and so seemed to hold what came since."""
    times = iter([NOW, NOW + dt.timedelta(seconds=40)])
    desk = Desk(small, tmp_path / "a.json")
    desk.writer.abandon()
    found = Fingerprint.of(desk.path.read_bytes())
    gate, begun, really = threading.Event(), threading.Event(), os.fsync

    def slow(handle):
        begun.set()
        gate.wait(10)
        really(handle)

    monkeypatch.setattr(os, "fsync", slow)
    writer = Writer(desk.path, found, desk.told.append, lambda: next(times), rest=lambda: None)
    writer.save(desk.version(1))
    assert begun.wait(10)
    writer.save(desk.version(2))
    gate.set()
    assert writer.flush()
    writer.abandon()
    saved = [state.at for state in desk.told if state.status == "saved"]
    assert saved == [NOW, NOW + dt.timedelta(seconds=40)]


def test_what_is_not_saved_is_called_so_until_it_is(small, tmp_path, monkeypatch):
    """Each attempt on a full disk took the mark away for a moment."""
    monkeypatch.setattr("assessment.tui.writer.GLANCE_SECONDS", 0.01)
    desk = Desk(small, tmp_path / "usb" / "a.json", new=True)
    desk.writer.save(desk.version(1))
    desk.writer.flush()
    seen = len(desk.told)
    for _ in range(1000):
        if len(desk.told) >= seen + 5:
            break
        threading.Event().wait(0.005)
    assert {state.status for state in desk.told[seen:]} == {"failed"}
    desk.writer.abandon()


# The file as it was found.


def holding(desk, found):
    """A writer that has something to keep as .bak."""
    return Writer(
        desk.path,
        Fingerprint.of(found),
        desk.told.append,
        lambda: NOW,
        rest=lambda: None,
        to_back_up=found,
    )


def test_a_session_that_changes_nothing_leaves_the_back_up_as_it_is(desk):
    """A second session put what the first one had written in the place of the only copy."""
    found, backup = desk.path.read_bytes(), desk.path.with_name("a.json.bak")
    backup.write_bytes(b"as the session before found it")
    writer = holding(desk, found)
    writer.save(desk.start)
    assert writer.flush()
    writer.abandon()
    assert backup.read_bytes() == b"as the session before found it"


def test_the_first_change_keeps_the_file_as_it_was_found_and_no_later_one_does(desk):
    found, backup = desk.path.read_bytes(), desk.path.with_name("a.json.bak")
    writer = holding(desk, found)
    for number in (1, 2):
        writer.save(desk.version(number))
        assert writer.flush()
    writer.abandon()
    assert backup.read_bytes() == found


def test_where_it_cannot_be_kept_nothing_is_written_over_it(desk):
    found = desk.path.read_bytes()
    desk.path.with_name("a.json.bak").mkdir()
    writer = holding(desk, found)
    writer.save(desk.version(1))
    assert not writer.flush()
    assert writer.state.status == "failed"
    assert "a.json.bak" in str(writer.state.error)
    writer.abandon()
    assert desk.path.read_bytes() == found


@pytest.mark.parametrize("now", ["none", "another"])
def test_a_key_that_is_gone_or_another_one_is_told_and_ends_no_saving(small, tmp_path, now):
    key_of(tmp_path / "key")
    key_of(tmp_path / "another")
    path = tmp_path / "a.json.age"
    with holding_key(tmp_path / "key"):
        write_answers(path, answered(small))
        session = Session.open(path, small)
    with holding_key(tmp_path / now):
        give_level(session, "AAA-01", 4)
        assert not session.flush()
        assert session.save_state.status == "failed"
        assert "key" in str(session.save_state.error)
    with holding_key(tmp_path / "key"):
        assert session.close()
        assert read_answers(path, small).answers.answer("AAA-01").level == 4
