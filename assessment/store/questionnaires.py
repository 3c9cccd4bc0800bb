"""The only reader of questionnaires: an id or a folder in, one frozen value out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assessment.errors import AssessmentError, QuestionnaireError
from assessment.language import _, chosen
from assessment.locations import questionnaires_folder
from assessment.questionnaire import Questionnaire
from assessment.store import cache, folder_files, translations

if TYPE_CHECKING:
    from assessment.store.load_result import LoadResult

DEFAULT = "unga-75-59"
"""The questionnaire that new answer files answer."""


def questionnaire_names() -> tuple[str, ...]:
    """The ids of the questionnaires that come with the program."""
    return tuple(
        sorted(path.parent.name for path in questionnaires_folder().glob("*/questionnaire.yaml"))
    )


def folder_of(name: str) -> Path:
    """The folder of a questionnaire: an id that comes with the program, or a path to a folder."""
    if name in questionnaire_names():
        return questionnaires_folder() / name
    path = Path(name)
    if path.is_dir():
        return path
    raise AssessmentError(
        _("There is no questionnaire '{name}'.").format(name=name),
        remedy=_("Name one of {names}, or the folder of one.").format(
            names=", ".join(questionnaire_names())
        ),
    )


def read_questionnaire(name: str = DEFAULT, language: str | None = None) -> Questionnaire:
    """Read one questionnaire; all its mistakes are raised at once as QuestionnaireError.

    Its texts are in a language, else in the one that was chosen for the process, else in its own.
    """
    folder = folder_of(name)
    return translations.read_in_language(_read(folder), folder, _wanted(language))


def read_published(
    name: str, version: str, sha256: str, language: str | None = None
) -> Questionnaire | None:
    """An earlier edition that stays in a questionnaire's folder, by its version and digest.

    None where it is not there, or says other things than those that were answered.
    """
    folder = folder_files.published(folder_of(name), version)
    if folder is None:
        return None
    found = _read(folder)
    if found.sha256 != sha256:
        return None
    return translations.read_in_language(found, folder, _wanted(language))


def _wanted(language: str | None) -> str:
    return chosen() if language is None else language


def _read(folder: Path) -> Questionnaire:
    key = cache.key(folder)
    known = cache.load(key)
    if known is not None:
        return known
    result = examine(folder)
    if result.questionnaire is None or result.mistakes:
        raise QuestionnaireError(str(result.folder), tuple(result.mistakes))
    cache.keep(key, result.questionnaire)
    return result.questionnaire


def examine(folder: Path) -> LoadResult:
    """Read a questionnaire's folder and collect every mistake of form and reference."""
    # Here: YAML and validation cost 60 ms, and a questionnaire read before needs neither.
    from assessment.store.folder_loader import examine_folder

    return examine_folder(folder)
