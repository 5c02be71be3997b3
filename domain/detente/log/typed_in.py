"""Lines that somebody typed into a log after its sealed part: whether they can be sealed."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

from detente.log.checking import wrong
from detente.log.findings import Finding, newly_wrong
from detente.log.indexing import Index
from detente.log.logfile import LogFile
from detente.log.reading import Entry, HoldsNoEvent, entries, read_line
from detente.log.source import BOM
from detente.model.pairs import Pair


class Sealed(Protocol):
    """What is sealed of a log: its file, and an index of just that part."""

    path: Path
    file: LogFile
    index: Index


def wrong_in(typed_in: bytes, sealed: Sealed, limit: datetime) -> list[Finding]:
    """Return what is wrong with lines that were typed in, held to the rules all together with what is sealed.

    None of them can have been recorded after `limit`.
    """
    path = str(sealed.path)
    # So many blank lines that the numbers are right, and a byte order mark is none.
    typed = list(entries(b"\n" * sealed.index.covers.lines + typed_in, path))
    new = [found for found in typed if isinstance(found, Entry)]
    before = [entry for pair in {entry.line.pair for entry in new} for entry in _entries(pair, sealed)]
    found = newly_wrong(wrong(path, before, limit), wrong(path, (*before, *typed), limit))
    elsewhere = sealed.index.find([entry.line.id for entry in new]).keys() - {entry.line.id for entry in before}
    for entry in new:
        if entry.line.id in elsewhere:
            why = f"the id “{entry.line.id}” stands above already: it is used once."
            found.append(Finding(path, entry.number, 1, why, entry.text))
    return found


def _entries(pair: Pair, sealed: Sealed) -> Iterator[Entry]:
    for outline in sealed.index.of_pair(pair):
        raw = sealed.file.read(outline.offset, outline.length).removeprefix(BOM)
        with suppress(HoldsNoEvent):
            yield Entry(outline.number, read_line(raw), raw.decode())
