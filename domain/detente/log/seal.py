"""The seal: a digest of the log, by which a change to what was recorded is seen.

Beside ``events.jsonl`` lies ``events.jsonl.seal``, JSON that says how many lines and bytes are sealed, what their
digest is, and when an append last changed the log. The digest is chained with SHA-256: that of a line is taken of
the digest before it and the line, so that every append carries it on without reading what is there; carriage returns
at its end and a byte order mark before the first are passed over, as wherever a log is read. A checkpoint is
kept every `EVERY` lines, so that a change can be narrowed down. A seal finds accidents; whoever can rewrite the log
can rewrite the seal, and for that reason `detente check --expect` compares with a digest kept elsewhere.
"""

import json
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from detente.log.source import BOM

EVERY = 1_000
"""How many lines lie between two checkpoints."""

_BEGINNING = sha256(b"").hexdigest()
_HEAD = '{{"lines": {:>12}, "bytes": {:>15}, "digest": "{}", "changed": {:>20}, "validated": {:>5}, "checkpoints": ['
_TAIL = b"\n]}\n"
_KEPT_HEAD = re.compile(
    rb'{"lines": (?=.{12},) *(\d+), "bytes": (?=.{15},) *(\d+), "digest": "([0-9a-f]{64})", '
    rb'"changed": (?=.{20},) *(\d+), (?:"validated": +(true|false), )?"checkpoints": \[(?=\n|$)'
)
"""The head of a seal; one of an older form does not say whether lines were validated."""
_KEPT_CHECKPOINT = re.compile(rb'\[(\d+), (\d+), "([0-9a-f]{64})"\]')


class Seal(NamedTuple):
    """How far a log is sealed: whole lines, their bytes, and the digest of them all."""

    lines: int = 0
    size: int = 0
    """Of the sealed lines, in bytes."""
    digest: str = _BEGINNING


class Kept(NamedTuple):
    """What the file of a seal says."""

    seal: Seal = Seal()
    changed: int = 0
    """When the log was last changed by an append, in nanoseconds."""
    is_validated: bool = True
    """Whether every sealed line was validated: else it was there before the log was first sealed."""


def checkpoints(lines: Iterable[bytes], start: Seal) -> list[Seal]:
    """Carry a seal on over some lines; return the checkpoints on the way and, last, where it ends."""
    passed: list[Seal] = []
    count, size, digest = start.lines, start.size, bytes.fromhex(start.digest)
    for line in lines:
        count += 1
        size += len(line)
        said = line.rstrip(b"\r\n") + b"\n" if line.endswith(b"\r\n") else line
        digest = sha256(digest + (said.removeprefix(BOM) if count == 1 else said)).digest()
        if not count % EVERY:
            passed.append(Seal(count, size, digest.hex()))
    if not passed or passed[-1].lines != count:
        passed.append(Seal(count, size, digest.hex()))
    return passed


def whole_lines(data: bytes) -> list[bytes]:
    """Split bytes into lines with their ends; what has no end is no line yet."""
    return [line for line in BytesIO(data) if line.endswith(b"\n")]


def is_seal(start: bytes) -> bool:
    """Whether the beginning of a file is that of a seal."""
    return _KEPT_HEAD.match(start) is not None


class SealFile:
    """The file in which a seal is kept; it is brought forward in place, in time that does not grow with it."""

    def __init__(self, log: Path) -> None:
        real = log.resolve()
        self.path = real.with_name(f"{real.name}.seal")
        self._file: int | None = None

    def close(self) -> None:
        """Close the file, if it is open."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def read(self) -> tuple[Seal, list[Seal]] | None:
        """Return the seal and its checkpoints; nothing where there is none that can be read."""
        with suppress(OSError):
            data = self.path.read_bytes()
            head = _KEPT_HEAD.match(data)
            if head and data.endswith(_TAIL):
                body = data[head.end() : -len(_TAIL)]
                kept = [_KEPT_CHECKPOINT.fullmatch(one) for one in body[1:].split(b",\n")] if body else []
                passed = [_seal(*one.groups()) for one in kept if one]
                return (_seal(*head.groups()[:3]), passed) if len(passed) == len(kept) else None
        return None

    def head(self) -> Kept | None:
        """Return what the file says, without reading the checkpoints.

        Without a file, or with an empty one such as a power cut leaves, nothing is sealed; nothing is returned where
        there is one that cannot be read.
        """
        try:
            with self.path.open("rb") as file:
                data = file.read(_HEAD_SIZE)
        except FileNotFoundError:
            return Kept()
        except OSError:
            return None
        if not data.strip(b"\0"):
            return Kept()
        head = _KEPT_HEAD.match(data)
        return head and Kept(_seal(*head.groups()[:3]), int(head[4]), head[5] == b"true")

    def carry(self, start: Seal, reached: Sequence[Seal], changed: int, *, is_validated: bool) -> None:
        """Carry the seal on to the last of some, keeping the checkpoints among them. Raises `OSError`."""
        file, size = self._open()
        if start == Seal() or (size and b'"validated"' not in os.pread(file, _HEAD_SIZE, 0)):
            os.ftruncate(file, 0)  # of an older form the checkpoints are given up
            size = 0
        size = max(size, os.pwrite(file, _HEAD.format(*reached[-1], changed, str(is_validated).lower()).encode(), 0))
        passed = b",".join(b"\n" + json.dumps(seal).encode() for seal in reached if seal.lines % EVERY == 0)
        if size == _HEAD_SIZE:
            os.pwrite(file, passed + _TAIL, size)
        elif passed:
            comma = b"," if size > _HEAD_SIZE + len(_TAIL) else b""
            os.pwrite(file, comma + passed + _TAIL, size - len(_TAIL))

    def _open(self) -> tuple[int, int]:
        """Return the file, open, and its size; it is opened again where somebody has taken it away."""
        if self._file is not None:
            status = os.fstat(self._file)
            if status.st_nlink:
                return self._file, status.st_size
            self.close()
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        return self._file, os.fstat(self._file).st_size

    def start_again(self, reached: Sequence[Seal], changed: int, *, is_validated: bool) -> None:
        """Seal anew from the beginning. Raises `OSError`."""
        self.path.unlink(missing_ok=True)
        if reached[-1] != Seal():
            self.carry(Seal(), reached, changed, is_validated=is_validated)


_HEAD_SIZE = len(_HEAD.format(*Seal(), 0, "true"))


def _seal(lines: bytes, size: bytes, digest: bytes) -> Seal:
    return Seal(int(lines), int(size), digest.decode())
