"""WeasyPrint as this program uses it: loaded when it is needed, and fetching nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from assessment.errors import MissingExtraError
from assessment.language import _

RENDERER_VERSION = "70.0"
"""The version that `pyproject.toml` pins; others make other bytes, and have another inside."""
SYSTEM_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

_NOTES = re.compile(r"^::(?:foot)?note-.*$", re.MULTILINE)
_STYLES = re.compile(r"<style\b.*?</style>|\bstyle\s*=[^>]*", re.DOTALL | re.IGNORECASE)
_MARKS = re.compile(r"footnote|note\(|list-item", re.IGNORECASE)
"""What a style says for notes, or for marks at other elements than those of a list."""


def load_renderer() -> Any:
    """The renderer, ready; a sentence where what it needs of the system is missing."""
    try:
        import weasyprint  # here: importing it takes half a second
    except (OSError, ImportError) as error:
        raise MissingExtraError(
            _("PDF files cannot be made: system libraries for text layout are missing."),
            remedy=_(
                "On Debian, install them with: apt-get install {system_packages}. "
                "Everything else works without them, --html included."
            ).format(system_packages=SYSTEM_PACKAGES),
        ) from error
    if weasyprint.__version__ == RENDERER_VERSION:
        _patch()
    return weasyprint


@cache
def _patch() -> None:
    from assessment.report.pdf import line_ends, pdf_streams, speedups

    pdf_streams.install_streams()
    line_ends.install_line_ends()
    speedups.install_speedups()


def fetcher() -> Any:
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


def load_page(renderer: Any, html: str) -> Any:
    """A page for the renderer, which fetches nothing.

    The renderer's own style sheet gives six styles to every element for notes and marks that a page
    of ours does not have; without them a report takes 20 MB less, and a thirtieth of its time.
    """

    class Page(renderer.HTML):  # type: ignore[misc]
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            whole, *others = super()._ua_stylesheets(forms)
            has_notes = any(_MARKS.search(style) for style in _STYLES.findall(html))
            return [whole if has_notes else _without_notes(), *others]

    return Page(string=html, url_fetcher=fetcher())


@cache
def _without_notes() -> Any:
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle
    from weasyprint.html import UA

    sheet = _NOTES.sub("", UA).replace("::marker", "li::marker")
    return CSS(string=sheet, counter_style=CounterStyle())
