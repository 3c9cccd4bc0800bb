"""Parts on disk, filled in by ministries that are not in the room."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from assessment.answers import Answer
from assessment.questionnaire import Questionnaire
from assessment.store import dump, parse_answers
from assessment.tui.session import Session


def parts_folder(session: Session) -> Path:
    """Where the terminal proposes to put parts."""
    return session.path.with_name("a-parts")


def part_file(session: Session, ministry: str) -> Path:
    """The latest part of a ministry."""
    record = [part for part in session.answers.parts if part.ministry == ministry][-1]
    (found,) = parts_folder(session).glob(f"*{record.id[:6]}.json")
    return found


def fill_in(session: Session, ministry: str, given: dict[str, Answer], **stamp: object) -> Path:
    """Fill in a ministry's part as it lies in the folder."""
    path = part_file(session, ministry)
    part = _read(session.questionnaire, path)
    stamp = {"by": f"Office of {ministry}", "at": session.now + dt.timedelta(hours=1), **stamp}
    entries = {
        **part.answers,
        **{
            key: part.answer(key).replace(**said.said, to_confirm=False, **stamp)
            for key, said in given.items()
        },
    }
    path.write_bytes(dump(part.replace(answers=entries)))
    return path


def _read(questionnaire: Questionnaire, path: Path):
    raw = path.read_bytes()
    return parse_answers(raw, questionnaire, where=str(path), parts=True).answers
