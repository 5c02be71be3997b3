"""Whether the seal beside a log vouches for all its bytes: then its lines were validated when they were added."""

from itertools import islice
from pathlib import Path

from detente.log.seal import Seal, SealFile, checkpoints, whole_lines
from detente.log.source import Source

BOUND = 10_000
"""Of how many lines the digest is taken anew, where the file is not the one that was sealed but may be a copy of it."""


def broken_seal(source: Source, path: Path) -> str | None:
    """Return what was done to what was sealed of a log, in words, as far as that is told quickly.

    That lines were lost is seen of any log, that they were changed of one that is not long.
    """
    kept = SealFile(path).head()
    if kept is None or (kept.seal.size, kept.changed) == (source.size, source.changed):
        return None
    # Fewer bytes may be as many lines: without the carriage returns that they were sealed with, or the last line feed.
    if kept.seal.size > source.size + 1 and kept.seal.lines > sum(1 for _ in source.lines()):
        return "has lost lines that were sealed: detente check says which."
    if kept.seal.lines <= BOUND and not _begins_with(source, kept.seal):
        return "was changed since it was sealed: detente check says where."
    return None


def is_as_sealed(source: Source, path: Path) -> bool:
    """Whether a log begins with all that was sealed of it, unchanged, as far as there is a seal that can be read."""
    kept = SealFile(path).head()
    if kept is None or (kept.seal.size, kept.changed) == (source.size, source.changed):
        return True
    return _begins_with(source, kept.seal)


def seal_vouching_for(source: Source, path: Path) -> Seal | None:
    """Return the seal of a log that is what was sealed: unchanged since, or, if it is not long, of the same digest."""
    kept = SealFile(path).head()
    if kept is None or not kept.is_validated or kept.seal == Seal() or kept.seal.size != source.size:
        return None
    seal = kept.seal
    is_same = kept.changed == source.changed or (seal.lines <= BOUND and leads_to(source, Seal(), seal))
    return seal if is_same else None


def leads_to(source: Source, start: Seal, end: Seal) -> bool:
    """Whether the lines of a log that come after one seal carry it on to another.

    The digests are chained: where the other is that of the whole log, the one is that of the lines before.
    """
    reached = start
    for _, data in source.chunks(start.size, end.size):
        reached = checkpoints(whole_lines(data), reached)[-1]
    return reached == end


def _begins_with(source: Source, seal: Seal) -> bool:
    """Whether a log begins with the lines that were sealed; their ends may be others, and the last may lack its own."""
    lines = (line if line.endswith(b"\n") else line + b"\n" for line in source.lines())
    return checkpoints(islice(lines, seal.lines), Seal())[-1].digest == seal.digest
