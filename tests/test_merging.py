"""Branches of a log are joined, by the command and by Git."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import detente, line, outside, text

from detente.log.appending import Log
from detente.log.locking import Locked
from detente.log.merging import Conflict, merge
from detente.log.record import read

BEGUN = line("relations_established", "1955", id="begun")
OURS = line("mission_opened", "1959", "CAN", id="ours")
THEIRS = line("mission_opened", "1956", "IRN", id="theirs")


def test_ours_stays_as_it_is_and_theirs_comes_after_it() -> None:
    base = text(BEGUN)
    assert merge(base + text(OURS), base + text(THEIRS), base) == base + text(OURS, THEIRS)
    assert merge(base + text(OURS), base, base) == base + text(OURS)
    assert merge((base + text(OURS)).removesuffix(b"\n"), base + text(THEIRS)) == base + text(OURS, THEIRS)


def test_what_both_added_is_there_once() -> None:
    base = text(BEGUN)
    assert merge(base + text(OURS), base + text(OURS, THEIRS), base) == base + text(OURS, THEIRS)


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        ([OURS], [OURS | {"on": "1960"}], "the id “ours” is that of one event in OURS and of another in THEIRS"),
        ([OURS], [OURS | {"id": "also"}], "mission opened by Canada"),
        (
            [line("relations_severed", "1970", "CAN", id="broke")],
            [line("mission_opened", "1975", "CAN", id="late")],
            "mission opened by Canada",
        ),
        (
            [line("grievance_raised", "1970-01-01", "CAN", id="complained")],
            [line("relations_normalised", "1970-01-01", id="healed")],
            "fall on one day and their order matters: give each a “seq”",
        ),
    ],
)
def test_what_cannot_be_joined_is_refused(
    ours: list[dict[str, object]], theirs: list[dict[str, object]], why: str
) -> None:
    base = text(BEGUN)
    with pytest.raises(Conflict) as conflict:
        merge(base + text(*ours), base + text(*theirs), base)
    assert why in str(conflict.value)


def test_a_seq_settles_the_order_of_one_day() -> None:
    base = text(BEGUN)
    complained = line("grievance_raised", "1970-01-01", "CAN", id="complained", seq=1)
    healed = line("relations_normalised", "1970-01-01", id="healed", seq=2)
    assert merge(base + text(complained), base + text(healed), base) == base + text(complained, healed)


def test_a_line_of_the_base_that_is_gone_is_a_conflict() -> None:
    with pytest.raises(Conflict, match="THEIRS no longer has line 2 of BASE"):
        merge(text(BEGUN, OURS), text(BEGUN), text(BEGUN, OURS))


def test_branches_are_sets_of_lines_to_which_merging_adds_what_is_new() -> None:
    alice, bob = (line("grievance_raised", "1960", by, id=name) for name, by in (("alice", "CAN"), ("bob", "IRN")))
    base, ours = text(BEGUN, alice, bob), text(BEGUN, alice, bob, OURS)
    for turned in (text(BEGUN, bob, alice, THEIRS), b"\xef\xbb\xbf" + text(THEIRS, bob, BEGUN, alice)):
        assert merge(ours, turned, base) == merge(ours, turned) == ours + text(THEIRS)
        assert merge(turned, ours, base) == turned + text(OURS)
        assert merge(ours, turned.replace(b"\n", b"\r\n"), base) == ours + text(THEIRS)
    picked = text(BEGUN, OURS, THEIRS)
    assert merge(ours, picked, text(BEGUN, OURS)) == ours + text(THEIRS)
    assert merge(ours, text(BEGUN, alice, bob, THEIRS), base[:-9]) == ours + text(THEIRS)


@pytest.mark.parametrize("turned", [False, True])
def test_what_a_branch_truly_removed_is_a_conflict(turned: bool) -> None:
    whole, less = text(BEGUN, OURS, THEIRS), text(THEIRS, BEGUN) if turned else text(BEGUN, THEIRS)
    for name, ours, theirs in (("OURS", less, whole), ("THEIRS", whole, less)):
        with pytest.raises(Conflict) as conflict:
            merge(ours, theirs, whole)
        assert [reason.partition(":")[0] for reason in conflict.value.reasons] == [
            f"{name} no longer has line 2 of BASE"
        ]


def test_an_order_that_both_tell_otherwise_is_a_conflict_where_it_matters() -> None:
    complained = line("grievance_raised", "1970-01-01", "CAN", id="complained")
    healed = line("relations_normalised", "1970-01-01", id="healed")
    one, other = text(BEGUN, complained, healed), text(BEGUN, healed, complained)
    with pytest.raises(Conflict, match="“complained” and “healed” fall on one day, stand in another order in THEIRS"):
        merge(one, other, one)
    with pytest.raises(Conflict, match="“healed” of OURS and “complained” of THEIRS fall on one day"):
        merge(text(BEGUN, healed), other.replace(b"healed", b"again"), text(BEGUN))


@pytest.mark.parametrize("spoilt", [0, 1, 2])
def test_what_is_no_log_is_not_merged(spoilt: int) -> None:
    logs = [text(BEGUN, OURS), text(BEGUN, THEIRS), text(BEGUN)]
    logs[spoilt] = logs[spoilt].decode().encode("utf-16")
    with pytest.raises(Conflict, match=("OURS", "THEIRS", "BASE")[spoilt] + ": this is no log"):
        merge(*logs)


def test_all_conflicts_are_told() -> None:
    with pytest.raises(Conflict) as conflict:
        merge(text(BEGUN, OURS), text(BEGUN | {"summary": "x"}, OURS | {"summary": "y"}))
    assert len(conflict.value.reasons) == 2


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True))
def test_a_merge_has_every_line_once(ours: list[int], theirs: list[int]) -> None:
    base = text(BEGUN)
    branches = [base + text(*(line("noted", id=f"n{number}") for number in some)) for some in (ours, theirs)]
    joined = merge(branches[0], branches[1], base)
    assert joined.startswith(branches[0])
    assert sorted(set(joined.split(b"\n"))) == sorted({*branches[0].split(b"\n"), *branches[1].split(b"\n")})
    assert len(joined.split(b"\n")) == len(set(joined.split(b"\n")))


def test_the_command_writes_nothing_where_there_is_a_conflict(tmp_path: Path) -> None:
    for name, lines in (("ours", [BEGUN, OURS]), ("theirs", [BEGUN, OURS | {"id": "also"}]), ("base", [BEGUN])):
        (tmp_path / name).write_bytes(text(*lines))
    files = [str(tmp_path / name) for name in ("ours", "theirs", "base", "out")]
    answer = detente("merge", *files[:2], "--base", files[2], "-o", files[3])
    assert answer.returncode == 1
    assert "The two cannot be merged" in answer.stderr
    assert not (tmp_path / "out").exists()


def test_a_line_of_theirs_that_is_no_event_is_a_conflict() -> None:
    with pytest.raises(Conflict, match="THEIRS:2:"):
        merge(text(BEGUN, OURS), text(BEGUN, line("ntoed"), THEIRS), text(BEGUN))


def test_merging_into_a_log_that_others_add_to_loses_nothing(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    theirs.write_bytes(text(BEGUN, *(line(id=f"theirs-{number}", summary=f"Theirs {number}.") for number in range(20))))
    added: list[str] = []
    with Log(ours) as log:
        log.append([BEGUN])
        running = subprocess.Popen([sys.executable, "-m", "detente", "merge", str(ours), str(theirs), "-o", str(ours)])
        while running.poll() is None:
            added += log.append([line(id=f"ours-{len(added)}", summary=f"Ours {len(added)}.")])
        added += log.append([line(id="ours-last")])
    ids = [entry.line.id for entry in read(ours).entries]
    assert running.returncode == 0
    assert len(ids) == len(set(ids)) == 21 + len(added)


def test_a_full_disk_leaves_our_log_as_it_was(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.write_bytes(text(BEGUN, *(line(id=f"ours-{number}", summary=f"Ours {number}.") for number in range(40))))
    theirs.write_bytes(text(BEGUN, *(line(id=f"theirs-{number}", summary=f"Theirs {number}.") for number in range(40))))
    before = ours.read_bytes()
    answer = subprocess.run(
        ["bash", "-c", f"ulimit -f 12; {sys.executable} -m detente merge ours theirs -o ours"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (answer.returncode, "It is as it was before" in answer.stderr) == (1, True), answer.stderr
    assert ours.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ours", "theirs"]


def git(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run Git in a folder, with nobody's settings."""
    environment = outside("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE") | {"GIT_CONFIG_GLOBAL": "/dev/null"}
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(
        ["git", *who, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("clashes", [False, True])
def test_git_merges_two_branches_that_both_added(tmp_path: Path, clashes: bool) -> None:
    log = tmp_path / "events.jsonl"
    git(tmp_path, "init")
    git(tmp_path, "config", "merge.detente.driver", f"{sys.executable} -m detente merge %A %B --base %O -o %A")
    (tmp_path / ".gitattributes").write_text("events.jsonl merge=detente\n", encoding="utf-8")
    log.write_bytes(text(BEGUN))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "begin")
    git(tmp_path, "checkout", "-b", "theirs")
    log.write_bytes(text(BEGUN, OURS | {"id": "also"} if clashes else THEIRS))
    git(tmp_path, "commit", "-am", "theirs")
    git(tmp_path, "checkout", "main")
    log.write_bytes(text(BEGUN, OURS))
    git(tmp_path, "commit", "-am", "ours")
    merged = git(tmp_path, "merge", "theirs", "-m", "join")
    assert (merged.returncode == 0) is not clashes, merged.stdout + merged.stderr
    assert log.read_bytes() == (text(BEGUN, OURS) if clashes else text(BEGUN, OURS, THEIRS))


def test_what_is_added_meanwhile_waits_for_the_merge(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.jsonl", tmp_path / "theirs"
    ours.write_bytes(text(BEGUN))
    os.mkfifo(theirs)
    command = [sys.executable, "-m", "detente", "merge", str(ours), str(theirs), "-o", str(ours)]
    with subprocess.Popen(command) as merging:
        with theirs.open("wb") as slowly, Log(ours, wait=0.05) as log:
            with pytest.raises(Locked):
                log.append([OURS])
            slowly.write(text(BEGUN, THEIRS))
        assert merging.wait() == 0
    assert not ours.with_name("ours.jsonl.lock").exists()
    with Log(ours) as log:
        log.append([OURS])
    assert [entry.line.id for entry in read(ours).entries] == ["begun", "theirs", "ours"]


def test_no_other_log_is_written_over(tmp_path: Path) -> None:
    ours, theirs, other = (tmp_path / name for name in ("ours", "theirs", "other"))
    ours.write_bytes(text(BEGUN, OURS))
    theirs.write_bytes(text(BEGUN, THEIRS))
    other.write_bytes(text(*[line("noted", id="precious")]))
    before = other.read_bytes()
    answer = detente("merge", str(ours), str(theirs), "-o", str(other))
    assert (answer.returncode, other.read_bytes()) == (1, before)
    assert "is a log, which is only ever added to" in answer.stderr


def test_a_branch_that_breaks_off_is_named() -> None:
    base = text(BEGUN)
    for ours, theirs, name in ((base + b'{"id', base, "OURS"), (base, base + b'{"id', "THEIRS")):
        with pytest.raises(Conflict, match=f"{name} breaks off in its last line"):
            merge(ours, theirs, base)


def test_of_a_link_the_file_that_it_names_is_written(tmp_path: Path) -> None:
    ours, theirs, link = (tmp_path / name for name in ("ours", "theirs", "link"))
    ours.write_bytes(text(BEGUN, OURS))
    theirs.write_bytes(text(BEGUN, THEIRS))
    link.symlink_to(ours)
    assert detente("merge", str(link), str(theirs), "-o", str(link)).returncode == 0
    assert link.is_symlink()
    assert len(read(ours).entries) == 3


def test_carriage_returns_make_no_conflict() -> None:
    base = text(BEGUN, OURS)
    ours, theirs = (base + text(line("noted", id=name)) for name in ("a", "b"))
    merged = merge(ours, theirs, base)
    for end in (b"\r\n", b"\r\r\n"):
        dos = [log.replace(b"\n", end) for log in (ours, theirs, base)]
        assert len(merge(*dos).split(b"\n")) == len(merge(dos[0], theirs, base).split(b"\n")) == 5
    assert len(merged.splitlines()) == 4


def test_a_log_is_merged_into_a_file(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.write_bytes(text(BEGUN, OURS))
    theirs.write_bytes(text(BEGUN, THEIRS))
    os.mkfifo(tmp_path / "pipe")
    answer = detente("merge", str(ours), str(theirs), "-o", str(tmp_path / "pipe"))
    assert (answer.returncode, "is no file that a log could be" in answer.stderr) == (2, True)


ILLEGAL = line("mission_closed", "1950", "NOR", id="illegal", parties=["NOR", "PER"])
WITHDRAWN = line("retracted", None, id="r", sources=None, retracts="illegal", parties=["NOR", "PER"])


@pytest.mark.parametrize(
    "wrong",
    [[line("ntoed")], [ILLEGAL], [OURS | {"id": "begun"}], [WITHDRAWN], [line(recorded="2999-01-01T00:00:00Z")]],
)
@pytest.mark.parametrize("is_everywhere", [True, False])
def test_what_is_wrong_in_ours_is_not_merged(
    tmp_path: Path, wrong: list[dict[str, object]], is_everywhere: bool
) -> None:
    base = text(BEGUN, *(wrong if is_everywhere else []))
    files = {"ours": text(BEGUN, *wrong, OURS), "theirs": base + text(THEIRS), "base": base}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    paths = [str(tmp_path / name) for name in files]
    answer = detente("merge", *paths[:2], "--base", paths[2], "-o", paths[0])
    assert (answer.returncode, (tmp_path / "ours").read_bytes()) == (1, files["ours"])
    assert "OURS has to be mended first: OURS:2:" in answer.stderr


def test_what_is_wrong_in_ours_may_be_withdrawn_by_theirs() -> None:
    base = text(BEGUN, ILLEGAL)
    assert merge(base + text(OURS), base + text(WITHDRAWN), base) == base + text(OURS, WITHDRAWN)


def test_nothing_is_taken_from_times_to_come(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.write_bytes(text(BEGUN))
    theirs.write_bytes(text(BEGUN, THEIRS | {"recorded": "2999-01-01T00:00:00Z"}))
    answer = detente("merge", str(ours), str(theirs), "-o", str(ours))
    assert (answer.returncode, ours.read_bytes()) == (1, text(BEGUN))
    assert "THEIRS has to be mended first: THEIRS:2:" in answer.stderr
    assert "yet to come" in answer.stderr


@pytest.mark.parametrize("named", ["theirs", "base"])
@pytest.mark.parametrize("link", [None, os.link, os.symlink])
def test_neither_theirs_nor_base_is_written_over(
    tmp_path: Path, named: str, link: Callable[[str, str], None] | None
) -> None:
    lines = {"ours": [BEGUN, OURS], "theirs": [BEGUN, THEIRS], "base": [BEGUN]}
    for name, some in lines.items():
        with Log(tmp_path / name) as log:
            log.append(some)
    paths = {name: str(tmp_path / name) for name in lines}
    output = paths[named] if link is None else str(tmp_path / "link")
    if link is not None:
        link(paths[named], output)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    answer = detente("merge", paths["ours"], paths["theirs"], "--base", paths["base"], "-o", output)
    assert answer.returncode == 1
    assert "name another file" in answer.stderr
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_joined_log_is_printed_where_that_is_asked(tmp_path: Path) -> None:
    for name, lines in (("ours", [BEGUN, OURS]), ("theirs", [BEGUN, THEIRS])):
        (tmp_path / name).write_bytes(text(*lines))
    printed = detente("merge", "ours", "theirs", "-o", "-", cwd=tmp_path)
    assert (printed.returncode, printed.stdout) == (0, text(BEGUN, OURS, THEIRS).decode())
    assert {path.name for path in tmp_path.iterdir()} == {"ours", "theirs"}
