"""The hooks of Git that the documents give: they seal a log anew that Git has put there, and nothing else."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from making import BEGUN, detente, line, outside, text

from detente.log.appending import Log
from detente.log.catching_up import NotAsSealed
from detente.log.guarding import Guard

DOCUMENT = Path(__file__).parents[1] / "docs" / "log.md"
OURS = line("mission_opened", "1959", "CAN", id="ours")
THEIRS = line("mission_opened", "1956", "IRN", id="theirs")

Git = Callable[..., str]


def script(beginning: str) -> str:
    """Give the block of shell in the document that begins so."""
    blocks = re.findall(r"```sh\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), flags=re.DOTALL)
    (found,) = (block for block in blocks if block.startswith(beginning))
    return found


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Give Git in a repository with a log, the hooks and the merge driver of the document, and branches that added."""
    environment = outside("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "DETENTE_LOG") | {
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "init.defaultBranch=main")

    def run(*command: str) -> str:
        answer = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert answer.returncode == 0, answer.stdout + answer.stderr
        return answer.stdout + answer.stderr

    def git(*arguments: str) -> str:
        return run("git", *who, *arguments)

    git("init")
    (tmp_path / "reseal").write_text(script("#!/bin/sh\n"), encoding="utf-8")
    run("sh", "-ec", script("chmod +x reseal"))
    run("sh", "-ec", script("git config merge"))
    (tmp_path / ".gitignore").write_text("*.jsonl.*\nreseal\n", encoding="utf-8")
    add(tmp_path, BEGUN)
    git("add", ".")
    git("commit", "-m", "begin")
    git("branch", "theirs")
    add(tmp_path, OURS)
    git("commit", "-am", "ours")
    git("checkout", "theirs")
    add(tmp_path, THEIRS)
    git("commit", "-am", "theirs")
    return git


def add(folder: Path, event: dict[str, object]) -> None:
    """Add an event to the log of a folder, which refuses it where the log is not what was sealed."""
    with Log(folder / "events.jsonl") as log:
        log.append([event])


def is_sealed(folder: Path) -> bool:
    """Whether the log is just what its seal says."""
    held = Guard(folder / "events.jsonl").hold((folder / "events.jsonl").read_bytes())
    return held.broken == () and held.unsealed == 0


def test_a_log_is_sealed_anew_after_a_checkout(tmp_path: Path, git: Git) -> None:
    assert is_sealed(tmp_path)
    for branch in ("main", "theirs", "main"):
        git("checkout", branch)
        assert is_sealed(tmp_path)
    assert (tmp_path / "events.jsonl").read_bytes().count(b"\n") == 2
    add(tmp_path, line(id="note"))


def test_a_log_is_sealed_anew_after_a_merge_and_a_rebase(tmp_path: Path, git: Git) -> None:
    git("checkout", "main")
    git("merge", "theirs", "-m", "join")
    assert is_sealed(tmp_path)
    assert (tmp_path / "events.jsonl").read_bytes().count(b"\n") == 3
    git("checkout", "theirs")
    git("rebase", "main~1")
    assert is_sealed(tmp_path)
    assert (tmp_path / "events.jsonl").read_bytes().count(b"\n") == 3
    git("merge", "main")
    assert is_sealed(tmp_path)


def test_what_somebody_changed_and_did_not_commit_is_not_sealed_over(tmp_path: Path, git: Git) -> None:
    log = tmp_path / "events.jsonl"
    log.write_bytes(log.read_bytes().replace(b"Something", b"Anything"))
    git("checkout", "-b", "other")
    assert not is_sealed(tmp_path)
    with pytest.raises(NotAsSealed):
        add(tmp_path, line(id="note"))


def test_what_was_added_and_not_committed_stays_sealed(tmp_path: Path, git: Git) -> None:
    add(tmp_path, line(id="note"))
    git("checkout", "-b", "other")
    assert is_sealed(tmp_path)
    assert (tmp_path / "events.jsonl").read_bytes().count(b"\n") == 3


def test_a_merge_that_loses_lines_is_not_sealed(tmp_path: Path, git: Git) -> None:
    log = tmp_path / "events.jsonl"
    git("checkout", "-b", "loses")
    log.write_bytes(text(BEGUN))
    git("commit", "-am", "lose a line")
    git("checkout", "theirs")
    shown = git("merge", "loses")
    assert "this line is no longer in" in shown
    assert log.read_bytes() == text(BEGUN)
    assert not is_sealed(tmp_path)


def test_a_branch_without_a_log_is_no_error(tmp_path: Path, git: Git) -> None:
    git("checkout", "--orphan", "empty")
    git("rm", "-rf", ".")
    git("commit", "--allow-empty", "-m", "nothing")
    git("checkout", "main")
    assert is_sealed(tmp_path)


def test_what_the_hooks_do_not_see_is_sealed_by_hand(tmp_path: Path, git: Git) -> None:
    git("reset", "--hard", "main")
    assert not is_sealed(tmp_path)
    assert detente("check", "events.jsonl", "--reseal", cwd=tmp_path).returncode == 0
    assert is_sealed(tmp_path)
