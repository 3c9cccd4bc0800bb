"""What is being typed and is no answer yet, kept so that the end of the program does not lose it.

Half a name must not enter a list or an answer by itself. So it waits among the program's own files
until the same place to type is opened again; that of a sealed file is sealed, too.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from assessment.errors import AssessmentError
from assessment.language import _
from assessment.store import CACHE_FILE, read_regular, sealed_for, unsealed, write_file

_MAX_BYTES = 16_000_000
"""Largest file of drafts that is read, in bytes."""
OFFERED = _("This was typed before and is not recorded yet.")


class Drafts:
    """The drafts of one answer file."""

    def __init__(self, folder: Path | None, answer_file: Path) -> None:
        self._folder = folder
        # `X.json.age` promises that its drafts are sealed.
        self._named = answer_file
        self._file = self._file_of(answer_file)
        self._texts = self._read()

    def go_on_in(self, answer_file: Path) -> None:
        """Keep what is typed from now on for another file, with all that is kept already."""
        self._named, self._file = answer_file, self._file_of(answer_file)
        self._write()

    def _file_of(self, answer_file: Path) -> Path | None:
        slot = hashlib.sha256(os.fsencode(answer_file)).hexdigest()[:32]
        return None if self._folder is None else self._folder / f"{slot}.json"

    def text(self, slot: str) -> str:
        """What was typed in a place and not recorded; empty where nothing was."""
        return self._texts.get(slot, "")

    def keep(self, slot: str, text: str) -> None:
        """Keep what is typed in a place; nothing typed is nothing kept."""
        if text == self.text(slot):
            return
        self._texts = {**self._texts, slot: text}
        if not text:
            del self._texts[slot]
        self._write()

    def _read(self) -> dict[str, str]:
        # Whatever is wrong with the file, it is only a draft that is lost.
        with suppress(OSError, ValueError, RecursionError, AssessmentError):
            if self._file is not None:
                raw = read_regular(self._file, _MAX_BYTES + 1)
                found = json.loads(unsealed(raw, str(self._file)))
                if isinstance(found, dict):
                    return {str(key): text for key, text in found.items() if isinstance(text, str)}
        return {}

    def _write(self) -> None:
        with suppress(OSError, AssessmentError):
            if self._file is None:
                return
            if not self._texts:
                self._file.unlink(missing_ok=True)
                return
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            raw = json.dumps(self._texts).encode()
            write_file(self._file, sealed_for(self._named, raw), CACHE_FILE)


NEW = Path(_("a new assessment"))
"""Has no answer file yet."""


class Autosaves(Protocol):
    """Keeps what is typed a moment after it was typed; see `Autosave`."""

    def typed(self) -> None:
        """Something was typed."""


class Draft:
    """One place to type, and what was typed there before."""

    def __init__(self, drafts: Drafts, slot: str) -> None:
        self._drafts = drafts
        self._slot = slot
        self._read: Callable[[], str] = str
        self._autosave: Autosaves | None = None

    @property
    def text(self) -> str:
        """What was typed and not recorded; empty where nothing was."""
        return self._drafts.text(self._slot)

    def follow(
        self, autosave: Callable[[Callable[[], object]], Autosaves], read: Callable[[], str]
    ) -> None:
        """Keep what `read` gives while one types; it gives nothing where all is recorded."""
        self._read = read
        self._autosave = autosave(self.keep)

    def typed(self) -> None:
        """Something was typed: it is kept within a second."""
        if self._autosave is not None:
            self._autosave.typed()

    def keep(self) -> None:
        """Keep what is typed now."""
        self._drafts.keep(self._slot, self._read())

    def put(self, text: str) -> None:
        """Keep a text that was not typed here; an empty one is nothing kept."""
        self._drafts.keep(self._slot, text)

    def leave(self) -> None:
        """Keep what is typed, to be offered again; the place may hold something else from now."""
        self.keep()
        kept = self.text
        self._read = lambda: kept

    def end(self) -> None:
        """It was recorded; nothing is kept any more."""
        self._read = str
        self._drafts.keep(self._slot, "")
