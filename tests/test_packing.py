"""Packing a log: what is in the file is what the log says, and it is believed only where it should be."""

import json
import os
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from zlib import crc32

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BEGUN, OPENED, detente, line, text
from worlds import content, logs, said

from detente.cli import main
from detente.log.appending import Log
from detente.log.incoming import NotAdded
from detente.log.record import Record, read
from detente.log.seal import Seal, SealFile, checkpoints, whole_lines
from detente.world import eras
from detente.world.beside import lines_beside, packed_beside, path_beside, sealed
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
        pack([read_lines], lambda _: every, Seal(), path)
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


def saying(path: Path, **other: object) -> None:
    """Have the metadata of a packed world say something else."""
    table = parquet.read_table(path)
    meaning = json.loads(parquet.read_metadata(path).metadata[b"detente"]) | other
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
    "a file of another version": lambda log: saying(path_beside(log), version=0),
    "a file of a version to come": lambda log: saying(path_beside(log), version=99),
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


def seal(log: Path) -> None:
    """Seal a log as it is, as one whose lines were validated."""
    reached = checkpoints(whole_lines(log.read_bytes()), Seal())
    SealFile(log).start_again(reached, log.stat().st_mtime_ns, is_validated=True)


def packed_whole(log: Path, path: Path) -> Path:
    """Pack a log out of all its lines."""
    record = read(log)
    read_lines = lines(record)
    of = sealed(record)
    assert of is not None
    pack([read_lines], lambda said: followed(of_lines(said, record)), of, path)
    return path


def added(log: Path, *events: dict[str, object]) -> None:
    """Add to a log what the rules allow."""
    with Log(log) as open_log:
        for event in events:
            with suppress(NotAdded):
                open_log.append([event])


