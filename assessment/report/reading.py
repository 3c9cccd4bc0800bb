"""What a PDF report carries: its stamp, and the answer file inside an archive.

A PDF that somebody hands in is hostile until read: whatever is wrong with it, the answer is none.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from assessment.errors import AnswerFileError
from assessment.report.stamp import KEY, Stamp, read
from assessment.store import is_pdf

SIZE_LIMIT = 200 * 1024 * 1024
"""The largest PDF that is looked into, in bytes."""
ANSWERS_LIMIT = 16 * 1024 * 1024
"""The largest embedded answer file, in bytes."""


def embedded_answers(pdf: bytes) -> bytes | None:
    """The answer file inside an archive report; None where there is none."""
    from assessment.report.printing import ANSWERS_NAME

    found = _look(pdf, lambda reader: _attachment(reader, ANSWERS_NAME))
    return found if isinstance(found, bytes) and len(found) <= ANSWERS_LIMIT else None


def answers_in(raw: bytes, where: str) -> bytes:
    """The answer file that some bytes are, or that they carry as an archive report."""
    if not is_pdf(raw):
        return raw
    found = embedded_answers(raw)
    if found is None:
        raise AnswerFileError(
            "This PDF carries no answer file.",
            where=where,
            remedy="Score the answer file itself, or a full report made with --archive.",
        )
    return found


def read_stamp(pdf: bytes) -> Stamp | None:
    """How a report says it was made; None where it says nothing that this program wrote."""
    text = _look(pdf, lambda reader: (reader.metadata or {}).get(f"/{KEY}"))
    return read(str(text)) if text is not None else None


def _attachment(reader: Any, name: str) -> bytes | None:
    for one in reader.attachment_list:
        if one.name == name or one.alternative_name == name:
            return bytes(one.content)
    return None


def _look(pdf: bytes, into: Any) -> Any:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if len(pdf) > SIZE_LIMIT or b"%PDF-" not in pdf[:1024]:
        return None
    try:
        return into(PdfReader(BytesIO(pdf)))
    # Everything that a broken or hostile file was seen to raise inside the reader.
    except (
        PyPdfError,
        ArithmeticError,
        AttributeError,
        LookupError,
        NotImplementedError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
    ):
        return None
