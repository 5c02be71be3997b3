"""How long pairs stay on a rung: spells, what is estimated of them, and what `detente rates` answers."""

import csv
import datetime as dt
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby, product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import PAIR, detente, histories, line, record, text

from detente.cli import pack
from detente.cli import rates as rates_command
from detente.cli.errors import WrongUsage
from detente.cli.grammar import parser
from detente.history.history import History, SpoiledRecord
from detente.log.record import read
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.views.markdown import as_markdown
from detente.world.alike import NoSuchSpell, alike
from detente.world.matrix import matrix
from detente.world.rates import FEWEST, Chosen, doubtful, rates, unsurveyed
from detente.world.replay import world
from detente.world.spells import NONE, RUNGS, spells
from detente.world.survival import Durations, curves, estimates
from detente.world.world import World

TODAY = dt.date(2026, 11, 27)
RECORD = Path(__file__).parents[1] / "events.jsonl"

# What is published of the estimators


def lasted(days: Sequence[float], exits: Sequence[int], clusters: Sequence[int] = ()) -> Durations:
    numbers = np.array(days, np.float64)
    return Durations(numbers, numbers, np.array(exits), np.array(clusters or range(len(days))), max([1, *exits]))


REMISSIONS = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
"""Weeks of remission of the 21 patients who were given 6-mercaptopurine, those still in remission with a plus.

E. J. Freireich and others, "The effect of 6-mercaptopurine on the duration of steroid-induced remissions in acute
leukemia", Blood 21 (1963), 699-716; its product-limit estimate as in D. R. Cox and D. Oakes, "Analysis of Survival
Data" (1984), table 4.1, and D. Collett, "Modelling Survival Data in Medical Research".
"""


def test_staying_is_estimated_as_kaplan_and_meier_do() -> None:
    weeks = REMISSIONS.split()
    data = lasted([float(one.rstrip("+")) for one in weeks], [int("+" not in one) for one in weeks])
    found = curves(data.middle, data)
    assert found.days.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert (1 - found.shares[0]).round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert found.within(np.array([0.25, 0.5, 0.75]))[0].tolist() == [13, 23, np.inf]


def test_leaving_is_estimated_as_aalen_and_johansen_do() -> None:
    """Deaths of breast cancer, of 305 patients, the first 27 months.

    J. M. Satagopan and others, "A note on competing risks in survival data analysis", British Journal of Cancer 91
    (2004), 1229-1235, table 2: 0.3, 0.6, 0.9 and 1.2 % (of steps rounded to 0.3 %) after 10, 16, 23 and 27 months.
    """
    followed = {7: 0, 10: 1, 14: 0, 16: 1, 18: 2, 23: 1, 24: 0, 26: 2, 27: 1}
    data = lasted([*followed, *[28] * 296], [*followed.values(), *[0] * 296])
    found = curves(data.middle, data)
    assert found.days.tolist() == [10, 16, 18, 23, 26, 27]
    assert (1 - found.shares[0]).round(3).tolist() == [0.997, 0.993, 0.990, 0.987, 0.983, 0.980]
    steps = np.diff(found.by(np.array([0, 10, 16, 23, 27], float))[1])
    assert (100 * steps).round(1).tolist() == [0.3, 0.3, 0.3, 0.3]


# Against what counts one by one


def by_hand(days: Sequence[float], exits: Sequence[int], kinds: int) -> dict[float, list[Fraction]]:
    """Give the shares that have ended by each day: the textbook's products and sums, in fractions."""
    staying, ended, found = Fraction(1), [Fraction(0)] * kinds, {}
    for day in sorted({day for day, kind in zip(days, exits, strict=True) if kind}):
        at_risk = sum(other >= day for other in days)
        left = [sum((d, e) == (day, kind + 1) for d, e in zip(days, exits, strict=True)) for kind in range(kinds)]
        ended = [share + staying * Fraction(one, at_risk) for share, one in zip(ended, left, strict=True)]
        staying *= 1 - Fraction(sum(left), at_risk)
        found[day] = [1 - staying, *ended]
    return found


things = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6), st.integers(0, 2)), min_size=1, max_size=7)


