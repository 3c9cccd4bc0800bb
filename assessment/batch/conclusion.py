"""What is said of a run when it has ended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assessment.batch.run import BatchOutcome
from assessment.errors import WorkerLostError
from assessment.language import _
from assessment.text import count_of, joined_sentences, one_line


@dataclass(frozen=True, slots=True)
class Targets:
    """What was to be written."""

    table: Path | None
    reports: Path | None
    summary: Path | None
    matches: Path | None = None


def conclusion(
    outcome: BatchOutcome, targets: Targets, *, summary: bool, matches: bool = False
) -> str:
    """The last message; it says for each target whether it was written."""
    if isinstance(outcome.stopped, WorkerLostError):
        return _lost(outcome, targets, outcome.stopped)
    said = [
        _scored(outcome, targets.table),
        _redacted(outcome),
        _reports(outcome, targets.reports),
        _summary(targets.summary, made=summary),
        _matches(targets.matches, made=matches),
    ]
    return joined_sentences(*said)


def _lost(outcome: BatchOutcome, targets: Targets, error: WorkerLostError) -> str:
    # What the process that is gone had made was not told, so that reports cannot be counted.
    reports = (
        _("The reports in {named} are whole.").format(named=_named(targets.reports))
        if targets.reports
        else ""
    )
    said = [
        error.problem,
        _table(outcome, targets.table),
        reports,
        _summary(targets.summary, made=False),
        _matches(targets.matches, made=False),
        error.remedy,
    ]
    return joined_sentences(*said)


def _scored(outcome: BatchOutcome, table: Path | None) -> str:
    if outcome.early and not outcome.files:
        return _("Interrupted before anything was scored.") if outcome.interrupted else ""
    if not outcome.early:
        return joined_sentences(
            _("{files} scored.").format(files=_files(outcome))
            if not outcome.refused
            else _("{files} scored, {refused} refused.").format(
                files=_files(outcome), refused=outcome.refused
            ),
            _table(outcome, table),
        )
    return joined_sentences(
        _("Interrupted.") if outcome.interrupted else "",
        _("What was scored until then, {files}, is in {named}.").format(
            files=_files_and_refused(outcome), named=_named(table)
        )
        if outcome.table
        else _("What was scored until then, {files}.").format(files=_files_and_refused(outcome)),
        "" if outcome.table else _table(outcome, table),
    )


def _files(outcome: BatchOutcome) -> str:
    return count_of(outcome.scored, "{n} file", "{n} files")


def _files_and_refused(outcome: BatchOutcome) -> str:
    if not outcome.refused:
        return _files(outcome)
    return _("{files}, {refused} refused").format(files=_files(outcome), refused=outcome.refused)


def _redacted(outcome: BatchOutcome) -> str:
    if not outcome.redacted:
        return ""
    return count_of(
        outcome.redacted,
        "{n} file is a redacted copy, scored as the partner edition.",
        "{n} files are redacted copies, scored as the partner edition.",
    )


def _table(outcome: BatchOutcome, table: Path | None) -> str:
    if table is None:
        return ""
    if outcome.table:
        return _("The table is {named}.").format(named=_named(table))
    return (
        _("{named} is left as it was.").format(named=_named(table))
        if table.exists()
        else _("No table was written.")
    )


def _reports(outcome: BatchOutcome, folder: Path | None) -> str:
    return (
        ""
        if folder is None
        else _("{reports} in {named}.").format(
            reports=count_of(outcome.reports, "{n} report", "{n} reports"), named=_named(folder)
        )
    )


def _summary(path: Path | None, *, made: bool) -> str:
    if path is None:
        return ""
    return (
        _("The summary is {named}.").format(named=_named(path))
        if made
        else _("The summary was not made.")
    )


def _matches(path: Path | None, *, made: bool) -> str:
    if path is None:
        return ""
    if made:
        return _("Requests and offers are in {named}.").format(named=_named(path))
    return _("The table of requests and offers was not made.")


def _named(path: Path | None) -> str:
    # A line break in a name would forge a message of its own.
    return one_line(str(path))
