"""Opening the file that the command names; a new one where there is none."""

from __future__ import annotations

from pathlib import Path

from assessment.answers import LINE_LIMIT
from assessment.errors import LockedError, OtherVersionError
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.store import questionnaire_names, read_published, stem
from assessment.text import one_line
from assessment.tui.folder import is_there
from assessment.tui.memory import Memory
from assessment.tui.session import Session


def open_or_create(
    path: Path, questionnaire: Questionnaire, memory: Memory, *, accept_version: bool
) -> Session:
    """The session on a file; a new file is begun for the State that its name suggests."""
    if is_there(path):
        return open_file(path, questionnaire, memory, accept_version=accept_version)
    return Session.create(path, questionnaire, state=suggested_state(path), memory=memory)


def open_file(
    path: Path, questionnaire: Questionnaire, memory: Memory | None, *, accept_version: bool
) -> Session:
    """The session on a file; where another session holds it, one that only reads it."""
    try:
        return _opened(path, questionnaire, memory, accept_version=accept_version)
    except LockedError as error:
        return Session.look(path, questionnaire, error, memory=memory)


def _opened(
    path: Path, questionnaire: Questionnaire, memory: Memory | None, *, accept_version: bool
) -> Session:
    """A final file of an earlier published edition is opened with that edition."""
    try:
        return Session.open(path, questionnaire, accept_version=accept_version, memory=memory)
    except OtherVersionError as error:
        if not (error.final and questionnaire.id in questionnaire_names()):
            raise
        earlier = read_published(questionnaire.id, *error.answered)
        if earlier is None:
            raise
    return Session.open(path, earlier, memory=memory)


def suggested_state(path: Path) -> str:
    """`new-examplia.json` suggests New Examplia; the profile screen is where it is corrected."""
    words = one_line(stem(path.name).replace("-", " ").replace("_", " "))
    return (words[:1].upper() + words[1:])[:LINE_LIMIT] or _("State")
