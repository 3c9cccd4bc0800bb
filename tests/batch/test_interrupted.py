"""Ctrl-C while reports are made, signals at any moment, and what becomes of the others."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import IO

import pytest

from assessment.batch import interrupts
from assessment.cli.batch import STOPPING
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from batch.corpus import document, dump, write
from batch.stopped import CIED

pytestmark = pytest.mark.slow


def wait_for(what: Callable[[], object], seconds: float = 60, every: float = 0.02) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come"
        time.sleep(every)


class Reporting:
    """A run that makes reports, stopped after the first one."""

    def __init__(self, folder: Path, *arguments: str, signals: int = 1) -> None:
        running = subprocess.Popen(
            [CIED, "batch", "answers", "--reports", "rep", "--quiet", *arguments],
            cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        reports = folder / "rep"
        wait_for(lambda: reports.is_dir() and any(reports.glob("*.pdf")))
        for _ in range(signals):
            os.killpg(running.pid, signal.SIGINT)
            time.sleep(0.3)
        _, self.said = running.communicate(timeout=120)
        self.status = running.returncode
        self.made = len(list(reports.glob("*.pdf")))
        self.left = [path.name for path in reports.iterdir() if path.suffix != ".pdf"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_finishes_the_reports_under_way_and_counts_them(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path, jobs: str
):
    write(tmp_path / "answers", questionnaire, 30)
    same = ("--edition", "partner", "--questionnaire", str(questionnaire_folder))
    wanted = ("-o", "x.csv", "--summary", "x.html", "--jobs", jobs)
    stopped = Reporting(tmp_path, *wanted, *same)
    assert stopped.status == 130
    _, first, last = stopped.said.splitlines()  # the first is that of the edition's marking
    assert first == STOPPING
    assert 0 < stopped.made < 30
    assert stopped.left == []
    rows = (tmp_path / "x.csv").read_text().splitlines()[1:]
    assert len(rows) >= stopped.made
    assert last == (
        f"Interrupted. What was scored until then, {len(rows)} file{'s' * (len(rows) > 1)}, "
        f"is in x.csv. {stopped.made} report{'s' * (stopped.made > 1)} in rep. "
        "The summary was not made."
    )
    assert not (tmp_path / "x.html").exists()


def test_a_file_of_many_ministries_is_not_waited_for_to_the_end(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path
):
    (tmp_path / "answers").mkdir()
    content = document(questionnaire, 1)
    content["answers"] = {
        key: {"status": "answered", "level": 1, "ministry": name}
        for key, name in zip(questionnaire.by_id, content["profile"]["ministries"], strict=False)
    }
    (tmp_path / "answers" / "a.json").write_bytes(dump(content))
    same = ("--edition", "ministry", "--questionnaire", str(questionnaire_folder))
    stopped = Reporting(tmp_path, *same)
    assert stopped.made < len(content["profile"]["ministries"])
    assert f"{stopped.made} report" in stopped.said


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_second_ctrl_c_while_reports_are_made_leaves_nothing_half_done(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path, jobs: str
):
    write(tmp_path / "answers", questionnaire, 12)
    same = ("--edition", "ministry", "--jobs", jobs, "--questionnaire", str(questionnaire_folder))
    stopped = Reporting(tmp_path, "-o", "x.csv", *same, signals=2)
    assert stopped.said.splitlines()[0] == STOPPING
    for path in (tmp_path / "rep").glob("*.pdf"):
        assert path.read_bytes().rstrip().endswith(b"%%EOF")
    if stopped.status == 130:  # the report under way was finished before the second one came
        assert f" {stopped.made} report" in stopped.said.splitlines()[-1]
        return
    assert stopped.status == -signal.SIGINT
    assert stopped.said.splitlines() == [STOPPING]
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize("first", interrupts.SIGNALS)
def test_a_second_ctrl_c_ends_it_at_once_as_it_ends_any_program(first: int):
    """Work that goes on for a minute, whatever happens."""
    work = (
        "import sys, time; from assessment.batch import interrupts; interrupts.listen('Stopping.');"
        "print('Begun.', file=sys.stderr, flush=True); time.sleep(60);"
        "print(interrupts.is_stop_asked())"
    )
    running = subprocess.Popen([sys.executable, "-c", work], stderr=subprocess.PIPE)
    assert running.stderr
    assert line(running.stderr) == b"Begun.\n"
    running.send_signal(first)
    assert line(running.stderr) == b"Stopping.\n"
    for _ in range(1 if first == signal.SIGINT else 2):
        time.sleep(0.1)  # or the system makes one signal of two
        running.send_signal(signal.SIGINT)
    assert running.wait(30) == -signal.SIGINT
    assert running.stderr.read() == b""
    running.stderr.close()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, questionnaire: Questionnaire) -> Path:
    folder = tmp_path_factory.mktemp("many")
    (folder / "answers").mkdir()
    raws = [dump(document(questionnaire, seed)) for seed in range(20)]
    for number in range(1200):
        (folder / "answers" / f"{number:04}.json").write_bytes(raws[number % 20])
    return folder


class Begun:
    """A run that is stopped at a moment of chance after its table was begun."""

    def __init__(self, many: Path, questionnaire: Path, folder: Path, jobs: str, chance: Random):
        self.out = folder / "x.csv"
        self._folder = folder
        self._running = subprocess.Popen(
            [CIED, "batch", "answers", "-o", self.out, "--quiet", "--jobs", jobs,
             "--questionnaire", questionnaire],
            cwd=many, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        wait_for(lambda: list(folder.iterdir()), every=0.001)
        time.sleep(chance.uniform(0, 0.25))

    def ask(self, number: int) -> None:
        os.killpg(self._running.pid, number)

    def end(self) -> None:
        _, self.said = self._running.communicate(timeout=60)
        self.status = self._running.returncode
        self.left = [path.name for path in self._folder.iterdir()]

    def ends_in_one_true_sentence(self) -> None:
        assert len(self.said.splitlines()) == 1, self.said
        if "before anything was scored" in self.said:
            assert (self.status, self.left) == (130, [])
            return
        rows = len(self.out.read_text().splitlines()) - 1
        told = re.search(r"(\d+) files? scored|scored until then, (\d+) files?", self.said)
        assert told
        assert int(told[1] or told[2]) == rows
        assert self.left == ["x.csv"]
        assert self.status == (0 if told[1] else 130)


@pytest.fixture
def load() -> Iterator[None]:
    """Two processes beside the tests that do nothing, as fast as they can."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    yield
    for item in busy:
        item.kill()
        item.wait()


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", interrupts.SIGNALS)
@pytest.mark.parametrize("seed", range(4))
def test_whenever_it_is_asked_to_stop_it_ends_in_one_true_sentence(
    many: Path, questionnaire_folder: Path, tmp_path: Path, jobs: str, number: int, seed: int
):
    stopped = Begun(many, questionnaire_folder, tmp_path, jobs, Random(seed))
    stopped.ask(number)
    stopped.end()
    stopped.ends_in_one_true_sentence()


