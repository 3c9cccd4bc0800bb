"""JSON as it is found on disk: without duplicate keys, with the line of every key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from assessment.errors import AnswerFileError, NotJsonError
from assessment.language import _
from assessment.store.file_types import refuse_other_kinds
from assessment.text import one_line


class _DuplicateKeyError(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class _ConstantError(ValueError):
    """NaN and the infinities, which Python's json takes and JSON does not know."""


def parse(raw: bytes, where: str) -> dict[str, Any]:
    """The JSON object in some bytes; duplicate keys and what JSON does not know are refused."""
    text = decode(raw, where)
    try:
        document = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except _DuplicateKeyError as error:
        raise AnswerFileError(
            _("The key '{key}' stands twice in one object.").format(key=one_line(error.key)[:60]),
            where=_("{where}, line {line_of_repeated_key}").format(
                where=where, line_of_repeated_key=_line_of_repeated_key(text)
            ),
            remedy=_("Keep one of the two and delete the other."),
        ) from error
    except json.JSONDecodeError as error:
        refuse_other_kinds(raw, where)
        raise NotJsonError(
            _("This is not valid JSON: {reason}.").format(reason=_reason(error, text)),
            where=_("{where}, line {lineno}, column {colno}").format(
                where=where, lineno=error.lineno, colno=error.colno
            ),
            remedy=_("Open the copy that ends in .bak, or correct the file at that place."),
        ) from error
    except (ValueError, RecursionError) as error:
        raise NotJsonError(
            _("This is not valid JSON: {why}.").format(why=_why(error)),
            where=where,
            remedy=_("Open the copy that ends in .bak, or correct the file."),
        ) from error
    if not isinstance(document, dict):
        raise AnswerFileError(
            _("This is JSON, but no answer file: it does not begin with an object."),
            where=where,
            remedy=_("Check that you named the right file."),
        )
    return document


def _why(error: ValueError | RecursionError) -> str:
    if isinstance(error, _ConstantError):
        return str(error)
    if isinstance(error, RecursionError):
        return _("it is nested too deeply")
    return _("a number in it has too many digits")


def decode(raw: bytes, where: str) -> str:
    """The text of some bytes; anything but UTF-8 is refused."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse_other_kinds(raw, where)
        raise AnswerFileError(
            _("The file is not UTF-8 text."),
            where=_("{where}, byte {start}").format(where=where, start=error.start),
            remedy=_("Check that you named the right file, or save it again as UTF-8."),
        ) from error


def line_of(text: str, path: Iterable[str | int]) -> int:
    """The line, from 1, of a key or list entry, or of the nearest one around it."""
    wanted = tuple(path)
    longest = offset = 0
    for index, start in _indices(text):
        if len(index) > longest and index == wanted[: len(index)]:
            longest, offset = len(index), start
            if longest == len(wanted):
                break
    return text.count("\n", 0, offset) + 1


def _line_of_repeated_key(text: str) -> int:
    seen: set[tuple[str | int, ...]] = set()
    for index, start in _indices(text):
        if index in seen:
            return text.count("\n", 0, start) + 1
        seen.add(index)
    return 1


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s"{}\[\]:,]+', re.DOTALL)


def _indices(text: str) -> Iterator[tuple[tuple[str | int, ...], int]]:
    # The json module gives no positions. The text has been parsed, so its form can be trusted.
    path: list[str | int] = []
    key_next = False
    for found in _TOKEN.finditer(text):
        mark = found.group()
        if mark in "}]":
            path.pop()
            key_next = False
        elif mark == ",":
            key_next = isinstance(path[-1], str)
            path[-1] = path[-1] if isinstance(path[-1], str) else path[-1] + 1
        elif key_next:
            path[-1] = json.loads(mark)
            key_next = False
            yield tuple(path), found.start()
        elif mark != ":":
            if path and isinstance(path[-1], int):
                yield tuple(path), found.start()
            if mark in "{[":
                path.append("" if mark == "{" else 0)
                key_next = mark == "{"


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise _DuplicateKeyError(key)
        result[key] = value
    return result


def _refuse_constant(name: str) -> NoReturn:
    raise _ConstantError(_("{name} is not a number that JSON knows").format(name=name))


def _reason(error: json.JSONDecodeError, text: str) -> str:
    if not text.strip():
        return _("the file is empty")
    if error.pos >= len(text.rstrip()) or "Unterminated string" in error.msg:
        return _("the file is cut off")
    return error.msg[0].lower() + error.msg[1:]
