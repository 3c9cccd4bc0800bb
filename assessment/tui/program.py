"""What the question screen asks of the program that it is part of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from assessment.tui.memory import Memory


class Program(Protocol):
    """The program, as its screens know it."""

    memory: Memory | None

    @property
    def keys_are_waiting(self) -> bool:
        """Whether somebody types ahead: what is asked now would be answered by those keys."""

    def abandon_session(self) -> None:
        """End the session although its last changes are not saved; the person decided so."""

    def leave_questions(self) -> None:
        """Close the file: back to the start screen, or out where the file was named outright."""
