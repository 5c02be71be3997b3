"""The history of one pair, and the answers that it gives."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from detente.history.hypotheses import Followed, Impossible, Overtakes, alike, check, followed
from detente.history.state import State
from detente.log.findings import Finding
from detente.log.record import Record
from detente.model.calling import asked, expected
from detente.model.courses import Courses
from detente.model.dates import Dated, HistoricDate, day_in_words, last_day
from detente.model.errors import DetenteError
from detente.model.events import Event, Line, Survey, is_known_on
from detente.model.extent import Extent, extent
from detente.model.following import Change, changes
from detente.model.happening import Happening, effective
from detente.model.machine import Position
from detente.model.meant import meant
from detente.model.moves import LeftOut, Move, Moved, suppose
from detente.model.pairs import Pair
from detente.model.parts import parts
from detente.model.refusal import Refused
from detente.model.standing import Standing
from detente.model.wording import counted, shown

if TYPE_CHECKING:
    from typing import Self


class SpoiledRecord(DetenteError):
    """What the log holds about a pair cannot be answered from until it is mended."""

    def __init__(self, pair: Pair, findings: Sequence[Finding]) -> None:
        super().__init__(pair, findings)
        self.pair = pair
        self.findings = findings

    def __str__(self) -> str:
        listed = "\n".join(map(str, self.findings))
        return f"The record of {self.pair.names} cannot be answered from until this is mended:\n{listed}"


class IllegalHistory(DetenteError):
    """Events that the rules do not allow in their order, as they were known on some day."""


class Begun(NamedTuple):
    """What is known of a longer history of which one is a part."""

    standing: Standing | None
    """How things stood before the part: all before had happened for certain. Nothing had before the first part."""
    dates: tuple[HistoricDate, ...] = ()
    """Those of the first event of the longer one, and of the event that ends last."""


@dataclass(frozen=True)
class History:
    """The events of one pair. It never changes: whatever is asked of it gives a new value."""

    pair: Pair
    lines: tuple[Line, ...]
    """Everything that the log holds about the pair, in its order."""
    known_on: date | None = None
    """The last day whose lines of the log are used; all of them if none."""
    moves: tuple[Move, ...] = ()
    """What is supposed on top of the record, in order; nothing if it is the record's own history."""
    _begun: Begun | None = field(default=None, repr=False, compare=False)
    _recorded: "Self | None" = field(default=None, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        record: Record,
        one: str,
        other: str,
        known: Dated | None = None,
        *,
        on: date | None = None,
    ) -> "Self":
        """Return the history of two countries, by code or name, out of a record; as known on a day, if one is given.

        Of several countries of one name those are meant that existed on the day `on`, if it is given. A pair that the
        record does not have has an empty history. Raises `UnknownCountry`, `AmbiguousCountry`, `SameCountry`, and
        `SpoiledRecord` where something is wrong in the pair's own lines or the rules refuse one of its events, or where
        it has none, and there are lines that may be about any pair.
        """
        pair = Pair.of(one, other, on)
        known_on = None if known is None else last_day(known)
        if found := record.findings_of(pair, known_on):
            raise SpoiledRecord(pair, found)
        lines = tuple(entry.line for entry in record.entries_of(pair))
        if not lines and record.in_doubt:
            raise SpoiledRecord(pair, [record.in_doubt])
        return cls(pair, lines, known_on)

    def __repr__(self) -> str:
        known = f", as known on {self.known_on}" if self.known_on else ""
        supposed = f", {counted(len(self.moves), 'move')} supposed" if self.moves else ""
        return shown("History", f"of {self.pair}: {counted(len(self.lines), 'line')}{known}{supposed}")

    def known(self, asked: Dated) -> "Self":
        """Return the history as it was known at the end of a day (UTC), retractions included.

        A hypothesis stays: what it supposes was never recorded, and what it says of events not yet known is void.
        """
        return replace(self, known_on=last_day(asked), _recorded=None)

    def suppose(self, *moves: Move, strict: bool = False) -> "Self":
        """Return the history as it would be if events had not happened, or others had, or on other dates.

        What is recorded and no longer possible then is `overtaken`; with `strict` that raises `Overtakes`. Raises
        `Impossible` where the rules refuse an event that is supposed, `NoSuchEvent` for an id that the history does
        not have. Hypotheses stack: the events of this one can be moved and left out in the next.

        >>> from detente import History, LeftOut, read, shipped_log
        >>> canada_iran = History.of(read(shipped_log()), "Canada", "Iran")
        >>> canada_iran.suppose(LeftOut("can-irn-2012-09-07-severed")).at("2012-09-08").status.words
        'sanctioned'
        """
        check(self.pair, self.ids, moves)
        supposed = replace(self, moves=(*self.moves, *moves), _recorded=self.recorded)
        if supposed.is_overtaking and strict:
            raise Overtakes(supposed.overtaken)
        return supposed

    def not_void(self, moves: Iterable[Move]) -> list[Move]:
        """Return those of some moves that are not void: that name no event not known yet, or no longer counted.

        What a file or a scenario supposes is about the record of all days, and asked about as known on one.
        """
        void = {line.id for line in self.lines} - self.ids if self.known_on else set[str]()
        return [move for move in moves if not isinstance(move, LeftOut | Moved) or move.id not in void]

    @asked
    def event(self, named: str, *more: Event) -> Event:
        """Return the event that an id, the beginning of one, a date or words name, also one left out or overtaken.

        More events can be given that may be meant as well. Raises `NoSuchEvent`, and `SeveralEvents` where several fit.

        >>> from detente import History, read, shipped_log
        >>> History.of(read(shipped_log()), "Canada", "Iran").event("relations severed").id
        'can-irn-2012-09-07-severed'
        """
        expected(str, named, "an id, the beginning of one, a date or words")
        for other in more:
            expected(Event, other, "History.events has some")
        return meant(named, (*self.recorded.events, *self.events, *more), f"in the history of {self.pair.names}")

    @property
    def begun(self) -> Standing:
        """How things stood before all of it: with nothing, but where it is part of a longer history."""
        return (self._begun and self._begun.standing) or Standing(self.pair)

    @property
    def has_events(self) -> bool:
        """Whether any event is recorded or supposed, in the part that this is or in another."""
        return bool(self.events or self.recorded.events or self._begun)

    @property
    def recorded(self) -> "Self":
        """The history without anything that is supposed."""
        return self._recorded or (replace(self, moves=()) if self.moves else self)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that count, in order; of a hypothesis those that it leaves room for.

        Raises `IllegalHistory` and, of a hypothesis, `Impossible`.
        """
        return tuple(happening.event for happening in self.happenings)

    @property
    def happenings(self) -> tuple[Happening, ...]:
        """What happens by these events."""
        return self._followed.happenings

    @property
    def positions(self) -> tuple[Position, ...]:
        """The status and the values of the facts after each event."""
        return self._followed.positions

    def position_before(self, index: int) -> Position:
        """Return where things stand before an event, every one before it taken as happened in its order."""
        return self._followed.before(index)

    @cached_property
    def first_open(self) -> int:
        """How many events come before the first day on which an event can have fallen that is not dated to the day."""
        imprecise = next((one.earliest for one in self.happenings if one.earliest != one.latest), None)
        if imprecise is None:
            return len(self.happenings)
        return bisect_left(self.happenings, imprecise, key=lambda happening: happening.earliest)

    @cached_property
    def courses(self) -> tuple[Courses, ...]:
        """What the dates leave open since then, of each part of the facts; the first is that of the ladder."""
        start, since = self.position_before(self.first_open), self.happenings[self.first_open :]
        positions = self.positions[self.first_open :]
        return tuple(Courses(slots, start, since, positions) for slots in parts(since))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all events, also of those that a hypothesis leaves no room for."""
        overtaken = (happening for happening, _ in self._followed.refused)
        return frozenset(happening.id for happening in (*self.happenings, *overtaken))

    @cached_property
    def _followed(self) -> Followed:
        known = self.recorded._followed if self.moves else None  # noqa: SLF001 - another of the same
        happenings = effective(self._known_lines) if known is None else suppose(known.happenings, self.moves)
        found = followed(self.begun, happenings, known)
        refused = [(one, index) for one, index in found.refused if known is None or one.is_supposed]
        if refused:
            happening, index = refused[0]
            *_, before = self.begun, *(change.after for change in self._changes(found.happenings[:index]))
            raise self._impossible(Refused(happening, before))
        return found

    def _impossible(self, refused: Refused) -> DetenteError:
        if refused.happening.is_supposed:
            return Impossible(refused)
        known = f"As known on {day_in_words(self.known_on)}, the" if self.known_on else "The"
        return IllegalHistory(f"{known} record of {self.pair.names} was against the rules: {refused}")

    def _changes(self, happenings: Sequence[Happening]) -> tuple[Change, ...]:
        """Follow what happens with reasons; what the recorded course begins with has its own already."""
        known = self.recorded.course if self.moves else ()
        same = alike(happenings, [change.happening for change in known])
        start = known[same - 1].after if same else self.begun
        return (*known[:same], *changes(start, happenings[same:]))

    @cached_property
    def withdrawn(self) -> tuple[tuple[Event, Line], ...]:
        """The events that no longer count, in order, each with the line that retracted it."""
        by = {line.retracts: line for line in self._known_lines if line.retracts is not None}
        events = [line for line in self._known_lines if isinstance(line, Event) and line.id in by]
        return tuple((event, by[event.id]) for event in sorted(events, key=lambda event: event.on.earliest))

    @cached_property
    def surveys(self) -> tuple[Survey, ...]:
        """What was looked for of the pair, in the order of the log: the surveys that no other line retracts."""
        retracted = {line.retracts for line in self._known_lines}
        return tuple(line for line in self._known_lines if isinstance(line, Survey) and line.id not in retracted)

    @cached_property
    def extent(self) -> Extent | None:
        """From when to when something is recorded of the pair, suppositions apart; nothing where nothing is."""
        before = self._begun.dates if self._begun else ()
        return extent((*before, *(event.on for event in self.recorded.events)), self.surveys)

    @cached_property
    def _known_lines(self) -> list[Line]:
        return [line for line in self.lines if self.known_on is None or is_known_on(line, self.known_on)]

    @property
    def last_day(self) -> date:
        """The day by which everything that counts has happened; the end of time where nothing has."""
        return max((event.on.latest for event in self.events), default=date.max)

    @cached_property
    def course(self) -> tuple[Change, ...]:
        """What each event did, every event taken as happened."""
        return self._changes(self.happenings)

    @property
    def told(self) -> tuple[Change, ...]:
        """The part of the course that is told without being asked for: what bears on facts, or is marked as major."""
        return tuple(change for change in self.course if change.of_facts or change.event.major)

    @property
    def is_overtaking(self) -> bool:
        """Whether a hypothesis leaves no room for some events of the record."""
        return bool(self._followed.refused)

    @cached_property
    def overtaken(self) -> tuple[Refused, ...]:
        """The events of the record that the hypothesis makes impossible, in order, with what they break."""
        standings = [self.begun, *(change.after for change in self.course)]
        return tuple(Refused(happening, standings[index]) for happening, index in self._followed.refused)

    def at(self, asked: Dated) -> State:
        """Replay to the end of a day; of an imprecise date, of its last.

        Raises `BadDate`, `IllegalHistory` and, of a hypothesis, `Impossible`.
        """
        self.happenings  # noqa: B018 - which raises, if anything is wrong, here and not in the answer
        return State(self, last_day(asked))
