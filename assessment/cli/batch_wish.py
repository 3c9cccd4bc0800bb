"""What somebody asks of `cied batch`, and what of it does not go together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.assess import Edition

if TYPE_CHECKING:
    from assessment.batch.rows import By
    from assessment.report.options import Paper

TABLES = (".csv", ".jsonl", ".parquet", ".xlsx")
SUMMARIES = (".pdf", ".html")


@dataclass(frozen=True)
class Wish:
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
    force: bool
    questionnaire_name: str
    accept_version: bool


def check(wish: Wish) -> None:
    """Raise UsageError where the options do not go together."""
    if not (wish.out or wish.summary or wish.reports):
        raise click.UsageError("Say what to make: -o OUT, --summary FILE or --reports DIR.")
    _check_table(wish)
    _check_summary(wish)
    _check_reports(wish)


def _check_table(wish: Wish) -> None:
    if wish.out is None:
        if wish.by or wish.csv_for_excel:
            raise click.UsageError("--by and --csv-for-excel go only with -o.")
        return
    found = wish.out.suffix.lower()
    if found not in TABLES:
        raise click.UsageError(
            f"There is no format for the ending '{found}': "
            "choose a name that ends in .csv, .jsonl, .parquet or .xlsx."
        )
    if wish.edition == "public":
        raise click.UsageError(
            "The public edition shows no scores, so there is no table of it: leave out -o."
        )
    if wish.csv_for_excel and found != ".csv":
        raise click.UsageError("--csv-for-excel goes only with -o OUT.csv.")
    if found == ".xlsx" and wish.by not in (None, "file"):
        raise click.UsageError("A workbook has a sheet for every form: leave out --by.")


def _check_summary(wish: Wish) -> None:
    if wish.anonymous and (wish.summary is None or wish.out or wish.reports):
        raise click.UsageError(
            "--anonymous goes with --summary alone: rows and reports name their States."
        )
    if wish.summary is None:
        return
    if wish.summary.suffix.lower() not in SUMMARIES:
        raise click.UsageError(
            "A summary is written as PDF or HTML: choose a name that ends in .pdf or .html."
        )
    if wish.edition == "public":
        raise click.UsageError(
            "The public edition shows no scores, so there is no summary of it: leave out --summary."
        )


def _check_reports(wish: Wish) -> None:
    if wish.ministry is not None and wish.edition != "ministry":
        raise click.UsageError("--ministry goes only with --edition ministry.")
    given = (wish.archive, wish.templates, wish.baseline, wish.marking, wish.ministry)
    if wish.reports is None and any(one not in (None, False) for one in given):
        raise click.UsageError(
            "--archive, --baseline, --marking, --ministry and --templates go only with --reports."
        )
