"""Adding to a log: judged, all or nothing, durable, sealed, whatever goes wrong."""

import ctypes
import datetime as dt
import errno
import gzip
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import BEGUN, OPENED, detente, event, line, notes, on_a_terminal, record, text

from detente.history.history import History, SpoiledRecord
from detente.log.admission import Judge
from detente.log.appending import Log
from detente.log.catching_up import NotAsSealed, TornTail
from detente.log.guarding import Guard, digest
from detente.log.incoming import NotAdded
from detente.log.locking import Locked
from detente.log.mending import NotSealed, repair, seal
from detente.log.reading import torn
from detente.log.record import Record, read
from detente.log.seal import SealFile
from detente.log.source import BOM
from detente.log.writing import NotWritten
from detente.model.naming import line_in_words
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed


@pytest.fixture
def log(tmp_path: Path) -> Iterable[Log]:
    """Give a log that is not there yet."""
    with Log(tmp_path / "events.jsonl") as opened:
        yield opened


def files(log: Log) -> dict[str, bytes]:
    """Give every file beside a log, but the lock."""
    return {path.name: path.read_bytes() for path in log.path.parent.iterdir() if path.suffix != ".lock"}


def test_what_is_added_can_be_read_and_is_sealed(log: Log) -> None:
    assert log.append([BEGUN, OPENED]) == ["begun", "opened"]
    assert [entry.line.id for entry in read(log.path).entries] == ["begun", "opened"]
    data = log.path.read_bytes()
    kept = SealFile(log.path).read()
    assert kept is not None
    assert (kept[0].lines, kept[0].size, kept[0].digest) == (2, len(data), digest(data))


def test_events_can_be_given_as_models_data_or_text(log: Log) -> None:
    given = [event("relations_established", "1955", id="a"), line("noted", id="b"), json.dumps(line(id="c", note="x"))]
    assert log.append(given) == ["a", "b", "c"]
    assert read(log.path).entries[0].line == given[0]
    assert log.path.read_bytes().startswith(text(line("relations_established", "1955", id="a")))


def test_id_and_recorded_are_filled_in_and_sort_by_time(log: Log) -> None:
    bare = {name: value for name, value in line("noted").items() if name not in ("id", "recorded")}
    ids = [log.append([bare], again=True)[0] for _ in range(5)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 5
    now = dt.datetime.now(dt.UTC)
    assert all(now - entry.line.recorded < dt.timedelta(minutes=1) for entry in read(log.path).entries)


def test_a_clock_that_goes_back_does_not_put_a_line_before_the_last(tmp_path: Path) -> None:
    times = iter([dt.datetime(2026, 1, 2, tzinfo=dt.UTC), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)])
    bare = {name: value for name, value in line("noted").items() if name not in ("id", "recorded")}
    with Log(tmp_path / "log.jsonl", clock=lambda: next(times)) as log:
        log.append([bare])
        log.append([bare], again=True)
    assert [f"{entry.line.recorded:%Y-%m-%d}" for entry in read(tmp_path / "log.jsonl").entries] == ["2026-01-02"] * 2


def test_a_batch_is_all_or_nothing_and_every_refusal_is_told(log: Log) -> None:
    log.append([BEGUN])
    before = log.path.read_bytes()
    with pytest.raises(NotAdded) as refused:
        log.append(
            [
                OPENED,
                line("mission_opened", "1960", "CAN", id="twice"),
                line("noted", id="fine"),
                line("noted", id="wrong", on="1960-13"),
                line("noted", "1950", id="begun"),
            ]
        )
    assert [reason.split(":")[0] for reason in refused.value.reasons] == ["line 2", "line 4, column 67", "line 5"]
    assert log.path.read_bytes() == before
    assert log.append([OPENED]) == ["opened"]


def test_a_batch_is_judged_in_its_own_order(log: Log) -> None:
    with pytest.raises(NotAdded, match="line 1: mission opened by Canada"):
        log.append([OPENED, BEGUN])
    assert log.append([BEGUN, OPENED]) == ["begun", "opened"]


def test_what_is_allowed_only_together_is_added_together(log: Log) -> None:
    log.append([line("sanctions_imposed", "2010", "CAN", id="later")])
    imposed = line("sanctions_imposed", "1980", "CAN", id="imposed")
    lifted = line("sanctions_lifted", "1981", "CAN", id="lifted")
    for alone, why in ((imposed, "a later event would be refused"), (lifted, "is refused: it needs")):
        with pytest.raises(NotAdded, match=why):
            log.append([alone])
    before = log.path.read_bytes()
    with pytest.raises(NotAdded) as refused:
        log.append([imposed, line("noted"), line("sanctions_lifted", "1979", "CAN", id="too-early")])
    assert [reason.split(":")[0] for reason in refused.value.reasons] == ["line 1", "line 3"]
    assert log.path.read_bytes() == before
    with pytest.raises(NotAdded, match="line 2: it is told already, by “imposed”"):
        log.append([imposed, imposed | {"id": "again"}, lifted])
    assert log.append([imposed, line("noted", id="note"), lifted]) == ["imposed", "note", "lifted"]
    ids = [entry.line.id for entry in read(log.path).entries]
    assert (ids, read(log.path).findings) == (["later", "imposed", "note", "lifted"], ())
    assert log.append([line("sanctions_eased", "1980-06", "CAN", id="eased")]) == ["eased"]


def test_what_is_added_together_comes_in_the_order_of_its_lines(log: Log) -> None:
    log.append([line("sanctions_imposed", "2010", "CAN", id="later")])
    imposed = line("sanctions_imposed", "1980", "CAN", id="imposed")
    eased = line("sanctions_eased", "1980", "CAN", id="eased")
    with pytest.raises(NotAdded, match="line 1: sanctions eased by Canada"):
        log.append([eased, imposed, line("sanctions_lifted", "1980", "CAN", id="lifted")])
    log.append([imposed, eased, line("sanctions_lifted", "1980", "CAN", id="lifted")])
    assert read(log.path).findings == ()
    with pytest.raises(NotAdded, match="sanctions extended by Canada"):
        log.append([line("sanctions_extended", "1980", "CAN", id="after-all-of-them")])


def test_a_replacement_that_others_of_its_batch_make_room_for_is_added_with_them(log: Log) -> None:
    log.append([BEGUN, OPENED, line("relations_severed", "1970", "IRN", id="severed")])
    severed = line("relations_severed", "1958", "IRN", id="earlier", retracts="severed")
    opened = OPENED | {"id": "before-that", "on": "1957", "retracts": "opened"}
    assert log.append([severed, opened]) == ["earlier", "before-that"]
    assert read(log.path).findings == ()


def test_an_event_in_the_past_is_held_against_what_comes_after_it(log: Log) -> None:
    log.append([BEGUN, OPENED])
    with pytest.raises(NotAdded, match=r"a later event would be refused: .*\(opened\), 1959\. It needs “rel"):
        log.append([line("relations_severed", "1957", "IRN")])
    assert log.append([line("grievance_raised", "1957", "IRN", id="g")]) == ["g"]


