"""The Python API: what it takes, what it says where it is given anything else, and what it names."""

import datetime as dt
import importlib
import inspect
import json
import math
import pickle
import pkgutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.model.events import fields_of
from detente.model.table import EVENTS

ROOT = Path(__file__).parents[1]
RECORD = detente.read(ROOT / "events.jsonl")
HISTORY = detente.History.of(RECORD, "Canada", "Iran")
WORLD = detente.world(detente.read(ROOT / "tests" / "errors" / "order-left-open.jsonl"))
STATE = HISTORY.at(2015)
SEVERED = "can-irn-2012-09-07-severed"
SOURCES = [{"title": "A title", "publisher": "A publisher"}]


class Moment(dt.datetime):
    """A moment of another library, as pandas has them."""


class Year:
    """A whole number of another library, as numpy has them."""

    def __index__(self) -> int:
        return 2012


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        (2012, dt.date(2012, 12, 31)),
        (Year(), dt.date(2012, 12, 31)),
        ("2012-02", dt.date(2012, 2, 29)),
        ("7 September 2012", dt.date(2012, 9, 7)),
        (" September 2012 ", dt.date(2012, 9, 30)),
        (dt.date(2012, 9, 7), dt.date(2012, 9, 7)),
        (dt.datetime(2012, 9, 7, 23, 59, tzinfo=dt.UTC), dt.date(2012, 9, 7)),
        (Moment(2012, 9, 7, 12), dt.date(2012, 9, 7)),
        (dt.date(12, 9, 7), dt.date(12, 9, 7)),
        (detente.HistoricDate.parse("2012-09"), dt.date(2012, 9, 30)),
    ],
)
def test_a_day_is_asked_for_in_many_forms(asked: Any, day: dt.date) -> None:
    assert HISTORY.at(asked).day == HISTORY.known(asked).known_on == day
    assert detente.History.of(RECORD, "CAN", "IRN", asked).known_on == day


@pytest.mark.parametrize(
    "move",
    [
        detente.Moved(SEVERED, "2013-01-01"),  # type: ignore[arg-type]
        detente.Moved(SEVERED, dt.date(2013, 1, 1)),  # type: ignore[arg-type]
        {"move": SEVERED, "on": "2013-01-01"},
        {"move": SEVERED, "on": dt.date(2013, 1, 1)},
    ],
)
def test_an_event_is_moved_in_many_forms(move: Any) -> None:
    supposed = HISTORY.suppose(move)
    assert supposed.moves == (detente.Moved(SEVERED, detente.HistoricDate.parse("2013-01-01")),)
    assert [supposed.at(day).status for day in ("2012-12-31", "2013-01-01")] == ["sanctioned", "severed"]


def test_events_are_left_out_and_supposed_as_values_and_as_data() -> None:
    assert HISTORY.suppose({"without": SEVERED}) == HISTORY.suppose(detente.LeftOut(SEVERED))
    lifted = {"kind": "sanctions_lifted", "by": "CAN"}
    supposed = HISTORY.suppose({"on": 2026} | lifted, {"on": dt.date(2027, 1, 1), "kind": "noted"})
    found = [(move.id, move.on.text) for move in supposed.moves if isinstance(move, detente.Event)]
    assert found == [("supposed-1", "2026"), ("supposed-2", "2027-01-01")]
    event = next(event for event in HISTORY.events if event.sources)._replace(id="another", kind="noted", by=None)
    again = HISTORY.suppose(event).moves[0]
    assert fields_of(again) == fields_of(event) | {"recorded": fields_of(again)["recorded"]}  # type: ignore[arg-type]
    assert HISTORY.suppose(again).moves == (again,)


