"""The answers being given, as they are in memory: every earlier state is kept, for undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from assessment.actions import day_of
from assessment.answers import Action, Answer, Answers, Profile
from assessment.applicability import QuestionStatus, status_of, statuses
from assessment.assess import Assessment, assess, scorecard
from assessment.dates import utc_now
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.questionnaire import Question, Questionnaire
from assessment.scorecard import Scorecard
from assessment.store import user_name
from assessment.tui.answer_rules import new_id, stamped, stamped_in_part
from assessment.tui.history import History, UndoStep
from assessment.tui.writer import Clock


class AnswerFigures:
    """What follows from one state of the answers, computed when it is first asked for."""

    def __init__(self, questionnaire: Questionnaire, answers: Answers, day: dt.date) -> None:
        self.questionnaire = questionnaire
        self.answers = answers
        self._day = day
        """On which an action is overdue or not."""
        self._standings: Mapping[str, QuestionStatus] | None = None
        self._scorecard: Scorecard | None = None
        self._assessment: Assessment | None = None

    def statuses(self) -> Mapping[str, QuestionStatus]:
        """Every question beside its answer, in questionnaire order."""
        if self._standings is None:
            self._standings = statuses(self.questionnaire, self.answers)
        return self._standings

    def scorecard(self) -> Scorecard:
        """Every figure."""
        if self._scorecard is None:
            self._scorecard = scorecard(self.questionnaire, self.answers, self.statuses())
        return self._scorecard

    def assessment(self) -> Assessment:
        """The finished assessment."""
        if self._assessment is None:
            self._assessment = assess(self.questionnaire, self.answers, day=self._day)
        return self._assessment


def _same(answers: Answers, others: Answers) -> bool:
    """Whether both record the same, whether or not the assessment has its random id yet."""
    return answers.model_copy(update={"id": others.id}) == others


_FINAL = _("The assessment is final. Reopen it on the review screen (v) to change it.")
PLAN_FIELDS: Final = ("owner", "status", "due", "cost", "funded")
"""What can be changed of an action once the assessment is final: the plan lives on."""
READ_ONLY = _("The file can only be read here; S goes on in a copy.")


class Answering:
    """What is answered, what follows from it, and the question where one is."""

    def __init__(
        self, questionnaire: Questionnaire, answers: Answers, position: str, now: Clock = utc_now
    ) -> None:
        self.questionnaire = questionnaire
        self.position = position
        self.by = ""
        """Who is answering; recorded with each answer where it is set."""
        self.read_only = ""
        """Who holds the file, where another session does; empty where this one does."""
        self._answers = answers
        self._history = History()
        self._figures: AnswerFigures | None = None
        self._now = now
        self._identity = answers.id or new_id()
        """What the first change names the assessment, and after an undo the next one again."""

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
    def identified(self) -> Answers:
        """All that is recorded now, with the random id that names the assessment."""
        if self._answers.id is not None:
            return self._answers
        return self._answers.model_copy(update={"id": self._identity})

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
        return day_of(self._answers, self._now().date())

    @property
    def is_part(self) -> bool:
        """Whether it is one ministry's share of an assessment, not a State's own file."""
        return self._answers.kind == "part"

    @property
    def is_final(self) -> bool:
        """Whether nothing can be changed: the document is final, or another session holds it."""
        return bool(self.read_only) or self._answers.document_status == "final"

    @property
    def has_living_plan(self) -> bool:
        """Whether the assessment is final and this question has an action, which goes on."""
        is_final = self.is_final and not self.read_only
        return is_final and self.answer(self.position).action is not None

    @property
    def why_locked(self) -> str:
        """Why nothing can be changed, and what to do; empty where something can."""
        if self.read_only:
            return f"{READ_ONLY} {self.read_only}"
        return _FINAL if self.is_final else ""

    @property
    def statuses(self) -> Mapping[str, QuestionStatus]:
        """Every question beside its answer, in questionnaire order."""
        return self._now_figures().statuses()

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

    def status_of(self, question_id: str) -> QuestionStatus:
        """One question beside its answer."""
        return status_of(self.questionnaire.by_id[question_id], self._answers)

    def go_to(self, question_id: str) -> None:
        """Make a question the present one."""
        if question_id in self.questionnaire.by_id:
            self.position = question_id

    # Changes.

    def change(self, question_id: str, answer: Answer, *, text: str = "") -> None:
        """Record an answer; changes under one `text` name are undone together."""
        # A text is recorded as if it had been typed at one go: what was saved on the way leaves
        # no name, no date and no ministry behind.
        known = self._history.before(text, question_id) or self._answers
        before = known.answer(question_id)
        if known is not self._answers:
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
        if answers != self._answers:
            self._change(answers, question_id, text)

    def change_plan(self, question_id: str, action: Action, *, text: str = "") -> None:
        """Record who does an action of a final assessment, until when, how far it is, its cost.

        Nothing else of the action or the answer changes, and no action is added.
        """
        before = self.answer(question_id)
        if self.read_only or before.action is None:
            raise AssessmentError(self.why_locked)
        changed = {name: getattr(action, name) for name in PLAN_FIELDS}
        after = before.replace(action=before.action.model_copy(update=changed))
        if after != before:
            self._record(self._answers.with_answer(question_id, after), question_id, text)
            self._drop_if_nothing(text)

    def change_many(self, changed: Mapping[str, Answer], words: str) -> None:
        """Record answers to several questions as one step of undo, told in `words`."""
        now, answers = self._now(), self._answers
        for key, answer in changed.items():
            answers = answers.with_answer(key, stamped(self.answer(key), answer, self.by, now))
        self.change_whole(answers, words)

    def change_profile(self, profile: Profile) -> None:
        """Record the facts of the State."""
        if profile != self._answers.profile:
            self._change(self._answers.replace(profile=profile))

    def change_head(self, *, text: str = "", **changes: Any) -> None:
        """Record what the cover says: state, authority, period, marking."""
        answers = self._answers.replace(**changes)
        if answers != self._answers:
            self._change(answers, text=text)
            self._drop_if_nothing(text)

    def change_whole(self, answers: Answers, words: str, *, question_id: str = "") -> None:
        """Record a change of many questions or of the parts; one step of undo, told in `words`."""
        if answers != self._answers:
            self._check_draft()
            self._record(answers, question_id, "", words=words)

    @property
    def is_unsigned(self) -> bool:
        """Whether something is filled in in a part, and nobody gave a name yet."""
        filled = [answer for answer in self._answers.answers.values() if not answer.is_untouched]
        return self.is_part and bool(filled) and not all(item.by for item in filled)

    def sign(self, by: str, approved_by: str) -> None:
        """Say who fills a part in, also of what is filled in already, and who approved it."""
        self.by = by
        entries = {
            key: answer if answer.is_untouched else answer.replace(by=by or None)
            for key, answer in self._answers.answers.items()
        }
        changed = self._answers.replace(answers=entries, approved_by=approved_by)
        self.change_whole(changed, _("who filled the part in"))

    def give_up(self, text: str) -> None:
        """Bring back what was recorded before a text was typed, as if it never had been."""
        if text and (step := self._history.drop(text)):
            self._answers = step.before
            self._save()

    def finalize(self) -> None:
        """Make the document final, dated today; it can be undone or reopened."""
        self._change(self._answers.replace(document_status="final", date=self._now().date()))

    def reopen(self) -> None:
        """Make a final document a draft again."""
        if self.is_final and not self.read_only:
            self._record(self._answers.replace(document_status="draft"), "", "")

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
        step = self._history.undo()
        return self._arrive(step, step.before) if step else None

    def redo(self) -> UndoStep | None:
        """Bring back the change last taken back."""
        step = self._history.redo()
        return self._arrive(step, step.after) if step else None

    # Inside.

    def _save(self) -> None:
        """Called after every change."""

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
        self._history.add(UndoStep(self._answers, answers, question_id, text, loaded, words))
        self._answers = answers
        self._save()

    def _drop_if_nothing(self, text: str) -> None:
        """A text that is again as it was before it was typed is no change to take back."""
        step = self.last_change
        if text and step and step.text == text and _same(step.before, step.after):
            self.give_up(text)

    def _arrive(self, step: UndoStep, answers: Answers) -> UndoStep:
        self._answers = answers
        self.go_to(step.question)
        self._save()
        return step

    def _now_figures(self) -> AnswerFigures:
        if self._figures is None or self._figures.answers is not self._answers:
            self._figures = AnswerFigures(self.questionnaire, self._answers, self.today)
        return self._figures
