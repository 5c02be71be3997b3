"""``detente spec`` as a process: what it prints, what it refuses, and what it leaves alone."""

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from making import detente, heeding_ctrl_c, line, on_a_terminal, outside, text

ROOT = Path(__file__).parents[1]
HOLDS = "    Given the record\n    Then the status of Canada and Iran on 2012-09-08 is severed\n"
FAILS = HOLDS.replace("severed", "established")
RULES_BROKEN = "Traceback", '.py"', ".py:", "INTERNALERROR", "Warning"


def write(folder: Path, text: str, name: str = "a.feature") -> Path:
    """Write a feature file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def spec(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run specs in a folder; whatever happens, nobody is shown Python."""
    done = detente("spec", *arguments, cwd=folder, **environment)
    assert not [word for word in RULES_BROKEN if word in done.stdout + done.stderr], done.stdout + done.stderr
    return done


def answer(folder: Path, *arguments: str) -> dict[str, object]:
    """Return what --json answers."""
    return json.loads(spec(folder, "--json", *arguments).stdout)


def outcomes(folder: Path, *arguments: str) -> dict[str, str]:
    """Return the outcome of each scenario by its name."""
    return {
        scenario["name"]: scenario["outcome"]
        for feature in answer(folder, *arguments)["features"]  # type: ignore[attr-defined]
        for scenario in feature["scenarios"]
    }


def test_scenarios_are_shown_as_they_run_and_failures_with_their_lines(tmp_path: Path) -> None:
    write(tmp_path, f"Feature: Two\n  Scenario: Good\n{HOLDS}  Scenario: Bad\n{FAILS}", "features/a.feature")
    done = spec(tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith(
        "Feature: Two  (features/a.feature)\n"
        "  passed  Good\n"
        "  failed  Bad\n"
        "\n"
        "features/a.feature:5: Bad\n"
        "  features/a.feature:7: Then the status of Canada and Iran on 2012-09-08 is established\n"
        "    Canada and Iran on 2012-09-08: expected established, but it is severed, because of\n"
        "      relations: severed (can-irn-2012-09-07-severed)\n"
    )
    assert done.stdout.endswith("\n\n2 scenarios: 1 passed, 1 failed\n")
    assert done.stderr == ""
    write(tmp_path, f"Feature: Two\n  Scenario: Good\n{HOLDS}", "features/a.feature")
    done = spec(tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 scenario: 1 passed")


def test_a_file_is_called_as_it_was_named(tmp_path: Path) -> None:
    path, here = write(tmp_path, f"Feature: F\n  Scenario: Bad\n{FAILS}", "specs/a.feature"), tmp_path / "here"
    here.mkdir()
    for named in ("../specs", "../specs/a.feature", str(path)):
        shown = named if named.endswith(".feature") else f"{named}/a.feature"
        assert f"\n{shown}:2: Bad\n  {shown}:4: Then " in spec(here, named).stdout


MISTAKES = {
    "Then status of Canada and Iran on 2012 is severed": "there is no such step. Did you mean “Then the status of",
    "Given the status of Canada and Iran on 2012 is severed": "this is a step of Then, and",
    "Then the status of Canada and Iran on 2012-09-08 is Severed": "there is no status “Severed”. Did you",
    "Given trace": "there is no such step. detente spec --steps lists",
    "Then the status of Canada and Iran on 7th of May 2012 is severed": "there is no such date. “7th of May 2012”",
    "Then the status of Canada and Iran on 2012-09-08 is sever-ed": "there is no status “sever-ed”. Did you mean",
    "Then the rungs of Canada and Iran on 2012-09-08 are Severed": "there is no status “Severed”. Did you mean",
    "Then the status of Canada and Iran on 2012-09-08 is severed since then": "there is no such date. “then”",
    "Then between Canada and Iran on 2012 the mission of Canada is shut": "“shut” is no value of mission",
    "Then between Canada and Iran on 2012 the misson of Canada is open": "“misson” of one country. Did you",
    "Then between Canada and Iran on 2012 the mission is open": "“mission” is a fact of one country: say whose",
    'Then between Canada and Iran on 2012 "misson opened by Iran" is possible': "Did you mean “mission opened”",
    "Then of Canada and Iran on 1 May 2012 sanktions were not surveyed": "“sanktions”. Did you mean “sanctions”",
    "Then in the way of established for Canada and Iran on 2013 is the misson of Iran": "Did you mean “mission”",
    "Then there is no way for Canada and Iran from 2013 to establishd": "“establishd” is no goal. Did you mean",
    'Given "sanctions lifted" by Perru on 2013 is supposed': "No country is known as “Perru”. Did you mean “Peru”",
    'Given "sanctions liftd" by Iran on 2013 is supposed': "Did you mean “sanctions lifted”",
    'Given event "no such event" is left out': "no such event",
    'Then it is refused because ""': "nothing was added or supposed",
    "Then the status of Canada and Iram on 2012 is severed": "No country is known as “Iram”. Did you mean",
    "Then the status of Canada and Iran on 2012-02-30 is severed": "there is no 2012-02-30 in the calendar",
    "Then the status of Canada and Iran on 2012-09-08 is sever": "there is no status “sever”",
    "Given these events of Peru and Norway:": "the step needs a table below it",
    "Given the record\n      | a |": "the step takes no table below it",
    'Given the record\n      """\n      a\n      """': "the step takes no text below it",
    "Given these events of Peru and Norway:\n      | on   | kind |\n      | 1990 | note |": "unknown kind",
}


def test_each_mistake_fails_its_scenario_with_the_line_of_its_step_and_no_other(tmp_path: Path) -> None:
    lines = ["Feature: Mistakes"]
    expected: list[str] = []
    for number, (step, message) in enumerate(MISTAKES.items()):
        lines += [f"  Scenario: Number {number}", "    Given the record", f"    {step}", "    Then it is allowed"]
        at = len("\n".join(lines[:-2]).split("\n")) + 1
        lines = "\n".join(lines).split("\n")
        expected.append(
            rf"a\.feature:{at - 2}: Number {number}\n  a\.feature:{at}:(\d+:)? .*\n    (?s:.*?){re.escape(message)}"
        )
    write(tmp_path, "\n".join([*lines, "  Scenario: Good", HOLDS]))
    done = spec(tmp_path)
    assert done.returncode == 1
    for pattern in expected:
        assert re.search(pattern, done.stdout), (pattern, done.stdout)
    assert done.stdout.endswith(f"{len(MISTAKES) + 1} scenarios: 1 passed, {len(MISTAKES)} failed\n")


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("Then the status of Canada and Iran on {} is severed", "7th September 2012"),
        ("Then  the status of {} and Iran on 2012 is severed", "Canda"),
        ("Then the status of Iran and {} on 2012 is severed", "Canda"),
        ("Then the status of Canada and Iran on 2012 is {}", "severd"),
        ("Then between Canada and Iran on 2012 the {} of Canada is open", "misson"),
        ("Then between <a> and Iran on 2012 the mission of <a> is {}", "opn"),
        ("Then between Canada and Iran on 2012 the mission of {} is open", "<no>"),
    ],
)
def test_what_is_wrong_in_a_step_that_fits_is_told_with_its_column(tmp_path: Path, step: str, words: str) -> None:
    whole = step.format(words)
    examples = "    Examples:\n      | a | no |\n      | Canada | Perru |\n" if "<" in whole else ""
    kind = "Scenario Outline" if examples else "Scenario"
    write(tmp_path, f"Feature: a\n  {kind}: b\n    Given the record\n    {whole}\n{examples}")
    done = spec(tmp_path)
    assert done.returncode == 1
    column = len("    ") + whole.index(words) + 1
    assert f"\n  a.feature:4:{column}: Then " in done.stdout
    assert f"“{'Perru' if examples and words == '<no>' else words}”" in done.stdout


