"""One batch run from paths to a finished table, reports and the members of a region."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assessment import share_limits
from assessment.batch import inputs, progress
from assessment.batch.chunk_work import ChunkResult, ChunkWork
from assessment.batch.chunks import chunks, shared_out
from assessment.batch.formats import TABLE_FORMATS, ending
from assessment.batch.input_file import InputFile
from assessment.batch.matrix import Refused, Scorer, Settings
from assessment.batch.reports import ReportsWanted, with_report_names
from assessment.batch.table import TABLE_FORMS, By
from assessment.batch.workers import workers
from assessment.batch.writers import TableOutput, opened
from assessment.errors import AssessmentError, WorkerLostError
from assessment.questionnaire import Questionnaire
from assessment.report.options import Notify
from assessment.store import sweep

if TYPE_CHECKING:
    from assessment.region import Member


@dataclass(frozen=True, slots=True)
class BatchRequest:
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
    report_job: ReportsWanted = field(default_factory=ReportsWanted)


@dataclass(slots=True)
class BatchOutcome:
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
    refused_files: list[Refused] = field(default_factory=list)
    """Those that cannot be scored; only where a region is made, which names them."""
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


def run_batch(questionnaire: Questionnaire, request: BatchRequest, notify: Notify) -> BatchOutcome:
    """Score every file; what cannot be scored or made is told as it is met."""
    outcome = BatchOutcome()
    for problem in request.report_job.baselines.problems:
        outcome.problems += 1
        notify(str(problem))
    try:
        _run(questionnaire, request, outcome, notify)
    except KeyboardInterrupt:
        outcome.interrupted = True
    except WorkerLostError as error:
        outcome.stopped = error
        if request.report_job.folder is not None:
            sweep(request.report_job.folder, again=True)  # half a report of the one that is gone
    except AssessmentError as error:
        outcome.stopped = error
    return outcome


def _run(
    questionnaire: Questionnaire, request: BatchRequest, outcome: BatchOutcome, notify: Notify
) -> None:
    job = _job(questionnaire, request)
    output: TableOutput | None = None
    try:
        with ExitStack() as stack:
            if request.out is not None:
                output = stack.enter_context(opened(request.out, job.tables, job.text))
            advance = stack.enter_context(_progress(request))
            running = stack.enter_context(workers(job, request.jobs))

            def take(part: ChunkResult) -> None:
                _take(part, output, outcome, notify)
                if request.settings.region:
                    outcome.refused_files.extend(part.refused)
                advance(len(part.names))

            running.run(_chunks(request, notify), take)
    finally:
        if output is not None:
            outcome.table = output.in_place


def _job(questionnaire: Questionnaire, request: BatchRequest) -> ChunkWork:
    scorer = Scorer(questionnaire, request.settings)
    if request.out is None:
        return ChunkWork(scorer, (), None, request.report_job)
    found = TABLE_FORMATS[ending(request.out)]
    forms = TABLE_FORMS if found.every_form else (request.by,)
    text = "excel" if request.for_excel else found.text
    return ChunkWork(scorer, forms, text, request.report_job)


@contextmanager
def _progress(request: BatchRequest) -> Iterator[progress.Advance]:
    total = None if request.quiet else inputs.count(request.paths, request.exclude)
    with progress.progress_shown(total, quiet=request.quiet) as advance:
        yield advance


def _chunks(request: BatchRequest, notify: Notify) -> Iterator[tuple[InputFile, ...]]:
    found = inputs.opened_here(inputs.items(request.paths, notify, request.exclude), notify)
    if request.report_job.folder is None:
        at_once = request.jobs == 1 or inputs.have_archive(request.paths)
        return chunks(found) if at_once else shared_out(found)
    # A report takes seconds, so one file at a time shares them out evenly.
    return chunks(with_report_names(found), 1)


def _take(
    part: ChunkResult, output: TableOutput | None, outcome: BatchOutcome, notify: Notify
) -> None:
    if output is not None:
        output.write(part)
    outcome.files += len(part.names)
    outcome.refused += len(part.refused)
    outcome.redacted += part.redacted
    outcome.reports += part.made.reports
    outcome.problems += len(part.made.problems)
    outcome.members.extend(part.members)
    for refused in part.refused:
        notify(str(refused.error))
    for problem in part.made.problems:
        notify(str(problem))
    for limit, folder in part.limits:
        share_limits.note(limit, folder)
    for note in (*part.notes, *part.made.notes):
        notify(note)
