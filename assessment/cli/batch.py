"""`cied batch`: many answer files into one table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.cli.common import accept_version_option, questionnaire_option
from assessment.cli.main import tell
from assessment.store import read_questionnaire
from assessment.text import count_of

if TYPE_CHECKING:
    from assessment.batch.rows import By
    from assessment.batch.run import Outcome

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it."""


@click.command("batch")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
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
    "--edition",
    type=click.Choice(("full", "partner")),
    default="full",
    show_default=True,
    help="Score the files as they are, or their redacted copies.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes score at once.",
)
@click.option("--resume", is_flag=True, help="Score only files that are new or changed since OUT.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
@questionnaire_option
@accept_version_option
def command(
    paths: tuple[str, ...],
    out: Path,
    by: By,
    edition: str,
    jobs: int,
    resume: bool,
    quiet: bool,
    questionnaire_name: str,
    accept_version: bool,
) -> int:
    """Score many answer files into one table.

    PATH is a file, a folder (its *.json, also in folders inside), a pattern in quotes, a .zip or
    .tar.gz archive, or - for a list of paths on standard input. A file that cannot be scored is
    named with its reason, and the others are scored.
    """
    from assessment.batch.runner import single_thread

    single_thread()
    from assessment.batch.inputs import expanded
    from assessment.batch.run import Wishes, run
    from assessment.batch.scoring import Settings

    wishes = Wishes(
        paths=expanded(paths, sys.stdin),
        out=out,
        by=by,
        jobs=jobs,
        resume=resume,
        quiet=quiet,
        settings=Settings(accept_version, "partner" if edition == "partner" else "full"),
    )
    questionnaire = read_questionnaire(questionnaire_name)
    outcome = run(questionnaire, wishes, lambda refused: tell(str(refused.error)))
    tell(_said(outcome, out))
    if outcome.interrupted:
        return INTERRUPTED
    return 1 if outcome.refused else 0


def _said(outcome: Outcome, out: Path) -> str:
    scored = count_of(outcome.files - outcome.refused, "file")
    kept = f" ({outcome.kept} of them unchanged since the last run)" if outcome.kept else ""
    refused = f", {outcome.refused} refused" if outcome.refused else ""
    if outcome.interrupted:
        return f"Interrupted. What was scored until then, {scored}{kept}{refused}, is in {out}."
    return f"{scored} scored{kept}{refused}. The table is {out}."
