"""`cied example`: a complete, fictional answer file to try everything with."""

from __future__ import annotations

from pathlib import Path

import click

from assessment.cli.common import STDOUT, put, questionnaire_option
from assessment.cli.main import print_message
from assessment.errors import SaveError
from assessment.example import earlier_example, example_answers
from assessment.language import _
from assessment.store import dump, read_questionnaire, write_answers
from assessment.text import one_line


@click.command(
    "example",
    help=_("Write a complete, fictional answer file, so that everything can be tried."),
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("The file to write; - for stdout."),
)
@click.option("--earlier", is_flag=True, help=_("The same State two years earlier, as a baseline."))
@click.option("--force", is_flag=True, help=_("Overwrite a file that exists."))
@questionnaire_option
def command(output: Path, earlier: bool, force: bool, questionnaire_name: str) -> None:
    """`cied example`."""
    to_stdout = str(output) == STDOUT
    if not to_stdout and output.exists() and not force:
        raise SaveError(
            _("The file exists already."),
            where=str(output),
            remedy=_("Name another file, or give --force to overwrite it."),
        )
    questionnaire = read_questionnaire(questionnaire_name)
    answers = (earlier_example if earlier else example_answers)(questionnaire)
    if to_stdout:
        put(None, dump(answers), force=force)
        return
    write_answers(output, answers)
    print_message(_("Written: {output}").format(output=one_line(str(output))))
