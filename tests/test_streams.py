"""What becomes of an answer whose reader leaves early, or that cannot be written."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from making import line, outside, text

ROOT = Path(__file__).parents[1]
COMMANDS = [
    ["at", "2012-09-08", "Canada", "Iran"],
    ["at", "2012", "--json"],
    ["history", "Canada", "Iran", "--all", "--json"],
    ["why", "Canada", "Iran"],
    ["check", "--json"],
    ["spec", "features/severing.feature"],
    ["spec", "--new", "Canada", "Iran"],
    ["timeline", "Canada", "Iran", "-o", "-"],
    ["schema"],
    ["machine"],
    ["completion", "bash"],
    ["--help"],
    ["add", "--help"],
    ["--version"],
]


def closed_pipe() -> int:
    """Give the end to write to of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


def run(arguments: list[str], **streams: int) -> "subprocess.CompletedProcess[str]":
    """Run a command with some of its streams where they are told to go, and the others read."""
    output, errors = (streams.get(name, subprocess.PIPE) for name in ("stdout", "stderr"))
    return subprocess.run(
        [sys.executable, "-m", "detente", *arguments],
        cwd=ROOT, env=outside("DETENTE_LOG"), stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
        text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_reader_that_has_left_is_no_failure(arguments: list[str]) -> None:
    remarks = run(arguments).stderr
    writing = closed_pipe()
    answer = run(arguments, stdout=writing)
    os.close(writing)
    assert (answer.returncode, answer.stderr) == (0, remarks)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_an_answer_that_cannot_be_written_is_an_error_in_words(arguments: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        answer = run(arguments, stdout=full.fileno())
    assert answer.returncode == 1
    assert answer.stderr.endswith("detente: the answer cannot be written: No space left on device.\n")
    assert "Traceback" not in answer.stderr
    assert "Exception ignored" not in answer.stderr


def test_a_reader_that_leaves_in_the_middle_is_no_failure() -> None:
    script = f"set -o pipefail; {sys.executable} -m detente history Canada Iran --all --json | head -n 1"
    answer = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "{\n", "")


@pytest.mark.parametrize("streams", [["stdout"], ["stdout", "stderr"]])
def test_what_was_found_is_in_the_exit_code_also_where_nobody_reads_it(tmp_path: Path, streams: list[str]) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(text(*(line("sanctions_lifted", "1960", "CAN", id=f"wrong-{number}") for number in range(50))))
    for arguments in (["check", str(log)], ["at", "2000", "Canada", "Iran", "--log", str(log)], ["at"]):
        writing = closed_pipe()
        answer = run(arguments, **dict.fromkeys(streams, writing))
        os.close(writing)
        assert answer.returncode == (2 if arguments == ["at"] else 1)
        assert "Traceback" not in (answer.stderr or "")


def test_an_event_whose_acknowledgement_nobody_reads_is_added(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    options = ["--kind", "relations_established", "--on", "1955", "--summary", "x", "--source", "a|b"]
    writing = closed_pipe()
    answer = run(["add", "Canada", "Iran", *options, "--log", str(log)], stdout=writing)
    os.close(writing)
    assert answer.returncode == 0
    assert log.read_bytes().count(b"\n") == 1


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_what_is_said_on_standard_error_is_said_at_once(tmp_path: Path, unbuffered: str) -> None:
    command = [sys.executable, "-m", "detente", "spec", "--watch"]
    environment = outside("DETENTE_LOG") | {"PYTHONUNBUFFERED": unbuffered}
    shutil.copy(ROOT / "events.jsonl", tmp_path)
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("detente: There is no .feature file")
        process.kill()


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_watch_ends_when_nobody_reads_it_any_more(tmp_path: Path, unbuffered: str) -> None:
    (tmp_path / "a.feature").write_text("Feature: a\n", encoding="utf-8")
    shutil.copy(ROOT / "events.jsonl", tmp_path)
    command = [sys.executable, "-m", "detente", "spec", "--watch"]
    environment = outside("DETENTE_LOG") | {"PYTHONUNBUFFERED": unbuffered}
    writing = closed_pipe()
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=writing) as process:
        os.close(writing)
        for number in range(100):  # it is seen with the first word after a change
            (tmp_path / "a.feature").write_text(f"Feature: {number}\n", encoding="utf-8")
            try:
                assert process.wait(0.5) == 0
                break
            except subprocess.TimeoutExpired:
                continue
        else:
            process.kill()
            pytest.fail("it goes on")
