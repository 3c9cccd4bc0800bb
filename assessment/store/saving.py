"""The only writer of answer files and of what is written beside them or made of them.

Under a name that ends in .age, and beside such a file, nothing is ever written that is not sealed.
"""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from assessment.answers import Answers
from assessment.errors import SaveError, reason_of
from assessment.language import _
from assessment.store.bounded_read import DISK_LIMIT, SIZE_LIMIT, read_regular
from assessment.store.durable import (
    ANSWER_FILE,
    LOCKED_FILE,
    OUTPUT,
    SIDE_FILE,
    TEMPORARY,
    WriteOptions,
    is_stream,
    write_file,
)
from assessment.store.file_types import is_answer_file
from assessment.store.sealed import is_sealed, is_sealed_name, seal

OTHER_NAME = _("Name another file, or give --force to replace it.")


def dump(answers: Answers) -> bytes:
    """The answer file as it is written: indented, so that a diff shows what changed."""
    return (json.dumps(answers.document(), ensure_ascii=False, indent=1) + "\n").encode()


def content_for(path: Path, answers: Answers) -> bytes:
    """The answer file as it is written under this name: sealed where the name ends in .age.

    What would be too large to be read again is refused, so that the file stays as it is.
    """
    content = dump(answers)
    if len(content) > SIZE_LIMIT:
        raise SaveError(
            _(
                "All answers together are larger than {limit} MB, and could not be opened again."
            ).format(limit=SIZE_LIMIT // 1024 // 1024),
            where=str(path),
            remedy=_("Take back what was written last, or shorten the longest texts."),
        )
    return sealed_for(path, content, answers.recipients)


def sealed_for(path: Path, content: bytes, recipients: Sequence[str] = ()) -> bytes:
    """Some bytes as they are written under this name: sealed, if it says so and they are not."""
    if not is_sealed_name(path) or is_sealed(content):
        return content
    return seal(content, recipients, where=str(path))


def write_answers(path: Path, answers: Answers) -> bytes:
    """Write an answer file so that it is on disk, whole, when this returns; gives its bytes."""
    raw = content_for(path, answers)
    _write(path, raw, ANSWER_FILE)
    return raw


def _write(
    path: Path, raw: bytes, options: WriteOptions, before: Callable[[], None] | None = None
) -> os.stat_result:
    if is_sealed_name(path) and not is_sealed(raw):
        raise SaveError(
            _("The name promises a sealed file, and what was to be written is not sealed."),
            where=str(path),
            remedy=_("Report this to those who keep the program."),
        )
    return write_file(path, raw, options, before)


def write_locked(
    path: Path, raw: bytes, before: Callable[[], None] | None = None
) -> os.stat_result:
    """Write the bytes of an answer file that a session holds; what the system then knows of it.

    `before` is called when all is ready and may still refuse, by raising. A link that somebody put
    in the place of the file since it was opened is not followed.
    """
    return _write(path, raw, LOCKED_FILE, before)


def write_side_file(path: Path, raw: bytes) -> None:
    """Write a file beside an answer file: for its owner alone, and never through a link."""
    _write(path, raw, SIDE_FILE)


def back_up(path: Path, raw: bytes) -> Path:
    """Keep the file as the session found it, as `X.json.bak`."""
    backup = path.with_name(path.name + ".bak")
    write_side_file(backup, sealed_for(path, raw))
    return backup


def write_output(
    path: Path, content: bytes, *, force: bool = False, options: WriteOptions = OUTPUT
) -> None:
    """Write a report, an export or a table; without `force` never over an answer file."""
    check_output(path, force=force)
    _write(path, content, options)


def check_writable(path: Path) -> None:
    """Refuse a target in whose folder nothing can be written, before it takes long to make it."""
    try:
        if is_stream(path):
            return
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with tempfile.TemporaryFile(prefix=TEMPORARY, dir=path.parent):
            pass
    except OSError as error:
        raise SaveError.of(path, error) from error


def check_output(path: Path, *, force: bool = False, remedy: str = OTHER_NAME) -> None:
    """Refuse an output in the place of an answer file, whatever that one is called."""
    if force or is_stream(path):
        return
    try:
        raw = read_regular(path, DISK_LIMIT + 1)
    except OSError as error:
        if not os.path.exists(path) or os.path.isdir(path):  # noqa: PTH110, PTH112 - they never raise
            return
        raise SaveError(
            _("It is there, and cannot be looked into: {reason}.").format(reason=reason_of(error)),
            where=str(path),
            remedy=remedy,
        ) from error
    if is_answer_file(raw):
        raise SaveError(
            _("There is an answer file of this name, which would be lost."),
            where=str(path),
            remedy=remedy,
        )
