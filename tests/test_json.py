"""Answers as data: their shapes, as docs/json.md and the schema describe them, and that ``to_dict`` has the same.

``uv run python tests/test_json.py`` writes docs/json.md anew from the schema.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from making import BEGUN, detente, line, text

import detente as package
from detente.cli.schema import answers

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "json.md"
SEVERED = "can-irn-2012-09-07-severed"
SCHEMA = json.loads(json.dumps(answers()))
PAIR = ("Canada", "Iran")

COMMANDS: list[tuple[str, ...]] = [
    ("at", "2012-09-08", *PAIR),
    ("at", "1988-10-01", *PAIR),
    ("at", "1900", *PAIR),
    ("at", "2012", "France", "Oman"),
    ("at", "2012", *PAIR, "--known", "2026-11-24"),
    ("at", "2012"),
    ("at", "2012", "--facts"),
    ("history", *PAIR),
    ("history", *PAIR, "--all"),
    ("history", *PAIR, "--from", "1988", "--to", "2000"),
    ("history", "France", "Oman"),
    ("why", *PAIR),
    ("why", *PAIR, "--on", "2015"),
    ("why", *PAIR, "--on", "1950", "--not", "established"),
    ("why", *PAIR, "--not", "strained"),
    ("why", *PAIR, "--from", "2016", "--to", "2018"),
    ("diff", *PAIR, "--from", "2010", "--to", "2014"),
    ("diff", "--known", "2026-11-24", "--known", "2027", "--lenient"),
    ("suppose", *PAIR, "--without", SEVERED),
    ("suppose", *PAIR, "--move", f"{SEVERED}=2013", "--add", "2026-03-01 sanctions_lifted by Canada"),
    ("suppose", *PAIR, "--add", "2026-03-01 noted"),
    ("suppose", *PAIR, "--without", "can-irn-1956-ottawa-opened"),
    ("route", *PAIR, "--to", "established"),
    ("route", *PAIR, "--to", "established", "--by", "Canada", "--cost", "sanctions_lifted=0.5"),
    ("check",),
    ("check", str(ROOT / "tests" / "errors" / "against-the-rules.jsonl")),
    ("check", str(ROOT / "tests" / "errors" / "field-missing.jsonl")),
    ("spec", str(ROOT / "features" / "dates.feature")),
    ("spec", "--steps"),
    ("matrix", "1988-10-01"),
    ("matrix", "2012", "Canada", "Iran", "Oman", "--known", "2026-11-24"),
    ("record",),
    ("record", "--log", str(ROOT / "tests" / "errors" / "field-missing.jsonl")),
    ("cite",),
    ("cite", *PAIR),
    ("cite", *PAIR, "--on", "2012-09-08"),
    ("panel", "--from", "2012", "--to", "2013"),
    ("panel", "--codebook"),
    ("rates", "severed", "--to", "established", "--since", "1945"),
    ("rates", "established", "--country", "Iran"),
    ("rates", "--like", "Canada", "Iran", "--on", "2012-09-08"),
    ("rates", "--matrix"),
    ("machine",),
    ("schema",),
    ("schema", "mission_opened"),
    ("schema", "--answers"),
]


def answer(*command: str, cwd: Path = ROOT, stdin: str = "") -> Any:
    said = detente(*command, *([] if command[0] == "schema" else ["--json"]), cwd=cwd, stdin=stdin)
    assert said.stdout, said.stderr
    return json.loads(said.stdout)


def wrong(command: str, data: Any) -> list[str]:
    validator = Draft202012Validator({"$ref": f"#/$defs/{command}", "$defs": SCHEMA["$defs"]})
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(data)]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_is_printed_is_what_the_schema_says(command: tuple[str, ...]) -> None:
    assert wrong(command[0], answer(*command)) == []


def test_what_is_supposed_in_files_and_what_is_added_is_what_the_schema_says(tmp_path: Path) -> None:
    for number in "12":
        answer(
            "suppose",
            *PAIR,
            "--without",
            SEVERED,
            "--save",
            str(tmp_path / number),
            "--log",
            str(ROOT / "events.jsonl"),
        )
    several = answer("suppose", *PAIR, "--file", str(tmp_path / "1"), "--file", str(tmp_path / "2"), "--compare")
    assert wrong("suppose", several) == []
    assert wrong("check", answer("check", str(tmp_path / "1"))) == []
    event = {"kind": "noted", "parties": ["CAN", "IRN"], "on": "1955", "summary": "A.", "id": "one"}
    line = json.dumps(event | {"sources": [{"title": "A", "publisher": "B"}]})
    assert wrong("add", answer("add", "-", "--log", "log.jsonl", cwd=tmp_path, stdin=f"{line}\n")) == []
    retracting = ("retract", "one", "--reason", "Wrong.", "--yes", "--log", "log.jsonl")
    assert wrong("retract", answer(*retracting, cwd=tmp_path)) == []


def test_the_account_of_an_import_is_what_the_schema_says(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "number,who,whom,day\n1,Canada,Iran,2012\n2,Canada,Iran,soon\n3,Canada,Freedonia,2012\n4,Iran,Canada,2013\n"
    )
    (tmp_path / "a.toml").write_text(
        'prefix = "a"\nkey = ["number"]\none = "who"\nother = "whom"\n'
        '[source]\ntitle = "A"\npublisher = "B"\n'
        '[[event]]\nkind = "sanctions_lifted"\non = "day"\nsummary = "{one} lifts."\n'
    )
    account = answer("import", "csv", "a.csv", "--mapping", "a.toml", "-o", "log.jsonl", cwd=tmp_path)
    assert wrong("import", account) == []
    assert account["refused"] == {"sanctions_lifted": 2}
    assert wrong("import", answer("import")) == []


def test_the_schema_is_one_and_refuses_what_it_does_not_know() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    state = answer("at", "2012", *PAIR)
    assert wrong("at", state | {"more": 1})
    assert wrong("at", {name: value for name, value in state.items() if name != "since_days"})
    named = set(re.findall(r"#/\$defs/(\w+)", json.dumps(SCHEMA)))
    assert named <= SCHEMA["$defs"].keys()
    assert {command[0] for command in COMMANDS} <= SCHEMA["$defs"].keys()


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _objects(value)
    elif isinstance(data, list):
        for value in data:
            yield from _objects(value)


@pytest.mark.parametrize("command", [c for c in COMMANDS if c[0] in ("at", "history", "why", "suppose")], ids=" ".join)
def test_every_date_has_its_days_beside_it(command: tuple[str, ...]) -> None:
    for found in _objects(answer(*command)):
        for name in {"on", "since", "announced", "published"} & found.keys():
            date = found[name] and package.HistoricDate.parse(found[name])
            days = date and [date.earliest.isoformat(), date.latest.isoformat()]
            assert found[f"{name}_days"] == days


HISTORY = package.History.of(package.read(ROOT / "events.jsonl"), *PAIR)
SUPPOSED = HISTORY.suppose({"without": SEVERED})


@pytest.mark.parametrize(
    ("made", "command"),
    [
        (HISTORY.at("2012-09-08"), ("at", "2012-09-08", *PAIR)),
        (HISTORY.at(1900), ("at", "1900", *PAIR)),
        (HISTORY.known("2026-11-24").at(2012), ("at", "2012", *PAIR, "--known", "2026-11-24")),
        (HISTORY, ("history", *PAIR)),
        (package.reasons(HISTORY.at(2015)), ("why", *PAIR, "--on", "2015")),
        (package.obstacles(HISTORY.at(2015), "established"), ("why", *PAIR, "--on", "2015", "--not", "established")),
        (
            package.differences(HISTORY.at("2012-09-06"), HISTORY.at(2014)),
            ("diff", *PAIR, "--from", "2012-09-06", "--to", "2014"),
        ),
        (
            package.world(ROOT / "events.jsonl").rates("severed", "established", since=1945, until=2020),
            ("rates", "severed", "--to", "established", "--since", "1945", "--until", "2020"),
        ),
        (package.contrasts(SUPPOSED), ("suppose", *PAIR, "--without", SEVERED)),
        (package.contrasts(SUPPOSED, 2013), ("suppose", *PAIR, "--without", SEVERED, "--on", "2013")),
        (
            package.routes(HISTORY.at(2015), "established"),
            ("route", *PAIR, "--to", "established", "--from", "2015-12-31"),
        ),
        (
            package.routes(HISTORY.at(2015), "established", by="Canada", costs={"sanctions_lifted": 0.5}),
            (
                "route",
                *PAIR,
                *["--to", "established", "--from", "2015-12-31", "--by", "Canada", "--cost", "sanctions_lifted=0.5"],
            ),
        ),
    ],
)
def test_a_dict_is_what_json_prints(made: Any, command: tuple[str, ...]) -> None:
    assert json.loads(json.dumps(made.to_dict())) == answer(*command)


# docs/json.md


def page() -> str:
    """Return the page that describes the schema."""
    parts = {name for name in SCHEMA["$defs"] if name not in _answers()}
    told = [
        "# Answers as data\n",
        "What `--json` prints and `to_dict` returns. As a JSON Schema it is `detente schema --answers`, in whose",
        "`$defs` each command has its answer by its name. A date is as it was written, in EDTF, and has its days",
        "beside it: `since` and `since_days`, the earliest and the latest. Every field is always there, null where",
        "there is nothing, but for what is called optional.\n",
        "## Commands\n",
        *(line for name in _answers() for line in _section(f"### `{name}`", SCHEMA["$defs"][name])),
        "## Parts\n",
        *(line for name in sorted(parts) for line in _section(f"### {name}", SCHEMA["$defs"][name])),
    ]
    return "\n".join(told).rstrip() + "\n"


def _answers() -> list[str]:
    names = list(SCHEMA["$defs"])
    return names[: names.index("code")]


def _section(title: str, shape: dict[str, Any]) -> Iterator[str]:
    yield f"{title}\n"
    forms = [_kind(one) for one in shape.get("oneOf", ()) if "$ref" in one]
    kind = "" if _fields(shape) or "oneOf" in shape else _kind(shape)
    yield f"{shape.get('description', '')} {f'({kind})' if kind else ''}{' '.join(forms)}".strip() + "\n"
    for one in (shape, *shape.get("oneOf", ())):
        form = one.get("items", one)
        if form is not shape and form.get("properties"):
            yield f"{form['description']}\n"
        if fields := _fields(form):
            yield from ("| field | is | |", "|---|---|---|", *fields, "")


def _fields(shape: dict[str, Any]) -> list[str]:
    needed = shape.get("required", ())
    rows = [
        f"| `{name}` | {_kind(field)}{'' if name in needed else ', optional'} | {field.get('description', '')} |"
        for name, field in shape.get("properties", {}).items()
    ]
    others = shape.get("additionalProperties")
    return [*rows, f"| each other | {_kind(others)} | {others.get('description', '')} |"] if rows and others else rows


def _kind(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "anyOf" in shape or "oneOf" in shape:
        return " or ".join(map(_kind, shape.get("anyOf") or shape["oneOf"]))
    if "const" in shape:
        return f"`{json.dumps(shape['const'])}`"
    if "enum" in shape:
        return ", ".join(f"`{value}`" for value in shape["enum"])
    if shape["type"] == "array":
        return "two of them" if "prefixItems" in shape else f"array of {_kind(shape['items'])}"
    if shape["type"] == "object" and shape.get("properties"):
        return f"object of {', '.join(f'`{name}`' for name in shape['properties'])}"
    return {"integer": "whole number", "boolean": "true or false", "string": "text"}.get(shape["type"], shape["type"])


def test_the_page_is_that_of_the_schema() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: uv run python tests/test_json.py"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")


def test_the_residence_of_missions_and_offices_is_in_the_data(tmp_path: Path) -> None:
    opened = {"by": "CAN", "on": "1956"}
    log = [BEGUN, line("mission_opened", id="m", resident=False, **opened)]
    offices = {"consulate": False, "trade_office": True, "liaison_office": None}
    log += [line("office_opened", id=name, office=name, resident=said, **opened) for name, said in offices.items()]
    (tmp_path / "log.jsonl").write_bytes(text(*log))
    data = answer("at", "1957", "Canada", "Iran", "--log", str(tmp_path / "log.jsonl"), "--json")
    assert wrong("at", data) == []
    side = data["standing"]["CAN"]
    assert side["mission"]["resident"] is False
    assert {name: fact.get("resident", "–") for name, fact in side["offices"].items()} == {
        "interests_section": "–",
        **offices,
    }
