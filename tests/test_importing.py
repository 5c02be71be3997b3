"""Importing: what becomes of each row, and that nothing of it is lost."""

import gzip
import json
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import imported

from detente.history.history import History
from detente.importers import Dropped, Row, Taken, table
from detente.importers.aside import file_beside
from detente.importers.coming import NotImported
from detente.importers.importing import Import
from detente.log.appending import Log
from detente.log.findings import Finding
from detente.log.record import Unreadable, read

SOURCES = [{"title": "A list", "publisher": "A ministry"}]


def event(kind: str, on: str, name: str | None = None, **fields: object) -> dict[str, object]:
    said = {"id": name or f"x-{kind}-{on}", "kind": kind, "parties": ["CAN", "IRN"], "on": on}
    return said | {"summary": f"{kind} on {on}.", "sources": SOURCES} | fields


def ids(path: Path) -> list[str]:
    return [entry.line.id for entry in read(path).entries]


def test_rows_are_added_in_the_order_of_time_and_twice_adds_nothing(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    rows = [
        Taken([event("relations_severed", "1990", by="CAN")], "a.csv:3"),
        Taken([event("relations_established", "1955")], "a.csv:2"),
        Dropped("no country is named"),
    ]
    account = imported(log, rows)
    assert (account.rows, account.taken, account.events, account.dropped.total()) == (3, 2, 2, 1)
    assert ids(log) == ["x-relations_established-1955", "x-relations_severed-1990"]
    before = log.read_bytes()
    again = imported(log, rows)
    assert (again.events, again.there) == (0, 2)
    assert log.read_bytes() == before


def test_what_the_rules_refuse_is_kept_aside_with_the_reason_and_the_rest_goes_in(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    rows = [
        Taken([event("mission_closed", "1950", by="CAN")], "a.csv:2"),
        Taken([event("relations_established", "1955")], "a.csv:3"),
    ]
    account = imported(log, rows)
    assert (account.events, account.refused) == (1, {"mission_closed": 1})
    kept = [json.loads(line) for line in file_beside(log).read_text().splitlines()]
    assert [(one["where"], one["line"]["id"]) for one in kept] == [("a.csv:2", "x-mission_closed-1950")]
    assert "relations" in kept[0]["why"]
    imported(log, rows)
    assert len(file_beside(log).read_text().splitlines()) == 1


def test_an_event_that_would_spoil_what_is_recorded_later_is_kept_aside(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    imported(log, [Taken([event("relations_established", "1900"), event("relations_severed", "1950", by="CAN")])])
    alone = imported(log, [Taken([event("relations_severed", "1940", by="IRN")])])
    assert (alone.events, alone.refused.total()) == (0, 1)
    assert not read(log).findings


def test_what_the_log_may_have_already_is_told_and_added_only_if_wanted(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    imported(log, [Taken([event("grievance_raised", "1955-03-01", by="CAN")])])
    twin = event("grievance_raised", "1955", "other", by="CAN")
    account = imported(log, [Taken([twin], "b.csv:2")])
    assert (account.near, account.events) == (1, 0)
    assert "x-grievance_raised-1955-03-01" in file_beside(log).read_text()
    assert imported(log, [Taken([twin])], add_near=True).events == 1


def test_what_ends_nothing_that_was_added_is_kept_aside_with_what_began_it(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    imported(log, [Taken([event("sanctions_imposed", "2010-07-22", by="CAN")])])
    for begin in ("2012", "2010"):
        spell = [event("sanctions_imposed", begin, "b", by="CAN"), event("sanctions_lifted", "2014", "e", by="CAN")]
        account = imported(log, [Taken(spell, needs={"e": "b"})])
        assert (account.events, account.near + account.refused.total()) == (0, 2)
    assert History.of(read(log), "Canada", "Iran").at("2020").status == "sanctioned"


def test_what_was_looked_for_is_not_asserted_where_something_found_is_kept_aside(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    imported(log, [Taken([event("relations_established", "1955")])])
    survey = {"id": "s", "kind": "surveyed", "parties": ["CAN", "IRN"], "families": ["missions"], "from": "1950"}
    survey |= {"summary": "Missions.", "sources": SOURCES}
    account = imported(log, [Taken([survey, event("mission_opened", "1950", by="CAN")])])
    assert (account.surveys, account.refused) == (0, {"mission_opened": 1, "surveyed": 1})
    assert imported(log, [Taken([survey])]).surveys == 1


def test_what_is_kept_aside_goes_into_no_log_and_after_a_line_that_breaks_off(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    file_beside(log).write_text('{"why": "it', encoding="utf-8")
    imported(log, [Taken([event("mission_closed", "1950", by="CAN")])])
    first, second = file_beside(log).read_text(encoding="utf-8").splitlines()
    assert (first, json.loads(second)["line"]["kind"]) == ('{"why": "it', "mission_closed")


def test_a_source_that_says_something_else_under_the_same_id_is_told(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    imported(log, [Taken([event("relations_established", "1955", "one")])])
    account = imported(log, [Taken([event("relations_established", "1956", "one")])])
    assert account.refused == {"relations_established": 1}
    assert "says now something else" in account.asides[0].why


def test_an_importer_that_makes_no_event_or_one_without_an_id_is_found_out(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    account = imported(log, [Taken([event("relations_established", "1955", seq="first")], "a.csv:7")])
    assert (account.rows, account.taken, account.malformed) == (1, 0, 1)
    assert str(account.findings[0]).startswith("a.csv:7:1: what is made of this row")
    nameless = event("relations_established", "1955")
    del nameless["id"]
    with pytest.raises(NotImported, match="no id"):
        imported(log, [Taken([nameless])])
    with pytest.raises(NotImported, match="no outcome"):
        imported(log, [None])  # type: ignore[list-item]
    twice = imported(log, [Taken([event("noted", "1955", "one"), event("noted", "1956", "one")])])
    assert (twice.events, twice.refused.total()) == (1, 1)


def test_a_trial_writes_nothing(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    refused = event("mission_closed", "1956", by="CAN")
    with Log(log) as opened, Import(opened, lambda *_: False) as made:
        made.read([Taken([event("relations_established", "1955"), refused])], lambda _: None)
        account = made.add()
    assert (account.events, account.refused.total()) == (1, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_row_that_cannot_be_read_is_found_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'\xef\xbb\xbfa,b\r\n1,"x,\r\ny"\r\n2\r\n3,\xff\r\n4,"open\r\n5,z\r\n6,\0\r\n7,last')
    found = list(table(path))
    rows = [(row.line, dict(row.values)) for row in found if isinstance(row, Row)]
    assert rows == [(2, {"a": "1", "b": "x,\r\ny"}), (7, {"a": "5", "b": "z"}), (9, {"a": "7", "b": "last"})]
    assert [(one.line, one.column) for one in found if isinstance(one, Finding)] == [(4, 1), (5, 3), (6, 1), (8, 3)]


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])), min_size=2, max_size=2)
    )
)
def test_a_table_reads_what_was_written(tmp_path_factory: pytest.TempPathFactory, written: list[list[str]]) -> None:
    import csv

    path = tmp_path_factory.mktemp("tables") / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["a", "b"], *written])
    assert [list(row.values.values()) for row in table(path) if isinstance(row, Row)] == written


def test_compressed_files_are_read_as_what_is_in_them(tmp_path: Path) -> None:
    text = b"a,b\n1,2\n"
    (tmp_path / "a.gz").write_bytes(gzip.compress(text))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", text)
    for name in ("a.gz", "a.zip"):
        assert [dict(row.values) for row in table(tmp_path / name) if isinstance(row, Row)] == [{"a": "1", "b": "2"}]
    (tmp_path / "cut.gz").write_bytes(
        gzip.compress(text + os.urandom(40_000).hex(",", 1).replace(",", "\n1,").encode())[:-20]
    )
    *rows, broken = table(tmp_path / "cut.gz")
    assert len(rows) > 100
    assert isinstance(broken, Finding)
    assert (broken.line, "cannot be read from here on" in broken.message) == (len(rows) + 2, True)
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(Unreadable, match="zip"):
        list(table(tmp_path / "no.zip"))


@pytest.mark.parametrize("data", [b"", "a,b\n1,2\n".encode("utf-16"), b"a,a\n1,2\n"])
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(NotImported):
        list(table(path))
