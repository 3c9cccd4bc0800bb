"""Where lines end on paper: figures keep their units, dates their months, and words are whole."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from paper import broken_words
from printed import EDITIONS, Press, pdftotext

from assessment.answers import Answers
from assessment.report.pdf import Document, write_pdf

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


WIDTHS = [930 + tenth for tenth in range(20)]
"""Tenths of a millimetre: at some of them a text fits, and the space after it does not."""
PARTED = """
<!DOCTYPE html><html lang="en"><title>Points</title><style>
@page { size: A4; margin: 10mm; }
body { font: 7.6pt Inter, "Noto Sans", "DejaVu Sans"; overflow-wrap: anywhere; }
p { break-after: page; }
</style><body>BODY</body></html>
"""
POINTS = (
    "<b>3 Implemented:</b> <b>c</b> Law covers making, holding, moving and using such devices, and "
    "supplying what goes into them. <b>d</b> Investigators and prosecutors are trained or "
    "practised in applying the law on these offences. <b>e</b> The cases of the last 24 months "
    "were pursued under these offences."
)


def test_a_line_before_a_letter_in_bold_holds_the_words_that_it_has_room_for():
    body = "".join(f'<p style="width: {width / 10}mm">{POINTS}</p>' for width in WIDTHS)
    about = Document("Points", "Somebody", "en", dt.date(2026, 11, 1))
    pages = pdftotext(write_pdf(PARTED.replace("BODY", body), about), "-layout").split("\f")
    lines = [[line for line in page.splitlines() if line.strip()] for page in pages[: len(WIDTHS)]]
    assert all(len(found) >= 3 for found in lines)
    assert [line for found in lines for line in found[:-1] if len(line) < 50] == []
