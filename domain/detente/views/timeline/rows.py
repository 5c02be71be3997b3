"""Where the facts lie in a timeline: in low lanes, one for each, under those of the ladder."""

from collections.abc import Sequence
from typing import NamedTuple

from detente.views.timeline import labels
from detente.views.timeline.content import Held, Lane
from detente.views.timeline.frame import BETWEEN, LANES_FROM, MARGIN, NAME_GAP

BAND = 16
NAME_SIZE = 13
_ROOM_FOR_NAMES = 240


class Rows(NamedTuple):
    """The lanes of the facts, in pixels."""

    lanes: Sequence[Lane]
    top: float
    """The upper edge of the highest lane."""

    @property
    def lane(self) -> float:
        """How high a lane is."""
        lines = max((len(lines_of_name(lane)) for lane in self.lanes), default=1)
        tracks = max((len(lane.tracks) for lane in self.lanes), default=1)
        return max(tracks * (BAND + BETWEEN) + 6, lines * (NAME_SIZE + 2) + 8)

    @property
    def bottom(self) -> float:
        """The lower edge of the lowest lane."""
        return self.top + len(self.lanes) * self.lane

    def edge(self, number: int) -> float:
        """Return the upper edge of a lane."""
        return self.top + number * self.lane

    def band(self, number: int, track: int, held: Held) -> tuple[float, float]:
        """Return the upper edge of a band in a track of a lane, and its height."""
        tracks = len(self.lanes[number].tracks)
        around = (self.lane - tracks * BAND - (tracks - 1) * BETWEEN) / 2
        share = (BAND + 1) / held.shares
        return self.edge(number) + around + track * (BAND + BETWEEN) + held.share * share, share - 1


def lines_of_name(lane: Lane) -> list[str]:
    """Return the name of a lane of facts, in lines that have room beside it."""
    return labels.lines(lane.name.split(), NAME_SIZE, _ROOM_FOR_NAMES)


def lanes_from(lanes: Sequence[Lane]) -> float:
    """Return where lanes begin: where the longest name of a fact's lane has room, within bounds."""
    widest = (labels.width(line, NAME_SIZE) for lane in lanes for line in lines_of_name(lane))
    return max(LANES_FROM, MARGIN + NAME_GAP + max(widest, default=0))
