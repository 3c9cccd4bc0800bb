"""What goes wrong around the program: each is told, and nothing is lost. In a real terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import resource
import signal
import struct
import subprocess
import termios
import time
import unicodedata
from pathlib import Path

import pytest
from answered import answered
from synthetic import SMALL
from terminal import CIED, ESCAPE, Terminal, surroundings

from assessment.answers import NOTE_LIMIT
from assessment.store import lock_path, new_answers, read_answers, write_answers
from assessment.tui.themes import THEMES, TITLES

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150)]
OPEN = ("open", "a.json", "--questionnaire", str(SMALL))
COLOURS = {str(tens + number).encode() for tens in (30, 40, 90, 100) for number in range(1, 7)}
"""The codes of the colours of a console; black, white and grey are none."""


@pytest.fixture
def terminal(path):
    with Terminal(path.parent, *OPEN) as terminal:
        yield terminal.until("AAA-01 ", "Subject of AAA-01")


def on_disk(path, small, question="AAA-01"):
    return read_answers(path, small).answers.answer(question)


def until_on_disk(terminal, path, small, holds):
    for _ in range(200):
        if holds(on_disk(path, small)):
            return
        terminal.read()
    raise AssertionError("it is not on disk:\n" + "\n".join(terminal.screen.display))


# What is pasted and typed.


def test_a_megabyte_in_a_note_is_cut_and_told_and_the_program_answers(terminal, path, small):
    terminal.press("o").until("Note on AAA-01").paste("word " * 200_000)
    terminal.until("There is no room for", "left out")
    terminal.press(ESCAPE).until("Subject of AAA-01")
    until_on_disk(terminal, path, small, lambda item: len(item.note) >= NOTE_LIMIT - 10)
    terminal.press("3").until("AAA-02 ")


def test_escapes_in_a_pasted_text_reach_neither_file_nor_terminal(terminal, path, small):
    evil = "before \x1b]0;owned\x07\x1b[2Jafter \x9b31m\u202eend"
    terminal.press("o").until("Note on AAA-01").paste(evil)
    terminal.until("before").press(ESCAPE).until("Note:")
    until_on_disk(terminal, path, small, lambda item: "end" in item.note)
    note = on_disk(path, small).note
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(note)
    assert b"\x1b]0;" not in terminal.raw


def test_a_pasted_text_never_acts_as_keys(terminal, path, small):
    terminal.paste("\x1b[2J 4 and \x1b]0;q\x07 4\x1b 4 u w").press("f").until("Flag –")
    until_on_disk(terminal, path, small, lambda item: not item.flag)
    assert on_disk(path, small).level == 1
    terminal.press("o").until("Note on AAA-01").paste("In \x1b[31mforce\x1b[0m since 4 May")
    terminal.until("In force since 4 May").press(ESCAPE)


def test_bytes_of_another_encoding_do_not_end_the_typing(terminal, path, small):
    terminal.press("o").until("Note on AAA-01")
    terminal.process.send(b" caf\xe9 noir")
    terminal.until("noir").press(ESCAPE).until("Note:")
    until_on_disk(terminal, path, small, lambda item: "noir" in item.note)


@pytest.mark.parametrize("text", ["評価 ボタン", "e\u0301a\u0308o\u0302", "تقييم وطني", "👩‍🚒 ok"])
def test_wide_combining_and_right_to_left_text_is_kept_as_typed(terminal, path, small, text):
    terminal.press("o").until("Note on AAA-01").paste(f" {text}").press(ESCAPE)
    terminal.until("Subject of AAA-01")
    kept = unicodedata.normalize("NFC", f"Confirmed. {text}")
    until_on_disk(terminal, path, small, lambda item: item.note == kept)
    terminal.press("3").until("AAA-02 ", "Subject of AAA-02")


# The window.


def test_a_tiny_window_does_no_harm_and_a_large_one_shows_all_again(terminal, path, small):
    for size in ((20, 5), (1, 1), (300, 3), (100, 30)):
        terminal.resize(*size).read(0.3)
    terminal.until("Subject of AAA-01", "Overall").press("4").until("AAA-02 ")
    until_on_disk(terminal, path, small, lambda item: item.level == 4)


def test_a_dialog_in_a_tiny_window_can_be_left(terminal):
    terminal.press("e").until("Evidence for").resize(20, 5).read(0.3)
    terminal.press(ESCAPE).resize(100, 30)
    terminal.until("Subject of AAA-01")


# The end from outside.


def test_a_lost_terminal_saves_what_was_being_typed(terminal, path, small):
    terminal.press("o").until("Note on AAA-01").press(*" Seen by the council.")
    terminal.until("Seen by the council.")
    terminal.process.ptyproc.fileobj.close()  # the window is closed: the kernel sends SIGHUP
    terminal.process.ptyproc.closed = True
    assert _gone(terminal.process)
    assert on_disk(path, small).note == "Confirmed. Seen by the council."
    assert not lock_path(path).exists()


def test_a_terminal_that_is_gone_without_a_word_ends_the_program(tmp_path, path, small):
    """As under `setsid`, where nobody is told that the line was cut."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    program = subprocess.Popen(
        [CIED, *OPEN],
        cwd=path.parent,
        env=surroundings(tmp_path),
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    seen = b""
    while b"Subject of AAA-01" not in seen:
        seen += os.read(master, 65536)
    os.write(master, b"4")
    while b"saved" not in seen:
        seen += os.read(master, 65536)
    os.close(master)
    assert program.wait(timeout=20) == 1
    assert on_disk(path, small).level == 4


