"""What is said of an answer file beside its figures is the same on every face, too.

Bands, counts, changes, the order of the roadmap, what is planned until when, what it costs and what
is overdue are read back from the command, the table of the plan, the printed report and the
terminal, each in its own way, and compared.
"""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import html
import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hard_files import HARD
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.widgets import TabbedContent

from assessment.answers import Action, Answer, Answers, Evidence
from assessment.assess import assess
from assessment.cli.main import run
from assessment.dates import read_date
from assessment.figures import difference, points
from assessment.questionnaire import Questionnaire
from assessment.store import read_answers, write_answers
from assessment.tui.app import AssessmentApp
from assessment.tui.screens.results import ResultsScreen
from assessment.tui.session import Session
from assessment.tui.widgets.listing import Listing
from assessment.workload import workloads

pytestmark = pytest.mark.slow

DATE = dt.date(2026, 11, 1)
FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
"""Each example makes a report and opens the terminal."""


@dataclass(frozen=True)
class Task:
    """A task as a face shows it."""

    due: dt.date | None
    cost: int | None


def printed(file: Path, *more: str) -> str:
    """The full report as a page."""
    out = file.with_suffix(".html")
    assert run(["report", str(file), "-o", str(out), "--force", *more]) == 0
    return out.read_text()


def as_text(piece: str) -> str:
    piece = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", piece, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", piece)).split())


def tables(page: str, name: str) -> list[list[list[str]]]:
    """The rows of every table of a class, as cells in HTML, without their headings."""
    found = re.findall(rf'<table class="{name}".*?</table>', page, re.DOTALL)
    return [
        [
            re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)[1:]
        ]
        for table in found
    ]


def planned_on_paper(page: str) -> tuple[dict[str, Task], list[str]]:
    """The tasks of the plan in its order, and those that it calls overdue."""
    tasks, late = {}, []
    for row in [row for table in tables(page, "plan") for row in table]:
        key = re.search(r"#q-([A-Z]{3}-\d\d)", row[1])
        assert key
        until, cost = (
            as_text(row[3]),
            re.match(r"([\d,]+)(?: [A-Z]{3})?(?:[,;]|$)", as_text(row[4])),
        )
        date = read_date(until.split(",")[0], "first").date
        tasks[key[1]] = Task(date, int(cost[1].replace(",", "")) if cost else None)
        late += [key[1]] if "overdue" in until else []
    return tasks, late


def planned_in_a_table(text: str) -> dict[str, Task]:
    return {
        row["Question"]: Task(
            dt.date.fromisoformat(row["Due"]) if row["Due"] else None,
            int(row["Cost"]) if row["Cost"] else None,
        )
        for row in csv.DictReader(text.splitlines())
    }


def in_the_terminal(
    file: Path, questionnaire: Questionnaire, tabs: Sequence[str], baseline: Answers | None = None
) -> dict[str, list[list[str]]]:
    """The rows of some views of the results."""
    session = Session.open(file, questionnaire)
    found: dict[str, list[list[str]]] = {}

    async def look() -> None:
        app = AssessmentApp(questionnaire, session)
        async with app.run_test(size=(200, 60)) as pilot:
            before = assess(questionnaire, baseline) if baseline else None
            screen = ResultsScreen(session.assessment, before, file=file, today=session.today)
            await app.push_screen(screen)
            await pilot.pause()
            for tab in tabs:
                screen.query_one(TabbedContent).active = tab
                await pilot.pause()
                table = screen.query_one(f"#{tab}-list", Listing).table
                found[tab] = [
                    [str(cell).strip() for cell in table.get_row_at(place)]
                    for place in range(table.row_count)
                ]

    try:
        asyncio.run(look())
    finally:
        session.close()
    return found


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run([*arguments]) == 0
    return capsys.readouterr().out


def scored(capsys: pytest.CaptureFixture[str], file: Path) -> dict[str, Any]:
    return json.loads(said(capsys, "score", str(file), "--json", "--no-robustness"))


