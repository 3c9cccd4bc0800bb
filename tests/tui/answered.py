"""Answers to the small questionnaire that show every state a score can be in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from assessment.answers import Answer, Answers, Evidence, Profile
from assessment.questionnaire import Level, Questionnaire
from assessment.store import new_answers
from assessment.tui.memory import Memory
from assessment.tui.session import Session

NOW = dt.datetime(2026, 11, 1, 9, 30, tzinfo=dt.UTC)
HOSTILE = "[red]x[/red] [/x] {{ x }} <img src=file:///etc/passwd>"


def answered(small: Questionnaire, **head: str) -> Answers:
    """Half answered: a tie, an unmet prerequisite, all five states, a condition that is false."""
    return new_answers(small, head.pop("state", "Examplia"), NOW.date(), **head).replace(
        period="2026",
        profile=Profile(
            conditions={"affected": False, "hosts_mission": False},
            relevance={"BBB": "high"},
            ministries=("Interior", "Trade"),
        ),
        answers={
            "AAA-01": level(1, flag=True, note="Confirmed."),
            "AAA-02": level(3, evidence=(Evidence(title="Decree"),)),
            "AAA-03": level(1),
            "AAA-04": level(1),
            "BBB-01": level(1),
            "BBB-02": Answer(status="unknown"),
            "BBB-03": Answer(status="withheld"),
            "CCC-02": Answer(status="not_applicable", reason="There is no coast."),
        },
    )


def level(number: int, **beside: object) -> Answer:
    """An answer with a level."""
    return Answer(status="answered", level=number, ministry="Interior", **beside)


def give_level(session: Session, question_id: str, level: Level) -> None:
    """Record the State's level for a question, with all else that is said of it as it is."""
    session.change(question_id, session.answer(question_id).stating("answered", level=level))


def session_of(answers: Answers, small: Questionnaire, folder: Path) -> Session:
    """A session that holds some answers; the clock stands still."""
    memory = Memory(folder / "memory.json")
    return Session(small, answers, folder / "a.json", ExitStack(), memory=memory, now=lambda: NOW)


def opened(path: Path, small: Questionnaire, **options: Any) -> Session:
    """A session on a file; the clock stands still."""
    return Session.open(path, small, now=lambda: NOW, **options)


@contextmanager
def open_session(path: Path, small: Questionnaire, **options: Any) -> Iterator[Session]:
    """The same, closed at the end."""
    session = opened(path, small, **options)
    try:
        yield session
    finally:
        session.close()