def test_the_same_event_again_is_acknowledged_and_not_added(log: Log) -> None:
    log.append([BEGUN, OPENED])
    before = log.path.read_bytes()
    assert log.append([BEGUN, OPENED, BEGUN]) == ["begun", "opened", "begun"]
    assert log.path.read_bytes() == before
    with pytest.raises(NotAdded, match="the id “begun” is that of another event"):
        log.append([BEGUN | {"summary": "Something else."}])


def test_a_replacement_is_one_line_and_a_retraction_is_refused_where_others_rest_on_it(log: Log) -> None:
    log.append([BEGUN, OPENED])
    retraction = line("retracted", None, id="r", sources=None, retracts="begun")
    with pytest.raises(NotAdded, match="opened"):
        log.append([retraction])
    log.append([OPENED | {"id": "better", "on": "1960", "retracts": "opened"}])
    for wrong, why in (("opened", "is retracted already"), ("nothing", "there is no event"), ("better", None)):
        again = line("retracted", None, id=f"r-{wrong}", sources=None, retracts=wrong)
        if why is None:
            assert log.append([again]) == [f"r-{wrong}"]
        else:
            with pytest.raises(NotAdded, match=why):
                log.append([again])
    with pytest.raises(NotAdded, match="is itself a retraction"):
        log.append([line("retracted", None, id="r2", sources=None, retracts="r-better")])


@given(st.data())
def test_a_judge_agrees_with_a_check_of_the_whole_record(data: st.DataObject) -> None:
    kinds = [("relations_established", None), ("relations_severed", "CAN"), ("relations_restored", None),
             ("mission_opened", "CAN"), ("mission_closed", "CAN"), ("noted", None)]  # fmt: skip
    judge = Judge(Pair("CAN", "IRN"), ())
    kept: list[dict[str, object]] = []
    for number in range(data.draw(st.integers(0, 12))):
        kind, by = data.draw(st.sampled_from(kinds))
        tried = line(
            kind, f"2000-01-{data.draw(st.integers(1, 9)):02}", by, id=str(number), seq=data.draw(st.integers(-1, 1))
        )
        if kept and data.draw(st.booleans()):
            tried["retracts"] = data.draw(st.sampled_from(kept))["id"]
        legal = not record(*kept, tried).findings
        try:
            judge.add(record(*kept, tried).entries[-1].line)
        except NotAllowed:
            assert not legal
        else:
            assert legal
            kept.append(tried)


def test_what_is_given_is_one_event_a_line(log: Log) -> None:
    with pytest.raises(NotAdded, match="give one event at a time, on one line"):
        log.append([text(BEGUN, OPENED)])
    with pytest.raises(NotAdded, match="this is not UTF-8"):
        log.append([b'{"kind": "\xff"}'])
    answer = detente("add", "-", "--log", str(log.path), stdin="\ufeff" + text(BEGUN).decode() + "\r\n\n")
    assert answer.stdout == "begun\n"
    assert log.path.read_bytes() == text(BEGUN)


def test_two_logs_of_one_file_see_what_the_other_adds(log: Log) -> None:
    with Log(log.path) as other:
        log.append([BEGUN])
        other.append([OPENED])
        with pytest.raises(NotAdded):
            log.append([OPENED | {"id": "twice"}])
        log.append([line("mission_closed", "1980", "CAN", id="closed")])
        assert other.append([line("mission_opened", "1988", "CAN", id="again")]) == ["again"]
    assert read(log.path).findings == ()


