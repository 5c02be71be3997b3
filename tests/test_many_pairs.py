"""Pictures of many pairs, and the graph of a day: held, day by day, against what each pair answers by itself."""

import datetime as dt
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import BEGUN, START, detente, histories, line, record, text

from detente import History, read, shipped_log
from detente.history.state import State
from detente.log.appending import Log
from detente.model.configuration import SLOT_OF
from detente.model.countries import codes, name
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.views.pairs import matrix
from detente.views.pairs.breaks import breaks, breaks_of
from detente.views.pairs.content import Cell, Matrix, Row, Rows, Stretch
from detente.views.pairs.of_country import of_country
from detente.views.pairs.of_states import matrix_of
from detente.views.pairs.recorded import last_recorded, recorded
from detente.views.pairs.rows import draw
from detente.views.palette import LOOKS, look
from detente.views.pictures import FORMS
from detente.views.timeline.content import Window

SVG = "{http://www.w3.org/2000/svg}"
RELATIONS = SLOT_OF["relations", None]
SINCE, UNTIL = dt.date(1999, 12, 1), dt.date(2000, 9, 30)
OTHERS = ("IRN", "USA", "ZAF")
HOSTILE = "</title><script>\"&'\u202e<b>\u2028"


@st.composite
def of_canada(draw: st.DrawFn) -> list[History]:
    """Draw histories of Canada with some other countries."""
    drawn = draw(st.lists(histories(), min_size=1, max_size=3))
    return [_with(other, events) for (events, _), other in zip(drawn, OTHERS, strict=False)]


def _with(other: str, events: Sequence) -> History:
    pair = Pair("CAN", other)
    parties = {"CAN": "CAN", "IRN": other, None: None}
    return History(pair, tuple(one._replace(parties=pair, by=parties[one.by]) for one in events))


def rows(svg: ET.Element) -> list[ET.Element]:
    return [group for group in svg.iter(f"{SVG}g") if group.get("class") == "row"]


def named(row: ET.Element) -> str:
    return row.findtext(f"{SVG}g/{SVG}text") or ""


def at(svg: ET.Element, row: ET.Element, day: dt.date) -> set[tuple[Status, bool]]:
    """Give the statuses that are drawn on a day, each with whether it is certain."""
    first, last = (dt.date.fromisoformat(svg.attrib[f"data-{end}"]) for end in ("first", "last"))
    left, right = (float(svg.attrib[f"data-{end}"]) for end in ("left", "right"))
    x = left + (right - left) * ((day - first).days + 0.5) / ((last - first).days + 1)
    found = (
        band for band in row.findall(f"{SVG}rect") if 0 < x - float(band.attrib["x"]) < float(band.attrib["width"])
    )
    return {read_back(band) for band in found}


def read_back(band: ET.Element) -> tuple[Status, bool]:
    """Give the status that a band has the colour of, and whether it is certain: then it is plain or hollow."""
    fill = band.attrib["fill"]
    if not fill.startswith("url("):
        return next(status for status in Status if look(status).colour == fill), True
    _, certain, status = fill.removesuffix(")").removesuffix("-hollow").rsplit("-", 2)
    return Status(status), certain == "certain"


def expected(states: Iterable[Status]) -> set[tuple[Status, bool]]:
    possible = list(states)
    return {(status, len(possible) == 1) for status in possible}


def is_recorded(state: State) -> bool:
    """Tell whether something is recorded for a day, from the lines alone."""
    events, surveys = state.history.events, state.history.surveys
    looked = any("relations" in one.families and one.covers(state.day) for one in surveys)
    begun = any(event.on.earliest <= state.day for event in events)
    return (begun or looked) and state.is_within_record


@given(of_canada(), st.integers(0, (UNTIL - SINCE).days))
def test_a_row_has_on_every_day_what_its_pair_answers(drawn: list[History], number: int) -> None:
    svg = ET.fromstring(draw(of_country("CAN", drawn, UNTIL, SINCE)))
    by_name = {named(row): row for row in rows(svg)}
    day = SINCE + dt.timedelta(days=number)
    for history in drawn:
        state = history.at(day)
        shown = by_name.get(name(history.pair.second))
        found = set() if shown is None else at(svg, shown, day)
        assert found == (expected(state.possible) if is_recorded(state) else set())