LIFTED = {"kind": "sanctions_lifted", "by": "CAN", "on": "2026-03-01"}
NAMED = {"kind": "protecting_power_named", "by": "CAN", "power": "ITA", "on": "2026-03"}


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        (LIFTED | {"by": "Canada"}, LIFTED),
        (LIFTED | {"kind": "Sanctions lifted"}, LIFTED),
        (LIFTED | {"on": "1 March 2026"}, LIFTED),
        (LIFTED | {"parties": ("Iran", "Canada")}, LIFTED),
        (NAMED | {"power": "Italy", "on": "March 2026"}, NAMED),
        (LIFTED | {"announced": "2 March 2026"}, LIFTED | {"announced": "2026-03-02"}),
        (
            LIFTED | {"sources": [SOURCES[0] | {"published": dt.date(2026, 3, 1)}]},
            LIFTED | {"sources": [SOURCES[0] | {"published": "2026-03-01"}]},
        ),
    ],
)
def test_data_name_kinds_countries_and_dates_as_people_do(said: Any, logged: Any, tmp_path: Path) -> None:
    assert HISTORY.suppose(said) == HISTORY.suppose(logged)
    common = {"parties": ["CAN", "IRN"], "summary": "A.", "sources": SOURCES}
    begun = {"kind": "sanctions_imposed", "by": "CAN", "on": 1955}
    with detente.Log(tmp_path / "log.jsonl") as log:
        *_, made = log.append([common | begun, common | said | {"id": "one"}])
        assert (made, log.append(common | logged | {"id": "one"})) == ("one", ["one"])


@pytest.mark.parametrize(
    "given",
    [{"by": "Cannada"}, {"by": "Korea"}, {"power": 7}, {"parties": ["Canada", "Irran"]}, {"on": "soon"}],
)
def test_data_that_name_nothing_are_refused(given: Any, tmp_path: Path) -> None:
    said = LIFTED | {"parties": ["CAN", "IRN"], "summary": "A.", "sources": SOURCES} | given
    with pytest.raises(detente.NotSupposed, match="cannot be supposed"):
        HISTORY.suppose(said)
    with detente.Log(tmp_path / "log.jsonl") as log, pytest.raises(detente.NotAdded):
        log.append(said)


def test_a_fact_is_named_as_people_name_it_and_what_names_none_is_told_which_there_are() -> None:
    standing = STATE.standing
    power = standing.fact("protecting_power", "CAN")
    assert standing.fact("Protecting power", "Canada") is standing.fact("protecting power", country="canada") is power
    wrong: list[tuple[tuple[Any, ...], type[detente.DetenteError], str]] = [
        (("sanctions",), detente.NoSuchFact, "name the country"),
        (("relations", "Canada"), detente.NoSuchFact, "name no country"),
        (("foo", "CAN"), detente.NoSuchFact, "relations and talks; of either side there are mission, recall"),
        (("sanction", "CAN"), detente.NoSuchFact, "Did you mean “sanctions”"),
        ((None,), detente.NoSuchFact, "this is None"),
        ((5, 5), detente.UnknownCountry, "this is an int"),
        (("sanctions", "Norway"), detente.NotAParty, "Norway is not one of the two"),
        ((), detente.WrongCall, r"Standing.fact\(name, country=None\)"),
    ]
    for given_, error, why in wrong:
        with pytest.raises(error, match=why):
            standing.fact(*given_)


@pytest.mark.parametrize("several", [False, True])
def test_an_event_is_appended_alone_and_with_others(several: bool, tmp_path: Path) -> None:
    fields = {"kind": "noted", "parties": ["CAN", "IRN"], "on": dt.date(1955, 1, 2), "summary": "A."}
    fields |= {"sources": SOURCES}
    with detente.Log(str(tmp_path / "log.jsonl")) as log:
        [first] = log.append([fields] if several else fields)
        event = HISTORY.events[0]
        assert log.append([event] if several else event) == [event.id]
    made = detente.History.of(detente.read(tmp_path / "log.jsonl"), "CAN", "IRN")
    assert [one.on.text for one in made.events if one.id == first] == ["1955-01-02"]


def test_a_history_can_be_pickled_and_knows_its_relatives_then() -> None:
    assert HISTORY.at("1900").to_dict()["related"] == []
    thawed = pickle.loads(pickle.dumps(HISTORY))
    assert (thawed, thawed.to_dict()) == (HISTORY, HISTORY.to_dict())
    assert thawed.at(2015) == STATE


