"""Every state that the answers went through in a session, for undo and redo without limit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count

from assessment.answers import FIELD_NAMES, Answers
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.text import listed
from assessment.tui.profile_changes import profile_changes


@dataclass(frozen=True, slots=True)
class UndoStep:
    """One change that can be undone."""

    before: Answers
    after: Answers
    question: str
    """The question that changed; empty for the profile and the cover."""
    text: str = ""
    """Names one text being typed: all of its saves are undone together."""
    loaded: bool = False
    """Whether another file's answers were taken over whole."""
    words: str = ""
    """What a change of many questions or of the parts was, in words; empty for any other."""


_NUMBERS = count(1)


def new_text() -> str:
    """A name for one text that is going to be typed."""
    return f"text {next(_NUMBERS)}"


def describe(step: UndoStep, questionnaire: Questionnaire) -> str:
    """What a change was about, in a few words."""
    before, after = step.before, step.after
    if step.words:
        return step.words
    if step.question:
        then, now = before.answer(step.question), after.answer(step.question)
        changed = [
            word for name, word in FIELD_NAMES.items() if getattr(then, name) != getattr(now, name)
        ]
        return f"{step.question}, {listed(dict.fromkeys(changed))}"
    if before.document_status != after.document_status:
        return _("the document's status")
    return "; ".join(in_profile(step, questionnaire)) or _("the answers of the changed file")


def in_profile(step: UndoStep, questionnaire: Questionnaire) -> list[str]:
    """What a change did to the profile or the cover; empty for any other change."""
    if step.question or step.loaded or step.words:
        return []
    return profile_changes(step.before, step.after, questionnaire)


class History:
    """The answers as they are now, what can be undone, and what can be redone."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        """All that is recorded now."""
        self.past: list[UndoStep] = []
        self.future: list[UndoStep] = []
        self._put_aside: list[UndoStep] = []
        """What could be redone before the last change: a text that is given up brings it back."""

    def add(self, step: UndoStep) -> None:
        """Make a change; one of the same text goes on with the last one."""
        self.answers = step.after
        if last := self._last(step.text, step.question):
            self.past[-1] = replace(step, before=last.before)
            self.future.clear()
            return
        self.past.append(step)
        self._put_aside, self.future = self.future, []

    def before(self, text: str, question: str) -> Answers:
        """What was recorded before a text was typed; all that is now, where none of it is saved."""
        last = self._last(text, question)
        return last.before if last else self.answers

    def came_to_nothing(self, text: str) -> bool:
        """Whether a text is again as it was before it was typed: no change to take back."""
        last = self.past[-1] if text and self.past else None
        return last is not None and last.text == text and _same(last.before, last.after)

    def drop(self, text: str) -> bool:
        """Forget what was saved of a text that is given up; whether anything was."""
        last = self.past[-1] if text and self.past else None
        if last is None or last.text != text:
            return False
        self.future, self._put_aside = self._put_aside, []
        self.answers = self.past.pop().before
        return True

    def _last(self, text: str, question: str) -> UndoStep | None:
        last = self.past[-1] if text and self.past else None
        return last if last and (last.text, last.question) == (text, question) else None

    def undo(self) -> UndoStep | None:
        """Take back the last change; None where there is none."""
        step = _move(self.past, self.future)
        if step is not None:
            self.answers = step.before
        return step

    def redo(self) -> UndoStep | None:
        """Bring back the change last taken back; None where there is none."""
        step = _move(self.future, self.past)
        if step is not None:
            self.answers = step.after
        return step


def _same(answers: Answers, others: Answers) -> bool:
    """Whether both record the same, whether or not the assessment has its random id yet."""
    return answers.model_copy(update={"id": others.id}) == others


def _move(source: list[UndoStep], target: list[UndoStep]) -> UndoStep | None:
    if not source:
        return None
    target.append(source.pop())
    return target[-1]
