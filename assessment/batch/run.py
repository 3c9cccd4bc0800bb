"""One batch run from paths to a finished table, reports and a region."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from assessment.batch import inputs, progress, runner
from assessment.batch.extras import Extras, report_names
from assessment.batch.job import Job, Part
from assessment.batch.previous import Previous
from assessment.batch.rows import FORMS, By, Table
from assessment.batch.scoring import Scorer, Settings
from assessment.batch.stopping import held
from assessment.batch.writers import TEXT_FORMATS, Writer, ending, opened
from assessment.errors import AssessmentError
from assessment.questionnaire import Questionnaire
from assessment.region import Member

Tell = Callable[[AssessmentError], None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a run shall do."""

    paths: tuple[str, ...]
    out: Path | None = None
    """The table; None where none is wanted."""
    by: By = "file"
    jobs: int = 1
    resume: bool = False
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
    kept: int = 0
    """How many did not change since the earlier run."""
    reports: int = 0
    """How many reports were written."""
    problems: int = 0
    """How many reports could not be made."""
    interrupted: bool = False
    members: list[Member] = field(default_factory=list)
    """What the region needs of each file that was scored."""


def run(questionnaire: Questionnaire, wishes: Wishes, tell: Tell) -> Outcome:
    """Score every file; what cannot be scored or made is told as it is met."""
    outcome = Outcome()
    job, previous = _job(questionnaire, wishes)
    for problem in wishes.extras.baselines.problems:
        outcome.problems += 1
        tell(problem)
    try:
        with ExitStack() as stack:
            writer = None
            if wishes.out is not None:
                writer = stack.enter_context(opened(wishes.out, job.tables, previous))
            for part in stack.enter_context(_parts(job, wishes)):
                with held():
                    _take(part, writer, outcome, tell)
    except KeyboardInterrupt:
        outcome.interrupted = True
    return outcome


def _job(questionnaire: Questionnaire, wishes: Wishes) -> tuple[Job, Previous | None]:
    settings, extras = wishes.settings, wishes.extras
    if extras.folder is not None:
        names = (item.name for item in inputs.items(wishes.paths))
        extras = replace(extras, names=report_names(names))
    scorer = Scorer(questionnaire, settings)
    if wishes.out is None:
        return Job(scorer, (), None, extras), None
    found = ending(wishes.out)
    text = TEXT_FORMATS.get(found)
    if not (wishes.resume and text):
        forms = FORMS if found == ".xlsx" else (wishes.by,)
        return Job(scorer, forms, text, extras), None
    table = Table(scorer.plan, wishes.by, settings.edition)
    previous = Previous(wishes.out, table, text, settings.edition)
    scorer = Scorer(questionnaire, settings, previous)
    return Job(scorer, (wishes.by,), text, extras), previous


@contextmanager
def _parts(job: Job, wishes: Wishes) -> Iterator[Iterator[Part]]:
    total = None if wishes.quiet else inputs.count(wishes.paths)
    # A report takes seconds, so one file at a time shares them out evenly.
    most = 1 if wishes.extras.folder is not None else runner.CHUNK
    with (
        runner.started(job, wishes.jobs) as results,
        progress.shown(total, quiet=wishes.quiet) as advance,
    ):
        found = results(runner.chunks(inputs.items(wishes.paths), most))
        yield _advancing(found, advance)


def _advancing(parts: Iterator[Part], advance: progress.Advance) -> Iterator[Part]:
    for part in parts:
        yield part
        advance(len(part.names))


def _take(part: Part, writer: Writer | None, outcome: Outcome, tell: Tell) -> None:
    if writer is not None:
        writer.write(part)
    outcome.files += len(part.names)
    outcome.refused += len(part.refused)
    outcome.kept += sum(isinstance(piece, str) for piece in part.text)
    outcome.reports += part.made.reports
    outcome.problems += len(part.made.problems)
    outcome.members.extend(part.made.members)
    for refused in part.refused:
        tell(refused.error)
    for problem in part.made.problems:
        tell(problem)
