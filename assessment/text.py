"""Text that is safe to show anywhere, names compared, and numbers of things."""

from __future__ import annotations

import re
import unicodedata

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
_WHITESPACE = re.compile(r"\s+")
_NO_WORD = re.compile(r"[^\w\s]|_")


def clean(text: str) -> str:
    """The text in NFC, without control characters, terminal escapes and direction overrides."""
    if not text.isprintable():
        unified = text.replace("\r\n", "\n").replace("\r", "\n")
        text = _UNSAFE.sub("", _ESCAPE.sub("", unified))
    # Letters that come in pieces (Vietnamese from some keyboards) are drawn beside their marks.
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """The cleaned text on one line, every run of white space a single space."""
    return _WHITESPACE.sub(" ", clean(text)).strip()


def name_key(name: str) -> str:
    """What two ways of writing one name share: form, case, spaces and marks make no difference."""
    unified = unicodedata.normalize("NFKC", name)
    seen = "".join(one for one in unified if unicodedata.category(one) != "Cf")
    plain = unicodedata.normalize("NFKC", seen.casefold())
    return " ".join(_NO_WORD.sub(" ", plain).split()) or " ".join(plain.split())


def same_name(one: str, other: str) -> bool:
    """Whether two names are two ways of writing one."""
    return name_key(one) == name_key(other)


def count_of(number: int, singular: str, plural: str | None = None) -> str:
    """`1 question`, `2 questions`."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"
