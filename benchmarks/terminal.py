"""How fast the terminal program answers, in a real pseudo-terminal of 100 x 30.

.venv/bin/python benchmarks/terminal.py

Until the first question's text is in the output, as a ratio to a bare Textual app's text; from a
level's key until the next question's id stands on the screen, in milliseconds; and what is sent to
the terminal, in bytes. On a half-answered file with the real questionnaire, and with a generated
one of 1,000 questions. Exits with 1 where more bytes are sent than may be.
"""

from __future__ import annotations

import json
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ
from typing import Any

import pyte
import yaml

from assessment.answers import Answer, Answers
from assessment.example import example_answers
from assessment.questionnaire import Question, Questionnaire
from assessment.store import folder_of, new_answers, read_questionnaire, write_answers
from assessment.tui.memory import Memory
from assessment.tui.question.habits import ASK_BY, OFF

CIED = str(Path(sys.executable).parent / "cied")
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("This is all that a bare app shows.")
Bare().run()
"""
BARE_TEXT = "This is all"
RUNS = 21
KEYS = 100
KEYS_SENT = {
    "another row": "\x1b[B",
    "a tick": " ",
    "a level": "3",
    "the question before": "\x1b[D",
}
"""Keys of which it is counted what they send to the terminal."""
MAX_BYTES = {"opening a note": 4000, "a letter of it": 300, "the mark of a save": 200}
PAUSE = 0.15
"""Between keys: a person reads; the save of the last answer is over."""


class Terminal:
    """A program in a pseudo-terminal, and what it has written."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self.master, slave = pty.openpty()
        ioctl(slave, TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.start = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)
        self.output = b""
        self._screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self._screen)

    def until(self, text: str, patience: float = 20) -> float:
        """Read until a text is in the output; the time since `start`, in seconds."""
        wanted = text.encode()
        while wanted not in self.output:
            if time.perf_counter() - self.start > patience:
                raise TimeoutError(f"{text!r} did not come: {self.output[-2000:]!r}")
            if select.select([self.master], [], [], 0.5)[0]:
                self.output += self._read()
        return time.perf_counter() - self.start

    def _read(self) -> bytes:
        found = os.read(self.master, 65536)
        self._stream.feed(found)
        return found

    @property
    def heading(self) -> str:
        """The line with the question's id and title."""
        return self._screen.display[1]

    def drain(self, seconds: float) -> None:
        """Read what still comes for some time."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if select.select([self.master], [], [], left)[0]:
                self._read()

    def press(self, key: str, then: str, patience: float = 20) -> float:
        """Press a key; the seconds until the question of an id is shown.

        Only what changes is sent, so the id is looked for on a screen. That is drawn by what has
        come, each piece with the time when it came.
        """
        start = time.perf_counter()
        os.write(self.master, key.encode())
        shown = 0.0
        while not shown and time.perf_counter() < start + patience:
            pieces: list[tuple[float, bytes]] = []
            while select.select([self.master], [], [], 0 if pieces else 0.5)[0]:
                pieces.append((time.perf_counter(), os.read(self.master, 65536)))
            for now, piece in pieces:
                self._stream.feed(piece)
                if not shown and f" {then} " in self.heading:
                    shown = now - start
        if shown:
            return shown
        raise TimeoutError(f"{then!r} did not come: {self._screen.display}")

    def bytes_for(self, key: str, seconds: float = 0.3) -> int:
        """Press a key; how many bytes it sends to the terminal."""
        self.drain(0.3 if key else 0)
        os.write(self.master, key.encode())
        end, count = time.perf_counter() + seconds, 0
        while (left := end - time.perf_counter()) > 0:
            if select.select([self.master], [], [], left)[0]:
                count += len(self._read())
        return count

    def end(self) -> None:
        """End the program."""
        self.process.kill()
        self.process.wait()
        os.close(self.master)


@contextmanager
def running(command: Sequence[str], state: Path) -> Iterator[Terminal]:
    look = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    environment = {**os.environ, **look, "XDG_STATE_HOME": str(state)}
    # As on a person's machine: what Python compiled at the first start is there at the next.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    terminal = Terminal(command, environment)
    try:
        yield terminal
    finally:
        terminal.end()


def first_text(command: Sequence[str], text: str, state: Path) -> float:
    with running(command, state) as terminal:
        return terminal.until(text)


def half_answered(questionnaire: Questionnaire) -> Answers:
    """The example with every second answer; a generated questionnaire repeats the real one's."""
    real = list(example_answers(read_questionnaire()).answers.values())
    answers = new_answers(questionnaire, "Examplia", example_answers(read_questionnaire()).date)
    for place, question in enumerate(questionnaire.questions):
        if place % 2:
            found = real[place % len(real)]
            answers = answers.with_answer(question.id, _with_points(question, found, place))
    return answers


