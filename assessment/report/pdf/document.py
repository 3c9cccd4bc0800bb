"""What a PDF says about itself, and what it carries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A file inside a PDF: the source that the document was made from."""

    name: str
    content: bytes
    description: str


@dataclass(frozen=True, slots=True)
class Made:
    """What a PDF was made with: other versions of it give other bytes."""

    software: Mapping[str, str]
    """The version of the renderer and of each library that lays out text, under its name."""
    fonts: Mapping[str, str]
    """The digest of each font file that letters were taken from, under the font's name."""


def _nothing(_made: Made) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Document:
    """What a PDF says about itself."""

    title: str
    author: str
    language: str
    date: dt.date | None = None
    """Dates the document and what is embedded in it; no clock does. A blank form has none."""
    subject: str = ""
    custom: Callable[[Made], Mapping[str, str]] = _nothing
    """Further metadata, under names of letters and digits; told what the PDF was made with."""
    attachments: tuple[EmbeddedFile, ...] = ()
    """Only an archive file and a form carry them."""
    archive: bool = False
    """PDF/A-3 for archives; otherwise PDF/UA-1, for readers that speak."""
    closer: bool = False
    """Whether it is set closer where that spares it a last page of a few lines."""
    fields: Mapping[str, str] | None = None
    """Of a form to fill in: what stands in its fields, by name; None for what is no form."""
