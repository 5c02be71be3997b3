"""What is typed in another way than the grammar has it, and what the help of each command shows."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from making import BEGUN, detente, text

from detente.cli import main
from detente.cli.examples import EXAMPLES
from detente.cli.grammar import parser

ROOT = Path(__file__).parents[1]


def commands() -> list[str]:
    """Give the names of all commands, as the help lists them."""
    return re.findall(r"^    ([a-z]+) ", parser().format_help(), flags=re.MULTILINE)


@pytest.mark.parametrize("order", [("2012-09-08", "Canada", "Iran"), ("Canada", "Iran", "2012-09-08"),
                                   ("Canada", "2012-09-08", "Iran")])  # fmt: skip
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_day_stands_before_between_or_behind_the_countries(order: tuple[str, ...], options: list[str]) -> None:
    asked = [order[0], *options, *order[1:]]
    assert detente("at", *asked, cwd=ROOT).stdout == detente("at", *sorted(order), *options, cwd=ROOT).stdout != ""


@pytest.mark.parametrize(
    ("typed", "wrong", "instead"),
    [
        ("at Canada Iran", "The day is missing", "Type: detente at today Canada Iran"),
        ("at 7 September 2012 Canada Iran", "no place", "Type: detente at '7 September 2012' Canada Iran"),
        ("at United Kingdom Iran 2012", "no place for “2012”", "Type: detente at 2012 'United Kingdom' Iran"),
        ("at 2012-9-8 Canada Iran", "two digits", "For example: detente at 2012-09-08 Canada Iran"),
        ("at Canada Iran 2012-9-8", "two digits", "For example: detente at 2012-09-08 Canada Iran"),
        ("history United Kingdom Iran --json", "“Iran”", "Type: detente history 'United Kingdom' Iran --json"),
        ("why 2012-09-08 Canada Iran", "no place for “Iran”", "Type: detente why Canada Iran --on 2012-09-08"),
        ("why Canada Iran 2012 2013", "“2012” and “2013”", "Type: detente why Canada Iran --from 2012 --to 2013"),
        ("why Canada Iran 2012 2013 2014", "“2014”", "For example: detente why Canada Iran"),
        ("timeline Canada Iran 2012 -o -", "“2012”", "Type: detente timeline Canada Iran -o - --from 2012"),
        ("diff 2012 Canada 2013 Iran", "“2013” and “Iran”", "Type: detente diff Canada Iran --from 2012 --to 2013"),
        ("route Canada Iran --to established 2012", "", "Type: detente route Canada Iran --to established --from 2012"),
        ("route Canada Iran established", "required: --to", "For example: detente route Canada Iran --to established"),
        ("timeline Canada Iran a.svg", "required: -o", "For example: detente timeline Canada Iran -o timeline.svg"),
        ("why Canada Iran Oman", "no place for “Oman”", "For example: detente why Canada Iran"),
        ("spec --tagg x", "there is no option --tagg. Did you mean “--tag”?", "For example: detente spec"),
        ("history Canada Iran --zzz", "detente history --help lists those there are", "For example: detente history"),
        ("merge a b c -o d", "no place for “c”", "For example: detente merge"),
        ("completion fisch", "there is no shell “fisch”. Did you mean “fish”?", "For example: "),
        ("add Canada", "Name two countries", "For example: "),
    ],
)
def test_wrong_usage_is_told_with_the_usage_of_the_command_and_a_line_that_is_right(
    typed: str, wrong: str, instead: str
) -> None:
    command, *rest = shlex.split(typed)
    answer = detente(command, *rest, cwd=ROOT)
    assert (answer.returncode, answer.stdout) == (2, "")
    lines = answer.stderr.splitlines()
    assert lines[0].startswith(f"usage: detente {command} [-h]")
    assert lines[-2].startswith(f"detente {command}: ")
    assert wrong in lines[-2]
    assert lines[-1].startswith(instead)
    if "Type: " in instead and "today" not in instead:
        again = detente(*shlex.split(lines[-1].removeprefix("Type: detente ")), cwd=ROOT)
        assert (again.returncode, "usage" in again.stderr) == (0, False), again.stderr


@pytest.mark.parametrize("command", commands())
def test_the_help_of_every_command_has_an_example_and_fits_a_terminal(command: str) -> None:
    answer = detente(command, "--help", COLUMNS="80")
    assert answer.returncode == 0
    help_text, examples = answer.stdout.split("\nexamples:\n")
    assert f"usage: detente {command}" in help_text
    assert f"detente {command}" in examples
    assert max(map(len, answer.stdout.splitlines())) <= 80


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the files that the examples name."""
    record = (ROOT / "events.jsonl").read_bytes()
    lines = record.splitlines(keepends=True)
    for name in ("events", "my-log", "older-copy", "base", "ours", "theirs"):
        (tmp_path / f"{name}.jsonl").write_bytes(record)
    (tmp_path / "older-copy.jsonl").write_bytes(b"".join(lines[:50]))
    (tmp_path / "more.jsonl").write_bytes(lines[0])
    shutil.copytree(ROOT / "features", tmp_path / "features")
    return tmp_path


