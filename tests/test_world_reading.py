"""Reading a log in bulk: held against the record, which reads it line by line."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import combinations
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import BEGUN, OPENED, line, text
from treacherous import SOUND, TREACHEROUS, logs
from worlds import said

from detente.log.record import Record
from detente.model.countries import codes
from detente.world.columns import Columns
from detente.world.gathering import gathered
from detente.world.lines import hash_of
from detente.world.reading import columns


def alike(data: bytes, known: date | None = None) -> Columns:
    """Hold the two ways to read a log equal, and return what was read."""
    told = Record("log", data, limit=NOW)
    read = columns(told, known)
    assert [*map(str, told.findings_of_no_pair)] == [*map(str, Record("log", data, limit=NOW).findings_of_no_pair)]
    assert said(read) == said(gathered(Record("log", data, limit=NOW), known))
    return read


def lines_of(read: Columns) -> list[int]:
    return sorted(read.happened.line.tolist())


NOW = datetime(2025, 1, 1, tzinfo=UTC)


def test_the_lines_of_events_are_numbered_as_they_stand() -> None:
    data = b"\xef\xbb\xbf\n" + text(BEGUN) + b"  \r\n\n" + text(OPENED) + b"\x00\n" + text(SOUND[2])
    assert lines_of(alike(data)) == [2, 5, 7]


@pytest.mark.parametrize("tried", TREACHEROUS.values(), ids=list(TREACHEROUS))
def test_a_treacherous_line_is_read_as_the_record_reads_it(tried: str | bytes) -> None:
    raw = tried if isinstance(tried, bytes) else tried.encode()
    before, after = text(*SOUND), text(line(on="1970", id="after"), line(on="1970", id="end", parties=["CAN", "USA"]))
    for data in (before + raw + b"\n" + after, before + after + raw):
        told = {entry.number for entry in Record("log", data).entries}
        assert {*lines_of(alike(data))} <= told
    alike(raw + b"\n" + before, date(2019, 12, 31))


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_line_that_somebody_spoils_is_read_as_the_record_reads_it(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from([one if isinstance(one, bytes) else one.encode() for one in SHORT])))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, max(0, len(raw) - 1)))
        piece = data.draw(st.sampled_from(PIECES))
        raw[place : place + data.draw(st.integers(0, 3))] = piece
    alike(text(*SOUND) + bytes(raw) + b"\n" + text(line(on="1970", id="after")))


SHORT = [one for one in TREACHEROUS.values() if len(one) < 1_000]
PIECES = [
    b"", b'"', b",", b":", b"{", b"}", b"[", b"]", b"\\", b" ", b"\t", b"\r", b"\n", b"\0", b"1", b"9", b"-", b".",
    b"e", b"null", b"true", b"NaN", b"\xff", b"\xc3\xa9", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b'"seq": 1, ',
    b'"on": "1999", ', b', "id": "x"', b"\\u0041", b"\\ud800", b'"', b"CAN", b"IRN", b"USA", b"noted",
]  # fmt: skip


LATER_FIRST = [
    line(on="1999", id="0", recorded="2021-01-01T00:00:00Z"),
    line(on="1999", id="0", recorded="2020-01-01T00:00:00Z"),
]
"""Two lines of one id: that the first was recorded later does not make the second, as known before, a sound one."""


@given(logs(), st.sampled_from([None, date(2019, 1, 1), date(2020, 6, 1), date(2021, 1, 1)]))
@example(LATER_FIRST, date(2020, 6, 1))
@settings(max_examples=100, deadline=None)
def test_what_counts_and_its_order_are_those_of_each_pair(lines: list[dict[str, object]], known: date | None) -> None:
    read = alike(text(*lines), known)
    sound = gathered(Record("log", text(*lines)), known)
    assert read.happened.line.tolist() == sound.happened.line.tolist()


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (date(2019, 1, 1), []),
        (date(2020, 6, 1), ["the id “0” is that of another event in line 1: an id is used once."]),
    ],
)
def test_an_id_is_used_once_whenever_its_lines_were_recorded(known: date, said: list[str]) -> None:
    read = alike(text(*LATER_FIRST), known)
    assert lines_of(read) == []
    assert [finding.message for _, findings in read.left_out for finding in findings] == said


def test_a_number_for_each_event_that_does_not_fit_into_64_bits_changes_no_order() -> None:
    chance = Random(1)
    lines = [
        line(on=chance.choice(["0001", "9999", "2000"]), id=f"{number}", seq=chance.randrange(-(2**31), 2**31))
        for number in range(2_000)
    ]
    for number, pair in enumerate(combinations(codes()[:40], 2)):
        lines[number]["parties"] = pair
    alike(text(*lines))


def test_ids_are_hashed_for_several_who_ask_at_a_time() -> None:
    names = [f"{number}" for number in range(500)]
    with ThreadPoolExecutor(8) as pool:
        assert [*pool.map(hash_of.__wrapped__, names)] == [*map(hash_of, names)]
