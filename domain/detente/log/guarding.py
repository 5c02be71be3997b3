"""Whether a log still holds what was recorded: against its seal, or a digest kept elsewhere."""

from collections.abc import Iterator
from pathlib import Path

from detente.log.reading import ended
from detente.log.seal import Seal, SealFile, seals, whole_lines


def digest(data: bytes) -> str:
    """Give the digest of a log, over its whole lines and a last one that lacks nothing but its end."""
    *_, last = Seal(), *seals(whole_lines(ended(data)))
    return last.digest


class Guard:
    """What the seal of a log says, to hold the log against."""

    def __init__(self, path: Path) -> None:
        file = SealFile(path)
        self._path = path
        self._kept = file.read()
        self._is_spoiled = self._kept is None and file.head() != (Seal(), 0)

    @property
    def lines(self) -> int | None:
        """How many lines are sealed; none, where there is no seal that can be read."""
        return None if self._kept is None else self._kept[0].lines

    def unsealed(self, data: bytes) -> int | None:
        """Count the whole lines after the sealed part; none, where there is no seal."""
        return None if self.lines is None else max(0, len(whole_lines(ended(data))) - self.lines)

    def broken(self, data: bytes) -> Iterator[str]:
        """Say in which lines the sealed part is no longer what it was; nothing, if it is or is not sealed."""
        if self._is_spoiled:
            yield (
                f"{self._path}: its seal cannot be read. Hold the log against a copy (--against), "
                "then seal it anew (--reseal)."
            )
        if self._kept is None:
            return
        sealed, checkpoints = self._kept
        reached = {0: Seal()} | {seal.lines: seal for seal in seals(whole_lines(ended(data)))}
        good = Seal()
        for mark in (*checkpoints, sealed):
            if reached.get(mark.lines) == mark:
                good = mark
                continue
            lost = mark.lines - max(reached)
            where = f"lines {good.lines + 1} to {mark.lines}"
            if lost > 0:
                where += f", of which {max(0, max(reached) - good.lines)} are left"
            yield (
                f"{self._path}: what was sealed has changed: something was changed, removed or inserted in {where}. "
                "Bring them back from a copy; a wrong event is retracted, not changed. If the log was put there "
                "on purpose, as by Git when it changes branches, seal it anew (--reseal)."
            )
            return
