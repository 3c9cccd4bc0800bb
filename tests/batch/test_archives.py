"""Answer files inside archives: what is read, and what hostile and damaged archives do."""

from __future__ import annotations

import gzip
import io
import os
import random
import stat
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assessment.batch import archives, inputs
from assessment.batch.reports import with_report_names
from batch.reading import SMALL, contents

NAMES = ("a.json", "in/b.json", "../../up.json", "/etc/absolute.json", "notes.txt", "in.zip")


def zip_of(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return path


def tar_of(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, raw in files.items():
            tar_info = tarfile.TarInfo(name)
            tar_info.size = len(raw)
            archive.addfile(tar_info, io.BytesIO(raw))
    return path


@pytest.mark.parametrize(
    ("write", "ending"), [(zip_of, "zip"), (tar_of, "tar.gz"), (tar_of, "tgz")]
)
def test_an_archive_means_its_json_files_whatever_their_paths_say(
    tmp_path: Path, write: Callable[[Path, dict[str, bytes]], Path], ending: str
):
    path = write(tmp_path / f"all.{ending}", dict.fromkeys(NAMES, SMALL))
    before = sorted(tmp_path.rglob("*"))
    assert contents(path) == [(f"{path}!{name}", SMALL) for name in NAMES[:4]]
    assert sorted(tmp_path.rglob("*")) == before
    assert inputs.count([str(path)]) is None


@pytest.mark.parametrize(("write", "ending"), [(zip_of, "zip"), (tar_of, "tar.gz")])
def test_a_bomb_is_refused_and_the_rest_is_read(
    tmp_path: Path,
    write: Callable[[Path, dict[str, bytes]], Path],
    ending: str,
):
    files = {"a.json": SMALL, "bomb.json": bytes(60_000_000), "z.json": SMALL}
    path = write(tmp_path / f"bomb.{ending}", files)
    assert path.stat().st_size < 100_000
    read = [what if isinstance(what, str) else len(what) for _, what in contents(path)]
    assert read[0] == read[2] == len(SMALL)
    assert "larger than 16 MB" in str(read[1])


def test_links_and_devices_in_an_archive_are_passed_over(tmp_path: Path):
    path = tmp_path / "links.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            tar_info = tarfile.TarInfo(f"link-{kind.decode()}.json")
            tar_info.type, tar_info.linkname = kind, "/etc/passwd"
            archive.addfile(tar_info)
        tar_info = tarfile.TarInfo("a.json")
        tar_info.size = len(SMALL)
        archive.addfile(tar_info, io.BytesIO(SMALL))
    assert contents(path) == [(f"{path}!a.json", SMALL)]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_in_a_zip_are_passed_over(tmp_path: Path, kind: int):
    path = tmp_path / "link.zip"
    zip_info = zipfile.ZipInfo("link.json")
    zip_info.external_attr = (kind | 0o777) << 16
    plain = zipfile.ZipInfo("a.json")
    plain.external_attr = (stat.S_IFREG | 0o644) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zip_info, "/etc/passwd")
        archive.writestr(plain, SMALL)
    assert contents(path) == [(f"{path}!a.json", SMALL)]


def zip_with_name(path: Path, raw: bytes, extra: bytes = b"") -> Path:
    """A zip whose member's name is these bytes, of which it does not say how to read them."""
    placeholder = "x" * len(raw)
    zip_info = zipfile.ZipInfo(placeholder)
    zip_info.extra = extra
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zip_info, SMALL)
    path.write_bytes(path.read_bytes().replace(placeholder.encode(), raw))
    return path


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("Côte d'Ivoire.json", "utf-8"),
        ("Côte d'Ivoire.json", "cp437"),
        ("São Tomé/2026.json", "cp850"),
        ("Česko.json", "cp852"),
        ("Украина-ответы.json", "cp866"),
        ("中国.json", "gbk"),
        ("日本.json", "shift_jis"),
        ("回答/テスト.json", "shift_jis"),
        ("防衛省の回答.json", "shift_jis"),
        ("表の回答.json", "shift_jis"),
        ("Украина.json", "cp1251"),
        ("РОССИЯ/ответ.json", "cp866"),
        ("ÅLAND/Réponse.json", "cp437"),
        ("日本.json", "utf-8"),
        ("Ελλάδα.json", "cp737"),
        ("Απαντήσεις 2026.json", "cp1253"),
        ("국가 자체 평가.json", "cp949"),
        ("المملكة.json", "cp1256"),
        ("แบบประเมิน.json", "cp874"),
        ("Polska łąki.json", "cp1250"),
    ],
)
def test_a_name_in_a_zip_of_another_system_is_read_as_it_was_given(
    tmp_path: Path, name: str, page: str
):
    path = zip_with_name(tmp_path / "a.zip", name.encode(page))
    assert contents(path) == [(f"{path}!{name}", SMALL)]


