"""The lines of a question's five levels: a sentence each for 0 and 1, points with boxes above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.answers import Answer
from assessment.applicability import QuestionStatus
from assessment.language import _
from assessment.questionnaire import POINT_LEVELS, Level, Question, Questionnaire
from assessment.tui.commands import clicked
from assessment.tui.question.rows import RowKey
from assessment.tui.question.ticking import points_held
from assessment.tui.widgets.lines import Line, Piece, fit, indented, padded, spread, width_of

TICKED, NOT_TICKED = "[x]", "[ ]"
IMPLIED, NOT_IMPLIED = "(x)", "( )"
"""Round where they only follow from a level that was given: nobody ticked them one by one."""
_RECORDED = "▌"
CURSOR = "►"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, and the row that they are; none for the name of a level."""

    lines: list[Line]
    row: RowKey | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The five levels of one question beside its answer."""

    questionnaire: Questionnaire
    item: QuestionStatus
    before: Answer | None
    """The answer of the baseline; None without one."""
    row: RowKey | None
    """Where one stands; None where nothing can be ticked."""

    def blocks(self, width: int, *, headed: bool) -> list[list[Block]]:
        """The blocks of each level; where there is no room, without the names of the levels."""
        return [
            [self._sentence(0, width)],
            [self._sentence(1, width)],
            *(list(self._level(level, width, headed)) for level in POINT_LEVELS),
        ]

    @property
    def _question(self) -> Question:
        return self.item.question

    @property
    def _answer(self) -> Answer:
        return self.item.answer

    def _sentence(self, level: Level, width: int) -> Block:
        """Levels 0 and 1: one line, and the whole sentence where one stands on it."""
        row: RowKey = str(level)
        here, action = self.row == row, clicked("level", level)
        role = "chosen" if self._answer.level == level else ""
        name = f"{padded(self.questionnaire.level_name(level), 8)} "
        lead = [*self._digit(level, row), Piece(name, role or "strong", action)]
        tags = self._tags(level)
        (text,) = self._question.meaning(level)
        room = width - width_of([*lead, *tags])
        if here:
            lines = indented(text, width - width_of(tags), lead, role, action)
        else:
            lines = [(*lead, Piece(fit(text, room), role, action))]
        return Block([spread(lines[0], tags, width), *lines[1:]], row)

    def _level(self, level: Level, width: int, headed: bool) -> Iterator[Block]:
        if headed:
            yield Block([self._name(level, width)])
        for index, (letter, text) in enumerate(self._question.points_of(level).items()):
            first = [] if headed or index else self._digit(level, letter)
            yield Block(self._point(letter, text, width, first), letter)

    def _name(self, level: Level, width: int) -> Line:
        role = "chosen" if self._answer.level == level else "strong"
        name = self.questionnaire.level_name(level)
        left = [*self._digit(level, None), Piece(name, role, clicked("level", level))]
        return spread(left, self._tags(level), width)

    def _point(self, letter: str, text: str, width: int, digit: list[Piece]) -> list[Line]:
        here, action = self.row == letter, clicked("tick", letter)
        box, role = self._box(letter)
        lead = [
            *(digit or [Piece("  "), self._cursor(letter)]),
            Piece(f"{box} ", role, action),
            Piece(f"{letter} ", "key", action),
        ]
        return indented(text, width, lead, "strong" if here else "", action)

    def _box(self, letter: str) -> tuple[str, str]:
        held = letter in points_held(self._question, self._answer)
        if self._answer.points is None and self._answer.level is not None:
            return (IMPLIED if held else NOT_IMPLIED), "dim"
        return (TICKED, "good") if held else (NOT_TICKED, "")

    def _digit(self, level: Level, row: RowKey | None) -> list[Piece]:
        chosen = self._answer.level == level
        action = clicked("level", level)
        return [
            Piece(_RECORDED if chosen else " ", "chosen" if chosen else "", action),
            Piece(str(level), "chosen" if chosen else "key", action),
            self._cursor(row),
        ]

    def _cursor(self, row: RowKey | None) -> Piece:
        here = row is not None and self.row == row
        return Piece(CURSOR if here else " ", "accent" if here else "")

    def _tags(self, level: Level) -> list[Piece]:
        tags = "  ".join(f"◄ {tag}" for tag in self._named_at(level))
        return [Piece(f" {tags}", "accent")] if tags else []

    def _named_at(self, level: Level) -> Iterator[str]:
        if self.item.target == level:
            yield _("target")
        if self._answer.reviewed_level == level:
            yield _("reviewer")
        if self.before is not None and self.before.level == level:
            yield _("last time")
