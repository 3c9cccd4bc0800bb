"""What the tests of sealed files share: keys of one's own and of others, and Debian's `age`."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assessment.store import keys

PASSPHRASE = "six words that nobody would guess"


@contextmanager
def holding(path: Path, passphrase_file: Path | None = None) -> Iterator[None]:
    """In this process, somebody else's key is one's own for a while."""
    given = {keys.KEY_FILE: str(path)}
    if passphrase_file is not None:
        given[keys.PASSPHRASE_FILE] = str(passphrase_file)
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    keys.forget()
    try:
        yield
    finally:
        keys.forget()
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def key_of(path: Path, passphrase: str | None = None) -> str:
    """Make a key for somebody; its public key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with holding(path):
        return keys.make_key(None if passphrase is None else lambda: passphrase).public


def age(*arguments: object, given: bytes = b"") -> bytes:
    """What Debian's `age` writes."""
    command = ["age", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout


def age_keygen(path: Path) -> str:
    """A key made by Debian's `age-keygen`; its public key."""
    told = subprocess.run(["age-keygen", "-o", path], capture_output=True, check=True, text=True)
    return re.search(r"age1[a-z0-9]+", told.stderr)[0]  # type: ignore[index]


def files_holding(folders: Iterable[Path], words: Iterable[bytes]) -> list[Path]:
    """Every file in some folders, hidden ones too, that holds any of these words in plain text."""
    wanted = tuple(words)
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                content = path.read_bytes()
                if any(word in content for word in wanted):
                    found.append(path)
    return found
