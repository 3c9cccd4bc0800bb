"""`cied open`: the terminal program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from assessment import runtime
from assessment.cli.main import help_of
from assessment.errors import AssessmentError
from assessment.language import _

NO_SCREEN = ("dumb", "unknown")
"""What terminals call themselves that print lines and can do no more."""


@click.command(
    "open",
    help=help_of(
        _("Answer the questionnaire in the terminal."),
        _(
            "A FILE that does not exist is begun; without one, the start screen offers what "
            "there is. Every answer is saved at once, and the next session goes on at the "
            "question where this one stopped."
        ),
    ),
)
@click.argument(
    "file", metavar="[FILE]", required=False, type=click.Path(path_type=Path, dir_okay=False)
)
@click.option(
    "--questionnaire",
    "questionnaire_name",
    metavar="NAME",
    help=_("The questionnaire: its id, or the folder of one."),
)
@click.option(
    "--accept-version",
    is_flag=True,
    help=_("Accept a file of another version: its answers are carried over as a draft."),
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("An earlier assessment of the same State, shown beside the answers."),
)
def command(
    file: Path | None, questionnaire_name: str | None, accept_version: bool, baseline: Path | None
) -> int:
    """`cied open`."""
    _need_a_terminal()
    runtime.pause_collection()  # until the first question is shown
    from assessment.tui import run_terminal

    return run_terminal(file, questionnaire_name, accept_version=accept_version, baseline=baseline)


def _need_a_terminal() -> None:
    # The screen is drawn on stderr, so that stdout may be anything.
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise AssessmentError(
            _("The questions are answered in a terminal, and this is none."),
            remedy=_("Run `cied open` in a terminal window or over SSH, without a pipe."),
        )
    kind = os.environ.get("TERM", "")
    if kind.casefold() in NO_SCREEN:
        # Rich draws nothing for these, and Textual would wait for its picture for ever.
        raise AssessmentError(
            _("This terminal draws no screen: it calls itself {kind} (TERM={kind}).").format(
                kind=kind
            ),
            remedy=_(
                "Use a terminal window or SSH. If this is one, run `TERM=xterm-256color cied open`."
            ),
        )
