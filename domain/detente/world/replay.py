"""Following every pair of a log."""

from collections.abc import Iterator
from itertools import chain, groupby
from typing import TypeVar

from detente.history.differences import turning_days
from detente.history.history import History, SpoiledRecord
from detente.log.record import Record
from detente.model.dates import Dated
from detente.model.events import CONFIDENCES
from detente.model.machine import Position
from detente.model.rules import Act
from detente.world.columns import ENDLESS, Acts, LeftOut, Stretches, arrays
from detente.world.details import confidences, missions
from detente.world.world import World

Thing = TypeVar("Thing")


def world(record: Record, known: Dated | None = None) -> World:
    """Return every pair of a record, followed; as known on a day, if one is given."""
    histories: list[History] = []
    left_out: list[LeftOut] = []
    for pair in record.pairs:
        try:
            histories.append(History.of(record, *pair, known))
        except SpoiledRecord as spoiled:
            left_out.append(LeftOut(pair, spoiled.findings))
    positions: dict[Position, int] = {}
    kinds: dict[Act, int] = {}
    acts = [_acts(number, history, positions, kinds) for number, history in enumerate(histories)]
    stretches = [_stretches(number, history, positions) for number, history in enumerate(histories)]
    return World(
        pairs=[history.pair for history in histories],
        acts=Acts(*arrays(chain(*acts), Acts._fields)),
        stretches=Stretches(*arrays(chain(*stretches), Stretches._fields)),
        positions=tuple(positions),
        kinds=tuple(kinds),
        extents=[history.extent for history in histories],
        surveys=[history.surveys for history in histories],
        left_out=left_out,
        missions=missions(histories),
        confidences=confidences(histories),
    )


def _acts(
    number: int, history: History, positions: dict[Position, int], kinds: dict[Act, int]
) -> Iterator[tuple[int, ...]]:
    for happening, position in zip(history.happenings, history.positions, strict=True):
        yield (
            number,
            _numbered(happening.act._replace(power=None), kinds),
            happening.earliest.toordinal(),
            happening.latest.toordinal(),
            CONFIDENCES.index(happening.event.confidence),
            0,
            _numbered(position, positions),
        )


def _stretches(number: int, history: History, positions: dict[Position, int]) -> Iterator[tuple[int, ...]]:
    found: list[tuple[int, tuple[int, int, bool]]] = []
    for day in turning_days([history]):
        state = history.at(day)
        possible = sum(1 << status.height for status in state.possible)
        found.append((day.toordinal(), (_numbered(state.positions[0], positions), possible, state.complete)))
    runs = [next(run) for _, run in groupby(found, key=lambda one: one[1])]
    ends = [*(first - 1 for first, _ in runs[1:]), ENDLESS]
    for (first, same), last in zip(runs, ends, strict=True):
        yield number, first, last, *same


def _numbered(thing: Thing, numbers: dict[Thing, int]) -> int:
    return numbers.setdefault(thing, len(numbers))