@given(things)
def test_shares_are_those_of_the_textbook(drawn: list[tuple[int, int, int]]) -> None:
    days, exits = [float(day) for day, _, _ in drawn], [exit_ for _, _, exit_ in drawn]
    data = Durations(np.array(days), np.array(days), np.array(exits), np.arange(len(days)), 2)
    found = curves(data.middle, data)
    expected = by_hand(days, exits, 2)
    assert found.days.tolist() == list(expected)
    for column, shares in zip(found.shares.T, expected.values(), strict=True):
        assert column == pytest.approx([float(share) for share in shares])


def share_by(found: dict[float, list[Fraction]], day: float, row: int) -> Fraction:
    return max((shares[row] for on, shares in found.items() if on <= day), default=Fraction(0))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 1)), min_size=1, max_size=5))
def test_bounds_are_what_the_possible_days_leave_open(drawn: list[tuple[int, int, int]]) -> None:
    soon, late = [day for day, _, _ in drawn], [day + more for day, more, _ in drawn]
    exits = [exit_ for _, _, exit_ in drawn]
    data = Durations(np.array(soon, float), np.array(late, float), np.array(exits), np.arange(len(drawn)), 1)
    asked = range(10)
    found = estimates(data, asked, [0.5])
    ways = [by_hand(days, exits, 1) for days in product(*map(range, soon, [day + 1 for day in late]))]
    ways.append(by_hand(data.middle.tolist(), exits, 1))  # which is a reading of the dates as well
    for day, estimate in zip(asked, found.by[0], strict=True):
        shares = [float(share_by(way, day, 0)) for way in ways]
        assert (estimate.least, estimate.most) == (pytest.approx(min(shares)), pytest.approx(max(shares)))
    reached = [min((day for day, shares in way.items() if shares[0] >= 0.5), default=99) for way in ways]
    least, most = (99 if bound is None else bound for bound in (found.within[0][0].least, found.within[0][0].most))
    assert (least, most) == (min(reached), max(reached))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=5))
def test_bounds_of_one_exit_hold_whenever_the_others_ended(drawn: list[tuple[int, int, int]]) -> None:
    soon = [day for day, _, _ in drawn]
    late = [day + more * (exit_ > 0) for day, more, exit_ in drawn]
    exits = [exit_ for _, _, exit_ in drawn]
    data = Durations(np.array(soon, float), np.array(late, float), np.array(exits), np.arange(len(drawn)), 2)
    found = estimates(data, range(10), [0.5])
    ways = [by_hand(days, exits, 2) for days in product(*map(range, soon, [day + 1 for day in late]))]
    for day, estimate in enumerate(found.by[1]):
        shares = [float(share_by(way, day, 1)) for way in ways]
        assert (estimate.least, estimate.most) == (pytest.approx(min(shares)), pytest.approx(max(shares)))


def test_bounds_are_never_reversed_where_it_is_open_how_long_what_goes_on_was_seen() -> None:
    data = Durations(np.array([1.0, 3, 4]), np.array([3.0, 3, 5]), np.array([0, 2, 1]), np.arange(3), 2)
    fifth = estimates(data, [5], [0.5]).by[1][0]
    assert (fifth.least, fifth.value, fifth.most) == (pytest.approx(1 / 2), pytest.approx(1 / 2), pytest.approx(2 / 3))


# Spells


def seen(found: World, until: dt.date = TODAY) -> list[tuple[str | None, str | None, str | None, str, str]]:
    """Give spells in words: from where, which, to where, when it began, when it ended or was last seen."""
    columns = [column.tolist() for column in spells(found, until)]
    return [
        (_rung(came_from), _rung(status), _rung(into), _days(*days[:2]), _days(*days[2:]))
        for _, status, came_from, into, _, _, *days in zip(*columns, strict=True)
    ]


def _rung(height: int) -> str | None:
    return None if height == NONE else RUNGS[height].words


def _days(first: int, last: int) -> str:
    return " to ".join(str(dt.date.fromordinal(day)) for day in dict.fromkeys((first, last)))


def surveyed(start: str, end: str | None, *families: str, parties: Sequence[str] = PAIR) -> dict[str, object]:
    more = {"from": start, "to": end, "families": list(families or ["relations"]), "parties": list(parties)}
    return line("surveyed", None, id=f"surveyed-{start}-{'-'.join(parties)}-{'-'.join(families)}", **more)


