"""Dates that say how much is known of them.

The forms are a part of EDTF, the Extended Date/Time Format of ISO 8601-2:2019 (levels 0 and 1, and
from level 2 "one of a set"):

======================================  ============================================
``2012-09-07``, ``2012-09``, ``2012``   a day, some day of a month, some day of a year
``2012-XX-XX``                          some day of a year
``2012-09~``, ``2012?``, ``2012-09%``   about, uncertain, both; shown, and never widening the days
``[2003-07-10,2003-07-11]``             one of these
``[2003-07-24..2004-07-13]``            one day between, both included; the ends may be months or years
======================================  ============================================

An event happens on one day, so that a span of time (``2012/2013``) is no date here.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor
from operator import index
from typing import NoReturn, SupportsIndex, TypeAlias

from detente.model.calling import asked
from detente.model.errors import BadDate
from detente.model.wording import called, counted, from_to, listing, masked

FORMS = (
    "a day (2012-09-07), a month (2012-09), a year (2012), either of two days ([2003-07-10,2003-07-11]) "
    "or a day between two ([2003-07-24..2004-07-13])"
)

GIVEN = 'a text such as "2012-09-07", "2012-09" or "7 September 2012", a date or datetime, or a year as a whole number'
"""What a date can be given as to who programs."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The names of the months, whatever language the machine speaks."""

