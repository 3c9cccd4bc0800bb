"""The pictures of the guide show the program as it is; `tests/pictures.py` makes them anew."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from pictures import FOLDER, NAMES, pictures

pytestmark = pytest.mark.slow

TEXT = re.compile(r"<text class=[^>]*>(.*?)</text>", re.DOTALL)
PART = re.compile(r"\b[0-9a-f]{6}\b|-[0-9a-f]{0,5}…|\bPart [0-9a-f]{1,5}\b")
"""The beginning of a part's random id, perhaps cut off."""


@pytest.fixture(scope="module")
def taken():
    return pictures()


def words(drawn):
    """What a person reads in a picture, without what is another one each time."""
    found = " ".join(html.unescape(item) for item in TEXT.findall(drawn))
    return PART.sub("", found.replace("\xa0", " ")).split()


@pytest.mark.parametrize("name", NAMES)
def test_each_picture_is_of_the_screen_as_it_is(taken, name):
    shown = words((FOLDER / f"{name}.svg").read_text())
    assert sorted(shown) == sorted(words(taken[name])), "run tests/pictures.py"


@pytest.mark.parametrize("name", NAMES)
def test_each_picture_stands_in_the_guide_is_small_and_needs_no_network(name):
    guide = (Path(__file__).parents[1] / "docs" / "focal-point.md").read_text()
    assert f"](pictures/{name}.svg)" in guide
    drawn = (FOLDER / f"{name}.svg").read_text()
    assert len(drawn) < 50_000
    assert "url(" not in drawn.replace("url(#", "")
    assert "@import" not in drawn
