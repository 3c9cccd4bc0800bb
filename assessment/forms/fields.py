"""The fields of a form, by name: what stands in them at first, and what was typed into them.

A workbook and a fillable PDF have the same fields: `a` to `z` for the points of a question, and
those of `ANSWER_FIELDS`, `EVIDENCE_FIELDS` and `ACTION_FIELDS`. What is typed is read here, once
for both, with digits of any script; each refusal says where the field is.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args

from assessment.answers import (
    ASSISTANCES,
    COST_LIMIT,
    EVIDENCE_LIMIT,
    LINE_LIMIT,
    NOTE_LIMIT,
    PROSE,
    REFERENCE_LIMIT,
    Action,
    ActionStatus,
    Confidence,
    Evidence,
    Status,
    text_limit,
)
from assessment.dates import HOW, YEARS, FirstOrLast, in_words, read_date
from assessment.errors import AnswerFileError
from assessment.forms.model import FormAnswer
from assessment.language import _
from assessment.questionnaire import DESIGNED, LEVELS, Level
from assessment.text import clean, one_line

EvidenceField = Literal["title", "reference", "date"]
ActionField = Literal[
    "action", "owner", "due", "status", "cost", "funded",
    "technical", "financial", "material", "request",
]  # fmt: skip
AboutField = Literal["by", "date", "approved_by"]

ANSWER_FIELDS = ("level", "state", "reason", "confidence", *PROSE, "confirm")
EVIDENCE_FIELDS: tuple[EvidenceField, ...] = get_args(EvidenceField)
ACTION_FIELDS: tuple[ActionField, ...] = get_args(ActionField)
ABOUT_FIELDS: tuple[AboutField, ...] = get_args(AboutField)

# What is read back is written the same in every language: a form may be made in one and taken back
# in another.
YES = "yes"
STATE_WORDS: Mapping[Status, str] = {
    "unknown": "unknown", "withheld": "withheld", "not_applicable": "not applicable",
}  # fmt: skip
"""The states that are chosen; the others follow from points and level."""
CONFIDENCE_WORDS: Mapping[Confidence, str] = {"low": "low", "medium": "medium", "high": "high"}
ACTION_WORDS: Mapping[ActionStatus, str] = {
    "planned": "planned", "under_way": "under way", "done": "done",
}  # fmt: skip
LIMITS: Mapping[str, int] = {
    "reason": NOTE_LIMIT, **{name: text_limit(name) for name in PROSE}, "action": NOTE_LIMIT,
    "request": NOTE_LIMIT, "title": LINE_LIMIT, "reference": REFERENCE_LIMIT, "owner": LINE_LIMIT,
    "by": LINE_LIMIT, "approved_by": LINE_LIMIT,
}  # fmt: skip
"""How many characters the text of a field can have."""

_YES_WORDS = {YES, "x", "true", "1", "✓", "✔", "☑"}
_NO_WORDS = {"", "no", "false", "0", "off"}
_BETWEEN_DIGITS = re.compile("(?<=[0-9])[ \u00a0\u2009\u202f'’](?=[0-9]{3}(?![0-9]))")
_DAY_ZERO = dt.date(1899, 12, 30)
"""From which workbooks count days."""
FIRST_IN_CELL = _DAY_ZERO + dt.timedelta(days=YEARS.stop)
"""The first day that a form writes into a cell as a date. An earlier one is written as a text: it
could be a year that somebody typed, and before March 1900 workbooks count one day more."""
_Chosen = TypeVar("_Chosen", bound=str)
FieldValue = str | int | float | bool | dt.date | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is computed, or that shows an error: never what somebody entered."""

    shown: str

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in one field of a form that came back."""

    value: Any
    """A text, number or date, or what a cell holds else."""
    where: str
    """The file, and the field as a person finds it."""

    @property
    def text(self) -> str:
        """The value as a text; a number and a date as they are written."""
        if self.value is None:
            return ""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        if isinstance(self.value, dt.datetime) and self.value.time() == dt.time():
            return self.value.date().isoformat()
        return str(self.value)

    @property
    def is_computed(self) -> bool:
        """Whether the cell holds a formula or an error, which nobody entered."""
        return isinstance(self.value, Formula)

    @property
    def line(self) -> str:
        """The text on one line, in small letters, with the digits of ASCII."""
        plain = unicodedata.normalize("NFKC", one_line(self.text)).casefold()
        return "".join(str(unicodedata.decimal(item, item)) for item in plain)

    def refuse(self, problem: str, remedy: str) -> AnswerFileError:
        """The refusal of what stands in this field."""
        return AnswerFileError(problem, where=self.where, remedy=remedy)

    @property
    def shortly(self) -> str:
        """The text, cut for a message."""
        plain = one_line(self.text)
        return f"'{plain[:40]}...'" if len(plain) > 40 else f"'{plain}'"


_EMPTY = Typed(None, "")
TypedFields = Mapping[str, Typed]
"""What was typed, by the name of the field."""


# What stands in the fields at first.


def answer_shown(given: FormAnswer) -> dict[str, FieldValue]:
    """The fields of a question as they are handed out, points and action included."""
    # Where the points give the level it is not repeated: who unticks one would contradict it.
    level_is_told = given.level is not None and (not given.points or given.level < DESIGNED)
    return {
        **dict.fromkeys(given.points or (), YES),
        "level": given.level if level_is_told else None,
        "state": STATE_WORDS.get(given.status),
        "reason": given.reason,
        "confidence": given.confidence,
        **{name: getattr(given, name) for name in PROSE},
        **(_action_shown(given.action) if given.action else {}),
    }


def evidence_shown(evidence: Evidence) -> dict[str, FieldValue]:
    """The fields of one piece of evidence."""
    return {"title": evidence.title, "reference": evidence.reference, "date": evidence.date}


def _action_shown(action: Action) -> dict[str, FieldValue]:
    return {
        "action": action.text,
        "owner": action.owner,
        "due": action.due,
        "status": ACTION_WORDS[action.status],
        "cost": action.cost,
        "funded": action.funded,
        **dict.fromkeys(action.assistance, YES),
        "request": action.request,
    }


# What was typed into them.


def answer_typed(
    letters: Iterable[str], fields: TypedFields, evidence: Sequence[TypedFields]
) -> FormAnswer:  # fmt: skip
    """What was filled in for one question; an AnswerFileError says which field cannot be."""
    return FormAnswer(
        status=_chosen(_field(fields, "state"), STATE_WORDS, "state") or "unanswered",
        level=_level(_field(fields, "level")),
        points=tuple(letter for letter in letters if is_ticked(_field(fields, letter))),
        reason=_text(fields, "reason"),
        confidence=_chosen(_field(fields, "confidence"), CONFIDENCE_WORDS, "confidence"),
        evidence=_all_evidence(evidence),
        **{name: _text(fields, name) for name in PROSE},
        action=_action(fields),
        confirmed=is_ticked(_field(fields, "confirm")),
    )


def name_typed(fields: TypedFields, name: AboutField) -> str:
    """A name or an office on one line."""
    return one_line(_text(fields, name))


def day_typed(typed: Typed, side: FirstOrLast) -> dt.date | None:
    """A day; of a month or a year that is written alone its first or its last."""
    if isinstance(typed.value, dt.datetime):
        return _day_in_cell(typed, typed.value.date(), side)
    if isinstance(typed.value, dt.date):
        return _day_in_cell(typed, typed.value, side)
    if isinstance(typed.value, (int, float)) and typed.value not in YEARS:
        raise typed.refuse(
            _("{shortly} is a number and no date.").format(shortly=typed.shortly), HOW
        )
    found = read_date(typed.text, side)
    if found.trouble:
        raise typed.refuse(found.trouble, HOW)
    return found.date


def status_typed(typed: Typed) -> ActionStatus | None:
    """How far an action is; None where nothing is said."""
    return _chosen(typed, ACTION_WORDS, "status")


def amount_typed(typed: Typed) -> int | None:
    """An amount in whole units of the currency; None where there is none."""
    digits = _BETWEEN_DIGITS.sub("", typed.line)
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit()):
        raise typed.refuse(
            _("{shortly} is no whole number.").format(shortly=typed.shortly),
            _("Write the amount in digits alone, as 250000."),
        )
    digits = digits.lstrip("0") or "0"
    # No amount has so many digits, and reading millions of them takes long.
    if len(digits) > len(str(COST_LIMIT)) or int(digits) > COST_LIMIT:
        raise typed.refuse(
            _("The amount is larger than {cost_limit:,}.").format(cost_limit=COST_LIMIT),
            _("Write it in whole units of the currency."),
        )
    return int(digits)


def is_ticked(typed: Typed) -> bool:
    """Whether a point holds, or another box is ticked."""
    if typed.line in _YES_WORDS:
        return True
    if typed.line in _NO_WORDS:
        return False
    raise typed.refuse(
        _("{shortly} is neither 'yes' nor empty.").format(shortly=typed.shortly),
        _("Choose 'yes', or clear it."),
    )


def is_blank(fields: TypedFields) -> bool:
    """Whether nothing stands in any of some fields."""
    return not any(field.text.strip() for field in fields.values())


def _field(fields: TypedFields, name: str) -> Typed:
    return fields.get(name, _EMPTY)


def _day_in_cell(typed: Typed, day: dt.date, side: FirstOrLast) -> dt.date:
    """The day in a cell for dates, in which a workbook makes 19 July 1905 of 2027."""
    number = (day - _DAY_ZERO).days
    if number in YEARS:
        if side == "last":  # nothing is due in those years
            return dt.date(number, 12, 31)
        raise typed.refuse(
            _("{date} is also what a workbook makes of the year {year}.").format(
                date=in_words(day), year=number
            ),
            _("Write it as a text, with an apostrophe before it: '{year} or '{date}.").format(
                year=number, date=day.isoformat()
            ),
        )
    if day.year not in YEARS:
        raise typed.refuse(_("The year {year} cannot be meant.").format(year=day.year), HOW)
    return day


def _text(fields: TypedFields, name: str) -> str:
    typed = _field(fields, name)
    text = clean(typed.text)
    if not text.strip():
        return ""
    if len(text) > LIMITS[name]:
        raise typed.refuse(
            _("The text has {number:,} characters; {limits:,} are the most.").format(
                number=len(text), limits=LIMITS[name]
            ),
            _("Shorten it, or name a document under evidence that says the rest."),
        )
    return text


def _chosen(typed: Typed, words: Mapping[_Chosen, str], what: str) -> _Chosen | None:
    line = typed.line
    if not line:
        return None
    for value, word in words.items():
        if line in (word, value):
            return value
    known = ", ".join(f"'{word}'" for word in words.values())
    raise typed.refuse(
        _("{shortly} is no {what}.").format(shortly=typed.shortly, what=what),
        _("Choose one of {known}, or clear it.").format(known=known),
    )


def _level(typed: Typed) -> Level | None:
    # The list shows "2 Designed": the figure counts.
    figure, _unused, _unused = typed.line.partition(" ")
    if not figure:
        return None
    for level in LEVELS:
        if figure == str(level):
            return level
    raise typed.refuse(
        _("{shortly} is no level.").format(shortly=typed.shortly),
        _("Choose 0, 1, 2, 3 or 4, or clear it."),
    )


def _all_evidence(rows: Sequence[TypedFields]) -> tuple[Evidence, ...]:
    found = tuple(_evidence(row) for row in rows if not is_blank(row))
    if len(found) > EVIDENCE_LIMIT:
        raise _field(rows[EVIDENCE_LIMIT], "title").refuse(
            _(
                "One question has {number} pieces of evidence; {evidence_limit} are the most."
            ).format(number=len(found), evidence_limit=EVIDENCE_LIMIT),
            _("Name those that show the level best."),
        )
    return found


def _evidence(row: TypedFields) -> Evidence:
    title = one_line(_text(row, "title"))
    if not title:
        raise _field(row, "title").refuse(
            _("A piece of evidence has no title."), _("Give its title.")
        )
    return Evidence(
        title=title,
        reference=one_line(_text(row, "reference")),
        date=day_typed(_field(row, "date"), "first"),
    )


def _action(fields: TypedFields) -> Action | None:
    found = Action(
        text=_text(fields, "action"),
        owner=one_line(_text(fields, "owner")),
        due=day_typed(_field(fields, "due"), "last"),
        status=status_typed(_field(fields, "status")) or "planned",
        cost=amount_typed(_field(fields, "cost")),
        funded=amount_typed(_field(fields, "funded")),
        assistance=tuple(
            assistance for assistance in ASSISTANCES if is_ticked(_field(fields, assistance))
        ),
        request=_text(fields, "request"),
    )
    return None if found == Action() else found
