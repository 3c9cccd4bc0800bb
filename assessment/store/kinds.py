"""What somebody may name in place of an answer file, told from its first bytes."""

from __future__ import annotations

from assessment.errors import AnswerFileError

PDF = b"%PDF-"
_IN_BATCH = "Unpack it, or let `cied batch` score the answer files in it."
_AS_UTF_8 = "Save it again as UTF-8."
_OTHERS: tuple[tuple[tuple[bytes, ...], str, str], ...] = (
    (
        (PDF,),
        "This is a PDF.",
        "Name the answer file itself; `cied score` also reads it out of a full report made with "
        "--archive.",
    ),
    ((b"PK\x03\x04", b"PK\x05\x06"), "This is a zip archive or a workbook.", _IN_BATCH),
    ((b"\x1f\x8b",), "This is a file packed with gzip.", _IN_BATCH),
    (
        (b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!"),
        "This is an archive of a kind that is not read here.",
        "Unpack it, and name what was in it.",
    ),
    ((b"\xff\xfe", b"\xfe\xff"), "The file is UTF-16 text.", _AS_UTF_8),
    (
        (b"<",),
        "This is a web page or another document in HTML or XML.",
        "Fetch or copy the answer file itself again.",
    ),
)


def is_pdf(raw: bytes) -> bool:
    """Whether some bytes are a PDF, and perhaps a report that carries its answer file."""
    return raw.startswith(PDF)


def refuse_other_kinds(raw: bytes, where: str) -> None:
    """Refuse what is another kind of file, and say which; what is not known passes."""
    start = raw[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginnings, problem, remedy in _OTHERS:
        if start.startswith(beginnings):
            raise AnswerFileError(problem, where=where, remedy=remedy)
