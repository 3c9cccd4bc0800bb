"""`cied hand-out`: a part for each ministry, each with its covering letter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import click

from assessment.answers import Answers, PartForm, PartRecord
from assessment.cli.changing import by_option, held_file, keep, utc_now
from assessment.cli.common import answer_file_argument, questionnaire_option
from assessment.cli.main import tell
from assessment.covering_letters import covering_letter, outcome_letter, reminder
from assessment.errors import AssessmentError
from assessment.forms.files import FORMS, part_content
from assessment.parts import (
    Choice,
    HandedOut,
    hand_out,
    ministry_file_name,
    part_file_name,
    send_back,
)
from assessment.questionnaire import Questionnaire
from assessment.report.saving import make_folder
from assessment.store import read_answers, read_questionnaire, write_output
from assessment.text import count_of, same_name


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> dt.date | None:  # noqa: ARG001
    if value is None:
        return None
    try:
        day = dt.datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
    except ValueError as error:
        raise click.BadParameter("Write it as 2026-11-30.") from error
    if day < utc_now().date():
        raise click.BadParameter("The day has passed.")
    return day


@click.command("hand-out")
@answer_file_argument
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the parts and letters; it is made if it is not there.",
)
@click.option("--due", metavar="DATE", callback=_day, help="Until when, as 2026-11-30.")
@click.option(
    "--ministry",
    "ministries",
    metavar="NAME",
    multiple=True,
    help="Only to this ministry; may be given again.",
)
@click.option(
    "--question",
    "questions",
    metavar="ID",
    multiple=True,
    help="Only this question, or all of a policy area; may be given again.",
)
@click.option("--supporting", is_flag=True, help="Ask supporting ministries too.")
@click.option(
    "--to",
    metavar="NAME",
    default="",
    help="The office that gets it; without --ministry, an office or province asked for itself.",
)
@click.option(
    "--form",
    type=click.Choice(tuple(FORMS)),
    default="json",
    show_default=True,
    help="What is filled in; the letter says how.",
)
@click.option(
    "--again",
    metavar="WHY",
    help="Send the questions back to one ministry, with this reason in the letter.",
)
@click.option(
    "--reminder",
    "what",
    flag_value="reminder",
    help="Write reminders of the parts that are still out; hand out nothing.",
)
@click.option(
    "--outcome",
    "what",
    flag_value="outcome",
    help="Write what came of each ministry's answers; hand out nothing.",
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
    again: str | None,
    what: str | None,
    by: str,
    questionnaire_name: str,
) -> None:
    """Make a part for each ministry, with a covering letter.

    A part asks a ministry the questions that it leads (or usually leads), and carries nothing of
    the assessment but what this ministry said itself. FILE remembers what is out. Bring parts
    back with `cied take-back`.
    """
    questionnaire = read_questionnaire(questionnaire_name)
    if what is not None:
        _write_letters(questionnaire, file, folder, what, ministries)
        return
    now = utc_now()
    with held_file(file, questionnaire) as (path, found):
        if again is None:
            choice = Choice(ministries, questions, supporting, to)
            out = hand_out(questionnaire, found.answers, choice, due=due, form=form, now=now, by=by)
        else:
            ministry = _one_ministry(ministries, questions)
            out = send_back(
                questionnaire, found.answers, questions, ministry,
                due=due, form=form, now=now, by=by, why=again,
            )  # fmt: skip
        make_folder(folder, remedy="Name another folder.")
        # The parts first: one that the file does not know could not be taken back, so they go
        # again where the file cannot be written.
        written = list(_written(folder, _contents(questionnaire, out, now.date(), again or "")))
        try:
            keep(path, found, out.answers)
        except BaseException:
            _remove(written)
            raise
    _tell_parts(out)
    tell(f"Written: {folder}")


def _one_ministry(ministries: Sequence[str], questions: Sequence[str]) -> str:
    if len(ministries) != 1 or not questions:
        raise AssessmentError(
            "What is sent back goes to one ministry.",
            remedy="Name it with --ministry, and each question with --question.",
        )
    return ministries[0]


def _contents(
    questionnaire: Questionnaire, out: HandedOut, day: dt.date, why: str
) -> Iterator[tuple[str, bytes]]:
    for part, record in zip(out.parts, out.answers.parts[-len(out.parts) :], strict=True):
        name = part_file_name(out.answers, record)
        file_name = name + _ending(record)
        yield file_name, part_content(questionnaire, part, record.form)
        letter = covering_letter(questionnaire, out.answers, record, file_name, day, why)
        yield f"{name}-letter.txt", letter.encode()


def _written(folder: Path, contents: Iterable[tuple[str, bytes]]) -> list[Path]:
    written: list[Path] = []
    try:
        for name, content in contents:
            write_output(folder / name, content)
            written.append(folder / name)
    except BaseException:
        _remove(written)
        raise
    return written


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink()


def _tell_parts(out: HandedOut) -> None:
    for part in out.parts:
        asked = part.part
        if asked is not None:
            due = f", by {asked.due.isoformat()}" if asked.due else ""
            tell(f"{asked.ministry}: {count_of(len(asked.questions), 'question')}{due}")


def _write_letters(
    questionnaire: Questionnaire, file: Path, folder: Path, what: str, ministries: Sequence[str]
) -> None:
    """Reminders, or outcomes: the answer file is read only."""
    answers = read_answers(file, questionnaire).answers
    day = utc_now().date()
    letters = (
        _reminders(questionnaire, answers, day, ministries)
        if what == "reminder"
        else _outcomes(questionnaire, answers, day, ministries)
    )
    if not letters:
        raise AssessmentError(
            "No part is out."
            if what == "reminder"
            else "No ministry has said anything in a part yet.",
            where=str(file),
            remedy="Hand out parts first, or name another ministry.",
        )
    make_folder(folder, remedy="Name another folder.")
    _written(folder, letters)
    tell(f"Written: {count_of(len(letters), 'letter')} in {folder}")


def _reminders(
    questionnaire: Questionnaire, answers: Answers, day: dt.date, ministries: Sequence[str]
) -> list[tuple[str, bytes]]:
    found = []
    for record in answers.parts:
        if record.returned is None and _is_meant(record.ministry, ministries):
            name = part_file_name(answers, record)
            text = reminder(questionnaire, answers, record, name + _ending(record), day)
            found.append((f"{name}-reminder.txt", text.encode()))
    return found


def _ending(record: PartRecord) -> str:
    # A file may remember a part in a form that only a newer version of this program makes.
    return FORMS[record.form].ending if record.form in FORMS else ""


def _outcomes(
    questionnaire: Questionnaire, answers: Answers, day: dt.date, ministries: Sequence[str]
) -> list[tuple[str, bytes]]:
    heard = {one.ministry for entry in answers.answers.values() for one in entry.positions}
    return [
        (
            f"{ministry_file_name(answers, name)}-outcome.txt",
            outcome_letter(questionnaire, answers, name, day).encode(),
        )
        for name in answers.profile.ministries
        if name in heard and _is_meant(name, ministries)
    ]


def _is_meant(ministry: str, named: Sequence[str]) -> bool:
    return not named or any(same_name(ministry, one) for one in named)
