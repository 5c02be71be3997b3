"""What is taken for a log and what is not: pipes, binary files, compressed copies, ends of lines, a strange lock."""

import gzip
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Literal

import pytest
from making import BEGUN, OPENED, detente, line, notes, text

from detente.log.appending import Log
from detente.log.comparing import missing
from detente.log.guarding import digest
from detente.log.incoming import NotAdded
from detente.log.locking import lock_of
from detente.log.record import Record, read
from detente.log.writing import NotWritten

EVENT = ("Canada", "Iran", "--on", "1970", "--kind", "noted", "--summary", "x", "--source", "a|b")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the path of a log that is not there yet."""
    return tmp_path / "events.jsonl"


@pytest.mark.parametrize(
    "asked",
    [
        ("retract", "begun", "--reason", "x", "--log", "-"),
        ("add", *EVENT, "--log", "-"),
        ("add", "-", "--log", "/dev/stdin"),
        ("check", "-", "--seal"),
        ("check", "-", "--reseal"),
        ("check", "--repair", "--log", "-"),
    ],
)
def test_nothing_is_written_through_standard_input(path: Path, asked: tuple[str, ...]) -> None:
    data = text(BEGUN, OPENED)[:-20]
    path.write_bytes(data)
    with path.open("rb") as file:
        whole = [sys.executable, "-m", "detente", *asked]
        answer = subprocess.run(whole, stdin=file, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "Standard input is read and never written: name the file of the log." in answer.stderr
    assert {one.name: one.read_bytes() for one in path.parent.iterdir()} == {path.name: data}


def test_a_pipe_is_no_log_to_add_to(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(NotWritten, match=r"events\.jsonl is a pipe or a device, and no file that can be added to"):
        Log(path).append([BEGUN])
    answer = detente("add", *EVENT, "--log", str(path))
    assert (answer.returncode, "is a pipe or a device" in answer.stderr) == (1, True)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_lock_that_is_another_file_too_is_left_as_it_is(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"precious\n")
    lock_of(path).hardlink_to(other)
    with Log(path) as log:
        log.append([BEGUN])
    copy = path.with_name("theirs")
    copy.write_bytes(text(BEGUN, OPENED))
    assert detente("merge", str(path), str(copy), "-o", str(path)).returncode == 0
    assert (other.read_bytes(), lock_of(path).samefile(other)) == (b"precious\n", True)
    assert len(read(path).entries) == 2


@pytest.mark.parametrize("form", ["w", "w:gz"])
def test_an_archive_is_no_log(path: Path, tmp_path: Path, form: Literal["w", "w:gz"]) -> None:
    path.write_bytes(text(BEGUN))
    archive = tmp_path / "logs.tar"
    with tarfile.open(archive, form) as made:
        made.add(path, "events.jsonl")
    for asked in (("at", "1970", "Canada", "Iran"), ("at", "1970"), ("check",)):
        answer = detente(*asked, "--log", str(archive))
        assert (answer.returncode, "Canada and Iran" in answer.stdout) == (1, False)
        said = answer.stdout if asked[0] == "check" else answer.stderr
        packed = (
            "it is compressed with gzip; unpack it first" if form == "w:gz" and asked != ("at", "1970") else "tar -xf"
        )
        assert f"{archive}:1:1: this is no log: " in said
        assert packed in said


def test_an_older_copy_that_is_no_log_is_told_as_such(path: Path) -> None:
    path.write_bytes(text(BEGUN))
    copy = path.with_name("old.gz")
    copy.write_bytes(gzip.compress(text(BEGUN)))
    answer = detente("check", str(path), "--against", str(copy))
    assert (answer.returncode, "old.gz:1:1: this is no log: it is compressed with gzip" in answer.stderr) == (1, True)
    copy.write_bytes(b"")
    assert detente("check", str(path), "--against", str(copy)).returncode == 0


def seems(path: Path, data: bytes) -> str:
    """Return what a file is said to be."""
    path.write_bytes(data)
    return detente("check", str(path)).stdout.splitlines()[0]


def test_a_binary_file_is_not_called_a_text(path: Path) -> None:
    base = path.with_name("base")
    with closing(sqlite3.connect(base)) as database:
        database.execute("CREATE TABLE a (b)")
    for data in (base.read_bytes(), Path(sys.executable).read_bytes()[:100_000], bytes(range(256)) * 20, b"\0" * 9000):
        assert "it is no text" in seems(path, data)
    for encoding, name in (
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ):
        assert f"may be {name}" in seems(path, text(BEGUN, OPENED).decode().encode(encoding))


@pytest.mark.parametrize("end", [b"\r\n", b"\r\r\n", b"\r\r\r\n"])
def test_carriage_returns_at_the_end_of_a_line_are_passed_over_however_many(path: Path, end: bytes) -> None:
    plain = text(BEGUN, OPENED)
    data = plain.replace(b"\n", end)
    path.write_bytes(data)
    assert digest(data) == digest(plain)
    assert missing(plain, data) == missing(data, plain) == []
    assert [entry.text for entry in Record("log", data).entries] == plain.decode().splitlines()
    with Log(path) as log:
        assert log.append(notes(1)) == ["note-0"]
        assert log.append([OPENED]) == ["opened"]
    assert detente("check", str(path)).returncode == 0
    assert detente("at", "1970", "Canada", "Iran", "--log", str(path)).stderr == ""


UNSEEN = ["\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u00ad", "\u3164", "\u2060", "\ufe0f", "\U000e0041"]


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize("field", ["id", "retracts"])
def test_an_id_has_nothing_in_it_that_cannot_be_seen(path: Path, unseen: str, field: str) -> None:
    for named in (unseen, f"a{unseen}b", f"a{unseen}", f"{unseen}a"):
        with Log(path) as log, pytest.raises(NotAdded, match=f"“{field}” must be one word, without spaces and without"):
            log.append([line("noted") | {field: named}])


def test_an_id_may_be_of_any_script(path: Path) -> None:
    names = ["کانادا-ایران", "加拿大", "ø-é-ß", "ข่าว", "a_b.c:d/e", "🕊"]
    with Log(path) as log:
        assert log.append([line("noted", id=name, summary=name) for name in names]) == names
    assert [entry.line.id for entry in read(path).entries] == names
