"""What is made of each file beside its row: its report, and its part in the region."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.assess import Assessment, assess
from assessment.batch.inputs import Item, stem
from assessment.batch.scoring import Scorer
from assessment.errors import AssessmentError, SaveError
from assessment.region import Member, member
from assessment.store import parse_answers, write_file

if TYPE_CHECKING:
    from assessment.report import ReportOptions

_UNSAFE_IN_NAMES = re.compile(r"[^\w.()-]+")
_MOST_NAME = 80
_OWNER_ONLY = 0o600


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
    names: Mapping[str, str] = field(default_factory=dict)
    """The report's name, without its ending, for each file."""

    @property
    def wanted(self) -> bool:
        """Whether anything is to be made."""
        return self.summary or self.folder is not None

    def make(self, scorer: Scorer, items: tuple[Item, ...]) -> Made:
        """Make what is wanted of files that were scored."""
        made = [self._of_one(_assessment(scorer, item), item.name) for item in items]
        return Made(
            members=tuple(one for part in made for one in part.members),
            reports=sum(part.reports for part in made),
            problems=tuple(one for part in made for one in part.problems),
        )

    def _of_one(self, assessment: Assessment, name: str) -> Made:
        members = (member(assessment),) if self.summary else ()
        if self.folder is None:
            return Made(members)
        try:
            return Made(members, self._reports(assessment, name))
        except AssessmentError as error:
            where = f"{name}: {error.where}" if error.where else name
            told = SaveError(error.problem, where=where, remedy=error.remedy)
            return Made(members, problems=(told,))

    def _reports(self, assessment: Assessment, name: str) -> int:
        from assessment.report import make_pdf  # here: it takes half a second

        made = 0
        for ending, options in self._variants(assessment):
            path = (self.folder or Path()) / f"{self.names[name]}{ending}.pdf"
            write_file(path, make_pdf(assessment, options), mode=_OWNER_ONLY)
            made += 1
        return made

    def _variants(self, assessment: Assessment) -> Iterator[tuple[str, ReportOptions]]:
        from assessment.report import ReportOptions, ministries

        options = self.options or ReportOptions()
        if options.edition != "ministry":
            yield "", options
            return
        for place, ministry in enumerate(ministries(assessment), start=1):
            word = "no-ministry" if ministry is None else _safe(ministry)
            yield f"-{place:02d}-{word}", replace(options, ministry=ministry)


def _assessment(scorer: Scorer, item: Item) -> Assessment:
    file = parse_answers(
        item.read(),
        scorer.questionnaire,
        where=item.name,
        accept_version=scorer.settings.accept_version,
    )
    return assess(scorer.questionnaire, file.answers, edition=scorer.settings.edition)


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
