"""Making reports from inside a session: what is wanted, and the files that come of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assessment.assess import Assessment, Edition, assess, leaves_the_government
from assessment.store import write_file

Form = Literal["pdf", "html"]
Paper = Literal["A4", "Letter"]
Progress = Callable[[float, str], None]
OWNER_ONLY = 0o600
"""A report that lists weak points can be read by its owner only."""
SHARED = 0o644


@dataclass(frozen=True, slots=True)
class Order:
    """One or more reports of one edition."""

    path: Path
    edition: Edition
    ministries: tuple[str | None, ...] = (None,)
    """With the edition ministry: one report for each; None is for what has no ministry."""
    paper: Paper = "A4"
    form: Form = "pdf"


def make(
    order: Order, actual: Assessment, baseline: Assessment | None, progress: Progress
) -> tuple[Path, ...]:
    """Make the reports and write them; raises what a person can act on."""
    seen = _of_edition(actual, order.edition)
    earlier = _of_edition(baseline, order.edition) if baseline else None
    mode = SHARED if leaves_the_government(order.edition) else OWNER_ONLY
    paths = paths_of(order)
    for place, (ministry, path) in enumerate(zip(order.ministries, paths, strict=True)):
        part = _part(progress, place, len(paths))
        write_file(path, _content(order, ministry, seen, earlier, part), mode=mode)
    return paths


def paths_of(order: Order) -> tuple[Path, ...]:
    """Every file that the order will write; with several, number and ministry are in the name."""
    if len(order.ministries) == 1:
        return (order.path,)
    stem, ending = order.path.stem, order.path.suffix
    return tuple(
        order.path.with_name(f"{stem}-{place:02d}-{_slug(ministry)}{ending}")
        for place, ministry in enumerate(order.ministries, start=1)
    )


def ministries_of(assessment: Assessment) -> Sequence[str | None]:
    """Whose reports the ministry edition has."""
    from assessment.report import ministries

    return ministries(assessment)


def _of_edition(assessment: Assessment, edition: Edition) -> Assessment:
    return assess(assessment.questionnaire, assessment.answers, edition=edition)


def _content(
    order: Order,
    ministry: str | None,
    seen: Assessment,
    baseline: Assessment | None,
    progress: Progress,
) -> bytes:
    from assessment.report import ReportOptions, make_html, make_pdf

    options = ReportOptions(
        edition=order.edition, ministry=ministry, paper=order.paper, baseline=baseline
    )
    if order.form == "html":
        progress(0.0, "Writing the page")
        return make_html(seen, options).encode()
    return make_pdf(seen, options, progress)


def _part(progress: Progress, place: int, number: int) -> Progress:
    return lambda share, what: progress((place + share) / number, what)


def _slug(ministry: str | None) -> str:
    name = unicodedata.normalize("NFKD", ministry or "no ministry")
    plain = name.encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return "-".join(words)[:40] or "ministry"