def word_of(item: dict[str, Any], *, area: bool) -> str:
    """What a group reads as, out of the figures for other programs."""
    if not item["counts"]["applicable"]:
        return "not applicable"
    if item["score"] is None or (area and not item["sufficient"]):
        return "insufficient information"
    return "provisional" if item.get("provisional") else item["band"]


def at_random(questionnaire: Questionnaire, dice: random.Random, like: Answers) -> Answers:
    """A final assessment with every state, and with actions where one looks for them and not."""
    given = {item.id: _answer(dice) for item in questionnaire.questions}
    known = [item.id for item in questionnaire.conditions if dice.random() < 0.7]
    conditions = {key: dice.random() < 0.5 for key in known}
    profile = like.profile.model_copy(update={"conditions": conditions, "usual": {}})
    changed = {"answers": given, "profile": profile, "document_status": "final", "date": DATE}
    return like.model_copy(update={**changed, "parts": (), "history": ()})


def _answer(dice: random.Random) -> Answer:
    action = Action(
        text=dice.choice(["Adopt it.", ""]),
        due=dice.choice([None, DATE - dt.timedelta(1), DATE, DATE + dt.timedelta(40)]),
        cost=dice.choice([None, 0, 1_234_567]),
        funded=dice.choice([None, 1_000]),
        status=dice.choice(["planned", "under_way", "done"]),
    )
    kept = {"action": dice.choice([None, action, action])}
    status = dice.choice(["answered"] * 5 + ["not_applicable", "unknown", "withheld", "unanswered"])
    if status == "answered":
        kept |= {"level": dice.randrange(5), "evidence": (Evidence(title="A decree"),)}
    if status == "not_applicable":
        kept["reason"] = "It cannot exist here."
    return Answer(status=status, **kept)


Made = Callable[[Questionnaire, Answers, Answers], Answers]
FILES: dict[str, Made] = {
    "complete": lambda _asked, example, _earlier: example,
    "at random": lambda asked, example, _earlier: at_random(asked, random.Random(7559), example),
    **{
        name: lambda asked, example, earlier, make=make: make(asked, example, earlier).answers
        for name, make in HARD.items()
    },
}


@pytest.fixture(params=FILES)
def file(
    request: pytest.FixtureRequest,
    questionnaire: Questionnaire,
    example: Answers,
    earlier: Answers,
    tmp_path: Path,
) -> Path:
    path = tmp_path / "a.json"
    # Of a draft the terminal counts from today; a page has the date of the file alone.
    made = FILES[request.param](questionnaire, example, earlier)
    write_answers(path, made.model_copy(update={"document_status": "final"}))
    return path


def test_the_words_for_a_score(file: Path, questionnaire: Questionnaire, capsys):
    found = scored(capsys, file)
    wanted = {item["id"]: word_of(item, area=True) for item in found["areas"]}
    text = said(capsys, "score", str(file))
    words = "|".join(sorted({*wanted.values()}))
    assert dict(re.findall(rf"^([A-Z]{{3}})  .*  ({words})$", text, re.M)) == wanted
    overall = word_of(found["overall"], area=False)
    assert re.search(rf"^Score .*   {overall}$", text, re.M)
    rows = in_the_terminal(file, questionnaire, ["areas"])["areas"]
    assert {row[0]: row[-1] for row in rows} == {"ALL": overall, **wanted}
    page = printed(file)
    shown = re.findall(
        r"([A-Z]{3}) [^·]{,400}?(?:Score [\d.]+|No score yet) \(([a-z ]+)\) ·", as_text(page)
    )
    assert dict(shown) == wanted


def test_how_many_are_answered_and_why_others_are_not(file: Path, questionnaire, capsys):
    found = scored(capsys, file)
    counts = found["overall"]["counts"]
    answered = f"{counts['answered']} of {counts['applicable']}"
    assert f"{answered} questions answered" in said(capsys, "score", str(file))
    states = ("unknown", "withheld", "unanswered", "not_applicable")
    text = as_text(printed(file))
    for item in found["areas"]:
        number = item["counts"]
        rest = [f"{number[name]} {name.replace('_', ' ')}" for name in states if number[name]]
        questions = "question" if number["applicable"] == 1 else "questions"
        sentence = f"{number['answered']} of {number['applicable']} applicable {questions} answered"
        assert f"{sentence}{'; ' * bool(rest)}{', '.join(rest)}." in text


