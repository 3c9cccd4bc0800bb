"""`cied key`: the key that opens sealed files."""

from __future__ import annotations

from pathlib import Path

import click

from assessment.cli.main import help_of, print_message
from assessment.errors import SealingError
from assessment.language import _
from assessment.store.keys import (
    Key,
    ask_hidden,
    change_passphrase,
    given_passphrase,
    key_path,
    make_key,
    public_key,
    public_path,
)
from assessment.text import one_line

no_passphrase_option = click.option(
    "--no-passphrase",
    is_flag=True,
    help=_("Leave the key file without one: whoever can read it can read every sealed file."),
)


@click.group(
    "key",
    invoke_without_command=True,
    help=help_of(
        _("Show your public key, to which others seal files for you."),
        _(
            "It is no secret. Give it to others in a way that they can trust, and let them read "
            "it back to you: whoever can put another key in its place can read what is sealed "
            "for you."
        ),
    ),
)
@click.pass_context
def command(context: click.Context) -> None:
    """`cied key`."""
    if context.invoked_subcommand is None:
        click.echo(public_key())


@command.command(
    "make",
    help=_("Make a key, protected by a passphrase."),
)
@no_passphrase_option
def make_command(no_passphrase: bool) -> None:
    """`cied key make`."""
    path = key_path()
    key = make_key(None if no_passphrase else lambda: _new_passphrase(path))
    _print_made(key)


def _print_made(key: Key) -> None:
    print_message(_("Written: {path}").format(path=one_line(str(key.path))))
    print_message(
        _("Written: {public_path}").format(public_path=one_line(str(public_path(key.path))))
    )
    print_message(
        _(
            "Keep a copy of the key in a safe place: what is sealed to it alone cannot be read "
            "without it. Your public key:"
        )
    )
    click.echo(key.public)


@command.command(
    "passphrase",
    help=_("Change the passphrase that protects your key."),
)
@no_passphrase_option
def passphrase(no_passphrase: bool) -> None:
    """`cied key passphrase`."""
    path = key_path()
    key = change_passphrase(None if no_passphrase else lambda: _asked_twice(path))
    print_message(_("Written: {path}").format(path=one_line(str(key.path))))


def _new_passphrase(path: Path) -> str:
    given = given_passphrase()
    return _asked_twice(path) if given is None else _not_empty(given, path)


def _asked_twice(path: Path) -> str:
    first = _not_empty(ask_hidden(_("New passphrase:"), path), path)
    if ask_hidden(_("Again:"), path) != first:
        raise SealingError(
            _("The two passphrases are not the same, so nothing was changed."),
            where=str(path),
            remedy=_("Run the command again."),
        )
    return first


def _not_empty(given: str, path: Path) -> str:
    if not given:
        raise SealingError(
            _("The passphrase is empty, so nothing was changed."),
            where=str(path),
            remedy=_("Give one, for example of six words; or give --no-passphrase."),
        )
    return given
