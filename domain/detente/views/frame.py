"""Where things lie in a timeline: its lanes, the spot of each event, and the labels that have found room."""

from collections.abc import Sequence
from typing import NamedTuple

from detente.model.naming import act_in_words
from detente.model.rules import Act
from detente.model.statuses import Status
from detente.views import labels
from detente.views.course import Fate, Mark
from detente.views.labels import Label, Placed
from detente.views.scale import Scale

WIDTH, MARGIN = 1200, 20
LANES_FROM = 150
"""Where the lanes begin; their names stand to the left."""
BAND, _BETWEEN = 26, 2
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
    """How many courses lie in each lane, one under the other."""

    @property
    def lane(self) -> float:
        """How high a lane is."""
        return 44 if self.tracks == 1 else 70

    @property
    def bottom(self) -> float:
        """The lower edge of the lowest lane."""
        return self.top + len(Status) * self.lane

    def edge(self, status: Status) -> float:
        """Give the upper edge of a lane."""
        return self.top + list(Status).index(status) * self.lane

    def y(self, status: Status, track: int) -> float:
        """Give the middle of a course's band in a lane."""
        around = (self.lane - self.tracks * BAND - (self.tracks - 1) * _BETWEEN) / 2
        return self.edge(status) + around + BAND / 2 + track * (BAND + _BETWEEN)


class Spot(NamedTuple):
    """Where an event is marked."""

    mark: Mark
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
    """The place of its event among those marked."""
    placed: Placed
    is_above: bool


def spots(marked: Sequence[Mark], frame: Frame) -> list[Spot]:
    """Find a spot for every event; those on one spot of a lane lie one under the other."""
    extents = [_extent(mark, frame.scale) for mark in marked]
    shared: dict[tuple[bool, Status, int], list[int]] = {}
    for number, mark in enumerate(marked):
        shared.setdefault((mark.is_supposed, mark.after, round(extents[number][0] / 3)), []).append(number)
    found: dict[int, Spot] = {}
    for (is_supposed, status, _), numbers in shared.items():
        room, places = _shares(numbers, marked)
        upper_edge = frame.y(status, int(is_supposed)) - BAND / 2
        for number, place in places.items():
            x, left, right = extents[number]
            found[number] = Spot(marked[number], x, upper_edge + (place + 0.5) * room, room, left, right)
    return [found[number] for number in range(len(marked))]


def _shares(numbers: Sequence[int], marked: Sequence[Mark]) -> tuple[float, dict[int, int]]:
    """Share the height of a band among events; one that changed the status lies in the middle, on the line."""
    telling = next((number for number in numbers if marked[number].tells), None)
    if telling is None:
        return BAND / len(numbers), {number: place for place, number in enumerate(numbers)}
    middle = len(numbers) // 2
    others = [number for number in numbers if number != telling]
    ordered = [*others[:middle], telling, *others[middle:]]
    return BAND / (2 * middle + 1), {number: place for place, number in enumerate(ordered)}


def flags(marked: Sequence[Mark], scale: Scale) -> list[Flag]:
    """Place the labels of the events that changed the status, and of those that are supposed, where there is room.

    What led up the ladder is told above the lanes; what led down it or is supposed, below.
    """
    telling = [number for number, mark in enumerate(marked) if mark.tells]
    asking = {number: _label(marked, number, telling, scale) for number in telling}
    rising = [number for number in telling if _rises(marked[number])]
    above = _placed(rising, asking, ROWS_ABOVE)
    left_over = {*telling} - {number for number, _ in above}
    below = _placed([number for number in telling if number in left_over], asking, ROWS_BELOW)
    return [Flag(*flag, True) for flag in above] + [Flag(*flag, False) for flag in below]


def words_on_label(mark: Mark) -> tuple[str, str]:
    """Give the two lines of a label: the act, then its date and what a hypothesis makes of it."""
    event = mark.event
    fate = "" if mark.fate == Fate.KEPT else f", {mark.fate}"
    return labels.shortened(act_in_words(Act.of(event), event.pair), ACT_SIZE, 300), f"{event.on.in_words()}{fate}"


def _label(marked: Sequence[Mark], number: int, telling: Sequence[int], scale: Scale) -> Label:
    """Give the label of an event; what a hypothesis touches matters most, then what lasts longest."""
    mark = marked[number]
    act, when = words_on_label(mark)
    wide = max(labels.width(act, ACT_SIZE), labels.width(when, DATE_SIZE)) + 5
    following = (marked[other] for other in telling if other > number and not marked[other].is_supposed)
    lasts = next((other.event.on.earliest for other in following), scale.last) - mark.event.on.earliest
    return Label(_extent(mark, scale)[0], wide, lasts.days if mark.fate == Fate.KEPT else float("inf"))


def _placed(numbers: Sequence[int], asking: dict[int, Label], rows: int) -> list[tuple[int, Placed]]:
    found = labels.place([asking[number] for number in numbers], MARGIN, WIDTH - MARGIN, rows)
    return [(numbers[placed.number], placed) for placed in found]


def _rises(mark: Mark) -> bool:
    return mark.after.height > mark.before.height and not mark.is_supposed


def _extent(mark: Mark, scale: Scale) -> tuple[float, float, float]:
    """Give where an event is marked, and its first and its last possible day."""
    on = mark.event.on
    left = scale.start(on.earliest)
    right = left if on.earliest == on.latest else scale.end(on.latest)
    return (left + right) / 2, left, right
