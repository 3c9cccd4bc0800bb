"""The page for the minister: findings in sentences, what to decide, what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assessment.assess import Assessment
from assessment.language import _
from assessment.report.view import sentences
from assessment.report.view.changes import ChangesView
from assessment.report.view.figures import ScoreView, score_view
from assessment.report.view.questions import QuestionLine, TaskView, question_line
from assessment.report.view.sentences import Moved, Ranked, Since
from assessment.report.view.words import BAND_MEANINGS
from assessment.scorecard import SUFFICIENT_COVERAGE, Score

MAX_DECISIONS = 5
MAX_AREAS = 3
"""So many areas stand well, and so many are far from their targets."""
_MAX_NAMED = 8
"""So many open questions are named on the page; the others are in the annex."""


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """A policy area and one figure of it."""

    id: str
    title: str
    figure: str


@dataclass(frozen=True, slots=True)
class NotKnownView:
    """Questions that are open for one reason."""

    words: str
    """`Nobody could say yet (5):`"""
    questions: tuple[QuestionLine, ...]
    """The first of them."""
    more: int
    """How many more there are."""


@dataclass(frozen=True, slots=True)
class MinisterView:
    """What a minister decides from."""

    headline: str
    """How the State stands, in a sentence or two."""
    meaning: str
    """What the band means; empty without one."""
    findings: tuple[str, ...]
    """Further findings, a sentence each: falls before rises."""
    score: ScoreView
    before: float | None
    """The score of the baseline, for the drawing."""
    decisions: tuple[TaskView, ...]
    """The first of the roadmap."""
    further: int
    """How many more tasks stand under Now."""
    stands_well: tuple[AreaFigure, ...]
    """The policy areas with the highest scores."""
    as_well: int
    """How many more stand as well as the last of them."""
    furthest: tuple[AreaFigure, ...]
    """The policy areas furthest below their targets."""
    as_far: int
    """How many more are as far from theirs as the last of them."""
    not_known: tuple[NotKnownView, ...]
    withheld: str
    """How many questions are withheld, in a sentence; empty where none is."""
    thin: tuple[str, ...]
    """The titles of the areas with too few answers."""
    warnings: int


def minister_view(
    assessment: Assessment,
    tasks: Mapping[str, TaskView],
    changes: ChangesView | None,
) -> MinisterView:
    """What a minister decides from."""
    overall = assessment.scorecard.overall
    ranked = ranked_areas(assessment)
    thin = _thin(assessment)
    since = _since(changes)
    now = assessment.roadmap.now
    stands_well, as_well = _first_of(_stands_well(assessment), len(ranked))
    furthest, as_far = _first_of(_furthest(assessment), len(ranked))
    return MinisterView(
        headline=sentences.headline(assessment.answers.state, overall, len(thin), since),
        meaning=BAND_MEANINGS.get(overall.band or "", ""),
        findings=_findings(assessment, ranked, changes),
        score=_shown(overall),
        before=changes.overall.before_value if changes and _has_a_figure(overall) else None,
        decisions=tuple(tasks[gap.question] for gap in now[:MAX_DECISIONS]),
        further=max(len(now) - MAX_DECISIONS, 0),
        stands_well=stands_well,
        as_well=as_well,
        furthest=furthest,
        as_far=as_far,
        not_known=_not_known(assessment),
        withheld=sentences.open_questions(0, 0, overall.counts.withheld)[2],
        thin=thin,
        warnings=len(assessment.warnings),
    )


def _has_a_figure(overall: Score) -> bool:
    return (overall.coverage or 0) >= SUFFICIENT_COVERAGE


def _shown(overall: Score) -> ScoreView:
    """The overall figures; under half of the weight the range alone, drawn as in words."""
    if _has_a_figure(overall):
        return score_view(overall, _("Overall"))
    return score_view(replace(overall, score=None, reviewed=None), _("Overall"))


def ranked_areas(assessment: Assessment) -> tuple[Ranked, ...]:
    """The policy areas with enough answers to be ranked, in questionnaire order."""
    scores = assessment.scorecard.areas
    return tuple(
        Ranked(area.title, score.score, score.target)
        for area in assessment.questionnaire.areas
        if (score := scores[area.id]).sufficient
        and score.score is not None
        and score.target is not None
    )


def _thin(assessment: Assessment) -> tuple[str, ...]:
    scores = assessment.scorecard.areas
    return tuple(
        area.title
        for area in assessment.questionnaire.areas
        if scores[area.id].applies and not scores[area.id].sufficient
    )


def _since(changes: ChangesView | None) -> Since | None:
    return Since(changes.since, changes.overall.moved) if changes else None


def _findings(
    assessment: Assessment, ranked: Sequence[Ranked], changes: ChangesView | None
) -> tuple[str, ...]:
    others = len(assessment.questionnaire.areas) - len(ranked)
    said = [*sentences.strongest_and_weakest(ranked, others), *_moved(changes)]
    answered = [
        question_status.answer
        for question_status in assessment.statuses.values()
        if question_status.answer.level is not None
    ]
    if answered:
        high = [item for item in answered if (item.level or 0) >= 3]
        said.append(sentences.evidence(sum(bool(item.evidence) for item in high), len(high)))
    seen = [
        (item.reviewed_level or 0) - (item.level or 0)
        for item in answered
        if item.reviewed_level is not None
    ]
    said.append(
        sentences.reviewers(
            sum(item < 0 for item in seen),
            sum(item > 0 for item in seen),
            seen.count(0),
            _shown(assessment.scorecard.overall).reviewed,
        )
    )
    return tuple(filter(None, said))


def _moved(changes: ChangesView | None) -> tuple[str, ...]:
    if changes is None:
        return ()
    if changes.other_questionnaire:
        return (
            _(
                "The earlier assessment was made with another edition of the questionnaire, so no "
                "group of questions is compared."
            ),
        )
    moved = [Moved(area.title, area.moved) for area in changes.areas if area.moved is not None]
    return sentences.movements(moved, changes.since)


def _stands_well(assessment: Assessment) -> tuple[AreaFigure, ...]:
    """Every policy area above 0, the highest score first."""
    figures = [figure for figure in _figures(assessment) if figure[0].score > 0]
    best = sorted(figures, key=lambda item: -item[0].score)
    return tuple(AreaFigure(view.id, view.title, view.score) for _unused, view in best)


def _furthest(assessment: Assessment) -> tuple[AreaFigure, ...]:
    """Every policy area below its target, the furthest first."""
    figures = [figure for figure in _figures(assessment) if figure[0].short_of_target > 0]
    worst = sorted(figures, key=lambda item: -item[0].short_of_target)
    return tuple(
        AreaFigure(view.id, view.title, sentences.short_by(area.short_of_target))
        for area, view in worst
    )


def _first_of(figures: tuple[AreaFigure, ...], ranked: int) -> tuple[tuple[AreaFigure, ...], int]:
    """The areas that are named, and how many more have the figure of the last of them."""
    named = figures[: _named_of(ranked)]
    return named, sum(other.figure == named[-1].figure for other in figures[len(named) :])


def _named_of(areas: int) -> int:
    """How many areas are named as standing well, and how many as far from their targets.

    Of few areas no more than half, so that one is not said to stand well and to be far as well.
    """
    return max(1, min(MAX_AREAS, areas // 2))


def _figures(assessment: Assessment) -> list[tuple[Ranked, ScoreView]]:
    scores = assessment.scorecard.areas
    views = [
        score_view(scores[area.id], area.title)
        for area in assessment.questionnaire.areas
        if scores[area.id].sufficient and scores[area.id].score is not None
    ]
    return list(zip(ranked_areas(assessment), views, strict=True))


def _not_known(assessment: Assessment) -> tuple[NotKnownView, ...]:
    facts = assessment.roadmap.facts_to_establish
    lines = [question_line(assessment.questionnaire, assessment.statuses[key]) for key in facts]
    unknown = [line for line in lines if line.kind == "unknown"]
    unanswered = [line for line in lines if line.kind == "unanswered"]
    words = sentences.open_questions(len(unknown), len(unanswered), 0)
    return tuple(
        NotKnownView(said, tuple(found[:_MAX_NAMED]), max(len(found) - _MAX_NAMED, 0))
        for said, found in zip(words[:2], (unknown, unanswered), strict=True)
        if found
    )
