"""Consistency warnings: each names its question, none refuses anything."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from synthetic import answers, area, build, question

from assessment.answers import Answers
from assessment.assess import assess
from assessment.cli.main import run
from assessment.questionnaire import Questionnaire


def kinds(small: Questionnaire, given, **profile) -> set[tuple[str, str]]:
    """Kind and subject of every warning but the missing ministry's."""
    found = assess(small, answers(small, given, **profile)).warnings
    return {(item.kind, item.subject) for item in found if item.kind != "no_ministry"}


def with_evidence(level: int, **more) -> dict:
    return {"level": level, "evidence": ({"title": "Decree 12"},), **more}


@pytest.mark.parametrize("level", [3, 4])
def test_a_high_level_wants_evidence(small: Questionnaire, level: int):
    bare = {"level": level, "target": 4}
    assert kinds(small, {"AAA-01": bare}) == {("no_evidence", "AAA-01")}
    assert kinds(small, {"AAA-01": with_evidence(level, target=4)}) == set()


def test_level_two_wants_no_evidence(small: Questionnaire):
    assert kinds(small, {"AAA-01": 2}) == set()


def test_level_four_with_low_confidence(small: Questionnaire):
    low = with_evidence(4, target=4, confidence="low")
    assert kinds(small, {"AAA-01": low}) == {("low_confidence", "AAA-01")}
    assert kinds(small, {"AAA-01": {**low, "confidence": "medium"}}) == set()


def test_a_target_below_the_level(small: Questionnaire):
    assert kinds(small, {"AAA-01": {"level": 2, "target": 1}}) == {("target_below_level", "AAA-01")}
    assert kinds(small, {"AAA-01": with_evidence(4)}) == {("target_below_level", "AAA-01")}


def test_more_than_a_fifth_declared_not_applicable(tmp_path: Path):
    five = build(tmp_path / "q", area("AA", *[question(f"AA-{n:02}") for n in range(1, 6)]))
    assert kinds(five, {"AA-01": "not_applicable"}) == set(), "20 % is not over 20 %"
    two = dict.fromkeys(["AA-01", "AA-02"], "not_applicable")
    assert kinds(five, two) == {("much_not_applicable", "AA")}


def test_what_the_profile_excludes_is_not_declared(small: Questionnaire):
    assert kinds(small, {}, conditions={"affected": False}) == set()


def test_not_applicable_though_the_profile_says_it_applies(small: Questionnaire):
    found = kinds(small, {"CCC-01": "not_applicable"}, conditions={"affected": True})
    assert ("not_applicable_against_profile", "CCC-01") in found
    assert not any(
        kind == "not_applicable_against_profile"
        for kind, _ in kinds(small, {"CCC-01": "not_applicable"})
    )


def test_answered_though_the_profile_excludes_it(small: Questionnaire):
    found = kinds(small, {"CCC-01": 2}, conditions={"affected": False})
    assert found == {("answered_against_profile", "CCC-01")}


def test_a_prerequisite_at_level_zero(small: Questionnaire):
    assert kinds(small, {"AAA-01": 0, "BBB-01": 2}) == {("prerequisite_absent", "BBB-01")}
    assert kinds(small, {"AAA-01": 1, "BBB-01": 2}) == set()
    assert kinds(small, {"AAA-01": 0, "BBB-01": 1}) == set()
    assert kinds(small, {"AAA-01": "unknown", "BBB-01": 2}) == set()


@pytest.mark.parametrize(
    ("on", "old"),
    [("2021-11-01", False), ("2021-10-31", True), ("2026-10-01", False)],
)
def test_evidence_older_than_five_years_on_the_files_date(small: Questionnaire, on: str, old: bool):
    dated = {"level": 2, "evidence": ({"title": "Decree 12", "date": dt.date.fromisoformat(on)},)}
    wanted = {("old_evidence", "AAA-01")} if old else set()
    assert kinds(small, {"AAA-01": dated}) == wanted


def test_the_file_of_a_leap_day_has_a_five_year_limit_too(small: Questionnaire):
    dated = {"level": 2, "evidence": ({"title": "D", "date": dt.date(2019, 2, 27)},)}
    found = answers(small, {"AAA-01": dated}).replace(date=dt.date(2024, 2, 29))
    assert "old_evidence" in {warning.kind for warning in assess(small, found).warnings}


def dated(on: str, **more) -> dict:
    evidence = ({"title": "Decree 12", "date": dt.date.fromisoformat(on)},)
    return {"level": 2, "evidence": evidence, **more}


def test_evidence_dated_after_the_date_of_a_final_file(small: Questionnaire):
    late = {"at": dt.datetime(2026, 11, 20, tzinfo=dt.UTC)}
    for on, future in (("2026-11-01", False), ("2026-11-02", True)):
        given = {"AAA-01": dated(on, **late)}
        found = kinds(small, given, document_status="final")
        assert found == ({("future_evidence", "AAA-01")} if future else set())


