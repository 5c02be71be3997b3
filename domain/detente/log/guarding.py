"""Whether a log still holds what was recorded: against its seal, a digest kept elsewhere, or an older copy."""

import os
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from detente.log.appending import Log
from detente.log.reading import BOM, ended
from detente.log.seal import Seal, SealFile, seals, whole_lines
from detente.log.writing import NotWritten


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
        reached = {0: Seal()} | {seal.lines: seal for seal in seals(whole_lines(data))}
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


def seal(log: Log) -> None:
    """Seal a log over all its whole lines, whatever was sealed before; a last line that lacks its end is given it.

    Raises `Locked` and `NotWritten`.
    """
    with log.locked():
        data = log.path.read_bytes()
        file = SealFile(log.path)
        try:
            if ended(data) != data:
                data = ended(data)
                with log.path.open("ab") as opened:
                    opened.write(b"\n")
                    opened.flush()
                    os.fsync(opened.fileno())
            file.start_again(list(seals(whole_lines(data))), log.path.stat().st_mtime_ns)
        except OSError as error:
            raise NotWritten(f"{log.path} cannot be sealed: {error.strerror}.") from error
        finally:
            file.close()


def missing(old: bytes, new: bytes) -> list[tuple[int, str]]:
    """Give the lines of an older log, with their numbers, that a newer one does not have, unchanged and in order.

    As few as possible: of lines in another order those that were moved.
    """
    places: dict[bytes, list[int]] = {}
    for place, line in enumerate(new.removeprefix(BOM).split(b"\n")):
        places.setdefault(line.strip(), []).append(place)
    numbered = enumerate(old.removeprefix(BOM).split(b"\n"), start=1)
    lines = [(number, line) for number, line in numbered if line.strip()]
    found = [(number, place) for number, line in lines for place in reversed(places.get(line.strip(), []))]
    kept = {number for number, _ in _longest_rising(found)}
    return [(number, line.decode("utf-8", errors="replace")) for number, line in lines if number not in kept]


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest part of some pairs, sorted by the first, whose second rises as well."""
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, (_, place) in enumerate(pairs):
        length = bisect_left(lowest, place)
        before.append(ends[length - 1] if length else -1)
        lowest[length : length + 1] = [place]
        ends[length : length + 1] = [position]
    rising: list[tuple[int, int]] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        rising.append(pairs[position])
        position = before[position]
    return rising[::-1]


def repair(log: Log) -> Path | None:
    """Move a last line that breaks off into a file beside the log; give that file, or nothing if all is whole.

    Raises `Locked` and `NotWritten`.
    """
    with log.locked():
        data = log.path.read_bytes()
        whole = data.rfind(b"\n") + 1
        rest = data[whole:]
        if not rest.strip() or ended(data) != data:
            return None
        torn = log.path.with_name(f"{log.path.name}.torn-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
        try:
            with torn.open("xb") as file:
                file.write(rest)
                file.flush()
                os.fsync(file.fileno())
            with log.path.open("r+b") as file:
                file.truncate(whole)
                os.fsync(file.fileno())
        except OSError as error:
            with suppress(OSError):
                torn.unlink()
            raise NotWritten(f"{log.path} cannot be repaired: {error.strerror}.") from error
        return torn
