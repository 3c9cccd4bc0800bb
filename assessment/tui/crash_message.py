"""The last words of a program that failed."""

from __future__ import annotations

from pathlib import PurePath

from assessment.language import _


def words_for(error: Exception | None) -> str:
    """What is said of an error of the program itself: where it was, and nothing of an answer."""
    where = error.__traceback__ if error is not None else None
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    location = ""
    if where is not None:
        name = PurePath(where.tb_frame.f_code.co_filename).name
        location = _(" ({name} in {name_2}, line {tb_lineno})").format(
            name=type(error).__name__, name_2=name, tb_lineno=where.tb_lineno
        )
    return _(
        "The program met an error of its own and has ended. What was marked saved is in your file; "
        "open it again to go on. Please report this to the maintainers{location}."
    ).format(location=location)
