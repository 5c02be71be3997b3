"""What supposes nothing, ends before it begins, or comes on standard input: told, and never passed over in silence."""

import json
from pathlib import Path

import pytest
from making import BEGUN, OPENED, detente, line, on_a_terminal, text

import detente as api

ASKED = (
    ("at", "1970", "Canada", "Iran"),
    ("at", "1970"),
    ("history", "Canada", "Iran"),
    ("why", "Canada", "Iran"),
    ("diff", "Canada", "Iran", "--from", "1950"),
    ("route", "Canada", "Iran", "--to", "severed"),
    ("export", "cow-dipex"),
)
NOTHING = {
    "empty": "",
    "blank": "\n \n",
    "a byte order mark": "\ufeff",
    "a header alone": '{"scenario": {"title": "T"}}\n',
}


@pytest.fixture
def log(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "log.jsonl").write_bytes(text(BEGUN, OPENED))
    return "--log", str(tmp_path / "log.jsonl")


@pytest.mark.parametrize(
    ("asked", "what"), [*((asked, "empty") for asked in ASKED), *((ASKED[0], what) for what in NOTHING)]
)
def test_a_scenario_that_supposes_nothing_is_told(
    tmp_path: Path, log: tuple[str, str], asked: tuple[str, ...], what: str
) -> None:
    (tmp_path / "s.jsonl").write_text(NOTHING[what], encoding="utf-8")
    answer = detente(*asked, *log, "--suppose", str(tmp_path / "s.jsonl"))
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr.count("s.jsonl supposes nothing of") == 1
    piped = detente(*asked, *log, "--suppose", "-", stdin=NOTHING[what])
    assert "/dev/stdin supposes nothing of" in piped.stderr


def test_a_scenario_about_others_supposes_nothing_of_a_pair(tmp_path: Path, log: tuple[str, str]) -> None:
    (tmp_path / "s.jsonl").write_text(json.dumps({"without": "opened"}), encoding="utf-8")
    suppose = (*log, "--suppose", str(tmp_path / "s.jsonl"))
    assert "s.jsonl supposes nothing of Canada and Peru" in detente("at", "1970", "Canada", "Peru", *suppose).stderr
    assert detente("at", "1970", "Canada", "Iran", *suppose).stderr == ""
    assert "supposes nothing" not in detente("at", "1970", *suppose).stderr


@pytest.mark.parametrize("command", ["history", "why", "diff", "cite", "timeline"])
@pytest.mark.parametrize(
    ("since", "until", "is_wrong"),
    [
        ("2013", "2012", True),
        ("2013-01", "2012", True),
        ("2013-01-01", "2012", True),
        ("2013-01-01", "2012-12-31", True),
        ("2012-09-07", "2012-09-06", True),
        ("2012", "2012", False),
        ("2012-12-31", "2012", False),
        ("2012-09", "2012", False),
        ("2012", "2012-01-01", False),
        ("2012-09-07", "2012-09-07", False),
    ],
)
def test_what_ends_before_it_begins_is_wrong_usage(
    log: tuple[str, str], command: str, since: str, until: str, is_wrong: bool
) -> None:
    drawn = ("-o", "-") if command == "timeline" else ()
    answer = detente(command, "Canada", "Iran", *log, *drawn, "--from", since, "--to", until)
    assert (answer.returncode == 2, "the other way round" in answer.stderr) == (is_wrong, is_wrong), answer.stderr
    assert bool(answer.stdout) is not is_wrong


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("history", "Canada", "Iran"), "The record ends"),
        (("why", "Canada", "Iran"), "nothing changed that is recorded.\nThe record ends"),
        (("diff", "Canada", "Iran"), "The record ends"),
        (("diff",), "No pair has changed. Nothing is recorded of later days."),
    ],
)
def test_of_days_behind_the_record_it_is_said_that_it_ends(
    log: tuple[str, str], asked: tuple[str, ...], said: str
) -> None:
    answer = detente(*asked, *log, "--from", "3000")
    assert (answer.returncode, said in answer.stdout) == (0, True), answer.stdout + answer.stderr


FEATURE = """Feature: a
  Scenario: b
    Given these events of Canada and Iran:
      | on   | kind                  |
      | 1955 | relations established |
    Then the status of Canada and Iran on 1960-01-01 is {}
"""


def test_a_feature_comes_on_standard_input() -> None:
    for status, code in (("established", 0), ("severed", 1)):
        done = detente("spec", "-", stdin=FEATURE.format(status))
        assert (done.returncode, "1 scenario: " in done.stdout) == (code, True), done.stdout + done.stderr
    assert "this file is empty" in detente("spec", "-", stdin="").stdout
    for more in (("--watch",), ("--log", "-")):
        assert detente("spec", "-", *more, stdin=FEATURE).returncode == 2


