"""Letters that no font has: named, and printed as their code points, never as nothing.

Pango takes each letter from any font that fontconfig knows, and where none has it draws what the
report's own font keeps for that: nothing. So before printing fontconfig is asked.
"""

from __future__ import annotations

import base64
import io
import re
import subprocess
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assessment.language import _
from assessment.text import first_of

CARRIED: Final = (
    (0x20, 0x7E),
    (0xA0, 0x148),
    (0x14A, 0x1C3),
    (0x1C5, 0x24F),
    (0x38E, 0x3A1),
    (0x3A3, 0x3E1),
    (0x3F0, 0x49D),
    (0x4A0, 0x4FF),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
)
"""Stretches that the reports' own font has: a page with no other letter needs no question."""
_MAX_NAMED: Final = 8
FC_LIST: Final = ("fc-list", "--format", "%{family}\t%{charset}\n")
UNASKED: Final = _(
    "Whether the fonts on this computer have every letter could not be found out, since fc-list "
    "does not run. On Debian, install it with: apt-get install fontconfig."
)
_FONT_INSIDE = re.compile(r"@font-face\s*\{[^}]*?url\(\s*[\"']?data:[^,\"')]*;base64,([^\"')]+)")
_NO_GLYPH = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"))
"""Categories of what is never drawn."""
_SELECTORS: Final = (
    *range(0x180B, 0x1810),
    0x34F,
    0x115F,
    0x1160,
    0x17B4,
    0x17B5,
    0x3164,
    0xFFA0,
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
)
"""What only chooses a form of the letter before it, or fills its place with nothing."""

IDEOGRAPHS: Final = (
    (0x1100, 0x11FF),
    (0x2E80, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0x1AFF0, 0x1B16F),
    (0x1F200, 0x1F2FF),
)
RARE_IDEOGRAPHS: Final = ((0x20000, 0x3FFFF),)
PICTURES: Final = ((0x1F000, 0x1FAFF),)
EVERYTHING: Final = ((0, 0x10FFFF),)
_PACKAGES: Final = (
    (IDEOGRAPHS, "fonts-noto-cjk", "Noto Sans CJK"),
    (RARE_IDEOGRAPHS, "fonts-noto-cjk", "Noto Sans CJK"),
    (RARE_IDEOGRAPHS, "fonts-hanazono", "HanaMin"),
    (PICTURES, "fonts-noto-color-emoji", "Noto Color Emoji"),
    (EVERYTHING, "fonts-noto-core", "Noto Sans"),
    (EVERYTHING, "fonts-unifont", "Unifont"),
)
"""For some letters the Debian package that has them, and a family that tells it is installed."""


@dataclass(frozen=True, slots=True)
class InstalledFonts:
    """What fontconfig knows: the families, and the letters that one of them has at least."""

    families: tuple[str, ...]
    letters: frozenset[int]

    def has_family(self, name: str) -> bool:
        """Whether a family whose name begins so is installed."""
        return any(family == name or family.startswith(f"{name} ") for family in self.families)


def printable(page: str) -> tuple[str, str]:
    """The page with every letter that no font has as its code point, and a sentence on them.

    The sentence is empty where nothing has to be said.
    """
    doubtful = {letter for letter in set(page) if _needs_font(letter)}
    if not doubtful:
        return page, ""
    fonts = installed_fonts()
    if fonts is None:
        return page, UNASKED
    doubtful -= {chr(code) for code in fonts.letters}
    if doubtful:
        doubtful -= {chr(code) for font in _FONT_INSIDE.findall(page) for code in _letters(font)}
    if not doubtful:
        return page, ""
    missing = sorted(doubtful, key=page.index)
    # A line may end behind each: a word of many would be wider than any page.
    spelled = str.maketrans({letter: f"[{code_point(letter)}]\u200b" for letter in missing})
    return page.translate(spelled), _sentence(missing, fonts)


def _needs_font(letter: str) -> bool:
    code = ord(letter)
    if any(first <= code <= last for first, last in CARRIED):
        return False
    return unicodedata.category(letter) not in _NO_GLYPH and code not in _SELECTORS


def installed_fonts() -> InstalledFonts | None:
    """The fonts that Pango can take letters from; None where fontconfig cannot be asked."""
    try:
        asked = subprocess.run(FC_LIST, capture_output=True, check=True, timeout=60)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    rows = [line.partition("\t") for line in asked.stdout.decode(errors="replace").splitlines()]
    families = {family for names, _unused, _unused in rows for family in names.split(",")}
    pieces = {piece for _unused, _unused, charset in rows for piece in charset.split()}
    letters = {code for piece in pieces for code in _codes(piece)}
    return InstalledFonts(tuple(sorted(families)), frozenset(letters))


def _codes(piece: str) -> range:
    first, _unused, last = piece.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


@lru_cache(maxsize=8)
def _letters(font: str) -> frozenset[int]:
    """The letters of a font that a page carries in itself."""
    from fontTools.ttLib import (  # here: it is seldom wanted; WeasyPrint brings it
        TTFont,
        TTLibError,
    )

    try:
        with TTFont(io.BytesIO(base64.b64decode(font)), lazy=True) as opened:
            return frozenset(opened.getBestCmap() or ())
    except (TTLibError, ValueError, KeyError, AssertionError):
        return frozenset()  # the renderer cannot read it either, and says so


def _sentence(letters: Iterable[str], fonts: InstalledFonts) -> str:
    """Which letters no font has, and which Debian packages have them."""
    missing = tuple(letters)
    named = first_of([f"{code_point(item)} {_name(item)}".rstrip() for item in missing], _MAX_NAMED)
    what = (
        _("one of its letters; it is printed as its code point")
        if len(missing) == 1
        else _("{number} of its letters; they are printed as their code points").format(
            number=len(missing)
        )
    )
    return _("No installed font has {what}: {named}. {remedy}").format(
        what=what, named=named, remedy=_remedy(missing, fonts)
    )


def _remedy(missing: tuple[str, ...], fonts: InstalledFonts) -> str:
    found = {package: None for item in missing if (package := package_of(item, fonts))}
    if not found:
        return _("No known Debian package has what is missing.")
    return _("On Debian, install what has them with: apt-get install {found}.").format(
        found=" ".join(found)
    )


def package_of(letter: str, fonts: InstalledFonts) -> str:
    """The first Debian package for a letter that is not installed; empty where none is known."""
    if unicodedata.category(letter) in ("Cn", "Co"):
        return ""
    return next(
        (
            package
            for ranges, package, family in _PACKAGES
            if any(first <= ord(letter) <= last for first, last in ranges)
            and not fonts.has_family(family)
        ),
        "",
    )


def code_point(letter: str) -> str:
    """`U+0F40`."""
    return f"U+{ord(letter):04X}"


def _name(letter: str) -> str:
    return unicodedata.name(letter, "")
