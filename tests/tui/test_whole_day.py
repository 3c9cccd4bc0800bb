"""A day with the installed program in a real terminal: an area answered, `kill -9`, the report.

Nothing here is inside the program: keys go in through a pseudo-terminal, and what is held against
the promise is what stands on its screen and on the disk.
"""

from __future__ import annotations

import itertools

import pytest
from pypdf import PdfReader
from terminal import ENTER, ESCAPE, TAB, Terminal

from assessment.store import read_answers
from assessment.tui.memory import Memory

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
FILE = "examplia.json"


def saved(folder, questionnaire):
    return read_answers(folder / FILE, questionnaire).answers


def until_place_is_kept(terminal, folder, question):
    """Wait until the question on the screen is where the next session would begin."""
    memory = Memory(folder / "state" / "cied" / "sessions.json")
    for _ in range(600):
        if memory.position(folder / FILE) == question:
            return
        terminal.read()
    raise AssertionError(f"{question} is not remembered, but {memory.recent()}")


def until_saved(terminal, folder, questionnaire, question, level):
    """Wait until the mark says that it is saved and the file holds the answer."""
    terminal.until("saved ")
    for _ in range(600):
        if saved(folder, questionnaire).answer(question).level == level:
            return
        terminal.read()
    raise AssertionError(f"{question} is not on disk")


def test_a_whole_area_is_answered_killed_resumed_finalized_and_printed(questionnaire, tmp_path):
    area = questionnaire.areas[0]
    keys = [question.id for question in area.questions]
    given = {key: place % 5 for place, key in enumerate(keys)}

    # The first morning: a new file, the name of the State, half of the area.
    with Terminal(tmp_path, "open", FILE) as item:
        item.until("Profile", "Authority").press(ENTER, *" of the Examples", ENTER, ESCAPE).until(
            keys[0]
        )
        for key, after in itertools.pairwise(keys[:6]):
            item.until(key).press(str(given[key])).until(after)
        until_saved(item, tmp_path, questionnaire, keys[4], given[keys[4]])
        until_place_is_kept(item, tmp_path, keys[5])
        item.kill()
    answers = saved(tmp_path, questionnaire)
    assert answers.state == "Examplia of the Examples"
    assert {key: answers.answer(key).level for key in keys[:5]} == {k: given[k] for k in keys[:5]}

    # After the power cut: it stands where one stopped; the rest of the area.
    with Terminal(tmp_path, "open", FILE) as two:
        two.until(f"{keys[5]} ", "Overall 5 of")
        for key in keys[5:]:
            two.until(f"{key} ").press(str(given[key]))
        after = questionnaire.areas[1].questions[0].id
        two.until(f"{after} ", f"Overall {len(keys)} of")

        # Final only from the review screen, which says what is open.
        two.press("v").until("Review", "Open").press("F").until("Still open:", "unanswered")
        two.press("y").until("FINAL").press("3")
        assert saved(tmp_path, questionnaire).answer(after).level is None

        # The report, from inside.
        two.press("s").until("Results").press("P").until("Print: a report")
        two.press(TAB, TAB, TAB, TAB, TAB)
        two.press(ENTER).until("The report is in")
        two.press(ESCAPE).until("Results").press(ESCAPE).until("FINAL").press("q")
        assert two.ended() == 0

    answers = saved(tmp_path, questionnaire)
    assert answers.document_status == "final"
    assert {key: answers.answer(key).level for key in keys} == given
    report = PdfReader(tmp_path / "examplia-full.pdf")
    cover = " ".join(report.pages[0].extract_text().split())
    assert "Examplia of the Examples" in cover
    assert (tmp_path / "examplia-full.pdf").stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / f"{FILE}.lock").exists()
    assert "Examplia of the Examples" not in "".join(left(tmp_path))


def left(folder):
    """What else the day left on the disk, but for the file, what it was, and the report."""
    known = {FILE, f"{FILE}.bak", "examplia-full.pdf"}
    for path in folder.rglob("*"):
        if path.is_file() and path.name not in known:
            yield path.read_text(errors="replace")
