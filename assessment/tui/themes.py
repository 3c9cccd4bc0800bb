"""Light, dark and high contrast, and the sixteen colours of a plain console."""

from __future__ import annotations

import os

from textual.theme import Theme

from assessment.tui.memory import Memory

HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#00ffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    success="#00ff00",
    warning="#ffff00",
    error="#ff8080",
    dark=True,
    variables={
        "text-muted": "#ffffff",
        "primary-muted": "#000000",
        "border": "#ffffff",
        "footer-key-foreground": "#ffff00",
    },
)
THEMES = ("textual-dark", "textual-light", "high-contrast", "ansi-dark")
"""In the order in which the key goes through them."""
TITLES = {
    "textual-dark": "dark",
    "textual-light": "light",
    "high-contrast": "high contrast",
    "ansi-dark": "the terminal's own sixteen colours",
}


def first_theme(memory: Memory | None) -> str:
    """The theme chosen last; on a console of sixteen colours the one made for it."""
    chosen = memory.setting("theme") if memory is not None else ""
    if chosen in THEMES:
        return chosen
    plain = os.environ.get("TERM", "") in ("linux", "vt100", "vt220", "xterm", "ansi")
    return "ansi-dark" if plain and not os.environ.get("COLORTERM") else "textual-dark"


def next_theme(theme: str) -> str:
    """The theme after this one."""
    place = THEMES.index(theme) if theme in THEMES else -1
    return THEMES[(place + 1) % len(THEMES)]
