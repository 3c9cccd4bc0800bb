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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here may make an archive."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.filterwarnings(LEFT_OPEN))
        if "press" in getattr(item, "fixturenames", ()):
            # It waits for a whole report to be printed.
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def press(questionnaire: Questionnaire) -> Press:
    """Makes reports, and keeps each so that it is made once."""
    return Press(questionnaire)


@pytest.fixture(autouse=True, scope="session")
def no_complaints() -> Iterator[logging.Handler]:
    """The renderer only logs what it does not understand: here a complaint is an error."""
    logger, handler = logging.getLogger("weasyprint"), _Complaint(logging.WARNING)
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


@pytest.fixture
def complaints_are_wanted(no_complaints: logging.Handler) -> Iterator[None]:
    """For a test of what is told about a mistake."""
    logging.getLogger("weasyprint").removeHandler(no_complaints)
    yield
    logging.getLogger("weasyprint").addHandler(no_complaints)


class _Complaint(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        raise AssertionError(record.getMessage())
