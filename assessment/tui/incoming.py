"""What a terminal sends, made harmless before it becomes keys."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

from assessment.text import clean

PASTE, PASTED = "\x1b[200~", "\x1b[201~"
"""What a terminal puts before and after a pasted text."""
# What a terminal replies when some earlier program asked for its kind, its colours or its keyboard.
_REPLY = re.compile(r"\x1b(?:\[[?>=][\d;]*[cnu]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\)")


class Incoming:
    """Turns bytes into text for the parser of keys.

    A pasted text is handed on whole and cleaned: where an escape stood in it, the parser would
    look for keys, and a digit among them would answer a question. Its end is the last mark of an
    end before a pause, so that such a mark inside of the text ends nothing.
    """

    def __init__(self) -> None:
        # Bytes of another encoding become a sign of their own: they must not end the reading.
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._pasted: list[str] | None = None
        """The parts of the text that is being pasted; None while none is."""
        self._before = ""
        """The last characters, in which the mark of a paste may have begun."""

    def take(self, data: bytes) -> str:
        """What can be handed on of some bytes just read."""
        return self._sort(self._decode(data))

    def pause(self) -> str:
        """What can be handed on now that nothing came for a moment."""
        if self._pasted is None or PASTED not in (whole := "".join(self._pasted)):
            return ""
        text, _, after = whole.rpartition(PASTED)
        self._pasted = None
        return clean(text) + PASTED + self._sort(after)

    def _sort(self, text: str) -> str:
        if self._pasted is not None:
            self._pasted.append(text)
            return ""
        whole = self._before + text
        index = whole.find(PASTE)
        if index < 0:
            self._before = whole[1 - len(PASTE) :]
            return _REPLY.sub("", text)
        keys = text[: index + len(PASTE) - len(self._before)]
        self._before = ""
        self._pasted = [text[len(keys) :]]
        return _REPLY.sub("", keys)
