"""Every pair of the log that is asked, one history after the other."""

import argparse
from collections.abc import Iterator, Sequence

from detente.cli.answer import DONE, REFUSED
from detente.cli.inputs import known_asked, nothing_supposed, overlay_asked, record_asked, supposing
from detente.history.history import History, SpoiledRecord
from detente.log.findings import Finding
from detente.log.record import Record, Unreadable
from detente.model.moves import LeftOut, Moved
from detente.model.pairs import Pair
from detente.model.wording import listing
from detente.views.sentences import mention


class EveryPair:
    """The histories of all pairs; gone through, it says in `asides` and `code` what could not be answered."""

    def __init__(self, asked: argparse.Namespace) -> None:
        """Open the log; raise `Unreadable`, also where no line is left of which the pair can be told."""
        self._record, self.code = pairs_asked(asked)
        self._known = known_asked(asked)
        overlay = overlay_asked(asked, self._record)
        self._overlay = overlay
        self.asides = [*mention(self._record), *overlay.remarks]
        """The remarks that go with any answer from it."""
        if overlay.path and not overlay.moves:
            self.asides.append(nothing_supposed(overlay))

    def __iter__(self) -> Iterator[History]:
        supposed = {move.pair for move in self._overlay.moves if not isinstance(move, LeftOut | Moved)}
        for pair in sorted({*self._record.pairs, *supposed}):
            try:
                history = History.of(self._record, *pair, self._known)
            except SpoiledRecord as spoiled:
                self.asides.append(not_answered(pair, spoiled.findings))
                self.code = REFUSED
            else:
                yield supposing(history, self._overlay, self._record)[0]


def pairs_asked(asked: argparse.Namespace) -> tuple[Record, int]:
    """Return the record that is asked about every pair of it, and the exit code of the answer if all can be answered.

    Raises `Unreadable`, also where no line is left of which the pair can be told.
    """
    record = record_asked(asked)
    if record.in_doubt and not record.pairs:
        raise Unreadable(str(record.in_doubt))
    return record, REFUSED if record.findings_of_no_pair or record.lacks_sealed_lines else DONE


def not_answered(pair: Pair, findings: Sequence[Finding]) -> str:
    """Return that a pair is not answered about, and for which lines."""
    return f"{pair.names}: not answered, for {listing([f'line {found.line}' for found in findings])}."
