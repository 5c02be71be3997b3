"""What cannot be seen in text from a log is shown as a mark, and stays itself in data."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from making import detente, line, on_a_terminal, text

from detente.api.history import History
from detente.log.reading import HoldsNoEvent, read_line
from detente.log.record import read
from detente.log.scenario import Header, NoHeader, to_line
from detente.model.dates import HistoricDate
from detente.model.errors import BadDate
from detente.model.wording import escaped, masked
from detente.views.rows import rows

HIDDEN = (
    *("\x1b", "\x07", "\x7f", "\x85", "\u061c", "\u200b", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b"),
    *("\u202c", "\u202d", "\u202e", "\u2060", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff", "\u00ad", "\U000e0041"),
    *("\u115f", "\u3164", "\uffa0", "\u17b4", "\ufff0"),
)
SEEN = "a b\u00a0c é 日本 \u0645\u06cc\u200c\u0634\u0648\u062f 👩\u200d🚀 e\u0301 ❤️"
IN_A_LOG = "".join(f"{hidden}x" for hidden in HIDDEN if hidden > "\x9f")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Give a log whose every text is full of what cannot be seen, and one line of which holds no event."""
    sources = [
        {
            "title": f"T{IN_A_LOG}",
            "publisher": f"P{IN_A_LOG}",
            "url": f"https://a/{IN_A_LOG.replace(chr(0x2028), '').replace(chr(0x2029), '')}",
        }
    ]
    path = tmp_path / "log.jsonl"
    path.write_bytes(
        text(
            line(
                "relations_established",
                "1955",
                id="begun",
                summary=f"S{IN_A_LOG}",
                note=f"N{IN_A_LOG}",
                sources=sources,
            ),
            line(
                "sanctions_imposed", "1960", "CAN", id="imposed", measure=f"M{IN_A_LOG}", summary=SEEN, sources=sources
            ),
            line("noted", "1961", id="x", parties=["NOR", "PER"], kindd=IN_A_LOG),
        )
    )
    return path


@pytest.mark.parametrize("unseen", ["\u200b\u3164", "\u2800", "\u00ad", " \u00a0\u034f", "\ufe0f", "\U000e0041"])
def test_words_have_something_that_can_be_seen(tmp_path: Path, unseen: str) -> None:
    source = {"title": "T", "publisher": "P"}
    for fields in (
        {"summary": unseen},
        {"note": unseen},
        {"measure": unseen},
        {"sources": [source | {"title": unseen}]},
        {"sources": [source | {"publisher": unseen}]},
    ):
        said = json.dumps(line("sanctions_imposed", "1960", "CAN", **fields)).encode()
        with pytest.raises(HoldsNoEvent) as wrong:
            read_line(said)
        assert ["must have something to read in it" in found.message for found in wrong.value.findings] == [True]
        assert read_line(said.replace(json.dumps(unseen).encode(), json.dumps(f"{unseen}⠓").encode()))
    with pytest.raises(NoHeader):
        to_line(Header(title=unseen))


def test_a_blank_of_braille_is_masked_but_within_braille() -> None:
    assert (masked("a\u2800b"), masked("\u2800"), masked("⠓\u2800⠺")) == ("a�b", "�", "⠓\u2800⠺")
    assert json.loads(escaped('"⠓\u2800⠺"')) == "⠓\u2800⠺"


def test_a_date_that_is_none_shows_what_cannot_be_seen_in_it() -> None:
    for text_ in ("2012\u200b", "[2003\u200b..2004]", "7 Sep\u200btember 2012"):
        with pytest.raises(BadDate, match="�") as wrong:
            HistoricDate.of(text_)
        assert "\u200b" not in str(wrong.value)


def test_only_what_cannot_be_seen_is_masked() -> None:
    assert [masked(f"a{hidden}b") for hidden in HIDDEN] == ["a�b"] * len(HIDDEN)
    assert masked(SEEN) == SEEN
    assert masked("a\u200db\u200c") == "a�b�"
    assert masked("a\ufe0f ❤\ufe0f\ufe0e\U000e0101 b\u034f") == "a� ❤\ufe0f�� b�"
    assert masked("a\n\tb") == "a\n\tb"
    assert json.loads(escaped(json.dumps("".join(HIDDEN), ensure_ascii=False))) == "".join(HIDDEN)


