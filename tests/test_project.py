"""The project around the code: its layers, its documents, its record."""

import doctest
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from making import detente
from pytest_bdd.steps import step_function_context_registry

from detente.specs import steps

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


EXAMPLES = re.findall(r"```console\n\$ detente (.*)\n([^`]*)```", (ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_the_readme_shows_what_is_printed(command: str, shown: str) -> None:
    printed = detente(*command.split(), cwd=ROOT).stdout
    parts = [re.escape(part.strip("\n")) for part in shown.split("…\n")]
    assert re.fullmatch(".*".join(parts) + r"\n?", printed, flags=re.DOTALL), printed


def test_the_readme_has_examples_and_its_python_does_what_it_says() -> None:
    assert len(EXAMPLES) == 3
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert (result.failed, result.attempted > 3) == (0, True)


def test_the_record_has_every_line_in_order_of_time_and_every_id_speaks() -> None:
    lines = [json.loads(row) for row in (ROOT / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(fields["parties"] == ["CAN", "IRN"] for fields in lines)
    assert all(fields["id"].startswith("can-irn-") for fields in lines)
    assert all(source["publisher"] and source["title"] for fields in lines for source in fields["sources"])


def test_the_record_cites_the_article_it_began_with_where_that_says_something() -> None:
    lines = [json.loads(row) for row in (ROOT / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    citing = {
        fields["id"].removeprefix("can-irn-")
        for fields in lines
        if any(source["publisher"] == "Hindustan Times" for source in fields["sources"])
    }
    assert citing == {
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


def test_the_documented_steps_are_the_ones_there_are() -> None:
    documented = re.findall(
        r"^\| `(?:Given|When|Then) ([^`]*?):?`",
        (ROOT / "docs" / "specs.md").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    ours = [
        context for context in step_function_context_registry.values() if context.step_func.__module__ == steps.__name__
    ]
    for context in ours:
        assert any(context.parser.is_matching(step) or context.parser.is_matching(f"{step}:") for step in documented), (
            context.parser.name
        )
    for step in documented:
        assert any(context.parser.is_matching(step) or context.parser.is_matching(f"{step}:") for context in ours), step
