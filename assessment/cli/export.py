"""`cied export`: the redacted answer file, or the scores as JSON or CSV."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from assessment.assess import Edition, assess, leaves_the_government
from assessment.cells import FOR_EXCEL, PLAIN
from assessment.cli.common import (
    accept_version_option,
    answer_file_argument,
    edition_option,
    edition_seen,
    force_option,
    load,
    put,
    questionnaire_option,
    tell_plain,
)
from assessment.errors import AssessmentError
from assessment.export import score_object, to_csv, to_json
from assessment.store import dump, is_sealed_name
from assessment.store.keys import own_key


@click.command("export")
@answer_file_argument
@edition_option
@click.option(
    "--as",
    "form",
    type=click.Choice(["answers", "json", "csv"]),
    default="answers",
    show_default=True,
    help="The redacted answer file, or the scores as JSON or CSV.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; stdout if absent, or -.",
)
@click.option(
    "--csv-for-excel",
    is_flag=True,
    help="With --as csv: semicolons and decimal commas, as Excel opens it in many countries.",
)
@click.option(
    "--to",
    metavar="KEY",
    multiple=True,
    help="With -o NAME.age: seal it to this public key as well as to yours; may be repeated.",
)
@force_option
@questionnaire_option
@accept_version_option
def command(
    file: Path,
    edition: Edition,
    form: str,
    output: Path | None,
    csv_for_excel: bool,
    to: tuple[str, ...],
    force: bool,
    questionnaire_name: str,
    accept_version: bool,
) -> None:
    """Write the redacted answer file, or the scores for another program.

    `cied export FILE --edition partner` writes the copy that may leave the government: restricted
    answers are withheld; reasons, notes, evidence, actions, names, confidence and reviewer's
    levels are gone. Give only that copy to anybody who scores files outside the government. A
    name that ends in .age is written sealed: to your key, and to those named with --to.
    """
    if csv_for_excel and form != "csv":
        raise click.UsageError("--csv-for-excel goes only with --as csv.")
    if to and (output is None or not is_sealed_name(output)):
        raise click.UsageError("--to goes only with -o and a name that ends in .age.")
    questionnaire, read = load(file, questionnaire_name, accept_version)
    edition = edition_seen(file, read, edition)
    if form == "answers" and edition != "partner":
        raise AssessmentError(
            "The full edition of the answers is the answer file itself."
            if not leaves_the_government(edition)
            else "The public edition shows bands only, so it has no answer file.",
            where=str(file),
            remedy="Give --edition partner for the redacted copy, or --as json for scores.",
        )
    assessment = assess(questionnaire, read.answers, edition=edition)
    if form == "answers":
        content = dump(assessment.answers)
    elif form == "json":
        content = (to_json(score_object(assessment), indent=2) + "\n").encode()
    else:
        content = to_csv(assessment, FOR_EXCEL if csv_for_excel else PLAIN).encode()
    _put(file, output, content, (own_key().public, *to) if to else (), force=force)
    tell_plain(read, file, output)


def _put(
    source: Path,
    output: Path | None,
    content: bytes,
    recipients: Sequence[str],
    *,
    force: bool,
) -> None:
    if output is not None and output.exists() and output.samefile(source):
        raise AssessmentError(
            "The output would overwrite the answer file.",
            where=str(output),
            remedy="Name another file with -o.",
        )
    put(output, content, force=force, recipients=recipients)
