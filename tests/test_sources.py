"""What a world is read from: several logs, compressed ones and events in Parquet read as one log in lines does."""

import gzip
import json
from argparse import Namespace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import BEGUN, OPENED, detente, line, text
from worlds import logs, said

from detente.cli import main
from detente.cli.errors import SameFile
from detente.cli.inputs import written_to
from detente.log.named import NoSuchLogs, files_named
from detente.log.record import Record, Unreadable
from detente.log.several import Joined
from detente.log.source import Source
from detente.world.opening import world
from detente.world.reading import columns
from detente.world.room import NoRoom
from detente.world.sources import record_from

FORMS = ("jsonl", "jsonl.gz", "jsonl.zst", "parquet")


def kept(path: Path, lines: list[dict[str, object]], form: str) -> Path:
    """Keep lines of a log in a file of some form."""
    path = path.with_name(f"{path.name}.{form}")
    if form == "parquet":
        names = {name: None for one in lines for name in one} or dict.fromkeys(("id", "kind", "parties"))
        parquet.write_table(pa.table({name: [one.get(name) for one in lines] for name in names}), path)
    elif form == "jsonl.zst":
        with pa.output_stream(path, compression="zstd") as file:
            file.write(text(*lines))
    else:
        path.write_bytes(gzip.compress(text(*lines)) if form == "jsonl.gz" else text(*lines))
    return path


@given(logs(), st.lists(st.tuples(st.sampled_from(FORMS), st.integers(0, 9)), min_size=1, max_size=3))
@settings(max_examples=20, deadline=None)
def test_lines_in_several_files_of_any_form_say_what_they_say_in_one(
    tmp_path_factory: pytest.TempPathFactory, drawn: list, parts: list
) -> None:
    folder, files, counts, rest = tmp_path_factory.mktemp("several"), [], [], drawn
    for number, (form, count) in enumerate(parts):
        mine, rest = (rest, []) if number == len(parts) - 1 else (rest[:count], rest[count:])
        files.append(kept(folder / str(number), mine, form))
        counts.append(len(mine))
    read, alone = columns(record_from(files)), columns(Record("log", text(*drawn)))
    assert said(read) | {"left out": None} == said(alone) | {"left out": None}
    assert read.happened.line.tolist() == alone.happened.line.tolist()
    places = [(str(file), number) for file, count in zip(files, counts, strict=True) for number in range(1, count + 1)]
    assert [(out.pair, [(found.path, found.line) for found in out.findings]) for out in read.left_out] == [
        (out.pair, [places[found.line - 1] for found in out.findings]) for out in alone.left_out
    ]


PIECES = st.lists(st.sampled_from([b"", b"\xef\xbb\xbf", b"ab", b"\n", b"a\nb", b"cde\n", b"\xef\xbb\xbfx\n\ny"]))


@given(PIECES, st.integers(0, 12), st.integers(0, 12))
@example([b"a", b"", b"", b"b"], 0, 9)
def test_what_stands_in_several_files_reads_as_in_one(pieces: list[bytes], offset: int, length: int) -> None:
    bare = [piece.removeprefix(b"\xef\xbb\xbf") for piece in pieces]
    ended = [piece + b"\n" * bool(piece and not piece.endswith(b"\n")) for piece in bare[:-1]]
    whole = Source(b"".join([*ended, *bare[-1:]]))
    joined = Joined([Source(piece) for piece in pieces])
    assert joined.whole() == whole.whole()
    assert joined.read(offset, length) == whole.read(offset, length)
    assert b"".join(data for _, data in joined.chunks()) == whole.whole()
    lasts = [piece.rpartition(b"\n")[2] for piece in bare]
    assert [joined.read(*one) for one in joined.unended()] == [last for last in lasts if last]
    assert all(joined.is_end(begin + count) for begin, count in joined.unended())


ABOUT_USA = line("relations_established", "1960", id="usa", parties=["CAN", "USA"])
SEVERED = line("relations_severed", "1990", id="severed", parties=["IRN", "USA"])


