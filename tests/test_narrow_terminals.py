"""Answers on terminals of 80 and 60 columns: nothing is cut, no word is broken, no line is longer than the terminal."""

import re
from collections import Counter
from pathlib import Path

import pytest
from making import BEGUN, line, on_a_terminal, text

from detente import History, read
from detente.cli.answer import Table
from detente.views.fitting import widths

ROOT = Path(__file__).parents[1]
CANADA_IRAN = History.of(read(ROOT / "events.jsonl"), "Canada", "Iran")
LONG = "Internationalisation-of-nothing was discussed in Llanfairpwllgwyngyllgogerychwyrndrobwll."
FEATURE = f"""Feature: a pair
  Scenario: {LONG} It begins there
    Given the record
    Then between Canada and Iran on 1960 the relations are in force
"""


def shown(*command: str, columns: int, cwd: Path) -> str:
    code, printed = on_a_terminal(command, cwd=cwd, TERM="xterm", COLUMNS=str(columns), NO_COLOR="1")
    assert code == 0, printed
    printed = re.sub(r"\x1b\[[0-9;]*m", "", printed).replace("\r\n", "\n")
    assert "…" not in printed
    assert max(map(len, printed.split("\n"))) <= columns, printed
    return printed


def holds(printed: str, *texts: str) -> None:
    """Hold that every word of some texts is shown whole, as often as they have it."""
    lost = Counter(word for one in texts for word in one.split()) - Counter(printed.split())
    assert not lost, f"{lost}\n{printed}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a log of pairs with long names and events with long words."""
    pairs = [["BIH", "VCT"], ["COD", "STP"], ["CAN", "IRN"]]
    log = [BEGUN | {"id": f"begun-{one}-{other}", "parties": [one, other]} for one, other in pairs]
    log += [
        line("grievance_raised", "[1961-03-02..1961-10-31]", "CAN", id="raised", summary=LONG),
        line("sanctions_imposed", "1970-09-30", "CAN", id="imposed", summary=LONG),
        line("relations_severed", "1980-09-30", "IRN", id="severed", summary=LONG),
    ]
    (tmp_path / "events.jsonl").write_bytes(text(*log))
    (tmp_path / "a.feature").write_text(FEATURE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("columns", [80, 60])
@pytest.mark.parametrize("options", [(), ("--ids",)])
def test_a_history_has_every_word(columns: int, options: tuple[str, ...]) -> None:
    printed = shown("history", "Canada", "Iran", "--each", *options, columns=columns, cwd=ROOT)
    told = [change.event for change in CANADA_IRAN.course if change.of_facts]
    holds(printed, *(event.summary for event in told), *(event.on.in_words() for event in told))
    if options:
        holds(printed, *(event.id for event in told))


@pytest.mark.parametrize("columns", [80, 60])
def test_every_answer_with_a_table_has_every_word(columns: int, folder: Path) -> None:
    holds(shown("history", "Canada", "Iran", columns=columns, cwd=folder), LONG, LONG, LONG, "2 March 31 October 1961")
    every = shown("at", "1990", columns=columns, cwd=folder)
    holds(every, "Bosnia and Herzegovina and Saint Vincent and the Grenadines", "severed, with sanctions in force")
    holds(every, "The Democratic Republic of the Congo and Sao Tome and Principe")
    supposed = shown("suppose", "Canada", "Iran", "--without", "severed", "--all", columns=columns, cwd=folder)
    holds(supposed, "As recorded Supposed What happened", "between 2 March and 31 October 1961", "[left out]")
    holds(shown("spec", "a.feature", columns=columns, cwd=folder), LONG)
    why = shown("why", "Canada", "Iran", columns=columns, cwd=folder)
    holds(why, LONG, LONG, LONG, "A publisher, “A title”")


def test_where_columns_have_no_room_each_cell_has_its_lines(folder: Path) -> None:
    printed = shown("history", "Canada", "Iran", columns=60, cwd=folder)
    assert re.search(r"^Date +1955 *\nStatus +established *\n", printed, flags=re.MULTILINE)
    assert re.search(r"^What happened  Internationalisation-of-nothing", printed, flags=re.MULTILINE)
    assert re.search(r"^ Date +Status +What happened", shown("history", "Canada", "Iran", columns=80, cwd=ROOT), re.M)


def test_columns_share_what_is_left_and_take_no_more_than_they_need() -> None:
    table = Table("", [("A", 1), ("B", 3)], [("one two three", "four five six seven eight"), ("", "nine")])
    assert widths(table, 9) is None
    assert widths(table, 10) == [5, 5]
    assert widths(table, 20) == [5, 15]
    assert widths(table, 100) == [13, 25]
    assert widths(Table("", [("A", 1)], []), 10) == [1]
