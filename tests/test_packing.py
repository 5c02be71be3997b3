"""Packing a log: what is in the file is what the log says, and it is believed only where it should be."""

import json
import os
from datetime import date, timedelta
from pathlib import Path
from zlib import crc32

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BEGUN, OPENED, detente, line, text
from worlds import logs, said

from detente.log.record import Record, read
from detente.log.seal import Seal
from detente.world import eras
from detente.world.beside import packed_beside, path_beside, sealed
from detente.world.packed import NotPacked, Packed, Unpacked
from detente.world.packing import pack
from detente.world.reading import columns, lines, of_lines
from detente.world.replay import followed, world
from detente.world.world import World

DAYS = ["1954", "1955", "1958-12-31", "1959", "2012"]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Give a log that is sealed and packed beside itself."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(text(BEGUN, OPENED, line(id="usa", parties=["CAN", "USA"])))
    assert detente("check", "--seal", str(path)).returncode == 0
    assert detente("pack", str(path)).returncode == 0
    assert packed_beside(read(path)) is not None
    return path


def answers(*arguments: str) -> list[object]:
    """Give what is answered about every pair on several days."""
    return [json.loads(detente("at", day, "--json", *arguments).stdout) for day in DAYS]


@given(logs(), st.sampled_from([None, None, date(2020, 6, 1)]), st.sampled_from((1, 2, 8)))
@settings(max_examples=25, deadline=None)
def test_what_is_packed_is_what_the_log_says(
    tmp_path_factory: pytest.TempPathFactory, drawn: list, known: date | None, in_an_era: int
) -> None:
    path = tmp_path_factory.mktemp("packed") / "world.parquet"
    record = Record("log", text(*drawn))
    read_lines = lines(record)
    every = followed(of_lines(read_lines, record))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(eras, "EVENTS", in_an_era)
        pack(read_lines, every, Seal(), path)
    if known is None:
        found = Packed(path).columns()
        assert said(found) == said(every.columns)
        same_day(followed(found), every, date(2000, 2, 1))
        for day in (
            date(1990, 1, 1),
            date(1999, 6, 1),
            *(date(2000, 1, 1) + timedelta(days) for days in range(0, 400, 9)),
        ):
            same_day(Unpacked(Packed(path)), every, day)
    elif not every.left_out:
        assert said(Packed(path).known(known)) == said(columns(record, known))


def same_day(one: World, other: World, day: date) -> None:
    """Hold two worlds against each other on a day."""
    mine, theirs = one.on(day), other.on(day)
    for name in ("rungs", "possible", "complete", "confidence", "since", "is_open", "is_recorded"):
        assert getattr(mine, name).tolist() == getattr(theirs, name).tolist(), (day, name)
    assert mine.unsurveyed == theirs.unsurveyed
    pairs = range(len(one.pairs))
    assert [mine.position(pair) for pair in pairs] == [theirs.position(pair) for pair in pairs]
    assert one.table(mine, pairs).equals(other.table(theirs, pairs))


def test_a_packed_world_answers_as_its_log_does(log: Path, tmp_path: Path) -> None:
    packed = tmp_path / "world.parquet"
    assert detente("pack", str(log), "-o", str(packed)).returncode == 0
    path_beside(log).unlink()
    assert answers("--log", str(packed)) == answers("--log", str(log))
    assert answers("--log", str(packed), "--known", "2019") == answers("--log", str(log), "--known", "2019")


def test_the_file_says_for_other_tools_what_its_numbers_mean(log: Path) -> None:
    table = parquet.read_table(path_beside(log))
    meaning = json.loads(parquet.read_metadata(path_beside(log)).metadata[b"detente"])
    assert (meaning["lines"], meaning["counting"]) == (3, 3)
    last = table.slice(1, 1).to_pylist()[0]
    assert (meaning["pairs"][last["pair"]], meaning["acts"][last["act"]][0]) == (["CAN", "IRN"], "mission_opened")
    assert (last["earliest"], last["latest"]) == (date(1959, 1, 1), date(1959, 12, 31))
    facts = dict(zip(map(tuple, meaning["facts"]), meaning["configurations"][last["after"]], strict=True))
    assert (facts["relations", None], facts["mission", 0], facts["mission", 1]) == ("in_force", "open", "none")


