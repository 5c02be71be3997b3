"""Reading a log: what is tolerated, what is found, and where it is said to be."""

import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BEGUN, OPENED, PARTIES, detente, line, record, text

from detente.log.columns import column
from detente.log.findings import Finding
from detente.log.reading import read_line
from detente.log.record import Record, Unreadable, read
from detente.model.events import vouched

GOOD = [line("relations_established", "1955"), line("mission_opened", "1959", "CAN", note="ø, ü, ایران")]


def findings(data: bytes) -> list[tuple[int, int, str]]:
    """Return what is found in a log: line, column and message."""
    return [(found.line, found.column, found.message) for found in Record("log", data).findings]


def ids(data: bytes) -> list[str]:
    """Return the ids of the events of a log, in order."""
    return [entry.line.id for entry in Record("log", data).entries]


@pytest.mark.parametrize(
    "tolerated",
    [
        text(*GOOD),
        b"\xef\xbb\xbf" + text(*GOOD),
        text(*GOOD).replace(b"\n", b"\r\n"),
        b"\n\n" + text(*GOOD).replace(b"\n", b"\n \t\r\n\n"),
        text(*GOOD).removesuffix(b"\n"),
        text(*GOOD).replace(b'{"', b' { "').replace(b'": ', b'" :\t  '),
    ],
    ids=["plain", "byte order mark", "carriage returns", "blank lines", "no last end", "white space"],
)
def test_what_does_no_harm_is_tolerated(tolerated: bytes) -> None:
    assert findings(tolerated) == []
    assert ids(tolerated) == [str(fields["id"]) for fields in GOOD]


def test_an_empty_log_is_a_log() -> None:
    assert (findings(b""), ids(b"")) == ([], [])


@pytest.mark.parametrize("cut", [1, 2, 30, 170])
def test_a_torn_last_line_hides_nothing_before_it(cut: int) -> None:
    torn = text(*GOOD)[: -1 - cut]
    ((number, _, message),) = findings(torn)
    assert number == 2
    assert "the last line is torn" in message
    assert ids(torn) == [GOOD[0]["id"]]


def test_a_line_torn_within_a_letter_is_torn() -> None:
    whole = text(*GOOD)
    torn = whole[: whole.index("ø".encode()) + 1]
    assert ["torn" in message for _, _, message in findings(torn)] == [True]


def test_a_whole_last_line_that_is_no_event_is_not_called_torn() -> None:
    ((_, _, message),) = findings(text(*GOOD) + b'{"kind": "nothing"}')
    assert message.startswith("unknown kind “nothing”")


def test_a_faulty_last_line_that_does_not_break_off_is_not_called_torn() -> None:
    whole = json.dumps(line("relations_severed", "1960", "CAN"))
    for bad in (whole.replace(", ", " ", 1), "hello", whole + "}"):
        ((number, _, message),) = findings(text(*GOOD) + bad.encode())
        assert number == 3
        assert "this is not JSON" in message


def test_a_broken_line_in_the_middle_is_not_called_torn() -> None:
    data = text(GOOD[0]) + b'{"id": "x"\n' + text(GOOD[1])
    assert [(number, at) for number, at, _ in findings(data)] == [(2, 10)]
    assert len(ids(data)) == 2


def test_bytes_that_are_no_utf8_are_found_where_they_are() -> None:
    data = text(*GOOD, line(summary="Genève")).replace("è".encode(), b"\xe8")
    ((number, at, message),) = findings(data)
    whole = json.dumps(line(summary="Genève"), ensure_ascii=False)
    assert (number, at) == (3, whole.index("è") + 1)
    assert "this is not UTF-8: the byte 0xe8" in message
    assert len(ids(data)) == 2


def test_a_line_of_ten_megabytes_is_read() -> None:
    long = line("noted", note="x" * 10_000_000)
    assert findings(text(*GOOD, long)) == []
    assert len(ids(text(*GOOD, long))) == 3


@pytest.mark.parametrize("deep", [b"[" * 10_000_000, b'{"a":' * 100_000, b"9" * 1_000_000])
def test_ten_megabytes_of_nonsense_are_one_short_finding(deep: bytes) -> None:
    found = Record("log", deep + b"\n" + text(*GOOD))
    assert [finding.line for finding in found.findings] == [1]
    assert len(str(found.findings[0])) < 500
    assert len(found.entries) == 2


