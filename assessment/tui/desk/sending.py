"""Handing out from a session: files in a folder, and the session that remembers them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.answers import Answers, PartForm
from assessment.dates import in_words
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.store import is_sealed_name, stem
from assessment.text import count_of, joined_sentences

if TYPE_CHECKING:
    from assessment.parts import HandedOut
    from assessment.tui.session import Session

USUAL_TIME = dt.timedelta(days=14)
"""How long ministries are given where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class HandOutRequest:
    """What is handed out, to whom, and where its files go."""

    folder: Path
    ministries: tuple[str, ...]
    due: dt.date | None
    form: PartForm
    supporting: bool
    offices: tuple[str, ...] = ()
    """The offices of the one ministry that each get a part; without a ministry, offices or
    provinces that are asked for themselves."""
    questions: tuple[str, ...] = ()
    """Only these questions, or all of these policy areas; none for all."""
    keys: Path | None = None
    """The file with the ministries' keys that the parts are sealed to; None where they are not."""


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


def hand_out_parts(session: Session, request: HandOutRequest) -> str:
    """Write a part and a letter for each ministry, and remember what is out; says what was done."""
    from assessment.forms.outgoing import write_parts

    _refuse_unsaved(session)
    out = _handed_out(session, request)
    sealed_to = _recipients(session, request, out)
    written = write_parts(
        request.folder, session.questionnaire, out, session.local_day, recipients=sealed_to
    )
    number = count_of(len(out.parts), "{n} part", "{n} parts")
    _keep(session, out.answers, _("{number} handed out").format(number=number), written)
    where = _in_folder(request)
    done = (
        _("{number}, each with its letter, are in {where}. z forgets them.")
        if len(out.parts) > 1
        else _("{number}, with its letter is in {where}. z forgets them.")
    ).format(number=number, where=where)
    return joined_sentences(done, _("They are sealed.") if sealed_to else _not_sealed(session))


def _refuse_unsaved(session: Session) -> None:
    if not session.flush():
        raise AssessmentError(
            _("Your file cannot be saved now, and what goes out would be known to no file."),
            remedy=_("Go back to the question, press ! and do what it says; then hand out."),
        )


def _in_folder(request: HandOutRequest) -> str:
    if request.due is None:
        return str(request.folder)
    return _("{folder}, due {date}").format(folder=request.folder, date=in_words(request.due))


def _handed_out(session: Session, request: HandOutRequest) -> HandedOut:
    """A part for each ministry, or one for each office that is named."""
    from assessment.parts import Choice, HandedOut, hand_out

    answers, parts = session.identified, list[Answers]()
    for office in request.offices or ("",):
        out = hand_out(
            session.questionnaire,
            answers,
            Choice(request.ministries, request.questions, request.supporting, office),
            due=request.due,
            form=request.form,
            now=session.now,
            by=session.signature,
        )
        answers = out.answers
        parts += out.parts
    return HandedOut(answers, tuple(parts))


def _recipients(
    session: Session, request: HandOutRequest, out: HandedOut
) -> Sequence[tuple[str, ...]]:
    """To whose keys each part is sealed; nothing where none is."""
    from assessment.forms.ministry_keys import (
        check_form_can_be_sealed,
        part_recipients,
        read_ministry_keys,
    )
    from assessment.store.keys import own_key

    if request.keys is None:
        return ()
    check_form_can_be_sealed(request.form)
    keys = read_ministry_keys(request.keys)
    return part_recipients(out, keys, own_key(str(session.path)).public, str(request.keys))


def send_question_back(session: Session, request: SendBackRequest) -> str:
    """Ask one ministry again about one question; says what was done."""
    from assessment.forms.outgoing import write_parts
    from assessment.parts import send_back

    _refuse_unsaved(session)
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
        request.folder, session.questionnaire, out, session.local_day, request.why
    )
    words = _("{question} sent back to {ministry}").format(
        question=request.question, ministry=request.ministry
    )
    _keep(session, out.answers, words, written)
    said = (
        _("{words}, due {date}").format(words=words, date=in_words(request.due))
        if request.due
        else words
    )
    done = _("{said}: the part and its letter are in {folder}. z forgets it.").format(
        said=said, folder=request.folder
    )
    return joined_sentences(done, _not_sealed(session))


def remind(session: Session, folder: Path, ministries: Sequence[str] = ()) -> str:
    """Write a reminder of each part that is out; says where they are."""
    from assessment.forms.outgoing import write_reminders

    day = session.local_day
    letters = write_reminders(folder, session.questionnaire, session.answers, day, ministries)
    return _("{number} written, in {folder}.").format(
        number=count_of(len(letters), "{n} reminder", "{n} reminders"), folder=folder
    )


def print_outcomes(session: Session, folder: Path, ministries: Sequence[str] = ()) -> str:
    """Write for each ministry what came of its answers; says where the letters are."""
    from assessment.forms.outgoing import write_outcomes

    day = session.local_day
    letters = write_outcomes(folder, session.questionnaire, session.answers, day, ministries)
    done = _("{number} on what came of the answers, in {folder}.").format(
        number=count_of(len(letters), "{n} letter", "{n} letters"), folder=folder
    )
    return joined_sentences(done, _not_sealed(session))


def _not_sealed(session: Session) -> str:
    """What is said where a sealed file's content goes into files that are not."""
    if not is_sealed_name(session.path):
        return ""
    return _("They are not sealed, as your file is: name a file of keys to seal parts.")


def _keep(session: Session, answers: Answers, words: str, written: Sequence[Path]) -> None:
    from assessment.forms.outgoing import remove_written

    try:
        session.change_whole(answers, words)
    except AssessmentError:
        # A part that the file does not know could not be taken back.
        remove_written(written)
        raise