ASKED = (
    ("at", "1970", "Canada", "Iran"),
    ("history", "Canada", "Iran", "--all"),
    ("history", "Canada", "Iran", "--format", "markdown"),
    ("history", "Canada", "Iran", "--format", "html"),
    ("why", "Canada", "Iran"),
    ("why", "Canada", "Iran", "--from", "1955"),
    ("suppose", "Canada", "Iran", "--without", "begun"),
    ("diff", "Canada", "Iran", "--from", "1950"),
    ("at", "1970", "Norway", "Peru"),
    ("check",),
    ("suppose", "Canada", "Iran", "--without", "no\u202esuch"),
)


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_nothing_hidden_is_shown(log: Path, asked: tuple[str, ...]) -> None:
    answer = detente(*asked, "--log", str(log))
    for shown in (answer.stdout, answer.stderr):
        assert masked(shown) == shown
    assert answer.stdout + answer.stderr


def test_nothing_hidden_is_shown_on_a_terminal(log: Path) -> None:
    _, shown = on_a_terminal(["why", "Canada", "Iran", "--log", str(log)])
    assert "S�x" in shown
    assert not any(hidden in shown for hidden in HIDDEN if hidden > "\x9f")


def test_nothing_hidden_is_drawn(log: Path) -> None:
    drawn = detente("timeline", "Canada", "Iran", "--log", str(log), "-o", "-").stdout
    assert "S�x" in drawn
    assert masked(drawn) == drawn


def test_data_stay_what_they_are_and_are_escaped(log: Path) -> None:
    for asked in (("history", "Canada", "Iran", "--json"), ("history", "Canada", "Iran", "--format", "jsonl")):
        printed = detente(*asked, "--log", str(log)).stdout
        assert masked(printed) == printed
        said = json.loads(printed if "--json" in asked else printed.splitlines()[0])
        assert f"S{IN_A_LOG}" in json.dumps(said, ensure_ascii=False)


def test_rows_for_programs_have_what_the_log_has(log: Path) -> None:
    asked = ("history", "Canada", "Iran", "--format", "csv", "--log", str(log))
    found = list(csv.DictReader(io.StringIO(detente(*asked).stdout)))
    assert [row["summary"] for row in found] == [f"S{IN_A_LOG}", SEEN]
    assert [row["summary"] for row in found] == [
        row["summary"] for row in rows(History.of(read(log), "Canada", "Iran"))
    ]
    _, shown = on_a_terminal([*asked])
    assert "S�x" in shown
    assert not any(hidden in shown for hidden in HIDDEN if hidden > "\x9f")


FEATURE = """
Feature: F\u202e
  Scenario Outline: S\u202ex
    Given these events of Canada and Iran:
      | on   | kind                  |
      | 1955 | relations established |
    Then Canada and Iran are <status> on 1960
    Examples:
      | status            |
      | sev\u2066ered      |
      | no\u200bx          |
"""


def test_reports_of_specs_show_nothing_hidden(tmp_path: Path) -> None:
    feature, report = tmp_path / "a.feature", tmp_path / "junit.xml"
    feature.write_text(FEATURE, encoding="utf-8")
    answer = detente("spec", str(feature), "--junit", str(report))
    assert answer.returncode == 1
    for shown in (answer.stdout, answer.stderr, report.read_text(encoding="utf-8")):
        assert "S�x" in shown or shown is answer.stderr
        assert masked(shown) == shown
    (tmp_path / "pytest.ini").write_text("[pytest]\ndetente_features = .\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-v"]
    suite = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert suite.returncode == 1, suite.stdout
    assert "S�x" in suite.stdout
    assert masked(suite.stdout) == suite.stdout


USAGE = (
    ("history", "Ir{}an", "Canada"),
    ("history", "Canada", "Iran", "--format", "{}"),
    ("history", "Canada", "Iran", "--fo{}"),
    ("at", "20{}12"),
    ("{}",),
    ("suppose", "Canada", "Iran", "--add", "2012 noted {}=1"),
    ("suppose", "Canada", "Iran", "--without", "{}"),
    ("suppose", "Canada", "Iran", "--move", "{}"),
    ("route", "Canada", "Iran", "--to", "{}"),
    ("check", "no{}such"),
    ("spec", "no{}such"),
    ("import", "{}", "x"),
    ("export", "{}"),
)


@pytest.mark.parametrize("typed", USAGE, ids=" ".join)
def test_what_was_typed_is_repeated_with_nothing_hidden(typed: tuple[str, ...]) -> None:
    answer = detente(*(word.format(f"x{''.join(HIDDEN)}y") for word in typed))
    assert answer.returncode in (1, 2)
    assert "�" in answer.stderr
    assert masked(answer.stderr) == answer.stderr
