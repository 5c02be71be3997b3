"""Packing a log into a file, out of whatever it is read from and within whatever memory there is."""

from pathlib import Path

from detente.log.named import files_named
from detente.log.paths import path_of
from detente.log.recognising import kept
from detente.log.record import Record
from detente.log.writing import NotWritten
from detente.model.calling import asked
from detente.model.errors import DetenteError
from detente.world.beside import path_beside, sealed
from detente.world.bounded import cut
from detente.world.opening import Named, bytes_named, record_named
from detente.world.packed import Packed, Unpacked
from detente.world.packing import pack as write
from detente.world.reading import lines, of_lines
from detente.world.replay import followed
from detente.world.world import World


class NotSealed(DetenteError):
    """A log beside which no packed world can be kept, since no seal says later that it is of this log."""


@asked
def pack(log: Named, to: str | Path | None = None, *, memory: int | str | None = None) -> World:
    """Pack a log into a file of Parquet, in which a date is a look-up, and return the world in it.

    Without a file that is named, it is the one beside the log, which is kept on when the log grows; for that the log
    has to be sealed. A log that is longer than memory is packed in parts, within the `memory` that is given: in bytes,
    or as a text such as ``"2GiB"``. Raises what `world` raises, `NotSealed`, `NotPacked` and `NotWritten`.
    """
    record, path = record_named(log), None if to is None else path_of(to)
    if path is not None and path.exists():
        if not isinstance(log, Record) and any(file.exists() and path.samefile(file) for file in files_named(log)):
            raise NotWritten(f"{path} is the log itself, which is only ever added to: name another file.")
        if what := kept(path):
            raise NotWritten(f"{path} is {what}: name another file.")
    return Unpacked(pack_record(record, path, memory=None if memory is None else bytes_named(memory)))


def pack_record(record: Record, to: Path | None = None, *, memory: int | None = None) -> Packed:
    """Pack a record into a file, or into the one beside it, within so many bytes of memory if it is said how many.

    Raises `NotSealed`, `NotPacked`, `NotWritten`, `NoRoom` and `TooLittleMemory`.
    """
    of = sealed(record)
    if of is None and to is None:
        raise NotSealed(
            f"No seal vouches for all of {record.path}, so that nobody could tell later whether a file beside it is "
            "still right: seal it first (detente check --seal LOG) if it is one log in lines, or name a file with -o."
        )
    path, of = to or path_beside(Path(record.path)), of or record.reached()
    if memory is None:
        write([lines(record)], lambda said: followed(of_lines(said, record)), of, path)
    else:
        (parts,) = cut([record], memory)
        write(parts, parts.world, of, path)
    return Packed(path)
