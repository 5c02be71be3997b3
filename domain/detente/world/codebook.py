"""The columns of a panel: what each is called, what it says, and how its cells are found. The one table of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np

from detente.model.events import CONFIDENCES
from detente.model.representation import HEADS, LEVELS
from detente.model.table import FAMILIES
from detente.model.wording import words
from detente.world.cells import Rows
from detente.world.facts import POSTS, STATUSES
from detente.world.periods import UNITS, Unit
from detente.world.ranks import HEAD_OF, LEVEL_OF, RANKS, RESIDENT_OF, named
from detente.world.runs import NOT_KNOWN
from detente.world.systems import System

Form: TypeAlias = Literal["integer", "number", "boolean", "ordered", "text"]
"""What the cells of a column are; `ordered` are words that have an order, the least first."""


class Column(NamedTuple):
    """One column of a panel."""

    name: str
    form: Form
    label: str
    """What it is, in 80 characters."""
    what: str
    """What it says, and when it is empty."""
    cells: Callable[[Rows], Any]
    """What returns its cells: numbers, of words their indexes in `values`; below 0, or not a number, where empty."""
    values: tuple[str, ...] = ()
    """The words that there can be; none where they are the cells themselves."""
    is_key: bool = False


COVERAGE = ("not", "partly", "wholly")
FACTS = ("status", "mission")
"""The facts that are aggregated over the days of a period."""

_RANKS = tuple(map(named, RANKS))
_POSSIBLE = tuple(
    " ".join(status for status in reversed(STATUSES) if mask >> status.height & 1) for mask in range(2 ** len(STATUSES))
)
_SIDES = ("first", "second")
_EMPTY = "Empty outside what is recorded"
_LABELS = {
    "last": "at the end",
    "min": "lowest",
    "max": "highest",
    "median": "median of the days",
    "mode": "most days",
}
_TIES = {
    "median": " Of an even number of days the higher of the two in the middle.",
    "mode": " Of several the highest.",
}


class Codes(NamedTuple):
    """The codes of states."""

    known: tuple[str, ...] = ()
    """All of them, in order."""
    of_sides: "Sequence[int]" = ()
    """The index in it of both states of each pair in turn."""


def columns(
    unit: Unit, system: System, of: Iterable[str], by: Sequence[str], codes: Codes | None = None
) -> list[Column]:
    """Return the columns of a panel of some states, in order."""
    codes = codes or Codes()
    return [
        *_keys(unit, system, codes),
        *_coverage(),
        *(column for fact in FACTS if fact in of for aggregate in by for column in _aggregated(fact, aggregate)),
        *_of_statuses(),
        *_of_events(),
        *(column for side in (0, 1) for column in _of_side(side)),
    ]


def _keys(unit: Unit, system: System, codes: Codes) -> Iterator[Column]:
    if system == "iso":
        yield from _codes(codes, is_key=True)
    else:
        yield from _numbers(system)
    for name in UNITS[: UNITS.index(unit) + 1]:
        yield Column(name, "integer", f"The {name}", f"The {name} of the period.", attrgetter(name), is_key=True)
    if system != "iso":
        yield from _codes(codes, is_key=False)


def _numbers(system: System) -> Iterator[Column]:
    prefix, source = {"cow": ("c", "Correlates of War"), "gw": ("gw", "Gleditsch and Ward")}[system]
    for side, which in enumerate(_SIDES):
        yield Column(
            f"{prefix}code{side + 1}",
            "integer",
            f"Number of the {which} state ({source})",
            f"The number of the {which} state in the list of {source}. Undirected, the first is the lower.",
            partial(_key, side),
            is_key=True,
        )


def _codes(codes: Codes, *, is_key: bool) -> Iterator[Column]:
    index = np.array(codes.of_sides, np.int64)
    for side, which in enumerate(_SIDES):
        yield Column(
            f"code{side + 1}",
            "text",
            f"Code of the {which} state",
            f"The code of the {which} state: ISO 3166 alpha-3 or, where that has none, one of our own; "
            "where a number passes from one state to another, the one that has it at the end of the period.",
            partial(_code, index, side),
            codes.known,
            is_key,
        )


def _key(side: int, rows: Rows) -> Any:
    return np.array(rows.dyads.keys)[(rows.one, rows.other)[side]]


def _code(index: Any, side: int, rows: Rows) -> Any:
    return index[rows.code(side)]


def _coverage() -> Iterator[Column]:
    yield Column(
        "days",
        "integer",
        "Days on which both states were in the system",
        "The days of the period on which both states were in the system: all that the row says is of these.",
        attrgetter("days"),
    )
    yield Column(
        "recorded",
        "ordered",
        "Whether the period lies within what is recorded",
        "How much of these days lies between the first and the last that is recorded of the pair. Where it is `not`, "
        "nothing is known, and not that there were no relations. A pair without any row is not in the log, or could "
        "not be answered about: the latter are named in the description beside the file, as `leftOut`.",
        Rows.recorded,
        COVERAGE,
    )
    yield Column(
        "days_recorded", "integer", "Days within what is recorded", "The days of that.", attrgetter("days_recorded")
    )
    for family in FAMILIES:
        yield Column(
            f"surveyed_{family}",
            "ordered",
            f"Whether {family} were looked for",
            f"For how much of these days {family} were looked for in sources. Where it is `not`, that none is recorded "
            "says nothing. Empty where no survey of the pair tells what was looked for.",
            partial(_surveyed, family),
            COVERAGE,
        )


def _aggregated(fact: str, aggregate: str) -> Iterator[Column]:
    suffix = "" if aggregate == "last" else f"_{aggregate}"
    when = {
        "last": "on the last of these days. Empty where it is not known then",
        "min": "the lowest that a day had",
        "max": "the highest that a day had",
        "median": "that of the middle day, when the days are put in the order of their values",
        "mode": "the one that most days had",
    }[aggregate]
    more = f"{_TIES.get(aggregate, '')} {_EMPTY}"
    if fact == "status":
        yield Column(
            f"status{suffix}",
            "ordered",
            f"Status, {_LABELS[aggregate]}",
            f"The status: {when}.{more}, and where it would be no relations and relations were not looked for.",
            partial(_over_days, fact, len(STATUSES), aggregate, None),
            tuple(STATUSES),
        )
        return
    for side in (0, 1):
        yield Column(
            f"mission{side + 1}{suffix}",
            "ordered",
            f"Representation of state {side + 1}, {_LABELS[aggregate]}",
            f"How the {_SIDES[side]} state is represented in the other, by its weightiest mission or "
            f"office: {when}.{more}, and where there is none and missions or offices were not looked for.",
            partial(_over_days, fact, len(RANKS), aggregate, side),
            _RANKS,
        )


def _of_statuses() -> Iterator[Column]:
    for status in reversed(STATUSES):
        yield Column(
            f"days_{status}",
            "integer",
            f"Days with the status {words(status)}",
            f"On how many of these days the status was {words(status)}, as far as it is known which it was. Empty "
            "where it is known of no day.",
            partial(_days_with, status.height),
        )
    yield Column(
        "changes",
        "integer",
        "Changes of the status",
        "On how many of these days the status was another than on the day before, where it is known of both. Empty "
        "where it is known of no day.",
        Rows.changes,
    )
    yield Column(
        "possible",
        "text",
        "Statuses possible at the end",
        "Every status that the dates of events leave open on the last of these days, the highest first, parted by "
        f"blanks. {_EMPTY}, and where it would be no relations alone and relations were not looked for.",
        partial(_at_end, "possible"),
        _POSSIBLE,
    )
    yield Column(
        "share_uncertain",
        "number",
        "Share of the days with an uncertain status",
        "On which share of the days of which it is known which statuses are possible more than one is. Empty where "
        "that is known of no day.",
        Rows.share_uncertain,
    )
    yield Column(
        "complete",
        "boolean",
        "Whether every order of events was followed",
        "Whether on all of these days every order was followed that the dates leave open: where too many are open at "
        f"once, not all are. {_EMPTY}.",
        Rows.complete,
    )
    yield Column(
        "confidence",
        "ordered",
        "How sure the events are behind the status",
        "How sure the weakest of the events is that hold the rungs on the last of these days. Empty where there are "
        "none, and outside what is recorded.",
        partial(_at_end, "confidence"),
        CONFIDENCES,
    )


def _of_events() -> Iterator[Column]:
    yield Column(
        "events",
        "integer",
        "Events",
        f"How many events fell on these days, those that are only noted included. {_EMPTY}.",
        partial(Rows.events, certain=True),
    )
    yield Column(
        "events_possible",
        "integer",
        "Events that may have fallen into the period",
        f"How many events reach with some of their possible days into these days, and not with all. {_EMPTY}.",
        partial(Rows.events, certain=False),
    )
    yield Column(
        "acts",
        "text",
        "What happened",
        "The kinds of these events, in order, parted by “; ”, each with who acted (`:1`, `:2`), and with `?` where it "
        "may have fallen on another day. Empty where there are none.",
        Rows.acts,
    )


def _of_side(side: int) -> Iterator[Column]:
    which, digit = _SIDES[side], side + 1

    yield Column(
        f"post{digit}",
        "ordered",
        f"Mission of state {digit} in the other, at the end",
        f"Whether the {which} state has a mission in the other on the last of these days: `none`, `open`, or `closed` "
        f"while relations went on. {_EMPTY}, and where it is `none` and missions were not looked for.",
        partial(_of_side_at_end, "post", side),
        POSTS,
    )
    yield Column(
        f"level{digit}",
        "ordered",
        f"Level of the mission of state {digit}, at the end",
        f"The level of the mission of the {which} state then. Empty without an open one, and where it is not known.",
        partial(_detail, LEVEL_OF, side),
        LEVELS[1:],
    )
    yield Column(
        f"head{digit}",
        "ordered",
        f"Head of the mission of state {digit}, at the end",
        f"Who heads the mission of the {which} state then. Empty without an open one, and where it is not known.",
        partial(_detail, HEAD_OF, side),
        HEADS[1:],
    )
    yield Column(
        f"resident{digit}",
        "boolean",
        f"Whether state {digit} is represented by residents, at the end",
        f"Whether the head of the weightiest mission or office of the {which} state resides there. Empty without one.",
        partial(_detail, RESIDENT_OF, side),
    )
    yield Column(
        f"sanctions{digit}",
        "boolean",
        f"Sanctions of state {digit} on the other, at the end",
        f"Whether sanctions of the {which} state on the other are in force on the last of these days. {_EMPTY}, and "
        "where there are none and sanctions were not looked for.",
        partial(_of_side_at_end, "sanctions", side),
    )


def _days_with(height: int, rows: Rows) -> Any:
    days = rows.days_with_each(rows.facts.status, len(STATUSES))
    return np.where(days.any(axis=1), days[:, height], NOT_KNOWN)


def _surveyed(family: str, rows: Rows) -> Any:
    return rows.surveyed(family)


def _over_days(fact: str, values: int, aggregate: str, side: int | None, rows: Rows) -> Any:
    return rows.aggregated(getattr(rows.facts, fact), values, aggregate, side)


def _at_end(fact: str, rows: Rows) -> Any:
    return rows.at_end(getattr(rows.facts, fact))


def _of_side_at_end(fact: str, side: int, rows: Rows) -> Any:
    return rows.of_side_at_end(getattr(rows.facts, fact), side)


def _detail(of_representation: Any, side: int, rows: Rows) -> Any:
    found = _of_side_at_end("representation", side, rows)
    return np.where(found == NOT_KNOWN, NOT_KNOWN, of_representation[found])
