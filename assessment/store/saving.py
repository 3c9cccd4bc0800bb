"""The only writer of answer files and of what is written beside them or made of them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from assessment.answers import Answers
from assessment.errors import SaveError
from assessment.store.bounded_read import SIZE_LIMIT, read_regular
from assessment.store.durable import (
    ANSWER_FILE,
    HELD_FILE,
    OUTPUT,
    SIDE_FILE,
    Manner,
    is_stream,
    write_file,
)
from assessment.store.kinds import is_answer_file

OTHER_NAME = "Name another file, or give --force to replace it."


def dump(answers: Answers) -> bytes:
    """The answer file as it is written: indented, so that a diff shows what changed."""
    return (json.dumps(answers.document(), ensure_ascii=False, indent=1) + "\n").encode()


def write_answers(path: Path, answers: Answers) -> bytes:
    """Write an answer file so that it is on disk, whole, when this returns; gives its bytes."""
    raw = dump(answers)
    write_file(path, raw, ANSWER_FILE)
    return raw


def write_held(path: Path, raw: bytes, before: Callable[[], None] | None = None) -> os.stat_result:
    """Write the bytes of an answer file that a session holds; what the system then knows of it.

    `before` is called when all is ready and may still refuse, by raising. A link that somebody put
    in the place of the file since it was opened is not followed.
    """
    return write_file(path, raw, HELD_FILE, before)


def write_side_file(path: Path, raw: bytes) -> None:
    """Write a file beside an answer file: for its owner alone, and never through a link."""
    write_file(path, raw, SIDE_FILE)


def back_up(path: Path, raw: bytes) -> Path:
    """Keep the file as the session found it, as `X.json.bak`."""
    backup = path.with_name(path.name + ".bak")
    write_side_file(backup, raw)
    return backup


def write_output(
    path: Path, content: bytes, *, force: bool = False, manner: Manner = OUTPUT
) -> None:
    """Write a report, an export or a table; without `force` never over an answer file."""
    check_output(path, force=force)
    write_file(path, content, manner)


def check_output(path: Path, *, force: bool = False, remedy: str = OTHER_NAME) -> None:
    """Refuse an output in the place of an answer file, whatever that one is called."""
    if force or is_stream(path):
        return
    try:
        raw = read_regular(path, SIZE_LIMIT + 1)
    except OSError as error:
        if not os.path.exists(path) or os.path.isdir(path):  # noqa: PTH110, PTH112 - they never raise
            return
        raise SaveError(
            f"It is there, and cannot be looked into: {error.strerror or error}.",
            where=str(path),
            remedy=remedy,
        ) from error
    if is_answer_file(raw):
        raise SaveError(
            "There is an answer file of this name, which would be lost.",
            where=str(path),
            remedy=remedy,
        )