def test_dates_in_steps_may_be_typed_as_people_do(tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").write_bytes((ROOT / "events.jsonl").read_bytes())
    write(
        tmp_path,
        "Feature: a\n  Scenario: b\n    Given the record as known on 31 December 2026\n"
        "    Then the status of Canada and Iran on 8 September 2012 is severed since 7 September 2012\n"
        "    And the status of Canada and Iran on September 2012 is severed\n"
        "  Scenario: c\n    Given these events of Peru and Norway:\n"
        "      | on         | kind                  |\n      | 4 May 1923 | relations established |\n"
        '    When "relations severed" by Peru on May 1930 is added\n'
        "    Then the status of Peru and Norway on 30 April 1930 is established since 4 May 1923\n"
        "    And the status of Peru and Norway on 31 May 1930 is severed since May 1930\n"
        '    When "relations restored" on 1 June 1931 is supposed\n'
        "    Then between Peru and Norway on 1 June 1931 the relations are in force since 1 June 1931\n",
    )
    done = spec(tmp_path, "--coverage")
    assert done.returncode == 0, done.stdout


OUTLINE = (
    "Feature: a\n  Scenario Outline: b\n    Given the record\n    Then the status of Canada and Iran on {} is severed\n"
)


@pytest.mark.parametrize(
    ("feature", "message"),
    [
        ("Feature: a\n  Scenario: b\n    Given the record\n", "a.feature:2: b\n    the scenario has no Then"),
        ("Feature: a\n  Scenario: b\n", "a.feature:2: b\n    the scenario has no steps"),
        (OUTLINE.format("<day>"), "a.feature:2: the Scenario Outline has no examples"),
        (OUTLINE.format("<day>") + "    Examples:\n", "a.feature:5: the examples have no rows"),
        (OUTLINE.format("<day>") + "    Examples:\n      | day |\n", "a.feature:5: the examples have no rows"),
        (
            OUTLINE.format("<day>") + "    Examples:\n      | date |\n      | 2013 |\n",
            "a.feature:4: the step asks for <day>, but the examples in line 5 have no such column; they have <date>",
        ),
        (f"Feature: a\n  Scenario: b\n{HOLDS}  Scenario: b\n{HOLDS}", "a.feature:5: 2 scenarios are named “b”"),
        ("Feature: a\n", "a.feature:1: there is no scenario in this feature"),
        ("", "a.feature:1: this file is empty"),
        ("# Feature: a\n\n  # More\n", "a.feature:1: there are only comments in this file"),
        ("Feature: a\n  Scenario: b\n    Givn the record\n", "a.feature:2: b\n    the scenario has no steps"),
        (f"Feature: a\n  Scenario: b\n{HOLDS}  Nonsense\n", "a.feature:5: “Nonsense” stands where there can only be"),
    ],
)
def test_what_would_prove_nothing_or_cannot_be_read_is_no_pass_and_the_rest_runs(
    tmp_path: Path, feature: str, message: str
) -> None:
    write(tmp_path, feature)
    write(tmp_path, f"Feature: Rest\n  Scenario: Good\n{HOLDS}", "z.feature")
    done = spec(tmp_path)
    assert done.returncode == 1
    assert message in done.stdout
    assert "  passed  Good\n" in done.stdout


def test_a_file_that_is_no_utf8_is_an_error_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.feature").write_bytes(b"Feature: a\n  Scenario: \xff\n")
    (tmp_path / "b.feature").write_bytes(b"\xef\xbb\xbfFeature: a\r\n  Scenario: b\r\n" + HOLDS.encode())
    done = spec(tmp_path)
    assert done.returncode == 1
    assert "a.feature:2: this is no UTF-8" in done.stdout
    assert done.stdout.endswith("1 scenario: 1 passed; 1 file cannot be run\n")


def test_what_is_unexpected_is_one_message_whatever_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, f"Feature: a\n  Scenario: b\n{HOLDS}")
    for arguments, code, message in [
        (["nowhere"], 1, "detente: There is no nowhere."),
        (["--tag", "x"], 1, "detente: No scenario was selected: none has x among its tags."),
        (["--log", "nowhere.jsonl"], 1, "detente: There is no log at nowhere.jsonl."),
        (["--known", "2020"], 2, "--known goes with --new"),
        (["--watch", "--json"], 2, "--watch and --json do not go together"),
        (["--new", "Canada", "Iran", "a.feature"], 2, "--new prints a feature and runs none"),
        (["--steps", "a.feature"], 2, "--steps lists the steps and runs none"),
        (["--steps", "--new", "Canada", "Iran"], 2, "--steps lists the steps and runs none"),
        (["--new", "Canada", "Iran", "--json"], 2, "--new prints Gherkin"),
        (["--new", "Canada", "Iram"], 1, "No country is known as “Iram”"),
        (["--new", "Canada", "Peru"], 1, "Nothing is recorded of Canada and Peru"),
    ]:
        done = spec(tmp_path, *arguments)
        assert (done.returncode, message in done.stderr, done.stdout) == (code, True, ""), done.stderr
        # Wrong usage shows how the command is used, around the one line that says what is wrong.
        lines = done.stderr.splitlines()
        assert len([line for line in lines if message in line] if code == 2 else lines) == 1
    (tmp_path / "empty").mkdir()
    assert spec(tmp_path, "empty").stderr == "detente: There is no .feature file in “empty”.\n"


