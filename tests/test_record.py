"""A record: pairs are answered from their own lines, long logs are checked in parts, sealed lines are read plainly."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from making import OPENED, detente, line, seal_as_it_is, text

from detente.history.history import History, SpoiledRecord
from detente.log import record as record_module
from detente.log import source as source_module
from detente.log.appending import Log
from detente.log.catching_up import TornTail
from detente.log.checking import advise, by_pair, wrong
from detente.log.entry import Entry
from detente.log.findings import Finding
from detente.log.form import not_a_log
from detente.log.guarding import Guard
from detente.log.reading import entries
from detente.log.record import KEPT, Record, opened, read
from detente.log.seal import SealFile
from detente.log.source import BOM, Source
from detente.log.vouching import seal_vouching_for
from detente.model.countries import codes
from detente.model.pairs import Pair

CANADA_IRAN, NORWAY_PERU = Pair("CAN", "IRN"), Pair("NOR", "PER")
BEGUN = line("relations_established", "1955", id="begun")
NORWAY = ["NOR", "PER"]
ROOT = Path(__file__).parents[1]


@pytest.fixture(params=["short", "long"])
def length(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read every log as if it were short, and as if it were too long to be laid out."""
    if request.param == "long":
        as_long(monkeypatch)
    return str(request.param)