FAULTS: list[tuple[str | dict[str, object], int | str, str]] = [
    ("12", 1, "a line holds one event, as a JSON object in braces"),
    ("[]", 1, "a line holds one event"),
    ("{}", 1, "“kind” is missing"),
    ("nonsense", 2, "this is not JSON: words stand in quotation marks, all but true"),
    ('{id: "a"}', 2, "this is not JSON: names stand in quotation marks"),
    ('{"id": ["a"', 11, "this is not JSON: it breaks off within a list"),
    ('{"ø": }', 7, "this is not JSON: expected value"),
    ('{"id": "a", "id": "a"', 21, "this is not JSON"),
    (
        {"kind": "relation_severed"},
        '"relation_severed"',
        "unknown kind “relation_severed”. Did you mean “relations_severed”",
    ),
    ({"kind": 3}, '"kind": |3', "“kind” must be text in quotation marks"),
    ({"sumary": "x"}, '"x"', "unknown field “sumary”. Did you mean “summary”?"),
    ({"zzz": 1}, '"zzz": |1', "unknown field “zzz”. A “noted” can have id, parties"),
    ({"measure": "x"}, '"x"', "a “noted” has no “measure”. Take it out, or choose a kind that has it."),
    ({"on": "2012-9-7"}, '"2012-9-7"', "“2012-9-7” is no date as it is written here"),
    ({"on": 2012}, '"on": |2012', "a date must be text in quotation marks"),
    ({"on": None}, "{", "“on” is missing: every “noted” needs it."),
    ({"id": "a b"}, '"a b"', "“id” must be one word, without spaces"),
    ({"id": ""}, '""', "“id” must be one word"),
    ({"summary": "  "}, '"  "', "“summary” must have something to read in it"),
    ({"summary": "a\u001b[31mb"}, '"a', "without control characters"),
    ({"note": "two\nlines"}, '"two', "on one line"),
    ({"recorded": "2026-11-23"}, '"2026-11-23"', "must be a moment with its time zone"),
    ({"recorded": "2026-11-23T09:00:00"}, '"2026', "“recorded” must name its time zone"),
    ({"recorded": 1}, '"recorded": |1', "must be a moment with its time zone"),
    ({"seq": 1.5}, "1.5", "“seq” must be a whole number"),
    ({"seq": 2**40}, str(2**40), "“seq” is too far from 0"),
    ({"seq": -(2**40)}, str(-(2**40)), "“seq” is too far from 0"),
    ({"confidence": "sure"}, '"sure"', "“confidence” cannot be “sure”. It is confirmed, reported or disputed."),
    ({"confidence": "confirmd"}, '"confirmd"', "Did you mean “confirmed”?"),
    ({"parties": ["CAN"]}, "[", "“parties” must name two countries"),
    ({"parties": ["CAN", "IRN", "USA"]}, "[", "“parties” has more entries than it can"),
    ({"parties": "CAN-IRN"}, '"CAN-IRN"', "“parties” must be a list in square brackets"),
    ({"parties": ["CAN", "CAN"]}, "[", "a pair needs two different countries, and both are CAN"),
    ({"parties": ["CAN", "Iran"]}, '"Iran"', "“Iran” is no code of a country"),
    ({"by": "USA"}, '"USA"', "USA is not one of the parties, CAN and IRN"),
    ({"sources": []}, "[]", "“sources” must have at least one entry"),
    ({"sources": "x"}, '"x"', "“sources” must be a list"),
    ({"sources": [1]}, "[|1]", "entry 1 of “sources” must be an object in braces"),
    ({"sources": [{"title": "t"}]}, '{"title"', "“publisher” is missing: a source needs its title and its publisher"),
    ({"sources": [{"title": "t", "publisher": "p", "ulr": "x"}]}, '"x"', "unknown field “ulr”. Did you mean “url”?"),
    (
        {"sources": [{"title": "t", "publisher": "p", "url": "javascript:x"}]},
        '"javascript:x"',
        "begins with http:// or",
    ),
    ({"kind": "sanctions_imposed", "by": None}, "{", "“by” is missing: a “sanctions_imposed” says which"),
    ({"kind": "talks_opened", "by": "CAN"}, '"by": |"CAN"', "is not the act of one country: it has no “by”"),
    ({"kind": "protecting_power_named", "by": "CAN", "power": "IRN"}, '"IRN"}', "a protecting power is a third state"),
    ({"kind": "protecting_power_named", "by": "CAN"}, "{", "“power” is missing"),
    ({"kind": "office_opened", "by": "CAN", "office": "x"}, '"x"', "“office” cannot be “x”. It is interests_section"),
    (
        {"kind": "mission_closed", "by": "CAN", "ordered_by": "CAN"},
        '"CAN"}',
        "is not the state that receives the mission",
    ),
    ({"kind": "mission_opened", "by": "CAN", "resident": "yes"}, '"yes"', "“resident” must be true or false"),
    ({"kind": "retracted", "sources": None, "on": None}, "{", "“retracts” is missing: every “retracted” needs it."),
]


