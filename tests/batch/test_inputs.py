"""What may be named: files, folders, patterns, archives, lists; and what hostile ones do."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assessment.batch import archives, inputs
from assessment.batch.items import Item
from assessment.errors import AnswerFileError, AssessmentError

SMALL = b'{"format": 1}'


def named(*paths: object) -> list[str]:
    return [item.name for item in inputs.items(map(str, paths))]


def contents(*paths: object) -> list[tuple[str, bytes | str]]:
    """For each file its name and bytes, or why there are none."""
    return [(item.name, content(item)) for item in inputs.items(map(str, paths))]


def content(item: Item) -> bytes | str:
    try:
        return item.read()
    except AnswerFileError as error:
        return error.problem if error.where and error.remedy else "not told in full"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.json", "a.json", "in/c.json", "in/deep/d.json"):
        path = tmp_path / "answers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SMALL)
    for name in ("a.json.bak", "a.json.lock", "notes.txt", "scores.jsonl", ".cied.x1y2"):
        (tmp_path / "answers" / name).write_bytes(b"no answer file")
    return tmp_path / "answers"


def test_a_folder_means_its_json_files_also_in_folders_inside(folder: Path):
    found = ["a.json", "b.json", "in/c.json", "in/deep/d.json"]
    assert named(folder) == [f"{folder}/{name}" for name in found]
    assert inputs.count([str(folder)]) == 4


def test_the_order_is_the_order_of_the_paths(folder: Path):
    found = named(folder / "in", folder / "b.json", folder / "a.json", folder / "b.json")
    assert [Path(name).name for name in found] == ["c.json", "d.json", "b.json", "a.json", "b.json"]


def test_a_pattern_means_what_matches_it(folder: Path):
    assert named(f"{folder}/**/?.json") == named(folder)
    assert named(f"{folder}/[ab].json") == [f"{folder}/a.json", f"{folder}/b.json"]
    assert contents(f"{folder}/x*") == [(f"{folder}/x*", "No file matches this pattern.")]


def test_a_name_with_brackets_is_a_name_where_there_is_such_a_file(folder: Path):
    (folder / "[ab].json").write_bytes(SMALL)
    assert named(folder / "[ab].json") == [f"{folder}/[ab].json"]


def test_nothing_at_all_is_told(tmp_path: Path):
    assert contents(tmp_path) == [(str(tmp_path), "There is no answer file in this folder.")]
    assert "No such file" in str(contents(tmp_path / "gone.json"))
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    assert "no answer file in this archive" in str(contents(tmp_path / "empty.zip"))


def test_links_inside_a_folder_lead_to_files_but_never_in_circles(folder: Path):
    (folder / "z.json").symlink_to(folder / "a.json")
    (folder / "in" / "up").symlink_to(folder)
    (folder / "zz.json").symlink_to(folder / "gone")
    found = dict(contents(folder))
    assert len(found) == 6
    assert found[f"{folder}/z.json"] == SMALL
    assert "No such file" in str(found[f"{folder}/zz.json"])


def test_a_pipe_holds_nothing_up(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.json")
    assert "pipe" in str(contents(tmp_path)[0][1])
    assert "device" in str(contents("/dev/zero")[0][1])
    assert not stat.S_ISREG((tmp_path / "pipe.json").stat().st_mode)


def test_a_folder_with_the_ending_of_a_file_is_a_folder(tmp_path: Path):
    (tmp_path / "odd.json").mkdir()
    (tmp_path / "odd.json" / "a.json").write_bytes(SMALL)
    assert named(tmp_path) == [f"{tmp_path}/odd.json/a.json"]


def test_what_must_not_be_read_is_told(closed_folder: Path):
    found = dict(contents(closed_folder))
    assert "Permission denied" in str(found[f"{closed_folder}/b.json"])
    assert "Permission denied" in str(found[f"{closed_folder}/in"])
    assert found[f"{closed_folder}/a.json"] == SMALL


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder with a file and a folder that must not be read; root gives up its rights for it."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    for name in ("a.json", "b.json", "in/c.json"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(SMALL)
    (folder / "b.json").chmod(0)
    (folder / "in").chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield folder
    os.seteuid(user)
    (folder / "in").chmod(0o700)
    shutil.rmtree(folder)


def test_names_that_a_terminal_would_obey_are_written_as_escapes(tmp_path: Path):
    (tmp_path / "red\x1b[31m\n.json").write_bytes(SMALL)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.json")).write_bytes(SMALL)
    names = named(tmp_path)
    assert all(name.isprintable() for name in names)
    assert [Path(name).name for name in names] == [r"red\x1b[31m\n.json", r"\udcff.json"]
    assert [what for _, what in contents(tmp_path)] == [SMALL, SMALL]


def test_a_list_on_standard_input_by_line_or_by_zero_byte():
    assert inputs.from_list("a.json\r\nb c.json\n\n") == ("a.json", "b c.json")
    assert inputs.from_list("a\nb.json\0c.json\0") == ("a\nb.json", "c.json")
    found = inputs.expanded(["x.json", "-", "y"], io.BytesIO(b"a.json\n\xff.json\n"))
    assert found == ("x.json", "a.json", "\udcff.json", "y")
    with pytest.raises(AssessmentError, match="names no file"):
        inputs.expanded(["-"], io.BytesIO(b"\n"))


NAMES = ("a.json", "in/b.json", "../../up.json", "/etc/absolute.json", "notes.txt", "in.zip")


def zip_of(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return path


def tar_of(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, raw in files.items():
            one = tarfile.TarInfo(name)
            one.size = len(raw)
            archive.addfile(one, io.BytesIO(raw))
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
            one = tarfile.TarInfo(f"link-{kind.decode()}.json")
            one.type, one.linkname = kind, "/etc/passwd"
            archive.addfile(one)
        one = tarfile.TarInfo("a.json")
        one.size = len(SMALL)
        archive.addfile(one, io.BytesIO(SMALL))
    assert contents(path) == [(f"{path}!a.json", SMALL)]


def test_a_link_in_a_zip_is_no_more_than_its_text(tmp_path: Path):
    path = tmp_path / "link.zip"
    one = zipfile.ZipInfo("link.json")
    one.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(one, "/etc/passwd")
    assert contents(path) == [(f"{path}!link.json", b"/etc/passwd")]


def header(name: str, size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    one = tarfile.TarInfo(name)
    one.type, one.size = kind, size
    return one.tobuf(tarfile.GNU_FORMAT)


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


@pytest.mark.parametrize("ending", archives.ENDINGS)
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
