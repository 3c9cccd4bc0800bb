"""The lines at the edges of the question screen: where one is, whether it is saved, the keys."""

from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from assessment.answers import Part
from assessment.dates import in_words
from assessment.language import _
from assessment.scorecard import Counts
from assessment.terms import term
from assessment.tui.commands import Command, clicked, possible
from assessment.tui.session import Session
from assessment.tui.widgets.areas import figures, number_decided
from assessment.tui.widgets.lines import Line, Piece, fit, line, padded, spread, width_of
from assessment.tui.writer import SaveState

_TROUBLE = {
    "failed": _("NOT SAVED"),
    "changed": _("FILE CHANGED"),
    "deleted": _("FILE REMOVED"),
}


def saved_mark(state: SaveState) -> Piece:
    """`saved 14:02:11`, local time; what is wrong where saving fails."""
    if state.is_trouble:
        return Piece(
            " " + _("{trouble}: press !").format(trouble=_TROUBLE[state.status]) + " ",
            "trouble",
            clicked("trouble"),
        )
    if state.at is None:
        return Piece(_("saving") if state.status == "saving" else _("opened"), "dim")
    # While a save runs the mark still tells the last one: it never claims what is not on disk.
    when = state.at.astimezone().strftime("%H:%M:%S")
    return Piece(_("saved {when}").format(when=when), "dim")


class TroubleLine(Widget):
    """The first line of a screen that has no mark of saving, while something is not saved."""

    DEFAULT_CSS = """
    TroubleLine {
        dock: top;
        height: 1;
        background: $error;
        color: $text;
        text-style: bold;
    }
    """

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def render(self) -> Content:
        """What is wrong, and where one is told what to do."""
        said = _("{words}: go back to the question and press ! there.").format(words=self.words)
        return Content(f" {said}")


def show_trouble(screen: Screen[object], state: SaveState | None) -> None:
    """Let the first line of a screen say that something is not saved; take it away afterwards."""
    words = _TROUBLE[state.status] if state is not None and state.is_trouble else ""
    shown = screen.query(TroubleLine)
    if [item.words for item in shown] == [words] * bool(words):
        return
    shown.remove()
    if words and screen.is_attached:
        screen.mount(TroubleLine(words))


