"""Answers to questions about states and histories, each of them data as ``--json`` prints it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from detente.api.history import History, State
from detente.history import differences as differing
from detente.history import reasons as reasoning
from detente.history import routes as routing
from detente.history.goals import Goal
from detente.model.calling import asked, expected
from detente.model.dates import Dated, between, last_day
from detente.model.errors import WrongCall
from detente.model.rules import kind
from detente.model.statuses import Status
from detente.model.wording import called, shown
from detente.views import rows as rowing
from detente.views.data import differences_data, obstacles_data, reasons_data, routes_data, supposition_data

_STATE = "History.at(DATE) returns one"
_HISTORY = 'History.of(record, "Canada", "Iran") returns one'


@dataclass(frozen=True, repr=False)
class Reasons:
    """Each fact that is or may be in force, and what it rests on."""

    state: State
    given: tuple[reasoning.Reason, ...]

    def __repr__(self) -> str:
        return shown("Reasons", f"for {self.state.in_words}: {len(self)}")

    def __iter__(self) -> Iterator[reasoning.Reason]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)

    def to_dict(self) -> dict[str, Any]:
        """Return them as data, as ``detente why A B --on DATE --json`` prints them."""
        return reasons_data(self.state, self.given)


@dataclass(frozen=True, repr=False)
class Obstacles:
    """What keeps a pair from a status."""

    state: State
    status: Status
    found: reasoning.Obstacles

    def __repr__(self) -> str:
        return shown("Obstacles", f"to {self.status}: {self.found.in_words}")

    def to_dict(self) -> dict[str, Any]:
        """Return them as data, as ``detente why A B --not STATUS --json`` prints them."""
        return obstacles_data(self.state, self.status, self.found)


@dataclass(frozen=True, repr=False)
class Differences:
    """The facts that differ between two states."""

    before: State
    after: State
    given: tuple[differing.Difference, ...]

    def __repr__(self) -> str:
        return shown("Differences", f"of {self.before.pair}: {len(self)} from {self.before.day} to {self.after.day}")

    def __iter__(self) -> Iterator[differing.Difference]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)

    def to_dict(self) -> dict[str, Any]:
        """Return them as data, as ``detente diff A B --json`` prints them."""
        return differences_data(self.before, self.after, self.given)


@dataclass(frozen=True, repr=False)
class Contrasts:
    """The spans of days on which a hypothesis differs from what is recorded, and both states on one day."""

    before: State
    after: State
    given: tuple[differing.Contrast, ...]

    def __repr__(self) -> str:
        return shown("Contrasts", f"of {self.before.pair}: {len(self)}")

    def __iter__(self) -> Iterator[differing.Contrast]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)

    def to_dict(self) -> dict[str, Any]:
        """Return them as data, as ``detente suppose A B … --json`` prints them."""
        return supposition_data(self.before, self.after, self.given)


@dataclass(frozen=True, repr=False)
class Routes:
    """The shortest ways to a goal."""

    ways: routing.Ways

    def __repr__(self) -> str:
        return shown("Routes", f"from {self.ways.state.in_words}: {len(self)} of {self.total}")

    @property
    def total(self) -> int:
        """How many there are, also of those that are not given."""
        return self.ways.routes.total

    def __iter__(self) -> Iterator[routing.Route]:
        return iter(self.ways.routes.given)

    def __len__(self) -> int:
        return len(self.ways.routes.given)

    def to_dict(self) -> dict[str, Any]:
        """Return them as data, as ``detente route A B --to GOAL --json`` prints them."""
        return routes_data(self.ways)


@asked
def reasons(state: State) -> Reasons:
    """Return each fact that is or may be in force, those on which the status rests first, with their events."""
    expected(State, state, _STATE)
    return Reasons(state, tuple(reasoning.reasons(state)))


@asked
def obstacles(state: State, status: str) -> Obstacles:
    """Return what keeps a pair from a status; raise `NoSuchStatus`."""
    expected(State, state, _STATE)
    found = Status.of(status)
    return Obstacles(state, found, reasoning.obstacles(state, found))


@asked
def differences(before: State, after: State) -> Differences:
    """Return the facts that differ between two states of a pair: on two days, as known on two, of two records."""
    for state in (before, after):
        expected(State, state, _STATE)
    if before.pair != after.pair:
        raise WrongCall(f"States of one pair can be compared; these are of {before.pair.names} and {after.pair.names}.")
    return Differences(before, after, tuple(differing.differences(before, after)))


@asked
def contrasts(supposed: History, on: Dated | None = None) -> Contrasts:
    """Return when a hypothesis differs from what is recorded, and both states on a day: by default after all events.

    Raises `BadDate`.
    """
    expected(History, supposed, _HISTORY)
    recorded = supposed.recorded
    ends = [one.last_day for one in (recorded, supposed) if one.events]
    day = max(ends, default=date.max) if on is None else last_day(on)
    return Contrasts(recorded.at(day), supposed.at(day), tuple(differing.contrasts(recorded, supposed)))


@asked
def routes(  # noqa: PLR0913 - the options of a question, by name
    state: State,
    to: str | Iterable[str],
    *,
    by: str | None = None,
    avoid: Iterable[str] = (),
    costs: "Mapping[str, int | float | Fraction] | None" = None,
    limit: int = routing.LIMIT,
) -> Routes:
    """Return the shortest ways from a state to a status, or to facts ("mission of Canada open"), as the rules allow.

    `by` is a country that acts alone, `avoid` are kinds of event to do without, `costs` what kinds weigh (1 unless
    set), and at most `limit` ways are given; raise `NoGoal`, `NoSuchKind`, `BadCost`, `UnknownCountry` and `NotAParty`.

    >>> from detente import History, read, routes, shipped_log
    >>> state = History.of(read(shipped_log()), "Canada", "Iran").at(2015)
    >>> [[act.kind for act in route.acts] for route in routes(state, "established")][0]
    ['sanctions_lifted', 'relations_restored']
    """
    expected(State, state, _STATE)
    goal = Goal.of_all(_several(to), state.pair)
    side = None if by is None else state.pair.side(by)
    weighed: Mapping[str, int | float | Fraction] = {} if costs is None else costs
    if not isinstance(weighed, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongCall(f"Costs are a dict of kinds and numbers, and this is {called(weighed)}.")
    whole = {kind(name): routing.cost(number) for name, number in weighed.items()}
    if not isinstance(limit, int) or limit < 1:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongCall("How many ways are given at most is a whole number, 1 or more.")
    return Routes(
        routing.ways(state, goal, by=side, avoid=[kind(name) for name in _several(avoid)], costs=whole, limit=limit)
    )


@asked
def timeline(
    history: History, *, since: Dated | None = None, until: Dated | None = None, with_facts: bool = True
) -> str:
    """Return the relations of a pair along the years as an SVG document; by default from its first event to its last.

    A hypothesis is drawn beside what is recorded; without facts the ladder is drawn alone. Raises `BadDate`.
    """
    from detente.views.timeline.drawing import draw  # which no other question needs
    from detente.views.timeline.from_history import content_of

    expected(History, history, _HISTORY)
    first, last = between(since, until, (date.min, history.last_day))
    return draw(content_of(history, last, None if since is None else first, with_facts=with_facts))


@asked
def rows(history: History) -> "list[rowing.Row]":
    """Return a flat row for each event of a history, in order: ``pandas.DataFrame(rows(history))`` is their table."""
    expected(History, history, _HISTORY)
    return rowing.rows(history)


def _several(given: str | Iterable[str]) -> Collection[str]:
    """Return the texts that are given one or several; what is neither is one text, and is refused as that."""
    return [given] if isinstance(given, str) or not isinstance(given, Iterable) else list(given)  # pyright: ignore[reportUnnecessaryIsInstance]
