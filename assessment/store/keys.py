"""The key file: what opens sealed files, where it is, and the passphrase that protects it.

It is an identity file of age, so that Debian's `age` reads it too: in plain letters, or sealed with
a passphrase. Opened once it stays in memory until the program ends, and no longer than that.
"""

from __future__ import annotations

import datetime as dt
import os
import resource
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessment.errors import LockedKeyError, NoKeyError, SaveError, SealingError
from assessment.language import _
from assessment.store.bounded_read import read_at_most, unreadable
from assessment.store.durable import FOR_ALL, SIDE_FILE, write_file
from assessment.store.sealed import is_sealed, library
from assessment.text import one_line

KEY_FILE = "CIED_KEY"
"""The variable of the environment that names another key file."""
PASSPHRASE_FILE = "CIED_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
"""The variable that names a file whose first line is the passphrase, for scripts."""
_LARGEST = 64 * 1024
"""Bytes that are read of a key file."""
_MAKE = _("Make one with `cied key make`, or name yours with {key_file}=FILE.").format(
    key_file=KEY_FILE
)

AskPassphrase = Callable[[Path], str]
"""Asks a person for the passphrase of a key file."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key file that is open."""

    path: Path
    identities: tuple[Any, ...]
    """What the library opens files with."""
    publics: tuple[str, ...]
    """The public key of each."""

    @property
    def public(self) -> str:
        """The public key that others seal to."""
        return self.publics[0]


def key_path() -> Path:
    """Where one's own key is: among the program's files in the home, or where one says."""
    named = os.environ.get(KEY_FILE)
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("cied") / "key"


def public_path(path: Path) -> Path:
    """The file beside a key that holds the public key, so that nobody has to open it for that."""
    return path.with_name(path.name + ".pub")


def ask_on_terminal(path: Path) -> str:
    """Ask for a passphrase in the terminal, without showing it."""
    return ask_hidden(_("Passphrase of the key {path}:").format(path=one_line(str(path))), path)


def ask_hidden(prompt: str, path: Path) -> str:
    """Ask something in the terminal that is not shown; a sentence where there is no terminal."""
    from getpass import getpass  # here: few commands ask

    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError as error:
        raise SealingError(
            _("The key is protected by a passphrase, and there is no terminal to ask for it."),
            where=str(path),
            remedy=_("Name a file that holds it with {passphrase_file}=FILE.").format(
                passphrase_file=PASSPHRASE_FILE
            ),
        ) from error
    try:
        return getpass(f"{prompt} ")
    except EOFError:
        raise KeyboardInterrupt from None


class _Keyring:
    """The key that this process has opened, and how it may ask for its passphrase."""

    def __init__(self) -> None:
        self.ask: AskPassphrase | None = ask_on_terminal
        self.key: Key | None = None
        self.refused: SealingError | None = None


_keyring = _Keyring()


def ask_with(ask: AskPassphrase | None) -> None:
    """How a passphrase is asked for from now on; with None LockedKeyError is raised instead."""
    _keyring.ask = ask


def forget() -> None:
    """Forget the key, and that a passphrase was wrong."""
    _keyring.key = _keyring.refused = None


def own_key(where: str = "") -> Key:
    """One's own key; asks for its passphrase once. `where` is the file that it is wanted for."""
    path = key_path()
    if _keyring.key is not None and _keyring.key.path == path:
        return _keyring.key
    if _keyring.refused is not None:  # asked once: not again for each of a thousand files
        raise _keyring.refused
    raw = _read(path, where)
    if not is_sealed(raw):
        return _take(_parsed(path, raw))
    passphrase = _from_file()
    if passphrase is None:
        if _keyring.ask is None:
            raise LockedKeyError(
                _("The key is protected by a passphrase, and nobody has been asked for it yet."),
                where=str(path),
                remedy=_("Open the file again and give the passphrase."),
            )
        passphrase = _keyring.ask(path)
    try:
        return unlock(passphrase, where)
    except SealingError as error:
        _keyring.refused = error
        raise


def unlock(passphrase: str, where: str = "") -> Key:
    """Open one's own key with a passphrase; it is open from then on."""
    path = key_path()
    return _take(_parsed(path, _opened(path, _read(path, where), passphrase, where)))


def _take(key: Key) -> Key:
    # What is in memory from now on must not come to the disk if the program crashes.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    _keyring.key, _keyring.refused = key, None
    return key


