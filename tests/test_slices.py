"""Slices of a pair's events say what all of them together say, on the days that are theirs."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from making import line, record, text
from worlds import longer

from detente.history.history import Begun
from detente.history.state import State
from detente.log.record import Record
from detente.model.pairs import Pair
from detente.model.standing import Standing
from detente.views.verdicts import began, verdict
from detente.world.arriving import NotCut, Share, brought_together
from detente.world.columns import Columns, taken
from detente.world.day import NONE
from detente.world.panel import Asked as PanelAsked
from detente.world.panel import Panel
from detente.world.reading import columns
from detente.world.replay import followed
from detente.world.sharing import LINES, Asked, read
from detente.world.slices import Slice, begin, begins, by_year, cut, explained, function, told, unexplained, within
from detente.world.world import World

PAIR = Pair("CAN", "IRN")
NOW = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def can_be_cut(found: World) -> list[int]:
    """Give the events before which all has happened for certain, and its order no longer matters."""
    happened, known_again = found.happened, found.openness.known_again
    return [
        row
        for row in range(1, len(happened.pair))
        if max(happened.latest[:row].max(), known_again[:row].max()) < happened.earliest[row]
    ]


@st.composite
def cuts(draw: st.DrawFn) -> tuple[Record, Columns, World, list[int]]:
    """Draw a pair, and the events before which it is cut."""
    log = record(*draw(longer()))
    read_of = columns(log)
    found = followed(read_of)
    rows = can_be_cut(found)
    assume(rows)
    return log, read_of, found, sorted(draw(st.sets(st.sampled_from(rows), min_size=1, max_size=4)))


def parts(read_of: Columns, rows: Sequence[int]) -> list[Columns]:
    edges = [0, *rows, len(read_of.happened.pair)]
    return [read_of._replace(happened=taken(read_of.happened, np.arange(*edge))) for edge in pairwise(edges)]


def resting(standing: Standing) -> Any:
    """Give where things stand, since when, and of each fact what changed it last and what is said of it."""
    facts = [
        (one.value, one.details, one.event and (one.event.on, one.event.kind, one.event.confidence))
        for one in standing.facts
    ]
    return standing.position, standing.since and standing.since.on, facts


def of_state(state: State) -> Any:
    told = state.status, state.rungs, state.possible, state.since, state.confidence, state.complete, state.recorded
    return told, verdict(state), began(state)


@settings(deadline=None, max_examples=40)
@given(cuts())
def test_what_was_before_each_slice_is_told_by_those_before_it(drawn: tuple[Record, Columns, World, list[int]]) -> None:
    """And every slice then says on its days what the whole says, also where it is asked alone or for a panel."""
    _, read_of, found, rows = drawn
    of = parts(read_of, rows)
    acts = sorted(set(read_of.kinds), key=str)
    slices = cut(PAIR, [int(found.happened.earliest[row]) for row in rows])
    facts = begins([function(one, acts) for one in of], acts)
    assert facts is not None
    dates = found.history(0).events[0].on, found.dates[int(found.first_and_last[1][0])]
    standing = Standing(PAIR)
    for one, part, row, before in zip(slices, of, [0, *rows], facts, strict=True):
        whole = found.history(0)
        assert before == whole.position_before(row).configuration
        assert resting(standing) == resting(whole.course[row - 1].after if row else Standing(PAIR))
        first = one is slices[0]
        guessed = Begun(None if first else unexplained(PAIR, before))
        tail = followed(begin(part, [one._replace(begun=guessed)])).standing(0)
        known = Begun(None if first else standing, dates)
        same_days(found, followed(begin(part, [one._replace(begun=known)])), one)
        standing = explained(standing, told(tail))


def same_days(whole: World, part: World, one: Slice) -> None:
    """Hold what a slice says on its days against what all events say."""
    happened = whole.happened
    days = {int(day) + more for day in (*happened.earliest, *happened.latest) for more in (-1, 0, 1)} | {one.first}
    days = sorted(day for day in days if one.first <= day < min(one.end, dt.date.max.toordinal()))
    assert part.extents == whole.extents
    assert part.last_day <= whole.last_day
    for day in map(dt.date.fromordinal, days):
        assert part.at(day).to_pylist() == whole.at(day).to_pylist()
        for state in (part.history(0).at(day), part.state(0, day), whole.state(0, day)):
            assert of_state(state) == of_state(whole.history(0).at(day))
        on, other = part.on(day), whole.on(day)
        assert (on.position(0), on.is_open.tolist()) == (other.position(0), other.is_open.tolist())
        assert (on.since[0] == NONE) == (other.since[0] == NONE)
    asked_about = PanelAsked("month", *map(dt.date.fromordinal, (days[0], days[-1])), directed=True)
    assert Panel([part], asked_about).table().to_pylist() == Panel([whole], asked_about).table().to_pylist()


def test_of_slices_whose_events_the_rules_refuse_nothing_is_told() -> None:
    read_of = columns(record(line("relations_established", "1955"), line("relations_severed", "1960", "CAN", id="2")))
    acts = sorted(set(read_of.kinds), key=str)
    one, other = (function(part, acts) for part in parts(read_of, [1]))
    assert begins([one, other], acts) is not None
    assert begins([other, one], acts) is None
    assert begins([one, other, other], acts) is None


def shared(data: bytes, slices: Sequence[Slice], known: dt.date | None = None) -> Iterator[Share]:
    """Share the lines of a log out, and bring each share together, its rows the last one first."""
    lines = [pa.record_batch([[number], [one]], LINES) for number, one in enumerate(data.splitlines(keepends=True), 1)]
    rows = pa.Table.from_batches([*read(lines, slices)])
    asked = Asked(known, limit=NOW, slices=slices)
    for share in sorted(set(rows["share"].to_pylist()), reverse=True):
        mine = rows.filter(pa.array([one == share for one in rows["share"].to_pylist()]))
        yield from brought_together(mine.take(pa.array(range(len(mine) - 1, -1, -1))).to_batches(), asked)


@settings(deadline=None, max_examples=25)
@given(cuts(), st.booleans())
def test_lines_go_to_the_slices_that_have_their_days(
    drawn: tuple[Record, Columns, World, list[int]],
    more: bool,
) -> None:
    """And what has no date to each: a retraction counts in the one that has what it retracts."""
    log, _, _, rows = drawn
    last = log.entries_of(PAIR)[-1].line.id
    others = [
        line("retracted", None, id="gone", retracts=last, sources=None, recorded="2021-01-01T00:00:00Z"),
        line("surveyed", None, id="surveyed", families=["relations"], **{"from": "2000-01-15"}),
        line("relations_established", "1960", id="other", parties=["FRA", "USA"]),
    ]
    data = log.source.read(0, log.source.size) + text(*others[: 3 * more])
    whole = followed(columns(Record("log", data, limit=NOW)))
    assume(not whole.left_out)  # what is retracted may be what another line needs, or a retraction itself
    history, earliest = whole.history(0), whole.happened.earliest
    count = int((whole.happened.pair == 0).sum())
    slices = cut(PAIR, [int(earliest[row]) for row in rows if row < count])
    dates = tuple(whole.dates[int(ends[0])] for ends in whole.first_and_last)
    before = [None, *(history.at(one.first_day - dt.timedelta(days=1)).standing for one in slices[1:])]
    slices = [one._replace(begun=Begun(then, dates)) for one, then in zip(slices, before, strict=True)]
    found = [*shared(data, slices)]
    of_slices = {share.slice.first: share.world for share in found if share.slice}
    assert [*of_slices] == [one.first for one in reversed(slices)]
    for one in slices:
        (stands, *_) = whole.at(one.first_day).to_pylist()
        assert of_slices[one.first].at(one.first_day).to_pylist() == [stands]
    assert [pair for share in found if not share.slice for pair in share.world.pairs] == [Pair("FRA", "USA")] * more


def test_a_slice_in_which_something_is_wrong_is_not_followed() -> None:
    lines = [line("relations_established", "1955", id="one"), line("noted", "1960", id="two")]
    slices = [one._replace(begun=Begun(None)) for one in cut(PAIR, [dt.date(1958, 1, 1).toordinal()])]
    for wrong in (
        line("noted", "1961", id="two"),
        line("noted", "1961", id="more", recorded="2030-01-01T00:00:00Z"),
        line("mission_closed", "1961", "CAN", id="refused"),
        line("noted", "1961", id="more", retracts="nothing"),
        {**line("noted", "1961", id="more"), "on": "1961-02-30"},
    ):
        with pytest.raises(NotCut, match="Canada and Iran"):
            list(shared(text(*lines, wrong), slices))
    with pytest.raises(NotCut):
        list(shared(text(*lines) + b'{"parties": ["CAN", "IRN"]\n', slices))


def test_slices_are_joined_to_those_that_are_asked_for() -> None:
    day = dt.date(2000, 1, 1)
    firsts = [(day + dt.timedelta(more)).toordinal() for more in (0, 100, 366, 400)]
    slices = cut(PAIR, firsts)
    edges = [(one.first_day, one.last_day) for one in slices]
    assert edges[0] == (dt.date.min, dt.date(1999, 12, 31))
    assert edges[-1] == (dt.date(2001, 2, 4), dt.date.max)
    (joined,) = within(slices, dt.date(2000, 6, 1), dt.date(2001, 1, 2))
    assert (joined.first_day, joined.last_day) == (edges[2][0], edges[3][1])
    other = cut(Pair("FRA", "USA"), firsts[:1])
    assert [one.pair for one in within([*slices, *other], day, day)] == [PAIR, Pair("FRA", "USA")]
    assert [one.first_day for one in by_year([*slices, *other])] == [
        dt.date.min,
        day,
        dt.date(2001, 1, 1),
        dt.date.min,
        day,
    ]
