"""Opening every pair of a log at once, for those who program."""

from pathlib import Path

from detente.log.record import Record, read
from detente.model.calling import asked
from detente.model.dates import Dated
from detente.world.packing import is_packed
from detente.world.replay import packed
from detente.world.replay import world as replayed
from detente.world.world import World


@asked
def world(log: Record | str | Path, known: Dated | None = None, *, lenient: bool = False) -> World:
    """Return every pair of a log at once, by its path, as `read` has it, or packed; as known on a day, if one is given.

    A pair that cannot be answered about is `left_out`, with what is wrong. With `lenient`, events that the rules
    refuse are passed over, and listed in `passed_over`. Raises `Unreadable` and `BadDate`.

    >>> import detente
    >>> every = detente.world(detente.shipped_log())
    >>> table = every.at("2012-09-08")
    >>> [row["status"] for row in table.to_pylist() if (row["code1"], row["code2"]) == ("CAN", "IRN")]
    ['severed']
    """
    if not isinstance(log, Record) and is_packed(Path(log)):
        return packed(Path(log), known, lenient=lenient)
    return replayed(log if isinstance(log, Record) else read(log), known, lenient=lenient)
