"""``detente at``: where a pair stands at the end of a day, or every pair."""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from operator import itemgetter
from shlex import join
from typing import TYPE_CHECKING, NamedTuple

from detente.cli.answer import Answer, Block, Styled, Table
from detente.cli.dates import is_date, typed
from detente.cli.errors import WrongUsage, wrong_usage
from detente.cli.every_pair import EveryPair
from detente.cli.inputs import history_in, is_on_spark, known_asked, record_asked
from detente.cli.layout import state_lines, styled
from detente.cli.printing import wants_data
from detente.history.reasons import reasons
from detente.history.state import State
from detente.model.countries import country
from detente.model.dates import HistoricDate, day_in_words, last_day
from detente.model.errors import BadDate
from detente.model.extras import WORLD, is_installed
from detente.model.pairs import Pair
from detente.model.related import related
from detente.model.statuses import NoSuchStatus, Status
from detente.model.wording import opening
from detente.views.data import Data, state_data, states_data
from detente.views.sentences import fact_since, heading, nothing_recorded, see_also
from detente.views.verdicts import OVER, absences, began, caveats_of, is_over, verdict

if TYPE_CHECKING:
    from detente.cli.destination import Destination
    from detente.cli.in_bulk import InBulk
    from detente.world.day import Day


def run(asked: argparse.Namespace) -> Answer:
    """Return where the pair stands that is asked about, or every pair of the log."""
    asked.date, asked.one, asked.other = _in_order([asked.date, asked.one, asked.other])
    if asked.one is None:
        return _every_pair(asked)
    if asked.other is None:
        raise WrongUsage("One country is no pair: name two countries, or none for every pair of the log.")
    of_every_pair = (asked.country, asked.status, asked.possible, asked.facts, asked.lenient, asked.output)
    if any((*of_every_pair, asked.memory, asked.engine)):
        raise WrongUsage(
            "--country, --status, --possible, --facts, --lenient, --memory, --engine and -o are of every pair: name no "
            "countries with them."
        )
    record = record_asked(asked)
    history, asides = history_in(record, asked, on=asked.date.latest)
    state = history.at(asked.date)
    others = () if state.is_within_record else related(state.pair, record.pairs)
    return Answer(partial(state_data, state, others), partial(_text, state, others), asides)


def _in_order(typed_in: Sequence[str | None]) -> tuple[HistoricDate, str | None, str | None]:
    """Return the date and the countries, if any, whichever stands first; raise `WrongUsage`."""
    words = [word for word in typed_in if word is not None]
    day = next((word for word in words if is_date(word)), "")
    if not day:
        from detente.cli.misplaced import is_country  # only mistakes need it

        no_country = next((word for word in words if not is_country(word)), None)
        if no_country is None:
            raise WrongUsage(
                "The day is missing of which it is asked.", instead=join(["detente", "at", "today", *words])
            )
        with wrong_usage(BadDate):
            typed(no_country)
    words.remove(day)
    one, other, *_ = (*words, None, None)
    return typed(day), one, other


def _text(state: State, others: Sequence[Pair]) -> Iterator[Block]:
    if state.status is None:
        yield (nothing_recorded(state.history),)
        yield from ((sentence,) for sentence in absences(state))
    else:
        yield from state_lines(heading(state), state, is_dated=True)
    for pair in others:
        yield (see_also(pair),)
    facts = reasons(state)
    fact_width = max((len(reason.fact) for reason in facts), default=0)
    value_width = max((len(reason.in_words) for reason in facts), default=0)
    for reason in facts:
        value = Styled(f"{reason.in_words:<{value_width}}", "bold" if reason.holds_status else "")
        since = fact_since(reason)
        yield (f"  {reason.fact:<{fact_width}}  ", value, f"  {since}" if since else "")


def _every_pair(asked: argparse.Namespace) -> Answer:
    if asked.facts and not wants_data(asked):
        raise WrongUsage("--facts goes with --json: the value of each fact as data.")
    wanted = _Wanted.of(asked)
    needs_bulk = asked.output or asked.lenient or asked.memory or is_on_spark(asked)
    if needs_bulk or is_installed(*WORLD):
        return _in_bulk(asked, wanted)
    every = EveryPair(asked)
    states = [state for state in (history.at(asked.date) for history in every) if wanted.is_met(state)]
    data = partial(states_data, states, with_facts=asked.facts)
    return Answer(data, partial(_table, _title(asked), lambda: states), every.asides, code=every.code)


