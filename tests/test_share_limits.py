"""Folders of a network share, a stick or another system: what they lack stops nobody's work.

A library that is put between the program and the system (tests/data/faults/share-fs) refuses what
such a folder refuses. So the program itself is tried, in a terminal too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from synthetic import DATA
from tui.terminal import Terminal, surroundings

from assessment.questionnaire import Questionnaire
from assessment.store import read_answers

pytestmark = pytest.mark.slow

SOURCE = DATA / "faults" / "share-fs" / "shim.c"
CIED = Path(sys.executable).with_name("cied")
SYNC, ACCESS, LOCK = "SHIM_FSYNCDIR", "SHIM_FCHMOD", "SHIM_FLOCK"
SAID = {
    SYNC: "This folder does not confirm that a name is on the disk.",
    ACCESS: "This folder does not keep who may read a file.",
    LOCK: "This folder has no locks, so nothing keeps a second session out.",
}
TOLD = {SYNC: "confirm", ACCESS: "permissions", LOCK: "locks"}
"""A word of each that stands nowhere else on the screen."""
LIMITS = [(SYNC, "22"), (SYNC, "95"), (ACCESS, "1"), (ACCESS, "95"), (LOCK, "37"), (LOCK, "95")]
"""EINVAL, ENOTSUP, EPERM, ENOLCK: what shares were seen to answer."""


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library, compiled; without a compiler there is nothing to try."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler; .ci/setup tests installs one")
    library = tmp_path_factory.mktemp("shim") / "shim.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"], check=True
    )
    return library


def cied(folder: Path, shim: Path, limit: tuple[str, str], *arguments: str) -> str:
    """Run a command in such a folder; what it said."""
    done = subprocess.run(
        [CIED, *arguments],
        cwd=folder,
        env=surroundings(folder, LD_PRELOAD=str(shim), **dict([limit])),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize("limit", LIMITS, ids="=".join)
def test_every_command_writes_there_and_says_once_what_is_lacking(
    tmp_path: Path, shim: Path, limit: tuple[str, str], questionnaire: Questionnaire
):
    said = [
        cied(tmp_path, shim, limit, "example", "-o", "a.json"),
        cied(tmp_path, shim, limit, "report", "a.json", "--html", "-o", "a.html"),
        cied(tmp_path, shim, limit, "export", "a.json", "--as", "csv", "-o", "a.csv"),
        cied(tmp_path, shim, limit, "batch", "a.json", "-o", "t.xlsx", "--quiet"),
        cied(tmp_path, shim, limit, "batch", "a.json", "-o", "t.csv", "--summary", "s.html"),
    ]
    # A command locks nothing that matters to a person.
    wanted = 0 if limit[0] == LOCK else 1
    for item in said:
        assert item.count(SAID[limit[0]]) == wanted
        assert item.count("This folder") == wanted
    assert read_answers(tmp_path / "a.json", questionnaire).answers.answers
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {
        "a.json", "a.html", "a.csv", "t.xlsx", "t.csv", "s.html",
    }  # fmt: skip


@pytest.mark.parametrize("limit", [(SYNC, "22"), (ACCESS, "1")], ids="=".join)
def test_reports_made_by_several_processes_say_it_once(
    tmp_path: Path, shim: Path, limit: tuple[str, str]
):
    for name in ("a.json", "b.json"):
        cied(tmp_path, shim, limit, "example", "-o", name)
    arguments = ("batch", "a.json", "b.json", "--reports", "r", "--jobs", "2", "--quiet")
    said = cied(tmp_path, shim, limit, *arguments, "--edition", "ministry", "--ministry", "Customs")
    assert said.count("This folder") == 1
    assert len(list((tmp_path / "r").iterdir())) == 2


@pytest.mark.parametrize("limit", LIMITS, ids="=".join)
def test_a_session_saves_there_and_says_once_what_is_lacking(
    tmp_path: Path, shim: Path, limit: tuple[str, str], questionnaire: Questionnaire
):
    cied(tmp_path, shim, limit, "example", "-o", "a.json")
    before = read_answers(tmp_path / "a.json", questionnaire).answers
    preload = {"LD_PRELOAD": str(shim), **dict([limit])}
    with Terminal(tmp_path, "open", "a.json", **preload) as terminal:
        # One word of it: where its lines are folded depends on how long the folder's name is.
        terminal.until("opened").press("f").until("saved", TOLD[limit[0]])
        terminal.press("f").press("q")
        assert terminal.ended() == 0
    after = read_answers(tmp_path / "a.json", questionnaire).answers
    assert after.answers.keys() == before.answers.keys()
    assert (tmp_path / "a.json.bak").exists()
    assert not (tmp_path / "a.json.lock").exists()


def test_the_compiler_is_installed_for_the_tests():
    setup = (Path(__file__).parent.parent / ".ci" / "setup").read_text()
    assert " gcc " in setup
    assert os.access(SOURCE, os.R_OK)
