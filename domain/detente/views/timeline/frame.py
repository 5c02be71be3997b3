"""Where things lie in a timeline: its lanes, the spot of each event, and the labels that have found room."""

from collections.abc import Sequence
from typing import NamedTuple

from detente.model.statuses import Status
from detente.views.timeline import labels
from detente.views.timeline.content import Fate, Point
from detente.views.timeline.labels import Label, Placed
from detente.views.timeline.scale import Scale

WIDTH, MARGIN = 1200, 20
LANES_FROM = 150
"""Where the lanes begin at least; their names stand to the left."""
BAND, BETWEEN = 26, 2
NAME_GAP = 12
"""How far the names of the lanes stand from them."""
ROW, ROWS_ABOVE, ROWS_BELOW = 36, 7, 5
"""How high a label is, and how many rows of them there can be above and below the lanes."""
ACT_SIZE, DATE_SIZE = 13, 12
"""The sizes of the two lines of a label."""


class Frame(NamedTuple):
    """The lanes of a drawing, in pixels."""

    scale: Scale
    top: float
    """The upper edge of the highest lane."""
    tracks: int
    """How many tracks lie in each lane, one under the other."""

    @property
    def lane(self) -> float:
        """How high a lane is."""
        return 44 if self.tracks == 1 else 70

    @property
    def bottom(self) -> float:
        """The lower edge of the lowest lane."""
        return self.top + len(Status) * self.lane

    def edge(self, status: Status) -> float:
        """Return the upper edge of a lane."""
        return self.top + list(Status).index(status) * self.lane

    def y(self, status: Status, track: int) -> float:
        """Return the middle of a track's band in a lane."""
        around = (self.lane - self.tracks * BAND - (self.tracks - 1) * BETWEEN) / 2
        return self.edge(status) + around + BAND / 2 + track * (BAND + BETWEEN)


class Spot(NamedTuple):
    """Where the sign of an event is drawn."""

    point: Point
    x: float
    y: float
    room: float
    """How high its sign can be: events on one spot share the height of a band."""
    left: float
    right: float
    """From the first possible day to the last."""

    @property
    def has_extent(self) -> bool:
        """Whether the days on which it can have been are more than a spot."""
        return self.right - self.left > 6


class Flag(NamedTuple):
    """The label of an event, placed above or below the lanes."""

    number: int
    """The index of its event."""
    placed: Placed
    is_above: bool


def spots(points: Sequence[Point], frame: Frame) -> list[Spot]:
    """Return a spot for every event; those on one spot of a lane lie one under the other."""
    extents = [_extent(point, frame.scale) for point in points]
    shared: dict[tuple[bool, Status, int], list[int]] = {}
    for number, point in enumerate(points):
        shared.setdefault((point.is_supposed, point.after, round(extents[number][0] / 3)), []).append(number)
    found: dict[int, Spot] = {}
    for (is_supposed, status, _), numbers in shared.items():
        room, shares = _shares(numbers, points)
        upper_edge = frame.y(status, int(is_supposed)) - BAND / 2
        for number, share in shares.items():
            x, left, right = extents[number]
            found[number] = Spot(points[number], x, upper_edge + (share + 0.5) * room, room, left, right)
    return [found[number] for number in range(len(points))]


def _shares(numbers: Sequence[int], points: Sequence[Point]) -> tuple[float, dict[int, int]]:
    """Return how high the share of each event in a band is, and which is whose.

    One that changed the status lies in the middle, on the line.
    """
    labelled = next((number for number in numbers if points[number].is_labelled), None)
    if labelled is None:
        return BAND / len(numbers), {number: share for share, number in enumerate(numbers)}
    middle = len(numbers) // 2
    others = [number for number in numbers if number != labelled]
    ordered = [*others[:middle], labelled, *others[middle:]]
    return BAND / (2 * middle + 1), {number: share for share, number in enumerate(ordered)}


def flags(points: Sequence[Point], scale: Scale) -> list[Flag]:
    """Return the labels of the events that changed the status, and of those that are supposed, where there is room.

    What led up the ladder has its label above the lanes; what led down it or is supposed, below.
    """
    labelled = [number for number, point in enumerate(points) if point.is_labelled]
    wanted = {number: _label(points, number, labelled, scale) for number in labelled}
    rising = [number for number in labelled if _rises(points[number])]
    above = _placed(rising, wanted, ROWS_ABOVE)
    left_over = {*labelled} - {number for number, _ in above}
    below = _placed([number for number in labelled if number in left_over], wanted, ROWS_BELOW)
    return [Flag(*flag, True) for flag in above] + [Flag(*flag, False) for flag in below]


def words_on_label(point: Point) -> tuple[str, str]:
    """Return the two lines of a label: what was done, then when and what a hypothesis makes of it."""
    fate = "" if point.fate == Fate.KEPT else f", {point.fate}"
    return labels.shortened(point.what, ACT_SIZE, 440), f"{point.when}{fate}"


def _label(points: Sequence[Point], number: int, labelled: Sequence[int], scale: Scale) -> Label:
    """Return the label of an event; what a hypothesis touches matters most, then what lasts longest."""
    point = points[number]
    what, when = words_on_label(point)
    wide = max(labels.width(what, ACT_SIZE), labels.width(when, DATE_SIZE)) + 5
    following = (points[other] for other in labelled if other > number and not points[other].is_supposed)
    lasts = next((other.earliest for other in following), scale.last) - point.earliest
    return Label(_extent(point, scale)[0], wide, lasts.days if point.fate == Fate.KEPT else float("inf"))


def _placed(numbers: Sequence[int], wanted: dict[int, Label], rows: int) -> list[tuple[int, Placed]]:
    found = labels.place([wanted[number] for number in numbers], MARGIN, WIDTH - MARGIN, rows)
    return [(numbers[placed.number], placed) for placed in found]


def _rises(point: Point) -> bool:
    return point.after.height > point.before.height and not point.is_supposed


def _extent(point: Point, scale: Scale) -> tuple[float, float, float]:
    """Return where an event is drawn, and where its first and its last possible day are."""
    left = scale.start(point.earliest)
    right = left if point.earliest == point.latest else scale.end(point.latest)
    return (left + right) / 2, left, right