@given(histories())
def test_spells_are_the_runs_of_the_status_at_the_ends_of_days(drawn: tuple) -> None:
    lines = [line(one.kind, str(one.on.earliest), one.by, id=one.id) for one in drawn[0]]
    kept = record(*lines)
    history = History.of(kept, *PAIR)
    last = history.last_day
    days = [dt.date(1999, 1, 1) + dt.timedelta(days=day) for day in range((last - dt.date(1999, 1, 1)).days + 1)]
    runs = [(status, list(run)) for status, run in groupby(days, lambda day: history.at(day).status)]
    found = spells(world(kept), TODAY)
    assert [RUNGS[status] for status in found.status] == [status for status, _ in runs]
    assert found.first.tolist() == [run[0].toordinal() for _, run in runs]
    assert found.last.tolist() == [*(run[0].toordinal() for _, run in runs[1:]), last.toordinal()]
    for first, spell in zip(found.first.tolist(), runs, strict=True):
        since = history.at(spell[1][-1]).since
        assert since is not None
        assert since.earliest.toordinal() == first


def test_a_spell_has_the_days_that_its_events_can_have_been_on() -> None:
    found = world(
        record(
            line("relations_established", "1955"),
            line("relations_severed", "[1960-03-01..1960-03-31]", "CAN"),
            line("relations_restored", "1962-05-06"),
            surveyed("1950", "1970"),
        )
    )
    assert seen(found) == [
        (None, "no relations", "established", "1950-01-01", "1955-01-01 to 1955-12-31"),
        ("no relations", "established", "severed", "1955-01-01 to 1955-12-31", "1960-03-01 to 1960-03-31"),
        ("established", "severed", "established", "1960-03-01 to 1960-03-31", "1962-05-06"),
        ("severed", "established", None, "1962-05-06", "1970-12-31"),
    ]
    columns = spells(found, TODAY)
    assert columns.shortest[2] == (dt.date(1962, 5, 6) - dt.date(1960, 3, 31)).days
    assert columns.longest[2] == (dt.date(1962, 5, 6) - dt.date(1960, 3, 1)).days


def test_a_pair_of_which_only_is_known_what_was_looked_for_has_no_spell() -> None:
    assert seen(world(record(surveyed("1950", "1970")))) == []


def test_a_spell_that_has_not_ended_is_followed_as_far_as_it_is_seen() -> None:
    begun = line("relations_established", "1955-02-03")
    assert seen(world(record(begun)))[-1][4] == "1955-02-03", "nothing is recorded after it"
    assert seen(world(record(begun, line("noted", "1960-07-08"))))[-1][4] == "1960-07-08"
    assert seen(world(record(begun, surveyed("1955", "1970"))))[-1][4] == "1970-12-31"
    assert seen(world(record(begun, surveyed("1955", None))))[-1][4] == str(TODAY)
    assert seen(world(record(begun, surveyed("1955", None))), dt.date(1958, 1, 2))[-1][4] == "1958-01-02"
    parties = ["CAN", "SUN"]
    soviet = world(record(begun | {"parties": parties}, surveyed("1955", None, parties=parties)))
    assert seen(soviet)[-1][4] == "1991-12-26", "one of the two was no more"


def test_what_had_not_certainly_happened_by_the_day_is_not_counted() -> None:
    found = world(record(line("relations_established", "1955-02-03"), line("relations_severed", "1960-03", "IRN")))
    assert seen(found, dt.date(1960, 3, 15)) == [
        ("no relations", "established", None, "1955-02-03", "1960-03-01"),
    ]
    assert seen(found, dt.date(1955, 2, 2)) == []


def test_what_is_gone_on_the_day_on_which_it_came_is_no_spell() -> None:
    on = "1980-01-28"
    found = world(
        record(
            line("relations_established", "1955-02-03"),
            line("mission_opened", "1956-02-03", "CAN"),
            line("mission_closed", on, "CAN"),
            line("relations_severed", on, "CAN"),
            line("relations_restored", "1988-01-01"),
            line("grievance_raised", "1990-01-01", "IRN"),
            line("grievance_settled", "1990-01-01", "IRN"),
            line("noted", "1995-01-01"),
        )
    )
    assert seen(found) == [
        ("no relations", "established", "severed", "1955-02-03", on),
        ("established", "severed", "established", on, "1988-01-01"),
        ("severed", "established", None, "1988-01-01", "1995-01-01"),
    ]


# Rates

STATES = ("DZA", "AGO", "ARG", "AUS", "AUT", "BEL", "BRA", "BGR", "CAN", "CHL", "CHN", "COL")
"""With each of these the United States has relations in the log below."""


