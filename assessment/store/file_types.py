"""What somebody may name in place of an answer file, told from its first bytes."""

from __future__ import annotations

import re

from assessment.errors import AnswerFileError
from assessment.language import _

PDF = b"%PDF-"
_IN_BATCH = _("Unpack it, or let `cied batch` score the answer files in it.")
_AS_UTF_8 = _("Save it again as UTF-8.")
_OTHERS: tuple[tuple[tuple[bytes, ...], str, str], ...] = (
    (
        (PDF,),
        _("This is a PDF."),
        _(
            "Name the answer file itself; `cied score` also reads it out of a full report made "
            "with "
            "--archive."
        ),
    ),
    ((b"PK\x03\x04", b"PK\x05\x06"), _("This is a zip archive or a workbook."), _IN_BATCH),
    ((b"\x1f\x8b",), _("This is a file packed with gzip."), _IN_BATCH),
    (
        (b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!"),
        _("This is an archive of a kind that is not read here."),
        _("Unpack it, and name what was in it."),
    ),
    ((b"\xff\xfe", b"\xfe\xff"), _("The file is UTF-16 text."), _AS_UTF_8),
    (
        (b"<",),
        _("This is a web page or another document in HTML or XML."),
        _("Fetch or copy the answer file itself again."),
    ),
)


def is_pdf(raw: bytes) -> bool:
    """Whether some bytes are a PDF, and perhaps a report that carries its answer file."""
    return raw.startswith(PDF)


SEALED = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
"""How a file begins that was sealed: what is in it is not known, so it may be answers."""
_ASKED = re.compile(r'"questionnaire"\s*:\s*\{')
_ANSWERED = re.compile(r'"(?:answers|profile)"\s*:\s*\{')


def is_answer_file(raw: bytes) -> bool:
    """Whether some bytes are an answer file, also of another format, damaged, or sealed."""
    if raw.startswith(SEALED):
        return True
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = raw.decode(encoding, "replace").lstrip()
    if not text.startswith("{"):
        return False
    # Neither scores as JSON, which name their questionnaire, nor a table of lines has both.
    return bool(_ASKED.search(text) and _ANSWERED.search(text))


def refuse_other_kinds(raw: bytes, where: str) -> None:
    """Refuse what is another kind of file, and say which; what is not known passes."""
    start = raw[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginnings, problem, remedy in _OTHERS:
        if start.startswith(beginnings):
            raise AnswerFileError(problem, where=where, remedy=remedy)