def test_a_line_that_stood_still_before_it_was_cut_ends_the_program_too(tmp_path, path, small):
    """Nobody reads what is drawn until the program waits for that; then the line is cut."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
    program = subprocess.Popen(
        [CIED, *OPEN],
        cwd=path.parent,
        env=surroundings(tmp_path),
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    seen = b""
    while b"Subject of AAA-01" not in seen:
        seen += os.read(master, 65536)
    for _ in range(60):
        os.write(master, b"4zDD")
        time.sleep(0.02)
    until_it_rests(program)
    os.close(master)
    assert program.wait(timeout=30) == 1
    assert not lock_path(path).exists()


def until_it_rests(program):
    """Wait until a program needs no processor any more."""
    before, now = -1, 0
    while before != now:
        before = now
        time.sleep(1)
        seen = Path(f"/proc/{program.pid}/stat").read_text()
        now = sum(map(int, seen.rpartition(")")[2].split()[11:13]))


def test_being_told_to_end_saves_and_gives_the_terminal_back(terminal, path, small):
    terminal.press("o").until("Note on AAA-01").press(*" Seen.").until("Seen.")
    terminal.process.kill(signal.SIGTERM)
    assert terminal.ended() == 0
    assert on_disk(path, small).note == "Confirmed. Seen."
    assert b"\x1b[?1049l" in terminal.raw, "the screen of before is shown again"
    assert not lock_path(path).exists()


def test_ctrl_c_says_what_leaves_and_a_second_one_does_with_everything_saved(terminal, path, small):
    terminal.press("4", "\x03").until("Ctrl-Q leaves, and everything is saved")
    terminal.press("\x03")
    assert terminal.ended() == 0
    assert on_disk(path, small).level == 4


def _gone(process):
    for _ in range(600):
        if not process.isalive():
            return True
        time.sleep(0.05)
    return False


# The file.


def test_a_second_session_on_the_file_only_reads_it_and_says_so(terminal, path, small):
    with Terminal(path.parent, *OPEN) as second:
        second.until("READ ONLY", "Another session has this file").press("3").press("q")
        assert second.ended() == 0
    terminal.press("4").until("AAA-02 ")
    until_on_disk(terminal, path, small, lambda item: item.level == 4)


def test_a_file_that_another_program_changed_is_told_and_both_are_kept(terminal, path, small):
    theirs = new_answers(small, "Theirs", answered(small).date)
    write_answers(path, theirs)
    terminal.press("4").until("FILE CHANGED")
    assert read_answers(path, small).answers == theirs
    terminal.press("!").until("the other version is kept").press("k")
    terminal.until("saved ")
    until_on_disk(terminal, path, small, lambda item: item.level == 4)
    assert read_answers(path.with_name("a.json.theirs"), small).answers == theirs


def test_the_changed_file_can_be_loaded_and_undone(terminal, path, small):
    theirs = new_answers(small, "Theirs", answered(small).date)
    write_answers(path, theirs)
    terminal.press("4").until("FILE CHANGED").press("!").until("load the changed file").press("l")
    terminal.until("Theirs", "saved ").press("z").until("Examplia")
    until_on_disk(terminal, path, small, lambda item: item.level == 4)


def test_a_file_that_was_removed_is_told_and_written_again(terminal, path, small):
    path.unlink()
    terminal.press("4").until("FILE REMOVED").press("!").until("write the file again").press("k")
    terminal.until("saved ")
    until_on_disk(terminal, path, small, lambda item: item.level == 4)


def test_a_full_disk_is_told_and_one_can_save_elsewhere(path, small):
    with Terminal(path.parent, *OPEN) as terminal:
        terminal.until("Subject of AAA-01")
        _fill_the_disk(terminal, 100)
        terminal.press("4").until("NOT SAVED").press("q").until("try again", "save under another")
        _fill_the_disk(terminal, resource.RLIM_INFINITY)
        terminal.press("k").until("saved ").press("q")
        assert terminal.ended() == 0
    assert on_disk(path, small).level == 4


def test_a_folder_that_is_lost_is_told_until_it_is_there_again(tmp_path, small):
    folder = tmp_path / "stick"
    folder.mkdir()
    write_answers(folder / "a.json", answered(small))
    with Terminal(folder, *OPEN, XDG_STATE_HOME=str(tmp_path / "state")) as terminal:
        terminal.until("Subject of AAA-01")
        folder.rename(tmp_path / "pulled out")
        terminal.press("4").until("AAA-02 ", "FILE REMOVED").press("3").until("AAA-03 ")
        (tmp_path / "pulled out").rename(folder)
        terminal.until("saved ")
        until_on_disk(terminal, folder / "a.json", small, lambda item: item.level == 4)
        terminal.press("q")
        assert terminal.ended() == 0
    assert on_disk(folder / "a.json", small, "AAA-02").level == 3


def test_saving_goes_on_under_another_name(terminal, path, small):
    path.unlink()
    terminal.press("4").until("FILE REMOVED").press("!").until("under another name").press("e")
    terminal.until("Save under another name", "a.json").press("\x15", *"elsewhere.json")
    terminal.until("elsewhere.json").press("\r")
    terminal.until("now saves to", "saved ").press("3").until("AAA-03 ").press("q")
    assert terminal.ended() == 0
    assert not path.exists()
    other = path.with_name("elsewhere.json")
    assert (on_disk(other, small).level, on_disk(other, small, "AAA-02").level) == (4, 3)


def test_an_earlier_file_of_another_state_is_told_at_once(path, small):
    then = answered(small).replace(state="Otherland")
    write_answers(path.with_name("then.json"), then)
    with Terminal(path.parent, *OPEN, "--baseline", "then.json") as terminal:
        terminal.until("Subject of AAA-01", "another State", "Otherland")


def test_told_to_end_on_a_full_disk_it_says_where_the_answers_are(path, small):
    with Terminal(path.parent, *OPEN) as terminal:
        terminal.until("Subject of AAA-01")
        write_answers(path, new_answers(small, "Theirs", answered(small).date))
        terminal.press("4").until("FILE CHANGED")
        terminal.process.kill(signal.SIGTERM)
        assert terminal.ended() == 1
        assert b"a.json.unsaved" in terminal.raw
    assert on_disk(path.with_name("a.json.unsaved"), small).level == 4
    with Terminal(path.parent, *OPEN) as again:
        again.until("a.json.unsaved")


def test_what_a_lost_terminal_had_to_leave_elsewhere_is_told_by_the_next_session(tmp_path, small):
    """It lay in the program's own folder, and nobody ever said so."""
    folder = tmp_path / "share"
    folder.mkdir()
    write_answers(folder / "a.json", answered(small))
    state = {"XDG_STATE_HOME": str(tmp_path / "state")}
    with Terminal(folder, *OPEN, **state) as terminal:
        terminal.until("Subject of AAA-01")
        folder.rename(tmp_path / "away")
        terminal.press("4").until("FILE REMOVED")
        terminal.process.kill(signal.SIGHUP)
        assert terminal.ended() == 1
    (tmp_path / "away").rename(folder)
    [left] = (tmp_path / "state" / "cied").glob("a.json.*.unsaved")
    assert on_disk(left, small).level == 4
    with Terminal(folder, *OPEN, size=(160, 40), **state) as again:
        again.until("An earlier session could not save its last answers", left.name)


