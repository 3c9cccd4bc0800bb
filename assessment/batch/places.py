"""Memory that processes share, in which the result of a part waits for the first process.

Through a pipe it would be copied six times on its way into the table, and the process that made it
would have to wait until it is read. Here it is copied three times, and nobody waits.
"""

from __future__ import annotations

import mmap
import pickle
from typing import Any, NamedTuple

PLACE = 1024 * 1024
"""Bytes of one place; only those that are used take memory."""


class Left(NamedTuple):
    """What is sent instead of a result that waits in a place: how many bytes it has."""

    size: int


class Place:
    """Room for one result; made before the processes are forked, so that all see the same."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, PLACE)

    def put(self, result: object) -> object:
        """Leave a result here; one that has no room is given back, to be sent as it is."""
        self._memory.seek(0)
        try:
            pickle.dump(result, self._memory, protocol=pickle.HIGHEST_PROTOCOL)
        except ValueError:  # it went beyond the end
            return result
        return Left(self._memory.tell())

    def take(self, sent: object) -> Any:
        """The result of which `put` gave what was sent."""
        if not isinstance(sent, Left):
            return sent
        with memoryview(self._memory) as memory:
            return pickle.loads(memory[: sent.size])  # noqa: S301 - our own process left it there