_POINT = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?|-XX-XX)?")
_WORDS = re.compile(rf"(?:(?P<day>[0-9]{{1,2}}) )?(?P<month>{'|'.join(MONTHS)}) (?P<year>[0-9]{{4}})", re.IGNORECASE)
_SHORT = re.compile(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?")
_QUALIFIED = {"~": "about {}", "?": "{}, uncertain", "%": "about {}, uncertain"}

_DAY = timedelta(days=1)

YEAR = 365.25
"""How many days a year has, for how long something lasted."""
_LEAP = 0.75
"""By how many days whole years of the calendar may be shorter or longer than so many of these."""

Span: TypeAlias = tuple[date, date]
"""The first and the last of some days, one after the other."""


@dataclass(frozen=True, slots=True)
class HistoricDate:
    """The day of an event, as far as it is known.

    ``earliest`` and ``latest`` are the first and the last day on which it can have been.

    >>> HistoricDate.parse("2012-02").latest
    datetime.date(2012, 2, 29)
    >>> print(HistoricDate.parse("2010-06-22~").in_words())
    about 22 June 2010
    """

    text: str
    """The date as somebody wrote it."""
    earliest: date
    latest: date

    @classmethod
    @asked
    def parse(cls, text: str) -> "HistoricDate":
        """Return the date that a text says; raise `BadDate`, saying what is wrong and what to write."""
        return historic(text)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The possible days, as the first and the last of each run of them.

        >>> [first.day for first, last in HistoricDate.parse("[2003-07-10,2003-07-12]").spans]
        [10, 12]
        """
        if not self.text.startswith("["):
            return ((self.earliest, self.latest),)
        runs: list[Span] = []
        for first, last in sorted(_items(self.text)):
            if runs and first.toordinal() <= runs[-1][1].toordinal() + 1:
                begun, ended = runs.pop()
                runs.append((begun, max(ended, last)))
            else:
                runs.append((first, last))
        return tuple(runs)

    @property
    def qualifier(self) -> str:
        """The mark that says how sure it is: ``~`` (about), ``?`` (uncertain) or ``%`` (both); empty without one."""
        return self.text[-1] if self.text[-1] in _QUALIFIED else ""

    @asked
    def can_be_within(self, first: "Dated", last: "Dated") -> bool:
        """Return whether one of the possible days lies between two days, both included; raise `BadDate`.

        >>> HistoricDate.parse("[2003-07-10,2003-07-20]").can_be_within(date(2003, 7, 12), date(2003, 7, 15))
        False
        """
        since, until = first_day(first), last_day(last)
        return any(begins <= until and since <= ends for begins, ends in self.spans)

    @classmethod
    @asked
    def typed(cls, text: str) -> "HistoricDate":
        """Return the date that somebody typed: in one of the module's forms, or in English words; raise `BadDate`.

        >>> HistoricDate.typed("7 September 2012").text, HistoricDate.typed("September 2012").text
        ('2012-09-07', '2012-09')
        """
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - who programs may give anything
            return cls.parse(text)  # which says what it is
        words = _WORDS.fullmatch(text.strip())
        if words is None and " " in text.strip():
            _refuse(text, "in words it is a day, a month and a year (7 September 2012), or a month and a year")
        if words is None:
            return cls.parse(text)
        month = [name.casefold() for name in MONTHS].index(words["month"].casefold()) + 1
        day = f"-{int(words['day']):02}" if words["day"] else ""
        return cls.parse(f"{words['year']}-{month:02}{day}")

    @classmethod
    @asked
    def of(cls, asked: object) -> "HistoricDate":
        """Return the date that a value means: a text as it may be typed, a `date`, a moment, a year; raise `BadDate`.

        A moment means its day. Timestamps of pandas are moments.

        >>> HistoricDate.of(2012).latest, HistoricDate.of(date(2012, 9, 7)).text, HistoricDate.of("May 2012").text
        (datetime.date(2012, 12, 31), '2012-09-07', '2012-05')
        """
        if isinstance(asked, HistoricDate):
            return asked
        if isinstance(asked, str):
            if asked.strip().casefold() == TODAY:
                raise BadDate(f"“{asked}” is for the command line, which has a clock: give datetime.date.today().")
            return cls.typed(asked)
        if isinstance(asked, date):
            return cls.parse(asked.isoformat()[:10])
        if (year := _year(asked)) is not None:
            return cls.parse(year)
        raise BadDate(f"A date was asked for, and this is {called(asked)}. Give {GIVEN}.")

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"HistoricDate({self.text!r})"

    def in_words(self) -> str:
        """Return the date as a table has it: "7 September 2012", "between 1 and 21 May 2025"."""
        if self.text.startswith("["):
            items = self.text[1:-1].split(",")
            if len(items) == 2 and ".." not in self.text:
                return _joined(*items, by="or")
            return listing([_item_in_words(item) for item in items], "or")
        if self.qualifier:
            return _QUALIFIED[self.qualifier].format(_point_in_words(self.text[:-1]))
        return _point_in_words(self.text)

    def since_in_words(self) -> str:
        """Return since when, for a sentence: "since 7 September 2012", "since some day between 1 and 21 May 2025"."""
        return f"since {'some day ' if '..' in self.text else ''}{self.in_words()}"


def historic(text: str) -> HistoricDate:
    """Return the date that a text says, as `HistoricDate.parse` does: for the lines of a log, which are many."""
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - who programs may give anything
        raise BadDate(f"A date is written as a text, and this is {called(text)}. Write {FORMS}.")
    if text.startswith("["):
        items = _items(text)
        return HistoricDate(text, min(first for first, _ in items), max(last for _, last in items))
    return HistoricDate(text, *_point(text, text[:-1] if text[-1:] in _QUALIFIED else text))


def some_day(first: date, last: date) -> str:
    """Return the date of a day between two, both included, in the shortest form that the log has for it.

    >>> some_day(date(1818, 1, 1), date(1824, 12, 31)), some_day(date(1824, 1, 1), date(1824, 12, 31))
    ('[1818..1824]', '1824')
    >>> some_day(date(1824, 5, 1), date(1824, 5, 1)), some_day(date(1824, 5, 1), date(1824, 5, 2))
    ('1824-05-01', '[1824-05-01..1824-05-02]')
    """
    if first == last:
        return str(first)
    start = f"{first.year:04}" if (first.month, first.day) == (1, 1) else str(first)
    end = f"{last.year:04}" if (last.month, last.day) == (12, 31) else str(last)
    return start if start == end else f"[{start}..{end}]"


TODAY = "today"
"""What is typed for the day that it is, where there is a clock."""

Dated: TypeAlias = str | date | SupportsIndex | HistoricDate
"""What can be given for a date: `HistoricDate.of` reads it."""


ALWAYS: Span = date.min, date.max
"""All days that there are."""


def first_day(asked: Dated) -> date:
    """Return the day that a date means from which something is asked: its first one; raise `BadDate`.

    >>> first_day("2012-09"), first_day(date(2012, 9, 7))
    (datetime.date(2012, 9, 1), datetime.date(2012, 9, 7))
    """
    return asked if type(asked) is date else HistoricDate.of(asked).earliest


def last_day(asked: Dated) -> date:
    """Return the day that a date asked for means: its last one; raise `BadDate`.

    >>> last_day("2012-09"), last_day(date(2012, 9, 7))
    (datetime.date(2012, 9, 30), datetime.date(2012, 9, 7))
    """
    return asked if type(asked) is date else HistoricDate.of(asked).latest


def between(first: Dated | None, last: Dated | None, usual: Span = ALWAYS) -> Span:
    """Return the days from one date to another, the usual ones in place of what is not given.

    Raises `BadDate` where they end before they begin, and says which end nobody gave.

    >>> between("2012-09", None, (date(1955, 1, 1), date(2026, 3, 25)))
    (datetime.date(2012, 9, 1), datetime.date(2026, 3, 25))
    """
    since = usual[0] if first is None else first_day(first)
    until = usual[1] if last is None else last_day(last)
    if since <= until:
        return since, until
    begins, ends = day_in_words(since), day_in_words(until)
    if last is None:
        why = f"Without a last day it ends on {ends}, which is before {begins}: give a last day, too."
    elif first is None:
        why = f"Without a first day it begins on {begins}, which is after {ends}: give a first day, too."
    else:
        why = f"{ends} is before {begins}: ask the other way round."
    raise BadDate(why)


def beginning(asked: Dated) -> date:
    """Return the day at whose end begins what happens from a date on; raise `BadDate`.

    From a day on it is that day itself, from a month or a year on the day before its first.

    >>> beginning("2012"), beginning("2012-09-06")
    (datetime.date(2011, 12, 31), datetime.date(2012, 9, 6))
    """
    first, last = first_day(asked), last_day(asked)
    return first if first == last else max(first, date.min + _DAY) - _DAY


def day_in_words(day: date) -> str:
    """Return a day as a sentence has it.

    >>> day_in_words(date(2012, 9, 7))
    '7 September 2012'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def lasting(least: float, most: float | None = None) -> str:
    """Return how long something lasted, to two or three digits.

    If `most` is another number of days, it lasted from the one to the other: the lower end is rounded down and the
    upper one up, so that what lasted lies between them. Up to a day of leap years makes no year longer.

    >>> lasting(1), lasting(400), lasting(1299), lasting(7670)
    ('1 day', '13 months', '3.6 years', '21.0 years')
    >>> lasting(40, 400), lasting(1299, 1700), lasting(3287, 3653)
    ('40 days to 14 months', '3.5 to 4.7 years', '9.0 to 10.0 years')
    """
    if most is None or most == least:
        return _measured(least, round)
    return from_to(lasting_at_least(least), _measured(most - _LEAP, ceil))


def lasting_at_least(days: float) -> str:
    """Return how long something has lasted by now, or longer: rounded down.

    >>> lasting_at_least(17371), lasting_at_least(3287), lasting_at_least(40)
    ('47.5 years', '9.0 years', '40 days')
    """
    return _measured(days + _LEAP, floor)


def _measured(days: float, rounded: Callable[[float], int]) -> str:
    if days < 60:
        return counted(rounded(days), "day")
    if days < 2 * YEAR:
        return counted(rounded(days / YEAR * 12), "month")
    return f"{rounded(days / YEAR * 10) / 10:.1f} years"


def _year(asked: object) -> str | None:
    """Return a whole number as the year that it means; nothing of what is none."""
    if isinstance(asked, SupportsIndex) and not isinstance(asked, bool):
        with suppress(TypeError, ValueError):  # of an array, and of a number of thousands of digits
            return f"{index(asked):04}"
    return None


def _items(text: str) -> list[tuple[date, date]]:
    """Return the first and the last day of each point and each range of a set."""
    if not text.endswith("]"):
        _refuse(text, "the bracket that it opens is not closed")
    items: list[tuple[date, date]] = []
    for item in text[1:-1].split(","):
        start, between, end = item.partition("..")
        if between and not (start and end):
            _refuse(text, "a set needs both its ends")
        items.append((_point(text, start)[0], _point(text, end or start)[1]))
        if items[-1][0] > items[-1][1]:
            _refuse(text, f"{start} is later than {end}")
    if len(items) < 2 and ".." not in text:
        _refuse(text, "a set has more than one date in it; take the brackets off")
    return items


def _point(whole: str, text: str) -> tuple[date, date]:
    """Return the first and the last day of one point in time."""
    match = _POINT.fullmatch(text)
    if match is None:
        _refuse(whole, _why(whole, text))
    year, month, day = match.group("year", "month", "day")
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        _refuse(whole, f"there is no {text} in the calendar")
    if day:
        return first, first
    if month == "12":
        return first, first.replace(day=31)
    if month:
        return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first, first.replace(month=12, day=31)


def _point_in_words(text: str) -> str:
    parts = text.replace("-XX-XX", "").split("-")
    if len(parts) == 3:
        return day_in_words(date.fromisoformat(text))
    return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) == 2 else parts[0]


