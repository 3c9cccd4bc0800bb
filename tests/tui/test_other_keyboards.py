"""Keys of other keyboards: digits of any script are digits, a strange letter is answered."""

from __future__ import annotations

import pytest
from sitting import on_disk, sit, typing
from synthetic import SMALL
from terminal import Terminal

from assessment.tui.other_keyboards import as_latin

THREES = ["٣", "۳", "３", "३", "৩", "๓", "᠓"]
STRANGE = ["й", "é", "ж", "ن", "评", "&", '"', "²"]


@pytest.mark.parametrize("digit", THREES)
def test_a_digit_of_any_script_gives_the_level(session, digit):
    sit(session, then=typing(digit))
    assert (on_disk(session, "AAA-01").level, session.position) == (3, "AAA-02")


@pytest.mark.parametrize("digit", THREES)
def test_a_digit_of_any_script_chooses_in_a_dialog(session, digit):
    sit(session, "t", then=typing(digit))
    assert session.answer("AAA-01").target == 3
    sit(session, "y", then=typing(digit, "<escape>"))
    assert session.answer("AAA-01").reviewed_level == 3


def test_a_full_width_letter_is_a_key(session):
    sit(session, then=typing("ｕ"))
    assert session.answer("AAA-01").status == "unknown"
    assert "Which ministries support?" in sit(session, then=typing("Ｍ")).words


def test_a_text_keeps_what_is_typed(session):
    sit(session, "o", then=typing(" ٣ ３ й ｕ", "<escape>"))
    assert session.answer("AAA-01").note == "Confirmed. ٣ ３ й ｕ"
    assert session.answer("AAA-01").level == 1


@pytest.mark.parametrize("letter", STRANGE)
def test_a_letter_of_another_keyboard_says_what_was_expected(session, letter):
    before = session.answers
    app = sit(session, then=typing(letter), size=(80, 24))
    assert f"{letter} does nothing here." in app.heard
    assert "Expected is 0 to 4, or n, u, w (F1 lists all keys)" in app.heard
    assert session.answers == before


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("t",), "Expected is 0, 1, 2, 3, 4, ."),
        (("c",), "Expected is l, m, h, -"),
        (("s",), "Expected is a Latin letter or a digit"),
        (("v",), "Expected is a Latin letter or a digit"),
        (("p", "pagedown"), "Expected is a Latin letter or a digit"),
        (("v", "F"), "Expected is y or n"),
    ],
)
def test_every_screen_says_what_it_expects(session, keys, expected):
    assert expected in sit(session, *keys, then=typing("й")).heard


def test_a_letter_that_is_a_key_is_never_said_to_be_strange(session):
    assert "does nothing here" not in sit(session, *"itx", "escape").heard


@pytest.mark.parametrize("text", ["a", "7", "٣٣", "", "²", "½", "Ⅲ"])
def test_all_else_stays_as_it_is(text):
    assert as_latin(text) == text


@pytest.mark.parametrize("keys", ["٣", "\x1b[1635;;1635u"])
def test_a_digit_of_another_script_comes_through_a_real_terminal(path, keys):
    with Terminal(path.parent, "open", "a.json", "--questionnaire", str(SMALL)) as terminal:
        terminal.until("Subject of AAA-01", "Overall").press(keys).until(
            "AAA-02 ", "z takes it back"
        )


@pytest.mark.parametrize("keys", ["й", "\x1b[1081;;1081u"])
def test_a_letter_of_another_keyboard_is_answered_in_a_real_terminal(path, keys):
    with Terminal(path.parent, "open", "a.json", "--questionnaire", str(SMALL)) as terminal:
        terminal.until("Subject of AAA-01", "Overall").press(keys).until("Expected is 0 to 4")
