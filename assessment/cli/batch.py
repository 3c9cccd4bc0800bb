"""`cied batch`: many answer files into one table, their reports, and the region they make."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.assess import Edition
from assessment.cli.common import (
    accept_version_option,
    edition_option,
    paper_option,
    questionnaire_option,
)
from assessment.cli.main import tell
from assessment.errors import SaveError
from assessment.questionnaire import Questionnaire
from assessment.store import read_questionnaire
from assessment.text import count_of

if TYPE_CHECKING:
    from assessment.batch.baselines import Baselines
    from assessment.batch.extras import Extras
    from assessment.batch.rows import By
    from assessment.batch.run import Outcome, Wishes
    from assessment.report.options import Paper

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it."""
RESUMABLE = (".csv", ".jsonl")


@dataclass(frozen=True)
class Wish:
    """What somebody asked for on the command line."""

    paths: tuple[str, ...]
    out: Path | None
    by: By
    edition: Edition
    jobs: int
    resume: bool
    quiet: bool
    reports: Path | None
    ministry: str | None
    baseline: Path | None
    paper: Paper
    archive: bool
    templates: Path | None
    summary: Path | None
    anonymous: bool
    questionnaire_name: str
    accept_version: bool


@click.command("batch")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The table: .csv, .jsonl, .parquet or .xlsx, by its ending.",
)
@click.option(
    "--by",
    type=click.Choice(("file", "area", "paragraph", "question")),
    default="file",
    show_default=True,
    help="A row a file, or the long form: a row for each of these.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes score at once.",
)
@click.option(
    "--resume", is_flag=True, help="Score only files that are new or changed since OUT was made."
)
@click.option("--quiet", is_flag=True, help="Show no progress.")
@click.option(
    "--summary",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The region on one or two pages: .pdf or .html.",
)
@click.option(
    "--anonymous", is_flag=True, help="With --summary alone: leave no State recognisable in it."
)
@click.option(
    "--reports",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Make the report of every file, as PDF, in this folder.",
)
@edition_option
@click.option(
    "--ministry",
    metavar="NAME",
    help="With --reports --edition ministry: only this one; an empty name for what has none.",
)
@click.option(
    "--baseline",
    metavar="PATH",
    type=click.Path(path_type=Path, exists=True),
    help="With --reports: earlier files, a file or a folder; of each State the latest counts.",
)
@paper_option
@click.option("--archive", is_flag=True, help="With --reports: PDF/A-3 for archives.")
@click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --reports: your own templates and styles.",
)
@questionnaire_option
@accept_version_option
def command(paper: str, **given: object) -> int:
    """Score many answer files into one table.

    PATH is a file, a folder (its *.json, also in folders inside), a pattern in quotes, a .zip or
    .tar.gz archive, or - for a list of paths on standard input. A file that cannot be scored is
    named with its reason, and the others are scored.
    """
    from assessment.batch import runner, stopping

    runner.single_thread()
    stopping.listen()
    sizes: dict[str, Paper] = {"a4": "A4", "letter": "Letter"}
    wish = Wish(paper=sizes[paper.lower()], **given)  # type: ignore[arg-type]
    _check(wish)
    questionnaire = read_questionnaire(wish.questionnaire_name)
    return _run(wish, questionnaire)


def _check(wish: Wish) -> None:
    if not (wish.out or wish.summary or wish.reports):
        raise click.UsageError("Say what to make: -o OUT, --summary FILE or --reports DIR.")
    if wish.anonymous and (wish.summary is None or wish.out or wish.reports):
        raise click.UsageError(
            "--anonymous goes with --summary alone: rows and reports name their States."
        )
    if wish.out and wish.edition == "public":
        raise click.UsageError(
            "The public edition shows no scores, so there is no table of it: leave out -o."
        )
    if wish.resume and (wish.out is None or wish.out.suffix.lower() not in RESUMABLE):
        raise click.UsageError("--resume needs -o with a name that ends in .csv or .jsonl.")
    if wish.out and wish.out.suffix.lower() == ".xlsx" and wish.by != "file":
        raise click.UsageError("A workbook has a sheet for every form: leave out --by.")
    _check_reports(wish)


def _check_reports(wish: Wish) -> None:
    if wish.ministry is not None and wish.edition != "ministry":
        raise click.UsageError("--ministry goes only with --edition ministry.")
    given = (wish.archive, wish.templates, wish.baseline, wish.ministry)
    if wish.reports is None and any(one not in (None, False) for one in given):
        raise click.UsageError(
            "--archive, --baseline, --ministry and --templates go only with --reports."
        )


def _run(wish: Wish, questionnaire: Questionnaire) -> int:
    from assessment.batch.run import run
    from assessment.batch.runner import keep_what_is_there
    from assessment.batch.summary import check_ending, write_summary

    if wish.summary is not None:
        check_ending(wish.summary)
    if wish.reports is None:
        keep_what_is_there()
    outcome = run(questionnaire, _wishes(wish, questionnaire), lambda error: tell(str(error)))
    if wish.summary is not None and not outcome.interrupted:
        write_summary(
            wish.summary,
            questionnaire,
            outcome.members,
            anonymous=wish.anonymous,
            paper=wish.paper,
        )
    tell(_said(outcome, wish))
    if outcome.interrupted:
        return INTERRUPTED
    return 1 if outcome.refused or outcome.problems else 0


def _wishes(wish: Wish, questionnaire: Questionnaire) -> Wishes:
    from assessment.batch.inputs import expanded
    from assessment.batch.run import Wishes
    from assessment.batch.scoring import Settings

    return Wishes(
        paths=expanded(wish.paths, sys.stdin.buffer),
        out=wish.out,
        by=wish.by,
        jobs=wish.jobs,
        resume=wish.resume,
        quiet=wish.quiet,
        settings=Settings(wish.accept_version, wish.edition),
        extras=_extras(wish, questionnaire),
    )


def _extras(wish: Wish, questionnaire: Questionnaire) -> Extras:
    from assessment.batch.extras import Extras

    if wish.reports is None:
        return Extras(summary=wish.summary is not None)
    from assessment.report.options import ReportOptions

    try:
        wish.reports.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveError(
            f"The folder cannot be made: {error.strerror or error}.",
            where=str(wish.reports),
            remedy="Name a folder that you may write to.",
        ) from error
    options = ReportOptions(
        edition=wish.edition, paper=wish.paper, archive=wish.archive, templates=wish.templates
    )
    return Extras(
        summary=wish.summary is not None,
        folder=wish.reports,
        options=options,
        ministry=wish.ministry,
        baselines=_baselines(wish, questionnaire),
    )


def _baselines(wish: Wish, questionnaire: Questionnaire) -> Baselines:
    from assessment.batch.baselines import baselines

    return baselines((str(wish.baseline),) if wish.baseline else (), questionnaire)


def _said(outcome: Outcome, wish: Wish) -> str:
    scored = count_of(outcome.files - outcome.refused, "file")
    kept = f" ({outcome.kept} of them unchanged since the last run)" if outcome.kept else ""
    refused = f", {outcome.refused} refused" if outcome.refused else ""
    table = f" The table is {wish.out}." if wish.out else ""
    reports = f" {count_of(outcome.reports, 'report')} in {wish.reports}." if wish.reports else ""
    if outcome.interrupted:
        there = f", is in {wish.out}." if wish.out else "."
        return f"Interrupted. What was scored until then, {scored}{kept}{refused}{there}{reports}"
    summary = f" The summary is {wish.summary}." if wish.summary else ""
    return f"{scored} scored{kept}{refused}.{table}{reports}{summary}"