def test_a_log_that_is_not_there_is_told_to_each_in_words_of_theirs(tmp_path: Path) -> None:
    with pytest.raises(api.DetenteError) as refused:
        api.read(tmp_path / "no.jsonl")
    assert str(refused.value) == f"There is no log at {tmp_path / 'no.jsonl'}."
    with pytest.raises(api.DetenteError) as refused:
        api.read(tmp_path)
    assert "--log" not in str(refused.value)
    for path, what_to_do in (
        (tmp_path / "no.jsonl", "Name one with --log, or in DETENTE_LOG."),
        (tmp_path, "This takes one log: several are read only where every pair is asked."),
    ):
        assert what_to_do in detente("at", "1970", "Canada", "Iran", "--log", str(path)).stderr


def test_days_outside_the_record_say_where_it_begins_and_ends(log: tuple[str, str]) -> None:
    ask = ("history", "Canada", "Iran", *log)
    begins, ends = "The record begins in 1955.", "The record ends in 1959."
    for form in ("table", "markdown", "html"):
        answer = detente(*ask, "--to", "1900", "--format", form).stdout
        assert begins in answer
        assert detente(*ask, "--from", "1980", "--to", "1990", "--format", form).stdout.count(ends) == 1
    rows = detente(*ask, "--to", "1900", "--format", "csv")
    assert (rows.stdout.count("\n"), rows.stderr) == (1, f"{begins}\n")
    assert detente(*ask, "--from", "1900", "--to", "1910").stdout.count(begins) == 1
    assert "The record" not in detente(*ask, "--to", "1957").stdout
    page = detente(*ask, "--to", "1900", "--format", "html").stdout
    assert "<title>Canada and Iran to 31 December 1900: nothing happened that is recorded.</title>" in page
    assert "<title>Canada and Peru" in detente("history", "Canada", "Peru", *log, "--format", "html").stdout


def test_what_is_said_of_an_event_that_is_supposed_is_shown(tmp_path: Path, log: tuple[str, str]) -> None:
    add = ("--add", '1970 sanctions_imposed by Canada summary="Ottawa acts." note="As some had asked."')
    told = "sanctions imposed by Canada{}: Ottawa acts. As some had asked."
    assert told.format(" [supposed]") in detente("suppose", "Canada", "Iran", *log, *add, COLUMNS="150").stdout
    (tmp_path / "s.jsonl").write_text('{"without": "opened"}\n', encoding="utf-8")
    compared = detente(
        "suppose", "Canada", "Iran", *log, *add, "--compare", "--file", str(tmp_path / "s.jsonl"), COLUMNS="250"
    )
    assert told.format("") in compared.stdout
    bare = detente("suppose", "Canada", "Iran", *log, "--add", "1970 sanctions_imposed by Canada")
    assert "It is supposed" not in bare.stdout
    # Events that say something of their own are not told as one with others.
    rounds = [word for year in range(1971, 1975) for word in ("--add", f"{year} sanctions_extended by Canada")]
    bare = ("suppose", "Canada", "Iran", *log, *add, *rounds)
    assert "4 rounds" in detente(*bare).stdout
    spoken = [f"{word} summary=Round-{word[:4]}" if word[0] == "1" else word for word in rounds]
    shown = detente("suppose", "Canada", "Iran", *log, *add, *spoken).stdout
    assert all(f"Round-{year}" in shown for year in range(1971, 1975))


@pytest.mark.parametrize("columns", [60, 80])
def test_candidates_fit_a_narrow_terminal(tmp_path: Path, columns: int) -> None:
    rounds = [
        line("sanctions_extended", f"20{year}-09-30", "CAN", id=f"can-irn-20{year}-09-30-sanctions-extended")
        for year in range(11, 26)
    ]
    (tmp_path / "events.jsonl").write_bytes(
        text(BEGUN, line("sanctions_imposed", "2010", "CAN", id="imposed"), *rounds)
    )
    ask = ("suppose", "Canada", "Iran", "--without", "sanctions")
    code, shown = on_a_terminal(ask, cwd=tmp_path, COLUMNS=str(columns))
    lines = shown.replace("\r\n", "\n").split("\n")
    begins = next(index for index, line in enumerate(lines) if "Say which" in line)
    listed = [line for line in lines[begins + 1 :] if line.startswith("  ")]
    assert (code, max(map(len, listed)) <= columns) == (2, True)
    assert "and 6 more" in shown
    assert "sanctions extended by Canada" in " ".join(shown.split())
