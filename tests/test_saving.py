"""Saving: whole or not at all, for the owner's eyes only, one session at a time."""

from __future__ import annotations

import multiprocessing
import os
import resource
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from synthetic import answers
from test_answer_files import ordinary_user

from assessment.answers import Answers
from assessment.errors import LockedError, SaveError
from assessment.questionnaire import Questionnaire
from assessment.store import (
    back_up,
    dump,
    lock_path,
    locked,
    read_answers,
    write_answers,
    write_file,
)


@pytest.fixture
def found(small: Questionnaire) -> Answers:
    return answers(small, {"AAA-01": 2, "AAA-02": {"level": 1, "note": "n" * 9000}})


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_owner_may_read_it(tmp_path: Path, found: Answers):
    old = os.umask(0)
    try:
        write_answers(tmp_path / "a.json", found)
        back_up(tmp_path / "a.json", b"{}")
    finally:
        os.umask(old)
    assert mode(tmp_path / "a.json") == 0o600
    assert mode(tmp_path / "a.json.bak") == 0o600


def test_a_file_that_exists_keeps_its_permissions(tmp_path: Path, found: Answers):
    path = tmp_path / "a.json"
    path.write_text("{}")
    path.chmod(0o640)
    write_answers(path, found)
    assert mode(path) == 0o640


def test_nothing_else_is_left_in_the_folder(tmp_path: Path, found: Answers):
    write_answers(tmp_path / "a.json", found)
    write_answers(tmp_path / "a.json", found)
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_link_stays_a_link(tmp_path: Path, small: Questionnaire, found: Answers):
    (tmp_path / "real").mkdir()
    link = tmp_path / "a.json"
    link.symlink_to(tmp_path / "real" / "a.json")
    write_answers(link, found)
    assert link.is_symlink()
    assert read_answers(link, small).answers == found


def test_the_longest_file_name_can_be_saved(tmp_path: Path, found: Answers):
    path = tmp_path / ("評" * 83 + ".json")  # 254 bytes; 255 is the most a disk takes
    assert write_answers(path, found) == path.read_bytes()


def test_a_folder_that_is_not_there(tmp_path: Path, found: Answers):
    with pytest.raises(SaveError, match="No such file or directory") as refusal:
        write_answers(tmp_path / "absent" / "a.json", found)
    assert "another folder" in refusal.value.remedy


def test_a_folder_in_the_place_of_the_file(tmp_path: Path, found: Answers):
    with pytest.raises(SaveError, match="Is a directory"):
        write_answers(tmp_path, found)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_one_may_not_write_to(found: Answers):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "a.json"
        path.write_text("as it was")
        folder.chmod(0o555)
        with ordinary_user(), pytest.raises(SaveError, match="Permission denied"):
            write_answers(path, found)
        assert path.read_text() == "as it was"
        assert [item.name for item in folder.iterdir()] == ["a.json"]


def _save_with_little_room(path: Path, found: Answers, said: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    try:
        write_answers(path, found)
    except SaveError as error:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        said.write_text(str(error))


def test_a_save_that_stops_half_way_leaves_the_old_file_whole(tmp_path: Path, found: Answers):
    path, said = tmp_path / "a.json", tmp_path / "said.txt"
    path.write_text("as it was")
    process = multiprocessing.get_context("fork").Process(
        target=_save_with_little_room, args=(path, found, said)
    )
    process.start()
    process.join()
    assert process.exitcode == 0
    assert "It cannot be written: File too large." in said.read_text()
    assert path.read_text() == "as it was"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.json", "said.txt"]


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KB; a user who may not mount one gets a device that is always full."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)],
        check=False,
        capture_output=True,
    )
    yield folder if mounted.returncode == 0 else Path("/dev")
    if mounted.returncode == 0:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(tiny_disk: Path, found: Answers):
    if tiny_disk == Path("/dev"):
        with pytest.raises(OSError, match="No space left"):
            Path("/dev/full").write_bytes(dump(found))
        return
    path = tiny_disk / "a.json"
    write_answers(path, found)
    with pytest.raises(SaveError, match="No space left on device") as refusal:
        write_file(path, b"x" * 200_000)
    assert refusal.value.remedy.startswith("Free some space")
    assert path.read_bytes() == dump(found)
    assert [item.name for item in tiny_disk.iterdir()] == ["a.json"]


# One session at a time


def test_a_second_session_is_refused(tmp_path: Path):
    path = tmp_path / "a.json"
    with locked(path):
        assert lock_path(path).exists()
        with pytest.raises(LockedError, match="Another session") as refusal, locked(path):
            pass
    assert "copy" in refusal.value.remedy
    assert list(tmp_path.iterdir()) == [], "no litter is left"
    with locked(path):
        pass


def _hold(path: Path, ready, finish) -> None:
    with locked(path):
        ready.set()
        finish.wait(30)


def test_a_session_in_another_process_is_refused_until_the_first_ends(tmp_path: Path):
    context = multiprocessing.get_context("fork")
    ready, finish = context.Event(), context.Event()
    process = context.Process(target=_hold, args=(tmp_path / "a.json", ready, finish))
    process.start()
    assert ready.wait(30)
    with pytest.raises(LockedError), locked(tmp_path / "a.json"):
        pass
    process.kill()
    process.join()
    with locked(tmp_path / "a.json"):
        pass  # a session that was killed holds nothing


def test_a_lock_in_a_folder_one_may_not_write_to():
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        with ordinary_user(), pytest.raises(SaveError) as refusal, locked(Path(name) / "a.json"):
            pass
    assert "Copy the file to a folder" in refusal.value.remedy
