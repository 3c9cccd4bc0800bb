"""Every theme shows every text: no letter has the colour of what is behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from hands import quiet
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.widgets import Tab

from assessment.tui.app import AssessmentApp
from assessment.tui.themes import THEMES, first_theme
from assessment.tui.widgets.page import Page

pytestmark = pytest.mark.slow

T = TypeVar("T")


def seen_in(session, theme: str, look: Callable[[App[Any]], T], size=(100, 30), keys=()) -> T:
    """What somebody sees in a theme, after some keys at the question."""
    seen: list[T] = []

    async def day() -> None:
        app = AssessmentApp(session.questionnaire, session)
        async with app.run_test(size=size) as pilot:
            app.theme = theme
            await pilot.press(*keys)
            await quiet(pilot)
            seen.append(look(app))

    asyncio.run(day())
    return seen[0]


def question_page(app: App[Any]) -> Page:
    return app.screen.query_one("#question", Page)


def role_style(page: Page, role: str) -> Style:
    return page.get_component_rich_style(f"page--{role}")


@pytest.mark.parametrize("theme", THEMES)
def test_every_role_can_be_read(session, theme):
    def look(app):
        page = question_page(app)
        return {role for role in page.ROLES if _hidden(role_style(page, role))}

    assert seen_in(session, theme, look) == set()


@pytest.mark.parametrize("theme", [item for item in THEMES if not item.startswith("ansi")])
def test_every_role_has_the_contrast_that_most_can_read(session, theme):
    def look(app):
        return {
            (page.id, role): contrast(
                *(Color.from_rich_color(item) for item in (style.color, style.bgcolor))
            )
            for page in app.screen.query(Page)
            for role in page.ROLES
            for style in [page.rich_style + role_style(page, role)]
        }

    contrasts = seen_in(session, theme, look, size=(160, 50))
    least = 7 if theme == "high-contrast" else 4.5
    assert {name: ratio for name, ratio in contrasts.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_the_recorded_level_is_never_dimmer_than_the_text_about_it(session, theme):
    def look(app):
        page = question_page(app)
        chosen = page.rich_style + role_style(page, "chosen")
        return {"plain": page.rich_style, "chosen": chosen}

    styles = seen_in(session, theme, look)
    assert styles["chosen"].bold
    assert styles["chosen"].reverse or styles["chosen"].color == styles["plain"].color


@pytest.mark.parametrize(
    ("environment", "theme"),
    [
        ({"TERM": "xterm-256color"}, "textual-dark"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "textual-dark"),
        ({"TERM": "screen"}, "ansi-dark"),
        ({"TERM": "xterm-16color"}, "ansi-dark"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "ansi-dark"),
    ],
)
def test_few_colours_and_none_take_the_theme_that_needs_none(monkeypatch, environment, theme):
    monkeypatch.delenv("COLORTERM", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert first_theme(None) == theme


@pytest.mark.parametrize("theme", [item for item in THEMES if not item.startswith("ansi")])
def test_the_names_of_all_parts_of_the_results_can_be_read(session, theme):
    def look(app):
        shown = {tab.label_text: tab.colors for tab in app.screen.query(Tab)}
        return {
            name: contrast(behind + letters, behind)
            for name, (behind, _, _, letters) in shown.items()
        }

    contrasts = seen_in(session, theme, look, keys=("s",))
    assert len(contrasts) >= 7
    # WCAG 2.1, success criterion 1.4.3; and 1.4.6 where high contrast is asked for.
    least = 7 if theme == "high-contrast" else 4.5
    assert {name: ratio for name, ratio in contrasts.items() if ratio < least} == {}


def contrast(color: Color, other: Color) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2.1 defines it."""
    lighter, darker = sorted((luminance(color), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    """The relative luminance of a colour, from 0 to 1, as WCAG 2.1 defines it."""
    red, green, blue = (_linear(part / 255) for part in color.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _hidden(style: Style) -> bool:
    # The terminal's default colours differ although they have one name.
    same = style.color == style.bgcolor and style.color is not None
    return same and not style.color.is_default and not style.reverse


@pytest.mark.parametrize("terminal", ["linux", "xterm", "vt100"])
def test_a_plain_console_gets_its_own_sixteen_colours(terminal, monkeypatch):
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.delenv("COLORTERM", raising=False)
    assert first_theme(None) == "ansi-dark"


SCREENS = {
    "question": (),
    "profile": ("p",),
    "conditions": ("p", "pagedown"),
    "review": ("v",),
    "results": ("s",),
    "why": ("s", "down", "enter"),
    "why overall": ("s", "enter"),
    "actions": ("s", "t"),
    "board": ("k",),
    "hand out": ("k", "o"),
    "print": ("P",),
    "action": ("a",),
    "evidence": ("e",),
    "help": ("question_mark",),
    "settings": ("O",),
}
"""The keys that lead to each screen from the question."""
NO_TEXT = frozenset("▓. ─│┌┐└┘╸╺━▌▐▄▀█░▁▔▊▎▏▕▔┃┏┓┗┛╭╮╰╯▆▇▅▃▂")
"""Lines, bars and edges, which say nothing that stands nowhere else."""


@pytest.mark.parametrize("theme", [item for item in THEMES if not item.startswith("ansi")])
@pytest.mark.parametrize("name", SCREENS)
def test_every_letter_on_every_screen_can_be_read(session, theme, name):
    def look(app):
        return {
            segment.text.strip(): round(ratio, 2)
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if (ratio := _ratio(segment)) is not None
        }

    found = seen_in(session, theme, look, keys=SCREENS[name])
    least = 7 if theme == "high-contrast" else 4.5
    assert {text: ratio for text, ratio in found.items() if ratio < least} == {}


def _ratio(segment):
    """The contrast of a run of text; None where it has no letters or the terminal's own colours."""
    style = segment.style
    if not segment.text or set(segment.text) <= NO_TEXT or style is None:
        return None
    if style.color is None or style.bgcolor is None:
        return None
    colors = [Color.from_rich_color(item) for item in (style.color, style.bgcolor)]
    return contrast(*colors)
