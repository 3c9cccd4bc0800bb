"""A questionnaire that was read before is kept; what is not whole, or not ours, is read afresh."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assessment.questionnaire import Questionnaire
from assessment.store import cache, folder_of, read_questionnaire
from assessment.store.folder_loader import examine_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A questionnaire's folder, with nothing kept yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree(folder_of("unga-75-59"), tmp_path / "unga-75-59"))


def kept(tmp_path: Path) -> Path:
    [path] = all_kept(tmp_path)
    return path


def all_kept(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "cache").rglob("questionnaire-*.json"))


def loaded(folder: Path) -> Questionnaire | None:
    return cache.load(cache.key(folder))


def test_what_is_kept_is_what_was_read(folder: Path):
    assert loaded(folder) is None
    read = read_questionnaire(str(folder))
    again = loaded(folder)
    assert again == read == examine_folder(folder).questionnaire
    assert again.model_dump() == read.model_dump()
    assert again.sha256 == read.sha256
    assert [type(question) for question in again.questions] == [
        type(question) for question in read.questions
    ]
    assert again.questions[0].guidance == read.questions[0].guidance


def test_an_edited_questionnaire_is_read_afresh(folder: Path):
    before = read_questionnaire(str(folder))
    area = min((folder / "areas").iterdir())
    area.write_text(area.read_text() + "# looked at\n")
    assert loaded(folder) is None
    assert read_questionnaire(str(folder)) == before
    assert loaded(folder) == before


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b"0\n{}"])
def test_what_is_damaged_is_read_afresh(folder: Path, tmp_path: Path, damage: bytes):
    read = read_questionnaire(str(folder))
    kept(tmp_path).write_bytes(damage)
    assert loaded(folder) is None
    assert read_questionnaire(str(folder)) == read


def test_a_changed_word_is_noticed(folder: Path, tmp_path: Path):
    read_questionnaire(str(folder))
    path = kept(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"national", b"notional", 1))
    assert loaded(folder) is None


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_what_others_could_have_written_is_not_used(folder: Path, tmp_path: Path, mode: int):
    read_questionnaire(str(folder))
    kept(tmp_path).chmod(mode)
    assert loaded(folder) is None


def test_only_the_newest_are_kept(folder: Path, tmp_path: Path):
    read = read_questionnaire(str(folder))
    for number in range(3 * cache.MAX_KEPT):
        cache.keep(f"{number:064x}", read)
    assert len(all_kept(tmp_path)) == cache.MAX_KEPT
    assert cache.load(f"{3 * cache.MAX_KEPT - 1:064x}") == read


def test_without_a_place_to_keep_it_everything_works(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert read_questionnaire(str(folder)).questions
    assert loaded(folder) is None
