"""What the pages are made from: a log, read again when it has changed, and what is kept of its answers."""

from collections.abc import Callable, Collection, Hashable
from contextlib import suppress
from contextvars import copy_context
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache, partial
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING, TypeVar, cast

from detente.history.history import History
from detente.log.record import Record, read
from detente.model.countries import Code
from detente.model.dates import HistoricDate
from detente.model.errors import DetenteError
from detente.model.pairs import Pair
from detente.views.citations import Work, works
from detente.views.sentences import mention
from detente.web.addresses import Address
from detente.web.errors import StillWorking
from detente.web.findings import checked
from detente.web.later import Later
from detente.web.specs import Data, Specs, failed
from detente.web.words import WORDS

if TYPE_CHECKING:
    from detente.web.everywhere import Everywhere

KEPT = 64
"""How many answers of a kind are kept: those that were asked for last."""
WORLDS = 2
"""As known on how many days every pair of a log is kept."""
WAIT = 5.0
"""How many seconds a page waits for what takes long, before it says that it is being worked out."""
PAUSE = 1.0
"""After how many seconds that is begun which takes a while: who waits for the first page comes before."""


Made = TypeVar("Made")


class Edition:
    """A log as it is between two changes, and what was worked out from it. What is kept is bounded."""

    def __init__(self, path: Path, stamp: str, countries: Collection[Code] = (), *, wait: float | None = WAIT) -> None:
        """Read the log, of some countries the pairs that they are in; raise `Unreadable`.

        What takes long is waited for so many seconds, without a number until it is there.
        """
        self.stamp = stamp
        self._wait = wait
        self.record: Record = read(path)
        pairs = tuple(self.record.pairs)  # laid out once, before several ask at a time
        self.pairs = tuple(pair for pair in pairs if {*pair} & {*countries}) if countries else pairs
        only = self.record_of if countries else None
        self.history = lru_cache(KEPT)(self._history)
        """Returns the history of a pair, as known on a day if one is given; raises `SpoiledRecord`."""
        self._worlds = lru_cache(WORLDS)(partial(self._world, only))
        self._answers = lru_cache(KEPT)(_later)
        self._beginning = Lock()
        self.kept = lru_cache(KEPT)(_made)
        """Returns what a function makes of values that never change, made once as long as it is asked for again."""

    @cached_property
    def record_of(self) -> frozenset[Pair]:
        """The pairs that some line is about."""
        return frozenset(self.pairs)

    @cached_property
    def notices(self) -> list[str]:
        """What is wrong and may bear on any answer."""
        return mention(self.record)

    @cached_property
    def cited(self) -> list[Work]:
        """The tool and the log, to be cited."""
        return works(self.record)

    @cached_property
    def of_country(self) -> dict[Code, list[Pair]]:
        """The pairs that each country is in."""
        found: dict[Code, list[Pair]] = {}
        for pair in self.pairs:
            for code in pair:
                found.setdefault(code, []).append(pair)
        return found

    def everywhere(self, known: HistoricDate | None = None) -> "Everywhere":
        """Return every pair of the log, followed, as known on a day if one is given; raise `StillWorking`."""
        with self._beginning:  # so that several who ask at a time have it worked out once
            begun = self._worlds(known)
        return self._there(begun)

    def later(self, make: Callable[..., Made], *given: Hashable) -> Made:
        """Return the same as `kept` does of what may take long; raise `StillWorking` while it is worked out."""
        with self._beginning:
            begun = cast("Later[Made]", self._answers(make, *given))
        return self._there(begun)

    def _there(self, begun: Later[Made]) -> Made:
        found = begun.found(self._wait)
        if found is None:
            raise StillWorking(WORDS["being_worked_out"])
        return found

    def _world(self, only: Collection[Pair] | None, known: HistoricDate | None) -> "Later[Everywhere]":
        from detente.web.everywhere import Everywhere  # whose libraries take a while to be there

        return Later(partial(Everywhere, self.record, known, only=only))

    def _history(self, pair: Pair, known: HistoricDate | None = None) -> History:
        return History.of(self.record, *pair, known)


def _made(make: Callable[..., Made], *given: Hashable) -> Made:
    return make(*given)


def _later(make: Callable[..., Made], *given: Hashable) -> Later[Made]:
    return Later(partial(make, *given))


class Site:
    """A log that is shown, in the edition of this moment."""

    is_written = False
    """Whether its pages are written, to be shown where nobody answers."""

    def __init__(self, log: Path, features: Path | None = None, countries: Collection[Code] = ()) -> None:
        """Read the log, of some countries the pairs that they are in, and look for the features.

        Raises `Unreadable` and `NothingToRun`.
        """
        self.log = log
        self.checked = Later(partial(checked, log), lambda: self.stamp)
        """What is wrong in the log."""
        self.specs: Later[Data] | None = None
        """What comes of the features; nothing where there are none."""
        if features:
            specs = Specs(features, log)
            self.specs = Later(specs.run, lambda: f"{self.stamp} {specs.stamp}")
        self._changing = Lock()
        self._countries = countries
        self._edition = self._read(self.stamp)

    def _read(self, stamp: str) -> Edition:
        return Edition(self.log, stamp, self._countries, wait=None if self.is_written else WAIT)

    @property
    def stamp(self) -> str:
        """What tells the log from what it was before it was changed; empty where there is none any more."""
        try:
            status = self.log.stat()
        except OSError:
            return ""
        # What is no file, such as a pipe, is read once.
        return f"{status.st_mtime_ns}-{status.st_size}-{status.st_ino}" if self.log.is_file() else "once"

    @property
    def shown(self) -> str:
        """What tells pages from what they were: the log, and what was found in it; empty where there is no log."""
        stamp = self.stamp
        return stamp and f"{stamp} {self.wrong} {self.failed}"

    @property
    def notices(self) -> list[str]:
        """What is wrong in the log as it is now, and may bear on any answer; nothing where it cannot be read."""
        with suppress(DetenteError):
            return self.edition.notices
        return []

    def begin(self) -> None:
        """Begin with what takes a while, in a moment."""
        # With what this thread knows of pipes that are read once.
        beginning = Timer(PAUSE, copy_context().run, [self._begin])
        beginning.daemon = True
        beginning.start()

    def _begin(self) -> None:
        _ = self.wrong, self.failed
        with suppress(DetenteError):
            self.edition.everywhere()

    @property
    def today(self) -> date:
        """The day of today, in UTC."""
        return datetime.now(UTC).date()

    def data_at(self, here: Address) -> Address:
        """Return the address of which the data are shown on a page."""
        return here

    def view_at(self, view: Address) -> Address:
        """Return the address to which another view of what a page shows is led."""
        return view

    def a_page(self, usual: int) -> int:
        """Return how many rows of a list stand on a page."""
        return usual

    @property
    def wrong(self) -> int | None:
        """How many things are wrong in the log; nothing while it is not known."""
        with suppress(DetenteError):
            found = self.checked.found()
            return found and found.wrong
        return None

    @property
    def failed(self) -> int | None:
        """How many scenarios failed; nothing while it is not known, and where none are run."""
        with suppress(DetenteError):
            found = self.specs and self.specs.found()
            return None if found is None else failed(found)
        return None

    @property
    def edition(self) -> Edition:
        """The log as it is now; raises `Unreadable`."""
        stamp = self.stamp
        if stamp != self._edition.stamp:
            with self._changing:
                if stamp != self._edition.stamp:
                    self._edition = self._read(stamp)
        return self._edition
