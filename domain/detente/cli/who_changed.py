"""Which pairs changed, and from what to what: between two days, two logs, or what was known on two days."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple, TypeVar

from detente.cli.answer import Answer, Block, Table
from detente.cli.in_bulk import InBulk, InParts, Remarks, table_asked, written
from detente.cli.layout import cell
from detente.cli.printing import wants_data
from detente.history.history import History
from detente.history.state import State
from detente.model.dates import HistoricDate, beginning, day_in_words, last_day
from detente.model.pairs import Pair
from detente.model.wording import opening
from detente.views.data import Data, states_data
from detente.views.every_pair import changes_data
from detente.world.answers import changes_table
from detente.world.comparing import ABSENT, Seen, changed
from detente.world.comparing import last_day as last_of
from detente.world.day import Day

Thing = TypeVar("Thing")


class _Side(NamedTuple):
    """What was before, or is after."""

    every: InBulk
    on: Day

    @property
    def seen(self) -> Seen:
        """Where its pairs stand, in columns."""
        return Seen.of(self.every.world, self.on)

    def states(self, pairs: Sequence[Pair]) -> list[State]:
        """Return where some pairs stand, also those of which the log has nothing."""
        return self._each(pairs, lambda row: self.every.states(self.on, [row]), lambda nothing: [nothing])

    def data(self, pairs: Sequence[Pair]) -> list[Data]:
        """Return the same as data."""
        return self._each(pairs, lambda row: self.every.data(self.on, [row]), lambda nothing: states_data([nothing]))

    def _each(
        self, pairs: Sequence[Pair], of_row: Callable[[int], list[Thing]], of_absent: Callable[[State], list[Thing]]
    ) -> list[Thing]:
        nothing = (History(pair, (), self.every.world.known).at(self.on.day) for pair in pairs)
        rows = self.seen.rows(pairs).tolist()
        found = (of_absent(state) if row == ABSENT else of_row(row) for state, row in zip(nothing, rows, strict=True))
        return [one for (one,) in found]


def run(asked: argparse.Namespace, logs: Sequence[tuple[Path, HistoricDate | None]]) -> Answer:
    """Return which pairs stand otherwise after than before, in two logs, each as known on a day if one is given."""
    to = table_asked(asked)
    parts = InParts(asked, [((log,), known) for log, known in logs])
    since = asked.since and beginning(asked.since)
    until = last_day(asked.until) if asked.until else max(last_of(parts.worlds()), since or date.min)
    days = since or until, until

    def sides() -> Iterator[tuple[_Side, _Side]]:
        for both in parts:
            before, after = (_Side(one, one.world.on(day)) for one, day in zip(both, days, strict=True))
            yield before, after

    def each() -> Iterator[tuple[_Side, _Side, list[Pair]]]:
        for before, after in sides():
            yield before, after, changed(before.seen, after.seen)

    @cache
    def data() -> list[Data]:
        found = (changes_data(before.data(pairs), after.data(pairs)) for before, after, pairs in each())
        return sorted(chain.from_iterable(found), key=itemgetter("pair"))

    @cache
    def states() -> list[tuple[State, State]]:
        found = (zip(before.states(pairs), after.states(pairs), strict=True) for before, after, pairs in each())
        return sorted(chain.from_iterable(found), key=lambda both: both[0].pair)

    told = [[f"in {log}", *([f"as known on {day_in_words(known.latest)}"] if known else [])] for log, known in logs]
    apart = [[part for part in mine if part not in others] for mine, others in zip(told, reversed(told), strict=True)]
    if to:
        seen = [(before.seen, after.seen) for before, after in sides()]
        table = changes_table(*(Seen.all(of_side) for of_side in zip(*seen, strict=True)))
        return written(table, to, list(_remarks(parts.remarks, apart)), parts.code)
    (data if wants_data(asked) else states)()  # gone through, the parts say what could not be answered
    knowns = {known and last_day(known) for _, known in logs}
    known = knowns.pop() if len(knowns) == 1 else None
    is_supposed = bool(getattr(asked, "suppose", None)) and any(world.supposed for world in parts.worlds())
    of_both = (f", as known on {day_in_words(known)}" if known else "") + (", supposed" if is_supposed else "")
    later = " Nothing is recorded of later days." if since == until and not asked.until else ""
    return Answer(
        data,
        partial(_text, states, apart, (since, until), of_both, later),
        list(_remarks(parts.remarks, apart)),
        code=parts.code,
    )


def _remarks(of_each: Sequence[Remarks], apart: Sequence[Sequence[str]]) -> Iterator[str]:
    """Return what is to be said of the logs and their pairs, and in which one, where it is of one alone."""
    before, after = of_each
    yield from dict.fromkeys([*before.of_log, *after.of_log])
    yield from (remark for remark in before.of_world if remark in after.of_world)
    for mine, other, which in ((before, after, apart[0]), (after, before, apart[1])):
        for remark in mine.of_world:
            if remark not in other.of_world:
                yield f"{opening(', '.join(which))}: {remark}"


def _text(
    states: Callable[[], Sequence[tuple[State, State]]],
    apart: Sequence[Sequence[str]],
    days: tuple[date | None, date],
    of_both: str,
    later: str,
) -> Iterator[Block]:
    """Return a table of where pairs stood and stand; with what is so of either side alone, and of both.

    Where there is none, with what is to be said of later days.
    """
    since, day, found = days[0], day_in_words(days[1]), states()
    if not found:
        yield (f"No pair has changed.{later}" if since else f"No pair differs on {day}{of_both}.",)
        return
    how = f"changed from {day_in_words(since)} to {day}" if since else f"differ on {day}"
    headings = [(", ".join([name, *which]), 4) for name, which in zip(("Before", "After"), apart, strict=True)]
    rows = [(opening(one.pair.names), cell(one), cell(other)) for one, other in found]
    yield Table(f"Pairs that {how}{of_both}", [("Pair", 3), *headings], rows)
