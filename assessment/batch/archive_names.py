"""The names of members of archives, as the people who gave them wrote them.

A zip says of a name that it is UTF-8, or nothing at all; then it is in whatever the system used
that packed it, and Python reads it as that of the first IBM PC. A tar says nothing. So a name that
is no UTF-8 is read in each way that systems used, and the way is taken that gives words in common
letters: of a zip one way for all its names, because the more letters, the surer it is.
"""

from __future__ import annotations

import re
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise

_IS_UTF_8 = 0x800
_FIRST = "cp437"
"""How Python reads a name of which the zip does not say that it is UTF-8."""
_OF_DOS = (
    _FIRST, "cp850", "cp852", "cp866", "cp1252", "cp1251", "gbk", "shift_jis", "big5", "cp949",
    "cp737", "cp1253", "cp857", "cp1250", "cp1256", "cp874",
)  # fmt: skip
"""What Windows and DOS programs write into a zip: their own pages first, then those of Windows."""
_OF_UNIX = (
    "cp1252", "cp1251", "gbk", "shift_jis", "big5", "cp949", "cp1253", "cp1250", "cp1256", "cp874",
    _FIRST, "cp850", "cp866", "cp737",
)  # fmt: skip
_UNICODE_PATH = 0x7075
"""The extra field in which Info-ZIP keeps the name in UTF-8."""
_COMMON: Mapping[str, range] = {
    "shift_jis": range(0x81, 0x98), "gbk": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7),
    "cp949": range(0xB0, 0xC9),
}  # fmt: skip
"""First bytes of the letters that are in common use: each of these pages has them before others."""
_ENOUGH = 1000
"""Names of which a page is told; a zip may hold a million."""
_SYLLABLES = 6
"""Common Korean syllables in a row that are hardly Chinese: two thirds of its letters are there."""
_WORD = re.compile(r"[^\W\d_]+")


def zip_names(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names of the members of a zip: one system packed them, so one page fits all."""
    raws = [_raw(member) for member in members]
    undeclared = (raw for raw in raws if raw is not None and not _is_utf_8(raw))
    page = page_of(islice(undeclared, _ENOUGH), _OF_DOS)
    both = zip(members, raws, strict=True)
    return [_composed(_zip_name(member, raw, page)) for member, raw in both]


def _raw(member: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a name of which the zip says nothing; None where it is known."""
    if member.flag_bits & _IS_UTF_8:
        return None
    try:
        raw = member.filename.encode(_FIRST)
    except UnicodeEncodeError:  # Python has read the extra field already
        return None
    return None if _in_extra_field(member, raw) else raw


def _zip_name(member: zipfile.ZipInfo, raw: bytes | None, page: str) -> str:
    if raw is not None:
        found = _decoded(raw, page) if page and not _is_utf_8(raw) else None
        return _read(raw, _OF_DOS) if found is None else found
    if member.flag_bits & _IS_UTF_8:
        return member.filename
    raw = member.filename.encode(_FIRST, "replace")
    return _in_extra_field(member, raw) or member.filename


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


def page_of(raws: Iterable[bytes], pages: Sequence[str]) -> str:
    """The page in which these names, which one system wrote, read best; empty where none fits."""
    names = list(raws)
    fitting: dict[str, int] = {}
    for page in pages:
        readings = [_decoded(raw, page) for raw in names]
        if None not in readings:
            fitting[page] = sum(
                _strangeness(reading, page) for reading in readings if reading is not None
            )
    if fitting.get("cp949") == fitting.get("gbk") == min(fitting.values(), default=None):
        return "cp949" if _are_syllables(names) else "gbk"
    # `min` takes the first of equal ones.
    return min(fitting, key=lambda page: fitting[page], default="")


def _are_syllables(names: Iterable[bytes]) -> bool:
    """Whether names that read as well in Chinese have enough letters, all of them in Korean use."""
    letters = [letter for raw in names for letter in raw.decode("cp949") if not letter.isascii()]
    return len(letters) >= _SYLLABLES and all(_script(letter) == "HANGUL" for letter in letters)


def _read(raw: bytes, pages: Sequence[str]) -> str:
    if _is_utf_8(raw):
        return raw.decode("utf-8")
    page = page_of([raw], pages)
    return raw.decode(page) if page else raw.decode("utf-8", "surrogateescape")


def _is_utf_8(raw: bytes) -> bool:
    return _decoded(raw, "utf-8") is not None


def _decoded(raw: bytes, page: str) -> str | None:
    try:
        return raw.decode(page)
    except UnicodeDecodeError:
        return None


def _strangeness(text: str, page: str) -> int:
    """How much of a text no name has: signs, two scripts in one word, letters seldom used."""
    # A backslash is also half of some letters of Japan and China.
    signs = text.count("\\") + sum(
        not (item.isascii() or unicodedata.category(item)[0] in "LM") for item in text
    )
    words = _WORD.findall(text)
    mixed = sum(len({_script(item) for item in word}) > 1 for word in words)
    humps = sum(bool(a.islower() and b.isupper()) for word in words for a, b in pairwise(word))
    rows = _COMMON.get(page)
    seldom = sum(_is_seldom(item, page, rows) for item in text) if rows else 0
    # No language in Latin letters has many beside each other that are not plain.
    marked = sum(_is_marked(a) and _is_marked(b) for word in words for a, b in pairwise(word))
    return 3 * signs + 3 * mixed + humps + seldom + marked


def _is_seldom(letter: str, page: str, rows: range) -> bool:
    return not letter.isascii() and letter.encode(page)[0] not in rows


def _is_marked(letter: str) -> bool:
    return not letter.isascii() and _script(letter) == "LATIN"


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