def test_tags_of_features_rules_scenarios_and_examples_select(tmp_path: Path) -> None:
    write(
        tmp_path,
        f"@all\nFeature: a\n  @one\n  Scenario: One\n{HOLDS}  @two @_\n  Scenario: Two\n{HOLDS}"
        f"  @ruled\n  Rule: r\n    Scenario: Three\n{HOLDS}"
        f"    Scenario Outline: <name>\n{HOLDS}"
        "    @four\n    Examples:\n      | name |\n      | Four |\n    Examples:\n      | name |\n      | Five |\n",
    )
    for tags, chosen in {
        ("all",): ["One", "Two", "Three", "Four", "Five"],
        ("@one",): ["One"],
        ("one,@_",): ["One", "Two"],
        ("ruled", "four"): ["Four"],
        ("ruled",): ["Three", "Four", "Five"],
        ("four",): ["Four"],
        ("not @ruled",): ["One", "Two"],
        ("all", "not ruled"): ["One", "Two"],
        ("not one,ruled",): ["Two"],
    }.items():
        assert list(outcomes(tmp_path, *(f"--tag={tag}" for tag in tags))) == chosen


def test_the_record_is_the_log_that_is_named(tmp_path: Path) -> None:
    begun = "    Given the record\n    Then the status of Norway and Peru on 2005 is established\n"
    write(tmp_path, f"Feature: a\n  Scenario: b\n{begun}")
    (tmp_path / "mine.jsonl").write_bytes(text(line("relations_established", parties=["NOR", "PER"])) + b"nonsense\n")
    assert spec(tmp_path).returncode == 1
    for done in (spec(tmp_path, "--log", "mine.jsonl"), spec(tmp_path, DETENTE_LOG="mine.jsonl")):
        assert done.returncode == 0
        assert done.stderr.startswith("mine.jsonl:2:")
        assert len(done.stderr.splitlines()) == 1


