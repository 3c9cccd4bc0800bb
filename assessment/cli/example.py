"""`cied example`: a complete, fictional answer file to try everything with."""

from __future__ import annotations

from pathlib import Path

import click

from assessment.cli.common import questionnaire_option
from assessment.cli.main import tell
from assessment.errors import SaveError
from assessment.example import earlier_example, example_answers
from assessment.store import read_questionnaire, write_answers


@click.command("example")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write.",
)
@click.option("--earlier", is_flag=True, help="The same State two years earlier, as a baseline.")
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
@questionnaire_option
def command(output: Path, earlier: bool, force: bool, questionnaire_name: str) -> None:
    """Write a complete, fictional answer file, so that everything can be tried."""
    if output.exists() and not force:
        raise SaveError(
            "The file exists already.",
            where=str(output),
            remedy="Name another file, or give --force to overwrite it.",
        )
    questionnaire = read_questionnaire(questionnaire_name)
    write_answers(output, (earlier_example if earlier else example_answers)(questionnaire))
    tell(f"Written: {output}")
