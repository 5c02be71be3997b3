"""What the numbers in the columns of a packed world mean, and of which log they are: JSON in the file's metadata.

Of a file of another version, or one that is damaged, nothing is believed.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from detente.model.configuration import Configuration
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.world.columns import Rank

VERSION = 5
"""The form of the files that are written, and the only one that is read."""
NAME = b"detente"
_SUM = b"detente.sum"
"""The CRC-32 of what stands under the name."""


class Meaning(NamedTuple):
    """What the numbers in the columns mean, and of which log they are."""

    version: int
    lines: int
    bytes: int
    digest: str
    hashed_by: str
    """What made the hashes of ids, as `detente.world.lines.HASHED_BY` has it."""
    counting: int
    """How many events count."""
    pairs: Sequence[Pair]
    acts: Sequence[Act]
    dates: Sequence[str]
    days: Sequence[Sequence[int]]
    """The first and the last day of each date, as `date.toordinal` gives them, and 0 at the end."""
    ranks: Sequence[Rank]
    eras: Sequence[int]
    """The first day of each era: to each belongs a group of rows. In those behind them is what does not count."""
    sums: Mapping[str, Sequence[int]]
    """The CRC-32 of the values of each column in each group, by which damage is seen wherever in the file it is."""
    facts: Sequence[tuple[str, int | None]]
    """The name of each fact of a configuration, and the side whose it is."""
    configurations: Sequence[Configuration]
    first_and_last: Sequence[Sequence[int]]
    """The dates of the first event of each pair, and of the one that ends last."""
    surveys: Sequence[tuple[int, str]]
    """The number of the line of each survey, and what it says."""
    gone: Sequence[int]
    """The lines of those that are retracted."""
    left_out: Sequence[tuple[Pair, Sequence[tuple[str, int, int, str, str]]]]
    """The pairs that cannot be answered about, with what is found in their lines."""


def told(meaning: Meaning) -> dict[bytes, bytes]:
    """Return the metadata that say what numbers mean."""
    said = json.dumps(meaning._asdict(), ensure_ascii=False, separators=(",", ":")).encode()
    return {NAME: said, _SUM: str(crc32(said)).encode()}


def meaning(metadata: Mapping[bytes, bytes]) -> Meaning:
    """Return what metadata say; raise `ValueError`, `TypeError` or `LookupError` where that is nothing to believe."""
    said = metadata[NAME]
    found: dict[str, Any] = json.loads(said)
    if crc32(said) != int(metadata[_SUM]) or found["version"] != VERSION:
        raise ValueError("it is not what was written, or not as it would be written now")
    return Meaning(**found)


def sum_of(column: NDArray[Any]) -> int:
    """Return the CRC-32 of the values of a column."""
    return crc32(np.ascontiguousarray(column).data.cast("B"))
