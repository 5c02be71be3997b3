"""Labels on poles, like flags: where there is room for them, and how wide they are."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

GAP = 8
"""Pixels that stay free between a label and the next, and between a label and the pole of another."""

_NARROW = frozenset(" ijlftrI.,:;'’()[]|-–")
_WIDE = frozenset("mwMW—…%@")


class Label(NamedTuple):
    """What is to be written at a point of the axis."""

    x: float
    """Where its pole stands."""
    width: float
    weight: float
    """How much it matters: where there are very many, those that matter more come first."""


class Placed(NamedTuple):
    """A label that has found room."""

    number: int
    """Its index among those that asked for room."""
    row: int
    """How many rows lie between it and what it is about."""
    left: float
    right: float


def width(text: str, size: float) -> float:
    """Return how wide a line of text is in any sans-serif face, in pixels: an estimate, rather too wide."""
    return size * sum(map(_share, text))


def shortened(text: str, size: float, room: float) -> str:
    """Return a line of text cut to the room that there is, with “…” where it was cut."""
    if width(text, size) <= room:
        return text
    while text and width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def lines(words: Iterable[str], size: float, room: float) -> list[str]:
    """Return words as lines that have room."""
    broken: list[str] = []
    for word in words:
        if broken and width(f"{broken[-1]} {word}", size) <= room:
            broken[-1] += f" {word}"
        else:
            broken.append(shortened(word, size, room))
    return broken


def place(labels: Sequence[Label], left: float, right: float, rows: int, most: int = 40) -> list[Placed]:
    """Return labels that have found room between two edges, in rows; those without room are left out.

    A label lies to the right or to the left of its pole, and no pole runs through another label. Labels that
    begin at their poles climb from right to left and those that end there from left to right; where the ones
    end and the others begin is tried out.
    """
    chosen = sorted(sorted(range(len(labels)), key=lambda number: -labels[number].weight)[:most])
    chosen.sort(key=lambda number: labels[number].x)
    tries = (_placed(labels, chosen, split, (left, right), rows) for split in range(len(chosen), -1, -1))
    best = max(tries, key=lambda placed: (len(placed), -sum(one.row for one in placed)))
    return sorted(best, key=lambda placed: placed.number)


def _placed(
    labels: Sequence[Label], chosen: Sequence[int], split: int, edges: tuple[float, float], rows: int
) -> list[Placed]:
    """Return labels in their rows: to the right of their poles up to a split, and from there to the left of them."""
    placed: list[Placed] = []
    starts = [(number, labels[number].x - labels[number].width) for number in chosen[split:]]
    starts += [(number, labels[number].x) for number in reversed(chosen[:split])]
    for number, start in starts:
        label = labels[number]
        if start < edges[0] or start + label.width > edges[1]:
            continue
        candidates = (Placed(number, row, start, start + label.width) for row in range(rows))
        room = next((one for one in candidates if all(_apart(labels, one, other) for other in placed)), None)
        if room:
            placed.append(room)
    return placed


def _apart(labels: Sequence[Label], one: Placed, other: Placed) -> bool:
    """Whether two labels leave each other room, and neither's pole runs through the other."""
    if one.row == other.row:
        return one.right + GAP <= other.left or other.right + GAP <= one.left
    near, far = sorted((one, other), key=lambda placed: placed.row)
    return not near.left - GAP < labels[far.number].x < near.right + GAP


def _share(character: str) -> float:
    """Return the width of a character as a share of the size of the type."""
    if character in _NARROW:
        return 0.42
    if character in _WIDE or not character.isascii():
        return 1
    return 0.76 if character.isupper() else 0.64
