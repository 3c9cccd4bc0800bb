"""A baseline beside answers and results: whose it is, what has changed, and an end of it."""

from __future__ import annotations

import json

import pytest
from hands import press, settle, type_text
from results_seen import comparing_with, results, seen
from sitting import sit

from assessment.assess import assess
from assessment.store import new_answers, write_answers


def test_changes_since_the_baseline_stand_beside_the_scores(actual, before, tmp_path):
    words, _ = seen(results(actual, tmp_path, shown=before))
    assert "Compared with Examplia, 2024." in words
    assert "change" in words
    words, _ = seen(results(actual, tmp_path, shown=before), "c")
    assert "AAA-01" in words
    assert "AAA-02" in words


def test_changes_are_listed_after_a_trial_has_emptied_their_view(actual, before, tmp_path):
    write_answers(tmp_path / "before.json", before.answers)

    async def open_it(pilot):
        await press(pilot, "r", "4", "c", "x", "b")
        await type_text(pilot, "before")
        await press(pilot, "enter")
        await settle(pilot)

    words, _ = seen(results(actual, tmp_path), then=open_it)
    assert "AAA-01" in words
    assert "Level changed" in words


def test_comparing_can_be_ended(actual, before, tmp_path):
    words, _ = seen(results(actual, tmp_path, shown=before), "B")
    assert "Compared with" not in words


def test_a_baseline_is_opened_from_inside_and_shown_beside_the_answers(
    session, small, before, tmp_path
):
    write_answers(tmp_path / "before.json", before.answers)

    async def open_it(pilot):
        await press(pilot, "b")
        await type_text(pilot, "bef")
        await press(pilot, "enter")

    app = sit(session, then=open_it)
    assert session.baseline is not None
    assert "last time" in app.last.replace("\u00a0", " ")


def test_a_baseline_that_cannot_be_read_is_told(session, tmp_path):
    (tmp_path / "before.json").write_text("{")

    async def open_it(pilot):
        await press(pilot, "b")
        await type_text(pilot, "bef")
        await press(pilot, "enter")

    app = sit(session, then=open_it)
    assert session.baseline is None
    assert "before.json" in app.heard


def test_another_state_is_said(small, actual, tmp_path):
    other = assess(small, new_answers(small, "Elsewhere", actual.answers.date))
    words, _ = seen(results(actual, tmp_path, shown=other))
    assert "Compared with another State: Elsewhere, " in words


@pytest.mark.parametrize("way", [[], ["s"]])
def test_a_baseline_of_another_state_is_told_before_it_is_taken(
    session, small, before, tmp_path, way
):
    write_answers(tmp_path / "before.json", before.answers.replace(state="Elsewhere"))
    app = sit(session, *way, then=comparing_with())
    assert "This file is of another State: Elsewhere." in app.words
    assert session.baseline is None
    app = sit(session, *way, then=comparing_with("n"))
    assert session.baseline is None
    app = sit(session, *way, then=comparing_with("y"))
    assert session.baseline is not None
    assert "another State: Elsewhere" in app.heard


def test_a_state_written_in_another_way_is_the_same_state(session, small, before, tmp_path):
    write_answers(tmp_path / "before.json", before.answers.replace(state="EXAMPLIA"))
    app = sit(session, "s", then=comparing_with())
    assert session.baseline is not None
    assert "another State" not in app.heard


def test_the_open_file_is_no_baseline_of_itself(session):
    async def choose_it(pilot):
        await press(pilot, "b")
        await type_text(pilot, "a.json")
        await press(pilot, "enter")

    app = sit(session, "s", then=choose_it)
    assert session.baseline is None
    assert "This is the file that is open." in app.heard


def test_comparing_stays_ended(session, before, tmp_path):
    write_answers(tmp_path / "before.json", before.answers)
    app = sit(session, "s", then=comparing_with("B", "escape", "s"))
    assert session.baseline is None
    assert "Compared with" not in app.words


def test_comparing_can_be_ended_beside_the_answers(session, before, tmp_path):
    write_answers(tmp_path / "before.json", before.answers)
    app = sit(session, then=comparing_with("B"))
    assert session.baseline is None
    assert "last time" not in app.last


def test_a_baseline_without_a_change_says_so(session, tmp_path):
    write_answers(tmp_path / "before.json", session.answers)
    app = sit(session, "s", then=comparing_with("c"))
    assert "Nothing has changed" in app.words


@pytest.mark.parametrize("way", [[], ["s"]])
def test_a_baseline_of_another_version_is_told_with_what_is_no_longer_asked(
    session, before, tmp_path, way
):
    document = before.answers.document()
    document["questionnaire"]["sha256"] = "0" * 64
    document["answers"]["ZZZ-01"] = {"status": "answered", "level": 2}
    (tmp_path / "before.json").write_text(json.dumps(document))
    app = sit(session, *way, then=comparing_with())
    told = "No rise or fall is stated, and no question is compared. No longer asked: ZZZ-01."
    assert told in app.heard
    app = sit(session, "s")
    assert told in app.words
    app = sit(session, "s", "B", "escape", "s")
    assert "another wording" not in app.words
