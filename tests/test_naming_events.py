"""Which event is meant: by its id, the beginning of it, a date or words."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import detente, event, histories, line, on_a_terminal, text

from detente.model.errors import DetenteError
from detente.model.events import Event
from detente.model.meant import SHOWN, NoSuchEvent, SeveralEvents, meant, retractable

EVENTS = [
    event("relations_established", "1950", id="begun"),
    event("mission_opened", "1955-03-01", "CAN", id="opened", summary="A first envoy presents his credentials."),
    event("mission_opened", "1955-03-02", "IRN", id="opened-too"),
    event("noted", "1955-03", "IRN", id="note", summary="Mission closed is what the papers say."),
    event("mission_closed", "[1960-01-01,1960-01-02]", "CAN", id="1955-closed"),
]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("opened", "opened"),
        ("BEG", "begun"),
        ("1955-03-02", "opened-too"),
        ("1 March 1955", "opened"),
        ("1960", "1955-closed"),
        ("January 1960", "1955-closed"),
        ("mission opened by Canada", "opened"),
        ("the opening of the mission by Canada", None),
        ("mission closed", "1955-closed"),
        ("opened by Iran", "opened-too"),
        ("opened 1955-03-01", "opened"),
        ("opened on 1 March 1955", "opened"),
        ("envoy cred", "opened"),
        ("papers", "note"),
        ("mission_closed", "1955-closed"),
    ],
)
def test_one_event_is_named_in_several_ways(said: str, named: str | None) -> None:
    if named is None:
        with pytest.raises(NoSuchEvent):
            meant(said, EVENTS, "here")
    else:
        assert meant(said, EVENTS, "here").id == named


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("open", ["opened", "opened-too"]),
        ("1955-03", ["opened", "opened-too", "note"]),
        # Two ways of naming that come first together: a date, and the beginning of an id.
        ("1955", ["opened", "opened-too", "note", "1955-closed"]),
        ("mission", ["opened", "opened-too", "1955-closed"]),
    ],
)
def test_several_that_fit_are_listed(said: str, named: list[str]) -> None:
    with pytest.raises(SeveralEvents) as several:
        meant(said, EVENTS, "here")
    assert [one.id for one in several.value.candidates] == named
    for one in several.value.candidates:
        assert isinstance(one, Event)
        assert f"  {one.id}, {one.on.in_words()}: " in str(several.value)


def test_very_many_are_counted_and_not_all_listed() -> None:
    many = [event("noted", "1950", id=f"note-{number}") for number in range(SHOWN + 3)]
    with pytest.raises(SeveralEvents, match=rf"names {SHOWN + 3} events(.|\n)*and 3 more"):
        meant("noted", many, "here")


@pytest.mark.parametrize(
    ("said", "near"),
    [("opend", "“opened”"), ("2 January 1955", "“opened”"), ("credential fraud", "“opened”"), ("Zanzibar", "its date")],
)
def test_where_none_fits_what_is_like_it_is_suggested(said: str, near: str) -> None:
    with pytest.raises(NoSuchEvent, match=near):
        meant(said, EVENTS, "here")


@given(histories(), st.data())
def test_an_exact_id_always_wins_and_the_beginning_of_one_never_lies(
    drawn: tuple[list[Event], list[oracle.Event]], data: st.DataObject
) -> None:
    events = [one._replace(id=f"{one.id}{one.id}-{one.kind}") for one in drawn[0]]
    named = data.draw(st.sampled_from(events)).id
    longer = event("noted", id=f"{named}-and-more", summary=named)
    assert meant(named, [longer, *events], "here").id == named
    begun = named[: data.draw(st.integers(1, len(named)))]
    with suppress(SeveralEvents):
        assert meant(begun, events, "here").id.startswith(begun)


def test_only_what_can_be_retracted_is_meant_by_a_retraction_unless_by_its_exact_id() -> None:
    better = event("mission_opened", "1955-03-03", "CAN", id="better", retracts="opened")
    lines = [*EVENTS, better]
    assert retractable("mission opened by Canada", lines, "here").id == "better"
    assert retractable("opened", lines, "here").id == "opened"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Give a log of two pairs."""
    path = tmp_path / "events.jsonl"
    path.write_bytes(
        text(
            line("relations_established", "1950", id="begun"),
            line("mission_opened", "1955", "CAN", id="opened"),
            line("relations_severed", "1960-03-01", "CAN", id="broken"),
            line("relations_established", "1950", id="other", parties=["NOR", "PER"]),
            line("surveyed", None, id="looked", families=["sanctions"], **{"from": "1950"}),
        )
    )
    return path


