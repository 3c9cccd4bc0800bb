"""One questionnaire for all tests of batch: a copy, so that every process reads the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assessment.questionnaire import Questionnaire
from assessment.store import DEFAULT, folder_of, read_questionnaire


@pytest.fixture(scope="session")
def questionnaire_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("questionnaire") / DEFAULT
    shutil.copytree(folder_of(DEFAULT), folder)
    return folder


@pytest.fixture(scope="session")
def questionnaire(questionnaire_folder: Path) -> Questionnaire:
    return read_questionnaire(str(questionnaire_folder))