# What it says where it is given anything else.


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (None, "this is None"),
        (2012.0, "this is a float"),
        (math.nan, "this is a float"),
        (True, "this is a bool"),
        (b"2012", "this is a bytes"),
        ({"2012"}, "this is a set"),
        (0, "there is no 0000"),
        pytest.param(10**5000, "a year as a whole number", id="a number of many digits"),
        ("soon", "none of the forms"),
    ],
)
def test_what_is_no_date_is_told_what_to_give(given: Any, why: str) -> None:
    with pytest.raises(detente.BadDate, match=why):
        HISTORY.at(given)


@pytest.mark.parametrize(
    ("call", "error", "why"),
    [
        (HISTORY.at, detente.WrongCall, r"History.at\(asked\): missing"),  # type: ignore[call-arg]
        (lambda: HISTORY.at(2012, 2013), detente.WrongCall, "too many"),  # type: ignore[call-arg]
        (lambda: detente.History.of(RECORD, "Canada"), detente.WrongCall, "One country is no pair"),
        (lambda: detente.History.of("log", "Canada", "Iran"), detente.WrongCall, "detente.read"),  # type: ignore[arg-type]
        (lambda: detente.History.of(RECORD, "Canada", 7), detente.UnknownCountry, "this is an int"),  # type: ignore[arg-type]
        (lambda: detente.read(ROOT), detente.Unreadable, "Is a directory"),
        (lambda: detente.read(ROOT / "README.md"), detente.Unreadable, "this is no log"),
        (lambda: detente.read(None), detente.WrongCall, "this is None"),  # type: ignore[arg-type]
        (lambda: HISTORY.suppose([detente.LeftOut(SEVERED)]), detente.NotSupposed, "not in a list"),  # type: ignore[arg-type]
        (lambda: HISTORY.suppose({"without": "x", "on": 2012}), detente.NotSupposed, "to leave an event out"),
        (lambda: HISTORY.suppose(SEVERED), detente.NotSupposed, "A str cannot be supposed"),  # type: ignore[arg-type]
        (lambda: detente.timeline(HISTORY, 2015), detente.WrongCall, "since=None, until=None"),  # type: ignore[call-arg]
        (lambda: detente.routes(HISTORY, "severed"), detente.WrongCall, "History.at"),  # type: ignore[arg-type]
        (lambda: detente.routes(STATE, "bliss"), detente.NoGoal, "bliss"),
        (lambda: detente.routes(STATE, "severed", limit=0), detente.WrongCall, "1 or more"),
        (lambda: detente.routes(STATE, "severed", costs=[2]), detente.WrongCall, "dict"),  # type: ignore[arg-type]
        (lambda: detente.routes(STATE, "severed", costs={"noted": -1}), detente.BadCost, "-1"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_what_to_give(call: Any, error: type[detente.DetenteError], why: str) -> None:
    with pytest.raises(error, match=why):
        call()


EVENT = HISTORY.events[0]
ODD: list[Any] = [
    *(SEVERED, "CAN", "Canada", "Iran", "Oman", "2012", "2012-13", "established", "relations_severed", 2012),
    *("\udc80", "\0", "a\0b", "/", ".", object(), detente, dt.date, STATE, HISTORY, RECORD, EVENT, dt.timedelta(1)),
    *(detente.LeftOut(SEVERED), detente.LeftOut(None), detente.Moved(None, None), detente.Moved(SEVERED, math.nan)),  # type: ignore[arg-type]
    *(EVENT._replace(on=None), EVENT._replace(parties=7, recorded="x"), range(3), Year(), Moment(2012, 9, 7)),  # type: ignore[arg-type]
]
FIELDS = ["id", "kind", "on", "by", "parties", "without", "move", "sources", "seq", "power", ""]
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates() | st.datetimes()
ANYTHING = st.recursive(
    PLAIN | st.sampled_from(ODD),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.sets(st.text(max_size=2), max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS) | st.integers(), inner, max_size=4)
    ),
    max_leaves=6,
)
"""What somebody might give for a date, a country, a move, an event, or a file."""


def first(given: tuple[Any, ...]) -> Any:
    return given[0] if given else None


CALLS: dict[str, Any] = {
    "at": HISTORY.at,
    "known": lambda *given: HISTORY.known(*given).at(2012),
    "suppose": lambda *given: HISTORY.suppose(*given).at(2012),
    "of": detente.History.of,
    "of the record": lambda *given: detente.History.of(RECORD, *given),
    "of Canada and Iran": lambda *given: detente.History.of(RECORD, "CAN", "IRN", *given),
    "read": detente.read,
    "reasons": detente.reasons,
    "obstacles": detente.obstacles,
    "obstacles of a state": lambda *given: detente.obstacles(STATE, *given),
    "differences": detente.differences,
    "differences of a state": lambda *given: detente.differences(STATE, *given),
    "contrasts": detente.contrasts,
    "contrasts of a history": lambda *given: detente.contrasts(HISTORY, *given),
    "routes": detente.routes,
    "routes of a state": lambda *given: detente.routes(STATE, *given),
    "routes by": lambda *given: detente.routes(STATE, "severed", by=first(given)),
    "routes without": lambda *given: detente.routes(STATE, "severed", avoid=first(given)),
    "routes at a cost": lambda *given: detente.routes(STATE, "severed", costs=first(given)),
    "routes at the cost of one": lambda *given: detente.routes(STATE, "severed", costs={"noted": first(given)}),
    "at most so many routes": lambda *given: detente.routes(STATE, "severed", limit=first(given)),
    "timeline": detente.timeline,
    "timeline since": lambda *given: detente.timeline(HISTORY, since=first(given)),
    "timeline until": lambda *given: detente.timeline(HISTORY, until=first(given)),
    "rows": detente.rows,
    "a pair": detente.Pair.of,
    "a date": lambda *given: detente.HistoricDate.of(first(given)),
    "a date as the log has it": lambda *given: detente.HistoricDate.parse(first(given)),
    "kinds": detente.kinds,
    "the place of the shipped record": detente.shipped_log,
    "every pair": detente.world,
    "every pair on a day": WORLD.at,
    "every pair between two days": WORLD.changes,
    "every pair and those of another log": WORLD.differences,
    "rates": WORLD.rates,
    "rates since": lambda *given: WORLD.rates("severed", "established", since=first(given)),
    "rates until": lambda *given: WORLD.rates("severed", until=first(given)),
    "rates from": lambda *given: WORLD.rates("severed", came_from=first(given), country=first(given)),
    "a status": lambda *given: detente.Status.of(first(given)),
}


@pytest.mark.parametrize("call", CALLS)
@settings(deadline=None, max_examples=30)
@given(arguments=st.lists(ANYTHING, max_size=4))
def test_nothing_but_our_own_errors_comes_out(call: str, arguments: list[Any]) -> None:
    with suppress(detente.DetenteError):
        CALLS[call](*arguments)


@settings(deadline=None, max_examples=60)
@given(ANYTHING)
def test_nothing_but_our_own_errors_comes_out_of_appending(tmp_path_factory: Any, anything: Any) -> None:
    with detente.Log(tmp_path_factory.getbasetemp() / "fuzzed.jsonl") as log, suppress(detente.DetenteError):
        log.append(anything)


@settings(deadline=None)
@given(ANYTHING.filter(lambda given: not isinstance(given, str | bytes)))
def test_a_log_has_a_path(anything: Any) -> None:
    with pytest.raises(detente.WrongCall, match="path"):
        detente.Log(anything)


@pytest.mark.parametrize(
    ("make", "takes"),
    [(detente.LeftOut, "LeftOut.id."), (detente.Moved, "Moved.id, on."), (detente.Log, "Log.path")],
)
def test_what_people_make_by_hand_says_what_it_takes(make: Any, takes: str) -> None:
    with pytest.raises(detente.WrongCall, match=takes):
        make()


def test_a_log_waits_for_seconds() -> None:
    with pytest.raises(detente.WrongCall, match="seconds"):
        detente.Log("log.jsonl", wait="long")  # type: ignore[arg-type]


# What it names.

ROOMS = ("model", "log", "history", "views", "api")
SILENT = {
    "NotInstalled",
    "BadHypothesis",
    "BadPhrase",
    "BrokenDescriptor",
    "Conflict",
    "NoHeader",
    "NoPictures",
    "BreaksLater",
    "SeveralEvents",
    "IllegalAlready",
    "NotSealed",
    "ToldAlready",
    "BadSize",
    "WrongRetraction",
}
"""Errors of files, words and pictures, which only commands have to do with, and the reasons that `NotAdded` gives."""


NAMES = set(importlib.import_module("detente").__all__)


def _modules() -> list[Any]:
    folders = {f"detente.{room}.": str(ROOT / "domain" / "detente" / room) for room in ROOMS}
    found = [info for prefix, folder in folders.items() for info in pkgutil.walk_packages([folder], prefix)]
    return [importlib.import_module(info.name) for info in found]


def test_every_error_that_can_come_out_is_named() -> None:
    errors = {
        value.__name__
        for module in _modules()
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, detente.DetenteError)
    }
    assert errors - NAMES == SILENT