@given(of_canada(), st.integers(0, (UNTIL - SINCE).days))
def test_a_break_is_drawn_on_every_day_on_which_relations_are_or_may_be_severed(
    drawn: list[History], number: int
) -> None:
    svg = ET.fromstring(draw(breaks(drawn, UNTIL, SINCE)))
    day = SINCE + dt.timedelta(days=number)
    for history in drawn:
        one, other = map(name, history.pair)
        of_pair = [row for row in rows(svg) if named(row) == f"{one} – {other}"]
        found = {band for row in of_pair for band in at(svg, row, day)} if of_pair else set()
        possible = history.at(day).possible_values(RELATIONS)
        is_severed = "severed" in possible and is_recorded(history.at(day))
        assert found == ({(Status.SEVERED, possible == ["severed"])} if is_severed else set())


@given(of_canada())
def test_the_longest_severed_is_on_top_and_how_long_is_counted_day_by_day(drawn: list[History]) -> None:
    content = of_country("CAN", drawn, UNTIL, SINCE)
    days = [SINCE + dt.timedelta(days=number) for number in range((UNTIL - SINCE).days + 1)]
    counted = {}
    for history in drawn:
        states = [state for state in map(history.at, days) if is_recorded(state)]
        severed = [state for state in states if Status.SEVERED in state.possible]
        counted[name(history.pair.second)] = (sum(len(one.possible) == 1 for one in severed), len(severed))
    order = [counted[row.name] for row in content.rows]
    assert order == sorted(order, reverse=True)
    for row in content.rows:
        assert bool(row.measure) == (counted[row.name][1] > 0)
    longest = sorted(counted.values(), reverse=True)
    assert order == longest[: len(order)]


@given(of_canada(), st.integers(0, (UNTIL - SINCE).days))
def test_a_matrix_has_each_pair_twice_as_it_answers(drawn: list[History], number: int) -> None:
    day = SINCE + dt.timedelta(days=number)
    svg = ET.fromstring(matrix.draw(matrix_of([history.at(day) for history in drawn], day, ("CAN", *OTHERS))))
    in_order = [row.attrib["data-country"] for row in rows(svg)]
    assert in_order == sorted(("CAN", *OTHERS), key=name)
    cells = {code: row.findall(f"{SVG}rect") for code, row in zip(in_order, rows(svg), strict=True)}
    for history in drawn:
        state, other = history.at(day), history.pair.second
        begun = any(event.on.earliest <= day for event in history.events)
        wanted = expected(state.possible) if begun else set()
        mine = {read_back(band) for band in cells["CAN"] if f" and {_said(other)}:" in (band[0].text or "")}
        assert mine == {read_back(band) for band in cells[other]} == wanted
        hollow = {"-hollow" in band.attrib["fill"] for band in cells[other]}
        assert hollow == ({not state.is_within_record} if begun else set())


def _said(code: str) -> str:
    return "the United States" if code == "USA" else name(code)


def test_what_was_looked_for_before_the_first_event_is_no_relations_and_what_was_not_is_blank() -> None:
    log = record(
        line("surveyed", None, families=["sanctions"], **{"from": "1900", "to": "1960"}, id="others"),
        line("surveyed", None, families=["relations"], **{"from": "1920", "to": "1929"}, id="looked"),
        BEGUN,
    )
    found = recorded(History.of(log, "Canada", "Iran"))
    assert [(one.first.year, one.last.year, one.statuses[0]) for one in found] == [
        (1920, 1929, Status.NO_RELATIONS),
        (1955, 1955, Status.ESTABLISHED),
        (1955, 1960, Status.ESTABLISHED),
    ]
    assert last_recorded(History.of(log, "Canada", "Iran")) == dt.date(1960, 12, 31)


def test_a_break_goes_on_while_talks_are_offered_and_ends_with_what_ended_it() -> None:
    log = record(
        BEGUN,
        line("relations_severed", "1980-05", "CAN", id="cut"),
        line("talks_offered", "1985-01-01", "IRN"),
        line("relations_restored", "1990-01-01", id="back"),
        line("relations_severed", "2000-01-01", "IRN", id="again"),
        line("noted", "2003-12-31"),
    )
    first, second = breaks_of(History.of(log, "Canada", "Iran"), dt.date(2020, 1, 1))
    assert (first.began and first.began.id, first.ended and first.ended.id) == ("cut", "back")
    assert [(one.first, one.last, one.is_certain) for one in first.stretches] == [
        (dt.date(1980, 5, 1), dt.date(1980, 5, 30), False),
        (dt.date(1980, 5, 31), dt.date(1989, 12, 31), True),
    ]
    assert (second.began and second.began.id, second.ended, second.stretches[-1].last) == (
        "again",
        None,
        dt.date(2003, 12, 31),
    )
    picture = breaks([History.of(log, "Canada", "Iran")], dt.date(2020, 1, 1))
    assert [row.measure for row in picture.rows] == ["9.5 to 9.7 years", "4.0 years or more"]


