"""Lines that somebody typed into a log after its sealed part: whether they can be sealed."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

from detente.log.findings import Finding, newly
from detente.log.incoming import to_come
from detente.log.index import Index
from detente.log.outline import Outline
from detente.log.reading import BOM, Entry, HoldsNoEvent, entries, read_line
from detente.log.record import Record
from detente.log.seal import Seal

Read = Callable[[int, int], bytes]
"""Returns so many bytes of the log from an offset."""


def wrong_in(typed_in: bytes, sealed: Seal, path: str, index: Index, read: Read, limit: datetime) -> list[Finding]:
    """Return what is wrong with lines that were typed in, held to the rules all together; the index has what is sealed.

    None of them can have been recorded after `limit`.
    """
    # So many blank lines that the numbers are right, and a byte order mark is none.
    typed = list(entries(b"\n" * sealed.lines + typed_in, path))
    new = [found for found in typed if isinstance(found, Entry)]
    before = [entry for pair in {entry.line.pair for entry in new} for entry in _entries(index.of_pair(pair), read)]
    wrong = newly(Record(path, before).findings, Record(path, (*before, *typed)).findings)
    elsewhere = index.find([entry.line.id for entry in new]).keys() - {entry.line.id for entry in before}
    for entry in new:
        where = Finding(path, entry.number, 1, "", entry.text)
        if entry.line.id in elsewhere:
            wrong.append(where._replace(message=f"the id “{entry.line.id}” stands above already: it is used once."))
        if entry.line.recorded > limit:
            wrong.append(where._replace(message=to_come(entry.line.recorded)))
    return wrong


def _entries(outlines: Iterator[Outline], read: Read) -> Iterator[Entry]:
    for outline in outlines:
        raw = read(outline.offset, outline.length).removeprefix(BOM)
        with suppress(HoldsNoEvent):
            yield Entry(outline.number, read_line(raw), raw.decode())
