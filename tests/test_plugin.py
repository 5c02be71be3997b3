"""The pytest plugin: features become tests where they are configured, and nowhere else."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from making import detente

FEATURE = """\
Feature: Peru and Norway
  Scenario: Two countries
    Given these events of Peru and Norway:
      | on         | kind                  |
      | 1923-05-04 | relations established |
    Then the status of Peru and Norway on 1923-05-04 is {status}
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """Return a suite with a folder of features, as a user's own."""
    # Rewriting the assertions of all of detente takes most of the time of a run, and no step is made of assertions.
    pytester.makeini("[pytest]\ndetente_features = specs\naddopts = --assert=plain")
    pytester.mkdir("specs")
    return pytester


def feature(suite: pytest.Pytester, text: str, name: str = "specs/a.feature") -> Path:
    """Write a feature file."""
    path = suite.path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_scenario_that_holds_passes(suite: pytest.Pytester) -> None:
    feature(suite, FEATURE.format(status="established"))
    run = suite.runpytest_subprocess("-v")
    run.assert_outcomes(passed=1)
    run.stdout.fnmatch_lines(["*a.feature::Two countries PASSED*"])


def test_a_scenario_that_does_not_hold_fails_and_says_what_is_so_and_why(suite: pytest.Pytester) -> None:
    feature(suite, FEATURE.format(status="severed"))
    run = suite.runpytest_subprocess()
    run.assert_outcomes(failed=1)
    run.stdout.fnmatch_lines(
        [
            "*Norway and Peru on 1923-05-04: expected severed, but it is established, because of*",
            "*relations: in force (event-1)*",
        ]
    )


def test_certain_is_not_possible(suite: pytest.Pytester) -> None:
    feature(suite, FEATURE.format(status="established, or possibly strained"))
    suite.runpytest_subprocess().assert_outcomes(failed=1)


def test_since_another_day_fails(suite: pytest.Pytester) -> None:
    feature(suite, FEATURE.format(status="established since 1923"))
    run = suite.runpytest_subprocess()
    run.assert_outcomes(failed=1)
    run.stdout.fnmatch_lines(["*expected it to be so since 1923, but it is since 1923-05-04*"])


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ('Then it is refused because "x"', "*nothing was added or supposed*"),
        (
            "Then between Peru and Norway on 1924 the relations are severed",
            "*expected the relations to be severed, but found in force*",
        ),
        (
            "Then between Peru and Norway on 1924 the relations are in force since 1924",
            "*expected it to be so since 1924, but it is since 1923-05-04*",
        ),
        ('Then the status of Peru and Norway on 1924 rests on event "x"', "*it rests on event-1*"),
        ("Then between Peru and Norway on 1924 the mood of Peru is bad", "*there is no fact “mood” of one country*"),
        ("Then the status of Peru and Norway on 1924 is establishd", "*Did you mean “established”*"),
        ('When event "nope" is retracted', "*there is no event “nope” of Norway and Peru before this one*"),
        ("Then the status of Peru and Norwya on 1924 is severed", "*Did you mean “Norway”*"),
        ("Then the status of Peru and Norway on 1924-13 is severed", "*there is no 1924-13 in the calendar*"),
    ],
)
def test_each_step_can_fail(suite: pytest.Pytester, step: str, message: str) -> None:
    feature(suite, FEATURE.format(status="established") + f"    {step}\n")
    run = suite.runpytest_subprocess()
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    run.stdout.fnmatch_lines([message])


@pytest.mark.parametrize("then", ["", "    Then it is allowed\n", '    Then it is refused because "another reason"\n'])
def test_an_event_refused_unawares_fails_its_scenario(suite: pytest.Pytester, then: str) -> None:
    feature(
        suite, FEATURE.format(status="established") + '    When "relations restored" on 1924-01-01 is added\n' + then
    )
    run = suite.runpytest_subprocess()
    run.assert_outcomes(failed=1)
    run.stdout.fnmatch_lines(["*relations restored (event-2), 1 January 1924, is refused*"])


@pytest.mark.parametrize(
    "steps",
    [
        # A refusal that was expected does not excuse the next one, nor does the next one hide it.
        "{severed} 1924 is added\n{restored} 1925 is added\n{refused}\n{restored} 1926 is added\n{now}",
        "{severed} 1924 is added\n{severed} 1925 is added\n{restored} 1926 is added\n{refused}",
    ],
)
def test_no_refusal_hides_another(suite: pytest.Pytester, steps: str) -> None:
    whole = steps.format(
        severed='    When "relations severed" by Peru on',
        restored='    When "relations established" on',
        refused='    Then it is refused because "relations none"',
        now="    Then the status of Peru and Norway on 1930 is severed",
    )
    feature(suite, FEATURE.format(status="established") + whole + "\n")
    run = suite.runpytest_subprocess()
    run.assert_outcomes(failed=1)
    run.stdout.fnmatch_lines(["*what was added is refused*"])