def test_what_is_certain_ranks_before_what_may_be() -> None:
    sure = record(BEGUN, line("relations_severed", "1980-01-01", "CAN"), line("relations_restored", "1980-03-01"))
    perhaps = record(BEGUN, line("relations_severed", "1980", "CAN"), line("relations_restored", "1981-01-15"))
    drawn = [History.of(log, "Canada", "Iran") for log in (perhaps, sure)]
    assert [row.measure for row in breaks(drawn, dt.date(2000, 1, 1)).rows] == ["2 months", "15 days to 13 months"]
    assert [row.measure for row in of_country("CAN", drawn, dt.date(2000, 1, 1)).rows] == [
        "2 months",
        "15 days to 13 months",
    ]


def test_every_status_has_a_letter_of_its_own_that_is_in_its_name() -> None:
    marks = [one.mark for one in LOOKS.values()]
    assert len(set(marks)) == len(Status)
    assert all(one.mark.lower() in status.words for status, one in LOOKS.items())


def test_two_hundred_rows_do_not_touch_and_are_named_and_dated() -> None:
    stretches = [Stretch(START, dt.date(2010, 1, 1), (Status.SEVERED,), True, "severed")]
    made = [Row(f"{HOSTILE} {'long name ' * 12}{number}", stretches, "10 years") for number in range(200)]
    svg = ET.fromstring(draw(Rows("many", "Many", "So many.", "lasted", Window(START, dt.date(2020, 1, 1)), made)))
    tops = [float(row.find(f"{SVG}rect").attrib["y"]) for row in rows(svg)]  # type: ignore[union-attr]
    assert len(tops) == 200
    assert all(after - before >= 16 for before, after in pairwise(tops))
    words = [word for word in svg.iter(f"{SVG}text") if word.text]
    assert sum(word.text == "2010" for word in words) == 2, "dates stand above and below"
    assert all(float(word.attrib["y"]) <= float(svg.attrib["height"]) for word in words)
    name_ends = {float(row.find(f"{SVG}g/{SVG}text").attrib["x"]) for row in rows(svg)}  # type: ignore[union-attr]
    assert max(name_ends) < float(svg.attrib["data-left"])


def test_two_hundred_countries_have_cells_that_a_letter_has_room_in() -> None:
    some = codes()[:200]
    cells = {Pair(*sorted(("CAN", code))): Cell(Status.SEVERED, (Status.SEVERED,), True, "x") for code in some[1:]}
    cells = {pair: cell for pair, cell in cells.items() if pair.first != pair.second}
    svg = ET.fromstring(matrix.draw(Matrix("m", "M", "", [(code, name(code)) for code in some], cells)))
    bands = [band for row in rows(svg) for band in row.findall(f"{SVG}rect")]
    assert len(bands) == 2 * len(cells)
    assert all(float(band.attrib["width"]) >= 12 <= float(band.attrib["height"]) for band in bands)
    right = max(float(band.attrib["x"]) + float(band.attrib["width"]) for band in bands)
    assert right < float(svg.attrib["width"])
    assert sum(word.text == "Canada" for word in svg.iter(f"{SVG}text")) == 4, "names stand on all sides"


def test_what_somebody_wrote_is_text_wherever_it_is_shown(tmp_path: Path) -> None:
    log = [
        BEGUN | {"summary": HOSTILE},
        line("relations_severed", "1980-05", "CAN", id="<b>&cut", summary=HOSTILE, confidence="reported"),
        line("mission_closed", "1970-05", "IRN", id='"x"', summary=HOSTILE) | {"kind": "noted"},
    ]
    (tmp_path / "a.jsonl").write_bytes(text(*log))
    for command in (["timeline", "--country", "Iran"], ["timeline", "--severed"], ["matrix", "1980-05-10"]):
        answer = detente(*command, "-o", "-", "--log", "a.jsonl", cwd=tmp_path)
        assert answer.returncode == 0, answer.stderr
        assert not any(wrong in answer.stdout for wrong in ("<b>", "<script", "\u202e", "\u2028", "style="))
        svg = ET.fromstring(answer.stdout)
        assert len(rows(svg)) >= 1
        ids = [part.attrib["id"] for part in svg.iter() if "id" in part.attrib]
        assert len({one.split("-")[0] for one in ids}) == 1
        assert len(ids) == len(set(ids))
    written = detente("graph", "1980-05-10", "-o", "a.graphml", "--log", "a.jsonl", cwd=tmp_path)
    assert written.returncode == 0, written.stderr
    assert nx.read_graphml(tmp_path / "a.graphml").edges["CAN", "IRN"]["to_blame"] == "<b>&cut"


