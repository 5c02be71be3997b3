"""When a state existed, and which states came before and after it."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from detente.model.dates import HistoricDate, day_in_words
from detente.model.states import Code, current, states
from detente.model.wording import listing, opening


class Span(NamedTuple):
    """A time in which a state existed; None is an end that is open, or earlier than any record begins."""

    first: HistoricDate | None
    last: HistoricDate | None

    def covers(self, day: date) -> bool:
        """Return whether the day is one of this time."""
        return (self.first is None or self.first.earliest <= day) and (self.last is None or day <= self.last.latest)

    def in_words(self) -> str:
        """Return the time for a sentence: "existed from 1852 to 26 November 1918", "has existed since 14 May 1948"."""
        if self.first is None:
            return "has always existed" if self.last is None else f"existed until {self.last.in_words()}"
        if self.last is None:
            return f"has existed {self.first.since_in_words()}"
        return f"existed from {self.first.in_words()} to {self.last.in_words()}"

    def years(self) -> str:
        """Return its years: "1918–1990", "since 1948", "until 1910"; empty if both ends are open."""
        if self.first is None:
            return "" if self.last is None else f"until {self.last.latest.year}"
        first = self.first.earliest.year
        return f"since {first}" if self.last is None else f"{first}–{self.last.latest.year}"


@lru_cache(maxsize=512)
def existence(code: Code) -> tuple[Span, ...]:
    """Return the times in which a state existed, in order; none for a territory, of which the table names none.

    >>> [span.in_words() for span in existence("MNE")]
    ['existed from 1852 to 26 November 1918', 'has existed since 3 June 2006']
    """
    state = states().get(current(code))
    return tuple(_span(text) for text in state.existed.split()) if state else ()


def existed_on(code: Code, day: date) -> bool:
    """Return whether a state existed on a day; true for a territory, of which nothing is known to the contrary.

    >>> existed_on("SUN", date(1960, 1, 1)), existed_on("SUN", date(2000, 1, 1))
    (True, False)
    """
    spans = existence(code)
    return not spans or any(span.covers(day) for span in spans)


def absence(code: Code, day: date) -> str | None:
    """Return sentences that say that a state did not exist on a day, when it did and what did; None if it existed.

    >>> print(absence("XSA", date(1900, 1, 1)))
    Sardinia did not exist on 1 January 1900: it existed from 1720 to 16 March 1861. Italy (ITA) came after it.
    """
    if existed_on(code, day):
        return None
    spans = existence(code)
    sentence = (
        f"{opening(states()[current(code)].name)} did not exist on {day_in_words(day)}: "
        f"it {listing([span.in_words() for span in spans])}."
    )
    if spans[-1].last is not None and spans[-1].last.latest < day:
        return sentence + _neighbours(successors(code), day, "after")
    return sentence + _neighbours(predecessors(code), day, "before")


def years(code: Code) -> str:
    """Return the years in which a state existed, shortly; empty if the table names none.

    >>> years("XNY"), years("YEM"), years("MNE"), years("FRA")
    ('1918–1990', 'since 1990', '1852–1918 and since 2006', '')
    """
    return listing([span.years() for span in existence(code) if span.years()])


def successors(code: Code) -> tuple[Code, ...]:
    """Return the states that came after a state, or out of it.

    >>> successors("CSK")
    ('CZE', 'SVK')
    """
    state = states().get(current(code))
    return state.successors if state else ()


def predecessors(code: Code) -> tuple[Code, ...]:
    """Return the states that a state came after, or out of.

    >>> predecessors("RUS"), predecessors("YEM")
    (('SUN',), ('XNY', 'YMD'))
    """
    return tuple(sorted(state.code for state in states().values() if current(code) in state.successors))


def _span(text: str) -> Span:
    first, last = (None if end == ".." else HistoricDate.parse(end) for end in text.split("/"))
    return Span(first, last)


def _neighbours(codes: tuple[Code, ...], day: date, came: str) -> str:
    there = [f"{states()[code].name} ({code})" for code in codes if existed_on(code, day)]
    return f" {opening(listing(there))} came {came} it." if there else ""
