"""Opening every pair of a log at once, for those who program."""

from collections.abc import Iterable
from pathlib import Path

from detente.log.named import files_named
from detente.log.record import Record
from detente.model.calling import asked
from detente.model.dates import Dated
from detente.world.packed import is_packed
from detente.world.replay import packed
from detente.world.replay import world as replayed
from detente.world.sources import record_from
from detente.world.world import World


@asked
def world(
    log: Record | str | Path | Iterable[str | Path], known: Dated | None = None, *, lenient: bool = False
) -> World:
    """Return every pair of a log at once; as known on a day, if one is given.

    The log is named by its path, or is what `read` returned. It may be compressed with gzip or zstd, be a file of
    Parquet with a column for each field of an event, or a packed world; and several are read as one: a list of
    paths, a pattern such as ``world/*.jsonl.gz``, or a folder.

    A pair that cannot be answered about is `left_out`, with what is wrong. With `lenient`, events that the rules
    refuse are passed over, and listed in `passed_over`. Raises `Unreadable`, `NoSuchLogs`, `NoRoom` and `BadDate`.

    >>> import detente
    >>> every = detente.world(detente.shipped_log())
    >>> table = every.at("2012-09-08")
    >>> [row["status"] for row in table.to_pylist() if (row["code1"], row["code2"]) == ("CAN", "IRN")]
    ['severed']
    """
    if isinstance(log, Record):
        return replayed(log, known, lenient=lenient)
    files = files_named(log)
    if len(files) == 1 and is_packed(files[0]):
        return packed(files[0], known, lenient=lenient)
    return replayed(record_from(log), known, lenient=lenient)