@pytest.mark.parametrize("day", ["1850", "1988-10-01", "today"])
def test_a_graph_read_back_is_what_at_prints(day: str, tmp_path: Path) -> None:
    data = json.loads(detente("at", day, "--json", "--log", str(shipped_log())).stdout)
    for form, reading in {"graphml": nx.read_graphml, "gexf": nx.read_gexf, "json": _from_json}.items():
        path = tmp_path / f"world.{form}"
        said = detente("graph", day, "-o", str(path), "--log", str(shipped_log()))
        assert said.returncode == 0, said.stderr
        graph = reading(path)
        with_status = [state for state in data if state["status"]]
        assert {*graph.nodes} == {code for state in with_status for code in state["pair"]}
        assert len(graph.edges) == len(with_status)
        assert all(
            node["label" if form == "gexf" else "name"] in (code, name(code)) for code, node in graph.nodes.items()
        )
        for state in with_status:
            edge = graph.edges[tuple(state["pair"])]
            for key in ("status", "since", "confidence", "complete", "hypothetical"):
                assert edge.get(key) == state[key]
            for key in ("rungs", "possible", "unsurveyed"):
                listed = edge.get(key) and [word for word in edge[key].split() if word != "none"]
                assert listed == state[key]
            assert edge.get("to_blame", "").split() == [event["id"] for event in state["to_blame"]]
            for end in ("from", "to"):
                assert edge.get(f"recorded_{end}") == state["recorded"][end]
                days = [edge.get(f"recorded_{end}_{which}") for which in ("earliest", "latest")]
                assert days == (state["recorded"][f"{end}_days"] or [None, None])


def _from_json(path: Path) -> nx.Graph:
    return nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")


