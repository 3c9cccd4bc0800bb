"""Saving in the background: starts at once, keeps at most one save pending, the latest."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assessment.answers import Answers
from assessment.errors import AssessmentError, ChangedOnDiskError, SaveError, reason_of
from assessment.language import _
from assessment.store import (
    DISK_LIMIT,
    back_up,
    content_for,
    dump,
    read_with_stat,
    unsealed,
    write_locked,
)

Clock = Callable[[], dt.datetime]
"""Gives the time now, UTC."""
SaveStatus = Literal["saved", "saving", "failed", "changed", "deleted"]

GLANCE_SECONDS = 1.0
"""How often an idle writer looks whether another program touched the file, and rests."""
SAVE_TIMEOUT = 5.0
"""How long a session waits for the last save when it ends."""


@dataclass(frozen=True, slots=True)
class SaveState:
    """Where saving stands, for the mark at the edge of the screen."""

    status: SaveStatus
    at: dt.datetime | None = None
    """When what is on disk was handed over to be saved, UTC; None before the first save."""
    error: AssessmentError | None = None
    """What went wrong and what to do; only with failed, changed and deleted."""

    @property
    def is_trouble(self) -> bool:
        """Whether a person has to do something."""
        return self.status in ("failed", "changed", "deleted")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The file as this session last saw it on disk."""

    sha256: str
    stat: tuple[int, int, int] | None = None
    """Time of the last change, size and inode; None until it was looked at for the first time."""

    @classmethod
    def of(cls, raw: bytes, found: os.stat_result | None = None) -> Fingerprint:
        """The fingerprint of a file that holds these bytes.

        `found` is what the system knew of that very file: asked by its name a moment later, it
        might already speak of a file that another program put in its place.
        """
        return cls(hashlib.sha256(raw).hexdigest(), None if found is None else _stat(found))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Answers that are to be saved, and since when."""

    answers: Answers
    since: dt.datetime


class Writer:
    """Writes the latest answers to one file, on a thread of its own.

    `to_back_up` are the file's bytes as the session found it: they are kept as `X.json.bak` before
    anything else is written over them, and not at all by a session that changes nothing. `rest` is
    called whenever there is nothing to do.
    """

    def __init__(
        self,
        path: Path,
        found: Fingerprint | None,
        report: Callable[[SaveState], None],
        now: Clock,
        *,
        rest: Callable[[], None],
        to_back_up: bytes | None = None,
        saved_at: dt.datetime | None = None,
    ) -> None:
        self.path = path
        self.state = SaveState("saved", saved_at)
        self._found = found
        self._report = report
        self._now = now
        self._rest = rest
        self.to_back_up = to_back_up
        """What is still to be kept as `X.json.bak`; None where that is done, or not needed."""
        self._pending: _Waiting | None = None
        self._busy = False
        self._attempted = ""
        """The digest of what was written last, which may be in place although that failed."""
        self._overwrite = False
        self._stopping = False
        self._wake = threading.Condition()
        self._thread = threading.Thread(target=self._run, name=_("answer file"), daemon=True)
        self._thread.start()

    def save(self, answers: Answers, *, overwrite: bool = False) -> None:
        """Ask for these answers to be on disk; an older request that still waits is dropped."""
        with self._wake:
            self._pending = _Waiting(answers, self._now())
            if overwrite:
                self._overwrite = True
                self.state = SaveState("saving", self.state.at)
            self._wake.notify_all()

    def retry(self) -> None:
        """Try a failed save again now."""
        with self._wake:
            if self._pending is not None:
                self.state = SaveState("saving", self.state.at)
            self._wake.notify_all()

    def flush(self, seconds: float = SAVE_TIMEOUT) -> bool:
        """Try what is pending once more, and wait until it is on disk; False where it cannot be."""
        self.retry()
        with self._wake:
            self._wake.wait_for(lambda: self._settled or self.state.is_trouble, seconds)
            return self._settled

    def stop(self) -> bool:
        """End the thread after one last attempt; whether everything is on disk."""
        done = self.flush()
        self.abandon()
        return done

    def abandon(self) -> None:
        """End the thread without another attempt."""
        with self._wake:
            self._pending = None
            self._stopping = True
            self._wake.notify_all()
        self._thread.join(SAVE_TIMEOUT)

    @property
    def _settled(self) -> bool:
        return self._pending is None and not self._busy

    def _run(self) -> None:
        while not self._stopping:
            with self._wake:
                self._busy = False
                self._wake.notify_all()
                if self._pending is None or self.state.is_trouble:
                    self._wake.wait(GLANCE_SECONDS)
                waiting, self._pending = self._pending, None
                self._busy = waiting is not None
            if waiting is not None:
                self._attempt(waiting)
            elif not self._stopping:
                self._glance()
                self._rest()

    def _attempt(self, waiting: _Waiting) -> None:
        try:
            self._refuse_foreign_changes()
            raw = content_for(self.path, waiting.answers)
            self._back_up(waiting.answers)
            if not self.state.is_trouble:
                self._notify(SaveState("saving", self.state.at))
            self._attempted = hashlib.sha256(raw).hexdigest()
            # Once more when all is ready: another session may have saved in these milliseconds.
            written = write_locked(self.path, raw, self._refuse_foreign_changes)
        except AssessmentError as error:
            self._keep(waiting)
            self._notify_trouble(error)
        except OSError as error:
            self._keep(waiting)
            self._notify_trouble(_unreadable(self.path, error))
        except Exception as error:  # noqa: BLE001 - a writer that ends would never save again
            self._keep(waiting)
            self._notify_trouble(_unexpected(self.path, error))
        else:
            self._found = Fingerprint.of(raw, written)
            self._overwrite = False
            self._finish(waiting.since)

    def _back_up(self, answers: Answers) -> None:
        if self.to_back_up is None:
            return
        # What is sealed again is never the same bytes: what is in it tells whether it changed.
        if unsealed(self.to_back_up, str(self.path)) != dump(answers):
            back_up(self.path, self.to_back_up)
            self.to_back_up = None

    def _finish(self, since: dt.datetime) -> None:
        state = SaveState("saved", since)
        with self._wake:
            self._busy = False
            self.state = state
            self._wake.notify_all()
        self._report(state)

    def _keep(self, waiting: _Waiting) -> None:
        with self._wake:
            self._busy = False
            if self._pending is None:
                self._pending = waiting

    def _glance(self) -> None:
        was_trouble = self.state.is_trouble
        try:
            self._refuse_foreign_changes()
        except AssessmentError as error:
            self._notify_trouble(error)
        except OSError:
            return
        else:
            if was_trouble:
                self._notify(SaveState("saved", self.state.at))

    def _refuse_foreign_changes(self) -> None:
        if self._overwrite:
            return
        try:
            if self._found is not None and _stat(self.path.stat()) == self._found.stat:
                return
            raw, found = read_with_stat(self.path, DISK_LIMIT + 1)
        except FileNotFoundError as error:
            if self._found is None:
                return
            raise ChangedOnDiskError(
                _("The file was removed or renamed by another program."),
                where=str(self.path),
                remedy=_("Write it again, or save under another name."),
            ) from error
        seen = Fingerprint.of(raw, found)
        if seen.sha256 != self._attempted and (
            self._found is None or seen.sha256 != self._found.sha256
        ):
            raise ChangedOnDiskError(
                _("Another program changed the file since this session saved it."),
                where=str(self.path),
                remedy=_("Keep your answers, load the changed file, or save under another name."),
            )
        self._found = seen

    def _notify_trouble(self, error: AssessmentError) -> None:
        status: SaveStatus = "failed"
        if isinstance(error, ChangedOnDiskError):
            status = "changed" if self.path.exists() else "deleted"
        self._notify(SaveState(status, self.state.at, error))

    def _notify(self, state: SaveState) -> None:
        with self._wake:
            self.state = state
            self._wake.notify_all()
        self._report(state)


def _stat(found: os.stat_result) -> tuple[int, int, int]:
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _unexpected(path: Path, error: Exception) -> SaveError:
    return SaveError(
        _("Saving met an error of the program ({name}).").format(name=type(error).__name__),
        where=str(path),
        remedy=_("Take back the last change (z), or save under another name."),
    )


def _unreadable(path: Path, error: OSError) -> SaveError:
    return SaveError(
        _("It cannot be compared with what was saved: {reason}.").format(reason=reason_of(error)),
        where=str(path),
        remedy=_("Save under another name."),
    )
