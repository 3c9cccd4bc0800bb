"""Every state that the answers went through in a session, for undo and redo without limit."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.answers import Answers


@dataclass(frozen=True, slots=True)
class Step:
    """One change that can be undone."""

    before: Answers
    after: Answers
    question: str
    """The question that changed; empty for the profile and the cover."""
    text: str = ""
    """Names one text being typed: all of its saves are undone together."""


class History:
    """What can be undone, and what can be redone."""

    def __init__(self) -> None:
        self.past: list[Step] = []
        self.future: list[Step] = []

    def add(self, step: Step) -> None:
        """Keep a change; one of the same text goes on with the last one."""
        last = self.past[-1] if self.past else None
        if last and step.text and (last.text, last.question) == (step.text, step.question):
            self.past.pop()
            step = Step(last.before, step.after, step.question, step.text)
        self.past.append(step)
        self.future.clear()

    def undo(self) -> Step | None:
        """The change to take back, or None."""
        return _move(self.past, self.future)

    def redo(self) -> Step | None:
        """The change to bring back, or None."""
        return _move(self.future, self.past)


def _move(source: list[Step], target: list[Step]) -> Step | None:
    if not source:
        return None
    target.append(source.pop())
    return target[-1]
