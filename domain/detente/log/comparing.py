"""Which lines of an older log a newer one has lost."""

from bisect import bisect_left

from detente.log.source import BOM


def missing(old: bytes, new: bytes) -> list[tuple[int, str]]:
    """Return the lines of an older log, with their numbers, that a newer one does not have, unchanged and in order.

    They are as few as possible: of lines in another order those that were moved.
    """
    indexes: dict[bytes, list[int]] = {}
    for index, line in enumerate(_split(new)):
        indexes.setdefault(line, []).append(index)
    lines = numbered(old)
    found = [(number, index) for number, line in lines for index in reversed(indexes.get(line, []))]
    kept = {number for number, _ in _longest_rising(found)}
    return [(number, line.decode("utf-8", errors="replace")) for number, line in lines if number not in kept]


def gone(old: bytes, new: bytes) -> list[tuple[int, str]]:
    """Return the lines of an older log, with their numbers, that a newer one has nowhere."""
    left = {*_split(new)}
    return [(number, line.decode("utf-8", errors="replace")) for number, line in numbered(old) if line not in left]


def numbered(data: bytes) -> list[tuple[int, bytes]]:
    """Return the lines of a log that are not blank, with their numbers."""
    return [(number, line) for number, line in enumerate(_split(data), start=1) if line.strip()]


def _split(data: bytes) -> list[bytes]:
    """Return the lines of a log, without what is passed over: a byte order mark, and carriage returns at their ends."""
    return [line.rstrip(b"\r") for line in data.removeprefix(BOM).split(b"\n")]


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of some pairs, sorted by the first, in which the second rises as well."""
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        length = bisect_left(lowest, second)
        before.append(ends[length - 1] if length else -1)
        lowest[length : length + 1] = [second]
        ends[length : length + 1] = [index]
    rising: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        rising.append(pairs[index])
        index = before[index]
    return rising[::-1]
