"""Amounts as people write them: whole units of the file's currency, in groups or in millions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assessment.answers import COST_LIMIT
from assessment.language import _
from assessment.text import one_line

EXAMPLE: Final = _("such as 250000")
_HOW: Final = _("Write whole units, such as 250000, 250 000 or 1.5 million.")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([ ,.'])[0-9]{3})(?:\1[0-9]{3})*")
_MAX_DIGITS: Final = len(str(COST_LIMIT)) + 1
"""One digit more than the largest cost has, so that what is cut is still above it."""
_PLAIN = re.compile(r"[0-9]+")
_SCALED = re.compile(r"([0-9]+(?:[.,][0-9]{1,6})?) ?(thousand|k|million|mln|m|billion|bn)")
_SCALES: Final[Mapping[str, int]] = {
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "mln": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
}
_LETTERS = re.compile(r"\A([a-z]{3}) ?(?=[0-9])|(?<=[0-9a-z ]) ?\b([a-z]{3})\Z")


@dataclass(frozen=True, slots=True)
class ReadAmount:
    """What was understood of an amount that is typed."""

    amount: int | None = None
    """Whole units; None where nothing is typed, or where it is no amount."""
    trouble: str = ""
    """Why it is no amount, in a sentence; empty where it is one."""


def in_groups(amount: int) -> str:
    """`1,500,000`, as it is printed too."""
    return f"{amount:,}"


def read_amount(text: str, currency: str | None) -> ReadAmount:
    """The amount that is meant; the currency may be written with it, if it is the file's own."""
    plain = _plain(text)
    if not plain:
        return ReadAmount()
    plain, written = _without_letters(plain)
    if written and currency is None:
        return ReadAmount(
            trouble=_(
                "The profile (p) names no currency: write the amount alone, or set "
                "{currency} there first."
            ).format(currency=written)
        )
    if written and written != currency:
        return ReadAmount(
            trouble=_("Costs stand in {currency}, as the profile says.").format(currency=currency)
        )
    amount = _amount(plain)
    if amount is None:
        return ReadAmount(
            trouble=_("{text} is no amount. {how}").format(text=one_line(text)[:40], how=_HOW)
        )
    if amount > COST_LIMIT:
        return ReadAmount(
            trouble=_("No cost can be above {in_groups}.").format(in_groups=in_groups(COST_LIMIT))
        )
    return ReadAmount(amount)


def _plain(text: str) -> str:
    """Small letters, ASCII digits, one kind of space and apostrophe."""
    unified = unicodedata.normalize("NFKC", one_line(text)).casefold()
    digits = "".join(str(unicodedata.decimal(item, item)) for item in unified)
    return " ".join(digits.replace("\u2019", "'").replace("_", " ").split())


def _without_letters(text: str) -> tuple[str, str]:
    """The text without the letters of a currency, and those letters."""
    found = _LETTERS.search(text)
    letters = (found[1] or found[2]) if found else ""
    if found is None or letters in _SCALES:
        return text, ""
    return (text[: found.start()] + text[found.end() :]).strip(), letters.upper()


def _number(digits: str) -> int:
    """The number that digits are; one that is above the limit anyhow is cut, to be read fast."""
    return int(digits.lstrip("0")[:_MAX_DIGITS] or "0")


def _amount(text: str) -> int | None:
    if _PLAIN.fullmatch(text):
        return _number(text)
    if _GROUPED.fullmatch(text):
        return _number("".join(item for item in text if item.isdigit()))
    if found := _SCALED.fullmatch(text):
        number = Decimal(found[1].replace(",", ".")) * _SCALES[found[2]]
        return int(number) if number == int(number) else None
    return None
