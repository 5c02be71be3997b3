"""The command line, as processes: what they print, where, and with which exit code."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from making import detente, line, on_a_terminal, text

from detente.model.table import EVENTS, LADDER

ROOT = Path(__file__).parents[1]
ESTABLISHED = line("relations_established", "1955", id="begun")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Give a log of two pairs, of which one is against the rules."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(
        text(
            ESTABLISHED,
            line("grievance_raised", "1960", "IRN", id="complaint"),
            line("mission_opened", "1950", "PER", id="wrong", parties=["NOR", "PER"]),
        )
    )
    return path


def test_at_says_status_since_and_the_facts_in_force() -> None:
    answer = detente("at", "2012-09-08", "CAN", "IRN", cwd=ROOT)
    assert (answer.returncode, answer.stderr) == (0, "")
    first, *facts = answer.stdout.splitlines()
    severed = "severed since 7 September 2012, with sanctions in force since 22 July 2010"
    assert first == f"Canada and Iran on 8 September 2012: {severed}."
    assert [fact.split("  ")[1] for fact in facts] == [
        "relations",
        "the grievance of Canada",
        "the sanctions of Canada",
        "the grievance of Iran",
    ]


def test_at_in_json_has_what_it_promises() -> None:
    answer = json.loads(detente("at", "1988-10-01", "Iran", "Canada", "--json", cwd=ROOT).stdout)
    assert {name: answer[name] for name in ("pair", "date", "status", "possible", "since", "known")} == {
        "pair": ["CAN", "IRN"],
        "date": "1988-10-01",
        "status": "embassy_closed",
        "possible": ["embassy_closed", "established"],
        "since": "[1981-01-20..1981-12-31]",
        "known": None,
    }
    assert answer["to_blame"] == [
        {
            "id": "can-irn-1988-tehran-reopened",
            "on": "[1988-07-18..1988-12-31]",
            "on_days": ["1988-07-18", "1988-12-31"],
        }
    ]
    assert answer["since_days"] == ["1981-01-20", "1981-12-31"]
    assert (answer["rungs"], answer["confidence"]) == (["embassy_closed", "established"], "confirmed")
    assert (answer["recorded"]["from"], answer["recorded"]["to_days"][1]) == ("1955", "2026-03-25")
    assert answer["standing"]["relations"] == {
        "value": "in_force",
        "possible": ["in_force"],
        "since": "1955",
        "since_days": ["1955-01-01", "1955-12-31"],
        "event": "can-irn-1955-established",
        "later": [],
    }
    assert answer["standing"]["IRN"]["mission"]["value"] == "open"
    assert answer["standing"]["CAN"]["mission"]["event"] == "can-irn-1980-01-28-tehran-closed"


def test_an_uncertain_answer_names_the_event_whose_date_is_to_blame() -> None:
    answer = detente("at", "1988-10", "Canada", "Iran", cwd=ROOT).stdout
    assert "embassy closed since 28 January 1980, or possibly established." in answer
    assert "Not known to the day: mission opened by Canada (can-irn-1988-tehran-reopened)" in answer
    assert "the mission of Canada  closed, or possibly open  since 28 January 1980" in answer


def test_options_stand_before_or_behind_the_command(log: Path) -> None:
    before = detente("--log", str(log), "--json", "at", "1956", "CAN", "IRN")
    behind = detente("at", "1956", "CAN", "IRN", "--json", "--log", str(log))
    assert json.loads(before.stdout) == json.loads(behind.stdout)
    assert json.loads(before.stdout)["status"] == "established"


def test_findings_of_other_pairs_are_those_of_check(log: Path) -> None:
    answer = detente("at", "1956", "CAN", "IRN", "--log", str(log))
    assert answer.returncode == 0
    assert answer.stdout.startswith("Canada and Iran on 31 December 1956: established")
    assert answer.stderr == ""
    assert f"{log}:3:" in detente("check", str(log)).stdout


def test_lines_whose_pair_cannot_be_told_are_said_beside_every_answer(log: Path) -> None:
    with log.open("ab") as file:
        file.write(b'{"id": "nobody knows", "kind": "noted"}\n')
    answer = detente("at", "1956", "CAN", "IRN", "--log", str(log))
    assert answer.returncode == 0
    assert answer.stdout.startswith("Canada and Iran on 31 December 1956: established")
    assert f"{log}:{len(log.read_bytes().splitlines())}:" in answer.stderr
    assert f"{log}:3:" not in answer.stderr


def test_a_pair_against_the_rules_is_not_answered(log: Path) -> None:
    answer = detente("at", "1956", "NOR", "PER", "--log", str(log))
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "The record of Norway and Peru cannot be answered from until this is mended" in answer.stderr
    assert f"{log}:3:" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_pair_against_the_rules_as_known_keeps_no_other_from_being_answered(log: Path) -> None:
    late = line("relations_established", "1940", id="late", parties=["NOR", "PER"], recorded="2021-01-01T00:00:00Z")
    log.write_bytes(log.read_bytes() + text(late))
    answer = detente("at", "1961", "--known", "2020", "--log", str(log), "--json")
    assert [state["pair"] for state in json.loads(answer.stdout)] == [["CAN", "IRN"]]
    assert answer.returncode == 1
    assert "Norway and Peru: not answered, for line 3." in answer.stderr
    assert detente("check", str(log)).returncode == 0


def test_every_pair_is_answered_but_those_against_the_rules(log: Path) -> None:
    answer = detente("at", "1961", "--log", str(log), "--json")
    assert answer.returncode == 1
    assert [(state["pair"], state["status"]) for state in json.loads(answer.stdout)] == [(["CAN", "IRN"], "strained")]
    assert "Norway and Peru: not answered" in answer.stderr
    table = detente("at", "1961", "--log", str(log)).stdout
    assert table.splitlines()[0] == "Every pair on 31 December 1961"
    assert "Canada and Iran †   strained   1960" in table


def test_the_table_of_every_pair_says_what_nobody_may_read_absence_into(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    surveyed = {"families": ["relations", "missions", "grievances"], "from": "1950", "to": "1970"}
    log.write_bytes(
        text(
            line("relations_established", "1955", id="one"),
            line("surveyed", None, id="two", **surveyed),
            line("relations_established", "1960", id="three", parties=["NOR", "PER"]),
            line("relations_normalised", "1990", id="four", parties=["NOR", "PER"]),
        )
    )
    of_1965 = detente("at", "1965", "--log", str(log)).stdout
    assert "†" not in of_1965
    assert "Not surveyed for that day, of 2 pairs: sanctions of 1 and talks of 1.\n" in of_1965
    of_1980 = detente("at", "1980", "--log", str(log)).stdout
    assert "Canada and Iran †" in of_1980
    assert "Norway and Peru  " in of_1980
    assert "† The record of 1 pair ends before that day.\n" in of_1980
    assert "Not surveyed for that day, of 2 pairs: sanctions of 1, grievances of 1 and talks of 1.\n" in of_1980


def test_a_pair_that_is_not_recorded_is_answered_and_said_to_be_so() -> None:
    answer = detente("at", "2000", "Peru", "Norway", "--json", cwd=ROOT)
    assert answer.returncode == 0
    found = json.loads(answer.stdout)
    assert (found["status"], found["since"], found["recorded"]) == (None, None, None)
    assert (found["rungs"], found["possible"]) == ([], [])
    assert detente("at", "2000", "Peru", "Norway", cwd=ROOT).stdout == "Nothing is recorded of Norway and Peru.\n"


def test_known_answers_as_of_a_recording_day() -> None:
    answer = detente("at", "2000", "Canada", "Iran", "--known", "2026-11-22", cwd=ROOT)
    assert answer.stdout == "Nothing is recorded of Canada and Iran by 22 November 2026.\n"


def test_what_was_against_the_rules_as_known_is_an_error(tmp_path: Path) -> None:
    log = tmp_path / "log"
    late = ESTABLISHED | {"recorded": "2021-01-01T00:00:00Z"}
    log.write_bytes(text(late, line("mission_opened", "1956", "CAN")))
    answer = detente("at", "2000", "CAN", "IRN", "--log", str(log), "--known", "2020")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert f"{log}:2:" in answer.stderr
    assert "The record of Canada and Iran cannot be answered from" in answer.stderr
    assert detente("at", "2000", "CAN", "IRN", "--log", str(log)).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["at", "2000", "Canada", "Irann"], 1, "Did you mean “Iran”"),
        (["at", "2000", "Canada", "CAN"], 1, "are one country, Canada"),
        (["at", "2000-13", "Canada", "Iran"], 2, "there is no 2000-13 in the calendar"),
        (["at", "2000", "Canada"], 2, "name two countries"),
        (["at"], 2, "required: DATE"),
        ([], 2, "required: COMMAND"),
        (["att", "2000"], 2, "there is no command “att”. Did you mean “at”?"),
        (["at", "2000", "Canada", "Iran", "--log", "missing.jsonl"], 1, "There is no log at missing.jsonl"),
        (["at", "2000", "Canada", "Iran", "--log", "."], 1, "cannot be read"),
        (["schema", "relation_severed"], 2, "Did you mean “relations_severed”"),
        (["machine", "--format", "crayon"], 2, "there is no --format “crayon”. There are: mermaid, dot, markdown."),
    ],
)
def test_an_error_is_in_words_with_the_code_for_it(arguments: list[str], code: int, message: str) -> None:
    answer = detente(*arguments)
    assert (answer.returncode, answer.stdout) == (code, "")
    assert message in answer.stderr
    assert "Traceback" not in answer.stderr


def test_which_log_is_asked(tmp_path: Path, log: Path) -> None:
    ask = ("at", "1956", "CAN", "IRN", "--json")
    shipped = json.loads(detente(*ask, cwd=tmp_path).stdout)
    assert shipped["standing"]["relations"]["event"] == "can-irn-1955-established"
    by_environment = json.loads(detente(*ask, cwd=tmp_path, DETENTE_LOG=str(log)).stdout)
    assert by_environment["standing"]["relations"]["event"] == "begun"
    (tmp_path / "events.jsonl").write_bytes(text(ESTABLISHED | {"id": "here"}))
    here = json.loads(detente(*ask, cwd=tmp_path).stdout)
    assert here["standing"]["relations"]["event"] == "here"
    named = json.loads(detente(*ask, "--log", str(log), cwd=tmp_path, DETENTE_LOG="nowhere").stdout)
    assert named["standing"]["relations"]["event"] == "begun"


def test_history_is_a_table_to_be_pasted() -> None:
    answer = detente("history", "Canada", "Iran", cwd=ROOT)
    lines = answer.stdout.splitlines()
    assert (answer.returncode, lines[0]) == (0, "Canada and Iran")
    assert lines[2].split() == ["Date", "Status", "What", "happened", "By", "Source"]
    assert any(row.startswith(" between 18 July and") and "established" in row for row in lines)
    assert any(row.startswith(" 7 September 2012") and "severed" in row and "CBC and" in row for row in lines)
    assert "\x1b" not in answer.stdout
    assert all(row == row.rstrip() and len(row) <= 120 for row in lines)


def test_history_tells_what_changed_and_with_all_what_was_noted() -> None:
    changes = json.loads(detente("history", "Canada", "Iran", "--json", cwd=ROOT).stdout)["course"]
    everything = json.loads(detente("history", "Canada", "Iran", "--json", "--all", cwd=ROOT).stdout)["course"]
    assert all(change["changes_facts"] for change in changes)
    assert [change for change in everything if change["changes_facts"]] == changes
    every = [json.loads(text) for text in (ROOT / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    lines = [line for line in every if line["parties"] == ["CAN", "IRN"]]
    retracted = {line.get("retracts") for line in lines}
    counted = {line["id"] for line in lines if line["kind"] not in {"surveyed", "retracted"}} - retracted
    assert {change["event"]["id"] for change in everything} == counted
    kinds = {change["event"]["kind"] for change in everything} - {change["event"]["kind"] for change in changes}
    assert kinds == {"noted"}


def test_why_gives_each_fact_its_events_and_their_sources() -> None:
    answer = detente("why", "Canada", "Iran", "--on", "2012-09-08", cwd=ROOT).stdout
    assert answer.startswith(
        "Canada and Iran on 8 September 2012: severed, with sanctions in force.\n"
        "\nrelations: severed; the status rests on it\n"
    )
    assert "the official word was suspended" in answer.lower()
    assert "https://www.cbc.ca/news/politics/canada-closes-embassy-in-iran-expels-iranian-diplomats-1.1166509" in answer
    assert "measure: SOR/2010-165" in answer
    data = json.loads(detente("why", "Canada", "Iran", "--on", "2025-05-22", "--json", cwd=ROOT).stdout)
    assert data["status"] == "talks_offered"
    assert data["reasons"][0]["fact"] == "the offer of Iran"
    assert data["reasons"][0]["events"][0]["sources"][0]["publisher"] == "Hindustan Times"


def test_why_says_that_the_dates_leave_it_open() -> None:
    answer = detente("why", "Canada", "Iran", "--on", "1988-10-01", cwd=ROOT).stdout
    assert "Not known to the day: mission opened by Canada (can-irn-1988-tehran-reopened)" in answer


def test_check_finds_nothing_in_the_shipped_record() -> None:
    answer = detente("check", str(ROOT / "events.jsonl"))
    assert (answer.returncode, answer.stdout) == (0, "")
    assert re.search(r" events \(\d+ withdrawn\) of \d{3} pairs, nothing wrong\. Digest ", answer.stderr)
    assert "advice" not in answer.stderr


def test_check_lists_every_finding_in_order(log: Path) -> None:
    with log.open("ab") as open_log:
        open_log.write(b"nonsense\n" + text(line(on="then")) + b'{"torn')
    answer = detente("check", str(log))
    assert answer.returncode == 1
    numbers = [row.split(":")[1] for row in answer.stdout.splitlines() if row.startswith(str(log))]
    assert numbers == ["3", "4", "5", "6"]
    assert "3 events of 2 pairs, 4 findings. Digest " in answer.stderr
    data = json.loads(detente("check", "--log", str(log), "--json").stdout)
    assert [finding["line"] for finding in data["findings"]] == [3, 4, 5, 6]
    assert data["findings"][0]["pair"] == ["NOR", "PER"]


def test_check_gives_advice_that_is_no_finding(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(text(ESTABLISHED, line("grievance_raised", "1960", "CAN"), line("relations_normalised", "1960")))
    answer = detente("check", str(log))
    assert answer.returncode == 0
    assert "advice: the dates leave open" in answer.stdout


def test_the_schema_describes_every_line_of_the_record() -> None:
    schema = json.loads(detente("schema").stdout)
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    for row in (ROOT / "events.jsonl").read_text(encoding="utf-8").splitlines():
        validator.validate(json.loads(row))
    for bad in (line(sumary="x"), line(kind="relation_severed"), line(sources=[]), line("talks_opened", by="CAN")):
        assert list(validator.iter_errors(json.loads(json.dumps(bad)))), bad


def test_the_schema_of_one_kind() -> None:
    schema = json.loads(detente("schema", "mission_opened").stdout)
    assert schema["title"] == "MissionOpened"
    assert {"level", "head", "resident"} <= set(schema["properties"])


def test_the_machine_is_drawn_and_its_table_written() -> None:
    mermaid = detente("machine").stdout
    assert mermaid.startswith("stateDiagram-v2\n")
    assert "    severed --> established : relations restored\n" in mermaid
    assert "    established --> talks_offered" not in mermaid
    dot = detente("machine", "--format", "dot").stdout
    assert dot.startswith("digraph detente {")
    assert '    severed -> established [label="relations restored"];' in dot
    markdown = detente("machine", "--format", "markdown").stdout
    assert all(f"| `{row.kind}` | {row.by} |" in markdown for row in EVENTS)
    data = json.loads(detente("machine", "--json").stdout)
    assert [rung["status"] for rung in data["ladder"]] == list(LADDER)


def test_the_table_in_the_documents_is_the_one_that_the_machine_is_built_from() -> None:
    documented = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert detente("machine", "--format", "markdown").stdout.strip() in documented


def test_the_version_is_that_of_the_project() -> None:
    assert detente("--version").stdout == "detente 0.1.0\n"


@pytest.mark.parametrize("command", [["history", "Canada", "Iran"], ["at", "2012-09-08", "CAN", "IRN"], ["at", "2012"]])
def test_colours_are_for_terminals_and_no_color_is_respected(command: list[str]) -> None:
    red = "\x1b[1;31m"
    terminal = {"TERM": "xterm-256color", "COLUMNS": "100"}
    code, shown = on_a_terminal(command, cwd=ROOT, **terminal)
    assert (code, red in shown) == (0, True)
    code, shown = on_a_terminal(command, cwd=ROOT, NO_COLOR="1", **terminal)
    assert (code, "31m" in shown) == (0, False)
    assert "\x1b" not in detente(*command, cwd=ROOT).stdout


@pytest.mark.parametrize("closed", [1, 2])
def test_a_closed_stream_is_no_error(closed: int) -> None:
    command = f"exec {sys.executable} -m detente history CAN NOR --json {closed}>&-"
    answer = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0
    assert (answer.stdout == "", answer.stderr == "") == (closed == 1, closed == 2)
    assert closed == 1 or json.loads(answer.stdout)["course"] == []


def test_a_terminal_without_the_letters_is_no_error() -> None:
    answer = detente("why", "Canada", "Iran", cwd=ROOT, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert answer.returncode == 0
    assert "?A thaw in Iran-Canada ties?" in answer.stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("detente hi", "history"),
        ("detente at 2012 Can", "Canada"),
        ("detente history CAN IR", "IRN"),
        ("detente history CAN ir", "Iran"),
        ("detente schema relations_sev", "relations_severed"),
        ("detente machine --format m", "markdown"),
    ],
)
def test_commands_countries_and_kinds_complete(typed: str, offered: str, tmp_path: Path) -> None:
    offers = tmp_path / "offers"
    subprocess.run(
        [sys.executable, "-m", "detente"],
        env={**os.environ, "_ARGCOMPLETE": "1", "COMP_LINE": typed, "COMP_POINT": str(len(typed)),
             "_ARGCOMPLETE_IFS": "\n", "_ARGCOMPLETE_STDOUT_FILENAME": str(offers)},
        check=False,
    )  # fmt: skip
    assert offered in [word.strip() for word in offers.read_text(encoding="utf-8").split("\n")]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_shells_get_what_makes_them_complete(shell: str) -> None:
    answer = detente("completion", shell)
    assert answer.returncode == 0
    assert "detente" in answer.stdout


def test_options_stand_anywhere() -> None:
    log = ("--log", str(ROOT / "events.jsonl"))
    for asked in (("at", "2012-09-08", *log, "Canada", "Iran"), ("at", "2012-09-08", "Canada", *log, "Iran")):
        assert detente(*asked).stdout.startswith("Canada and Iran on 8 September 2012: severed since")
    features = [str(ROOT / "features" / name) for name in ("severing.feature", "talks.feature")]
    assert detente("spec", features[0], *log, features[1]).returncode == 0


def test_dates_typed_in_may_be_words() -> None:
    for typed in ("7 September 2012", "7 september 2012", "2012-09-07"):
        assert "on 7 September 2012: severed" in detente("at", typed, "Canada", "Iran", cwd=ROOT).stdout
    assert "on 30 September 2012: severed" in detente("at", "September 2012", "Canada", "Iran", cwd=ROOT).stdout
    assert "The record ends on" in detente("at", "today", "Canada", "Iran", cwd=ROOT).stdout
    assert detente("at", "31 February 2012", "Canada", "Iran", cwd=ROOT).returncode == 2


def test_every_pair_in_json_has_no_reasons_and_values_where_asked_for() -> None:
    plain = json.loads(detente("at", "2012", "--json", cwd=ROOT).stdout)
    pairs = [one["pair"] for one in plain]
    lines = [json.loads(text) for text in (ROOT / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    assert pairs == [list(pair) for pair in sorted({tuple(line["parties"]) for line in lines})]
    assert not any("standing" in one or "facts" in one for one in plain)
    told = json.loads(detente("at", "2012", "--json", "--facts", cwd=ROOT).stdout)
    assert [one["pair"] for one in told] == pairs
    facts = told[pairs.index(["CAN", "IRN"])]["facts"]
    assert (facts["relations"], facts["CAN"]["sanctions"]) == ("severed", "in_force")


def test_a_survey_is_added_by_options(tmp_path: Path) -> None:
    options = ("--families", "sanctions, talks", "--from", "1990", "--summary", "They were looked for.")
    log = ("--log", str(tmp_path / "log.jsonl"))
    added = detente("add", "Peru", "Norway", "--kind", "surveyed", *options, "--source", "A title|A publisher", *log)
    assert added.returncode == 0, added.stderr
    assert "nothing wrong" in detente("check", str(tmp_path / "log.jsonl")).stderr
    assert json.loads(detente("at", "1995", "Peru", "Norway", "--json", *log).stdout)["unsurveyed"] == [
        *("relations", "missions", "recalls", "grievances", "offices")
    ]
    assert detente("schema", "surveyed").returncode == 0


def test_a_history_says_what_dates_leave_open(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(
        text(ESTABLISHED, line("grievance_raised", "1960", "CAN"), line("relations_normalised", "1960-06-01"))
    )
    rows = detente("history", "Canada", "Iran", "--log", str(log)).stdout
    assert "established, or" in rows
    course = json.loads(detente("history", "Canada", "Iran", "--log", str(log), "--json").stdout)["course"]
    assert [change["possible"] for change in course][-1] == ["established", "strained"]


def test_a_predecessors_record_is_named(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(text(line("relations_established", "1948-05-26", parties=["ISR", "SUN"])))
    answer = detente("at", "1985", "Israel", "Russia", "--log", str(log))
    assert answer.stdout.splitlines()[0] == "Nothing is recorded of Israel and Russia."
    assert "See also Israel and the Soviet Union (ISR, SUN)" in answer.stdout
    assert "Russia did not exist on 31 December 1985" in answer.stdout
