"""Days, months and years as English prose of the State Department writes them ("June 4, 1832", "in May 1801")."""

import re
from datetime import date

from detente.model.dates import MONTHS

_MONTH = "|".join(rf"{month[:3]}(?:{month[3:]}|t)?\.?" if month[3:] else month for month in MONTHS)
"""The months, also shortened: to three letters, or to "Sept"."""
_DAY = re.compile(rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?, (\d{{4}})\b")
_DAY_ALONE = re.compile(rf"\b({_MONTH}) (\d{{1,2}})\b(?!, \d{{4}}|\d|-\d)")
_IN_MONTH = re.compile(rf"\b({_MONTH})(?: of)?,? (\d{{4}})\b")
_SENTENCE = re.compile(r"(?<=[a-z\d)”’][.!?]) (?=[A-Z“])")


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph.

    >>> sentences("It closed on May 2, 1980. J. W. Smith left on May 3, 1980.")
    ['It closed on May 2, 1980.', 'J. W. Smith left on May 3, 1980.']
    """
    return _SENTENCE.split(text)


def days(text: str) -> list[str]:
    """Return the full dates in a text, in the order in which they stand, in ISO's form.

    >>> days("In a June 4, 1832, letter, answered on Sept 12, 1833")
    ['1832-06-04', '1833-09-12']
    """
    return [found for found in (_day(*match.groups()) for match in _DAY.finditer(text)) if found]


def days_of(text: str, year: int) -> list[str]:
    """Return the dates in a text that fall into a year, those too that leave it out, since it is the year told of.

    >>> days_of("Appointed on April 23, 1919. He presented his credentials on June 11.", 1919)
    ['1919-04-23', '1919-06-11']
    """
    found = [(match.start(), _day(*match.groups())) for match in _DAY.finditer(text)]
    found += [(match.start(), _day(match[1], match[2], str(year))) for match in _DAY_ALONE.finditer(text)]
    return [day for _, day in sorted(pair for pair in found if pair[1]) if day.startswith(f"{year:04}")]


def months_of(text: str, year: int) -> list[str]:
    """Return the months in a text that are told without their day, of one year.

    >>> months_of("It closed its legation in May 1801; on July 4, 1801, it rained", 1801)
    ['1801-05']
    """
    found = (_month(*match.groups()) for match in _IN_MONTH.finditer(text))
    return [month for month in found if month.startswith(f"{year:04}")]


def _number(month: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(month[:3]))


def _month(month: str, year: str) -> str:
    return f"{year}-{_number(month):02}"


def _day(month: str, day: str, year: str) -> str:
    try:
        return date(int(year), _number(month), int(day)).isoformat()
    except ValueError:
        return ""
