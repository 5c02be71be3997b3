"""What a compressed file holds, as far as the standard library can unpack it and it takes to tell what that is."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from detente.log.source import Source

PART = 2**16
"""How many compressed bytes are looked at."""
UNPACKED = 2**20
"""How many bytes are unpacked of each part, however much it is that they say."""

_GZIP = zlib.MAX_WBITS | 16
_UNPACKERS: dict[str, Callable[[], Any]] = {
    "gzip": lambda: zlib.decompressobj(_GZIP),
    "bzip2": bz2.BZ2Decompressor,
    "xz": lzma.LZMADecompressor,
}


def beginnings(source: Source, packed: str) -> list[bytes] | None:
    """Return how each part of a compressed file begins; nothing where that cannot be told."""
    try:
        if packed == "zip":
            return list(_members(source))
        if packed in _UNPACKERS:
            unpacker = _UNPACKERS[packed]()
            held: bytes = unpacker.decompress(source.read(0, PART), UNPACKED)
            return [held] if held or unpacker.eof else None
    except (OSError, EOFError, zlib.error, lzma.LZMAError, BadZipFile, RuntimeError, ValueError):
        return None  # broken, encrypted, or packed in another way
    return None


def _members(source: Source) -> Iterator[bytes]:
    with ZipFile(BytesIO(source.whole())) as held:
        for one in held.infolist():
            with held.open(one) as member:
                yield member.read(UNPACKED)
