"""The key sheet: what each key of the terminal does on each screen, to lie beside the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.language import _, spoken
from assessment.locations import reports_folder
from assessment.report.options import Notify, Paper, Progress
from assessment.report.pdf import Document, write_pdf


@dataclass(frozen=True, slots=True)
class ScreenKeys:
    """The keys of one screen."""

    title: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Headings, each with its keys and what they do."""


def key_sheet_html(screens: Sequence[ScreenKeys], paper: Paper = "A4") -> str:
    """The key sheet as a page."""
    from assessment.report import html

    folder = reports_folder() / "keys"
    return html.page((folder,), screens=screens, paper=paper, language=spoken())


def make_key_sheet(
    screens: Sequence[ScreenKeys],
    paper: Paper = "A4",
    progress: Progress | None = None,
    notify: Notify | None = None,
) -> bytes:
    """The key sheet as a PDF."""
    about = Document(
        title=_("Keys of the self-assessment program"),
        author="",
        language=spoken(),
        subject=_("What each key does on each screen"),
    )
    return write_pdf(key_sheet_html(screens, paper), about, progress, notify)
