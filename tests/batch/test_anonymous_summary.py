"""An anonymous summary as it is printed: no name, no dot, nothing finer than its table."""

from __future__ import annotations

import dataclasses
import itertools
import json
import random
import re
import statistics
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from assessment.anonymity import shown_paragraphs
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.region import NOTHING, Region, Shared, Spread, region
from assessment.report.region import RegionView, SpreadRow, make_region_html, region_view
from assessment.report.region_drawing import draw
from batch.corpus import document, dump
from batch.regions import state

GAPS = ("POL-01", "POL-02", "LAW-01")


def spreads(found: Region) -> list[Spread]:
    return [
        found.overall,
        found.coverage,
        *found.areas.values(),
        *(spread for _, spread in found.paragraphs),
    ]


@pytest.mark.parametrize("states", [1, 5])
def test_of_fewer_than_six_states_an_anonymous_region_says_nothing(
    questionnaire: Questionnaire, states: int
):
    members = [
        state(questionnaire, number, 10.0 * number, gaps=GAPS, confidences={"low": 3})
        for number in range(states)
    ]
    found = region(questionnaire, members, anonymous=True)
    assert (found.states, found.names, found.earlier) == (0, (), 0)
    assert (found.drafts, found.dates, found.markings) == (0, None, ())
    assert found.coverage == found.overall == NOTHING
    assert (found.gaps, found.missing, found.paragraphs) == ((), (), ())
    assert set(found.confidences.values()) == {NOTHING}


def test_provisional_and_contradicting_assessments_are_no_states_and_are_not_named(
    questionnaire: Questionnaire,
):
    firm = [state(questionnaire, number, 50.0) for number in range(6)]
    provisional = dataclasses.replace(state(questionnaire, 7, 0.0), provisional=True)
    drafts = [state(questionnaire, 8, score, gaps=GAPS) for score in (0.0, 10.0)]
    found = region(questionnaire, [*firm, provisional, *drafts], anonymous=True)
    assert found == region(questionnaire, firm, anonymous=True)
    assert region(questionnaire, [*firm[1:], provisional, *drafts], anonymous=True).states == 0


@pytest.mark.parametrize(("states", "halves"), [(6, False), (22, False), (23, True)])
def test_medians_from_six_states_and_a_middle_half_where_so_many_as_eighteen_are_told(
    questionnaire: Questionnaire, states: int, halves: bool
):
    members = [state(questionnaire, number, 4.0 * number) for number in range(states)]
    found = region(questionnaire, members, anonymous=True)
    assert found.states == states
    for spread in spreads(found):
        assert spread.median is not None
        assert (spread.lower is not None) is (spread.upper is not None) is halves
        assert spread.dots == ()


def test_a_figure_that_only_some_states_have_needs_six_of_its_own(questionnaire: Questionnaire):
    members = [state(questionnaire, number, 50.0) for number in range(5)]
    members += [state(questionnaire, number, None) for number in range(5, 12)]
    found = region(questionnaire, members, anonymous=True)
    assert found.states == 12
    assert found.areas["POL"] == NOTHING
    assert found.paragraphs == ()


def test_no_number_of_states_is_told_more_exactly_than_in_steps_of_six(
    questionnaire: Questionnaire,
):
    having = {"POL-01": 19, "POL-02": 18, "POL-03": 17, "POL-04": 11, "POL-05": 6, "POL-06": 5}
    members = [
        state(
            questionnaire,
            number,
            50.0 if number < 13 else None,
            gaps=tuple(gap for gap, states in having.items() if number < states),
        )
        for number in range(19)
    ]
    found = region(questionnaire, members, anonymous=True)
    assert found.gaps == tuple(
        Shared(gap, told, exact=False)
        for gap, told in (
            ("POL-01", 12), ("POL-02", 12), ("POL-03", 12), ("POL-04", 6), ("POL-05", 6),
        )
    )  # fmt: skip
    assert (found.overall.states, found.overall.exact) == (12, False)


def test_the_extremes_of_an_anonymous_region_change_nothing(questionnaire: Questionnaire):
    def page(lowest: float, highest: float) -> str:
        scores = [lowest, lowest, *(40.0 + number for number in range(8)), highest, highest]
        members = [state(questionnaire, number, score) for number, score in enumerate(scores)]
        return make_region_html(region(questionnaire, members, anonymous=True), questionnaire)

    assert page(0.0, 100.0) == page(39.0, 49.0)


# The command

MARK = "Markia"


