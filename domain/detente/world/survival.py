"""How long things last: what Kaplan and Meier, and Aalen and Johansen, estimate from what is seen of each.

The estimators are those of statsmodels. What is ours: the interval, which takes it that what comes from one cluster is
not independent, and the bounds, which hold on whichever of its possible days each thing happened.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]

SEED, RESAMPLES = 1961, 1000
"""Intervals come out the same every time."""
LEVEL = 0.95
_SURE = 1e-9
"""What the sums of the estimators are off at most."""


class Durations(NamedTuple):
    """How long each of some things lasted, in days, and how it ended."""

    shortest: Numbers
    longest: Numbers
    """At least and at most, as the dates of its beginning and its end leave it open."""
    exit: NDArray[np.int64]
    """By which exit it ended, counted from 1; 0 for what had not ended when it was last seen."""
    cluster: NDArray[np.int64]
    """To what it belongs: what belongs together is not independent."""
    exits: int
    """How many exits there are."""

    @property
    def middle(self) -> Numbers:
        """Half way between the shortest and the longest."""
        return (self.shortest + self.longest) / 2


class Estimate(NamedTuple):
    """A share, or a number of days by which a share is reached; none where it is not reached."""

    value: float | None
    low: float | None
    high: float | None
    """The interval of 95 %, for the chance that lies in which clusters there are."""
    least: float | None
    most: float | None
    """Between what it lies, on whichever of their possible days things happened."""

    @classmethod
    def of(cls, *parts: float) -> "Estimate":
        """Return an estimate of numbers, of which those that are not reached are infinite."""
        return cls(*(None if np.isinf(part) else float(part) for part in parts))


class Curves(NamedTuple):
    """Which share had ended after so many days: on the first row by any exit, then by each."""

    days: Numbers
    shares: Numbers

    def by(self, days: Numbers) -> Numbers:
        """Return which shares had ended after numbers of days."""
        at = np.searchsorted(self.days, days, side="right")
        return np.concatenate([np.zeros((len(self.shares), 1)), self.shares], axis=1)[:, at]

    def within(self, shares: Numbers) -> Numbers:
        """Return after how many days shares had ended; infinite where they never had."""
        before = (self.shares[:, None, :] < shares[None, :, None] - _SURE).sum(axis=2)
        return np.append(self.days, np.inf)[before]


class Estimates(NamedTuple):
    """What is estimated: a row for the end by any exit, then one for each exit."""

    by: Sequence[Sequence[Estimate]]
    """Which share had ended, for each number of days asked about."""
    within: Sequence[Sequence[Estimate]]
    """After how many days so many had ended, for each share asked about."""


def curves(days: Numbers, durations: Durations, weights: Numbers | None = None) -> Curves:
    """Return the shares that end, by Kaplan and Meier by any exit, by Aalen and Johansen by each.

    The things last as many days as given, and count as often as their weights say.
    """
    from statsmodels.duration.survfunc import (  # pyright: ignore[reportMissingTypeStubs]
        CumIncidenceRight,
        SurvfuncRight,
    )

    counted = np.ones(len(days)) if weights is None else weights
    is_in = counted > 0
    days, exits, counted = days[is_in], durations.exit[is_in], counted[is_in]
    if not exits.any():
        return Curves(np.zeros(0), np.zeros((durations.exits + 1, 0)))
    lasting: Any = SurvfuncRight(days, exits > 0, freq_weights=counted)
    leaving: Any = CumIncidenceRight(days, exits, freq_weights=counted)
    times: Numbers = lasting.surv_times
    shares = np.zeros((durations.exits + 1, len(times)))
    shares[0] = 1 - lasting.surv_prob
    for number, incidence in enumerate(leaving.cinc, 1):
        shares[number] = incidence[np.searchsorted(leaving.times, times)]
    return Curves(times, shares)


def estimates(durations: Durations, days: Sequence[float], shares: Sequence[float]) -> Estimates:
    """Return which shares had ended after numbers of days, and after how many days shares had.

    Where something lasted between two numbers of days, the value is that of the number half way.
    """
    best = curves(durations.middle, durations)
    resampled = [curves(durations.middle, durations, weights) for weights in _resamples(durations.cluster)]
    by, within = np.array(days, np.float64), np.array(shares, np.float64)
    rows = range(durations.exits + 1)
    return Estimates(
        _estimates(
            best.by(by),
            [one.by(by) for one in resampled],
            [[_bound(durations, row, day, most=False) for day in days] for row in rows],
            [[_bound(durations, row, day, most=True) for day in days] for row in rows],
        ),
        _estimates(
            best.within(within),
            [one.within(within) for one in resampled],
            [[_bound_within(durations, row, share, most=True) for share in shares] for row in rows],
            [[_bound_within(durations, row, share, most=False) for share in shares] for row in rows],
        ),
    )


def interval(resampled: Numbers) -> tuple[Numbers, Numbers]:
    """Return the ends of the interval that values computed from resamples, one after the other, leave."""
    low, high = np.quantile(resampled, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0, method="inverted_cdf")
    return low, high


def resampled_clusters(count: int) -> Numbers:
    """Return how often each cluster counts in each resample: as many are drawn as there are, with replacement."""
    drawn = np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    return drawn.astype(np.float64)


def _resamples(cluster: NDArray[np.int64]) -> Numbers:
    """Return how often each thing counts in each resample: as often as its cluster."""
    present, number = np.unique(cluster, return_inverse=True)
    return resampled_clusters(len(present))[:, number]


def _estimates(
    value: Numbers, resampled: Sequence[Numbers], least: Sequence[Sequence[float]], most: Sequence[Sequence[float]]
) -> list[list[Estimate]]:
    """Return estimates whose bounds are the outermost of three readings of the dates: half way, least and most."""
    readings = np.stack([value, np.array(least), np.array(most)])
    parts = np.stack([value, *interval(np.stack(resampled)), readings.min(axis=0), readings.max(axis=0)], axis=-1)
    return [[Estimate.of(*cell) for cell in row] for row in parts]


def _bound_within(durations: Durations, row: int, share: float, *, most: bool) -> float:
    """Return after how many days, at most or at least, a share has ended by an exit; infinite where it need not."""
    ends = np.concatenate([durations.shortest, durations.longest])
    days = np.unique(np.concatenate([ends, ends + 1]))
    reached = bisect_left(days, share - _SURE, key=lambda day: _bound(durations, row, day, most=most))
    return float(days[reached]) if reached < len(days) else np.inf


def _bound(durations: Durations, row: int, day: float, *, most: bool) -> float:
    """Return which share can have ended by an exit after so many days, at most or at least.

    What ends counts for more the more has gone out of sight before it. So for the most, whatever can have ended by then
    by this exit did so as late as it can have by then, and the rest as soon as it can have; for the least, whatever can
    have ended later did, and the rest that ends so as soon, and everything else as late as it can have.

    So the bounds are the very ones for the end by any exit. For one of several they are too, but where it is open how
    long things were seen as well: then the chance is left that others lie a little outside, the half way one too, and
    that the least comes out above the most.
    """
    is_so = durations.exit == row if row else durations.exit > 0
    soon, late = durations.shortest, durations.longest
    if most:
        days = np.where(is_so, np.where(soon <= day, np.minimum(late, day), late), soon)
    else:
        days = np.where(is_so & (late <= day), soon, late)
    return float(curves(days, durations).by(np.array([day]))[row, 0])