def _opened(path: Path, raw: bytes, passphrase: str, where: str) -> bytes:
    pyrage = library(where)
    try:
        return bytes(pyrage.passphrase.decrypt(raw, passphrase))
    except Exception as error:  # the border of a file that a library opens
        raise SealingError(
            _("The passphrase does not open the key, or the key file is damaged."),
            where=str(path),
            remedy=_("Try again, with a look at the keyboard's language and the key Caps Lock."),
        ) from error


def _read(path: Path, where: str) -> bytes:
    try:
        return read_at_most(path, _LARGEST)
    except FileNotFoundError as error:
        raise NoKeyError(
            _("Sealed files need a key, and there is none in {path}.").format(path=path),
            where=where,
            remedy=_MAKE,
        ) from error
    except OSError as error:
        problem_found = unreadable(str(path), error)
        raise SealingError(
            problem_found.problem, where=problem_found.where, remedy=problem_found.remedy
        ) from error


def _parsed(path: Path, raw: bytes) -> Key:
    pyrage = library(str(path))
    lines = [line.strip() for line in raw.decode("ascii", "replace").splitlines()]
    secrets = [line for line in lines if line and not line.startswith("#")]
    if not secrets:
        raise _no_key(path)
    try:
        identities = tuple(map(pyrage.x25519.Identity.from_str, secrets))
    except pyrage.IdentityError:
        raise _no_key(path) from None  # the library's words may repeat the secret
    return Key(path, identities, tuple(str(identity.to_public()) for identity in identities))


def _no_key(path: Path) -> SealingError:
    return SealingError(
        _("This is no key file: a line that begins with AGE-SECRET-KEY-1 is missing or damaged."),
        where=str(path),
        remedy=_("Copy the key file again, or name the right one with {key_file}=FILE.").format(
            key_file=KEY_FILE
        ),
    )


def _from_file() -> str | None:
    """The passphrase that a script gives; None where it gives none."""
    named = os.environ.get(PASSPHRASE_FILE)
    if not named:
        return None
    try:
        raw = read_at_most(Path(named), 4096)
    except OSError as error:
        problem_found = unreadable(named, error)
        raise SealingError(
            problem_found.problem, where=named, remedy=problem_found.remedy
        ) from error
    return raw.decode(errors="surrogateescape").partition("\n")[0].rstrip("\r")


# Making and changing.


def given_passphrase() -> str | None:
    """The passphrase that the environment's file holds; None where none is named."""
    return _from_file()


def make_key(passphrase: Callable[[], str] | None) -> Key:
    """Make a key where there is none; without a passphrase whoever has the file has the key.

    The passphrase is asked for once it is known that a key can be made.
    """
    path = key_path()
    pyrage = library(str(path))
    if os.path.lexists(path):
        raise SaveError(
            _("There is a key already; files that are sealed to it could not be read without it."),
            where=str(path),
            remedy=_("Use it, or name another place with {key_file}=FILE.").format(
                key_file=KEY_FILE
            ),
        )
    identity = pyrage.x25519.Identity.generate()
    made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    text = f"# created: {made}\n# public key: {identity.to_public()}\n{identity}\n"
    _make_folder(path.parent)
    _write(path, text.encode(), passphrase() if passphrase else None)
    key = _take(Key(path, (identity,), (str(identity.to_public()),)))
    write_file(public_path(path), f"{key.public}\n".encode(), FOR_ALL)
    return key


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SaveError.of(folder, error) from error


def _write(path: Path, plain: bytes, passphrase: str | None) -> None:
    if passphrase is not None:
        plain = bytes(library(str(path)).passphrase.encrypt(plain, passphrase, armored=True))
    write_file(path, plain, SIDE_FILE)


def change_passphrase(passphrase: Callable[[], str] | None) -> Key:
    """Protect one's own key, which is opened first, with another passphrase, or with none."""
    key = own_key()
    lines = [f"# public key: {public}\n{pair}\n" for public, pair in _pairs(key)]
    _write(key.path, "".join(lines).encode(), passphrase() if passphrase else None)
    return key


def _pairs(key: Key) -> list[tuple[str, Any]]:
    return list(zip(key.publics, key.identities, strict=True))


def public_key() -> str:
    """One's own public key: as it stands beside the key, or else out of the key itself."""
    path = key_path()
    if not os.path.lexists(path):
        _read(path, "")
    try:
        raw = read_at_most(public_path(path), 4096)
    except OSError:
        return own_key().public
    return one_line(raw.decode("ascii", "replace").partition("\n")[0])
