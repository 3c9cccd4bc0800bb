"""One function computes every figure: six faces show the same number for the same file.

The text, JSON and CSV of the command, the row of the batch, the printed report (as HTML and as the
text of the PDF) and the results in the terminal are read back, each in its own way, and compared.
"""

from __future__ import annotations

import asyncio
import csv
import html
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from hard_files import HARD
from textual.widgets import TabbedContent

from assessment.answers import Answer, Answers
from assessment.cli.main import run
from assessment.figures import points
from assessment.questionnaire import Questionnaire
from assessment.store import write_answers
from assessment.tui.app import AssessmentApp
from assessment.tui.screens.results import ResultsScreen
from assessment.tui.session import Session
from assessment.tui.widgets.score_table import ScoreTable

Figures: TypeAlias = dict[str, tuple[str, ...]]
"""Score, low, high and target as they are shown, under `overall`, an area or a paragraph."""
NONE = "–"
FIGURE = r"(?:\d+\.\d|–)"
ALL = "all answered"
"""What every face says in place of a range where nothing is open."""
RANGE = rf"(?:{FIGURE}–{FIGURE}|–|{ALL})"


def sparse(example: Answers) -> Answers:
    """An assessment that was only begun: areas without an answer, and one that does not apply."""
    kept = {}
    for place, (key, answer) in enumerate(example.answers.items()):
        if key.startswith("PKO"):
            kept[key] = Answer(status="not_applicable", reason="No personnel is sent.")
        elif key.startswith(("POL", "LAW", "SUP")) or place % 7 == 0:
            kept[key] = answer
    return example.model_copy(update={"answers": kept})


