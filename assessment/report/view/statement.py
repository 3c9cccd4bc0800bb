"""The public edition: a statement of the State, in sentences made of findings and its own texts.

A finding is a word for a group of questions. Where none is published it is said once for all such
groups, and nothing says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assessment.assess import Assessment
from assessment.compare import two_editions
from assessment.language import _
from assessment.publication import PublicBands, after_earlier
from assessment.questionnaire import Area, Named, Paragraph, Questionnaire
from assessment.report.options import ReportOptions
from assessment.report.view.document import DocumentFacts, document
from assessment.report.view.words import BAND_MEANINGS, day
from assessment.scorecard import BANDS, Band
from assessment.terms import term
from assessment.text import count_of, isolate, listed


@dataclass(frozen=True, slots=True)
class PublishedBand:
    """A group of questions with the word that is published for it."""

    id: str
    title: str
    about: str
    """What the group is about; empty where the name says it."""
    band: Band


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the word of a finding means."""

    band: Band
    text: str


@dataclass(frozen=True, slots=True)
class Measures:
    """What the State says of its measures in one policy area, in its texts for release."""

    id: str
    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicReport:
    """All that the public edition shows."""

    document: DocumentFacts
    commitment: tuple[str, ...]
    """What the State is committed to, and when it looks at itself again."""
    standing: tuple[str, ...]
    """How it stands as a whole, and in how many policy areas."""
    areas: tuple[PublishedBand, ...]
    """The policy areas for which a finding is published."""
    purposes: tuple[PublishedBand, ...]
    """The same of the functions and sides."""
    not_published: tuple[str, ...]
    """For what no finding is published; empty where there is one for everything."""
    changes: tuple[str, ...]
    """What became of the findings since the baseline; empty without one."""
    measures: tuple[Measures, ...]
    """What the State says of its measures, by policy area; areas without a text are left out."""
    requests: str
    """Where partners learn what the State asks for."""
    meanings: tuple[Meaning, ...]
    """What each word of a finding means."""
    explanation: str
    """How a finding is made."""


def public_report(assessment: Assessment, options: ReportOptions) -> PublicReport:
    """All that the public edition shows."""
    questionnaire, bands = assessment.questionnaire, _bands(assessment, options.baseline)
    name = isolate(assessment.answers.state)
    areas = _findings(questionnaire.areas, bands.areas)
    sides = {side.id: side.about for side in questionnaire.sides}
    return PublicReport(
        document=document(assessment, options),
        commitment=_commitment(assessment),
        standing=(
            *standing(name, bands.overall),
            *by_band([area.band for area in areas], len(questionnaire.areas)),
            *_paragraphs_shown(questionnaire.paragraphs, bands.paragraphs),
        ),
        areas=areas,
        purposes=(
            *_findings(questionnaire.functions, bands.functions),
            *_findings(questionnaire.sides, bands.sides, sides),
        ),
        not_published=_not_published(questionnaire, bands),
        changes=_changes(options.baseline, assessment, bands),
        measures=_measures(assessment),
        requests=_(
            "What {name} asks of its partners is not part of this statement. "
            "Its authority makes it known to them."
        ).format(name=name),
        meanings=tuple(Meaning(band, BAND_MEANINGS[band]) for band in BANDS),
        explanation=_explanation(assessment),
    )


def _bands(assessment: Assessment, baseline: Assessment | None) -> PublicBands:
    bands = assessment.public_bands
    if baseline is None:
        return bands
    return after_earlier(assessment.questionnaire, bands, assessment.answers, baseline.answers)


def _findings(
    groups: Iterable[Area | Named],
    bands: Mapping[str, Band | None],
    about: Mapping[str, str] = MappingProxyType({}),
) -> tuple[PublishedBand, ...]:
    return tuple(
        PublishedBand(group.id, group.title, about.get(group.id, ""), band)
        for group in groups
        if (band := bands[group.id]) is not None
    )


def _commitment(assessment: Assessment) -> tuple[str, ...]:
    answers, source = assessment.answers, assessment.questionnaire.source
    name = isolate(answers.state)
    areas = count_of(len(assessment.questionnaire.areas), "{n} policy area", "{n} policy areas")
    said = _(
        "{name} is committed to the aims of General Assembly resolution {symbol}, "
        "“{title}”. To learn how far it has come it assesses its own measures in {areas}."
    ).format(name=name, symbol=source.symbol, title=source.title, areas=areas)
    if answers.next_review is None:
        return (said,)
    return said, _("It will assess itself again by {day}.").format(day=day(answers.next_review))


def standing(name: str, overall: Band | None) -> tuple[str, ...]:
    """How a State stands as a whole, in two sentences; nothing where no finding is published."""
    if overall is None:
        return ()
    return (
        _("As a whole, the readiness of {name} is {overall}.").format(
            name=name, overall=term(overall)
        ),
        BAND_MEANINGS[overall],
    )


def by_band(areas: Sequence[Band], of: int) -> tuple[str, ...]:
    """In how many policy areas readiness has which word, best first; nothing without one."""
    tally = Counter(areas)
    said = [
        _("{band} in {tally}").format(band=term(band), tally=tally[band])
        for band in reversed(BANDS)
        if tally[band]
    ]
    if not said:
        return ()
    if len(said) == 1 and len(areas) == of:
        return (_("In every policy area it is {areas}.").format(areas=term(areas[0])),)
    return (
        _("Of {of} it is {listed}.").format(
            of=count_of(of, "{n} policy area", "{n} policy areas"), listed=listed(said)
        ),
    )