def without_none(fields: dict[str, object]) -> dict[str, object]:
    """Return fields without those that are set to None, so that they are missing."""
    return {name: value for name, value in fields.items() if value is not None}


@pytest.mark.parametrize(("fault", "at", "message"), FAULTS, ids=[str(fault)[:40] for fault, _, _ in FAULTS])
def test_each_fault_is_explained_where_it_is(fault: str | dict[str, object], at: int | str, message: str) -> None:
    bad = fault if isinstance(fault, str) else json.dumps(without_none(line() | fault), ensure_ascii=False)
    before, _, there = ("", "", "") if isinstance(at, int) else at.rpartition("|")
    expected = at if isinstance(at, int) else bad.index(before + there) + len(before) + 1
    found = findings(text(*GOOD) + bad.encode() + b"\n" + text(line(id="after")))
    assert [(number, column_) for number, column_, _ in found] == [(3, expected)]
    assert message in found[0][2]
    assert found[0][2].endswith((".", "?"))
    assert len(ids(text(*GOOD) + bad.encode() + b"\n" + text(line(id="after")))) == 3


def test_all_findings_of_a_line_are_shown_in_order() -> None:
    bad = line(on="x", confidence="y", summary="")
    found = findings(text(bad))
    assert len(found) == 3
    assert [number for number, _, _ in found] == [1, 1, 1]
    assert sorted(found) == found


def test_a_name_that_stands_twice_in_an_object_is_found() -> None:
    twice = json.dumps(line())[:-1] + ', "on": "2001-01-01"}'
    assert findings(twice.encode()) == [
        (1, twice.rindex('"on"') + 1, "“on” stands twice in one object; keep one of the two.")
    ]


@pytest.mark.parametrize(
    "twice",
    [
        json.dumps(line(note="x"))[:-1] + ', "on" : "2001-01-01"}',
        json.dumps(line(note="x")).replace('"note": ', '"note" : ', 1)[:-1] + ', "on": "2001-01-01"}',
        json.dumps(line(note='says "so": yes'))[:-1] + ', "on"\t: "2001-01-01"}',
        json.dumps(line())[:-1] + ', "\\u006fn": "2001-01-01"}',
        json.dumps(line()).replace('"title": ', '"title": "a", "title": '),
    ],
)
def test_no_way_of_writing_a_name_twice_is_missed(twice: str) -> None:
    assert ["stands twice" in message for _, _, message in findings(twice.encode())] == [True]


def test_ids_and_retractions_are_held_against_the_lines_before() -> None:
    found = findings(
        text(
            line("relations_established", "1955", id="a"),
            line("relations_established", "1955", id="a"),
            line("noted", "1956", id="a"),
            line("retracted", id="r1", on=None, sources=None, retracts="later"),
            line("noted", "1957", id="later"),
            line("retracted", id="r2", on=None, sources=None, retracts="later"),
            line("noted", "1957", id="instead", retracts="later"),
            line("retracted", id="r3", on=None, sources=None, retracts="r2"),
            line("retracted", id="r4", on=None, sources=None, retracts="a", parties=["NOR", "PER"]),
        )
    )
    assert [(number, message.split(":")[0]) for number, _, message in found] == [
        (2, "the id “a” is that of the same event in line 1"),
        (3, "the id “a” is that of another event in line 1"),
        (4, "there is no event “later” of Canada and Iran before this one to retract."),
        (7, "“later” is retracted already."),
        (8, "“r2” is itself a retraction, which cannot be retracted; add the event anew."),
        (9, "“a” is about Canada and Iran"),
    ]


def test_after_a_refused_event_the_rest_is_judged_without_it() -> None:
    found = findings(
        text(
            line("mission_opened", "1950", "CAN"),
            line("relations_established", "1955"),
            line("mission_closed", "1960", "CAN"),
            line("mission_opened", "1961", "CAN"),
        )
    )
    assert [number for number, _, _ in found] == [1, 3]


def test_advice_where_dates_leave_an_order_open_that_matters() -> None:
    lines = [
        line("relations_established", "1950"),
        line("grievance_raised", "1960-05", "CAN"),
        line("relations_normalised", "1960-05-03"),
    ]
    (advice,) = record(*lines).advice
    assert advice.line == 3
    assert "dates leave open whether this came before or after grievance raised by Canada" in advice.message
    settled = [lines[0], lines[1] | {"on": "1960-05-01"}, lines[2]]
    assert record(*settled).advice == ()
    same_day = [lines[0], lines[1] | {"on": "1960-05-03"}, lines[2]]
    assert len(record(*same_day).advice) == 1
    with_seq = [lines[0], lines[1] | {"on": "1960-05-03", "seq": 1}, lines[2] | {"seq": 2}]
    assert record(*with_seq).advice == ()
    assert record(*lines).findings == ()


