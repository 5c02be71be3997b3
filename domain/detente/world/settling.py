"""When the order of events that their dates leave open no longer matters: from then on all courses have come together.

Every order that the possible days allow is followed over the tables. Where all of them lead to the same facts, these
are known again once the last of the events has happened for certain; where they do not, all are followed further, with
the events that come next, until they do. `detente.model.courses` says the same of the events of one pair.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.model.courses import MANY
from detente.world.columns import Columns, Days, Numbers, dated, listed
from detente.world.compiling import REFUSED, UNCONCERNED, tables
from detente.world.following import Followed, Rows, led

NEVER = 2**22
"""More than all the days that there are: the day from which on an order is known that may always matter."""
MOST_EVENTS, MOST_ORDERS, FURTHER = 16, 2**7, 2**12
"""Of how many events together, in how many orders, it is told whether it matters, and how many groups further on."""
TOGETHER = 2**14
"""How many groups of events are followed at once."""


class Groups(NamedTuple):
    """Events that hang together by their possible days, pair by pair, each behind the last day of the one before."""

    rows: Rows
    """The events: those that bear on facts."""
    start: Rows
    """Where each group begins in these, and behind them where the last one ends."""
    pair: Numbers
    first: Days
    last: Days
    """The first and the last day on which one of its events can have fallen."""

    def __len__(self) -> int:
        return len(self.pair)


class Courses(NamedTuple):
    """Courses of events that have not come together."""

    group: Rows
    """The group with which they parted."""
    numbers: NDArray[np.int32]
    """A row for each table: the number in it to which each has come."""

    def which(self, chosen: "NDArray[np.bool_] | Rows") -> "Courses":
        """Return some of them."""
        return Courses(self.group[chosen], self.numbers[:, chosen])


def known_again(columns: Columns, followed: Followed, groups: Groups, open_groups: Rows) -> Days:
    """Return from which day on it is known again how things stand after some groups of events; `NEVER` if from none.

    Where it cannot be told in time it is none either.
    """
    found = np.full(len(groups), NEVER, np.int32)
    ways = _Ways(columns, followed, groups)
    for start in range(0, len(open_groups), TOGETHER):
        part = at = open_groups[start : start + TOGETHER]
        courses = ways.before(part)
        for _ in range(FURTHER):
            courses, given_up = ways.through(courses, part, at)
            is_left = np.isin(part, courses.group)
            together = ~is_left & ~np.isin(part, given_up)
            found[part[together]] = groups.last[at[together]]
            following = at + 1
            goes_on = is_left & (np.append(groups.pair, -1)[following] == groups.pair[part])
            part, at = part[goes_on], following[goes_on]
            if not len(part):
                break
            courses = courses.which(np.isin(courses.group, part))
    return found[open_groups]


class _Ways:
    """The ways that courses can take through groups of events."""

    def __init__(self, columns: Columns, followed: Followed, groups: Groups) -> None:
        self._happened, self._followed, self._groups = columns.happened, followed, groups
        self._columns = [table.columns(columns.kinds) for table in tables()]
        dates = dated(columns.dates)
        several = [text.startswith("[") and len(dates[number].spans) > 1 for number, text in enumerate(dates.texts)]
        self._has_gaps = np.array([*several, False], np.bool_)
        """Of each date, whether there are days between its possible ones that are not."""

    def before(self, chosen: Rows) -> Courses:
        """Return the plainest course alone, as it comes to each of some groups."""
        rows = self._groups.rows[self._groups.start[chosen]]
        starts = np.searchsorted(self._happened.pair, self._happened.pair[rows])
        return Courses(chosen, np.stack([part.at(rows - 1, starts) for part in self._followed.parts]))

    def through(self, courses: Courses, part: Rows, at: Rows) -> tuple[Courses, Rows]:
        """Return the courses that stay apart after a group each, and where that cannot be told.

        The group `at` which they are is that of the `part` with which they parted.
        """
        given_up, found = [part[:0]], [courses.which(part[:0])]
        count = np.bincount(np.searchsorted(part, courses.group), minlength=len(part))
        for which, orders in self._by_orders(at):
            few = which[:0] if orders is None else which[count[which] * orders.size <= MANY]
            given_up.append(part[np.setdiff1d(which, few)])
            if orders is not None and len(few):
                chosen = np.isin(courses.group, part[few])
                own = courses.which(chosen)
                found.append(self._followed_in(own, at[np.searchsorted(part, own.group)], orders))
        every = Courses(*(np.concatenate(columns, -1) for columns in zip(*found, strict=True)))
        order = np.lexsort((*every.numbers, every.group))
        every = every.which(order)
        is_new = np.append(True, (np.diff(every.group) != 0) | np.diff(every.numbers).any(0))[: len(order)]
        every = every.which(is_new)
        _, place, counts = np.unique(every.group, return_inverse=True, return_counts=True)
        return every.which(counts[place] > 1), np.concatenate(given_up)

    def _by_orders(self, at: Rows) -> Iterator[tuple[Rows, "NDArray[np.intp] | None"]]:
        """Return some groups by the orders in which their events can have come; none where these are not told."""
        sizes = np.diff(self._groups.start)[at]
        for size in listed(np.unique(sizes)):
            which = np.flatnonzero(sizes == size)
            if size > MOST_EVENTS:
                yield which, None
                continue
            rows = self._rows(at[which], size)
            has_gaps = self._has_gaps[self._happened.on[rows]].any(1)
            if has_gaps.any():
                yield which[has_gaps], None
                which, rows = which[~has_gaps], rows[~has_gaps]
            earliest, latest = self._happened.earliest[rows], self._happened.latest[rows]
            before = latest[:, :, None] < earliest[:, None, :]
            before |= (earliest[:, :, None] == earliest[:, None, :]) & (latest[:, :, None] == latest[:, None, :])
            place = np.arange(size)
            before &= place[:, None] < place
            bits = (before * (1 << place)[:, None]).sum(1)
            patterns, of = np.unique(bits, axis=0, return_inverse=True)
            for number, pattern in enumerate(patterns.tolist()):
                yield which[of.reshape(-1) == number], _orders(tuple(pattern))

    def _rows(self, groups: Rows, size: int) -> Rows:
        return self._groups.rows[self._groups.start[groups][:, None] + np.arange(size)]

    def _followed_in(self, courses: Courses, at: Rows, orders: "NDArray[np.intp]") -> Courses:
        """Return where courses lead through a group each, in every order of its events that the rules allow."""
        act = self._happened.act[self._rows(at, orders.shape[1])]
        group, numbers = courses.group.repeat(len(orders)), courses.numbers.repeat(len(orders), 1)
        is_allowed = np.ones(len(group), np.bool_)
        for number, (table, of_kind) in enumerate(zip(tables(), self._columns, strict=True)):
            column = of_kind[act]
            if (column != UNCONCERNED).any():
                numbers[number] = led(table, numbers[number], column[:, orders].reshape(len(group), -1))
                is_allowed &= numbers[number] != REFUSED
        return Courses(group, numbers).which(is_allowed)


@lru_cache(2**10)
def _orders(before: tuple[int, ...]) -> "NDArray[np.intp] | None":
    """Return every order of some events, a row each, if there are not too many.

    Of each event a bit says which others must come before it.

    >>> _orders((0, 0b1, 0)).tolist()
    [[0, 1, 2], [0, 2, 1], [2, 0, 1]]
    """

    def from_there(order: tuple[int, ...], come: int) -> Iterator[tuple[int, ...]]:
        if len(order) == len(before):
            yield order
        for one, needs in enumerate(before):
            if not come >> one & 1 and not needs & ~come:
                yield from from_there((*order, one), come | 1 << one)

    found = [*islice(from_there((), 0), MOST_ORDERS + 1)]
    return None if len(found) > MOST_ORDERS else np.array(found, np.intp)
