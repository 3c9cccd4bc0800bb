"""A person sits at the whole program: one session, its question screen, and what it leads to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any, ClassVar

from hands import press, settle, text_of, words_of
from showing import Scenario

import assessment.tui
from assessment.answers import Answer
from assessment.questionnaire import Questionnaire
from assessment.store import read_answers
from assessment.tui.app import AssessmentApp
from assessment.tui.memory import Memory
from assessment.tui.session import Session


class Sitting(AssessmentApp):
    """The program, with everything it told at the edge of the screen."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(assessment.tui.__file__).parent / style for style in AssessmentApp.CSS_PATH
    ]

    def __init__(
        self,
        questionnaire: Questionnaire,
        session: Session | None = None,
        memory: Memory | None = None,
        *,
        profile_first: bool = False,
    ) -> None:
        super().__init__(questionnaire, session, memory, profile_first=profile_first)
        self.animation_level = "none"
        self.told: list[str] = []
        self.last = ""
        """The screen as it was at the end."""
        self.words = ""
        """The same as one run of words."""

    @property
    def heard(self) -> str:
        """All that was told at the edge of the screen, and what stands on it at the end."""
        return " ".join([*self.told, self.words])

    def notify(self, message: str, **options: Any) -> None:
        self.told.append(message)
        super().notify(message, **options)


def sit(
    session: Session,
    *keys: str,
    then: Scenario | None = None,
    size: tuple[int, int] = (100, 30),
    memory: Memory | None = None,
    **options: bool,
) -> Sitting:
    """Open the question screen, press keys, look; the program as it was left."""
    return stay(
        Sitting(session.questionnaire, session, memory, **options), *keys, then=then, size=size
    )


def stay(
    app: Sitting, *keys: str, then: Scenario | None = None, size: tuple[int, int] = (100, 30)
) -> Sitting:
    """Run a program, press keys, look; the program as it was left."""

    async def day() -> None:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            for key in keys:
                await press(pilot, key)
            await settle(pilot)
            if then is not None:
                await then(pilot)
                await settle(pilot)
            if app.is_running:
                app.last, app.words = text_of(app), words_of(app)

    asyncio.run(day())
    return app


def on_disk(session: Session, question_id: str) -> Answer:
    """The answer as the file holds it, once everything is saved."""
    session.flush()
    return read_answers(session.path, session.questionnaire).answers.answer(question_id)


def typing(*texts: str) -> Callable[[Any], Any]:
    """A scenario that types texts; one in angle brackets is a key."""
    from hands import type_text

    async def type_them(pilot: Any) -> None:
        for text in texts:
            if text.startswith("<"):
                await press(pilot, text.strip("<>"))
            else:
                await type_text(pilot, text)

    return type_them
