"""The rule by which figures are shown, and that every face keeps it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import figures
from assessment.answers import Answer, Answers
from assessment.assess import assess
from assessment.checks import warnings
from assessment.cli.main import run
from assessment.figures import (
    COVERAGE_LIMITS,
    DECLARED_LIMITS,
    DIFFERENCE_LIMITS,
    MEANS,
    SCORE_LIMITS,
    SHARE_LIMITS,
    rounded,
)
from assessment.questionnaire import Questionnaire
from assessment.report import ReportOptions
from assessment.report.charts import shade
from assessment.report.view import FullReport, view
from assessment.report.view.figures import score_view
from assessment.scorecard import band
from assessment.store import write_answers
from assessment.tui import wording
from assessment.tui.screens.results_details import gap_detail
from assessment.tui.screens.results_rows import roadmap_rows
from assessment.tui.widgets.lines import share_bar

TENTH, WHOLE = Decimal("0.1"), Decimal(1)
KINDS = {
    "points": (SCORE_LIMITS, TENTH),
    "coverage": (COVERAGE_LIMITS, WHOLE),
    "declared": (DECLARED_LIMITS, WHOLE),
    "percent": (SHARE_LIMITS, WHOLE),
    "priority": (SHARE_LIMITS, TENTH),
    "difference": (DIFFERENCE_LIMITS, TENTH),
}
PLACES = st.floats(0, 100) | st.builds(
    lambda limit, off: min(max(limit + off, 0.0), 100.0),
    st.sampled_from((0, 20, 25, 50, 75, 80, 100)),
    st.floats(-0.6, 0.6) | st.floats(-3e-9, 3e-9),
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (0.0, "0.0"),
        (0.001, "0.1"),
        (24.96, "24.9"),
        (25.04, "25.1"),
        (46.25, "46.3"),
        (46.24, "46.2"),
        (49.96, "49.9"),
        (49.999999998, "49.9"),
        (49.9999999995, "50.0"),
        (37.24999999999999, "37.3"),
        (74.95, "74.9"),
        (79.96, "80.0"),
        (99.95, "99.9"),
        (100, "100.0"),
    ],
)
def test_a_score_has_one_decimal_and_never_another_band(value: float | None, shown: str):
    assert figures.points(value) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (None, "–"),
        (0.0, "0 %"),
        (1.0, "100 %"),
        (0.001, "1 %"),
        (0.996, "99 %"),
        (0.798, "79 %"),
        (0.8, "80 %"),
        (0.803, "81 %"),
        (0.495, "49 %"),
        (0.5, "50 %"),
        (2 / 3, "67 %"),
    ],
)
def test_a_coverage_never_reads_enough_where_it_is_not(share: float | None, shown: str):
    assert figures.coverage(share) == shown


def test_other_shares_have_only_the_limits_that_hang_a_word_on_them():
    assert figures.declared(0.204) == "21 %"
    assert figures.declared(0.2) == "20 %"
    assert figures.percent(0.495) == "50 %"
    assert figures.percent(0.9996) == "99 %"


@pytest.mark.parametrize(
    ("moved", "shown"),
    [
        (None, "–"),
        (0.0, "0.0"),
        (-0.0, "0.0"),
        (0.01, "+0.1"),
        (-0.04, "−0.1"),
        (49.96, "+50.0"),
        (1e-12, "0.0"),
        (-3.25, "−3.3"),
        (3.25, "+3.3"),
    ],
)
def test_a_difference_says_whether_there_is_one(moved: float | None, shown: str):
    assert figures.difference(moved) == shown


@pytest.mark.parametrize("kind", KINDS)
@given(value=PLACES)
def test_a_shown_figure_is_on_the_side_of_each_limit_that_the_figure_is_on(kind: str, value: float):
    limits, unit = KINDS[kind]
    shown = rounded(value, limits, unit)
    for limit in limits:
        if abs(value - limit) <= MEANS:
            assert shown == limit
        else:
            assert (shown > limit) == (value > limit)
            assert shown != limit


@pytest.mark.parametrize("kind", KINDS)
@given(number=PLACES, other=PLACES)
def test_of_two_figures_the_larger_is_never_shown_as_the_smaller(
    kind: str, number: float, other: float
):
    low, high = sorted((number, other))
    assert rounded(low, *KINDS[kind]) <= rounded(high, *KINDS[kind])


@pytest.mark.parametrize("kind", KINDS)
@given(value=PLACES)
def test_a_shown_figure_is_less_than_a_unit_away(kind: str, value: float):
    limits, unit = KINDS[kind]
    assert abs(rounded(value, limits, unit) - Decimal(value)) <= unit


@given(value=st.floats(-100, 100))
def test_a_difference_and_its_opposite_differ_by_their_sign_alone(value: float):
    there, back = (
        rounded(value, DIFFERENCE_LIMITS, TENTH),
        rounded(-value, DIFFERENCE_LIMITS, TENTH),
    )
    assert there == -back


@given(value=PLACES)
def test_the_band_the_shade_and_the_shown_score_agree(value: float):
    words = ("minimal", "partial", "substantial", "advanced")
    shown = float(figures.points(value))
    assert band(value) == words[min(int(shown // 25), 3)]
    assert shade(value) == words.index(band(value)) + 1


@given(share=st.floats(0, 1), width=st.integers(2, 60))
def test_a_bar_is_full_only_when_all_is_done_and_empty_only_when_nothing_is(
    share: float, width: int
):
    full = share_bar(share, width).count("█")
    assert (full == width) == (abs(share * width - width) <= MEANS)
    assert (full == 0) == (share * width <= MEANS)


# Every face


def all_but_one(questionnaire: Questionnaire, example: Answers) -> Answers:
    """Every question answered but one of weight 1."""
    missing = next(question.id for question in questionnaire.questions if question.weight == 1)
    return example.model_copy(
        update={
            "answers": {
                question.id: Answer(status="answered", level=2)
                for question in questionnaire.questions
                if question.id != missing
            }
        }
    )


def test_one_question_less_than_all_is_never_a_hundred_per_cent(
    questionnaire: Questionnaire,
    example: Answers,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    answers = all_but_one(questionnaire, example)
    overall = assess(questionnaire, answers).scorecard.overall
    assert 0.995 < (overall.coverage or 0) < 1
    write_answers(tmp_path / "nearly.json", answers)
    assert run(["score", str(tmp_path / "nearly.json")]) == 0
    assert "coverage 99 %" in capsys.readouterr().out
    assert "coverage 99 %" in wording.counts_line(overall)
    assert score_view(overall, "Overall").coverage == "99 %"


def test_a_share_just_over_the_limit_that_is_warned_of_reads_more_than_the_limit(
    questionnaire: Questionnaire, example: Answers
):
    area = questionnaire.areas[0]
    total = sum(question.weight for question in area.questions)
    left_out: list[str] = []
    for question in sorted(area.questions, key=lambda question: question.weight):
        left_out.append(question.id)
        weight = sum(questionnaire.by_id[key].weight for key in left_out)
        if weight / total > 0.2:
            break
    reason = "It cannot exist here."
    given = {key: Answer(status="not_applicable", reason=reason) for key in left_out}
    answers = example.model_copy(update={"answers": {**example.answers, **given}})
    told = [warning for warning in warnings(questionnaire, answers) if warning.subject == area.id]
    assert [item.message.partition(" ")[0] for item in told] == [
        str(rounded(100 * weight / total, DECLARED_LIMITS))
    ]


def test_a_table_of_differences_says_that_printed_figures_need_not_subtract(
    questionnaire: Questionnaire, example: Answers, earlier: Answers
):
    from assessment.report import make_html

    baseline = assess(questionnaire, earlier)
    page = make_html(assess(questionnaire, example), ReportOptions(baseline=baseline))
    assert figures.NEED_NOT_SUBTRACT in page


def test_robustness_under_five_per_cent_is_printed_nowhere(
    questionnaire: Questionnaire,
    example: Answers,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    assessment = assess(questionnaire, example)
    shares, gaps = assessment.robustness, assessment.roadmap.gaps
    assert min(shares.values()) < 0.05 < max(shares.values())
    wanted = {
        gap.question: figures.percent(shares[gap.question])
        if shares.get(gap.question, 0) >= 0.05
        else ""
        for gap in gaps
    }
    report = view(assessment, ReportOptions())
    assert isinstance(report, FullReport)
    annex = {term.id: term.robustness for term in report.method.priorities}
    assert annex == {key: share or figures.NONE for key, share in wanted.items()}
    rows = {row.key: row.cells for row in roadmap_rows(assessment, shares, {})}
    for key, share in wanted.items():
        assert share in rows[key]
        assert bool(share) == any("%" in cell for cell in rows[key])
        said = gap_detail(assessment, key, shares).plain
        assert bool(share) == ("among the first ten in" in said)
    write_answers(tmp_path / "a.json", example)
    capsys.readouterr()
    assert run(["score", str(tmp_path / "a.json"), "--robustness"]) == 0
    table = capsys.readouterr().out.partition("Roadmap")[2]
    lines = {key: line for line in table.split("\n") for key in wanted if f" {key} " in line}
    assert len(lines) >= 20
    for key, line in lines.items():
        assert (wanted[key] or f"  {figures.NONE}") in line
        assert bool(wanted[key]) == ("%" in line)