def _fill_the_disk(terminal, size):
    """No file may grow beyond a size: what a full disk does to a write."""
    resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_a_file_that_is_no_answer_file_is_told_and_left(path):
    path.write_text('{"format": 1, "answers": ')
    with Terminal(path.parent, *OPEN) as terminal:
        assert terminal.ended() == 1
        assert b"Traceback" not in terminal.raw
    assert path.read_text() == '{"format": 1, "answers": '


def test_a_name_that_no_disk_takes_is_told(tmp_path):
    with Terminal(tmp_path, "open", "x" * 300 + ".json") as terminal:
        assert terminal.ended() == 1
        assert b"Traceback" not in terminal.raw


# The terminal's colours.


def test_no_colour_where_none_is_wanted(path):
    with Terminal(path.parent, *OPEN, NO_COLOR="1") as terminal:
        terminal.until("Subject of AAA-01", "Overall").press("i").until("What to look for")
        shown = set(re.findall(rb"\x1b\[([\d;]+)m", terminal.raw))
    assert not any(_is_colour(item) for item in shown), shown
    assert not any(map(_is_hidden, shown)), shown


@pytest.mark.parametrize("many", ["", "truecolor"])
def test_without_colours_letters_can_be_read_in_every_theme(path, many):
    with Terminal(path.parent, *OPEN, NO_COLOR="1", COLORTERM=many) as terminal:
        terminal.until("Subject of AAA-01", "Overall")
        for theme in (*THEMES[THEMES.index("ansi-dark") + 1 :], *THEMES):
            terminal.press("D").until(f"Colours: {TITLES[theme]}")
        shown = set(re.findall(rb"\x1b\[([\d;]+)m", terminal.raw))
    assert not any(map(_is_hidden, shown)), shown


