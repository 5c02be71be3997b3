"""A page on every day that it can show, as data: the pieces that it is made of, and which of them on which days.

Most of a page is the same on most days. So each piece is kept once, and a day names runs of pieces.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from detente.history.differences import turning_days
from detente.history.history import History
from detente.model.countries import Code
from detente.model.dates import MONTHS, day_in_words
from detente.model.existence import existence, predecessors, successors

ISO, WORDS = "\x01", "\x02"
"""What stands in a piece for the day that is looked at: no page has such characters, for they cannot be seen."""
_STOPS = re.compile(r'( data-stops="[^"]*"|<option value="[^"]*">[^<]*)')
"""Where a page lists the days that can be stepped to, whichever is looked at."""
A_DAY = timedelta(days=1)
SHORT = 24
"""How many characters a piece can have that is kept twice: a run takes about as many."""


class Span(NamedTuple):
    """Days on which a page is the same, apart from naming the day."""

    first: date
    last: date


class Pieces:
    """The pieces of a page, and which of them make it on each day."""

    def __init__(self) -> None:
        """Begin with none."""
        self._pieces: list[str] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._spans: list[tuple[Span, list[int]]] = []

    def add(self, span: Span, page: str, day: date) -> None:
        """Add the page of some days, as it is on one of them."""
        text = "".join(_named(part, day) for part in _STOPS.split(page))
        runs: list[int] = []
        after = left = 0  # the piece after the last one, and that after the last one that was there before
        for piece in text.splitlines(keepends=True):
            known = len(self._pieces)
            at = self._place(piece, after, left)
            if not runs or at != after:
                runs += [at, at]
            runs[-1] = after = at + 1
            left = after if at < known else left
        self._spans.append((span, runs))

    def _place(self, piece: str, after: int, left: int) -> int:
        """Return where a piece is kept: behind the last one if it is there, or near to where other pieces were left.

        The first page is kept as it is, and a short piece is kept again where that saves a run.
        """
        if after < len(self._pieces) and self._pieces[after] == piece:
            return after
        places = self._places[piece]
        if places and self._spans and (len(piece) > SHORT or after < len(self._pieces)):
            return min(places, key=lambda place: abs(place - left))
        places.append(len(self._pieces))
        self._pieces.append(piece)
        return places[-1]

    @property
    def data(self) -> dict[str, Any]:
        """The pieces, and for each span its days and its runs: each by its first piece, and the one after its last."""
        return {
            "months": MONTHS,
            "pieces": self._pieces,
            "spans": [[*(day.isoformat() for day in span), runs] for span, runs in self._spans],
        }


def spans_of(turns: Iterable[date], until: date) -> Iterator[Span]:
    """Return the spans between days on which a page becomes another, from the first of all days."""
    starts = sorted({date.min, *(day for day in turns if day <= until)})
    for first, after in pairwise([*starts, until + A_DAY]):
        yield Span(first, after - A_DAY)


def turns_of(history: History) -> set[date]:
    """Return the days on which the page of a pair becomes another, apart from naming the day."""
    known = [(survey.start, survey.end) for survey in history.surveys]
    if history.extent:
        known.append((history.extent.start, history.extent.end))
    days = {*turning_days([history])}
    for start, end in known:
        days |= {start.earliest, *([end.latest + A_DAY] if end and end.latest < date.max else [])}
    return days.union(*map(turns_of_states, history.pair))


def turns_of_states(code: Code) -> set[date]:
    """Return the days on which a state, or one that came before or after it, begins or ceases to exist."""
    days = set[date]()
    for state in (code, *predecessors(code), *successors(code)):
        for span in existence(state):
            days |= {span.first.earliest} if span.first else set()
            days |= {span.last.latest + A_DAY} if span.last else set()
    return days


def plain(days: Sequence[int], text: str) -> date | None:
    """Return one of some days that a text does not name, so that whatever names it names the day that is looked at.

    It is none of those at the ends, which are dates of events, and near the middle. None where the text names them all.
    """
    inner, text = days[1:-1], _STOPS.sub("", text)
    middle = len(inner) // 2
    near = (place for away in range(middle + 1) for place in {middle - away, middle + away} if place < len(inner))
    return next((day for place in near if not _is_named(day := date.fromordinal(inner[place]), text)), None)


def _named(part: str, day: date) -> str:
    if _STOPS.fullmatch(part):
        return part
    return part.replace(day_in_words(day), WORDS).replace(day.isoformat(), ISO)


def _is_named(day: date, text: str) -> bool:
    return day_in_words(day) in text or day.isoformat() in text
