"""The command palette: every command of the question screen, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from assessment.tui.commands import Command, possible
from assessment.tui.screens.question import QuestionScreen


class QuestionCommands(Provider):
    """Offers what can be done on the question screen now."""

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for name, help_text, run in self._offers():
            yield DiscoveryHit(name, run, help=help_text)

    async def search(self, query: str) -> Hits:
        """What fits the words that are typed."""
        matcher = self.matcher(query)
        for name, help_text, run in self._offers():
            score = _likeness(matcher.match(name), query, help_text)
            if score > 0:
                yield Hit(score, name, run, help=help_text)

    def _offers(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        screen = self.screen
        if not isinstance(screen, QuestionScreen):
            return
        for command in possible(screen.session):
            for name, action in _entries(command):
                # A dialog may open only once the palette has gone.
                run = partial(screen.app.call_later, screen.run_action, action)
                yield name, command.help, run


def _likeness(of_name: float, query: str, help_text: str) -> float:
    """How well a command fits: by its name first, else by the words of what it does."""
    if of_name > 0:
        return 1 + of_name
    told = help_text.casefold()
    return float(all(word in told for word in query.casefold().split()))


def _entries(command: Command) -> Iterator[tuple[str, str]]:
    if command.action == "level":
        yield from ((f"level {level}  ({level})", f"level({level})") for level in range(5))
    elif command.action not in ("scroll", "palette"):
        yield f"{command.label}  ({command.shown})", command.action
