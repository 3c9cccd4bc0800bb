"""`cied open`: the terminal program."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assessment.cli.common import accept_version_option, questionnaire_option
from assessment.errors import AssessmentError


@click.command("open")
@click.argument(
    "file", metavar="[FILE]", required=False, type=click.Path(path_type=Path, dir_okay=False)
)
@questionnaire_option
@accept_version_option
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="An earlier assessment of the same State, shown beside the answers.",
)
def command(
    file: Path | None, questionnaire_name: str, accept_version: bool, baseline: Path | None
) -> int:
    """Answer the questionnaire in the terminal.

    A FILE that does not exist is begun; without one, the start screen offers what there is. Every
    answer is saved at once, and the next session goes on at the question where this one stopped.
    """
    _need_a_terminal()
    from assessment.tui import run

    return run(file, questionnaire_name, accept_version=accept_version, baseline=baseline)


def _need_a_terminal() -> None:
    # The screen is drawn on stderr, so that it may be anything that stdout is.
    streams = (sys.stdin, sys.stderr)
    if not all(stream.isatty() for stream in streams):
        raise AssessmentError(
            "The questions are answered in a terminal, and this is none.",
            remedy="Run `cied open` in a terminal window or over SSH, without a pipe.",
        )