def test_threads_share_a_log(log: Log) -> None:
    log.append([BEGUN])
    threads = [
        threading.Thread(target=lambda start=start: [log.append([note]) for note in notes(20, start)])
        for start in range(0, 160, 20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read(log.path).entries) == 161
    assert Guard(log.path).hold(log.path.read_bytes()).broken == ()


@pytest.mark.parametrize("lost", ["index", "seal", "both", "garbled"])
def test_what_lies_beside_the_log_is_made_again(log: Log, lost: str) -> None:
    log.append([BEGUN, OPENED])
    log.close()
    for name in ("index", "seal"):
        beside = log.path.with_name(f"{log.path.name}.{name}")
        if lost in (name, "both"):
            beside.unlink()
        elif lost == "garbled":
            beside.write_bytes(b"nonsense" * 100 if name == "index" else bytes(400))
    with pytest.raises(NotAdded):
        log.append([OPENED | {"id": "twice"}])
    assert log.append(notes(1)) == ["note-0"]
    assert Guard(log.path).hold(log.path.read_bytes()).unsealed == 0


def test_nothing_is_added_where_the_seal_cannot_be_read(log: Log) -> None:
    log.append([BEGUN])
    beside = log.path.with_name(f"{log.path.name}.seal")
    beside.write_text("nonsense", encoding="utf-8")
    log.close()
    with pytest.raises(NotAsSealed, match="--reseal"):
        log.append([OPENED])
    assert "its seal cannot be read" in detente("check", str(log.path)).stdout
    assert detente("check", str(log.path), "--reseal").returncode == 0
    assert log.append([OPENED]) == ["opened"]


def test_a_log_that_was_changed_on_purpose_is_sealed_anew(log: Log) -> None:
    log.append([BEGUN, OPENED])
    log.path.write_bytes(text(BEGUN | {"summary": "Another word."}, OPENED).removesuffix(b"\n"))
    with pytest.raises(NotAsSealed, match="as by Git"):
        log.append(notes(1))
    assert detente("check", str(log.path), "--seal").returncode == 1
    assert detente("check", str(log.path), "--reseal").returncode == 0
    assert log.append(notes(1)) == ["note-0"]
    assert len(read(log.path).entries) == 3


def test_what_is_refused_seals_nothing_and_leaves_no_new_log(log: Log) -> None:
    with pytest.raises(NotAdded):
        log.append([OPENED])
    assert not log.path.exists()
    log.append([BEGUN])
    with log.path.open("ab") as file:
        file.write(text(OPENED))
    with pytest.raises(NotAdded):
        log.append([OPENED | {"id": "twice"}])
    assert Guard(log.path).hold(log.path.read_bytes()).unsealed == 1


def test_a_line_that_is_no_event_is_mended_before_it_is_sealed(log: Log) -> None:
    log.append([BEGUN])
    with log.path.open("ab") as file:
        file.write(text(line("notd", parties=["USA", "IRN"])))
    with pytest.raises(NotAdded, match=r"events\.jsonl:2:.*“noted”"):
        log.append([OPENED])
    answer = detente("check", str(log.path), "--seal")
    assert (answer.returncode, Guard(log.path).hold(log.path.read_bytes()).unsealed) == (1, 1)
    assert "Not sealed" in answer.stderr


def test_a_record_against_the_rules_can_be_mended_by_retracting(log: Log) -> None:
    log.path.write_bytes(text(BEGUN, line("mission_closed", "1960", "IRN", id="one"), OPENED | {"id": "two"}))
    with pytest.raises(NotAdded, match=r"against the rules already.*detente retract"):
        log.append(notes(1))
    answer = detente("retract", "one", "--reason", "It was open.", "--log", str(log.path))
    assert answer.returncode == 0, answer.stderr
    assert log.append(notes(1)) == ["note-0"]
    assert read(log.path).findings == ()


def test_the_same_event_again_is_acknowledged_though_it_is_stamped_anew(tmp_path: Path) -> None:
    given = {name: value for name, value in BEGUN.items() if name != "recorded"}
    for day in (1, 2):
        with Log(tmp_path / "log", clock=lambda day=day: dt.datetime(2026, 1, day, tzinfo=dt.UTC)) as log:
            assert log.append([given]) == ["begun"]
    assert len(read(tmp_path / "log").entries) == 1


def test_an_id_in_a_line_that_is_no_event_is_not_used_again(log: Log) -> None:
    log.path.write_bytes(text(BEGUN, line("notd", id="spoiled")))
    with pytest.raises(NotAdded, match=r"Mend this line first, for adding seals it: .*:2:"):
        log.append([line("noted", id="spoiled")])


def test_nonsense_in_other_lines_does_not_get_into_what_is_filled_in(log: Log) -> None:
    quoted = line(summary='{"recorded": "2999-01-01T00:00:00Z", "recorded": "yesterday"}', parties=["NOR", "PER"])
    log.path.write_bytes(text(BEGUN, quoted))
    (line_id,) = log.append([{name: value for name, value in OPENED.items() if name != "recorded"}])
    log.close()
    assert line_id == "opened"


@pytest.mark.parametrize("lacks", [(), ("id",), ("id", "recorded")])
def test_a_name_that_stands_twice_is_refused_with_its_column(log: Log, lacks: tuple[str, ...]) -> None:
    given = json.dumps({name: value for name, value in BEGUN.items() if name not in lacks})
    twice = given.replace('"kind"', '"summary": "x", "kind"')
    place = twice.rindex('"summary"') + 1
    with pytest.raises(NotAdded, match=f"column {place}: “summary” stands twice"):
        log.append([twice])


def test_the_lock_file_is_no_derived_file(log: Log) -> None:
    log.append([BEGUN])
    Path(f"{log.path}.lock").unlink()
    with Log(log.path, wait=0.05) as other, log.locked(), pytest.raises(Locked):
        other.append([OPENED])


def test_who_reads_slowly_keeps_nobody_waiting(log: Log) -> None:
    with Log(log.path, wait=0) as other:

        def slowly() -> Iterable[dict[str, object]]:
            yield BEGUN
            other.append([BEGUN | {"id": "quick", "on": "1956"}])

        with pytest.raises(NotAdded, match="relations"):
            log.append(slowly())


def test_check_raises_no_alarm_while_somebody_adds(log: Log) -> None:
    log.append([BEGUN])
    stop = threading.Event()

    def add() -> None:
        for number in range(100_000):
            if stop.is_set():
                return
            log.append(notes(1, number))

    thread = threading.Thread(target=add)
    thread.start()
    try:
        for _ in range(5):
            answer = detente("check", str(log.path))
            assert "has changed" not in answer.stdout, answer.stdout
    finally:
        stop.set()
        thread.join()


def test_an_index_that_breaks_while_it_is_open_is_made_again(log: Log) -> None:
    log.append([BEGUN, *notes(3000)])
    log.close()
    beside = log.path.with_name(f"{log.path.name}.index")
    whole = beside.read_bytes()
    beside.write_bytes(whole[:4096] + b"nonsense" * ((len(whole) - 4096) // 8))
    with pytest.raises(NotAdded):
        log.append([BEGUN | {"id": "twice"}])
    assert log.append([OPENED]) == ["opened"]


def test_lines_that_somebody_typed_in_are_judged_and_sealed_with_the_next(log: Log) -> None:
    log.append([BEGUN])
    with log.path.open("ab") as file:
        file.write(text(OPENED))
    assert Guard(log.path).hold(log.path.read_bytes()).unsealed == 1
    assert "1 line at its end not yet sealed" in detente("check", str(log.path)).stderr
    with pytest.raises(NotAdded):
        log.append([OPENED | {"id": "twice"}])
    log.append(notes(1))
    assert Guard(log.path).hold(log.path.read_bytes()).unsealed == 0


def test_a_whole_last_line_without_its_end_is_ended(log: Log) -> None:
    log.path.write_bytes(text(BEGUN).removesuffix(b"\n"))
    log.append([OPENED])
    assert [entry.line.id for entry in read(log.path).entries] == ["begun", "opened"]
    assert Guard(log.path).hold(log.path.read_bytes()).broken == ()


def test_nothing_is_added_to_a_torn_line_until_it_is_repaired(log: Log) -> None:
    log.append([BEGUN])
    with log.path.open("ab") as file:
        file.write(text(OPENED)[:40])
    with pytest.raises(TornTail, match="check --repair"):
        log.append(notes(1))
    answer = detente("check", str(log.path), "--repair", "--seal")
    assert answer.returncode == 0
    torn = [path for path in log.path.parent.iterdir() if ".torn-" in path.name]
    assert [path.read_bytes() for path in torn] == [text(OPENED)[:40]]
    assert log.path.read_bytes() == text(BEGUN)
    assert repair(log) is None
    assert log.append([OPENED]) == ["opened"]


def test_a_log_that_lost_what_was_sealed_is_not_added_to(log: Log) -> None:
    log.append([BEGUN, OPENED])
    log.path.write_bytes(text(BEGUN))
    with pytest.raises(NotAsSealed, match="no longer what was sealed"):
        log.append(notes(1))


def test_a_lock_that_is_not_released_in_time_is_an_error(log: Log, tmp_path: Path) -> None:
    log.append([BEGUN])
    with log.locked(), pytest.raises(Locked, match=r"for 0\.05 seconds"), Log(log.path, wait=0.05) as other:
        other.append([OPENED])
    answer = subprocess.run(
        [sys.executable, "-c", HOLD, str(log.path)], capture_output=True, text=True, check=False, timeout=30
    )
    assert "is being added to by another process" in answer.stdout


HOLD = """
import subprocess, sys
from detente.log.appending import Log
log = Log(sys.argv[1])
with log.locked():
    tried = subprocess.run([sys.executable, "-m", "detente", "add", "-", "--log", sys.argv[1], "--wait", "0.1"],
                           input="{}", capture_output=True, text=True)
    assert tried.returncode == 1
    print(tried.stderr)
"""


class FailingOnce:
    """Fails as a disk does, the first time that it is called."""

    def __init__(self, real: object, number: int) -> None:
        self.real, self.number, self.calls = real, number, 0

    def __call__(self, *arguments: object) -> object:
        self.calls += 1
        if self.calls == 1:
            raise OSError(self.number, os.strerror(self.number))
        return self.real(*arguments)  # type: ignore[operator]


@pytest.mark.parametrize("failing", ["write", "fsync"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_a_disk_that_fails_leaves_the_log_as_it_was(
    log: Log, monkeypatch: pytest.MonkeyPatch, failing: str, number: int
) -> None:
    log.append([BEGUN])
    before = files(log)
    monkeypatch.setattr(os, failing, FailingOnce(getattr(os, failing), number))
    with pytest.raises(NotWritten, match=f"{os.strerror(number)}. Nothing was added. It is as it was before."):
        log.append([OPENED])
    assert files(log) == before
    monkeypatch.undo()
    assert log.append([OPENED]) == ["opened"]


def test_a_full_disk_is_an_error_and_the_log_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with Log(path) as log:
        log.append(notes(20))
    before = path.read_bytes()

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, len(before) + 100))

    batch = text(*notes(5, start=50)).decode()
    answer = added(path, batch, limited)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "could not be written: File too large. Nothing was added. It is as it was before." in answer.stderr
    assert path.read_bytes() == before
    assert detente("check", str(path)).returncode == 0


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    answer = detente("add", "-", "--log", str(tmp_path / "no" / "log.jsonl"), stdin=text(BEGUN).decode())
    assert answer.returncode == 1
    assert "No such file or directory" in answer.stderr
    assert "Traceback" not in answer.stderr


def added(path: Path, batch: str, before: Callable[[], None]) -> "subprocess.CompletedProcess[str]":
    """Add a batch to a log in a process in which something is called before it begins."""
    return subprocess.run(
        [sys.executable, "-m", "detente", "add", "-", "--log", str(path)],
        input=batch, capture_output=True, text=True, check=False, preexec_fn=before,
    )  # fmt: skip


def without_power() -> None:
    """Take from root the power to write where permissions forbid it, for a process that is about to begin."""
    if os.geteuid() == 0 and sys.platform == "linux":
        drop_from_bounding_set, dac_override = 24, 1  # PR_CAPBSET_DROP and CAP_DAC_OVERRIDE of Linux
        ctypes.CDLL(None).prctl(drop_from_bounding_set, dac_override, 0, 0, 0)


@pytest.fixture
def permissions_count(tmp_path: Path) -> None:
    """Skip where root can write whatever permissions say, and the power cannot be taken from it."""
    probe = tmp_path / "probe"
    probe.touch(0o400)
    write = [sys.executable, "-c", "import sys; open(sys.argv[1], 'ab')", str(probe)]
    if subprocess.run(write, capture_output=True, check=False, preexec_fn=without_power).returncode == 0:
        pytest.skip("root keeps its power to write what permissions forbid here, so that nothing is read-only")
    probe.unlink()


@pytest.mark.usefixtures("permissions_count")
@pytest.mark.parametrize(
    ("what", "mode", "said"),
    [
        ("log", 0o400, "{log} cannot be written: Permission denied."),
        ("log.lock", 0o400, "{log} cannot be locked: Permission denied ({log}.lock)."),
        ("", 0o500, "{log} cannot be locked: Permission denied ({log}.lock)."),
    ],
)
def test_what_may_not_be_written_is_an_error(log: Log, what: str, mode: int, said: str) -> None:
    log.append([BEGUN])
    log.close()
    folder = log.path.parent
    place = log.path.with_name(what.replace("log", log.path.name)) if what else folder
    if place == folder:
        log.path.with_name(f"{log.path.name}.lock").unlink()
    before = {path: path.read_bytes() for path in folder.iterdir()}
    place.chmod(mode)
    answer = added(log.path, text(OPENED).decode(), without_power)
    place.chmod(0o700)
    expected = f"detente: {said.format(log=log.path)} Nothing was added."
    assert (answer.returncode, answer.stdout, " ".join(answer.stderr.split())) == (1, "", expected)
    assert {path: path.read_bytes() for path in folder.iterdir() if path.suffix != ".lock"} == {
        path: data for path, data in before.items() if path.suffix != ".lock"
    }


def test_a_folder_in_place_of_the_log_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.mkdir()
    answer = detente("add", "-", "--log", str(path), stdin=text(BEGUN).decode())
    assert answer.returncode == 1
    assert "Is a directory" in answer.stderr


def test_the_command_line_adds_retracts_and_shows_it(tmp_path: Path) -> None:
    log = ("--log", str(tmp_path / "log.jsonl"))
    source = ("--source", "A title|A publisher|1955-01|https://example.org/a")
    begun = detente("add", "Canada", "Iran", "--kind", "relations established", "--on", "1955",
                    "--summary", "They begin.", "--id", "begun", *source, *log)  # fmt: skip
    assert (begun.returncode, begun.stdout) == (0, "begun\n")
    opened = detente("add", "Iran", "Canada", "--kind", "mission_opened", "--by", "Canada", "--on", "1959", "--level",
                     "embassy", "--summary", "It opens.", *source, "--json", *log)  # fmt: skip
    (opened_id,) = json.loads(opened.stdout)
    assert detente("retract", "begun", "--reason", "No.", *log).returncode == 1
    wrong = detente("retract", opened_id[:-1] + "-", "--reason", "No.", *log)
    assert (wrong.returncode, opened_id in wrong.stderr) == (1, True)
    retracted = detente("retract", opened_id, "--reason", "It opened in 1960.", *log)
    assert retracted.returncode == 0
    shown = detente("history", "Canada", "Iran", "--all", *log).stdout
    assert "[retracted: It opened in 1960.]" in " ".join(shown.split())
    assert "1960" not in detente("history", "Canada", "Iran", *log).stdout
    withdrawn = json.loads(detente("history", "Canada", "Iran", "--all", "--json", *log).stdout)["withdrawn"]
    assert [(one["event"]["id"], one["reason"]) for one in withdrawn] == [(opened_id, "It opened in 1960.")]


def test_on_a_terminal_it_asks_for_what_is_missing_and_shows_what_it_leads_to(log: Log) -> None:
    log.append([BEGUN])
    log.close()
    add = ["add", "Canada", "Iran", "--log", str(log.path)]
    code, shown = on_a_terminal(
        [*add, "--on", "1960"], ["mission_opened", "CAN", "", "", "", "It opens.", "A title|A publisher", "", "n"]
    )
    assert (code, "Nothing was added." in shown) == (1, True)
    assert "mission closed" not in shown
    given = ["--kind", "protecting_power_named", "--on", "1960", "--summary", "x", "--source", "a|b"]
    code, shown = on_a_terminal([*add, *given], ["IRN", "Oman", "y"])
    assert code == 0, shown
    assert "protecting power named by Iran: established → established" in shown
    code, shown = on_a_terminal([*add, *given, "--by", "CAN", "--power", "ITA", "--yes"], [])
    assert code == 0, shown
    assert [entry.line.kind for entry in read(log.path).entries][1:] == ["protecting_power_named"] * 2
    named = read(log.path).entries[1].line.id
    assert on_a_terminal(["retract", named, "--reason", "No.", "--log", str(log.path)], ["n"])[0] == 1
    assert on_a_terminal(["retract", named, "--reason", "No.", "--log", str(log.path)], ["y"])[0] == 0


def test_words_withdraw_nothing_where_nobody_can_be_asked(log: Log) -> None:
    log.append([BEGUN])
    log.close()
    retract = ["retract", "relations established", "--reason", "No.", "--log", str(log.path)]
    before = log.path.read_bytes()
    answer = detente(*retract)
    assert (answer.returncode, "(begun). Nobody can be asked" in answer.stderr) == (2, True), answer.stderr
    code, shown = on_a_terminal(retract, ["n"])
    assert (code, log.path.read_bytes()) == (1, before)
    assert f"Withdraw {line_in_words(read(log.path).entries[0].line)}: “" in " ".join(shown.split())
    assert detente(*retract, "--yes").returncode == 0


def test_add_without_a_log_of_ones_own_is_an_error(tmp_path: Path) -> None:
    answer = detente("add", "-", cwd=tmp_path, stdin=text(BEGUN).decode())
    assert answer.returncode == 1
    assert "There is no events.jsonl in this folder" in answer.stderr


def test_a_batch_of_the_whole_record_is_the_record(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[1] / "events.jsonl"
    path = tmp_path / "log.jsonl"
    answer = detente("add", "-", "--log", str(path), stdin=shipped.read_text(encoding="utf-8"))
    assert len(answer.stdout.splitlines()) == len(shipped.read_bytes().splitlines())
    assert path.read_bytes() == shipped.read_bytes()
    assert detente("check", str(path), "--against", str(shipped)).returncode == 0


@pytest.mark.parametrize("is_sealed", [True, False])
def test_a_line_of_its_own_pair_that_is_no_event_is_mended_first(log: Log, is_sealed: bool) -> None:
    log.path.write_bytes(text(BEGUN))
    if is_sealed:
        seal(log)
    with log.path.open("ab") as file:
        file.write(text(line("relations_severed", "1970", "CANN")))
    before = files(log)
    for added in (OPENED, line("noted", parties=["NOR", "PER"], id="elsewhere")):
        with pytest.raises(NotAdded, match=r"Mend this line first, for adding seals it: .*:2:"):
            log.append([added])
    assert {name: files(log)[name] for name in before} == before


BROKEN = {
    "trailing comma": text(OPENED).replace(b"}\n", b",}\n"),
    "commented out": b"// " + text(OPENED),
    "commented out as in a shell": b"# " + text(OPENED),
    "cut in the middle": text(OPENED)[:70] + b"\n",
    "its end alone": text(OPENED)[90:],
    "Latin-1": text(line("noted", summary="Gen\u00e8ve")).decode().encode("latin-1"),
    "two on one line": text(OPENED).rstrip() + text(line("noted")),
    "no event": b'{"a": 1}\n',
    "no object": b"12\n",
}


@pytest.mark.parametrize("end", [b"\n", b""])
@pytest.mark.parametrize("is_sealed", [True, False])
@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_line_is_never_sealed(log: Log, broken: bytes, is_sealed: bool, end: bytes) -> None:
    log.path.write_bytes(text(BEGUN))
    if is_sealed:
        seal(log)
    with log.path.open("ab") as file:
        file.write(broken.removesuffix(b"\n") + end)
    before = files(log)["events.jsonl"]
    for added in (line("noted", id="new"), line("noted", parties=["NOR", "PER"], id="elsewhere")):
        with pytest.raises((NotAdded, TornTail), match=r":2:\d|breaks off"):
            log.append([added])
    assert files(log)["events.jsonl"] == before
    with pytest.raises(NotSealed, match=r":2:\d"):
        seal(log)
    log.close()
    kept = SealFile(log.path).head()
    assert kept is not None
    assert kept.seal.lines == int(is_sealed)


@pytest.mark.parametrize(
    "data",
    [
        text(BEGUN, OPENED).decode().encode("utf-16"),
        gzip.compress(text(BEGUN, OPENED), mtime=0),
        json.dumps([BEGUN, OPENED], indent=1).encode(),
        json.dumps([BEGUN, OPENED], indent=1).encode()[:-30],
        json.dumps([BEGUN, OPENED]).encode()[:-30],
        b"id,kind,parties\nbegun,relations_established,CAN IRN\nx,y",
        b"id,kind",
        b"PK\x03\x04" + bytes(range(256)),
    ],
    ids=["UTF-16", "gzip", "pretty", "pretty and cut", "an array that is cut", "CSV", "a header of CSV", "zip"],
)
def test_of_what_is_no_log_nothing_is_cut(log: Log, data: bytes) -> None:
    log.path.write_bytes(data)
    checked = detente("check", str(log.path), "--repair")
    assert (checked.returncode, log.path.read_bytes()) == (1, data)
    assert not list(log.path.parent.glob("*.torn-*"))
    assert f"{log.path}:1:" in checked.stdout
    with pytest.raises(NotAdded) as refused:
        log.append([BEGUN])
    assert "--repair" not in str(refused.value)
    assert log.path.read_bytes() == data


def test_a_line_that_a_file_system_left_as_zeros_is_torn(log: Log) -> None:
    for rest in (b"\0" * 80, text(OPENED)[:50] + b"\0" * 9):
        log.path.write_bytes(text(BEGUN) + rest)
        with pytest.raises(TornTail):
            log.append([OPENED])
        assert "is torn" in detente("check", str(log.path)).stdout
        assert detente("check", str(log.path), "--repair").returncode == 0
        assert log.path.read_bytes() == text(BEGUN)


@pytest.mark.parametrize("is_ascii", [True, False])
def test_a_line_that_is_cut_anywhere_is_torn(is_ascii: bool) -> None:
    whole = json.dumps(line(seq=-12, note='\u20ac " \U0001f600', major=True), ensure_ascii=is_ascii).encode()
    assert [cut for cut in range(1, len(whole)) if torn(whole[:cut]) != whole[:cut]] == []
    assert torn(whole) == b""


@pytest.mark.parametrize("typed", [line("noted", id="begun"), line("sanctions_lifted", by="CAN"), line("no_such_kind")])
def test_what_was_typed_in_is_judged_before_it_is_sealed(log: Log, typed: dict[str, object]) -> None:
    log.append([BEGUN])
    with log.path.open("ab") as file:
        file.write(text(typed))
    before = files(log)
    with pytest.raises(NotAdded, match=r"Mend this line first, for adding seals it: .*:2:"):
        log.append([OPENED])
    assert files(log)["events.jsonl"] == before["events.jsonl"]
    log.path.write_bytes(text(BEGUN, line("noted", id="mended")))
    log.append([OPENED])
    assert [entry.line.id for entry in read(log.path).entries] == ["begun", "mended", "opened"]


def test_a_byte_order_mark_hides_no_event(log: Log) -> None:
    log.path.write_bytes(BOM + text(BEGUN))
    assert log.append([OPENED]) == ["opened"]
    assert log.append([BEGUN]) == ["begun"]
    with pytest.raises(NotAdded, match="relations established"):
        log.append([line("relations_established", "1957", id="again")])
    assert read(log.path).findings == ()


def test_one_log_is_one_by_whatever_name_it_is_called(log: Log, tmp_path: Path) -> None:
    log.append([BEGUN])
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.jsonl"
    link.symlink_to(log.path)
    with Log(link, wait=0.05) as other:
        with log.locked(), pytest.raises(Locked):
            other.append([OPENED])
        other.append([OPENED])
    assert log.append([*notes(1)]) == ["note-0"]
    assert [path.name for path in link.parent.iterdir()] == ["link.jsonl"]
    assert detente("check", str(link)).returncode == 0


def test_a_process_that_was_forked_off_waits_for_the_lock(tmp_path: Path) -> None:
    with Log(tmp_path / "events.jsonl", wait=0.05) as log:
        log.append([BEGUN])
        with log.locked():
            child = os.fork()
            if not child:
                code = 1
                try:
                    log.append([OPENED])
                except Locked:
                    log.close()
                    code = 0
                finally:
                    os._exit(code)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        child = os.fork()
        if not child:
            code = 1
            try:
                code = int(log.append([OPENED]) != ["opened"])
                log.close()
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert log.append(notes(1)) == ["note-0"]
    assert detente("check", str(tmp_path / "events.jsonl")).returncode == 0


def test_what_is_filled_in_is_not_before_what_stands_above_in_the_batch(log: Log) -> None:
    late = dt.datetime.now(dt.UTC).replace(microsecond=1) + dt.timedelta(hours=1)
    begun = BEGUN | {"recorded": late.isoformat()}
    log.append([begun, {"kind": "retracted", "retracts": "begun", "parties": ["CAN", "IRN"], "summary": "No."}])
    assert [entry.line.recorded for entry in read(log.path).entries] == [late, late]


def test_a_correction_is_not_known_before_what_it_corrects(log: Log) -> None:
    log.append([BEGUN])
    early = line("retracted", id="r", on=None, sources=None, retracts="begun", recorded="2010-01-01T00:00:00Z")
    with pytest.raises(NotAdded, match="was recorded later than this"):
        log.append([early])
    assert "was recorded later" in record(BEGUN, early).findings[0].message


def test_nothing_has_been_recorded_in_times_to_come(log: Log) -> None:
    with pytest.raises(NotAdded, match="recorded on 2999-01-01T00:00:00Z, which by the clock here is yet to come"):
        log.append([BEGUN | {"recorded": "2999-01-01T00:00:00Z"}])
    assert not log.path.exists()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (event("noted")._replace(id="two words"), "“id” must be one word"),
        (event("noted")._replace(seq=2**40), "“seq”"),
        (None, "this is None; give an event"),
        ({"recorded": dt.date(2000, 1, 1)}, "no data that JSON can hold"),
    ],
)
def test_what_no_line_can_hold_is_refused(log: Log, given: object, why: str) -> None:
    with pytest.raises(NotAdded, match=why):
        log.append([given])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]


def test_words_like_names_of_fields_do_not_keep_those_from_being_filled_in(log: Log) -> None:
    bare = {name: value for name, value in BEGUN.items() if name not in ("id", "recorded")}
    (line_id,) = log.append([bare | {"summary": "id", "note": "recorded"}])
    assert read(log.path).entries[0].line.id == line_id


@pytest.mark.parametrize("given", ["", "\n", "nonsense\n"])
def test_of_what_comes_to_nothing_no_log_is_left(tmp_path: Path, given: str) -> None:
    answer = detente("add", "-", "--log", "new.jsonl", cwd=tmp_path, stdin=given)
    assert (answer.returncode, answer.stdout) == (1 if given.strip() else 0, "")
    assert not (tmp_path / "new.jsonl").exists()


def test_every_event_that_a_retraction_would_make_illegal_is_named(log: Log) -> None:
    closed = line("mission_closed", "1960", "CAN", id="closed")
    log.append([BEGUN, OPENED, closed])
    answer = detente("retract", "begun", "--reason", "No.", "--log", str(log.path))
    assert answer.returncode == 1
    said = " ".join(answer.stderr.split())
    assert "without “begun” 2 later events would be refused: mission opened by Canada (opened), 1959 and" in said
    assert "mission closed by Canada (closed), 1960. The first needs “relations in force”" in said


def test_add_says_what_the_status_becomes_also_where_nobody_is_asked(log: Log) -> None:
    log.append([BEGUN])
    log.close()
    add = (
        "add",
        "Canada",
        "Iran",
        "--on",
        "1970",
        "--summary",
        "x",
        "--source",
        "a|b",
        "--log",
        str(log.path),
        "--yes",
    )
    answer = detente(*add, "--kind", "relations_severed", "--by", "Iran", "--id", "severed")
    assert (answer.returncode, answer.stdout) == (0, "severed\n")
    assert answer.stderr == (
        "relations severed by Iran: established → severed\nCanada and Iran after all that is recorded: severed.\n"
    )
    refused = detente(*add, "--kind", "mission_opened", "--by", "Iran")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("detente: Nothing was added.\nmission opened by Iran, 1970, is ref")
    wrong = detente(*add[:4], "soon", *add[5:], "--kind", "noted")
    assert "“soon” is no date" in wrong.stderr
    assert "column" not in wrong.stderr


def test_a_batch_takes_no_options_of_an_event(log: Log) -> None:
    answer = detente("add", "-", "--by", "Canada", "--log", str(log.path), stdin=text(BEGUN).decode())
    assert (answer.returncode, "takes no --by" in answer.stderr, log.path.exists()) == (2, True, False)


@pytest.mark.parametrize("wait", ["nan", "-1", "inf", "soon"])
def test_a_wait_is_a_number_of_seconds(log: Log, wait: str) -> None:
    answer = detente("add", "-", "--wait", wait, "--log", str(log.path), stdin=text(BEGUN).decode())
    assert (answer.returncode, "is no number of seconds" in answer.stderr) == (2, True)


def test_on_a_terminal_wrong_answers_are_asked_again_and_the_impossible_is_refused_at_once(log: Log) -> None:
    log.append([BEGUN])
    log.close()
    add = ["add", "Canada", "Iran", "--log", str(log.path), "--kind"]
    answers = ["1960", "Norway", "Canada", "It opens.", "no publisher", "A title|A publisher", "", "y"]
    code, shown = on_a_terminal([*add, "mission_opened"], answers)
    assert (code, "Norway is not one of the two" in shown, "needs a title and a publisher" in shown) == (0, True, True)
    code, shown = on_a_terminal([*add, "sanctions_lifted", "--on", "1970", "--by", "CAN"], ["no"])
    assert (code, "is refused" in shown, "Add it?" in shown) == (1, True, False)
    code, shown = on_a_terminal([*add, "retracted"], ["begun", "no"])
    assert (code, "take effect" in shown) == (1, False)


def test_on_a_terminal_too_a_wrong_event_can_be_replaced(log: Log) -> None:
    log.path.write_bytes(text(BEGUN, line("relations_established", "1956", id="wrong")))
    add = ["add", "Canada", "Iran", "--log", str(log.path), "--kind", "noted", "--retracts", "wrong", "--yes"]
    code, shown = on_a_terminal([*add, "--on", "1956", "--summary", "x", "--source", "a|b"], [])
    assert (code, read(log.path).findings) == (0, ()), shown


def test_everything_that_is_missing_is_told_at_once(log: Log) -> None:
    answer = detente("add", "Canada", "Iran", "--kind", "sanctions_imposed", "--log", str(log.path))
    assert (answer.returncode, "Traceback" in answer.stderr) == (1, False)
    assert all(f"“{name}” is missing" in answer.stderr for name in ("by", "on", "sources", "summary"))


def test_what_was_typed_in_is_judged_together_as_check_does(log: Log) -> None:
    log.append([line("noted")])
    with log.path.open("ab") as file:
        file.write(text(line("relations_severed", "2000", "CAN", id="late"), line("relations_established", "1990")))
    assert detente("check", str(log.path)).returncode == 0
    assert log.append(notes(1)) == ["note-0"]


def test_what_git_has_merged_can_be_added_to(log: Log) -> None:
    log.append([BEGUN])
    base = log.path.read_bytes()
    opened = text(line("mission_opened", "1960", "CAN", id="mistake"))
    withdrawn = text(line("retracted", id="r", on=None, sources=None, retracts="mistake"))
    log.append([line("relations_severed", "1958", "IRN", id="severed")])
    with log.path.open("ab") as file:
        file.write(opened + withdrawn)
    assert log.path.read_bytes().startswith(base)
    assert log.append(notes(1)) == ["note-0"]
    assert read(log.path).findings == ()


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE covers SET recorded = 'x'",
        "DROP TABLE lines",
        "UPDATE lines SET offset = 7",
    ],
)
def test_an_index_that_makes_no_sense_is_made_again(log: Log, spoil: str) -> None:
    log.append([BEGUN, OPENED])
    log.close()
    with closing(sqlite3.connect(f"{log.path}.index", isolation_level=None)) as database:
        database.execute(spoil)
    add = ("add", "Canada", "Iran", "--on", "1970", "--kind", "noted", "--summary", "x", "--source", "a|b")
    answer = detente(*add, "--log", str(log.path))
    assert ("Traceback" in answer.stderr, answer.returncode) == (False, 0 if "offset" not in spoil else 1), (
        answer.stderr
    )
    assert read(log.path).findings == ()


