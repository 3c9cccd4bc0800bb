"""What a PDF says about itself, and what it carries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


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
