"""What batch makes of paths: the names it gives, and what it reads."""

from __future__ import annotations

from assessment.batch import inputs
from assessment.batch.input_file import InputFile
from assessment.errors import AnswerFileError

SMALL = b'{"format": 1}'


def named(*paths: object) -> list[str]:
    return [item.name for item in inputs.items(map(str, paths))]


def contents(*paths: object) -> list[tuple[str, bytes | str]]:
    """For each file its name and bytes, or why there are none."""
    return [(item.name, content(item)) for item in inputs.items(map(str, paths))]


def content(item: InputFile) -> bytes | str:
    try:
        return item.read()
    except AnswerFileError as error:
        return error.problem if error.where and error.remedy else "not told in full"
