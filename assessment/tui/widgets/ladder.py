"""The lines of one question: what is asked, its five descriptors, and what is recorded."""

from __future__ import annotations

from collections.abc import Iterator

from textual.geometry import Size

from assessment.answers import Answer
from assessment.applicability import Standing, profile_reason
from assessment.questionnaire import LEVEL_NAMES, LEVELS, Level, Question, Questionnaire
from assessment.tui.widgets.lines import (
    EMPTY,
    Line,
    Piece,
    fit,
    flowed,
    indented,
    line,
    spread,
    wrap,
)

NBSP = "\u00a0"
"""Keeps a mark and its word on one line."""
WIDEST = 100
"""Longer lines are hard to read."""


class QuestionLines:
    """Lays out one question for a width and a height."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        standing: Standing,
        before: Answer | None = None,
        *,
        keys: bool = True,
    ) -> None:
        self.questionnaire = questionnaire
        self.standing = standing
        self.before = before
        """The answer of the baseline; None without one."""
        self.keys = keys
        """Whether the keys are shown: in a final document they would do nothing."""

    @property
    def question(self) -> Question:
        """The question."""
        return self.standing.question

    @property
    def answer(self) -> Answer:
        """What is recorded about it."""
        return self.standing.answer

    def lines(self, size: Size) -> list[Line]:
        """The lines, with room between them where the height allows it."""
        width = min(size.width - 2, WIDEST)
        head, cited = self._head(width), self._cited(width)
        parts = [
            [head, cited],
            [*self._asked(width)],
            *([*self._descriptor(level, width)] for level in LEVELS),
            [*self._states(width)],
            [*self._record(width)],
        ]
        room = size.height - sum(map(len, parts))
        if room < 0:
            # The source can be read in the side panel too; a descriptor cannot be done without.
            parts[0].remove(cited)
        spaced = _spaced(parts, room)
        return [(Piece(" "), *one) if one else one for one in spaced]

    def _head(self, width: int) -> Line:
        question = self.question
        marks = []
        if self.answer.flag:
            marks.append(Piece(" ! to discuss", "trouble", "screen.flag"))
        if self.answer.restricted:
            marks.append(Piece(" [restricted]", "accent", "screen.restricted"))
        title = fit(f"{question.id}  {question.title}", width - sum(len(m.text) for m in marks))
        return spread([Piece(title, "accent")], marks, width)

    def _cited(self, width: int) -> Line:
        question = self.question
        cited = _cited(question)
        usual = self.questionnaire.ministry_name(question.ministry)
        return line(fit(f"{cited} · usually: {usual} · weight {question.weight}", width), "dim")

    def _asked(self, width: int) -> Iterator[Line]:
        for part in wrap(self.question.text, width):
            yield line(part, "strong")

    def _descriptor(self, level: Level, width: int) -> list[Line]:
        chosen = self.answer.level == level
        action = f"screen.level({level})"
        lead = [
            Piece("▌" if chosen else " ", "chosen" if chosen else "", action),
            Piece(f"{level}  ", "chosen" if chosen else "key", action),
        ]
        tags = "".join(f"  ◄{NBSP}{tag.replace(' ', NBSP)}" for tag in self._tags(level))
        text = self.question.levels[level]
        lines = indented(text + tags, width, lead, "chosen" if chosen else "", action)
        return _with_tags_apart(lines, tags.strip(), chosen)

    def _tags(self, level: Level) -> Iterator[str]:
        if self.standing.target == level:
            yield "target"
        if self.answer.reviewed_level == level:
            yield "reviewer"
        if self.before is not None and self.before.level == level:
            yield "last time"

    def _states(self, width: int) -> Iterator[Line]:
        if self.standing.by_profile:
            why = profile_reason(self.questionnaire, self.question)
            yield from indented(
                f"Not applicable by profile. {why} Any answer given here goes before the profile.",
                width,
                [Piece("▌n  ", "chosen")],
            )
            return
        yield from flowed(map(self._state, _STATES), width)
        if self.answer.reason is not None:
            yield from indented(self.answer.reason, width, [Piece(" Reason: ", "dim")])[:3]

    def _state(self, state: tuple[str, str, str]) -> list[Piece]:
        key, status, name = state
        chosen = self.answer.status == status
        action = f"screen.{status}"
        was = self.before is not None and self.before.status == status
        tail = f"  ◄{NBSP}last{NBSP}time" if was and status != "unanswered" else ""
        return [
            Piece("▌" if chosen else " ", "chosen" if chosen else "", action),
            Piece(f"{key} " if self.keys else "", "chosen" if chosen else "key", action),
            Piece(f"{name}{tail}", "chosen" if chosen else "", action),
        ]

    def _record(self, width: int) -> Iterator[Line]:
        yield from flowed(self._facts(), width)
        answer = self.answer
        if answer.action is not None and answer.action.text:
            yield self._told("a", f"Next action: {_action(answer)}", "next_action", width)
        if answer.note:
            yield self._told("o", f"Note: {answer.note}", "note", width)

    def _facts(self) -> Iterator[list[Piece]]:
        answer = self.answer
        target = self.standing.target
        usual = "" if answer.target is not None else " (usual)"
        yield self._fact("t", "Target", f"{target} {LEVEL_NAMES[target]}{usual}", "target")
        yield self._fact("c", "Confidence", answer.confidence or "–", "confidence")
        others = f" (+ {', '.join(answer.supporting)})" if answer.supporting else ""
        yield self._fact("m", "Ministry", fit((answer.ministry or "–") + others, 60), "ministry")
        count = str(len(answer.evidence)) if answer.evidence else "–"
        yield self._fact("e", "Evidence", count, "evidence")
        if not answer.note:
            yield self._fact("o", "Note", "–", "note")
        if answer.action is None or not answer.action.text:
            planned = "–" if answer.action is None else "no text"
            yield self._fact("a", "Next action", planned, "next_action")
        yield self._fact("f", "Flag", "to discuss" if answer.flag else "–", "flag")
        yield self._fact("r", "Restricted", "yes" if answer.restricted else "–", "restricted")

    def _fact(self, key: str, name: str, value: str, action: str) -> list[Piece]:
        action = f"screen.{action}"
        lead = [Piece(f"{key} ", "key", action)] if self.keys else []
        return [*lead, Piece(f"{name} ", "dim", action), Piece(value, "", action)]

    def _told(self, key: str, words: str, action: str, width: int) -> Line:
        lead = f"{key} " if self.keys else ""
        action = f"screen.{action}"
        return Piece(lead, "key", action), Piece(fit(words, width - len(lead)), "", action)


_STATES = (
    ("n", "not_applicable", "not applicable"),
    ("u", "unknown", "unknown"),
    ("w", "withheld", "withheld"),
)


def _cited(question: Question) -> str:
    numbers = [str(number) for number in question.operative_paragraphs]
    if not numbers:
        return "preamble"
    also = " and the preamble" if "preamble" in question.paragraphs else ""
    word = "paragraph" if len(numbers) == 1 else "paragraphs"
    return f"{word} {', '.join(numbers)}{also}"


def _action(answer: Answer) -> str:
    action = answer.action
    if action is None:
        return ""
    due = f", due {action.due.isoformat()}" if action.due else ""
    wanted = f", wanted: {', '.join(action.assistance)} assistance" if action.assistance else ""
    return f"{action.text}{due}{wanted}"


def _with_tags_apart(lines: list[Line], tags: str, chosen: bool) -> list[Line]:
    """The tags at the end of a descriptor in a colour of their own."""
    if not tags or not lines[-1][-1].text.endswith(tags):
        return lines
    last = lines[-1]
    text = last[-1].text.removesuffix(tags)
    action = last[-1].action
    kept = Piece(text, "chosen" if chosen else "", action)
    return [*lines[:-1], (*last[:-1], kept, Piece(tags, "accent", action))]


def _spaced(parts: list[list[Line]], room: int) -> list[Line]:
    """The parts one under the other, as far apart as the room allows, at most one line."""
    around = {1, 2, len(parts) - 2, len(parts) - 1}
    gaps = sorted(range(1, len(parts)), key=lambda place: place not in around)[: max(room, 0)]
    lines: list[Line] = []
    for place, part in enumerate(parts):
        if place in gaps:
            lines.append(EMPTY)
        lines.extend(part)
    return lines
