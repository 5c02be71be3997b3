"""In which line a log first differs from what was sealed, as far as its index knows what stood there."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from detente.log.index import Kept
from detente.log.outline import outlines
from detente.log.seal import EVERY, Seal
from detente.log.source import Source

ALIKE = 3
"""How many lines in a row have to be the same for what comes before them to be all that differs."""

Sums: TypeAlias = Sequence[int | None]
"""The CRC-32 of lines that follow one another; none of a blank one."""


class Place(NamedTuple):
    """The first line that differs, and what became of it."""

    line: int
    what: str


def placed(source: Source, good: Seal, mark: Seal, kept: Mapping[int, Kept]) -> Place | None:
    """Return where a log first differs between what is still as it was and the next mark; nothing where nothing does.

    `kept` has what stood in the lines between.
    """
    first = good.lines + 1
    before = [kept[number].sum if number in kept else None for number in range(first, mark.lines + 1)]
    now = _sums(source, good, len(before) + EVERY)
    same = next((index for index, (one, other) in enumerate(zip(before, now, strict=False)) if one != other), None)
    if same is None:
        if len(now) >= len(before):
            return None
        same = len(now)
    count, what = _difference(before[same:], now[same:])
    line = first + same
    held = kept[line].id if line in kept else None
    stood = what == "removed"
    if not now[same:]:
        lines, held_by = "the log ends here, and what stood from here on was", "its first line"
    elif count > 1:
        lines, held_by = f"{count} lines {'that stood here' if stood else 'from here on'} were", "the first of them"
    else:
        lines, held_by = f"{'the line that stood here' if stood else 'this line'} was", "it"
    return Place(line, f"{lines} {what}" + (f"; {held_by} held “{held}”" if held and what != "inserted" else ""))


def _sums(source: Source, good: Seal, count: int) -> list[int | None]:
    """Return the sums of so many lines of a log, or as many as there are, from the first one after a seal."""
    found: list[int | None] = []
    for offset, data in source.chunks(good.size):
        number = len(found)
        found += [None] * (data.count(b"\n") + (not data.endswith(b"\n")))
        for outline in outlines(data, offset, number):
            found[outline.number] = outline.sum
        if len(found) >= count:
            break
    return found[:count]


def _difference(before: Sums, now: Sums) -> tuple[int, str]:
    """Return how many lines were changed, removed or inserted at the beginning of some: the fewest that explain it."""
    for count in range(1, max(len(before), len(now)) + 1):
        if count <= min(len(before), len(now)) and _go_on_alike(before[count:], now[count:]):
            return count, "changed"
        if count <= len(before) and _go_on_alike(before[count:], now):
            return count, "removed"
        if count <= len(now) and _go_on_alike(before, now[count:]):
            return count, "inserted"
    return len(before), "changed"


def _go_on_alike(before: Sums, now: Sums) -> bool:
    """Whether lines go on as they were: a few of them, or as many as there were."""
    return list(before[:ALIKE]) == list(now[: len(before[:ALIKE])])