def _paragraphs_shown(
    paragraphs: Iterable[Paragraph], bands: Mapping[int, Band | None]
) -> tuple[str, ...]:
    said = [
        _("{band} on paragraph {number} ({title})").format(
            band=term(band), number=paragraph.number, title=paragraph.title
        )
        for paragraph in paragraphs
        if (band := bands[paragraph.number])
    ]
    return (
        (_("By paragraph of the resolution it is {listed}.").format(listed=listed(said)),)
        if said
        else ()
    )


def _not_published(questionnaire: Questionnaire, bands: PublicBands) -> tuple[str, ...]:
    """One sentence for all groups without a finding, and one for the paragraphs."""
    groups = (
        *((_("readiness as a whole"),) if bands.overall is None else ()),
        *_without(questionnaire.areas, bands.areas, _("any policy area")),
        *_without(questionnaire.functions, bands.functions, _("any function")),
        *_without(questionnaire.sides, bands.sides, _("any side of the work")),
    )
    paragraphs = (
        _("Of the other paragraphs of the resolution none has a published finding.")
        if any(bands.paragraphs.values())
        else _("Paragraph by paragraph, findings are not published.")
    )
    return (
        *(
            (_("No finding is published for {groups}.").format(groups="; ".join(groups)),)
            if groups
            else ()
        ),
        *((paragraphs,) if not all(bands.paragraphs.values()) else ()),
    )


def _without(
    groups: Sequence[Area | Named], bands: Mapping[str, Band | None], every: str
) -> tuple[str, ...]:
    missing = [group.title for group in groups if bands[group.id] is None]
    return (every,) if missing and len(missing) == len(groups) else tuple(missing)


def _changes(
    baseline: Assessment | None, current: Assessment, after: PublicBands
) -> tuple[str, ...]:
    if baseline is None or two_editions(baseline, current):
        return ()
    before = baseline.public_bands
    titles = {area.id: area.title for area in current.questionnaire.areas}
    return (
        *whole_changed(before.overall, after.overall),
        *areas_changed(
            [(title, before.areas.get(key), after.areas[key]) for key, title in titles.items()]
        ),
    )


def whole_changed(before: Band | None, after: Band | None) -> tuple[str, ...]:
    """What became of the finding for the whole; nothing unless both are published."""
    if before is None or after is None:
        return ()
    if before == after:
        return (_("As a whole, readiness is {after} as before.").format(after=term(after)),)
    said = (
        _("As a whole, readiness has risen from {before} to {after}.")
        if BANDS.index(after) > BANDS.index(before)
        else _("As a whole, readiness has fallen from {before} to {after}.")
    )
    return (said.format(before=term(before), after=term(after)),)


def areas_changed(areas: Sequence[tuple[str, Band | None, Band | None]]) -> tuple[str, ...]:
    """What became of the findings for policy areas: falls, rises, the same, and no comparison."""
    both = [(title, before, after) for title, before, after in areas if before and after]
    falls = [
        _("in {title}, from {before} to {after}").format(
            title=title, before=term(before), after=term(after)
        )
        for title, before, after in both
        if BANDS.index(after) < BANDS.index(before)
    ]
    rises = [
        _("in {title}, from {before} to {after}").format(
            title=title, before=term(before), after=term(after)
        )
        for title, before, after in both
        if BANDS.index(after) > BANDS.index(before)
    ]
    same, unknown = len(both) - len(falls) - len(rises), len(areas) - len(both)
    return (
        *((_("It has fallen {falls}.").format(falls="; ".join(falls)),) if falls else ()),
        *((_("It has risen {rises}.").format(rises="; ".join(rises)),) if rises else ()),
        *(
            (
                _("It is the same as before in {same}.").format(
                    same=count_of(same, "{n} policy area", "{n} policy areas")
                ),
            )
            if same
            else ()
        ),
        *(
            (_("No comparison is published for {areas}.").format(areas=_areas(unknown)),)
            if unknown
            else ()
        ),
    )


def _areas(number: int) -> str:
    return count_of(number, "{n} policy area", "{n} policy areas")


def _measures(assessment: Assessment) -> tuple[Measures, ...]:
    found = (
        Measures(
            area.id,
            area.title,
            # One text that was pasted into many answers is one statement.
            tuple(
                dict.fromkeys(
                    text
                    for question in area.questions
                    if (text := assessment.answers.answer(question.id).release.strip())
                )
            ),
        )
        for area in assessment.questionnaire.areas
    )
    return tuple(item for item in found if item.texts)


def _explanation(assessment: Assessment) -> str:
    levels = assessment.questionnaire.levels
    names = listed(level.name.lower() for level in levels)
    return _(
        "Each question has {number}: {names}. They count from 0 to 100, "
        "and what is open counts as the lowest. Under 25 a finding is minimal, under 50 partial, "
        "under 75 substantial, and from 75 on advanced. A finding is not published where too "
        "little is answered, or where findings side by side would tell a single answer."
    ).format(number=count_of(len(levels), "{n} level", "{n} levels"), names=names)