def test_nothing_of_anybodys_pytest_has_a_say_and_nothing_is_left_behind(tmp_path: Path) -> None:
    folder = tmp_path / "a [b] ü::c"
    write(folder, f"Feature: a\n  Scenario: b\n{HOLDS}", "features/deep/er/a.feature")
    write(folder, "raise SystemExit('a conftest was loaded')", "conftest.py")
    write(folder, "raise SystemExit('a conftest was loaded')", "features/conftest.py")
    write(folder, "[pytest]\naddopts = --nonsense\ndetente_features = nowhere\ndetente_log = nowhere", "pytest.ini")
    write(folder, "[tool.pytest.ini_options]\naddopts = '--nonsense'", "pyproject.toml")
    before = sorted(folder.rglob("*"))
    done = spec(folder, PYTEST_ADDOPTS="--nonsense", PYTEST_PLUGINS="nowhere", PYTEST_DEBUG="1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("1 scenario: 1 passed\n")
    assert sorted(folder.rglob("*")) == before


def test_keywords_may_be_french(tmp_path: Path) -> None:
    write(
        tmp_path,
        "# language: fr\nFonctionnalité: Le Canada et l'Iran\n  Contexte:\n    Étant donné que the record\n"
        "  Scénario: La rupture\n    Quand it is looked at as known on 2026-12-31\n"
        "    Alors the status of Canada and Iran on 2012-09-08 is severed\n"
        "    Et qu'the status of Canada and Iran on 2012-09-06 is sanctioned\n"
        "  Plan du scénario: Les jours\n    Alors the status of Canada and Iran on <jour> is severed\n"
        "    Exemples:\n      | jour       |\n      | 2012-09-08 |\n      | 2012-09-06 |\n"
        "  Plan du scénario: Sans exemples\n    Alors the status of Canada and Iran on <jour> is severed\n",
    )
    done = spec(tmp_path)
    assert "Fonctionnalité: Le Canada et l'Iran" in done.stdout
    assert "  passed  La rupture\n  passed  Les jours: 2012-09-08\n  failed  Les jours: 2012-09-06\n" in done.stdout
    assert "a.feature:9: Les jours (the example in line 14)\n  a.feature:10: Alors the status of" in done.stdout
    assert "a.feature:15: the Plan du scénario has no examples" in done.stdout


def test_a_terminal_shows_marks_and_colours_and_no_color_takes_the_colours(tmp_path: Path) -> None:
    write(tmp_path, f"Feature: [bold]Two\n  Scenario: Good\n{HOLDS}  Scenario: Bad \x1b[2J\n{FAILS}")
    code, shown = on_a_terminal(["spec"], cwd=tmp_path, TERM="xterm-256color")
    assert code == 1
    assert "\x1b[32m✓\x1b[0m Good" in shown
    assert "\x1b[1;31m✗\x1b[0m Bad �[2J" in shown
    assert "Feature: [bold]Two" in shown
    _, plain = on_a_terminal(["spec"], cwd=tmp_path, TERM="xterm-256color", NO_COLOR="1")
    assert "✓ Good" in plain
    assert "\x1b[3" not in plain


def test_reports_have_the_line_of_the_row_of_an_outline(tmp_path: Path) -> None:
    write(
        tmp_path,
        "Feature: Two\n  Scenario Outline: On a day\n    Given the record\n"
        "    Then the status of Canada and Iran on <day> is severed\n    Examples:\n      | day |\n"
        "      | 2012-09-08 |\n      | 2012-09-09 |\n",
    )
    assert spec(tmp_path, "--junit", "j.xml", "--cucumber", "c.json").returncode == 0
    [feature] = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert [element["line"] for element in feature["elements"]] == [7, 8]
    assert [case.get("line") for case in ET.parse(tmp_path / "j.xml").iter("testcase")] == ["7", "8"]


def test_json_junit_and_cucumber_agree(tmp_path: Path) -> None:
    write(
        tmp_path,
        f"@all\nFeature: Two\n  @good\n  Scenario: Good\n{HOLDS}  Scenario: Bad\n{FAILS}    And it is allowed\n"
        "  Scenario: Unknown\n    Given nonsense\n    Then it is allowed\n",
    )
    write(tmp_path, "Nonsense", "b.feature")
    done = spec(tmp_path, "--json", "--junit", "deep/j.xml", "--cucumber", "c.json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["summary"] == {
        "scenarios": 3,
        "passed": 1,
        "failed": 2,
        "skipped": 0,
        "xfailed": 0,
        "xpassed": 0,
        "unreadable": 1,
    }
    two, broken = report["features"]
    assert (two["path"], two["line"], two["tags"], two["error"]) == ("a.feature", 2, ["all"], None)
    good, bad, unknown = two["scenarios"]
    assert good.pop("seconds") > 0
    assert good == {
        "name": "Good",
        "path": "a.feature",
        "line": 4,
        "row": None,
        "tags": ["all", "good"],
        "example": {},
        "outcome": "passed",
        "message": None,
        "step": None,
    }
    assert bad["step"] == {"line": 9, "text": "Then the status of Canada and Iran on 2012-09-08 is established"}
    assert "expected established, but it is severed" in bad["message"]
    assert unknown["step"] == {"line": 12, "text": "Given nonsense"}
    assert broken["error"].startswith("b.feature:1: “Nonsense” stands where")

    suite = ET.parse(tmp_path / "deep" / "j.xml").getroot()[0]
    assert [suite.get(name) for name in ("tests", "failures", "errors")] == ["4", "2", "1"]
    by_name = {case.get("name"): case for case in suite.iter("testcase")}
    assert (by_name["Good"].get("file"), by_name["Good"].get("line")) == ("a.feature", "4")
    assert by_name["Good"].find("failure") is None
    failure = by_name["Bad"].find("failure")
    assert failure is not None
    assert "a.feature:9: Then the status of" in (failure.text or "")

    features = {feature["uri"]: feature for feature in json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))}
    statuses = {
        element["name"]: [step["result"]["status"] for step in element["steps"]]
        for feature in features.values()
        for element in feature["elements"]
    }
    assert statuses == {
        "Good": ["passed", "passed"],
        "Bad": ["passed", "failed", "skipped"],
        "Unknown": ["undefined", "skipped"],
        "The file": ["failed"],
    }
    assert "b.feature:1" in features["b.feature"]["elements"][0]["steps"][0]["result"]["error_message"]
    assert features["a.feature"]["elements"][0]["tags"][0]["name"] == "@all"


