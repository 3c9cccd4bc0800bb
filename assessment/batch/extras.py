"""What is made of each file beside its row: its report, and its part in the region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.answers import Answers
from assessment.assess import Assessment, assess, leaves_the_government
from assessment.batch.baselines import Baselines
from assessment.batch.inputs import stem
from assessment.batch.items import Item
from assessment.batch.scoring import Scorer
from assessment.errors import AssessmentError, ReportError
from assessment.region import Member, member
from assessment.store import AnswerFile, parse_answers, write_file

if TYPE_CHECKING:
    from assessment.report import ReportOptions

_UNSAFE_IN_NAMES = re.compile(r"[^\w.()-]+")
_MOST_NAME = 80
_OWNER_ONLY = 0o600
_FOR_OTHERS = 0o644


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of some files."""

    members: tuple[Member, ...] = ()
    reports: int = 0
    problems: tuple[AssessmentError, ...] = ()
    """Reports that could not be made or written."""


@dataclass(frozen=True)
class Extras:
    """What is wanted beside rows."""

    summary: bool = False
    """Whether the region is wanted."""
    folder: Path | None = None
    """Where the reports go; None where none are wanted."""
    options: ReportOptions | None = None
    """How the reports are made."""
    ministry: str | None = None
    """With the edition ministry: only this one's report; an empty name for nobody's questions."""
    baselines: Baselines = field(default_factory=Baselines)
    """What the reports compare with."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The report's name, without its ending, for each file."""

    @property
    def wanted(self) -> bool:
        """Whether anything is to be made."""
        return self.summary or self.folder is not None

    def make(self, scorer: Scorer, items: Iterable[tuple[Item, bool]]) -> Made:
        """Make what is wanted of files that were scored; each says whether it is unchanged."""
        made = [self._of_one(scorer, item, unchanged) for item, unchanged in items]
        return Made(
            members=tuple(one for part in made for one in part.members),
            reports=sum(part.reports for part in made),
            problems=tuple(one for part in made for one in part.problems),
        )

    def _of_one(self, scorer: Scorer, item: Item, unchanged: bool) -> Made:
        members: tuple[Member, ...] = ()
        try:
            file = _read(scorer, item)
            members = (member(_assessed(scorer, file.answers)),) if self.summary else ()
            if self.folder is None:
                return Made(members)
            return Made(members, self._reports(scorer, file, item, unchanged))
        except AssessmentError as error:
            where = f"{item.name}: {error.where}" if error.where else item.name
            told = ReportError(error.problem, where=where, remedy=error.remedy)
            return Made(members, problems=(told,))

    def _reports(self, scorer: Scorer, file: AnswerFile, item: Item, unchanged: bool) -> int:
        from assessment.report import ReportOptions, make_pdf  # here: it takes half a second

        earlier = self.baselines.of(file, scorer.questionnaire)
        before = _assessed(scorer, earlier) if earlier else None
        options = replace(self.options or ReportOptions(), baseline=before)
        assessment = _assessed(scorer, file.answers)
        mode = _FOR_OTHERS if leaves_the_government(options.edition) else _OWNER_ONLY
        made = 0
        for ending, one in self._variants(assessment, options):
            path = (self.folder or Path()) / f"{self.names[item.name]}{ending}.pdf"
            if not (unchanged and path.exists()):
                write_file(path, make_pdf(assessment, one), mode=mode)
                made += 1
        return made

    def _variants(
        self, assessment: Assessment, options: ReportOptions
    ) -> Iterator[tuple[str, ReportOptions]]:
        from assessment.report import ministries

        if options.edition != "ministry":
            yield "", options
            return
        known = ministries(assessment)
        if self.ministry is not None and (self.ministry or None) not in known:
            raise ReportError("No question is the responsibility of this ministry.")
        for place, ministry in enumerate(known, start=1):
            if self.ministry in (None, ministry or ""):
                word = "no-ministry" if ministry is None else _safe(ministry)
                yield f"-{place:02d}-{word}", replace(options, ministry=ministry)


def _assessed(scorer: Scorer, answers: Answers) -> Assessment:
    return assess(scorer.questionnaire, answers, edition=scorer.settings.edition)


def _read(scorer: Scorer, item: Item) -> AnswerFile:
    accept = scorer.settings.accept_version
    return parse_answers(item.read(), scorer.questionnaire, where=item.name, accept_version=accept)


def report_names(names: Iterator[str]) -> dict[str, str]:
    """A report's name for each file: the file's own, numbered where two files share it."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        if name in found:
            continue
        wanted = _safe(stem(name))
        number, free = 1, wanted
        while free.casefold() in taken:
            number += 1
            free = f"{wanted}-{number}"
        taken.add(free.casefold())
        found[name] = free
    return found


def _safe(text: str) -> str:
    return _UNSAFE_IN_NAMES.sub("-", text).strip("-.")[:_MOST_NAME] or "report"
