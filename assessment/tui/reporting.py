"""Making reports from inside a session: what is wanted, and the files that come of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assessment.assess import Assessment, Edition, assess
from assessment.store import write_file
from assessment.text import one_line

Form = Literal["pdf", "html"]
Paper = Literal["A4", "Letter"]
Progress = Callable[[float, str], None]
OWNER_ONLY = 0o600
"""A report lists weak points, so only its owner can read the file."""


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
    written = []
    for place, ministry in enumerate(order.ministries):
        part = _part(progress, place, len(order.ministries))
        path = path_for(order, ministry)
        write_file(path, _content(order, ministry, seen, earlier, part), mode=OWNER_ONLY)
        written.append(path)
    return tuple(written)


def path_for(order: Order, ministry: str | None) -> Path:
    """Where one report goes; with several, the ministry is part of the name."""
    if len(order.ministries) == 1:
        return order.path
    return order.path.with_name(f"{order.path.stem}-{_slug(ministry)}{order.path.suffix}")


def paths_of(order: Order) -> tuple[Path, ...]:
    """Every file that the order will write."""
    return tuple(path_for(order, ministry) for ministry in order.ministries)


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
    name = one_line(ministry or "no ministry")
    words = "".join(letter if letter.isalnum() else " " for letter in name).split()
    return "-".join(words)[:60] or "ministry"
