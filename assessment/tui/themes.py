"""Light, dark and high contrast, and the sixteen colours of a plain console."""

from __future__ import annotations

import os

from textual.theme import Theme

from assessment.language import _
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
        "text-disabled": "#ffffff",
        "input-selection-background": "#00305f",
        "primary-muted": "#00305f",
        "border": "#ffffff",
        "footer-key-foreground": "#ffff00",
    },
)
DARK = Theme(
    name="textual-dark",
    # Textual's own #0178D4 has a contrast of 3.8 under the text of a chosen row or a button.
    primary="#0165b4",
    secondary="#004578",
    accent="#ffa62b",
    warning="#ffa62b",
    error="#ba3c5b",
    success="#4ebf71",
    foreground="#e0e0e0",
    dark=True,
)
LIGHT = Theme(
    name="textual-light",
    primary="#004578",
    secondary="#0178d4",
    accent="#ffa62b",
    warning="#ffa62b",
    error="#ba3c5b",
    success="#4ebf71",
    surface="#d8d8d8",
    panel="#d0d0d0",
    background="#e0e0e0",
    dark=False,
    variables={
        # Textual's own have contrasts of 3.1 and 3.7 on this ground; 4.5 can be read by most.
        "text-accent": "#6f4300",
        "text-warning": "#6f4300",
        "text-success": "#1c5a31",
        "footer-key-foreground": "#004578",
    },
)
THEMES = ("textual-dark", "textual-light", "high-contrast", "ansi-dark")
"""In the order in which the key goes through them."""
TITLES = {
    "textual-dark": "dark",
    "textual-light": "light",
    "high-contrast": _("high contrast"),
    "ansi-dark": _("the terminal's own sixteen colours"),
}


def first_theme(memory: Memory | None) -> str:
    """The theme chosen last; on a console of sixteen colours the one made for it."""
    chosen = memory.setting("theme") if memory is not None else ""
    if chosen in THEMES:
        return chosen
    if os.environ.get("NO_COLOR"):
        # Without colours only bold and reversed letters tell what is recorded.
        return "ansi-dark"
    many = "256color" in os.environ.get("TERM", "") or bool(os.environ.get("COLORTERM"))
    return "textual-dark" if many else "ansi-dark"


def next_theme(theme: str) -> str:
    """The theme after this one."""
    index = THEMES.index(theme) if theme in THEMES else -1
    return THEMES[(index + 1) % len(THEMES)]