def test_advice_looks_both_ways_and_asks_for_what_can_be_done() -> None:
    (advice,) = record(
        line("grievance_raised", "1960", "CAN"),
        line("relations_established", "1960-03-01"),
        line("relations_normalised", "1960-05-01"),
    ).advice
    assert advice.line == 3
    assert "To settle it, narrow one of the two." in advice.message


def test_no_advice_where_the_rules_allow_one_order_only() -> None:
    assert record(line("relations_established", "1950"), line("mission_opened", "1950", "CAN")).advice == ()


def test_a_finding_shows_the_column_and_nothing_that_moves_the_cursor() -> None:
    shown = str(Finding("log", 3, 150, "so.", "\x1b[2J" + "x" * 145 + "Y" + "z" * 200)).splitlines()
    assert shown[0] == "log:3:150: so."
    assert shown[1][shown[2].index("^")] == "Y"
    assert "\x1b" not in "".join(shown)
    assert shown[1].strip().startswith("…")
    assert shown[1].endswith("…")
    assert str(Finding("log", 1, 2, "so.", "\x1b[2Jx")).splitlines()[1] == "    \ufffd[2Jx"


def test_messages_do_not_move_the_cursor_either() -> None:
    (found,) = record(line(on="\x1b[31m", id="x")).findings
    assert "\x1b" not in str(found)


def test_moments_at_the_edge_of_the_calendar_are_found() -> None:
    assert "outside the calendar" in findings(text(line(recorded="0001-01-01T00:00:00+14:00")))[0][2]


def test_a_line_that_is_not_json_still_spoils_its_pair() -> None:
    broken = json.dumps(line("relations_severed", "1960", "CAN"))[:-1] + ",}"
    assert [found.pair for found in Record("log", broken.encode()).findings] == [("CAN", "IRN")]


def test_a_log_that_is_not_there_or_no_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"There is no log at .*missing"):
        read(tmp_path / "missing")
    with pytest.raises(Unreadable, match="cannot be read"):
        read(tmp_path)


def test_pairs_come_in_alphabetical_order_whatever_the_order_of_parties() -> None:
    both = record(
        line(id="a", parties=["PER", "NOR"]), line(id="b", parties=PARTIES), line(id="c", parties=["NOR", "PER"])
    )
    assert [str(pair) for pair in both.pairs] == ["CAN-IRN", "NOR-PER"]
    assert [entry.line.id for entry in both.entries_of(both.entries[0].line.pair)] == ["a", "c"]


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
        max_leaves=8,
    ),
    st.data(),
)
def test_a_column_is_where_the_value_can_be_read(value: object, data: st.DataObject) -> None:
    path: list[str | int] = []
    inner = value
    while isinstance(inner, (list, dict)) and inner:
        step = data.draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
        path.append(step)
        inner = inner[step]
    written = json.dumps(value, ensure_ascii=False, indent=data.draw(st.sampled_from([None, 1])))
    assert json.JSONDecoder().raw_decode(written, column(written, path) - 1)[0] == inner


