"""Which pairs of a log on Spark are cut into slices, and what went before each of these.

Few pairs have so many lines that one place cannot follow them: a sample tells which. Their lines are read once more
than those of others, for where a pair can be cut is told from all of its dates. What each slice makes of whatever was
before it is worked out where it is; then it is known what was before each, and they are followed again to tell by
what. A pair is not cut where something is wrong in its lines, or where the rules refuse one of its events: that is told
better of all of them at once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, groupby, pairwise
from json import loads
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from detente.history.history import Begun
from detente.log.outline import outlines
from detente.log.stamping import latest_moment
from detente.model.dates import HistoricDate, last_day
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.model.standing import Standing
from detente.model.states import former_codes
from detente.world.arriving import Arrived, arriving, columns_of_slice, of_slice
from detente.world.arrow import pa, pc
from detente.world.columns import listed
from detente.world.compiling import tables
from detente.world.day import NONE
from detente.world.dealing import Dealing
from detente.world.frames import ONE_IN, Frame, lines_of, mapped
from detente.world.ordering import EVER, known_until
from detente.world.sharing import RETRACTED, ROWS, Asked, counted, read
from detente.world.slices import Slice, begins, cut, explained, function, told, unexplained
from detente.world.values import microseconds

LONGEST = 2**22
"""How many lines of one pair are followed in one place; a pair with twice as many is cut."""

_ROUNDS = 4
"""How often slices are joined behind which an order is open, before a pair is left whole."""

_DATED = pa.schema([*ROWS, ("first", pa.int32()), ("last", pa.int32())])
"""Rows with the first and the last possible day of each; 0 of what has no date."""
_FUNCTIONS = pa.schema([("slice", pa.int32()), ("table", pa.int32()), ("function", pa.binary())])
_TAILS = pa.schema(
    [
        ("slice", pa.int32()),
        ("standing", pa.string()),
        ("dates", pa.list_(pa.string())),
        ("is_open", pa.bool_()),
    ]
)
"""How a slice stands in the end, the dates of its first event and of the one that ends last, and whether its order is
open behind it."""


def long_pairs(sample: Iterable[bytes], longest: int | None = None) -> list[Pair]:
    """Return the pairs that have about twice as many lines as are followed in one place, or more: none of most logs.

    `longest` says how many that are, if they are not `LONGEST`.
    """
    counts = Counter(outline.pair for line in sample for outline in outlines(line))
    least = 2 * (longest or LONGEST) / ONE_IN
    return sorted(pair for pair, count in counts.items() if pair is not None and count >= least)


def slices(
    events: Frame, pairs: Iterable[tuple[str, str]], how: Asked | None = None, longest: int | None = None
) -> list[Slice]:
    """Return the slices of some pairs of a log, to be given to `Asked`: none of one that cannot be cut.

    A pair is two countries, by code or name. `longest` says of about how many lines a slice is, if not of `LONGEST`.
    They are asked for at once, and are those of what was known on a day if the answers are to be of one.
    Raises `NoOrder`, and what `Pair.of` does.
    """
    longest = longest or LONGEST
    pairs = [Pair.of(*pair) for pair in pairs]
    asked = how or Asked()
    asked = asked._replace(
        known=None if asked.known is None else last_day(asked.known), limit=asked.limit or latest_moment()
    )
    lines = lines_of(events)
    if not pairs:
        return []
    about = " OR ".join(f"({_may_name(pair)})" for pair in pairs)
    rows = mapped(lines.where(f"{about} OR locate('\\\\u', CAST(text AS string)) > 0"), partial(_dated, pairs), _DATED)
    rows = rows.persist()
    try:
        return _cut(rows, asked, longest)
    finally:
        rows.unpersist()


def _may_name(pair: Pair) -> str:
    """Return the condition under which the text of a line, without escapes, may name both parties of a pair."""
    codes = ([code, *(former for former, now in former_codes().items() if now == code)] for code in pair)
    return " AND ".join(f"({' OR '.join(map(_stands, of))})" for of in codes)


def _stands(code: str) -> str:
    return f"locate('\"{code}\"', CAST(text AS string)) > 0"


def _pair(text: str) -> Pair:
    return Pair(*text.split("-"))


def _dated(pairs: Sequence[Pair], batches: Iterable[Any]) -> Iterator[Any]:
    """Read lines; return the rows of some pairs with their possible days, and those of which no pair can be told."""
    chosen = pa.array([*map(str, pairs), None], pa.string())
    for rows in read(batches):
        own = rows.filter(pc.and_(pc.is_in(rows.column("pair"), chosen), pc.is_null(rows.column("count"))))
        texts = own.column("on").dictionary_encode()
        dates = [HistoricDate.parse(text) for text in texts.dictionary.to_pylist()]
        ends = [on.earliest.toordinal() for on in dates], [on.latest.toordinal() for on in dates]
        days = (pa.array(of, pa.int32()) for of in ends)
        columns = (pc.fill_null(of.take(texts.indices), 0) for of in days)
        yield pa.record_batch([*own.columns, *columns], schema=_DATED)


def _cut(rows: Frame, asked: Asked, longest: int) -> list[Slice]:
    """Return the slices of the pairs of some rows."""
    wrong, links = _wrong(rows, known_until(asked.known))
    found, acts, lines = dict[Pair, list[Slice]](), dict[Pair, list[Act]](), dict[Pair, int]()
    for pair, months in _months(rows, microseconds(asked.limit) if asked.limit else EVER).items():
        if pair not in wrong and None not in wrong and months.is_sound:
            acts[pair] = sorted(months.acts, key=str)
            found[pair], lines[pair] = cut(pair, _firsts(months, links[pair], longest)), months.lines
    done = list[Slice]()
    for _ in range(_ROUNDS):
        found = {pair: of for pair, of in found.items() if len(of) > 1}
        tailed = _tailed(rows, asked, found, acts) if found else {}
        found = {pair: _closed(of) for pair, of in tailed.items() if any(is_open for _, is_open in of[:-1])}
        whole = (of for pair, of in tailed.items() if pair not in found)
        done += [one._replace(lines=lines[one.pair], known=asked.known) for of in whole for one, _ in of]
    return done


class _Months(NamedTuple):
    """How the events of a pair lie along the months, and what they are."""

    counts: dict[int, int]
    """How many lines there are with their first possible day in a month."""
    spans: set[tuple[int, int]]
    """The first and the last month of dates that have several."""
    acts: set[Act]
    lines: int
    is_sound: bool
    """Whether all lines have been read into columns, and none is of times to come."""


def _months(rows: Frame, limit: int) -> dict[Pair, _Months]:
    columns = [f"{_month(name)} AS {name}" for name in ("first", "last")]
    grouped = rows.where("pair IS NOT NULL").selectExpr("pair", "act", "recorded", *columns)
    said = grouped.groupBy("pair", "act", "first", "last").agg({"recorded": "max", "*": "count"}).collect()
    found: dict[Pair, _Months] = {}
    for pair, of_pair in groupby(sorted(said, key=itemgetter("pair")), key=itemgetter("pair")):
        of = [*of_pair]
        dated = [row for row in of if row["first"]]
        counts = defaultdict[int, int](int)
        for row in dated:
            counts[row["first"]] += row["count(1)"]
        acts = {Act(*loads(row["act"])) for row in dated if row["act"] is not None}
        lines = sum(row["count(1)"] for row in of)
        is_sound = all(row["act"] is not None and row["max(recorded)"] <= limit for row in of)
        found[_pair(pair)] = _Months(counts, {(row["first"], row["last"]) for row in dated}, acts, lines, is_sound)
    return found


_YEAR = 12
"""How many months a year has: they are numbered through, and the first one is 1."""


def _month(day: str) -> str:
    """Return the number of the month of a day, as Spark is to work it out; 0 of none."""
    date = f"date_add(DATE'0001-01-01', {day} - 1)"
    return f"if({day} = 0, 0, {_YEAR} * year({date}) + month({date}))"


def _wrong(rows: Frame, until: int) -> tuple[set[Pair | None], Mapping[Pair, set[tuple[int, int]]]]:
    """Return the pairs in whose lines an id is used twice, or one is retracted that cannot be; None for every pair.

    `detente.world.ordering.retracted` says the same of lines that are in one place. An event in place of a survey,
    which has no date, is taken to be wrong too. And return of each pair the months of an event that replaces another,
    and of that one, where they differ.
    """
    untold = rows.where("pair IS NULL").limit(1).collect()
    twice = rows.where("id IS NOT NULL").groupBy("pair", "id").count().where("count > 1")
    by = rows.where(f"retracts != 0 AND recorded <= {until}")
    by = by.selectExpr("pair", "retracts AS id", "line AS by", "recorded AS since", f"{_month('first')} AS replaced")
    again = by.groupBy("pair", "id").count().where("count > 1")
    named = rows.selectExpr("pair", "id", "line", "act", "recorded", f"{_month('first')} AS month")
    joined = by.join(named, ["pair", "id"], "left")
    is_right = f"line < by AND act != '{RETRACTED}' AND recorded <= since AND NOT (replaced != 0 AND month = 0)"
    not_there = joined.where(f"NOT coalesce({is_right}, false)")
    pairs = {row["pair"] for frame in (twice, again, not_there) for row in frame.select("pair").distinct().collect()}
    apart = joined.where("replaced != 0 AND month != 0 AND replaced != month").select("pair", "month", "replaced")
    links = defaultdict[Pair, set[tuple[int, int]]](set)
    for pair, *months in map(tuple, apart.distinct().collect()):
        links[_pair(pair)].add((min(months), max(months)))
    return {*map(_pair, pairs), *([None] if untold else [])}, links


def _firsts(months: _Months, links: Iterable[tuple[int, int]], longest: int) -> list[int]:
    """Return the days on which a pair is cut: first ones of months, after about as many lines each.

    The first ones of years are preferred, for panels of these.
    """
    joined = {month for first, last in (*months.spans, *links) for month in range(first + 1, last + 1)}
    found, count = list[int](), 0
    for month in sorted(months.counts):
        is_new_year = month % _YEAR == 1
        if count >= (longest / 2 if is_new_year else longest) and month not in joined:
            found.append(_first_day(month))
            count = 0
        count += months.counts[month]
    return found


def _first_day(month: int) -> int:
    year, rest = divmod(month - 1, _YEAR)
    return HistoricDate.parse(f"{year:04}-{rest + 1:02}").earliest.toordinal()


_Tailed: TypeAlias = list[tuple[Slice, bool]]
"""Slices of a pair with what went before each, and whether an order is open behind it."""


def _tailed(
    rows: Frame, asked: Asked, found: Mapping[Pair, Sequence[Slice]], acts: Mapping[Pair, Sequence[Act]]
) -> dict[Pair, _Tailed]:
    """Return the slices of pairs of which the rules refuse nothing."""
    functions = defaultdict[Slice, dict[int, Any]](dict)
    for one, row in _asked(rows, asked, [*chain(*found.values())], partial(_functions, dict(acts)), _FUNCTIONS):
        functions[one][row["table"]] = np.frombuffer(row["function"], np.int32)
    known = list[Slice]()
    for pair, of in found.items():
        facts = begins([[functions[one][number] for number in range(len(tables()))] for one in of], acts[pair])
        for one, before in zip(of, facts or (), strict=facts is not None):
            known.append(one._replace(begun=Begun(None if one is of[0] else unexplained(pair, before))))
    tails = defaultdict[Pair, list[tuple[Slice, Any]]](list)
    for one, row in sorted(_asked(rows, asked, known, _tail, _TAILS), key=lambda told: told[0].first):
        tails[one.pair].append((one, row))
    return {pair: _explained(pair, of) for pair, of in tails.items()}


def _explained(pair: Pair, tails: Sequence[tuple[Slice, Any]]) -> _Tailed:
    """Return slices with what went before each, which the tails of those before it tell; none if nothing happened."""
    dates = [[HistoricDate.parse(text) for text in tail["dates"]] for _, tail in tails if tail["dates"]]
    if not dates:
        return []
    ends = dates[0][0], max((last for _, last in dates), key=lambda on: (on.latest, on.earliest))
    standing, found = Standing(pair), _Tailed()
    for one, tail in tails:
        found.append((one._replace(begun=Begun(standing if found else None, ends)), tail["is_open"]))
        standing = explained(standing, tail["standing"])
    return found


def _closed(tailed: _Tailed) -> list[Slice]:
    """Return slices, those behind which an order is open as one with the next."""
    return cut(tailed[0][0].pair, [one.first for (_, is_open), (one, _) in pairwise(tailed) if not is_open])


def _asked(rows: Frame, asked: Asked, of: Sequence[Slice], made: Any, schema: Any) -> list[tuple[Slice, Any]]:
    """Return what is told of each of some slices."""
    dealt = mapped(rows, partial(_dealt, of), ROWS).repartition("share")
    answer = mapped(dealt, partial(_told, asked._replace(slices=of), made, schema), schema)
    found: list[Any] = answer.collect()
    return [(of[row["slice"]], row) for row in found]


def _dealt(slices: Sequence[Slice], batches: Iterable[Any]) -> Iterator[Any]:
    """Return the rows of some slices, each with its share."""
    dealing, pairs = Dealing(slices), pa.array({str(one.pair) for one in slices}, pa.string())

    def each() -> Iterator[Any]:
        for batch in batches:
            own = batch.filter(pc.is_in(batch.column("pair"), pairs))
            yield from dealing.dealt(own.select(ROWS.names), own.column("first").to_numpy().take)

    return counted(each())


def _told(asked: Asked, made: Any, schema: Any, batches: Iterable[Any]) -> Iterator[Any]:
    """Return what is made of each slice that arrives."""
    for arrived in arriving(batches, asked):
        if (one := arrived.slice) is not None:
            number = asked.slices.index(one)
            rows = [{"slice": number} | row for row in made(arrived, one, asked.known)]
            yield from pa.Table.from_pylist(rows, schema).to_batches()


def _functions(
    acts: Mapping[Pair, Sequence[Act]], arrived: Arrived, one: Slice, known: date | None
) -> Iterator[dict[str, Any]]:
    columns = columns_of_slice(arrived, one.pair, known)
    for table, of_table in enumerate(function(columns, acts[one.pair])):
        yield {"table": table, "function": of_table.tobytes()}


def _tail(arrived: Arrived, one: Slice, known: date | None) -> Iterator[dict[str, Any]]:
    world = of_slice(arrived, one, known)
    yield {
        "standing": told(world.standing(0)),
        "dates": [str(world.dates[on]) for ends in world.first_and_last for on in listed(ends) if on != NONE],
        "is_open": bool((world.openness.known_again >= one.end).any()),
    }