@pytest.mark.usefixtures("load")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", interrupts.SIGNALS)
def test_also_on_a_loaded_machine(
    many: Path, questionnaire_folder: Path, tmp_path: Path, jobs: str, number: int
):
    stopped = Begun(many, questionnaire_folder, tmp_path, jobs, Random(number))
    stopped.ask(number)
    stopped.end()
    stopped.ends_in_one_true_sentence()


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("seed", range(8))
def test_however_often_it_is_asked_to_stop_it_never_ends_in_a_traceback(
    many: Path, questionnaire_folder: Path, tmp_path: Path, jobs: str, seed: int
):
    chance = Random(seed)
    stopped = Begun(many, questionnaire_folder, tmp_path, jobs, chance)
    for _ in range(chance.randint(2, 5)):
        stopped.ask(chance.choice(interrupts.SIGNALS))
        time.sleep(chance.uniform(0, 0.02))
    stopped.end()
    if stopped.status != -signal.SIGINT:
        stopped.ends_in_one_true_sentence()
        return
    # A second Ctrl-C: at most the sentence was said already.
    assert len(stopped.said.splitlines()) <= 1
    assert "Traceback" not in stopped.said
    table = stopped.out.read_text() if stopped.out.exists() else "\n"
    assert table.endswith("\n")


@pytest.mark.parametrize("while_idle", [False, True])
def test_the_others_end_when_the_first_process_is_killed(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path, while_idle: bool
):
    write(tmp_path / "answers", questionnaire, 20)
    os.mkfifo(tmp_path / "more.tar.gz")
    more = os.open(tmp_path / "more.tar.gz", os.O_RDWR)
    reports = [] if while_idle else ["--reports", "rep"]
    running = subprocess.Popen(
        [CIED, "batch", "answers", "more.tar.gz", "-o", "x.csv", "--jobs", "2", "--quiet",
         *reports, "--questionnaire", str(questionnaire_folder)],
        cwd=tmp_path, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    wait_for(lambda: len(children.read_text().split()) == 2)
    others = [Path(f"/proc/{number}") for number in children.read_text().split()]
    running.kill()
    running.wait()
    os.close(more)
    wait_for(lambda: not any(is_alive(other) for other in others), seconds=20)


def is_alive(process: Path) -> bool:
    try:
        return process.joinpath("stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_nobody_has_to_hear_the_messages(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path, jobs: str
):
    for number in range(40):
        content = document(questionnaire, number)
        if number % 2:
            content["state"] = ""
        (tmp_path / f"{number:02}.json").write_bytes(dump(content))
    out = tmp_path / "x.csv"
    deaf, pipe = os.pipe()
    os.close(deaf)
    done = subprocess.run(
        [CIED, "batch", tmp_path, "-o", out, "--jobs", jobs,
         "--questionnaire", questionnaire_folder],
        stderr=pipe, check=False,
    )  # fmt: skip
    os.close(pipe)
    assert done.returncode == 1
    assert len(out.read_text().splitlines()) == 41


def test_a_list_that_is_awaited_at_a_terminal_is_asked_for_and_can_be_stopped(tmp_path: Path):
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, CIED, "batch", "-", "-o", "x.csv"],
        cwd=tmp_path, stdin=theirs, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    assert running.stderr
    first = line(running.stderr)
    assert first == b"Reading a list of paths, one a line; end it with Ctrl-D.\n"
    os.killpg(running.pid, signal.SIGINT)
    assert line(running.stderr) == b"Interrupted before anything was scored.\n"
    assert running.wait(60) == 130
    os.close(ours)
    running.stderr.close()


def line(stream: IO[bytes]) -> bytes:
    return stream.readline()


def test_two_members_of_one_name_have_a_report_each(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path
):
    import warnings
    import zipfile

    with warnings.catch_warnings(), zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        warnings.simplefilter("ignore")
        for seed in (1, 2):
            archive.writestr("same.json", dump(document(questionnaire, seed)))
    arguments = ["batch", str(tmp_path / "a.zip"), "--reports", str(tmp_path / "rep"), "--quiet"]
    same = ["--edition", "public", "--questionnaire", str(questionnaire_folder)]
    assert run([*arguments, *same]) == 0
    made = {path.name: path.read_bytes() for path in (tmp_path / "rep").iterdir()}
    assert set(made) == {"same.pdf", "same-2.pdf"}
    assert made["same.pdf"] != made["same-2.pdf"]