def test_without_colours_one_sees_where_one_stands(path):
    with Terminal(path.parent, *OPEN, NO_COLOR="1") as terminal:
        terminal.until("Subject of AAA-01", "Overall").press("l").until("to walk?")
        assert re.search(rb"\x1b\[(?:\d+;)*4(?:;\d+)*m[^\x1b]*unanswered", terminal.raw)
        terminal.press("\x1b").until_gone("to walk?").press("s").until("Results", "ALL Overall")
        assert re.search(rb"\x1b\[(?:\d+;)*7(?:;\d+)*m[^\x1b]*ALL Overall", terminal.raw)


def _is_hidden(codes):
    """Whether letters have the very colour that is behind them."""
    colours = dict(re.findall(rb"([34])8;(2;\d+;\d+;\d+|5;\d+)", codes))
    return len(colours) == 2 and colours[b"3"] == colours[b"4"]


def _is_colour(codes):
    """Grey of any shade is what a screen without colours is drawn with."""
    parts = codes.split(b";")
    for place, code in enumerate(parts):
        if code in (b"38", b"48"):
            return parts[place + 1] != b"2" or len(set(parts[place + 2 : place + 5])) > 1
    return bool(COLOURS & set(parts))


def test_a_linux_console_has_sixteen_colours(path):
    with Terminal(path.parent, *OPEN, TERM="linux", COLORTERM="") as terminal:
        terminal.until("Subject of AAA-01", "Overall").press("3").until("AAA-02 ")
        assert not re.search(rb"\x1b\[[\d;]*(?:38|48);[25];", terminal.raw)


@pytest.mark.parametrize("presses", range(1, 4))
def test_each_theme_shows_the_question_and_is_remembered(path, presses):
    with Terminal(path.parent, *OPEN) as terminal:
        terminal.until("Subject of AAA-01")
        for _ in range(presses):
            terminal.press("D").until("Colours: ")
        terminal.press("q").ended()
    with Terminal(path.parent, *OPEN) as again:
        again.until("Subject of AAA-01", "Overall").press("3").until("AAA-02 ").press("q")
        assert again.ended() == 0
