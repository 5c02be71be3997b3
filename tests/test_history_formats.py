"""The course of a pair in every form: which events, what is folded, and that nothing in a text is markup or formula."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import PAIR, detente, histories, line, text

from detente import read
from detente.cli.forms import FORMS
from detente.cli.grammar import FORMS as CHOICES
from detente.history.history import History
from detente.model.events import Event
from detente.model.table import EVENTS
from detente.views.blocks import Styled, Table
from detente.views.course import told
from detente.views.folding import FEWEST, RUNS, folded
from detente.views.html import as_page
from detente.views.markdown import as_markdown
from detente.views.rows import COLUMNS, rows

ROOT = Path(__file__).parents[1]
ASK = ("history", "Canada", "Iran")
HOSTILE = "=HYPERLINK(\"x\") | <script>alert('1')</script> **b** [a](javascript:x) `c` & http://x.example/y_z"
ROUNDS = [line("sanctions_extended", f"200{year}", "CAN", id=f"round-{year}") for year in range(1, 5)]
LOG = [
    line("relations_established", "1955", id="begun"),
    line("sanctions_imposed", "2000-05-01", "CAN", id="imposed"),
    *ROUNDS,
    line("noted", "2005", "CAN", id="noted"),
    line("noted", "2006", "CAN", id="major", major=True),
    line("grievance_raised", "[2007-03-01,2007-03-20]", "IRN", id="complaint", summary=HOSTILE),
]


class Read(HTMLParser):
    """What is in a page: its tags with their attributes, the cells of its rows, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def log(tmp_path: Path) -> tuple[str, str]:
    path = tmp_path / "log.jsonl"
    path.write_bytes(text(*LOG))
    return ("--log", str(path))


def ids(*asked: str) -> list[str]:
    answer = detente(*ASK, "--format", "jsonl", *asked)
    assert answer.returncode == 0, answer.stderr
    return [json.loads(row)["id"] for row in answer.stdout.splitlines()]


def test_the_grammar_offers_every_form() -> None:
    assert {*FORMS, "table"} == {*CHOICES, "json"}


def test_rows_are_those_of_the_python_interface() -> None:
    history = History.of(read(ROOT / "events.jsonl"), "Canada", "Iran")
    wanted = [change for change in history.course if change.of_facts]
    asked = detente(*ASK, "--format", "jsonl", cwd=ROOT).stdout.splitlines()
    assert [json.loads(row) for row in asked] == rows(history, wanted)
    table = list(csv.reader(io.StringIO(detente(*ASK, "--format", "csv", cwd=ROOT).stdout)))
    assert tuple(table[0]) == COLUMNS
    assert [row[0] for row in table[1:]] == [change.event.id for change in wanted]
    assert {len(row) for row in table} == {len(COLUMNS)}


def test_from_means_the_first_day_and_to_the_last(log: tuple[str, str]) -> None:
    assert ids(*log, "--from", "2001", "--to", "2002") == ["round-1", "round-2"]
    assert ids(*log, "--from", "2000-05-01", "--to", "May 2000") == ["imposed"]
    assert ids(*log, "--from", "2000-05-02", "--to", "2000") == []


def test_an_event_is_within_where_it_can_have_fallen_inside(log: tuple[str, str]) -> None:
    assert ids(*log, "--from", "1955-06-01", "--to", "1955-06-01") == ["begun"]
    assert ids(*log, "--from", "2007-03-20") == ["complaint"]
    assert ids(*log, "--from", "2007-03-02", "--to", "2007-03-19") == []


def test_where_things_stood_at_the_beginning_is_told_in_every_form(log: tuple[str, str]) -> None:
    began = "Canada and Iran on 31 December 2000: sanctioned since 1 May 2000."
    for form in ("table", "markdown", "html"):
        answer = detente(*ASK, *log, "--from", "2001", "--format", form)
        assert (began in answer.stdout, answer.stderr) == (True, ""), form
    for form in ("csv", "jsonl"):
        answer = detente(*ASK, *log, "--from", "2001", "--format", form)
        assert (began in answer.stdout, answer.stderr) == (False, f"{began}\n"), form
    data = json.loads(detente(*ASK, *log, "--from", "2001", "--json").stdout)
    assert (data["from"], data["to"], data["before"]["status"]) == ("2001-01-01", None, "sanctioned")
    assert json.loads(detente(*ASK, *log, "--json").stdout)["before"] is None
    assert began not in detente(*ASK, *log).stdout


def test_a_span_without_events_says_so_and_where_things_stood(log: tuple[str, str]) -> None:
    answer = detente(*ASK, *log, "--from", "1990", "--to", "1991").stdout
    assert "Canada and Iran on 31 December 1989: established since 1955." in answer
    assert "from 1 January 1990 to 31 December 1991: nothing happened that is recorded." in answer
    assert detente(*ASK, *log, "--from", "1990", "--to", "1991", "--format", "csv").stdout.count("\n") == 1
    assert detente(*ASK, *log, "--from", "1990", "--to", "1991", "--format", "jsonl").stdout == ""


@pytest.mark.parametrize("asked", [("--json", "--format", "csv"), ("--from", "2001", "--to", "2000")])
def test_what_does_not_go_together_is_wrong_usage(log: tuple[str, str], asked: tuple[str, ...]) -> None:
    answer = detente(*ASK, *log, *asked)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "Traceback" not in answer.stderr
    assert detente("--json", *ASK, *log, "--format", "html").returncode == 2