def test_a_scenario_goes_on_after_a_refusal_that_it_expects(suite: pytest.Pytester) -> None:
    steps = [
        '    When "relations restored" on 1924 is added',
        '    Then it is refused because "relations severed"',
        '    When "relations severed" by Peru on 1925 is added',
        "    Then it is allowed",
        "    And the status of Peru and Norway on 1926 is severed",
    ]
    feature(suite, FEATURE.format(status="established") + "\n".join(steps) + "\n")
    suite.runpytest_subprocess().assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("kind", "", "*unknown kind*"),
        ("moustache", "long", "*unknown field “moustache”*"),
        ("seq", "first", "*“seq” must be a whole number*"),
    ],
)
def test_a_faulty_table_is_explained(suite: pytest.Pytester, column: str, value: str, message: str) -> None:
    head, row = ("| on | kind |", "| 1923 | noted |") if column != "kind" else ("| on |", "| 1923 |")
    table = f"      {head} {column} |\n      {row} {value} |\n"
    feature(suite, f"Feature: a\n  Scenario: b\n    Given these events of Peru and Norway:\n{table}")
    run = suite.runpytest_subprocess()
    run.assert_outcomes(failed=1)
    run.stdout.fnmatch_lines([message])


def test_events_that_cannot_be_fail_the_scenario_that_gives_them(suite: pytest.Pytester) -> None:
    feature(suite, FEATURE.format(status="established").replace("relations established", "relations restored"))
    run = suite.runpytest_subprocess()
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    run.stdout.fnmatch_lines(["*what was added is refused:*"])


def test_features_elsewhere_are_left_alone(suite: pytest.Pytester) -> None:
    (suite.path / "theirs").mkdir()
    feature(suite, "Feature: not ours\n  Scenario: a\n    Given a step of theirs\n", "theirs/b.feature")
    assert suite.runpytest_subprocess().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_without_configuration_nothing_is_collected(pytester: pytest.Pytester) -> None:
    feature(pytester, FEATURE.format(status="severed"), "a.feature")
    assert pytester.runpytest_subprocess().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_two_scenarios_of_one_name_are_an_error(suite: pytest.Pytester) -> None:
    whole = FEATURE.format(status="severed")
    feature(suite, whole + whole.split("\n", 1)[1].replace("severed", "established"))
    run = suite.runpytest_subprocess()
    run.assert_outcomes(errors=1)
    run.stdout.fnmatch_lines(["*2 scenarios are named “Two countries”; give each its own name*"])


@pytest.mark.parametrize("text", ["Feature: a\n  Scenario: b\n    Given the record\n  Nonsense\n", "nonsense", ""])
def test_a_malformed_feature_is_an_error_with_its_line(suite: pytest.Pytester, text: str) -> None:
    feature(suite, text)
    run = suite.runpytest_subprocess()
    run.assert_outcomes(errors=1)
    run.stdout.re_match_lines([r"specs/a\.feature:\d+: "])


def test_the_record_is_the_log_beside_the_suite(suite: pytest.Pytester) -> None:
    (suite.path / "events.jsonl").write_text("", encoding="utf-8")
    text = "Feature: a\n  Scenario: b\n    Given the record\n    Then {} of Canada and Iran on 2000{}\n"
    feature(suite, text.format("nothing is known", ""))
    suite.runpytest_subprocess().assert_outcomes(passed=1)
    (suite.path / "events.jsonl").unlink()
    feature(suite, text.format("the status", " is established"))
    suite.runpytest_subprocess().assert_outcomes(passed=1)


def test_steps_of_the_suite_are_known_too(suite: pytest.Pytester) -> None:
    suite.makeconftest(
        "from pytest_bdd import then\n@then('all is well')\ndef _(context):\n    assert context.record.entries\n"
    )
    feature(suite, FEATURE.format(status="established") + "    And all is well\n")
    suite.runpytest_subprocess().assert_outcomes(passed=1)


