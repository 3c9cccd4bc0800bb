"""A region says what its States have in common; an anonymous one leaves none recognisable."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import statistics
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.region import Region, Shared, Spread, region
from assessment.report.region import make_html, make_pdf, view
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


def test_the_spread_of_named_states_is_median_quartiles_and_a_dot_each(
    questionnaire: Questionnaire,
):
    scores = [10.0, 90.0, 30.0, 50.0, 20.0]
    members = [state(questionnaire, number, score) for number, score in enumerate(scores)]
    found = region(questionnaire, members)
    lower, middle, upper = statistics.quantiles(scores, n=4, method="inclusive")
    assert found.areas["POL"] == Spread(5, middle, lower, upper, tuple(sorted(scores)))
    assert found.names == tuple(f"State {number}" for number in range(5))


def test_of_a_state_with_two_assessments_the_later_counts(questionnaire: Questionnaire):
    first = state(questionnaire, 1, 10.0)
    later = dataclasses.replace(first, overall=20.0, date=dt.date(2027, 1, 1), state="STATE 1")
    found = region(questionnaire, [later, first])
    assert (found.states, found.earlier, found.overall.dots) == (1, 1, (20.0,))


def test_commonest_first_then_the_order_of_the_questionnaire(questionnaire: Questionnaire):
    members = [
        state(questionnaire, 1, 10.0, gaps=("LAW-01", "POL-02"), missing=("POL-01",)),
        state(questionnaire, 2, 10.0, gaps=("POL-01", "LAW-01")),
    ]
    found = region(questionnaire, members)
    assert found.gaps == (Shared("LAW-01", 2), Shared("POL-01", 1), Shared("POL-02", 1))
    assert found.missing == (Shared("POL-01", 1),)


def test_paragraphs_least_served_come_first(questionnaire: Questionnaire):
    served = {one.number: float(one.number) for one in questionnaire.paragraphs}
    member = dataclasses.replace(
        state(questionnaire, 1, 10.0), paragraphs={**served, 7: 0.0, 9: None}
    )
    numbers = [number for number, _ in region(questionnaire, [member]).paragraphs]
    assert numbers[:2] == [7, 1]
    assert 9 not in numbers


@pytest.mark.parametrize("states", [1, 4])
def test_of_fewer_than_five_states_an_anonymous_region_says_nothing(
    questionnaire: Questionnaire, states: int
):
    members = [
        state(questionnaire, number, 10.0 * number, gaps=GAPS, confidences={"low": 3})
        for number in range(states)
    ]
    found = region(questionnaire, members, anonymous=True)
    assert (found.states, found.names, found.earlier) == (0, (), 0)
    assert found.coverage == found.overall == Spread(0, None, None, None, ())
    assert (found.gaps, found.missing, found.paragraphs) == ((), (), ())
    assert not any(found.confidences.values())


@pytest.mark.parametrize(("states", "quartiles"), [(5, False), (9, False), (10, True)])
def test_medians_from_five_states_and_quartiles_from_ten(
    questionnaire: Questionnaire, states: int, quartiles: bool
):
    members = [state(questionnaire, number, 10.0 * number) for number in range(states)]
    found = region(questionnaire, members, anonymous=True)
    assert found.states == states
    for spread in spreads(found):
        assert spread.median is not None
        assert (spread.lower is not None) is (spread.upper is not None) is quartiles
        assert spread.dots == ()


def test_a_figure_that_only_some_states_have_needs_five_of_its_own(questionnaire: Questionnaire):
    members = [state(questionnaire, number, 50.0) for number in range(4)]
    members += [state(questionnaire, number, None) for number in range(4, 12)]
    found = region(questionnaire, members, anonymous=True)
    assert found.states == 12
    assert found.areas["POL"] == Spread(0, None, None, None, ())
    assert found.paragraphs == ()


def test_a_count_that_sets_a_few_states_apart_is_not_given(questionnaire: Questionnaire):
    having = {"POL-01": 12, "POL-02": 11, "POL-03": 8, "POL-04": 7, "POL-05": 5, "POL-06": 4}
    members = [
        state(
            questionnaire,
            number,
            50.0 if number < 9 else None,
            gaps=tuple(gap for gap, states in having.items() if number < states),
        )
        for number in range(12)
    ]
    found = region(questionnaire, members, anonymous=True)
    assert found.gaps == (
        Shared("POL-01", 12),
        Shared("POL-02", 5, exact=False),
        Shared("POL-03", 5, exact=False),
        Shared("POL-04", 7),
        Shared("POL-05", 5),
    )
    assert (found.overall.states, found.overall.exact) == (5, False)


def test_a_confidence_that_few_states_used_is_not_counted(questionnaire: Questionnaire):
    members = [
        state(
            questionnaire,
            number,
            50.0,
            confidences={"high": 3} | ({"low": 9} if number < 4 else {}),
        )
        for number in range(6)
    ]
    assert region(questionnaire, members, anonymous=True).confidences == {"high": 18}


def test_the_extremes_of_an_anonymous_region_change_nothing(questionnaire: Questionnaire):
    def page(lowest: float, highest: float) -> str:
        scores = [lowest, *(40.0 + number for number in range(10)), highest]
        members = [state(questionnaire, number, score) for number, score in enumerate(scores)]
        return make_html(region(questionnaire, members, anonymous=True), questionnaire)

    assert page(0.0, 100.0) == page(39.0, 51.0)


MARK = "Markia"


def files(folder: Path, questionnaire: Questionnaire, mark: str, number: int) -> Path:
    """Files of so many States; every text and path in them carries the mark."""
    folder = folder / mark
    folder.mkdir()
    for seed in range(number):
        content = document(questionnaire, seed, state=f"{mark} {seed}")
        content.update(authority=f"{mark} authority", period=mark, marking=mark)
        renamed = [f"{mark} {name}" for name in content["profile"]["ministries"]]
        names = dict(zip(content["profile"]["ministries"], renamed, strict=True))
        content["profile"]["ministries"] = renamed
        for answer in content["answers"].values():
            answer["note"] = f"{mark} note"
            if "ministry" in answer:
                answer["ministry"] = names[answer["ministry"]]
            answer.pop("supporting", None)
        (folder / f"{mark}-{seed}.json").write_bytes(dump(content))
    return folder


@pytest.mark.parametrize("number", [4, 5, 9, 10])
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
    # The same figures under other names, paths and digests: not one byte may differ.
    assert made[0] == made[1]
    text = made[0].decode() if ending == ".html" else everything_in(tmp_path / f"{MARK}.pdf")
    for secret in (MARK, str(tmp_path), ".json", "RESTRICTED", "circle"):
        assert secret not in text


def everything_in(path: Path) -> str:
    """Text, metadata and every stream of a PDF, unpacked, and the file as it is."""
    reader = PdfReader(path)
    found = [path.read_bytes().decode("latin-1"), str(reader.metadata)]
    found += [page.extract_text() for page in reader.pages]
    with pikepdf.open(path) as pdf:
        found.append(str(pdf.docinfo))
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                found.append(one.read_bytes().decode("latin-1"))
            found.append(repr(one))
    return "\n".join(found)


def test_what_the_anonymous_pages_print_is_what_the_region_says(questionnaire: Questionnaire):
    for states in (4, 5, 9, 10):
        scores = [13.37 + 7.5 * number for number in range(states)]
        members = [
            state(questionnaire, number, score, gaps=GAPS[: 1 + number % 3])
            for number, score in enumerate(scores)
        ]
        page = make_html(region(questionnaire, members, anonymous=True), questionnaire)
        assert ("<rect" in page) is (states == 10)
        assert "<circle" not in page
        assert ("Too few States" in page) is (states == 4)
        shown = [score for score in scores if f">{score:.1f}<" in page]
        assert shown == ([statistics.median(scores)] if states in (5, 9) else [])


def test_a_pdf_of_named_states_has_the_names_and_the_dots(questionnaire: Questionnaire):
    members = [state(questionnaire, number, 10.0 * number) for number in range(6)]
    found = region(questionnaire, members)
    assert make_html(found, questionnaire).count("<circle") >= 6 * len(questionnaire.areas)
    pdf = make_pdf(found, questionnaire)
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("anonymous", [False, True])
def test_the_sentences_say_only_what_the_tables_show(questionnaire: Questionnaire, anonymous: bool):
    members = [
        state(questionnaire, number, 5.0 * number, gaps=GAPS[: 1 + number % 2], missing=GAPS[:1])
        for number in range(12)
    ]
    found = region(questionnaire, members, anonymous=anonymous)
    shown = view(found, questionnaire)
    said = " ".join(shown.findings)
    medians = {row.median for row in (shown.overall, *shown.areas)}
    assert set(re.findall(r"\d+\.\d", said)) <= medians
    assert (
        f"commonest gap is {shown.gaps[0].name} (POL-01), in {shown.gaps[0].states} States" in said
    )
    assert f"is {shown.missing[0].name} (POL-01), in {shown.missing[0].states} States" in said


def test_where_nothing_is_known_nothing_is_said(questionnaire: Questionnaire):
    members = [state(questionnaire, number, 5.0 * number) for number in range(4)]
    assert view(region(questionnaire, members, anonymous=True), questionnaire).findings == ()
