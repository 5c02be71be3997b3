"""How often each status is left for each other, by where the pair came from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.model.dates import YEAR
from detente.model.statuses import Status
from detente.world.rates import FEWEST
from detente.world.spells import NONE, RUNGS, Spells, spells
from detente.world.survival import Estimate, interval, resampled_clusters
from detente.world.turned import Courses


class Row(NamedTuple):
    """What becomes of the pairs that came to one status from one other."""

    came_from: Status | None
    """None where the record of the pairs begins with it."""
    status: Status
    spells: int
    pairs: int
    years: float
    """For how many years they were seen on it, all together."""
    changes: Mapping[Status, int]
    """How many of them came to each status next."""
    rates: Mapping[Status, Estimate] | None
    """How often that is in a year; none of too few pairs."""


def matrix(world: Courses, until: date, country: str | None = None, since: date | None = None) -> Sequence[Row]:
    """Return how often each status was left for each other, a row for each that it was come to from.

    What a pair does next depends on how it came where it is, so that these are no probabilities of a Markov chain.
    With a day `since` when, only spells that began then or later count.
    """
    every = spells(world, until)
    is_meant = np.ones(len(every.pair), np.bool_)
    if country is not None:
        is_meant &= np.array([country in pair for pair in world.pairs], np.bool_)[every.pair]
    if since is not None:
        is_meant &= every.first >= since.toordinal()
    every = every.which(is_meant)
    kinds = sorted(set(zip(every.status.tolist(), every.came_from.tolist(), strict=True)), reverse=True)
    return [_row(every.which((every.status == status) & (every.came_from == came_from))) for status, came_from in kinds]


def _row(found: Spells) -> Row:
    pairs, number = np.unique(found.pair, return_inverse=True)
    are_enough = len(pairs) >= FEWEST
    changes = {status: found.into == status.height for status in Status if (found.into == status.height).any()}
    came_from = int(found.came_from[0])
    return Row(
        None if came_from == NONE else RUNGS[came_from],
        RUNGS[int(found.status[0])],
        len(found.pair),
        len(pairs),
        float((found.shortest + found.longest).sum() / 2 / YEAR),
        {status: int(changed.sum()) for status, changed in changes.items()},
        {status: _rate(found, changed, number) for status, changed in changes.items()} if are_enough else None,
    )


def _rate(found: Spells, changed: NDArray[np.bool_], number: NDArray[np.intp]) -> Estimate:
    """Return how often a change is in a year, with an interval for the chance that lies in which pairs there are."""
    shortest, longest = found.shortest / YEAR, found.longest / YEAR
    changes, years = (
        np.bincount(number, weights=column).astype(np.float64) for column in (changed, (shortest + longest) / 2)
    )
    weights = resampled_clusters(len(changes))
    low, high = interval(_ratio(weights @ changes, weights @ years))
    totals = np.array([years.sum(), longest.sum(), shortest.sum()], np.float64)
    value, least, most = _ratio(np.full(3, changes.sum(), np.float64), totals).tolist()
    return Estimate.of(value, float(low), float(high), least, most)


def _ratio(changes: NDArray[np.float64], years: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return changes for each year; infinite where there is no time."""
    return np.divide(changes, years, out=np.full(len(changes), np.inf), where=years > 0)