def test_the_record_is_the_log_that_is_configured(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ndetente_features = specs\ndetente_log = logs/mine.jsonl")
    for folder in ("specs", "logs"):
        pytester.mkdir(folder)
    (pytester.path / "logs" / "mine.jsonl").write_text("", encoding="utf-8")
    (pytester.path / "events.jsonl").write_text("no log at all", encoding="utf-8")
    feature(
        pytester,
        "Feature: a\n  Scenario: b\n    Given the record\n    Then nothing is known of Canada and Iran on 2000\n",
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_failure_shows_scenario_and_step_and_no_frame_of_python(suite: pytest.Pytester) -> None:
    feature(suite, FEATURE.format(status="severed"))
    run = suite.runpytest_subprocess()
    run.stdout.fnmatch_lines(
        [
            "specs/a.feature:2: Two countries",
            "  specs/a.feature:6: Then the status of Peru and Norway on 1923-05-04 is severed",
            "    Norway and Peru on 1923-05-04: expected severed, but it is established, because of",
        ]
    )
    run.stdout.no_fnmatch_line("*.py:*")
    suite.runpytest_subprocess("--full-trace").stdout.fnmatch_lines(["*steps.py:*"])


def test_tags_are_marks(suite: pytest.Pytester) -> None:
    outline = "  @now\n  Scenario Outline: b\n    Given the record\n    Then {}\n{}{}"
    holds = "the status of Canada and Iran on <day> is severed"
    tables = [f"    @{tag}\n    Examples:\n      | day |\n      | {day} |\n" for tag, day in (("x", 2013), ("y", 2014))]
    feature(suite, "@all\nFeature: a\n" + outline.format(holds, *tables))
    for mark, passed in {"all": 2, "now": 2, "x": 1, "y and not x": 1, "not now": 0}.items():
        suite.runpytest_subprocess("-m", mark).assert_outcomes(passed=passed, deselected=2 - passed)


STRICT = """\
[pytest]
detente_features = specs
addopts = --assert=plain --strict-markers --strict-config
filterwarnings = error
xfail_strict = true
"""
TAGS = (
    *("slow", "a-b", "été", "2012", "parametrise", "tryfirst"),
    *("_own", "issue:5", "issue(5)", "skipif", "usefixtures", "parametrize", "filterwarnings"),
)


def test_a_strict_suite_takes_any_tag(suite: pytest.Pytester) -> None:
    suite.makeini(STRICT)
    scenario = FEATURE.format(status="established").split("\n", 1)[1]
    scenarios = [
        f"  @{tag}\n" + scenario.replace("Two countries", f"Number {number}") for number, tag in enumerate(TAGS)
    ]
    feature(suite, "@all\nFeature: a\n" + "".join(scenarios))
    suite.runpytest_subprocess().assert_outcomes(passed=len(TAGS))
    # A tag that can be no mark is found all the same.
    for option, tag in (("-m", "slow"), ("-m", "a-b"), ("-m", "été"), ("-k", "_own"), ("-k", "issue:5")):
        run = suite.runpytest_subprocess(option, tag, "--collect-only", "-q")
        run.stdout.fnmatch_lines([f"*::Number {TAGS.index(tag)}", f"1/{len(TAGS)} tests collected*"])


def test_tags_that_a_suite_gives_a_meaning_keep_it(suite: pytest.Pytester) -> None:
    suite.makeini(STRICT)
    suite.makeconftest(
        "import pytest\ndef pytest_bdd_apply_tag(tag, function):\n"
        "    if tag == 'todo':\n        pytest.mark.skip(reason='to do')(function)\n        return True\n"
        "def pytest_bdd_before_scenario(scenario):\n    assert scenario.tags == {'now'}\n"
    )
    whole = FEATURE.format(status="established").replace("  Scenario", "  @now\n  Scenario")
    other = whole.split("\n", 1)[1].replace("@now", "@todo").replace("Two", "Three")
    feature(suite, whole + other)
    suite.runpytest_subprocess().assert_outcomes(passed=1, skipped=1)


def test_skip_and_xfail_mean_the_same_in_a_suite_and_without_one(suite: pytest.Pytester) -> None:
    suite.makeini(STRICT)
    holds = FEATURE.format(status="established").split("\n", 1)[1]
    fails = FEATURE.format(status="severed").split("\n", 1)[1]
    tagged = {
        "Holds": ("@x", holds, "passed"),
        "Skipped": ("@skip", fails, "skipped"),
        "Fails": ("@xfail", fails, "xfailed"),
        "Has no such step": ("@xfail", holds + "    And nonsense\n", "xfailed"),
        "Holds all the same": ("@xfail", holds, "xpassed"),
    }
    scenarios = [f"  {tag}\n" + text.replace("Two countries", name) for name, (tag, text, _) in tagged.items()]
    path = feature(suite, "Feature: a\n" + "".join(scenarios))
    run = suite.runpytest_subprocess()
    run.assert_outcomes(passed=1, skipped=1, xfailed=2, xpassed=1)
    assert run.ret == pytest.ExitCode.OK
    done = detente("spec", "--json", "--cucumber", "c.json", str(path), cwd=suite.path)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    scenarios = answer["features"][0]["scenarios"]
    assert [scenario["outcome"] for scenario in scenarios] == [outcome for *_, outcome in tagged.values()]
    assert answer["summary"] == {
        "scenarios": 5,
        "passed": 1,
        "failed": 0,
        "skipped": 1,
        "xfailed": 2,
        "xpassed": 1,
        "unreadable": 0,
    }
    assert "expected severed" in scenarios[2]["message"]
    statuses = {
        element["name"]: [step["result"]["status"] for step in element["steps"]]
        for element in json.loads((suite.path / "c.json").read_text(encoding="utf-8"))[0]["elements"]
    }
    assert statuses["Skipped"] == ["skipped"]
    assert statuses["Fails"] == ["passed", "pending"]
    assert statuses["Has no such step"] == ["passed", "passed", "pending"]
    shown = detente("spec", str(path), cwd=suite.path).stdout
    assert shown.endswith("5 scenarios: 1 passed, 1 skipped, 2 xfailed, 1 xpassed\n")
    assert "  xfailed Fails\n" in shown
    # Tags select the same scenarios as marks.
    for mark, tags in (("xfail", ["xfail"]), ("not xfail", ["not xfail"]), ("x or skip", ["x,skip"])):
        chosen = json.loads(
            detente("spec", "--json", *(f"--tag={tag}" for tag in tags), str(path), cwd=suite.path).stdout
        )["features"][0]["scenarios"]
        listed = suite.runpytest_subprocess("-m", mark, "--collect-only", "-q").outlines
        assert [line.split("::")[1] for line in listed if "::" in line] == [found["name"] for found in chosen]


@pytest.mark.parametrize("family", ["xunit1", "xunit2"])
def test_junit_has_the_lines_of_the_scenarios(suite: pytest.Pytester, family: str) -> None:
    outline = "  Scenario Outline: b\n    Given the record\n    Then the status of Canada and Iran on <day> is {}\n"
    table = "    Examples:\n      | day |\n      | 2013 |\n      | 2014 |\n"
    path = feature(suite, FEATURE.format(status="severed") + outline.format("severed") + table + "  @skip\n")
    path.write_text(path.read_text(encoding="utf-8") + "  Scenario: c\n    Given the record\n", encoding="utf-8")
    expected = {"Two countries": "2", "b[2013]": "12", "b[2014]": "13", "c": "15"}
    suite.runpytest_subprocess("--junitxml=theirs.xml", "-o", f"junit_family={family}")
    assert detente("spec", "--junit", "ours.xml", "specs", cwd=suite.path).returncode == 1
    for report in ("theirs.xml", "ours.xml"):
        cases = list(ET.parse(suite.path / report).getroot().iter("testcase"))
        assert {case.get("name"): _property(case, "line") for case in cases} == expected
        assert {_property(case, "file") for case in cases} == {"specs/a.feature"}
        if (family, report) != ("xunit2", "theirs.xml"):
            assert {case.get("name"): case.get("line") for case in cases} == expected
            assert {case.get("file") for case in cases} == {"specs/a.feature"}


def _property(case: ET.Element, name: str) -> str | None:
    (found,) = (one.get("value") for one in case.iter("property") if one.get("name") == name)
    return found


@pytest.mark.parametrize(
    ("added", "column", "message"),
    [
        ('"relations restored" on 1924', "", "*is refused: it needs “relations severed”*"),
        ('"relations restord" on 1924', "11:", "*there is no kind of event “relations restord”. Did you mean*"),
        ('"relations severed" on 4th of May 1924', "33:", "*there is no such date. “4th of May 1924”*"),
    ],
)
def test_what_is_refused_unawares_is_shown_where_it_is_added(
    suite: pytest.Pytester, added: str, column: str, message: str
) -> None:
    steps = f"    When {added} is added\n    Then the status of Peru and Norway on 1930 is established\n"
    feature(suite, FEATURE.format(status="established") + steps)
    run = suite.runpytest_subprocess()
    run.assert_outcomes(failed=1)
    run.stdout.fnmatch_lines([f"  specs/a.feature:7:{column} When {added} is added", message])


def test_a_value_that_nobody_knows_is_no_unknown_step(suite: pytest.Pytester) -> None:
    feature(suite, FEATURE.format(status="established").replace("on 1923-05-04 is", "on 4th of May 1923 is"))
    run = suite.runpytest_subprocess()
    run.assert_outcomes(failed=1)
    run.stdout.fnmatch_lines(
        [
            "  specs/a.feature:6:43: Then the status of Peru and Norway on 4th of May 1923 is established",
            "    there is no such date. “4th of May 1923” is no date as it is written here:*7 September 2012*",
        ]
    )


def test_the_plugin_costs_a_suite_without_features_nothing(suite: pytest.Pytester) -> None:
    suite.makepyfile(
        "import sys\ndef test_it():\n    assert not [name for name in sys.modules if name in HEAVY]\nHEAVY = "
        "('pydantic', 'transitions', 'pycountry', 'gherkin.parser', 'detente.specs.collecting')"
    )
    suite.runpytest_subprocess("-p", "no:pytest-bdd").assert_outcomes(passed=1)