def damage(path: Path, where: int) -> None:
    data = bytearray(path.read_bytes())
    data[where] ^= 0xFF
    path.write_bytes(data)


def with_version(path: Path, version: int) -> None:
    table = parquet.read_table(path)
    meaning = json.loads(parquet.read_metadata(path).metadata[b"detente"]) | {"version": version}
    told = json.dumps(meaning).encode()
    metadata = {b"detente": told, b"detente.sum": str(crc32(told)).encode()}
    parquet.write_table(table.replace_schema_metadata(metadata), path)


def change_a_letter(log: Path) -> None:
    before = log.stat()
    log.write_bytes(log.read_bytes().replace(b'"1959"', b'"1960"'))
    os.utime(log, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


SPOILT = {
    "a log that was changed": change_a_letter,
    "a log that was cut": lambda log: log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:2])),
    "a log without its seal": lambda log: log.with_name("log.jsonl.seal").unlink(),
    "a seal that cannot be read": lambda log: log.with_name("log.jsonl.seal").write_text("{}"),
    "a file that is damaged": lambda log: damage(path_beside(log), -10),
    "a file that is cut": lambda log: os.truncate(path_beside(log), 500),
    "an empty file": lambda log: path_beside(log).write_bytes(b""),
    "a file that is no Parquet": lambda log: path_beside(log).write_text("no"),
    "a file of another version": lambda log: with_version(path_beside(log), 0),
    "a file of a version to come": lambda log: with_version(path_beside(log), 99),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=list(SPOILT))
def test_what_should_not_be_believed_is_not(log: Path, spoil: object) -> None:
    spoil(log)  # pyright: ignore[reportCallIssue]
    assert packed_beside(read(log)) is None
    assert said(world(read(log)).columns) == said(columns(Record("log", log.read_bytes())))


def test_no_damage_changes_an_answer(log: Path) -> None:
    path, every = path_beside(log), world(read(log))
    right = every.on(date(1960, 1, 1)).rungs.tolist(), said(every.columns)
    whole = path.read_bytes()
    places = range(0, len(whole), max(1, len(whole) // 150))
    believed = 0
    for place in places:
        damage(path, place)
        believed += packed_beside(read(log)) is not None
        every = world(read(log))
        assert (every.on(date(1960, 1, 1)).rungs.tolist(), said(every.columns)) == right, place
        path.write_bytes(whole)
    assert believed < len(places)


def test_a_file_that_no_longer_fits_is_made_again(log: Path) -> None:
    more = json.dumps(line("mission_closed", "1970", "CAN", id="closed"))
    assert detente("add", "-", "--log", str(log), stdin=more).returncode == 0
    assert packed_beside(read(log)) is None
    assert world(read(log)).happened.line.tolist() == [1, 2, 4, 3]
    again = packed_beside(read(log))
    assert again is not None
    assert again.columns().happened.line.tolist() == [1, 2, 4, 3]


def test_no_file_is_made_that_nobody_asked_for(log: Path) -> None:
    path_beside(log).unlink()
    world(read(log))
    assert not path_beside(log).exists()


def test_a_log_that_is_not_sealed_is_packed_into_a_file_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(text(BEGUN))
    refused = detente("pack", str(path))
    assert (refused.returncode, "seal it first" in refused.stderr) == (1, True)
    assert sealed(read(path)) is None
    assert detente("pack", str(path), "-o", str(tmp_path / "world.parquet")).returncode == 0


def test_pairs_that_are_left_out_are_named_by_the_packed_world_too(log: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(log.read_bytes() + text(line("mission_closed", "1970", "USA", id="no", parties=["CAN", "USA"])))
    packed = detente("pack", str(bad), "-o", str(tmp_path / "bad.parquet"))
    assert (packed.returncode, "Canada and the United States: not answered, for line 4." in packed.stderr) == (1, True)
    told = detente("at", "2000", "--log", str(tmp_path / "bad.parquet"))
    assert (told.returncode, "Canada and the United States: not answered, for line 4." in told.stderr) == (1, True)


def test_a_file_that_is_no_packed_world_is_refused(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    with pytest.raises(NotPacked, match="is no packed world"):
        Packed(tmp_path / "other.parquet")
    told = detente("at", "2000", "--log", str(tmp_path / "other.parquet"))
    assert (told.returncode, "is no packed world" in told.stderr) == (2, True)
