"""The last words of a program that failed."""

from __future__ import annotations

from pathlib import PurePath


def words_for(error: Exception | None) -> str:
    """What is said of an error of the program itself: where it was, and nothing of an answer."""
    where = error.__traceback__ if error is not None else None
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    location = ""
    if where is not None:
        name = PurePath(where.tb_frame.f_code.co_filename).name
        location = f" ({type(error).__name__} in {name}, line {where.tb_lineno})"
    return (
        "The program met an error of its own and has ended. What was marked saved is in your file; "
        f"open it again to go on. Please report this to the maintainers{location}."
    )
