"""One answer file in a person's hands: the one thing in the program that changes.

Screens show what a session holds and ask it to change; it hands each new state of the answers to a
writer in the background.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from assessment.answers import Answers
from assessment.assess import Assessment
from assessment.dates import utc_now
from assessment.errors import LockedError
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.store import (
    check_can_be_kept,
    check_can_be_sealed,
    locked,
    new_answers,
    read_answers,
)
from assessment.tui.answer_rules import answers_in_order, first_position, with_event
from assessment.tui.answering import Answering
from assessment.tui.baseline import Baseline, read_baseline
from assessment.tui.drafts import Draft, Drafts
from assessment.tui.locked_file import LockedFile
from assessment.tui.memory import Memory
from assessment.tui.sidecar_files import keep_copy, take_new
from assessment.tui.writer import Clock, SaveState


class Session(Answering):
    """One answer file, open and held; made by `Session.open` or `Session.create`."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        answers: Answers,
        path: Path,
        lock: ExitStack,
        *,
        raw: bytes | None = None,
        memory: Memory | None = None,
        now: Clock = utc_now,
    ) -> None:
        remembered = memory.position(path) if memory else ""
        position = first_position(questionnaire, answers, remembered)
        super().__init__(questionnaire, answers, position, now)
        self.baseline: Assessment | None = None
        self.baseline_note = ""
        """What to bear in mind of the baseline's file; empty where there is nothing."""
        self.left_out: tuple[str, ...] = ()
        """Questions of another version's file that this questionnaire does not ask."""
        self.carried_over = False
        """Whether the file answered another version; what was kept is to be confirmed."""
        self._listeners: list[Callable[[SaveState], None]] = []
        self._memory = memory
        self._remembered = ""
        self._drafts: Drafts | None = None
        self._file = LockedFile(path, lock, raw, self._saved, self._remember_if_moved, now)

    @classmethod
    def open(
        cls,
        path: Path,
        questionnaire: Questionnaire,
        *,
        accept_version: bool = False,
        memory: Memory | None = None,
        now: Clock = utc_now,
    ) -> Session:
        """Open a file: hold it, keep its bytes as `X.json.bak`; raises what a person can act on.

        The copy is made on the writer's thread, before anything is written over the file.
        """
        path = Path(os.path.realpath(path))
        with ExitStack() as held:
            held.enter_context(locked(path))
            file = read_answers(path, questionnaire, accept_version=accept_version, parts=True)
            check_can_be_kept(file.raw, file.answers.recipients, str(path))
            lock = held.pop_all()
        answers = file.answers
        if file.other_version:
            keep_copy(path, f"edition-{file.version}")
            answers = with_event(
                answers,
                "carried_over",
                now(),
                _("From version {version}.").format(version=file.version),
            )
        if answers.part is not None:
            # Whoever fills in a part is asked its questions, and sees no other.
            questionnaire = questionnaire.only(answers.part.questions)
        session = cls(questionnaire, answers, path, lock, raw=file.raw, memory=memory, now=now)
        session.left_out, session.carried_over = file.left_out, file.other_version
        if file.other_version or file.migrated_from is not None:
            session._save()
        return session

    @classmethod
    def look(
        cls,
        path: Path,
        questionnaire: Questionnaire,
        held: LockedError,
        *,
        memory: Memory | None = None,
        now: Clock = utc_now,
    ) -> Session:
        """Only read a file that another session holds, as it was saved last."""
        path = Path(os.path.realpath(path))
        file = read_answers(path, questionnaire, parts=True)
        if file.answers.part is not None:
            questionnaire = questionnaire.only(file.answers.part.questions)
        lock, raw = ExitStack(), file.raw
        session = cls(questionnaire, file.answers, path, lock, raw=raw, memory=memory, now=now)
        session.read_only = held.problem
        return session

    @classmethod
    def create(
        cls,
        path: Path,
        questionnaire: Questionnaire,
        *,
        state: str,
        memory: Memory | None = None,
        now: Clock = utc_now,
        **head: Any,
    ) -> Session:
        """Begin a new file; one that exists is refused."""
        path = Path(os.path.realpath(path))
        with ExitStack() as held:
            take_new(held, path, _("Open it, or choose another name."))
            check_can_be_sealed(path)
            answers = new_answers(questionnaire, state, now().date(), **head)
            lock = held.pop_all()
        session = cls(questionnaire, answers, path, lock, memory=memory, now=now)
        # An earlier file of this name may have left a place.
        session.position = questionnaire.questions[0].id
        session._save()
        return session

    def draft(self, slot: str) -> Draft:
        """What is typed in a place and is no answer yet."""
        if self._drafts is None:
            self._drafts = Drafts(self._memory.drafts if self._memory else None, self.path)
        return Draft(self._drafts, slot)

    # The file.

    @property
    def path(self) -> Path:
        """Where the answers are saved."""
        return self._file.path

    @property
    def save_state(self) -> SaveState:
        """Where saving stands."""
        return self._file.state

    def subscribe(self, listener: Callable[[SaveState], None]) -> Callable[[], None]:
        """Be told of every save and failure, on the writer's thread; gives what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def retry(self) -> None:
        """Try a failed save again now."""
        self._file.retry()

    def keep_mine(self) -> None:
        """Write this session's answers over a file that changed; theirs is kept as `.theirs`."""
        self._file.save_over(self._in_order())

    def load_theirs(self) -> None:
        """Take the changed file's answers; undo brings this session's own back."""
        file = read_answers(self.path, self.questionnaire, parts=self.is_part)
        check_can_be_kept(file.raw, file.answers.recipients, str(self.path))
        self._file.take_theirs(file)
        self._record(file.answers, "", "", loaded=True)

    def save_elsewhere(self, path: Path) -> None:
        """Go on in another file; the old one stays as it is on disk."""
        self._file.move_to(path, self._in_order())
        self.read_only = ""
        if self._drafts is not None:
            self._drafts.go_on_in(self.path)
        self._remember()
        self._saved(self.save_state)

    def flush(self) -> bool:
        """Wait until everything is on disk; False where it cannot be."""
        return self._file.flush()

    def close(self) -> bool:
        """End the session: save, remember the place, release the file; whether all is saved."""
        saved = self._file.stop()
        self._remember()
        return saved

    def leave_at_once(self) -> Path | None:
        """End the session when nobody can be asked any more; where the answers are.

        What cannot be saved in its file goes beside it as `X.json.unsaved`, else among the
        program's own files; None where nothing takes it.
        """
        kept = self._file.rescue(self._in_order())
        self.close()
        return kept

    @property
    def unsaved(self) -> Path | None:
        """What an earlier session had to leave beside the file, if anything is there."""
        return self._file.unsaved

    def open_baseline(self, path: Path) -> Assessment:
        """Show an earlier assessment of the same State beside the answers."""
        found = read_baseline(path, self.assessment)
        self.keep_baseline(found)
        return found.assessment

    def keep_baseline(self, found: Baseline | None) -> None:
        """Show an earlier assessment beside the answers, now and the next time; None for none."""
        self.baseline, self.baseline_note = (found.assessment, found.note) if found else (None, "")
        if self._memory is not None:
            path = found.path if found else None
            named = Path(os.path.realpath(path)) if path else None
            self._memory.remember_baseline(self.path, named)

    @property
    def remembered_baseline(self) -> Path | None:
        """The earlier file that the last session showed beside this one."""
        return self._memory.baseline(self.path) if self._memory is not None else None

    # Inside.

    def _save(self) -> None:
        self._file.save(self._in_order())

    def _in_order(self) -> Answers:
        return answers_in_order(self.questionnaire, self._answers)

    def _saved(self, state: SaveState) -> None:
        if state.status == "saved":
            self._remember_if_moved()
        for listener in tuple(self._listeners):
            listener(state)

    def _remember(self) -> None:
        if self._memory is not None:
            self._remembered = self.position
            self._memory.remember(self.path, self._remembered)

    def _remember_if_moved(self) -> None:
        if self.position != self._remembered:
            self._remember()
