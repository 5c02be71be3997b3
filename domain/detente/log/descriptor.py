"""What describes a log from beside it: a descriptor of the Data Package standard, ``datapackage.json``.

It belongs to whoever publishes the log, and says what the log is called, whose it is, which version, and what its
licence allows: https://datapackage.org/standard/data-package/
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from detente.model.errors import DetenteError

NAME = "datapackage.json"


class BrokenDescriptor(DetenteError):
    """A descriptor beside a log that cannot be read, so that nobody can tell what it says of the log."""


class Description(NamedTuple):
    """What a descriptor says of a log; what it does not say is none."""

    name: str | None = None
    """In small letters: "detente-record"."""
    title: str | None = None
    version: str | None = None
    licences: tuple[str, ...] = ()
    """Their names, as SPDX has them: "CC0-1.0"."""
    contributors: tuple[str, ...] = ()


def description(log: Path) -> Description | None:
    """Return what the descriptor beside a log says of it; nothing where there is none, or it speaks of other files.

    Raises `BrokenDescriptor`.
    """
    path = log.resolve().with_name(NAME)
    if not path.is_file():
        return None
    try:
        said: Any = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as wrong:
        raise BrokenDescriptor(
            f"{path}, which may describe {log.name}, cannot be read: {wrong}. Mend it, or take it away."
        ) from wrong
    if not isinstance(said, dict) or log.resolve().name not in _paths(said):
        return None
    return Description(
        _text(said, "name"),
        _text(said, "title"),
        _text(said, "version"),
        tuple(_texts(said, "licenses", "name", "title")),
        tuple(_texts(said, "contributors", "title")),
    )


def _paths(said: Any) -> Iterator[str]:
    """Return the files that a descriptor speaks of."""
    for resource in _objects(said, "resources"):
        path = resource.get("path")
        yield from path if isinstance(path, list) else [path]


def _texts(said: Any, field: str, *names: str) -> Iterator[str]:
    """Return of each object in a list the first of some texts that it has."""
    for one in _objects(said, field):
        yield from [text for name in names if (text := _text(one, name))][:1]


def _objects(said: Any, field: str) -> list[Any]:
    """Return the objects in a list; nothing where there is no such list."""
    found: list[Any] = said[field] if isinstance(said.get(field), list) else []
    return [one for one in found if isinstance(one, dict)]


def _text(said: Any, name: str) -> str | None:
    value = said.get(name)
    return value if isinstance(value, str) and value else None
