"""The rows of a part of a panel, and what their cells are worked out from."""

from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.world.aggregates import LAST, OVER_DAYS, counted
from detente.world.arrow import pa, pc
from detente.world.columns import Days, Numbers, Runs
from detente.world.facts import Facts, of_side
from detente.world.periods import Periods
from detente.world.runs import NOT_KNOWN, Lookup, Pieces, spread
from detente.world.systems import Dyads

NOT, PARTLY, WHOLLY = range(3)
"""How much of a period is covered."""

Cells = NDArray[np.int64]
"""The cells of a column, one a row; `NOT_KNOWN` where it is empty."""


class Spans(NamedTuple):
    """The days of each row: one span of one pair, or several where a number passes on or a state comes back."""

    row: NDArray[np.int64]
    dyad: NDArray[np.int64]
    first: Days
    last: Days


class Rows:
    """Some rows of a panel: a pair and a period each, in order."""

    def __init__(self, facts: Facts, dyads: Dyads, periods: Periods, dyad: NDArray[np.int64]) -> None:
        """Take the dyads, by their indices, of which there are to be all periods."""
        self.facts = facts
        self.dyads = dyads
        whose, period = spread(periods.at(dyads.first[dyad]), periods.at(dyads.last[dyad]) + 1)
        dyad = dyad[whose]
        keys = np.stack((dyads.one[dyad], dyads.other[dyad], period))
        is_new = np.append(True, (keys[:, 1:] != keys[:, :-1]).any(axis=0))[: period.size]
        self._spans = Spans(
            np.cumsum(is_new) - 1,
            dyad,
            np.maximum(dyads.first[dyad], periods.first[period]),
            np.minimum(dyads.last[dyad], periods.last[period]),
        )
        self.count = int(is_new.sum())
        self._begins = np.flatnonzero(is_new)
        self._ends = np.append(self._begins[1:], period.size)[: self.count] - 1
        self.one, self.other = keys[0][self._begins], keys[1][self._begins]
        self.year, self.month, self.day = (
            column[period[self._begins]].astype(np.int64) for column in (periods.year, periods.month, periods.day)
        )
        self._counted: dict[int, NDArray[np.int32]] = {}

    @cached_property
    def days(self) -> Cells:
        """On how many days of the period both states were in the system."""
        return self._summed(self._spans.row, self._spans.last - self._spans.first + 1)

    @cached_property
    def days_recorded(self) -> Cells:
        """For how many of them something is recorded."""
        return self._days_in(self.facts.recorded)

    @property
    def is_recorded(self) -> NDArray[np.bool_]:
        """For which rows anything is recorded."""
        return self.days_recorded > 0

    def recorded(self) -> Cells:
        """Return how much of the period lies within what is recorded."""
        return self._covered(self.days_recorded)

    def surveyed(self, family: str) -> Cells:
        """Return for how much of the period a family of facts was looked for; nothing where no survey tells."""
        return np.where(
            self.facts.has_surveys[self._last.pair],
            self._covered(self._days_in(self.facts.surveyed[family])),
            NOT_KNOWN,
        )

    def code(self, side: int) -> Cells:
        """Return which state of the pair a side is at the end, as the index of the pair twice and that of its side."""
        return of_side(self._last.pair, self._last.is_turned, side).astype(np.int64)

    def at_end(self, lookup: Lookup) -> Cells:
        """Return what is so of the pair on the last day."""
        return lookup.on(self._last.pair, self._last.day)

    def of_side_at_end(self, lookup: Lookup, side: int) -> Cells:
        """Return what is so of a side on the last day."""
        return lookup.on(of_side(self._last.pair, self._last.is_turned, side), self._last.day)

    def aggregated(self, lookup: Lookup, values: int, aggregate: str, side: int | None = None) -> Cells:
        """Return an aggregate, over the days, of a fact that can have so many values."""
        if aggregate == LAST:
            return self.at_end(lookup) if side is None else self.of_side_at_end(lookup, side)
        return OVER_DAYS[aggregate](self.days_with_each(lookup, values, side)).astype(np.int64)

    def days_with_each(self, lookup: Lookup, values: int, side: int | None = None) -> NDArray[np.int32]:
        """Return on how many days a fact had each of its values."""
        known = id(lookup) * 3 + (2 if side is None else side)
        if known not in self._counted:
            found = self._pieces(lookup, side)
            lasting = found.last - found.first + 1
            row = self._spans.row[found.span]
            self._counted[known] = counted(row, lookup.runs.value[found.run], lasting, self.count, values)
        return self._counted[known]

    def changes(self) -> Cells:
        """Return on how many days the status was another than on the day before."""
        status = self.facts.status.runs
        is_next = (status.pair[1:] == status.pair[:-1]) & (status.first[1:] == status.last[:-1] + 1)
        changed = np.append(False, is_next & (status.value[1:] != status.value[:-1]))[: status.pair.size]
        found = self._pieces(self.facts.status, None)
        is_change = changed[found.run] & (found.first == status.first[found.run])
        row = self._spans.row[found.span]
        return np.where(self._summed(row, np.ones(row.size)) > 0, self._summed(row, is_change), NOT_KNOWN)

    def share_uncertain(self) -> NDArray[np.float64]:
        """Return on which share of the days of which anything is known more than one status is possible; else NaN."""
        uncertain, known = self._days_in(self.facts.uncertain), self._days_in(self.facts.possible)
        return np.where(known > 0, uncertain / np.maximum(known, 1), np.nan)

    def complete(self) -> Cells:
        """Return whether on all days every order was followed."""
        return self._where_recorded((self._days_in(self.facts.incomplete) == 0).astype(np.int64))

    def events(self, *, certain: bool) -> Cells:
        """Return how many events fall into the period for certain, or may do so."""
        row, _, is_certain = self._happened
        return self._where_recorded(self._summed(row, is_certain == certain))

    def acts(self) -> Any:
        """Return what these events are, as an array of Arrow: the kind, whose, and whether for certain; by “; ”."""
        row, act, is_certain = self._happened
        labels = pa.array(
            [
                f"{kind.kind}{'' if kind.side is None else f':{1 + (kind.side ^ turned)}'}{'' if sure else '?'}"
                for kind in self.facts.world.kinds
                for turned in (0, 1)
                for sure in (0, 1)
            ],
            pa.string(),
        )
        ends = np.append(0, np.cumsum(np.bincount(row, minlength=self.count)))
        listed = pa.ListArray.from_arrays(pa.array(ends, pa.int32()), labels.take(pa.array(act * 2 + is_certain)))
        return pc.if_else(pa.array(ends[1:] > ends[:-1]), pc.binary_join(listed, "; "), pa.scalar(None, pa.string()))

    @cached_property
    def _last(self) -> "_Ends":
        """The last day of each row."""
        dyad = self._spans.dyad[self._ends]
        return _Ends(self.dyads.pair[dyad], self.dyads.is_turned[dyad], self._spans.last[self._ends])

    @cached_property
    def _happened(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """The events that may have fallen into rows: the row, twice the act and 1 if turned, whether for certain."""
        spans, acts = self._spans, self.facts.world.acts
        pair, is_turned = self.dyads.pair[spans.dyad], self.dyads.is_turned[spans.dyad]
        found: list[tuple[NDArray[np.int64], ...]] = []
        for turned in (False, True):
            which = np.flatnonzero(is_turned == turned)
            # In order of days: a state can have its first number again.
            which = which[np.lexsort((spans.first[which], pair[which]))]
            some = np.unique(pair[which])
            _, act = spread(np.searchsorted(acts.pair, some), np.searchsorted(acts.pair, some, "right"))
            lookup = Lookup(Runs(pair[which], spans.first[which], spans.last[which], np.zeros(which.size, np.int8)))
            pieces = lookup.pieces(acts.pair[act], acts.earliest[act], acts.latest[act])
            act = act[pieces.span]
            is_certain = (pieces.first == acts.earliest[act]) & (pieces.last == acts.latest[act])
            found.append((spans.row[which[pieces.run]], act, np.full(act.size, turned), is_certain))
        row, act, is_turned, is_certain = (np.concatenate(columns) for columns in zip(*found, strict=True))
        order = np.lexsort((act, row))
        kind = acts.act[act].astype(np.int64) * 2 + is_turned
        return row[order], kind[order], is_certain[order].astype(np.bool_)

    def _pieces(self, lookup: Lookup, side: int | None) -> Pieces:
        pair = self.dyads.pair[self._spans.dyad]
        if side is not None:
            pair = of_side(pair, self.dyads.is_turned[self._spans.dyad], side)
        return lookup.pieces(pair, self._spans.first, self._spans.last)

    def _days_in(self, lookup: Lookup) -> Cells:
        found = self._pieces(lookup, None)
        return self._summed(self._spans.row[found.span], found.last - found.first + 1)

    def _summed(self, row: NDArray[np.int64], amounts: NDArray[Any]) -> Cells:
        return np.bincount(row, amounts, self.count).astype(np.int64)

    def _covered(self, days: Cells) -> Cells:
        return np.where(days == 0, NOT, np.where(days < self.days, PARTLY, WHOLLY))

    def _where_recorded(self, cells: Cells) -> Cells:
        return np.where(self.is_recorded, cells, NOT_KNOWN)


class _Ends(NamedTuple):
    pair: Numbers
    is_turned: NDArray[np.bool_]
    day: Days