def test_a_graph_without_networkx_or_form_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(text(BEGUN))
    lacking = "import sys; sys.modules['networkx'] = None; from detente.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", lacking, "graph", "1960", "--log", "a.jsonl", "-o"]
    answer = subprocess.run([*command, "a.graphml"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "pip install 'detente[graph]'" in answer.stderr
    assert "Traceback" not in answer.stderr
    for name_of, code in (("a.txt", 2), ("a.jsonl", 1)):
        answer = detente("graph", "1960", "--log", "a.jsonl", "-o", name_of, cwd=tmp_path)
        assert (answer.returncode, answer.stdout) == (code, ""), answer.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["timeline", "-o", "-"], "Of whom?"),
        (["timeline", "Canada", "Iran", "--severed", "-o", "-"], "Of whom?"),
        (["timeline", "--country", "Canada", "--severed", "-o", "-"], "Of whom?"),
        (["timeline", "Canada", "-o", "-"], "One country is no pair"),
        (["timeline", "--severed", "--ladder", "-o", "-"], "--ladder"),
        (["timeline", "--severed", "--from", "2000", "--to", "1990", "-o", "-"], "ask the other way round"),
        (["timeline", "--severed", "--from", "3000", "-o", "-"], "Without a last day"),
        (["timeline", "--country", "Iran", "--from", "3000", "-o", "-"], "Without a last day"),
        (["matrix", "2012", "Canada", "CAN"], "One country alone"),
        (["matrix", "2012", "-o", "a.jpg"], "let a.jpg end with"),
    ],
)
def test_what_goes_together_with_nothing_is_wrong_usage(command: list[str], said: str, tmp_path: Path) -> None:
    answer = detente(*command, cwd=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert said in answer.stderr
    assert not list(tmp_path.iterdir())


def test_a_spoiled_pair_is_named_and_the_others_are_drawn(tmp_path: Path) -> None:
    broken = line("mission_opened", "1950", "CAN", id="too-early", parties=["CAN", "USA"])
    (tmp_path / "a.jsonl").write_bytes(text(BEGUN, broken))
    for command, count in ((["timeline", "--country", "Canada"], 1), (["matrix", "1960"], 3)):
        answer = detente(*command, "-o", "-", "--log", "a.jsonl", cwd=tmp_path)
        assert answer.returncode == 1
        assert "Canada and the United States: not answered, for line 2." in answer.stderr
        assert len(rows(ET.fromstring(answer.stdout))) == count
        assert "Not answered, as something is wrong in the log: 1 pair." in answer.stdout
    assert detente("timeline", "--country", "Iran", "-o", "-", "--log", "a.jsonl", cwd=tmp_path).returncode == 0


def test_what_is_not_answered_is_not_shown_as_what_is_not_recorded(tmp_path: Path) -> None:
    broken = line("mission_opened", "1950", "CAN", id="too-early", parties=["CAN", "USA"])
    (tmp_path / "a.jsonl").write_bytes(text(BEGUN, broken))
    asked = ("matrix", "1960", "--log", "a.jsonl")
    data = json.loads(detente(*asked, "--json", cwd=tmp_path).stdout)
    assert (data["countries"], data["left_out"]) == (["CAN", "IRN", "USA"], [["CAN", "USA"]])
    letters = detente(*asked, cwd=tmp_path).stdout
    assert re.search(r"^CAN \\E\?\nIRN E\\\.\nUSA \?\.\\$", letters, re.MULTILINE)
    assert "Where ? stands, it is not answered" in letters
    assert "USA,not_answered,,\n" in detente(*asked, "--format", "csv", cwd=tmp_path).stdout
    svg = ET.fromstring(detente(*asked, "-o", "-", cwd=tmp_path).stdout)
    marked = [one for one in svg.iter() if one.get("class") == "unknown"]
    assert len(marked) == 3  # in either row, and in the legend
    detente("graph", "1960", "-o", "a.json", "--log", "a.jsonl", cwd=tmp_path)
    nodes = json.loads((tmp_path / "a.json").read_text())["nodes"]
    assert {node["id"]: node.get("left_out") for node in nodes} == {"CAN": "USA", "IRN": None, "USA": "CAN"}


@pytest.mark.parametrize(
    "command",
    [
        ("at", "1960"),
        ("diff", "--from", "1950", "--to", "1960"),
        ("matrix", "1960"),
        ("graph", "1960", "-o", "a.graphml"),
        ("timeline", "--country", "Canada", "-o", "-"),
        ("timeline", "--severed", "-o", "-"),
    ],
)
def test_lost_lines_are_told_with_every_answer_of_many_pairs(command: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with Log(path) as log:
        log.append([BEGUN, line("relations_established", "1950", id="lost", parties=["CAN", "USA"])])
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    answer = detente(*command, "--log", "a.jsonl", cwd=tmp_path)
    assert answer.returncode == 1
    assert answer.stderr.count("has lost lines that were sealed") == 1


def test_the_matrix_in_letters_and_as_rows_says_the_same_as_its_data() -> None:
    asked = ("matrix", "1988-10-01", "Canada", "Iran", "United States")
    data = json.loads(detente(*asked, "--json").stdout)
    grid = [one.split(" ", 1)[1] for one in detente(*asked).stdout.split("\n") if one[:3] in data["countries"]]
    cells = [one.split(",")[1:] for one in detente(*asked, "--format", "csv").stdout.strip().split("\n")[1:]]
    assert data["uncertain"] == [{"pair": ["CAN", "IRN"], "possible": ["embassy_closed", "established"]}]
    for number, row in enumerate(data["statuses"]):
        for column, status in enumerate(row):
            letter = grid[number][column]
            assert cells[number][column].split("|")[0] == (status or "")
            assert letter.upper() == (look(Status(status)).mark if status else "\\" if number == column else ".")
            assert letter.islower() == ("|" in cells[number][column])


def test_the_record_is_drawn_and_made_into_pictures() -> None:
    log = read(shipped_log())
    every = [History.of(log, *pair) for pair in log.pairs if "IRN" in pair]
    drawing = draw(of_country("IRN", every, dt.date(2026, 11, 23)))
    assert named(rows(ET.fromstring(drawing))[0]) == "United States"
    assert FORMS[".png"](drawing).startswith(b"\x89PNG")
    day = dt.date(1988, 10, 1)
    assert FORMS[".pdf"](matrix.draw(matrix_of([one.at(day) for one in every], day))).startswith(b"%PDF")


def test_a_country_of_which_nothing_is_recorded_has_a_picture_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(text(BEGUN))
    for command in (["timeline", "--country", "Peru"], ["timeline", "--severed"], ["matrix", "1900"]):
        answer = detente(*command, "-o", "-", "--log", "a.jsonl", cwd=tmp_path)
        assert answer.returncode == 0, answer.stderr
        svg = ET.fromstring(answer.stdout)
        assert rows(svg) == []
        assert "0 " in (svg.findtext(f"{SVG}desc") or "")