REFUSED_OF_THE_RECORD = ("detente retract a-wrong-id", "detente add Canada Iran")
"""Examples that are about another log than the record."""


@pytest.mark.parametrize("command", EXAMPLES)
def test_the_examples_do_what_they_show(command: str, folder: Path) -> None:
    text = "\n".join(EXAMPLES[command]).replace("\\\n", " ")
    for example in text.splitlines():
        if "--watch" in example or example.startswith(("    ", "eval", "detente add --log", "detente serve")):
            continue
        typed, _, source = example.partition(" < ")
        arguments = shlex.split(typed.partition(" > ")[0])[1:]
        stdin = (folder / source).read_text(encoding="utf-8") if source else ""
        answer = detente(*arguments, cwd=folder, stdin=stdin)
        refused = example.startswith(REFUSED_OF_THE_RECORD)
        assert answer.returncode == refused, (example, answer.stderr)


@pytest.mark.parametrize(
    "command",
    [
        ("at", "2013", "Canada", "Iran", "--log", ""),
        ("check", "--expect", ""),
        ("check", ""),
        ("suppose", "Canada", "Iran", "--without", "x", "--file", ""),
        ("rates", "--matrix", "--country", ""),
        ("at", "2013", "--country", ""),
    ],
    ids=" ".join,
)
def test_an_empty_argument_is_told_and_asks_no_other_log(command: tuple[str, ...]) -> None:
    said = detente(*command)
    assert (said.returncode, said.stdout) == (2, "")
    assert f"detente {command[0]}: An argument is empty" in said.stderr


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("at 2012 --country Canada --country Iran", "--country is written twice, and takes one value"),
        ("panel --unit year --unit month", "--unit is written twice"),
        ("rates severed --like Canada Iran --like Peru Chile", "--like is written twice"),
        ("--known 2012 at 2012 --known 2013", "--known stands before at and again behind it"),
        ("--log a.jsonl at 2012 --log b.jsonl", "--log stands before at and again behind it"),
        ("--known 2012 pack log.jsonl -o w.parquet", "--known stands before pack, which takes no such option"),
        ("--suppose s.jsonl record", "--suppose stands before record, which takes no such option"),
        ("pack log.jsonl --suppose s.jsonl -o w.parquet", "there is no option --suppose"),
        ("pack log.jsonl -o w.csv", "let w.csv end with .parquet"),
        ("at 2012 --json -o w.csv", "--json and -o do not go together"),
        ("matrix 2012 --format csv -o w.svg", "--format and -o do not go together"),
        ("at 2012 --facts", "--facts goes with --json"),
        ("at 2012 Canada Iran --facts --json", "--facts, --lenient"),
        ("at 2012 --status bogus", "bogus"),
        ("at 2012 --memory 0", "“0” is no size"),
    ],
)
def test_no_option_is_passed_over_in_silence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(typed.split()) == 2
    printed, said = capsys.readouterr()
    assert (printed, message in said, [*tmp_path.iterdir()]) == ("", True, []), said


FORMS = {
    ("at", "2012"): (".csv", '"code1"'),
    ("diff", "--from", "1950"): (".csv", '"code1"'),
    ("panel",): (".csv", '"code1"'),
    ("rates", "severed"): (".svg", "<?xml"),
    ("matrix", "2012"): (".svg", "<?xml"),
    ("timeline", "--severed"): (".svg", "<?xml"),
    ("timeline", "Canada", "Iran"): (".svg", "<?xml"),
    ("graph", "2012"): (".graphml", "<?xml"),
    ("export", "cow-dipex"): (".csv", "ccode1"),
    ("pack",): (".parquet", None),
}
"""What writes an answer to a file: the first form, and how standard output begins, for those that are printed."""


@pytest.mark.parametrize("command", FORMS, ids=" ".join)
def test_where_an_answer_goes_is_told_in_one_way(
    command: tuple[str, ...], tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    form, begins = FORMS[command]
    Path(tmp_path, "log.jsonl").write_bytes(text(BEGUN))
    Path(tmp_path, f"folder{form}").mkdir()
    monkeypatch.chdir(tmp_path)

    def told(out: str) -> tuple[int, str, str]:
        code = main([*command, "--log", "log.jsonl", "-o", out])
        said = capfd.readouterr()
        return code, said.out, said.err

    code, printed, _ = told("-")
    assert (code, printed.startswith(begins or "")) == (0 if begins else 2, True)
    for out, said, left in (
        ("x.txt", f"The ending of a file says its form: let x.txt end with {form}", 2),
        (f"folder{form}", f"folder{form} is a folder: name a file, which ends with {form}", 2),
        (f"none/x{form}", f"There is no folder none to put x{form} into. Make it, or name another.", 1),
    ):
        assert (code := told(out))[:2] == (left, ""), out
        assert said in code[2]
    assert {path.name for path in tmp_path.iterdir()} == {"log.jsonl", f"folder{form}"}
    for out in ("x", f"x{form}"):
        assert told(out)[:2] == (0, "")
    if command[0] != "pack":  # which is held to what it holds elsewhere
        assert Path("x").read_bytes() == Path(f"x{form}").read_bytes() == printed.encode()
