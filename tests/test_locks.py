"""The lock beside an answer file: it says who holds it, and no one else is kept out for nothing."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_durable import MEMBER, OTHER, STAFF, as_root, as_user, folder, mode

from assessment import share_limits
from assessment.errors import LockedError, SaveError
from assessment.store import lock_path, locked

__all__ = ["folder"]
HOST = os.uname().nodename


@pytest.fixture
def path(folder: Path) -> Path:
    """An answer file in a folder that every user may write to."""
    path = folder / "a.json"
    path.write_text("{}")
    return path


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A share as there are many: every lock is refused."""

    def refuse(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    share_limits.unsaid()
    monkeypatch.setattr(fcntl, "flock", refuse)
    yield
    share_limits.unsaid()


def left(path: Path, **changes: object) -> None:
    """A lock as a session leaves it that was killed; its process is gone."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    said = {"user": "maria", "host": HOST, "pid": gone.pid, "since": "2026-11-01T09:30:00Z",
            "by_name": False}  # fmt: skip
    lock_path(path).write_text(json.dumps(said | changes))


def refused(path: Path) -> LockedError:
    with pytest.raises(LockedError) as refusal, locked(path):
        pass
    return refusal.value


def test_it_says_who_holds_the_file(path: Path):
    with locked(path):
        found = json.loads(lock_path(path).read_bytes())
        assert (found["host"], found["pid"]) == (HOST, os.getpid())
        said = refused(path)
    assert said.problem.startswith("Another session has this file open. It is that of ")
    assert f" on {HOST}, since 20" in said.problem
    assert f"(process {os.getpid()})." in said.problem
    assert not lock_path(path).exists()


@pytest.mark.parametrize("shared", [0o600, 0o640, 0o664])
def test_it_can_be_read_by_whoever_can_read_the_file(path: Path, shared: int):
    path.chmod(shared)
    with locked(path):
        assert mode(lock_path(path)) == shared


def test_of_a_file_that_is_not_there_yet_it_is_the_owners(folder: Path):
    with locked(folder / "new.json"):
        assert mode(folder / "new.json.lock") == 0o600


@as_root
def test_another_member_of_the_group_is_told_who(path: Path):
    """The lock of another account read: 'The folder cannot be written'."""
    os.chown(path, 0, STAFF)
    path.chmod(0o660)

    def attempt() -> None:
        assert f"(process {os.getppid()})" in refused(path).problem

    with locked(path):
        assert lock_path(path).stat().st_gid == STAFF
        as_user(MEMBER, MEMBER, [STAFF], attempt)


@as_root
def test_a_lock_that_cannot_be_read_is_called_so(path: Path):
    left(path)
    lock_path(path).chmod(0o600)

    def attempt() -> None:
        said = refused(path)
        assert said.problem == (
            "a.json.lock belongs to root and cannot be read, so a session may have this file open."
        )
        assert "If no session is open, remove a.json.lock." in said.remedy

    as_user(MEMBER, MEMBER, [], attempt)


def test_what_a_killed_session_left_is_taken_over(path: Path):
    left(path)
    with locked(path):
        assert json.loads(lock_path(path).read_bytes())["pid"] == os.getpid()


@as_root
def test_what_somebody_elses_killed_session_left_is_taken_over(path: Path):
    """Also where it may only be read."""
    path.chmod(0o644)
    left(path)
    lock_path(path).chmod(0o644)
    os.chown(lock_path(path), OTHER, OTHER)

    def hold() -> None:
        with locked(path):
            assert json.loads(lock_path(path).read_bytes())["pid"] == os.getpid()

    as_user(MEMBER, MEMBER, [], hold)
    assert not lock_path(path).exists()


@pytest.mark.parametrize("content", [b"", b"\x00" * 9000, b"[]", b'{"pid": 1e999}', b'{"user": 3}'])
def test_whatever_stands_in_it_hinders_nobody(path: Path, content: bytes):
    lock_path(path).write_bytes(content)
    with locked(path):
        lock_path(path).write_bytes(content)
        assert refused(path).problem == "Another session has this file open."


def test_what_stands_in_it_reaches_no_terminal(path: Path):
    with locked(path):
        left(path, user="\x1b[31mmaria\nroot", pid=os.getpid())
        assert "It is that of maria root on" in refused(path).problem


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_something_else_in_its_place_is_told_and_left_alone(path: Path, kind: str):
    precious, lock = path.with_name("precious"), lock_path(path)
    precious.write_text("precious")
    if kind == "link":
        lock.symlink_to(precious)
    elif kind == "pipe":
        os.mkfifo(lock)
    else:
        lock.mkdir()
    with pytest.raises(SaveError, match="something else in the place of the lock"), locked(path):
        pass
    assert precious.read_text() == "precious"
    assert lock.exists()


def test_no_folder_is_made_for_it(folder: Path):
    with pytest.raises(SaveError, match="There is no such folder"), locked(folder / "in" / "a"):
        pass
    assert list(folder.iterdir()) == []


# Shares without locks.


@pytest.mark.usefixtures("without_locks")
def test_where_there_are_no_locks_the_name_in_it_is_believed(path: Path):
    with locked(path):
        assert json.loads(lock_path(path).read_bytes())["by_name"] is True
        said = refused(path)
    assert f"(process {os.getpid()})" in said.problem
    assert said.remedy.endswith("If it has ended already, remove a.json.lock.")
    [limit] = share_limits.unsaid()
    assert "This folder has no locks, so nothing keeps a second session out." in limit
    assert not lock_path(path).exists()


@pytest.mark.usefixtures("without_locks")
def test_there_too_a_killed_session_hinders_nobody(path: Path):
    left(path, by_name=True)
    with locked(path):
        pass


@pytest.mark.usefixtures("without_locks")
def test_there_another_machines_session_is_believed_and_the_way_out_is_told(path: Path):
    left(path, host="elsewhere")
    said = refused(path)
    assert "maria on elsewhere, since 2026-11-01" in said.problem
    assert "remove a.json.lock" in said.remedy
    assert lock_path(path).exists()


def test_a_session_that_had_no_locks_keeps_out_one_that_has_them(path: Path):
    left(path, by_name=True, pid=os.getpid())
    assert "Another session" in refused(path).problem
    assert stat.S_ISREG(lock_path(path).stat().st_mode)
