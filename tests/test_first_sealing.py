"""A log that was never sealed, as in a clone: nothing is sealed in it that check would fault."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from making import BEGUN, OPENED, detente, line, notes, record, text

from detente.log.appending import Log
from detente.log.guarding import Guard
from detente.log.incoming import NotAdded
from detente.log.mending import seal
from detente.log.record import read
from detente.log.seal import SealFile

NORWAY = ["NOR", "PER"]
ELSEWHERE = line("relations_established", "1950", id="elsewhere", parties=NORWAY)
ILLEGAL = line("mission_closed", "1960", "NOR", id="illegal", parties=NORWAY)
WITHDRAWN = line("retracted", None, id="r", sources=None, retracts="illegal", parties=NORWAY)
FUTURE = "2999-01-01T00:00:00Z"

WRONG = {
    "an id of the same pair": [BEGUN, OPENED | {"id": "begun"}],
    "an id of another pair": [BEGUN, ELSEWHERE | {"id": "begun"}],
    "the same line twice": [BEGUN, BEGUN],
    "a retraction of nothing": [BEGUN, WITHDRAWN],
    "a retraction of another pair's": [BEGUN, ELSEWHERE, WITHDRAWN | {"retracts": "begun"}],
    "a retraction twice": [ELSEWHERE, ILLEGAL, WITHDRAWN, WITHDRAWN | {"id": "s"}],
    "a replacement of nothing": [BEGUN, ELSEWHERE | {"retracts": "nothing"}],
    "an illegal event": [BEGUN, ELSEWHERE, ILLEGAL],
    "an illegal replacement": [ELSEWHERE, ILLEGAL | {"retracts": "elsewhere"}],
    "an illegal event that its retraction leaves": [ELSEWHERE, ELSEWHERE | {"id": "again"}, WITHDRAWN, ILLEGAL],
    "times to come": [BEGUN, ELSEWHERE | {"recorded": FUTURE}],
    "a note from times to come": [BEGUN, line("noted", id="n", parties=NORWAY, recorded=FUTURE)],
    "a survey from times to come": [
        line("surveyed", None, id="s", families=["talks"], recorded=FUTURE, parties=NORWAY) | {"from": "1950"}
    ],
}  # fmt: skip


@pytest.fixture
def log(tmp_path: Path) -> Iterable[Log]:
    """Give a log that is not there yet."""
    with Log(tmp_path / "events.jsonl") as opened:
        yield opened


@pytest.mark.parametrize("lines", WRONG.values(), ids=WRONG)
def test_what_check_faults_is_not_sealed_by_adding_to_another_pair(log: Log, lines: list[dict[str, object]]) -> None:
    log.path.write_bytes(text(*lines))
    found = detente("check", str(log.path))
    assert found.returncode == 1
    with pytest.raises(NotAdded, match=r"Mend this line first, for adding seals it: .*events\.jsonl:\d") as refused:
        log.append([line("noted", parties=["DEU", "FRA"], id="new")])
    assert [reason.split(": ", 1)[1].split("\n")[0] for reason in refused.value.reasons] == [
        told for told in found.stdout.splitlines() if told.startswith(str(log.path)) and "advice" not in told
    ]
    assert log.path.read_bytes() == text(*lines)
    assert not SealFile(log.path).path.exists()


def test_the_illegal_event_of_another_pair_can_be_withdrawn_and_then_all_is_sealed(log: Log) -> None:
    log.path.write_bytes(text(BEGUN, ILLEGAL))
    assert detente("retract", "illegal", "--reason", "It was open.", "--log", str(log.path)).returncode == 0
    assert read(log.path).findings == ()
    assert Guard(log.path).hold(log.path.read_bytes()).unsealed == 0
    assert log.append(notes(1)) == ["note-0"]


def test_illegal_events_are_withdrawn_one_by_one_and_none_is_sealed_before_the_last(log: Log) -> None:
    wrong = [ILLEGAL, line("relations_restored", "1961", id="other", parties=["DEU", "FRA"])]
    log.path.write_bytes(text(BEGUN, *wrong))
    log.append([WITHDRAWN])
    assert not SealFile(log.path).path.exists()
    with pytest.raises(NotAdded, match=r":3:.*relations restored"):
        log.append(notes(1))
    with pytest.raises(NotAdded, match="there is no event"):
        log.append([line("retracted", None, id="r2", sources=None, retracts="nothing")])
    right = line("relations_established", "1961", id="right", parties=["DEU", "FRA"], retracts="other")
    assert log.append([right]) == ["right"]
    assert read(log.path).findings == ()
    assert Guard(log.path).hold(log.path.read_bytes()).unsealed == 0


def test_a_batch_that_mends_the_log_may_add_more(log: Log) -> None:
    log.path.write_bytes(text(BEGUN, ILLEGAL))
    assert log.append([OPENED, WITHDRAWN]) == ["opened", "r"]
    assert Guard(log.path).hold(log.path.read_bytes()).unsealed == 0


def test_an_illegal_event_that_was_typed_in_can_be_withdrawn_too(log: Log) -> None:
    log.append([BEGUN])
    log.path.write_bytes(text(BEGUN, ILLEGAL))
    with pytest.raises(NotAdded, match=r"Mend this line first, for adding seals it: .*:2:"):
        log.append([OPENED])
    assert log.append([WITHDRAWN]) == ["r"]
    assert log.append([OPENED]) == ["opened"]
    assert read(log.path).findings == ()
    assert Guard(log.path).hold(log.path.read_bytes()).unsealed == 0


def test_what_was_sealed_on_purpose_is_added_to(log: Log) -> None:
    log.path.write_bytes(text(BEGUN, ILLEGAL))
    seal(log)
    assert log.append([OPENED]) == ["opened"]


def test_what_is_withdrawn_and_replaced_rightly_is_sealed(log: Log) -> None:
    better = ELSEWHERE | {"id": "better", "retracts": "elsewhere"}
    log.path.write_bytes(b"\xef\xbb\xbf" + text(ELSEWHERE, ILLEGAL, better, WITHDRAWN).replace(b"\n", b"\r\n"))
    assert log.append([BEGUN]) == ["begun"]
    assert Guard(log.path).hold(log.path.read_bytes()).unsealed == 0


@pytest.mark.parametrize("known", [(), ("--known", "2026")])
def test_nobody_answers_over_what_was_recorded_in_times_to_come(tmp_path: Path, known: tuple[str, ...]) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(text(BEGUN, ELSEWHERE, OPENED | {"recorded": FUTURE}))
    answer = detente("at", "1970", "Canada", "Iran", "--log", str(path), *known)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert f"{path}:3:" in answer.stderr
    assert "yet to come" in answer.stderr
    assert detente("at", "1970", "Norway", "Peru", "--log", str(path)).returncode == 0


KINDS = [("relations_established", None), ("relations_severed", "CAN"), ("sanctions_imposed", "CAN"),
         ("sanctions_lifted", "CAN"), ("noted", None), ("retracted", None)]  # fmt: skip


@st.composite
def logs(draw: st.DrawFn) -> list[dict[str, object]]:
    """Draw lines of two pairs, some of them wrong."""
    lines: list[dict[str, object]] = []
    for number in range(draw(st.integers(0, 7))):
        kind, by = draw(st.sampled_from(KINDS))
        name = str(draw(st.sampled_from([number, number, number, number, 0])))
        made = line(
            kind, f"2000-01-{draw(st.integers(1, 3)):02}", by, id=name, seq=draw(st.sampled_from([None, -1, 1]))
        )
        made["parties"] = draw(st.sampled_from([["CAN", "IRN"], ["CAN", "IRN"], ["CAN", "USA"]]))
        if kind == "retracted":
            made = {field: made[field] for field in ("id", "kind", "parties", "recorded", "summary")}
        if kind == "retracted" or draw(st.integers(0, 4)) == 0:
            made["retracts"] = str(draw(st.integers(0, 6)))
        lines.append(made)
    return lines


@given(logs())
@example([BEGUN, OPENED, WITHDRAWN])
def test_one_reading_finds_a_log_faultless_just_where_check_does(lines: list[dict[str, object]]) -> None:
    found = record(*lines).findings
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log"
        path.write_bytes(text(*lines))
        with Log(path) as log:
            try:
                log.append([line("noted", parties=["DEU", "FRA"], id="new")])
            except NotAdded:
                assert found
            else:
                assert not found
