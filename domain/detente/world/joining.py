"""Putting columns together that are of different pairs."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy as np

from detente.world.columns import Columns, Happened, LeftOut
from detente.world.values import Numbering


def joined(parts: Sequence[Columns]) -> Columns:
    """Return the columns of parts of one log that have pairs of their own each; the first says what is wrong."""
    return reduce(_joined, parts)


def _joined(one: Columns, other: Columns) -> Columns:
    if not other.pairs:
        return one._replace(left_out=_in_order(one, other))
    pairs = sorted((*one.pairs, *other.pairs))
    place = {pair: number for number, pair in enumerate(pairs)}
    kinds, dates, ranks = Numbering(one.kinds), Numbering(one.dates), Numbering(one.ranks)
    lookups = {
        "pair": np.array([place[pair] for pair in (*one.pairs, *other.pairs)], np.int32),
        "act": np.array([*range(len(one.kinds)), *map(kinds.number, other.kinds)], np.int32),
        "on": np.array([*range(len(one.dates)), *map(dates.number, other.dates)], np.int32),
        "rank": np.array([*range(len(one.ranks)), *map(ranks.number, other.ranks)], np.int32),
    }
    before = {"pair": len(one.pairs), "act": len(one.kinds), "on": len(one.dates), "rank": len(one.ranks)}
    columns: dict[str, Any] = {
        name: np.concatenate((mine, theirs + before.get(name, 0)))
        for name, mine, theirs in zip(Happened._fields, one.happened, other.happened, strict=True)
    }
    columns |= {name: lookup[columns[name]] for name, lookup in lookups.items()}
    order = np.argsort(columns["pair"], kind="stable")
    surveys = dict(zip((*one.pairs, *other.pairs), (*one.surveys, *other.surveys), strict=True))
    return one._replace(
        pairs=pairs,
        kinds=tuple(kinds.things),
        dates=tuple(dates.things),
        ranks=tuple(ranks.things),
        happened=Happened(*(columns[name][order] for name in Happened._fields)),
        surveys=[surveys[pair] for pair in pairs],
        left_out=_in_order(one, other),
    )


def _in_order(one: Columns, other: Columns) -> list[LeftOut]:
    return sorted((*one.left_out, *other.left_out), key=lambda left_out: left_out.pair)
