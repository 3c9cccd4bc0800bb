"""The line at the foot of a dialog: what its keys do; a click on a key's name presses it."""

from __future__ import annotations

import re

from textual.content import Content
from textual.widgets import Static

_KEYS = {"Enter": "enter", "Esc": "escape", "Tab": "tab", "Delete": "delete", "Space": "space"}
"""The names of keys as people read them, and as Textual names them."""
_NAMES = re.compile(rf"\b({'|'.join(_KEYS)})\b")


class Hint(Static):
    """Words of ours, never of a person, in which keys are named."""

    def __init__(self, words: str) -> None:
        super().__init__(Content.from_markup(_NAMES.sub(_link, words)), classes="hint")


def _link(found: re.Match[str]) -> str:
    return f"[@click=app.press('{_KEYS[found[1]]}')]{found[1]}[/]"
