"""What a run writes, looked at before anything is scored: no file that it reads may be among it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from assessment.batch import inputs
from assessment.batch.patterns import is_pattern, matches
from assessment.batch.reports import with_report_names
from assessment.errors import AssessmentError
from assessment.language import _


def refuse_what_is_read(targets: Iterable[Path], sources: Iterable[str]) -> None:
    """Refuse a target that is one of the named, listed or matching files, under whatever name."""
    identities = {identity: target for target in targets if (identity := _identity(str(target)))}
    for source in _files(sources) if identities else ():
        target = identities.get(_identity(source) or (0, 0))
        if target is not None:
            raise AssessmentError(
                _("It would overwrite a file that is to be read."),
                where=str(target),
                remedy=_("Name another file to be written."),
            )


def _files(sources: Iterable[str]) -> Iterator[str]:
    for source in sources:
        if is_pattern(source):
            yield from matches(source)
        else:
            yield source


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - lists of paths are long
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def refuse_names_of_reports(
    folder: Path,
    others: Iterable[Path],
    paths: Iterable[str],
    exclude: tuple[str, ...] = (),
    *,
    ministries: bool,
) -> None:
    """Refuse reports in a folder that would take the name of a summary or of a file to be read."""
    home = folder.resolve()
    inside = {
        other.stem.casefold(): other
        for other in others
        if other.suffix.lower() == ".pdf" and other.resolve().parent == home
    }
    if not inside:
        return
    for item in with_report_names(inputs.items(paths, exclude=exclude)):
        name = item.report.casefold()
        for stem, other in inside.items():
            if stem == name or (ministries and stem.startswith(f"{name}-")):
                raise AssessmentError(
                    _("The report of {name} would have the same name.").format(name=item.name),
                    where=str(other),
                    remedy=_("Name another folder with --reports."),
                )