def files(folder: Path, questionnaire: Questionnaire, mark: str, number: int) -> Path:
    """Files of so many States; every text and path in them carries the mark."""
    folder = folder / mark
    folder.mkdir()
    for seed in range(number):
        content = document(questionnaire, seed, state=f"{mark} {seed}")
        content.update(authority=f"{mark} authority", period=mark, marking=mark)
        content["date"] = f"20{20 + len(mark)}-11-01"
        content["offer"] = [{"text": f"{mark} offer"}]
        renamed = [f"{mark} {name}" for name in content["profile"]["ministries"]]
        names = dict(zip(content["profile"]["ministries"], renamed, strict=True))
        content["profile"]["ministries"] = renamed
        for question in questionnaire.questions:
            content["answers"].setdefault(question.id, {"status": "unanswered"})
        for place, answer in enumerate(content["answers"].values()):
            if answer["status"] != "answered":
                answer.update(status="answered", level=(seed + place) % 5, reason=None)
            answer["note"] = f"{mark} note"
            answer["action"] = {"request": f"{mark} request", "assistance": ["technical"]}
            if "ministry" in answer:
                answer["ministry"] = names[answer["ministry"]]
            for position in answer.get("positions", ()):
                position["ministry"] = names[position["ministry"]]
            answer.pop("supporting", None)
        (folder / f"{mark}-{seed}.json").write_bytes(dump(content))
    return folder


@pytest.mark.parametrize("number", [6, 11, 23])
@pytest.mark.parametrize("ending", [".html", ".pdf"])
def test_an_anonymous_summary_holds_nothing_that_names_a_state(
    questionnaire_folder: Path,
    questionnaire: Questionnaire,
    tmp_path: Path,
    number: int,
    ending: str,
):
    made = []
    for mark in (MARK, "Otherland"):
        folder = files(tmp_path, questionnaire, mark, number)
        out = tmp_path / f"{mark}{ending}"
        arguments = ["batch", str(folder), "--summary", str(out), "--anonymous", "--quiet"]
        assert run([*arguments, "--questionnaire", str(questionnaire_folder)]) == 0
        made.append(out.read_bytes())
    # The same figures under other names, dates, paths and digests: not one byte may differ.
    assert made[0] == made[1]
    text = (
        shown_in(made[0].decode()) if ending == ".html" else everything_in(tmp_path / f"{MARK}.pdf")
    )
    for secret in (MARK, str(tmp_path), ".json", "RESTRICTED", "circle", "draft", "November"):
        assert secret not in text


@pytest.mark.parametrize("ending", [".html", ".pdf"])
def test_refused_files_earlier_years_and_requests_change_no_byte(
    questionnaire_folder: Path, questionnaire: Questionnaire, tmp_path: Path, ending: str
):
    folder = files(tmp_path, questionnaire, MARK, 7)
    out = tmp_path / f"region{ending}"
    arguments = ["batch", str(folder), "--summary", str(out), "--anonymous", "--quiet"]
    arguments += ["--questionnaire", str(questionnaire_folder)]
    assert run(arguments) == 0
    alone = out.read_bytes()
    for path in sorted(folder.glob("*.json")):
        earlier = {**json.loads(path.read_bytes()), "date": "2012-01-01", "offer": []}
        for answer in earlier["answers"].values():
            answer.pop("action", None)
        (folder / f"earlier-{path.name}").write_bytes(dump(earlier))
    (folder / "broken.json").write_text(f'{{"state": "{MARK}"')
    assert run(arguments) == 1
    assert out.read_bytes() == alone


