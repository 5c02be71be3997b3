"""The project around the code: its layers, its documents, its record."""

import ast
import doctest
import json
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
    ("command", "shown"), [*EXAMPLES, *examples("docs/hypotheses.md"), *examples("docs/record.md")]
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


def test_the_lines_of_the_record_are_in_the_order_of_its_events() -> None:
    lines = [entry.line for entry in RECORD.entries if isinstance(entry.line, Event)]
    assert [happening.event for happening in effective(lines)] == lines
    assert all(line.parties == ("CAN", "IRN") and line.id.startswith("can-irn-") for line in lines)


def test_the_record_keeps_when_an_act_was_announced_later_than_it_took_effect() -> None:
    announced = {
        one.event.on.text: one.event.announced.text
        for one in effective(entry.line for entry in RECORD.entries)
        if one.event.announced
    }
    assert (
        announced.items()
        >= {
            "2010-07-22": "2010-07-26",
            "2011-10-17": "2011-10-18",
            "2013-10-16": "2013-10-22~",
            "2022-10-11": "2022-10-13",
            "2023-01-06": "2023-01-09",
            "2023-09-14": "2023-09-15",
            "2024-06-18": "2024-06-19",
            "2025-12-12": "2025-12-15",
        }.items()
    )


def test_the_record_says_what_rests_on_one_source_and_what_is_disputed() -> None:
    doubted = {
        one.id.removeprefix("can-irn-"): one.event.confidence
        for one in effective(entry.line for entry in RECORD.entries)
        if one.event.confidence != "confirmed"
    }
    assert doubted.pop("1996-ambassadors") == "disputed"
    assert set(doubted.values()) == {"reported"}
    assert set(doubted) >= {
        "1961-tehran-embassy",
        "1979-revolution",
        "1980-01-30-warning",
        "1992-04-05-ottawa-stormed",
        "2003-07-20-admission",
        "2003-policy-narrowed",
        "2003-2004-returned",
        "2011-11-british-embassy",
        "2016-10-24-qassemi",
        "2025-12-31-rejected",
    }


def test_the_record_cites_the_article_on_the_offer_of_talks_where_that_says_something() -> None:
    lines = [json.loads(row) for row in (ROOT / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    citing = {
        fields["id"].removeprefix("can-irn-")
        for fields in lines
        if any(source["publisher"] == "Hindustan Times" for source in fields["sources"])
    }
    assert citing >= {
        "1955-established",
        "1956-ottawa-opened",
        "1959-tehran-opened",
        "1979-revolution",
        "1980-01-28-tehran-closed",
        "2003-07-kazemi",
        "2003-07-20-admission",
        "2005-03-31-azam",
        "2010-07-22-sanctions",
        "2011-11-21-financial-ban",
        "2012-09-07-tehran-closed",
        "2012-09-07-severed",
        "2025-05-baghaei",
    }


def test_files_of_tests_do_not_import_each_other() -> None:
    for path in (ROOT / "tests").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
        assert not [name for name in names if name.startswith("test_")], path
