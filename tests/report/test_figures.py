"""The figures that an edition prints are those of `cied score --json --edition`."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from printed import Press, pdftotext

from assessment.answers import Answers
from assessment.cli.main import run
from assessment.figures import points
from assessment.store import write_answers


def scored(example: Answers, edition: str, folder: Path, capsys) -> dict:
    file = folder / "answers.json"
    write_answers(file, example)
    assert run(["score", str(file), "--json", "--edition", edition]) == 0
    return json.loads(capsys.readouterr().out)


def figures(one: dict) -> tuple[str, str]:
    """Score and range as they are printed."""
    low, high = points(one["low"]), points(one["high"])
    return points(one["score"]), "–" if low == "–" else f"{low}–{high}"


def rows(page: str, table: str) -> list[list[str]]:
    """The cells of every row of the first table of a class, as text."""
    inside = re.search(rf'<table class="{table}".*?</table>', page, re.DOTALL)
    assert inside
    return [
        [unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", "", cell)) for cell in _cells(row)]
        for row in re.findall(r"<tr>(.*?)</tr>", inside[0], re.DOTALL)[1:]
    ]


def _cells(row: str) -> list[str]:
    return re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)


@pytest.mark.parametrize("edition", ["full", "ministry", "partner"])
def test_the_ministers_page(press: Press, example: Answers, edition: str, tmp_path: Path, capsys):
    found = scored(example, edition, tmp_path, capsys)
    page = press.html(example, edition)
    shown = [(row[2], row[3]) for row in rows(page, "bars")]
    assert shown == [figures(one) for one in found["areas"]]
    score, span = figures(found["overall"])
    ranged = edition == "partner" and found["overall"]["coverage"] < 1
    big = f' span">{span}' if ranged else f'">{score}'
    assert f'<p class="big{big}</p>' in page
    assert f"<td>{span}</td>" in page


@pytest.mark.parametrize("edition", ["full", "partner"])
def test_every_paragraph(press: Press, example: Answers, edition: str, tmp_path: Path, capsys):
    found = scored(example, edition, tmp_path, capsys)
    shown = [(row[2], row[3]) for row in rows(press.html(example, edition), "reply")]
    assert shown == [figures(one) for one in found["paragraphs"]]


def test_the_partners_paper(press: Press, example: Answers, tmp_path: Path, capsys):
    found = scored(example, "partner", tmp_path, capsys)
    words = " ".join(pdftotext(press.pdf(example, "partner"), "-layout").split())
    for one in found["areas"]:
        score, span = figures(one)
        assert re.search(rf"{re.escape(score)} {re.escape(span)}", words), one["id"]


def test_the_publics_bands(press: Press, example: Answers, tmp_path: Path, capsys):
    found = scored(example, "public", tmp_path, capsys)
    shown = [row[-1] for row in rows(press.html(example, "public"), "bars")]
    assert len(shown) == len(found["areas"])
    for words, one in zip(shown, found["areas"], strict=True):
        assert words == (one["band"] or "not shown")


_BANDS = {"minimal", "partial", "substantial", "advanced"}
