"""What `cied seal` and `cied unseal` share: one file in the place of another."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import click

from assessment.cli.main import print_message
from assessment.errors import SaveError, reason_of
from assessment.language import _
from assessment.store import check_output, locked, write_locked
from assessment.store.sealed import BESIDE
from assessment.text import one_line

_BESIDE = re.compile(BESIDE)

sealing_output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("Write this file, and leave FILE as it is."),
)


@contextmanager
def locked_both(source: Path, output: Path) -> Iterator[None]:
    """Hold a file and the one that comes in its place, so that no session has either open."""
    with ExitStack() as held:
        held.enter_context(locked(output))
        if source != output and source.exists():
            held.enter_context(locked(source))
        yield


def put_in_place(source: Path, output: Path, content: bytes, *, force: bool, moves: bool) -> None:
    """Write one file, and only then remove the other, if it is to be replaced."""
    if output != source:
        if output.exists() and not force:
            raise SaveError(
                _("The file exists already."),
                where=str(output),
                remedy=_("Name another file with -o, or give --force to overwrite it."),
            )
        check_output(output, force=force)
    write_locked(output, content)
    print_message(_("Written: {output}").format(output=one_line(str(output))))
    if moves and output != source:
        remove_replaced(source)


def remove_replaced(path: Path) -> None:
    """Remove what has been replaced; where that is not allowed, it is said."""
    try:
        path.unlink()
    except OSError as error:
        raise SaveError(
            _("It cannot be removed: {reason}.").format(reason=reason_of(error)),
            where=str(path),
            remedy=_("It has been written anew under the other name: remove it yourself."),
        ) from error
    print_message(_("Removed: {path}").format(path=one_line(str(path))))


def kept_beside(path: Path) -> list[Path]:
    """The earlier and rescued copies that lie beside an answer file."""
    found: list[Path] = []
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            rest = entry.name.removeprefix(path.name)
            is_beside = rest != entry.name and _BESIDE.fullmatch(rest)
            if is_beside and entry.is_file(follow_symlinks=False):
                found.append(Path(entry.path))
    return sorted(found)
