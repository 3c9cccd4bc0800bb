"""The reports that are made of each file beside its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.assess import Assessment, assess, assess_baseline
from assessment.batch import interrupts
from assessment.batch.baselines import Baselines
from assessment.batch.input_file import InputFile
from assessment.batch.inputs import input_stem
from assessment.batch.matrix import Scorer
from assessment.errors import AssessmentError, ReportError
from assessment.language import _
from assessment.store import AnswerFile, write_output
from assessment.text import in_file_name

if TYPE_CHECKING:
    from assessment.report import ReportOptions

_MAX_BYTES = 160


@dataclass(frozen=True, slots=True)
class ReportsMade:
    """What was made of some files."""

    reports: int = 0
    problems: tuple[AssessmentError, ...] = ()
    """Reports that could not be made or written."""
    notes: tuple[str, ...] = ()
    """What is to be said of reports that were made."""


@dataclass(frozen=True)
class ReportsWanted:
    """Which reports are wanted beside rows."""

    folder: Path | None = None
    """Where the reports go; None where none are wanted."""
    options: ReportOptions | None = None
    """How the reports are made."""
    ministry: str | None = None
    """With the edition ministry: only this one's report; an empty name for nobody's questions."""
    baselines: Baselines = field(default_factory=Baselines)
    """What the reports compare with."""
    force: bool = False
    """Whether a report may replace an answer file."""

    def make(self, scorer: Scorer, items: Iterable[InputFile]) -> ReportsMade:
        """Make the reports of files that were scored."""
        reports = 0
        problems: list[ReportError] = []
        notes: list[str] = []
        for item in items:
            try:
                for _unused in self._reports(scorer, item, notes):
                    reports += 1
            except AssessmentError as error:
                where = error.where
                if not where.startswith(item.name):
                    where = f"{item.name}: {where}" if where else item.name
                problems.append(ReportError(error.problem, where=where, remedy=error.remedy))
        return ReportsMade(reports, tuple(problems), tuple(notes))

    def _reports(self, scorer: Scorer, item: InputFile, notes: list[str]) -> Iterator[Path]:
        """Write the reports of one file, until somebody asks to stop; notes are added."""
        from assessment.report import ReportOptions, make_pdf  # here: it takes half a second

        file = scorer.read(item.read(), item.name)
        assessment = _assessed(scorer, file)
        found = self.baselines.of(file, scorer.questionnaire)
        if found.note:
            notes.append(f"{item.name}: {found.note}")
        earlier = (
            assess_baseline(assessment, found.answers, carried_from=found.carried_from)
            if found.answers
            else None
        )
        options = replace(self.options or ReportOptions(), baseline=earlier)
        for ending, variant in self._variants(assessment, options, item.name):
            path = (self.folder or Path()) / f"{item.report}{ending}.pdf"
            if interrupts.is_stop_asked():
                return
            messages: list[str] = []
            write_output(
                path, make_pdf(assessment, variant, notify=messages.append), force=self.force
            )
            notes += [f"{path}: {note}" for note in messages]
            yield path

    def _variants(
        self, assessment: Assessment, options: ReportOptions, name: str
    ) -> Iterator[tuple[str, ReportOptions]]:
        from assessment.report import ministries
        from assessment.report.naming import known_ministry, ministry_report_name

        if options.edition == "ministry" and assessment.outward:
            raise ReportError(
                _("A redacted copy names no ministries, so it has no ministry edition."),
                where=name,
                remedy=_("Make its partner edition."),
            )
        if options.edition != "ministry":
            yield "", replace(options, edition=assessment.edition)
            return
        only = None if self.ministry is None else known_ministry(self.ministry, assessment, name)
        for index, ministry in enumerate(ministries(assessment), start=1):
            if self.ministry is None or ministry == only:
                ending = f"-{ministry_report_name(index, ministry)}"
                yield ending, replace(options, ministry=ministry)


def _assessed(scorer: Scorer, file: AnswerFile) -> Assessment:
    return assess(
        scorer.questionnaire,
        file.answers,
        edition=scorer.settings.edition,
        carried_from=file.carried_from,
    )


def with_report_names(items: Iterable[InputFile]) -> Iterator[InputFile]:
    """The items with the name of each one's report: the file's own, numbered where it is taken.

    A file that is named twice has one report; two members of an archive have one each.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for item in items:
        if item.path is not None and item.path in found:
            yield item._replace(report=found[item.path])
            continue
        named = input_stem(item.name)
        wanted = in_file_name(named, max_bytes=_MAX_BYTES, of_a_file=True) or "report"
        number, free = 1, wanted
        while free.casefold() in taken:
            number += 1
            free = f"{wanted}-{number}"
        taken.add(free.casefold())
        if item.path is not None:
            found[item.path] = free
        yield item._replace(report=free)
