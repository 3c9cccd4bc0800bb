"""The keys of all screens: the help of a screen names each of them."""

from __future__ import annotations

import pytest
from textual.binding import Binding

from assessment.tui.desk.board import BoardScreen
from assessment.tui.desk.clash import ClashScreen
from assessment.tui.guides import GUIDES
from assessment.tui.screens.profile import ProfileScreen
from assessment.tui.screens.results import ResultsScreen
from assessment.tui.screens.review import ReviewScreen
from assessment.tui.screens.start import StartScreen

SCREENS = {
    "start": StartScreen,
    "profile": ProfileScreen,
    "review": ReviewScreen,
    "ministries": BoardScreen,
    "clash": ClashScreen,
    "results": ResultsScreen,
}
WRITTEN = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "delete": "Del",
    "backspace": "Backspace",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "f2": "F2",
    "left": "←",
    "right": "→",
    "down": "↓",
    "up": "↑",
    "minus": "-",
    "plus": "+",
}
"""Keys as the help writes them."""


def keys_of(screen: type) -> list[str]:
    """The first of the keys of each binding; the others are the same on other keyboards."""
    found = [item if isinstance(item, Binding) else Binding(*item) for item in screen.BINDINGS]
    return [item.key.partition(",")[0] for item in found]


@pytest.mark.parametrize("name", SCREENS)
def test_the_help_of_a_screen_names_every_key(name):
    rows = [key for _, group in GUIDES[name].groups for key, _ in group]
    named = set(" ".join(rows).split())
    for row in rows:
        if len(row) == 3 and row[1] == "-":
            named |= {chr(code) for code in range(ord(row[0]), ord(row[2]) + 1)}
    help_itself = {"question_mark", "f1"}
    missing = {WRITTEN.get(key, key) for key in keys_of(SCREENS[name]) if key not in help_itself}
    assert missing - named == set()


def test_a_key_of_the_question_screen_does_one_thing():
    from assessment.tui.commands import KEY_COMMANDS

    done: dict[str, set[str]] = {}
    for command in KEY_COMMANDS:
        for key in command.keys.split(","):
            done.setdefault(key, set()).add(command.action)
    twice = {key: sorted(actions) for key, actions in done.items() if len(actions) > 1}
    assert not twice, f"choose another key in assessment/tui/commands.py: {twice}"


def test_ministries_that_differ_are_settled_by_one_key_everywhere():
    from assessment.tui.commands import KEY_COMMANDS
    from assessment.tui.desk.came_back import CameBackScreen

    keys = {item.keys for item in KEY_COMMANDS if item.action == "settle"}
    for screen in (BoardScreen, CameBackScreen):
        keys |= {item.key for item in screen.BINDINGS if item.action == "settle"}
    assert keys == {"K"}