def acts(other: str, *kinds_on: tuple[str, str]) -> list[dict[str, object]]:
    parties = sorted((other, "USA"))
    return [
        line(kind, on, by="USA" if kind == "sanctions_imposed" else None, id=f"{other}-{kind}-{on}", parties=parties)
        for kind, on in kinds_on
    ]


def breaks() -> World:
    """Give the world of the breaks."""
    return world(record(*breaks_told()))


def breaks_told() -> list[dict[str, object]]:
    """Give the log of twelve pairs, of which eleven broke off, one of them twice.

    ==== ========== ============================== ============
    DZA  1960-01-01 restored 1961-01-01            366 days
    AGO  1960-01-01 restored 1962-01-01            731 days
    ARG  1960-01-01 restored 1963-01-01            1096 days
    AUS  1960-01-01 talks 1963-01-01, restored 1964-01-01: 1461 days, 1096 until talks
    AUT  1960-01-01 restored 1965-01-01            1827 days
         1970-01-01 restored 1970-12-31            364 days
    BEL  1960-01-01 sanctioned from 1966-01-01, when it was restored; sanctions lifted never
    BRA  1960-01-01 lapsed 1967-01-01              2557 days
    BGR  1960-01-01 still severed when the survey ends, on 1980-12-31: 7670 days
    CAN  1960-01-01 talks 1961-01-01, ended 1962-01-01, still severed on 1980-12-31
    CHL  1940-01-01 restored 1968-01-01            before 1945
    CHN  1960-01-01 restored some day of 1968      2922 to 3287 days
    COL  never broke off
    ==== ========== ============================== ============
    """
    begun, broken, mended = "relations_established", "relations_severed", "relations_restored"
    courses = {
        "DZA": [(broken, "1960-01-01"), (mended, "1961-01-01")],
        "AGO": [(broken, "1960-01-01"), (mended, "1962-01-01")],
        "ARG": [(broken, "1960-01-01"), (mended, "1963-01-01")],
        "AUS": [(broken, "1960-01-01"), ("talks_opened", "1963-01-01"), (mended, "1964-01-01")],
        "AUT": [(broken, "1960-01-01"), (mended, "1965-01-01"), (broken, "1970-01-01"), (mended, "1970-12-31")],
        "BEL": [(broken, "1960-01-01"), ("sanctions_imposed", "1962-01-01"), (mended, "1966-01-01")],
        "BRA": [(broken, "1960-01-01"), ("relations_lapsed", "1967-01-01")],
        "BGR": [(broken, "1960-01-01")],
        "CAN": [(broken, "1960-01-01"), ("talks_opened", "1961-01-01"), ("talks_ended", "1962-01-01")],
        "CHL": [(broken, "1940-01-01"), (mended, "1968-01-01")],
        "CHN": [(broken, "1960-01-01"), (mended, "1968")],
        "COL": [],
    }
    lines = [one for other, course in courses.items() for one in acts(other, (begun, "1930-01-01"), *course)]
    covered = [surveyed("1930-01-01", "1980", parties=sorted((other, "USA"))) for other in courses]
    return [*lines, *covered]


def test_breaks_are_counted_as_by_hand() -> None:
    found = rates(breaks(), Chosen(Status.SEVERED, (Status.ESTABLISHED,), since=dt.date(1945, 1, 1)), TODAY)
    assert (len(found.spells.pair), found.pairs, found.unbegun) == (11, 10, 0)
    # DZA, AGO, ARG, AUS, AUT twice and CHN came back; BRA was no more; BEL, BGR and CAN had not when last seen.
    assert {one.status: one.ended for one in found.exits} == {Status.ESTABLISHED: 7, Status.NO_RELATIONS: 1}
    assert found.lasting.ended == 8
    # Next came established (DZA, AGO, ARG, AUT twice, CHN), talks (AUS, CAN), sanctioned (BEL), none (BRA).
    came = [RUNGS[into].words for into in found.next.into.tolist() if into != NONE]
    assert sorted(came) == [*["established"] * 6, "no relations", "sanctioned", *["talks offered"] * 2]