def test_one_page_is_taken_for_all_names_of_a_zip(tmp_path: Path):
    """The first alone reads as well in another way; the others do not."""
    path = tmp_path / "a.zip"
    names = ("Réponse du Bénin.json", "São Tomé.json", "naïve Übergröße.json")
    with zipfile.ZipFile(path, "w") as archive:
        for letter, name in zip("xyz", names, strict=True):
            archive.writestr(letter * len(name), SMALL)
    raw = path.read_bytes()
    for letter, name in zip(b"xyz", names, strict=True):
        raw = raw.replace(bytes([letter]) * len(name), name.encode("cp1252"))
    path.write_bytes(raw)
    assert [name for name, _ in contents(path)] == [f"{path}!{name}" for name in names]


def test_a_name_in_the_extra_field_of_a_zip_is_believed_where_it_is_of_this_name(tmp_path: Path):
    raw, name = b"S\xc6o.json", "São.json"
    for digest, wanted in ((zlib.crc32(raw), name), (0, "São.json")):
        field = b"\1" + digest.to_bytes(4, "little") + name.encode()
        extra = b"\x75\x70" + len(field).to_bytes(2, "little") + field
        path = zip_with_name(tmp_path / "a.zip", raw, extra)
        assert contents(path) == [(f"{path}!{wanted}", SMALL)]


@pytest.mark.parametrize(("name", "page"), [("Côte.json", "cp1252"), ("Österreich.json", "cp1252")])
def test_a_name_in_a_tar_of_another_system_is_read_as_it_was_given(
    tmp_path: Path, name: str, page: str
):
    path = tmp_path / "a.tar"
    tar_info = tarfile.TarInfo(name)
    tar_info.size = len(SMALL)
    raw = tar_info.tobuf(tarfile.GNU_FORMAT, encoding=page)
    path.write_bytes(raw + SMALL.ljust(512, b"\0") + bytes(1024))
    assert contents(path) == [(f"{path}!{name}", SMALL)]


def test_the_name_that_a_mac_took_apart_is_put_together_also_for_reports(tmp_path: Path):
    name = "Việt Nam हिन्दी.json"
    path = zip_of(tmp_path / "a.zip", {unicodedata.normalize("NFD", name): SMALL})
    (item,) = with_report_names(inputs.items([str(path)]))
    assert item.name == f"{path}!{name}"
    assert item.report == "Việt-Nam-हिन्दी"


def header(name: str, size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    tar_info = tarfile.TarInfo(name)
    tar_info.type, tar_info.size = kind, size
    return tar_info.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.XGLTYPE])
def test_a_header_of_a_gigabyte_is_not_read(tmp_path: Path, kind: bytes):
    path = tmp_path / "header.tar.gz"
    path.write_bytes(gzip.compress(header("x", 1 << 30, kind) + bytes(1 << 20)))
    assert "no archive of answer files" in str(contents(path))


@pytest.mark.parametrize("size", [-512, (1 << 30) + 1])
def test_a_member_of_an_impossible_size_ends_the_archive(tmp_path: Path, size: int):
    path = tmp_path / "size.tar.gz"
    path.write_bytes(gzip.compress(header("a.json", size) + bytes(4096)))
    assert "cannot be read further" in str(contents(path))


