"""Dates as people type them."""

from __future__ import annotations

import datetime as dt
import re

HOW = "Write dates as 2027-06-30."
_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%d %b %Y")


def in_words(date: dt.date | None) -> str:
    """`3 April 2027`, so that 03/04/2027 is not taken for the fourth of March."""
    return f"{date.day} {date:%B} {date.year}" if date else ""


def parse_date(text: str) -> dt.date | None:
    """The date that is meant; None for an empty text. Raises ValueError where it is none."""
    text = " ".join(text.split())
    if not text:
        return None
    for form in _FORMS:
        try:
            return dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    if re.fullmatch(r"\d{4}", text) and text != "0000":
        return dt.date(int(text), 12, 31)
    raise ValueError(f"{text[:40]} is no date.")
