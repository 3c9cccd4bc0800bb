"""Languages that nobody speaks, by which one sees what is not translated or has no room."""

from __future__ import annotations

import re

PSEUDO = {"en-XA": "", "ar-XB": "\u05d0"}
"""Made by rule: English with accents and a third longer, and the same from right to left."""
_ACCENTED = str.maketrans(
    "aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ",
    "áÁƀɃçÇðÐéÉƒƑĝĜĥĤîÎĵĴķĶļĻɱṂñÑöÖþÞɋɊŕŔšŠţŢûÛṽṼŵŴẋẊýÝžŽ",
)
_KEPT = re.compile(r"(\{[^{}]*\}|<[^<>]*>|%\([a-z_0-9]+\)[sd]|https?://\S+|`[^`]*`)")
"""What stands for something else in a text, and what is typed as it is."""
LONGER = 3
"""One letter is added for so many."""


def pseudo(text: str, language: str) -> str:
    """A text as a language that is made by rule has it."""
    parts = _KEPT.split(text)
    shown = "".join(
        part if odd % 2 else part.translate(_ACCENTED) for odd, part in enumerate(parts)
    )
    edge = PSEUDO[language]
    return f"{edge}[{shown}{'·' * (len(text) // LONGER)}]{edge}"
