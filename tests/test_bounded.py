"""Every pair within bounded memory: part by part the same is answered as at once."""

from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BEGUN, OPENED, line, text
from making import detente as command
from worlds import content, logs, said

import detente
from detente.cli import main
from detente.log.record import Record
from detente.model.sizes import BadSize, size_of
from detente.views.rates.data import rates_data
from detente.views.rates.words import remarks
from detente.world import bounded, eras, shelves
from detente.world.answers import tables_joined
from detente.world.bounded import AT_LEAST, TooLittleMemory
from detente.world.bounded import bounded as in_parts
from detente.world.filing import pack_record
from detente.world.matrix import matrix
from detente.world.packed import Unpacked
from detente.world.rates import Rates
from detente.world.replay import packed as unpacked
from detente.world.replay import world
from detente.world.room import NoRoom
from detente.world.turned import Turned
from detente.world.world import World

DAYS = (date(1999, 6, 1), date(2000, 2, 1), date(2000, 6, 1))
SPOILED = st.lists(st.sampled_from([b'{"id": "s1", "parties": ["CAN", "IRN"], "kind": "no"}', b'{"parties": ["FRA"'
    b', "ITA"], "on": 1}', b"neither", text(BEGUN | {"id": "0"}).strip()]), max_size=2)  # fmt: skip


def rows(parts: list[World], day: date) -> list[object]:
    """Give where every pair stands, out of parts of a world."""
    return tables_joined([part.at(day) for part in parts]).to_pylist()


def lasted(found: Rates) -> object:
    """Give what base rates say."""
    return rates_data(found), list(remarks(found))


@given(logs(), SPOILED, st.sampled_from([None, date(2020, 6, 1)]), st.booleans(), st.integers(1, 4))
@settings(max_examples=15, deadline=None)
def test_parts_answer_what_the_whole_does(
    drawn: list, spoiled: list[bytes], known: date | None, lenient: bool, count: int
) -> None:
    data = text(*drawn) + b"".join(one + b"\n" for one in spoiled)
    limit = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded, "parts_needed", lambda *_: count)
        every = in_parts(Record("log", data, limit=limit), known, memory=2**30, lenient=lenient)
    parts = list(every)
    whole = world(Record("log", data, limit=limit), known, lenient=lenient)
    assert sorted(pair for part in parts for pair in part.pairs) == list(whole.pairs)
    left_out = sorted((out for part in parts for out in part.left_out), key=lambda out: out.pair)
    assert [(out.pair, [*map(str, out.findings)]) for out in left_out] == [
        (out.pair, [*map(str, out.findings)]) for out in whole.left_out
    ]
    assert sorted(one for part in parts for one in part.passed_over) == sorted(whole.passed_over)
    for day in DAYS:
        assert rows(parts, day) == whole.at(day).to_pylist()
    assert every.changes("1999-06", "2000-06").to_pylist() == whole.changes("1999-06", "2000-06").to_pylist()
    assert lasted(every.rates("established")) == lasted(whole.rates("established"))
    assert every.panel("year").equals(whole.panel("year"))
    assert matrix(Turned.of(every), DAYS[-1]) == matrix(whole, DAYS[-1])


@given(logs(), SPOILED, st.integers(2, 4), st.sampled_from((1, 2, 8)))
@settings(max_examples=15, deadline=None)
def test_what_is_packed_in_parts_is_what_is_packed_at_once(
    tmp_path_factory: pytest.TempPathFactory, drawn: list, spoiled: list[bytes], count: int, in_an_era: int
) -> None:
    folder = tmp_path_factory.mktemp("packed")
    record = Record("log", text(*drawn) + b"".join(one + b"\n" for one in spoiled))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded, "parts_needed", lambda *_: count)
        patch.setattr(eras, "EVENTS", in_an_era)
        patch.setattr(shelves, "FEW", in_an_era * 100)  # so that some wait in a file
        whole, packed = (pack_record(record, folder / f"{memory}.parquet", memory=memory) for memory in (None, 2**30))
    assert content(packed.path) == content(whole.path)
    assert packed.counting == whole.counting
    known = date(2020, 6, 1)
    if not whole.left_out:
        assert said(packed.known(known)) == said(whole.known(known))
    for day in DAYS:
        assert Unpacked(packed).at(day).equals(Unpacked(whole).at(day))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded, "parts_needed", lambda *_: count)
        for day in (None, known):
            cut, every = in_parts(packed, day, memory=2**30), unpacked(packed.path, day)
            assert cut.at(DAYS[1]).to_pylist() == every.at(DAYS[1]).to_pylist()
            assert cut.panel("year").equals(every.panel("year"))
            assert lasted(cut.rates("established")) == lasted(every.rates("established"))
            assert [str(out) for out in cut.left_out] == [str(out) for out in every.left_out]


def test_what_does_not_fit_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Record("log", text(BEGUN, OPENED))
    with pytest.raises(TooLittleMemory, match="it takes more than 512MiB whatever the log"):
        in_parts(whole, memory=AT_LEAST)
    monkeypatch.setattr(bounded, "OF_A_LINE", 2**20)
    with pytest.raises(TooLittleMemory, match=r"one of the parts .* takes about 514MiB"):
        in_parts(whole, memory=AT_LEAST + 2**20)


def test_where_there_is_no_room_for_what_waits_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "FEW", 1)
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    with pytest.raises(NoRoom, match="in /nowhere: No such file"):
        in_parts(Record("log", text(BEGUN, OPENED)), memory=2**30)