def test_what_is_named_is_there_and_nothing_else_is() -> None:
    assert set(dir(detente)) >= NAMES
    assert all(getattr(detente, name).__name__.removeprefix("detente.") == name for name in NAMES)
    with pytest.raises(AttributeError, match="no attribute 'Histroy'"):
        detente.Histroy  # type: ignore[attr-defined]  # noqa: B018
    everything: dict[str, Any] = {}
    exec("from detente import *", everything)
    assert set(everything) >= NAMES
    assert set(detente.kinds()) >= {row.kind for row in EVENTS}


def test_a_name_brings_in_what_it_needs_and_no_more() -> None:
    code = "import sys, detente; detente.read; print(*(m for m in sys.modules if m.startswith('detente')))"
    imported = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "detente.log.record" in imported
    assert not [name for name in imported if name.split(".")[1:2] in (["history"], ["views"], ["api"], ["cli"])]


# How values show themselves.


def _values() -> dict[str, Any]:
    change, supposed = HISTORY.course[-1], HISTORY.suppose({"without": SEVERED})
    spoiled = detente.read(ROOT / "tests" / "errors" / "against-the-rules.jsonl")
    values = [
        *(HISTORY, STATE, RECORD, detente.Log("log.jsonl"), EVENT, EVENT.sources[0], change, change.before),
        *(supposed, supposed.at(2015), supposed.happenings[0], STATE.since, HISTORY.pair, *HISTORY.surveys[:1]),
        *(HISTORY.known("2026-11-24"), detente.Moved(SEVERED, detente.HistoricDate.parse("2013"))),
        *(detente.reasons(STATE), *detente.reasons(STATE), STATE.standing.facts[0]),
        detente.obstacles(STATE, "strained"),
        *(detente.routes(STATE, "established"), *detente.routes(STATE, "established")),
        *(detente.differences(HISTORY.at(2011), STATE), *detente.differences(HISTORY.at(2011), STATE)),
        *(detente.contrasts(supposed), *detente.contrasts(supposed), spoiled.findings[0]),
        EVENT._replace(id="x" * 1000, kind="two\nlines"),
        EVENT.sources[0]._replace(title="x" * 1000),
    ]  # fmt: skip
    return {f"{type(value).__name__} {number}": value for number, value in enumerate(values)}


