"""The strip of fields under a question: two rows, or unfolded everything that is recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from assessment.answers import NOTE_LIMIT, Action, Answer, Evidence
from assessment.applicability import QuestionStatus
from assessment.dates import in_few_letters
from assessment.figures import NONE
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.terms import term, terms
from assessment.tui.amounts import in_groups
from assessment.tui.commands import clicked
from assessment.tui.question.change_words import state_in_short
from assessment.tui.widgets.lines import Line, Piece, fit, flowed, indented, padded, width_of, wrap

FOLDED_ROWS = 2
MIN_ACTION_TEXT = 20
"""So much of an action's text is shown at least, whatever is said of its date."""
MAX_UNUSED = 12
"""So many cells at the end of a line are left empty by a word that goes to the next one."""
_MAX_NAME = 20
"""A longer name of a ministry is cut in the folded strip."""
LAST_KEPT = 6
"""Up to this rank a field stays in the folded strip, and a name beside it is cut shorter."""
_TAKES_IT = " " + _("takes it")
OFFERS = (
    (20, " " + _("usual") + ", ", _TAKES_IT),
    (20, " ", _TAKES_IT),
    (14, " ", ""),
)
"""How the usual ministry is offered, and how long its name may be: the roomiest first."""
GRID_FROM = 60
"""From this width on the unfolded fields stand in two columns."""
NAME_WIDTH = 11
_GAP = "  "
STATES = (
    ("n", "not_applicable", _("not applicable")),
    ("u", "unknown", _("unknown")),
    ("w", "withheld", _("withheld")),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field, and how soon it goes where the folded strip has no room."""

    key: str
    action: str
    name: str
    value: str
    rank: int = 0
    """The highest rank goes first; 0 stays."""
    offer: tuple[Piece, ...] = ()
    """What is offered behind the value, to be taken with a key of its own."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What is recorded beside the level of one question."""

    questionnaire: Questionnaire
    item: QuestionStatus
    usual: str
    """The ministry that usually leads, by the State's own name for it."""
    before: Answer | None = None
    """The answer of the baseline; None without one."""
    keys: bool = True
    """Whether the keys are shown: in a final document they would do nothing."""
    currency: str = ""
    """The currency of every cost; empty where the profile sets none."""
    hidden: Collection[str] = ()
    """The fields that are not asked, by what their keys do."""

    @property
    def _answer(self) -> Answer:
        return self.item.answer

    def folded(self, width: int) -> list[Line]:
        """Two rows at most; what finds no room stands in the unfolded strip."""
        for offer in OFFERS:
            rows, lost = self._folded(width, offer)
            if lost > LAST_KEPT:
                break
        return rows

    def unfolded(self, width: int, text_lines: int) -> list[Line]:
        """Every field, and what is written in words, each text for so many lines at most."""
        columns = 2 if width >= GRID_FROM else 1
        room = (width - (columns - 1) * len(_GAP)) // columns
        short, wide, long = self._by_width(room, width)
        grid = [self._grid_row(short[at : at + columns], room)
                for at in range(0, len(short), columns)]  # fmt: skip
        texts = [*map(_as_text, long), *self._written(width, text_lines)]
        return [
            *flowed(self._states(), width, _GAP),
            *(tuple(self._in_column(item)) for item in wide),
            *grid,
            *self._texts(texts, width, text_lines),
        ]

    def _by_width(self, room: int, width: int) -> tuple[list[Field], list[Field], list[Field]]:
        """The fields that fit into a column, into a whole row, and into none."""
        sorted_out: tuple[list[Field], list[Field], list[Field]] = ([], [], [])
        for field in self._asked(self._whole_fields()):
            taken = width_of(self._in_column(field))
            sorted_out[(taken > room) + (taken > width)].append(field)
        return sorted_out

    def _folded(self, width: int, offer: tuple[int, str, str]) -> tuple[list[Line], int]:
        """The rows, and the lowest rank of a field that found no room in them."""
        fields = [*self._asked(self._short_fields(offer))]
        lost = LAST_KEPT + 1
        while len(rows := flowed(self._groups(fields), width, _GAP)) > FOLDED_ROWS:
            last = max(fields, key=lambda item: item.rank, default=None)
            if last is None or not last.rank:
                return rows[:FOLDED_ROWS], 0
            lost = min(lost, last.rank)
            fields.remove(last)
        return rows, lost

    def _groups(self, fields: Sequence[Field]) -> Iterator[list[Piece]]:
        yield from self._states()
        yield from (self._in_a_row(field) for field in fields)

    def _states(self) -> Iterator[list[Piece]]:
        for key, status, name in STATES:
            chosen = self._answer.status == status
            role, action = "chosen" if chosen else "", clicked(status)
            was = self.before is not None and self.before.status == status
            yield [
                *self._key(key, action, chosen=chosen),
                Piece(_("{name} ◄ last time").format(name=name) if was else name, role, action),
            ]

    # One field.

    def _in_a_row(self, field: Field) -> list[Piece]:
        does = clicked(field.action)
        name = f"{field.name} " if field.value else field.name
        value = [Piece(field.value, "", does)] if field.value else []
        return [*self._key(field.key, does), Piece(name, "dim", does), *value, *field.offer]

    def _in_column(self, field: Field) -> list[Piece]:
        does = clicked(field.action)
        return [
            *self._key(field.key, does),
            Piece(f"{padded(field.name, NAME_WIDTH)} ", "dim", does),
            Piece(field.value, "", does),
            *field.offer,
        ]

    def _grid_row(self, fields: Sequence[Field], room: int) -> Line:
        pieces: list[Piece] = []
        for field in fields:
            cell = self._in_column(field)
            pieces.extend([*cell, Piece(" " * (room - width_of(cell) + len(_GAP)))])
        return tuple(pieces[:-1])

    def _key(self, key: str, action: str, *, chosen: bool = False) -> list[Piece]:
        mark = [Piece("▌", "chosen", action)] if chosen else []
        shown = [Piece(f"{key} ", "chosen" if chosen else "key", action)] if self.keys else []
        return [*mark, *shown]

    # Which fields there are.

    def _asked(self, fields: Iterable[Field]) -> Iterator[Field]:
        return (field for field in fields if field.action not in self.hidden)

    def _short_fields(self, offer: tuple[int, str, str]) -> Iterator[Field]:
        answer, action = self._answer, self._answer.action
        yield Field("t", "target", _("Target"), str(self.item.target))
        yield self._confidence(3)
        yield self._ministry(offer)
        yield Field("e", "evidence", _("Evidence"), str(len(answer.evidence) or NONE), 4)
        yield Field("o", "note", _("Note"), _said(answer.note), 2 if answer.note else 5)
        yield Field("a", "next_action", _("Action"), _in_short(action), 2 if action else 6)
        yield self._review(1 if answer.review else 10)
        yield from self._last_time(1)
        yield self._supporting(7 if answer.supporting else 11, _MAX_NAME)
        # Where they are set, the first line of the question says so.
        yield self._flag(9)
        yield self._restricted(8)
        yield Field(
            "R", "release", _("Release"), _said(answer.release), 7 if answer.release else 12
        )
        yield Field(_("Tab"), "unfold", _("more"), "", 13)

    def _whole_fields(self) -> Iterator[Field]:
        answer = self._answer
        yield self._ministry()
        yield self._target()
        yield self._supporting()
        yield self._confidence()
        empty = {
            all_text[0]: Field(*all_text)
            for all_text in self._all_texts(NOTE_LIMIT)
            if all_text[3] == NONE
        }
        # Two columns: what is done about it stands on the left, what is said of it on the right.
        others = [self._review(), self._flag(), self._restricted(), *self._to_confirm()]
        others += [*self._last_time()] if not answer.review or answer.review.level is None else []
        for pair in _zipped([*empty.values()], others):
            yield from pair
        if answer.review and answer.review.level is not None:
            yield from self._last_time()
        yield from self._answered()

    def _target(self) -> Field:
        target = self.item.target
        said = f"{target} {self.questionnaire.level_name(target)}"
        if self._answer.target is None:
            said = _("{target} (usual)").format(target=said)
        return Field("t", "target", _("Target"), said)

    def _confidence(self, rank: int = 0) -> Field:
        return Field(
            "c", "confidence", _("Confidence"), term(self._answer.confidence or NONE), rank
        )

    def _ministry(self, offer: tuple[int, str, str] | None = None) -> Field:
        lead = self._answer.ministry
        if lead is not None or not self.keys:
            name = lead or NONE
            return Field("m", "ministry", _("Ministry"), fit(name, offer[0]) if offer else name)
        room, before, after = offer or (0, *OFFERS[1][1:])
        name = fit(self.usual, room) if room else self.usual
        take = clicked("usual_ministry")
        pieces = Piece(before, "dim", take), Piece(".", "key", take), Piece(after, "dim", take)
        offered = tuple(piece for piece in pieces if piece.text)
        return Field("m", "ministry", _("Ministry"), f"{name}?", 0, offered)

    def _supporting(self, rank: int = 0, room: int = 0) -> Field:
        names = ", ".join(self._answer.supporting) or NONE
        return Field("M", "supporting", _("Supporting"), fit(names, room) if room else names, rank)

    def _review(self, rank: int = 0) -> Field:
        review = self._answer.review
        level = None if review is None else review.level
        value = (NONE if review is None else _("note")) if level is None else str(level)
        if review is not None and not rank:
            by = [review.by or "", in_few_letters(review.at.date()) if review.at else ""]
            value = ", ".join(filter(None, [value, *by]))
        return Field("y", "review_level", _("Review"), value, rank)

    def _flag(self, rank: int = 0) -> Field:
        return Field("f", "flag", _("Flag"), _("to discuss") if self._answer.flag else NONE, rank)

    def _restricted(self, rank: int = 0) -> Field:
        value = term("yes") if self._answer.restricted else NONE
        return Field("r", "restricted", _("Restricted"), value, rank)

    def _to_confirm(self) -> Iterator[Field]:
        if self._answer.to_confirm:
            yield Field(
                "C",
                "confirm",
                _("To confirm"),
                _("yes, C confirms it") if self.keys else term("yes"),
            )

    def _answered(self) -> Iterator[Field]:
        by, at = self._answer.by, self._answer.at
        if by or at:
            value = [by or "", in_few_letters(at.date()) if at else ""]
            yield Field("W", "who_answers", _("Answered"), ", ".join(filter(None, value)))

    def _last_time(self, rank: int = 0) -> Iterator[Field]:
        if self.before is not None:
            yield Field("=", "last_time", _("Last time"), state_in_short(self.before), rank)

    # What is written in words of its own.

    def _all_texts(self, action_room: int) -> Iterator[tuple[str, str, str, str]]:
        """Key, action, name, words; a dash where there are none."""
        answer, action = self._answer, self._answer.action
        pieces = "; ".join(map(_evidence, answer.evidence))
        yield "e", "evidence", _("Evidence"), pieces or NONE
        planned = NONE if action is None else self._planned(action, action_room)
        yield "a", "next_action", _("Next action"), planned
        yield "o", "note", _("Note"), answer.note or NONE
        yield "R", "release", _("Release"), answer.release or NONE

    def _written(self, width: int, most: int) -> Iterator[tuple[str, str, str, str]]:
        # Where the lines do not do, the text of an action is cut and not its date.
        room = most * (width - MAX_UNUSED) - cell_len("a " + _("Next action") + ": ")
        yield from (all_text for all_text in self._all_texts(room) if all_text[3] != NONE)
        answer = self._answer
        if answer.action is not None and answer.action.request:
            yield "a", "next_action", _("Request"), answer.action.request
        if answer.review is not None and answer.review.note:
            yield "y", "review_level", _("Reviewer's note"), answer.review.note

    def _texts(
        self, texts: Sequence[tuple[str, str, str, str]], width: int, most: int
    ) -> Iterator[Line]:
        for key, action, name, words in texts:
            yield from self._text(key, action, f"{name}: {words}", width, most)

    def _text(self, key: str, action: str, words: str, width: int, most: int) -> Iterator[Line]:
        does = clicked(action)
        lead = self._key(key, does)
        room = width - width_of(lead)
        folded = wrap(" ".join(words.split()), room)
        shown = [*folded[: most - 1], fit(" ".join(folded[most - 1 :]), room)]
        yield from indented("\n".join(filter(None, shown)), width, lead, "", does)

    def _planned(self, action: Action, room: int) -> str:
        parts = [
            action.owner,
            _("due {date}").format(date=in_few_letters(action.due)) if action.due else "",
            term(action.status) if action.status != "planned" else "",
            self._cost(action),
            _("wanted: {assistance} assistance").format(assistance=terms(action.assistance))
            if action.assistance
            else "",
        ]
        tail = "".join(f", {part}" for part in parts if part)
        if not action.text:
            return tail.removeprefix(", ") or _("without a text")
        return f"{fit(action.text, max(room - cell_len(tail), MIN_ACTION_TEXT))}{tail}"

    def _cost(self, action: Action) -> str:
        if action.cost is None:
            return (
                ""
                if action.funded is None
                else _("funded {money}").format(money=self._money(action.funded))
            )
        cost = _("cost {money}").format(money=self._money(action.cost))
        return (
            cost
            if action.funded is None
            else _("{cost} ({in_groups} funded)").format(
                cost=cost, in_groups=in_groups(action.funded)
            )
        )

    def _money(self, amount: int) -> str:
        return f"{in_groups(amount)} {self.currency}".rstrip()


def _as_text(field: Field) -> tuple[str, str, str, str]:
    return field.key, field.action, field.name, field.value


def _said(text: str) -> str:
    return term("yes") if text else NONE


def _in_short(action: Action | None) -> str:
    if action is None:
        return NONE
    if action.status == "done":
        return term("done")
    return term("yes") if action.text else _("no text")


def _evidence(piece: Evidence) -> str:
    return f"{piece.title} ({in_few_letters(piece.date)})" if piece.date else piece.title


def _zipped(left: Sequence[Field], right: Sequence[Field]) -> Iterator[Sequence[Field]]:
    for index in range(max(len(left), len(right))):
        yield [*left[index : index + 1], *right[index : index + 1]]
