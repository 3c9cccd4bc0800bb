"""Every file that is written: whose it is, what a link does, and what a killed run leaves."""

from __future__ import annotations

import errno
import fcntl
import json
import multiprocessing
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from synthetic import DATA, SMALL

from assessment import share_limits
from assessment.cli.main import run
from assessment.errors import SaveError
from assessment.store import (
    Replacement,
    back_up,
    locked,
    write_file,
    write_output,
    write_side_file,
)
from assessment.store.durable import ANSWER_FILE, LOCKED_FILE, OUTPUT

pytestmark = pytest.mark.slow

GOOD = DATA / "formats" / "format-2.json"
CIED = str(Path(sys.executable).parent / "cied")
STAFF, MEMBER, OTHER = 50, 4711, 4712
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as two users")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user may enter and write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


@pytest.fixture(autouse=True)
def _nothing_noted() -> Iterator[None]:
    share_limits.unsaid()
    yield
    share_limits.unsaid()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def owner(path: Path) -> tuple[int, int]:
    return path.stat().st_uid, path.stat().st_gid


def as_user(user: int, group: int, groups: list[int], task: Callable[[], object]) -> None:
    """Do something as another user, in a process of its own."""

    def act() -> None:
        os.setgroups(groups)
        os.setgid(group)
        os.setuid(user)
        task()

    process = multiprocessing.get_context("fork").Process(target=act)
    process.start()
    process.join()
    assert process.exitcode == 0


# Side files.


@pytest.mark.parametrize("planted", ["link", "dangling link", "open file", "pipe"])
def test_a_side_file_is_for_its_owner_alone_whatever_lay_in_its_place(folder: Path, planted: str):
    """Whoever else may write to the folder read all answers in a .bak, or lost a file by it."""
    precious, backup = folder / "precious", folder / "a.json.bak"
    precious.write_text("precious")
    if planted == "link":
        backup.symlink_to(precious)
    elif planted == "dangling link":
        backup.symlink_to(folder / "elsewhere")
    elif planted == "open file":
        backup.touch()
        backup.chmod(0o666)
    else:
        os.mkfifo(backup)
    back_up(folder / "a.json", b"{}")
    assert precious.read_text() == "precious"
    assert not (folder / "elsewhere").exists()
    assert not backup.is_symlink()
    assert (backup.read_bytes(), mode(backup)) == (b"{}", 0o600)


def test_a_file_that_a_session_holds_is_not_written_through_a_link_that_came_meanwhile(
    folder: Path,
):
    precious, path = folder / "precious", folder / "a.json"
    precious.write_text("precious")
    precious.chmod(0o644)
    path.symlink_to(precious)
    write_file(path, b"{}", LOCKED_FILE)
    assert precious.read_text() == "precious"
    assert (path.is_symlink(), mode(path)) == (False, 0o600)


# Shared folders.


@as_root
@pytest.mark.parametrize("shared", [0o660, 0o640, 0o664])
def test_a_shared_answer_file_keeps_group_and_mode(folder: Path, shared: int):
    """A file of root:staff, saved by a member of staff, went to that member's own group."""
    path = folder / "a.json"
    path.write_text("{}")
    os.chown(path, 0, STAFF)
    path.chmod(shared)
    as_user(MEMBER, MEMBER, [STAFF], lambda: write_file(path, b"[]", LOCKED_FILE))
    assert (owner(path), mode(path), path.read_bytes()) == ((MEMBER, STAFF), shared, b"[]")


@as_root
def test_the_administrator_leaves_a_file_to_its_owner(folder: Path):
    path = folder / "a.json"
    path.write_text("{}")
    os.chown(path, MEMBER, STAFF)
    path.chmod(0o640)
    write_file(path, b"[]", ANSWER_FILE)
    assert (owner(path), mode(path)) == ((MEMBER, STAFF), 0o640)


@as_root
@pytest.mark.parametrize(("before", "after"), [(0o660, 0o600), (0o664, 0o644), (0o640, 0o600)])
def test_what_was_for_one_group_is_not_for_another(folder: Path, before: int, after: int):
    path = folder / "a.json"
    path.write_text("{}")
    os.chown(path, 0, STAFF)
    path.chmod(before)
    as_user(MEMBER, MEMBER, [], lambda: write_file(path, b"[]", ANSWER_FILE))
    assert (owner(path), mode(path)) == ((MEMBER, MEMBER), after)


