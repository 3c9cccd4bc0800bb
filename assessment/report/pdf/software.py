"""What a PDF was made with, so that it is known why another machine makes other bytes."""

from __future__ import annotations

import ctypes
import hashlib
import zlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from typing import Any, Final

from assessment.report.pdf.document import Made
from assessment.report.pdf.loader import load_renderer

_PACKAGES: Final = ("weasyprint", "pydyf", "tinyhtml5", "tinycss2", "cssselect2", "fonttools")
"""Of what the renderer is made: each of them decides about bytes."""
DIGEST_LENGTH: Final = 16
"""Digits of a font file's digest: it is told from others, and nobody forges a font for this."""
FIELD: Final = 100
"""Pango and fontconfig give a version as one number, 15012 for 1.50.12."""


def made_with(document: Any) -> Made:
    """The software that runs here, and the font files of a document whose pages are drawn."""
    return Made(software(), _fonts(document.fonts.values()))


@cache
def software() -> dict[str, str]:
    """The version of each package and library that decides about the bytes of a PDF."""
    load_renderer()  # loads the libraries, or says which are missing
    pango = ctypes.CDLL("libpango-1.0.so.0").pango_version
    harfbuzz = ctypes.CDLL("libharfbuzz.so.0").hb_version_string
    harfbuzz.restype = ctypes.c_char_p
    fontconfig = ctypes.CDLL("libfontconfig.so.1").FcGetVersion
    return {
        **{name: version(name) for name in _PACKAGES},
        "pango": _dotted(pango()),
        "harfbuzz": harfbuzz().decode(),
        "fontconfig": _dotted(fontconfig()),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


def _dotted(number: int) -> str:
    return f"{number // FIELD**2}.{number // FIELD % FIELD}.{number % FIELD}"


def _fonts(fonts: Iterable[Any]) -> dict[str, str]:
    from weasyprint.text.fonts import get_hb_object_data

    # The file as it was found, not what is left of it once it holds this document's letters alone.
    found = {
        font.name.decode(errors="replace").partition("+")[2]: hashlib.sha256(
            get_hb_object_data(font.hb_face)
        ).hexdigest()[:DIGEST_LENGTH]
        for font in fonts
    }
    return dict(sorted(found.items()))
