"""A record: the log of events of one or many pairs, as it was when it was read."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from detente.log.checking import advise, refused, wrong_ids
from detente.log.findings import Finding
from detente.log.reading import Entry, entries
from detente.model.errors import DetenteError
from detente.model.events import is_known_on
from detente.model.pairs import Pair


class Unreadable(DetenteError):
    """A log that cannot be opened."""


class Record:
    """The events of a log, and everything that is wrong with it."""

    def __init__(self, path: str, read: Iterable[Entry | Finding]) -> None:
        everything = list(read)
        self.path = path
        self.entries = tuple(entry for entry in everything if isinstance(entry, Entry))
        """The lines that hold events, in the order of the log."""
        self._unreadable = [found for found in everything if isinstance(found, Finding)]
        self._known: dict[date, Record] = {}

    @cached_property
    def by_pair(self) -> Mapping[Pair, tuple[Entry, ...]]:
        """The lines about each pair, in the order of the log; pairs in alphabetical order.

        A line whose id stands already in a line above is no second event.
        """
        first: dict[str, Entry] = {}
        for entry in self.entries:
            first.setdefault(entry.line.id, entry)
        sorted_out: dict[Pair, list[Entry]] = {}
        for entry in first.values():
            sorted_out.setdefault(entry.line.pair, []).append(entry)
        return {pair: tuple(sorted_out[pair]) for pair in sorted(sorted_out)}

    @cached_property
    def pair_of(self) -> Mapping[str, Pair]:
        """The pair that the line of each id is about."""
        return {entry.line.id: entry.line.pair for entry in reversed(self.entries)}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong: in the lines, with ids and retractions, against the rules; in order of line."""
        found = [*self._unreadable, *wrong_ids(self.path, self.entries), *refused(self.path, self.by_pair)]
        return tuple(sorted(found, key=lambda finding: (finding.line, finding.column)))

    @cached_property
    def spoiled(self) -> Mapping[Pair, list[Finding]]:
        """The findings that keep a pair from being answered, by pair."""
        by_pair: dict[Pair, list[Finding]] = {}
        for finding in self.findings:
            if finding.pair is not None:
                by_pair.setdefault(finding.pair, []).append(finding)
        return by_pair

    def known(self, day: date) -> "Record":
        """Give the record as it was at the end of a day (UTC): without the lines that were added later.

        Lines that hold no event do not say when they were added, and stay.
        """
        if day not in self._known:
            until = [entry for entry in self.entries if is_known_on(entry.line, day)]
            self._known[day] = Record(self.path, (*until, *self._unreadable))
        return self._known[day]

    @cached_property
    def advice(self) -> tuple[Finding, ...]:
        """What is not wrong and could be said better: dates that leave open an order that matters."""
        return tuple(advise(self.path, self.by_pair))


def read(path: str | Path) -> Record:
    """Read a log from a file; raise `Unreadable` where there is none or it cannot be opened."""
    return Record(str(path), entries(read_bytes(path), str(path)))


def read_bytes(path: str | Path, what: str = "log") -> bytes:
    """Give the bytes of a log or of another file; raise `Unreadable` where there is none or it cannot be opened."""
    another = " Name one with --log, or in DETENTE_LOG." if what == "log" else ""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"There is no {what} at {path}.{another}") from None
    except OSError as error:
        raise Unreadable(f"The {what} {path} cannot be read: {error.strerror}.{another}") from error
