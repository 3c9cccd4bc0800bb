"""One finished value for each edition: an allow-list of what its templates can show at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.assess import Assessment
from assessment.report.options import ReportOptions
from assessment.report.view.areas import (
    AreaView,
    InsideArea,
    PublicArea,
    area_views,
    inside_areas,
    public_areas,
)
from assessment.report.view.changes import BandChange, ChangesView, band_changes, changes_view
from assessment.report.view.document import Document, document
from assessment.report.view.figures import BandView, ScoreView
from assessment.report.view.method import MethodView, method_view
from assessment.report.view.overview import OverviewView, PublicOverview, overview, public_overview
from assessment.report.view.paragraphs import (
    ParagraphView,
    PublicParagraph,
    function_views,
    paragraph_views,
    public_functions,
    public_paragraphs,
    public_sides,
    side_views,
)
from assessment.report.view.plan import (
    AssistanceView,
    PlanView,
    assistance_view,
    gap_views,
    plan_view,
    work_views,
)
from assessment.report.view.questions import (
    AnswerView,
    GapView,
    InstrumentView,
    WorkView,
    instrument_view,
)


@dataclass(frozen=True, slots=True)
class WarningView:
    """One consistency warning beside the question or area that it concerns."""

    subject: str
    name: str
    message: str


@dataclass(frozen=True, slots=True)
class FullReport:
    """All that the full edition shows."""

    document: Document
    overview: OverviewView
    areas: tuple[InsideArea, ...]
    work: Mapping[str, WorkView]
    plan: PlanView
    functions: tuple[ScoreView, ...]
    sides: tuple[ScoreView, ...]
    paragraphs: tuple[ParagraphView, ...]
    assistance: AssistanceView
    warnings: tuple[WarningView, ...]
    instruments: tuple[InstrumentView, ...]
    """Those that some gap points to."""
    method: MethodView
    changes: ChangesView | None


@dataclass(frozen=True, slots=True)
class MinistryArea:
    """A policy area as far as one ministry is responsible for it."""

    area: AreaView
    gaps: tuple[WorkView, ...]
    stands: tuple[AnswerView, ...]
    open: tuple[AnswerView, ...]
    """Unknown, unanswered and withheld."""
    not_applicable: tuple[AnswerView, ...]
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class MinistryReport:
    """All that one ministry's edition shows."""

    document: Document
    overview: OverviewView
    areas: tuple[MinistryArea, ...]
    questions: int
    """How many questions it is responsible for."""
    supports: tuple[AnswerView, ...]
    """Questions that another ministry leads and this one supports."""
    instruments: tuple[InstrumentView, ...]
    changes: ChangesView | None


@dataclass(frozen=True, slots=True)
class PartnerReport:
    """All that the partner edition shows."""

    document: Document
    overview: OverviewView
    areas: tuple[AreaView, ...]
    plan: PlanView
    functions: tuple[ScoreView, ...]
    sides: tuple[ScoreView, ...]
    paragraphs: tuple[ParagraphView, ...]
    instruments: tuple[InstrumentView, ...]
    changes: ChangesView | None


@dataclass(frozen=True, slots=True)
class PublicReport:
    """All that the public edition shows: bands."""

    document: Document
    overview: PublicOverview
    areas: tuple[PublicArea, ...]
    functions: tuple[BandView, ...]
    sides: tuple[BandView, ...]
    paragraphs: tuple[PublicParagraph, ...]
    changes: tuple[BandChange, ...]


Report = FullReport | MinistryReport | PartnerReport | PublicReport


def full_report(assessment: Assessment, options: ReportOptions) -> FullReport:
    """All that the full edition shows."""
    gaps = gap_views(assessment)
    work = work_views(assessment, gaps)
    areas = area_views(assessment, gaps)
    return FullReport(
        document=document(assessment, options),
        overview=overview(assessment, areas, gaps),
        areas=inside_areas(assessment, areas),
        work=work,
        plan=plan_view(assessment, gaps),
        functions=function_views(assessment),
        sides=side_views(assessment),
        paragraphs=paragraph_views(assessment),
        assistance=assistance_view(assessment, work),
        warnings=_warnings(assessment),
        instruments=_instruments(assessment, gaps.values()),
        method=method_view(assessment),
        changes=changes_view(options.baseline, assessment),
    )


