"""HTML to PDF: the only place that knows WeasyPrint.

The renderer fetches nothing: neither the network nor the disk can be reached from a document.
The same document gives the same bytes, whatever the clock, the user and the folder.
"""

from __future__ import annotations

import datetime as dt
import gc
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assessment.errors import MissingExtraError, ReportError
from assessment.report.for_paper import for_paper

if TYPE_CHECKING:
    import weasyprint

Progress = Callable[[float, str], None]
"""Called with the share that is done, 0 to 1, and what is being done."""

SYSTEM_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
ACCESSIBLE = "pdf/ua-1"
ARCHIVE = "pdf/a-3a"


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A file inside a PDF: the source that the document was made from."""

    name: str
    content: bytes
    description: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a PDF says about itself."""

    title: str
    author: str
    language: str
    date: dt.date | None = None
    """Dates the document and what is embedded in it; no clock does. A blank form has none."""
    subject: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)
    """Further metadata, under names of letters and digits."""
    attachments: tuple[EmbeddedFile, ...] = ()
    """Only an archive file carries them."""
    archive: bool = False
    """PDF/A-3 for archives; otherwise PDF/UA-1, for readers that speak."""


def write_pdf(html: str, about: Document, progress: Progress | None = None) -> bytes:
    """The bytes of a tagged PDF."""
    library = _weasyprint()
    with _progress(progress), _no_garbage_hunt():
        content = _render(library, html, about)
    if progress is not None:
        progress(1.0, "Done")
    return content


def _render(library: Any, html: str, about: Document) -> bytes:
    variant = ARCHIVE if about.archive else ACCESSIBLE
    page = library.HTML(string=for_paper(html), url_fetcher=_fetcher())
    rendered = page.render(pdf_variant=variant)
    del page  # the tree of the page, which the laid-out pages need no more
    _describe(rendered.metadata, about)
    # What only the layout needed makes room for the writing: a twentieth less memory at the peak.
    gc.collect()
    return bytes(
        rendered.write_pdf(
            finisher=_finish_archive if about.archive else _finish,
            pdf_variant=variant,
            custom_metadata=True,
            attachments=_attachments(library, about),
        )
    )


def _finish(document: Any, _pdf: Any) -> None:
    """Let go of the laid-out pages before the file is put together: it needs the room."""
    document.pages.clear()
    gc.collect()


def _finish_archive(document: Any, pdf: Any) -> None:
    """Leave unpacked what a strict reader of archives stumbles over."""
    _finish(document, pdf)
    for one in pdf.objects:
        # The metadata; and what ends, packed, in a carriage return: with the line feed after it,
        # that reads as one end of a line, and the length seems wrong.
        if getattr(one, "compress", False) and (
            one.extra.get("Type") == "/Metadata" or one.data.endswith(b"\r\nendstream")
        ):
            one.compress = False


def _weasyprint() -> Any:
    try:
        import weasyprint  # here: importing it takes half a second
    except (OSError, ImportError) as error:
        raise MissingExtraError(
            "PDF files cannot be made: system libraries for text layout are missing.",
            remedy=f"On Debian, install them with: apt-get install {SYSTEM_PACKAGES}. "
            "Everything else works without them, --html included.",
        ) from error
    return weasyprint


def _fetcher() -> Any:
    """Takes what a document carries in itself (data:), and refuses everything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Nothing(URLFetcher):  # type: ignore[misc]
        """A fetcher that reaches neither the network nor the disk."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """What a data: address holds; a refusal for every other address."""
            if not url.lower().startswith("data:"):
                raise FatalURLFetchingError(url[:200])
            return super().fetch(url, headers)

    return Nothing(allowed_protocols=["data"], allow_redirects=False)


def _describe(metadata: Any, about: Document) -> None:
    metadata.title = about.title
    metadata.authors = [about.author] if about.author else []
    metadata.description = about.subject or None
    metadata.lang = about.language
    metadata.created = metadata.modified = (
        f"{about.date.isoformat()}T00:00:00Z" if about.date else None
    )
    metadata.custom = dict(about.custom)
    metadata.attachments = []


def _attachments(library: Any, about: Document) -> list[weasyprint.Attachment]:
    date = about.date or dt.date.min
    midnight = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
    return [
        library.Attachment(
            string=one.content,
            name=one.name,
            description=one.description,
            relationship="Source",
            created=midnight,
            modified=midnight,
        )
        for one in about.attachments
    ]


@contextmanager
def _no_garbage_hunt() -> Iterator[None]:
    # A document stays alive, whole, until it is written: hunting for garbage in it over and over
    # costs a fifth of the time and frees nothing. It is freed afterwards, and with it WeasyPrint's
    # folder of fonts among the temporary files, which is removed only when its owner is.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        gc.collect()


@contextmanager
def _progress(progress: Progress | None) -> Iterator[None]:
    """Tell the renderer's steps to whoever waits, in sentences."""
    from weasyprint.urls import FatalURLFetchingError

    logger = logging.getLogger("weasyprint.progress")
    handler = _Listener(progress) if progress is not None else logging.NullHandler()
    if progress is not None:
        logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        yield
    except FatalURLFetchingError as error:
        raise ReportError(
            f"The template refers to {error}, and a report fetches nothing.",
            remedy="Put the image or font into the style sheet as a data: address.",
        ) from error
    finally:
        logger.removeHandler(handler)


class _Listener(logging.Handler):
    """Turns the renderer's log of steps into a share that only grows."""

    STEPS: Mapping[str, tuple[float, str]] = {
        "Step 1": (0.02, "Reading the report"),
        "Step 3": (0.05, "Applying the styles"),
        "Step 4": (0.15, "Preparing the pages"),
        "Step 5": (0.3, "Laying out the pages"),
        "Step 6": (0.75, "Drawing the pages"),
        "Step 7": (0.95, "Finishing the file"),
    }

    def __init__(self, progress: Progress) -> None:
        super().__init__(logging.INFO)
        self._progress = progress
        self._thread = threading.get_ident()
        self._share = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Pass a step on, unless another thread's report logged it."""
        if record.thread != self._thread:
            return
        share, words = self.STEPS.get(record.getMessage()[:6], (0.0, ""))
        if "Page" in record.getMessage():
            share = min(self._share + 0.004, 0.74)
        if words and share > self._share:
            self._share = share
            self._progress(share, words)
