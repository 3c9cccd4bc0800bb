"""What a PDF report carries: its stamp, and the answer file inside an archive.

A PDF that somebody hands in is hostile until read. What opens it may raise anything at all, and
unpack without a bound; so whatever it raises means that there is nothing to be read here, and what
this program never writes is not unpacked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from assessment.errors import AnswerFileError
from assessment.language import _
from assessment.report.stamp import KEY, Stamp, read
from assessment.store import is_pdf

REPORT_SIZE_LIMIT = 200 * 1024 * 1024
"""The largest PDF that is looked into, in bytes."""
ANSWERS_LIMIT = 16 * 1024 * 1024
"""The largest embedded answer file, in bytes."""
_STRUCTURE_LIMIT = 4 * 1024 * 1024
"""Most bytes, packed and unpacked, of one stream of a PDF's own structure; the example's has 3 MB.

A megabyte of ASCII85 takes 95 MB to unpack, and pypdf has no other bound for it.
"""
REPORT_BOUNDS: Mapping[str, Any] = {
    "zlib_maximum_output_length": ANSWERS_LIMIT + 1,
    "lzw_maximum_output_length": ANSWERS_LIMIT,
    "run_length_maximum_output_length": ANSWERS_LIMIT,
    "stream_decoding_work_maximum_length": _STRUCTURE_LIMIT,
}
FORM_BOUNDS: Mapping[str, Any] = {
    **REPORT_BOUNDS,
    "maximum_declared_stream_length": _STRUCTURE_LIMIT,
    "stream_filters_maximum_length": 1,
    "stream_decoding_work_maximum_length": 24 * 1024 * 1024,
}
"""A form of 121 questions has 0.6 MB of structure, packed once, which unpacks to 4.3 MB, and what
was typed comes on top; but nothing that is packed twice, or into more than a stream of a report."""
_PACKINGS = (None, "/FlateDecode")
"""How an answer file may be packed inside a report: as this program does it, or not at all."""


def embedded_answers(pdf: bytes) -> bytes | None:
    """The answer file inside an archive report; None where there is none."""
    try:
        return _embedded(pdf)
    except AnswerFileError:
        return None


def answers_in(raw: bytes, where: str) -> bytes:
    """The answer file that some bytes are, or that they carry as an archive report."""
    if not is_pdf(raw):
        return raw
    try:
        found = _embedded(raw)
    except AnswerFileError as error:
        raise AnswerFileError(error.problem, where=where, remedy=error.remedy) from error
    if found is None:
        raise AnswerFileError(_("This PDF carries no answer file."), where=where, remedy=_INSTEAD)
    return found


_INSTEAD = _("Score the answer file itself, or a full report made with --archive.")


def read_stamp(pdf: bytes) -> Stamp | str | None:
    """How a report says it was made: its stamp, or only the version that stamped it otherwise.

    None where it says nothing that this program wrote.
    """
    try:
        text = look_into(pdf, lambda reader: (reader.metadata or {}).get(f"/{KEY}"))
    except AnswerFileError:
        return None
    return read(str(text)) if text is not None else None


def _embedded(pdf: bytes) -> bytes | None:
    from assessment.report.printing import ANSWERS_NAME

    found = look_into(pdf, lambda reader: attachment(reader, ANSWERS_NAME))
    return found if isinstance(found, bytes) and len(found) <= ANSWERS_LIMIT else None


def attachment(reader: Any, name: str) -> bytes | None:
    """A file inside of a PDF that is looked into."""
    from pypdf import apply_configuration, get_configuration

    for item in reader.attachment_list:
        if name not in (item.name, item.alternative_name):
            continue
        if item._embedded_file.get("/Filter") not in _PACKINGS:
            raise AnswerFileError(
                _("The answer file in this PDF is packed in a way that is not read here."),
                remedy=_INSTEAD,
            )
        with apply_configuration(
            get_configuration(), stream_decoding_work_maximum_length=ANSWERS_LIMIT
        ):
            return bytes(item.content)
    return None


def look_into(
    pdf: bytes, into: Callable[[Any], Any], bounds: Mapping[str, Any] = REPORT_BOUNDS
) -> Any:
    """What is found in a PDF, within bounds; None where there is nothing to be read.

    Raises an AnswerFileError where it is locked, or would unpack to more than any report.
    """
    from pypdf import Configuration, PdfReader, apply_configuration
    from pypdf.errors import DependencyError, LimitReachedError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its warnings quote the file
    if len(pdf) > REPORT_SIZE_LIMIT or b"%PDF-" not in pdf[:1024]:
        return None
    try:
        with apply_configuration(Configuration(**bounds)):
            reader = PdfReader(BytesIO(pdf))
            return into(_unlocked(reader))
    except AnswerFileError:
        raise
    except LimitReachedError as error:
        raise AnswerFileError(
            _("This PDF would unpack to more than any report."), remedy=_INSTEAD
        ) from error
    except DependencyError as error:
        if b"/Encrypt" in pdf:  # AES, as office programs use it
            raise _locked() from error
        return None
    except Exception:  # noqa: BLE001 - the border of a hostile file: pypdf raises anything
        return None


def _unlocked(reader: Any) -> Any:
    if reader.is_encrypted:
        raise _locked()
    return reader


def _locked() -> AnswerFileError:
    return AnswerFileError(
        _("This PDF is locked with a password."),
        remedy=_("Save it without one, or score the answer file itself."),
    )
