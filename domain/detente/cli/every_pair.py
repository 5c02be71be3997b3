"""Every pair of the log that is asked, one history after the other."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from detente.cli.answer import DONE, REFUSED
from detente.cli.inputs import (
    Overlay,
    Together,
    known_asked,
    nothing_supposed,
    overlay_asked,
    record_together,
    supposing,
    together_asked,
)
from detente.history.history import History, SpoiledRecord
from detente.history.state import State
from detente.log.findings import Finding, printable
from detente.log.record import Record, Unreadable
from detente.model.countries import Code
from detente.model.extras import WORLD, is_installed
from detente.model.moves import LeftOut, Moved
from detente.model.pairs import Pair
from detente.model.wording import listing
from detente.views.data import Data, states_data
from detente.views.sentences import mention

if TYPE_CHECKING:
    from detente.cli.in_bulk import InBulk


class WholeLog(NamedTuple):
    """A log of which every pair is asked. What is said of it is found when it is asked."""

    record: Record
    overlay: Overlay
    """What is supposed on top of it."""

    @property
    def asides(self) -> list[str]:
        """The remarks that go with any answer from it."""
        nothing = [nothing_supposed(self.overlay)] if self.overlay.path and not self.overlay.moves else []
        return [*mention(self.record), *self.overlay.remarks, *nothing]

    @property
    def code(self) -> int:
        """The exit code of any answer, if no pair is left out."""
        return REFUSED if self.record.findings_of_no_pair or self.record.broken_seal else DONE

    def must_have_pairs(self) -> None:
        """Raise `Unreadable` where no line is left of which the pair can be told."""
        if self.record.in_doubt and not self.record.pairs:
            raise Unreadable(str(self.record.in_doubt))


def whole_logs(asked: argparse.Namespace, logs: Iterable[Together]) -> dict[Together, WholeLog]:
    """Open logs, with what is supposed on top of each of them; one that is named twice is read once: it may be a pipe.

    Raises `Unreadable`.
    """
    records = {named: record_together(named) for named in dict.fromkeys(logs)}
    overlay = overlay_asked(asked, *records.values())
    return {named: WholeLog(record, overlay) for named, record in records.items()}


def every_pair(asked: argparse.Namespace, of: Code | None = None) -> "EveryPair | InBulk":
    """Return every pair of the log that is asked, or of the packed world, or those of one country alone.

    Without the libraries that read a log in bulk there is one history after the other. Raises `Unreadable`,
    `NotPacked`, and what a hypothesis raises.
    """
    if is_installed(*WORLD):
        from detente.cli.in_bulk import InBulk

        return InBulk.of(asked, of)
    return EveryPair(asked, of)


class EveryPair:
    """The histories of all pairs; gone through, it says what could not be answered in `asides`, `left_out`, `code`."""

    def __init__(self, asked: argparse.Namespace, of: Code | None = None) -> None:
        """Open the log, for the pairs of one country alone if it is given.

        Raises `Unreadable`, also where no line is left of which the pair can be told.
        """
        self._of = of
        (whole,) = whole_logs(asked, [together_asked(asked)]).values()
        whole.must_have_pairs()
        self._record, self._overlay = whole.record, whole.overlay
        self.asides, self.code = whole.asides, whole.code
        """The remarks that go with any answer from it, and its exit code."""
        self.left_out: list[Pair] = []
        """The pairs that could not be answered about."""
        self._known = known_asked(asked)

    @property
    def is_in_doubt(self) -> bool:
        """Whether lines may be about any pair, so that of none it can be said that nothing is recorded of it."""
        return self._record.in_doubt is not None

    def __iter__(self) -> Iterator[History]:
        supposed = {move.pair for move in self._overlay.moves if not isinstance(move, LeftOut | Moved)}
        for pair in sorted({*self._record.pairs, *supposed}):
            if self._of is not None and self._of not in pair:
                continue
            try:
                history = History.of(self._record, *pair, self._known)
            except SpoiledRecord as spoiled:
                self.asides += not_answered([(pair, spoiled.findings)], self._record)
                self.left_out.append(pair)
                self.code = REFUSED
            else:
                yield supposing(history, self._overlay, self._record)[0]

    def having(self, kind: str) -> Iterator[History]:
        """Return the histories of the pairs that have an event of some kind."""
        return (history for history in self if any(event.kind == kind for event in history.events))

    def states_on(self, day: date) -> list[State]:
        """Return where every pair stands at the end of a day."""
        return [history.at(day) for history in self]

    def data_on(self, day: date) -> list[Data]:
        """Return the same as data."""
        return states_data(self.states_on(day))


def not_answered(left_out: Iterable[tuple[Pair, Sequence[Finding]]], record: Record | None = None) -> Iterator[str]:
    """Return which pairs are not answered about, and for which lines of a record.

    Why it is for them tells `check`; of what that does not read, as a packed world, which is no record, the first
    reason is told.
    """
    for pair, findings in left_out:
        lines = [f"line {found.line}" if record is None else record.place_of(found) for found in findings]
        why = "." if record is not None and record.is_for_check else f": {printable(findings[0].message)}"
        yield f"{pair.names}: not answered, for {listing([*dict.fromkeys(lines)])}{why}"
