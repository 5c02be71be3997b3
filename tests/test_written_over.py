"""What an answer is never written over, whichever command it is of, and what may be replaced."""

import bz2
import gzip
import json
import lzma
import os
from argparse import Namespace
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from making import BEGUN, OPENED, detente, line, text

from detente.cli.errors import SameFile
from detente.cli.inputs import written_to
from detente.log.appending import Log

FEATURE = """Feature: a pair
  Scenario: it begins
    Given the record
    Then the status of Canada and Iran on 1960 is established
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a log to ask."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "asked.jsonl").write_bytes(text(BEGUN, OPENED))
    (tmp_path / "a.feature").write_text(FEATURE)
    return tmp_path


WRITERS = {
    "suppose": ("suppose", "Canada", "Iran", "--without", "opened", "--log", "asked.jsonl", "--save"),
    "timeline": ("timeline", "Canada", "Iran", "--log", "asked.jsonl", "-o"),
    "timeline of a country": ("timeline", "--country", "Canada", "--log", "asked.jsonl", "-o"),
    "matrix": ("matrix", "1960", "--log", "asked.jsonl", "-o"),
    "junit": ("spec", "a.feature", "--log", "asked.jsonl", "--junit"),
    "cucumber": ("spec", "a.feature", "--log", "asked.jsonl", "--cucumber"),
    "merge": ("merge", "asked.jsonl", "asked.jsonl", "-o"),
}

WITHOUT = b'{"without": "a"}\n'
ADDED = b'{"kind": "noted", "parties": ["CAN", "IRN"], "on": "2000"}\n'


def zipped(held: dict[str, bytes]) -> bytes:
    """Return an archive of some files."""
    archive = BytesIO()
    with ZipFile(archive, "w") as opened:
        for name, data in held.items():
            opened.writestr(name, data)
    return archive.getvalue()


KEPT = {
    "log.jsonl": text(BEGUN),
    "notes.txt": text(BEGUN),
    "broken.jsonl": text(BEGUN).replace(b'"on"', b'"on'),
    "torn.jsonl": text(BEGUN)[:-40],
    "indented.jsonl": b" " + text(BEGUN).replace(b"\n{", b"\n\t{"),
    "commented.jsonl": b"// " + text(BEGUN) + text(OPENED),
    "bom.jsonl": b"\xef\xbb\xbf" + text(BEGUN),
    "utf16.jsonl": text(BEGUN).decode().encode("utf-16"),
    "log.gz": gzip.compress(text(BEGUN), mtime=0),
    "log.bz2": bz2.compress(text(BEGUN)),
    "log.xz": lzma.compress(text(BEGUN)),
    "log.zst": b"\x28\xb5\x2f\xfd and more",
    "log.zip": zipped({"a.txt": b"a text", "log.jsonl": text(BEGUN)}),
    "broken.gz": gzip.compress(text(BEGUN), mtime=0)[:10] + b"\xff" * 20,
    "cut.gz": gzip.compress(text(BEGUN) * 2000, mtime=0)[:600],
    "hypothesis.gz": gzip.compress(WITHOUT, mtime=0),
    "begun.jsonl": text(BEGUN)[:50],
    "pretty.jsonl": json.dumps([BEGUN, OPENED], indent=2).encode(),
    "scenario.jsonl": WITHOUT,
    "moved.jsonl": b'\n  {"move": "a", "on": "2000"}\n',
    "added.jsonl": ADDED,
    "titled.jsonl": b'{"scenario": {"title": "What if"}}\n',
    "b.feature": FEATURE.encode(),
    "feature.txt": b"# a remark\n@tag\n\n" + FEATURE.encode(),
    "broken.feature": b"no feature at all\n",
    "french.txt": "# language: fr\nFonctionnalité: une paire\n".encode(),
}


ASKED = Namespace(log="asked.jsonl")


@pytest.mark.parametrize("name", KEPT)
def test_what_somebody_keeps_is_not_written_over(folder: Path, name: str) -> None:
    (folder / name).write_bytes(KEPT[name])
    with pytest.raises(SameFile, match=rf"{name} is a .*name another file"):
        written_to(name, ASKED)


@pytest.mark.parametrize("writer", WRITERS)
def test_every_command_that_writes_keeps_to_it_and_replaces_other_files(folder: Path, writer: str) -> None:
    (folder / "log.jsonl").write_bytes(KEPT["log.jsonl"])
    answer = detente(*WRITERS[writer], "log.jsonl")
    assert (answer.returncode, (folder / "log.jsonl").read_bytes()) == (1, KEPT["log.jsonl"]), answer.stderr
    assert "name another file" in answer.stderr
    (folder / "out").write_bytes(b"an old text\n")
    assert detente(*WRITERS[writer], "out").returncode == 0
    assert (folder / "out").read_bytes() != b"an old text\n"
    if writer not in ("suppose", "merge"):
        assert written_to("out", ASKED) == Path("out")


def test_a_scenario_is_replaced_where_somebody_says_so(folder: Path) -> None:
    for name, held in KEPT.items():
        (folder / name).write_bytes(held)
        if name in ("scenario.jsonl", "moved.jsonl", "added.jsonl", "titled.jsonl"):
            assert written_to(name, Namespace(log="asked.jsonl", force=True)) == Path(name)
            with pytest.raises(SameFile, match="--force"):
                written_to(name, Namespace(log="asked.jsonl", force=False))
        else:
            with pytest.raises(SameFile):
                written_to(name, Namespace(log="asked.jsonl", force=True))


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_log_by_another_name_is_no_other_file(folder: Path, link: Callable[[str, str], None]) -> None:
    (folder / "log.jsonl").write_bytes(text(BEGUN))
    link("log.jsonl", "link.svg")
    with pytest.raises(SameFile):
        written_to("link.svg", ASKED)


def test_what_lies_beside_a_log_is_not_written_over_nor_made(folder: Path) -> None:
    with Log("log.jsonl") as log:
        log.append([BEGUN])
    (folder / "bare.jsonl").write_bytes(text(BEGUN))
    (folder / "moved.txt").write_bytes((folder / "log.jsonl.seal").read_bytes())
    (folder / "index.txt").write_bytes((folder / "log.jsonl.index").read_bytes())
    names = ["log.jsonl.seal", "log.jsonl.index", "log.jsonl.lock", "log.jsonl.torn-20200101T000000", "bare.jsonl.seal"]
    for name in [*names, "moved.txt", "index.txt"]:
        with pytest.raises(SameFile, match="name another file"):
            written_to(name, ASKED)
    assert written_to("package.lock", ASKED) == Path("package.lock")


def test_a_sealed_log_is_one_whatever_it_holds(folder: Path) -> None:
    with Log("log.jsonl") as log:
        log.append([BEGUN])
    (folder / "log.jsonl").write_bytes(b"spoiled")
    with pytest.raises(SameFile):
        written_to("log.jsonl", ASKED)


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b'{"a": 1}\n',
        b'{\n "scenario": 1,\n "parties": []\n}\n',
        b"[1]\n{oh\n",
        gzip.compress(b"x", mtime=0),
        b"\n# x",
    ],
)
def test_other_files_are_known_as_such(folder: Path, held: bytes) -> None:
    (folder / "out").write_bytes(held)
    assert written_to("out", ASKED) == Path("out")


def test_a_report_with_lines_of_a_log_in_it_is_a_report(folder: Path) -> None:
    (folder / "spoiled.jsonl").write_bytes(text(BEGUN, line("mission_closed", "1960", "IRN")))
    for option in ("--junit", "--cucumber"):
        assert detente("spec", "a.feature", "--log", "spoiled.jsonl", option, "report").returncode == 1
        assert "spoiled.jsonl:2" in (folder / "report").read_text()
        assert written_to("report", ASKED) == Path("report")


@pytest.mark.parametrize("writer", ["timeline", "cucumber", "junit"])
def test_a_pipe_is_written_into(writer: str) -> None:
    answer = detente(*WRITERS[writer], "/dev/stdout")
    assert answer.returncode == 0, answer.stderr
    assert {"timeline": "<svg", "cucumber": '"uri"', "junit": "<testsuite"}[writer] in answer.stdout