def test_a_whole_last_line_without_its_end_is_known_by_its_id(log: Log) -> None:
    log.path.write_bytes(text(BEGUN).removesuffix(b"\n"))
    assert log.append([BEGUN]) == ["begun"]
    with pytest.raises(NotAdded, match="an id is used once"):
        log.append([BEGUN | {"on": "1956"}])
    assert len(read(log.path).entries) == 1


def test_what_was_typed_in_from_times_to_come_or_after_a_mark_is_mended_first(log: Log) -> None:
    log.append([BEGUN])
    whole = log.path.read_bytes()
    for typed in (text(line("noted", recorded="2999-01-01T00:00:00Z")), BOM + text(line("noted"))):
        log.path.write_bytes(whole + typed)
        with pytest.raises(
            NotAdded, match=r"Mend this line first, for adding seals it: .*:2:\d+: .*(to come|not JSON)"
        ):
            log.append([OPENED])


def test_the_end_of_the_last_line_that_an_editor_took_away_is_no_loss(log: Log) -> None:
    log.append([BEGUN])
    os.truncate(log.path, log.path.stat().st_size - 1)
    assert detente("check", str(log.path)).returncode == 0
    assert log.append([OPENED]) == ["opened"]
    assert log.path.read_bytes() == text(BEGUN, OPENED)
    assert detente("check", str(log.path)).returncode == 0


