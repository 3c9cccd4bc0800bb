"""The earlier assessment of each State, for reports that say what changed since."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assessment.answers import Answers
from assessment.batch.inputs import items
from assessment.batch.items import Item
from assessment.errors import AssessmentError
from assessment.questionnaire import Questionnaire
from assessment.store import AnswerFile, is_pdf, parse_answers
from assessment.text import name_key


@dataclass(frozen=True, slots=True)
class _Earlier:
    """Where an earlier assessment is; it is read again when it is wanted."""

    date: dt.date
    final: bool
    sha256: str
    item: Item


@dataclass(frozen=True)
class Baselines:
    """Earlier assessments by State."""

    by_state: Mapping[str, tuple[_Earlier, ...]] = field(default_factory=dict)
    problems: tuple[AssessmentError, ...] = ()
    """Files among them that cannot be read."""

    def of(self, file: AnswerFile, questionnaire: Questionnaire) -> Answers | None:
        """The State's latest assessment before this one; None where there is none."""
        current = hashlib.sha256(file.raw).hexdigest()
        earlier = [
            one
            for one in self.by_state.get(name_key(file.answers.state), ())
            if one.date <= file.answers.date and one.sha256 != current
        ]
        if not earlier:
            return None
        latest = max(earlier, key=lambda one: (one.date, one.final, one.sha256))
        return _read(latest.item, questionnaire).answers


def baselines(paths: Iterable[str], questionnaire: Questionnaire) -> Baselines:
    """The earlier assessments in some files or folders; another version is always accepted."""
    found: dict[str, list[_Earlier]] = defaultdict(list)
    problems: list[AssessmentError] = []
    for item in items(paths):
        try:
            file = _read(item, questionnaire)
        except AssessmentError as error:
            problems.append(error)
            continue
        digest = hashlib.sha256(file.raw).hexdigest()
        said = file.answers
        one = _Earlier(said.date, said.document_status == "final", digest, item)
        found[name_key(said.state)].append(one)
    return Baselines({state: tuple(ones) for state, ones in found.items()}, tuple(problems))


def _read(item: Item, questionnaire: Questionnaire) -> AnswerFile:
    raw = item.read()
    if is_pdf(raw):
        from assessment.report.reading import answers_in  # here: it is seldom wanted

        raw = answers_in(raw, item.name)
    return parse_answers(raw, questionnaire, where=item.name, accept_version=True)
