"""Patterns that name files: `*`, `?`, `**`, and brackets, which also stand in ordinary names.

Of `[2026] Kareland/*.json` nobody can see whether the brackets belong to a name or stand for one
of their signs. What is there decides.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import product

SLASH = "/"
_BRACKETS = re.compile(r"\[!?\]?[^\]/]*\]")
_MAX_BRACKETS = 6
"""Brackets of which each may be read either way: 64 readings; of more, all are read the same."""


def is_pattern(path: str) -> bool:
    """Whether a path is a pattern, and not the name of something that is there."""
    return glob.has_magic(path) and not os.path.lexists(path)


def matches(pattern: str) -> list[str]:
    """The files and folders that a pattern matches, in no order.

    A folder at its beginning that is there is meant, whatever its name holds: `a*b/*.json`. Behind
    it brackets are part of a name where that is there, and else stand for one of their signs.
    """
    named, rest = _named_folder(pattern)
    found = (_found(named + reading) for reading in readings(rest))
    return next(filter(None, found), [])


def other_matches(pattern: str) -> int:
    """How many more there would be if brackets stood for one of their signs wherever they can."""
    named, rest = _named_folder(pattern)
    if _BRACKETS.search(rest) is None:
        return 0
    return len(set(_found(named + rest)).difference(matches(pattern)))


def is_named(name: str, pattern: str) -> bool:
    """Whether a name fits a pattern, in whichever way its brackets are read."""
    return any(fnmatchcase(name, reading) for reading in readings(pattern))


@lru_cache
def readings(pattern: str) -> tuple[str, ...]:
    """The pattern with its brackets as part of names, as many as can be, then as sets."""
    return tuple(dict.fromkeys(_readings(pattern)))


def _readings(pattern: str) -> Iterator[str]:
    number = len(_BRACKETS.findall(pattern))
    literal, as_set = (True, False)
    ways = [(literal,) * number, (as_set,) * number]
    if number <= _MAX_BRACKETS:
        # `product` counts up: of equally many, the first brackets are part of a name first.
        ways = sorted(product((literal, as_set), repeat=number), key=lambda way: -sum(way))
    for way in ways:
        left = iter(way)
        yield _BRACKETS.sub(
            lambda found, left=left: _literal(found[0]) if next(left) else found[0],  # type: ignore[misc]
            pattern,
        )


def _named_folder(pattern: str) -> tuple[str, str]:
    """The folder at the beginning that is there under this very name, escaped, and what follows."""
    parts = pattern.split(SLASH)
    for number in range(len(parts) - 1, 0, -1):
        folder = SLASH.join(parts[:number])
        if glob.has_magic(folder) and os.path.isdir(folder):  # noqa: PTH112
            return glob.escape(folder) + SLASH, SLASH.join(parts[number:])
    return "", pattern


def _found(pattern: str) -> list[str]:
    return glob.glob(pattern, recursive=True)  # noqa: PTH207


def _literal(brackets: str) -> str:
    return brackets.replace("[", "[[]")