def test_the_roadmap_has_one_order(file: Path, questionnaire: Questionnaire, capsys):
    roadmap = scored(capsys, file)["roadmap"]
    wanted = [(step, gap["question"]) for step in roadmap for gap in roadmap[step]]
    priorities = [points(gap["priority"]) for step in roadmap for gap in roadmap[step]]
    rows = in_the_terminal(file, questionnaire, ["roadmap"])["roadmap"]
    assert [(row[0], row[2]) for row in rows] == wanted
    assert [row[6] for row in rows] == priorities
    on_paper, _late = planned_on_paper(printed(file))
    assert list(on_paper)[: len(wanted)] == [key for _step, key in wanted]
    text = said(capsys, "export", str(file), "--as", "plan.csv")
    steps = [(row["Step"], row["Question"]) for row in csv.DictReader(text.splitlines())]
    assert steps[: len(wanted)] == wanted


def check_the_plan(file: Path, questionnaire: Questionnaire, capsys) -> None:
    """What is planned, until when, at what cost, and what is overdue."""
    page = printed(file)
    on_paper, late = planned_on_paper(page)
    assert on_paper == planned_in_a_table(said(capsys, "export", str(file), "--as", "plan.csv"))
    rows = in_the_terminal(file, questionnaire, ["actions"])["actions"]
    assert sorted(row[4] for row in rows if row[0] == "OVERDUE") == sorted(late)
    for row in rows:
        assert read_date(row[1].strip("–"), "first").date == on_paper[row[4]].due
    warned = json.loads(said(capsys, "check", str(file), "--json"))["warnings"]
    named = [item["subject"] for item in warned if item["kind"] == "overdue_action"]
    assert sorted(named) == sorted(late)
    answers = read_answers(file, questionnaire).answers
    assert sum(item.overdue for item in workloads(questionnaire, answers, answers.date)) == len(
        late
    )
    if not on_paper:
        assert not tables(page, "costs")
        return
    (costs,) = tables(page, "costs")
    total = [as_text(cell) for cell in costs[-1]]
    assert total[1] == str(len(on_paper))
    assert total[3] == str(len(late))
    known = [task.cost for task in on_paper.values() if task.cost is not None]
    assert total[5] == str(len(known))
    shown = f"{sum(known):,} {answers.currency or ''}".strip() if known else "–"
    assert total[6] == shown


def test_what_is_planned(file: Path, questionnaire: Questionnaire, capsys):
    check_the_plan(file, questionnaire, capsys)


@pytest.mark.slow
@given(seed=st.integers(0, 2**32))
@FEW
def test_what_is_planned_at_random(
    seed: int, questionnaire: Questionnaire, example: Answers, tmp_path: Path, capsys
):
    file = tmp_path / "a.json"
    write_answers(file, at_random(questionnaire, random.Random(seed), example))
    check_the_plan(file, questionnaire, capsys)


def test_what_changed_since_an_earlier_file(
    questionnaire: Questionnaire, example: Answers, earlier: Answers, tmp_path: Path, capsys
):
    file, before = tmp_path / "a.json", tmp_path / "before.json"
    write_answers(file, example)
    write_answers(before, earlier)
    now, then = scored(capsys, file), scored(capsys, before)
    wanted = {
        item["id"]: difference(
            None if None in (item["score"], old["score"]) else item["score"] - old["score"]
        )
        for item, old in zip(now["areas"], then["areas"], strict=True)
    }
    page = printed(file, "--baseline", str(before))
    (grid,) = tables(page, "grid")
    assert {re.findall(r"[A-Z]{3}", as_text(row[0]))[-1]: as_text(row[5]) for row in grid} == wanted
    rows = in_the_terminal(file, questionnaire, ["areas"], earlier)["areas"]
    assert {row[0]: row[4].replace("=", "0.0") or "–" for row in rows[1:]} == wanted
