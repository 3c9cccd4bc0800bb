"""What is to be scored: files, folders, patterns, archives and lists, one by one in order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from assessment.batch import archives
from assessment.batch.items import ENDING, Item, shown
from assessment.errors import AnswerFileError, AssessmentError


def items(paths: Iterable[str]) -> Iterator[Item]:
    """Every file that the paths mean, in the order of the paths; folders in order of name."""
    for path in paths:
        yield from _items_of(path)


def count(paths: Iterable[str]) -> int | None:
    """How many files the paths mean; None where only reading them would tell."""
    total = 0
    for path in paths:
        if archives.is_archive(path) and not os.path.isdir(path):  # noqa: PTH112
            return None
        total += sum(1 for _ in _items_of(path))
    return total


def _items_of(path: str) -> Iterator[Item]:
    if os.path.isdir(path):  # noqa: PTH112 - ten times faster than Path on long lists
        yield from _folder(path)
    elif not os.path.lexists(path) and glob.has_magic(path):
        yield from _pattern(path)
    elif archives.is_archive(path):
        yield from _or_nothing(path, archives.members(path), "archive")
    else:
        yield Item(shown(path), path)


def _folder(path: str) -> Iterator[Item]:
    yield from _or_nothing(path, _walk(path), "folder")


def _walk(path: str) -> Iterator[Item]:
    closed: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=closed.append):
        folders.sort()
        for name in sorted(files):
            if name.endswith(ENDING):
                found = os.path.join(folder, name)  # noqa: PTH118
                yield Item(shown(found), found)
        yield from map(_closed, closed)
        closed.clear()
    yield from map(_closed, closed)


def _closed(error: OSError) -> Item:
    name = shown(str(error.filename))
    return _nothing(
        name,
        f"The folder cannot be read: {error.strerror or error}.",
        "Check your permission to read it.",
    )


def _or_nothing(path: str, found: Iterator[Item], kind: str) -> Iterator[Item]:
    # Somebody who names an empty folder has most likely named the wrong one.
    first = next(found, None)
    if first is None:
        remedy = f"Name another {kind}; answer files end in {ENDING}."
        yield _nothing(shown(path), f"There is no answer file in this {kind}.", remedy)
        return
    yield first
    yield from found


def _nothing(name: str, problem: str, remedy: str) -> Item:
    return Item(name, problem=AnswerFileError(problem, where=name, remedy=remedy))


def _pattern(pattern: str) -> Iterator[Item]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    for path in found:
        yield from _items_of(path)
    if not found:
        yield _nothing(shown(pattern), "No file matches this pattern.", "Correct the pattern.")


def from_list(text: str) -> tuple[str, ...]:
    """The paths in a list, one a line, or ended by a zero byte as `find -print0` writes them."""
    separator = "\0" if "\0" in text else "\n"
    return tuple(line for line in (one.strip("\r") for one in text.split(separator)) if line)


def expanded(paths: Iterable[str], standard_input: BinaryIO) -> tuple[str, ...]:
    """The paths with `-` replaced by the list on standard input; raises where that is empty."""
    found: list[str] = []
    for path in paths:
        if path != "-":
            found.append(path)
            continue
        listed = from_list(os.fsdecode(standard_input.read()))
        if not listed:
            raise AssessmentError(
                "The list on standard input names no file.",
                remedy="Give a list of paths, one a line, for example from `find`.",
            )
        found.extend(listed)
    return tuple(found)


def stem(name: str) -> str:
    """A file's name without folders and ending, for naming what is made from it."""
    return Path(name.replace("!", "/")).name.removesuffix(ENDING)
