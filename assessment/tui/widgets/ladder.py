"""The lines of one question: what is asked, its five descriptors, and what is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.geometry import Size

from assessment.answers import NOTE_LIMIT, Action, Answer, Evidence
from assessment.applicability import Standing, profile_reason
from assessment.questionnaire import LEVELS, Level, Question, Questionnaire
from assessment.tui.widgets.lines import (
    EMPTY,
    Line,
    Piece,
    fit,
    flowed,
    indented,
    line,
    spread,
    width_of,
    wrap,
)

NBSP = "\u00a0"
"""Keeps a mark and its word on one line."""
LEAST = 20
"""So much of an action's text is shown at least, whatever is said of its date."""
WIDEST = 100
"""Longer lines are hard to read."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How much is said about a question."""

    told: int
    """For how many lines a note, an action and the evidence go on; 0 where only a word says it."""
    spare: int = 0
    """Lines that must be left, or the next shape is taken."""
    cited: bool = True
    """Whether the source is named: it can be read in the side panel too."""
    marks: bool = True
    """Whether flag and restriction stand among the facts: where set, the head shows them."""
    joined: bool = False
    """Whether the states without a level share their line with the facts."""


SHAPES = (
    Shape(told=6, spare=4),
    Shape(told=1),
    Shape(told=1, cited=False),
    Shape(told=1, cited=False, marks=False),
    Shape(told=0, cited=False, marks=False),
    Shape(told=0, cited=False, marks=False, joined=True),
)
"""From the roomiest to the one for the smallest window."""


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
        """The lines: as much of what is recorded as there is room for, and room between them."""
        width = min(size.width - 2, WIDEST)
        asked = [*self.asked(width)]
        ladder = [[*self._descriptor(level, width)] for level in LEVELS]
        for shape in SHAPES:
            states, record = [*self._states(width, shape)], [*self._record(width, shape)]
            cited = [self._cited(width)] if shape.cited else []
            parts = [[self.head(width), *cited], asked, *ladder, states, record]
            room = size.height - sum(map(len, parts))
            if room >= shape.spare:
                break
        return [(Piece(" "), *one) if one else one for one in _spaced(parts, room)]

    def head(self, width: int) -> Line:
        """Which question it is, and what is marked about it."""
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

    def asked(self, width: int) -> Iterator[Line]:
        """The question itself."""
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
        text = " ".join(self.question.meaning(level))
        lines = indented(text + tags, width, lead, "chosen" if chosen else "", action)
        return _with_tags_apart(lines, tags.strip(), chosen)

    def _tags(self, level: Level) -> Iterator[str]:
        if self.standing.target == level:
            yield "target"
        if self.answer.reviewed_level == level:
            yield "reviewer"
        if self.before is not None and self.before.level == level:
            yield "last time"

    def _states(self, width: int, shape: Shape) -> Iterator[Line]:
        if self.standing.by_profile:
            why = profile_reason(self.questionnaire, self.question)
            rule = " Any answer given here goes before the profile." if shape.marks else ""
            words = f"Not applicable by profile. {why}{rule}"
            yield from indented(words, width, [Piece("▌n  ", "chosen")])
            return
        if not shape.joined:
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

    def _record(self, width: int, shape: Shape) -> Iterator[Line]:
        joined = shape.joined and not self.standing.by_profile
        states = map(self._state, _STATES) if joined else ()
        yield from flowed([*states, *self._facts(width, shape)], width)
        for key, name, words, action in self._texts(width, shape):
            yield from self._told(key, f"{name}: {words}", action, width, shape.told)

    def _texts(self, width: int, shape: Shape) -> Iterator[tuple[str, str, str, str]]:
        """What is told in words of its own: key, name, words, action."""
        answer = self.answer
        if shape.told > 1 and answer.evidence:
            yield "e", "Evidence", "; ".join(map(_evidence, answer.evidence)), "evidence"
        if shape.told and answer.action is not None and answer.action.text:
            # Where one line has to do, the text is cut and not the date.
            room = width - len("a Next action: ") if shape.told == 1 else NOTE_LIMIT
            yield "a", "Next action", _action(answer.action, room), "next_action"
        if shape.told and answer.note:
            yield "o", "Note", answer.note, "note"

    def _facts(self, width: int, shape: Shape) -> Iterator[list[Piece]]:
        answer, target = self.answer, self.standing.target
        told = [name for _, name, _, _ in self._texts(width, shape)]
        usual = "" if answer.target is not None or not shape.marks else " (usual)"
        yield self._fact(
            "t", "Target", f"{target} {self.questionnaire.level_name(target)}{usual}", "target"
        )
        yield self._fact("c", "Confidence", answer.confidence or "–", "confidence")
        others = f" (+ {', '.join(answer.supporting)})" if answer.supporting else ""
        yield self._fact("m", "Ministry", fit((answer.ministry or "–") + others, 60), "ministry")
        if "Evidence" not in told:
            yield self._fact("e", "Evidence", str(len(answer.evidence) or "–"), "evidence")
        if "Note" not in told:
            yield self._fact("o", "Note", "yes" if answer.note else "–", "note")
        if "Next action" not in told:
            planned = "–" if answer.action is None else "yes" if answer.action.text else "no text"
            yield self._fact("a", "Next action", planned, "next_action")
        if shape.marks:
            yield self._fact("f", "Flag", "to discuss" if answer.flag else "–", "flag")
            yield self._fact("r", "Restricted", "yes" if answer.restricted else "–", "restricted")

    def _fact(self, key: str, name: str, value: str, action: str) -> list[Piece]:
        action = f"screen.{action}"
        lead = [Piece(f"{key} ", "key", action)] if self.keys else []
        return [*lead, Piece(f"{name} ", "dim", action), Piece(value, "", action)]

    def _told(self, key: str, words: str, action: str, width: int, most: int) -> Iterator[Line]:
        lead = [Piece(f"{key} ", "key", f"screen.{action}")] if self.keys else []
        room = width - width_of(lead)
        folded = wrap(" ".join(words.split()), room)
        shown = [*folded[: most - 1], fit(" ".join(folded[most - 1 :]), room)]
        yield from indented("\n".join(filter(None, shown)), width, lead, "", f"screen.{action}")


_STATES = (
    ("n", "not_applicable", "not applicable"),
    ("u", "unknown", "unknown"),
    ("w", "withheld", "withheld"),
)


def _cited(question: Question) -> str:
    numbers = [str(number) for number in (*question.paragraphs, *question.related)]
    if not numbers:
        return "preamble"
    also = " and the preamble" if question.preamble else ""
    word = "paragraph" if len(numbers) == 1 else "paragraphs"
    return f"{word} {', '.join(numbers)}{also}"


def _evidence(piece: Evidence) -> str:
    return f"{piece.title} ({piece.date.isoformat()})" if piece.date else piece.title


def _action(action: Action, room: int) -> str:
    due = f", due {action.due.isoformat()}" if action.due else ""
    wanted = f", wanted: {', '.join(action.assistance)} assistance" if action.assistance else ""
    tail = f"{due}{wanted}"
    return f"{fit(action.text, max(room - len(tail), LEAST))}{tail}"


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
