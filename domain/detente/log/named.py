"""Which files are meant by what somebody names to read a world from: files, folders, and patterns such as ``*.gz``."""

import os
from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from itertools import pairwise
from pathlib import Path
from typing import Any

from detente.log.paths import path_of
from detente.model.errors import DetenteError
from detente.model.wording import listing

ENDINGS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")
"""How the logs in a folder end."""
PACKED = ".world.parquet"
"""How the packed world ends that is kept beside a log."""


class NoSuchLogs(DetenteError):
    """What was named to read a world from is nothing from which one can be read."""


def names(named: object) -> list[object]:
    """Return each of some names, or the one that is given: a path, a pattern or a folder."""
    several: Any = named  # of whatever
    is_one = isinstance(named, str | bytes | os.PathLike) or not isinstance(named, Iterable)
    return [named] if is_one else [*several]


def files_named(named: object) -> list[Path]:
    """Return the files that some names mean, or one, in order, those of a pattern or a folder by their names.

    A file that is named twice is meant once. Raises `NoSuchLogs`, where a pattern or a folder has none, or one that
    lies beside another, such as its seal.
    """
    found: dict[Path, Path] = {}
    for one in names(named):
        for file in _files(path_of(one)):
            found.setdefault(file.resolve(), file)
    return list(found.values())


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if _is_log(file.name) and file.is_file())
        where = f"in the folder {path}: none of its files ends with {listing(ENDINGS, 'or')}"
    elif has_magic(str(path)) and not path.exists():
        fitting = glob(str(path), recursive=True)  # noqa: PTH207 - which passes over hidden files, as shells do
        found = sorted(file for name in fitting if (file := Path(name)).is_file())
        where = f"of which the name fits {path}"
    else:
        yield path
        return
    if not found:
        raise NoSuchLogs(f"There is no log {where}.")
    for one, other in pairwise(found):
        if one.parent == other.parent and other.name.startswith((f"{one.name}.", f"{one.name}~")):
            raise NoSuchLogs(
                f"{path} also names {other.name}, which lies beside {one.name} and is no further log: name "
                "the logs in a way that leaves it out."
            )
    yield from found


def _is_log(name: str) -> bool:
    return name.endswith(ENDINGS) and not name.endswith(PACKED)