def test_who_inherits_the_lock_of_a_process_that_dies_does_not_keep_it(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    with Log(path, wait=2) as log:
        log.append([BEGUN])
    reading, writing = os.pipe()
    holder = os.fork()
    if not holder:
        try:
            with Log(path) as held, held.locked():
                if not os.fork():
                    os.read(reading, 1)  # which comes when all is over
                    os._exit(0)
                os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    os.waitpid(holder, 0)
    with Log(path, wait=2) as log:
        assert log.append([OPENED]) == ["opened"]
    os.write(writing, b".")
    os.close(reading)
    os.close(writing)


def test_who_was_forked_off_in_the_middle_does_not_unlock(log: Log) -> None:
    log.append([BEGUN])
    with Log(log.path, wait=0.05) as other:
        with log.locked():
            child = os.fork()
        if not child:
            os._exit(0)
        os.waitpid(child, 0)
        with log.locked():
            child = os.fork()
            if not child:
                try:
                    log.locked().__exit__(None, None, None)
                finally:
                    os._exit(0)
            os.waitpid(child, 0)
            with pytest.raises(Locked):
                other.append([OPENED])


def test_a_thread_waits_no_longer_than_it_was_to(tmp_path: Path) -> None:
    with Log(tmp_path / "events.jsonl", wait=0.05) as log:
        refused: list[Exception] = []

        def append() -> None:
            try:
                log.append([BEGUN])
            except Locked as held:
                refused.append(held)

        with log.locked():
            thread = threading.Thread(target=append)
            thread.start()
            thread.join(timeout=20)
        assert len(refused) == 1


def test_a_stamp_in_small_letters_is_one(log: Log) -> None:
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=12)).isoformat().replace("+00:00", "Z").lower()
    log.append([BEGUN | {"recorded": later}])
    log.close()
    Path(f"{log.path}.index").unlink()
    bare = {"kind": "retracted", "retracts": "begun", "parties": ["CAN", "IRN"], "summary": "No."}
    assert len(log.append([bare])) == 1


