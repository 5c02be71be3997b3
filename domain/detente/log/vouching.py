"""Whether the seal beside a log vouches for all its bytes: then its lines were validated when they were added."""

from pathlib import Path

from detente.log.seal import Seal, SealFile, checkpoints
from detente.log.source import Source

BOUND = 10_000
"""Of how many lines the digest is taken anew, where the file is not the one that was sealed but may be a copy of it."""


def lacks_sealed_lines(source: Source, path: Path) -> bool:
    """Return whether a log is shorter than what was sealed of it: lines were lost."""
    kept = SealFile(path).head()
    if kept is None or kept.seal.size <= source.size + 1:  # of which an editor may take the last line feed
        return False
    # Fewer bytes may be as many lines, without the carriage returns that they were sealed with.
    return kept.seal.lines > sum(1 for _ in source.lines())


def is_as_sealed(source: Source, path: Path) -> bool:
    """Whether a log begins with all that was sealed of it, unchanged, as far as there is a seal that can be read."""
    kept = SealFile(path).head()
    if kept is None or kept.seal == Seal() or (kept.seal.size, kept.changed) == (source.size, source.changed):
        return True
    from detente.log.guarding import reached  # which only a log that was changed by other means needs

    return reached(source, kept.seal.lines).digest == kept.seal.digest


def is_vouched_for(source: Source, path: Path) -> bool:
    """Whether a log is what was sealed: unchanged since, or, if it is not long, with the same digest."""
    kept = SealFile(path).head()
    if kept is None or not kept.is_validated or kept.seal == Seal() or kept.seal.size != source.size:
        return False
    if kept.changed == source.changed:
        return True
    seal = kept.seal
    return seal.lines <= BOUND and checkpoints(source.lines(), Seal())[-1:] == [seal]
