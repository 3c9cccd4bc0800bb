"""How a command changes an answer file: held, backed up, and written as a session would."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from assessment.answers import LINE_LIMIT, Answers
from assessment.errors import OtherVersionError
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.store import (
    AnswerFile,
    back_up,
    check_can_be_kept,
    content_for,
    locked,
    read_answers,
    user_name,
    write_locked,
)
from assessment.text import one_line


def _name(context: click.Context, parameter: click.Parameter, value: str | None) -> str:  # noqa: ARG001
    name = one_line(value or "")
    if len(name) > LINE_LIMIT:
        raise click.BadParameter(
            _("It may have {line_limit} characters at most.").format(line_limit=LINE_LIMIT)
        )
    return name


by_option = click.option(
    "--by",
    metavar="NAME",
    default=user_name,
    show_default=_("the name that you are logged in with"),
    callback=_name,
    help=_("Who does it, for the file's history."),
)


@contextmanager
def locked_file(path: Path, questionnaire: Questionnaire) -> Iterator[tuple[Path, AnswerFile]]:
    """An answer file that no session writes meanwhile; one that a session has open is refused."""
    real = Path(os.path.realpath(path))
    with locked(real):
        try:
            file = read_answers(real, questionnaire)
        except OtherVersionError as error:
            error.remedy = _("Open it with `cied open --accept-version` first.")
            raise
        check_can_be_kept(file.raw, file.answers.recipients, str(real))
        yield real, file


def write_with_backup(path: Path, file: AnswerFile, answers: Answers) -> None:
    """Write a held file, and leave what was found beside it as `X.json.bak`."""
    back_up(path, file.raw)
    write_locked(path, content_for(path, answers))
