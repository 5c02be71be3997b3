"""Whether a log still holds what was recorded: against its seal, a digest kept elsewhere, or an older copy."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from detente.log.appending import Log, NotWritten
from detente.log.reading import Entry, entries
from detente.log.seal import Seal, SealFile, seals, whole_lines


def digest(data: bytes) -> str:
    """Give the digest of a log, over its whole lines."""
    *_, last = Seal(), *seals(whole_lines(data))
    return last.digest


def broken_seals(path: Path, data: bytes) -> Iterator[str]:
    """Say in which lines the sealed part of a log is no longer what it was; nothing, if it is or is not sealed."""
    kept = SealFile(path).read()
    if kept is None:
        if SealFile(path).path.exists():
            yield f"{path}: its seal cannot be read. Hold the log against a copy (--against), and take the seal away."
        return
    sealed, checkpoints = kept
    reached = {0: Seal()} | {seal.lines: seal for seal in seals(whole_lines(data))}
    good = Seal()
    for mark in (*checkpoints, sealed):
        if reached.get(mark.lines) == mark:
            good = mark
            continue
        lost = mark.lines - max(reached)
        where = f"lines {good.lines + 1} to {mark.lines}"
        if lost > 0:
            where += f", of which {max(reached) - good.lines} are left"
        yield (
            f"{path}: what was sealed has changed: something was changed, removed or inserted in {where}. "
            "Bring them back from a copy; a wrong event is retracted, not changed."
        )
        return


def unsealed(path: Path, data: bytes) -> int | None:
    """Count the whole lines after the sealed part; none, where there is no seal."""
    kept = SealFile(path).read()
    return None if kept is None else max(0, len(whole_lines(data)) - kept[0].lines)


def seal(log: Log) -> None:
    """Seal a log over all its whole lines. Raises `Locked` and `NotWritten`."""
    with log.locked():
        data = log.path.read_bytes()
        try:
            file = SealFile(log.path)
            file.start_again(list(seals(whole_lines(data))), log.path.stat().st_mtime_ns)
        except OSError as error:
            raise NotWritten(f"{log.path} cannot be sealed: {error.strerror}.") from error


def missing(old: bytes, new: bytes) -> Iterator[tuple[int, str]]:
    """Give the lines of an older log, with their numbers, that a newer one does not have, unchanged and in order."""
    here = [line.strip() for line in new.split(b"\n")]
    place = 0
    for number, line in enumerate(old.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            place = here.index(line.strip(), place) + 1
        except ValueError:
            yield number, line.decode("utf-8", errors="replace")


def repair(log: Log) -> Path | None:
    """Move a last line that breaks off into a file beside the log; give that file, or nothing if all is whole.

    Raises `Locked` and `NotWritten`.
    """
    with log.locked():
        data = log.path.read_bytes()
        whole = data.rfind(b"\n") + 1
        rest = data[whole:]
        if not rest.strip() or all(isinstance(found, Entry) for found in entries(rest, "")):
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
            raise NotWritten(f"{log.path} cannot be repaired: {error.strerror}.") from error
        return torn