def test_half_of_the_breaks_are_mended_when_half_of_them_are_by_hand() -> None:
    found = rates(breaks(), Chosen(Status.SEVERED, (Status.ESTABLISHED,), since=dt.date(1945, 1, 1)), TODAY)
    assert found.exits[0].within is not None
    quarter, half, most = found.exits[0].within
    # Of eleven, in days: 364, 366, 731, 1096, 1461, 1827, then 2557 (lapsed), then CHN after 2922 to 3287.
    assert quarter.value == 731, "the third of eleven"
    assert half.value == 1827, "the sixth of eleven"
    assert most.value is None
    assert found.lasting.within is not None
    assert found.lasting.within[2].value is None, "eight of eleven ended, which is less than three quarters"
    back, gone = (one.by for one in found.exits)
    assert back is not None
    assert gone is not None
    after = {years: number for number, years in enumerate(found.years)}
    assert [back[after[years]].value for years in (1, 5, 10)] == [
        pytest.approx(1 / 11), pytest.approx(5 / 11), pytest.approx(7 / 11)
    ]  # fmt: skip
    assert [gone[after[years]].value for years in (5, 10)] == [0, pytest.approx(1 / 11)]


def test_bounds_are_those_of_the_dates() -> None:
    """Of CHN it is known in which year only that it was mended: it is the seventh that was."""
    chosen = Chosen(Status.SEVERED, (Status.ESTABLISHED,), since=dt.date(1945, 1, 1))
    found = rates(breaks(), chosen, TODAY).durations
    (seventh,) = estimates(found, [], [7 / 11]).within[1]
    assert (seventh.least, seventh.value, seventh.most) == (2922, 3104.5, 3287)


def test_spells_are_chosen_by_where_they_came_from_whose_they_are_and_when_they_began() -> None:
    every = Chosen(Status.SEVERED)
    assert len(rates(breaks(), every, TODAY).spells.pair) == 13, "CAN came back to it after talks"
    assert len(rates(breaks(), every._replace(came_from=Status.TALKS_OFFERED), TODAY).spells.pair) == 1
    assert len(rates(breaks(), every._replace(country="AUT"), TODAY).spells.pair) == 2
    assert len(rates(breaks(), every._replace(kind="relations_severed"), TODAY).spells.pair) == 12
    assert len(rates(breaks(), every._replace(since=dt.date(1965, 1, 1)), TODAY).spells.pair) == 1
    assert len(rates(breaks(), every, dt.date(1959, 12, 31)).spells.pair) == 1


def test_of_few_pairs_no_share_is_given() -> None:
    found = rates(breaks(), Chosen(Status.SEVERED, (Status.ESTABLISHED,), country="AUT"), TODAY)
    assert found.pairs < FEWEST
    assert found.lasting == (None, 2, None, None)
    assert found.exits == [(Status.ESTABLISHED, 2, None, None)]


def test_an_interval_takes_it_that_spells_of_one_pair_are_not_independent() -> None:
    days, exits = [1.0, 2, 3, 4, 5, 6, 7, 8] * 5, [1] * 40
    apart = estimates(lasted(days, exits), [4], []).by[0][0]
    together = estimates(lasted(days, exits, [int(day) for day in days]), [4], []).by[0][0]
    assert apart.value == together.value == pytest.approx(0.5)
    wide, narrow = ((one.high or 0) - (one.low or 0) for one in (together, apart))
    assert wide > 1.5 * narrow > 0
    assert estimates(lasted(days, exits), [4], []).by[0][0] == apart, "it comes out the same every time"


def test_what_nobody_looked_for_is_told() -> None:
    found = rates(breaks(), Chosen(Status.SEVERED), TODAY)
    assert unsurveyed(found) == (
        dict.fromkeys(("missions", "recalls", "grievances", "sanctions", "talks"), 13),
        0,
    )
    silent = world(record(*acts("DZA", ("relations_established", "1962-07-03"), ("relations_severed", "1967-06-06"))))
    assert unsurveyed(rates(silent, Chosen(Status.ESTABLISHED), TODAY)) == ({}, 1)
    gap = [surveyed("1950", "1963", "talks"), surveyed("1965", None, "talks")]
    both = [surveyed("1950", "1963", "sanctions"), surveyed("1964", None, "sanctions")]
    told = world(record(line("relations_established", "1955-01-01"), *gap, *both))
    assert unsurveyed(rates(told, Chosen(Status.ESTABLISHED), TODAY)).families.keys() >= {"talks", "relations"}
    assert "sanctions" not in unsurveyed(rates(told, Chosen(Status.ESTABLISHED), TODAY)).families


