"""The packed world that lies beside a log: believed only where the seal says that the log is the one it was made of."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from detente.log.named import PACKED
from detente.log.record import Record
from detente.log.seal import Seal
from detente.log.vouching import leads_to, seal_vouching_for
from detente.log.writing import NotWritten
from detente.world.packed import NotPacked, Packed
from detente.world.world import World

if TYPE_CHECKING:
    from detente.world.reading import Lines


def path_beside(log: Path) -> Path:
    """Return where the packed world of a log is kept."""
    real = log.resolve()
    return real.with_name(f"{real.name}{PACKED}")


def sealed(record: Record) -> Seal | None:
    """Return how far a record is sealed, if the seal vouches for all of it; nothing where it does not."""
    return seal_vouching_for(record.source, Path(record.path)) if record.is_vouched_for else None


def packed_beside(record: Record, known: date | None = None, *, lenient: bool = False) -> Packed | None:
    """Return the packed world beside a record; nothing where there is none to be believed.

    Of pairs that were left out it does not know what was known on a day, nor what is left if events are passed over.
    """
    path, of = path_beside(Path(record.path)), sealed(record)
    if of is None or not path.is_file():
        return None
    with suppress(NotPacked):
        packed = Packed(path)
        if packed.of == of and not (packed.left_out and (lenient or known is not None)):
            return packed
    return None


def lines_beside(record: Record) -> "Lines | None":
    """Return what the lines of a record say, those that were packed out of the packed world beside it.

    Nothing is returned where there is none of its first lines that is to be believed, or that lacks pairs.
    """
    from detente.world.lines import HASHED_BY  # with what reads lines, which a look-up does without
    from detente.world.reading import going_on

    path, of = path_beside(Path(record.path)), sealed(record)
    if of is None or not path.is_file():
        return None
    with suppress(NotPacked):
        packed = Packed(path)
        if not packed.left_out and packed.hashed_by == HASHED_BY and leads_to(record.source, packed.of, of):
            return going_on(record, packed.lines(), packed.of)
    return None


def keep_beside(record: Record, lines: "Lines", world: World) -> None:
    """Bring the packed world beside a record forward, where there is one that was not of all its lines."""
    from detente.world.packing import pack  # with what reads lines, which a look-up does without

    path, of = path_beside(Path(record.path)), sealed(record)
    if of is not None and path.is_file():
        with suppress(NotWritten, NotPacked):  # an answer needs none
            pack([lines], lambda _: world, of, path)
