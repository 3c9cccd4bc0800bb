"""Translations of a questionnaire: files in the format that translators' programs read and write.

`translations/fr.po` holds for each text its place as the context, the words that were translated,
and their translation.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.errors import AssessmentError, reason_of
from assessment.language import _
from assessment.pseudo import PSEUDO
from assessment.questionnaire import Questionnaire
from assessment.store.bounded_read import read_regular
from assessment.store.folder_files import (
    TRANSLATION_ENDING,
    TRANSLATIONS,
    YAML_SIZE_LIMIT,
    languages,
)
from assessment.text import clean, one_line

if TYPE_CHECKING:
    from polib import POEntry, POFile

    from assessment.translation import Translation

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def read_in_language(questionnaire: Questionnaire, folder: Path, language: str) -> Questionnaire:
    """The questionnaire in a language; its own words where a text is not translated.

    Raises AssessmentError where there is no translation, or where it cannot be read.
    """
    if not language or language == questionnaire.language:
        return questionnaire
    from assessment import translation

    if language in PSEUDO:
        return translation.pseudo_questionnaire(questionnaire, language)
    return translation.translated(questionnaire, read_translation(folder, language))


def read_translation(folder: Path, language: str) -> Translation:
    """The translation of a questionnaire's folder into a language."""
    from assessment.translation import Translation

    _check_code(language)
    known = languages(folder)
    if language not in known:
        there = (
            _("There are {known}.").format(known=", ".join(known))
            if known
            else _("It has none yet.")
        )
        raise AssessmentError(
            _("There is no translation of this questionnaire into '{language}'. {there}").format(
                language=language, there=there
            ),
            remedy=_("`cied questionnaires translate {language}` begins one.").format(
                language=language
            ),
        )
    texts = {
        entry.msgctxt or "": (entry.msgid, clean(entry.msgstr).strip())
        for entry in _entries(file_of(folder, language))
        if not entry.obsolete and "fuzzy" not in entry.flags
    }
    return Translation(language, texts)


def to_translate(questionnaire: Questionnaire, begun: Path, language: str) -> bytes:
    """A file to translate in; what the file that was begun has stays.

    Where words were changed since they were translated, the translation is marked to be looked at,
    and what no text has any more stays at the end.
    """
    from polib import POFile

    from assessment.translation import texts_of

    _check_code(language)
    before = {entry.msgctxt: entry for entry in _entries(begun)} if begun.exists() else {}
    made = POFile(wrapwidth=100)
    made.metadata = {
        "Project-Id-Version": f"{questionnaire.id} {questionnaire.version}",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for where, text in texts_of(questionnaire).items():
        made.append(_entry(where, text, before.pop(where, None)))
    for entry in before.values():
        entry.obsolete = bool(entry.msgstr)
        made.extend([entry] if entry.obsolete else [])
    return f"{made}\n".encode()


def _entry(where: str, text: str, known: POEntry | None) -> POEntry:
    from polib import POEntry

    entry = POEntry(msgctxt=where, msgid=text, msgstr=known.msgstr if known else "")
    if known and known.msgstr and known.msgid != text:
        entry.flags, entry.previous_msgid = ["fuzzy"], known.msgid
    elif known:
        entry.flags, entry.previous_msgid = known.flags, known.previous_msgid
    return entry


def file_of(folder: Path, language: str) -> Path:
    """Where a questionnaire's folder has its translation into a language."""
    return folder / TRANSLATIONS / f"{language}{TRANSLATION_ENDING}"


def _check_code(language: str) -> None:
    if not _LANGUAGE.fullmatch(language):
        raise AssessmentError(
            _("'{language}' is no code of a language.").format(language=one_line(language)),
            remedy=_("A language is written by its code, such as fr, ar or pt-BR."),
        )


def _entries(path: Path) -> POFile:
    from polib import pofile

    try:
        return pofile(read_regular(path, YAML_SIZE_LIMIT).decode("utf-8"))
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else " ".join(str(error).split())
        raise AssessmentError(
            _("The translation cannot be read: {reason}.").format(reason=reason),
            where=str(path),
            remedy=_("Open it in the program that it was translated with, and save it again."),
        ) from error
