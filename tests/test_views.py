"""How answers look: that every status has its look, and that commands leave printing to one place."""

import argparse
import ast
from pathlib import Path

import pytest
from making import detente

from detente.cli import forms, main, printing
from detente.cli.answer import Answer
from detente.model.statuses import Status
from detente.model.table import LADDER
from detente.views import palette

ROOT = Path(__file__).parents[1]
SEVERED = "can-irn-2012-09-07-severed"


def test_every_status_has_a_rung_and_a_look() -> None:
    assert [*LADDER] == [*Status], "domain/detente/model/table.py: LADDER says when each status holds, in their order"
    assert {*palette.LOOKS} == {*Status}, "domain/detente/views/palette.py: LOOKS has a row for each status"


@pytest.mark.parametrize(
    "command",
    [
        ("at", "2012-09-08", "Canada", "Iran"),
        ("at", "2012-09-08"),
        ("history", "Canada", "Iran"),
        ("why", "Canada", "Iran", "--from", "2012"),
        ("why", "Canada", "Iran", "--not", "established"),
        ("diff", "Canada", "Iran", "--from", "2012-09-06", "--to", "2012-09-08"),
        ("suppose", "Canada", "Iran", "--without", SEVERED),
        ("route", "Canada", "Iran", "--to", "severed"),
        ("timeline", "Canada", "Iran", "-o", "-"),
        ("machine",),
    ],
)
def test_a_status_without_a_look_is_shown_all_the_same(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(palette, "LOOKS", {})
    assert main([*command, *([] if command[0] == "machine" else ["--log", str(ROOT / "events.jsonl")])]) == 0
    assert capsysbinary.readouterr().out


def test_commands_print_nothing_themselves() -> None:
    for path in (ROOT / "domain" / "detente" / "cli").glob("*.py"):
        calls = [
            node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
        ]
        prints = [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]
        assert not prints or path.name == "printing.py", path


def test_a_new_form_of_answers_is_one_more_writer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(forms.FORMS, "repr", lambda answer: repr(answer.data and answer.data()))
    answer = Answer(lambda: {"a": 1}, lambda: ["one line"], ["a remark"], ["a summary"], code=1)
    for options, out, err in (
        ({"form": "repr"}, "{'a': 1}\n", "a remark\na summary\n"),
        ({"json": True}, '{\n  "a": 1\n}\n', "a remark\n"),
        ({}, "one line\n", "a remark\na summary\n"),
        ({"form": "table"}, "one line\n", "a remark\na summary\n"),
    ):
        assert printing.print_answer(answer, argparse.Namespace(**options)) == 1
        assert capsys.readouterr() == (out, err)


@pytest.mark.parametrize(
    "arguments",
    [
        ("at", "2012", "Canada"),
        ("why", "Canada", "Iran", "--not", "broken"),
        ("why", "Canada", "Iran", "--from", "2000", "--on", "2001"),
        ("diff", "Canada", "Iran"),
        ("suppose", "Canada", "Iran"),
        ("suppose", "Canada", "Iran", "--move", "x=soon"),
        ("route", "Canada", "Iran", "--to", "bliss"),
        ("route", "Canada", "Iran", "--to", "severed", "--avoid", "war"),
        ("route", "Canada", "Iran", "--to", "severed", "--cost", "noted=x"),
        ("spec", "--watch", "--json"),
        ("spec", "--new", "Canada", "Iran", "--coverage"),
        ("schema", "wedding"),
        ("add", "--log", "log.jsonl"),
        ("add", "-", "--by", "Canada", "--log", "log.jsonl"),
        ("merge", "a", "b", "-o", "."),
    ],
)
def test_wrong_usage_is_said_in_one_way(arguments: tuple[str, ...], tmp_path: Path) -> None:
    answer = detente(*arguments, cwd=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    usage, wrong, what_to_type = answer.stderr.rstrip().rsplit("\n", 2)
    assert usage.startswith(f"usage: detente {arguments[0]} ")
    assert wrong.startswith(f"detente {arguments[0]}: ")
    assert what_to_type.startswith("For example: ")
