"""Dates as people write them: a day, a month, a quarter or a year, in words or in figures.

The words are English ones, and the months also those of the language that the program speaks.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from assessment.language import _, pgettext
from assessment.text import one_line

FirstOrLast = Literal["first", "last"]
"""Which day of a month or a year is meant where only that is written: the first or the last."""

HOW: Final = _("Write dates as 2027-06-30, 30 June 2027, June 2027 or 2027.")
YEARS: Final = range(1500, 3000)
"""No law in force is older, and no plan goes further: another year is a slip of the finger."""
_MONTHS: Final[Mapping[str, int]] = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr, ("",) * 9 + ("Sept",))
    for number, name in enumerate(names)
    if name
}


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What was understood of a date that is typed."""

    date: dt.date | None = None
    """The date; None where nothing is typed, or where it is none."""
    trouble: str = ""
    """Why it is no date, in a sentence; empty where it is one."""

    @property
    def words(self) -> str:
        """What was understood, for the screen; empty where nothing is typed."""
        if self.trouble:
            return _("no date yet")
        return (
            _("understood as {in_words}").format(in_words=in_words(self.date)) if self.date else ""
        )


_MONTH_NAMES: Final = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
    _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip


_FEW_LETTERS: Final = (
    pgettext("month in few letters", "Jan"),
    pgettext("month in few letters", "Feb"),
    pgettext("month in few letters", "Mar"),
    pgettext("month in few letters", "Apr"),
    pgettext("month in few letters", "May"),
    pgettext("month in few letters", "Jun"),
    pgettext("month in few letters", "Jul"),
    pgettext("month in few letters", "Aug"),
    pgettext("month in few letters", "Sep"),
    pgettext("month in few letters", "Oct"),
    pgettext("month in few letters", "Nov"),
    pgettext("month in few letters", "Dec"),
)


