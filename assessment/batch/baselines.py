"""The earlier assessment of each State, for reports that say what changed since."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assessment.answers import Answers
from assessment.batch.input_file import InputFile
from assessment.batch.inputs import items
from assessment.dates import in_words
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.questionnaire import Questionnaire
from assessment.store import AnswerFile, is_pdf, parse_answers
from assessment.text import name_key


@dataclass(frozen=True, slots=True)
class _Earlier:
    """Where an earlier assessment is; it is read again when it is wanted."""

    date: dt.date
    final: bool
    sha256: str
    item: InputFile


@dataclass(frozen=True, slots=True)
class FoundBaseline:
    """What a report is compared with, or why with nothing."""

    answers: Answers | None = None
    carried_from: str = ""
    """The version of the questionnaire that it answered, where it was another one."""
    note: str = ""
    """Why there is nothing, where something was to be compared; empty otherwise."""


def _nothing_earlier(current: Answers, later: Sequence[_Earlier]) -> str:
    if later:
        return _(
            "The report compares with nothing. Of {state} there is none before {first}, only "
            "later ones."
        ).format(state=current.state, first=in_words(min(item.date for item in later)))
    return _(
        "The report compares with nothing. Of {state} there is none among the earlier files."
    ).format(state=current.state)


def _contradiction(current: Answers, latest: Sequence[_Earlier]) -> str:
    names = ", ".join(sorted(item.item.name for item in latest))
    return _(
        "The report compares with nothing. The earlier files of {state} of "
        "{date} differ: {names}. Leave out all but one."
    ).format(state=current.state, date=in_words(latest[0].date), names=names)


@dataclass(frozen=True)
class Baselines:
    """Earlier assessments by State."""

    by_state: Mapping[str, tuple[_Earlier, ...]] = field(default_factory=dict)
    problems: tuple[AssessmentError, ...] = ()
    """Files among them that cannot be read."""

    wanted: bool = False
    """Whether reports are to be compared at all."""

    def of(self, file: AnswerFile, questionnaire: Questionnaire) -> FoundBaseline:
        """The State's latest assessment that is no later than this one and not the same."""
        if not self.wanted:
            return FoundBaseline()
        known = self.by_state.get(name_key(file.answers.state), ())
        current = hashlib.sha256(file.raw).hexdigest()
        others = [item for item in known if item.sha256 != current]
        earlier = [other for other in others if other.date <= file.answers.date]
        if not earlier:
            return FoundBaseline(note=_nothing_earlier(file.answers, others))
        best = max((item.date, item.final) for item in earlier)
        latest = [item for item in earlier if (item.date, item.final) == best]
        if len({item.sha256 for item in latest}) > 1:
            return FoundBaseline(note=_contradiction(file.answers, latest))
        best_file = _read(latest[0].item, questionnaire)
        return FoundBaseline(best_file.answers, best_file.carried_from)


def baselines(
    paths: Sequence[str], questionnaire: Questionnaire, exclude: tuple[str, ...] = ()
) -> Baselines:
    """The earlier assessments in some files or folders; another version is always accepted."""
    found: dict[str, list[_Earlier]] = defaultdict(list)
    problems: list[AssessmentError] = []
    for item in items(paths, exclude=exclude):
        try:
            file = _read(item, questionnaire)
        except AssessmentError as error:
            problems.append(error)
            continue
        digest = hashlib.sha256(file.raw).hexdigest()
        said = file.answers
        earlier = _Earlier(said.date, file.final, digest, item)
        found[name_key(said.state)].append(earlier)
    by_state = {state: tuple(files) for state, files in found.items()}
    return Baselines(by_state, tuple(problems), wanted=bool(paths))


def _read(item: InputFile, questionnaire: Questionnaire) -> AnswerFile:
    raw = item.read()
    if is_pdf(raw):
        from assessment.report.reading import answers_in  # here: it is seldom wanted

        raw = answers_in(raw, item.name)
    return parse_answers(raw, questionnaire, where=item.name, accept_version=True)
