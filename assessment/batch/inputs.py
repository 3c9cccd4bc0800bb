"""What is to be scored: files, folders, patterns, archives and lists, one by one in order."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

from assessment.batch import archives, interrupts
from assessment.batch.input_file import (
    JSON_ENDING,
    SEALED_JSON_ENDING,
    InputFile,
    is_answer_name,
    path_shown,
)
from assessment.batch.leftovers import PassedOver
from assessment.batch.patterns import SLASH, is_pattern, matches, other_matches
from assessment.errors import AnswerFileError, AssessmentError, reason_of
from assessment.language import _
from assessment.text import count_of

LIST_LIMIT = 256 * 1024 * 1024
"""Longest list of paths, in bytes: more than two million of them."""
SEALED_NOTE = _(
    "There are sealed files among these, and what is made of them is not sealed. Keep it as "
    "carefully as the files."
)
Note = Callable[[str], None]
"""Is told, as a sentence, what was passed over and is no error."""


def _unheard(_unused: str) -> None:
    """Nobody wants to know."""


def items(
    paths: Iterable[str], note: Note = _unheard, exclude: tuple[str, ...] = ()
) -> Iterator[InputFile]:
    """Every file that the paths mean, in the order of the paths; folders in order of name."""
    passed = PassedOver(exclude)
    for path in paths:
        yield from _items_of(path, note, passed)
    if said := passed.sentence():
        note(said)


def have_archive(paths: Iterable[str]) -> bool:
    """Whether a path is an archive, which may be large, or come slowly through a pipe."""
    return any(archives.is_archive(path) and not os.path.isdir(path) for path in paths)  # noqa: PTH112


def count(paths: Sequence[str], exclude: tuple[str, ...] = ()) -> int | None:
    """How many files the paths mean; None where only reading them would tell."""
    return None if have_archive(paths) else sum(1 for _unused in items(paths, exclude=exclude))


def _items_of(path: str, note: Note, passed: PassedOver) -> Iterator[InputFile]:
    if os.path.isdir(path):  # noqa: PTH112 - ten times faster than Path on long lists
        yield from _folder(path, note, passed)
    elif is_pattern(path):
        yield from _pattern(path, note, passed)
    elif archives.is_archive(path):
        yield from _or_nothing(path, archives.members(path, passed), "archive")
    else:
        yield InputFile(path_shown(path), path)


def _folder(path: str, note: Note, passed: PassedOver) -> Iterator[InputFile]:
    unopened: list[str] = []
    yield from _or_nothing(path, _walk(path, unopened, passed), "folder")
    if unopened:
        note(
            count_of(
                len(unopened),
                "Not opened in {path}: {n} archive; name it to have it scored.",
                "Not opened in {path}: {n} archives; name them to have them scored.",
                path=path_shown(path),
            )
        )


def _walk(path: str, unopened: list[str], passed: PassedOver) -> Iterator[InputFile]:
    closed: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=closed.append):
        interrupts.stop_if_asked()
        folders[:] = [
            name
            for name in sorted(folders)
            if not passed.folder(os.path.join(folder, name), name)  # noqa: PTH118
        ]
        for name in sorted(files):
            found = os.path.join(folder, name)  # noqa: PTH118
            if passed.file(found, name):
                continue
            if is_answer_name(name):
                yield InputFile(path_shown(found), found)
            elif archives.is_archive(name):
                unopened.append(name)
        yield from map(_closed, closed)
        closed.clear()
    yield from map(_closed, closed)


def _closed(error: OSError) -> InputFile:
    name = path_shown(str(error.filename))
    return _nothing(
        name,
        _("The folder cannot be read: {reason}.").format(reason=reason_of(error)),
        _("Check your permission to read it."),
    )


def _or_nothing(
    path: str, found: Iterator[InputFile], kind: Literal["archive", "folder"]
) -> Iterator[InputFile]:
    # Somebody who names an empty folder has most likely named the wrong one.
    first = next(found, None)
    if first is None:
        in_folder = kind == "folder"
        remedy = (
            _("Name another folder; answer files end in {ending}.")
            if in_folder
            else _("Name another archive; answer files end in {ending}.")
        )
        problem = (
            _("There is no answer file in this folder.")
            if in_folder
            else _("There is no answer file in this archive.")
        )
        yield _nothing(path_shown(path), problem, remedy.format(ending=JSON_ENDING))
        return
    yield first
    yield from found


def _nothing(name: str, problem: str, remedy: str) -> InputFile:
    return InputFile(name, problem=AnswerFileError(problem, where=name, remedy=remedy))


def _pattern(pattern: str, note: Note, passed: PassedOver) -> Iterator[InputFile]:
    # `**` matches a folder and, beside it, the files inside: no file counts twice.
    seen: set[str] = set()
    found = sorted(matches(pattern))
    taken = [path for path in found if not passed.inside(path, _matched(path, pattern))]
    heard = _unheard if "**" in pattern else note  # `**` matches the archives in a folder, too
    for item in (entry for path in taken for entry in _items_of(path, heard, passed)):
        real_path = os.path.normpath(item.path) if item.path else ""
        if not real_path or real_path not in seen:
            seen.add(real_path)
            yield item
    if not taken:
        yield _nothing(
            path_shown(pattern), _("No file matches this pattern."), _("Correct the pattern.")
        )
    elif others := other_matches(pattern):
        note(
            count_of(
                others,
                "{pattern}: names with these brackets are there, and are meant. {n} other name "
                "that the brackets fit as a pattern is not taken.",
                "{pattern}: names with these brackets are there, and are meant. {n} other names "
                "that the brackets fit as a pattern are not taken.",
                pattern=path_shown(pattern),
            )
        )


def _matched(path: str, pattern: str) -> str:
    """What of a path was found by its pattern, and not named in it."""
    parts = pattern.split(SLASH)
    folders = (SLASH.join(parts[:number]) for number in range(len(parts) - 1, 0, -1))
    named = next((folder for folder in folders if os.path.isdir(folder)), "")  # noqa: PTH112
    return path[len(named) :].strip(SLASH)


def from_list(text: str) -> tuple[str, ...]:
    """The paths in a list, one a line, or ended by a zero byte as `find -print0` writes them."""
    separator = "\0" if "\0" in text else "\n"
    return tuple(line for line in (item.strip("\r") for item in text.split(separator)) if line)


def list_text(raw: bytes) -> str:
    """The text of a list, also of one that was written on Windows, with its mark in front."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    return os.fsdecode(raw.removeprefix(codecs.BOM_UTF8))


