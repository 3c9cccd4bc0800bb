"""`cied check`: the consistency warnings of an answer file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from assessment.actions import day_of
from assessment.assess import assess
from assessment.cli.common import (
    accept_version_option,
    answer_file_argument,
    json_option,
    load_answers,
    questionnaire_option,
)
from assessment.cli.main import help_of, print_message
from assessment.dates import local_day, utc_now
from assessment.export import to_json
from assessment.language import _
from assessment.text import count_of, isolate_quoted, one_line

NO_WARNINGS = _(
    "This is a redacted copy. It holds nothing that a warning could be about; check the answer "
    "file itself."
)


@click.command(
    "check",
    help=help_of(
        _("Print the consistency warnings of an answer file."),
        _(
            "A warning is something that a reader of the report would ask about. It refuses "
            "nothing. An action of a draft is overdue if it was due before today, of a final "
            "assessment before its date."
        ),
    ),
)
@answer_file_argument
@json_option
@questionnaire_option
@accept_version_option
def command(file: Path, as_json: bool, questionnaire_name: str, accept_version: bool) -> None:
    """`cied check`."""
    questionnaire, read = load_answers(file, questionnaire_name, accept_version)
    if read.answers.kind == "redacted":
        print_message(f"{one_line(str(file))}: {NO_WARNINGS}")
    day = day_of(read.answers, local_day(utc_now()))
    warnings = assess(questionnaire, read.answers, day=day).warnings
    if as_json:
        click.echo(to_json({"warnings": [asdict(warning) for warning in warnings]}, indent=2))
        return
    for warning in warnings:
        click.echo(isolate_quoted(f"{warning.subject}: {warning.message}"))
    click.echo(count_of(len(warnings), "{n} warning.", "{n} warnings."), err=True)
