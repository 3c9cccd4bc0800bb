"""The lines at the edges of the question screen: where one is, whether it is saved, the keys."""

from __future__ import annotations

from textual.geometry import Size

from assessment.tui.commands import Command, possible
from assessment.tui.session import Session
from assessment.tui.widgets.areas import answered, figures, progress
from assessment.tui.widgets.lines import Line, Piece, fit, line, spread, width_of
from assessment.tui.writer import SaveState

TROUBLE = {
    "failed": "NOT SAVED",
    "changed": "FILE CHANGED",
    "deleted": "FILE REMOVED",
}
NARROW = 100
"""Below this width the areas fold into the header."""


def saved_mark(state: SaveState) -> Piece:
    """`saved 14:02:11`, local time; what is wrong where saving fails."""
    if state.is_trouble:
        return Piece(f" {TROUBLE[state.status]}: press ! ", "trouble", "screen.trouble")
    if state.at is None:
        return Piece("saving" if state.status == "saving" else "opened", "dim")
    # While a save runs the mark still tells the last one: it never claims what is not on disk.
    when = state.at.astimezone().strftime("%H:%M:%S")
    return Piece(f"saved {when}", "dim")


class HeaderLines:
    """Lays out the first line."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.walking = ""
        """The walk in words; empty where all questions are walked."""

    def lines(self, size: Size) -> list[Line]:
        """One line: the document, the area, the mark of saving."""
        mark = saved_mark(self.session.save_state)
        room = size.width - width_of([mark]) - 3
        if self.session.is_final:
            mark = Piece(f"FINAL  {mark.text}", mark.role, mark.action)
            room -= 7
        text = self._wide() if size.width >= NARROW else self._narrow()
        if self.walking:
            text = f"Walking {self.walking} (l to end) · {text}"
        return [spread([Piece(" " + fit(text, room), "strong")], [mark, Piece(" ")], size.width)]

    def _wide(self) -> str:
        answers = self.session.answers
        area = self.session.questionnaire.area_by_id[self.session.question.area_id]
        head = " · ".join(filter(None, [answers.marking, answers.state, answers.period]))
        return f"{area.id}  {area.title} · {head} · {answers.document_status}"

    def _narrow(self) -> str:
        card = self.session.scorecard
        area = card.areas[self.session.question.area_id]
        counts = card.overall.counts
        return (
            f"{area.id} {progress(area)}  {figures(area)} · "
            f"overall {answered(counts)}/{counts.applicable}  {figures(card.overall)} · "
            f"{self.session.answers.state}"
        )


WELCOME = (
    "Press the digit of the highest level that is met in full, with all below it.",
    "It is saved at once, and the next question comes. z undoes. ? explains all.",
)


def is_new(session: Session) -> bool:
    """Whether nothing is answered yet, so that two lines say how it is done."""
    return not session.answers.answers and not session.is_final


class KeyLines:
    """Lays out the keys that can be used now; those that find no room are in the help."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.message = ""
        """What was just done or reached; it takes the first line while it is told."""

    def lines(self, size: Size) -> list[Line]:
        """As many keys as fit, the most used ones first; help always stays."""
        ranked = sorted(
            (command for command in possible(self.session) if command.place),
            key=lambda command: command.place,
        )
        last = next(command for command in ranked if command.action == "help")
        others = [command for command in ranked if command is not last]
        told = self._told(size)[: size.height]
        return [*told, *_rows(others, last, size - Size(0, len(told)))]

    def _told(self, size: Size) -> list[Line]:
        if self.message:
            return [line(f" {fit(self.message, size.width - 1)}".ljust(size.width), "here")]
        if size.height > len(WELCOME) and is_new(self.session):
            return [line(f" {fit(words, size.width - 1)}", "accent") for words in WELCOME]
        return []


def _rows(commands: list[Command], last: Command, size: Size) -> list[Line]:
    rows: list[Line] = []
    left = list(commands)
    end = [*_key(last)[:1], Piece(f" {last.label}", "", f"screen.{last.action}")]
    whole = [Piece(" "), *(piece for command in left for piece in _key(command)), *end]
    if width_of(whole) <= size.width:
        return [tuple(whole)]
    for number in range(size.height):
        tail = end if number == size.height - 1 else []
        row: list[Piece] = [Piece(" ")]
        while left and width_of([*row, *_key(left[0]), *tail]) <= size.width:
            row.extend(_key(left.pop(0)))
        rows.append((*row, *tail))
    return rows


def _key(command: Command) -> list[Piece]:
    action = f"screen.{command.action}"
    if command.action == "level":
        action = ""
    return [Piece(command.shown, "key", action), Piece(f" {command.label}  ", "", action)]