@given(logs(), st.data())
@settings(max_examples=12, deadline=None)
def test_a_file_that_is_carried_on_is_one_of_the_whole_log(
    tmp_path_factory: pytest.TempPathFactory, drawn: list, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("carried")
    log, split = folder / "log.jsonl", data.draw(st.integers(1, len(drawn)))
    added(log, *drawn[:split])
    packed_whole(log, path_beside(log))
    added(log, *drawn[split:])
    assert lines_beside(read(log)) is not None
    whole = Record(str(log), log.read_bytes())
    for known in (date(2020, 6, 1), None):
        every = world(read(log), known)
        assert said(every.columns) == said(followed(columns(whole, known)).columns)
    assert packed_beside(read(log)) is not None
    other = packed_whole(log, folder / "whole.parquet")
    assert content(path_beside(log)) == content(other)
    for day in (date(1990, 1, 1), *(date(2000, 1, 1) + timedelta(days) for days in range(0, 400, 99))):
        same_day(Unpacked(Packed(path_beside(log))), Unpacked(Packed(other)), day)


def test_what_is_packed_is_retracted_by_lines_that_come_later(log: Path, tmp_path: Path) -> None:
    surveyed = line("surveyed", None, id="survey", families=["sanctions"], **{"from": "1960"})
    added(log, surveyed)
    packed_whole(log, path_beside(log))
    gone = [line("retracted", None, id=f"no-{one}", retracts=one, sources=None) for one in ("opened", "survey")]
    added(log, *gone, line("mission_opened", "1961", "IRN", id="again"))
    assert lines_beside(read(log)) is not None
    every = world(read(log))
    assert (every.happened.line.tolist(), every.surveys[0]) == ([1, 7, 3], ())
    assert content(path_beside(log)) == content(packed_whole(log, tmp_path / "whole.parquet"))


def rewrite(log: Path, data: bytes) -> None:
    log.write_bytes(data)
    seal(log)


def grow(log: Path) -> None:
    added(log, line("mission_closed", "1970", "CAN", id="closed"))


def leave_a_pair_out(log: Path) -> None:
    rewrite(log, log.read_bytes() + text(line("mission_closed", "1970", "USA", id="no", parties=["CAN", "USA"])))
    packed_whole(log, path_beside(log))


NOT_CARRIED_ON = {
    "a log that was changed, and sealed anew": lambda log: rewrite(log, log.read_bytes().replace(b"1959", b"1960")),
    "another log": lambda log: rewrite(log, text(line(id="another"), *map(json.loads, log.read_text().splitlines()))),
    "a log that was cut, and sealed anew": lambda log: rewrite(
        log, log.read_bytes()[: log.read_bytes().index(b"\n") + 1]
    ),
    "a file that is damaged": lambda log: damage(path_beside(log), 10),
    "a file whose ids were hashed by something else": lambda log: saying(path_beside(log), hashed_by="0.0.1"),
    "a file without some pairs": leave_a_pair_out,
}


@pytest.mark.parametrize("spoil", NOT_CARRIED_ON.values(), ids=list(NOT_CARRIED_ON))
def test_what_should_not_be_carried_on_is_not(log: Path, spoil: object) -> None:
    spoil(log)  # pyright: ignore[reportCallIssue]
    for _ in range(2):
        assert lines_beside(read(log)) is None
        grow(log)
    assert said(world(read(log)).columns) == said(followed(columns(Record(str(log), log.read_bytes()))).columns)
    assert packed_beside(read(log)) is not None


def test_lines_in_which_something_is_wrong_are_not_taken_from_their_seal(log: Path) -> None:
    rewrite(log, log.read_bytes() + text(line("no_kind", "1980", id="no")))
    assert lines_beside(read(log)) is None
    assert said(world(read(log)).columns) == said(columns(Record(str(log), log.read_bytes())))


def test_a_record_that_is_older_than_the_seal_is_not_packed_as_if_it_were_all(log: Path) -> None:
    before = read(log)
    grow(log)
    assert world(before).happened.line.tolist() == [1, 2, 3]
    assert packed_beside(read(log)) is None
    assert world(read(log)).happened.line.tolist() == [1, 2, 4, 3]


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
    assert told.returncode == 1
    assert "Canada and the United States: not answered, for line 4: mission closed by the United States" in told.stderr


def test_a_packed_world_has_no_ids_by_which_it_names_events(tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_bytes(text(BEGUN, line("relations_severed", "1970", "CAN", id="broken")))
    packed = detente("pack", str(tmp_path / "log.jsonl"), "-o", str(tmp_path / "world.parquet"))
    assert packed.returncode == 0
    for log, named in (("log.jsonl", "broken"), ("world.parquet", None)):
        (state,) = json.loads(detente("at", "1970-06", "--json", "--log", log, cwd=tmp_path).stdout)
        assert [event["id"] for event in (*state["to_blame"], *state["undecided"])] == [named, named]
        detente("graph", "1970-06", "-o", "graph.json", "--log", log, cwd=tmp_path)
        (edge,) = json.loads((tmp_path / "graph.json").read_text())["edges"]
        assert (edge["possible"], edge.get("to_blame")) == ("severed established", named)


ABOUT_EVERY_PAIR = (
    ("matrix", "2000"),
    ("matrix", "1959-06", "CAN", "IRN", "USA", "--json"),
    ("matrix", "2000", "--known", "2020-06", "--format", "csv"),
    ("timeline", "--country", "Canada", "--to", "2010", "-o", "-"),
    ("timeline", "--country", "Canada", "--to", "2010", "--known", "2020-06", "-o", "-"),
    ("timeline", "--severed", "--to", "2010", "-o", "-"),
    ("export", "cow-dipex"),
    ("at", "1959-06", "--known", "2020-06", "--json", "--status", "established"),
)


def test_pictures_and_data_of_every_pair_are_made_out_of_a_packed_world(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def about(other: str, kind: str, on: str | None, by: str | None = None, **more: object) -> dict[str, object]:
        fields = {"parties": ["CAN", other], "id": f"{other}-{kind}"} | more
        return line(kind, on, by, **fields)

    earlier = {"recorded": "2020-01-01T00:00:00Z"}
    whole = [
        BEGUN | earlier,
        OPENED | earlier,
        about("IRN", "relations_severed", "1980-06", "CAN"),
        about("IRN", "relations_restored", "1990"),
        about("USA", "relations_established", "1960"),
        about("USA", "mission_opened", "1961", "USA", level="embassy", head="ambassador"),
        about("USA", "surveyed", None, families=["relations", "missions"], **{"from": "1930", "to": "2005"}),
        about("FRA", "sanctions_imposed", "1999", "FRA", confidence="reported"),
    ]
    monkeypatch.chdir(tmp_path)

    def told(log: str, *words: str) -> tuple[int, str, str]:
        code, out = main([*words, "--log", log]), capfd.readouterr()
        # A packed world has no ids.
        return code, out.out.replace(" (FRA-sanctions_imposed)", "").replace('"id": "opened"', '"id": null'), out.err

    for refused in ([], [about("CUB", "mission_closed", "1970", "CAN")]):
        Path("log").write_bytes(text(*whole, *refused))
        assert main(["pack", "log", "-o", "world.parquet"]) == len(refused)
        capfd.readouterr()
        for words in ABOUT_EVERY_PAIR:
            if refused and "--known" in words:
                continue  # of a pair that was left out it does not say what was known of it
            of_log, of_packed = told("log", *words), told("world.parquet", *words)
            assert of_packed[:2] == of_log[:2], words
            assert of_log[1], words
            assert ("Canada and Cuba: not answered, for line 9" in of_packed[2]) == bool(refused)


def test_a_file_that_is_no_packed_world_is_refused(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    with pytest.raises(NotPacked, match="is no packed world"):
        Packed(tmp_path / "other.parquet")
    told = detente("at", "2000", "--log", str(tmp_path / "other.parquet"))
    assert (told.returncode, "is no packed world" in told.stderr) == (2, True)


def test_a_packed_world_says_in_which_lines_a_pair_was_against_the_rules(tmp_path: Path) -> None:
    log, packed = tmp_path / "log.jsonl", str(tmp_path / "w.parquet")
    early, late = "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"
    usa = line("noted", "1950", id="u", parties=["CAN", "USA"], recorded=early)
    log.write_bytes(text(usa, BEGUN | {"recorded": late}, OPENED | {"recorded": early}))
    assert detente("pack", str(log), "-o", packed).returncode == 0
    answer = detente("at", "1990", "--log", packed, "--known", "2020")
    assert answer.returncode == 1
    assert "Canada and Iran: not answered, for line 3: the rules refuse an event as it was known then" in answer.stderr
    assert detente("at", "1990", "--log", packed).returncode == 0
