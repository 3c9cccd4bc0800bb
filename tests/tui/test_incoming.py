"""What a terminal sends becomes keys only where a person pressed them."""

from __future__ import annotations

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from assessment.tui.driver import PASTE, PASTED, Incoming


def heard(*parts: bytes, pause_after: int | None = None) -> list[object]:
    """What the program hears of bytes that come in parts: keys by name, pasted texts as tuples."""
    incoming, parser = Incoming(), XTermParser()
    texts = []
    for number, part in enumerate(parts):
        texts.append(incoming.take(part))
        if number == pause_after:
            texts.append(incoming.pause())
    texts.append(incoming.pause())
    found = [item for text in texts if text for item in parser.feed(text)]
    return [(item.text,) if isinstance(item, events.Paste) else getattr(item, "key", item)
            for item in found]  # fmt: skip


def pasted(text: str) -> bytes:
    return f"{PASTE}{text}{PASTED}".encode()


def test_keys_are_keys():
    assert heard(b"3\x1b[B", b"\x1bOP") == ["3", "down", "f1"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("one 2 three", "one 2 three"),
        ("\x1b[2J 4 and \x1b]0;title\x07 more 3", " 4 and  more 3"),
        ("\x1b1\x1b2\x1b3", "123"),
        ("a\x1b", "a"),
        ("a\x1b[", "a["),
        ("line\r\nline", "line\nline"),
        ("", ""),
    ],
)
def test_no_pasted_text_acts_as_keys(text, kept):
    assert heard(pasted(text)) == [(kept,)]


def test_a_mark_of_the_end_inside_of_a_pasted_text_ends_nothing():
    assert heard(pasted(f"law {PASTED}3q")) == [("law 3q",)]
    assert heard(*(bytes([item]) for item in pasted(f"law {PASTED}3q"))) == [("law 3q",)]


def test_a_pasted_text_that_comes_in_parts_is_one_text():
    data = pasted("in force \x1b[31m since May")
    for place in range(1, len(data)):
        assert heard(data[:place], data[place:]) == [("in force  since May",)], place


def test_keys_after_a_pasted_text_are_keys():
    assert heard(pasted("law"), b"\r", pause_after=0) == [("law",), "enter"]
    assert heard(pasted("law") + b"3") == [("law",), "3"]


def test_two_texts_are_pasted():
    assert heard(pasted("law"), pasted("decree"), pause_after=0) == [("law",), ("decree",)]


@pytest.mark.parametrize(
    "reply", [b"\x1b[?62;22c", b"\x1b[>1;10;0c", b"\x1b]11;rgb:0000/1234/0000\x07", b"\x1b[?1u"]
)
def test_a_reply_of_the_terminal_that_nobody_asked_for_is_no_key(reply):
    assert heard(b"2" + reply + b"3") == ["2", "3"]


def test_bytes_of_another_encoding_are_a_sign_and_end_nothing():
    assert len(heard(b"caf\xe9 3")) == len("caf? 3")
