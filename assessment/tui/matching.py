"""Looking for what is typed, whatever its case, its accents, and the forms of its letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "þ": "th",
        "æ": "ae", "œ": "oe", "\u0640": "",
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "`": "'",
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
    }
)  # fmt: skip
"""What Unicode does not take apart, and people type without: strokes, ligatures, quotes, dashes."""
ACCENTS_FROM = 10
"""Combining classes from here on are accents and vowel signs that one may leave out; those below
(nukta, voicing, virama) make another letter."""
_ID = re.compile(r"([a-z]+)[\s\-_.:/]*([0-9]+)")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text as it is looked through; the same however it was typed."""
    if text.isascii():
        return text.casefold().replace("`", "'")
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(map(_plain, apart)).casefold().translate(_LETTERS)
    # What still is in pieces is one letter: が is found neither by か nor by its mark.
    return unicodedata.normalize("NFC", plain)


def _plain(text: str) -> str:
    if text.isascii():
        return text
    if unicodedata.combining(text) >= ACCENTS_FROM or unicodedata.category(text) == "Cf":
        return ""
    return str(unicodedata.decimal(text, text))


def words_of(typed: str) -> list[str]:
    """The words that are looked for."""
    return fold(typed).split()


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds all these words, out of `words_of`."""
    folded = fold(text)
    return all(word in folded for word in words)


def index_of(text: str, word: str) -> int:
    """Where in a text a folded word begins; 0 where it is not in it."""
    # The character of the text that each folded one comes from: one may become none, or several.
    origin = [index for index, item in enumerate(text) for _ in fold(item)]
    at = "".join(map(fold, text)).find(word)
    return origin[at] if 0 <= at < len(origin) else 0


def spelled_id(typed: str, ids: Sequence[str]) -> str | None:
    """The id that is meant by `law3`, `pol 02` or `POL-2`; None where none is."""
    found = _ID.fullmatch(fold(typed).strip())
    if found is None:
        return None
    letters, number = found[1].upper(), int(found[2][:9])
    return next((item for item in ids if _parts(item) == (letters, number)), None)


def _parts(question_id: str) -> tuple[str, int]:
    area, _, number = question_id.rpartition("-")
    return area, int(number)
