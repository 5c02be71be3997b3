"""What a record can be read for: on which days something is recorded of a pair, and what was looked for."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from detente.model.events import Survey
from detente.model.table import FAMILIES
from detente.world.columns import ENDLESS, Runs
from detente.world.runs import chosen, made, together, within
from detente.world.world import World

THERE = 1
"""The value of runs of which it only matters that they are there."""


def recorded(world: World) -> Runs:
    """Return the days from the first to the last that is recorded of each pair."""
    return made(
        (pair, extent.start.earliest.toordinal(), extent.end.latest.toordinal() if extent.end else ENDLESS, THERE)
        for pair, extent in enumerate(world.extents)
        if extent is not None
    )


def surveyed(world: World, family: str) -> Runs:
    """Return the days for which a family of facts was looked for, of the pairs of which any survey tells."""
    return made(
        (pair, first, last, THERE)
        for pair, surveys in enumerate(world.surveys)
        for first, last in _joined(surveys, family)
    )


def looked_for(world: World, *families: str) -> Runs:
    """Return the days on which that nothing is recorded of some families says that there was nothing.

    Those are the days for which all of them were looked for; where no survey of a pair tells, all days.
    """
    found = made((pair, 1, ENDLESS, THERE) for pair, surveys in enumerate(world.surveys) if not surveys)
    told = surveyed(world, families[0])
    for family in families[1:]:
        told = within(told, surveyed(world, family))
    return together(found, told)


def asserted(runs: Runs, nothing: int, days: Runs) -> Runs:
    """Return runs without those that say that there is nothing, but on the days on which it was looked for."""
    is_nothing = runs.value == nothing
    return together(chosen(runs, ~is_nothing), within(chosen(runs, is_nothing), days))


def has_surveys(world: World) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Return of each pair whether any survey tells what was looked for."""
    return np.array([bool(surveys) for surveys in world.surveys], np.bool_)


def _joined(surveys: Sequence[Survey], family: str) -> Iterator[tuple[int, int]]:
    """Return the days that surveys cover together, in order, and no day twice."""
    found: tuple[int, int] | None = None
    for first, last in sorted(_days(surveys, family)):
        if found and first <= found[1] + 1:
            found = found[0], max(found[1], last)
        else:
            if found:
                yield found
            found = first, last
    if found:
        yield found


def _days(surveys: Iterable[Survey], family: str) -> Iterator[tuple[int, int]]:
    if family not in FAMILIES:
        raise KeyError(family)
    for survey in surveys:
        if family in survey.families:
            end = survey.end.latest.toordinal() if survey.end else ENDLESS
            yield survey.start.earliest.toordinal(), end
