"""Small inputs that failed once, each with its right value."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from synthetic import DATA

from assessment.assess import assess
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire
from assessment.store import read_answers
from assessment.tui.session import Session

FAULTS = DATA / "faults"


@pytest.mark.parametrize("beside", ["pko1", "pko2"])
def test_a_note_or_a_flag_on_an_excluded_question_changes_no_result(
    beside: str, questionnaire: Questionnaire
):
    """The band turned provisional."""
    plain, accompanied = (
        assess(
            questionnaire,
            read_answers(
                FAULTS / "note-on-excluded" / f"{name}.json", questionnaire, accept_version=True
            ).answers,
        )
        for name in ("pko0", beside)
    )
    assert plain.scorecard == accompanied.scorecard
    assert plain.roadmap == accompanied.roadmap


def test_what_a_carry_over_keeps_aside_is_there_after_a_second_session(
    questionnaire: Questionnaire, tmp_path: Path
):
    """POL-99 was in neither the file nor its copy after a session that changed nothing."""
    path = tmp_path / "v.json"
    shutil.copy(FAULTS / "lost-after-version.json", path)
    written = json.loads(path.read_text())["answers"]["POL-99"]
    for accept in (True, False):
        session = Session.open(path, questionnaire, accept_version=accept)
        session.close()
    kept = read_answers(path, questionnaire).answers.left_out["1.0"]["POL-99"]
    assert kept.status == written["status"]
    assert kept.level == written.get("level")
    assert kept.note == written.get("note", "")
    assert b"POL-99" in Path(f"{path}.bak").read_bytes(), "the copy is the file as it was found"


def test_spellings_of_one_ministry_are_one_report(tmp_path: Path):
    """Composed and decomposed letters and two apostrophes gave three reports."""
    folder = tmp_path / "reports"
    file = FAULTS / "ministry-spelling" / "m2.json"
    arguments = ["report", str(file), "--accept-version", "--edition", "ministry", "--html"]
    assert run([*arguments, "-o", str(folder)]) == 0
    names = [path.name for path in folder.iterdir()]
    assert sum("interieur" in name for name in names) == 1, names


@pytest.mark.parametrize("name", ["m2", "m3"])
def test_a_name_spelled_another_way_is_the_listed_one(name: str, questionnaire: Questionnaire):
    """m3 was refused with two names that look alike."""
    path = FAULTS / "ministry-spelling" / f"{name}.json"
    answers = read_answers(path, questionnaire, accept_version=True).answers
    named = {answer.ministry for answer in answers.answers.values() if answer.ministry}
    assert len(named) == 1
    assert named <= set(answers.profile.ministries)