def utc_now() -> dt.datetime:
    """The time now, UTC, to the second: what answers, parts and saves are dated with."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def local_day(at: dt.datetime) -> dt.date:
    """The day that the calendar has at a moment where the program runs: `today` of those there."""
    try:
        return at.astimezone().date()
    except (OverflowError, ValueError, OSError):  # the ends of the calendar, in another zone
        return at.date()


def in_few_letters(date: dt.date) -> str:
    """`3 Apr 2027`, where there is little room."""
    return f"{without_year(date)} {date.year}"


def without_year(date: dt.date) -> str:
    """`3 Apr`, where everybody knows the year."""
    return f"{date.day} {_FEW_LETTERS[date.month - 1]}"


def in_words(date: dt.date) -> str:
    """`3 April 2027`, which nobody takes for the fourth of March."""
    return f"{date.day} {_MONTH_NAMES[date.month - 1]} {date.year}"


def to_be_typed(date: dt.date) -> str:
    """A date as it stands in a field that people type in: in words that are read back as it."""
    words = in_words(date)
    return words if read_date(words, "last").date == date else date.isoformat()


def read_date(text: str, side: FirstOrLast) -> ReadDate:
    """The date that is meant; of a month, a quarter or a year its first or its last day."""
    plain = _plain(text)
    if not plain:
        return ReadDate()
    if end := _END.fullmatch(plain):
        plain, side = end[1], "last"
    try:
        date = _date_of(plain, side)
    except ValueError as error:
        return ReadDate(trouble=str(error))
    return ReadDate(date, "" if date else _("{text} is no date.").format(text=one_line(text)[:40]))


def read_due(text: str, today: dt.date) -> ReadDate:
    """Until when something is asked; a day without a year is the next one of that name."""
    read = read_date(text, "last")
    if read.trouble:
        years = (today.year, today.year + 1)
        near = [read_date(f"{text} {year}", "last").date for year in years]
        day = next((item for item in near if item is not None and item >= today), None)
        return ReadDate(day) if day else ReadDate(trouble=f"{read.trouble} {HOW}")
    if read.date is not None and read.date < today:
        return ReadDate(
            trouble=_("The day has passed. Name {today} or a later one.").format(
                today=in_words(today)
            )
        )
    return read


def _plain(text: str) -> str:
    """The text in few signs, its months in English."""
    names, written = _months_of_the_language()
    plain = _in_few_signs(text)
    return written.sub(lambda found: names[found[0]], plain)


@cache
def _months_of_the_language() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """The English name of each month by what it is called on the screen, and where one stands."""
    names = {
        _in_few_signs(shown): english.casefold()
        for in_the_language in (_MONTH_NAMES, _FEW_LETTERS)
        for shown, english in zip(in_the_language, calendar.month_name[1:], strict=True)
    }
    # A month may begin like another one, as June and July do in Czech.
    longest = sorted(map(re.escape, names), key=len, reverse=True)
    return names, re.compile(rf"(?<![^\W\d])(?:{'|'.join(longest)})(?![^\W\d])")


def _in_few_signs(text: str) -> str:
    """Small letters and ASCII digits, one space between words, nothing that only decorates."""
    unified = unicodedata.normalize("NFKC", one_line(text)).casefold()
    digits = "".join(str(unicodedata.decimal(item, item)) for item in unified)
    dashes = re.sub("[\u2010-\u2015\u2212]", "-", digits)
    spaced = " ".join(dashes.replace(",", " ").split()).strip(" .")
    return re.sub(r" ?([-/]) ?", r"\1", spaced)


def _date_of(text: str, side: FirstOrLast) -> dt.date | None:
    """The date; None where the text has the form of none."""
    for form, meaning in _FORMS:
        if found := form.fullmatch(text):
            return meaning(found.groups(), side)
    if _SHORT_YEAR.fullmatch(text):
        raise ValueError(_("The year needs four digits."))
    return None


# What each form means.


def _ymd(parts: tuple[str, ...], _unused: FirstOrLast) -> dt.date:
    year, month, day = map(int, parts)
    return _day(year, month, day)


def _day_first(parts: tuple[str, ...], _unused: FirstOrLast) -> dt.date:
    day, month, year = map(int, parts)
    return _day(year, month, day)


def _either_first(parts: tuple[str, ...], _unused: FirstOrLast) -> dt.date:
    """`30/06/2027` and `06/30/2027` can be read one way only; `03/04/2027` can be read two ways."""
    item, other, year = map(int, parts)
    if item <= 12 and other <= 12 and item != other:
        day_first, month_first = _day(year, other, item), _day(year, item, other)
        raise ValueError(
            _("This can be {one} or {other}.").format(
                one=in_words(day_first), other=in_words(month_first)
            )
        )
    return _day(year, item, other) if item <= 12 < other else _day(year, other, item)


def _day_month_year(parts: tuple[str, ...], _unused: FirstOrLast) -> dt.date:
    day, month, year = parts
    return _day(int(year), _month(month), int(day))


def _month_day_year(parts: tuple[str, ...], _unused: FirstOrLast) -> dt.date:
    month, day, year = parts
    return _day(int(year), _month(month), int(day))


def _month_year(parts: tuple[str, ...], side: FirstOrLast) -> dt.date:
    month, year = parts
    return _within(int(year), _month(month), _month(month), side)


def _year_month(parts: tuple[str, ...], side: FirstOrLast) -> dt.date:
    return _month_year(parts[::-1], side)


def _quarter_year(parts: tuple[str, ...], side: FirstOrLast) -> dt.date:
    last = 3 * int(parts[0])
    return _within(int(parts[1]), last - 2, last, side)


def _year_quarter(parts: tuple[str, ...], side: FirstOrLast) -> dt.date:
    return _quarter_year(parts[::-1], side)


def _year(parts: tuple[str, ...], side: FirstOrLast) -> dt.date:
    return _within(int(parts[0]), 1, 12, side)


_DateOfParts = Callable[[tuple[str, ...], FirstOrLast], dt.date]
_Y, _N, _W = r"(\d{4})", r"(\d{1,2})", r"([^\W\d]+)\.?"
_ORDINAL = r"(?:st|nd|rd|th|\.)?"
_END = re.compile(r"(?:by )?(?:the )?end(?: of)?[ -](?:the )?(.+)")
_SHORT_YEAR = re.compile(rf"\d\d?[-/. ](?:\d\d?|{_W})[-/. ]\d\d")
_FORMS: tuple[tuple[re.Pattern[str], _DateOfParts], ...] = tuple(
    (re.compile(form), meaning)
    for form, meaning in (
        (rf"{_Y}[-/.]{_N}[-/.]{_N}", _ymd),
        (r"(\d{4})(\d\d)(\d\d)", _ymd),
        (rf"{_N}\. ?{_N}\. ?{_Y}", _day_first),
        (rf"{_N}[-/]{_N}[-/]{_Y}", _either_first),
        (rf"q([1-4])[ -/]?{_Y}", _quarter_year),
        (rf"{_Y}[ -/]?q([1-4])", _year_quarter),
        (rf"(?:the )?{_N}{_ORDINAL}(?: of)?[ -]?{_W}[ -]?{_Y}", _day_month_year),
        (rf"{_W}[ -]?{_N}{_ORDINAL} {_Y}", _month_day_year),
        (rf"{_N}[-/.]{_Y}", _month_year),
        (rf"{_Y}[-/.]{_N}", _year_month),
        (rf"{_W}[ -]?{_Y}", _month_year),
        (rf"{_Y}[ -]{_W}", _year_month),
        (_Y, _year),
    )
)


# Days that there are.


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text not in _MONTHS:
        raise ValueError(_("{text} is no month in English.").format(text=text[:40]))
    return _MONTHS[text]


def _day(year: int, month: int, day: int) -> dt.date:
    _check(year, month)
    days = calendar.monthrange(year, month)[1]
    if day < 1 or day > days:
        raise ValueError(
            _("{month} {year} has {days} days, no day {day}.").format(
                month=_MONTH_NAMES[month - 1], year=year, days=days, day=day
            )
        )
    return dt.date(year, month, day)


def _within(year: int, first: int, last: int, side: FirstOrLast) -> dt.date:
    _check(year, first)
    if side == "first":
        return dt.date(year, first, 1)
    return dt.date(year, last, calendar.monthrange(year, last)[1])


def _check(year: int, month: int) -> None:
    if year not in YEARS:
        raise ValueError(
            _("The year {year:04} is not between {first} and {last}.").format(
                year=year, first=YEARS[0], last=YEARS[-1]
            )
        )
    if not 1 <= month <= 12:
        raise ValueError(_("There is no month {month}.").format(month=month))
