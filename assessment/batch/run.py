"""One batch run from paths to a finished table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from assessment.batch import inputs, progress, runner
from assessment.batch.job import Job, Part
from assessment.batch.previous import Previous
from assessment.batch.rows import FORMS, By, Table
from assessment.batch.scoring import Refused, Scorer, Settings
from assessment.batch.writers import TEXT_FORMATS, Writer, ending, opened
from assessment.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a run shall do."""

    paths: tuple[str, ...]
    out: Path
    by: By = "file"
    jobs: int = 1
    resume: bool = False
    quiet: bool = False
    settings: Settings = field(default_factory=Settings)


@dataclass(slots=True)
class Outcome:
    """What came of a run."""

    files: int = 0
    """How many were looked at."""
    refused: int = 0
    """How many of them cannot be scored."""
    kept: int = 0
    """How many did not change since the earlier run."""
    interrupted: bool = False


def run(questionnaire: Questionnaire, wishes: Wishes, tell: Callable[[Refused], None]) -> Outcome:
    """Score every file into the table; refused files are told as they are met."""
    outcome = Outcome()
    found = ending(wishes.out)
    text = TEXT_FORMATS.get(found)
    forms = FORMS if found == ".xlsx" else (wishes.by,)
    settings = wishes.settings
    scorer = Scorer(questionnaire, settings)
    previous = None
    if wishes.resume and text is not None:
        table = Table(scorer.plan, wishes.by, settings.edition)
        previous = Previous(wishes.out, table, text, settings.edition)
        scorer = Scorer(questionnaire, settings, previous)
    job = Job(scorer, forms, text)
    total = None if wishes.quiet else inputs.count(wishes.paths)
    try:
        with (
            opened(wishes.out, job.tables, previous) as writer,
            runner.started(job, wishes.jobs) as results,
            progress.shown(total, quiet=wishes.quiet) as advance,
        ):
            parts = results(runner.chunks(inputs.items(wishes.paths)))
            _drain(parts, writer, outcome, tell, advance)
    except KeyboardInterrupt:
        outcome.interrupted = True
    return outcome


def _drain(
    parts: Iterable[Part],
    writer: Writer,
    outcome: Outcome,
    tell: Callable[[Refused], None],
    advance: progress.Advance,
) -> None:
    for part in parts:
        writer.write(part)
        outcome.files += len(part.names)
        outcome.refused += len(part.refused)
        outcome.kept += sum(isinstance(piece, str) for piece in part.text)
        for one in part.refused:
            tell(one)
        advance(len(part.names))
