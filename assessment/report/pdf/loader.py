"""WeasyPrint as this program uses it: loaded when it is needed, and fetching nothing."""

from __future__ import annotations

from functools import cache
from typing import Any

from assessment.errors import MissingExtraError

RENDERER_VERSION = "70.0"
"""The version that `pyproject.toml` pins; others make other bytes, and have another inside."""
SYSTEM_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def load_renderer() -> Any:
    """The renderer, ready; a sentence where what it needs of the system is missing."""
    try:
        import weasyprint  # here: importing it takes half a second
    except (OSError, ImportError) as error:
        raise MissingExtraError(
            "PDF files cannot be made: system libraries for text layout are missing.",
            remedy=f"On Debian, install them with: apt-get install {SYSTEM_PACKAGES}. "
            "Everything else works without them, --html included.",
        ) from error
    if weasyprint.__version__ == RENDERER_VERSION:
        _patch()
    return weasyprint


@cache
def _patch() -> None:
    from assessment.report.pdf import pdf_streams, speedups

    pdf_streams.install()
    speedups.install()


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
