"""What somebody asks of `cied batch`, and what of it does not go together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.assess import Edition
from assessment.batch.formats import TABLE_FORMATS, ending, endings_in_words
from assessment.cli.common import STDOUT
from assessment.language import _

if TYPE_CHECKING:
    from assessment.batch.table import By
    from assessment.report.options import Paper

SUMMARIES = (".pdf", ".html")
MATCHES = (".csv", ".json")


@dataclass(frozen=True)
class BatchOptions:
    """What somebody asked for on the command line."""

    paths: tuple[str, ...]
    exclude: tuple[str, ...]
    out: Path | None
    by: By | None
    edition: Edition
    jobs: int
    csv_for_excel: bool
    quiet: bool
    reports: Path | None
    ministry: str | None
    baseline: Path | None
    paper: Paper
    marking: str | None
    archive: bool
    templates: Path | None
    summary: Path | None
    anonymous: bool
    match: Path | None
    """The table of requests and offers; `-` for standard output."""
    force: bool
    questionnaire_name: str
    accept_version: bool


def check_options(options: BatchOptions) -> None:
    """Raise UsageError where the options do not go together."""
    if not (options.out or options.summary or options.reports or options.match):
        raise click.UsageError(
            _("Say what to make: -o OUT, --summary FILE, --match [FILE] or --reports DIR.")
        )
    _check_table(options)
    _check_summary(options)
    _check_match(options)
    _check_reports(options)


def _check_table(options: BatchOptions) -> None:
    if options.out is None:
        if options.by or (options.csv_for_excel and not _is_csv(options.match)):
            raise click.UsageError(_("--by and --csv-for-excel go only with -o."))
        return
    found = ending(options.out)
    if found not in TABLE_FORMATS:
        raise click.UsageError(
            _(
                "There is no format for the ending '{found}': choose a name that ends in {known}."
            ).format(found=found, known=endings_in_words())
        )
    if options.edition == "public":
        raise click.UsageError(
            _("The public edition shows no scores, so there is no table of it: leave out -o.")
        )
    if options.csv_for_excel and found != ".csv" and not _is_csv(options.match):
        raise click.UsageError(_("--csv-for-excel goes only with -o OUT.csv."))
    if TABLE_FORMATS[found].every_form and options.by not in (None, "file"):
        raise click.UsageError(_("A workbook has a sheet for every form: leave out --by."))


def _check_summary(options: BatchOptions) -> None:
    others = options.out or options.reports or options.match
    if options.anonymous and (options.summary is None or others):
        raise click.UsageError(
            _(
                "--anonymous goes with --summary alone: rows and reports name their States, and "
                "so do "
                "requests."
            )
        )
    if options.summary is None:
        return
    if options.summary.suffix.lower() not in SUMMARIES:
        raise click.UsageError(
            _("A summary is written as PDF or HTML: choose a name that ends in .pdf or .html.")
        )
    if options.edition == "public":
        raise click.UsageError(
            _(
                "The public edition shows no scores, so there is no summary of it: leave out "
                "--summary."
            )
        )


def _is_csv(path: Path | None) -> bool:
    return path is not None and path.suffix.lower() == ".csv"


def _check_match(options: BatchOptions) -> None:
    if options.match is None:
        return
    if str(options.match) != STDOUT and options.match.suffix.lower() not in MATCHES:
        raise click.UsageError(
            _(
                "--match takes a file that ends in .csv or .json, not '{match}'. Name the "
                "answer files first, and --match after them."
            ).format(match=options.match)
        )
    if options.edition != "full":
        raise click.UsageError(
            _(
                "Requests and offers are those that partners may read, whatever the edition: leave "
                "out --edition."
            )
        )


def _check_reports(options: BatchOptions) -> None:
    if options.ministry is not None and options.edition != "ministry":
        raise click.UsageError(_("--ministry goes only with --edition ministry."))
    given = (
        options.archive,
        options.templates,
        options.baseline,
        options.marking,
        options.ministry,
    )
    if options.reports is None and any(item not in (None, False) for item in given):
        raise click.UsageError(
            _(
                "--archive, --baseline, --marking, --ministry and --templates go only with "
                "--reports."
            )
        )