def partner_report(assessment: Assessment, options: ReportOptions) -> PartnerReport:
    """All that the partner edition shows."""
    gaps = gap_views(assessment)
    areas = area_views(assessment, gaps)
    return PartnerReport(
        document=document(assessment, options),
        overview=overview(assessment, areas, gaps),
        areas=areas,
        plan=plan_view(assessment, gaps),
        functions=function_views(assessment),
        sides=side_views(assessment),
        paragraphs=paragraph_views(assessment),
        instruments=_instruments(assessment, gaps.values()),
        changes=changes_view(options.baseline, assessment),
    )


def public_report(assessment: Assessment, options: ReportOptions) -> PublicReport:
    """All that the public edition shows."""
    return PublicReport(
        document=document(assessment, options),
        overview=public_overview(assessment),
        areas=public_areas(assessment),
        functions=public_functions(assessment),
        sides=public_sides(assessment),
        paragraphs=public_paragraphs(assessment),
        changes=band_changes(options.baseline, assessment),
    )


def ministry_report(assessment: Assessment, options: ReportOptions) -> MinistryReport:
    """All that one ministry's edition shows."""
    gaps = gap_views(assessment)
    work = work_views(assessment, gaps)
    areas = area_views(assessment, gaps)
    inside = inside_areas(assessment, areas)
    own = _own(inside, options.ministry)
    chosen = tuple(_ministry_area(one, own, work) for one in inside)
    return MinistryReport(
        document=document(assessment, options),
        overview=overview(assessment, areas, gaps),
        areas=tuple(one for one in chosen if one.answers),
        questions=len(own),
        supports=_supported(inside, options.ministry),
        instruments=_instruments(assessment, [gaps[key] for key in gaps if key in own]),
        changes=changes_view(options.baseline, assessment),
    )


def _own(areas: tuple[InsideArea, ...], ministry: str | None) -> frozenset[str]:
    return frozenset(
        one.line.id
        for inside in areas
        for one in inside.answers
        if one.ministry == (ministry or "") and (ministry or one.line.kind != "na")
    )


def _supported(areas: tuple[InsideArea, ...], ministry: str | None) -> tuple[AnswerView, ...]:
    return tuple(
        one
        for inside in areas
        for one in inside.answers
        if ministry in one.supporting and one.ministry != ministry
    )


def _ministry_area(
    inside: InsideArea, own: frozenset[str], work: Mapping[str, WorkView]
) -> MinistryArea:
    answers = tuple(one for one in inside.answers if one.line.id in own)
    stands = {line.id for line in inside.area.stands}
    return MinistryArea(
        area=inside.area,
        gaps=tuple(work[gap.id] for gap in inside.area.gaps if gap.id in own),
        stands=tuple(one for one in answers if one.line.id in stands),
        open=tuple(
            one for one in answers if one.line.kind in ("unknown", "withheld", "unanswered")
        ),
        not_applicable=tuple(one for one in answers if one.line.kind == "na"),
        answers=answers,
    )


def _warnings(assessment: Assessment) -> tuple[WarningView, ...]:
    questionnaire = assessment.questionnaire
    return tuple(
        WarningView(
            one.subject,
            questionnaire.by_id[one.subject].name
            if one.subject in questionnaire.by_id
            else questionnaire.area_by_id[one.subject].title,
            one.message,
        )
        for one in assessment.warnings
    )


def _instruments(assessment: Assessment, gaps: Iterable[GapView]) -> tuple[InstrumentView, ...]:
    wanted = {instrument.id for gap in gaps for instrument in gap.instruments}
    return tuple(
        instrument_view(one) for one in assessment.questionnaire.instruments if one.id in wanted
    )
