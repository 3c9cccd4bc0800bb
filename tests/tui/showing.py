"""Shows one screen as a person would meet it, and keeps what it closes with."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

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
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
            if then is not None:
                await then(pilot)

    asyncio.run(day())
    return app


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is under way."""
    waited = [one for one in pilot.app.workers if one.group in ("robustness", "report")]
    if waited:
        # An empty list would mean every worker, also those that wait for a person.
        await pilot.app.workers.wait_for_complete(waited)
    await pilot.pause()


def text_of(app: App[Any]) -> str:
    """Everything on the screen, line by line."""
    _width, height = app.size
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips[:height])
