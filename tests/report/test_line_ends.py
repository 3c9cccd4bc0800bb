"""Where lines end on paper: figures keep their units, dates their months, and words are whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from paper import broken_words
from printed import EDITIONS, Press, pdftotext

from assessment.answers import Answers

_BLOCK = re.compile(r"<block .*?</block>", re.DOTALL)
_LINE = re.compile(r"<line .*?</line>", re.DOTALL)
_WORD = re.compile(r">([^<]+)</word>")
_FIGURE = re.compile(r"[(\u2212+]?\d[\d,.]*")
_UNIT = re.compile(
    "%|(?:EUR|points?|days?|weeks?|months?|years?|January|February|March|April|May|June|July|August|"
    "September|October|November|December)\\b"
)


def parted(pdf: bytes) -> Iterator[str]:
    """Every figure at the end of a line whose unit or month begins the next one."""
    for block in _BLOCK.findall(pdftotext(pdf, "-bbox-layout")):
        lines = [_WORD.findall(line) for line in _LINE.findall(block)]
        for line, following in pairwise(lines):
            if _FIGURE.fullmatch(line[-1]) and _UNIT.match(following[0]):
                yield f"{line[-1]} | {following[0]}"


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_figure_is_parted_from_its_unit_and_no_word_is_broken(
    press: Press, example: Answers, earlier: Answers, edition: str
):
    baseline = None if edition == "national" else earlier
    pdf = press.pdf(example, edition, baseline=baseline)
    assert list(parted(pdf)) == []
    assert broken_words(press.html(example, edition, baseline=baseline), pdf) == []
