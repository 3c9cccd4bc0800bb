"""The answers being given: the one thing in the program that changes.

Screens show what a session holds and ask it to change; it keeps every earlier state for undo, and
hands each new one to a writer in the background.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from assessment.answers import Answer, Answers, Profile
from assessment.applicability import Standing, standing
from assessment.assess import Assessment
from assessment.errors import AssessmentError
from assessment.questionnaire import Level, Question, Questionnaire
from assessment.scorecard import Scorecard
from assessment.store import locked, new_answers, read_answers
from assessment.tui.baseline import read_baseline
from assessment.tui.beside import take_new
from assessment.tui.entries import first_position, flagged, in_order, stamped
from assessment.tui.figures import Figures
from assessment.tui.held_file import HeldFile
from assessment.tui.history import History, Step
from assessment.tui.memory import Memory
from assessment.tui.writer import Clock, SaveState


def utc_now() -> dt.datetime:
    """The time now, UTC, to the second: what answers and saves are dated with."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


class Session:
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
        self.questionnaire = questionnaire
        self.baseline: Assessment | None = None
        self.baseline_note = ""
        """What to bear in mind of the baseline's file; empty where there is nothing."""
        self.by = ""
        """Who is answering; recorded with each answer where it is set."""
        self.left_out: tuple[str, ...] = ()
        """Questions of another version's file that this questionnaire does not ask."""
        self.carried_over = False
        """Whether the file answered another version; what was kept is flagged."""
        self._answers = answers
        self._history = History()
        self._figures: Figures | None = None
        self._listeners: list[Callable[[SaveState], None]] = []
        self._memory = memory
        self._now = now
        remembered = memory.position(path) if memory else ""
        self.position = first_position(questionnaire, answers, remembered)
        self._remembered = ""
        self._file = HeldFile(path, lock, raw, self._saved, self._remember_if_moved, now)

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
            file = read_answers(path, questionnaire, accept_version=accept_version)
            answers = flagged(file.answers) if file.other_version else file.answers
            lock = held.pop_all()
        session = cls(questionnaire, answers, path, lock, raw=file.raw, memory=memory, now=now)
        session.left_out, session.carried_over = file.left_out, file.other_version
        if file.other_version or file.migrated_from is not None:
            session._save()
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
            take_new(held, path, "Open it, or choose another name.")
            answers = new_answers(questionnaire, state, now().date(), **head)
            lock = held.pop_all()
        session = cls(questionnaire, answers, path, lock, memory=memory, now=now)
        session._save()
        return session

    # What is answered, and what follows from it.

    @property
    def answers(self) -> Answers:
        """All that is recorded now."""
        return self._answers

    @property
    def question(self) -> Question:
        """The question at the present position."""
        return self.questionnaire.by_id[self.position]

    @property
    def is_final(self) -> bool:
        """Whether the document is final, so that nothing can be changed until it is reopened."""
        return self._answers.document_status == "final"

    @property
    def standings(self) -> Mapping[str, Standing]:
        """Every question beside its answer, in questionnaire order."""
        return self._now_figures().standings()

    @property
    def scorecard(self) -> Scorecard:
        """Every figure of the answers as they are now."""
        return self._now_figures().scorecard()

    @property
    def assessment(self) -> Assessment:
        """The finished assessment of the answers as they are now."""
        return self._now_figures().assessment()

    def answer(self, question_id: str) -> Answer:
        """The answer to a question; an empty one where nothing is recorded."""
        return self._answers.answer(question_id)

    def standing(self, question_id: str) -> Standing:
        """One question beside its answer."""
        return standing(self.questionnaire.by_id[question_id], self._answers)

    def go_to(self, question_id: str) -> None:
        """Make a question the present one."""
        if question_id in self.questionnaire.by_id:
            self.position = question_id

    # Changes.

    def change(self, question_id: str, answer: Answer, *, text: str = "") -> None:
        """Record an answer; changes under one `text` name are undone together."""
        before = self.answer(question_id)
        after = stamped(before, answer, self.by, self._now())
        if after != before:
            self._change(self._answers.with_answer(question_id, after), question_id, text)

    def give_level(self, question_id: str, level: Level) -> None:
        """Record the State's level."""
        answer = self.answer(question_id)
        self.change(question_id, answer.replace(status="answered", level=level, reason=None))

    def change_profile(self, profile: Profile) -> None:
        """Record the facts of the State."""
        if profile != self._answers.profile:
            self._change(self._answers.replace(profile=profile))

    def change_head(self, **changes: Any) -> None:
        """Record what the cover says: state, authority, period, marking."""
        answers = self._answers.replace(**changes)
        if answers != self._answers:
            self._change(answers)

    def finalise(self) -> None:
        """Make the document final, dated today; it can be undone or reopened."""
        self._change(self._answers.replace(document_status="final", date=self._now().date()))

    def reopen(self) -> None:
        """Make a final document a draft again."""
        if self.is_final:
            self._record(self._answers.replace(document_status="draft"), "", "")

    @property
    def can_undo(self) -> bool:
        """Whether there is a change of this session to take back."""
        return bool(self._history.past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to bring back."""
        return bool(self._history.future)

    def undo(self) -> Step | None:
        """Take back the last change, and go where it was made."""
        step = self._history.undo()
        return self._arrive(step, step.before) if step else None

    def redo(self) -> Step | None:
        """Bring back the change last taken back."""
        step = self._history.redo()
        return self._arrive(step, step.after) if step else None

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
        file = read_answers(self.path, self.questionnaire)
        self._file.take_theirs(file)
        self._record(file.answers, "", "")

    def save_elsewhere(self, path: Path) -> None:
        """Go on in another file; the old one stays as it is on disk."""
        self._file.move_to(path, self._in_order())
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
        found = read_baseline(path, self.questionnaire)
        self.baseline, self.baseline_note = found.assessment, found.note
        return found.assessment

    # Inside.

    def _change(self, answers: Answers, question_id: str = "", text: str = "") -> None:
        if self.is_final:
            raise AssessmentError(
                "The assessment is final.", remedy="Reopen it on the review screen to change it."
            )
        self._record(answers, question_id, text)

    def _record(self, answers: Answers, question_id: str, text: str) -> None:
        self._history.add(Step(self._answers, answers, question_id, text))
        self._answers = answers
        self._save()

    def _arrive(self, step: Step, answers: Answers) -> Step:
        self._answers = answers
        self.go_to(step.question)
        self._save()
        return step

    def _now_figures(self) -> Figures:
        if self._figures is None or self._figures.answers is not self._answers:
            self._figures = Figures(self.questionnaire, self._answers)
        return self._figures

    def _save(self) -> None:
        self._file.save(self._in_order())

    def _in_order(self) -> Answers:
        return in_order(self.questionnaire, self._answers)

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
