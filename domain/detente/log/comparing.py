"""Which lines of an older log a newer one has lost."""

from bisect import bisect_left

from detente.log.reading import BOM


def missing(old: bytes, new: bytes) -> list[tuple[int, str]]:
    """Give the lines of an older log, with their numbers, that a newer one does not have, unchanged and in order.

    As few as possible: of lines in another order those that were moved.
    """
    places: dict[bytes, list[int]] = {}
    for place, line in enumerate(new.removeprefix(BOM).split(b"\n")):
        places.setdefault(line.strip(), []).append(place)
    numbered = enumerate(old.removeprefix(BOM).split(b"\n"), start=1)
    lines = [(number, line) for number, line in numbered if line.strip()]
    found = [(number, place) for number, line in lines for place in reversed(places.get(line.strip(), []))]
    kept = {number for number, _ in _longest_rising(found)}
    return [(number, line.decode("utf-8", errors="replace")) for number, line in lines if number not in kept]


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest part of some pairs, sorted by the first, whose second rises as well."""
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, (_, place) in enumerate(pairs):
        length = bisect_left(lowest, place)
        before.append(ends[length - 1] if length else -1)
        lowest[length : length + 1] = [place]
        ends[length : length + 1] = [position]
    rising: list[tuple[int, int]] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        rising.append(pairs[position])
        position = before[position]
    return rising[::-1]
