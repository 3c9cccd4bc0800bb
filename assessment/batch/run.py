"""One batch run from paths to a finished table, reports and the members of a region."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assessment import share_limits
from assessment.batch import inputs, progress
from assessment.batch.chunks import chunks, shared_out
from assessment.batch.extras import Extras, with_report_names
from assessment.batch.items import Item
from assessment.batch.job import Job, Part
from assessment.batch.rows import FORMS, By
from assessment.batch.scoring import Scorer, Settings
from assessment.batch.workers import workers
from assessment.batch.writers import TEXT_FORMATS, Output, ending, opened
from assessment.errors import AssessmentError
from assessment.questionnaire import Questionnaire

if TYPE_CHECKING:
    from assessment.region import Member

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a run shall do."""

    paths: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    """Patterns of names and paths that are passed over."""
    out: Path | None = None
    """The table; None where none is wanted."""
    by: By = "file"
    jobs: int = 1
    for_excel: bool = False
    """Whether a CSV file is written as Excel opens it in many countries."""
    quiet: bool = False
    settings: Settings = field(default_factory=Settings)
    extras: Extras = field(default_factory=Extras)


@dataclass(slots=True)
class Outcome:
    """What came of a run."""

    files: int = 0
    """How many were looked at."""
    refused: int = 0
    """How many of them cannot be scored."""
    redacted: int = 0
    """How many are redacted copies, and were scored as such though another edition was wanted."""
    table: bool = False
    """Whether the table was written."""
    reports: int = 0
    """How many reports were written."""
    problems: int = 0
    """How many reports could not be made."""
    interrupted: bool = False
    stopped: AssessmentError | None = None
    """What ended the run before its end."""
    members: list[Member] = field(default_factory=list)
    """What the region needs of each file that was scored."""

    @property
    def scored(self) -> int:
        """How many files were scored."""
        return self.files - self.refused

    @property
    def early(self) -> bool:
        """Whether the run ended before all files were scored."""
        return self.interrupted or self.stopped is not None


def run(questionnaire: Questionnaire, wishes: Wishes, tell: Tell) -> Outcome:
    """Score every file; what cannot be scored or made is told as it is met."""
    outcome = Outcome()
    for problem in wishes.extras.baselines.problems:
        outcome.problems += 1
        tell(str(problem))
    try:
        _run(questionnaire, wishes, outcome, tell)
    except KeyboardInterrupt:
        outcome.interrupted = True
    except AssessmentError as error:
        outcome.stopped = error
    return outcome


def _run(questionnaire: Questionnaire, wishes: Wishes, outcome: Outcome, tell: Tell) -> None:
    job = _job(questionnaire, wishes)
    output: Output | None = None
    try:
        with ExitStack() as stack:
            if wishes.out is not None:
                output = stack.enter_context(opened(wishes.out, job.tables, job.text))
            advance = stack.enter_context(_progress(wishes))
            running = stack.enter_context(workers(job, wishes.jobs))

            def take(part: Part) -> None:
                _take(part, output, outcome, tell)
                advance(len(part.names))

            running.run(_parts(wishes, tell), take)
    finally:
        if output is not None:
            outcome.table = output.in_place


def _job(questionnaire: Questionnaire, wishes: Wishes) -> Job:
    scorer = Scorer(questionnaire, wishes.settings)
    if wishes.out is None:
        return Job(scorer, (), None, wishes.extras)
    found = ending(wishes.out)
    forms = FORMS if found == ".xlsx" else (wishes.by,)
    text = "excel" if wishes.for_excel else TEXT_FORMATS.get(found)
    return Job(scorer, forms, text, wishes.extras)


@contextmanager
def _progress(wishes: Wishes) -> Iterator[progress.Advance]:
    total = None if wishes.quiet else inputs.count(wishes.paths, wishes.exclude)
    with progress.shown(total, quiet=wishes.quiet) as advance:
        yield advance


def _parts(wishes: Wishes, tell: Tell) -> Iterator[tuple[Item, ...]]:
    found = inputs.items(wishes.paths, tell, wishes.exclude)
    if wishes.extras.folder is None:
        at_once = wishes.jobs == 1 or inputs.have_archive(wishes.paths)
        return chunks(found) if at_once else shared_out(found)
    # A report takes seconds, so one file at a time shares them out evenly.
    return chunks(with_report_names(found), 1)


def _take(part: Part, output: Output | None, outcome: Outcome, tell: Tell) -> None:
    if output is not None:
        output.write(part)
    outcome.files += len(part.names)
    outcome.refused += len(part.refused)
    outcome.redacted += part.redacted
    outcome.reports += part.made.reports
    outcome.problems += len(part.made.problems)
    outcome.members.extend(part.members)
    for refused in part.refused:
        tell(str(refused.error))
    for problem in part.made.problems:
        tell(str(problem))
    for limit, folder in part.limits:
        share_limits.note(limit, folder)
    for note in (*part.notes, *part.made.notes):
        tell(note)