def expanded(paths: Iterable[str], standard_input: BinaryIO) -> tuple[str, ...]:
    """The paths with `-` replaced by the list on standard input; raises where that is empty."""
    found: list[str] = []
    for path in paths:
        if path != "-":
            found.append(path)
            continue
        with interrupts.interruptible():
            raw = standard_input.read(LIST_LIMIT + 1)
        if len(raw) > LIST_LIMIT:
            raise AssessmentError(
                _("The list on standard input is larger than {limit} MB.").format(
                    limit=LIST_LIMIT // 1024 // 1024
                ),
                remedy=_("Give a list of paths, or name a folder."),
            )
        listed = from_list(list_text(raw))
        if not listed:
            raise AssessmentError(
                _("The list on standard input names no file."),
                remedy=_("Give a list of paths, one a line, for example from `find`."),
            )
        found.extend(listed)
    return tuple(found)


def input_stem(name: str) -> str:
    """A file's name without folders and ending, for naming what is made from it."""
    last = Path(name.replace("!", "/")).name
    for ending in (SEALED_JSON_ENDING, JSON_ENDING):
        if last.lower().endswith(ending):
            return last[: -len(ending)]
    return last


def opened_here(items: Iterable[InputFile], note: Note = _unheard) -> Iterator[InputFile]:
    """The items, sealed ones with what is in them.

    They are opened in this process, which alone has the key and can ask for its passphrase; others
    get what is in a file as they get a member of an archive. `note` is told once that there were
    sealed ones.
    """
    notified = False
    for item in items:
        if not item.is_sealed:
            yield item
            continue
        if not notified:
            notified = True
            note(SEALED_NOTE)
        with interrupts.interruptible():  # perhaps for a passphrase
            found = item.opened()
        yield found
