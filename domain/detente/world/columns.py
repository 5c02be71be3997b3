"""What is known of every pair, in columns: one array for each thing, a row for each event or each stretch of days.

Days are numbers as `date.toordinal` gives them, so that they can be compared and subtracted at once.
"""

from datetime import date
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Days: TypeAlias = NDArray[np.int32]
"""Days by their ordinals."""
Numbers: TypeAlias = NDArray[np.int32]
"""Indexes of pairs, acts and configurations in the tuples that a `World` has of them."""

ENDLESS = date.max.toordinal()
"""The last day of what stays so from then on."""


class Acts(NamedTuple):
    """The events that count, those that change nothing included, pair by pair, each pair's in plain order."""

    pair: Numbers
    """The index of its pair."""
    act: Numbers
    """The index of what it is to the rules: kind, side, office."""
    earliest: Days
    latest: Days
    confidence: NDArray[np.int8]
    """Its index in `detente.model.events.CONFIDENCES`: the weakest comes first."""
    line: NDArray[np.int64]
    """The number of its line in the log; 0 for what is supposed."""
    after: Numbers
    """The index of the configuration to which it leads, every event before it taken as happened."""


class Stretches(NamedTuple):
    """Runs of days on which the facts of a pair stay the same, from its first event on, in order, without a gap."""

    pair: Numbers
    """The index of its pair."""
    first: Days
    last: Days
    """`ENDLESS` if it stays so from then on."""
    configuration: Numbers
    """The index of the configuration in the plainest course."""
    possible: NDArray[np.uint8]
    """A bit for each status that the dates leave open, by its height: bit 0 for no relations."""
    complete: NDArray[np.bool_]
    """Whether every order that the dates leave open was followed."""
