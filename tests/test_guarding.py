"""Whether a log is still what was sealed, what a digest says, or what an older copy was."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import BEGUN, OPENED, detente, line, notes, text

from detente.log.appending import Log
from detente.log.catching_up import NotAsSealed
from detente.log.comparing import missing
from detente.log.guarding import Guard, digest
from detente.log.mending import seal
from detente.log.paths import index_of
from detente.log.seal import EVERY, Seal, SealFile, checkpoints, whole_lines
from detente.log.source import BOM


@pytest.fixture
def log(tmp_path: Path) -> Iterable[Log]:
    """Return a log that is not there yet."""
    with Log(tmp_path / "events.jsonl") as opened:
        yield opened


def test_a_seal_names_the_lines_that_were_changed(log: Log) -> None:
    log.append(notes(EVERY * 3 + 5))
    whole = log.path.read_bytes()
    lines = whole_lines(whole)
    assert Guard(log.path).hold(whole).broken == ()
    index_of(log.path).unlink()
    assert "lines 1001 to 2000" in Guard(log.path).hold(whole.replace(b'"note-1500"', b'"note-15OO"')).broken[0]
    assert "lines 2001 to 3000" in Guard(log.path).hold(b"".join(lines[:2500] + lines[2501:])).broken[0]
    assert "lines 1 to 1000" in Guard(log.path).hold(b"".join(lines[:10] + lines[:1] + lines[10:])).broken[0]
    assert "lines 3001 to 3005, of which 2 are left" in Guard(log.path).hold(b"".join(lines[:3002])).broken[0]
    assert Guard(log.path).hold(whole + lines[0]).broken == ()


def test_a_seal_that_cannot_be_read_is_a_finding(log: Log) -> None:
    log.append([BEGUN])
    SealFile(log.path).path.write_bytes(b"nonsense")
    assert "its seal cannot be read" in detente("check", str(log.path)).stdout


def test_check_names_a_change_to_what_was_sealed_and_does_not_seal_over_it(log: Log) -> None:
    log.append([BEGUN, OPENED])
    log.path.write_bytes(log.path.read_bytes().replace(b"Something happened", b"Nothing happened.."))
    answer = detente("check", str(log.path), "--seal")
    assert answer.returncode == 1
    assert "something was changed, removed or inserted in lines 1 to 2" in answer.stdout  # for nothing is indexed yet
    assert detente("check", str(log.path)).returncode == 1


def place(path: Path) -> str:
    """Give what check says of the first place at which a log is no longer what was sealed."""
    (found,) = [row for row in detente("check", str(path)).stdout.splitlines() if "what was sealed" in row]
    return found.partition(" Bring")[0]


CHANGED = "what was sealed has changed:"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda rows: [*rows[:36], rows[36].replace(b"2000-01-01", b"2000-01-02"), *rows[37:]],
            "37:1: {} this line was changed; it held “note-36”.",
        ),
        (
            lambda rows: [rows[0].replace(b"2000-01-01", b"2000-01-02"), *rows[1:]],
            "1:1: {} this line was changed; it held “note-0”.",
        ),
        (
            lambda rows: [*rows[:36], rows[36][:-2] + b" }\n", *rows[37:]],
            "37:1: {} this line was changed; it held “note-36”.",
        ),
        (lambda rows: [*rows[:36], *rows[37:]], "37:1: {} the line that stood here was removed; it held “note-36”."),
        (
            lambda rows: [*rows[:36], *rows[40:]],
            "37:1: {} 4 lines that stood here were removed; the first of them held “note-36”.",
        ),
        (lambda rows: [*rows[:36], rows[0], *rows[36:]], "37:1: {} this line was inserted."),
        (lambda rows: [*rows[:36], b"\n", *rows[36:]], "37:1: {} this line was inserted."),
        (
            lambda rows: rows[:-1],
            "1200:1: {} the log ends here, and what stood from here on was removed; its first line held “note-1199”.",
        ),
        (
            lambda rows: rows[:100],
            "101:1: {} the log ends here, and what stood from here on was removed; its first line held “note-100”.",
        ),
        (
            lambda rows: [*rows[:-1], rows[-1].replace(b"2000-01-01", b"2000-01-02")],
            "1200:1: {} this line was changed; it held “note-1199”.",
        ),
        (
            lambda rows: [*rows[:-1], rows[-1].replace(b"2000-01-01", b"2000-01-02"), rows[0]],
            "1200:1: {} this line was changed; it held “note-1199”.",
        ),
        (
            lambda rows: [
                *rows[:1100],
                *[row.replace(b"2000-01-01", b"2000-01-02") for row in rows[1100:1150]],
                *rows[1150:],
            ],
            "1101:1: {} 50 lines from here on were changed; the first of them held “note-1100”.",
        ),
    ],
)
def test_an_index_tells_the_line_that_was_changed(
    log: Log, spoil: Callable[[list[bytes]], list[bytes]], said: str
) -> None:
    log.append(notes(1200))
    log.close()
    log.path.write_bytes(b"".join(spoil(whole_lines(log.path.read_bytes()))))
    assert place(log.path) == f"{log.path}:{said.format(CHANGED)}"
    with Log(log.path) as other, pytest.raises(NotAsSealed):
        other.append([line(id="more")])
    assert place(log.path) == f"{log.path}:{said.format(CHANGED)}"  # who could not add has not spoilt the index


def test_an_index_that_does_not_lead_to_the_seal_tells_no_line(log: Log, tmp_path: Path) -> None:
    log.append(notes(5))
    log.close()
    with Log(tmp_path / "other.jsonl") as other:
        other.append(notes(5, start=50))
    index_of(log.path).write_bytes(index_of(tmp_path / "other.jsonl").read_bytes())
    log.path.write_bytes(log.path.read_bytes().replace(b"2000-01-01", b"2000-01-02"))
    assert place(log.path).endswith("something was changed, removed or inserted in lines 1 to 5.")
    index_of(log.path).write_bytes(b"nonsense")
    assert place(log.path).endswith("something was changed, removed or inserted in lines 1 to 5.")


def test_a_digest_kept_elsewhere_is_compared(log: Log) -> None:
    log.append([BEGUN])
    known = digest(log.path.read_bytes())
    assert json.loads(detente("check", str(log.path), "--json").stdout)["digest"] == known
    assert detente("check", str(log.path), "--expect", known).returncode == 0
    answer = detente("check", str(log.path), "--expect", "0" * 64)
    assert answer.returncode == 1
    assert f"the digest is {known}" in answer.stdout


def test_an_older_copy_is_held_against_the_log(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(text(BEGUN, OPENED))
    new.write_bytes(text(BEGUN, OPENED, *notes(1)))
    assert detente("check", str(new), "--against", str(old)).returncode == 0
    answer = detente("check", str(old), "--against", str(new))
    assert (answer.returncode, "new:3:1: this line is no longer in" in answer.stdout) == (1, True)
    assert [number for number, _ in missing(text(BEGUN, OPENED), text(OPENED, BEGUN))] in ([1], [2])
    five = notes(5)
    moved = [five[0], *five[2:], five[1]]
    assert [number for number, _ in missing(text(*five), text(*moved))] == [2]


@given(
    st.lists(st.binary(max_size=6).map(lambda some: some.replace(b"\n", b"") + b"\n"), max_size=8), st.integers(0, 8)
)
def test_a_seal_carried_on_is_the_seal_of_the_whole(lines: list[bytes], cut: int) -> None:
    first = checkpoints(lines[:cut], Seal())[-1]
    assert checkpoints(lines[cut:], first)[-1] == checkpoints(lines, Seal())[-1]


def test_sealing_by_hand(log: Log) -> None:
    log.path.write_bytes(text(BEGUN))
    assert Guard(log.path).hold(log.path.read_bytes()).unsealed is None
    seal(log)
    assert Guard(log.path).hold(log.path.read_bytes()).unsealed == 0
    assert Guard(log.path).hold(log.path.read_bytes()).broken == ()


SEVERED = text(line("relations_severed", "1999", "CAN", id="severed")).removesuffix(b"\n")


def test_a_last_line_without_its_end_is_in_the_digest_and_is_sealed_by_hand(log: Log) -> None:
    log.append([BEGUN])
    known = digest(log.path.read_bytes())
    with log.path.open("ab") as file:
        file.write(SEVERED)
    answer = detente("check", str(log.path), "--expect", known)
    assert (answer.returncode, "and “" not in answer.stdout, "1 line at its end not yet" in answer.stderr) == (
        1,
        True,
        True,
    )
    assert detente("check", str(log.path), "--seal").returncode == 0
    assert log.path.read_bytes() == text(BEGUN) + SEVERED + b"\n"
    assert Guard(log.path).hold(log.path.read_bytes()).unsealed == 0
    assert log.append(notes(1)) == ["note-0"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("lines", "a"),
        ("lines", []),
        ("lines", 1.5),
        ("lines", -5),
        ("digest", "x"),
        ("checkpoints", [[1]]),
        ("more", 1),
    ],
)
def test_a_seal_that_makes_no_sense_is_a_finding_and_nothing_is_added(log: Log, field: str, value: object) -> None:
    log.append([BEGUN])
    file = SealFile(log.path).path
    kept = json.loads(file.read_bytes()) | {field: value}
    file.write_text(json.dumps(kept), encoding="utf-8")
    answer = detente("check", str(log.path))
    assert (answer.returncode, "its seal cannot be read" in answer.stdout) == (1, True), answer.stderr
    with Log(log.path) as other, pytest.raises(NotAsSealed):
        other.append([OPENED])


def test_a_seal_that_was_set_in_another_way_is_no_seal_to_anybody(log: Log) -> None:
    log.append([BEGUN])
    file = SealFile(log.path).path
    file.write_text(json.dumps(json.loads(file.read_bytes()), indent=4), encoding="utf-8")
    assert "its seal cannot be read" in detente("check", str(log.path)).stdout


def test_nothing_is_sealed_anew_that_is_not_what_it_is_held_against(log: Log, tmp_path: Path) -> None:
    log.append([BEGUN, OPENED])
    old, sealed = tmp_path / "old", SealFile(log.path).path.read_bytes()
    old.write_bytes(log.path.read_bytes())
    log.path.write_bytes(text(BEGUN))
    for held in (("--against", str(old)), ("--expect", digest(old.read_bytes()))):
        answer = detente("check", str(log.path), "--reseal", *held)
        assert (answer.returncode, "Not sealed anew" in answer.stderr) == (1, True)
        assert SealFile(log.path).path.read_bytes() == sealed
    assert detente("check", str(log.path), "--reseal").returncode == 0


def test_a_byte_order_mark_is_no_change() -> None:
    assert missing(text(BEGUN, OPENED), BOM + text(BEGUN, OPENED)) == []
    assert missing(BOM + text(BEGUN, OPENED), text(BEGUN, OPENED)) == []


def test_carriage_returns_and_a_mark_are_passed_over_by_every_comparison(tmp_path: Path) -> None:
    path, plain = tmp_path / "events.jsonl", tmp_path / "plain.jsonl"
    plain.write_bytes(text(BEGUN, OPENED))
    for changed in (text(BEGUN, OPENED).replace(b"\n", b"\r\n"), BOM + text(BEGUN, OPENED)):
        path.write_bytes(text(BEGUN, OPENED))
        with Log(path) as log:
            seal(log)
            path.write_bytes(changed)
            expected = digest(plain.read_bytes())
            asked = ("check", str(path), "--expect", expected, "--against", str(plain))
            answer = detente(*asked)
            assert (answer.returncode, answer.stdout) == (0, ""), answer.stderr
            assert "only their ends differ" in answer.stderr
            assert "“*.jsonl -text” in .gitattributes" in answer.stderr
            assert "check" not in detente("at", "1960", "Canada", "Iran", "--log", str(path)).stderr
            with pytest.raises(NotAsSealed):
                log.append([line("noted")])
            seal(log)
            assert "only their ends" not in detente(*asked).stderr
            log.append([line("noted", id=f"{len(changed)}")])
            path.write_bytes(text(BEGUN, OPENED, line("noted", id=f"{len(changed)}")))
            assert "lost lines" not in detente("at", "1960", "Canada", "Iran", "--log", str(path)).stderr
            path.unlink()
            SealFile(path).path.unlink()


@pytest.mark.parametrize("changed", [b"\r", b" \r\n", b"\t\n", b"\n\n"])
def test_other_white_space_is_a_change_to_every_comparison(tmp_path: Path, changed: bytes) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_bytes(text(BEGUN, OPENED))
    new.write_bytes(text(BEGUN, OPENED).replace(b"\n", changed, 1))
    assert digest(new.read_bytes()) != digest(old.read_bytes())
