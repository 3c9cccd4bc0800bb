"""`cied merge`: one file out of two copies of an answer file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from assessment.cli.changing import by_option
from assessment.cli.common import force_option, questionnaire_option, warn_unsealed
from assessment.cli.main import help_of, print_message
from assessment.dates import utc_now
from assessment.errors import AssessmentError, SaveError
from assessment.language import _
from assessment.merge import Merged, merge
from assessment.questionnaire import Questionnaire
from assessment.store import (
    AnswerFile,
    back_up,
    check_can_be_kept,
    check_output,
    is_sealed_name,
    locked,
    read_answers,
    read_bytes,
    read_questionnaire,
    write_answers,
)
from assessment.text import isolate_quoted


@click.command(
    "merge",
    help=help_of(
        _("Make one file of two copies of an answer file."),
        _(
            "Where both copies changed an answer, and without --base where both hold one and "
            "they differ, the question is unanswered until it is settled in the terminal (`cied "
            "open FILE`); each is listed, and the exit status is 1."
        ),
    ),
)
@click.argument("first", metavar="A", type=click.Path(path_type=Path))
@click.argument("second", metavar="B", type=click.Path(path_type=Path))
@click.option(
    "--base",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("The file that both copies began from; what only one of them changed is taken from it."),
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("The file to write; with --force it may be A or B."),
)
@force_option
@by_option
@questionnaire_option
def command(
    first: Path,
    second: Path,
    base: Path | None,
    output: Path,
    force: bool,
    by: str,
    questionnaire_name: str,
) -> int:
    """`cied merge`."""
    questionnaire = read_questionnaire(questionnaire_name)
    with ExitStack() as held:
        _hold(held, first, second, output)
        copies = [read_answers(path, questionnaire) for path in (first, second)]
        began = read_answers(base, questionnaire).answers if base is not None else None
        merged = merge(
            questionnaire, copies[0].answers, copies[1].answers, began, now=utc_now(), by=by
        )
        check_output(output, force=force)
        _check_sealed(copies, merged, output)
        if output.exists():
            back_up(Path(os.path.realpath(output)), read_bytes(output))
        write_answers(output, merged.answers)
    _print_outcome(questionnaire, merged)
    print_message(_("Written: {output}").format(output=output))
    named = zip((first, second), copies, strict=True)
    for path, copy in [(path, copy) for path, copy in named if copy.sealed][:1]:
        warn_unsealed(copy, path, output)
    return 1 if merged.clashes or merged.differing else 0


def _hold(held: ExitStack, first: Path, second: Path, output: Path) -> None:
    """Refuse files that a session has open; a copy in a folder that cannot be written is read."""
    real = [Path(os.path.realpath(path)) for path in (first, second, output)]
    if real[0] == real[1]:
        raise AssessmentError(
            _("A file is not merged with itself."),
            where=str(second),
            remedy=_("Name two copies of one file."),
        )
    held.enter_context(locked(real[2]))
    for path in real[:2]:
        if path != real[2] and path.exists():
            try:
                held.enter_context(locked(path))
            except SaveError:
                continue


def _check_sealed(copies: Sequence[AnswerFile], merged: Merged, output: Path) -> None:
    """Refuse to seal the file so that somebody who could read a copy cannot read what comes."""
    if is_sealed_name(output):
        for copy in copies:
            check_can_be_kept(copy.raw, merged.answers.recipients, str(output))


def _print_outcome(questionnaire: Questionnaire, merged: Merged) -> None:
    for key in merged.clashes:
        click.echo(
            _("{key}  {name}: the copies differ.").format(
                key=key, name=questionnaire.by_id[key].name
            )
        )
    for sentence in merged.differing:
        click.echo(isolate_quoted(sentence))
