"""Base rates as data, in the shapes that ``--json`` prints, and as flat rows."""

from collections.abc import Iterator, Sequence
from datetime import date

from detente.model.pairs import Pair
from detente.views.blocks import Sheet
from detente.views.data import Data, dated
from detente.views.rates.words import day
from detente.world.matrix import Row
from detente.world.rates import FEWEST, SHARES, Exit, Rates, doubtful, unsurveyed
from detente.world.spells import NONE, RUNGS
from detente.world.survival import Estimate
from detente.world.turned import Courses


def rates_data(found: Rates, like: tuple[Pair, date] | None = None) -> Data:
    """Return how long spells lasted and how they ended, and each of them; `like` is a pair that others are alike to."""
    missing = unsurveyed(found)
    return {
        "status": found.chosen.status,
        "to": list(found.chosen.to),
        "came_from": found.chosen.came_from,
        "kind": found.chosen.kind,
        "country": found.chosen.country,
        "since": _day(found.chosen.since),
        "until": found.until.isoformat(),
        **_as_asked(found.world),
        "like": like and {"pair": list(like[0]), "on": like[1].isoformat()},
        "spells": len(found.spells.pair),
        "pairs": found.pairs,
        "fewest": FEWEST,
        "unbegun": found.unbegun,
        "doubtful": doubtful(found),
        "unsurveyed": dict(missing.families),
        "silent": missing.silent,
        "lasting": _exit_data(found, found.lasting),
        "exits": [_exit_data(found, one) | {"status": one.status} for one in found.exits],
        "each": list(_each(found)),
        **_not_counted(found.world),
    }


def matrix_data(world: Courses, rows: Sequence[Row], country: str | None, since: date | None, until: date) -> Data:
    """Return how often each status was left for each other, by where pairs came from."""
    return {
        "country": country,
        "since": _day(since),
        "until": until.isoformat(),
        **_as_asked(world),
        "fewest": FEWEST,
        "rows": [
            {
                "came_from": row.came_from,
                "status": row.status,
                "spells": row.spells,
                "pairs": row.pairs,
                "years": row.years,
                "changes": dict(row.changes),
                "rates": row.rates and {status: estimate._asdict() for status, estimate in row.rates.items()},
            }
            for row in rows
        ],
        **_not_counted(world),
    }


def spells_sheet(found: Rates) -> Sheet:
    """Return every spell as a flat row, for software that estimates more."""
    rows = [
        {
            "pair": "-".join(spell["pair"]),
            **{name: spell[name] for name in ("came_from", "status", "kind", "began")},
            **dict(zip(("began_earliest", "began_latest"), spell["began_days"], strict=True)),
            "into": spell["into"],
            "last": spell["last"],
            **dict(zip(("last_earliest", "last_latest"), spell["last_days"], strict=True)),
            **dict(zip(("shortest", "longest"), spell["lasted"], strict=True)),
        }
        for spell in _each(found)
    ]
    return Sheet(COLUMNS, rows)


def matrix_sheet(rows: Sequence[Row]) -> Sheet:
    """Return a flat row for each change of a matrix."""
    return Sheet(
        ("came_from", "status", "into", "pairs", "spells", "years", "changes", *Estimate._fields),
        [
            {
                **{name: getattr(row, name) for name in ("came_from", "status", "pairs", "spells", "years")},
                "into": into,
                "changes": changes,
                **(row.rates[into]._asdict() if row.rates else dict.fromkeys(Estimate._fields)),
            }
            for row in rows
            for into, changes in row.changes.items()
        ],
    )


COLUMNS = (
    *("pair", "came_from", "status", "kind", "began", "began_earliest", "began_latest", "into"),
    *("last", "last_earliest", "last_latest", "shortest", "longest"),
)


def _each(found: Rates) -> Iterator[Data]:
    columns = [column.tolist() for column in (*found.spells, found.spells.shortest, found.spells.longest)]
    for pair, status, came_from, into, began, _, *days, shortest, longest in zip(*columns, strict=True):
        yield {
            "pair": list(found.world.pairs[int(pair)]),
            "came_from": RUNGS[came_from],
            "status": RUNGS[status],
            "kind": found.world.kinds[int(found.world.acts.act[began])].kind,
            **dated("began", day(*days[:2])),
            "into": None if into == NONE else RUNGS[into],
            **dated("last", day(*days[2:])),
            "lasted": [shortest, longest],
        }


def _exit_data(found: Rates, one: Exit) -> Data:
    return {
        "ended": one.ended,
        "within": one.within and _each_of("share", SHARES, one.within),
        "by": None if one.by is None else _each_of("years", found.years, one.by),
    }


def _each_of(name: str, asked: Sequence[float], found: Sequence[Estimate]) -> list[Data]:
    return [{name: of, **estimate._asdict()} for of, estimate in zip(asked, found, strict=True)]


def _day(on: date | None) -> str | None:
    return on and on.isoformat()


def _as_asked(world: Courses) -> Data:
    return {"known": _day(world.known), "hypothetical": bool(world.supposed)}


def _not_counted(world: Courses) -> Data:
    return {"left_out": [list(one.pair) for one in world.left_out], "passed_over": len(world.passed_over)}
