"""Every theme shows every text: no letter has the colour of what is behind it."""

from __future__ import annotations

import asyncio

import pytest
from hands import quiet
from rich.style import Style

from assessment.tui.app import AssessmentApp
from assessment.tui.themes import THEMES, first_theme
from assessment.tui.widgets.page import Page


@pytest.mark.parametrize("theme", THEMES)
def test_every_role_can_be_read(session, theme):
    styles = {}

    async def day() -> None:
        app = AssessmentApp(session.questionnaire, session)
        async with app.run_test(size=(100, 30)) as pilot:
            app.theme = theme
            await quiet(pilot)
            page = app.screen.query_one("#question", Page)
            styles.update(
                {role: page.get_component_rich_style(f"page--{role}") for role in page.ROLES}
            )

    asyncio.run(day())
    unreadable = {role for role, one in styles.items() if _hidden(one)}
    assert not unreadable


def _hidden(style: Style) -> bool:
    # The terminal's default colours differ although they have one name.
    same = style.color == style.bgcolor and style.color is not None
    return same and not style.color.is_default and not style.reverse


@pytest.mark.parametrize("terminal", ["linux", "xterm", "vt100"])
def test_a_plain_console_gets_its_own_sixteen_colours(terminal, monkeypatch):
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.delenv("COLORTERM", raising=False)
    assert first_theme(None) == "ansi-dark"
