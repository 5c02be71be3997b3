"""Changes of how the United States were represented in a country, under the names of the State Department."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from detente.importers.american import AMERICA, LEVELS, SOURCES, unknown_level
from detente.importers.coming import Dropped, Taken
from detente.importers.observing import Observation, happened
from detente.importers.reading import Row
from detente.log.findings import Finding
from detente.model.countries import Code, country
from detente.model.dates import HistoricDate
from detente.model.errors import BadDate, DetenteError
from detente.model.existence import existed_on, existence
from detente.model.pairs import Pair
from detente.model.state_numbers import in_place_of

_SAME = {"Vietnam": "XVS"}
"""States that the State Department calls by the name of several, as long as they exist."""


class _Change(NamedTuple):
    """One change, under a name."""

    name: str
    own: Code
    """The state whose name it is."""
    code: Code | None
    """The state that bore it then; none where none existed."""
    on: HistoricDate
    level: str
    row: Row


class _Told(NamedTuple):
    """What a change says of one state."""

    on: HistoricDate
    level: str
    key: str
    row: Row
    rows: int
    """How many rows are read with it: 0 where another has told of the row already."""


class Changes:
    """The changes of files, collected by name."""

    def __init__(self) -> None:
        self._of_name: defaultdict[str, list[_Change]] = defaultdict(list)

    def take(self, row: Row) -> Iterator[Finding]:
        """Take a row, or return what is wrong with it."""
        read = _read(row)
        if isinstance(read, Finding):
            yield read
        else:
            self._of_name[read.name].append(read)

    def told(self) -> Iterator[Taken | Dropped]:
        """Return what all changes say."""
        of_state: defaultdict[Code, list[_Told]] = defaultdict(list)
        for name in sorted(self._of_name):
            changes: list[_Change | None] = [*sorted(self._of_name[name], key=_order)]
            for change, after in pairwise([*changes, None]):
                if change is None:
                    continue
                states = dict(_states(change, after))
                if not states:
                    yield Dropped("no state of that name existed until the next change")
                for index, (code, on) in enumerate(states.items()):
                    of_state[code].append(_Told(on, change.level, _key(name, on), change.row, int(not index)))
        for code, told in sorted(of_state.items()):
            told.sort(key=lambda one: (one.on.earliest, one.on.latest, LEVELS[one.level].weight, one.key))
            seen = [Observation(str(one.on), {AMERICA: LEVELS[one.level]}, one.key) for one in told]
            for one, events in zip(told, happened(Pair.of(AMERICA, code), seen, SOURCES), strict=True):
                yield Taken(events, one.row.where, one.rows)


def _states(change: _Change, after: _Change | None) -> Iterator[tuple[Code, HistoricDate]]:
    """Return the states of which a change holds until the next, each with the date since when it holds.

    It goes on to hold of one that comes to exist meanwhile, under that name or in the place of the one before. What
    was there of one that exists no more can still end.
    """
    if change.code or change.level == "None":
        yield change.code or change.own, change.on
    for code in dict.fromkeys(filter(None, (change.own, after and after.code))):
        begun = (span.first for span in existence(code) if span.first and span.first.earliest > change.on.latest)
        first = next(begun, None)
        if first and code != change.code and (after is None or first.latest < after.on.earliest):
            yield code, first


def _key(name: str, on: HistoricDate) -> str:
    words = "".join(char if char.isalnum() else " " for char in name.casefold()).split()
    return f"us-missions-{'-'.join(words)}-{on}"


def _order(change: _Change) -> tuple[object, ...]:
    return change.on.earliest, change.on.latest, LEVELS[change.level].weight


def _read(row: Row) -> _Change | Finding:
    level, name = row["status_change"], row["state_dept_name"]
    if level not in LEVELS:
        return row.wrong(unknown_level(level), "status_change")
    year, month, day = (row[column].strip() for column in ("year", "month", "day"))
    known = (year, month, day) if day else (year, month) if month else (year,)
    try:
        on = HistoricDate.parse("-".join(part.zfill(2) for part in known))
    except BadDate as wrong:
        return row.wrong(str(wrong), "year")
    same = _SAME.get(name, "")
    try:
        own = same if same and existed_on(same, on.latest) else country(name, on.latest)
    except DetenteError as wrong:
        return row.wrong(str(wrong), "state_dept_name")
    if own == AMERICA:
        return row.wrong("these are the United States themselves.", "state_dept_name")
    code = own if existed_on(own, on.latest) else in_place_of(own, on.latest)
    return _Change(name, own, code, on, level, row)
