"""The project around the code: its layers, its documents, its record."""

import ast
import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from making import detente

import detente as detente_package
from detente.model.events import Event
from detente.model.happening import effective
from detente.model.pairs import Pair

ROOT = Path(__file__).parents[1]


def test_a_room_knows_only_the_rooms_below_it() -> None:
    checked = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "2 kept, 0 broken" in checked.stdout


def examples(name: str) -> list[tuple[str, str]]:
    """Give the commands that a document shows, each with what it prints."""
    return re.findall(r"```console\n\$ detente (.*)\n([^`]*)```", (ROOT / name).read_text(encoding="utf-8"))


EXAMPLES = examples("README.md")


@pytest.mark.parametrize(
    ("command", "shown"),
    [*EXAMPLES, *examples("docs/hypotheses.md"), *examples("docs/rates.md"), *examples("docs/record.md")],
)
def test_the_readme_shows_what_is_printed(command: str, shown: str) -> None:
    printed = detente(*shlex.split(command), cwd=ROOT).stdout
    parts = [re.escape(part.strip("\n")) for part in shown.split("…\n")]
    assert re.fullmatch(".*".join(parts) + r"\n?", printed, flags=re.DOTALL), printed


def test_the_readme_has_examples_and_its_python_does_what_it_says() -> None:
    assert len(EXAMPLES) == 6
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert (result.failed, result.attempted > 3) == (0, True)


def test_the_page_on_python_does_what_it_says() -> None:
    result = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False)
    assert (result.failed, result.attempted > 15) == (0, True)


def test_the_model_knows_pydantic_transitions_pycountry_and_the_standard_library_alone() -> None:
    allowed = {"detente", "pydantic", "pydantic_core", "transitions", "pycountry", *sys.stdlib_module_names}
    for path in (ROOT / "domain" / "detente" / "model").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= allowed, path
            assert not [name for name in names if name.startswith("detente") and ".model" not in name], path


RECORD = detente_package.read(ROOT / "events.jsonl")


HAPPENINGS = effective(entry.line for entry in RECORD.entries_of(Pair("CAN", "IRN")))
COUNTED = {one.id.removeprefix("can-irn-"): one.event for one in HAPPENINGS}
IMPORTED = ("rdcr-", "pocom-", "state-department-")


def test_every_line_of_the_record_is_named_after_its_pair_or_what_it_was_imported_from() -> None:
    assert RECORD.findings == ()
    for line in (entry.line for entry in RECORD.entries):
        names = IMPORTED if "USA" in line.pair else ()
        assert line.id.startswith(("-".join(line.pair).lower() + "-", *names)), line.id


def test_the_record_holds_two_hundred_pairs_and_seven_hundred_american_acts() -> None:
    assert len(RECORD.pairs) > 200
    ours = [entry.line for entry in RECORD.entries if entry.line.id.startswith(IMPORTED)]
    assert {"USA" in line.pair for line in ours} == {True}
    assert sum(isinstance(line, Event) and line.kind != "noted" for line in ours) > 700
    surveyed = {line.pair for line in ours if not isinstance(line, Event)}
    assert {line.pair for line in ours} == surveyed


def test_the_record_keeps_when_an_act_was_announced_later_than_it_took_effect() -> None:
    announced = {event.on.text: event.announced.text for event in COUNTED.values() if event.announced}
    assert (
        announced.items()
        >= {
            "2010-07-22": "2010-07-26",
            "2011-10-17": "2011-10-18",
            "2013-10-16": "2013-10-22~",
            "2022-10-11": "2022-10-13",
            "2022-11-10": "2022-11-16",
            "2022-11-14": "2022-10-07",
            "2022-11-29": "2022-12-02",
            "2023-01-06": "2023-01-09",
            "2023-09-14": "2023-09-15",
            "2024-04-24": "2024-04-25",
            "2024-06-18": "2024-06-19",
            "2025-03-06": "2025-03-07",
            "2025-12-12": "2025-12-15",
            "2026-02-13": "2026-02-14",
        }.items()
    )


