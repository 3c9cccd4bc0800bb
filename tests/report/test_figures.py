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


def figures(item: dict) -> tuple[str, str]:
    """Score and range as they are printed."""
    low, high = points(item["low"]), points(item["high"])
    return points(item["score"]), "–" if low == "–" else f"{low}–{high}"


def span_words(item: dict) -> str:
    """The range as reports print it: a range of nothing says why."""
    whole = item["low"] is not None and item["low"] == item["high"]
    return "all answered" if whole else figures(item)[1]


def asked(item: dict) -> bool:
    """Whether any question counts in a group."""
    return item["counts"]["applicable"] + item["counts"]["not_applicable"] > 0


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


def test_the_partners_first_page(press: Press, example: Answers, tmp_path: Path, capsys):
    found = scored(example, "partner", tmp_path, capsys)
    page = press.html(example, "partner")
    shown = [(row[2], row[3]) for row in rows(page, "bars")]
    assert shown == [(figures(item)[0], span_words(item)) for item in found["areas"]]
    _, span = figures(found["overall"])
    assert found["overall"]["coverage"] < 1
    assert f'<p class="big span">{span}</p>' in page
    assert f"<td>{span}</td>" in page


def test_the_page_of_the_whole_and_the_ministers(
    press: Press, example: Answers, tmp_path: Path, capsys
):
    found = scored(example, "full", tmp_path, capsys)
    page = press.html(example, "full")
    shown = [(row[2], row[3], row[4]) for row in rows(page, "grid")]
    assert shown == [
        (figures(item)[0], span_words(item), points(item["target"])) for item in found["areas"]
    ]
    score, span = figures(found["overall"])
    assert f"scores {score}\u00a0of 100 ({found['overall']['band']})" in page
    assert f"Score {score}; could be {span} (between the strokes)" in page


@pytest.mark.parametrize("kind", ["areas", "functions", "sides", "paragraphs"])
def test_the_arithmetic_of_every_group(
    press: Press, example: Answers, kind: str, tmp_path: Path, capsys
):
    found = [item for item in scored(example, "full", tmp_path, capsys)[kind] if asked(item)]
    tables = re.findall(r'<table class="sums">.*?</table>', press.html(example), re.DOTALL)
    table = tables[["areas", "functions", "sides", "paragraphs"].index(kind)]
    shown = [row[8:12] for row in rows(table, "sums")]
    assert [(score, low, high) for score, low, high, *_ in shown] == [
        tuple(points(item[name]) for name in ("score", "low", "high")) for item in found
    ]


def test_every_paragraph_of_the_partners(press: Press, example: Answers, tmp_path: Path, capsys):
    found = scored(example, "partner", tmp_path, capsys)
    shown = [(row[2], row[3]) for row in rows(press.html(example, "partner"), "reply")]
    assert shown == [(figures(item)[0], span_words(item)) for item in found["paragraphs"]]


def test_every_paragraph(press: Press, example: Answers, tmp_path: Path, capsys):
    found = scored(example, "full", tmp_path, capsys)
    shown = [row[3] for row in rows(press.html(example), "reply")]
    for cell, item in zip(shown, found["paragraphs"], strict=True):
        score = figures(item)[0]
        wanted = f"{score}{span_words(item)}" if item["score"] is not None else "–"
        assert cell.startswith(wanted), item["id"]


def test_the_partners_paper(press: Press, example: Answers, tmp_path: Path, capsys):
    found = scored(example, "partner", tmp_path, capsys)
    words = " ".join(pdftotext(press.pdf(example, "partner"), "-layout").split())
    for item in found["areas"]:
        shown = f"{figures(item)[0]} {span_words(item)}"
        assert shown in words, item["id"]


def test_the_publics_bands(press: Press, example: Answers, tmp_path: Path, capsys):
    found = scored(example, "public", tmp_path, capsys)
    tables = press.html(example, "public").split('<table class="bars"')[1:]
    shown = [row[-1] for table in tables for row in rows(f'<table class="bars"{table}', "bars")]
    wanted = [
        item["band"]
        for kind in ("areas", "functions", "sides")
        for item in found[kind]
        if item["band"]
    ]
    assert shown == wanted


_BANDS = {"minimal", "partial", "substantial", "advanced"}
