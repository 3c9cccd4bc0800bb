"""Shows one screen as a person would meet it, and keeps what it closes with."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from hands import press, settle, text_of
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

__all__ = ["OPEN", "Scenario", "Showing", "settle", "show", "slowly", "text_of"]

Scenario = Callable[[Pilot[Any]], Awaitable[None]]
OPEN = "still open"


class Showing(App[Any]):
    """One screen over an empty one."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, shown: Screen[Any]) -> None:
        super().__init__()
        self.shown = shown
        self.closed_with: Any = OPEN
        self.told: list[str] = []

    def on_mount(self) -> None:
        self.animation_level = "none"
        self.push_screen(self.shown, self.keep)

    def keep(self, result: Any) -> None:
        self.closed_with = result

    def notify(self, message: str, **options: Any) -> None:
        self.told.append(message)
        super().notify(message, **options)


def show(
    screen: Screen[Any], *keys: str, then: Scenario | None = None, size: tuple[int, int] = (100, 30)
) -> Showing:
    """Show a screen, press keys, look; the program as it was left."""
    app = Showing(screen)

    async def day() -> None:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            for key in keys:
                await press(pilot, key)
            await settle(pilot)
            if then is not None:
                await then(pilot)

    asyncio.run(day())
    return app


def slowly(*keys: str) -> Scenario:
    """Press keys, and save at each, as a slow hand has it."""

    async def typing(pilot: Pilot[Any]) -> None:
        for key in keys:
            await press(pilot, key)
            if (keep := getattr(pilot.app.screen, "keep_typed", None)) is not None:
                keep()

    return typing
