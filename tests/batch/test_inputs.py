"""What may be named: files, folders, patterns, lists; what is passed over, and what is told."""

from __future__ import annotations

import io
import os
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessment.batch import inputs
from assessment.errors import AssessmentError
from batch.reading import SMALL, contents, named


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


@pytest.mark.parametrize("name", ["own [2026]", "a*b", "what?", "[ab]", "[a-"])
def test_a_folder_whose_name_has_brackets_is_found(tmp_path: Path, name: str):
    (tmp_path / name / "in [1]").mkdir(parents=True)
    (tmp_path / "a").mkdir()
    for path in (tmp_path / name / "x.json", tmp_path / name / "in [1]" / "y.json"):
        path.write_bytes(SMALL)
    (tmp_path / "a" / "other.json").write_bytes(SMALL)
    both = [f"{tmp_path}/{name}/x.json", f"{tmp_path}/{name}/in [1]/y.json"]
    assert named(tmp_path / name) == both
    assert named(f"{tmp_path}/{name}/*.json") == both[:1]
    assert named(f"{tmp_path}/{name}/in [1]/?.json") == both[1:]
    assert sorted(named(f"{tmp_path}/{name}/**/*.json")) == sorted(both)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("data/[2026] Kareland/*.json", ["data/[2026] Kareland/a1.json"]),
        ("*/[2026] Kareland/*.json", ["data/[2026] Kareland/a1.json"]),
        ("*/[2026]*/a?.json", ["data/[2026] Kareland/a1.json"]),
        ("*/[x]/a*.json", ["data/[x]/a2.json"]),
        ("**/[x]/*.json", ["data/[x]/a2.json"]),
        ("data/[[]x]/*.json", ["data/[x]/a2.json"]),
        ("data/*[x]*", ["data/[x]/a2.json"]),
        ("*/report [1]*.json", ["data/report [1] of [2].json"]),
        ("*/[y]/part-[0-9].json", ["data/[y]/part-3.json"]),
        ("*/part-[0-9].json", ["data/part-1.json", "data/part-2.json"]),
        ("data/part-[!1].json", ["data/part-2.json"]),
        ("data/part-[2]*.json", ["data/part-2.json"]),
    ],
)
def test_brackets_beside_a_wildcard_are_part_of_a_name_where_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str, found: list[str]
):
    monkeypatch.chdir(tmp_path)
    names = ["[2026] Kareland/a1", "[x]/a2", "part-1", "part-2", "report [1] of [2]", "[y]/part-3"]
    for name in names:
        path = tmp_path / "data" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SMALL)
    assert named(pattern) == found


def test_names_that_brackets_would_fit_as_a_pattern_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    for name in ("k/[x]/a.json", "k/x/b.json"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(SMALL)
    said: list[str] = []
    found = [item.name for item in inputs.items(["*/[x]/*.json"], said.append)]
    assert found == ["k/[x]/a.json"]
    assert said == [
        "*/[x]/*.json: names with these brackets are there, and are meant. 1 other name that the "
        "brackets fit as a pattern is not taken."
    ]


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
    assert [Path(name).name for name in names] == [r"red\x1b[31m\n.json", r"\xff.json"]
    assert [what for _, what in contents(tmp_path)] == [SMALL, SMALL]


def test_a_list_without_end_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(inputs, "LIST_LIMIT", 1024 * 1024)
    with Path("/dev/zero").open("rb") as stream, pytest.raises(AssessmentError, match="1 MB"):
        inputs.expanded(["-"], stream)


def test_a_list_on_standard_input_by_line_or_by_zero_byte():
    assert inputs.from_list("a.json\r\nb c.json\n\n") == ("a.json", "b c.json")
    assert inputs.from_list("a\nb.json\0c.json\0") == ("a\nb.json", "c.json")
    found = inputs.expanded(["x.json", "-", "y"], io.BytesIO(b"a.json\n\xff.json\n"))
    assert found == ("x.json", "a.json", "\udcff.json", "y")
    with pytest.raises(AssessmentError, match="names no file"):
        inputs.expanded(["-"], io.BytesIO(b"\n"))


def test_the_ending_may_be_large_and_what_a_mac_adds_is_passed_over(tmp_path: Path):
    for name in ("A.JSON", "b.Json", "._A.JSON", "._b.json", "c.jsonx"):
        (tmp_path / name).write_bytes(SMALL)
    assert named(tmp_path) == [f"{tmp_path}/A.JSON", f"{tmp_path}/b.Json"]
    assert inputs.input_stem(f"{tmp_path}/A.JSON") == "A"


def test_archives_in_a_folder_are_not_opened_and_that_is_said_once(folder: Path):
    told: list[str] = []

    def notes(*paths: str) -> list[str]:
        told.clear()
        list(inputs.items(paths, told.append))
        return told

    for name in ("a.json.bak", "a.json.lock"):
        (folder / name).unlink()
    assert notes(str(folder)) == []
    (folder / "more.zip").write_bytes(b"")
    said = f"Not opened in {folder}: 1 archive; name it to have it scored."
    assert notes(str(folder)) == [said]
    (folder / "in" / "MORE.TAR.GZ").write_bytes(b"")
    said = f"Not opened in {folder}: 2 archives; name them to have them scored."
    assert notes(str(folder), f"{folder}/**") == [said]


def test_a_pattern_names_no_file_twice(folder: Path):
    everything = [name for name in named(f"{folder}/**") if name.endswith(".json")]
    assert sorted(everything) == sorted(named(folder))
    assert named(folder / "b.json", folder / "b.json") == [f"{folder}/b.json"] * 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_list_made_on_windows(encoding: str):
    raw = "a.json\r\né.json\r\n".encode(encoding)
    assert inputs.expanded(["-"], io.BytesIO(raw)) == ("a.json", "é.json")


LEFT = (
    ".Trash-1000/files/a.json",
    ".stversions/a.json",
    "$RECYCLE.BIN/S-1-5/$R1.json",
    ".snapshot/daily/a.json",
    "@eaDir/a.json",
    "#recycle/a.json",
    "lost+found/a.json",
    "in/files_versions/a.json",
    "~$a.json",
    ".#a.json",
    "#a.json#",
    ".~lock.a.json#",
    ".a.json.swp",
    ".hidden.json",
    "._a.json",
    "a.json.unsaved",
    "a.json.theirs",
    "a.json~",
)
"""What systems, editors, office programs and this program leave beside answer files."""


def with_leftovers(folder: Path) -> list[str]:
    for name in LEFT:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SMALL)
    return [f"{folder}/{name}" for name in ("a.json", "b.json", "in/c.json", "in/deep/d.json")]


