"""`cied export`: the redacted answer file, scores, the plan, or requests for assistance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from assessment.assess import Assessment, Edition, assess, leaves_the_government
from assessment.cells import FOR_EXCEL, PLAIN, CsvDialect
from assessment.cli.common import (
    accept_version_option,
    answer_file_argument,
    edition_option,
    edition_seen,
    force_option,
    load_answers,
    put,
    questionnaire_option,
    warn_unsealed,
)
from assessment.cli.main import help_of
from assessment.errors import AssessmentError
from assessment.export import requests_object, score_object, to_csv, to_json
from assessment.forms.plan_files import plan_csv, plan_workbook
from assessment.language import _
from assessment.plan import plan_rows
from assessment.store import dump, is_sealed_name
from assessment.store.keys import own_key


@click.command(
    "export",
    help=help_of(
        _("Write the redacted answer file, scores, the plan, or requests for assistance."),
        _(
            "`cied export FILE --edition partner` writes the copy that may leave the "
            "government: restricted answers are withheld; reasons, notes, evidence, actions, "
            "names, confidence and reviewer's levels are gone. Give only that copy to anybody "
            "who scores files outside the government. A name that ends in .age is written "
            "sealed: to your key, and to those named with --to."
        ),
        _(
            "`--as plan.xlsx` writes the plan, a row a task; status, date, cost and what is "
            "funded can be changed in it, and `cied take-back` takes the workbook back. `--as "
            "requests.json --edition partner` writes what partners are asked for."
        ),
    ),
)
@answer_file_argument
@edition_option
@click.option(
    "--as",
    "form",
    type=click.Choice(["answers", "json", "csv", "plan.xlsx", "plan.csv", "requests.json"]),
    default="answers",
    show_default=True,
    help=_("The redacted answer file, the scores, the plan, or the requests for assistance."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("The file to write; stdout if absent, or -."),
)
@click.option(
    "--csv-for-excel",
    is_flag=True,
    help=_(
        "With --as csv or plan.csv: semicolons and decimal commas, as Excel opens it in "
        "many countries."
    ),
)
@click.option(
    "--to",
    metavar="KEY",
    multiple=True,
    help=_("With -o NAME.age: seal it to this public key as well as to yours; may be repeated."),
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
    """`cied export`."""
    if csv_for_excel and form not in ("csv", "plan.csv"):
        raise click.UsageError(_("--csv-for-excel goes only with --as csv and --as plan.csv."))
    if form == "plan.xlsx" and output in (None, Path("-")):
        raise click.UsageError(_("A workbook is written to a file: name it with -o."))
    if to and (output is None or not is_sealed_name(output)):
        raise click.UsageError(_("--to goes only with -o and a name that ends in .age."))
    questionnaire, read = load_answers(file, questionnaire_name, accept_version)
    edition = edition_seen(file, read, edition)
    if form == "answers" and edition != "partner":
        raise AssessmentError(
            _("The full edition of the answers is the answer file itself.")
            if not leaves_the_government(edition)
            else _("The public edition shows bands only, so it has no answer file."),
            where=str(file),
            remedy=_("Give --edition partner for the redacted copy, or --as json for scores."),
        )
    assessment = assess(questionnaire, read.answers, edition=edition)
    _check_edition_of(form, assessment, file)
    content = _content(form, assessment, FOR_EXCEL if csv_for_excel else PLAIN)
    _put(file, output, content, (own_key().public, *to) if to else (), force=force)
    warn_unsealed(read, file, output)


def _check_edition_of(form: str, assessment: Assessment, file: Path) -> None:
    """The plan is the authority's own; requests are for partners, and not for the public."""
    if form.startswith("plan") and assessment.edition != "full":
        raise AssessmentError(
            _("The plan names ministries, actions and costs, so it has no outward edition."),
            where=str(file),
            remedy=_("Export the plan without --edition, from the answer file itself."),
        )
    if form == "requests.json" and assessment.edition not in ("full", "partner"):
        raise AssessmentError(
            _("Requests for assistance are not part of the public edition.")
            if assessment.outward
            else _("Requests for assistance are not part of the ministry edition."),
            where=str(file),
            remedy=_("Give --edition partner for what partners may read."),
        )


def _content(form: str, assessment: Assessment, dialect: CsvDialect) -> bytes:
    if form == "answers":
        return dump(assessment.answers)
    if form == "csv":
        return to_csv(assessment, dialect).encode()
    if form == "plan.csv":
        return plan_csv(plan_rows(assessment), dialect).encode()
    if form == "plan.xlsx":
        rows = plan_rows(assessment)
        return plan_workbook(assessment.questionnaire, assessment.answers, rows)
    found = requests_object(assessment) if form == "requests.json" else score_object(assessment)
    return (to_json(found, indent=2) + "\n").encode()


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
            _("The output would overwrite the answer file."),
            where=str(output),
            remedy=_("Name another file with -o."),
        )
    put(output, content, force=force, recipients=recipients)