def test_what_rests_on_what_is_only_reported_is_told() -> None:
    begun = line("relations_established", "1955-01-01")
    reported = line("relations_severed", "1960-01-01", "CAN", confidence="reported")
    found = world(record(begun, reported))
    assert doubtful(rates(found, Chosen(Status.ESTABLISHED), TODAY)) == 1
    assert doubtful(rates(breaks(), Chosen(Status.SEVERED), TODAY)) == 0


def test_changes_are_counted_for_each_year_by_where_pairs_came_from() -> None:
    rows = {(row.came_from, row.status): row for row in matrix(breaks(), TODAY)}
    row = rows[Status.ESTABLISHED, Status.SEVERED]
    assert (row.spells, row.pairs) == (12, 11)
    assert row.changes == {
        Status.ESTABLISHED: 7, Status.NO_RELATIONS: 1, Status.TALKS_OFFERED: 2, Status.SANCTIONED: 1,
    }  # fmt: skip
    days = 366 + 731 + 1096 + 1096 + 1827 + 364 + 2192 + 2557 + 7670 + 366 + 10227 + (2922 + 3287) / 2
    assert row.years == pytest.approx(days / 365.25)
    assert row.rates is not None
    rate = row.rates[Status.ESTABLISHED]
    assert rate.value == pytest.approx(7 / row.years)
    in_order = [part or 0 for part in (rate.low, rate.least, rate.value, rate.most, rate.high)]
    assert in_order == sorted(set(in_order)), "the interval is wider than what the dates leave open"
    again = rows[Status.TALKS_OFFERED, Status.SEVERED]
    assert (again.spells, again.rates) == (1, None)
    assert {came for came, status in rows if status == Status.NO_RELATIONS} == {Status.SEVERED}
    assert matrix(breaks(), TODAY, country="COL")[0].spells == 1
    assert len(matrix(breaks(), TODAY, since=dt.date(1969, 1, 1))) == 2


def test_pairs_that_came_to_a_rung_in_the_same_way_are_found() -> None:
    found = breaks()
    chosen = alike(found, Pair("BGR", "USA"), dt.date(1975, 1, 1))
    assert chosen == Chosen(
        Status.SEVERED, came_from=Status.ESTABLISHED, kind="relations_severed", besides=Pair("BGR", "USA")
    )
    others = {found.pairs[pair] for pair in rates(found, chosen, TODAY).spells.pair}
    assert others == {Pair(*sorted((other, "USA"))) for other in STATES if other not in ("BGR", "COL")}
    back = alike(found, Pair("CAN", "USA"), dt.date(1975, 1, 1))
    assert (back.came_from, back.kind) == (Status.TALKS_OFFERED, "talks_ended")
    with pytest.raises(NoSuchSpell, match="Nothing is recorded of France and Oman"):
        alike(found, Pair("FRA", "OMN"), TODAY)
    with pytest.raises(NoSuchSpell, match=r"Whether France and Oman are on record cannot be said .*\nwhy$"):
        alike(found, Pair("FRA", "OMN"), TODAY, "why")
    with pytest.raises(NoSuchSpell, match="how Bulgaria and the United States came where they stood on 1 January 1920"):
        alike(found, Pair("BGR", "USA"), dt.date(1920, 1, 1))


def test_the_breaks_of_june_1967_are_those_of_history() -> None:
    """Seven states broke with the United States over the war of that June, and all came back.

    Counted by hand from the State Department's guide: Egypt (28 February 1974), Syria (16 June 1974), Algeria
    (12 November 1974), Iraq (26 November 1984), Mauritania (22 December 1969), Sudan (25 July 1972),
    Yemen (1 July 1972).
    """
    found = rates(world(read(RECORD)), Chosen(Status.SEVERED, country="USA", since=dt.date(1967, 6, 1)), TODAY)
    of_june = found.spells.which(found.spells.first <= dt.date(1967, 6, 30).toordinal())
    pairs = [next(code for code in found.world.pairs[pair] if code != "USA") for pair in of_june.pair]
    ended = [dt.date.fromordinal(day).isoformat() for day in of_june.last]
    assert dict(zip(pairs, ended, strict=True)) == {
        "EGY": "1974-02-28",
        "SYR": "1974-06-16",
        "DZA": "1974-11-12",
        "IRQ": "1984-11-26",
        "MRT": "1969-12-22",
        "SDN": "1972-07-25",
        "XNY": "1972-07-01",
    }
    assert {RUNGS[into] for into in of_june.into} == {Status.ESTABLISHED}