def as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every log for one that is too long to be held or laid out, and read it in small parts."""
    monkeypatch.setattr(record_module, "SHORT", 0)
    monkeypatch.setattr(source_module, "CHUNK", 64)


@pytest.mark.usefixtures("length")
def test_a_source_that_names_parties_makes_no_other_pair_answer_wrongly() -> None:
    deceiving = {"sources": [{"title": "t", "publisher": "p", "parties": ["CAN", "IRN"]}]}
    ours = line("relations_severed", "1960", "NOR", parties=NORWAY, id="severed")
    record = Record("log", text(BEGUN, deceiving | {k: v for k, v in ours.items() if k != "sources"}))
    assert History.of(record, *CANADA_IRAN).at("1970").status == "established"
    with pytest.raises(SpoiledRecord, match="a source has no “parties”"):
        History.of(record, *NORWAY_PERU)


@pytest.mark.usefixtures("length")
def test_what_is_wrong_in_the_lines_of_one_pair_is_said_of_no_other() -> None:
    refused = line("mission_closed", "1960", "NOR", parties=NORWAY, id="refused")
    data = b"\n" + text(BEGUN, refused, line(on="x", parties=NORWAY, id="no-event"))
    record = Record("log", data)
    assert record.findings_of(CANADA_IRAN) == record.findings_of_no_pair == ()
    assert [found.line for found in record.findings_of(NORWAY_PERU)] == [3, 4]
    assert [found.line for found in record.findings] == [3, 4]


@pytest.mark.usefixtures("length")
def test_lines_of_which_no_pair_can_be_told_are_said_with_every_answer() -> None:
    unknown = line("relations_severed", "1960", "CAN", id="severed", parties=["CAN", "IRX"])
    record = Record("log", text(BEGUN, unknown) + b"nonsense\n")
    for pair in (CANADA_IRAN, NORWAY_PERU):
        assert record.findings_of(pair) == ()
    assert [found.line for found in record.findings_of_no_pair] == [2, 3]


@pytest.mark.usefixtures("length")
def test_a_torn_last_line_is_said_with_every_answer_and_spoils_none() -> None:
    torn = text(BEGUN, line("relations_severed", "1960", "NOR", id="x", parties=NORWAY))[:-20]
    for pair in (CANADA_IRAN, NORWAY_PERU):
        record = Record("log", torn)
        assert record.findings_of(pair) == ()
        assert [(found.line, "torn" in found.message) for found in record.findings_of_no_pair] == [(2, True)]


def test_an_answer_mentions_no_findings_of_other_pairs(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(text(BEGUN, line("mission_closed", "1960", "NOR", parties=NORWAY)))
    answer = detente("at", "1970", "CAN", "IRN", "--log", str(log))
    assert (answer.returncode, answer.stderr) == (0, "")
    every = detente("at", "1970", "--log", str(log))
    assert (every.returncode, "Norway and Peru: not answered, for line 2." in every.stderr) == (1, True)
    assert "Canada and Iran" in every.stdout
    assert detente("check", str(log)).returncode == 1


def test_an_id_used_twice_in_two_pairs_is_found_by_check_alone() -> None:
    record = Record("log", text(BEGUN, line(id="begun", parties=NORWAY)))
    assert record.findings_of(CANADA_IRAN) == record.findings_of(NORWAY_PERU) == ()
    assert ["id “begun”" in found.message for found in record.findings] == [True]
    within = Record("log", text(BEGUN, line(id="begun")))
    assert [found.line for found in within.findings_of(CANADA_IRAN)] == [2]


@pytest.mark.usefixtures("length")
def test_numbers_of_lines_are_right_in_what_was_known_on_a_day() -> None:
    late = "2022-01-01T00:00:00Z"
    begun = BEGUN | {"recorded": late}
    record = Record("log", b"\n\n" + text(begun, line("mission_opened", "1956", "CAN", id="opened")))
    assert record.findings_of(CANADA_IRAN) == ()
    day = record.entries[1].line.recorded.date()
    assert [found.line for found in record.findings_of(CANADA_IRAN, day)] == [4]


def test_only_so_many_pairs_are_kept() -> None:
    some = sorted(codes())[: KEPT + 9]
    pairs = [Pair(one, other) for one, other in pairwise(some)]
    record = Record("log", text(*(line(id=str(pair), parties=list(pair)) for pair in pairs)))
    assert [len(record.entries_of(pair)) for pair in pairs] == [1] * len(pairs)
    assert len(record._of_pair) == KEPT


def test_a_record_stays_as_it_was_when_it_was_opened(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(text(BEGUN))
    record = read(log)
    with log.open("ab") as file:
        file.write(text(line("relations_severed", "1960", "CAN")))
    assert len(record.entries_of(CANADA_IRAN)) == len(record.entries) == 1
    assert len(read(log).entries) == 2


def shown(findings: Iterable[Finding]) -> list[tuple[str, Pair | None, str]]:
    """Return what is said of findings, and whom they concern."""
    return [(str(found), found.pair, type(found.cause).__name__) for found in findings]


IDS = st.sampled_from(["a", "b", "c", "d"])


@st.composite
def logged(draw: st.DrawFn) -> dict[str, object]:
    """Draw a line: mostly events that a history could have, with ids used again, retractions and mistakes."""
    kind = draw(
        st.sampled_from(["relations_established", "relations_severed", "grievance_raised", "noted", "retracted"])
    )
    by = "CAN" if kind in ("relations_severed", "grievance_raised") else None
    on = draw(st.sampled_from(["1950", "1950-05", "1950-05-03", "1951", "x"]))
    parties = draw(st.sampled_from([["CAN", "IRN"], ["IRN", "CAN"], ["CAN", "USA"], ["CAN", "ZZZ"]]))
    fields: dict[str, Any] = {"id": draw(IDS), "parties": parties}
    if kind == "retracted":
        return line(kind, None, sources=None, retracts=draw(IDS), **fields)
    if draw(st.integers(0, 5)) == 0:
        fields["retracts"] = draw(IDS)
    return line(kind, on, by, **fields)


@st.composite
def logs(draw: st.DrawFn) -> bytes:
    """Draw a log of such lines, in some places broken."""
    data = text(*draw(st.lists(logged(), max_size=9)))
    if data and draw(st.integers(0, 3)) == 0:
        cut = draw(st.integers(0, len(data)))
        data = data[:cut] + draw(st.sampled_from([b"", b"}", b"\n", b"\n\n", b"\xff"])) + data[cut + 1 :]
    return data[: len(data) - draw(st.sampled_from([0, 0, 0, 1, 9]))]


@given(logs())
def test_a_log_checked_in_parts_is_found_as_wrong_as_one_that_is_held(data: bytes) -> None:
    assume(not_a_log(Source(data)) is None)
    found = list(entries(data, "log"))
    held = by_pair(one for one in found if isinstance(one, Entry))
    record = Record("log", data)
    assert shown(record.findings) == shown(wrong("log", found))
    assert shown(record.advice) == shown(advise("log", held))
    assert (record.audit.events, record.audit.pairs) == (sum(isinstance(one, Entry) for one in found), len(held))


@given(logs())
def test_a_pair_of_a_long_log_is_read_as_that_of_a_short_one(data: bytes) -> None:
    for pair in (CANADA_IRAN, Pair("CAN", "USA"), NORWAY_PERU):
        short = Record("log", data)
        with pytest.MonkeyPatch.context() as patch:
            as_long(patch)
            long = Record("log", data)
            read_long = long.entries_of(pair), long.findings_of(pair), long.findings_of_no_pair
        assert [entry.line for entry in short.entries_of(pair)] == [entry.line for entry in read_long[0]]
        assert shown(short.findings_of(pair)) == shown(read_long[1])
        assert shown(short.findings_of_no_pair) == shown(read_long[2])


@given(st.binary(max_size=40), st.integers(1, 9))
def test_the_parts_of_a_source_are_the_whole(data: bytes, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source_module, "CHUNK", size)
        source = Source(data)
        parts = list(source.chunks())
        assert b"".join(part for _, part in parts) == data
        assert [offset for offset, _ in parts] == [sum(len(part) for _, part in parts[:i]) for i in range(len(parts))]
        assert all(part.endswith(b"\n") for _, part in parts[:-1])
        assert source.last() == data[data.rfind(b"\n") + 1 :]
        assert b"".join(source.lines()) == data
        begins = [i for i in range(len(data)) if not i or data[i - 1] == ord("\n")]
        assert source.numbers(begins) == list(range(1, len(begins) + 1))


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """Give a log that its seal vouches for."""
    with Log(tmp_path / "log.jsonl") as log:
        log.append([BEGUN, line("relations_severed", "1960", "CAN", id="severed", note="ø")])
    return log.path


def vouched_for(path: Path) -> bool:
    """Whether the seal beside a log vouches for it."""
    return seal_vouching_for(opened(path), path) is not None


def test_a_log_is_vouched_for_while_it_is_what_was_sealed(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert vouched_for(sealed)
    data = sealed.read_bytes()
    sealed.write_bytes(data)
    assert vouched_for(sealed), "it is a copy, of the same digest"
    monkeypatch.setattr("detente.log.vouching.BOUND", 1)
    assert not vouched_for(sealed), "a copy of a long log is not looked at"
    monkeypatch.undo()
    for other in (data.replace(b"1960", b"1961"), data[:-1], data + b"\n", b""):
        sealed.write_bytes(other)
        assert not vouched_for(sealed)
    sealed.write_bytes(data)
    SealFile(sealed).path.unlink()
    assert not vouched_for(sealed)


def test_what_is_read_plainly_is_what_is_read_with_validation(sealed: Path) -> None:
    plain, validated = read(sealed), Record(str(sealed), sealed.read_bytes())
    assert [entry[1:] for entry in plain.entries_of(CANADA_IRAN)] == [
        entry[1:] for entry in validated.entries_of(CANADA_IRAN)
    ]


@pytest.mark.parametrize(
    "typed_in",
    [
        {"kind": "notd"},
        {"by": "USA"},
        {"sumary": "x"},
        {"on": "1960-13"},
        {"kind": "office_opened", "by": "CAN", "office": "x"},
        {"sources": "x"},
        {"recorded": "x"},
        {"sources": []},
        {"confidence": "sure"},
        {"seq": True},
        {"summary": 5},
        {"note": [[]]},
    ],
)
def test_what_was_no_event_when_it_was_sealed_is_found_all_the_same(
    tmp_path: Path, typed_in: dict[str, object]
) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(text(BEGUN, line(id="wrong") | typed_in))
    seal_as_it_is(path)
    assert not vouched_for(path)
    with pytest.raises(SpoiledRecord, match=r"log\.jsonl:2:"):
        History.of(read(path), *CANADA_IRAN)


def test_the_record_is_shipped_with_a_seal_that_vouches_for_it() -> None:
    record = ROOT / "events.jsonl"
    held = Guard(record).hold(record.read_bytes())
    assert (held.broken, held.unsealed) == ((), 0), "seal it again: detente check events.jsonl --seal"
    assert vouched_for(record)


def test_an_answer_from_the_record_that_is_vouched_for_imports_no_validator() -> None:
    heavy = {"pydantic", "pydantic_core", "rich", "pytest", "pytest_bdd", "sqlite3", "uuid_utils"}
    program = (
        "import sys; from detente.cli import main; code = main(['at', '2012-09-08', 'CAN', 'IRN']); "
        f"print(code, sorted(set({sorted(heavy)!r}) & set(sys.modules)), file=sys.stderr)"
    )
    # What measures coverage imports some of them.
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    command = [sys.executable, "-c", program]
    answer = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=True)
    assert answer.stderr.strip() == "0 []"
    assert json.loads(detente("at", "2012-09-08", "CAN", "IRN", "--json", cwd=ROOT).stdout)["status"] == "severed"


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(logs())
def test_many_logs_checked_in_parts(data: bytes) -> None:
    assume(not_a_log(Source(data)) is None)
    assert shown(Record("log", data).findings) == shown(wrong("log", entries(data, "log")))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (gzip.compress((ROOT / "events.jsonl").read_bytes(), mtime=0), "compressed with gzip"),
        ((ROOT / "events.jsonl").read_text(encoding="utf-8").encode("utf-16"), "UTF-16"),
        (json.dumps([BEGUN], indent=2).encode(), "JSON in another form; put each event on one line, as jq -c '.[]'"),
        (json.dumps([BEGUN]).encode(), "JSON in another form"),
        (json.dumps({"events": [BEGUN]}).encode(), "JSON in another form; put each event on one line, as jq -c . "),
        (b"date,kind,on\n", "a table or another text"),
        (b"date,kind\n1955,established\n", "a table or another text"),
    ],
)
def test_what_is_no_log_is_not_answered_from(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(data)
    answer = detente("at", "2013", "Canada", "Iran", "--log", str(path))
    assert (answer.returncode, answer.stdout, what in answer.stderr) == (1, "", True), answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    checked = detente("check", str(path))
    assert (checked.returncode, what in checked.stdout, checked.stdout.count("this is no log")) == (1, True, 1)


@pytest.mark.parametrize("kept", [2, 40, 90, 200, -2])
@pytest.mark.parametrize("before", [b"", b"\n \n", BOM])
def test_a_line_that_breaks_off_is_no_log_by_itself(tmp_path: Path, kept: int, before: bytes) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(before + text(BEGUN)[:kept])
    for asked in (
        ("at", "2013", "Canada", "Iran"),
        ("at", "2013", "Norway", "Iran", "--json"),
        ("at", "2013"),
        ("history", "Canada", "Iran", "--format", "csv"),
        ("timeline", "Canada", "Iran", "-o", str(tmp_path / "out.svg")),
        ("route", "Canada", "Iran", "--to", "established"),
    ):
        answer = detente(*asked, "--log", str(path))
        assert (answer.returncode, answer.stdout) == (1, ""), asked
        assert "breaks off before its end" in answer.stderr
    assert "the last line is torn" in detente("check", str(path)).stdout
    with Log(path) as log, pytest.raises(TornTail):
        log.append([BEGUN])
    assert "What broke off is in" in detente("check", str(path), "--repair").stderr
    with Log(path) as log:
        assert log.append([BEGUN]) == [BEGUN["id"]]


def test_of_a_log_with_whole_lines_one_that_breaks_off_is_said_beside_the_answer(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(text(BEGUN, OPENED)[:-20])
    answer = detente("at", "2013", "Canada", "Iran", "--log", str(path))
    assert (answer.returncode, "the last line is torn" in answer.stderr) == (0, True)


@pytest.mark.parametrize("seal", [b"", b"\0" * 40, b"{}"])
def test_a_seal_that_is_there_and_says_nothing_is_found_and_keeps_nobody_from_adding(
    tmp_path: Path, seal: bytes
) -> None:
    path = tmp_path / "events.jsonl"
    with Log(path) as log:
        log.append([BEGUN])
    SealFile(path).path.write_bytes(seal)
    found = detente("check", str(path))
    assert (found.returncode, "its seal" in found.stdout, "--reseal" in found.stdout) == (1, True, True)
    if seal != b"{}":
        with Log(path) as log:
            log.append([OPENED])
    assert detente("check", str(path), "--reseal").returncode == 0
    assert detente("check", str(path)).returncode == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.replace(b"1955", b"1954"), "was changed since it was sealed"),
        (lambda data: data.replace(b"1955", b"1955-03"), "was changed since it was sealed"),
        (lambda data: data.replace(b"\n", b" \n"), "was changed since it was sealed"),
        (lambda data: data[: data.index(b"\n") + 1], "has lost lines that were sealed"),
        (lambda data: data, None),
        (lambda data: data.replace(b"\n", b"\r\n"), None),
        (lambda data: BOM + data, None),
        (lambda data: data[:-1], None),
        (lambda data: data + text(line("noted", "1990", id="typed-in")), None),
    ],
)  # fmt: skip
def test_an_answer_says_where_what_was_sealed_is_no_longer_so(
    tmp_path: Path, change: Callable[[bytes], bytes], said: str | None
) -> None:
    path = tmp_path / "events.jsonl"
    with Log(path) as log:
        log.append([BEGUN, OPENED])
    path.write_bytes(change(path.read_bytes()))
    os.utime(path, ns=(1, 1))
    answer = detente("at", "1960", "Canada", "Iran", "--log", str(path))
    told = [one for one in answer.stderr.splitlines() if "sealed" in one]
    assert (len(told), all(said in one for one in told if said)) == (bool(said), True), answer.stderr
    assert detente("at", "1960", "--log", str(path)).returncode == bool(said)