def test_what_is_found_is_told_of_the_file_in_which_it_stands(tmp_path: Path) -> None:
    first = tmp_path / "1.jsonl"
    first.write_bytes(text(BEGUN) + json.dumps(ABOUT_USA).encode())
    again = kept(tmp_path / "2", [line(id="usa", parties=["CAN", "USA"]), SEVERED], "parquet")
    torn = tmp_path / "3.jsonl"
    torn.write_bytes(b"\xef\xbb\xbf" + text(OPENED) + b'{"id": "torn", "kind": "no')
    gone = line("retracted", None, id="gone", retracts=BEGUN["id"], sources=None, parties=["CAN", "FRA"])
    kept(tmp_path / "4", [gone], "jsonl.gz")
    asked = detente("at", "2012", "--json", "--log", str(tmp_path))
    assert asked.returncode == 1
    assert [row["pair"] for row in json.loads(asked.stdout)] == [["CAN", "IRN"]]
    torn_line, *left_out = asked.stderr.splitlines()
    assert torn_line == (
        f"{torn}:2:27: the last line is torn: it breaks off before its end. What stands before it is read; take the "
        "rest out."
    )
    of_france, of_usa, of_iran = left_out
    assert of_france == (
        f"Canada and France: not answered, for line 1 of {tmp_path / '4.jsonl.gz'}: there is no event “begun” of "
        "Canada and France before this one to retract."
    )
    assert of_usa.startswith(f"Canada and the United States: not answered, for row 1 of {again}: the id “usa” is that")
    assert of_iran.startswith(f"Iran and the United States: not answered, for row 2 of {again}: ")
    (finding,) = world(sorted(tmp_path.iterdir())).left_out[1].findings
    assert finding.message == f"the id “usa” is that of another event in line 2 of {first}: an id is used once."


def test_every_question_about_every_pair_is_answered_from_several_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    kept(tmp_path / "1", [BEGUN, ABOUT_USA], "jsonl.zst")
    kept(tmp_path / "2", [OPENED], "jsonl.gz")
    whole = tmp_path / "whole"
    whole.write_bytes(text(BEGUN, ABOUT_USA, OPENED))
    (tmp_path / "scenario").write_text('{"without": "usa"}\n')
    for question in (
        ["at", "1990", "--json", "--known", "2021"],
        ["at", "1990", "--json", "--suppose", "scenario"],
        ["diff", "--from", "1950", "--json"],
        ["matrix", "1990", "--format", "csv"],
        ["timeline", "--country", "Canada", "--to", "2000", "-o", "-"],
        ["panel", "--to", "1962"],
    ):
        assert main([*question, "--log", "whole"]) == 0
        from_one = capfd.readouterr()
        assert main([*question, "--log", "[12].*"]) == 0
        assert capfd.readouterr() == from_one


def test_lines_that_were_sealed_and_are_lost_are_missed_in_one_of_several(tmp_path: Path) -> None:
    sealed = kept(tmp_path / "1", [BEGUN, OPENED], "jsonl")
    assert detente("check", "--seal", str(sealed)).returncode == 0
    sealed.write_bytes(text(BEGUN))
    kept(tmp_path / "2", [ABOUT_USA], "jsonl.gz")
    asked = detente("at", "2012", "--log", str(tmp_path / "1.jsonl"), "--log", str(tmp_path / "2.jsonl.gz"))
    assert asked.returncode == 1
    assert f"{sealed} has lost lines that were sealed" in asked.stderr


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    one = kept(tmp_path / "1", [BEGUN], "jsonl.gz")
    assert files_named([one, tmp_path / "*", str(one)]) == [one]
    assert world([one, one]).pairs == [("CAN", "IRN")]


def test_a_folder_stands_for_the_logs_in_it(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl.gz", "b.jsonl.world.parquet", "notes.txt", ".jsonl", "c.parquet"):
        (tmp_path / name).touch()
    assert [file.name for file in files_named(tmp_path)] == [".jsonl", "a.jsonl.gz", "b.jsonl", "c.parquet"]


def damaged(tmp_path: Path, form: str) -> Path:
    """Give a file that breaks off."""
    whole = kept(tmp_path / "whole", [BEGUN, *(line(id=f"{number}") for number in range(99))], form)
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 4])
    return whole