@as_root
def test_an_access_list_is_kept(folder: Path):
    path = folder / "a.json"
    path.write_text("{}")
    entries = bytes.fromhex(
        "02000000"  # user::rw-, user:4712:rw-, group::---, mask::rw-, other::---
        "01000600ffffffff" "0200060068120000" "04000000ffffffff" "10000600ffffffff"
        "20000000ffffffff"
    )  # fmt: skip
    try:
        os.setxattr(path, "system.posix_acl_access", entries)
    except OSError as error:
        assert error.errno == errno.ENOTSUP  # noqa: PT017
        return
    write_file(path, b"[]", ANSWER_FILE)
    assert os.getxattr(path, "system.posix_acl_access") == entries


# Outputs.


def outputs(folder: Path) -> dict[str, list[str]]:
    """What writes each kind of output, without the name of the file."""
    (folder / "in.json").write_bytes(GOOD.read_bytes())
    source = str(folder / "in.json")
    batch = ["batch", source, "--quiet"]
    return {
        "x.html": ["report", source],
        "y.json": ["export", source, "--edition", "partner"],
        "z.csv": ["export", source, "--as", "csv"],
        "t.csv": batch,
        "t.jsonl": batch,
        "t.parquet": batch,
        "t.xlsx": batch,
        "s.html": [*batch, "--summary"],
    }


def make(arguments: list[str], path: Path, *options: str) -> int:
    named = [] if arguments[-1] == "--summary" else ["-o"]
    return run([*arguments, *named, str(path), "--questionnaire", str(SMALL), *options])


NAMES = ["x.html", "y.json", "z.csv", "t.csv", "t.jsonl", "t.parquet", "t.xlsx", "s.html"]


@pytest.mark.parametrize("name", NAMES)
def test_one_rule_for_who_may_read_an_output(folder: Path, name: str):
    """A new one is its owner's alone; one over a file of one's own keeps that one's mode."""
    arguments, path = outputs(folder)[name], folder / name
    old = os.umask(0)
    try:
        assert make(arguments, path, "--force") == 0
        assert mode(path) == 0o600
        path.chmod(0o644)
        assert make(arguments, path, "--force") == 0
    finally:
        os.umask(old)
    assert mode(path) == 0o644


@as_root
def test_the_mode_of_somebody_elses_file_is_not_believed(folder: Path):
    path = folder / "x.csv"
    path.touch()
    os.chown(path, OTHER, OTHER)
    path.chmod(0o666)
    as_user(MEMBER, MEMBER, [], lambda: write_file(path, b"State\n", OUTPUT))
    assert (owner(path), mode(path)) == ((MEMBER, MEMBER), 0o600)


def test_an_output_is_written_where_a_link_of_ones_own_leads(folder: Path):
    (folder / "latest.csv").symlink_to(folder / "2026.csv")
    write_file(folder / "latest.csv", b"State\n", OUTPUT)
    assert (folder / "latest.csv").is_symlink()
    assert (folder / "2026.csv").read_bytes() == b"State\n"


@as_root
def test_an_output_is_not_written_through_a_link_of_somebody_else(folder: Path):
    path, precious = folder / "x.csv", folder / "precious"
    precious.write_text("precious")
    os.chown(precious, MEMBER, MEMBER)
    path.symlink_to(precious)
    os.chown(path, OTHER, OTHER, follow_symlinks=False)

    def attempt() -> None:
        with pytest.raises(SaveError, match="a link that another user made"):
            write_file(path, b"State\n", OUTPUT)

    as_user(MEMBER, MEMBER, [], attempt)
    assert precious.read_text() == "precious"


def test_a_device_is_written_to_and_stays_a_device(folder: Path):
    arguments = outputs(folder)
    for name in ("z.csv", "y.json"):
        assert make(arguments[name], Path("/dev/null")) == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_pipe_is_written_to(folder: Path):
    os.mkfifo(folder / "pipe")
    with subprocess.Popen(["cat", str(folder / "pipe")], stdout=subprocess.PIPE) as reader:
        assert make(outputs(folder)["z.csv"], folder / "pipe") == 0
        assert reader.stdout
        assert reader.stdout.read().startswith(b"group,id,score")
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


# No output replaces an answer file.