def test_what_was_surveyed_is_added_and_withdrawn(log: Log) -> None:
    survey = line("surveyed", id="looked", on=None, families=["relations"], **{"from": "1950", "to": "1990"})
    assert log.append([BEGUN, survey]) == ["begun", "looked"]
    assert log.append([OPENED]) == ["opened"]
    assert log.append([line("retracted", id="r", on=None, sources=None, retracts="looked")]) == ["r"]
    with pytest.raises(NotAdded, match="is retracted already"):
        log.append([line("retracted", id="again", on=None, sources=None, retracts="looked")])
    assert not read(log.path).findings


def test_what_was_judged_and_not_written_counts_for_nothing(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    log.append([line("noted", id="first")])

    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            log.append([BEGUN])
    with pytest.raises(NotAdded, match="it needs “relations in force”"):
        log.append([OPENED])
    assert [entry.line.id for entry in read(log.path).entries] == ["first"]


def test_a_log_is_closed_by_one_thread_while_others_add(tmp_path: Path) -> None:
    log, failed = Log(tmp_path / "events.jsonl"), list[BaseException]()

    def add(name: str) -> None:
        try:
            for number in range(30):
                log.append([line(id=f"{name}-{number}", summary=f"{name} {number}")])
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is a failure
            failed.append(error)

    threads = [threading.Thread(target=add, args=(name,)) for name in ("one", "other")]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        log.close()
    assert not failed
    log.close()
    assert len(read(log.path).entries) == 60
    assert not read(log.path).findings


TOLD = [
    line("grievance_raised", "2003-07-11", "CAN"),
    line("noted", "2011"),
    line("surveyed", None, families=["sanctions"], **{"from": "1990"}),
]


def _nameless(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if name not in ("id", "recorded")}


def test_one_event_is_told_once_unless_it_is_said_to_be_told_again(log: Log) -> None:
    feed = [_nameless(fields) for fields in TOLD]
    log.append([BEGUN])
    first = log.append(feed)
    before = files(log)
    with pytest.raises(NotAdded) as refused:
        log.append(feed)
    assert [reason.partition(":")[0] for reason in refused.value.reasons] == ["line 1", "line 2", "line 3"]
    assert f"it is told already, by “{first[0]}”" in str(refused.value)
    assert files(log) == before
    with Log(log.path) as other, pytest.raises(NotAdded, match="told already"):
        other.append([feed[1]])
    with pytest.raises(NotAdded, match="line 2: it is told already"):
        log.append(
            [_nameless(line("noted", "2012")), _nameless(line("noted", "2012", recorded="2021-01-01T00:00:00Z"))]
        )
    again = log.append(feed, again=True)
    assert not {*again} & {*first}
    assert log.append([line(id=again[1], on="2011", recorded=None)]) == [again[1]]


def test_what_differs_or_counts_no_more_is_not_told_twice(log: Log) -> None:
    (noted,) = log.append([_nameless(line())])
    for differs in (
        {"note": "x"},
        {"on": "2000-01"},
        {"seq": 1},
        {"parties": ["CAN", "PER"]},
        {"confidence": "reported"},
    ):
        log.append([_nameless(line() | differs)])
    log.append([line("retracted", None, retracts=noted, id="r", sources=None, recorded=None)])
    log.append([_nameless(line())])
    with pytest.raises(NotAdded, match="told already"):
        log.append([_nameless(line())])


def test_the_command_takes_an_event_once_and_check_advises_of_it(tmp_path: Path) -> None:
    log = ("--log", str(tmp_path / "log.jsonl"))
    feed = "".join(f"{json.dumps(_nameless(fields))}\n" for fields in TOLD)
    one = ("add", "Canada", "Iran", "--kind", "noted", "--on", "2011", "--summary", "Something happened.")
    one += ("--source", "A title|A publisher")
    assert detente("add", "-", *log, stdin=feed).returncode == 0
    for asked, fed in ((("add", "-"), feed), (one, "")):
        refused = detente(*asked, *log, stdin=fed)
        assert (refused.returncode, "--again" in refused.stderr) == (1, True)
    assert "nothing wrong" in detente("check", *log).stderr
    assert detente("check", *log).stdout == ""
    for asked, fed in ((("add", "-", "--again"), feed), ((*one, "--again"), "")):
        assert detente(*asked, *log, stdin=fed).returncode == 0
    checked = detente("check", *log)
    assert (checked.returncode, checked.stdout.count("advice: this is told already by")) == (0, 4)


@pytest.mark.parametrize(
    "moment",
    [
        *("2020", "0", "-62135596800", "1577836800000", "1577836800.5", "2020-01-01", "2020-01-01 00:00:00Z"),
        *("2020-01-01T00:00:00,5Z", "2020-01-01T00:00:60Z", "2020-01-01T00Z", "2020-01-01T00:00Z", "20200101T000000Z"),
        *("2020-01-01T00:00:00.Z", "2020-01-01T00:00:00+0100", "2020-01-01T00:00:00+01", "2020-01-01T00:00:00+24:00"),
        *(" 2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z ", "2020-01-01_00:00:00Z", "2020-W01-1T00:00:00Z"),
        *("2020-01-01T24:00:00Z", "٢٠٢٠-01-01T00:00:00Z", "2020-01-01T00:00:00−01:00", "+2020-01-01T00:00:00Z"),
        *("2020-02-30T00:00:00Z", "2020-01-01T00:00:00", "now", "", 1577836800, 1577836800.5, True, None, [], {}),
    ],
)
def test_a_moment_of_recording_is_as_rfc_3339_has_it(log: Log, moment: object) -> None:
    spoilt = BEGUN | {"recorded": moment}
    with pytest.raises(NotAdded, match="“recorded” must"):
        log.append([spoilt])
    log.path.write_bytes(text(spoilt))
    assert [finding.message.startswith("“recorded” must") for finding in Record("log", text(spoilt)).findings] == [True]
    with pytest.raises(SpoiledRecord):
        History.of(read(log.path), "Canada", "Iran", known="2000-01-01")


@pytest.mark.parametrize(
    ("moment", "read_as"),
    [
        ("2020-01-01t00:00:00z", "2020-01-01T00:00:00+00:00"),
        ("2020-01-01T00:30:00.25+01:00", "2019-12-31T23:30:00.250000+00:00"),
        ("2020-01-01T00:00:00-00:00", "2020-01-01T00:00:00+00:00"),
    ],
)
def test_a_moment_may_have_small_letters_parts_of_a_second_and_any_offset(log: Log, moment: str, read_as: str) -> None:
    log.append([BEGUN | {"recorded": moment}])
    for found in (read(log.path), Record("log", log.path.read_bytes())):
        assert [entry.line.recorded.isoformat() for entry in found.entries_of(Pair("CAN", "IRN"))] == [read_as]


def test_what_was_recorded_in_times_to_come_is_found(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(text(BEGUN, line("noted", recorded="2999-01-01T00:00:00Z")))
    checked = detente("check", str(path))
    assert checked.returncode == 1
    assert checked.stdout.startswith(f"{path}:2:")
    assert "yet to come" in checked.stdout.splitlines()[0]
