"""The index for who only reads: where the lines of a pair stand, and nothing where it cannot be believed."""

import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from making import line, seal_as_it_is, text

from detente.log.appending import Log
from detente.log.index import LONG_AGO, latest, offsets_of
from detente.log.record import opened
from detente.model.pairs import Pair

PAIR, OTHER = Pair("CAN", "IRN"), Pair("NOR", "PER")


def where(log: Path, pair: Pair) -> list[tuple[int, int]] | None:
    """Give where the lines of a pair stand by the index, and behind them those whose pair nobody can tell."""
    found = offsets_of(opened(log), log, pair)
    return found and sorted([*found[0], *found[1]])


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return a log with lines of two pairs, in turn."""
    path = tmp_path / "events.jsonl"
    with Log(path) as opened:
        opened.append(notes(0, 10))
    return path


def notes(start: int, stop: int) -> list[dict[str, object]]:
    return [
        line(id=f"note-{number}", summary=f"{number}", parties=list((PAIR, OTHER)[number % 2]))
        for number in range(start, stop)
    ]


def ids(log: Path, pair: Pair) -> list[str] | None:
    """Return the ids of the lines to which the index leads."""
    offsets = where(log, pair)
    data = log.read_bytes()
    if offsets is None:
        return None
    return [json.loads(data[start : start + length])["id"] for start, length in offsets]


def test_the_lines_of_a_pair_are_found_in_their_order(log: Path) -> None:
    assert ids(log, OTHER) == [f"note-{number}" for number in range(1, 10, 2)]
    assert where(log, Pair("DEU", "FRA")) == []


def test_what_the_index_lags_behind_is_found_too(log: Path) -> None:
    with Log(log) as opened:
        opened.append(notes(10, 14))
        assert ids(log, PAIR) == [f"note-{number}" for number in range(0, 14, 2)]


def test_two_writers_keep_one_index(log: Path) -> None:
    with Log(log) as one, Log(log) as other:
        one.append(notes(10, 12))
        other.append(notes(12, 14))
        other.close()
        one.append(notes(14, 16))
    assert ids(log, PAIR) == [f"note-{number}" for number in range(0, 16, 2)]
    with Log(log) as again:
        assert [one.id for one in again.lines_of(OTHER)] == [f"note-{number}" for number in range(1, 16, 2)]


def test_a_writer_whose_index_somebody_made_anew_writes_into_none(log: Path) -> None:
    with Log(log) as one:
        one.append(notes(10, 12))
        Path(f"{log}.index").unlink()
        with Log(log) as other:
            other.append(notes(12, 14))
        one.close()
    assert ids(log, PAIR) == [f"note-{number}" for number in range(0, 14, 2)]


def typed_in(log: Path) -> None:
    with log.open("ab") as file:
        file.write(text(*notes(10, 11)))


def touched(log: Path) -> None:
    os.utime(log, (1, 1))


def without_seal(log: Path) -> None:
    Path(f"{log}.seal").unlink()


def without_index(log: Path) -> None:
    Path(f"{log}.index").unlink()


def nonsense(log: Path) -> None:
    Path(f"{log}.index").write_bytes(b"nonsense" * 1000)


def of_another(log: Path) -> None:
    with closing(sqlite3.connect(f"{log}.index", isolation_level=None)) as database:
        database.execute("UPDATE covers SET digest = ?", ("0" * 64,))


@pytest.mark.parametrize("spoil", [typed_in, touched, without_seal, without_index, nonsense, of_another])
def test_an_index_that_does_not_lead_to_what_stands_there_is_not_believed(log: Path, spoil: object) -> None:
    spoil(log)  # type: ignore[operator]  # pyright: ignore[reportCallIssue]
    assert where(log, PAIR) is None


def test_a_reader_leaves_everything_as_it_is(log: Path) -> None:
    def beside() -> dict[str, tuple[bytes, int]]:
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in log.parent.iterdir()}

    before = beside()
    log.parent.chmod(0o500)
    try:
        assert where(log, PAIR)
    finally:
        log.parent.chmod(0o700)
    without_index(log)
    del before["events.jsonl.index"]
    assert where(log, PAIR) is None
    assert beside() == before


def test_a_line_whose_pair_cannot_be_told_belongs_to_every_pair(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(text(*notes(0, 2)) + b'{"id": "nobody\'s"}\n')
    seal_as_it_is(path)
    with Log(path) as opened:
        opened.append(notes(2, 4))
    assert ids(path, PAIR) == ["note-0", "nobody's", "note-2"]
    assert ids(path, OTHER) == ["note-1", "nobody's", "note-3"]


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        ((), LONG_AGO.isoformat()),
        (("yesterday", "2020-01-01T00:00:00Z"), "2020-01-01T00:00:00+00:00"),
        (("9999-99-99T99:99:99Z", "2020-01-01T00:00:00Z"), "2020-01-01T00:00:00+00:00"),
        (("2020-01-01T00:00:00Z", "2020-01-01T00:00:00.5z"), "2020-01-01T00:00:00.500000+00:00"),
        (("2020-01-01T00:00:00Z", "2019-12-31T23:30:00-01:00"), "2020-01-01T00:30:00+00:00"),
    ],
)
def test_the_latest_moment_of_recording_is_told_however_it_is_written(moments: Iterable[str], expected: str) -> None:
    lines = text(*(line("noted", recorded=moment, summary='"recorded": "2999-01-01"') for moment in moments))
    assert latest(lines).isoformat() == expected
