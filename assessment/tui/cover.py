"""What stands on the cover of an assessment, as it is shown and typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from assessment.answers import LINE_LIMIT, REFERENCE_LIMIT, Answers
from assessment.dates import HOW, read_date, to_be_typed
from assessment.language import _
from assessment.text import one_line

_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class TypedCover:
    """What was understood of a typed field."""

    value: Any = None
    trouble: str = ""
    """Why it cannot be recorded, in a sentence; empty where it can."""


@dataclass(frozen=True, slots=True)
class CoverLine:
    """One field of the cover."""

    name: str
    example: str
    limit: int = LINE_LIMIT
    read: Callable[[str], TypedCover] = lambda text: TypedCover(one_line(text))
    describe: Callable[[Any], str] = lambda value: "" if value is None else str(value)
    """The value as a person reads it."""


def _next_review(text: str) -> TypedCover:
    # A review in June is past once June is.
    read = read_date(text, "last")
    return TypedCover(read.date, f"{read.trouble} {HOW}" if read.trouble else "")


def _currency(text: str) -> TypedCover:
    letters = one_line(text).upper()
    if not letters or _CURRENCY.fullmatch(letters):
        return TypedCover(letters or None)
    return TypedCover(trouble=_("A currency has three letters, such as EUR, USD or XOF."))


def _language(text: str) -> TypedCover:
    code = one_line(text) or "en"
    code = code[:3].lower() + code[3:] if "-" in code else code.lower()
    if _LANGUAGE.fullmatch(code):
        return TypedCover(code)
    return TypedCover(trouble=_("A language is written by its code, such as en, fr, ar or pt-BR."))


COVER: Final[Mapping[str, CoverLine]] = {
    "state": CoverLine(_("State"), _("Name of the State")),
    "authority": CoverLine(_("Authority"), _("The authority that owns the assessment")),
    "period": CoverLine(_("Period"), _("For example 2026")),
    "marking": CoverLine(_("Marking"), _("Protective marking on every page, for example "
                                         "RESTRICTED")),
    "contact": CoverLine(_("Contact"), _("How to reach the authority"), REFERENCE_LIMIT),
    "next_review": CoverLine(
        _("Next review"), _("When the State looks at itself again, such as June 2028"), 30,
        _next_review, lambda value: to_be_typed(value) if value else "",
    ),
    "currency": CoverLine(_("Currency"), _("Of every cost, by three letters: EUR, "
                                           "XOF"), 10, _currency),
    "language": CoverLine(_("Language"), _("By its code, such as en, fr or ar"), 20, _language),
}  # fmt: skip


def cover_shown(answers: Answers, name: str) -> str:
    """A field of the cover as a person reads and types it."""
    return COVER[name].describe(getattr(answers, name))
