"""What the tests of the forms share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import Browser, axe_script, browser


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A real Chromium."""
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core."""
    return axe_script(tmp_path_factory.mktemp("axe"))
