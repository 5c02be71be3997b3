"""Answers about every pair as tables of Arrow, which pandas, polars and R take without copying."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.model.events import CONFIDENCES
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.world.buffers import column_of, pa, texts_of
from detente.world.columns import Days, listed
from detente.world.comparing import ABSENT, Seen, changed
from detente.world.day import NONE, Day
from detente.world.following import Rows
from detente.world.heights import STATUSES

if TYPE_CHECKING:
    from detente.world.spells import Spells
    from detente.world.turned import Courses
    from detente.world.world import World

_EPOCH = date(1970, 1, 1).toordinal()
"""The day from which Arrow counts."""


def day_table(world: "World", on: Day, chosen: Rows) -> Any:
    """Return where some pairs stand: a row each. What is not known, or does not apply, is null."""
    since = on.since[chosen]
    earliest, latest = world.dates.days
    recorded_from, recorded_to = _recorded(world, chosen)
    return _table(
        _codes([world.pairs[pair] for pair in listed(chosen)])
        | {"date": _days(np.full(len(chosen), on.day.toordinal()))}
        | _standing(on, chosen)
        | {
            "complete": column_of(on.complete[chosen]),
            "since": _words(world.dates.texts, since),
            "since_from": _days(earliest[since]),
            "since_to": _days(latest[since]),
            "confidence": _words(CONFIDENCES, np.where(on.is_recorded, on.confidence, NONE)[chosen]),
            "recorded_from": _days(recorded_from),
            "recorded_to": _days(recorded_to),
            "unsurveyed": texts_of([_joined(on.unsurveyed[pair]) for pair in listed(chosen)]),
            "passed_over": column_of(world.passed_over_of[chosen]),
        }
    )


def changes_table(before: Seen, after: Seen) -> Any:
    """Return the pairs that stand otherwise after than before: a row each."""
    pairs = changed(before, after)
    days = {"from": before.day, "to": after.day}
    return _table(
        _codes(pairs)
        | {name: _days(np.full(len(pairs), day.toordinal())) for name, day in days.items()}
        | {f"{name}_before": column for name, column in _stood(before, pairs).items()}
        | _stood(after, pairs)
    )


def tables_joined(tables: Sequence[Any]) -> Any:
    """Return tables that have a row a pair, each of pairs of its own, as one in the order of the pairs."""
    if len(tables) == 1:
        return tables[0]
    whole = pa.concat_tables(tables).unify_dictionaries()
    pairs = list(zip(*(whole.column(name).to_pylist() for name in ("code1", "code2")), strict=True))
    return whole.take(pa.array(sorted(range(len(pairs)), key=pairs.__getitem__), pa.int64()))


def _recorded(world: "World", chosen: Rows) -> tuple[Days, Days]:
    """Return from when to when something is recorded of some pairs; 0 where nothing is, or where there is no end."""
    (first, last), (earliest, latest) = world.first_and_last, world.dates.days
    starts, ends = earliest[first[chosen]], latest[last[chosen]]
    for place, pair in enumerate(listed(chosen)):
        if world.surveys[pair] or pair in world.supposed:
            extent = world.extents[pair]
            starts[place] = extent.start.earliest.toordinal() if extent else 0
            ends[place] = extent.end.latest.toordinal() if extent and extent.end else 0
    return starts, ends


def spells_table(courses: "Courses", found: "Spells") -> Any:
    """Return spells: a row each. What nobody knows, or has not come, is null."""
    kinds = [act.kind for act in courses.kinds]
    words = {
        "status": (STATUSES, found.status),
        "came_from": (STATUSES, found.came_from),
        "into": (STATUSES, found.into),
        "began": (kinds, np.append(courses.acts.act, NONE)[found.began]),
        "ended": (kinds, np.append(courses.acts.act, NONE)[found.ended]),
    }
    days = {name: _days(getattr(found, name)) for name in ("first", "first_latest", "last", "last_latest")}
    pairs = [courses.pairs[pair] for pair in listed(found.pair)]
    return _table(_codes(pairs) | {name: _words(*which) for name, which in words.items()} | days)


def _codes(pairs: Sequence[Pair]) -> dict[str, Any]:
    codes = sorted({code for pair in pairs for code in pair})
    index = {code: number for number, code in enumerate(codes)}
    return {f"code{side + 1}": _words(codes, np.array([index[pair[side]] for pair in pairs], int)) for side in (0, 1)}


def _stood(seen: Seen, pairs: Sequence[Pair]) -> dict[str, Any]:
    """Return where some pairs stand; all is null of those of which nothing is there."""
    rows = seen.rows(pairs)
    chosen = rows[rows != ABSENT]
    passed_over = {"passed_over": column_of(seen.passed_over[chosen])}
    place = column_of(np.cumsum(rows != ABSENT) - 1, rows != ABSENT)
    return {name: column.take(place) for name, column in (_standing(seen, chosen) | passed_over).items()}


def _standing(on: Day | Seen, chosen: Rows) -> dict[str, Any]:
    is_recorded = on.is_recorded[chosen]
    possible = on.possible_statuses[chosen]
    return {
        "status": _words(STATUSES, np.where(is_recorded, on.height[chosen], NONE)),
        "rungs": _words(_SETS, np.where(is_recorded, on.rungs[chosen], NONE)),
        "possible": _words(_SETS, np.where(possible > 0, possible.astype(np.int16), NONE)),
    }


_SETS = tuple(" ".join(status for status in Status if bits >> status.height & 1) for bits in range(2 ** len(STATUSES)))
"""The statuses of which there is a bit in a number, the highest first."""


def _joined(families: Sequence[str] | None) -> str | None:
    return None if families is None else " ".join(families)


def _words(words: Sequence[str], index: "np.ndarray[Any, Any]") -> Any:
    """Return a column of words by their indexes, of which those below 0 stand for none."""
    return pa.DictionaryArray.from_arrays(column_of(index.astype(np.int32), index >= 0), texts_of([*map(str, words)]))


def _days(ordinals: Days) -> Any:
    """Return a column of days, of which 0 stands for none."""
    return column_of((ordinals - _EPOCH).astype(np.int32), ordinals > 0, pa.date32())


def _table(columns: Mapping[str, Any]) -> Any:
    return pa.Table.from_arrays([*columns.values()], [*columns])
