"""A program that was stopped goes on as it was: keys in their order, the screen whole."""

from __future__ import annotations

import os
import signal
import termios
import time
from pathlib import Path

import pytest
from synthetic import SMALL
from terminal import MAX_WAIT, Terminal

from assessment.store import read_answers

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150)]
OPEN = ("open", "a.json", "--questionnaire", str(SMALL))


@pytest.fixture
def terminal(path):
    with Terminal(path.parent, *OPEN) as terminal:
        yield terminal.until("AAA-01 ", "Subject of AAA-01", "Overall")


def stop_and_go_on(terminal, stop=signal.SIGSTOP, *, going_on=True):
    """Stop the program, wait until it is, and let it go on."""
    process = terminal.process
    process.kill(stop)
    state = Path(f"/proc/{process.pid}/stat")
    end = time.monotonic() + MAX_WAIT
    while state.read_text().rpartition(")")[2].split()[0] != "T":
        terminal.read(0.01)
        assert time.monotonic() < end, "it did not stop"
    terminal.screen.reset()  # whoever used the terminal in the meantime left nothing on it
    if going_on:
        process.kill(signal.SIGCONT)


def threads(terminal):
    """How many threads the program has."""
    return len(list(Path(f"/proc/{terminal.process.pid}/task").iterdir()))


def test_the_screen_is_drawn_anew(terminal):
    stop_and_go_on(terminal)
    terminal.until("AAA-01 ", "Subject of AAA-01", "0-4 level", "Overall", "Area AAA")


def test_no_further_thread_reads_keys_or_writes(terminal):
    before = threads(terminal)
    for _ in range(4):
        stop_and_go_on(terminal)
        terminal.until("Subject of AAA-01", "Overall")
    assert threads(terminal) == before


@pytest.mark.parametrize("stop", [signal.SIGSTOP, signal.SIGTSTP])
def test_levels_typed_fast_are_recorded_in_their_order(terminal, path, small, stop):
    ids = [question.id for question in small.questions if question.id.startswith(("AAA", "BBB"))]
    for turn in range(5):
        stop_and_go_on(terminal, stop)
        terminal.until("Overall", "0-4 level", "Subject of")
        levels = [(turn + place) % 5 for place in range(len(ids))]
        terminal.press("\x1b[H").until("►AAA")
        for level in levels:
            os.write(terminal.process.child_fd, str(level).encode())
        until_recorded(terminal, path, small, dict(zip(ids, levels, strict=True)))


def until_recorded(terminal, path, small, wanted):
    end = time.monotonic() + 8
    while time.monotonic() < end:
        terminal.read()
        answers = read_answers(path, small).answers
        found = {key: answers.answer(key).level for key in wanted}
        if found == wanted:
            return
    raise AssertionError(f"{found} instead of {wanted}")


def test_the_terminal_is_given_back_as_it_was_before(terminal):
    line = terminal.process.child_fd
    assert not termios.tcgetattr(line)[3] & termios.ECHO
    stop_and_go_on(terminal)
    terminal.until("Subject of AAA-01").press("q")
    assert terminal.ended() == 0
    assert termios.tcgetattr(line)[3] & termios.ECHO, "what one types into the shell is seen"
    assert b"\x1b[?1049l" in terminal.raw


def test_a_shell_that_changed_the_line_in_the_meantime_does_no_harm(terminal, path, small):
    line = terminal.process.child_fd
    stop_and_go_on(terminal, going_on=False)
    attributes = termios.tcgetattr(line)
    attributes[3] |= termios.ECHO | termios.ICANON
    termios.tcsetattr(line, termios.TCSANOW, attributes)
    terminal.process.kill(signal.SIGCONT)
    terminal.until("Subject of AAA-01", "Overall").press("4").until("AAA-02 ")
    until_recorded(terminal, path, small, {"AAA-01": 4})


@pytest.mark.parametrize("kind", ["dumb", "unknown", "DUMB"])
def test_a_terminal_that_draws_no_screen_is_told_in_a_sentence(path, kind):
    with Terminal(path.parent, *OPEN, TERM=kind) as terminal:
        assert terminal.ended() == 1
        assert f"This terminal draws no screen: it calls itself {kind}".encode() in terminal.raw
        assert b"\x1b[" not in terminal.raw
