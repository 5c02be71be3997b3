"""Base rates: over all pairs of a log, how long they stay on a rung, what comes next, and how soon."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.model.configuration import SLOTS
from detente.model.countries import country as code_of
from detente.model.dates import YEAR, Dated, between, first_day
from detente.model.errors import DetenteError
from detente.model.events import CONFIDENCES
from detente.model.extent import unsurveyed_within
from detente.model.pairs import Pair
from detente.model.rules import ladder_slots
from detente.model.statuses import Status
from detente.model.table import FAMILIES
from detente.world.spells import NONE, Spells, spells
from detente.world.survival import Durations, Estimate, Estimates, estimates
from detente.world.turned import Courses

FEWEST = 10
"""Of fewer pairs than this no share, and no time by which a share is reached, is given."""
SHARES = (0.25, 0.5, 0.75)
YEARS = (1, 2, 5, 10, 25, 50, 100)
"""After how many years it is said which share had ended."""


class SameStatus(DetenteError):
    """The status of which the spells are meant is asked for as where they came from, or to where they go."""


class Chosen(NamedTuple):
    """Which spells are meant, and to where they are followed."""

    status: Status
    to: tuple[Status, ...] = ()
    """The statuses to which a pair is followed, through whatever others; none to follow it to the next one."""
    came_from: Status | None = None
    kind: str | None = None
    """The kind of event by which they came to it."""
    country: str | None = None
    """The code of a country that is one of the two."""
    besides: Pair | None = None
    """A pair whose spells are not meant."""
    since: date | None = None
    """The earliest day on which they can have begun."""

    @classmethod
    def of(cls, status: str, to: Iterable[str] = (), came_from: str | None = None) -> "Chosen":
        """Return the choice of the spells of a status; raise `NoSuchStatus`, and `SameStatus`."""
        chosen = cls(
            Status.of(status),
            tuple(dict.fromkeys(map(Status.of, to))),
            None if came_from is None else Status.of(came_from),
        )
        if chosen.status in (*chosen.to, chosen.came_from):
            raise SameStatus(f"What is {chosen.status.words} comes from and goes to another status: name another one.")
        return chosen

    @classmethod
    def named(
        cls,
        status: str,
        *to: str,
        since: Dated | None = None,
        came_from: str | None = None,
        country: str | None = None,
    ) -> "Chosen":
        """Return what people mean by words.

        Raises `NoSuchStatus`, `SameStatus`, `UnknownCountry`, `AmbiguousCountry` and `BadDate`.
        """
        return cls.of(status, to, came_from)._replace(
            country=None if country is None else code_of(country),
            since=None if since is None else first_day(since),
        )


class Exit(NamedTuple):
    """One way in which spells ended."""

    status: Status | None
    """To which status they led; none for any."""
    ended: int
    """How many did."""
    by: Sequence[Estimate] | None
    """Which share had ended so after each number of years; none where that is of too few pairs."""
    within: Sequence[Estimate] | None
    """After how many days each of `SHARES` had ended so; likewise."""


class Rates(NamedTuple):
    """How long spells of a status lasted, and how they ended."""

    world: Courses
    chosen: Chosen
    until: date
    spells: Spells
    """Those that are meant, each followed to its exit."""
    next: Spells
    """The same, each to the status that came next."""
    unbegun: int
    """How many are left out because the record of their pair begins with them."""
    years: Sequence[int]
    """The numbers of years after which it is said which share had ended: as many as some spell was followed."""
    durations: Durations
    lasting: Exit
    """Their ending, in whatever way."""
    exits: Sequence[Exit]
    """Their ending in each way: first in those that are asked about."""

    @property
    def pairs(self) -> int:
        """Of how many pairs they are."""
        return len(np.unique(self.spells.pair))


class Unsurveyed(NamedTuple):
    """What nobody looked for, of what could have ended some spells."""

    families: Mapping[str, int]
    """In how many of them a family of facts was not looked for throughout, as the surveys of their pairs say."""
    silent: int
    """Of how many no survey of the pair says what was looked for."""


def rates_until(courses: Courses, chosen: Chosen, until: Dated | None) -> Rates:
    """Return base rates, followed until the end of a day; without one, until all that counts has happened.

    Raises `BadDate`.
    """
    _, end = between(chosen.since, until, (date.min, courses.last_day))
    return rates(courses, chosen, end)


def rates(world: Courses, chosen: Chosen, until: date) -> Rates:
    """Return how long spells of a status lasted that had begun by the end of a day, and how they had ended by then."""
    every = spells(world, until)
    starts, ends = _followed(every, chosen)
    is_meant = _are_meant(world, every.which(starts), chosen)
    is_begun = every.came_from[starts] != NONE
    starts, ends = starts[is_meant & is_begun], ends[is_meant & is_begun]
    found = every.which(starts)
    followed = found._replace(**{name: getattr(every, name)[ends] for name in ("into", "ended", "last", "last_latest")})
    present = [status for status in Status if (followed.into == status.height).any()]
    exits = list(dict.fromkeys((*chosen.to, *present)))
    numbers = {status.height: number for number, status in enumerate(exits, 1)} | {NONE: 0}
    durations = Durations(
        followed.shortest.astype(np.float64),
        followed.longest.astype(np.float64),
        np.array([numbers[into] for into in followed.into.tolist()], np.int64),
        followed.pair.astype(np.int64),
        len(exits),
    )
    years = [number for number in YEARS if number * YEAR <= durations.middle.max(initial=0)]
    estimated = None
    if len(np.unique(followed.pair)) >= FEWEST:
        estimated = estimates(durations, [number * YEAR for number in years], SHARES)
    return Rates(
        world,
        chosen,
        until,
        followed,
        next=found,
        unbegun=int((is_meant & ~is_begun).sum()),
        years=years,
        durations=durations,
        lasting=_exit(None, followed.into != NONE, estimated, 0),
        exits=[_exit(status, followed.into == status.height, estimated, row) for row, status in enumerate(exits, 1)],
    )


def unsurveyed(found: Rates) -> Unsurveyed:
    """Return in how many of some spells nobody looked throughout for what could have ended them."""
    counts, silent = Counter[str](), 0
    spans = zip(found.spells.pair.tolist(), found.spells.first.tolist(), found.spells.last_latest.tolist(), strict=True)
    for pair, first, last in spans:
        families = unsurveyed_within(found.world.surveys[int(pair)], date.fromordinal(first), date.fromordinal(last))
        silent += families is None
        counts.update(families or ())
    on_ladder = {SLOTS[slot][0] for slot in ladder_slots()}
    of_ladder = [family for family, facts in FAMILIES.items() if on_ladder.intersection(facts)]
    return Unsurveyed({family: counts[family] for family in of_ladder if counts[family]}, silent)


def doubtful(found: Rates) -> int:
    """Return how many of some spells began or ended with an event that is not confirmed."""
    sure = np.append(found.world.acts.confidence == CONFIDENCES.index("confirmed"), True)
    return int((~(sure[found.spells.began] & sure[found.spells.ended])).sum())


def _followed(every: Spells, chosen: Chosen) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the spells of a status, as the first and the last of those through which each is followed.

    Where it is followed to certain statuses, it also ends with no relations, and what comes back to the status before
    that is not counted again.
    """
    ends = {NONE, *(status.height for status in (*chosen.to, Status.NO_RELATIONS))} if chosen.to else None
    starts, lasts, start = list[int](), list[int](), None
    columns = zip(every.pair.tolist(), every.status.tolist(), every.into.tolist(), strict=True)
    for number, (_, status, into) in enumerate(columns):
        if start is None and status == chosen.status.height:
            start = number
        if start is not None and (ends is None or into in ends):
            starts.append(start)
            lasts.append(number)
            start = None
    return np.array(starts, np.intp), np.array(lasts, np.intp)


def _are_meant(world: Courses, found: Spells, chosen: Chosen) -> NDArray[np.bool_]:
    """Return which spells are meant: by where they came from, by what, between whom, and since when."""
    is_meant = np.ones(len(found.pair), np.bool_)
    if chosen.came_from is not None:
        is_meant &= found.came_from == chosen.came_from.height
    if chosen.kind is not None:
        is_of_kind = np.array([*(act.kind == chosen.kind for act in world.kinds), False])
        is_meant &= is_of_kind[np.append(world.acts.act, NONE)[found.began]]
    if chosen.country is not None:
        is_meant &= np.array([chosen.country in pair for pair in world.pairs], np.bool_)[found.pair]
    if chosen.besides is not None:
        is_meant &= np.array([pair != chosen.besides for pair in world.pairs], np.bool_)[found.pair]
    if chosen.since is not None:
        is_meant &= found.first >= chosen.since.toordinal()
    return is_meant


def _exit(status: Status | None, ended: NDArray[np.bool_], estimated: Estimates | None, row: int) -> Exit:
    return Exit(status, int(ended.sum()), estimated and estimated.by[row], estimated and estimated.within[row])
