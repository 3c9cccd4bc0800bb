"""The report's charts, drawn from its finished view: which figure goes into which drawing."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.language import _
from assessment.report import charts
from assessment.report.view.figures import ScoreView
from assessment.report.view.paragraphs import ParagraphView
from assessment.report.view.plan import PlanView, PrerequisitesView
from assessment.report.view.questions import QuestionLine
from assessment.report.view.statement import PublishedBand
from assessment.report.view.words import STEP_NAMES
from assessment.roadmap import STEPS
from assessment.scorecard import BANDS
from assessment.terms import term
from assessment.text import count_of, listed

TIMELINE_ROWS = 12
"""How many gaps of each step the timeline draws; the tables list all."""


def score_bar(score: ScoreView, before: float | None = None) -> str:
    """One score on a scale, with its range and target."""
    return charts.draw_score_bar(
        charts.ScoreBar(
            title=_("{title}: score {score}, {could_be}, target {target}").format(
                title=score.title, score=score.score, could_be=score.could_be, target=score.target
            ),
            score=score.value,
            low=score.low_value,
            high=score.high_value,
            target=score.target_value,
            before=before,
        )
    )


def band_bar(finding: PublishedBand) -> str:
    """One band, and nothing that tells where in the band the score lies."""
    index = BANDS.index(finding.band)
    return charts.draw_band_bar(
        charts.BandBar(title=f"{finding.title}: {term(finding.band)}", band=index)
    )


def scale_legend() -> str:
    """A specimen of a score bar."""
    return charts.draw_scale_legend(_("Specimen of a bar: score, range and target"))


def strip(questions: Sequence[QuestionLine], title: str) -> str:
    """The questions of an area, a square each."""
    said = ", ".join(f"{question.id} {question.state}" for question in questions)
    return charts.level_strip(
        charts.AreaStrip(
            title=_("Levels of the questions of {title}: {said}").format(title=title, said=said),
            squares=tuple(
                charts.StripSquare(question.kind, question.id.rpartition("-")[2])
                for question in questions
            ),
        )
    )


def distribution(shares: Sequence[charts.Share]) -> str:
    """How many questions stand at each level or in each state."""
    said = ", ".join(f"{SQUARES[share.square]} {share.count}" for share in shares if share.count)
    return charts.level_distribution(
        charts.Distribution(
            title=_("Questions by level and state: {said}").format(said=said), shares=tuple(shares)
        )
    )


def swatch(square: charts.Square) -> str:
    """One square for a legend."""
    return charts.draw_swatch(square, SQUARES[square])


def heat(paragraphs: Sequence[ParagraphView]) -> str:
    """The paragraphs of the resolution, shaded by their score."""
    said = ", ".join(
        _("paragraph {number} {figure}").format(
            number=paragraph.number, figure=paragraph.score.figure
        )
        for paragraph in paragraphs
    )
    return charts.heat_table(
        charts.HeatTable(
            title=_("Score of each operative paragraph; darker is higher"),
            desc=said,
            cells=tuple(
                charts.HeatCell(
                    str(paragraph.number),
                    paragraph.score.figure,
                    charts.shade(paragraph.score.ranking),
                )
                for paragraph in paragraphs
            ),
        )
    )


def timeline(plan: PlanView) -> str:
    """The first gaps of each step, with a line from each prerequisite to what waits for it."""
    return charts.draw_timeline(
        charts.Timeline(
            title=_("Roadmap in three steps, with lines from prerequisites to what waits for them"),
            steps=tuple(
                charts.TimelineStep(
                    count_of(len(step.gaps), "{step}: {n} gap", "{step}: {n} gaps", step=step.name),
                    tuple(
                        charts.TimelineItem(gap.id, gap.name, tuple(item.id for item in gap.unmet))
                        for gap in step.gaps[:TIMELINE_ROWS]
                    ),
                )
                for step in plan.steps
            ),
        )
    )


def prerequisites(view: PrerequisitesView) -> str:
    """What waits for what: the tasks that wait and those that they wait for, step by step."""
    names = {item.id: item.name for item in view.items}
    said = "; ".join(
        _("{name} waits for {listed}").format(
            name=item.name, listed=listed(names[key] for key in item.unmet if key in names)
        )
        for item in view.items
        if any(key in names for key in item.unmet)
    )
    return charts.draw_timeline(
        charts.Timeline(
            title=f"{view.heading}: {said}" if said else view.heading,
            steps=tuple(
                charts.TimelineStep(
                    STEP_NAMES[step],
                    tuple(
                        charts.TimelineItem(item.id, item.name, item.unmet)
                        for item in view.items
                        if item.step == step
                    ),
                )
                for step in STEPS
            ),
        )
    )


SQUARES: dict[charts.Square, str] = {
    "level-0": _("Level 0"),
    "level-1": _("Level 1"),
    "level-2": _("Level 2"),
    "level-3": _("Level 3"),
    "level-4": _("Level 4"),
    "unknown": _("Unknown"),
    "withheld": _("Withheld"),
    "unanswered": _("Unanswered"),
    "open": _("Open"),
    "na": _("Not applicable"),
}
"""What each square means."""
