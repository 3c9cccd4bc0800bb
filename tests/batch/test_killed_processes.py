"""Processes of a batch that are ended from outside: the run ends soon, in one true sentence."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from assessment.batch import interrupts
from assessment.batch.input_file import InputFile
from assessment.batch.workers import workers
from assessment.errors import WorkerLostError
from assessment.questionnaire import Questionnaire
from batch.corpus import document, dump, write
from batch.stopped import CIED

pytestmark = pytest.mark.slow

ENDED = "One of the processes was ended from outside, perhaps for want of memory, so "
AGAIN = " Run the command again, with fewer --jobs if memory is short."


def wait_for(what: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.002)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, questionnaire: Questionnaire) -> Path:
    folder = tmp_path_factory.mktemp("many")
    (folder / "answers").mkdir()
    raws = [dump(document(questionnaire, seed)) for seed in range(20)]
    for number in range(1500):
        (folder / "answers" / f"{number:04}.json").write_bytes(raws[number % 20])
    return folder


@pytest.fixture
def load() -> Iterator[None]:
    """Two processes beside the tests that do nothing, as fast as they can."""
    busy = [subprocess.Popen(["python3", "-c", "while True: pass"]) for _ in range(2)]
    yield
    for item in busy:
        item.kill()
        item.wait()


class Begun:
    """A run of several processes; what it leaves is looked at when it has ended."""

    def __init__(self, folder: Path, out: Path, questionnaire: Path, *arguments: str | Path):
        self.out = out
        self._running = subprocess.Popen(
            [CIED, "batch", *arguments, "--quiet", "--questionnaire", questionnaire],
            cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        self._seen: set[int] = set()

    def others(self) -> list[int]:
        pid = self._running.pid
        try:
            found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            found = []
        self._seen.update(map(int, found))
        return [int(item) for item in found]

    def await_others(self, number: int) -> list[int]:
        wait_for(lambda: len(self.others()) >= number or self._running.poll() is not None)
        return self.others()

    def ask(self, number: int) -> None:
        self._running.send_signal(number)

    def end(self, seconds: float = 60) -> None:
        _, said = self._running.communicate(timeout=seconds)
        self.said = said.strip()
        self.status = self._running.returncode
        assert "Traceback" not in self.said
        wait_for(lambda: not any(map(is_alive, self._seen)), seconds=5)
        left = [path.name for path in self.out.parent.rglob(".cied.*")]
        assert left == []


def is_alive(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def kill(process: int, number: int) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return


def ends_in_one_true_sentence(run: Begun, files: int, *, earlier: bool) -> None:
    assert len(run.said.splitlines()) == 1, run.said
    if run.status == 0:  # it was all but over
        assert run.said.startswith(f"{files} files scored.")
        assert len(run.out.read_text().splitlines()) == files + 1
        return
    assert run.status == 1
    table = f"{run.out} is left as it was." if earlier else "No table was written."
    told = re.fullmatch(
        re.escape(ENDED)
        + r"(answers/\d+\.json and the files after it were not all scored"
        + r"|what comes after answers/\d+\.json was not scored)\. "
        + re.escape(table + AGAIN),
        run.said,
    )
    assert told, run.said
    assert (run.out.read_text() == "earlier") if earlier else not run.out.exists()


@pytest.mark.parametrize("seed", range(8))
def test_whenever_processes_are_killed_the_run_ends_and_leaves_no_half_table(
    many: Path, questionnaire_folder: Path, tmp_path: Path, seed: int
):
    chance = Random(seed)
    out, earlier = tmp_path / "x.csv", bool(seed % 2)
    if earlier:
        out.write_text("earlier")
    jobs = chance.choice((2, 3))
    run = Begun(many, out, questionnaire_folder, "answers", "-o", out, "--jobs", str(jobs))
    run.await_others(1)
    time.sleep(chance.choice((0, chance.uniform(0, 0.02), chance.uniform(0, 0.5))))
    number = chance.choice((signal.SIGTERM, signal.SIGKILL))
    found = run.others()
    for process in found if seed % 3 == 0 else found[:1]:
        kill(process, number)
    run.end()
    ends_in_one_true_sentence(run, 1500, earlier=earlier)


@pytest.mark.usefixtures("load")
@pytest.mark.parametrize("seed", range(100, 103))
def test_also_on_a_loaded_machine(
    many: Path, questionnaire_folder: Path, tmp_path: Path, seed: int
):
    chance = Random(seed)
    out = tmp_path / "x.csv"
    run = Begun(many, out, questionnaire_folder, "answers", "-o", out, "--jobs", "2")
    run.await_others(1)
    time.sleep(chance.uniform(0, 0.5))
    for process in run.others():
        kill(process, chance.choice((signal.SIGTERM, signal.SIGKILL)))
    run.end()
    ends_in_one_true_sentence(run, 1500, earlier=False)


def test_a_process_that_ends_while_an_archive_is_awaited_is_heard_of(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path
):
    write(tmp_path / "answers", questionnaire, 5)
    os.mkfifo(tmp_path / "more.tar.gz")
    silent = os.open(tmp_path / "more.tar.gz", os.O_RDWR)  # it is there, and nothing comes
    out = tmp_path / "x.csv"
    named = ("answers", "more.tar.gz", "-o", out, "--jobs", "2")
    run = Begun(tmp_path, out, questionnaire_folder, *named)
    first, _ = run.await_others(2)
    time.sleep(1)  # most likely it waits for the archive by now; earlier is as well
    kill(first, signal.SIGKILL)
    run.end(30)
    os.close(silent)
    assert run.status == 1
    assert run.said.startswith(ENDED)
    assert not out.exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_whose_processes_were_stopped_ends_when_it_is_asked_to(
    many: Path, questionnaire_folder: Path, tmp_path: Path, number: int
):
    out = tmp_path / "x.csv"
    run = Begun(many, out, questionnaire_folder, "answers", "-o", out, "--jobs", "2")
    for process in run.await_others(2):
        kill(process, signal.SIGSTOP)
    time.sleep(0.3)
    run.ask(number)
    run.end(30)
    assert run.status == 130
    assert run.said.startswith("Interrupted")


def test_reports_of_a_run_that_lost_a_process_are_whole(
    questionnaire: Questionnaire, questionnaire_folder: Path, tmp_path: Path
):
    write(tmp_path / "answers", questionnaire, 12)
    rep = tmp_path / "rep"
    out = tmp_path / "x.html"
    named = ("answers", "--reports", "rep", "--summary", out, "--jobs", "2", "--edition", "partner",
             "--marking", "RESTRICTED")  # fmt: skip
    run = Begun(tmp_path, out, questionnaire_folder, *named)
    wait_for(lambda: rep.is_dir() and any(rep.glob("*.pdf")))
    wait_for(lambda: any(rep.glob(".cied.*")) or len(list(rep.glob("*.pdf"))) > 2)
    kill(run.others()[0], signal.SIGKILL)
    run.end()
    assert run.status == 1
    assert re.fullmatch(
        re.escape(ENDED) + r"answers/\S+ and the files after it were not all scored\. The reports "
        r"in rep are whole\. The summary was not made\." + re.escape(AGAIN),
        run.said,
    ), run.said
    for path in rep.glob("*.pdf"):
        assert path.read_bytes().rstrip().endswith(b"%%EOF")


@pytest.fixture
def listening() -> Iterator[None]:
    """Signals ask the run to stop, as they do in the command, and do as before afterwards."""
    before = {number: signal.getsignal(number) for number in interrupts.SIGNALS}
    interrupts.listen()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def chunk(name: str) -> tuple[InputFile, ...]:
    return (InputFile(name, name),)


@pytest.mark.usefixtures("listening")
def test_a_process_killed_in_the_middle_of_a_message_is_heard_of(tmp_path: Path):
    """What it began to send will never be whole, and nobody waits for the rest."""

    def work(items: tuple[InputFile, ...]) -> bytes:
        if items[0].name == "b.json":
            (tmp_path / "sender").write_text(str(os.getpid()))
            return b"x" * 50_000_000
        return b""

    def take(_: bytes) -> None:
        sender = tmp_path / "sender"
        wait_for(lambda: sender.exists() and sender.read_text())
        wait_for(lambda: "sock" in Path(f"/proc/{sender.read_text()}/wchan").read_text())
        kill(int(sender.read_text()), signal.SIGKILL)

    with pytest.raises(WorkerLostError, match=r"so b\.json and the files after it"):  # noqa: SIM117
        with workers(work, 2) as running:
            running.run(map(chunk, ("a.json", "b.json", "c.json")), take)
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("listening")
def test_no_file_is_passed_over_because_a_process_was_asked_to_stop_while_it_began():
    """A signal that reaches another process before it is ready ends it, or does nothing."""

    def chunks() -> Iterator[tuple[InputFile, ...]]:
        for number in range(20):
            if number == 10:
                for item in multiprocessing.active_children():
                    kill(item.pid or 0, signal.SIGHUP)
            yield chunk(f"{number}.json")

    given: list[str] = []
    with pytest.raises(WorkerLostError), workers(lambda items: items[0].name, 2) as running:
        running.run(chunks(), given.append)
    assert given == [f"{number}.json" for number in range(len(given))]
    assert len(given) <= 10
