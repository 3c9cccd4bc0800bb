"""JSON as it is found on disk: bounded, without duplicate keys, with the line of every key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from assessment.errors import AnswerFileError

SIZE_LIMIT = 16 * 1024 * 1024
"""Largest answer file, in bytes: many times what a full assessment with long notes needs."""


class _DuplicateKeyError(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of bounded size."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise AnswerFileError(
            f"The file cannot be read: {error.strerror or error}.",
            where=str(path),
            remedy="Check the name and your permission to read it.",
        ) from error
    if len(raw) > SIZE_LIMIT:
        raise AnswerFileError(
            f"The file is larger than {SIZE_LIMIT // 1024 // 1024} MB, so it is no answer file.",
            where=str(path),
            remedy="Check that you named the right file.",
        )
    return raw


def parse(raw: bytes, where: str) -> dict[str, Any]:
    """The JSON object in some bytes; duplicate keys and what JSON does not know are refused."""
    text = decode(raw, where)
    try:
        document = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except _DuplicateKeyError as error:
        lines = lines_of(text, error.key)
        raise AnswerFileError(
            f"The key '{error.key}' stands twice in one object.",
            where=f"{where}, line {lines[-1]}" if lines else where,
            remedy="Keep one of the two and delete the other.",
        ) from error
    except json.JSONDecodeError as error:
        raise AnswerFileError(
            f"This is not valid JSON: {_reason(error, text)}.",
            where=f"{where}, line {error.lineno}, column {error.colno}",
            remedy="Open the copy that ends in .bak, or correct the file at that place.",
        ) from error
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, ValueError) else "it is nested too deeply"
        raise AnswerFileError(
            f"This is not valid JSON: {what}.",
            where=where,
            remedy="Open the copy that ends in .bak, or correct the file.",
        ) from error
    if not isinstance(document, dict):
        raise AnswerFileError(
            "This is JSON, but no answer file: it does not begin with an object.",
            where=where,
            remedy="Check that you named the right file.",
        )
    return document


def decode(raw: bytes, where: str) -> str:
    """The text of some bytes; anything but UTF-8 is refused."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AnswerFileError(
            "The file is not UTF-8 text.",
            where=f"{where}, byte {error.start}",
            remedy="Check that you named the right file, or save it again as UTF-8.",
        ) from error


def line_of(text: str, path: Iterable[str | int]) -> int:
    """The line, from 1, of the last key of a path, or of the last one that is found."""
    place = 0
    for key in path:
        if isinstance(key, int):
            continue
        found = re.compile(rf"{re.escape(json.dumps(key))}\s*:").search(text, place)
        if found is None:
            break
        place = found.start()
    return text.count("\n", 0, place) + 1


def lines_of(text: str, key: str) -> list[int]:
    """Every line in which a key stands."""
    pattern = re.compile(rf"{re.escape(json.dumps(key, ensure_ascii=False))}\s*:")
    return [text.count("\n", 0, found.start()) + 1 for found in pattern.finditer(text)]


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise _DuplicateKeyError(key)
        result[key] = value
    return result


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that JSON knows")


def _reason(error: json.JSONDecodeError, text: str) -> str:
    if not text.strip():
        return "the file is empty"
    if error.pos >= len(text.rstrip()) or "Unterminated string" in error.msg:
        return "the file is cut off"
    return error.msg[0].lower() + error.msg[1:]
