"""What several commands share: options, and how an answer file is loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.answers import LINE_LIMIT
from assessment.assess import EDITIONS, REPORT_EDITIONS, SHOWN_AS_REDACTED, Edition, edition_of
from assessment.cli.main import print_message
from assessment.errors import AssessmentError, OtherVersionError
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.store import (
    DEFAULT,
    AnswerFile,
    folder_of,
    is_sealed_name,
    left_out_note,
    read_answers,
    read_published,
    read_questionnaire,
    sealed_for,
    write_output,
)
from assessment.store.sealed import PLAIN_OUTPUT
from assessment.text import clean, one_line

if TYPE_CHECKING:
    from assessment.report.options import Paper

STDOUT = "-"
"""The name of a file that means standard output."""

answer_file_argument = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))


def _known(_unused: click.Context, __: click.Parameter, name: str) -> str:
    try:
        folder_of(name)
    except AssessmentError as error:
        raise click.BadParameter(str(error)) from error
    return name


questionnaire_option = click.option(
    "--questionnaire",
    "questionnaire_name",
    default=DEFAULT,
    show_default=True,
    metavar="NAME",
    callback=_known,
    help=_("The questionnaire: its id, or the folder of one."),
)
accept_version_option = click.option(
    "--accept-version",
    is_flag=True,
    help=_("Accept a file of another version: its answers are carried over as a draft."),
)
edition_option = click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default="full",
    show_default=True,
    help=_("The edition; partner and public are computed from the redacted copy."),
)
report_edition_option = click.option(
    "--edition",
    type=click.Choice(REPORT_EDITIONS),
    default="full",
    show_default=True,
    help=_("The edition; partner, public and national are computed from the redacted copy."),
)
_PAPERS: dict[str, Paper] = {"a4": "A4", "letter": "Letter"}


def _paper(_context: click.Context, _parameter: click.Parameter, value: str) -> Paper:
    return _PAPERS[value.lower()]


paper_option = click.option(
    "--paper",
    type=click.Choice(["a4", "letter"], case_sensitive=False),
    default="a4",
    show_default=True,
    callback=_paper,
    help=_("The size of the pages."),
)


def _marking(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    marking = one_line(value)
    if len(marking) > LINE_LIMIT:
        raise click.BadParameter(
            _("It may have {line_limit} characters at most.").format(line_limit=LINE_LIMIT)
        )
    return marking


marking_option = click.option(
    "--marking",
    metavar="TEXT",
    callback=_marking,
    help=_("The marking of every page, in place of the file's; an empty one for none."),
)
force_option = click.option(
    "--force", is_flag=True, help=_("Write also over an answer file that has this name.")
)


def put(
    output: Path | None, content: bytes, *, force: bool, recipients: Sequence[str] = ()
) -> None:
    """Write an export: to stdout where no file, or `-`, is named; sealed where it ends in .age."""
    if output is None or str(output) == STDOUT:
        click.echo(content, nl=False)
        return
    write_output(output, sealed_for(output, content, recipients), force=force)
    print_message(_("Written: {output}").format(output=one_line(str(output))))


json_option = click.option(
    "--json", "as_json", is_flag=True, help=_("Print JSON instead of tables.")
)


def load_answers(
    path: Path, questionnaire_name: str, accept_version: bool
) -> tuple[Questionnaire, AnswerFile]:
    """A questionnaire and the answer file that answers it; says what was left out."""
    questionnaire = read_questionnaire(questionnaire_name)

    def read(asked: Questionnaire) -> AnswerFile:
        return read_answers(path, asked, accept_version=accept_version)

    questionnaire, file = with_its_edition(questionnaire, questionnaire_name, read)
    print_left_out(path, file)
    return questionnaire, file


def with_its_edition(
    questionnaire: Questionnaire, name: str, read: Callable[[Questionnaire], AnswerFile]
) -> tuple[Questionnaire, AnswerFile]:
    """An answer file and the edition that it answers: for a final file also an earlier one.

    A final file answers what was asked then, and is shown with that; a draft is carried over.
    """
    try:
        return questionnaire, read(questionnaire)
    except OtherVersionError as error:
        earlier = read_published(name, *error.answered) if error.final else None
        if earlier is None:
            raise
    return earlier, read(earlier)


def edition_seen(path: Path, file: AnswerFile, wanted: Edition) -> Edition:
    """The edition that a file can have; that a redacted copy is scored as one is said."""
    seen = edition_of(file.answers, wanted)
    if wanted == "ministry" and seen != wanted:
        raise AssessmentError(
            _("A redacted copy names no ministries, so it has no ministry edition."),
            where=str(path),
            remedy=_("Take the answer file itself, or give --edition partner."),
        )
    if seen != wanted:
        print_message(f"{one_line(str(path))}: {SHOWN_AS_REDACTED}")
    return seen


def warn_unsealed(file: AnswerFile, path: Path, output: Path | None) -> None:
    """Say that what is made of a sealed file is not sealed itself, where it is not."""
    if file.sealed and (output is None or not is_sealed_name(output)):
        print_message(f"{one_line(str(path))}: {PLAIN_OUTPUT}")


def print_left_out(path: Path, file: AnswerFile) -> None:
    """Say on stderr which answers another version's file loses."""
    if file.other_version:
        click.echo(clean(left_out_note(str(path), file.left_out)), err=True)
