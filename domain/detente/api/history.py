"""The history of a pair and its states, for those who program: they take whatever can be given for a date or a move."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.history import history, state
from detente.log.record import Record
from detente.model.calling import asked, expected
from detente.model.dates import ALWAYS, Dated, last_day
from detente.model.errors import WrongCall
from detente.model.moves import Move
from detente.model.pairs import Pair
from detente.model.related import related
from detente.views.data import history_data, state_data

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

TWO = 'name two countries, such as History.of(record, "Canada", "Iran")'


class State(state.State):
    """Where a pair stands at the end of a day, as `History.at` returns it."""

    history: "History"

    def to_dict(self) -> dict[str, Any]:
        """Return it as data, just as ``detente at DATE A B --json`` prints it (docs/json.md)."""
        return state_data(self, () if self.is_within_record else self.history.others)

    def _repr_html_(self) -> str:
        from detente.views.notebook import state_html  # which only a notebook needs

        return state_html(self)


@dataclass(frozen=True, repr=False)
class History(history.History):
    """The events of one pair. It never changes: whatever is asked of it gives a new value."""

    record: Record | None = field(default=None, compare=False)
    """Where it comes from; none where it was made by hand, or comes out of a pickle."""

    @classmethod
    @asked
    def of(
        cls,
        record: Record,
        one: str,
        other: str | None = None,
        known: Dated | None = None,
        *,
        on: Dated | None = None,
    ) -> "Self":
        """Return the history of two countries, by code or name, out of a record; as known on a day, if one is given.

        Of several countries of one name those are meant that existed on the day `on`, if it is given. A pair that the
        record does not have has an empty history. Raises `UnknownCountry`, `AmbiguousCountry`, `SameCountry`,
        `BadDate`, `WrongCall`, and `SpoiledRecord` where something is wrong in the pair's own lines.

        >>> from detente import History, read, shipped_log
        >>> History.of(read(shipped_log()), "Canada", "Iran").at(2015).rungs[-1].words
        'sanctioned'
        """
        record = expected(Record, record, "detente.read(PATH) returns one")
        if other is None:
            raise WrongCall(f"One country is no pair: {TWO}.")
        made = super().of(record, one, other, known, on=None if on is None else last_day(on))
        return cls(made.pair, made.lines, made.known_on, record=record)

    @asked
    def at(self, asked: Dated) -> State:
        """Replay to the end of a day; of a month or a year, of its last.

        Raises `BadDate`, `IllegalHistory` and, of a hypothesis, `Impossible`.
        """
        return State(self, super().at(asked).day)

    @asked
    def known(self, asked: Dated) -> "Self":
        """Return the history as it was known at the end of a day (UTC), retractions included; raise `BadDate`."""
        return super().known(asked)

    @asked
    def suppose(self, *moves: "Move | Mapping[str, Any]", strict: bool = False) -> "Self":
        """Return the history as it would be if events had not happened, or others had, or on other dates.

        A move is ``LeftOut(ID)``, ``Moved(ID, DATE)``, an event, or the data of one as in the log, of which `kind`,
        `on` and what the kind requires are enough; or a line of a file of moves: ``{"without": ID}`` or ``{"move": ID,
        "on": DATE}``. What is recorded and no longer possible then is `overtaken`; with `strict` that is an error,
        `Overtakes`. Raises `Impossible` where the rules refuse what is supposed, `NoSuchEvent` for an id that the
        history does not have, `NotSupposed` for what is no move, and `BadDate`.

        >>> from detente import History, Moved, read, shipped_log
        >>> canada_iran = History.of(read(shipped_log()), "Canada", "Iran")
        >>> canada_iran.suppose(Moved("can-irn-2012-09-07-severed", 2013)).at("2012-09-08").status.words
        'sanctioned'
        """
        from detente.log.hypothesis import move  # which comes with the validator, that no other question needs

        made: list[Move] = []
        for given in moves:
            made.append(move(self.pair, given, {*self.ids, *(one.id for one in made)}))
        return super().suppose(*made, strict=strict)

    @cached_property
    def others(self) -> tuple[Pair, ...]:
        """The pairs of predecessors and successors that the record has."""
        return () if self.record is None else tuple(related(self.pair, self.record.pairs))

    def to_dict(self) -> dict[str, Any]:
        """Return its course as data, just as ``detente history A B --json`` prints it (docs/json.md)."""
        return history_data(self, self.told, None, ALWAYS, None)

    def _repr_html_(self) -> str:
        from detente.views.notebook import history_html  # which only a notebook needs

        return history_html(self)

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled of it: a pickle holds no file, and knows of the other pairs what there was to know."""
        return self.__dict__ | {"others": self.others, "record": None}
