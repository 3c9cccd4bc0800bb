"""Today is the day that the calendar has where the program runs, not the day of UTC.

West of Greenwich the day of UTC is tomorrow in the evening, and east of it yesterday in the
morning: in one of the two zones below it is another day than here, whenever the test runs.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from synthetic import SMALL, answers

from assessment.cli.main import run
from assessment.dates import in_words, local_day
from assessment.questionnaire import Questionnaire
from assessment.store import read_answers, write_answers
from assessment.tui.folder import listing
from assessment.tui.session import Session

Capture = pytest.CaptureFixture[str]
ASKED = ("--questionnaire", str(SMALL))
DAY = dt.timedelta(days=1)


@pytest.fixture(params=["Etc/GMT+12", "Etc/GMT-14"])
def today(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[dt.date]:
    """Today in a zone that is far behind UTC, and in one that is far ahead of it."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield dt.datetime.now().astimezone().date()
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def file(small: Questionnaire, tmp_path: Path) -> Path:
    path = tmp_path / "state.json"
    write_answers(path, answers(small, {"AAA-01": {"ministry": "Interior"}}))
    return path


def hand_out(file: Path, due: str) -> int:
    asked = ("--question", "AAA-01", "--ministry", "Interior")
    folder = str(file.with_name("parts"))
    return run(["hand-out", str(file), "-o", folder, "--due", due, *asked, *ASKED])


def test_until_today_is_asked_and_until_yesterday_is_not(
    file: Path, small: Questionnaire, today: dt.date, capsys: Capture
):
    assert hand_out(file, (today - DAY).isoformat()) == 2
    refused = " ".join(capsys.readouterr().err.split())
    assert f"The day has passed. Name {in_words(today)} or a later one." in refused
    assert hand_out(file, today.isoformat()) == 0
    assert read_answers(file, small).answers.parts[0].due == today
    letter = next(file.with_name("parts").glob("*-letter.txt")).read_text()
    assert in_words(today) in letter


@pytest.mark.parametrize("days", [0, 1])
def test_a_part_is_overdue_from_the_day_after(
    file: Path, small: Questionnaire, today: dt.date, days: int, capsys: Capture
):
    assert hand_out(file, today.isoformat()) == 0
    answers_ = read_answers(file, small).answers
    moved = [part.model_copy(update={"due": today - days * DAY}) for part in answers_.parts]
    write_answers(file, answers_.replace(parts=tuple(moved)))
    capsys.readouterr()
    part = next(file.with_name("parts").glob("*.json"))
    assert run(["take-back", str(file), str(part), *ASKED]) == 0
    assert ("OVERDUE" in capsys.readouterr().out) == (days == 1)


@pytest.mark.parametrize("typed", ["30 November 2199", "2199-11-30", "30/11/2199", "Nov 2199"])
def test_a_day_is_typed_at_the_command_as_anywhere(file: Path, small: Questionnaire, typed: str):
    assert hand_out(file, typed) == 0
    assert read_answers(file, small).answers.parts[0].due == dt.date(2199, 11, 30)


@pytest.mark.parametrize("typed", ["soon", "", "31 June 2199"])
def test_what_is_no_day_is_wrong_usage_and_says_how_to_write_one(
    file: Path, typed: str, capsys: Capture
):
    assert hand_out(file, typed) == 2
    assert "Write dates as 2027-06-30" in " ".join(capsys.readouterr().err.split())


def test_a_file_is_begun_and_made_final_on_the_day_of_here(
    small: Questionnaire, today: dt.date, tmp_path: Path
):
    session = Session.create(tmp_path / "new.json", small, state="Examplia")
    try:
        assert session.answers.date == session.local_day == session.today == today
    finally:
        session.close()


def test_a_file_is_listed_with_the_day_on_which_it_was_changed_here(file: Path, today: dt.date):
    now = time.time()
    os.utime(file, (now, now))
    (found,) = (
        item for item in listing(f"{file.parent}/", (".json",)).entries if item.path == file
    )
    assert found.label == f"state.json   changed {in_words(today)}"


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar_have_a_day(today: dt.date, year: int):
    for at in (
        dt.datetime(year, 1, 1, tzinfo=dt.UTC),
        dt.datetime(year, 12, 31, 23, tzinfo=dt.UTC),
    ):
        assert abs(local_day(at) - at.date()) <= DAY
