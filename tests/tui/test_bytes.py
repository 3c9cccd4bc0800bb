"""What is sent over the line to the terminal, in bytes: a line may be slow, and may cost money."""

from __future__ import annotations

import pytest
from synthetic import SMALL
from terminal import DOWN, ESCAPE, Terminal

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150)]
OPEN = ("open", "a.json", "--questionnaire", str(SMALL))
QUIET = 0.7
"""Seconds without a byte: longer than a save waits and takes."""


@pytest.fixture(params=[(100, 30), (80, 24)])
def terminal(path, request):
    with Terminal(path.parent, *OPEN, size=request.param) as terminal:
        terminal.until("AAA-01 ", "Subject of AAA-01")
        sent(terminal)
        yield terminal


def sent(terminal: Terminal, key: str = "", *words: str) -> int:
    """How many bytes a key sends, until its words are there and nothing more comes."""
    before = len(terminal.raw)
    if key:
        terminal.process.send(key)
    terminal.until(*words)
    while terminal.read(QUIET):
        continue
    return len(terminal.raw) - before


def test_a_note_is_opened_typed_and_left_with_few_bytes(terminal):
    assert sent(terminal, "o", "Note on AAA-01") <= 4000
    # The first letter leads to a save, whose mark stands on the question below.
    assert sent(terminal, "x", "Confirmed.x") <= 300 + 200
    assert sent(terminal, "y", "Confirmed.xy") <= 300 + 200
    for number in range(1, 20):
        terminal.process.send("z")
        terminal.until("xy" + number * "z")
    assert sent(terminal, ESCAPE, "Subject of AAA-01") <= 4000


def test_a_long_word_costs_300_bytes_a_letter_with_all_its_saves(terminal):
    sent(terminal, "o", "Note on AAA-01")
    before = len(terminal.raw)
    for number in range(1, 31):
        terminal.process.send("w")
        terminal.until("Confirmed." + number * "w")
    assert len(terminal.raw) - before + sent(terminal) <= 30 * 300


def test_the_mark_of_a_save_is_200_bytes(terminal):
    sent(terminal, "o", "Note on AAA-01")
    letter = sent(terminal, "x", "Confirmed.x", "saved")
    assert letter <= 300 + 200


def test_a_place_to_type_sends_nothing_while_nobody_types(terminal):
    """A cursor that blinks sent 60 bytes twice a second, as long as a dialog was open."""
    sent(terminal, "o", "Note on AAA-01")
    before = len(terminal.raw)
    assert not terminal.read(2), terminal.raw[before:]


def test_a_row_and_a_level_send_what_changes(terminal):
    assert sent(terminal, DOWN) <= 1000
    assert sent(terminal, "3", "AAA-02 ") <= 6000


def test_drawn_again_on_request_after_something_else_wrote_there(terminal):
    """What is on the terminal is not known then; without a request only changes are sent."""
    terminal.screen.reset()
    terminal.press("\x0c").until("Subject of AAA-01", "AAA-01 ", "level")


def test_a_window_that_was_tiny_for_a_moment_is_drawn_whole(path):
    """The program hears of the last size alone, which is the one it had."""
    with Terminal(path.parent, *OPEN) as terminal:
        terminal.until("AAA-01 ", "Subject of AAA-01", "Overall")
        for _ in range(10):
            sent(terminal)
            terminal.resize(1, 1).resize(100, 30)
            terminal.until("AAA-01 ", "Subject of AAA-01", "Overall")
