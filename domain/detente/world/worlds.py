"""What can be asked of every pair of a log, whether all of them are in one world or each part of them in its own."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from detente.model.calling import asked, expected
from detente.model.countries import country as code_of
from detente.model.dates import Dated, beginning, between, last_day
from detente.model.extras import needing
from detente.world.periods import Unit
from detente.world.systems import System

if TYPE_CHECKING:
    from detente import Rates
    from detente.world.columns import LeftOut
    from detente.world.world import PassedOver, World


class Worlds(ABC):
    """Every pair of a log: in one or more worlds, of which each has pairs that are in no other.

    To go through them may mean that they are made one after the other: whoever holds one, holds it in memory.
    """

    known: date | None
    """The last day whose lines of the log are used; all of them if none."""

    @abstractmethod
    def __iter__(self) -> "Iterator[World]":
        """Return every one of them."""

    @cached_property
    @abstractmethod
    def left_out(self) -> "Sequence[LeftOut]":
        """The pairs that cannot be answered about."""

    @cached_property
    @abstractmethod
    def passed_over(self) -> "Sequence[PassedOver]":
        """What the rules refused and was not counted."""

    @asked
    def at(self, asked: Dated) -> Any:
        """Return where every pair stands at the end of a day, of an imprecise date of its last: a table of Arrow.

        Raises `BadDate`.
        """
        from detente.world.answers import tables_joined  # with Arrow, which the columns do without

        day = last_day(asked)
        return tables_joined([world.table(world.on(day), range(len(world.pairs))) for world in self])

    @asked
    def changes(self, since: Dated, until: Dated) -> Any:
        """Return which pairs changed from the end of one day to that of another, from what to what: a table of Arrow.

        Of a month or a year `since` means the day before it, as ``detente diff --from`` has it. Raises `BadDate`.
        """
        from detente.world.answers import changes_table
        from detente.world.comparing import seen

        before, after = between(beginning(since), until)
        return changes_table(*seen(self, before, after))

    @asked
    def differences(self, other: "Worlds", on: Dated | None = None) -> Any:
        """Return which pairs stand otherwise in another world, from what to what: a table of Arrow.

        That is of another log, as known on another day, or supposed; at the end of a day, by default after all events.
        Of a pair that cannot be answered about in one of them nothing is said. Raises `BadDate`.
        """
        from detente.world.answers import changes_table
        from detente.world.comparing import last_day as last_of
        from detente.world.comparing import seen

        worlds = expected(Worlds, other, "detente.world(PATH) returns them")
        day = last_of(chain(self, worlds)) if on is None else last_day(on)
        return changes_table(*seen(self, day), *seen(worlds, day))

    @asked
    def panel(  # noqa: PLR0913 - what is asked of a panel, each by its name
        self,
        unit: Unit = "year",
        first: Dated | None = None,
        last: Dated | None = None,
        *,
        directed: bool = False,
        system: System = "iso",
        of: Sequence[str] = ("status", "mission"),
        by: Sequence[str] = ("last", "min", "max"),
        country: str | None = None,
    ) -> Any:
        """Return a panel of all pairs, or of those of a country, as a table of Arrow.

        `detente.world.panel.Asked` says what each of these means. Raises `NoSuchPanel`, `BadDate`, `UnknownCountry` and
        `AmbiguousCountry`.
        """
        from detente.world.panel import Asked, Panel

        code = None if country is None else code_of(country)
        return Panel(self, Asked(unit, first, last, directed, system, of, by, code)).table()

    @asked
    def rates(
        self,
        status: str,
        *to: str,
        since: Dated | None = None,
        until: Dated | None = None,
        came_from: str | None = None,
        country: str | None = None,
    ) -> "Rates":
        """Return how long pairs stayed on a rung and how that ended.

        They are followed to the statuses `to`, or to the next one, until the end of a day. Without one that is the last
        of the events of the log: to go on to today, as ``detente rates`` does, give ``datetime.date.today()``. Takes
        `pip install 'detente[rates]'`. Raises `NoSuchStatus`, `UnknownCountry`, `AmbiguousCountry`, `BadDate`,
        `SameStatus`, and `NotInstalled`.
        """
        with needing("rates", "To tell base rates"):
            from detente import Rates  # as the package offers it: an answer that can be had as data
            from detente.world.rates import Chosen, rates_until
            from detente.world.turned import Turned

            chosen = Chosen.named(status, *to, since=since, came_from=came_from, country=country)
            return Rates(*rates_until(Turned.of(self), chosen, until))
