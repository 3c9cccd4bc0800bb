"""A clash laid out: points as rows, positions as columns, what each shows beneath; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from textual.geometry import Size

from assessment.answers import FIELD_NAMES, Answer, Position
from assessment.dates import in_words
from assessment.language import _
from assessment.positions import clashing_positions, current_positions, in_short
from assessment.questionnaire import Level, Question, Questionnaire
from assessment.text import count_of, joined_sentences, one_line, same_name
from assessment.tui.widgets.lines import (
    EMPTY_LINE,
    Line,
    Piece,
    centred,
    fit,
    indented,
    line,
    padded,
    spread,
    width_of,
    wrap,
)
from assessment.tui.widgets.sheet import Sheet

AUTHORITY = _("the authority")
AGREED = "agreed"
MIN_COLUMN, MAX_COLUMN = 9, 18
MIN_TEXT = 26
"""So wide the texts of points are at least."""
Agreed = Mapping[str, bool]
"""The points that were settled one by one so far: whether each holds."""
Mark = Literal["[x]", "[ ]", "(x)", "( )", "?", "–"]


@dataclass(frozen=True, slots=True)
class ClashView:
    """One question on which positions differ, or differed until it was settled."""

    questionnaire: Questionnaire
    question: Question
    answer: Answer
    responsible: str
    agreed: Agreed
    why: str
    """The reason that will be kept with the settlement."""
    progress: str
    """`clash 3 of 7`."""
    first: int = 0
    """The first position that is shown, where not all find room."""

    @property
    def positions(self) -> tuple[Position, ...]:
        """The positions beside each other: the responsible ministry first, the authority last."""
        return ordered(self.answer, self.responsible)

    @property
    def is_open(self) -> bool:
        """Whether it still has to be settled."""
        return bool(clashing_positions(self.answer))


def ordered(answer: Answer, responsible: str) -> tuple[Position, ...]:
    """The positions that count: the responsible ministry first, the authority last."""
    return tuple(
        sorted(
            current_positions(answer.positions),
            key=lambda item: (
                item.ministry is None,
                item.ministry is None or not same_name(item.ministry, responsible),
                item.ministry or "",
            ),
        )
    )


def undisputed(question: Question, positions: Sequence[Position]) -> frozenset[str]:
    """The points that hold by every position that has a level."""
    held = [
        question.implied(position.level, position.points)
        for position in positions
        if position.level is not None
    ]
    return frozenset.intersection(*held) if held else frozenset()


def agreed_points(view: ClashView) -> frozenset[str]:
    """The points that hold: those that nobody disputes, but for what was settled one by one."""
    chosen = {letter for letter, holds in view.agreed.items() if holds}
    refused = view.agreed.keys() - chosen
    return (undisputed(view.question, view.positions) | chosen) - refused


def agreed_level(view: ClashView) -> Level:
    """The level that follows from them; below level 2 it is 1 as soon as one holds."""
    held = agreed_points(view)
    reached = view.question.complete_level(held)
    if reached is not None:
        return reached
    return 1 if held else 0


def clash_sheet(view: ClashView, size: Size) -> Sheet:
    """The page: question and names above, what follows beneath, points and texts between."""
    grid = _grid(view, size.width)
    return Sheet(
        top=[*_top(view, size.width), _names(view, grid)],
        body=[*_points(view, grid), EMPTY_LINE, *_shown(view, size.width)],
        bottom=[*_follows(view, grid), *_hidden(view, grid)],
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """Which positions are shown, and in which widths."""

    columns: range
    text: int
    column: int
    agreed: int


def _grid(view: ClashView, width: int) -> _Grid:
    shown = columns_that_fit(view, width)
    # Undo may have taken every position back while the screen was open.
    first = max(min(view.first, len(view.positions) - shown), 0)
    agreed = _agreed_width(view)
    # The texts of the points are read, the marks only seen: two fifths of the width are theirs.
    room = min(width - MIN_TEXT - 4 - agreed, 3 * width // 5 - agreed)
    column = max(min(room // shown, MAX_COLUMN), MIN_COLUMN)
    columns = range(first, min(first + shown, len(view.positions)))
    return _Grid(columns, width - 4 - column * shown - agreed, column, agreed)


def columns_that_fit(view: ClashView, width: int) -> int:
    """How many positions find room beside the texts of the points."""
    room = width - MIN_TEXT - 4 - _agreed_width(view)
    return max(min(len(view.positions), room // MIN_COLUMN), 1)


def _agreed_width(view: ClashView) -> int:
    return MIN_COLUMN if view.is_open else 0


def _top(view: ClashView, width: int) -> list[Line]:
    lead = (
        _("{responsible} leads").format(responsible=view.responsible)
        if view.responsible
        else _("nobody leads")
    )
    right = Piece(f"{view.progress} · {lead} ", "strong")
    title = fit(f"{view.question.id}  {view.question.name}", width - width_of([right]) - 3)
    lines = [spread([Piece(f" {title}", "accent")], [right], width)]
    text = wrap(view.question.text, width - 2)
    lines += [line(f" {item}") for item in (*text[:2], *([] if len(text) < 3 else ["…"]))][:3]
    return [*lines, line(f" {fit(_state(view), width - 2)}", "trouble" if view.is_open else "good")]


def _state(view: ClashView) -> str:
    if view.is_open:
        return joined_sentences(
            _("Positions differ. Nothing counts until it is settled."), _why(view.why)
        )
    settlement = view.answer.settlement
    if settlement is None:
        return _("Positions agree.")
    said = _("Settled by {by}: {answer}.") if settlement.by else _("Settled: {answer}.")
    settled = said.format(by=settlement.by, answer=in_short(view.answer))
    return joined_sentences(settled, _why(settlement.why))


def _why(reason: str) -> str:
    return _("Why: {why}").format(why=one_line(reason)) if reason else ""


# The table.


def _names(view: ClashView, grid: _Grid) -> Line:
    names = [_name(view, column, grid.column) for column in grid.columns]
    return _row("", grid, names, AGREED if view.is_open else "")


def _points(view: ClashView, grid: _Grid) -> Iterator[Line]:
    level: Level | None = None
    for letter, point in view.question.points.items():
        if point.level != level:
            level = point.level
            yield line(
                " "
                + _("Level {level} {level_name}").format(
                    level=level, level_name=view.questionnaire.level_name(level)
                ),
                "dim",
            )
        yield from _point(view, letter, grid)


def _point(view: ClashView, letter: str, grid: _Grid) -> Iterator[Line]:
    """One point: in full where positions differ on it, else on one line."""
    marks = [_mark(view.question, view.positions[number], letter) for number in grid.columns]
    action = f"screen.settle_point({letter!r})" if view.is_open else ""
    disputed = _is_disputed(view, letter)
    words = view.question.points[letter].text
    folded = wrap(words, grid.text - 1) if disputed else [fit(words, grid.text - 1)]
    role = "strong" if disputed else "dim"
    end = centred(_agreed_mark(view, letter), grid.agreed) if view.is_open else ""
    yield (
        Piece(f" {letter}  ", "key", action),
        Piece(padded(folded[0], grid.text), role, action),
        *(Piece(centred(item, grid.column)) for item in marks),
        Piece(end, "accent", action),
    )
    for item in folded[1:]:
        yield (Piece("    "), Piece(item, role, action))


def _is_disputed(view: ClashView, letter: str) -> bool:
    return len({mark.strip("()[]") for mark in _marks(view, letter) if mark != "–"}) > 1


def _marks(view: ClashView, letter: str) -> list[Mark]:
    return [_mark(view.question, position, letter) for position in view.positions]


def _mark(question: Question, position: Position, letter: str) -> Mark:
    """Whether a point holds by a position: ticked, or implied by a level that was given alone."""
    if position.level is None:
        return "–"
    holds = letter in question.implied(position.level, position.points)
    if position.points is None:
        return "(x)" if holds else "( )"
    return "[x]" if holds else "[ ]"


def _agreed_mark(view: ClashView, letter: str) -> Mark:
    if letter not in view.agreed and _is_disputed(view, letter):
        return "?"
    return "[x]" if letter in agreed_points(view) else "[ ]"


def _follows(view: ClashView, grid: _Grid) -> Iterator[Line]:
    shown = [view.positions[number] for number in grid.columns]
    end = str(agreed_level(view)) if view.is_open and view.agreed else ""
    yield _row(_("level that follows"), grid, [_short(item) for item in shown], end)
    yield _row(_("evidence"), grid, [_evidence(item) for item in shown], "")
    yield _row(_("how certain"), grid, [item.confidence or "–" for item in shown], "")


def _hidden(view: ClashView, grid: _Grid) -> Iterator[Line]:
    hidden = len(view.positions) - len(grid.columns)
    if hidden > 0:
        yield line(
            " "
            + _("← → show {hidden}.").format(
                hidden=count_of(hidden, "{n} more position", "{n} more positions")
            ),
            "accent",
        )


def _row(words: str, grid: _Grid, cells: Sequence[str], end: str) -> Line:
    return (
        Piece(f"    {padded(fit(words, grid.text), grid.text)}", "dim"),
        *(Piece(centred(fit(cell, grid.column - 1), grid.column), "strong") for cell in cells),
        Piece(centred(end, grid.agreed), "accent"),
    )


def _name(view: ClashView, number: int, column: int) -> str:
    item = view.positions[number]
    return f"{number + 1} {fit(item.ministry or AUTHORITY, column - 3)}"


def _short(position: Position) -> str:
    return str(position.level) if position.level is not None else in_short(position)


def _evidence(position: Position) -> str:
    return count_of(len(position.evidence), "{n} text", "{n} texts") if position.evidence else "–"


# What each position shows.


def _shown(view: ClashView, width: int) -> Iterator[Line]:
    for number, position in enumerate(view.positions):
        leads = position.ministry is not None and same_name(position.ministry, view.responsible)
        action = f"screen.take({number + 1})" if view.is_open else ""
        said = f"{position.ministry or AUTHORITY}: {_said(view, position)}"
        if leads:
            offered = _("{said}, leads: offered") if view.is_open else _("{said}, leads")
            said = offered.format(said=said)
        head = (
            Piece(f" {number + 1}  ", "key", action),
            Piece(fit(said, width - 6), "strong", action),
        )
        who = (Piece("  "), Piece(one_line(_who(position)), "dim"))
        if width_of([*head, *who]) < width:
            yield (*head, *who)
        else:
            yield head
            yield from indented(who[1].text, width - 1, [Piece("    ")])
        for words, text in _texts(position):
            yield from indented(one_line(text), width - 1, [Piece(f"    {words}: ", "dim")])


def _said(view: ClashView, position: Position) -> str:
    if position.level is None:
        return in_short(position)
    return _("level {level} {level_name}").format(
        level=position.level, level_name=view.questionnaire.level_name(position.level)
    )


def _who(position: Position) -> str:
    said = [
        _("by {by}").format(by=position.by) if position.by else "",
        _("on {in_words}").format(in_words=in_words(position.at.date())) if position.at else "",
        _("approved by {approved_by}").format(approved_by=position.approved_by)
        if position.approved_by
        else "",
    ]
    return ", ".join(filter(None, said))


def _texts(position: Position) -> Iterator[tuple[str, str]]:
    if position.reason:
        yield FIELD_NAMES["reason"], position.reason
    for item in position.evidence:
        day = f", {in_words(item.date)}" if item.date else ""
        reference = f", {item.reference}" if item.reference else ""
        yield _("evidence"), f"{item.title}{reference}{day}"
    if position.note:
        yield FIELD_NAMES["note"], position.note
