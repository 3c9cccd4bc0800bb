"""A page in, the bytes of a tagged PDF out.

The renderer fetches nothing: neither the network nor the disk can be reached from a document.
The same document gives the same bytes, whatever the clock, the user and the folder.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from assessment import runtime
from assessment.errors import ReportError
from assessment.language import _
from assessment.report.letters import printable
from assessment.report.options import Notify, Progress
from assessment.report.pdf.document import Document
from assessment.report.pdf.form_fields import finish_fields
from assessment.report.pdf.loader import load_page, load_renderer
from assessment.report.pdf.progress import reported_to
from assessment.report.pdf.software import made_with

if TYPE_CHECKING:
    import weasyprint
import base64

from assessment.report.charts.svg import OPENING
from assessment.text import has_right_to_left

CHART = re.compile(rf'{re.escape(OPENING)}([^"]*)".*?<title>([^<]*)</title>.*?</svg>', re.DOTALL)
SHEET = re.compile(r"<style>.*?</style>", re.DOTALL)
SCREEN = re.compile(r"@(?:media screen|supports)[^{]*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")
"""What only a browser uses of a style sheet: the screen, and the heads and feet of its pages."""
PHRASE = re.compile(r'<bdi dir="ltr">([^<]*)</bdi>')


def html_for_print(html: str) -> str:
    """The same page, the same on paper, with fewer elements."""
    # A place where a word may be broken is a letter here: as an element it takes twice the time.
    page = html.replace("<wbr/>", "\u200b")
    return PHRASE.sub(_phrase, CHART.sub(_picture, SHEET.sub(_printed, page)))


def _printed(sheet: re.Match[str]) -> str:
    return SCREEN.sub("", sheet[0])


def _phrase(text: re.Match[str]) -> str:
    return text[0] if has_right_to_left(text[1]) else text[1]


def _picture(chart: re.Match[str]) -> str:
    drawing = base64.b64encode(chart[0].encode()).decode()
    alternative = chart[2].replace('"', "&quot;")
    source = f"data:image/svg+xml;base64,{drawing}"
    return f'<img class="chart {chart[1]}" alt="{alternative}" src="{source}"/>'


ACCESSIBLE = "pdf/ua-1"
ARCHIVE = "pdf/a-3a"
MAX_LETTERS = 4_000_000
"""The longest page that is printed, elements counted and pictures and fonts left out: 450 to 800
pages. Of the slowest text for the renderer it takes 35 seconds and 1 GB."""
_DATA = re.compile(r"data:[^\"')]*")


def write_pdf(
    html: str, about: Document, progress: Progress | None = None, notify: Notify | None = None
) -> bytes:
    """The bytes of a tagged PDF; `notify` is told of letters that no font has."""
    renderer = load_renderer()
    page, note = printable(html)
    _check_size(page)
    if note and notify is not None:
        notify(note)
    with reported_to(progress), _no_fetching(), runtime.collection_paused():
        content = printed(renderer, page, about)
    if progress is not None:
        progress(1.0, _("Done"))
    return content


def _check_size(page: str) -> None:
    letters = len(_DATA.sub("", page))
    if letters > MAX_LETTERS:
        raise ReportError(
            _(
                "The report would have {letters:,} characters; a PDF is made of {max_letters:,} at "
                "most."
            ).format(letters=letters, max_letters=MAX_LETTERS),
            remedy=_(
                "Shorten the longest notes and lists of evidence, make a report for each "
                "ministry, or make the HTML page."
            ),
        )


def printed(renderer: Any, html: str, about: Document) -> bytes:
    """The bytes of a page, made by a renderer as it is."""
    variant = ARCHIVE if about.archive else ACCESSIBLE
    with _fonts() as fonts:
        forms = about.fields is not None

        def laid_out(html: str) -> Any:
            page = load_page(renderer, html)
            return page.render(font_config=fonts, pdf_variant=variant, pdf_forms=forms)

        page = html_for_print(html)
        rendered = laid_out(page)
        if about.closer and _ends_in_a_few_lines(rendered):
            closer = laid_out(page.replace("<html ", '<html class="close" ', 1))
            if len(closer.pages) < len(rendered.pages) and not _ends_in_a_few_lines(closer):
                rendered = closer
        _describe(rendered.metadata, about)
        return bytes(
            rendered.write_pdf(
                finisher=partial(_finish_archive if about.archive else _finish, about),
                pdf_variant=variant,
                pdf_forms=forms,
                attachments=_attachments(renderer, about),
            )
        )


def _ends_in_a_few_lines(rendered: Any) -> bool:
    """Whether most of the last of several pages is empty."""
    # The page as the renderer laid it out; its first child is the root of the text on it.
    last = rendered.pages[-1]._page_box
    return len(rendered.pages) > 1 and bool(last.children[0].height < last.height / 2)


@contextmanager
def _fonts() -> Iterator[Any]:
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    try:
        yield fonts
    finally:
        fonts.__del__()  # removes its folder among the temporary files, whenever it is freed itself


def _finish(about: Document, document: Any, pdf: Any) -> None:
    """Say what it was made with, which is known once letters are drawn.

    Let go of the laid-out pages before the file is put together: it needs the room.
    """
    import pydyf

    if about.fields is not None:
        finish_fields(pdf, about.fields)
    for name, value in about.custom(made_with(document)).items():
        pdf.info[name] = pydyf.String(value)
    document.pages.clear()


def _finish_archive(about: Document, document: Any, pdf: Any) -> None:
    """Leave unpacked what a strict reader of archives stumbles over."""
    _finish(about, document, pdf)
    from assessment.report.pdf.pdf_streams import ends_like_a_line

    for stream in pdf.objects:
        if getattr(stream, "compress", False) and (
            stream.extra.get("Type") == "/Metadata" or ends_like_a_line(stream)
        ):
            stream.compress = False


def _describe(metadata: Any, about: Document) -> None:
    metadata.title = about.title
    metadata.authors = [about.author] if about.author else []
    metadata.description = about.subject or None
    metadata.lang = about.language
    metadata.created = metadata.modified = (
        f"{about.date.isoformat()}T00:00:00Z" if about.date else None
    )
    metadata.attachments = []


def _attachments(renderer: Any, about: Document) -> list[weasyprint.Attachment]:
    date = about.date or dt.date.min
    midnight = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
    return [
        renderer.Attachment(
            string=attachment.content,
            name=attachment.name,
            description=attachment.description,
            relationship="Source",
            created=midnight,
            modified=midnight,
        )
        for attachment in about.attachments
    ]


@contextmanager
def _no_fetching() -> Iterator[None]:
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise ReportError(
            _("The template refers to {error}, and a report fetches nothing.").format(error=error),
            remedy=_("Put the image or font into the style sheet as a data: address."),
        ) from error
