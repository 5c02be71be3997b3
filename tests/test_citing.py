"""What describes and cites the record: its descriptor, `record`, `cite`, and the files in the forms of others."""

import json
import re
import subprocess
import sys
import tomllib
from hashlib import sha256
from importlib.metadata import distribution, metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from making import detente, line, record, text, written_dates

from detente.log.descriptor import description
from detente.log.shipped import shipped_log
from detente.model.dates import HistoricDate
from detente.model.events import Event, Source, Survey
from detente.model.happening import effective
from detente.views.bibtex import bibtex
from detente.views.citations import Work, footnote, page
from detente.views.csl import csl, issued

ROOT = Path(__file__).parents[1]
PAIR = ("Canada", "Iran")
DESCRIPTOR = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
AUTHOR = "The detente contributors"


def is_valid(*arguments: str) -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *arguments], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_descriptor_is_a_data_package_of_the_record() -> None:
    profile = distribution("dplib-py").locate_file("dplib/profiles/2.0/datapackage.json")
    is_valid("--schemafile", str(profile), str(ROOT / "datapackage.json"))
    assert DESCRIPTOR["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [resource["path"] for resource in DESCRIPTOR["resources"]] == ["events.jsonl"]
    (resource,) = DESCRIPTOR["resources"]
    whole = shipped_log().read_bytes()
    assert (resource["bytes"], resource["hash"]) == (len(whole), f"sha256:{sha256(whole).hexdigest()}")
    said = description(shipped_log())
    assert said == ("detente-record", DESCRIPTOR["title"], DESCRIPTOR["version"], ("CC0-1.0",), (AUTHOR,))


def test_the_citation_file_is_valid() -> None:
    is_valid("--builtin-schema", "vendor.citation-file-format", str(ROOT / "CITATION.cff"))


def test_versions_authors_and_licences_agree_wherever_they_are_said() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == CITATION["version"] == metadata("detente")["Version"]
    assert project["authors"] == CITATION["authors"] == [{"name": AUTHOR}]
    assert project["license"] == f"{CITATION['license']} AND {DESCRIPTOR['licenses'][0]['name']}"
    (cited,) = CITATION["references"]
    assert (cited["title"], cited["version"]) == (DESCRIPTOR["title"], DESCRIPTOR["version"])
    assert (cited["license"], cited["authors"]) == (DESCRIPTOR["licenses"][0]["name"], [{"name": AUTHOR}])
    assert "SPDX-License-Identifier: CC0-1.0" in (ROOT / "LICENSE-record").read_text(encoding="utf-8")
    assert f"version {DESCRIPTOR['version']}" in (ROOT / "docs" / "record.md").read_text(encoding="utf-8")


# detente record


def test_record_says_what_is_in_the_log() -> None:
    lines = [json.loads(one) for one in (ROOT / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    gone = {one["retracts"] for one in lines if "retracts" in one}
    events = [one for one in lines if one["kind"] not in ("retracted", "surveyed") and one["id"] not in gone]
    surveys = [one for one in lines if one["kind"] == "surveyed" and one["id"] not in gone]
    cited = {(s["title"], s["publisher"], s.get("url")) for one in events + surveys for s in one["sources"]}
    said = json.loads(detente("record", "--json", cwd=ROOT).stdout)
    assert {name: said[name] for name in ("pairs", "events", "noted", "surveys", "sources", "version")} == {
        "pairs": len({tuple(sorted(one["parties"])) for one in events + surveys}),
        "events": len(events),
        "noted": sum(one["kind"] == "noted" for one in events),
        "surveys": len(surveys),
        "sources": len(cited),
        "version": DESCRIPTOR["version"],
    }
    shown = detente("record", cwd=ROOT)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith(f"{DESCRIPTOR['title']}, version {DESCRIPTOR['version']} (CC0-1.0)\n")
    assert f"  events         {len(events)}, {said['noted']} of them only noted\n" in shown.stdout


@st.composite
def logs(draw: st.DrawFn) -> list[dict[str, object]]:
    """Draw the lines of a log that break no rule: notes and surveys, some of which are withdrawn or replaced."""
    lines: list[dict[str, object]] = []
    for number in range(draw(st.integers(0, 12))):
        parties = draw(st.sampled_from([["CAN", "IRN"], ["NOR", "PER"], ["SUN", "USA"]]))
        more: dict[str, Any] = {"id": f"n{number}", "parties": parties}
        more["sources"] = [{"title": draw(st.sampled_from("abc")), "publisher": "p"}]
        if draw(st.booleans()):
            lines.append(line("surveyed", None, **more, families=["talks"], **{"from": "2000"}))
        else:
            lines.append(line("noted", draw(written_dates())[0], **more))
        free = [one for one in lines if one["kind"] == "noted" and one["parties"] == parties and one not in lines[-1:]]
        named = {one.get("retracts") for one in lines}
        free = [one for one in free if one["id"] not in named]
        if free and draw(st.booleans()):
            wrong = draw(st.sampled_from(free))["id"]
            if lines[-1]["kind"] == "noted" and draw(st.booleans()):
                lines[-1]["retracts"] = wrong
            else:
                taken = line("retracted", None, id=f"r{number}", parties=parties, retracts=wrong, sources=None)
                lines.append(taken)
    return lines


@given(logs())
def test_what_is_counted_is_what_the_record_reads(lines: list[dict[str, object]]) -> None:
    read = record(*lines)
    held = read.inventory
    entries = [entry.line for entry in read.entries]
    events = [one.event for one in effective(entries)]
    surveys = [one for one in entries if isinstance(one, Survey)]
    assert (held.events, held.surveys, held.unread) == (len(events), len(surveys), 0)
    assert held.withdrawn == sum(isinstance(one, Event) for one in entries) - len(events)
    assert held.pairs == len({one.pair for one in (*events, *surveys)})
    assert held.sources == len({source for one in (*events, *surveys) for source in one.sources})
    if events:
        assert held.first
        assert held.last
        assert held.first.earliest == min(one.on.earliest for one in events)
        assert held.last.latest == max(one.on.latest for one in events)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Give a log that nothing describes, in the forms that editors leave behind, with two lines that hold nothing."""
    path = tmp_path / "mine.jsonl"
    lines = text(line("relations_established", "1955", id="begun"), line("noted", "1960", id="later"))
    path.write_bytes(b"\xef\xbb\xbf" + lines.replace(b"\n", b"\r\n") + b'\n[1]\n{"kind": "noted", "parties": 3}\n')
    return path


def test_record_says_nothing_of_a_version_that_nobody_said_and_what_it_cannot_read(log: Path) -> None:
    shown = detente("record", "--log", str(log))
    assert shown.returncode == 0
    first, *rows = shown.stdout.splitlines()
    assert first == str(log)
    assert [row.split() for row in rows[:2]] == [["pairs", "1"], ["events", "2,", "1", "of", "them", "only", "noted"]]
    assert "2 lines cannot be read and are not counted: detente check says why." in shown.stderr
    said = json.loads(detente("record", "--log", str(log), "--json").stdout)
    assert (said["title"], said["version"], said["licences"], said["unread"]) == (None, None, None, 2)


def test_a_descriptor_that_speaks_of_other_files_says_nothing_of_a_log(log: Path) -> None:
    beside = log.with_name("datapackage.json")
    for resources in ([], [{"name": "other", "path": "other.jsonl"}], "mine.jsonl", [3]):
        beside.write_text(json.dumps({"version": "1", "resources": resources}))
        assert json.loads(detente("record", "--log", str(log), "--json").stdout)["version"] is None
    beside.write_text(json.dumps({"version": "7", "resources": [{"path": ["a", "mine.jsonl"]}], "licenses": [{}]}))
    said = json.loads(detente("record", "--log", str(log), "--json").stdout)
    assert (said["title"], said["version"], said["licences"]) == (None, "7", [])


def test_a_descriptor_that_cannot_be_read_is_told(log: Path) -> None:
    log.with_name("datapackage.json").write_text('{"version": ')
    for command in ("record", "cite"):
        said = detente(command, "--log", str(log))
        assert (said.returncode, said.stdout) == (1, "")
        assert re.fullmatch(
            r"detente: .*datapackage\.json, which may describe mine\.jsonl, cannot be read: .*\n", said.stderr
        )


# detente cite


def cited(*arguments: str) -> list[dict[str, Any]]:
    said = detente("cite", *arguments, "--json", cwd=ROOT)
    assert (said.returncode, said.stderr) == (0, "")
    return json.loads(said.stdout)


def named(source: dict[str, Any]) -> tuple[str, str, str | None]:
    return source["title"], source["publisher"], source.get("url") or source.get("URL")


def sources_of(events: list[dict[str, Any]]) -> list[tuple[str, str, str | None]]:
    return list(dict.fromkeys(named(source) for event in events for source in event["sources"]))


def test_cite_alone_cites_the_tool_and_the_record_with_its_digest() -> None:
    tool, log = cited()
    assert (tool["type"], tool["title"], tool["version"]) == ("software", "detente", CITATION["version"])
    digest = json.loads(detente("check", "--json", cwd=ROOT).stdout)["digest"]
    assert (log["type"], log["title"], log["note"]) == ("dataset", DESCRIPTOR["title"], f"digest {digest}")
    assert (log["version"], log["id"]) == (DESCRIPTOR["version"], f"detente-record-{digest[:8]}")
    assert tool["author"] == log["author"] == [{"literal": AUTHOR}]
    recorded = json.loads(detente("record", "--json", cwd=ROOT).stdout)["recorded"]
    (parts,) = log["issued"]["date-parts"]
    assert "{:04}-{:02}-{:02}".format(*parts) == recorded[:10]


def test_cite_of_a_day_has_the_sources_of_why_each_once_and_in_order() -> None:
    why = json.loads(detente("why", *PAIR, "--on", "2012-09-08", "--json", cwd=ROOT).stdout)
    expected = sources_of([event for reason in why["reasons"] for event in reason["events"]])
    found = [named(source) for source in cited(*PAIR, "--on", "2012-09-08")[2:]]
    assert found[: len(expected)] == expected
    assert len(set(found)) == len(found) > 20


def test_cite_of_some_years_has_the_sources_of_history_and_of_what_was_looked_for() -> None:
    span = ("--from", "1979", "--to", "1990")
    told = json.loads(detente("history", *PAIR, *span, "--json", cwd=ROOT).stdout)["course"]
    expected = sources_of([change["event"] for change in told])
    found = [named(source) for source in cited(*PAIR, *span)[2:]]
    assert found[: len(expected)] == expected
    lines = [json.loads(one) for one in (ROOT / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    surveys = sources_of([one for one in lines if one["kind"] == "surveyed" and one["parties"] == ["CAN", "IRN"]])
    assert set(found[len(expected) :]) <= set(surveys)
    assert {*found} < {named(source) for source in cited(*PAIR)[2:]}


def test_cite_as_known_earlier_cites_what_was_known(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    later = line("grievance_raised", "1960", "IRN", id="b", recorded="2021-01-01T00:00:00Z")
    later["sources"] = [{"title": "Another", "publisher": "B"}]
    path.write_bytes(text(line("relations_established", "1955", id="a"), later))
    shown = detente("cite", *PAIR, "--log", str(path), "--known", "2020-06-01").stdout.splitlines()
    assert shown[1].startswith("log.jsonl (data set), 1 January 2021, digest ")
    assert shown[2:] == ["A publisher, “A title”."]


def test_each_format_has_the_same_works() -> None:
    works = cited(*PAIR)
    plain = detente("cite", *PAIR, cwd=ROOT).stdout
    assert plain == detente("cite", *PAIR, "--format", "plain", cwd=ROOT).stdout
    assert len(plain.splitlines()) == len(works)
    written = detente("cite", *PAIR, "--format", "bibtex", cwd=ROOT).stdout
    assert [entry.key for entry in parse_string(written).entries] == [work["id"] for work in works]
    assert json.loads(detente("cite", *PAIR, "--format", "csl", cwd=ROOT).stdout) == works


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["Canada"], "One country is no pair"),
        (["--on", "2012"], "name two countries as well"),
        ([*PAIR, "--on", "2012", "--to", "2013"], "ask one of the two"),
        ([*PAIR, "--from", "2012", "--to", "2010"], "is before 1 January 2012: ask the other way round"),
        (["--json", "--format", "bibtex"], "do not go together"),
    ],
)
def test_what_cannot_be_cited_so_is_wrong_usage(arguments: list[str], why: str) -> None:
    said = detente("cite", *arguments, cwd=ROOT)
    assert (said.returncode, said.stdout) == (2, "")
    assert why in said.stderr


def test_of_a_pair_of_which_nothing_is_recorded_the_tool_and_the_record_are_cited() -> None:
    said = detente("cite", "France", "Oman", cwd=ROOT)
    assert (said.returncode, len(said.stdout.splitlines())) == (0, 2)
    assert "Nothing is recorded of France and Oman" in said.stderr


# The forms of others

WORDS = st.text(
    st.characters(categories=("L", "N", "P", "S")) | st.sampled_from(' \\{}$&#^_~%"@,=') | st.sampled_from("éñÅشبЖ中"),
    min_size=1,
    max_size=30,
).filter(lambda words: words == " ".join(words.split()))
SOURCES = st.builds(
    Source,
    WORDS,
    WORDS,
    st.none() | written_dates().map(lambda drawn: HistoricDate.parse(drawn[0])),
    st.none() | st.text("abc:/?&%_#~{}\\", min_size=1).map(lambda rest: f"https://example.org/{rest}"),
)
MANY = st.lists(SOURCES, unique_by=lambda source: (source.title, source.publisher, source.url), max_size=8)


@given(MANY)
def test_bibtex_reads_back_as_what_was_written(sources: list[Source]) -> None:
    works = [page(source) for source in sources]
    parsed = parse_string(bibtex(works))
    assert (parsed.failed_blocks, len(parsed.entries)) == ([], len(works))
    for source, work, entry in zip(sources, works, parsed.entries, strict=True):
        assert re.fullmatch(r"[a-z][a-z0-9-]*", entry.key)
        assert entry.key == work.key
        read = {field.key: field.value for field in entry.fields}
        # Every brace is one of LaTeX's own.
        assert read["title"].count("{") == read["title"].count("}")
        assert read.get("url") == (source.url and source.url.translate({92: "%5C", 123: "%7B", 125: "%7D"}))
        on = source.published
        assert read.get("year") == (str(on.earliest.year) if on and on.earliest.year == on.latest.year else None)
    decoded = parse_string(
        "\n".join(f"@misc{{x{number}, title = {{{shown}}}}}" for number, shown in enumerate(_titles(works))),
        append_middleware=[LatexDecodingMiddleware()],
    )
    shown = [entry["title"].replace("ˆ", "^") for entry in decoded.entries]  # for which the decoder has another letter
    assert shown == [_as_latex_reads(source.title) for source in sources]


def _titles(works: list[Work]) -> list[str]:
    """Give the titles as they are written, with the short names of braces, which alone the decoder knows."""
    titles = re.findall(r"^  title = \{\{(.*)\}\},?$", bibtex(works), flags=re.MULTILINE)
    return [title.replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}") for title in titles]


def _as_latex_reads(words: str) -> str:
    """Give a text as TeX's ligatures leave it, which are no matter of escaping."""
    for written, shown in (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("!`", "¡"), ("?`", "¿")):
        words = words.replace(written, shown)
    return words


@given(MANY)
def test_keys_are_of_one_work_alone_whatever_else_is_cited(sources: list[Source]) -> None:
    keys = [page(source).key for source in sources]
    assert len(set(keys)) == len(keys)
    assert [page(source).key for source in reversed(sources)] == keys[::-1]


@given(written_dates() | st.sampled_from(["2012", "2012-XX-XX", "2012-09?", "2012%"]).map(lambda on: (on, frozenset())))
def test_dates_of_csl_are_as_precise_as_those_of_the_log(drawn: tuple[str, object]) -> None:
    on = HistoricDate.parse(drawn[0])
    said = issued(on)
    first, last = said["date-parts"][0], said["date-parts"][-1]
    known = [on.earliest.year, on.earliest.month, on.earliest.day]
    assert first == known[: len(first)]
    assert last == [on.latest.year, on.latest.month, on.latest.day][: len(last)]
    assert said.get("circa", False) == (on.text[0] == "[" or on.text[-1] in "~?%")
    if len(said["date-parts"]) == 1:
        expected = {1: ("%Y-01-01", "%Y-12-31"), 2: ("%Y-%m-01", None), 3: ("%Y-%m-%d", "%Y-%m-%d")}[len(first)]
        assert on.earliest.isoformat() == on.earliest.strftime(expected[0])
        assert expected[1] is None or on.latest.isoformat() == on.latest.strftime(expected[1])


def test_a_processor_of_csl_takes_every_item_of_the_record() -> None:
    items = cited(*PAIR)
    bibliography = CitationStylesBibliography(
        CitationStylesStyle("harvard-cite-them-right", validate=False), CiteProcJSON(items), formatter.plain
    )
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    shown = [str(entry) for entry in bibliography.bibliography()]
    assert len(shown) == len(items)
    assert any(entry.startswith(f"{AUTHOR} ({items[1]['issued']['date-parts'][0][0]})") for entry in shown)


def test_a_footnote_says_what_is_known_and_no_more() -> None:
    source = Source("Iran & Canada", "CBC", HistoricDate.parse("[2003-07-10,2003-07-11]"), "https://example.org/a")
    assert footnote(page(source)) == "CBC, “Iran & Canada”, 10 or 11 July 2003, https://example.org/a."
    assert csl([page(Source("A", "B"))])[0].keys() == {"id", "type", "title", "publisher"}
