"""Saving in the background: starts at once, keeps at most one save pending, the latest."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assessment.answers import Answers
from assessment.errors import AssessmentError, ChangedOnDiskError, SaveError
from assessment.store import back_up, write_answers

Clock = Callable[[], dt.datetime]
"""Gives the time now, UTC."""
SaveStatus = Literal["saved", "saving", "failed", "changed", "deleted"]

GLANCE_SECONDS = 1.0
"""How often an idle writer looks whether another program touched the file, and rests."""
PATIENCE_SECONDS = 5.0
"""How long a session waits for the last save when it ends."""


@dataclass(frozen=True, slots=True)
class SaveState:
    """Where saving stands, for the mark at the edge of the screen."""

    status: SaveStatus
    at: dt.datetime | None = None
    """When the last save was on disk, UTC; None before the first."""
    error: AssessmentError | None = None
    """What went wrong and what to do; only with failed, changed and deleted."""

    @property
    def is_trouble(self) -> bool:
        """Whether a person has to do something."""
        return self.status in ("failed", "changed", "deleted")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The file as this session last saw it on disk."""

    stat: tuple[int, int, int]
    """Time of the last change, size and inode."""
    sha256: str

    @classmethod
    def of(cls, path: Path, raw: bytes) -> Fingerprint:
        """The fingerprint of a file that holds these bytes."""
        return cls(_stat(path), hashlib.sha256(raw).hexdigest())


class Writer:
    """Writes the latest answers to one file, on a thread of its own.

    `to_back_up` are the file's bytes as the session found it: they are kept as `X.json.bak` before
    anything is written over them. `rest` is called whenever there is nothing to do.
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
        self._to_back_up = to_back_up
        self._pending: Answers | None = None
        self._busy = to_back_up is not None
        self._overwrite = found is None
        self._stopping = False
        self._wake = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="answer file", daemon=True)
        self._thread.start()

    def save(self, answers: Answers, *, overwrite: bool = False) -> None:
        """Ask for these answers to be on disk; an older request that still waits is dropped."""
        with self._wake:
            self._pending = answers
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

    def flush(self, seconds: float = PATIENCE_SECONDS) -> bool:
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
        self._thread.join(PATIENCE_SECONDS)

    @property
    def _settled(self) -> bool:
        return self._pending is None and not self._busy

    def _run(self) -> None:
        self._glance()
        while not self._stopping:
            with self._wake:
                self._busy = False
                self._wake.notify_all()
                if self._pending is None or self.state.is_trouble:
                    self._wake.wait(GLANCE_SECONDS)
                answers, self._pending = self._pending, None
                self._busy = answers is not None
            if answers is not None:
                self._attempt(answers)
            elif not self._stopping:
                self._glance()
                self._rest()

    def _back_up(self) -> None:
        if self._to_back_up is not None:
            back_up(self.path, self._to_back_up)
            self._to_back_up = None

    def _attempt(self, answers: Answers) -> None:
        try:
            self._back_up()
            self._refuse_foreign_changes()
            self._tell(SaveState("saving", self.state.at))
            raw = write_answers(self.path, answers)
            self._found = Fingerprint.of(self.path, raw)
            self._overwrite = False
        except (SaveError, ChangedOnDiskError) as error:
            self._keep(answers)
            self._tell(SaveState(self._trouble(error), self.state.at, error))
        except OSError as error:
            self._keep(answers)
            self._tell(SaveState("failed", self.state.at, _unreadable(self.path, error)))
        else:
            self._finish()

    def _finish(self) -> None:
        state = SaveState("saved", self._now())
        with self._wake:
            self._busy = False
            self.state = state
            self._wake.notify_all()
        self._report(state)

    def _keep(self, answers: Answers) -> None:
        with self._wake:
            self._busy = False
            if self._pending is None:
                self._pending = answers

    def _glance(self) -> None:
        if self._overwrite:
            return
        was_trouble = self.state.is_trouble
        try:
            self._back_up()
            self._refuse_foreign_changes()
        except (SaveError, ChangedOnDiskError) as error:
            if not was_trouble:
                self._tell(SaveState(self._trouble(error), self.state.at, error))
        except OSError:
            return
        else:
            if was_trouble:
                self._tell(SaveState("saved", self.state.at))

    def _refuse_foreign_changes(self) -> None:
        if self._overwrite or self._found is None:
            return
        if not self.path.exists():
            raise ChangedOnDiskError(
                "The file was removed or renamed by another program.",
                where=str(self.path),
                remedy="Write it again, or save under another name.",
            )
        if _stat(self.path) == self._found.stat:
            return
        raw = self.path.read_bytes()
        if hashlib.sha256(raw).hexdigest() != self._found.sha256:
            raise ChangedOnDiskError(
                "Another program changed the file since this session saved it.",
                where=str(self.path),
                remedy="Keep your answers, load the changed file, or save under another name.",
            )
        self._found = Fingerprint.of(self.path, raw)

    def _trouble(self, error: AssessmentError) -> SaveStatus:
        if not isinstance(error, ChangedOnDiskError):
            return "failed"
        return "changed" if self.path.exists() else "deleted"

    def _tell(self, state: SaveState) -> None:
        with self._wake:
            self.state = state
            self._wake.notify_all()
        self._report(state)


def _stat(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _unreadable(path: Path, error: OSError) -> SaveError:
    return SaveError(
        f"It cannot be compared with what was saved: {error.strerror or error}.",
        where=str(path),
        remedy="Save under another name.",
    )
