"""Every report is printed once, and looked at by many tests."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from printed import Press

from assessment.questionnaire import Questionnaire

LEFT_OPEN = (
    r"ignore:Exception ignored in. <_io.FileIO name=.*sRGB2014"
    ":pytest.PytestUnraisableExceptionWarning"
)
"""WeasyPrint leaves its own colour profile to the garbage collector when it writes PDF/A."""


PLAIN = {"everything unknown", "all zero", "all four", "three answers"}
"""Files that are hard for the words and easy for the paper."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Every test here may make an archive; the paper of plain files is looked at by option."""
    if not config.getoption("--every-hard-file"):
        plain = [item for item in items if _is_of_a_plain_file(item)]
        config.hook.pytest_deselected(items=plain)
        items[:] = [item for item in items if not _is_of_a_plain_file(item)]
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.filterwarnings(LEFT_OPEN))
        if "press" in getattr(item, "fixturenames", ()):
            # It waits for a whole report to be printed.
            item.add_marker(pytest.mark.slow)


def _is_of_a_plain_file(item: pytest.Item) -> bool:
    called = getattr(item, "callspec", None)
    return (
        item.path.name == "test_hard_files.py"
        and called is not None
        and called.params.get("name") in PLAIN
    )


@pytest.fixture(scope="session")
def press(questionnaire: Questionnaire) -> Press:
    """Makes reports, and keeps each so that it is made once."""
    return Press(questionnaire)


@pytest.fixture(autouse=True, scope="session")
def no_complaints() -> Iterator[logging.Handler]:
    """The renderer only logs what it does not understand: here a complaint is an error."""
    logger, teller = logging.getLogger("weasyprint"), _Complaint(logging.WARNING)
    logger.addHandler(teller)
    yield teller
    logger.removeHandler(teller)


@pytest.fixture
def complaints_are_wanted(no_complaints: logging.Handler) -> Iterator[None]:
    """For a test of what is told about a mistake."""
    logging.getLogger("weasyprint").removeHandler(no_complaints)
    yield
    logging.getLogger("weasyprint").addHandler(no_complaints)


class _Complaint(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        raise AssertionError(record.getMessage())
