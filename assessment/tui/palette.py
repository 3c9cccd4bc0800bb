"""The command palette: whatever can be done on the screen that one sees, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from assessment.language import _
from assessment.tui.commands import Command, key_action, possible
from assessment.tui.matching import fold, holds, words_of
from assessment.tui.question.screen import QuestionScreen

NOT_OURS = ("command_palette", "app.focus_next", "app.focus_previous", "screen.copy_text")
"""What every program of the kind can do; it needs no name."""
ONLY_KEYS = ("scroll", "move", "letter", "palette")
"""What makes sense only as a key."""
PaletteEntry = tuple[str, str, Callable[[], object]]
"""A name, a sentence that may be empty, and what is done."""


class ScreenCommands(Provider):
    """Offers what can be done on the present screen now."""

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for name, help_text, run in self._offers():
            yield DiscoveryHit(name, run, help=help_text or None)

    async def search(self, query: str) -> Hits:
        """What fits the words that are typed."""
        matcher = self.matcher(fold(query))
        for name, help_text, run in self._offers():
            score = _likeness(matcher.match(name), query, help_text)
            if score > 0:
                yield Hit(score, name, run, help=help_text or None)

    def _offers(self) -> Iterator[PaletteEntry]:
        screen = self.screen
        if isinstance(screen, QuestionScreen):
            yield from _of_questions(screen)
        else:
            yield from _of_keys(screen)


def _of_questions(screen: QuestionScreen) -> Iterator[PaletteEntry]:
    for command in possible(screen.session):
        for name, action in _entries(command):
            # A dialog may open only once the palette has gone.
            yield name, command.help, partial(screen.app.call_later, screen.run_action, action)


def _likeness(of_name: float, query: str, help_text: str) -> float:
    """How well a command fits: by its name first, else by the words of what it does."""
    if of_name > 0:
        return 1 + of_name
    return float(holds(help_text, words_of(query)))


def _entries(command: Command) -> Iterator[tuple[str, str]]:
    if command.action == "level":
        yield from (
            (_("level {level}  ({level})").format(level=level), key_action("level", level))
            for level in range(5)
        )
    elif command.action not in ONLY_KEYS:
        yield f"{command.label}  ({command.shown})", key_action(command.action)


def _of_keys(screen: Screen[Any]) -> Iterator[PaletteEntry]:
    """Other screens say with their keys what each one does."""
    # What the place under the cursor does with a key is no command of the screen.
    active = [
        active_binding
        for active_binding in screen.active_bindings.values()
        if active_binding.node in (screen, screen.app)
    ]
    named = {
        item.binding.action: item for item in active if item.enabled and item.binding.description
    }
    for item in sorted(named.values(), key=lambda item: not item.binding.show):
        binding = item.binding
        if binding.action not in NOT_OURS:
            run = partial(screen.app.call_later, screen.app.run_action, binding.action, item.node)
            yield f"{binding.description}  ({_shown(screen, binding)})", binding.tooltip, run


def _shown(screen: Screen[Any], binding: Binding) -> str:
    from assessment.tui.widgets.keys import SHOWN

    return binding.key_display or SHOWN.get(binding.key) or screen.app.get_key_display(binding)