def answer_files() -> dict[str, bytes]:
    """What a person may have in the place of an output."""
    text = GOOD.read_text()
    newer = json.loads(text) | {"format": 99, "sealed": True}
    return {
        "of this format": text.encode(),
        "of the first format": (DATA / "formats" / "format-1.json").read_bytes(),
        "of a format to come": json.dumps(newer).encode(),
        "on one line": json.dumps(json.loads(text)).encode(),
        "cut off": text.encode()[: text.index('"answers"') + 30],
        "with a mark in front": b"\xef\xbb\xbf" + text.encode(),
        "saved as UTF-16": text.encode("utf-16"),
        "sealed": b"age-encryption.org/v1\n-> X25519 abc\n",
        "sealed as text": b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n",
    }


@pytest.mark.parametrize("kind", answer_files())
@pytest.mark.parametrize("name", ["y.json", "z.csv", "x.html", "t.csv", "t.xlsx", "s.html"])
def test_no_output_replaces_an_answer_file_unless_it_is_forced(
    folder: Path, name: str, kind: str, capsys: pytest.CaptureFixture[str]
):
    """`cied export A.json --edition partner -o B.json` replaced the answers of B.json."""
    arguments, path, there = outputs(folder)[name], folder / name, answer_files()[kind]
    path.write_bytes(there)
    assert make(arguments, path) == 1
    assert "There is an answer file of this name, which would be lost." in capsys.readouterr().err
    assert path.read_bytes() == there
    assert make(arguments, path, "--force") == 0
    assert path.read_bytes() != there


def test_the_partner_copy_does_not_replace_another_answer_file(example_file: Path):
    there = (DATA / "faults" / "overwrite" / "other.json").read_bytes()
    other = example_file.with_name("other.json")
    other.write_bytes(there)
    assert run(["export", str(example_file), "--edition", "partner", "-o", str(other)]) == 1
    assert other.read_bytes() == there


@pytest.mark.parametrize("name", NAMES)
def test_an_earlier_output_is_replaced_without_asking(folder: Path, name: str):
    arguments, path = outputs(folder)[name], folder / name
    assert make(arguments, path) == 0
    # The redacted copy is an answer file itself.
    assert make(arguments, path) == (1 if name == "y.json" else 0)


def test_scores_as_json_are_no_answer_file(folder: Path):
    arguments = [*outputs(folder)["z.csv"][:-1], "json"]
    assert [make(arguments, folder / "scores.json") for _ in range(2)] == [0, 0]


@as_root
def test_what_cannot_be_looked_into_is_not_replaced(folder: Path):
    path = folder / "x.csv"
    path.write_bytes(GOOD.read_bytes())
    path.chmod(0o600)

    def attempt() -> None:
        with pytest.raises(SaveError, match="It is there, and cannot be looked into: Permission"):
            write_output(path, b"State\n")

    as_user(MEMBER, MEMBER, [], attempt)
    assert path.read_bytes() == GOOD.read_bytes()


# Standard output.


@pytest.mark.parametrize("command", ["export in.json --as csv", "example"])
def test_a_hyphen_is_standard_output(
    folder: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsysbinary
):
    outputs(folder)
    monkeypatch.chdir(folder)
    asked = ["--questionnaire", str(SMALL)] if command.startswith("export") else []
    assert run([*command.split(), "-o", "-", *asked]) == 0
    shown = capsysbinary.readouterr()
    assert shown.out.startswith((b"group,id,", b'{\n "format"'))
    assert shown.err == b""
    assert [item.name for item in folder.iterdir()] == ["in.json"]


# What a killed run leaves.


def left_behind(folder: Path, user: int) -> list[Path]:
    """A temporary file and a folder of sheets, as a run leaves them that was killed."""
    file, sheets = folder / ".cied.abcd_123", folder / ".cied.wxyz_789"
    file.write_text("half")
    sheets.mkdir()
    (sheets / "openpyxl.q").write_text("<sheet>")
    for path in (file, sheets):
        os.chown(path, user, -1)
    return [file, sheets]


def new_folder(folder: Path) -> Path:
    """One that this process has not swept yet."""
    return Path(tempfile.mkdtemp(dir=folder))