def test_one_damaged_member_of_a_zip_does_not_stop_the_rest(tmp_path: Path):
    path = zip_of(tmp_path / "a.zip", {"a.json": SMALL, "b.json": os.urandom(500), "c.json": SMALL})
    raw = bytearray(path.read_bytes())
    place = raw.index(b"b.json") + 40
    raw[place : place + 20] = bytes(20)
    path.write_bytes(raw)
    found = contents(path)
    assert (found[0][1], found[2][1]) == (SMALL, SMALL)
    assert "It cannot be read" in str(found[1][1])


def test_a_locked_member_and_a_rare_compression_are_told(tmp_path: Path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.json", SMALL)
    assert "compressed in a way" in str(contents(path))
    zip_of(path, {"a.json": SMALL})
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert "password" in str(contents(path))


@pytest.mark.parametrize("ending", archives.ARCHIVE_ENDINGS)
def test_what_is_no_archive_is_told(tmp_path: Path, ending: str):
    path = tmp_path / f"no{ending}"
    path.write_bytes(b"This is no archive.")
    assert "cannot be read further" in str(contents(path))


def test_a_cut_off_archive_gives_what_stands_before_the_cut(tmp_path: Path):
    files = {f"{number}.json": os.urandom(20_000) for number in range(9)}
    path = tar_of(tmp_path / "cut.tar.gz", files)
    path.write_bytes(path.read_bytes()[:90_000])
    found = contents(path)
    assert [what for _, what in found[:3]] == list(files.values())[:3]
    assert found[-1][0] == str(path)
    assert "cannot be read further" in str(found[-1][1])


def test_an_archive_is_read_as_it_is_wanted(tmp_path: Path):
    path = tar_of(tmp_path / "many.tar.gz", {f"{number}.json": SMALL for number in range(50)})
    found = archives.members(str(path))
    assert isinstance(found, Iterator)
    assert next(found).read() == SMALL


def test_a_plain_tar_is_read_too(tmp_path: Path):
    path = tmp_path / "all.tar"
    path.write_bytes(gzip.decompress(tar_of(tmp_path / "a.tgz", {"a.json": SMALL}).read_bytes()))
    assert contents(path) == [(f"{path}!a.json", SMALL)]


@pytest.mark.parametrize("ending", archives.ARCHIVE_ENDINGS)
def test_an_archive_that_is_not_there_is_told_as_a_file_is(tmp_path: Path, ending: str):
    item = next(archives.members(str(tmp_path / f"gone{ending}")))
    assert item.problem
    assert item.problem.problem == "The archive cannot be read: No such file or directory."
    assert item.problem.remedy.startswith("Check the name")


@pytest.mark.parametrize(("write", "ending"), [(zip_of, "zip"), (tar_of, "tar.gz")])
def test_what_a_mac_adds_to_an_archive_is_passed_over(
    tmp_path: Path, write: Callable[[Path, dict[str, bytes]], Path], ending: str
):
    names = ("a.json", "__MACOSX/._a.json", "__MACOSX/b.json", "in/._c.json", "D.JSON")
    path = write(tmp_path / f"mac.{ending}", dict.fromkeys(names, SMALL))
    assert contents(path) == [(f"{path}!a.json", SMALL), (f"{path}!D.JSON", SMALL)]


Damage = Callable[[bytearray], None]


def version_99(raw: bytearray) -> None:
    raw[raw.index(b"PK\x01\x02") + 6] = 99


def name_that_is_no_text(raw: bytearray) -> None:
    start = raw.index(b"PK\x01\x02")
    raw[start + 9] |= 0x08
    raw[start + 46] = 0xFF


def no_name(raw: bytearray) -> None:
    start = raw.index(b"PK\x01\x02")
    raw[start + 28 : start + 30] = struct.pack("<H", 0)
    raw[start + 30 : start + 32] = struct.pack("<H", 6)


@pytest.mark.parametrize("damage", [version_99, name_that_is_no_text, no_name])
def test_one_wrong_byte_in_the_list_of_a_zip_is_told(tmp_path: Path, damage: Damage):
    path = zip_of(tmp_path / "a.zip", {"a.json": SMALL})
    raw = bytearray(path.read_bytes())
    damage(raw)
    path.write_bytes(raw)
    assert [what for _, what in contents(path) if isinstance(what, str)]


def extended(records: bytes) -> bytes:
    """A tar with a header of records that a file's own header does not hold."""
    head = bytearray(header("records", len(records)))
    head[156:157] = b"x"
    with_sum = bytes(head[:148]) + b"%06o\0 " % (sum(head[:148]) + 256 + sum(head[156:]))
    whole = with_sum + bytes(head[156:]) + records + bytes(-len(records) % 512)
    return whole + header("a.json", 0) + bytes(1024)


@pytest.mark.parametrize(
    "records",
    [
        b"22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n26 GNU.sparse.name=a.json\n",
        b"20 GNU.sparse.map=x\n",
        b"9" * 5000 + b" size=1\n",
        b"13 size=1e99\n",
    ],
    ids=["sparse", "map", "long", "exponent"],
)
def test_a_header_of_a_tar_that_means_nothing_is_told(tmp_path: Path, records: bytes):
    path = tmp_path / "odd.tar.gz"
    path.write_bytes(gzip.compress(extended(records)))
    assert "cannot be read further" in str(contents(path)) or contents(path)[0][1] == b""


def test_headers_without_end_are_told(tmp_path: Path):
    path = tmp_path / "deep.tar.gz"
    item = extended(b"13 mtime=1.5\n")
    path.write_bytes(gzip.compress(item[: -1024 - 512] * 3000 + item[-1024 - 512 :]))
    assert "cannot be read further" in str(contents(path))


def mutated(raw: bytes, dice: random.Random) -> bytes:
    """Some bytes of an archive changed, cut out or doubled."""
    text = bytearray(raw)
    for _ in range(dice.choice((1, 1, 2, 5))):
        place, kind = dice.randrange(len(text)), dice.randrange(4)
        if kind == 0:
            text[place] = dice.randrange(256)
        elif kind == 1:
            del text[place : place + dice.randrange(1, 40)]
        elif kind == 2:
            text[place:place] = text[place : place + dice.randrange(1, 600)]
        else:
            text[place:place] = dice.choice((b"9" * 50, b"-1", b"\xff", b"\x80", bytes(512)))
    return bytes(text)


def with_right_sums(raw: bytes) -> bytes:
    """A tar whose headers say the right sum of themselves, so that more of them is believed."""
    text = bytearray(raw)
    for start in range(0, len(text) - 511, 512):
        if text[start + 257 : start + 262] == b"ustar":
            text[start + 148 : start + 156] = b" " * 8
            total = sum(text[start : start + 512])
            text[start + 148 : start + 156] = b"%06o\0 " % total
    return bytes(text)


def test_whatever_is_wrong_with_an_archive_is_told_and_nothing_is_raised(
    tmp_path: Path, request: pytest.FixtureRequest
):
    dice = random.Random(7559)
    files = {"a.json": SMALL, "in/b.json": SMALL * 40, "é" * 90 + ".json": SMALL}
    zipped = zip_of(tmp_path / "a.zip", files).read_bytes()
    taped = gzip.decompress(tar_of(tmp_path / "a.tar.gz", files).read_bytes())
    listed = zipped.index(b"PK\x01\x02")
    for _ in range(request.config.getoption("--mutated-files") // 6):
        (tmp_path / "z.zip").write_bytes(mutated(zipped, dice))
        (tmp_path / "l.zip").write_bytes(zipped[:listed] + mutated(zipped[listed:], dice))
        (tmp_path / "t.tar").write_bytes(mutated(taped, dice))
        (tmp_path / "s.tar").write_bytes(with_right_sums(mutated(taped, dice)))
        for name in ("z.zip", "l.zip", "t.tar", "s.tar"):
            assert "not told in full" not in [what for _, what in contents(tmp_path / name)]
