"""Opening every pair of a log at once, for those who program."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, overload

from detente.log.named import files_named
from detente.log.record import Record
from detente.model.calling import asked, expected
from detente.model.dates import Dated
from detente.model.sizes import size_of
from detente.world.packed import Packed, is_packed
from detente.world.replay import packed
from detente.world.replay import world as replayed
from detente.world.sources import record_from
from detente.world.world import World

if TYPE_CHECKING:
    from detente.world.bounded import Bounded

Named: TypeAlias = Record | str | Path | Iterable[str | Path]
"""How a log is named: by its path, or by what `read` returned; several are read as one."""


@overload
def world(log: Named, known: Dated | None = None, *, lenient: bool = False, memory: None = None) -> World: ...
@overload
def world(log: Named, known: Dated | None = None, *, lenient: bool = False, memory: int | str) -> "Bounded": ...
@asked
def world(
    log: Named, known: Dated | None = None, *, lenient: bool = False, memory: int | str | None = None
) -> "World | Bounded":
    """Return every pair of a log at once; as known on a day, if one is given.

    The log is named by its path, or is what `read` returned. It may be compressed with gzip or zstd, be a file of
    Parquet with a column for each field of an event, or a packed world; and several are read as one: a list of
    paths, a pattern such as ``world/*.jsonl.gz``, or a folder.

    A pair that cannot be answered about is `left_out`, with what is wrong. With `lenient`, events that the rules
    refuse are passed over, and listed in `passed_over`. A log that is longer than memory is answered from in parts,
    one after the other, within the `memory` that is given: in bytes, or as a text such as ``"2GiB"``. Raises
    `Unreadable`, `NoSuchLogs`, `NotPacked`, `NoRoom`, `BadDate`, `BadSize` and `TooLittleMemory`.

    >>> import detente
    >>> every = detente.world(detente.shipped_log())
    >>> table = every.at("2012-09-08")
    >>> [row["status"] for row in table.to_pylist() if (row["code1"], row["code2"]) == ("CAN", "IRN")]
    ['severed']
    >>> detente.world(detente.shipped_log(), memory="1GiB").at("2012-09-08").equals(table)
    True
    """
    files = [] if isinstance(log, Record) else files_named(log)
    path = files[0] if len(files) == 1 and is_packed(files[0]) else None
    if memory is not None:
        from detente.world.bounded import bounded  # with what reads lines, which a packed world does without

        read = Packed(path) if path else record_named(log)
        return bounded(read, known, memory=bytes_named(memory), lenient=lenient)
    return packed(path, known, lenient=lenient) if path else replayed(record_named(log), known, lenient=lenient)


def record_named(log: Named) -> Record:
    """Return the record of what is named; raise `Unreadable`, `NoSuchLogs` and `NoRoom`."""
    return log if isinstance(log, Record) else record_from(log)


def bytes_named(memory: int | str) -> int:
    """Return how many bytes of memory are meant; raise `BadSize` and `WrongCall`."""
    return size_of(memory) if isinstance(memory, str) else expected(int, memory, 'say how many bytes, or "2GiB"')
