"""One answer file in a person's hands: the one thing in the program that changes.

Screens show what a session holds and ask it to change. It keeps each state of the answers in a
history, hands the newest to the locked file, which a writer saves in the background, and lets the
memory of the file know where one is.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from assessment.actions import day_of
from assessment.answers import Action, Answer, Answers, Profile, random_id
from assessment.applicability import QuestionStatus, status_of
from assessment.assess import Assessment
from assessment.dates import local_day, utc_now
from assessment.errors import AssessmentError, LockedError
from assessment.language import _
from assessment.questionnaire import Question, Questionnaire
from assessment.scorecard import Scorecard
from assessment.store import (
    check_can_be_kept,
    check_can_be_sealed,
    locked,
    new_answers,
    read_answers,
    user_name,
)
from assessment.tui.answer_figures import AnswerFigures
from assessment.tui.answer_rules import (
    answers_in_order,
    first_position,
    signed,
    stamped,
    stamped_in_part,
    with_event,
    with_plan_of,
)
from assessment.tui.baseline import Baseline, read_baseline
from assessment.tui.drafts import Draft
from assessment.tui.file_memory import FileMemory
from assessment.tui.history import History, UndoStep
from assessment.tui.locked_file import LockedFile
from assessment.tui.memory import Memory
from assessment.tui.sidecar_files import keep_copy, take_new
from assessment.tui.writer import Clock, SaveState

_FINAL = _("The assessment is final. Reopen it on the review screen (v) to change it.")
_READ_ONLY = _("The file can only be read here; S goes on in a copy.")


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
        self.by = ""
        """Who is answering; recorded with each answer where it is set."""
        self.read_only = ""
        """Who holds the file, where another session does; empty where this one does."""
        self.baseline: Assessment | None = None
        self.baseline_note = ""
        """What to bear in mind of the baseline's file; empty where there is nothing."""
        self.left_out: tuple[str, ...] = ()
        """Questions of another version's file that this questionnaire does not ask."""
        self.carried_over = False
        """Whether the file answered another version; what was kept is to be confirmed."""
        self._history = History(answers)
        self._figures: AnswerFigures | None = None
        self._identity = answers.id or random_id()
        """What the first change names the assessment, and after an undo the next one again."""
        self._now = now
        self._listeners: list[Callable[[SaveState], None]] = []
        self._memory = FileMemory(memory, path)
        self.position = first_position(questionnaire, answers, self._memory.last_position)
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
            asked = _asked_in(questionnaire, file.answers, path)
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
        session = cls(asked, answers, path, lock, raw=file.raw, memory=memory, now=now)
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
        asked = _asked_in(questionnaire, file.answers, path)
        lock, raw = ExitStack(), file.raw
        session = cls(asked, file.answers, path, lock, raw=raw, memory=memory, now=now)
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
            answers = new_answers(questionnaire, state, local_day(now()), **head)
            lock = held.pop_all()
        session = cls(questionnaire, answers, path, lock, memory=memory, now=now)
        # An earlier file of this name may have left a place.
        session.position = questionnaire.questions[0].id
        session._save()
        return session

    # What is answered, and what follows from it.

    @property
    def answers(self) -> Answers:
        """All that is recorded now."""
        return self._history.answers

    @property
    def question(self) -> Question:
        """The question at the present position."""
        return self.questionnaire.by_id[self.position]

    @property
    def identified(self) -> Answers:
        """All that is recorded now, with the random id that names the assessment."""
        if self.answers.id is not None:
            return self.answers
        return self.answers.model_copy(update={"id": self._identity})

    @property
    def signature(self) -> str:
        """Who does something, for the file's history: who is answering, else who is logged in."""
        return self.by or user_name()

    @property
    def now(self) -> dt.datetime:
        """The time now, UTC, as everything that is recorded is dated."""
        return self._now()

    @property
    def today(self) -> dt.date:
        """The day on which an action or a part is overdue: a final file's date, else today."""
        return day_of(self.answers, self.local_day)

    @property
    def local_day(self) -> dt.date:
        """Today, where this session runs."""
        return local_day(self._now())

    @property
    def is_part(self) -> bool:
        """Whether it is one ministry's share of an assessment, not a State's own file."""
        return self.answers.kind == "part"

    @property
    def is_final(self) -> bool:
        """Whether nothing can be changed: the document is final, or another session holds it."""
        return bool(self.read_only) or self.answers.document_status == "final"

    @property
    def has_living_plan(self) -> bool:
        """Whether the assessment is final and this question has an action, which goes on."""
        is_final = self.is_final and not self.read_only
        return is_final and self.answer(self.position).action is not None

    @property
    def why_locked(self) -> str:
        """Why nothing can be changed, and what to do; empty where something can."""
        if self.read_only:
            return f"{_READ_ONLY} {self.read_only}"
        return _FINAL if self.is_final else ""

    @property
    def statuses(self) -> Mapping[str, QuestionStatus]:
        """Every question beside its answer, in questionnaire order."""
        return self._now_figures().statuses

    @property
    def scorecard(self) -> Scorecard:
        """Every figure of the answers as they are now."""
        return self._now_figures().scorecard

    @property
    def assessment(self) -> Assessment:
        """The finished assessment of the answers as they are now."""
        return self._now_figures().assessment

    def answer(self, question_id: str) -> Answer:
        """The answer to a question; an empty one where nothing is recorded."""
        return self.answers.answer(question_id)

    def status_of(self, question_id: str) -> QuestionStatus:
        """One question beside its answer."""
        return status_of(self.questionnaire.by_id[question_id], self.answers)

    def go_to(self, question_id: str) -> None:
        """Make a question the present one."""
        if question_id in self.questionnaire.by_id:
            self.position = question_id

    # Changes.

    def change(self, question_id: str, answer: Answer, *, text: str = "") -> None:
        """Record an answer; changes under one `text` name are undone together."""
        # A text is recorded as if it had been typed at one go: what was saved on the way leaves
        # no name, no date and no ministry behind.
        known = self._history.before(text, question_id)
        before = known.answer(question_id)
        if known is not self.answers:
            answer = answer.model_copy(update={"by": before.by, "at": before.at})
        stamp = stamped_in_part if self.is_part else stamped
        after = stamp(before, answer, self.by, self._now())
        if after == before:
            self.give_up(text)
            return
        # Here: the first question is shown without it.
        from assessment.parts import answered_at_the_desk

        answers = answered_at_the_desk(
            self.questionnaire, known, question_id, after, by=self.by, now=self._now()
        )
        if answers != self.answers:
            self._change(answers, question_id, text)

    def change_plan(self, question_id: str, action: Action, *, text: str = "") -> None:
        """Record who does an action of a final assessment, until when, how far it is, its cost.

        Nothing else of the action or the answer changes, and no action is added.
        """
        before = self.answer(question_id)
        if self.read_only or before.action is None:
            raise AssessmentError(self.why_locked)
        after = before.replace(action=with_plan_of(before.action, action))
        if after != before:
            self._record(self.answers.with_answer(question_id, after), question_id, text)
            self._drop_if_nothing(text)

    def change_many(self, changed: Mapping[str, Answer], words: str) -> None:
        """Record answers to several questions as one step of undo, told in `words`."""
        now, answers = self._now(), self.answers
        for key, answer in changed.items():
            answers = answers.with_answer(key, stamped(self.answer(key), answer, self.by, now))
        self.change_whole(answers, words)

    def change_profile(self, profile: Profile) -> None:
        """Record the facts of the State."""
        if profile != self.answers.profile:
            self._change(self.answers.replace(profile=profile))

    def change_head(self, *, text: str = "", **changes: Any) -> None:
        """Record what the cover says: state, authority, period, marking."""
        answers = self.answers.replace(**changes)
        if answers != self.answers:
            self._change(answers, text=text)
            self._drop_if_nothing(text)

    def change_whole(self, answers: Answers, words: str, *, question_id: str = "") -> None:
        """Record a change of many questions or of the parts; one step of undo, told in `words`."""
        if answers != self.answers:
            self._check_draft()
            self._record(answers, question_id, "", words=words)

    @property
    def is_unsigned(self) -> bool:
        """Whether something is filled in in a part, and nobody gave a name yet."""
        filled = [answer for answer in self.answers.answers.values() if not answer.is_untouched]
        return self.is_part and bool(filled) and not all(item.by for item in filled)

    def sign(self, by: str, approved_by: str) -> None:
        """Say who fills a part in, also of what is filled in already, and who approved it."""
        self.by = by
        self.change_whole(signed(self.answers, by, approved_by), _("who filled the part in"))

    def give_up(self, text: str) -> None:
        """Bring back what was recorded before a text was typed, as if it never had been."""
        if self._history.drop(text):
            self._save()

    def finalize(self) -> None:
        """Make the document final, dated today; it can be undone or reopened."""
        self._change(self.answers.replace(document_status="final", date=self.local_day))

    def reopen(self) -> None:
        """Make a final document a draft again."""
        if self.is_final and not self.read_only:
            self._record(self.answers.replace(document_status="draft"), "", "")

    @property
    def can_undo(self) -> bool:
        """Whether there is a change of this session to take back."""
        return bool(self._history.past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to bring back."""
        return bool(self._history.future)

    @property
    def last_change(self) -> UndoStep | None:
        """The change that `undo` would take back; None where there is none."""
        return self._history.past[-1] if self._history.past else None

    def undo(self) -> UndoStep | None:
        """Take back the last change, and go where it was made."""
        return self._arrive(self._history.undo())

    def redo(self) -> UndoStep | None:
        """Bring back the change last taken back."""
        return self._arrive(self._history.redo())

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
        self._memory.go_on_in(self.path)
        self._memory.remember(self.position)
        self._saved(self.save_state)

    def flush(self) -> bool:
        """Wait until everything is on disk; False where it cannot be."""
        return self._file.flush()

    def close(self) -> bool:
        """End the session: save, remember the place, release the file; whether all is saved."""
        saved = self._file.stop()
        self._memory.remember(self.position)
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
        path = found.path if found else None
        self._memory.remember_baseline(Path(os.path.realpath(path)) if path else None)

    @property
    def remembered_baseline(self) -> Path | None:
        """The earlier file that the last session showed beside this one."""
        return self._memory.baseline

    def draft(self, slot: str) -> Draft:
        """What is typed in a place and is no answer yet."""
        return self._memory.draft(slot)

    # Inside.

    def _save(self) -> None:
        self._file.save(self._in_order())

    def _in_order(self) -> Answers:
        return answers_in_order(self.questionnaire, self.answers)

    def _change(self, answers: Answers, question_id: str = "", text: str = "") -> None:
        self._check_draft()
        self._record(answers, question_id, text)

    def _check_draft(self) -> None:
        if self.is_final:
            raise AssessmentError(self.why_locked)

    def _record(
        self,
        answers: Answers,
        question_id: str,
        text: str,
        *,
        loaded: bool = False,
        words: str = "",
    ) -> None:
        if answers.id is None:
            answers = answers.model_copy(update={"id": self._identity})
        self._history.add(UndoStep(self.answers, answers, question_id, text, loaded, words))
        self._save()

    def _drop_if_nothing(self, text: str) -> None:
        """A text that is again as it was before it was typed is no change to take back."""
        if self._history.came_to_nothing(text):
            self.give_up(text)

    def _arrive(self, step: UndoStep | None) -> UndoStep | None:
        if step is not None:
            self.go_to(step.question)
            self._save()
        return step

    def _now_figures(self) -> AnswerFigures:
        if self._figures is None or self._figures.answers is not self.answers:
            self._figures = AnswerFigures(self.questionnaire, self.answers, self.today)
        return self._figures

    def _saved(self, state: SaveState) -> None:
        if state.status == "saved":
            self._remember_if_moved()
        for listener in tuple(self._listeners):
            listener(state)

    def _remember_if_moved(self) -> None:
        self._memory.remember_if_moved(self.position)


def _asked_in(questionnaire: Questionnaire, answers: Answers, path: Path) -> Questionnaire:
    """What a file asks: whoever fills in a part is asked its questions, and sees no other."""
    if answers.part is None:
        return questionnaire
    asked = questionnaire.only(answers.part.questions)
    if not asked.areas:
        raise AssessmentError(
            _("The part asks no question of this questionnaire."),
            where=str(path),
            remedy=_("Ask whoever handed it out for another one."),
        )
    return asked