class HeaderLines:
    """Lays out the first line."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.walking = ""
        """The walk in words; empty where all questions are walked."""
        self.folded = False
        """Whether the areas are not shown, so that this line says where one stands."""

    def lines(self, size: Size) -> list[Line]:
        """One line: the document, the area, the mark of saving."""
        mark = saved_mark(self.session.save_state)
        room = size.width - width_of([mark]) - 3
        if self.session.is_final:
            words = _("READ ONLY") if self.session.read_only else _("FINAL")
            mark = Piece(f"{words}  {mark.text}", mark.role, mark.action)
            room -= cell_len(words) + 2
        text = _joined(self._parts(), room)
        return [spread([Piece(f" {text}", "strong")], [mark, Piece(" ")], size.width)]

    def _parts(self) -> list[tuple[int, str]]:
        """What can be said, each with its rank: the last rank goes first."""
        answers, part = self.session.answers, self.session.answers.part
        if part is not None:
            return self._of_part(part)
        walking = (
            _("Walking {walking} (l ends it)").format(walking=self.walking) if self.walking else ""
        )
        where = self._figures() if self.folded else [(1, self._area())]
        return [
            (0, walking),
            *where,
            (4, answers.marking),
            (5, answers.state),
            (6, answers.period),
            # A final one is marked at the right edge, in every window.
            (3, "" if self.session.is_final else term(answers.document_status)),
        ]

    def _of_part(self, part: Part) -> list[tuple[int, str]]:
        """Whose share it is, how far it is filled in, and until when; no score."""
        answers, counts = self.session.answers, self.session.scorecard.overall.counts
        due = _("due {in_words}").format(in_words=in_words(part.due)) if part.due else ""
        return [
            (
                0,
                _("Walking {walking} (l ends it)").format(walking=self.walking)
                if self.walking
                else "",
            ),
            (
                1,
                _("{done} of {applicable}").format(
                    done=number_decided(counts), applicable=counts.applicable
                ),
            ),
            (2, _("what is asked of {ministry}").format(ministry=part.ministry)),
            (3, due),
            (4, answers.marking),
            (5, answers.state),
            (6, answers.period),
        ]

    def _area(self) -> str:
        area = self.session.questionnaire.area_by_id[self.session.question.area_id]
        return f"{area.id}  {area.title}"

    def _figures(self) -> list[tuple[int, str]]:
        card = self.session.scorecard
        area = card.areas[self.session.question.area_id]
        counts = card.overall.counts
        overall = _("overall {share}  {figures}").format(
            share=_share(counts), figures=figures(card.overall)
        )
        return [(1, f"{area.id} {_share(area.counts)}  {figures(area)}"), (2, overall)]


def _share(counts: Counts) -> str:
    """`8/10`: of the questions that apply, how many are answered, unknown or withheld."""
    return f"{number_decided(counts)}/{counts.applicable}"


def _joined(parts: list[tuple[int, str]], room: int) -> str:
    """The parts in their order, without those of the last ranks where there is no room."""
    kept = [part for part in parts if part[1]]
    while len(kept) > 1 and cell_len(_line_of(kept)) > room:
        kept.remove(max(kept))
    return fit(_line_of(kept), room)


def _line_of(parts: list[tuple[int, str]]) -> str:
    return " · ".join(words for _unused, words in parts)


WELCOME = (
    _("Tick the points that hold: ↓ ↑ and Space, or the mouse. The level follows."),
    _("Or press the digit of the level. All is saved at once. z undoes, ? explains."),
)
_ONLY_KEYS = ("level", "move", "letter", "scroll")
"""Commands that need to know which of their keys is meant: a click on their names does nothing."""


def is_new(session: Session) -> bool:
    """Whether nothing is answered yet, so that two lines say how it is done."""
    return not session.answers.answers and not session.is_final


class KeyLines:
    """Lays out the keys that can be used now; those that find no room are in the help."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.message = ""
        """What was just done or reached; it takes the first line while it stands there."""
        self.message_does = ""
        """What a click on the message does; empty for nothing."""
        self.more = False
        """Whether some text goes on below its window."""
        self.alone = False
        """Whether the side panel stands in the place of the question."""

    def lines(self, size: Size) -> list[Line]:
        """As many keys as fit, the most used ones first; help always stays."""
        shown = filter(self._is_shown, possible(self.session))
        ranked = sorted(map(self._named, shown), key=lambda command: command.order)
        last = next(command for command in ranked if command.action == "help")
        others = [command for command in ranked if command is not last]
        if self.message_does:
            # A second click is on its way to what was clicked: no key may come under it.
            return [self._message(size), *_rows(others, last, size)[1:]]
        above = [self._message(size)] if self.message else self._advice(size)
        return [*above, *_rows(others, last, size - Size(0, len(above)))]

    def _is_shown(self, command: Command) -> bool:
        return self.more if command.action == "scroll" else command.order > 0

    def _named(self, command: Command) -> Command:
        back = self.alone and command.action == "panel"
        return replace(command, label="question", order=1) if back else command

    def _message(self, size: Size) -> Line:
        words = padded(f" {fit(self.message, size.width - 1)}", size.width)
        return line(words, "here", self.message_does)

    def _advice(self, size: Size) -> list[Line]:
        if size.height > len(WELCOME) and is_new(self.session):
            return [line(f" {fit(words, size.width - 1)}", "accent") for words in WELCOME]
        return []


def _rows(commands: list[Command], last: Command, size: Size) -> list[Line]:
    rows: list[Line] = []
    left = list(commands)
    end = [*_key(last)[:1], Piece(f" {last.label}", "", clicked(last.action))]
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
    action = "" if command.action in _ONLY_KEYS else clicked(command.action)
    return [Piece(command.shown, "key", action), Piece(f" {command.label}  ", "", action)]
