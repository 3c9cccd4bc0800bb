"""Dates as people write them, what is understood of them, and what is said where they are none."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys

import pytest
from sitting import on_disk, sit, typing

from assessment.dates import in_words, read_date

DAY = dt.date(2027, 6, 15)
OF_ONE_DAY = [
    "2027-06-15", "2027-6-15", "2027/06/15", "20270615", "15.6.2027", "15. 6. 2027", "15/06/2027",
    "06/15/2027", "15 June 2027", "15th June 2027", "15 jun. 2027", "June 15, 2027", "15-Jun-2027",
    "the 15th of June 2027", " 15  JUNE  2027 ", "2027–06–15", "١٥ June ٢٠٢٧", "２０２７-０６-１５",
    "१५.०६.२०२७",
]  # fmt: skip


@pytest.mark.parametrize("text", OF_ONE_DAY)
def test_a_day_is_read_however_it_is_written(text):
    assert read_date(text, "first").date == read_date(text, "last").date == DAY


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-05", "2026-05-01", "2026-05-31"),
        ("05/2026", "2026-05-01", "2026-05-31"),
        ("June 2027", "2027-06-01", "2027-06-30"),
        ("2027 June", "2027-06-01", "2027-06-30"),
        ("sept. 2027", "2027-09-01", "2027-09-30"),
        ("February 2028", "2028-02-01", "2028-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("Q2 2027", "2027-04-01", "2027-06-30"),
        ("2027-Q4", "2027-10-01", "2027-12-31"),
        ("end of 2027", "2027-12-31", "2027-12-31"),
        ("by the end of June 2027", "2027-06-30", "2027-06-30"),
    ],
)
def test_a_month_a_quarter_or_a_year_is_its_first_or_its_last_day(text, first, last):
    assert read_date(text, "first").date == dt.date.fromisoformat(first)
    assert read_date(text, "last").date == dt.date.fromisoformat(last)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("soon", "soon is no date."),
        ("15 June", "15 June is no date."),
        ("2027-", "2027- is no date."),
        ("03/04/2027", "This can be 3 April 2027 or 4 March 2027."),
        ("3-4-2027", "This can be 3 April 2027 or 4 March 2027."),
        ("31 June 2027", "June 2027 has 30 days, no day 31."),
        ("2027-02-29", "February 2027 has 28 days, no day 29."),
        ("2027-13", "There is no month 13."),
        ("juin 2027", "juin is no month in English."),
        ("15.6.27", "The year needs four digits."),
        ("15 June 27", "The year needs four digits."),
        ("0207", "The year 0207 is not between 1500 and 2999."),
    ],
)
def test_what_is_unclear_or_cannot_be_is_told_in_a_sentence(text, trouble):
    found = read_date(text, "last")
    assert (found.date, found.trouble, found.words) == (None, trouble, "no date yet")


def test_nothing_typed_is_no_date_and_no_trouble():
    found = read_date("  ", "last")
    assert (found.date, found.trouble, found.words) == (None, "", "")


def test_every_day_is_read_back_from_its_words():
    day = dt.date(1999, 12, 30)
    for number in range(800):
        date = day + dt.timedelta(days=number)
        assert read_date(in_words(date), "last").date == date
        assert read_date(date.isoformat(), "first").date == date


# On the screen.


@pytest.mark.parametrize(
    ("typed", "due"),
    [("June 2027", "2027-06-30"), ("2028-02", "2028-02-29"), ("2027", "2027-12-31")],
)
def test_an_action_is_due_on_the_last_day_and_what_was_understood_is_said(session, typed, due):
    date = dt.date.fromisoformat(due)
    app = sit(session, "a", then=typing("A decree", "<tab>", "<tab>", typed), size=(80, 24))
    assert f"understood as {in_words(date)}" in app.words
    sit(
        session,
        "a",
        then=typing("<tab>", "<tab>", "<end>", *["<backspace>"] * 10, typed, "<escape>"),
    )
    assert on_disk(session, "AAA-01").action.due == date


def test_evidence_is_of_the_first_day_and_what_was_understood_is_said(session):
    keys = ("Decree 7", "<enter>", "D/7", "<enter>", "March 2026")
    app = sit(session, "e", then=typing(*keys), size=(80, 24))
    assert "understood as 1 March 2026" in app.words
    sit(session, "e", then=typing(*keys, "<escape>"))
    (found,) = on_disk(session, "AAA-01").evidence
    assert (found.title, found.reference) == ("Decree 7", "D/7")
    assert found.date == dt.date(2026, 3, 1)


def test_a_date_of_which_too_little_is_typed_is_marked_at_once(session):
    app = sit(session, "a", then=typing("A decree", "<tab>", "<tab>", "June"))
    assert "no date yet" in app.words


_AS_SHOWN = """
import datetime as dt
from assessment.dates import in_few_letters, in_words, read_date, to_be_typed
from assessment.tui.cover import COVER

for month in range(1, 13):
    day = dt.date(2027, month, 28)
    shown = COVER["next_review"].describe(day)
    for text in (shown, in_words(day), in_few_letters(day), f"28 {day:%B} 2027", str(day)):
        assert read_date(text, "first").date == day, text
    without_day = in_words(day).partition(" ")[2]
    assert read_date(without_day, "first").date == day.replace(day=1), without_day
    assert COVER["next_review"].read(shown).value == day
assert to_be_typed(day) == in_words(day)
"""


@pytest.mark.parametrize("language", ["", "en-XA", "ar-XB"])
def test_a_date_as_it_is_shown_in_a_language_is_read_back_in_it(language: str):
    surroundings = {**os.environ, "CIED_LANGUAGE": language}
    done = subprocess.run(
        [sys.executable, "-c", _AS_SHOWN], env=surroundings, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (done.stderr, done.returncode) == ("", 0)
