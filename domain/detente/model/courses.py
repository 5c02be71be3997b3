"""Every course that the dates leave open.

In a course each event falls on one of its possible days, before, after or among the others, and the rules allow
each step. Two courses that have come to the same point, the same facts and the same open events happened, are one
from there on. So one pass over the elementary segments of time finds them all, and its cost grows with what is open
at one time.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import nsmallest
from itertools import count
from typing import NamedTuple, TypeAlias

from detente.model.configuration import NONE, Configuration
from detente.model.happening import Happening
from detente.model.machine import Position, move, settled
from detente.model.parts import takes_part
from detente.model.rules import slots_of
from detente.model.segments import Segment, segments, stretches

MANY = 2**13
"""At how many points courses may be at one time: more than those of ten events that can come in any order."""
FEW = 2**7
"""About how many points are kept where there are more, until things are certain again: the plainest."""
AHEAD = 4
"""How many events are then tried next."""

Point: TypeAlias = tuple[int, int]
"""Where courses are: the number of a position, and which of the open events have happened, a bit for each."""


class Layer(NamedTuple):
    """One segment of time, and every point at which courses can be on its days."""

    segment: Segment
    points: list[Point]
    """Those at which fewer of the open events have happened come first."""
    is_cut: bool
    """Whether only the plainest points are kept."""
    complete: bool
    """Whether every course was followed until then."""

    @property
    def left(self) -> list[Point]:
        """The points at which courses can be after the last day: all that had to happen has happened."""
        ending = self.segment.ending
        return [point for point in self.points if point[1] & ending == ending]


class Courses:
    """The courses of some facts that belong together. They are followed once, whatever days are asked about."""

    def __init__(
        self, slots: frozenset[int], start: Position, happenings: Sequence[Happening], positions: Sequence[Position]
    ) -> None:
        """Take the slots of the facts, and what happens from a position on, in plain order, with where each leads."""
        concerning = {
            act for act in {happening.act for happening in happenings} if takes_part(act) and slots & {*slots_of(act)}
        }
        indices = [index for index, happening in enumerate(happenings) if happening.act in concerning]
        before = [start, *positions]
        self.slots = slots
        self.happenings = [happenings[index] for index in indices]
        self.positions: dict[int, Position] = {}
        """The positions, by their numbers; facts of other slots are none in them."""
        self._plain = [*(before[index].configuration for index in indices), before[-1].configuration]
        self._before: dict[int, int] = {}
        """The numbers of these, as far as they were asked for."""
        self._numbers: dict[Configuration, int] = {}
        self._fresh = count()
        tables: defaultdict[object, dict[int, int | None]] = defaultdict(dict)
        self._moves = [
            tables[one.act if slots.issuperset(slots_of(one.act)) else index]
            for index, one in enumerate(self.happenings)
        ]

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The layers in order, but for days on which there is one point before and after, that of the plain order."""
        return tuple(self._follow())

    def until(self, day: int) -> int:
        """Return how many layers begin by a day."""
        return bisect_right(self.layers, day, key=lambda layer: layer.segment.first)

    def at(self, day: int) -> list[Point]:
        """Return every point at which courses can be at the end of a day."""
        if not self.happenings:
            return [(self.plain(0), 0)]
        until = self.until(day)
        if until:
            layer = self.layers[until - 1]
            points = layer.points if day < layer.segment.last else layer.left
            if len(points) > 1 or day <= layer.segment.last:
                return points
        return [(self.plain(self.begun(day)), 0)]

    def complete(self, day: int) -> bool:
        """Whether every course was followed until the end of a day."""
        until = self.until(day)
        return not until or self.layers[until - 1].complete

    def closed(self, day: int) -> int:
        """Return how many of the first events have happened for certain before the segment of a day."""
        until = self.until(day)
        return self.layers[until - 1].segment.base if until else 0

    def begun(self, day: int) -> int:
        """Return how many events can have happened by the end of a day."""
        return bisect_right(self.happenings, day, key=lambda happening: happening.earliest.toordinal())

    def plain(self, index: int) -> int:
        """Return the number of the position before an event if all before it have happened in plain order."""
        if index not in self._before:
            self._before[index] = self._number(self._plain[index])
        return self._before[index]

    def within(self, position: Position, others: Configuration) -> Position:
        """Return a position of these facts as a whole one, in which others have the values of a configuration."""
        own = position.configuration
        return settled(tuple(own[slot] if slot in self.slots else value for slot, value in enumerate(others)))

    def move(self, number: int, index: int) -> int | None:
        """Return the number of the position to which an event leads; nothing where the rules refuse it."""
        moves = self._moves[index]
        if number not in moves:
            # What an event asks of other facts is so in its plain place, which is then the only one that it can have.
            after = move(*self.within(self.positions[number], self._plain[index]), self.happenings[index].act)
            moves[number] = None if after is None else self._number(after.configuration)
        return moves[number]

    def following(self, point: Point, segment: Segment, tries: int) -> list[tuple[int, Point]]:
        """Return the events that can come next, each with the point to which it leads.

        Of events of the very same possible days only the first that has not happened comes next.
        """
        number, happened = point
        found: list[tuple[int, Point]] = []
        to_come = segment.open & ~happened
        while to_come and tries:
            bit = to_come & -to_come
            to_come &= ~segment.alike[bit]
            tries -= 1
            index = segment.base + bit.bit_length() - 1
            after = self.move(number, index)
            if after is not None:
                found.append((index, (after, happened | bit)))
        return found

    def _follow(self) -> Iterator[Layer]:
        points, base = [(self.plain(0), 0)], 0
        is_cut, complete = False, True
        for stretch in stretches(self.happenings):
            if len(points) == 1:
                points, base, is_cut = [(self.plain(stretch.start), 0)], stretch.start, False
                if self.happenings[stretch.start].earliest == stretch.last:
                    continue  # events of one and the same day have one order
            for segment in segments(self.happenings, stretch):
                points = [(number, happened >> segment.base - base) for number, happened in points]
                found = None if is_cut else self._spread(points, segment)
                is_cut = found is None
                complete = complete and not is_cut
                layer = Layer(segment, found or self._spread_plainly(points, segment), is_cut, complete)
                yield layer
                points, base = layer.left, segment.base

    def _spread(self, points: list[Point], segment: Segment) -> list[Point] | None:
        """Return every point to which events of a segment lead, and those where none comes; nothing if too many."""
        levels = _levels(points)
        found: list[Point] = []
        level = min(levels)
        while levels:
            reached = levels.pop(level, ())
            found += reached
            if len(found) > MANY:
                return None
            for point in reached:
                for _, after in self.following(point, segment, segment.open.bit_count()):
                    levels[level + 1][after] = None
            level += 1
        return found

    def _spread_plainly(self, points: list[Point], segment: Segment) -> list[Point]:
        """Return only the plainest of these: some for each number of events that have happened.

        Of two points that one is plainer at which the last of the events in which they differ has not happened. The
        plain order is always kept.
        """
        width = max(1, FEW // segment.open.bit_count())
        levels = _levels(points)
        found: list[Point] = []
        level = min(levels)
        while levels:
            reached = list(levels.pop(level, ()))
            if len(reached) > width:
                plain = self.plain(segment.base + level)
                reached = nsmallest(width, reached, key=lambda point: (point[1], point[0] != plain))
            found += reached
            for point in reached:
                for _, after in self.following(point, segment, AHEAD):
                    levels[level + 1][after] = None
            level += 1
        return found

    def _number(self, configuration: Configuration) -> int:
        if configuration not in self._numbers:
            own = tuple(value if slot in self.slots else NONE for slot, value in enumerate(configuration))
            number = self._numbers.get(own)
            if number is None:
                number = next(self._fresh)
                self.positions[number] = settled(own)
                number = self._numbers.setdefault(own, number)  # another thread may have been quicker
            self._numbers[configuration] = number
        return self._numbers[configuration]


def _levels(points: Iterable[Point]) -> defaultdict[int, dict[Point, None]]:
    """Return points by how many of the open events have happened, in an order that is always the same."""
    levels: defaultdict[int, dict[Point, None]] = defaultdict(dict)
    for point in points:
        levels[point[1].bit_count()][point] = None
    return levels
