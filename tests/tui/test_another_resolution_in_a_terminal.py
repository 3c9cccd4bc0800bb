"""The engine knows no resolution: an invented one is answered in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossings import CROSSINGS, OF_THE_REAL_ONE, answer_file
from hands import press, words_of
from sitting import sit

from assessment.store import read_questionnaire
from assessment.tui.memory import Memory
from assessment.tui.session import Session

pytestmark = pytest.mark.slow


def test_it_is_answered_in_the_terminal(tmp_path: Path):
    crossings = read_questionnaire(str(CROSSINGS))
    file = answer_file(tmp_path, crossings, "Railland")
    seen: list[str] = []

    async def walk(pilot):
        for keys in ((), ("s",), ("escape",), ("v",), ("escape",), ("p",), ("escape",), ("?",)):
            for key in keys:
                await press(pilot, key)
            seen.append(words_of(pilot.app))

    session = Session.open(file, crossings, memory=Memory(tmp_path / "memory.json"))
    try:
        sit(session, "4", then=walk)
        assert session.answers.answer("BAR-01").level == 4
    finally:
        session.close()
    assert "Repair of barriers" in seen[0]
    for words in seen:
        assert not OF_THE_REAL_ONE.search(words), words