def test_evidence_dated_after_the_latest_answer_of_a_draft(small: Questionnaire):
    late = {"level": 2, "at": dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)}
    for on, future in (("2026-11-20", False), ("2026-11-21", False), ("2026-11-22", True)):
        found = kinds(small, {"AAA-01": dated(on), "AAA-02": late})
        assert found == ({("future_evidence", "AAA-01")} if future else set()), on
    last = {"level": 2, "at": dt.datetime.max.replace(tzinfo=dt.UTC)}
    assert kinds(small, {"AAA-01": dated("9999-12-31"), "AAA-02": last}) == set()


@pytest.mark.parametrize(
    ("due", "status", "warned"),
    [
        ("2026-10-31", "planned", True),
        ("2026-10-31", "under_way", True),
        ("2026-10-31", "done", False),
        ("2026-11-01", "planned", False),
    ],
)
def test_an_action_due_before_the_files_date_and_not_done(
    small: Questionnaire, due: str, status: str, warned: bool
):
    action = {"text": "Adopt it", "due": dt.date.fromisoformat(due), "status": status}
    found = kinds(small, {"AAA-01": {"level": 2, "action": action}})
    assert found == ({("overdue_action", "AAA-01")} if warned else set())


def acting(level: int | str, due: str, status: str = "planned") -> dict:
    action = {"text": "Adopt it", "due": dt.date.fromisoformat(due), "status": status}
    return {"level": level, "action": action} if isinstance(level, int) else {"action": action}


def test_an_action_due_before_that_of_what_it_has_to_wait_for(small: Questionnaire):
    assert small.by_id["BBB-01"].requires == ("AAA-01",)
    early, late = "2027-01-31", "2027-06-30"
    warned = {("action_before_prerequisite", "BBB-01")}
    assert kinds(small, {"AAA-01": acting(1, late), "BBB-01": acting(1, early)}) == warned
    assert kinds(small, {"AAA-01": acting(1, early), "BBB-01": acting(1, late)}) == set()
    assert kinds(small, {"AAA-01": acting(1, late), "BBB-01": acting(1, late)}) == set()
    reached = {"AAA-01": acting(2, late), "BBB-01": acting(1, early)}
    assert kinds(small, reached) == set(), "it has nothing to wait for any more"
    done = {"AAA-01": acting(1, late), "BBB-01": acting(1, early, "done")}
    assert kinds(small, done) == set()


def test_an_answer_that_was_carried_over_and_not_looked_at(small: Questionnaire):
    found = kinds(small, {"AAA-01": {"level": 2, "to_confirm": True}})
    assert found == {("to_confirm", "AAA-01")}


def test_dates_that_cannot_be_are_told_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = Path(__file__).parent / "data" / "faults" / "future.json"
    assert run(["check", str(path), "--accept-version"]) == 0
    told = capsys.readouterr().out
    assert "POL-01: The evidence 'Plan' is dated 1 January 2031, when these answers were" in told
    assert "POL-02: The next action was due on 1 January 2001, before " in told, "a draft: today"
    assert "POL-01: It was carried over from another edition of the questionnaire and not" in told


def test_the_same_note_in_three_answers(small: Questionnaire):
    note = {"level": 2, "note": "As discussed  in the GROUP.\n"}
    other = {"level": 2, "note": "as discussed in the group."}
    keys = ["AAA-01", "AAA-02", "AAA-03"]
    assert kinds(small, dict.fromkeys(keys[:2], note)) == set()
    found = kinds(small, {"AAA-01": note, "AAA-02": note, "AAA-03": other})
    assert found == {("repeated_note", key) for key in keys}


def test_an_answer_without_a_ministry(small: Questionnaire):
    found = answers(small, {"AAA-01": 2, "AAA-02": {"level": 2, "ministry": "Interior"}})
    warned = [(warning.kind, warning.subject) for warning in assess(small, found).warnings]
    assert warned == [("no_ministry", "AAA-01")]


def test_warnings_come_in_questionnaire_order_and_say_what_to_do(
    questionnaire: Questionnaire, example: Answers
):
    found = assess(questionnaire, example).warnings
    assert found, "the example shows some"
    order = {area_.id: place for place, area_ in enumerate(questionnaire.areas)}
    places = [order[item.subject.partition("-")[0]] for item in found]
    assert places == sorted(places)
    assert all(item.message.endswith(".") and ";" in item.message for item in found)


@pytest.mark.parametrize("edition", ["partner", "public"])
def test_what_leaves_the_government_carries_no_warning(
    questionnaire: Questionnaire, example: Answers, edition
):
    assert assess(questionnaire, example, edition=edition).warnings == ()
