"""One questionnaire for all tests of batch: a copy, so that every process reads the same."""

from __future__ import annotations

import io
import shutil
import tarfile
from pathlib import Path

import pytest

from assessment.questionnaire import Questionnaire
from assessment.store import DEFAULT, folder_of, read_questionnaire
from batch.corpus import document, dump
from batch.stopped import FILES, TOLD


@pytest.fixture(scope="session")
def questionnaire_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("questionnaire") / DEFAULT
    shutil.copytree(folder_of(DEFAULT), folder)
    return folder


@pytest.fixture(scope="session")
def questionnaire(questionnaire_folder: Path) -> Questionnaire:
    return read_questionnaire(str(questionnaire_folder))


@pytest.fixture(scope="session")
def archive(questionnaire: Questionnaire) -> bytes:
    """A hundred different files, twelve times; the 300th cannot be read, so that it is told."""
    return _archive_of(questionnaire)


@pytest.fixture(scope="session")
def small_archive(small: Questionnaire) -> bytes:
    """The same, of ten questions: a workbook has 4,000 cells for a large file."""
    return _archive_of(small)


def _archive_of(questionnaire: Questionnaire) -> bytes:
    raws = [dump(document(questionnaire, seed)) for seed in range(100)]
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=1) as archive:
        for number in range(FILES):
            raw = b"" if number == TOLD else raws[number % 100]
            tar_info = tarfile.TarInfo(f"{number:04d}.json")
            tar_info.size = len(raw)
            archive.addfile(tar_info, io.BytesIO(raw))
    return stream.getvalue()
