"""`cied unseal`: what is in a sealed file, as it was sealed."""

from __future__ import annotations

import os
from pathlib import Path

import click

from assessment.cli.common import STDOUT, answer_file_argument, force_option
from assessment.cli.main import help_of
from assessment.cli.sealing import locked_both, put_in_place, sealing_output_option
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.store import bare_name, is_sealed, is_sealed_name, read_bytes, unsealed
from assessment.store.sealed import check_name


@click.command(
    "unseal",
    help=help_of(
        _("Write what is in a sealed file, byte for byte, where everybody who has it can read it."),
        _(
            "FILE.age is replaced by FILE. With -o - it goes to standard output, and nothing to "
            "the disk."
        ),
    ),
)
@answer_file_argument
@sealing_output_option
@force_option
def command(file: Path, output: Path | None, force: bool) -> None:
    """`cied unseal`."""
    if output is not None and str(output) == STDOUT:
        click.echo(_content(read_bytes(file), file), nl=False)
        return
    source = Path(os.path.realpath(file))
    target = _target(source, output)
    with locked_both(source, target):
        content = _content(read_bytes(source), file)
        put_in_place(source, target, content, force=force, moves=output is None)


def _content(raw: bytes, file: Path) -> bytes:
    check_name(raw, str(file))
    if not is_sealed(raw):
        raise AssessmentError(
            _("The file is not sealed."),
            where=str(file),
            remedy=_("Open it as it is."),
        )
    return unsealed(raw, str(file))


def _target(source: Path, output: Path | None) -> Path:
    if output is not None:
        target = Path(os.path.realpath(output))
    else:
        target = source.with_name(bare_name(source.name))
    if is_sealed_name(target) or target == source:
        raise click.UsageError(
            _("What is unsealed needs a name that does not end in .age: give -o.")
        )
    return target
