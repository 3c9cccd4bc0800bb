"""The file is put together with less: pages are packed a little less tightly, and numbered once.

The tightest packing takes four times as long as the usual one, for a file smaller by a
twenty-fifth. The references to all pages are made once, not once for each of ten thousand elements.
"""

from __future__ import annotations

import zlib
from types import SimpleNamespace
from typing import Any, Final

import pydyf

LEVEL: Final = 6
_page_references = pydyf.PDF.page_references.fget


def install() -> None:
    """Pack at the usual level, and keep the references to pages."""
    pydyf.zlib = SimpleNamespace(compress=zlib.compress, compressobj=_packer)
    pydyf.PDF.page_references = property(_kept_references)


def _packer(level: int) -> Any:
    return zlib.compressobj(min(level, LEVEL))


def _kept_references(self: Any) -> Any:
    pages = len(self.pages["Kids"])
    known, references = self.__dict__.get("known_references", (-1, ()))
    if known != pages:
        references = _page_references(self)
        self.known_references = (pages, references)
    return references