ASKED = (
    ["at", "1961", "--json"],
    ["at", "1961", "--country", "Canada", "--lenient"],
    ["diff", "--from", "1950", "--lenient"],
    ["diff", "--from", "1950", "--to", "1960", "--json"],
    ["diff", "--log", "other", "--known", "2021", "--known", "2026"],
    ["rates", "established", "--until", "2020"],
    ["panel"],
    ["panel", "--system", "cow", "--directed", "--lenient", "-o", "-"],
    ["rates", "--matrix", "--lenient", "--until", "2020"],
)


def test_on_the_command_line_the_answer_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    usa = line("relations_established", "1960", id="usa", parties=["CAN", "USA"])
    again = [line("relations_established", "1970", id=f"again {one}", parties=["IRN", one]) for one in ("ITA", "USA")]
    twice = [one | {"on": "1960", "id": f"{one['id']} once"} for one in again]
    spoiled = [line(id="usa", parties=["FRA", "ITA"]), line("no", id="no", parties=["CAN", "FRA"])]
    (tmp_path / "log").write_bytes(text(BEGUN, usa, OPENED, *spoiled, usa, *twice, *again))
    (tmp_path / "other").write_bytes(text(BEGUN, spoiled[1], twice[0]))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bounded, "parts_needed", lambda *_: 3)
    assert main(["pack", "log", "-o", "world.parquet"]) == 1  # since pairs are left out
    capfd.readouterr()
    for words, log in product(ASKED, ("log", "world.parquet")):
        told = [(main([*words, "--log", log, *more]), capfd.readouterr()) for more in ([], ["--memory", "1GiB"])]
        assert told[0] == told[1], words
        assert told[0][1].out, words


def test_from_python_it_is_asked_and_packed_as_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usa = line("relations_established", "1960", id="usa", parties=["CAN", "USA"])
    wrong = line("mission_closed", "1970", "ITA", id="wrong", parties=["FRA", "ITA"])
    (tmp_path / "log").write_bytes(text(BEGUN, usa, OPENED, wrong))
    (tmp_path / "log.seal").touch()
    (tmp_path / "other").write_bytes(text(BEGUN, wrong))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bounded, "parts_needed", lambda *_: 3)
    every, whole = detente.world("log", memory="1GiB"), detente.world("log")
    other, other_whole = detente.world(Path("other"), memory=2**30), detente.world("other")
    assert [(out.pair, out.findings[0].line) for out in every.left_out] == [(("FRA", "ITA"), 4)]
    assert every.differences(other).equals(whole.differences(other_whole))
    assert [row["code2"] for row in other.differences(whole, 1961).to_pylist()] == ["USA"]
    lenient = detente.world("log", lenient=True, memory=2**30)
    assert [passed.line for passed in lenient.passed_over] == [4]
    packed = detente.pack("log", "world.parquet", memory="1GiB")
    assert packed.at(1961).equals(every.at(1961))
    assert packed.at(1961).equals(detente.world("world.parquet").at(1961))
    for to, why in (("log", "the log itself"), ("log.seal", "keeps beside log"), ("other", "a log")):
        with pytest.raises(detente.NotWritten, match=why):
            detente.pack("log", to)
    with pytest.raises(BadSize, match="is no size"):
        detente.world("log", memory="much")
    with pytest.raises(detente.WrongCall, match='say how many bytes, or "2GiB"'):
        detente.pack("log", "world.parquet", memory=2.5)  # pyright: ignore[reportArgumentType]
    in_parts = detente.world("world.parquet", memory=2**30)
    assert in_parts.at(1961).equals(every.at(1961))
    assert [out.pair for out in in_parts.left_out] == [("FRA", "ITA")]


def test_a_number_that_passes_on_is_of_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [("CAN", "SUN", "1950"), ("CAN", "RUS", "1992"), ("DDR", "USA", "1974"), ("DEU", "USA", "1955")]
    began = [line("relations_established", on, id=one, parties=sorted((one, other))) for other, one, on in pairs]
    whole = Record("log", text(*began))
    for count in (2, 3, 7):
        monkeypatch.setattr(bounded, "parts_needed", lambda *_, count=count: count)
        options: list[dict[str, Any]] = [{"system": "cow"}, {"system": "gw", "directed": True}, {"country": "RUS"}]
        for asked in options:
            made, expected = (
                every.panel("year", 1949, 1995, **asked) for every in (in_parts(whole, memory=2**30), world(whole))
            )
            assert made.equals(expected)
    rows = world(whole).panel("year", 1949, 1995, system="cow").to_pylist()
    assert [(row["ccode2"], row["year"], row["acts"]) for row in rows if row["acts"]] == [
        (260, 1955, "relations_established?"),  # Germany, which was 255 before, and is so again
        (265, 1974, "relations_established"),
        (365, 1950, "relations_established"),
        (365, 1992, "relations_established"),
    ]


def test_the_command_line_says_what_is_no_use_of_it(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(text(BEGUN))
    refused = command("at", "1961", "--log", "log", "--memory", "100MiB", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "100MiB of memory is too little" in refused.stderr
    packed = command("pack", "log", "-o", "world.parquet", "--memory", "1GiB", cwd=tmp_path)
    assert (packed.returncode, packed.stderr) == (0, "1 event of 1 pair packed into world.parquet.\n")


@pytest.mark.parametrize("text", ["", "much", "1TiBB", "-1GiB"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(BadSize, match="write one such as 2GiB"):
        size_of(text)
