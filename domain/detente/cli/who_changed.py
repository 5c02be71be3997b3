"""Which pairs changed, and from what to what: between two days, two logs, or what was known on two days."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from detente.cli.answer import Answer, Block, Table
from detente.cli.in_bulk import InBulk, file_asked, written
from detente.cli.layout import cell
from detente.history.history import History
from detente.history.state import State
from detente.model.dates import HistoricDate, beginning, day_in_words, last_day
from detente.model.pairs import Pair
from detente.model.wording import counted, opening
from detente.views.data import Data, states_data
from detente.views.every_pair import changes_data
from detente.world.answers import changes_table
from detente.world.comparing import ABSENT, Seen, changed
from detente.world.comparing import last_day as last_of
from detente.world.world import World

Thing = TypeVar("Thing")


class _Side(NamedTuple):
    """What was before, or is after."""

    every: InBulk
    seen: Seen
    apart: Sequence[str]
    """What is so of it alone: in which log it is, as known on which day."""

    def states(self, pairs: Sequence[Pair]) -> list[State]:
        """Return where some pairs stand, also those of which the log has nothing."""
        return self._each(pairs, lambda row: self.every.states(self.seen.on, [row]), lambda nothing: [nothing])

    def data(self, pairs: Sequence[Pair]) -> list[Data]:
        """Return the same as data."""
        return self._each(
            pairs, lambda row: self.every.data(self.seen.on, [row]), lambda nothing: states_data([nothing])
        )

    def _each(
        self, pairs: Sequence[Pair], of_row: Callable[[int], list[Thing]], of_absent: Callable[[State], list[Thing]]
    ) -> list[Thing]:
        world, on = self.seen
        nothing = (History(pair, (), world.known).at(on.day) for pair in pairs)
        rows = self.seen.rows(pairs).tolist()
        found = (of_absent(state) if row == ABSENT else of_row(row) for state, row in zip(nothing, rows, strict=True))
        return [one for (one,) in found]

    def remarks(self, other: "_Side") -> Iterator[str]:
        """Return what is to be said of its pairs, and of those of the other not or otherwise."""
        for remark in self.every.of_world:
            if remark not in other.every.of_world:
                yield f"{opening(', '.join(self.apart))}: {remark}"


def run(asked: argparse.Namespace, logs: Sequence[tuple[Path, HistoricDate | None]]) -> Answer:
    """Return which pairs stand otherwise after than before, in two logs, each as known on a day if one is given."""
    path = file_asked(asked)
    every = InBulk.each(asked, [((log,), known) for log, known in logs])
    since = asked.since and beginning(asked.since)
    until = last_day(asked.until) if asked.until else max(last_of(*(one.world for one in every)), since or date.min)
    seen = (Seen(one.world, one.world.on(day)) for one, day in zip(every, (since or until, until), strict=True))
    told = [[f"in {log}", *([f"as known on {day_in_words(known.latest)}"] if known else [])] for log, known in logs]
    before, after = (
        _Side(one, of_day, [part for part in mine if part not in others])
        for one, of_day, mine, others in zip(every, seen, told, reversed(told), strict=True)
    )
    asides = [
        *dict.fromkeys([*before.every.of_log, *after.every.of_log]),
        *(remark for remark in before.every.of_world if remark in after.every.of_world),
        *before.remarks(after),
        *after.remarks(before),
    ]
    code = max(before.every.code, after.every.code)
    pairs = changed(before.seen, after.seen)
    if path:
        written(changes_table(before.seen, after.seen, pairs), path)
        return Answer(asides=[*asides, f"{counted(len(pairs), 'pair')} written to {path}."], code=code)
    return Answer(
        lambda: changes_data(before.data(pairs), after.data(pairs)),
        partial(_text, before, after, pairs, since),
        asides,
        code=code,
    )


def _of_both(before: World, after: World) -> str:
    """Return as known on which day both are, and whether anything is supposed, to be put behind a title."""
    known = f", as known on {day_in_words(before.known)}" if before.known and before.known == after.known else ""
    return f"{known}, supposed" if before.supposed or after.supposed else known


def _text(before: _Side, after: _Side, pairs: Sequence[Pair], since: date | None) -> Iterator[Block]:
    day, of_both = day_in_words(after.seen.on.day), _of_both(before.seen.world, after.seen.world)
    if not pairs:
        yield ("No pair has changed." if since else f"No pair differs on {day}{of_both}.",)
        return
    how = f"changed from {day_in_words(since)} to {day}" if since else f"differ on {day}"
    headings = [(", ".join([name, *side.apart]), 4) for name, side in (("Before", before), ("After", after))]
    states = zip(before.states(pairs), after.states(pairs), strict=True)
    rows = [(opening(one.pair.names), cell(one), cell(other)) for one, other in states]
    yield Table(f"Pairs that {how}{of_both}", [("Pair", 3), *headings], rows)
