"""One finished value for each edition: an allow-list of what its templates can show at all."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.assess import Assessment
from assessment.report.options import ReportOptions
from assessment.report.view.areas import (
    InsideArea,
    area_views,
    inside_areas,
)
from assessment.report.view.assistance import (
    AssistanceView,
    assistance_view,
)
from assessment.report.view.changes import ChangesView, changes_view
from assessment.report.view.document import DocumentFacts, document
from assessment.report.view.figures import ScoreView
from assessment.report.view.grid import GridView, grid_view
from assessment.report.view.method import MethodView, method_view
from assessment.report.view.minister import MinisterView, minister_view
from assessment.report.view.ministry import SheetView, sheet_view
from assessment.report.view.national import NationalReport
from assessment.report.view.paragraphs import (
    InsideParagraph,
    inside_paragraphs,
    scores_of,
)
from assessment.report.view.partner import PartnerReport
from assessment.report.view.plan import (
    FullPlan,
    full_plan,
    gap_views,
    task_views,
)
from assessment.report.view.profile import ProfileView, profile_view
from assessment.report.view.questions import (
    InstrumentView,
    gap_instruments,
)
from assessment.report.view.sentences import headline
from assessment.report.view.statement import PublicReport


@dataclass(frozen=True, slots=True)
class WarningView:
    """One consistency warning beside the question or area that it concerns."""

    id: str
    """The question's id, or the area's code where it concerns a whole area."""
    name: str
    message: str


@dataclass(frozen=True, slots=True)
class FullReport:
    """All that the full edition shows."""

    document: DocumentFacts
    minister: MinisterView
    grid: GridView
    profile: ProfileView
    changes: ChangesView | None
    areas: tuple[InsideArea, ...]
    plan: FullPlan
    assistance: AssistanceView
    paragraphs: tuple[InsideParagraph, ...]
    functions: tuple[ScoreView, ...]
    sides: tuple[ScoreView, ...]
    warnings: tuple[WarningView, ...]
    instruments: tuple[InstrumentView, ...]
    """Those that some gap points to."""
    method: MethodView
    here: frozenset[str]
    """The questions that stand in this report: others are named without a page."""


@dataclass(frozen=True, slots=True)
class MinistryReport:
    """All that one ministry's edition shows."""

    document: DocumentFacts
    headline: str
    """How the State stands, in a sentence or two."""
    sheet: SheetView
    areas: tuple[InsideArea, ...]
    """The policy areas as far as the ministry is responsible for their questions."""
    questions: int
    """How many questions it is responsible for."""
    warnings: tuple[WarningView, ...]
    """Those on its own questions that no list of the sheet says already."""
    instruments: tuple[InstrumentView, ...]
    here: frozenset[str]
    """The questions that stand in this report: others are named without a page."""


Report = FullReport | MinistryReport | PartnerReport | PublicReport | NationalReport


def full_report(assessment: Assessment, options: ReportOptions) -> FullReport:
    """All that the full edition shows."""
    gaps = gap_views(assessment)
    tasks = task_views(assessment, gaps)
    areas = area_views(assessment, gaps)
    changes = changes_view(options.baseline, assessment)
    questionnaire, card = assessment.questionnaire, assessment.scorecard
    return FullReport(
        document=document(assessment, options),
        minister=minister_view(assessment, tasks, changes),
        grid=grid_view(assessment, areas, changes),
        profile=profile_view(assessment),
        changes=changes,
        areas=inside_areas(areas, tasks),
        plan=full_plan(assessment, gaps, tasks),
        assistance=assistance_view(assessment, tasks),
        paragraphs=inside_paragraphs(assessment),
        functions=scores_of(questionnaire.functions, card.functions),
        sides=scores_of(questionnaire.sides, card.sides),
        warnings=_warnings(assessment),
        instruments=gap_instruments(questionnaire, gaps.values()),
        method=method_view(assessment),
        here=frozenset(tasks),
    )


def ministry_report(assessment: Assessment, options: ReportOptions) -> MinistryReport:
    """All that one ministry's edition shows."""
    ministry = options.ministry
    gaps = gap_views(assessment)
    tasks = task_views(assessment, gaps)
    own = {key: task for key, task in tasks.items() if _is_own(assessment, key, ministry)}
    areas = inside_areas(area_views(assessment, gaps), own)
    thin = sum(area.applies and not area.sufficient for area in assessment.scorecard.areas.values())
    return MinistryReport(
        document=document(assessment, options),
        headline=headline(assessment.answers.state, assessment.scorecard.overall, thin),
        sheet=sheet_view(assessment, ministry, gaps, tuple(own.values())),
        areas=tuple(area for area in areas if area.tasks),
        questions=len(own),
        warnings=tuple(
            warning for warning in _warnings(assessment, said=_said(ministry)) if warning.id in own
        ),
        instruments=gap_instruments(
            assessment.questionnaire, [gaps[key] for key in gaps if key in own]
        ),
        here=frozenset(own),
    )


def _is_own(assessment: Assessment, key: str, ministry: str | None) -> bool:
    item = assessment.statuses[key]
    return item.answer.ministry == ministry and (ministry is not None or item.applies)


def _said(ministry: str | None) -> frozenset[str]:
    """What a sheet says elsewhere: a list of its own names the evidence that is missing."""
    return frozenset({"no_evidence"} if ministry else {"no_evidence", "no_ministry"})


def _warnings(
    assessment: Assessment, *, said: frozenset[str] = frozenset()
) -> tuple[WarningView, ...]:
    questionnaire = assessment.questionnaire
    return tuple(
        WarningView(
            warning.subject,
            questionnaire.by_id[warning.subject].name
            if warning.subject in questionnaire.by_id
            else questionnaire.area_by_id[warning.subject].title,
            warning.message,
        )
        for warning in assessment.warnings
        if warning.kind not in said
    )
