"""The hands of a person at the terminal: keys, text, a paste, the mouse, a window that changes.

Textual's `Pilot.press` waits for the processor to fall idle, 50 ms a key; these wait until every
message is handled, which takes a tenth of that and does not depend on how busy the machine is.
"""

from __future__ import annotations

import asyncio
import unicodedata
from typing import Any

from textual import events
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

ROUNDS = 4
"""A message leads to others: a dialog that is closed, a focus that moves, a list that is filled."""
BACKGROUND = ("robustness", "report", "parts")
"""Work on threads; a worker of another group waits for a person."""


async def quiet(pilot: Pilot[Any]) -> None:
    """Wait until every key is heard, every message is handled, and everything is drawn."""
    rounds = 0
    while rounds < ROUNDS:
        await _handled()
        if not pilot.app.is_running:
            return
        pilot.app.screen._on_timer_update()
        rounds += 1
        if _under_way(pilot.app):
            # What is waited for may be a thread, which needs the processor.
            await asyncio.sleep(0.001)
            rounds = 0


async def _handled() -> None:
    """Wait until the event loop has nothing left that it could do at once."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


def _under_way(app: App[Any]) -> bool:
    """Whether a key is being answered, or a new size is taken up a moment later.

    A program of the tests' own hears keys as Textual does, and has no turns.
    """
    return getattr(app, "keys_under_way", False) or app._resize_timer is not None


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is under way in the background either."""
    if pilot.app._exit:
        return
    waited = [worker for worker in pilot.app.workers if worker.group in BACKGROUND]
    if waited:
        # An empty list would mean every worker, also those that wait for a person.
        await pilot.app.workers.wait_for_complete(waited)
    await quiet(pilot)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, one after the other; a longer text is typed with `type_text`."""
    for key in keys:
        send(pilot.app, _key(key))
        await quiet(pilot)


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Type a text, a key a letter."""
    for letter in text:
        send(pilot.app, events.Key(_character_to_key(letter), letter))
    await quiet(pilot)


async def paste(pilot: Pilot[Any], text: str) -> None:
    """Paste a text, as a terminal brackets it."""
    send(pilot.app, events.Paste(text))
    await quiet(pilot)


async def resize(pilot: Pilot[Any], width: int, height: int) -> None:
    """Give the window another size."""
    driver, size = pilot.app._driver, Size(width, height)
    if isinstance(driver, HeadlessDriver):
        driver._size = size
    send(pilot.app, events.Resize(size, size))
    await quiet(pilot)


async def click(pilot: Pilot[Any], words: str) -> None:
    """Click on the first place of the screen that shows these words."""
    for y, line in enumerate(text_of(pilot.app).split("\n")):
        if words in line:
            await pilot.click(offset=(cell_of(line, words), y))
            await settle(pilot)
            return
    raise AssertionError(f"{words!r} is not on the screen:\n{text_of(pilot.app)}")


def cell_of(line: str, words: str) -> int:
    """The column where some words begin; the tests' own texts have no wide characters."""
    return line.index(words) + min(1, len(words) - 1)


def send(app: App[Any], event: events.Event) -> None:
    """Hand an event to the program, as its terminal would."""
    event.set_sender(app)
    if app._driver is not None:
        app._driver.send_message(event)


def text_of(app: App[Any]) -> str:
    """Everything on the screen, line by line."""
    _width, height = app.size
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips[:height])


def words_of(app: App[Any]) -> str:
    """Everything on the screen as one run of words, however its lines are folded."""
    return " ".join(text_of(app).split())


def _key(key: str) -> events.Key:
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    original = REPLACED_KEYS.get(name, name)
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(original))
    except KeyError:
        character = key if len(key) == 1 else None
    return events.Key(name, character)
