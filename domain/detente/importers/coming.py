"""What an importer is, and what it says of the rows that it reads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from detente.log.findings import Finding
from detente.model.errors import DetenteError


class NotImported(DetenteError):
    """Files that cannot be imported at all: not those of the format, or without the mapping that they need."""


class Taken(NamedTuple):
    """What some rows say: lines of the log as data, each with an `id` made from the source's own keys."""

    events: Sequence[Mapping[str, object]]
    """Objects as a line of the log holds them, without `recorded`; surveys are among them."""
    where: str = ""
    """The place in the source: path and line."""
    rows: int = 1
    """How many rows were read for it; 0 where an earlier one is counted already."""
    needs: Mapping[str, str] = {}
    """By their ids, lines that say nothing without another: its id. Where that one is not added, they are not."""


class Dropped(NamedTuple):
    """Rows that say nothing for a log, and why: the account counts them by their reason."""

    reason: str
    """In words, the same for all rows of its sort: "both actors are of one country"."""
    rows: int = 1
    where: str = ""
    """The place in the source; of several rows with one reason, the account shows the first."""
    is_part: bool = False
    """Whether only a part of the row is meant, such as one state of several; the row itself is told elsewhere."""


Outcome: TypeAlias = Taken | Dropped | Finding
"""What becomes of a row. A finding says what is wrong with it, and counts as one row."""


class Importer(NamedTuple):
    """One format that can be imported; entry points of the group `detente.importers` name such values.

    >>> from pathlib import Path
    >>> from detente.importers.reading import Row, table
    >>> def read(files, mapping):
    ...     for path in files:
    ...         for row in table(path):
    ...             yield Dropped("nothing is known of it") if isinstance(row, Row) else row
    >>> Importer("a list of treaties", read).what
    'a list of treaties'
    """

    what: str
    """What it imports, in a few words."""
    read: Callable[[Sequence[Path], Path | None], Iterator[Outcome]]
    """Read files, in the order given, and with the file of ``--mapping``, if there is one. Where it raises an error,
    such as `NotImported` or `Unreadable`, nothing is imported."""
    mapping: str = ""
    """What the file of ``--mapping`` holds; empty where the importer takes none."""
    is_mapping_needed: bool = False
