"""Which files of a questionnaire's folder are read, and which are there and are not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

HEADS = ("questionnaire.yaml", "paragraphs.yaml", "instruments.yaml")
"""The files beside the folder of policy areas."""
EDITIONS_FILE = "editions.yaml"
"""How the answers to earlier editions are carried over; only where there were any."""
PUBLISHED = "editions"
"""Earlier published editions, a folder each under its version; for final files that answer them."""
AREAS = "areas"
TRANSLATIONS = "translations"
"""Its texts in other languages, a file each under the language's code."""
TRANSLATION_ENDING = ".po"
YAML_ENDING = ".yaml"
YAML_SIZE_LIMIT = 2 * 1024 * 1024
"""Largest file of a questionnaire, in bytes."""
_LEFT_BY_SYSTEMS = frozenset({"__macosx", "thumbs.db", "desktop.ini", "icon\r"})
"""What a Mac and Windows put into folders; what begins with a full stop is passed over, too."""


def file_names(folder: Path) -> tuple[str, ...]:
    """The files that are read, under their names inside the folder: the areas come last."""
    found = _listed(folder / AREAS)
    earlier = (EDITIONS_FILE,) if EDITIONS_FILE in _listed(folder) else ()
    return (*HEADS, *earlier, *(f"{AREAS}/{name}" for name in found if name.endswith(YAML_ENDING)))


def area_files(folder: Path) -> tuple[str, ...]:
    """The files of policy areas, under their names inside the folder."""
    return tuple(name for name in file_names(folder) if name.startswith(f"{AREAS}/"))


def published(folder: Path, version: str) -> Path | None:
    """The folder of an earlier published edition; None where there is none.

    The version comes out of an answer file, so it is looked up in the list of folders and is never
    made part of a path.
    """
    found = (name for name in _listed(folder / PUBLISHED) if name == version)
    return next((folder / PUBLISHED / name for name in found), None)


def all_published(folder: Path) -> tuple[Path, ...]:
    """The folders of all earlier published editions."""
    return tuple(folder / PUBLISHED / name for name in _listed(folder / PUBLISHED))


def languages(folder: Path) -> tuple[str, ...]:
    """The languages that a questionnaire is translated into."""
    found = _listed(folder / TRANSLATIONS)
    ending = TRANSLATION_ENDING
    return tuple(name.removesuffix(ending) for name in found if name.endswith(ending))


def unread(folder: Path) -> tuple[str, ...]:
    """What else is there: most likely a file whose ending is not the one that is looked for."""
    return tuple(_unread(folder))


def _unread(folder: Path) -> Iterator[str]:
    for name in _listed(folder):
        if name not in (*HEADS, EDITIONS_FILE, AREAS, PUBLISHED, TRANSLATIONS):
            yield _shown(folder, name)
    for inside, ending in ((AREAS, YAML_ENDING), (TRANSLATIONS, TRANSLATION_ENDING)):
        for name in _listed(folder / inside):
            if not name.endswith(ending):
                yield _shown(folder, f"{inside}/{name}")


def _shown(folder: Path, name: str) -> str:
    return f"{name}/" if (folder / name).is_dir() else name


def _listed(folder: Path) -> list[str]:
    try:
        found = os.listdir(folder)  # noqa: PTH208 - names are all that is wanted
    except OSError:
        return []
    return sorted(
        name
        for name in found
        if not name.startswith(".") and name.casefold() not in _LEFT_BY_SYSTEMS
    )