INNER = {
    "tell",
    "about",
    "place_of",
    "append",
    "amending",
    "possible_details",
    "not_void",
    "position_before",
    "behind",
    "possible_values",
    "after",
    "grown",
}
"""Methods that other rooms call, with values of theirs, and no page names; what is appended is tried above."""


def _methods() -> list[Any]:
    """Return every public method of the values that are named, if it takes anything."""
    values = [*_values().values(), STATE.standing, STATE.status, HISTORY.surveys[0]]
    made = {type(value): value for value in values if type(value).__name__ in NAMES}
    return [
        pytest.param(getattr(value, name), id=f"{kind.__name__}.{name}")
        for kind, value in made.items()
        for name in sorted(set(dir(kind)) - INNER)
        if not name.startswith("_") and inspect.isroutine(getattr(kind, name))
        and str(getattr(getattr(kind, name), "__module__", "")).startswith("detente")
        and inspect.signature(getattr(value, name)).parameters
    ]  # fmt: skip


@pytest.mark.parametrize("method", _methods())
@settings(deadline=None, max_examples=30)
@given(arguments=st.lists(ANYTHING, max_size=3))
def test_nothing_but_our_own_errors_comes_out_of_any_method(method: Any, arguments: list[Any]) -> None:
    with suppress(detente.DetenteError):
        method(*arguments)


