"""Keys of other keyboards: digits of any script are digits, and of a strange letter it is said what
was expected."""

from __future__ import annotations

import unicodedata

from assessment.language import _

FULL_WIDTH = 0xFEE0
"""How far the full-width forms of East Asian keyboards stand from ASCII."""
DIGIT_ROW = "&\"'("
"""What the digits' keys give on a French keyboard; é and its like are no ASCII anyway."""
LATIN = _("a Latin letter or a digit")
"""What a screen expects that says nothing more exact."""


def as_latin(character: str) -> str:
    """The ASCII digit or letter that a character is another form of; else the character itself."""
    if len(character) != 1 or character.isascii():
        return character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    wide = ord(character) - FULL_WIDTH
    return chr(wide) if 0x21 <= wide <= 0x7E else character


def is_strange(character: str) -> bool:
    """Whether a character comes from a keyboard on which no command of ours has a key."""
    return not character.isascii() or character in DIGIT_ROW


def expected(character: str, expects: str) -> str:
    """What is said of a key that does nothing because of the keyboard."""
    return _(
        "{character} does nothing here. Expected is {expects}: is another keyboard set?"
    ).format(character=character, expects=expects)
