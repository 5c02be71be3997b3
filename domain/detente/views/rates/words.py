"""Base rates in words: sentences about spells, and the tables below them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from detente.model.countries import name_in_sentence
from detente.model.dates import HistoricDate, day_in_words, lasting, some_day
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.model.wording import counted, from_to, listing, opening, words
from detente.views.blocks import Block, Part, Styled, Table
from detente.views.palette import look
from detente.world.matrix import Row
from detente.world.rates import FEWEST, SHARES, Chosen, Exit, Rates, doubtful, unsurveyed
from detente.world.spells import NONE, RUNGS
from detente.world.survival import RESAMPLES, Estimate
from detente.world.turned import Courses

SELECTION = "They are those of the record, which is no sample of all pairs: docs/rates.md says what may be concluded."
_FRACTIONS = dict(zip(SHARES, ("a quarter", "half", "three quarters"), strict=True))
_OPEN = "not seen"
"""What stands for a time by which a share had not ended."""


def title(found: Rates) -> str:
    """Return what is told: "Severed, from sanctioned, begun since 1 January 1945"."""
    return opening(", ".join([found.chosen.status.words, *_chosen(found.chosen), *_as_asked(found.world)]))


def counts(found: Rates) -> str:
    """Return how many spells there are, and how many of them had ended."""
    total = len(found.spells.pair)
    ways = [f"{one.ended} {came_to(one.status)}" for one in _told(found)]
    if remaining := total - found.lasting.ended:
        ways.append(f"{remaining} had not ended when last seen")
    seen = f"{counted(total, 'spell')} of {counted(found.pairs, 'pair')}"
    return f"{seen}: {listing(ways)}." if ways else f"{seen}."


def headline(found: Rates) -> str | None:
    """Return after how long half of them had ended, or come to what is asked about; nothing of too few pairs."""
    asked = found.exits[0] if found.chosen.to and len(found.chosen.to) == 1 else found.lasting
    if asked.within is None:
        return None
    half = asked.within[SHARES.index(0.5)]
    did = came_to(asked.status) if asked.status else "ended"
    if half.value is None:
        return f"As long as they are seen, fewer than half {did}."
    return f"Half of them {did} within {in_words(half, lasting)}."


def came_to(status: Status | None) -> str:
    """Return that something came to a status: "came to no relations"."""
    return f"came to {status.words}" if status else "ended"


def remarks(found: Rates) -> Iterator[str]:
    """Return what a reader must know of the numbers: on what they rest, what they leave out, what nobody looked for."""
    if found.lasting.by is None:
        yield f"Of fewer than {FEWEST} pairs no share is given, nor after how long a share had ended."
    else:
        yield (
            f"In brackets are intervals of 95 %, from {RESAMPLES:,} draws of pairs, since spells of one pair are not "
            "independent; behind them what dates that are not known to the day leave open."
        )
    if found.unbegun:
        yield f"{found.unbegun} more are left out: the record of their pair begins with them, and not when they began."
    if number := doubtful(found):
        yield f"{number} of them began or ended with an event that is not confirmed."
    missing = unsurveyed(found)
    if missing.families:
        by_family = [f"{family} in {number}" for family, number in missing.families.items()]
        yield f"Nobody looked throughout for {listing(by_family)} of them: that they did not end so says nothing."
    if missing.silent:
        yield f"Of {missing.silent} of them no survey says what was looked for: what did not end them says nothing."
    yield SELECTION


def tables(found: Rates) -> Iterator[Table]:
    """Return after how long shares had ended, and which share had after so many years; nothing of too few pairs."""
    if found.lasting.within is None:
        return
    ways = _told(found)
    every = [*ways, found.lasting] if len(ways) > 1 else ways or [found.lasting]
    fractions = [(opening(_FRACTIONS[share]), 2) for share in SHARES]
    yield Table("After how long", [("", 2), *fractions], [_row(one, one.within, lasting) for one in every])
    if found.years:
        years = [(counted(number, "year"), 2) for number in found.years]
        yield Table("How many by then", [("", 2), *years], [_row(one, one.by, _percent) for one in every])


class Spell(NamedTuple):
    """One of the spells, as it is told."""

    pair: Pair
    begun: date
    """The first day on which it had begun for certain."""
    since: HistoricDate
    came: Status | None
    """What came next, or what it was followed to; none where it had not ended when it was last seen."""
    came_in_words: str
    after: str
    """How long it lasted."""


def each_spell(found: Rates) -> Iterator[Spell]:
    """Return every spell, the last first."""
    columns = [column.tolist() for column in (*found.spells, found.spells.shortest, found.spells.longest)]
    rows = sorted(zip(*columns, strict=True), key=lambda row: row[6], reverse=True)
    for pair, _, _, into, _, _, first, first_latest, _, _, shortest, longest in rows:
        came = None if into == NONE else RUNGS[int(into)]
        yield Spell(
            found.world.pairs[int(pair)],
            date.fromordinal(first_latest),
            day(first, first_latest),
            came,
            came.words if came else "had not ended when last seen",
            lasting(shortest, longest),
        )


def each(found: Rates) -> Table:
    """Return a table of every spell, the last on top: of whom, since when, what came next, and after how long."""
    rows = [
        (
            opening(one.pair.names),
            one.since.in_words(),
            Styled(one.came_in_words, look(one.came).style if one.came else "dim"),
            one.after,
        )
        for one in each_spell(found)
    ]
    headings = [("Pair", 3), ("Since", 3), ("Came to" if found.chosen.to else "Next", 2), ("After", 2)]
    return Table("Each of them", headings, rows)


def changes(world: Courses, rows: Sequence[Row]) -> Iterator[Block]:
    """Return how often each status was left for each other, a table for each."""
    if told := ", ".join(_as_asked(world)):
        yield (f"{opening(told)}:",)
    for status in Status:
        of_status = [row for row in rows if row.status == status]
        into = [other for other in Status if any(other in row.changes for row in of_status)]
        if into:
            yield Table(
                f"{opening(status.words)}: changes in 100 years of a pair",
                [("From", 2), ("Pairs", 1), ("Years", 1), *((other.words, 2) for other in into)],
                [_changes(row, into) for row in of_status],
            )
    yield (
        f"In brackets are intervals of 95 %, from {RESAMPLES:,} draws of pairs; of fewer than {FEWEST} pairs only the "
        "changes are counted. It is no Markov chain: what comes next depends on how a pair came where it is.",
    )
    yield (SELECTION,)


def day(first: int, last: int) -> HistoricDate:
    """Return a day between two, given by their ordinals, as the log would have its date."""
    return HistoricDate.parse(some_day(date.fromordinal(first), date.fromordinal(last)))


def in_words(estimate: Estimate, show: Callable[[float], str]) -> str:
    """Return an estimate with its interval, and with what the dates leave open where that is something."""
    value, low, high, least, most = (None if part is None else show(part) for part in estimate)
    if value is None and low is None:
        return _OPEN
    interval = f"{value or _OPEN} [{from_to(low or _OPEN, high)}]"
    return interval if least == most else f"{interval}, {from_to(least or _OPEN, most)} by the dates"


def _told(found: Rates) -> list[Exit]:
    """Return the ways in which spells ended, and the one that is asked about also if none did."""
    return [one for one in found.exits if one.ended or len(found.chosen.to) == 1]


def _chosen(chosen: Chosen) -> Iterator[str]:
    if chosen.came_from is not None:
        yield f"from {chosen.came_from.words}"
    if chosen.kind is not None:
        yield f"by {words(chosen.kind)}"
    if chosen.country is not None:
        yield f"with {name_in_sentence(chosen.country)}"
    if chosen.besides is not None:
        yield f"of others than {chosen.besides.names}"
    if chosen.since is not None:
        yield f"begun since {day_in_words(chosen.since)}"


def _as_asked(world: Courses) -> Iterator[str]:
    """Return as known on which day the pairs are, and whether anything is supposed."""
    if world.known:
        yield f"as known on {day_in_words(world.known)}"
    if world.supposed:
        yield "supposed"


def _row(one: Exit, estimates: Sequence[Estimate] | None, show: Callable[[float], str]) -> Sequence[Part]:
    heading = Styled(opening(came_to(one.status)), look(one.status).style if one.status else "bold")
    return (heading, *(in_words(estimate, show) for estimate in estimates or ()))


def _changes(row: Row, into: Sequence[Status]) -> Sequence[Part]:
    came_from = row.came_from.words if row.came_from else "not recorded"
    cells = (_change(row, status) for status in into)
    return (came_from, str(row.pairs), f"{row.years:,.0f}", *cells)


def _change(row: Row, status: Status) -> str:
    if status not in row.changes:
        return "0"
    number = counted(row.changes[status], "change")
    return f"{number}: {in_words(row.rates[status], _in_a_century)}" if row.rates else number


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _in_a_century(rate: float) -> str:
    return f"{100 * rate:.0f}" if rate > 0.1 else f"{100 * rate:.2g}"
