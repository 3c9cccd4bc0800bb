"""Text that is safe to show anywhere, names compared, and numbers of things."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from assessment.language import _, ngettext

# C0 controls but newline and tab, DEL, C1 controls, the bidirectional overrides and isolates, lone
# surrogates (JSON can smuggle them in; no UTF-8 file or terminal can take them), and the two
# characters that XML 1.0 has no way to write: one of them makes a workbook unreadable.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# A terminal escape goes as a whole, so that its tail does not stay behind as letters.
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])"
)
# Bytes of a file's name that are no text where Python read it, as it keeps them.
_BYTES = re.compile("[\udc80-\udcff]+")
_WHITESPACE = re.compile(r"\s+")
# Where Unicode keeps the scripts that are written from right to left.
_FROM_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_LANGUAGES_FROM_RIGHT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
_RIGHT_TO_LEFT = re.compile(f"[{_FROM_RIGHT}]")
# From one letter of such a script to the last before a letter of another.
_RUN = re.compile(f"[{_FROM_RIGHT}](?:(?:[{_FROM_RIGHT}]|[\\W\\d_])*[{_FROM_RIGHT}])?")
_QUOTED = re.compile(r"(?<=(?<!\w)')([^'\n]*)(?='(?!\w))")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_SIGNS_OF_FILES = "._()-"
_ACCENTS = re.compile("(?<=[a-z])[\u0300-\u036f]+")
_NO_WORD = re.compile(r"[^\w\s]|_")


def clean(text: str) -> str:
    """The text in NFC, without control characters, terminal escapes and direction overrides."""
    if not text.isprintable():
        unified = with_bytes_shown(text).replace("\r\n", "\n").replace("\r", "\n")
        text = _UNSAFE.sub("", _ESCAPE.sub("", unified))
    # Letters that come in pieces (Vietnamese from some keyboards) are drawn beside their marks.
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def with_bytes_shown(text: str) -> str:
    """A file's name with the letters that its bytes are in UTF-8; any other byte as `\\xff`."""
    return _BYTES.sub(_shown_bytes, text)


def _shown_bytes(found: re.Match[str]) -> str:
    raw = found[0].encode("utf-8", "surrogateescape")
    return raw.decode("utf-8", "backslashreplace")


def one_line(text: str) -> str:
    """The cleaned text on one line, every run of white space a single space."""
    return _WHITESPACE.sub(" ", clean(text)).strip()


def has_right_to_left(text: str) -> bool:
    """Whether a text has letters that are written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Whether a text reads from right to left: its first letter that says so decides."""
    if not has_right_to_left(text):
        return False
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((item in ("R", "AL") for item in strong if item in ("L", "R", "AL")), False)


def language_is_right_to_left(language: str) -> bool:
    """Whether a language, named as in HTML, is written from right to left."""
    first, *others = language.split("-")
    if scripts := [other for other in others if len(other) == 4]:
        return scripts[0].title() in ("Arab", "Hebr", "Nkoo", "Syrc", "Thaa")
    return first in _LANGUAGES_FROM_RIGHT


def isolate(text: str) -> str:
    """A text that has letters from right to left, set apart from what stands around it."""
    return f"{_ISOLATE}{text}{_END_ISOLATE}" if has_right_to_left(text) else text


def isolate_quoted(sentence: str) -> str:
    """A sentence of ours in which each text from right to left is set apart.

    Else it would draw the numbers and full stops beside it to its other end. What stands in
    quotation marks is one text; elsewhere it goes from its first such letter to its last.
    """
    if not has_right_to_left(sentence):
        return sentence
    pieces = _QUOTED.split(sentence)
    return "".join(
        isolate(piece) if index % 2 else _RUN.sub(rf"{_ISOLATE}\g<0>{_END_ISOLATE}", piece)
        for index, piece in enumerate(pieces)
    )


def in_file_name(text: str, *, max_bytes: int = 60, of_a_file: bool = False) -> str:
    """The letters and digits of a text in any script, for the name of a file; maybe empty.

    A run of anything else is a hyphen. A name is in small letters, the Latin ones without accents,
    so that every keyboard types it; what is `of_a_file` already keeps its letters and full stops.
    """
    plain = unicodedata.normalize("NFC", text if of_a_file else _without_accents(text.casefold()))
    signs = _SIGNS_OF_FILES if of_a_file else ""
    kept = "".join(_in_file_name(letter, signs) for letter in plain)
    name = "-".join(kept.split()).strip("-.")
    return name.encode()[:max_bytes].decode(errors="ignore").strip("-.")


def _in_file_name(letter: str, signs: str) -> str:
    # A mark belongs to its letter: without it, words of Hindi or Thai fall to pieces. What joins
    # letters or keeps them apart cannot be seen in a name.
    kind = unicodedata.category(letter)
    if letter.isalnum() or kind[0] == "M" or letter in signs:
        return letter
    return "" if kind == "Cf" else " "


def _without_accents(text: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text))


def name_key(name: str) -> str:
    """What two ways of writing one name share: form, case, spaces and marks make no difference."""
    unified = unicodedata.normalize("NFKC", name)
    seen = "".join(item for item in unified if unicodedata.category(item) != "Cf")
    plain = unicodedata.normalize("NFKC", seen.casefold())
    return " ".join(_NO_WORD.sub(" ", plain).split()) or " ".join(plain.split())


def same_name(text: str, other: str) -> bool:
    """Whether two names are two ways of writing one."""
    return name_key(text) == name_key(other)


def count_of(number: int, one: str, many: str, /, **named: object) -> str:
    """`1 question`, `2 questions`: what is said of one or of many, with the number as `{n}`.

    Each language has its own forms for numbers, so the number stands inside what is translated.
    """
    return ngettext(one, many, number).format(n=number, **named)


def listed(names: Iterable[str]) -> str:
    """`a, b and c`."""
    *others, last = list(names) or [""]
    return _("{names} and {last}").format(names=", ".join(others), last=last) if others else last


def joined_sentences(*said: str) -> str:
    """Whole sentences one after the other; what is empty is left out."""
    return " ".join(filter(None, said))


def first_of(names: Sequence[str], number: int, separator: str = ", ") -> str:
    """The first few names, and how many more there are: `a, b and 3 more`."""
    named, more = separator.join(names[:number]), len(names) - number
    return _("{names} and {more} more").format(names=named, more=more) if more > 0 else named
