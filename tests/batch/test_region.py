"""A region says how its States' scores spread, what they have in common, and what was counted."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import itertools
import re
import statistics
from pathlib import Path

import pytest
from pypdf import PdfReader

from assessment.assess import assess
from assessment.assistance import OfferMade, RequestMade
from assessment.batch.chunk_work import ChunkWork
from assessment.batch.input_file import InputFile
from assessment.batch.matrix import Scorer, Settings
from assessment.carry_over import same_questions
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.region import (
    NO_LEVEL,
    LevelChange,
    Member,
    RefusedFile,
    Region,
    Shared,
    Spread,
    StateChange,
    member,
    region,
)
from assessment.report.options import PAPERS, Paper
from assessment.report.region import (
    MAX_CHANGES,
    MAX_STATES,
    make_region_html,
    make_region_pdf,
    region_view,
)
from assessment.report.region_words import (
    changed,
    falls,
    more_falls,
    not_counted,
    requests_in_words,
    whole_change,
)
from assessment.store import parse_answers
from batch.corpus import document, dump
from batch.regions import state

GAPS = ("POL-01", "POL-02", "LAW-01")


def test_the_spread_of_named_states_is_median_quartiles_and_a_dot_each(
    questionnaire: Questionnaire,
):
    scores = [10.0, 90.0, 30.0, 50.0, 20.0]
    members = [state(questionnaire, number, score) for number, score in enumerate(scores)]
    found = region(questionnaire, members)
    lower, middle, upper = statistics.quantiles(scores, n=4, method="inclusive")
    assert found.areas["POL"] == Spread(5, middle, lower, upper, tuple(sorted(scores)))
    assert found.names == tuple(f"State {number}" for number in range(5))


def asked(question: str, *kinds: str) -> RequestMade:
    return RequestMade(question, question[:3], kinds, "Help.")  # type: ignore[arg-type]


def later(member: Member, score: float, day: dt.date, **changes: object) -> Member:
    return dataclasses.replace(  # type: ignore[arg-type]
        member, overall=score, date=day, sha256=f"{score:064}", **changes
    )


NEXT_YEAR = dt.date(2027, 1, 1)


def test_of_a_state_with_two_assessments_the_later_counts(questionnaire: Questionnaire):
    first = state(questionnaire, 1, 10.0)
    second = later(first, 20.0, NEXT_YEAR, state="STATE 1")
    found = region(questionnaire, [second, first])
    assert (found.states, found.earlier, found.overall.dots) == (1, 1, (20.0,))


def test_a_draft_that_was_begun_displaces_no_final_assessment(questionnaire: Questionnaire):
    final = state(questionnaire, 1, 10.0)
    draft = later(final, 0.0, NEXT_YEAR, final=False)
    found = region(questionnaire, [final, draft])
    assert (found.overall.dots, found.drafts, found.earlier) == ((10.0,), 0, 1)
    newer = later(final, 30.0, dt.date(2028, 1, 1), final=False)
    found = region(questionnaire, [draft, newer])
    assert (found.overall.dots, found.drafts) == ((30.0,), 1)


@pytest.mark.parametrize("final", [False, True])
def test_of_two_of_the_same_day_that_differ_none_is_taken_and_both_are_named(
    questionnaire: Questionnaire, final: bool
):
    item = dataclasses.replace(state(questionnaire, 1, 10.0), final=final)
    other = later(item, 20.0, item.date, file="other.json", state="STATE 1")
    apart = state(questionnaire, 2, 30.0)
    found = region(questionnaire, [item, other, apart])
    assert (found.states, found.overall.dots, found.earlier) == (1, (30.0,), 0)
    (undecided,) = found.undecided
    assert (undecided.state, undecided.files) == ("State 1", ("1.json", "other.json"))
    assert (undecided.date, undecided.final) == (item.date, final)
    again = region(questionnaire, [apart, other, item])
    assert again.overall == found.overall
    assert [item.files for item in again.undecided] == [undecided.files]
    shown = region_view(found, questionnaire)
    assert shown.title == "Region of 2 States"
    kind = "final assessments" if final else "drafts"
    assert shown.apart == (
        f"In no figure of this page: State 1, of which there are 2 {kind} of 1 November 2026 "
        "that differ.",
    )
    assert shown.apart[0] in make_region_html(found, questionnaire).replace("\u00a0", " ")


def test_a_final_assessment_ends_the_contradiction_of_two_drafts(questionnaire: Questionnaire):
    draft = dataclasses.replace(state(questionnaire, 1, 10.0), final=False)
    other = later(draft, 20.0, draft.date)
    final = later(draft, 30.0, draft.date, final=True)
    found = region(questionnaire, [draft, other, final])
    assert (found.overall.dots, found.undecided, found.earlier) == ((30.0,), (), 2)


def test_a_redacted_copy_contradicts_no_full_answers_and_is_said_where_it_counts(
    questionnaire: Questionnaire,
):
    full = state(questionnaire, 1, 50.0)
    copy = later(full, 20.0, full.date, redacted=True)
    found = region(questionnaire, [copy, full])
    assert (found.overall.dots, found.undecided, found.redacted) == ((50.0,), (), 0)
    alone = region(questionnaire, [copy])
    assert (alone.overall.dots, alone.redacted) == ((20.0,), 1)
    said = "Of these, 1 is a redacted copy; what is open there counts as level 0."
    assert said in region_view(alone, questionnaire).facts
    assert region(questionnaire, [copy], edition="partner").redacted == 0


def test_two_copies_of_one_assessment_count_once(questionnaire: Questionnaire):
    item = state(questionnaire, 1, 10.0)
    copy = dataclasses.replace(item, sha256="f" * 64, file="copy.json")
    found = region(questionnaire, [copy, item])
    assert (found.states, found.undecided, found.earlier) == (1, (), 1)


def test_a_provisional_assessment_is_named_and_in_no_figure(questionnaire: Questionnaire):
    firm = [state(questionnaire, number, 10.0 * number, gaps=GAPS[:1]) for number in range(4)]
    open_one = dataclasses.replace(
        state(questionnaire, 9, 99.0, gaps=GAPS, missing=GAPS, confidences={"low": 3}),
        state="Openland",
        provisional=True,
    )
    found = region(questionnaire, [*firm, open_one])
    alone = region(questionnaire, firm)
    assert found.provisional == ("Openland",)
    assert dataclasses.replace(found, provisional=()) == alone
    shown = region_view(found, questionnaire)
    assert shown.title == "Region of 5 States"
    assert shown.apart == (
        "In no figure of this page, because their assessment is provisional (coverage under 80 %, "
        "or under 50 % in an area): Openland.",
    )
    assert "Openland" not in shown.names


def test_a_region_of_provisional_assessments_alone_has_names_and_no_figure(
    questionnaire: Questionnaire,
):
    found = region(
        questionnaire, [dataclasses.replace(state(questionnaire, 1, 50.0), provisional=True)]
    )
    shown = region_view(found, questionnaire)
    assert (shown.title, shown.grid, shown.overall.median) == ("Region of 1 State", None, "–")
    assert shown.findings == (("1 State is provisional and in no median.",),)
    assert "State 1" in make_region_html(found, questionnaire)


def test_a_file_that_was_named_twice_is_no_other_assessment(questionnaire: Questionnaire):
    item = state(questionnaire, 1, 10.0)
    assert region(questionnaire, [item, item, item]).earlier == 0


@pytest.mark.parametrize(
    "spelling",
    ["Côte d'Ivoire", "Co\u0302te d'Ivoire", "CÔTE  D\u2019IVOIRE", "Côte d'\u200bIvoire\u00a0"],
)
def test_a_state_in_another_spelling_is_the_same_state(questionnaire: Questionnaire, spelling: str):
    item = dataclasses.replace(state(questionnaire, 1, 10.0), state="Côte d'Ivoire")
    found = region(questionnaire, [item, dataclasses.replace(item, state=spelling)])
    assert found.states == 1


def test_commonest_first_then_the_order_of_the_questionnaire(questionnaire: Questionnaire):
    members = [
        state(questionnaire, 1, 10.0, gaps=("LAW-01", "POL-02"), missing=("POL-01",)),
        state(questionnaire, 2, 10.0, gaps=("POL-01", "LAW-01")),
    ]
    found = region(questionnaire, members)
    assert found.gaps == (Shared("LAW-01", 2), Shared("POL-01", 1), Shared("POL-02", 1))
    assert found.missing == (Shared("POL-01", 1),)


def test_paragraphs_least_served_come_first(questionnaire: Questionnaire):
    served = {paragraph.number: float(paragraph.number) for paragraph in questionnaire.paragraphs}
    member = dataclasses.replace(
        state(questionnaire, 1, 10.0), paragraphs={**served, 7: 0.0, 9: None}
    )
    numbers = [number for number, _ in region(questionnaire, [member]).paragraphs]
    assert numbers[:2] == [7, 1]
    assert 9 not in numbers


def test_the_share_of_a_confidence_is_of_all_answers(questionnaire: Questionnaire):
    given = {"high": 1, "medium": 2, "not_said": 1}
    found = region(questionnaire, [state(questionnaire, 1, 50.0, confidences=given)])
    shares = {name: spread.median for name, spread in found.confidences.items()}
    assert shares == {"high": 25.0, "medium": 50.0, "low": 0.0, "not_said": 25.0}
    assert region(questionnaire, [], edition="partner").confidences == {}


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["full", "partner"])
def test_what_is_taken_from_the_matrix_is_what_the_one_door_says(
    questionnaire: Questionnaire, edition: str
):
    settings = Settings(edition=edition, region=True)  # type: ignore[arg-type]
    job = ChunkWork(Scorer(questionnaire, settings), (), None)
    raws = [dump({**document(questionnaire, seed), "marking": " x\n"}) for seed in range(300)]
    part = job(tuple(InputFile(f"{seed}.json", raw=raw) for seed, raw in enumerate(raws)))
    for raw, found in zip(raws, part.members, strict=True):
        answers = parse_answers(raw, questionnaire, where="f").answers
        item = assess(questionnaire, answers, edition=edition)  # type: ignore[arg-type]
        assert found == dataclasses.replace(member(item), sha256=found.sha256, file=found.file)
    assert any(found.missing for found in part.members)


def test_a_full_file_and_its_redacted_copy_ask_the_same(questionnaire: Questionnaire):
    found: dict[str, list[tuple[RequestMade, ...]]] = {}
    raws = [dump(document(questionnaire, seed)) for seed in range(100)]
    items = tuple(InputFile(f"{seed}.json", raw=raw) for seed, raw in enumerate(raws))
    for edition in ("full", "partner"):
        settings = Settings(edition=edition, region=True)  # type: ignore[arg-type]
        members = ChunkWork(Scorer(questionnaire, settings), (), None)(items).members
        found[edition] = [member.requests for member in members]
    assert found["full"] == found["partner"]
    assert sum(map(len, found["full"])) > 100


# The page


def test_a_pdf_of_named_states_has_the_names_and_the_dots(questionnaire: Questionnaire):
    members = [state(questionnaire, number, 5.0 * number) for number in range(13)]
    found = region(questionnaire, members)
    page = make_region_html(found, questionnaire)
    assert page.count("<circle") >= 13 * len(questionnaire.areas)
    assert all(f"State {number}<" in page for number in range(13))
    pdf = make_region_pdf(found, questionnaire)
    assert pdf.startswith(b"%PDF")


def test_the_page_says_what_was_counted_and_carries_the_markings(questionnaire: Questionnaire):
    members = [
        dataclasses.replace(
            state(questionnaire, number, 50.0),
            date=dt.date(2024 + number, 3, 1),
            final=number > 0,
            marking=("", "RESTRICTED", "SECRET", "RESTRICTED")[number],
        )
        for number in range(4)
    ]
    found = region(questionnaire, members, edition="partner")
    said = " ".join(region_view(found, questionnaire).facts)
    assert said == (
        "Partner edition. 4 assessments from 1 March 2024 to 1 March 2027, 1 of them drafts."
    )
    reader = PdfReader(io.BytesIO(make_region_pdf(found, questionnaire)))
    for page in reader.pages:
        assert page.extract_text().count("RESTRICTED; SECRET") == 2
    assert "data-marking" in make_region_html(found, questionnaire)


def test_a_number_and_its_per_cent_sign_stand_in_one_line(questionnaire: Questionnaire):
    members = [state(questionnaire, number, 50.0, confidences={"high": 3}) for number in range(4)]
    page = make_region_html(region(questionnaire, members), questionnaire)
    sentence = re.search(r"Median coverage[^<]*", page)
    assert sentence
    assert sentence[0].count("\u00a0%") == sentence[0].count("%") > 1


def long_named(questionnaire: Questionnaire, states: int) -> list[Member]:
    """States with long names, the longest gaps and markings of their own, and earlier files."""
    longest = sorted(questionnaire.questions, key=lambda item: -len(item.name))[:20]
    members = [
        dataclasses.replace(
            state(
                questionnaire,
                number,
                50.0 + number / 10,
                gaps=tuple(item.id for item in longest),
                missing=tuple(item.id for item in longest),
            ),
            state=f"The United Republic of the Islands of Examplia and Its Provinces {number}",
            marking=f"NOT FOR RELEASE {number}",
            areas={
                area.id: 10.0 * place + number / 10
                for place, area in enumerate(questionnaire.areas)
            },
        )
        for number in range(states)
    ]
    second = [
        later(member, 1.0, dt.date(2020, 1, 1), marking=str(member.state)) for member in members
    ]
    return [*members, *second]


def pages(found: Region, questionnaire: Questionnaire, paper: Paper) -> list[str]:
    reader = PdfReader(io.BytesIO(make_region_pdf(found, questionnaire, paper)))
    return [page.extract_text() for page in reader.pages]


@pytest.mark.parametrize("paper", PAPERS)
def test_an_anonymous_region_has_two_pages_at_most(questionnaire: Questionnaire, paper: Paper):
    found = region(questionnaire, long_named(questionnaire, 90), anonymous=True)
    assert len(pages(found, questionnaire, paper)) == 2


@pytest.mark.parametrize("paper", PAPERS)
def test_the_heads_of_the_grid_stand_again_on_each_of_its_pages(
    questionnaire: Questionnaire, paper: Paper
):
    found = region(questionnaire, long_named(questionnaire, 54))
    texts = pages(found, questionnaire, paper)
    grid = [text for text in texts if "The United Republic" in text and "Fell" not in text]
    assert len(grid) > 1
    heads = re.compile(r"State\s+All\s+" + r"\s+".join(area.id for area in questionnaire.areas))
    assert all(heads.search(text) for text in grid)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_region_of_twelve_states_has_one_page(questionnaire: Questionnaire, paper: Paper):
    """With two falls, requests in four areas, an offer, a provisional State and a refused file."""
    names = ("LAW-01", "SUP-02", "STK-03", "VIC-01")
    members = [
        dataclasses.replace(
            state(questionnaire, number, 7.0 * number, gaps=GAPS, missing=GAPS),
            provisional=number == 11,
            levels=bytes([3]) * len(questionnaire.questions),
            requests=(asked(names[number]),) if number < len(names) else (),
            offers=(OfferMade("LAW", ("technical",), "Drafters."),) if number == 9 else (),
        )
        for number in range(12)
    ]
    earlier = [
        later(member, 1.0, dt.date(2020, 1, 1), levels=bytes([4]) * len(member.levels))
        for member in members[:2]
    ]
    refused = [RefusedFile("broken.json", "This is not valid JSON: the file is cut off.")]
    found = region(questionnaire, [*members, *earlier], refused=refused)
    (text,) = pages(found, questionnaire, paper)
    for said in ("Falls and rises", "Requests and offers", "broken.json", "State 11"):
        assert said in text


@pytest.mark.parametrize("anonymous", [False, True])
def test_the_sentences_say_only_what_the_tables_show(questionnaire: Questionnaire, anonymous: bool):
    members = [
        state(questionnaire, number, 5.0 * number, gaps=GAPS[: 1 + number % 2], missing=GAPS[:1])
        for number in range(12)
    ]
    found = region(questionnaire, members, anonymous=anonymous)
    shown = region_view(found, questionnaire)
    said = " ".join(map(" ".join, shown.findings))
    medians = {row.median for row in (shown.overall, *shown.areas)}
    assert set(re.findall(r"\d+\.\d", said)) <= medians
    gap, missing = shown.gaps[0], shown.missing[0]
    if anonymous:
        names = f"{gap.name} (POL-01) and {shown.gaps[1].name} (POL-02)"
        assert f"Among the commonest gaps are {names}, each in 6+ States." in said
        assert f"prerequisites is {missing.name} (POL-01), in 6+ States." in said
    else:
        assert f"The commonest gap is {gap.name} (POL-01), in {gap.states} States" in said
        assert f"is {missing.name} (POL-01), in {missing.states} States" in said


def named_areas(found: Region, questionnaire: Questionnaire) -> list[str]:
    shown = region_view(found, questionnaire).findings
    said = [sentence for sentences in shown for sentence in sentences if "median" in sentence]
    return re.findall(r"[A-Z][^()]*? \((\d+\.\d)\)", " ".join(said))


@pytest.mark.parametrize(
    ("medians", "said"),
    [
        ([0, 10, 20, 50, 50, 50, 50, 50, 50, 50, 50, 80, 90, 99], [0, 10, 20, 99, 90, 80]),
        ([0, 10, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50], [0, 10]),
        ([50] * 14, []),
        ([10, 10, 10, 10, 50, 50, 50, 50, 50, 50, 50, 50, 50, 99], [99]),
        ([39.96, *[40.0] * 12, 40.04], []),
        ([49.96, *[50.0] * 12, 50.04], [49.9, 50.1]),
    ],
)
def test_an_area_is_named_only_if_the_others_lie_beyond_it(
    questionnaire: Questionnaire, medians: list[float], said: list[float]
):
    areas = {
        area.id: float(median) for area, median in zip(questionnaire.areas, medians, strict=True)
    }
    item = dataclasses.replace(state(questionnaire, 1, 50.0), areas=areas)
    assert named_areas(region(questionnaire, [item]), questionnaire) == [f"{a:.1f}" for a in said]


def test_where_nothing_is_known_nothing_is_said(questionnaire: Questionnaire):
    members = [state(questionnaire, number, 5.0 * number) for number in range(4)]
    assert region_view(region(questionnaire, members, anonymous=True), questionnaire).findings == ()


def test_two_drafts_of_one_state_and_day_are_both_named_and_the_run_says_it_is_not_done(
    questionnaire_folder: Path,
    questionnaire: Questionnaire,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    for seed in range(3):
        content = document(questionnaire, seed, state="Examplia" if seed < 2 else "Otherland")
        content["document_status"] = "draft"
        (tmp_path / f"{seed}.json").write_bytes(dump(content))
    summary = tmp_path / "region.html"
    arguments = ["batch", str(tmp_path), "--summary", str(summary), "--quiet"]
    assert run([*arguments, "--questionnaire", str(questionnaire_folder)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == (
        f"{tmp_path}/0.json, {tmp_path}/1.json: These are 2 drafts of Examplia of "
        "1 November 2026 that differ, and none of them counts in the summary. "
        "Leave out all but one."
    )
    assert said[-1] == f"3 files scored. The summary is {summary}."
    assert "In no figure of this page: Examplia" in summary.read_text()


# The grid


def test_the_grid_has_the_firm_states_across_the_areas_and_the_medians_below(
    questionnaire: Questionnaire,
):
    thin = {area.id: None for area in questionnaire.areas}
    members = [
        dataclasses.replace(state(questionnaire, 1, 80.0), final=False),
        dataclasses.replace(state(questionnaire, 2, 24.96), areas=thin, redacted=True),
        dataclasses.replace(state(questionnaire, 3, 99.0), provisional=True),
    ]
    grid = region_view(region(questionnaire, members), questionnaire).grid
    assert grid is not None
    assert [(row.name, row.kind) for row in grid.rows] == [
        ("State 1", "draft"),
        ("State 2", "redacted copy"),
    ]
    assert [(cell.figure, cell.shade) for cell in grid.rows[0].cells[:2]] == [("80.0", 4)] * 2
    assert [(cell.figure, cell.shade) for cell in grid.rows[1].cells[:2]] == [
        ("24.9", 1),
        ("–", None),
    ]
    assert [cell.figure for cell in grid.medians[:2]] == ["52.5", "80.0"]
    assert grid.halves == ()
    assert grid.heading == "All 14 area scores are 50 or more"
    assert [words for words, _ in grid.bands] == [
        "minimal, under 25",
        "partial, under 50",
        "substantial, under 75",
        "advanced, 75 or more",
    ]


def test_the_grid_tells_the_bands_apart_without_colour(questionnaire: Questionnaire):
    """Each cell has its figure, and the tints rise in steps that grey shows as well."""
    page = make_region_html(region(questionnaire, [state(questionnaire, 1, 80.0)]), questionnaire)
    assert len(re.findall(r'class=" t4" data-label="[A-Z]+">80\.0</td>', page)) == 2 * len(
        questionnaire.areas
    )
    tints = re.findall(r"\.t\d \{ background: #(\w+)", page)
    light = [sum(bytes.fromhex(tint if len(tint) == 6 else tint * 2)) / 3 for tint in tints]
    assert all(item - other > 20 for item, other in itertools.pairwise(light))


# Falls and rises


def of_levels(
    questionnaire: Questionnaire, levels: dict[str, int], score: float = 50.0, **changes: object
) -> Member:
    """A State with these levels and no other."""
    found = bytes(levels.get(question.id, NO_LEVEL) for question in questionnaire.questions)
    return dataclasses.replace(state(questionnaire, 1, score), levels=found, **changes)  # type: ignore[arg-type]


THEN = dt.date(2024, 10, 1)


def test_a_state_with_two_assessments_has_its_falls_and_rises(questionnaire: Questionnaire):
    then = {"POL-01": 2, "POL-02": 3, "LAW-01": 1, "LAW-02": 4, "SUP-01": 2}
    now = {"POL-01": 2, "POL-02": 1, "LAW-01": 3, "LAW-03": 0, "SUP-01": 4}
    members = [
        of_levels(questionnaire, then, 40.0, date=THEN),
        of_levels(questionnaire, now, 56.5),
    ]
    (found,) = region(questionnaire, members).changes
    assert found == StateChange(
        state="State 1",
        since=THEN,
        until=dt.date(2026, 11, 1),
        before=40.0,
        after=56.5,
        falls=(LevelChange("POL-02", 3, 1),),
        rises=(LevelChange("LAW-01", 1, 3), LevelChange("SUP-01", 2, 4)),
        compared=4,
        other_edition=False,
    )
    assert whole_change(found) == "56.5 (+16.5)"
    assert falls(found.falls) == ("POL-02 3 to 1",)


def test_of_two_editions_only_questions_that_mean_the_same_are_compared(
    questionnaire: Questionnaire,
):
    version = next(iter(questionnaire.editions)).version
    same = same_questions(questionnaire, version)
    every = {question.id: 3 for question in questionnaire.questions}
    earlier = of_levels(questionnaire, every, date=THEN, other_edition=True, version=version)
    now = of_levels(questionnaire, dict.fromkeys(every, 1))
    (found,) = region(questionnaire, [earlier, now]).changes
    assert {fall.question for fall in found.falls} == same
    assert (found.compared, found.difference) == (len(same), None)
    unknown = dataclasses.replace(earlier, version="0.1")
    (found,) = region(questionnaire, [unknown, now]).changes
    assert (found.compared, found.falls) == (0, ())


@pytest.mark.parametrize("changes", [{"provisional": True}, {"redacted": True}])
def test_a_score_is_compared_only_of_firm_full_assessments(
    questionnaire: Questionnaire, changes: dict[str, bool]
):
    earlier = of_levels(questionnaire, {"POL-01": 3}, date=THEN, **changes)
    now = of_levels(questionnaire, {"POL-01": 2})
    (found,) = region(questionnaire, [earlier, now]).changes
    assert (found.difference, len(found.falls)) == (None, 1)


def test_outward_no_score_is_compared(questionnaire: Questionnaire):
    members = [of_levels(questionnaire, {}, date=THEN), of_levels(questionnaire, {})]
    assert region(questionnaire, members, edition="partner").changes[0].difference is None
    assert region(questionnaire, members).changes[0].difference == 0


def test_two_earlier_assessments_that_contradict_each_other_are_no_baseline(
    questionnaire: Questionnaire,
):
    item = of_levels(questionnaire, {"POL-01": 3}, date=THEN)
    other = of_levels(questionnaire, {"POL-01": 4}, date=THEN)
    now = of_levels(questionnaire, {"POL-01": 2})
    assert region(questionnaire, [item, other, now]).changes == ()
    before = dataclasses.replace(item, date=dt.date(2023, 1, 1), final=False)
    assert region(questionnaire, [item, before, now]).changes[0].since == THEN


def test_of_very_many_states_those_with_most_falls_are_shown(questionnaire: Questionnaire):
    ids = [question.id for question in questionnaire.questions]
    members = [
        of_levels(questionnaire, dict.fromkeys(ids[:number], level), date=date, state=f"S {number}")
        for number in range(1, MAX_CHANGES + 3)
        for level, date in ((3, THEN), (1, NEXT_YEAR))
    ]
    shown = region_view(region(questionnaire, members), questionnaire)
    assert len(shown.changes) == MAX_CHANGES
    assert shown.changes[0].name == f"S {MAX_CHANGES + 2}"
    assert shown.changes_note.startswith("2 more States have an assessment before this one; ")


def a_change(fallen: int, risen: int) -> StateChange:
    moved = LevelChange("POL-01", 2, 1)
    return StateChange(
        "X", THEN, THEN, None, None, (moved,) * fallen, (moved,) * risen, 9, other_edition=False
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([], []),
        ([(1, 1)], ["1 State has an assessment before this one: answers fell, and others rose."]),
        ([(2, 0)], ["1 State has an assessment before this one: answers fell, and none rose."]),
        ([(0, 2)], ["1 State has an assessment before this one: answers rose, and none fell."]),
        ([(0, 0)], ["1 State has an assessment before this one: no answer fell or rose."]),
        (
            [(1, 1), (0, 3), (0, 0)],
            [
                "3 States have an assessment before this one: answers fell in 1 of them and rose "
                "in 2."
            ],
        ),
    ],
)
def test_how_many_states_fell_is_said_in_a_sentence(
    changes: list[tuple[int, int]], said: list[str]
):
    assert list(changed([a_change(*change) for change in changes])) == said


def test_of_many_falls_four_are_named():
    found = [LevelChange(f"POL-0{number}", 3, 1) for number in range(1, 8)]
    assert falls(found)[-1] == "POL-04 3 to 1"
    assert [more_falls(item) for item in (found, found[:4], [])] == ["and 3 more", "", "–"]


# What is set apart, and what is asked


def test_what_is_in_no_median_is_counted_in_sentences_and_named_with_its_reason(
    questionnaire: Questionnaire,
):
    item = state(questionnaire, 1, 50.0)
    members = [
        item,
        dataclasses.replace(state(questionnaire, 2, 50.0), provisional=True),
        dataclasses.replace(state(questionnaire, 3, 50.0), other_edition=True, version="1.0"),
        later(state(questionnaire, 4, 50.0), 1.0, item.date),
        later(state(questionnaire, 4, 50.0), 2.0, item.date),
    ]
    refused = [RefusedFile(f"{number}.json", "It is empty.") for number in range(10)]
    found = region(questionnaire, members, refused=refused)
    assert list(not_counted(found)) == [
        "1 State is provisional and in no median.",
        "1 State answers another edition of the questionnaire, in no median.",
        "1 State has assessments that contradict each other, in no median.",
        "10 files cannot be scored.",
    ]
    apart = region_view(found, questionnaire).apart
    assert "In no figure of this page, because it cannot be scored: 7.json. It is empty." in apart
    assert apart[-1] == "Nor can 2 more files be scored."
    assert region(questionnaire, members, refused=refused, anonymous=True).refused == ()


def test_requests_stand_beside_offers_by_area(questionnaire: Questionnaire):
    members = [
        dataclasses.replace(
            state(questionnaire, number, 50.0),
            requests=(asked("LAW-01", "technical"), asked("LAW-02"), asked("VIC-01", "material")),
        )
        for number in range(MAX_STATES + 2)
    ]
    helper = dataclasses.replace(
        state(questionnaire, 20, 50.0),
        provisional=True,
        offers=(OfferMade("LAW", ("technical",), ""), OfferMade("", ("financial",), "")),
    )
    found = region(questionnaire, [*members, helper])
    law, victims, anywhere = region_view(found, questionnaire).assistance
    assert (law.code, law.asked[0].name, law.asked[0].said) == ("LAW", "State 0", "LAW-01, LAW-02")
    assert (len(law.asked), law.more_asked, law.without) == (MAX_STATES, "and 2 more States", "0")
    assert [(item.name, item.said) for item in law.offered] == [("State 20", "technical")]
    assert (victims.code, victims.offered, victims.without) == ("VIC", (), str(MAX_STATES + 2))
    assert (anywhere.name, anywhere.asked, anywhere.without) == ("Any policy area", (), "–")
    assert list(requests_in_words(found)) == [
        "8 States make 24 requests for assistance; 8 have no offer."
    ]


@pytest.mark.parametrize(
    ("offers", "said"),
    [
        ((), "1 State makes 2 requests for assistance; no offer fits."),
        ((OfferMade("LAW", (), ""),), "1 State makes 2 requests for assistance; 1 has no offer."),
        ((OfferMade("", (), ""),), "1 State makes 2 requests for assistance; an offer fits each."),
    ],
)
def test_how_many_requests_have_no_offer_is_said_in_a_sentence(
    questionnaire: Questionnaire, offers: tuple[OfferMade, ...], said: str
):
    asking = dataclasses.replace(
        state(questionnaire, 1, 50.0), requests=(asked("LAW-01"), asked("VIC-01"))
    )
    helping = dataclasses.replace(state(questionnaire, 2, 50.0), offers=offers)
    assert list(requests_in_words(region(questionnaire, [asking, helping]))) == [said]


def test_each_of_the_commonest_gaps_says_who_gives_guidance(questionnaire: Questionnaire):
    found = region(questionnaire, [state(questionnaire, 1, 50.0, gaps=("STK-01",))])
    (row,) = region_view(found, questionnaire).gaps
    named = questionnaire.by_id["STK-01"].instruments
    known = questionnaire.instrument_by_id
    assert [guide.link for guide in row.guides] == [known[item].link for item in named[:2]]
    assert row.guides[0].name in make_region_html(found, questionnaire)


def test_an_anonymous_region_has_no_grid_falls_requests_or_offers(questionnaire: Questionnaire):
    members = [
        dataclasses.replace(
            of_levels(questionnaire, {"POL-01": 3}, 10.0 * number),
            state=f"State {number}",
            requests=(asked("LAW-01"),),
            offers=(OfferMade("", (), "Trainers"),),
        )
        for number in range(8)
    ]
    earlier = [later(member, 1.0, THEN, levels=bytes(len(member.levels))) for member in members]
    found = region(questionnaire, [*members, *earlier], anonymous=True)
    assert (found.members, found.changes) == ((), ())
    assert (found.assistance.requests, found.assistance.offers) == ((), ())
    shown = region_view(found, questionnaire)
    assert (shown.grid, shown.changes, shown.assistance) == (None, (), ())
    page = make_region_html(found, questionnaire)
    assert not [word for word in ("State 1", "Trainers", "LAW-01", "Fell") if word in page]


@pytest.mark.parametrize("edition", ["full", "partner"])
def test_the_page_names_a_file_that_was_refused_and_outward_not_why(
    questionnaire_folder: Path, questionnaire: Questionnaire, tmp_path: Path, edition: str
):
    (tmp_path / "one.json").write_bytes(dump(document(questionnaire, 1)))
    (tmp_path / "broken.json").write_text('{"state": "Secretland"')
    summary = tmp_path / "region.html"
    arguments = ["batch", str(tmp_path), "--summary", str(summary), "--edition", edition]
    assert run([*arguments, "--quiet", "--questionnaire", str(questionnaire_folder)]) == 1
    page = summary.read_text()
    assert "because it cannot be scored: broken.json. " in page
    assert ("the file is cut off" in page) is (edition == "full")
    assert ("The messages of the run say why." in page) is (edition == "partner")
    assert str(tmp_path) not in page
