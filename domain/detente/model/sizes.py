"""Sizes as people write them: 2GiB, 500MB."""

import re

from detente.model.errors import DetenteError

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 2**10, "mi": 2**20, "gi": 2**30}
_SIZE = re.compile(r"(?P<number>\d{1,9}(?:\.\d{1,9})?) ?(?P<unit>[kmg]i?|)b?", re.IGNORECASE | re.ASCII)


class BadSize(DetenteError):
    """A size in no form that is taken."""


def size_of(text: str) -> int:
    """Return how many bytes a size is; raise `BadSize`.

    >>> size_of("2GiB"), size_of("1.5 MB"), size_of("512mi")
    (2147483648, 1500000, 536870912)
    """
    found = _SIZE.fullmatch(text.strip())
    size = 0 if found is None else int(float(found["number"]) * _UNITS[found["unit"].lower()])
    if not size:
        raise BadSize(f"“{text}” is no size: write one such as 2GiB or 500MB.")
    return size


def in_words(size: int) -> str:
    """Return a size as it can be written, rounded up.

    >>> in_words(2**30), in_words(700 * 2**20 + 1)
    ('1GiB', '701MiB')
    >>> in_words(2**10), in_words(500)
    ('1KiB', '500B')
    """
    if size < 2**20:
        return f"{size}B" if size < 2**10 else f"{-(-size >> 10)}KiB"
    return f"{size >> 30}GiB" if size % 2**30 == 0 else f"{-(-size >> 20)}MiB"
