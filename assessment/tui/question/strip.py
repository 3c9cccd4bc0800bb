"""The strip of fields under a question: two rows, or unfolded everything that is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.answers import NOTE_LIMIT, Action, Answer, Evidence
from assessment.applicability import Standing
from assessment.questionnaire import Questionnaire
from assessment.tui.commands import clicked
from assessment.tui.question.change_words import state_in_short
from assessment.tui.widgets.lines import Line, Piece, fit, flowed, indented, width_of, wrap

FOLDED_ROWS = 2
MIN_ACTION_TEXT = 20
"""So much of an action's text is shown at least, whatever is said of its date."""
MAX_UNUSED = 12
"""So many cells at the end of a line are left empty by a word that goes to the next one."""
MAX_NAME = 20
"""A longer name of a ministry is cut in the folded strip."""
GAP = "  "
NONE = "–"
STATES = (
    ("n", "not_applicable", "not applicable"),
    ("u", "unknown", "unknown"),
    ("w", "withheld", "withheld"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its pieces, and how soon it goes where the folded strip has no room."""

    pieces: list[Piece]
    rank: int = 0
    """The highest rank goes first; 0 stays."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What is recorded beside the level of one question."""

    questionnaire: Questionnaire
    standing: Standing
    usual: str
    """The ministry that usually leads, by the State's own name for it."""
    before: Answer | None = None
    """The answer of the baseline; None without one."""
    keys: bool = True
    """Whether the keys are shown: in a final document they would do nothing."""

    @property
    def _answer(self) -> Answer:
        return self.standing.answer

    def folded(self, width: int) -> list[Line]:
        """Two rows at most; what finds no room stands in the unfolded strip."""
        fields = [*self._states(), *self._short_fields()]
        while len(rows := flowed((one.pieces for one in fields), width, GAP)) > FOLDED_ROWS:
            last = max(fields, key=lambda one: one.rank)
            if not last.rank:
                return rows[:FOLDED_ROWS]
            fields.remove(last)
        return rows

    def unfolded(self, width: int, text_lines: int) -> list[Line]:
        """Every field, and what is written in words, each text for so many lines at most."""
        fields = [*self._states(), *self._whole_fields()]
        rows = flowed((one.pieces for one in fields), width, GAP)
        return [*rows, *self._texts(width, text_lines)]

    def _states(self) -> Iterator[Field]:
        for key, status, name in STATES:
            chosen = self._answer.status == status
            role, action = "chosen" if chosen else "", clicked(status)
            was = self.before is not None and self.before.status == status
            yield Field([
                *self._key(key, action, chosen=chosen),
                Piece(f"{name} ◄ last time" if was else name, role, action),
            ])  # fmt: skip

    def _short_fields(self) -> Iterator[Field]:
        answer, action = self._answer, self._answer.action
        yield self._target(whole=False)
        yield self._field("c", "confidence", "Confidence", answer.confidence or NONE, 3)
        yield self._ministry(MAX_NAME)
        yield self._field("e", "evidence", "Evidence", str(len(answer.evidence) or NONE), 4)
        yield self._field("o", "note", "Note", _said(answer.note), 2 if answer.note else 5)
        planned = NONE if action is None else "yes" if action.text else "no text"
        yield self._field("a", "next_action", "Action", planned, 2 if action else 6)
        yield self._reviewer(1 if answer.reviewed_level is not None else 10)
        yield from self._last_time(1)
        yield self._supporting(7 if answer.supporting else 11, MAX_NAME)
        # Where they are set, the first line of the question says so.
        yield self._flag(9)
        yield self._restricted(8)
        unfold = clicked("unfold")
        yield Field([Piece("Tab ", "key", unfold), Piece("more", "", unfold)], 12)

    def _whole_fields(self) -> Iterator[Field]:
        answer = self._answer
        yield self._target(whole=True)
        yield self._field("c", "confidence", "Confidence", answer.confidence or NONE)
        yield self._ministry()
        yield self._supporting()
        yield self._reviewer()
        yield self._flag()
        yield self._restricted()
        yield from self._last_time()
        for key, action, name, words in self._all_texts(NOTE_LIMIT):
            if not words:
                yield self._field(key, action, name, NONE)

    def _target(self, *, whole: bool) -> Field:
        target = self.standing.target
        usual = " (usual)" if self._answer.target is None and whole else ""
        name = f" {self.questionnaire.level_name(target)}{usual}" if whole else ""
        return self._field("t", "target", "Target", f"{target}{name}")

    def _ministry(self, room: int = 0) -> Field:
        lead = self._answer.ministry
        if lead is not None or not self.keys:
            name = lead or NONE
            return self._field("m", "ministry", "Ministry", fit(name, room) if room else name)
        name = fit(self.usual, room) if room else self.usual
        take = clicked("usual_ministry")
        offered = [
            Piece(" usual, ", "dim", take),
            Piece(".", "key", take),
            Piece(" takes it", "dim", take),
        ]
        found = self._field("m", "ministry", "Ministry", f"{name}?")
        return Field([*found.pieces, *offered])

    def _supporting(self, rank: int = 0, room: int = 0) -> Field:
        names = ", ".join(self._answer.supporting) or NONE
        return self._field(
            "M", "supporting", "Supporting", fit(names, room) if room else names, rank
        )

    def _reviewer(self, rank: int = 0) -> Field:
        level = self._answer.reviewed_level
        return self._field("y", "reviewed", "Reviewer", NONE if level is None else str(level), rank)

    def _flag(self, rank: int = 0) -> Field:
        return self._field("f", "flag", "Flag", "to discuss" if self._answer.flag else NONE, rank)

    def _restricted(self, rank: int = 0) -> Field:
        told = "yes" if self._answer.restricted else NONE
        return self._field("r", "restricted", "Restricted", told, rank)

    def _last_time(self, rank: int = 0) -> Iterator[Field]:
        if self.before is not None:
            words = state_in_short(self.before)
            yield Field([Piece("Last time ", "dim"), Piece(words)], rank)

    def _field(self, key: str, action: str, name: str, value: str, rank: int = 0) -> Field:
        does = clicked(action)
        return Field(
            [*self._key(key, does), Piece(f"{name} ", "dim", does), Piece(value, "", does)], rank
        )

    def _key(self, key: str, action: str, *, chosen: bool = False) -> list[Piece]:
        mark = [Piece("▌", "chosen", action)] if chosen else []
        shown = [Piece(f"{key} ", "chosen" if chosen else "key", action)] if self.keys else []
        return [*mark, *shown]

    def _all_texts(self, action_room: int) -> Iterator[tuple[str, str, str, str]]:
        """What is written in words of its own: key, action, name, words."""
        answer = self._answer
        yield "e", "evidence", "Evidence", "; ".join(map(_evidence, answer.evidence))
        planned = answer.action
        words = _planned(planned, action_room) if planned is not None and planned.text else ""
        yield "a", "next_action", "Next action", words
        yield "o", "note", "Note", answer.note

    def _texts(self, width: int, most: int) -> Iterator[Line]:
        # Where the lines do not do, the text of an action is cut and not its date.
        room = most * (width - MAX_UNUSED) - len("a Next action: ")
        for key, action, name, words in self._all_texts(room):
            if words:
                yield from self._text(key, action, f"{name}: {words}", width, most)

    def _text(self, key: str, action: str, words: str, width: int, most: int) -> Iterator[Line]:
        does = clicked(action)
        lead = self._key(key, does)
        room = width - width_of(lead)
        folded = wrap(" ".join(words.split()), room)
        shown = [*folded[: most - 1], fit(" ".join(folded[most - 1 :]), room)]
        yield from indented("\n".join(filter(None, shown)), width, lead, "", does)


def _said(text: str) -> str:
    return "yes" if text else NONE


def _evidence(piece: Evidence) -> str:
    return f"{piece.title} ({piece.date.isoformat()})" if piece.date else piece.title


def _planned(action: Action, room: int) -> str:
    due = f", due {action.due.isoformat()}" if action.due else ""
    wanted = f", wanted: {', '.join(action.assistance)} assistance" if action.assistance else ""
    tail = f"{due}{wanted}"
    return f"{fit(action.text, max(room - len(tail), MIN_ACTION_TEXT))}{tail}"