class _Wanted(NamedTuple):
    """Which pairs are asked about."""

    country: str | None
    status: Status | None
    is_possible_enough: bool

    @classmethod
    def of(cls, asked: argparse.Namespace) -> "_Wanted":
        """Return what the options mean; raise `WrongUsage` and what a country or a status raises that is none."""
        if asked.possible and asked.status is None:
            raise WrongUsage("--possible goes with --status: the pairs that may have it.")
        with wrong_usage(NoSuchStatus):
            status = None if asked.status is None else Status.of(asked.status)
        return cls(asked.country and country(asked.country, last_day(asked.date)), status, asked.possible)

    def is_met(self, state: State) -> bool:
        """Whether a pair is one that is asked about."""
        found = state.possible if self.is_possible_enough else (state.status,)
        return (self.country is None or self.country in state.pair) and (self.status is None or self.status in found)


def _in_bulk(asked: argparse.Namespace, wanted: _Wanted) -> Answer:
    from detente.cli.in_bulk import InParts, table_asked, written
    from detente.world.answers import tables_joined

    to = table_asked(asked)
    if is_on_spark(asked):
        return _on_spark(asked, wanted, to)
    parts = InParts.of(asked)

    def each() -> "Iterator[tuple[InBulk, Day, Sequence[int]]]":
        for (every,) in parts:
            on = every.world.on(last_day(asked.date))
            chosen = every.world.chosen(on, wanted.country, wanted.status, is_possible_enough=wanted.is_possible_enough)
            yield every, on, chosen

    @cache
    def data() -> list[Data]:
        found = (one for every, on, chosen in each() for one in every.data(on, chosen, with_facts=asked.facts))
        return sorted(found, key=itemgetter("pair"))

    @cache
    def states() -> list[State]:
        return sorted((state for every, on, chosen in each() for state in every.states(on, chosen)), key=_pair_of)

    (remarks,) = parts.remarks
    if to:
        table = tables_joined([every.world.table(on, chosen) for every, on, chosen in each()])
        return written(table, to, remarks.asides, remarks.code)
    (data if wants_data(asked) else states)()  # gone through, the parts say what could not be answered
    return Answer(data, partial(_table, _title(asked), states), remarks.asides, code=remarks.code)


def _pair_of(state: State) -> Pair:
    return state.pair


def _on_spark(asked: argparse.Namespace, wanted: _Wanted, to: "Destination | None") -> Answer:
    from detente.cli import on_spark
    from detente.cli.in_bulk import written

    of = on_spark.Wanted(last_day(asked.date), *wanted)
    if to:
        found = on_spark.rows_of(asked, of)
        return written(found.table, to, found.asides, found.code)
    if wants_data(asked):
        found = on_spark.data_of(asked, of, with_facts=asked.facts)
        data = [json.loads(one) for one in found.table["json"].to_pylist()]
        return Answer(lambda: data, asides=found.asides, code=found.code)
    found = on_spark.words_of(asked, of)
    rows = [Row(**{name: row[name] for name in Row._fields}) for row in found.table.to_pylist()]
    return Answer(None, partial(_listed, _title(asked), rows), found.asides, code=found.code)


def _title(asked: argparse.Namespace) -> str:
    known = known_asked(asked)
    return (
        f"Every pair on {day_in_words(last_day(asked.date))}"
        + (f", as known on {day_in_words(known.latest)}" if known else "")
        + (", supposed" if getattr(asked, "suppose", None) else "")
    )


def _table(title: str, states: Callable[[], Sequence[State]]) -> Iterator[Block]:
    yield from _listed(title, [row_of(state) for state in states()])


class Row(NamedTuple):
    """Where one pair stands, in words."""

    names: str
    status: str | None
    words: str
    since: str
    is_over: bool
    """Whether its record ends before the day."""
    unsurveyed: Sequence[str] | None


def row_of(state: State) -> Row:
    """Return where a pair stands in words."""
    words = verdict(state, is_dated=False)
    return Row(opening(state.pair.names), state.status, words, _since(state), is_over(state), state.unsurveyed)


def _listed(title: str, found: Sequence[Row]) -> Iterator[Block]:
    rows = [
        (
            f"{row.names} {OVER}" if row.is_over else row.names,
            styled(None if row.status is None else Status(row.status), row.words),
            row.since,
        )
        for row in found
    ]
    yield Table(title, [("Pair", 3), ("Status", 4), ("Since", 3)], rows)
    yield from ((sentence,) for sentence in caveats_of([(row.is_over, row.unsurveyed) for row in found]))


def _since(state: State) -> str:
    return on.in_words() if (on := began(state)) else "–"