def test_a_report_that_cannot_be_written_is_an_error_in_words(tmp_path: Path) -> None:
    write(tmp_path, f"Feature: a\n  Scenario: b\n{HOLDS}")
    for option in ("--junit", "--cucumber"):
        done = spec(tmp_path, option, ".")
        assert done.returncode == 1
        assert "cannot be written" in done.stderr


@pytest.fixture
def watching(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Watch a folder with one feature and a log."""
    write(tmp_path, f"Feature: a\n  Scenario: b\n{HOLDS}")
    shutil.copy(ROOT / "events.jsonl", tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", "spec", "--watch"],
        cwd=tmp_path,
        env=outside("DETENTE_LOG"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heeding_ctrl_c,  # noqa: PLW1509 - there are no threads here
    )
    yield process
    process.kill()
    process.communicate()


def test_watch_runs_again_when_something_changes_and_ends_with_ctrl_c(
    tmp_path: Path, watching: "subprocess.Popen[str]"
) -> None:
    assert watching.stdout
    assert watching.stderr

    def until(end: str) -> str:
        shown = ""
        assert watching.stdout
        while not shown.endswith(end):
            more = watching.stdout.readline()
            assert more, shown
            shown += more
        return shown

    until("1 scenario: 1 passed\n")
    write(tmp_path, f"Feature: a\n  Scenario: b\n{FAILS}")
    assert "a.feature changed:" in until("1 scenario: 1 failed\n".replace("1 failed", "0 passed, 1 failed"))
    write(tmp_path, "Nonsense")
    until("0 scenarios: 0 passed; 1 file cannot be run\n")
    (tmp_path / "a.feature").unlink()
    assert watching.stderr.readline() == "detente: There is no .feature file in “.”.\n"
    write(tmp_path, f"Feature: a\n  Scenario: b\n{HOLDS}", "new.feature")
    until("1 scenario: 1 passed\n")
    (tmp_path / "events.jsonl").write_text("", encoding="utf-8")
    assert "events.jsonl changed:" in until("1 failed\n")
    watching.send_signal(signal.SIGINT)
    assert watching.wait(10) == 130
    assert watching.stderr.read() == "detente: interrupted.\n"


MANY = "Feature: a\n" + "".join(f"  Scenario: {number}\n{HOLDS}" for number in range(3000))


def test_a_run_ends_with_ctrl_c(tmp_path: Path) -> None:
    write(tmp_path, MANY)
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "detente", "spec"],
        cwd=tmp_path,
        env=outside("DETENTE_LOG"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heeding_ctrl_c,  # noqa: PLW1509 - there are no threads here
    )
    assert process.stdout
    assert process.stdout.readline() == "Feature: a  (a.feature)\n"
    process.send_signal(signal.SIGINT)
    shown, complaint = process.communicate(timeout=30)
    assert (process.returncode, complaint) == (130, "detente: interrupted.\n")
    assert "scenarios:" not in shown


def test_a_run_ends_where_nobody_hears_it(tmp_path: Path) -> None:
    write(tmp_path, MANY)
    run = f"{sys.executable} -m detente spec"
    for command, code, message in (
        (f"{run} | head -n 1; exit ${{PIPESTATUS[0]}}", 0, ""),
        (f"{run} > /dev/full", 1, "detente: the answer cannot be written: No space left on device.\n"),
    ):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=outside("DETENTE_LOG"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (code, message)


LOGGED = [
    line("relations_established", "1992~", parties=["BIH", "TTO"]),
    line("grievance_raised", "1993-05", by="BIH", parties=["BIH", "TTO"]),
    line("sanctions_imposed", "1993-05-10", by="TTO", parties=["BIH", "TTO"]),
    line("sanctions_lifted", "[1994-01-01,1994-02-01]", by="TTO", parties=["BIH", "TTO"]),
    line("relations_severed", "1995-01-01", by="TTO", parties=["BIH", "TTO"], recorded="2022-01-01T00:00:00Z"),
]  # fmt: skip


@pytest.mark.parametrize("pair", [("Canada", "Iran"), ("Trinidad and Tobago", "Bosnia and Herzegovina")])
@pytest.mark.parametrize("known", [None, "2021"])
def test_a_draft_holds_as_it_is(tmp_path: Path, pair: tuple[str, str], known: str | None) -> None:
    shipped = (ROOT / "events.jsonl").read_bytes().replace(b'"recorded": "2026', b'"recorded": "2020')
    (tmp_path / "log.jsonl").write_bytes(shipped + text(*LOGGED))
    asked = ["--log", "log.jsonl", *(["--known", known] if known else [])]
    drafted = spec(tmp_path, "--new", *pair, *asked)
    assert (drafted.returncode, drafted.stderr) == (0, "")
    write(tmp_path, drafted.stdout)
    run = spec(tmp_path, "--log", "log.jsonl")
    assert run.returncode == 0, run.stdout
    assert int(run.stdout.splitlines()[-1].split()[0]) >= 6
    assert ("as known on 2021-12-31" in drafted.stdout) is (known is not None)
    if "Canada" in pair:
        assert re.search(r"\| 2003-07-10 \| established, or possibly strained +\|", drafted.stdout)
        assert re.search(r"\| 2012-09-07 \| severed +\| 2012-09-07 +\|", drafted.stdout)
    else:
        assert ("severed" in drafted.stdout) is (known is None)


def test_a_draft_fails_where_history_differs(tmp_path: Path) -> None:
    lines = [
        line("relations_established", "1900-01-01", id="begun"),
        line("mission_opened", "1901-02-03", by="CAN", id="opened"),
        line("mission_closed", "1902", by="CAN", id="closed"),
        line("protecting_power_named", "1903-05-06", by="CAN", id="protected", power="GBR"),
        line("sanctions_imposed", "1904-01-01", by="IRN", id="imposed"),
        line("sanctions_lifted", "1905-01-01", by="IRN", id="lifted"),
        line("talks_offered", "1906-01-01", by="IRN", id="offered"),
    ]
    log = tmp_path / "events.jsonl"
    log.write_bytes(text(*lines))
    write(tmp_path, spec(tmp_path, "--new", "Canada", "Iran").stdout)
    assert spec(tmp_path).returncode == 0
    for number, changed in enumerate(lines):
        others = [one for one in lines[number + 1 :] if changed["id"] != "imposed" or one["id"] != "lifted"]
        moved = changed | {"on": f"{str(changed['on'])[:4]}-11-29"}
        for differing in ([*lines[:number], *others], [*lines[:number], moved, *lines[number + 1 :]]):
            if differing and changed["id"] != "begun" and changed["id"] != "opened":
                log.write_bytes(text(*differing))
                assert spec(tmp_path).returncode == 1, differing


def test_a_draft_asserts_nothing_that_was_not_surveyed_or_is_not_certain(tmp_path: Path) -> None:
    survey = {"kind": "surveyed", "id": "survey", "families": ["relations", "missions"], "from": "1900", "by": None}
    lines = [
        line("relations_established", "1900-01-01", id="begun"),
        line("mission_opened", "1905", by="CAN", id="opened"),
        line("mission_closed", "[1910-01-01..1910-06-01]", by="CAN", id="closed"),
        {name: value for name, value in (line(on=None) | survey).items() if value is not None},
    ]
    (tmp_path / "events.jsonl").write_bytes(text(*lines))
    drafted = spec(tmp_path, "--new", "Canada", "Iran").stdout
    write(tmp_path, drafted)
    assert spec(tmp_path).returncode == 0
    # Not a word of what nobody looked for, but that nobody did; it is said with every status and all rungs.
    assert not re.search(r"\| the (sanctions|grievance|recall|talks|offer|consulate)", drafted)
    for block in drafted.split("\n\n  Scenario Outline: ")[1:]:
        assert block.startswith("Where the facts turn\n") or "<unsurveyed> were not surveyed" in block
    # Between its first and its last possible day a closing is only possible, and the rungs are not said.
    assert "| 1910-01-01 | the mission of Canada is open, or possibly closed" in drafted
    rungs = drafted.split("Every rung that holds")[1].split("Scenario Outline")[0]
    assert "1910-01-01" not in rungs
    assert "1910-06-01" in rungs


def test_the_steps_are_listed_and_each_example_runs_as_one(tmp_path: Path) -> None:
    listed = spec(tmp_path, "--steps")
    assert (listed.returncode, listed.stderr) == (0, "")
    steps = json.loads(spec(tmp_path, "--steps", "--json").stdout)
    page = (ROOT / "docs" / "specs.md").read_text(encoding="utf-8")
    for step in steps:
        assert f"| `{step['example']}` | {step['meaning']} |\n" in page
        shown = f"\n\n{' or '.join(step['keywords'])} {step['form']}\n  {step['meaning']}\n"
        assert f"{shown}  For example: {step['example']}\n" in listed.stdout
        assert re.fullmatch(step["pattern"], step["example"].split(" ", 1)[1])
        assert not re.search(r"[\\?*+^]", step["form"])
    assert len(steps) == page.split("<!-- steps -->")[1].split("<!-- end of steps -->")[0].count("\n| `")
    forms = [step["form"] for step in steps]
    assert "the status of <country> and <country> on <date> is <status>[ since <since>]" in forms
    assert 'between <country> and <country> on <date> "<act>" is [not ]possible' in forms


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_feature_in_another_encoding_is_told_so(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.feature").write_bytes(f"Feature: a\n  Scenario: b\n{HOLDS}".encode(encoding))
    done = spec(tmp_path)
    assert done.returncode == 1
    assert "a.feature:1: this is no UTF-8, but may be UTF-16; save the file as UTF-8\n" in done.stdout


def test_a_folder_and_a_link_to_nothing_that_are_called_features_are_told(tmp_path: Path) -> None:
    write(tmp_path, f"Feature: a\n  Scenario: b\n{HOLDS}")
    (tmp_path / "folder.feature").mkdir()
    (tmp_path / "link.feature").symlink_to("nothing")
    done = spec(tmp_path)
    assert done.returncode == 1
    assert "folder.feature:1: the file cannot be read: Is a directory\n" in done.stdout
    assert "link.feature:1: the file cannot be read: No such file or directory\n" in done.stdout
    assert done.stdout.endswith("1 scenario: 1 passed; 2 files cannot be run\n")
    assert "There is no .feature file in “folder.feature”" in spec(tmp_path, "folder.feature").stderr


def test_a_feature_named_twice_runs_once_and_that_is_said(tmp_path: Path) -> None:
    write(tmp_path, f"Feature: a\n  Scenario: b\n{HOLDS}")
    done = spec(tmp_path, "a.feature", "a.feature", ".")
    assert (done.returncode, done.stderr) == (0, "a.feature is named twice, and run once.\n")
    assert done.stdout.endswith("\n1 scenario: 1 passed\n")


def test_messages_are_broken_between_words_on_a_narrow_terminal(tmp_path: Path) -> None:
    write(tmp_path, f"Feature: a\n  Scenario: b\n{HOLDS.replace('2012-09-08', '8th of September 2012')}")
    code, shown = on_a_terminal(["spec"], cwd=tmp_path, TERM="dumb", NO_COLOR="1", COLUMNS="80")
    lines = shown.replace("\r", "").split("\n")
    assert code == 1
    assert max(map(len, lines)) <= 80
    assert "a day (2012-09-07), a month (2012-09)," in " ".join(map(str.strip, lines))


def exercised(folder: Path, *arguments: str) -> dict[tuple[str | None, str], int]:
    """Return how many scenarios exercise each point of the machine."""
    found = answer(folder, *arguments)["coverage"]
    assert isinstance(found, list)
    return {(point["kind"], point["what"]): point["scenarios"] for point in found}


def test_our_features_exercise_every_status_and_every_rule_of_the_table() -> None:
    found = exercised(ROOT, "features")
    assert [point for point, scenarios in found.items() if not scenarios] == []
    assert len(found) > 60


def test_only_what_a_passing_scenario_looked_at_is_exercised(tmp_path: Path) -> None:
    events = "    Given these events of Peru and Norway:\n      | on   | kind                  | by   |\n"
    events += "      | 1923 | relations established |      |\n      | 1930 | relations severed     | Peru |\n"
    write(
        tmp_path,
        f"Feature: a\n  Scenario: Looks in 1925\n{events}"
        "    Then the status of Peru and Norway on 1925 is established\n"
        f"  Scenario: Looks elsewhere\n{events}    Then the status of Peru and Norway on 1920 is no relations\n"
        f"  Scenario: Fails\n{events}    Then the status of Peru and Norway on 1935 is strained\n"
        "  Scenario: Is refused\n    Given nothing is recorded of Peru and Norway\n"
        '    When "mission closed" by Peru on 1930 is added\n    Then it is refused because "its mission open"\n',
    )
    found = {point: scenarios for point, scenarios in exercised(tmp_path).items() if scenarios}
    assert found == {
        (None, "established"): 1,
        (None, "no relations"): 1,
        ("relations_established", "allowed"): 1,
        ("mission_closed", "its mission open"): 1,
    }
    shown = spec(tmp_path, "--coverage").stdout
    assert re.search(r"\n\n4 of \d+ statuses and rules are .*\n\n Status or rule .*\n.*\n status .* none\n", shown)
    assert re.search(r" mission closed: refused, for it needs “its mission open” +1\n$", shown)


GIVEN = """\
    Given these events of USA and Cuba:
      | id     | on         | kind                  | by  |
      | begun  | 1902-05-20 | relations established |     |
      | opened | 1923       | mission opened        | USA |
      | broken | 1961-01-03 | relations severed     | USA |
      | again  | 2015-07-20 | relations restored    |     |
"""
NOT_SO = {  # what is wrong, and the message
    'Then between USA and Cuba on 1910 "mission opened" is not possible': "is an act of one country: say by whom",
    'Then between USA and Cuba on 1970 "relations restored by USA" is not possible': "is an act of both",
    'Then between USA and Cuba on 1970 "relations restord" is not possible': "there is no kind of event",
    'Then between USA and Cuba on 1923-06 "mission opened by USA" is possible': "the dates leave it open",
    'Then between USA and Cuba on 1970 "relations restored" is not possible': "it is possible",
    'Then the shortest way for USA and Cuba from 1923-06 to severed is "relations severed by USA"': "leave open",
    'Then the shortest way for USA and Cuba from 1970 to established is "relations restored by USA"': "an act of both",
    "Then there is no way for USA and Cuba from 1970 to severed": "it is so already",
    "Then the status of USA and Cuba on 1970 is severed, or possibly severed": "names a status twice",
    "Then in the way of established for USA and Cuba on 1970 is the mission of USA": "in its way: relations",
    "Then it is allowed": "nothing was added or supposed",
    "Then the log is unchangd": "there is no such step",
    "Then the log is unchanged": "nothing was added or supposed",
    "Then nothing of USA and Cuba is overtaken": "nothing is supposed of Cuba and the United States",
    'When "mission opened" by USA on 1970 is added\n    Then it is refused because "e"': "another reason",
    'When "mission opened" by USA on 1970 is added\n    Then it is refused because "relations in for"': "for another",
    'When "mission opened" by USA on 1970 is added\n    Then it is refused because "restored"': "another reason",
    'When "mission opened" by USA on 1970 is added\n    Then it is refused because "scenario"': "another reason",
    'When "misson opened" by USA on 1970 is added\n    Then it is refused because "mission"': "is no event",
    'When "mission opened" by Peru on 1970 is added\n    Then it is refused because "mission"': "is no event",
    'When "mission opened" by USA on 1970 is added\n    Then it is no event because "a"': "it is an event",
    'When "mission opened" by USA on 1970 is added\n    Then it is allowed': "what was added is refused",
    'When event "broken" is left out\n'
    '    Then event "again" of Cuba and USA is overtaken because "agreement"': "another reason",
    "Given nothing is recorded of USA and Cuba\n    Then it is allowed": "is recorded",
    "When these events are added:\n      | on | kind |\n    Then it is allowed": "no events in the table",
    "When these events are added:\n      | on | on |\n      | 1 | 2 |\n    Then it is allowed": "stands twice",
}


def test_what_is_not_so_does_not_pass(tmp_path: Path) -> None:
    scenarios = [f"  Scenario: Number {number}\n{GIVEN}    {steps}\n" for number, steps in enumerate(NOT_SO)]
    write(tmp_path, "Feature: a\n" + "".join(scenarios))
    found = answer(tmp_path)["features"][0]["scenarios"]  # type: ignore[index]
    for scenario, message in zip(found, NOT_SO.values(), strict=True):
        assert scenario["outcome"] == "failed", scenario
        assert message in scenario["message"], scenario


def test_a_scenario_says_of_what_record_it_speaks(tmp_path: Path) -> None:
    write(tmp_path, "Feature: a\n  Scenario: b\n    Then the status of Canada and Iran on 2012-09-08 is no relations\n")
    assert "of which record?" in spec(tmp_path).stdout
    write(tmp_path, "Feature: a\n  Scenario: b\n    given the record\n    Then it is allowed\n")
    assert "reads like a step and is none" in spec(tmp_path).stdout


def test_nothing_switches_the_assertions_off(tmp_path: Path) -> None:
    write(tmp_path, f"Feature: a\n  Scenario: b\n{FAILS}")
    assert spec(tmp_path, PYTHONOPTIMIZE="1").returncode == 1


def test_of_several_pairs_the_scenario_says_which_is_meant(tmp_path: Path) -> None:
    of_others = line("relations_established", "1950", id="other", parties=["NOR", "PER"])
    (tmp_path / "events.jsonl").write_bytes(text(line("relations_established", "1955", id="begun"), of_others))
    steps = '    When "relations severed" by Norway on 1960-01-01 is added\n    Then it is allowed\n'
    write(tmp_path, f"Feature: a\n  Scenario: b\n    Given the record\n{steps}")
    assert "The record has several pairs" in spec(tmp_path).stdout
    write(tmp_path, f"Feature: a\n  Scenario: b\n    Given the record\n    And it is about Norway and Peru\n{steps}")
    assert spec(tmp_path).returncode == 0
    # What is wrong with others is no refusal of this.
    (tmp_path / "events.jsonl").write_bytes(
        text(*(line("relations_established", "1955", id=f"{number}") for number in range(2)), of_others)
    )
    assert spec(tmp_path).returncode == 0


def test_reports_and_suppositions_in_the_wrong_place_are_refused(tmp_path: Path) -> None:
    feature = write(tmp_path, f"Feature: a\n  Scenario: b\n{HOLDS}")
    before = feature.read_text(encoding="utf-8")
    assert spec(tmp_path, "--junit", "a.feature").returncode == 1
    assert feature.read_text(encoding="utf-8") == before
    assert spec(tmp_path, "--junit", "x", "--cucumber", "x").returncode == 2
    assert spec(tmp_path, "--suppose", "x").returncode == 2
    assert spec(tmp_path, "--tag", "fast and slow").returncode == 2
