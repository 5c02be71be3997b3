"""Waiting until one of some files changes."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

INTERVAL = 0.5
"""How many seconds pass between two looks."""

Stamps: TypeAlias = dict[Path, tuple[int, int]]


def stamps(paths: Iterable[Path]) -> Stamps:
    """Return when each file was changed last, and its size; a file that is not there is left out."""
    found: Stamps = {}
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            continue
        found[path] = (stat.st_mtime_ns, stat.st_size)
    return found


def changed(files: Callable[[], Iterable[Path]], before: Stamps) -> list[Path]:
    """Wait until a file is changed, made or removed, and return which."""
    while True:
        time.sleep(INTERVAL)
        now = stamps(files())
        found = [path for path in before | now if before.get(path) != now.get(path)]
        if found:
            return found
