"""The lines of one question in a window: title and state stay, the levels scroll between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rich.cells import cell_len
from textual.geometry import Size

from assessment.answers import Answer
from assessment.applicability import QuestionStatus
from assessment.language import _
from assessment.questionnaire import Question, Questionnaire
from assessment.text import count_of
from assessment.tui.commands import clicked
from assessment.tui.question.ladder import Block, Ladder
from assessment.tui.question.rows import RowKey
from assessment.tui.question.state_line import reason_lines, state_line
from assessment.tui.question.strip import Strip
from assessment.tui.widgets.lines import EMPTY_LINE, Line, Piece, fit, line, spread, width_of, wrap
from assessment.tui.widgets.sheet import Sheet

MAX_WIDTH = 100
"""Longer lines are hard to read."""
MIN_WINDOW = 5
"""So many lines of the levels are seen at least, before what stands around them scrolls too."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How much room a question takes."""

    headed: bool
    """Whether the names of levels 2, 3 and 4 have lines of their own."""
    text_lines: int = 0
    """For how many lines a note, an action and the evidence go on; 0 for the folded strip."""
    spare: int = 0
    """Lines that must be left, or the next shape is taken."""


FOLDED = (Shape(headed=True), Shape(headed=False))
UNFOLDED = (Shape(headed=True, text_lines=6), Shape(headed=False, text_lines=2))
BY_ROOM = (Shape(headed=True, text_lines=6, spare=4), *FOLDED)
"""From the roomiest to the one for the smallest window."""


@dataclass(frozen=True, slots=True)
class QuestionSheet(Sheet):
    """The lines of a question."""

    unfolded: bool = False
    """Whether all that is recorded is shown."""


@dataclass(frozen=True)
class QuestionLines:
    """Lays out one question for a width and a height."""

    questionnaire: Questionnaire
    item: QuestionStatus
    before: Answer | None = None
    """The answer of the baseline; None without one."""
    row: RowKey | None = None
    """Where one stands; None where nothing can be ticked."""
    unfolded: bool | None = None
    """Whether the strip is unfolded; None where the room decides."""
    usual: str = ""
    """The ministry that usually leads, by the State's own name for it."""
    was: str = ""
    """What the answer was before the last change; empty where another one was changed last."""
    keys: bool = True
    """Whether the keys are shown: in a final document they would do nothing."""
    currency: str = ""
    """The currency of every cost; empty where the profile sets none."""
    hidden: Collection[str] = ()
    """The fields that are not asked, by what their keys do."""

    @property
    def question(self) -> Question:
        """The question."""
        return self.item.question

    @property
    def answer(self) -> Answer:
        """What is recorded about it."""
        return self.item.answer

    def sheet(self, size: Size) -> QuestionSheet:
        """As much as there is room for; where it is not enough, the levels scroll."""
        width = min(size.width - 1, MAX_WIDTH)
        shapes = {None: BY_ROOM, True: UNFOLDED, False: FOLDED}[self.unfolded]
        for shape in shapes:
            found = self._laid_out(shape, width, size.height)
            if found.height + shape.spare <= size.height:
                break
        return found

    def head(self, width: int) -> Line:
        """Which question it is, what is marked about it, and what it rests on."""
        question = self.question
        marks = []
        if self.answer.flag:
            marks.append(Piece(" ! " + _("to discuss"), "trouble", clicked("flag")))
        if self.answer.restricted:
            marks.append(Piece(" [" + _("restricted") + "]", "accent", clicked("restricted")))
        title = fit(f"{question.id} {question.title}", width - width_of(marks) - bool(marks))
        source = Piece(
            "  "
            + _("{cited} · weight {weight}").format(cited=_cited(question), weight=question.weight),
            "dim",
        )
        if width_of([source, *marks]) + cell_len(title) < width:
            marks.insert(0, source)
        return spread([Piece(title, "accent")], marks, width)

    def asked(self, width: int) -> Iterator[Line]:
        """The question itself."""
        for part in wrap(self.question.text, width):
            yield line(part, "strong")

    @cached_property
    def _ladder(self) -> Ladder:
        return Ladder(self.questionnaire, self.item, self.before, self.row)

    @cached_property
    def _strip(self) -> Strip:
        return Strip(
            self.questionnaire,
            self.item,
            self.usual,
            self.before,
            self.keys,
            self.currency,
            self.hidden,
        )

    def _laid_out(self, shape: Shape, width: int, height: int) -> QuestionSheet:
        head, asked = [self.head(width)], [*self.asked(width)]
        levels = self._ladder.blocks(width, headed=shape.headed)
        bottom = self._bottom(shape, width)
        used = sum(len(block.lines) for blocks in levels for block in blocks)
        free = height - used - len(head) - len(asked) - len(bottom) - shape.spare
        gaps = _Gaps(free)
        under_asked, between = gaps.empty_line(), [gaps.empty_line() for _unused in range(3)]
        under_head = gaps.empty_line()
        top, body = [*head, *under_head, *asked, *under_asked], _Body()
        window = height - len(top) - len(bottom)
        if window < min(MIN_WINDOW, used):
            # A very small window: only the title and the state stay.
            body.add(Block([*asked, *under_asked]))
            top, bottom = head[: max(height - 3, 0)], bottom[: 1 if height > MIN_WINDOW else 0]
        for blocks, gap in zip(levels, [[], [], *between], strict=True):
            body.add(Block(list(gap)))
            for block in blocks:
                body.add(block)
        return QuestionSheet(
            [*map(_inside, body.lines)],
            [*map(_inside, top)],
            [*map(_inside, bottom)],
            body.rows.get(self.row) if self.row is not None else None,
            shape.text_lines > 0,
        )

    def _bottom(self, shape: Shape, width: int) -> list[Line]:
        state = state_line(self.questionnaire, self.item, width, was=self.was, editable=self.keys)
        strip = (
            self._strip.unfolded(width, shape.text_lines)
            if shape.text_lines
            else self._strip.folded(width)
        )
        return [state, *reason_lines(self.questionnaire, self.item, width), *strip]


class _Gaps:
    """Empty lines, as long as there is room for them."""

    def __init__(self, free: int) -> None:
        self._free = free

    def empty_line(self) -> Sequence[Line]:
        """One empty line, or none."""
        self._free -= 1
        return [EMPTY_LINE] if self._free >= 0 else []


class _Body:
    """The lines that scroll, and where each row stands among them."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.rows: dict[RowKey, range] = {}

    def add(self, block: Block) -> None:
        """Put lines under those that are there."""
        first = len(self.lines)
        self.lines.extend(block.lines)
        if block.row is not None:
            self.rows[block.row] = range(first, len(self.lines))


def _inside(line: Line) -> Line:
    return (Piece(" "), *line) if line else line


def _cited(question: Question) -> str:
    numbers = [str(number) for number in (*question.paragraphs, *question.related)]
    if not numbers:
        return _("preamble")
    cited = count_of(
        len(numbers), "paragraph {numbers}", "paragraphs {numbers}", numbers=", ".join(numbers)
    )
    return _("{cited} and the preamble").format(cited=cited) if question.preamble else cited
