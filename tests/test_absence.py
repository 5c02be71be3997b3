"""Corruption never reads as absence: where lines cannot be read, nobody is told that nothing is recorded."""

import json
import re
from pathlib import Path

import pytest
from making import BEGUN, OPENED, detente, line, text

from detente import History, read
from detente.history.history import SpoiledRecord
from detente.log.appending import Log
from detente.log.outline import may_name
from detente.model.pairs import Pair

ELSEWHERE = line("relations_established", "1950", id="elsewhere", parties=["NOR", "PER"])
NAMES = (line("noted", parties=["T\u00fcrkei", "Iran"], id="a"), line("noted", parties=["Per\u00fa", "Iran"], id="b"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the path of a log that is not there yet."""
    return tmp_path / "events.jsonl"


UNREADABLE = {
    "names in Latin-1": text(*NAMES).decode().encode("latin-1"),
    "words without a form": b'{"id": "a", "what": "broken"}\n{"id": "b", "what": "broken"}\n',
    "one readable line": text(ELSEWHERE) + b'{"id": "a", "what": "broken"}\n',
    "a note between lines": b"# severed in 1980?\n" + text(ELSEWHERE),
}


@pytest.mark.parametrize(
    "asked", [("at", "1970"), ("history",), ("why",), ("history", "--format=csv"), ("rates", "--like")]
)
@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE)
def test_of_no_pair_nothing_is_recorded_where_a_line_may_be_about_any(
    path: Path, data: bytes, asked: tuple[str, ...]
) -> None:
    path.write_bytes(data)
    answer = detente(*asked, "Canada", "Iran", "--log", str(path))
    assert (answer.returncode, answer.stdout) == (1, "")
    assert f"{path}:" in answer.stderr
    assert "may be about any two countries" in answer.stderr
    assert "Nothing is recorded" not in answer.stderr
    with pytest.raises(SpoiledRecord):
        History.of(read(path), "Canada", "Iran")


@pytest.mark.parametrize("name", ["names in Latin-1", "words without a form"])
def test_a_log_of_which_no_pair_can_be_told_has_no_table_of_every_pair(path: Path, name: str) -> None:
    path.write_bytes(UNREADABLE[name])
    answer = detente("at", "1970", "--log", str(path))
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.count(f"{path}:") == 1
    assert "1 other line" in answer.stderr


def test_a_pair_with_lines_is_answered_and_the_others_are_said_with_it(path: Path) -> None:
    path.write_bytes(UNREADABLE["one readable line"])
    answer = detente("at", "1970", "Norway", "Peru", "--log", str(path))
    assert (answer.returncode, f"{path}:2:" in answer.stderr) == (0, True)
    every = detente("at", "1970", "--log", str(path))
    assert (every.returncode, "Norway and Peru" in every.stdout) == (1, True)


def test_a_picture_says_that_lines_may_be_about_what_it_does_not_show(path: Path) -> None:
    for data, is_in_doubt in ((UNREADABLE["one readable line"], True), (text(ELSEWHERE), False)):
        path.write_bytes(data)
        for asked, said in (
            (("timeline", "--country", "Iran", "-o", "-"), "also about those that are not shown"),
            (("timeline", "--severed", "-o", "-"), "also about those that are not shown"),
            (
                ("matrix", "1990", "Canada", "Iran"),
                "a dot stands, nothing is recorded, as far as the log can be read",
            ),
            (("matrix", "1990", "-o", "-"), "nothing is recorded, as far as the log can be read"),
        ):
            drawn = " ".join(re.sub("<[^>]*>", " ", detente(*asked, "--log", str(path)).stdout).split())
            assert (said in drawn) is is_in_doubt, drawn


def test_a_torn_line_was_never_recorded(path: Path) -> None:
    path.write_bytes(text(ELSEWHERE) + text(BEGUN)[:90])
    answer = detente("at", "1970", "Canada", "Iran", "--log", str(path))
    assert (answer.returncode, "torn" in answer.stderr) == (0, True)
    assert "Nothing is recorded" in answer.stdout


PUT_THERE = {
    "nothing": b"",
    "a byte order mark": b"\xef\xbb\xbf",
    "another log": text(ELSEWHERE),
    "a longer log": text(ELSEWHERE, *(line("noted", id=f"n{number}", parties=["NOR", "PER"]) for number in range(9))),
}


@pytest.mark.parametrize("data", PUT_THERE.values(), ids=PUT_THERE)
def test_a_log_that_was_replaced_does_not_say_that_nothing_is_recorded(path: Path, data: bytes) -> None:
    with Log(path) as log:
        log.append([BEGUN, OPENED])
    path.write_bytes(data)
    answer = detente("at", "1970", "Canada", "Iran", "--log", str(path))
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "sealed" in answer.stderr
    every = detente("at", "1970", "--log", str(path))
    assert every.returncode == 1


def test_what_is_typed_in_after_what_was_sealed_takes_nothing_away(path: Path) -> None:
    with Log(path) as log:
        log.append([BEGUN])
    path.write_bytes(text(BEGUN, ELSEWHERE).replace(b"\n", b"\r\n"))
    answer = detente("at", "1970", "Germany", "France", "--log", str(path))
    assert (answer.returncode, "Nothing is recorded" in answer.stdout) == (0, True)


def test_an_empty_log_holds_nothing(path: Path) -> None:
    for data in (b"", b"\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"):
        path.write_bytes(data)
        answer = detente("at", "1970", "Canada", "Iran", "--log", str(path))
        assert (answer.returncode, answer.stderr) == (0, "")
        assert "Nothing is recorded" in answer.stdout


SEVERED = json.dumps(line("relations_severed", "1960", "CAN", id="severed"))
TWO = '["CAN", "IRN"]'
SPOILT = {
    "a trailing comma": SEVERED.replace(TWO, '["CAN", "IRN",]'),
    "commas before the end": SEVERED.replace(TWO, '["CAN", "IRN", , ]'),
    "no comma": SEVERED.replace(TWO, '["CAN" "IRN"]'),
    "a text": SEVERED.replace(TWO, '"CAN-IRN"'),
    "single quotation marks": SEVERED.replace('"', "'"),
    "named twice": SEVERED.replace('"parties": ', '"parties": ["CAN"], "parties": '),
    "named twice, nothing first": SEVERED.replace('"parties": ', '"parties": null, "parties": '),
    "names": SEVERED.replace(TWO, '["Canada", "Iran", "Peru"]'),
    "an old code": SEVERED.replace(TWO, '{"CAN": "IRN"}'),
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_a_line_that_names_both_countries_keeps_them_from_being_answered(path: Path, spoilt: str) -> None:
    path.write_bytes(text(BEGUN, ELSEWHERE) + spoilt.encode() + b"\n" + text(OPENED | {"on": "1956"}))
    answer = detente("at", "1970", "Canada", "Iran", "--log", str(path))
    assert (answer.returncode, answer.stdout) == (1, "")
    assert f"{path}:3:" in answer.stderr
    assert detente("at", "1970", "Norway", "Peru", "--log", str(path)).returncode == 0


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n"])
def test_of_what_is_no_text_nothing_is_cut_and_nothing_is_answered_over_it(path: Path, encoding: str, end: str) -> None:
    data = text(BEGUN) + (SEVERED + end).encode(encoding)
    path.write_bytes(data)
    checked = detente("check", str(path), "--repair")
    assert (checked.returncode, path.read_bytes()) == (1, data)
    assert "torn" not in checked.stdout
    assert detente("at", "1970", "Canada", "Iran", "--log", str(path)).returncode == 1


def test_a_country_is_named_by_its_code_an_old_one_or_its_name() -> None:
    burma = Pair("IRN", "MMR")
    assert may_name('{"parties": ["BUR", "IRN",]}', burma)
    assert may_name("Myanmar and Iran", burma)
    assert not may_name("BURN and IRNS", burma)
