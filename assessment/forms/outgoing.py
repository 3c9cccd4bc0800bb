"""What goes out, put into a folder: parts with their covering letters, reminders, outcomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from assessment.answers import Answers, PartRecord
from assessment.covering_letters import covering_letter, outcome_letter, reminder
from assessment.errors import AssessmentError
from assessment.forms.files import COVERING_LETTER, FORMS, OUTCOME, REMINDER, part_content
from assessment.language import _
from assessment.parts import HandedOut, ministry_file_name, part_file_name
from assessment.questionnaire import Questionnaire
from assessment.report.saving import make_folder
from assessment.store import sealed_for, write_output
from assessment.store.sealed import AGE_ENDING as SEALED_ENDING
from assessment.text import same_name
from assessment.workload import parts_waited_for

_OTHER_FOLDER = _("Name another folder.")


def write_parts(
    folder: Path,
    questionnaire: Questionnaire,
    out: HandedOut,
    day: dt.date,
    why: str = "",
    recipients: Sequence[tuple[str, ...]] = (),
) -> list[Path]:
    """Write each part and its covering letter; nothing stays where one of them cannot be written.

    `why` is the reason for which a question is sent back; `recipients` are the keys that each part
    is sealed to, none where they are not sealed.
    """
    make_folder(folder, remedy=_OTHER_FOLDER)
    return _written(folder, _contents(questionnaire, out, day, why, recipients))


def write_reminders(
    folder: Path,
    questionnaire: Questionnaire,
    answers: Answers,
    day: dt.date,
    ministries: Sequence[str] = (),
) -> list[Path]:
    """Write a reminder of each part that is still out; the answers stay as they are."""
    letters = list(_reminders(questionnaire, answers, day, ministries))
    return _written_letters(folder, letters, _("No part is out."))


def write_outcomes(
    folder: Path,
    questionnaire: Questionnaire,
    answers: Answers,
    day: dt.date,
    ministries: Sequence[str] = (),
) -> list[Path]:
    """Write for each ministry what came of its answers; the answers stay as they are."""
    letters = list(_outcomes(questionnaire, answers, day, ministries))
    return _written_letters(folder, letters, _("No ministry has said anything in a part yet."))


def remove_written(paths: Iterable[Path]) -> None:
    """Take files away again that were written for nothing."""
    for path in paths:
        with suppress(OSError):
            path.unlink()


def _contents(
    questionnaire: Questionnaire,
    out: HandedOut,
    day: dt.date,
    why: str,
    recipients: Sequence[tuple[str, ...]],
) -> Iterator[tuple[str, bytes]]:
    records = out.answers.parts[-len(out.parts) :]
    keys = recipients or [()] * len(records)
    for part, record, sealed_to in zip(out.parts, records, keys, strict=True):
        name = part_file_name(out.answers, record)
        file_name = name + _ending(record) + (SEALED_ENDING if sealed_to else "")
        named = part.replace(recipients=sealed_to) if sealed_to else part
        content = part_content(questionnaire, named, record.form)
        yield file_name, sealed_for(Path(file_name), content, sealed_to)
        letter = covering_letter(questionnaire, out.answers, record, file_name, day, why)
        yield name + COVERING_LETTER, letter.encode()


def _written_letters(folder: Path, letters: Sequence[tuple[str, bytes]], none: str) -> list[Path]:
    if not letters:
        raise AssessmentError(none, remedy=_("Hand out parts first, or name another ministry."))
    make_folder(folder, remedy=_OTHER_FOLDER)
    return _written(folder, letters)


def _written(folder: Path, contents: Iterable[tuple[str, bytes]]) -> list[Path]:
    written: list[Path] = []
    try:
        for name, content in contents:
            write_output(folder / name, content)
            written.append(folder / name)
    except BaseException:
        remove_written(written)
        raise
    return written


def _reminders(
    questionnaire: Questionnaire, answers: Answers, day: dt.date, ministries: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    for record in parts_waited_for(answers):
        if _is_meant(record.ministry, ministries):
            name = part_file_name(answers, record)
            text = reminder(questionnaire, answers, record, name + _ending(record), day)
            yield f"{name}{REMINDER}", text.encode()


def _ending(record: PartRecord) -> str:
    # A file may remember a part in a form that only a newer version of this program makes.
    return FORMS[record.form].ending if record.form in FORMS else ""


def _outcomes(
    questionnaire: Questionnaire, answers: Answers, day: dt.date, ministries: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    heard = {
        position.ministry for entry in answers.answers.values() for position in entry.positions
    }
    for name in answers.profile.ministries:
        if name in heard and _is_meant(name, ministries):
            letter = outcome_letter(questionnaire, answers, name, day)
            yield f"{ministry_file_name(answers, name)}{OUTCOME}", letter.encode()


def _is_meant(ministry: str, named: Sequence[str]) -> bool:
    return not named or any(same_name(ministry, item) for item in named)
