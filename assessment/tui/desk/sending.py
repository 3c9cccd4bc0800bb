"""Handing out from a session: files in a folder, and the session that remembers them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.answers import Answers, PartForm
from assessment.covering_letters import day_in_words
from assessment.dates import HOW, read_date
from assessment.errors import AssessmentError
from assessment.store import is_sealed_name, stem
from assessment.text import count_of

if TYPE_CHECKING:
    from assessment.tui.session import Session

USUAL_TIME = dt.timedelta(days=14)
"""How long ministries are given where nobody says otherwise."""
PAST = "The day has passed."


@dataclass(frozen=True, slots=True)
class HandOutRequest:
    """What is handed out, to whom, and where its files go."""

    folder: Path
    ministries: tuple[str, ...]
    due: dt.date | None
    form: PartForm
    supporting: bool


@dataclass(frozen=True, slots=True)
class SendBackRequest:
    """A question that one ministry is asked again."""

    folder: Path
    question: str
    ministry: str
    due: dt.date | None
    form: PartForm
    why: str


def usual_folder(file: Path) -> Path:
    """Where the parts of an answer file go, beside it."""
    return file.with_name(f"{stem(file.name)}-parts")


def read_due(typed: str, today: dt.date) -> tuple[dt.date | None, str]:
    """Until when, and what is wrong with it; a day without a year is the next one of that name."""
    found = read_date(typed, "last")
    if found.trouble:
        years = (today.year, today.year + 1)
        near = [read_date(f"{typed} {year}", "last").date for year in years]
        day = next((item for item in near if item is not None and item >= today), None)
        return (day, "") if day else (None, f"{found.trouble} {HOW}")
    if found.date is not None and found.date < today:
        return None, PAST
    return found.date, ""


def hand_out_parts(session: Session, request: HandOutRequest) -> str:
    """Write a part and a letter for each ministry, and remember what is out; says what was done."""
    from assessment.forms.outgoing import write_parts
    from assessment.parts import Choice, hand_out

    out = hand_out(
        session.questionnaire,
        session.identified,
        Choice(request.ministries, (), request.supporting),
        due=request.due,
        form=request.form,
        now=session.now,
        by=session.signature,
    )
    written = write_parts(request.folder, session.questionnaire, out, session.now.date())
    number = count_of(len(out.parts), "part")
    _keep(session, out.answers, f"{number} handed out", written)
    until = f", due {day_in_words(request.due)}" if request.due else ""
    letters = "each with its letter, are" if len(out.parts) > 1 else "with its letter is"
    done = f"{number}, {letters} in {request.folder}{until}. z forgets them."
    return done + _not_sealed(session)


def send_question_back(session: Session, request: SendBackRequest) -> str:
    """Ask one ministry again about one question; says what was done."""
    from assessment.forms.outgoing import write_parts
    from assessment.parts import send_back

    out = send_back(
        session.questionnaire,
        session.identified,
        (request.question,),
        request.ministry,
        due=request.due,
        form=request.form,
        now=session.now,
        by=session.signature,
        why=request.why,
    )
    written = write_parts(
        request.folder, session.questionnaire, out, session.now.date(), request.why
    )
    words = f"{request.question} sent back to {request.ministry}"
    _keep(session, out.answers, words, written)
    until = f", due {day_in_words(request.due)}" if request.due else ""
    done = f"{words}{until}: the part and its letter are in {request.folder}. z forgets it."
    return done + _not_sealed(session)


def remind(session: Session, folder: Path, ministries: Sequence[str] = ()) -> str:
    """Write a reminder of each part that is out; says where they are."""
    from assessment.forms.outgoing import write_reminders

    day = session.now.date()
    letters = write_reminders(folder, session.questionnaire, session.answers, day, ministries)
    return f"{count_of(len(letters), 'reminder')} written, in {folder}."


def print_outcomes(session: Session, folder: Path, ministries: Sequence[str] = ()) -> str:
    """Write for each ministry what came of its answers; says where the letters are."""
    from assessment.forms.outgoing import write_outcomes

    day = session.now.date()
    letters = write_outcomes(folder, session.questionnaire, session.answers, day, ministries)
    done = f"{count_of(len(letters), 'letter')} on what came of the answers, in {folder}."
    return done + _not_sealed(session)


def _not_sealed(session: Session) -> str:
    """What is said where a sealed file's content goes into files that are not."""
    if not is_sealed_name(session.path):
        return ""
    return " They are not sealed, as your file is: `cied hand-out --seal` seals parts."


def _plain(session: Session, form: PartForm) -> str:
    """That parts of a sealed file are not sealed themselves; empty where the file is none."""
    if not is_sealed_name(session.path):
        return ""
    how = (
        " `cied hand-out --seal` seals them." if form == "json" else " This form cannot be sealed."
    )
    return f" The parts and letters are not sealed.{how}"


def _keep(session: Session, answers: Answers, words: str, written: Sequence[Path]) -> None:
    from assessment.forms.outgoing import remove

    try:
        session.change_whole(answers, words)
    except AssessmentError:
        # A part that the file does not know could not be taken back.
        remove(written)
        raise