def _with_points(question: Question, answer: Answer, place: int) -> Answer:
    """Half of the answers have points; ticks that belong to another question are taken away."""
    answer = answer.model_copy(update={"points": None, "review": None, "positions": ()})
    if answer.level is None or place % 4 == 1:
        return answer
    return answer.stating("answered", level=answer.level, points=question.implied(answer.level))


def thousand(folder: Path) -> str:
    """A questionnaire of 1,000 questions: the real areas, their questions over and over."""
    source = folder_of("unga-75-59")
    (folder / "areas").mkdir(parents=True)
    for name in ("questionnaire.yaml", "paragraphs.yaml", "instruments.yaml"):
        text = (source / name).read_text()
        (folder / name).write_text(text.replace("id: unga-75-59", "id: thousand", 1))
    left = 1000
    files = sorted((source / "areas").glob("*.yaml"))
    for number, file in enumerate(files):
        area = yaml.safe_load(file.read_text())
        count = left // (len(files) - number)
        left -= count
        area["questions"] = [_numbered(area, place) for place in range(count)]
        (folder / "areas" / file.name).write_text(json.dumps(area, ensure_ascii=False))
    return str(folder)


def _numbered(area: dict[str, Any], place: int) -> dict[str, Any]:
    question = area["questions"][place % len(area["questions"])]
    key = f"{area['id']}-{place + 1:03d}"
    return {
        **question,
        "id": key,
        "requires": [],
        "text": f"{key}: {question['text']}",
        "absent": f"{key} 0: {question['absent']}",
    }


def measure(name: str, questionnaire_name: str, folder: Path) -> bool:
    """Print what was measured; whether no more bytes were sent than may be."""
    questionnaire = read_questionnaire(questionnaire_name)
    path = folder / f"{questionnaire.id}.json"
    write_answers(path, half_answered(questionnaire))
    command = (CIED, "open", str(path), "--questionnaire", questionnaire_name)
    ids = [question.id for question in questionnaire.questions]
    state = folder / f"state-{questionnaire.id}"
    Memory(state / "cied" / "sessions.json").set(ASK_BY, OFF)
    with running(command, state) as terminal:
        terminal.until(ids[0].rpartition("-")[0])
        terminal.drain(1)
        terminal.press("\x1b[H", ids[0])
        terminal.drain(0.5)
        times = []
        for place in range(1, min(KEYS, len(ids) - 1)):
            times.append(1000 * terminal.press(str(place % 5), ids[place]))
            terminal.drain(PAUSE)
        sent = {what: terminal.bytes_for(key) for what, key in KEYS_SENT.items()}
        typed = _while_typing(terminal)
        [text] = [
            item.text for item in questionnaire.questions if f" {item.id} " in terminal.heading
        ]
    times.sort()
    print(_start(name, command, " ".join(text.split()[:4]), state))
    print(
        f"| {name}: level key to next id, ms | median {statistics.median(times):.1f}, "
        f"95th percentile {times[int(len(times) * 0.95)]:.1f} | 15, 30 |"
    )
    told = ", ".join(f"{what} {count:,}" for what, count in sent.items())
    print(f"| {name}: bytes to the terminal for a key | {told} | |")
    for what, count in typed.items():
        print(f"| {name}: bytes for {what} | {count:,} | {MAX_BYTES[what]:,} |")
    return all(count <= MAX_BYTES[what] for what, count in typed.items())


def _while_typing(terminal: Terminal) -> dict[str, int]:
    """What a note sends to the terminal: opened, a letter of it, and the mark of its save."""
    opened = terminal.bytes_for("o", 1)
    letters = [terminal.bytes_for(letter) for letter in "abc"]
    saved = terminal.bytes_for("", 1.5)
    terminal.bytes_for("\x1b")
    return dict(zip(MAX_BYTES, (opened, max(letters), saved), strict=True))


def _start(name: str, command: Sequence[str], text: str, state: Path) -> str:
    """A row of the table: both programs by turns, so that a busy minute falls on both."""
    bare = (sys.executable, "-c", BARE)
    first_text(command, text, state)
    first_text(bare, BARE_TEXT, state)
    mine, theirs = [], []
    for _ in range(RUNS):
        mine.append(first_text(command, text, state))
        theirs.append(first_text(bare, BARE_TEXT, state))
    ratios = sorted(their / other for their, other in zip(mine, theirs, strict=True))
    quickest = min(mine) / min(theirs)
    return (
        f"| {name}: first text / bare Textual app | median {statistics.median(ratios):.2f} "
        f"({ratios[0]:.2f} to {ratios[-1]:.2f}), quickest of each {quickest:.2f} | 1.8 |"
    )


def main() -> int:
    print("| what | measured | at most |")
    print("| --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        real = measure("the real questionnaire", "unga-75-59", base)
        many = measure("1,000 questions", thousand(base / "thousand"), base)
    return 0 if real and many else 1


if __name__ == "__main__":
    sys.exit(main())
