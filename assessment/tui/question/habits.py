"""How a person likes to work: who answers, and whether one stays on a question until Enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from assessment.language import _
from assessment.tui.memory import Memory
from assessment.tui.program import Program
from assessment.tui.question.prompts import Prompts
from assessment.tui.question.view import View
from assessment.tui.session import Session

STAY: Final = "stay_until_enter"
"""Stay on a question after its level is given, so that evidence can be added."""
ASK_BY: Final = "ask_who_answers"
"""Ask once a session who is answering."""
BY: Final = "who_answers"
"""The name given last, which the next session proposes."""
ON, OFF = "on", "off"


def is_on(memory: Memory | None, name: str) -> bool:
    """Whether a setting is on; to be asked who answers is on until somebody turns it off."""
    if memory is None:
        return False
    chosen = memory.setting(name)
    return chosen == ON if chosen else name == ASK_BY


def turn(memory: Memory | None, name: str) -> bool:
    """Turn a setting on, or off; whether it is on now."""
    now = not is_on(memory, name)
    if memory is not None:
        memory.set(name, ON if now else OFF)
    return now


class Habits:
    """Asks once a session who is answering, and keeps the settings."""

    def __init__(self, program: Program, session: Session, view: View, prompts: Prompts) -> None:
        self._program = program
        self._session = session
        self._view = view
        self._prompts = prompts
        self._asked = False

    def commands(self) -> Mapping[str, Callable[..., object]]:
        """What can be done, by the names of the table of commands."""
        return {"settings": self.settings}

    @property
    def stays(self) -> bool:
        """Whether one stays on a question after its level is given."""
        return is_on(self._memory, STAY)

    def once_named(self, task: Callable[[], object]) -> None:
        """Do something that is recorded under a name; the first time that is asked for."""
        if not self._is_to_be_asked():
            task()
            return
        self._ask(task)

    def who_answers(self) -> None:
        """Say who is answering from now on."""
        self._ask(self._show_habit)

    def settings(self) -> None:
        """Choose what is remembered for every session."""
        stay, ask = self.stays, is_on(self._memory, ASK_BY)
        name = self._session.by or _("nobody named")
        self._prompts.choose(
            _("Settings, remembered for every session"),
            [
                ("s", _("Stay on a question until Enter: now {word}").format(word=_word(stay))),
                ("a", _("Ask once a session who is answering: now {word}").format(word=_word(ask))),
                ("w", _("Who is answering: now {name}").format(name=name)),
            ],
            lambda index: (self._turn_stay, self._turn_ask, self.who_answers)[index](),
        )

    @property
    def _memory(self) -> Memory | None:
        return self._program.memory

    def _is_to_be_asked(self) -> bool:
        session = self._session
        known = self._asked or bool(session.by) or session.is_final or session.is_part
        # Keys typed ahead would become a name.
        return not known and is_on(self._memory, ASK_BY) and not self._program.keys_are_waiting

    def _ask(self, then: Callable[[], object]) -> None:
        from assessment.tui.dialogs.who_answers import WhoAnswers

        proposed = self._session.by or (self._memory.setting(BY) if self._memory else "")

        def closed(name: str | None) -> None:
            if name is None:
                return
            self._asked = True
            self._session.by = name
            if self._memory is not None:
                self._memory.set(BY, name)
            then()

        draft = self._session.draft("who answers")
        self._prompts.open(WhoAnswers(proposed, draft), closed)

    def _show_habit(self) -> None:
        name = self._session.by
        self._view.show_message(
            _("Answers from now on are by {name}.").format(name=name)
            if name
            else _("Answers from now on name nobody.")
        )

    def _turn_stay(self) -> None:
        on = turn(self._memory, STAY)
        self._view.show_message(
            _("A level given stays on its question; Enter goes on.")
            if on
            else _("A level given goes on to the next question.")
        )

    def _turn_ask(self) -> None:
        on = turn(self._memory, ASK_BY)
        self._view.show_message(
            _("Each session asks who is answering.")
            if on
            else _("No session asks who is answering.")
        )


def _word(on: bool) -> str:
    return _("on") if on else _("off")
