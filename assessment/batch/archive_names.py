"""The names of members of archives, as the people who gave them wrote them.

A zip says of a name that it is UTF-8, or nothing at all; then it is in whatever the system used
that packed it, and Python reads it as that of the first IBM PC. A tar says nothing. So a name that
is no UTF-8 is read in each way that systems used, and the way is taken that gives words.
"""

from __future__ import annotations

import re
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence
from itertools import pairwise

_IS_UTF_8 = 0x800
_FIRST = "cp437"
"""How Python reads a name of which the zip does not say that it is UTF-8."""
_OF_DOS = (_FIRST, "cp850", "cp852", "cp866", "cp1252", "cp1251", "gbk", "shift_jis", "cp1256")
"""What Windows and DOS programs write into a zip: their own pages first, then those of Windows."""
_OF_UNIX = ("cp1252", "cp1251", "gbk", "shift_jis", "cp1256", _FIRST, "cp850", "cp866")
_UNICODE_PATH = 0x7075
"""The extra field in which Info-ZIP keeps the name in UTF-8."""
_WORD = re.compile(r"[^\W\d_]+")


def zip_name(member: zipfile.ZipInfo) -> str:
    """The name of a member of a zip."""
    if member.flag_bits & _IS_UTF_8:
        return _composed(member.filename)
    try:
        raw = member.filename.encode(_FIRST)
    except UnicodeEncodeError:  # Python has read the extra field already
        return _composed(member.filename)
    return _composed(_in_extra_field(member, raw) or _read(raw, _OF_DOS))


def tar_name(member: tarfile.TarInfo) -> str:
    """The name of a member of a tar."""
    return _composed(_read(member.name.encode("utf-8", "surrogateescape"), _OF_UNIX))


def _composed(name: str) -> str:
    # A Mac takes letters and their marks apart; that is one name with another spelling.
    return unicodedata.normalize("NFC", name)


def _in_extra_field(member: zipfile.ZipInfo, raw: bytes) -> str:
    extra, crc = member.extra, zlib.crc32(raw).to_bytes(4, "little")
    while len(extra) >= 4:
        kind, size = (int.from_bytes(extra[at : at + 2], "little") for at in (0, 2))
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and field[1:5] == crc:
            return field[5:].decode("utf-8", "replace")
    return ""


def _read(raw: bytes, pages: Sequence[str]) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        readings = [text for page in pages if (text := _decoded(raw, page)) is not None]
    # `min` takes the first of equal ones.
    return min(readings, key=_strangeness) if readings else raw.decode("utf-8", "surrogateescape")


def _decoded(raw: bytes, page: str) -> str | None:
    try:
        return raw.decode(page)
    except UnicodeDecodeError:
        return None


def _strangeness(text: str) -> int:
    """How much of a text no name has: signs, two scripts in one word, capitals inside of one."""
    signs = sum(not (one.isascii() or unicodedata.category(one)[0] in "LM") for one in text)
    words = _WORD.findall(text)
    mixed = sum(len({_script(one) for one in word}) > 1 for word in words)
    humps = sum(bool(a.islower() and b.isupper()) for word in words for a, b in pairwise(word))
    return 3 * signs + 3 * mixed + humps


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
