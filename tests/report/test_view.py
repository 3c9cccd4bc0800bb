"""What a report can show: every figure is the scorecard's, every edition an allow-list."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from assessment.answers import Answers
from assessment.assess import assess
from assessment.figures import coverage, difference, points, span
from assessment.questionnaire import Questionnaire
from assessment.report import ReportOptions, ministries
from assessment.report.view import FullReport, MinistryReport, PartnerReport, PublicReport, view
from assessment.report.view.sentences import listed
from assessment.report.view.words import day


def shown(questionnaire: Questionnaire, answers: Answers, edition, **options):
    return view(
        assess(questionnaire, answers, edition=edition), ReportOptions(edition=edition, **options)
    )


def names_inside(value) -> set[str]:
    """The name of every field that can be reached from a value."""
    found: set[str] = set()
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            found |= {field.name} | names_inside(getattr(value, field.name))
    elif isinstance(value, dict):
        for one in value.values():
            found |= names_inside(one)
    elif isinstance(value, tuple):
        for one in value:
            found |= names_inside(one)
    return found


def test_every_area_shows_the_scorecards_figures(questionnaire, example):
    report = shown(questionnaire, example, "full")
    card = assess(questionnaire, example).scorecard
    assert isinstance(report, FullReport)
    for inside in report.areas:
        score, seen = card.areas[inside.area.id], inside.area.score
        assert (seen.score, seen.low, seen.high, seen.target, seen.coverage) == (
            points(score.score),
            points(score.low),
            points(score.high),
            points(score.target),
            coverage(score.coverage),
        )
        assert seen.declared == str(score.declared_not_applicable)


def test_every_question_is_in_one_list_of_its_area(questionnaire, example):
    for inside in shown(questionnaire, example, "full").areas:
        area = inside.area
        told = [*area.stands, *area.gaps, *area.open, *area.left_out]
        assert len(told) + area.withheld == len(area.questions)


def test_the_next_step_of_a_gap_is_that_of_its_question(questionnaire, example):
    for gap in shown(questionnaire, example, "partner").plan.steps[0].gaps:
        question = questionnaire.by_id[gap.id]
        means = " ".join(question.meaning(gap.level))
        assert gap.here_descriptor == f"Level {gap.level} means: {means}"
        assert gap.missing
        for point in gap.missing:
            assert question.points[point.letter].text == point.text
            assert point.level <= int(gap.target[0])
        assert [one.level for one in gap.missing] == sorted(one.level for one in gap.missing)


def test_equal_places_are_shown_as_ties(questionnaire, example):
    plan = shown(questionnaire, example, "full").plan
    for step in plan.steps:
        places = [gap.place for gap in step.gaps]
        assert all(gap.tied == (places.count(gap.place) > 1) for gap in step.gaps)


def test_strongest_areas_are_ranked_and_have_half_of_their_weight_answered(questionnaire, example):
    card = assess(questionnaire, example).scorecard
    strongest = shown(questionnaire, example, "full").overview.strongest
    assert len(strongest) == 5
    assert all(card.areas[one.id].sufficient for one in strongest)
    values = [one.value for one in strongest]
    assert values == sorted(values, reverse=True)


def test_all_31_paragraphs_have_a_score_or_a_reason(questionnaire, example):
    paragraphs = shown(questionnaire, example, "full").paragraphs
    assert [one.number for one in paragraphs] == list(range(1, 32))
    assert all(one.score.scored or one.no_score for one in paragraphs)
    assert paragraphs[30].no_score


def test_the_sums_give_the_scores(questionnaire, example):
    for group in shown(questionnaire, example, "full").method.areas:
        terms = [int(term.product) for term in group.terms if term.product != "–"]
        assert sum(terms) == group.points
        if group.answered:
            assert points(group.points / group.answered) == group.score.score


def test_an_empty_file_gives_a_report_without_a_score(questionnaire, example):
    report = shown(questionnaire, example.replace(answers={}), "full")
    assert report.overview.score.score == "–"
    assert report.overview.meaning == "Nothing is answered yet, so there is no score."
    assert report.overview.priorities == ()


INSIDE_ONLY = {
    *("note", "reason", "evidence", "action", "due", "by", "at", "supporting", "warnings"),
    *("assistance", "work", "answers", "method", "flag"),
}


def test_the_partner_edition_has_no_field_for_what_stays_inside(questionnaire, example):
    report = shown(questionnaire, example, "partner")
    assert isinstance(report, PartnerReport)
    assert not names_inside(report) & INSIDE_ONLY
    assert report.overview.confidence == ""
    assert not any(area.score.reviewed for area in report.areas)


def test_the_public_edition_has_no_field_for_a_figure_or_a_question(questionnaire, example):
    report = shown(questionnaire, example, "public")
    assert isinstance(report, PublicReport)
    figures = {"score", "low", "high", "range", "coverage", "target", "counts", "declared"}
    assert not names_inside(report) & (INSIDE_ONLY | figures | {"questions", "gaps", "plan"})


def test_the_public_edition_has_one_word_for_every_reason_not_to_show_a_band(
    questionnaire, example
):
    bands = assess(questionnaire, example, edition="public").public_bands
    for one in shown(questionnaire, example, "public").paragraphs:
        assert one.band.band == (bands.paragraphs[one.number] or "not shown")
    assert {one.band.band for one in shown(questionnaire, example, "public").paragraphs} <= {
        "not shown", "minimal", "partial", "substantial", "advanced",
    }  # fmt: skip


def test_each_question_is_in_one_ministrys_report(questionnaire, example):
    assessment = assess(questionnaire, example, edition="ministry")
    told: list[str] = []
    for name in ministries(assessment):
        report = view(assessment, ReportOptions(edition="ministry", ministry=name))
        assert isinstance(report, MinistryReport)
        told += [one.line.id for area in report.areas for one in area.answers]
    assert len(told) == len(set(told))
    wanted = {key for key, one in assessment.standings.items() if one.applies}
    assert wanted <= set(told)


def test_changes_are_told_apart_by_cause(questionnaire, example, earlier):
    baseline = assess(questionnaire, earlier)
    changes = shown(questionnaire, example, "full", baseline=baseline).changes
    assert "Level changed" in [cause.name for cause in changes.causes]
    assert changes.overall.difference.startswith(("+", "−"))


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (day(dt.date(2026, 11, 1)), "1 November 2026"),
        (day(None), ""),
        (span(38.05, 56.25), "38.1–56.3"),
        (span(None, None), "–"),
        (difference(2.34), "+2.3"),
        (difference(-2.34), "−2.3"),
        (difference(0.01), "+0.1"),
        (difference(None), "–"),
        (listed(["1"]), "1"),
        (listed(["1", "2", "3"]), "1, 2 and 3"),
        (listed([]), ""),
    ],
)
def test_words(made, wanted):
    assert made == wanted
