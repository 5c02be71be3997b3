"""Every pair of a log on Apache Spark: the same replay, on as many machines as it takes.

Each function takes a DataFrame of events, from whatever session and storage, and returns a DataFrame that is worked out
when somebody asks for its rows. Sessions of Spark itself and of Spark Connect serve alike, for a DataFrame's own
methods are all that is used. The machines that work need ``pip install 'detente[world]'``.

Beside the answer stands a `remark`. Of a pair that cannot be answered about there is a row with nothing but that:
whoever drops such rows takes what is not known for what is not there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from detente.log.findings import Finding
from detente.log.record import Record
from detente.log.stamping import latest_moment
from detente.model.calling import asked
from detente.model.dates import Dated, beginning, between, last_day
from detente.model.errors import DetenteError
from detente.model.extras import needing
from detente.model.pairs import Pair
from detente.world.answers import spells_table
from detente.world.arriving import Share, brought_together
from detente.world.arrow import pa
from detente.world.columns import LeftOut
from detente.world.cutting import long_pairs, slices
from detente.world.frames import Frame, NoLines, NoOrder, lines_of, log, mapped, opened
from detente.world.panel import Asked as PanelAsked
from detente.world.panel import Panel, reach
from detente.world.replay import world
from detente.world.sharing import ROWS, Asked, read
from detente.world.slices import Slice, by_year, within
from detente.world.spells import spells as spells_of
from detente.world.turned import Part, Turned
from detente.world.turned_rows import part_of, rows_of

if TYPE_CHECKING:
    from detente import Rates

__all__ = [
    "LEFT_OUT", "NOT_COUNTED", "OF_NO_PAIR", "PASSED_OVER", "NoLines", "NoOrder", "OtherSlices", "Remark", "answer",
    "at_once", "changes", "gathered", "left_out", "log", "long_pairs", "opened", "panel", "rates", "slices", "spells",
    "statuses", "told", "turns",
]  # fmt: skip


class OtherSlices(DetenteError):
    """Slices of another question than the one that is asked."""


class Remark(NamedTuple):
    """What is to be said beside an answer."""

    pair: str | None
    """None where it is of no pair that could be told."""
    kind: str
    """One of those below."""
    lines: Sequence[int]
    """The numbers of the lines in the log."""
    why: str


LEFT_OUT, PASSED_OVER, OF_NO_PAIR, NOT_COUNTED = "left out", "passed over", "of no pair", "without rows"
"""A pair that is not answered about; events that the rules refuse; a line that may be about any two; a state that is in
the list of a panel on none of its days."""

Made: TypeAlias = Callable[[Share], Any]
"""What makes an answer of the pairs of a share: a table of Arrow."""

_REMARK = pa.struct(
    [("pair", pa.string()), ("kind", pa.string()), ("lines", pa.list_(pa.int64())), ("why", pa.string())]
)


def statuses(events: Frame, day: Dated, how: Asked | None = None) -> Frame:
    """Return where every pair stands at the end of a day: the columns of `World.at`, and the remark.

    The events are what `log` returns, or have the fields of a log's lines as columns and a number for each, `line`, by
    which they are in order. Raises `BadDate` and `NoOrder`.
    """
    last = last_day(day)
    return answer(events, partial(_statuses, last), at_once(how, last, last))


def changes(events: Frame, since: Dated, until: Dated, how: Asked | None = None) -> Frame:
    """Return which pairs changed from the end of one day to that of another: `World.changes`, and the remark.

    Raises `BadDate` and `NoOrder`.
    """
    span = between(beginning(since), until)
    return answer(events, partial(_changes, *span), at_once(how, *span))


def panel(events: Frame, asked: PanelAsked | None = None, how: Asked | None = None) -> Frame:
    """Return a panel of all pairs, as `World.panel` has it, its rows in no order, and the remark.

    Where it is not said from which day to which, the events are read twice. Raises `NoSuchPanel`, `BadDate`, `NoOrder`.
    """
    wanted = asked or PanelAsked()
    if wanted.first is None or wanted.last is None:
        (found,) = answer(events, _span, how).agg({"first": "min", "last": "max"}).collect()
        first, last = wanted.days((found["min(first)"], found["max(last)"]) if found["min(first)"] else None)
        wanted = wanted._replace(first=first, last=last)
    if how is not None:
        of_periods = by_year(sorted(how.slices, key=_order)) if wanted.unit == "year" else how.slices
        first, last = wanted.days(None)
        how = how._replace(slices=[one for one in of_periods if one.first_day <= last and first <= one.last_day])
    return answer(events, partial(_panel, wanted), how, partial(_not_counted, wanted))


def _order(one: Slice) -> tuple[Pair, int]:
    return one.pair, one.first


def at_once(how: Asked | None, first: date, last: date) -> Asked:
    """Return how to ask about some days: of a pair that is cut, the one slice that has them all is followed."""
    asked = how or Asked()
    return asked._replace(slices=within(sorted(asked.slices, key=_order), first, last))


def spells(events: Frame, until: Dated, how: Asked | None = None) -> Frame:
    """Return the spells of every pair up to the end of a day, a row each, of which base rates are made; and the remark.

    Raises `BadDate` and `NoOrder`.
    """
    turned = answer(events, turns, how)
    schema = pa.schema([*_plain(_spells(last_day(until), turns(_nobody()))).schema, ("remark", _REMARK)])
    # A pair that is cut has turns in several shares, and spells that reach from one into the next.
    return mapped(turned.repartition("pair"), partial(_spells_of, last_day(until), schema), schema)


@asked
def rates(
    events: Frame, status: str, *to: str, until: Dated | None = None, how: Asked | None = None, **options: Any
) -> "Rates":
    """Return how long pairs stayed on a rung and how that ended, as `World.rates` does: it is asked at once.

    Every change of a status is gathered here for that. Raises what `World.rates` does, and `NoOrder`.
    """
    with needing("rates", "To tell base rates"):
        from detente import Rates  # as the package offers it: an answer that can be had as data
        from detente.world.rates import Chosen, rates_until

        chosen = Chosen.named(status, *to, **options)
        turned = gathered(*told(answer(events, turns, how)), _known(how))
        return Rates(*rates_until(turned, chosen, until))


def told(frame: Frame) -> tuple[Any, list[Remark]]:
    """Ask for an answer; return its rows, as a table of Arrow and in no order, and what is to be said beside it."""
    found = frame.toArrow()
    is_said = found["remark"].is_valid()
    remarks = [Remark(**one) for one in found["remark"].filter(is_said).to_pylist()]
    return found.filter(found["remark"].is_null()).drop_columns(["remark"]), remarks


def turns(share: Share) -> Any:
    """Return what the pairs of a share tell of base rates: rows of which `gathered` makes one whole."""
    return rows_of(Part.of(share.world), share.slice.first if share.slice else 0)


def gathered(rows: Any, remarks: Sequence[Remark], known: date | None = None) -> Turned:
    """Return what base rates are made of, from what all shares told and said of what was known on a day."""
    passed_over = [pair for kind, pair, one in _of_pairs(remarks) if kind == PASSED_OVER for _ in one.lines]
    part = part_of(rows)._replace(left_out=left_out(remarks), passed_over=passed_over, known=known)
    return Turned([part])


def left_out(remarks: Iterable[Remark]) -> list[LeftOut]:
    """Return the pairs that are not answered about, with what is wrong."""
    return sorted(LeftOut(pair, [*_findings(one)]) for kind, pair, one in _of_pairs(remarks) if kind == LEFT_OUT)


def _of_pairs(remarks: Iterable[Remark]) -> Iterator[tuple[str, Pair, Remark]]:
    return ((one.kind, Pair(*one.pair.split("-")), one) for one in remarks if one.pair is not None)


class _Said(Finding):
    """A finding in the words in which it was said where it was found."""

    __slots__ = ()

    def __str__(self) -> str:
        return self.text


def _findings(remark: Remark) -> Iterator[Finding]:
    said = remark.why.split("\n")
    for number, line in enumerate(remark.lines):
        why = said[number * _LINES_OF_A_FINDING : (number + 1) * _LINES_OF_A_FINDING]
        yield _Said("", line, 1, why[0], "\n".join(why))


_LINES_OF_A_FINDING = 3
"""What is wrong, what stands there, and the place in it."""


def answer(
    events: Frame,
    made: Made,
    how: Asked | None = None,
    more: Callable[[Share], Iterable[Remark]] = lambda _: (),
) -> Frame:
    """Return what is made of the pairs of each share of some events, and what is to be said beside it.

    Both are made where the share is, by functions that can be imported there. Raises `NoOrder` and `OtherSlices`. Where
    rows were lost on the way to a share, asking for the answer fails.
    """
    schema = pa.schema([*_plain(made(_nobody())).schema, ("remark", _REMARK)])
    wanted = how or Asked()
    if any(one.known != _known(how) for one in wanted.slices):
        raise OtherSlices("These slices are those of what was known on another day: ask for them with the same one.")
    rows = mapped(lines_of(events), partial(read, slices=wanted.slices), ROWS)
    wanted = wanted._replace(known=_known(how), limit=wanted.limit or latest_moment())
    # Which rows come together is all that is relied on: not in which order, nor how many shares at a time.
    return mapped(rows.repartition("share"), partial(_answered, made, more, wanted, schema), schema)


def _known(how: Asked | None) -> date | None:
    return None if how is None or how.known is None else last_day(how.known)


def _answered(
    made: Made, more: Callable[[Share], Iterable[Remark]], asked: Asked, schema: Any, batches: Iterable[Any]
) -> Iterator[Any]:
    for share in brought_together(batches, asked):
        remarks = [*_remarks(share)]
        if share.world.pairs:
            remarks += more(share)
            for part in _plain(made(share)).to_batches():
                yield pa.record_batch([*part.columns, pa.nulls(part.num_rows, _REMARK)], schema=schema)
        nothing = [pa.nulls(len(remarks), field.type) for field in list(schema)[:-1]]
        yield pa.record_batch([*nothing, pa.array([one._asdict() for one in remarks], _REMARK)], schema=schema)


def _remarks(share: Share) -> Iterator[Remark]:
    """Return what is to be said beside any answer of a share."""
    for pair, findings in share.world.left_out:
        why = "\n".join(str(found) for found in findings)
        yield Remark(str(pair), LEFT_OUT, [found.line for found in findings], why)
    passed_over = sorted((str(passed.pair), passed.phrase, passed.line) for passed in share.world.passed_over)
    for (pair, phrase), events in groupby(passed_over, lambda passed: passed[:2]):
        yield Remark(pair, PASSED_OVER, [line for _, _, line in events], phrase)
    if share.is_first:
        for found in share.record.findings_of_no_pair:
            yield Remark(None, OF_NO_PAIR, [found.line], found.summary)


def _statuses(day: date, share: Share) -> Any:
    return share.world.at(day)


def _changes(since: date, until: date, share: Share) -> Any:
    return share.world.changes(since, until)


def _span(share: Share) -> Any:
    days = [[day] for day in reach(share.world) or ()] or [[], []]
    return pa.table([pa.array(each, pa.date32()) for each in days], ["first", "last"])


def _panel(asked: PanelAsked, share: Share) -> Any:
    first, last = asked.days(None)
    if share.slice is not None:
        first, last = max(first, share.slice.first_day), min(last, share.slice.last_day)
    return Panel([share.world], asked._replace(first=first, last=last)).table()


def _not_counted(asked: PanelAsked, share: Share) -> Iterator[Remark]:
    return (Remark(None, NOT_COUNTED, (), code) for code in Panel([share.world], asked).not_counted)


def _spells(until: date, rows: Any) -> Any:
    courses = Turned([part_of(rows)])
    return spells_table(courses, spells_of(courses, until))


def _spells_of(until: date, schema: Any, batches: Iterable[Any]) -> Iterator[Any]:
    """Return the spells that turns of whole pairs make, and what was said beside them."""
    held = [*batches]
    if not held:
        return
    rows = pa.Table.from_batches(held)
    said = rows["remark"].filter(rows["remark"].is_valid()).combine_chunks().cast(_REMARK)
    found = _plain(_spells(until, rows.filter(rows["remark"].is_null()).drop_columns(["remark"])))
    for part in found.to_batches():
        yield pa.record_batch([*part.columns, pa.nulls(part.num_rows, _REMARK)], schema=schema)
    yield pa.record_batch([*(pa.nulls(len(said), field.type) for field in list(schema)[:-1]), said], schema=schema)


def _plain(table: Any) -> Any:
    """Return a table with words in place of their numbers: those of each share are its own."""
    types = [field.type.value_type if pa.types.is_dictionary(field.type) else field.type for field in table.schema]
    return table.cast(pa.schema(list(zip(table.column_names, types, strict=True))))


@cache
def _nobody() -> Share:
    """Return a share without pairs, whose answers have the columns of any, and no rows."""
    record = Record("", b"")
    return Share(world(record), record)
