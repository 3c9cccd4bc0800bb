"""One answer file that a session holds: locked, backed up, written in the background."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from assessment.answers import Answers
from assessment.errors import SealingError
from assessment.language import _
from assessment.store import AnswerFile, content_for, is_sealed_name, write_locked
from assessment.tui.sidecar_files import keep_copy, latest_unsaved, rescue, take_new
from assessment.tui.writer import Clock, Fingerprint, SaveState, Writer


class LockedFile:
    """The file, the lock on it, and its writer.

    `raw` are the bytes that were found, None for a new file; `notify` and `rest` are called on the
    writer's thread: with every save and failure, and whenever there is nothing to do.
    """

    def __init__(
        self,
        path: Path,
        lock: ExitStack,
        raw: bytes | None,
        notify: Callable[[SaveState], None],
        rest: Callable[[], None],
        now: Clock,
    ) -> None:
        self.path = path
        self._lock = lock
        self._notify, self._rest, self._now = notify, rest, now
        found = None if raw is None else Fingerprint.of(raw)
        self._writer = self._new_writer(found, to_back_up=raw)

    @property
    def state(self) -> SaveState:
        """Where saving stands."""
        return self._writer.state

    def save(self, answers: Answers) -> None:
        """Ask for these answers to be on disk."""
        self._writer.save(answers)

    def save_over(self, answers: Answers) -> None:
        """Write over a file that another program changed; theirs is kept as `.theirs`."""
        if self.path.exists():
            keep_copy(self.path, "theirs")
        self._writer.save(answers, overwrite=True)

    def retry(self) -> None:
        """Try a failed save again now."""
        self._writer.retry()

    def take_theirs(self, file: AnswerFile) -> None:
        """Go on from a file that another program changed, as it was read just now."""
        self._go_on(Fingerprint.of(file.raw), to_back_up=self._writer.to_back_up)

    def move_to(self, path: Path, answers: Answers) -> None:
        """Go on in another file; the old one stays as it is on disk, and is released."""
        path = Path(os.path.realpath(path))
        if is_sealed_name(self.path) and not is_sealed_name(path):
            raise SealingError(
                _("This file is sealed, and would not be sealed under that name."),
                where=str(path),
                remedy=_("Choose a name that ends in .json.age."),
            )
        with ExitStack() as held:
            take_new(held, path, _("Choose a name that is not taken."))
            since = self._now()
            raw = content_for(path, answers)
            found = write_locked(path, raw)
            self._lock.close()
            self._lock = held.pop_all()
        self.path = path
        self._go_on(Fingerprint.of(raw, found), saved_at=since)

    def flush(self) -> bool:
        """Wait until everything is on disk; False where it cannot be."""
        return self._writer.flush()

    def rescue(self, answers: Answers) -> Path | None:
        """Where the answers are when nobody can be asked: in the file, else beside it, else None.

        What cannot be saved in its file goes beside it as `X.json.unsaved`, else among the
        program's own files.
        """
        return self.path if self._writer.flush() else rescue(answers, self.path)

    def stop(self) -> bool:
        """Write what is pending, end the thread, and release the file; whether all is saved."""
        saved = self._writer.stop()
        self._lock.close()
        return saved

    @property
    def unsaved(self) -> Path | None:
        """What an earlier session had to leave, beside the file or among the program's own files.

        The latest, where there are several.
        """
        return latest_unsaved(self.path)

    def _go_on(
        self,
        found: Fingerprint,
        *,
        to_back_up: bytes | None = None,
        saved_at: dt.datetime | None = None,
    ) -> None:
        self._writer.abandon()
        self._writer = self._new_writer(found, to_back_up=to_back_up, saved_at=saved_at)

    def _new_writer(
        self,
        found: Fingerprint | None,
        *,
        to_back_up: bytes | None = None,
        saved_at: dt.datetime | None = None,
    ) -> Writer:
        return Writer(
            self.path,
            found,
            self._notify,
            self._now,
            rest=self._rest,
            to_back_up=to_back_up,
            saved_at=saved_at,
        )