@pytest.mark.parametrize(("name", "value"), _values().items())
def test_a_value_shows_itself_on_a_line(name: str, value: Any) -> None:
    shown = repr(value)
    assert type(value).__name__ in shown
    assert len(shown) <= 100
    assert shown.isprintable()


def test_values_say_what_they_are() -> None:
    assert repr(HISTORY.at("2012-09-08")) == "<State of CAN-IRN on 2012-09-08: severed since 2012-09-07>"
    assert repr(EVENT) == "<Event can-irn-1955-established: relations_established on 1955>"
    assert repr(HISTORY.suppose({"without": SEVERED})).endswith("1 move supposed>")


def _html(made: Any) -> ET.Element:
    return ET.fromstring(made._repr_html_())


@pytest.mark.parametrize("shown", [HISTORY, STATE, HISTORY.suppose({"without": SEVERED}), HISTORY.at(1988)])
def test_a_notebook_shows_a_table_and_the_timeline(shown: Any) -> None:
    page = _html(shown)
    assert "background:#fff" in page.attrib["style"]
    assert len(page.findall("table/tbody/tr")) >= 3
    [drawn] = page.findall("{http://www.w3.org/2000/svg}svg")
    ids = [element.attrib["id"] for element in drawn.iter() if "id" in element.attrib]
    assert ids
    assert all(one.startswith("can-irn-") for one in ids)


def test_drawings_of_one_pair_stand_on_one_page() -> None:
    found = [
        {e.attrib["id"] for e in _html(shown).iter() if "id" in e.attrib}
        for shown in (HISTORY, STATE, HISTORY.at(1988))
    ]
    assert sum(map(len, found)) == len(set().union(*found))


def test_a_notebook_shows_nothing_as_mark_up_and_says_what_cannot_be_answered(tmp_path: Path) -> None:
    fields = {"kind": "relations_established", "parties": ["CAN", "IRN"], "on": "1955", "id": "<b>"}
    with detente.Log(tmp_path / "log.jsonl") as log:
        log.append(fields | {"summary": "<script>alert(1)</script>", "sources": [{"title": "<i>", "publisher": "&"}]})
    history = detente.History.of(detente.read(tmp_path / "log.jsonl"), "Canada", "Iran")
    for shown in (
        history,
        history.at(1960),
        detente.History.of(RECORD, "France", "Oman"),
        detente.History.of(RECORD, "FRA", "OMN").at(1),
    ):
        assert not [element for element in _html(shown).iter() if element.tag in ("script", "b", "i")]
    severed = fields | {"kind": "relations_severed", "by": "CAN", "on": "1960", "id": "two"}
    lines = [fields | {"recorded": "2026-01-02T00:00:00Z"}, severed | {"recorded": "2026-01-01T00:00:00Z"}]
    made = [json.dumps(line | {"summary": "A.", "sources": SOURCES}) for line in lines]
    (tmp_path / "late.jsonl").write_text("\n".join(made) + "\n", encoding="utf-8")
    late = detente.History.of(detente.read(tmp_path / "late.jsonl"), "Canada", "Iran").known("2026-01-01")
    assert "was against the rules" in "".join(_html(late).itertext())


# Rows and drawings.


def test_rows_are_flat_and_alike() -> None:
    rows = detente.rows(HISTORY)
    assert len(rows) == len(HISTORY.events)
    assert len({tuple(row) for row in rows}) == 1
    assert {type(value) for row in rows for value in row.values()} <= {str, int, bool, type(None)}


def test_a_timeline_is_an_svg_document() -> None:
    drawn = ET.fromstring(detente.timeline(HISTORY, since="2010", until=2015, with_facts=False))
    assert (drawn.attrib["data-first"], drawn.attrib["data-last"]) == ("2010-01-01", "2015-12-31")
    with pytest.raises(detente.BadDate, match="31 December 2010 is before 1 January 2015"):
        detente.timeline(HISTORY, since=2015, until=2010)
    with pytest.raises(detente.BadDate, match="Without a last day it ends on"):
        detente.timeline(HISTORY, since=3000)