@pytest.mark.parametrize("who", ["a command", "a session"])
def test_the_next_one_removes_what_a_killed_run_left(folder: Path, who: str):
    place = new_folder(folder)
    left = left_behind(place, os.geteuid())
    if who == "a command":
        write_file(place / "x.csv", b"", OUTPUT)
    else:
        with locked(place / "a.json"):
            pass
    assert not any(path.exists() for path in left)


def test_what_is_being_written_is_left_alone(folder: Path):
    place = new_folder(folder)
    left = left_behind(place, os.geteuid())
    handles = [os.open(path, os.O_RDONLY) for path in left]
    for handle in handles:
        fcntl.flock(handle, fcntl.LOCK_EX)
    with Replacement(place / "x.csv"):
        assert all(path.exists() for path in left)
        written = [path for path in place.iterdir() if path not in left]
        # What is written here can be told from what was left: it is held, too.
        with written[0].open("rb") as stream, pytest.raises(BlockingIOError):
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
    for handle in handles:
        os.close(handle)


def test_what_only_looks_like_a_temporary_file_is_left_alone(folder: Path):
    place = new_folder(folder)
    names = [".cied.mine", ".cied.ABCD_123", "cied.abcd_123", ".cied.abcd_1234"]
    for name in names:
        (place / name).touch()
    (place / ".cied.link_123").symlink_to(place / ".cied.mine")
    write_file(place / "x.csv", b"", OUTPUT)
    assert {path.name for path in place.iterdir()} == {*names, ".cied.link_123", "x.csv"}


@as_root
def test_what_somebody_else_left_is_left_alone(folder: Path):
    place = new_folder(folder)
    left = left_behind(place, OTHER)
    write_file(place / "x.csv", b"", OUTPUT)
    assert all(path.exists() for path in left)


def test_where_there_are_no_locks_only_what_is_old_is_removed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    def refuse(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    place = new_folder(folder)
    young, old = left_behind(place, os.geteuid())
    long_ago = time.time() - 2 * 24 * 3600
    os.utime(old, (long_ago, long_ago))
    write_file(place / "x.csv", b"", OUTPUT)
    assert (young.exists(), old.exists()) == (True, False)


@pytest.mark.parametrize("name", ["scores.csv", "scores.xlsx"])
def test_a_batch_that_was_killed_leaves_nothing_after_the_next_one(folder: Path, name: str):
    """71 of 330 temporary files stayed, and 240 MB of sheets in another place."""
    system = folder / "system"
    system.mkdir()
    for number in range(40):
        (folder / f"{number}.json").write_bytes(GOOD.read_bytes())
    os.mkfifo(folder / "slow.tar.gz")
    arguments = [CIED, "batch", *map(str, sorted(folder.glob("*.json"))), "-o", name, "--quiet",
                 "--questionnaire", str(SMALL)]  # fmt: skip
    environment = {**os.environ, "TMPDIR": str(system)}
    running = subprocess.Popen(
        [*arguments, "slow.tar.gz"], cwd=folder, env=environment, start_new_session=True
    )
    with (folder / "slow.tar.gz").open("wb"):  # opened: all that stands before it was scored
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    assert [path for path in folder.iterdir() if path.name.startswith(".cied.")]
    subprocess.run(arguments, cwd=folder, env=environment, check=True)
    assert not [path for path in folder.iterdir() if path.name.startswith(".cied.")]
    assert list(system.iterdir()) == []
    assert (folder / name).stat().st_size > 1000


# Shares that cannot do all.


def test_a_folder_that_cannot_be_synced_is_noted_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    really = os.fsync

    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        really(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    for _ in range(3):
        write_side_file(folder / "a.json.bak", b"{}")
    [said] = share_limits.unsaid()
    assert said.startswith(f"{folder.resolve()}: This folder does not confirm that a name is on")
    write_side_file(folder / "a.json.bak", b"{}")
    assert share_limits.unsaid() == ()


def test_a_fault_of_the_disk_is_none_of_these_limits(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(SaveError, match="Input/output error"):
        write_side_file(folder / "a.json.bak", b"{}")
    assert share_limits.unsaid() == ()


def test_permissions_that_a_folder_takes_and_does_not_keep_are_noted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    really = os.fchmod
    monkeypatch.setattr(os, "fchmod", lambda handle, _: really(handle, 0o777))
    write_side_file(folder / "a.json.bak", b"{}")
    [said] = share_limits.unsaid()
    assert "This folder does not keep who may read a file." in said