def test_long_runs_are_one_row_where_people_read(log: tuple[str, str]) -> None:
    folded_row, each = detente(*ASK, *log, "--format", "markdown").stdout, ("--format", "markdown", "--each")
    assert "| 2001 to 2004 | sanctioned | 4 rounds of sanctions | Canada | A publisher |" in folded_row
    assert "4 rounds of sanctions" not in detente(*ASK, *log, *each).stdout
    assert detente(*ASK, *log, *each).stdout.count("Something happened.") == folded_row.count("Something happened.") + 4
    assert "| round-1 to round-4 |" in detente(*ASK, *log, "--format", "markdown", "--ids").stdout
    assert ids(*log) == ["begun", "imposed", *(f"round-{year}" for year in range(1, 5)), "major", "complaint"]
    assert len(json.loads(detente(*ASK, *log, "--json").stdout)["course"]) == 8
    two = detente(*ASK, *log, "--to", "2002").stdout
    assert "rounds" not in two


def test_what_is_major_is_shown_without_being_asked_for(log: tuple[str, str]) -> None:
    assert "noted" not in ids(*log)
    assert "major" in ids(*log)
    assert ids(*log, "--all")[-3:] == ["noted", "major", "complaint"]


def test_ids_are_a_column_where_they_are_asked_for(log: tuple[str, str]) -> None:
    for form in ("table", "markdown", "html"):
        assert "complaint" in detente(*ASK, *log, "--format", form, "--ids").stdout
        assert "complaint" not in detente(*ASK, *log, "--format", form).stdout


def test_every_kind_that_is_more_than_noted_has_words_for_a_run() -> None:
    assert {*RUNS} == {row.kind for row in EVENTS} - {"noted"}


@given(st.lists(st.integers(0, 3)))
def test_unfolding_gives_every_row_back_in_order(drawn: list[int]) -> None:
    runs = folded(drawn, lambda number: number or None)
    assert [one for run in runs for one in run] == drawn
    for run in runs:
        assert len(run) == 1 or (len(run) >= FEWEST and {*run} == {run[0]} and run[0])
    singles = [run[0] if len(run) == 1 else 0 for run in runs]
    assert not any(one == two == three != 0 for one, two, three in zip(singles, singles[1:], singles[2:], strict=False))


@given(histories())
def test_a_fold_hides_no_status_and_nobodys_act(drawn: tuple[list[Event], object]) -> None:
    history = History(PAIR, tuple(drawn[0]))
    everything = told(history, history.course)
    runs = folded(everything, lambda one: one.likeness)
    assert [one for run in runs for one in run] == everything
    for run in runs:
        if len(run) > 1:
            assert len({(one.event.kind, one.event.by, one.possible) for one in run}) == 1
            assert not any(one.change and one.change.of_status for one in run)


def test_a_spreadsheet_takes_nothing_for_a_formula(log: tuple[str, str]) -> None:
    found = list(csv.DictReader(io.StringIO(detente(*ASK, *log, "--format", "csv").stdout)))
    assert found[-1]["summary"] == f"'{HOSTILE}"
    assert not [cell for row in found for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert json.loads(detente(*ASK, *log, "--format", "jsonl").stdout.splitlines()[-1])["summary"] == HOSTILE


def test_a_page_holds_texts_as_texts(log: tuple[str, str]) -> None:
    page = Read(detente(*ASK, *log, "--format", "html").stdout)
    assert HOSTILE in page.text
    assert {tag for tag, _ in page.tags} <= {
        *("html", "head", "meta", "title", "style", "body", "table", "caption"),
        *("thead", "tbody", "tr", "th", "td", "p"),
    }
    assert sum(tag == "tr" for tag, _ in page.tags) == 1 + 5


def linked(address: str) -> Table:
    return Table("A table", [("Source", 1)], [[Styled("A | publisher", "", link=address)]])


def test_only_pages_of_the_web_are_linked() -> None:
    (attributes,) = [found for tag, found in Read(as_page([linked('https://x.example/?a="&b')])).tags if tag == "a"]
    assert attributes == {"href": 'https://x.example/?a="&b', "rel": "noopener noreferrer"}
    assert "| [A \\| publisher](<https://x.example/%7C%3E>) |" in as_markdown([linked("https://x.example/|>")])
    for address in ("javascript:alert(1)", "data:text/html,x", " https://x.example", "file:///etc"):
        assert "<a" not in as_page([linked(address)])
        assert "](" not in as_markdown([linked(address)])


def test_markdown_has_rows_of_as_many_cells_and_no_markup_of_a_text(log: tuple[str, str]) -> None:
    shown = detente(*ASK, *log, "--format", "markdown", "--ids").stdout
    table = [row for row in shown.splitlines() if row.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in table} == {7}
    escaped = table[-1]
    for markup in ("<script", "**b", "[a]", "`c", "http://x"):
        assert markup not in re.sub(r"\\.", "", escaped), markup


@pytest.mark.parametrize("opening", ["1955. It", "- it", "+ it", "# it", "> it", "=== it", "1) it"])
def test_a_line_of_text_opens_no_list_and_no_heading(opening: str) -> None:
    assert re.match(r"\d*\\[.)#>+=-]", as_markdown([opening])), as_markdown([opening])


def test_controls_are_masked_where_people_read() -> None:
    blocks: list[Any] = [("over \u202e and \x1b[31m",)]
    assert as_markdown(blocks) == "over � and �\\[31m"
    assert "<p>over � and �[31m</p>" in as_page(blocks)
