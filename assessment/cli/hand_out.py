"""`cied hand-out`: a part for each ministry, each with its covering letter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from assessment.answers import PartForm
from assessment.cli.changing import by_option, locked_file, write_with_backup
from assessment.cli.common import answer_file_argument, questionnaire_option, warn_unsealed
from assessment.cli.main import help_of, print_message
from assessment.dates import HOW, local_day, read_due, utc_now
from assessment.errors import AssessmentError
from assessment.forms.files import FORMS
from assessment.forms.ministry_keys import (
    check_form_can_be_sealed,
    part_recipients,
    read_ministry_keys,
)
from assessment.forms.outgoing import remove_written, write_outcomes, write_parts, write_reminders
from assessment.language import _
from assessment.parts import Choice, HandedOut, due_by, hand_out, send_back
from assessment.questionnaire import Questionnaire
from assessment.store import read_answers, read_questionnaire
from assessment.store.keys import own_key
from assessment.text import count_of


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> dt.date | None:  # noqa: ARG001
    if value is None:
        return None
    read = read_due(value, local_day(utc_now()))
    if read.date is None:
        raise click.BadParameter(read.trouble or HOW)
    return read.date


@click.command(
    "hand-out",
    help=help_of(
        _("Make a part for each ministry, with a covering letter."),
        _(
            "A part asks a ministry the questions that it leads (or usually leads), and carries "
            "nothing of the assessment but what this ministry said itself. FILE remembers what "
            "is out. Bring parts back with `cied take-back`."
        ),
    ),
)
@answer_file_argument
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help=_("The folder for the parts and letters; it is made if it is not there."),
)
@click.option(
    "--due",
    metavar="DATE",
    callback=_day,
    help=_("Until when: 2026-11-30, 30 November, November 2026."),
)
@click.option(
    "--ministry",
    "ministries",
    metavar="NAME",
    multiple=True,
    help=_("Only to this ministry; may be given again."),
)
@click.option(
    "--question",
    "questions",
    metavar="ID",
    multiple=True,
    help=_("Only this question, or all of a policy area; may be given again."),
)
@click.option("--supporting", is_flag=True, help=_("Ask supporting ministries too."))
@click.option(
    "--to",
    metavar="NAME",
    default="",
    help=_("The office that gets it; without --ministry, an office or province asked for itself."),
)
@click.option(
    "--form",
    type=click.Choice(tuple(FORMS)),
    default="json",
    show_default=True,
    help=_("What is filled in; the letter says how."),
)
@click.option(
    "--seal",
    "seal_to",
    metavar="KEYS",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("Seal each part to its ministry's key: a file with a key and a name on each line."),
)
@click.option(
    "--again",
    metavar="WHY",
    help=_("Send the questions back to one ministry, with this reason in the letter."),
)
@click.option(
    "--reminder",
    "what",
    flag_value="reminder",
    help=_("Write reminders of the parts that are still out; hand out nothing."),
)
@click.option(
    "--outcome",
    "what",
    flag_value="outcome",
    help=_("Write what came of each ministry's answers; hand out nothing."),
)
@by_option
@questionnaire_option
def command(
    file: Path,
    folder: Path,
    due: dt.date | None,
    ministries: tuple[str, ...],
    questions: tuple[str, ...],
    supporting: bool,
    to: str,
    form: PartForm,
    seal_to: Path | None,
    again: str | None,
    what: str | None,
    by: str,
    questionnaire_name: str,
) -> None:
    """`cied hand-out`."""
    questionnaire = read_questionnaire(questionnaire_name)
    if what is not None:
        _write_letters(questionnaire, file, folder, what, ministries)
        return
    if seal_to is not None:
        check_form_can_be_sealed(form)
    now = utc_now()
    with locked_file(file, questionnaire) as (path, found):
        if again is None:
            choice = Choice(ministries, questions, supporting, to)
            out = hand_out(questionnaire, found.answers, choice, due=due, form=form, now=now, by=by)
        else:
            ministry = _one_ministry(ministries, questions)
            out = send_back(
                questionnaire, found.answers, questions, ministry,
                due=due, form=form, now=now, by=by, why=again,
            )  # fmt: skip
        # The parts first: one that the file does not know could not be taken back, so they go
        # again where the file cannot be written.
        recipients: Sequence[tuple[str, ...]] = ()
        if seal_to is not None:
            own = own_key(str(file)).public
            recipients = part_recipients(out, read_ministry_keys(seal_to), own, str(seal_to))
        written = write_parts(folder, questionnaire, out, local_day(now), again or "", recipients)
        try:
            write_with_backup(path, found, out.answers)
        except BaseException:
            remove_written(written)
            raise
    _print_parts(out)
    print_message(_("Written: {folder}").format(folder=folder))
    if seal_to is None:
        warn_unsealed(found, file, None)


def _one_ministry(ministries: Sequence[str], questions: Sequence[str]) -> str:
    if len(ministries) != 1 or not questions:
        raise AssessmentError(
            _("What is sent back goes to one ministry."),
            remedy=_("Name it with --ministry, and each question with --question."),
        )
    return ministries[0]


def _print_parts(out: HandedOut) -> None:
    for part in out.parts:
        asked = part.part
        if asked is not None:
            number = count_of(len(asked.questions), "{n} question", "{n} questions")
            what = number if asked.due is None else due_by(number, asked.due)
            print_message(f"{asked.ministry}: {what}")


def _write_letters(
    questionnaire: Questionnaire, file: Path, folder: Path, what: str, ministries: Sequence[str]
) -> None:
    """Reminders, or outcomes: the answer file is read only."""
    found = read_answers(file, questionnaire)
    write = write_reminders if what == "reminder" else write_outcomes
    try:
        letters = write(folder, questionnaire, found.answers, local_day(utc_now()), ministries)
    except AssessmentError as error:
        error.where = error.where or str(file)
        raise
    print_message(
        _("Written: {number} in {folder}").format(
            number=count_of(len(letters), "{n} letter", "{n} letters"), folder=folder
        )
    )
    warn_unsealed(found, file, None)
