"""Folding a course: long runs of like events, that left the status as it was, become one."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from detente.model.events import Event
from detente.model.following import Change
from detente.model.rules import Act
from detente.views.sentences import doubt

FEWEST = 3
"""How many like events make a run."""

RUNS = {
    "relations_established": "establishments of relations",
    "mission_opened": "openings of a mission",
    "mission_closed": "closings of a mission",
    "mission_upgraded": "upgrades of a mission",
    "mission_downgraded": "downgrades of a mission",
    "ambassador_recalled": "recalls of an ambassador",
    "ambassador_returned": "returns of an ambassador",
    "diplomats_expelled": "expulsions of diplomats",
    "grievance_raised": "grievances",
    "grievance_settled": "grievances settled",
    "sanctions_imposed": "impositions of sanctions",
    "sanctions_extended": "rounds of sanctions",
    "sanctions_eased": "easings of sanctions",
    "sanctions_lifted": "liftings of sanctions",
    "relations_severed": "severings of relations",
    "relations_restored": "restorations of relations",
    "relations_normalised": "normalisations of relations",
    "relations_lapsed": "lapses of relations",
    "talks_offered": "offers of talks",
    "talks_declined": "refusals of talks",
    "talks_opened": "openings of talks",
    "agreement_reached": "agreements",
    "talks_ended": "ends of talks",
    "protecting_power_named": "namings of a protecting power",
    "protecting_power_ended": "ends of a protecting power’s mandate",
    "office_opened": "openings of an office",
    "office_closed": "closings of an office",
}
"""What several events of a kind are called. What is only noted is not here: each says something of its own."""

T = TypeVar("T")


def folded(rows: Iterable[T], alike: Callable[[T], Hashable | None]) -> list[tuple[T, ...]]:
    """Return rows as runs, in order: three or more in a row that are alike are one run, any other row is one alone.

    `alike` returns what rows of one run have in common, none of a row that stands alone. Put one after another, the
    runs are the rows.

    >>> folded("aabbbac", str)
    [('a',), ('a',), ('b', 'b', 'b'), ('a',), ('c',)]
    """
    runs: list[tuple[T, ...]] = []
    for common, found in groupby(rows, alike):
        run = tuple(found)
        runs += [run] if common is not None and len(run) >= FEWEST else [(row,) for row in run]
    return runs


def likeness(change: Change) -> Hashable | None:
    """Return what an event has in common with the others of a run; none where it turned the status, or is no act."""
    return None if change.of_status else likeness_of_acts(change.event)


def likeness_of_acts(event: Event) -> Hashable | None:
    """Return what an event has in common with others of its kind; none where it says something of its own."""
    return (Act.of(event), event.is_supposed, event.confidence) if event.kind in RUNS else None


def run_in_words(run: Sequence[Event]) -> str:
    """Return what the events of a run are called: "20 rounds of sanctions"."""
    return f"{len(run)} {RUNS[run[0].kind]}{doubt(run[0])}"