@pytest.mark.parametrize("form", ["jsonl.gz", "jsonl.zst"])
def test_a_compressed_log_that_is_cut_short_is_refused(tmp_path: Path, form: str) -> None:
    asked = detente("at", "2012", "--log", str(damaged(tmp_path, form)))
    assert asked.returncode == 1
    assert not asked.stdout
    assert asked.stderr.startswith(f"detente: {tmp_path}/whole.{form} cannot be unpacked")


@pytest.mark.parametrize("ending", ["jsonl.gz", "jsonl.zst", "parquet"])
def test_a_file_of_which_nothing_is_left_is_no_log_without_events(tmp_path: Path, ending: str) -> None:
    nothing = tmp_path / f"whole.{ending}"
    nothing.touch()
    asked = detente("at", "2012", "--log", str(nothing))
    assert (asked.returncode, asked.stdout) == (1, "")
    assert asked.stderr.startswith(f"detente: {nothing} is empty")


def test_what_holds_no_events_is_refused(tmp_path: Path) -> None:
    log = kept(tmp_path / "log", [BEGUN], "jsonl")
    assert detente("check", "--seal", str(log)).returncode == 0
    packed = tmp_path / "packed.parquet"
    assert detente("pack", str(log), "-o", str(packed)).returncode == 0
    no_events, table = tmp_path / "no.jsonl.gz", tmp_path / "table.parquet"
    no_events.write_bytes(gzip.compress(b"one,other\n1,2\n"))
    parquet.write_table(pa.table({"id": [1]}), table)
    (tmp_path / "empty").mkdir()
    for named, wrong, why in (
        (tmp_path / "nothing*", NoSuchLogs, "There is no log of which the name fits"),
        (tmp_path / "empty", NoSuchLogs, "There is no log in the folder"),
        (tmp_path / "log.jsonl*", NoSuchLogs, "also names log.jsonl.lock, which lies beside log.jsonl"),
        (tmp_path / "*.seal", NoSuchLogs, "is the seal of a log, and no log"),
        ([log, packed], NoSuchLogs, "is a packed world, which is asked alone"),
        (table, NoSuchLogs, "it has no column “kind” or “parties”"),
        (no_events, Unreadable, "it may be a table or another text"),
        ([log, damaged(tmp_path, "parquet")], Unreadable, "begins as a file of Parquet, and is damaged"),
        (tmp_path / "missing.gz", Unreadable, "There is no log at"),
    ):
        with pytest.raises(wrong, match=why.replace("*", ".")):
            world(named)


def test_columns_may_be_of_the_types_that_programs_give_them(tmp_path: Path) -> None:
    """Moments as such, and whole numbers as others, which is what becomes of them where some rows have none."""
    path = kept(tmp_path / "1", [BEGUN | {"seq": None}, OPENED | {"seq": 3}], "parquet")
    table = parquet.read_table(path)
    recorded = pa.array(table["recorded"].to_pylist()).cast(pa.timestamp("ms", "UTC"))
    table = table.set_column(table.schema.get_field_index("recorded"), "recorded", recorded)
    seq = pa.array([float("nan"), 3.0])
    table = table.set_column(table.schema.get_field_index("seq"), "seq", seq)
    parquet.write_table(table, path)
    found = world(path)
    assert not found.left_out
    assert len(found.happened.pair) == 2


def test_nothing_is_written_over_one_of_several_logs(tmp_path: Path) -> None:
    log = kept(tmp_path / "1", [BEGUN], "parquet")
    with pytest.raises(SameFile, match="is the log itself"):
        written_to(str(log), Namespace(log=[str(tmp_path / "*"), "other.jsonl"]))


def test_where_there_is_no_room_to_unpack_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = kept(tmp_path / "1", [BEGUN], "jsonl.gz")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(NoRoom, match="Make room there, or name another folder in TMPDIR"):
        world(log)


def test_a_pair_is_asked_of_one_log_in_lines(tmp_path: Path) -> None:
    log = str(kept(tmp_path / "1", [BEGUN], "parquet"))
    for named, code, why in (
        (["--log", log], 1, "from which every pair at once is answered, and no pair by itself"),
        (["--log", str(tmp_path)], 1, "This takes one log: several are read only where every pair is asked."),
        (["--log", log, "--log", log], 2, "This is asked of one log: write --log once."),
    ):
        asked = detente("at", "2012", "Canada", "Iran", *named)
        assert asked.returncode == code
        assert why in asked.stderr
