"""Putting reports on disk: for their owner alone, and never over an answer file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from assessment.errors import ReportError, SaveError, reason_of
from assessment.language import _
from assessment.report.naming import ministry_report_name
from assessment.store import check_output, write_output


def save_report(
    path: Path,
    content: bytes,
    sources: Iterable[Path | None],
    *,
    remedy: str,
    force: bool | None = None,
) -> None:
    """Write a report; refused where it would overwrite one of the answer files it comes from.

    Another answer file is replaced only with `force`; None where nobody can force it. Its owner
    alone can read a new report; whoever may give it to others does so knowingly.
    """
    for source in sources:
        if source is not None and _is_one_file(path, source):
            raise ReportError(
                _("The report would overwrite an answer file."), where=str(path), remedy=remedy
            )
    if force is None:
        check_output(path, remedy=remedy)
    write_output(path, content, force=bool(force))


def _is_one_file(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        # One of them is not there, or cannot be looked at: nothing is overwritten.
        return False


def ministry_paths(folder: Path, ministries: Sequence[str | None], ending: str) -> tuple[Path, ...]:
    """The file of each ministry's report in a folder: a number, and its own letters."""
    return tuple(
        folder / f"{ministry_report_name(index, name)}{ending}"
        for index, name in enumerate(ministries, start=1)
    )


def make_folder(folder: Path, *, remedy: str, private: bool = True) -> None:
    """Make a folder for reports; one that exists is kept.

    A `private` one can be looked into by its owner alone, any other as the system has it.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700 if private else 0o777, exist_ok=True)
    except OSError as error:
        raise SaveError(
            _("The folder cannot be made: {reason}.").format(reason=reason_of(error)),
            where=str(folder),
            remedy=remedy,
        ) from error