def told_of(*paths: str, exclude: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    told: list[str] = []
    return [item.name for item in inputs.items(paths, told.append, exclude)], told


def test_what_systems_leave_in_folders_is_passed_over_and_that_is_said_once(folder: Path):
    wanted = with_leftovers(folder)
    names, told = told_of(str(folder))
    assert names == wanted
    assert told == [
        # Ten beside the answers, and the .bak and .lock of the fixture.
        "Passed over: 12 files and 8 folders that systems and programs keep as deleted, earlier, "
        f"hidden or temporary copies, such as {folder}/#recycle. Name what is to be scored itself."
    ]
    again, told = told_of(str(folder), str(folder / "in"))
    assert again == [*wanted, *wanted[2:]]
    assert len(told) == 1
    assert inputs.count([str(folder)]) == 4


def test_a_pattern_finds_no_leftovers_either(folder: Path):
    wanted = with_leftovers(folder)
    others = [f"{folder}/notes.txt", f"{folder}/scores.jsonl"]
    assert sorted(named(f"{folder}/**/*.json")) == sorted(wanted)
    assert sorted(named(f"{folder}/**")) == sorted([*wanted, *others])
    assert f"{folder}/a.json.bak" not in named(f"{folder}/*")


def test_what_is_named_itself_is_read_whatever_it_is(folder: Path):
    with_leftovers(folder)
    assert named(folder / ".Trash-1000") == [f"{folder}/.Trash-1000/files/a.json"]
    assert named(folder / "a.json.bak") == [f"{folder}/a.json.bak"]


def test_leftovers_in_an_archive_are_passed_over_too(tmp_path: Path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in (*LEFT, "../a.json", "./in/b.json"):
            archive.writestr(name, SMALL)
    names, told = told_of(str(path))
    assert names == [f"{path}!../a.json", f"{path}!./in/b.json"]
    assert told[0].startswith(f"Passed over: {len(LEFT)} files that systems")


def test_an_exclusion_may_have_brackets_too(tmp_path: Path):
    for name in ("[old] a.json", "o a.json", "b.json"):
        (tmp_path / name).write_bytes(SMALL)
    found = inputs.items([str(tmp_path)], exclude=("[old]*",))
    assert [Path(item.name).name for item in found] == ["b.json"]


def test_more_is_passed_over_where_it_is_asked(folder: Path):
    assert told_of(str(folder), exclude=("deep", "b*"))[0] == [
        f"{folder}/a.json", f"{folder}/in/c.json",
    ]  # fmt: skip
    names, told = told_of(str(folder), exclude=("*/in/*",))
    assert names == [f"{folder}/a.json", f"{folder}/b.json"]
    assert "or that --exclude names" in told[0]
    assert inputs.count([str(folder)], ("*/in/*",)) == 2