def shown_in(html: str) -> str:
    """A page without our own style sheet, which is the same in every report."""
    text, sheets = re.subn(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    assert sheets == 1
    return text


def everything_in(path: Path) -> str:
    """Text, metadata and every stream of a PDF, unpacked, and the file as it is."""
    reader = PdfReader(path)
    found = [path.read_bytes().decode("latin-1"), str(reader.metadata)]
    found += [page.extract_text() for page in reader.pages]
    with pikepdf.open(path) as pdf:
        found.append(str(pdf.docinfo))
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                found.append(item.read_bytes().decode("latin-1"))
            found.append(repr(item))
    return "\n".join(found)


def spellings(number: int) -> str:
    """One State's name in one more way."""
    ways = ("Côte d'Or", "COTE D'OR".replace("O", "Ô", 1), "Côte  d'Or", "côte d\u2019or")
    name = ways[number % 4]
    return unicodedata.normalize("NFD", name) if number > 3 else name


def test_fewer_than_six_states_are_refused_however_often_they_are_spelled(
    questionnaire_folder: Path,
    questionnaire: Questionnaire,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    for seed in range(8):
        content = document(questionnaire, seed, state=spellings(seed))
        content["date"] = f"{2010 + seed}-11-01"
        (tmp_path / f"{seed}.json").write_bytes(dump(content))
    out = tmp_path / "region.html"
    arguments = ["batch", str(tmp_path), "--summary", str(out), "--anonymous", "--quiet"]
    assert run([*arguments, "--questionnaire", str(questionnaire_folder)]) == 1
    said = capsys.readouterr().err
    assert "fewer than 6 States, too few for an anonymous summary" in said
    assert said.endswith("8 files scored. The summary was not made.\n")
    assert not out.exists()


# The page


@given(st.lists(st.floats(0, 100, allow_nan=False), min_size=6, max_size=30), st.randoms())
def test_neither_names_nor_order_change_the_page(
    questionnaire: Questionnaire, scores: list[float], dice: random.Random
):
    members = [
        state(questionnaire, number, score, gaps=GAPS[: number % 4], confidences={"low": number})
        for number, score in enumerate(scores)
    ]
    others = [
        dataclasses.replace(member, state=f"Land {place}", sha256="", marking=str(place))
        for place, member in enumerate(members)
    ]
    dice.shuffle(others)
    first, second = (region(questionnaire, some, anonymous=True) for some in (members, others))
    assert first == second


def rows(shown: RegionView) -> list[SpreadRow]:
    return [shown.overall, *shown.areas, *shown.paragraphs]


def as_printed(row: SpreadRow) -> Spread:
    """The spread that a reader of the table knows of."""
    if row.states == "–":
        return NOTHING
    sign, _, median = row.median.rpartition(" ")
    lower, upper = (None, None)
    if row.quartiles != "–":
        lower, upper = (float(quartile) for quartile in row.quartiles.split(" to "))
    beyond = {"": "", "≤": "or less", "≥": "or more"}[sign]
    states = int(row.states.removesuffix("+"))
    return Spread(states, float(median), lower, upper, (), exact=False, beyond=beyond)  # type: ignore[arg-type]


@given(
    st.lists(st.floats(0, 100, allow_nan=False) | st.none(), min_size=6, max_size=30),
)
def test_no_drawing_is_finer_than_the_printed_figures(
    questionnaire: Questionnaire, scores: list[float | None]
):
    members = [state(questionnaire, number, score) for number, score in enumerate(scores)]
    shown = region_view(region(questionnaire, members, anonymous=True), questionnaire)
    for row in rows(shown):
        assert row.drawing == draw(as_printed(row))
        assert all(re.fullmatch(r"(≤ |≥ )?\d+|–", item) for item in (row.median,))
        assert re.fullmatch(r"\d+ to \d+|–", row.quartiles)


def test_what_the_anonymous_pages_print_is_what_the_region_says(questionnaire: Questionnaire):
    for states in (5, 6, 11, 23):
        scores = [31.37 + 1.6 * number for number in range(states)]
        members = [
            state(questionnaire, number, score, gaps=GAPS[: 1 + number % 3])
            for number, score in enumerate(scores)
        ]
        page = make_region_html(region(questionnaire, members, anonymous=True), questionnaire)
        coded = states == 6
        assert ("<rect" in page) is (states == 23 or coded)
        assert "<circle" not in page
        assert ("Too few States" in page) is (states == 5)
        assert not [score for score in scores if f">{score:.1f}<" in page]
        middle = 5 * round(statistics.median(scores) / 5)
        assert (f">{'≤ ' * coded}{middle}<" in page) is (states > 5)
        assert ("POL-01" in page) is (states >= 11)


def test_lines_that_differ_by_a_question_or_two_are_not_told_beside_each_other(
    questionnaire: Questionnaire,
):
    groups = [{question.id for question in area.questions} for area in questionnaire.areas]
    numbers = shown_paragraphs(questionnaire)
    groups += [{item.id for item in questionnaire.questions_of_paragraph(n)} for n in numbers]
    for permutation, other in itertools.permutations(groups, 2):
        assert len(permutation) >= 3
        assert not permutation - other or len(permutation - other) >= 3
    members = [state(questionnaire, number, 50.0) for number in range(6)]
    found = region(questionnaire, members, anonymous=True)
    assert [number for number, _ in found.paragraphs] == list(numbers)


def test_the_paragraphs_stand_in_the_order_of_what_is_printed_of_them(
    questionnaire: Questionnaire,
):
    members = [
        dataclasses.replace(
            state(questionnaire, number, 50.0),
            paragraphs={
                paragraph.number: 50.0 - paragraph.number / 100
                for paragraph in questionnaire.paragraphs
            },
        )
        for number in range(8)
    ]
    found = region(questionnaire, members, anonymous=True).paragraphs
    assert {spread.median for _, spread in found} == {50}
    assert [number for number, _ in found] == sorted(number for number, _ in found)