# The command


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the log of the breaks, in a folder of its own."""
    path = tmp_path_factory.mktemp("rates") / "breaks.jsonl"
    path.write_bytes(text(*breaks_told()))
    return str(path)


def told(*command: str, log: str) -> str:
    said = detente("rates", *command, "--log", log)
    assert (said.returncode, said.stderr) == (0, ""), said.stderr
    return said.stdout


def test_how_soon_breaks_were_mended_is_told(log: str) -> None:
    said = told("severed", "--to", "established", "--since", "1945", log=log)
    assert said.startswith(
        "Severed, begun since 1 January 1945. 11 spells of 10 pairs: 7 came to established, 1 came to no relations "
        "and 3 had not ended when last seen.\nHalf of them came to established within 5.0 years [2.0 years or more].\n"
    )
    assert "Nobody looked throughout for missions in 11, recalls in 11, grievances in 11, sanctions in 11" in said
    assert "the record, which is no sample of all pairs" in said


def test_of_few_pairs_each_spell_is_told_and_no_share(log: str) -> None:
    said = told("severed", "--country", "Austria", log=log)
    assert "%" not in said
    assert "Of fewer than 10 pairs no share is given" in said
    assert re.search(r"Austria and the United States +1 January 1970 +established +12 months\n", said)


def test_pairs_that_came_there_alike_are_told_each_with_what_came_next(log: str) -> None:
    said = told("--like", "Bulgaria", "USA", "--on", "1975", log=log)
    assert said.startswith("Like Bulgaria and the United States on 31 December 1975:\nSevered, from established, by ")
    assert re.search(r"Australia and the United States +1 January 1960 +talks offered +3.0 years\n", said)
    assert re.search(r"China and the United States +1 January 1960 +established +8.0 to 9.0 years\n", said)


def test_of_a_pair_that_is_left_out_it_is_not_said_that_nothing_is_recorded() -> None:
    found = world(record(line("mission_opened", "1950", "CAN")))  # which the rules refuse
    with pytest.raises(SpoiledRecord, match=r"cannot be answered from until this is mended:\n.*:1:\d+: mission opened"):
        alike(found, PAIR, TODAY)


def test_changes_are_told_by_where_pairs_came_from(log: str) -> None:
    said = told("--matrix", log=log)
    assert "Severed: changes in 100 years of a pair" in said
    assert re.search(r"\n talks offered +1 +19 +0 +0 +0 +0\n", said)
    assert "7 changes: 8.1 [3.2" in said


def test_rates_are_data_and_rows(log: str) -> None:
    found = json.loads(told("severed", "--to", "established", "--json", log=log))
    assert (found["spells"], found["pairs"], found["exits"][0]["ended"]) == (12, 11, 8)
    assert len(found["each"]) == 12
    china = next(spell for spell in found["each"] if spell["pair"] == ["CHN", "USA"])
    assert (china["last"], china["lasted"]) == ("1968", [2922, 3287])
    rows = list(csv.DictReader(told("severed", "--format", "csv", log=log).splitlines()))
    assert len(rows) == 13
    assert rows[0]["pair"] == "AGO-USA"
    changes = list(csv.DictReader(told("--matrix", "--format", "csv", log=log).splitlines()))
    assert {row["changes"] for row in changes if (row["came_from"], row["into"]) == ("established", "sanctioned")} == {
        "1"
    }


def test_rates_are_drawn(log: str, tmp_path: Path) -> None:
    path = tmp_path / "rates.svg"
    assert detente("rates", "severed", "--to", "established", "--log", log, "-o", str(path)).returncode == 0
    drawn = ET.fromstring(path.read_bytes())
    assert [one for one in drawn.iter() if (one.get("id") or "rates-").split("-")[0] != "rates"] == []
    said = "".join(drawn.itertext())
    assert "Half of them came to established within" in said
    assert "Came to no relations" in said
    assert told("severed", "--to", "established", "-o", "-", log=log) == path.read_text(encoding="utf-8")
    few = told("severed", "--country", "Austria", "-o", "-", log=log)
    assert "Of fewer than 10 pairs no share is given." in few
    kept = detente("rates", "severed", "--log", log, "-o", log)
    assert (kept.returncode, "is the log itself" in kept.stderr) == (1, True)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ((), "Ask of one thing"),
        (("severed", "--matrix"), "Ask of one thing"),
        (("--matrix", "--to", "severed"), "--to and --came-from are about a STATUS"),
        (("severed", "--on", "2012"), "--on is the day"),
        (("--matrix", "-o", "x.svg"), "A matrix is not drawn"),
        (("severd",), "Did you mean “severed”?"),
        (("severed", "--to", "severed"), "name another one"),
        (("severed", "--since", "2000", "--until", "1999"), "the other way round"),
        (("severed", "--since", "3000"), "which is before 1 January 3000: give a last day, too"),
        (("severed", "-o", "x.gif"), "let x.gif end with .svg, .png or .pdf"),
    ],
)
def test_what_cannot_be_asked_is_told(typed: tuple[str, ...], wrong: str) -> None:
    said = detente("rates", *typed)
    assert (said.returncode, said.stdout) == (2, "")
    assert wrong in said.stderr


def test_without_the_extra_the_line_that_installs_it_is_told(log: str) -> None:
    for library in ("numpy", "duckdb", "pyarrow", "statsmodels"):
        lacking = (
            f"import sys; sys.modules[{library!r}] = None; from detente.cli import main; sys.exit(main(sys.argv[1:]))"
        )
        said = subprocess.run(
            [sys.executable, "-c", lacking, "rates", "severed", "--log", log],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (said.returncode, said.stdout) == (1, "")
        assert said.stderr == (
            "detente: To tell base rates takes a library that is not installed here, "
            f"{library}: pip install 'detente[rates]'.\n"
        )


def test_rates_are_of_what_is_supposed_or_packed_or_passed_over_too(log: str, tmp_path: Path) -> None:
    scenario, packed = tmp_path / "scenario.jsonl", tmp_path / "breaks.world.parquet"
    scenario.write_bytes(text({"without": "AUT-relations_severed-1970-01-01"}))
    question = ("severed", "--to", "established", "--suppose", str(scenario), "--known", "2025")
    said, data = asked(*question, log=log)
    assert said.startswith("Severed, as known on 31 December 2025, supposed. 11 spells of 11 pairs")
    assert (data["hypothetical"], data["known"], data["passed_over"]) == (True, "2025-12-31", 0)
    assert asked("--matrix", "--suppose", str(scenario), log=log)[0].startswith("Supposed:\n")
    pack.run(parser().parse_args(["pack", log, "-o", str(packed)]))
    for question in (("severed",), ("--like", "Bulgaria", "USA", "--on", "1975"), ("--matrix",)):
        assert asked(*question, log=str(packed)) == asked(*question, log=log)
    with pytest.raises(WrongUsage, match="A packed world has no ids"):
        asked("severed", "--suppose", str(scenario), log=str(packed))
    wrong = line("mission_opened", "1950", "CAN", parties=["CAN", "FRA"], id="too-soon")
    (tmp_path / "log.jsonl").write_bytes(Path(log).read_bytes() + text(wrong))
    lenient = rates_command.run(
        parser().parse_args(["rates", "--matrix", "--lenient", "--log", f"{tmp_path}/log.jsonl"])
    )
    assert (lenient.code, len(lenient.asides)) == (0, 1)
    assert lenient.asides[0].startswith("1 event that the rules refuse was passed over")


def asked(*question: str, log: str) -> tuple[str, dict[str, Any]]:
    """Ask as on the command line, without a process; give what is written, and the data."""
    answer = rates_command.run(parser().parse_args(["rates", *question, "--log", log]))
    assert answer.text
    assert answer.data
    return as_markdown(answer.text()), json.loads(json.dumps(answer.data()))


def test_a_pair_that_cannot_be_answered_is_named_and_the_others_are(tmp_path: Path) -> None:
    wrong = line("mission_opened", "1950", "CAN", parties=["CAN", "FRA"], id="too-soon")
    path = tmp_path / "log.jsonl"
    path.write_bytes(text(wrong, line("relations_established", "1955-01-01"), line("relations_severed", "1960", "CAN")))
    said = detente("rates", "established", "--log", str(path))
    assert (said.returncode, "1 spell of 1 pair: 1 came to severed." in said.stdout) == (1, True)
    assert said.stderr == "Canada and France: not answered, for line 1.\n"