def _item_in_words(item: str) -> str:
    first, between, last = item.partition("..")
    return f"between {_joined(first, last, by='and')}" if between else _point_in_words(first)


def _joined(first: str, last: str, by: str) -> str:
    """Join two points without saying twice what they share: "10 or 11 July 2003"."""
    one, other = _point_in_words(first).split(), _point_in_words(last).split()
    shared = 0
    while len(one) == len(other) > shared + 1 and one[-1 - shared :] == other[-1 - shared :]:
        shared += 1
    return f"{' '.join(one[: len(one) - shared])} {by} {' '.join(other)}"


def _why(whole: str, text: str) -> str:
    first, spans, last = whole.partition("/")
    if spans and _POINT.fullmatch(first) and _POINT.fullmatch(last):
        return f"an event happens on one day; for a day between two, write [{first}..{last}]"
    if _SHORT.fullmatch(text):
        return "months and days have two digits"
    if " " in text:
        return "it has a space in it"
    if "X" in text:
        return "of unknown parts only 2012-XX-XX is taken; for a month write 2012-09, for a decade [2010..2019]"
    if any(mark in text for mark in _QUALIFIED):
        return "the marks ~ ? % stand at the end of a date, once, and not in a set"
    return "it has none of the forms of a date"


def _refuse(text: str, why: str) -> NoReturn:
    raise BadDate(f"“{masked(text)}” is no date as it is written here: {why}. Write {FORMS}.") from None
