"""Orders of events that their dates leave open, and of which it matters which it was.

`detente.log.checking.advise` says the same of one pair.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from detente.log.checking import NEIGHBOURS
from detente.model.rules import rules
from detente.world.columns import Columns, Numbers
from detente.world.compiling import REFUSED, UNCONCERNED, tables
from detente.world.following import Followed, led
from detente.world.following import Rows as Places
from detente.world.ordering import placed, retracted
from detente.world.reading import days
from detente.world.rows import Rows

TOGETHER = 2**15
"""How many open orders are followed at once."""


def in_open_order(columns: Columns, followed: Followed, rows: Rows) -> Numbers:
    """Return the pairs with an open order that matters, out of all rows of their log; the rules refuse none of them."""
    found = [np.zeros(0, np.int32)]
    for run in _open(columns, rows):
        for start in range(0, len(run), TOGETHER):
            these = run[start : start + TOGETHER]
            found.append(columns.happened.pair[these[_matters(columns, followed, these), 0]])
    return np.unique(np.concatenate(found))


def _open(columns: Columns, rows: Rows) -> Iterator[Places]:
    """Return every two events whose order is open, with those between them that move something: a row for each two."""
    happened = columns.happened
    moving = np.flatnonzero(np.array([bool(rules()[act.kind].effects) for act in columns.kinds])[happened.act])
    first = np.arange(len(moving))
    for apart in range(1, NEIGHBOURS):
        first = first[: np.searchsorted(first, len(moving) - apart)]
        one, other = moving[first], moving[first + apart]
        overlap = (happened.pair[one] == happened.pair[other]) & (happened.earliest[other] <= happened.latest[one])
        first, one, other = first[overlap], one[overlap], other[overlap]
        is_open = happened.earliest[one] != happened.earliest[other]
        if not is_open.all():
            seq = _seqs(columns, rows)
            is_open |= seq[one] == seq[other]
        yield moving[first[is_open][:, None] + np.arange(apart + 1)]


def _seqs(columns: Columns, rows: Rows) -> NDArray[np.int64]:
    """Return the order in which each event stands among those of its day."""
    earliest, _ = days(columns.dates)
    seq, _ = placed(rows, earliest[rows.on], retracted(rows)[0])
    return seq[np.searchsorted(rows.line, columns.happened.line)]


def _matters(columns: Columns, followed: Followed, run: Places) -> NDArray[np.bool_]:
    """Return of each row of events whether the first behind the last, or behind all others, leads elsewhere."""
    last = run.shape[1] - 1
    before = [*range(1, last)]
    turned = [[last, 0, *before], [*before, last, 0]]
    starts = np.searchsorted(columns.happened.pair, columns.happened.pair[run[:, 0]])
    allowed = [np.ones(len(run), np.bool_) for _ in turned]
    differs = [np.zeros(len(run), np.bool_) for _ in turned]
    for table, part in zip(tables(), followed.parts, strict=True):
        column = table.columns(columns.kinds)[columns.happened.act[run]]
        if (column == UNCONCERNED).all():
            continue  # it concerns none of them
        state = part.at(run[:, 0] - 1, starts)
        plain = led(table, state, column)
        for number, order in enumerate(turned):
            after = led(table, state, column[:, order])
            allowed[number] &= after != REFUSED
            differs[number] |= after != plain
    return np.any([allows & differ for allows, differ in zip(allowed, differs, strict=True)], axis=0)
