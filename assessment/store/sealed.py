"""Sealed files, `X.json.age`: the one border to pyrage, which reads and writes the age format.

A file is sealed to keys, never to a passphrase, which would cost seconds a save; a passphrase
protects the key file (`keys`). Whom a file is sealed to stands inside it, as `recipients`, because
the age format does not tell. Nothing here writes to the disk.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessment.errors import AnswerFileError, NoKeyError, SealingError
from assessment.language import _
from assessment.store.bounded_read import check_size, read_bytes
from assessment.store.file_types import SEALED
from assessment.text import one_line

if TYPE_CHECKING:
    from assessment.store.keys import Key

AGE_ENDING = ".age"
"""How the name of a sealed file ends."""
HEADER_LIMIT = 64 * 1024
"""Bytes of the header that names the keys; 50 keys need 8,000, and each one read takes time."""
PLAIN_OUTPUT = _(
    "The file is sealed, and what is made of it is not. Keep it as carefully as the file."
)
"""Said once wherever something readable is written out of a sealed file."""
BESIDE = r"\.(bak|unsaved|theirs|edition-[0-9.]+)(-\d+)?"
"""How the names of copies end that are kept beside an answer file."""
_SEALED_NAME = re.compile(rf"{re.escape(AGE_ENDING)}(\.[0-9a-f]{{8}})?({BESIDE})?$", re.IGNORECASE)
"""A sealed file, or one that is kept beside it."""
_BESIDE = re.compile(f"{BESIDE}$", re.IGNORECASE)
_BINARY, _ARMORED = SEALED
_GREASE = b"-grease"
"""How kinds of stanzas end that stand for nobody: some programs add one, so that none is usual."""
_END_OF_HEADER = b"\n---"
_OTHERS_KEY = "No matching keys"
"""How the library says that none of the keys opens a file; a test holds it."""
_AGAIN = _("Get the file again from where it came, or open the copy that ends in .bak.")


def is_sealed_name(name: str | os.PathLike[str]) -> bool:
    """Whether what is written under this name has to be sealed: `X.json.age`, `X.json.age.bak`."""
    return _SEALED_NAME.search(os.fspath(name)) is not None


def is_sealed(raw: bytes) -> bool:
    """Whether some bytes are a sealed file."""
    return raw.startswith(SEALED)


def bare_name(name: str) -> str:
    """A file's name without the ending that says that it is sealed."""
    found = _SEALED_NAME.search(name)
    return name[: found.start()] + name[found.start() + len(AGE_ENDING) :] if found else name


def sealed_name(name: str) -> str:
    """What a file, or one that is kept beside it, is called once it is sealed."""
    beside = _BESIDE.search(name)
    end = beside.start() if beside else len(name)
    return f"{name[:end]}{AGE_ENDING}{name[end:]}"


def stem(name: str) -> str:
    """A file's name without its endings, for naming what is made from it."""
    return Path(bare_name(name)).stem


def seal(content: bytes, recipients: Sequence[str], *, where: str) -> bytes:
    """Some bytes sealed to these keys, or to one's own where none is named; raises SealingError.

    Where keys are named and one's own is not among them nothing is sealed: whoever saved such a
    file could not read it again.
    """
    from assessment.store.keys import own_key

    key = own_key(where)
    return seal_to(content, _with_own(key, recipients, where), where=where)


def _with_own(key: Key, recipients: Sequence[str], where: str) -> Sequence[str]:
    if not recipients:
        return (key.public,)
    if not any(public in recipients for public in key.publics):
        raise SealingError(
            _(
                "Your key {public} is not among those that the file is sealed to, so you could "
                "not read again what you write."
            ).format(public=key.public),
            where=where,
            remedy=_(
                "Ask somebody who is among them to run `cied seal` on it with --to and your "
                "key, and work on that file."
            ),
        )
    return recipients


def seal_to(content: bytes, recipients: Iterable[str], *, where: str) -> bytes:
    """Some bytes sealed to exactly these keys, whoever has them."""
    pyrage = library(where)
    found = [_recipient(pyrage, item, where) for item in dict.fromkeys(recipients)]
    try:
        return bytes(pyrage.encrypt(content, found))
    except pyrage.EncryptError as error:
        raise SealingError(
            _("It cannot be sealed: {reason}.").format(reason=one_line(str(error)).rstrip(".")),
            where=where,
            remedy=_("Check the keys that it is sealed to."),
        ) from error


def check_recipient(text: str, where: str = "") -> None:
    """Refuse what is no public key that a file can be sealed to."""
    _recipient(library(where), text, where)


