"""Packing a log: what is in the file is what the log says, and it is believed only where it should be."""

import json
import os
from datetime import date
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
from detente.world.beside import columns_beside, path_beside, sealed
from detente.world.packing import NotPacked, Packed, pack
from detente.world.reading import columns, lines, of_lines
from detente.world.replay import followed, world

DAYS = ["1954", "1955", "1958-12-31", "1959", "2012"]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Give a log that is sealed and packed beside itself."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(text(BEGUN, OPENED, line(id="usa", parties=["CAN", "USA"])))
    assert detente("check", "--seal", str(path)).returncode == 0
    assert detente("pack", str(path)).returncode == 0
    assert columns_beside(read(path)) is not None
    return path


def answers(*arguments: str) -> list[object]:
    """Give what is answered about every pair on several days."""
    return [json.loads(detente("at", day, "--json", *arguments).stdout) for day in DAYS]


@given(logs(), st.sampled_from([None, date(2020, 6, 1)]))
@settings(max_examples=25, deadline=None)
def test_what_is_packed_is_what_the_log_says(
    tmp_path_factory: pytest.TempPathFactory, drawn: list, known: date | None
) -> None:
    path = tmp_path_factory.mktemp("packed") / "world.parquet"
    record = Record("log", text(*drawn))
    read_lines = lines(record)
    every = followed(of_lines(read_lines, record))
    pack(read_lines, every, Seal(), path)
    found = Packed(path).columns(known)
    if known is None:
        assert said(found) == said(every.columns)
        again = followed(found)
        for day in (date(1999, 6, 1), date(2000, 2, 1), date(2000, 6, 1)):
            mine, theirs = again.on(day), every.on(day)
            for name in ("height", "possible", "complete", "confidence", "is_recorded"):
                assert getattr(mine, name).tolist() == getattr(theirs, name).tolist()
    elif not every.left_out:
        assert said(found) == said(columns(record, known))


def test_a_packed_world_answers_as_its_log_does(log: Path, tmp_path: Path) -> None:
    packed = tmp_path / "world.parquet"
    assert detente("pack", str(log), "-o", str(packed)).returncode == 0
    path_beside(log).unlink()
    assert answers("--log", str(packed)) == answers("--log", str(log))
    assert answers("--log", str(packed), "--known", "2019") == answers("--log", str(log), "--known", "2019")


def test_the_file_says_for_other_tools_what_its_numbers_mean(log: Path) -> None:
    table = parquet.read_table(path_beside(log))
    meaning = json.loads(table.schema.metadata[b"detente"])
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
    meaning = json.loads(table.schema.metadata[b"detente"]) | {"version": version}
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
    assert columns_beside(read(log)) is None
    assert said(world(read(log)).columns) == said(columns(Record("log", log.read_bytes())))


def test_no_damage_changes_an_answer(log: Path) -> None:
    path, right = path_beside(log), said(world(read(log)).columns)
    whole = path.read_bytes()
    places = range(0, len(whole), max(1, len(whole) // 150))
    believed = 0
    for place in places:
        damage(path, place)
        found = columns_beside(read(log))
        assert found is None or said(found) == right, place
        believed += found is not None
        path.write_bytes(whole)
    assert believed < len(places)


def test_a_file_that_no_longer_fits_is_made_again(log: Path) -> None:
    more = json.dumps(line("mission_closed", "1970", "CAN", id="closed"))
    assert detente("add", "-", "--log", str(log), stdin=more).returncode == 0
    assert columns_beside(read(log)) is None
    assert world(read(log)).happened.line.tolist() == [1, 2, 4, 3]
    again = columns_beside(read(log))
    assert again is not None
    assert again.happened.line.tolist() == [1, 2, 4, 3]


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
