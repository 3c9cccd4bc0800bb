"""Sessions on the small questionnaire, for every test of the screens."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from answered import NOW, answered, level

from assessment.assess import Assessment, assess
from assessment.questionnaire import Questionnaire
from assessment.store import write_answers
from assessment.tui.memory import Memory
from assessment.tui.session import Session


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A longer walk by option takes longer."""
    for item in items:
        if item.name.startswith("test_random_keys_"):
            item.add_marker(pytest.mark.timeout(180 + config.getoption("--random-keys") / 10))


@pytest.fixture(autouse=True)
def _an_ordinary_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TZ", "UTC")
    for name in ("NO_COLOR", "TEXTUAL", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder whose path fits into a line, wherever the tests keep theirs."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture
def path(small: Questionnaire, tmp_path: Path) -> Path:
    """A half answered file."""
    path = tmp_path / "a.json"
    write_answers(path, answered(small))
    return path


@pytest.fixture
def session(small: Questionnaire, path: Path, tmp_path: Path) -> Iterator[Session]:
    """Half answered; it stands on the first question."""
    session = Session.open(path, small, memory=Memory(tmp_path / "memory"), now=lambda: NOW)
    yield session
    session.close()


@pytest.fixture
def actual(small: Questionnaire) -> Assessment:
    """Half answered."""
    return assess(small, answered(small))


@pytest.fixture
def before(small: Questionnaire) -> Assessment:
    """An earlier assessment: one level was higher, one question was not answered."""
    earlier = answered(small).replace(period="2024")
    earlier = earlier.with_answer("AAA-01", level(2)).with_answer("AAA-02", level(0))
    return assess(small, earlier)