def test_the_record_says_what_rests_on_one_source_and_what_is_disputed() -> None:
    doubted = {name: event.confidence for name, event in COUNTED.items() if event.confidence != "confirmed"}
    assert doubted.pop("1996-ambassadors") == "disputed"
    assert set(doubted.values()) == {"reported"}
    assert set(doubted) >= {
        "1961-tehran-embassy",
        "1979-deteriorating",
        "1980-01-30-ghotbzadeh",
        "1980-05-sanctions",
        "1981-sanctions-lifted",
        "1992-04-05-ottawa-stormed",
        "2003-07-20-blow",
        "2003-policy-narrowed",
        "2003-2004-mackinnon-returned",
        "2004-11-23-venner",
        "2011-11-british-embassy-stormed",
        "2016-10-24-reciprocal-steps",
        "2018-06-12-talks-over",
        "2025-12-31-navy-listing-rejected",
        "2026-03-25-amended",
    }


CLAIMS = {
    "Tehran is ready for talks": ("2025-04-28-baghaei", "ready for talks", "on restoring relations"),
    "if Ottawa makes the first move": (
        "2025-04-28-baghaei",
        "makes the first move",
        "Esmail Baghaei",
        "briefing in Tehran",
    ),
    "a freeze by Canada alone, that Iran never welcomed": (
        "2025-04-28-baghaei",
        "Canada alone",
        "never welcomed",
        "benefit",
    ),
    "the first step is to unravel the sanctions": ("2025-04-28-baghaei", "unravel its sanctions"),
    "relations in 1956 and 1959": ("1955-established", "1956 and 1959"),
    "the embassy in Ottawa": ("1956-ottawa-opened", "embassy"),
    "the embassy in Tehran": ("1959-tehran-opened", "embassy"),
    "a snag after the revolution": ("1979-deteriorating", "hit a snag"),
    "the embassy closed in 1980": ("1980-01-28-tehran-closed", "closes its embassy in Tehran"),
    "the killing of Zahra Kazemi": (
        "2003-07-kazemi-dies",
        "freelance",
        "Montreal",
        "photographing",
        "prison",
        "student protest",
    ),
    "three weeks after her arrest": ("2003-07-kazemi-dies", "three weeks after"),
    "an accident, says Iran": ("2004-07-28-accident", "judiciary", "an accident"),
    "torture, says a physician": ("2005-03-31-azam-testimony", "Shahram Azam", "physician", "tortured", "asylum"),
    "each accuses the other since": ("2003-07-24-tabesh", "each country has accused the other"),
    "sanctions in 2010": ("2010-07-22-sanctions-imposed", "imposes sanctions of its own"),
    "all finance restricted": ("2011-11-21-finance-and-oil", "all financial transactions", "in 2010"),
    "Baird announced the break": ("2012-09-07-severed", "John Baird announces"),
    "Harper's reasons": (
        "2012-09-07-reasons",
        "Stephen Harper",
        "Assad",
        "nuclear",
        "United Nations",
        "human rights",
        "safety",
    ),
}


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, *words in CLAIMS.values()], ids=CLAIMS.keys())
def test_every_claim_of_the_article_is_answered_by_an_event_that_cites_it(name: str, words: list[str]) -> None:
    event = COUNTED[name]
    said = f"{event.summary} {event.note} {event.conditions}"
    assert [word for word in words if word not in said] == []
    assert any(source.publisher == "Hindustan Times" for source in event.sources)


def test_no_round_of_sanctions_says_its_number_alone() -> None:
    rounds = [event.summary for event in COUNTED.values() if event.kind == "sanctions_extended"]
    assert rounds
    assert [summary for summary in rounds if re.search(r"\bround\b", summary)] == []


def test_files_of_tests_do_not_import_each_other() -> None:
    for path in (ROOT / "tests").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
        assert not [name for name in names if name.startswith("test_")], path