LOGGED = [*GOOD, line(id="third", on="[1990..1992]", seq=3), line(id="fourth", kind="noted")]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw a valid log with a few bytes changed, put in, taken out or cut off."""
    data = bytearray(text(*LOGGED))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        if not data:
            break
        match draw(st.integers(0, 3)):
            case 0:
                data[at] = draw(st.integers(0, 255))
            case 1:
                data.insert(at, draw(st.integers(0, 255)))
            case 2:
                del data[at : at + draw(st.integers(1, 40))]
            case _:
                del data[at:]
    return bytes(data)


def survives(data: bytes) -> None:
    """Hold that every finding has a line and a column, and that nothing breaks."""
    found = Record("log", data)
    count = data.count(b"\n") + 1
    for finding in (*found.findings, *found.advice):
        assert 1 <= finding.line <= count
        assert 1 <= finding.column <= len(finding.text) + 1
        assert finding.message
        assert all(char.isprintable() or char == "\n" for char in str(finding))
    for entry in found.entries:
        assert json.loads(entry.text)["id"] == entry.line.id
    # What stands before the damage is read.
    whole = text(*LOGGED)
    intact = next((index for index, (a, b) in enumerate(zip(data, whole, strict=False)) if a != b), len(data))
    before = whole[:intact].count(b"\n")
    assert [entry.line.id for entry in found.entries[:before]] == [fields["id"] for fields in LOGGED[:before]]


@given(damaged() | st.binary(max_size=200))
def test_whatever_the_bytes_every_finding_has_a_column_and_nothing_breaks(data: bytes) -> None:
    survives(data)


@pytest.mark.slow
@settings(max_examples=int(os.environ.get("DETENTE_EXAMPLES", "10000")))
@given(damaged())
def test_many_damaged_logs(data: bytes) -> None:
    survives(data)


def test_what_the_seal_vouches_for_reads_as_what_is_validated() -> None:
    null = line(announced="2000-01-02~", seq=3, confidence="reported") | {"note": None, "by": None}
    sources = [{"title": "t", "publisher": "p", "published": "2000-01?", "url": "https://example.org/"}]
    old = line("protecting_power_named", by="BUR", parties=["THA", "BUR"], power="CHE")
    for fields in (null, line(sources=[*sources, {"title": "t", "publisher": "p", "published": None}]), old):
        raw = json.dumps(fields)
        assert vouched(json.loads(raw)) == read_line(raw.encode())


def test_what_is_dated_after_it_was_recorded_is_advised_about() -> None:
    held = record(line("relations_established", "2020-01-02"), line("noted", "2020"), line("noted", "2020-02", id="b"))
    assert [(advice.line, "dated after the day" in advice.message) for advice in held.advice] == [(1, True), (3, True)]
    assert not held.findings


ASKED_OF_A_PIPE = (
    ("at", "1960", "CAN", "IRN", "--log", "{}"),
    ("why", "CAN", "IRN", "--log", "{}"),
    ("history", "CAN", "IRN", "--log", "{}"),
    ("suppose", "CAN", "IRN", "--without", "opened", "--log", "{}"),
    ("diff", "CAN", "IRN", "--from", "1955", "--to", "1960", "--log", "{}", "--suppose", "moves.jsonl"),
    ("diff", "CAN", "IRN", "--log", "{}", "--log", "-"),
    ("timeline", "CAN", "IRN", "--log", "{}", "-o", "-"),
    ("route", "CAN", "IRN", "--to", "severed", "--log", "{}"),
    ("check", "{}"),
    ("check", "log.jsonl", "--against", "{}"),
    ("spec", "a.feature", "--log", "{}"),
    ("merge", "{}", "log.jsonl", "--base", "{}", "-o", "out.jsonl"),
)
"""What reads a log, or some of it twice, each with the name of the log left out."""


@pytest.mark.parametrize("asked", ASKED_OF_A_PIPE, ids=" ".join)
def test_a_pipe_is_read_once_and_says_what_the_file_says(tmp_path: Path, asked: tuple[str, ...]) -> None:
    log = text(BEGUN, OPENED)
    (tmp_path / "log.jsonl").write_bytes(log)
    (tmp_path / "moves.jsonl").write_text('{"without": "opened"}\n')
    (tmp_path / "a.feature").write_text(
        "Feature: a pair\n"
        "  Scenario: it begins\n    Given the record\n    Then the status of Canada and Iran on 1960 is established\n"
        "  Scenario: it must fail\n    Given the record\n    Then the status of Canada and Iran on 1960 is severed\n"
    )

    def told(name: str) -> tuple[int, str]:
        answer = detente(*(part.format(name) for part in asked), cwd=tmp_path, stdin=log.decode())
        (tmp_path / "out.jsonl").unlink(missing_ok=True)
        return answer.returncode, (answer.stdout + answer.stderr).replace("/dev/stdin", "log.jsonl")

    assert told("/dev/stdin") == told("log.jsonl")


@pytest.mark.parametrize("option", ["--file", "--suppose"])
def test_a_scenario_and_a_feature_may_come_from_a_pipe(tmp_path: Path, option: str) -> None:
    (tmp_path / "log.jsonl").write_bytes(text(BEGUN, OPENED))
    answer = detente(
        "suppose", "CAN", "IRN", "--log", "log.jsonl", option, "-", cwd=tmp_path, stdin='{"without": "opened"}\n'
    )
    assert (answer.returncode, "left out" in answer.stdout) == (0, True), answer.stderr


def test_outside_a_command_a_pipe_is_read_each_time(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    said = []
    for lines in (text(BEGUN), text(BEGUN, OPENED)):
        writer = threading.Thread(target=pipe.write_bytes, args=(lines,))
        writer.start()
        said.append(len(read(pipe).entries))
        writer.join()
    assert said == [1, 2]
