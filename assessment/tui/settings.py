"""What a person chose once for every session: remembered by the program, in no answer file."""

from __future__ import annotations

from typing import Final

from assessment.tui.memory import Memory

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
