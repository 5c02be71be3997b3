"""``us-missions``: the *US Diplomatic Mission Status Data* of Brenton Kenkel, its ranges of days or its changes.

Both say which is the highest representation of the United States in a country; that of others in the United States is
not in them.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from detente.importers.coming import Importer, NotImported, Outcome
from detente.importers.reading import Row, table
from detente.importers.us_changes import Changes
from detente.importers.us_ranges import SYSTEMS, Ranges
from detente.log.findings import Finding
from detente.model.wording import listing

_RANGES = {"date_start", "date_end", "us_mission_status"}
_CHANGES = {"state_dept_name", "status_change", "year", "month", "day"}


def read(files: Sequence[Path], _: Path | None) -> Iterator[Outcome]:
    """Read files of ranges and of changes, which their columns tell apart. Raises `NotImported` and `Unreadable`."""
    ranges, changes = Ranges(), Changes()
    for row in chain.from_iterable(map(table, files)):
        if isinstance(row, Finding):
            yield row
        elif row.values.keys() >= _RANGES and row.values.keys() & SYSTEMS.keys():
            yield from ranges.take(row)
        elif row.values.keys() >= _CHANGES:
            yield from changes.take(row)
        else:
            raise _neither(row)
    yield from ranges.told()
    yield from changes.told()


def _neither(row: Row) -> NotImported:
    ranges, changes = (listing(sorted(columns)) for columns in (_RANGES, _CHANGES))
    return NotImported(
        f"{row.path} has neither the columns of the ranges ({ranges}, and {listing([*SYSTEMS], 'or')}) nor those of "
        f"the changes ({changes}): name a file of the US Diplomatic Mission Status Data as it was published."
    )


IMPORTER = Importer("missions of the United States abroad (US Diplomatic Mission Status Data)", read)
