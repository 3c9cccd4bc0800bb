"""The language of what people read: one for a process, chosen before anything is said.

Sentences are written in English, inside `_()`; each is whole, with names in braces for what is put
in, so that a translator can turn it round. `cied --language fr`, or `CIED_LANGUAGE=fr` in the
environment, or else the `language` of the answer file, takes them from
`assessment/locale/fr/LC_MESSAGES/cied.mo`.
"""

from __future__ import annotations

import gettext
import os
import re
from contextlib import suppress
from pathlib import Path

from assessment.pseudo import PSEUDO, pseudo

VARIABLE = "CIED_LANGUAGE"
"""The variable of the environment that names the language; processes that are started have it."""
DOMAIN = "cied"
FOLDER = Path(__file__).with_name("locale")
_NAMED = re.compile(rb'"language"\s*:\s*"([A-Za-z0-9-]{2,35})"')
_HEAD = 64 * 1024
"""Bytes from the beginning of an answer file in which its language stands."""


def chosen() -> str:
    """The language that is asked for; empty for English and the questionnaire's own."""
    return os.environ.get(VARIABLE, "")


def spoken() -> str:
    """The language that the program's own words are in: that which was chosen, where it has it."""
    return chosen() if _is_spoken(chosen()) else "en"


def of_answer_file(path: Path) -> str:
    """The language that an answer file names; empty where the program does not speak it.

    A sealed file names none before it is opened.
    """
    with suppress(OSError):
        if path.is_file():  # a pipe can be read once
            with path.open("rb") as file:
                named = _NAMED.search(file.read(_HEAD))
            language = named[1].decode() if named else ""
            return language if _is_spoken(language) else ""
    return ""


def _is_spoken(language: str) -> bool:
    named = language.replace("-", "_")
    found = language and gettext.find(DOMAIN, FOLDER, [named])
    return language in PSEUDO or bool(found)


class _Pseudo(gettext.NullTranslations):
    """A language that is made by rule."""

    def gettext(self, message: str) -> str:
        return pseudo(message, chosen()) if message else message

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def _translations(language: str) -> gettext.NullTranslations:
    if language in PSEUDO:
        return _Pseudo()
    if not language or not FOLDER.is_dir():
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, FOLDER, [language.replace("-", "_")], fallback=True)


_current = _translations(chosen())


def _(message: str) -> str:
    """A sentence in the language of the process."""
    return _current.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """A sentence that depends on a number, in the language of the process."""
    return _current.ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """A word that means several things in English: the context says to translators which."""
    return _current.pgettext(context, message)