def _recipient(pyrage: Any, text: str, where: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise SealingError(
            _("{text} is no public key that a file can be sealed to.").format(
                text=one_line(text)[:80]
            ),
            where=where,
            remedy=_(
                "Copy it again, whole; it begins with age1. Its holder sees it with `cied key`."
            ),
        ) from error


def check_name(raw: bytes, where: str) -> None:
    """Refuse a file whose name promises that it is sealed, and that is not."""
    if is_sealed_name(where) and not is_sealed(raw):
        raise AnswerFileError(
            _("Its name ends in .age, but it is no sealed file, or its beginning is missing."),
            where=where,
            remedy=_("Check the name, or get the file again."),
        )


def unsealed(raw: bytes, where: str) -> bytes:
    """What is in a sealed file, opened with one's own key; what is not sealed, as it is.

    Raises AnswerFileError with what hinders it.
    """
    if not is_sealed(raw):
        return raw
    _check_header(raw, where)
    from assessment.store.keys import own_key

    try:
        key = own_key(where)
    except NoKeyError as error:
        error.remedy = _(
            "Copy the key that opens it there, or name it with CIED_KEY=FILE. A new key opens "
            "nothing that was sealed before."
        )
        raise
    content = _opened(raw, key, where)
    check_size(content, where)
    if is_sealed(content):
        raise AnswerFileError(
            _("The file was sealed twice."),
            where=where,
            remedy=_("Unseal it once with `cied unseal`."),
        )
    return content


def read_unsealed(path: Path) -> bytes:
    """What is in a file of bounded size, opened if it is sealed; raises AnswerFileError."""
    raw = read_bytes(path)
    check_name(raw, str(path))
    return unsealed(raw, str(path))


def _opened(raw: bytes, key: Key, where: str) -> bytes:
    pyrage = library(where)
    try:
        return bytes(pyrage.decrypt(raw, list(key.identities)))
    except Exception as error:  # the border of a file that a library opens
        if _OTHERS_KEY in str(error):
            raise AnswerFileError(
                _(
                    "The file is sealed for somebody else: your key {public} does not open it."
                ).format(public=key.public),
                where=where,
                remedy=_("Ask whoever sealed it to run `cied seal` on it with --to and your key."),
            ) from error
        raise _damaged(where) from error


def _damaged(where: str) -> AnswerFileError:
    return AnswerFileError(
        _("The file is sealed, and it is damaged or cut off."), where=where, remedy=_AGAIN
    )


def _check_header(raw: bytes, where: str) -> None:
    if any(kind == b"scrypt" for kind in _stanzas(raw, where)):
        raise AnswerFileError(
            _("The file is sealed with a passphrase, not to a key."),
            where=where,
            remedy=_("Open it with `age -d`, and seal what comes out with `cied seal`."),
        )


def keys_in_header(raw: bytes, where: str) -> int:
    """To how many keys a file is sealed; their names are not in it."""
    return sum(not kind.endswith(_GREASE) for kind in _stanzas(raw, where))


def _stanzas(raw: bytes, where: str) -> list[bytes]:
    """The kind of each stanza of the header, which each stand for a key."""
    start = _unarmored(raw, where) if raw.startswith(_ARMORED) else raw[:HEADER_LIMIT]
    header, end, _unused = start.partition(_END_OF_HEADER)
    if not end or not header.startswith(_BINARY):
        raise _damaged(where)
    lines = header.split(b"\n")[1:]
    return [line[3:].split(b" ")[0] for line in lines if line.startswith(b"-> ")]


def _unarmored(raw: bytes, where: str) -> bytes:
    """The beginning of what is written in letters between two lines of dashes."""
    letters = b"".join(raw[: 2 * HEADER_LIMIT].splitlines()[1:]).partition(b"-")[0]
    letters = letters[: HEADER_LIMIT * 4 // 3 // 4 * 4]
    try:
        return base64.b64decode(letters[: len(letters) // 4 * 4], validate=True)
    except binascii.Error as error:
        raise _damaged(where) from error


def check_can_be_sealed(path: str | os.PathLike[str]) -> None:
    """Refuse to begin a file under a name that promises a sealed one, where there is no key."""
    if is_sealed_name(path):
        from assessment.store.keys import own_key

        own_key(os.fspath(path))


def check_can_be_kept(raw: bytes, recipients: Sequence[str], where: str) -> None:
    """Refuse to change a sealed file that could not be written back as what it is.

    Asked when a file is opened to be changed, so that nobody learns it at the first save.
    """
    if not is_sealed(raw):
        return
    if not is_sealed_name(where):
        raise SealingError(
            _("The file is sealed, and its name does not end in .age."),
            where=where,
            remedy=_("Give it a name that ends in .json.age, and open that."),
        )
    from assessment.store.keys import own_key

    named = _with_own(own_key(where), recipients, where)
    for item in named:
        check_recipient(item, where)
    found = keys_in_header(raw, where)
    if found > len(set(named)):
        raise SealingError(
            _(
                "The file is sealed to {found} keys, and names {number} of them inside; the "
                "others could not read it after the next save."
            ).format(found=found, number=len(recipients)),
            where=where,
            remedy=_("Name everybody who is to read it: `cied seal` with --to and each key."),
        )


def library(where: str) -> Any:
    """The library; a sentence where it is not installed."""
    try:
        import pyrage
    except ImportError as error:
        raise SealingError(
            _("Sealed files need the library pyrage, which is not installed."),
            where=where,
            remedy=_("Install it with `pip install 'cied-assessment[sealed]'`."),
        ) from error
    return pyrage
