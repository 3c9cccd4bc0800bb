"""What a report can show: every figure is the scorecard's, every edition an allow-list."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from assessment.answers import Action, Answers, Position, Settlement
from assessment.assess import assess
from assessment.figures import coverage, difference, points, span
from assessment.questionnaire import Questionnaire
from assessment.report import ReportOptions, ministries
from assessment.report.view import FullReport, MinistryReport, PartnerReport, PublicReport, view
from assessment.report.view.sentences import listed
from assessment.report.view.words import day

AT = dt.datetime(2026, 10, 20, 9, tzinfo=dt.UTC)


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
        for item in value.values():
            found |= names_inside(item)
    elif isinstance(value, tuple):
        for item in value:
            found |= names_inside(item)
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
        assert [item.level for item in gap.missing] == sorted(item.level for item in gap.missing)


def test_equal_places_are_shown_as_ties(questionnaire, example):
    plan = shown(questionnaire, example, "full").plan
    for step in plan.steps:
        gaps = [task.gap for task in step.tasks if task.gap]
        places = [gap.step_rank for gap in gaps]
        assert all(gap.tied == (places.count(gap.step_rank) > 1) for gap in gaps)


def test_every_question_has_one_card(questionnaire, example):
    report = shown(questionnaire, example, "full")
    told = [task.answer.line.id for inside in report.areas for task in inside.tasks]
    assert told == [question.id for question in questionnaire.questions]


def test_the_five_decisions_are_the_first_of_the_roadmap(questionnaire, example):
    roadmap = assess(questionnaire, example).roadmap
    minister = shown(questionnaire, example, "full").minister
    assert [decision.answer.line.id for decision in minister.decisions] == [
        gap.question for gap in roadmap.now[:5]
    ]
    assert minister.decisions[0].decision == (
        "See the act on precursors through parliament and issue its list of substances."
    )


def test_strongest_areas_have_half_of_their_weight_answered(questionnaire, example):
    card = assess(questionnaire, example).scorecard
    minister = shown(questionnaire, example, "full").minister
    assert len(minister.stands_well) == len(minister.furthest) == 3
    for item in (*minister.stands_well, *minister.furthest):
        assert card.areas[item.id].sufficient
    assert minister.stands_well[0].figure == points(
        max(
            area.score for area in card.areas.values() if area.sufficient and area.score is not None
        )
    )
    assert minister.furthest[0].figure == "\u221255.8"


def test_all_31_paragraphs_have_a_score_or_a_reason(questionnaire, example):
    paragraphs = [
        paragraph.paragraph for paragraph in shown(questionnaire, example, "full").paragraphs
    ]
    assert [paragraph.number for paragraph in paragraphs] == list(range(1, 32))
    assert all(paragraph.score.scored or paragraph.no_score for paragraph in paragraphs)
    assert paragraphs[30].no_score


def test_a_paragraph_without_a_score_lists_the_questions_related_to_it(questionnaire, example):
    for paragraph in shown(questionnaire, example, "full").paragraphs:
        related = questionnaire.questions_related_to(paragraph.paragraph.number)
        assert [line.id for line in paragraph.related] == [question.id for question in related]


def test_the_terms_give_the_sums_and_the_sums_give_the_scores(questionnaire, example):
    method = shown(questionnaire, example, "full").method
    groups = dict(method.groups)["Policy areas"]
    for area, group in zip(method.areas, groups, strict=True):
        given = [term for term in area.terms if term.product != "–"]
        assert sum(int(term.product) for term in given) == group.points
        assert sum(term.weight for term in given) == group.answered
        wanted = [int(term.target_product) for term in area.terms if term.target_product != "–"]
        assert sum(wanted) == group.target_points
        if group.answered:
            assert points(group.points / group.answered) == group.score.score


def test_an_empty_file_gives_a_report_without_a_score(questionnaire, example):
    report = shown(questionnaire, example.replace(answers={}), "full")
    assert report.minister.score.score == "–"
    assert "has no score yet" in report.minister.headline
    assert report.minister.decisions == ()
    assert report.minister.stands_well == ()


def test_the_plan_adds_up_what_is_not_funded(questionnaire, example):
    bare = {
        key: answer.model_copy(update={"action": None}) for key, answer in example.answers.items()
    }
    changed = example.replace(currency="EUR", answers=bare)
    for key, cost, funded in (("POL-01", 1000, 400), ("SUP-01", 500, 700), ("VIC-01", 2000, None)):
        given = changed.answer(key)
        action = (given.action or Action()).model_copy(update={"cost": cost, "funded": funded})
        changed = changed.with_answer(key, given.replace(action=action))
    plan = shown(questionnaire, changed, "full").plan
    assert (plan.total.costed, plan.total.cost) == (3, "3,500 EUR")
    assert (plan.total.funded, plan.total.unfunded) == ("1,100 EUR", "2,600 EUR")
    assert [item.answer.line.id for item in plan.unfunded] == ["VIC-01", "POL-01"]
    assert sum(row.tasks for row in plan.costs) == plan.total.tasks


def test_a_ministry_sees_where_its_position_was_not_followed_and_why(questionnaire, example):
    key = "VIC-02"
    said = Position(
        status="answered",
        level=4,
        ministry="Health and Social Affairs",
        note="We have two hospitals.",
    )
    given = example.answer(key).replace(
        positions=(said,), settlement=Settlement(positions=(said,), why="None in the north.")
    )
    report = shown(
        questionnaire,
        example.with_answer(key, given),
        "ministry",
        ministry="Health and Social Affairs",
    )
    assert isinstance(report, MinistryReport)
    found = next(item for item in report.sheet.not_followed if item.line.id == key)
    assert (found.line.id, found.said.state, found.why) == (
        key, "4 Reviewed", "None in the north.",
    )  # fmt: skip


def test_a_clash_that_is_open_is_not_told_as_settled_and_an_older_position_not_at_all(
    questionnaire, example
):
    health = "Health and Social Affairs"
    said = Position(status="answered", level=4, ministry=health, at=AT)
    other = Position(status="answered", level=1, ministry="Interior", at=AT)
    early = Position(status="answered", level=0, ministry=health, at=AT - dt.timedelta(days=9))
    given = example.answer("VIC-02").stating("unanswered").replace(positions=(early, said, other))
    answers = example.with_answer("VIC-02", given)
    report = shown(questionnaire, answers, "ministry", ministry=health)
    assert isinstance(report, MinistryReport)
    found = [item for item in report.sheet.not_followed if item.line.id == "VIC-02"]
    assert [(item.said.state, item.settled) for item in found] == [("4 Reviewed", False)]


def test_partners_find_what_the_state_asks_for_and_nothing_restricted(questionnaire, example):
    asking = Action(text="Qsecretz", request="Two trainers for a year.", assistance=("technical",))
    gap = example.answer("POL-01").stating("answered", level=1)
    open_to_all = gap.replace(action=asking, restricted=False, release="A draft exists.")
    kept_inside = gap.replace(action=asking, restricted=True)
    answers = example.with_answer("POL-01", open_to_all).with_answer("POL-02", kept_inside)
    report = shown(questionnaire, answers, "partner")
    assert isinstance(report, PartnerReport)
    found = {request.gap.id: request for request in report.requests}
    assert (found["POL-01"].asked, found["POL-01"].exists) == (
        "Two trainers for a year.", "A draft exists.",
    )  # fmt: skip
    assert "POL-02" not in found
    assert list(found) == [key for key in report_order(report) if key in found]


def report_order(report: PartnerReport) -> list[str]:
    return [gap.id for step in report.plan.steps for gap in step.gaps]


def test_a_ministrys_tasks_stand_by_date_and_then_those_it_supports(questionnaire, example):
    report = shown(questionnaire, example, "ministry", ministry="Health and Social Affairs")
    order = [(item.supports, not item.due_iso, item.due_iso) for item in report.sheet.rows]
    assert order == sorted(order)
    assert {item.supports for item in report.sheet.rows} == {True, False}
    for row in report.sheet.rows:
        assert bool(row.lead) == row.supports


def test_a_ministry_reads_where_a_reviewer_found_another_level(questionnaire, example):
    report = shown(questionnaire, example, "ministry", ministry="Health and Social Affairs")
    [task] = report.sheet.reviewed
    answer = example.answer(task.answer.line.id)
    assert answer.reviewed_level is not None
    assert answer.reviewed_level != answer.level


INSIDE_ONLY = {
    *("note", "reason", "evidence", "action", "due", "by", "at", "supporting", "warnings"),
    *("assistance", "work", "answers", "method", "flag"),
}


def test_the_partner_edition_has_no_field_for_what_stays_inside(questionnaire, example):
    report = shown(questionnaire, example, "partner")
    assert isinstance(report, PartnerReport)
    assert not names_inside(report) & INSIDE_ONLY
    assert report.overview.confidence == ""
    assert not any(item.area.score.reviewed for item in report.areas)


def test_the_public_edition_has_no_field_for_a_figure_or_a_question(questionnaire, example):
    report = shown(questionnaire, example, "public")
    assert isinstance(report, PublicReport)
    figures = {"score", "low", "high", "range", "coverage", "target", "counts", "declared"}
    assert not names_inside(report) & (INSIDE_ONLY | figures | {"questions", "gaps", "plan"})


def test_the_public_edition_names_every_group_without_a_finding_once(questionnaire, example):
    thin = example.replace(
        answers={
            key: answer for key, answer in example.answers.items() if not key.startswith("POL-0")
        }
    )
    for given in (example, thin, example.replace(answers={})):
        bands = assess(questionnaire, given, edition="public").public_bands
        report = shown(questionnaire, given, "public")
        groups = [
            (questionnaire.areas, bands.areas, "any policy area", report.areas),
            (
                (*questionnaire.functions, *questionnaire.sides),
                {**bands.functions, **bands.sides},
                "any function",
                report.purposes,
            ),
        ]
        said = " ".join(report.not_published)
        for members, words, every, published in groups:
            found = {finding.id: finding.band for finding in published}
            assert found == {key: word for key, word in words.items() if word}
            hidden = [group.title for group in members if words[group.id] is None]
            if found:
                assert all(said.count(title) == 1 for title in hidden)
            else:
                assert said.count(every) == 1


def test_each_question_is_in_one_ministrys_report(questionnaire, example):
    assessment = assess(questionnaire, example, edition="ministry")
    told: list[str] = []
    for name in ministries(assessment):
        report = view(assessment, ReportOptions(edition="ministry", ministry=name))
        assert isinstance(report, MinistryReport)
        told += [task.answer.line.id for area in report.areas for task in area.tasks]
    assert len(told) == len(set(told))
    wanted = {key for key, item in assessment.statuses.items() if item.applies}
    assert wanted <= set(told)


def test_falls_stand_before_rises(questionnaire, example, earlier):
    better = earlier.answer("POL-02").replace(level=3, points=None)
    baseline = assess(questionnaire, earlier.with_answer("POL-02", better))
    causes = shown(questionnaire, example, "full", baseline=baseline).changes.causes
    assert [cause.name for cause in causes][:2] == ["Level fell", "Level rose"]
    assert "POL-02" in [question.id for question in causes[0].questions]


def test_no_group_is_compared_with_another_edition_of_the_questionnaire(
    questionnaire, example, earlier
):
    other = questionnaire.model_copy(update={"sha256": "0" * 64})
    report = shown(questionnaire, example, "full", baseline=assess(other, earlier))
    groups = (report.changes.overall, *report.changes.areas, *report.changes.functions)
    assert {group.difference for group in groups} == {"–"}
    assert "since" not in report.minister.headline
    assert not report.grid.changed


def test_changes_are_told_apart_by_cause(questionnaire, example, earlier):
    baseline = assess(questionnaire, earlier)
    changes = shown(questionnaire, example, "full", baseline=baseline).changes
    assert [cause.name for cause in changes.causes][:2] == ["Level fell", "Level rose"]
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