@pytest.fixture(scope="module", params=["complete", "begun", *HARD])
def file(
    request: pytest.FixtureRequest,
    questionnaire: Questionnaire,
    example: Answers,
    earlier: Answers,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    path = tmp_path_factory.mktemp("faces") / "examplia.json"
    made: dict[str, Callable[[], Answers]] = {
        "complete": lambda: example,
        "begun": lambda: sparse(example),
    }
    if request.param in HARD:
        answers = HARD[request.param](questionnaire, example, earlier).answers
    else:
        answers = made[request.param]()
    write_answers(path, answers)
    return path


def shown(row: dict) -> tuple[str, ...]:
    """Figures of another program's format, rounded as a person would read them."""
    values = [row[name] for name in ("score", "low", "high", "target")]
    return tuple(points(None if value in ("", None) else float(value)) for value in values)


def from_json(text: str) -> Figures:
    found = json.loads(text)
    figures = {"overall": shown(found["overall"])}
    figures |= {item["id"]: shown(item) for item in found["areas"]}
    return figures | {f"paragraph {item['id']}": shown(item) for item in found["paragraphs"]}


def from_csv(text: str) -> Figures:
    figures = {}
    for row in csv.DictReader(text.splitlines()):
        name = {"overall": "overall", "area": row["id"], "paragraph": f"paragraph {row['id']}"}
        if row["group"] in name:
            figures[name[row["group"]]] = shown(row)
    return figures


def from_text(text: str) -> Figures:
    overall = re.search(
        rf"^Score ({FIGURE})   (?:could be )?({RANGE})   target ({FIGURE})", text, re.M
    )
    assert overall
    figures = {"overall": with_ends(*overall.groups())}
    row = rf"^ *([A-Z]{{3}}|\d+)  .*?  +({FIGURE})  +({RANGE})  +({FIGURE})  "
    for key, *found in re.findall(row, text, re.M):
        figures[f"paragraph {key}" if key.isdigit() else key] = with_ends(*found)
    return figures


def with_ends(score: str, words: str, target: str) -> tuple[str, ...]:
    """Score, low, high and target, of a range in words; a range of nothing is never a range."""
    low, _, high = words.partition("–")
    assert not low or low != high, words
    ends = (score, score) if words == ALL else (low or NONE, high or NONE)
    return (score, *ends, target)


SUMS = (
    rf"(?:\d+ ){{5}}(?:\d+|–) (?P<score>{FIGURE}) (?P<low>{FIGURE}) (?P<high>{FIGURE}) "
    rf"(?:\d+ %|–) (?P<target>{FIGURE})(?= |$)"
)
"""How the annex writes a group: a row with the sums and the figures that they give."""


def from_report(text: str) -> Figures:
    """The annex of the report: a row of sums for every area and paragraph, then the whole."""
    words = " ".join(text.split())
    annex = words[words.rindex("When a point holds") :]
    areas, _, rest = annex.partition("Functions: the sums")
    paragraphs = rest.partition("Paragraphs: the sums")[2].partition("question by question")[0]
    figures = {
        found[1]: _sums(found)
        for found in re.finditer(rf"\b([A-Z]{{3}}) [^\d]+? \d+ {SUMS}", areas)
    }
    said = rf"(?:Score ({FIGURE})|No score yet), (?:could be )?({RANGE}), target ({FIGURE})"
    overall = re.search(said, annex)
    assert overall
    figures["overall"] = with_ends(*overall.groups(NONE))
    # A paragraph that no question asks about has no sums.
    figures |= {f"paragraph {number}": (NONE,) * 4 for number in range(1, 32)}
    for found in re.finditer(rf"(?<![\d.])(\d+) {SUMS}", paragraphs):
        figures[f"paragraph {found[1]}"] = _sums(found)
    return figures


def _sums(found: re.Match[str]) -> tuple[str, ...]:
    return tuple(found[name] or NONE for name in ("score", "low", "high", "target"))


async def _terminal(session: Session) -> Figures:
    figures: Figures = {}
    app = AssessmentApp(session.questionnaire, session)
    async with app.run_test(size=(180, 60)) as pilot:
        await app.push_screen(ResultsScreen(session.assessment, file=session.path))
        await pilot.pause()
        for tab in ("areas", "paragraphs"):
            app.screen.query_one(TabbedContent).active = tab
            await pilot.pause()
            table = app.screen.query_one(f"#{tab}", expect_type=None).query_one(ScoreTable)
            for place in range(table.row_count):
                cells = [str(cell).strip() for cell in table.get_row_at(place)]
                figures[_name(cells[0])] = _figures(cells[1:])
    return figures


def _name(code: str) -> str:
    return "overall" if code == "ALL" else f"paragraph {code}" if code.isdigit() else code


def _figures(cells: list[str]) -> tuple[str, ...]:
    score = next(place for place, cell in enumerate(cells) if re.fullmatch(FIGURE, cell))
    return with_ends(*cells[score : score + 3])


@pytest.fixture
def wanted(file: Path, capsys: pytest.CaptureFixture[str]) -> Figures:
    assert run(["score", str(file), "--json"]) == 0
    return from_json(capsys.readouterr().out)


def test_the_json_has_every_group(wanted: Figures, questionnaire: Questionnaire):
    assert len(wanted) == 1 + len(questionnaire.areas) + len(questionnaire.paragraphs)
    assert sum(score != NONE for score, *_ in wanted.values()) > 30 or "PKO" in wanted


def test_the_text_shows_the_same(file: Path, wanted: Figures, capsys: pytest.CaptureFixture[str]):
    assert run(["score", str(file)]) == 0
    assert from_text(capsys.readouterr().out) == wanted


def test_the_csv_shows_the_same(file: Path, wanted: Figures, capsys: pytest.CaptureFixture[str]):
    assert run(["export", str(file), "--as", "csv"]) == 0
    assert from_csv(capsys.readouterr().out) == wanted


def test_the_batch_row_shows_the_same(file: Path, wanted: Figures, tmp_path: Path):
    for by, names in (("area", ("area",)), ("paragraph", ("paragraph",))):
        out = tmp_path / f"{by}.csv"
        assert run(["batch", str(file), "-o", str(out), "--by", by, "--quiet"]) == 0
        rows = list(csv.DictReader(out.read_text().splitlines()))
        figures = {
            (f"paragraph {row['paragraph']}" if by == "paragraph" else row[names[0]]): shown(row)
            for row in rows
        }
        assert figures == {key: wanted[key] for key in figures}
        assert len(figures) == sum(
            key.startswith("paragraph") == (by == "paragraph") for key in wanted if key != "overall"
        )
    out = tmp_path / "file.csv"
    assert run(["batch", str(file), "-o", str(out), "--quiet"]) == 0
    (row,) = csv.DictReader(out.read_text().splitlines())
    overall = {name: row[f"overall_{name}"] for name in ("score", "low", "high", "target")}
    assert shown(overall) == wanted["overall"]
    for key in [key for key in wanted if len(key) == 3]:
        area = {name: row[f"{key}_{name}"] for name in ("score", "low", "high", "target")}
        assert shown(area) == wanted[key]


def test_the_html_shows_the_same(file: Path, wanted: Figures, tmp_path: Path):
    out = tmp_path / "report.html"
    assert run(["report", str(file), "-o", str(out)]) == 0
    page = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", out.read_text(), flags=re.DOTALL)
    # These stand inside a sentence, and put no space into it.
    page = re.sub(r'</?b>|<span class="item">([^<]*)</span>', r"\1", page)
    assert from_report(html.unescape(re.sub(r"<[^>]+>", " ", page))) == wanted


@pytest.mark.slow
def test_the_pdf_shows_the_same(file: Path, wanted: Figures, tmp_path: Path):
    out = tmp_path / "report.pdf"
    assert run(["report", str(file), "-o", str(out)]) == 0
    done = subprocess.run(
        ["pdftotext", "-raw", str(out), "-"], capture_output=True, check=True, text=True
    )
    assert from_report(done.stdout) == wanted


def test_the_terminal_shows_the_same(file: Path, wanted: Figures, questionnaire: Questionnaire):
    session = Session.open(file, questionnaire)
    try:
        assert asyncio.run(_terminal(session)) == wanted
    finally:
        session.close()