def test_options_that_take_an_id_take_what_names_one_event(log: Path) -> None:
    asked = ("suppose", "Canada", "Iran", "--log", str(log))
    for option in (("--without", "severed"), ("--without", "1 March 1960"), ("--without", "bro")):
        assert "relations severed by Canada [left out]" in detente(*asked, *option).stdout, option
    moved = detente(*asked, "--move", "relations severed=4 April 1961")
    assert "4 April 1961" in moved.stdout
    added = detente(*asked, "--add", "1958-01-01 sanctions imposed by Iran", "--move", "sanctions=1959", "--json")
    assert '"move": "supposed-1"' in added.stdout
    several = detente(*asked, "--without", "mission", "--without", "relations")
    assert (several.returncode, "broken, 1 March 1960: relations severed by Canada" in several.stderr) == (2, True)
    # The pair on the line is the only one that is looked at.
    assert detente(*asked, "--without", "1950").returncode == 0


def test_an_event_is_retracted_and_replaced_by_what_names_it(log: Path) -> None:
    several = detente("retract", "established", "--reason", "No.", "--log", str(log))
    assert (several.returncode, several.stderr.count("relations established")) == (2, 2)
    assert detente("retract", "nothing", "--reason", "No.", "--log", str(log)).returncode == 1
    done = detente("retract", "relations severed", "--reason", "No.", "--yes", "--log", str(log))
    assert (done.returncode, "relations severed by Canada, 1 March 1960 (broken)" in done.stderr) == (0, True)
    again = detente("retract", "relations severed", "--reason", "No.", "--log", str(log))
    assert (again.returncode, "There is no event" in again.stderr) == (1, True)
    assert detente("retract", "surveyed", "--reason", "No.", "--yes", "--log", str(log)).returncode == 0
    better = ("add", "Canada", "Iran", "--kind", "mission opened", "--by", "Canada", "--on", "1956", "--summary", "x")
    more = ("--source", "a|b", "--log", str(log))
    assert detente(*better, "--retracts", "mission opened", *more).returncode == 0
    assert '"retracts": "opened"' in log.read_text(encoding="utf-8")
    assert detente(*better, "--retracts", "mission", *more).returncode == 0
    wrong = detente(*better, "--retracts", "talks", *more)
    assert (wrong.returncode, "There is no event “talks” of Canada and Iran" in wrong.stderr) == (1, True)


def test_what_is_withdrawn_is_asked_about_by_its_words(log: Path) -> None:
    code, shown = on_a_terminal(["retract", "severed", "--reason", "No.", "--log", str(log)], ["n"])
    assert (code, "Something happened" in shown) == (1, True)


@pytest.mark.parametrize(
    ("typed", "offered", "not_offered"),
    [
        ("detente suppose CAN IRN --without ", ["begun", "opened", "broken"], ["other"]),
        ("detente suppose CAN IRN --move b", ["begun=", "broken="], ["opened="]),
        ("detente add CAN IRN --retracts b", ["begun", "broken"], ["other"]),
        ("detente suppose --without ", ["begun", "other"], []),
        ("detente retract o", ["opened", "other"], ["begun"]),
        ("detente suppose Canda Iran --without b", [], ["begun"]),
    ],
)
def test_ids_complete(log: Path, typed: str, offered: list[str], not_offered: list[str]) -> None:
    offers = log.parent / "offers"
    subprocess.run(
        [sys.executable, "-m", "detente"],
        env={**os.environ, "_ARGCOMPLETE": "1", "COMP_LINE": typed, "COMP_POINT": str(len(typed)),
             "_ARGCOMPLETE_IFS": "\n", "_ARGCOMPLETE_STDOUT_FILENAME": str(offers), "DETENTE_LOG": str(log)},
        check=False,
    )  # fmt: skip
    found = [word.strip() for word in offers.read_text(encoding="utf-8").split("\n")]
    assert (set(offered) <= set(found), set(not_offered) & set(found)) == (True, set()), found


def test_a_named_log_completes_and_one_that_is_none_offers_nothing(log: Path) -> None:
    for named, offered in ((log, True), (log.parent / "nowhere", False)):
        typed = f"detente suppose --log {named} CAN IRN --without "
        offers = log.parent / "offers"
        subprocess.run(
            [sys.executable, "-m", "detente"],
            env={**os.environ, "_ARGCOMPLETE": "1", "COMP_LINE": typed, "COMP_POINT": str(len(typed)),
                 "_ARGCOMPLETE_IFS": "\n", "_ARGCOMPLETE_STDOUT_FILENAME": str(offers)},
            check=False,
        )  # fmt: skip
        assert ("broken" in offers.read_text(encoding="utf-8")) == offered


def test_what_cannot_be_named_is_an_error_of_the_package() -> None:
    with pytest.raises(DetenteError):
        meant("", EVENTS, "here")
