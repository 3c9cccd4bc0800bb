"""Every screen in a language that is made by rule: nothing on it is left in English, or cut off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from terminal import ESCAPE, Terminal
from test_language import in_english, written_in_other_letters

from assessment.answers import Answers
from assessment.store import write_answers

pytestmark = pytest.mark.slow
AS_THEY_ARE = {"Enter", "Space", "Spa", "Tab", "Esc", "Home", "End", "en"}
"""What is printed on a key, in full or cut, and the code of the file's language."""


@pytest.fixture
def other_letters(example: Answers, tmp_path: Path) -> Path:
    """The example, with everything that people wrote in letters that are not ours."""
    write_answers(tmp_path / "a.json", written_in_other_letters(example))
    return tmp_path


@pytest.mark.parametrize(
    ("key", "there"),
    [("s", "50.4"), ("v", "LAW-05"), ("k", "ŢÉẊŢ"), ("p", "ŢÉẊŢ"), ("?", "·]"), ("a", "ŢÉẊŢ")],
)
def test_a_screen_has_nothing_in_english(other_letters: Path, key: str, there: str):
    with Terminal(
        other_letters, "open", "a.json", size=(160, 50), CIED_LANGUAGE="en-XA"
    ) as terminal:
        terminal.until("COM-04")
        assert in_english("\n".join(terminal.screen.display)) <= AS_THEY_ARE
        before = terminal.text
        terminal.press(key)
        terminal.until(there)
        while terminal.text == before or terminal.read(0.5):
            terminal.read()
        assert in_english("\n".join(terminal.screen.display)) <= AS_THEY_ARE
        terminal.press(ESCAPE)


PAGE_DOWN = "\x1b[6~"
WALK = (
    *"eoayRmMntcj:/liOWSbP?f",
    *(f"v{key}" for key in "234F?"),
    *(f"s{key}" for key in "gfrtedcw?\r"),
    *(f"k{key}" for key in "oTaUdrwP?\r"),
    *(["p", *[PAGE_DOWN] * number] for number in range(1, 6)),
    "p?",
    "K",
    "K?",
    "\x10",
)
"""Keys that lead from a question to every screen, dialog and part of one."""


def test_no_dialog_says_anything_in_english(other_letters: Path):
    found = {}
    with Terminal(
        other_letters, "open", "a.json", size=(120, 40), CIED_LANGUAGE="en-XA"
    ) as terminal:
        terminal.until("COM-04")
        for keys in WALK:
            for key in keys:
                _until_still(terminal.press(key))
            shown = "\n".join(terminal.screen.display)
            # Neither a path nor the name of a folder in a list of them.
            if words := in_english(re.sub(r"/[\w./-]*|\w+/", " ", shown)) - AS_THEY_ARE:
                found[str(keys)] = words
            for _screen in keys[:2]:
                _until_still(terminal.press(ESCAPE))
    assert found == {}


def _until_still(terminal: Terminal) -> None:
    while terminal.read(0.15):
        pass
