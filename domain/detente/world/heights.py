"""The statuses by their heights, and sets of them as bits in a number: a bit for each by its height."""

import numpy as np
from numpy.typing import NDArray

from detente.model.statuses import Status

STATUSES = tuple(sorted(Status, key=lambda status: status.height))
"""The statuses by their height."""

_HIGHEST = np.array([max(bits.bit_length() - 1, 0) for bits in range(2 ** len(STATUSES))], np.int8)


def heights(rungs: NDArray[np.int16]) -> NDArray[np.int8]:
    """Return the heights of the statuses of relations on some rungs: of each the highest."""
    return _HIGHEST[rungs]
