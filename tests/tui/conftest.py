"""Sessions on the small questionnaire, for every test of the screens."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from answered import NOW, answered

from assessment.questionnaire import Questionnaire
from assessment.store import write_answers
from assessment.tui.memory import Memory
from assessment.tui.session import Session


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A longer walk by option takes longer."""
    for item in items:
        if item.name == "test_random_keys_do_no_harm":
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
