"""Scenarios: what a file of suppositions says of itself, how it is checked, added up and compared."""

import gzip
import json
from pathlib import Path

import oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import PAIR, detente, event, histories, line, text

from detente.history.differences import contrasts
from detente.history.history import History
from detente.history.indifference import indifferences
from detente.history.side_by_side import Fate, parting, side_by_side
from detente.log.appending import Log
from detente.log.guarding import digest
from detente.log.hypothesis import BadHypothesis, joined, read_scenario
from detente.log.incoming import NotAdded
from detente.log.phrases import BadPhrase, event_fields
from detente.log.scenario import Header, to_line
from detente.model.dates import HistoricDate
from detente.model.events import Event
from detente.model.moves import LeftOut, Move, Moved
from detente.views.suppositions import why_no_difference

LINES = (
    line("relations_established", "1950", id="begun"),
    line("mission_opened", "1955", "CAN", id="opened"),
    line("mission_closed", "1960-03-01", "CAN", id="closed", seq=1),
    line("relations_severed", "1960-03-01", "CAN", id="broken", seq=2),
    line("sanctions_imposed", "1965-01-01", "IRN", id="sanctioned"),
    line("relations_established", "1950", id="other", parties=["NOR", "PER"]),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a log of two pairs, and two scenarios on it."""
    (tmp_path / "events.jsonl").write_bytes(text(*LINES))
    (tmp_path / "a.jsonl").write_text('{"without": "broken"}\n', encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(
        '{"scenario": {"title": "Tehran relents", "author": "A. Player", "note": "Wishful."}}\n'
        '{"id": "supposed-1", "kind": "sanctions_lifted", "by": "IRN", "parties": ["CAN", "IRN"], "on": "1970"}\n',
        encoding="utf-8",
    )
    return tmp_path


# What a scenario says of itself


def test_a_saved_scenario_says_what_it_is_and_on_which_log_it_was_made(folder: Path) -> None:
    asked = ("suppose", "Canada", "Iran", "--without", "broken", "--save", "saved.jsonl")
    said = ("--title", "No break", "--author", "A. Player", "--note", "Ottawa waits.")
    assert detente(*asked, *said, cwd=folder).returncode == 0
    first, second = (folder / "saved.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(first) == {
        "scenario": {
            "title": "No break", "author": "A. Player", "note": "Ottawa waits.", "lines": len(LINES),
            "digest": digest(text(*LINES)),
        }
    }  # fmt: skip
    assert second == '{"without": "broken"}'
    assert json.loads(first)["scenario"]["digest"] in detente("check", cwd=folder).stderr
    again = read_scenario(folder / "saved.jsonl")
    assert (again.name, again.moves) == ("No break", [LeftOut("broken")])
    assert read_scenario(folder / "a.jsonl").name == "a.jsonl"
    assert to_line(again.header) == first


def test_what_is_said_of_a_file_needs_the_file(folder: Path) -> None:
    answer = detente("suppose", "Canada", "Iran", "--without", "broken", "--title", "No break", cwd=folder)
    assert (answer.returncode, "--save" in answer.stderr) == (2, True)


def test_a_scenario_is_written_over_only_when_that_is_asked(folder: Path) -> None:
    asked = ("suppose", "Canada", "Iran", "--without", "opened", "--save", "b.jsonl")
    before = (folder / "b.jsonl").read_bytes()
    refused = detente(*asked, cwd=folder)
    assert (refused.returncode, "--force" in refused.stderr, (folder / "b.jsonl").read_bytes()) == (1, True, before)
    assert detente(*asked, "--force", cwd=folder).returncode == 0
    assert '"without": "opened"' in (folder / "b.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "asked",
    [
        ("at", "1970", "Canada", "Iran"),
        ("at", "1970"),
        ("history", "Canada", "Iran"),
        ("diff", "Canada", "Iran", "--from", "1950"),
        ("suppose", "Canada", "Iran"),
    ],
)
def test_a_log_that_is_no_longer_the_one_it_was_made_on_is_told_as_a_remark(
    folder: Path, asked: tuple[str, ...]
) -> None:
    detente("suppose", "Canada", "Iran", "--without", "broken", "--save", "saved.jsonl", cwd=folder)
    log = folder / "events.jsonl"
    log.write_bytes(text(*LINES, line("noted", "1999", id="more")))
    grown = detente(*asked, "--suppose", "saved.jsonl", cwd=folder)
    assert (grown.returncode, "made on another log" in grown.stderr) == (0, False), grown.stderr
    log.write_bytes(text(LINES[0] | {"summary": "Otherwise."}, *LINES[1:]))
    changed = detente(*asked, "--suppose", "saved.jsonl", cwd=folder)
    assert (changed.returncode, "saved.jsonl was made on another log" in changed.stderr) == (0, True), changed.stderr
    log.write_bytes(text(*LINES[:-1]))
    shorter = detente(*asked, "--suppose", "saved.jsonl", cwd=folder)
    assert (shorter.returncode, "made on another log" in shorter.stderr) == (0, True), shorter.stderr
    log.write_bytes(text(*LINES))
    same = detente(*asked, "--suppose", "saved.jsonl", cwd=folder)
    assert (same.returncode, same.stderr) == (0, "")


def test_a_file_beside_the_options_is_told_in_the_same_way(folder: Path) -> None:
    header = Header("Elsewhere", lines=1, digest="0" * 64)
    (folder / "a.jsonl").write_text(f'{to_line(header)}\n{{"without": "broken"}}\n', encoding="utf-8")
    answer = detente("suppose", "Canada", "Iran", "--file", "a.jsonl", cwd=folder)
    assert (answer.returncode, "the first 1 of events.jsonl" in answer.stderr) == (0, True), answer.stderr


@pytest.mark.parametrize(
    ("said", "column", "why"),
    [
        ('{"titel": "x"}', 24, "Did you mean “title”?"),
        ('{"colour": "x"}', 25, "It can have title, author, note, lines and digest"),
        ('{"title": 3}', 24, "“title” must be text"),
        ('{"title": " "}', 24, "“title” must be text"),
        ('{"author": "a\\u001bb"}', 25, "“author” must be text"),
        ('{"lines": true, "digest": "%s"}' % ("0" * 64), 24, "“lines” must be a whole number"),
        ('{"lines": -1, "digest": "%s"}' % ("0" * 64), 24, "“lines” must be a whole number"),
        ('{"lines": 1, "digest": "ABC"}', 37, "“digest” must be the digest"),
        ('{"lines": 1}', 14, "both “lines” and “digest”"),
        ('"A title"', 14, "must be an object"),
    ],
)
def test_what_is_wrong_in_the_first_line_is_found(tmp_path: Path, said: str, column: int, why: str) -> None:
    path = tmp_path / "scenario.jsonl"
    path.write_text(f'{{"scenario": {said}}}\n{{"without": "x"}}\n', encoding="utf-8")
    with pytest.raises(BadHypothesis) as bad:
        read_scenario(path)
    (finding,) = bad.value.findings
    assert (finding.line, finding.column, why in finding.message) == (1, column, True), finding


def test_a_scenario_says_what_it_is_once_and_first(tmp_path: Path) -> None:
    path = tmp_path / "scenario.jsonl"
    path.write_text('{"without": "x"}\n\n{"scenario": {}}\n', encoding="utf-8")
    with pytest.raises(BadHypothesis, match=r"scenario\.jsonl:3:1: .* once, in its first line"):
        read_scenario(path)
    path.write_text('\n{"scenario": {}}\n{"without": "x"}\n', encoding="utf-8")
    assert read_scenario(path).header == Header()


# A scenario is checked, and is no log


def test_check_says_that_it_is_a_scenario_and_tries_it_on_the_log(folder: Path) -> None:
    fine = detente("check", "b.jsonl", cwd=folder)
    assert (fine.returncode, fine.stdout) == (0, "")
    assert (
        fine.stderr
        == "b.jsonl: a scenario, “Tehran relents” by A. Player, 1 move about Canada and Iran, nothing wrong.\n"
    )
    data = json.loads(detente("check", "b.jsonl", "--json", cwd=folder).stdout)
    assert (data["scenario"]["title"], data["moves"][0]["kind"], data["findings"]) == (
        "Tehran relents", "sanctions_lifted", [],
    )  # fmt: skip
    assert detente("check", "--log", "b.jsonl", cwd=folder).returncode == 0


def test_check_finds_all_that_is_wrong_in_a_scenario(folder: Path) -> None:
    (folder / "bad.jsonl").write_text(
        '{"scenario": {"titel": "x"}}\n{"without": "brokn"}\n{"without": "broken"}\n{"without": "broken"}\n'
        '{"kind": "mission_opened", "by": "IRN", "parties": ["CAN", "IRN"], "on": "1957"}\n'
        '{"kind": "mission_opened", "by": "IRN", "parties": ["CAN", "IRN"], "on": "1958"}\n'
        '{"kind": "talks_opned", "parties": ["CAN", "IRN"], "on": "1958"}\n',
        encoding="utf-8",
    )
    answer = detente("check", "bad.jsonl", cwd=folder)
    found = [row.split(":")[1] for row in answer.stdout.splitlines() if row.startswith("bad.jsonl:")]
    assert (answer.returncode, found) == (1, ["1", "2", "4", "6", "7"]), answer.stdout
    for why in (
        "“title”",
        "events.jsonl has no event “brokn”. Did you mean “broken”",
        "any more",
        "its mission not open",
    ):
        assert why in answer.stdout


def test_a_scenario_without_a_log_is_checked_by_itself(folder: Path) -> None:
    answer = detente("check", "b.jsonl", "--log", "nowhere.jsonl", cwd=folder)
    assert (answer.returncode, "No log is at hand" in answer.stderr) == (0, True)


def test_what_is_wrong_in_the_log_is_not_found_in_the_scenario(folder: Path) -> None:
    (folder / "events.jsonl").write_bytes(text(*LINES, line("mission_opened", "1970", "CAN", id="wrong")))
    answer = detente("check", "a.jsonl", cwd=folder)
    assert (answer.returncode, answer.stdout) == (0, "")


@pytest.mark.parametrize("option", [("--seal",), ("--repair",), ("--reseal",), ("--against", "events.jsonl")])
def test_what_is_for_logs_is_not_done_to_a_scenario(folder: Path, option: tuple[str, ...]) -> None:
    before = sorted(folder.iterdir())
    answer = detente("check", "b.jsonl", *option, cwd=folder)
    assert (answer.returncode, "is a scenario" in answer.stderr, sorted(folder.iterdir())) == (2, True, before)


@pytest.mark.parametrize(
    "asked",
    [
        ("at", "1970", "Canada", "Iran"),
        ("history", "Canada", "Iran"),
        ("retract", "supposed-1", "--reason", "No."),
        ("add", "Canada", "Iran", "--kind", "noted", "--on", "1970", "--summary", "x", "--source", "a|b"),
    ],
)
@pytest.mark.parametrize("name", ["a.jsonl", "b.jsonl"])
def test_a_scenario_named_as_the_log_is_said_to_be_one(folder: Path, name: str, asked: tuple[str, ...]) -> None:
    before = (folder / name).read_bytes()
    answer = detente(*asked, "--log", name, cwd=folder)
    assert (answer.returncode, "is a scenario" in answer.stderr) == (1, True), answer.stderr
    assert (folder / name).read_bytes() == before


def test_a_log_in_which_something_is_wrong_is_no_scenario(folder: Path) -> None:
    spoiled = text(*LINES, line("noted", "1970", id="unrecorded", recorded=None)) + b'{"without": "begun"}\n'
    (folder / "events.jsonl").write_bytes(spoiled)
    answer = detente("check", cwd=folder)
    assert (answer.returncode, "“recorded” is missing" in answer.stdout) == (1, True)
    (folder / "events.jsonl").write_bytes(text(line("noted", "1970", id="unrecorded", recorded=None)))
    assert "“recorded” is missing" in detente("check", cwd=folder).stdout


# Several scenarios


def test_several_files_add_up_with_what_is_typed(folder: Path) -> None:
    (folder / "c.jsonl").write_text(
        '{"id": "supposed-1", "kind": "grievance_raised", "by": "IRN", "parties": ["CAN", "IRN"], "on": "1971"}\n'
        '{"move": "supposed-1", "on": "1972"}\n{"without": "broken"}\n',
        encoding="utf-8",
    )
    files = [part for name in "abc" for part in ("--file", f"{name}.jsonl")]
    answer = detente("suppose", "Canada", "Iran", *files, "--without", "opened", "--json", cwd=folder)
    moves = json.loads(answer.stdout)["moves"]
    assert [move.get("without") or move.get("move") or move["kind"] for move in moves] == [
        "broken", "sanctions_lifted", "grievance_raised", "supposed-2", "opened",
    ]  # fmt: skip
    shown = detente("suppose", "Canada", "Iran", *files, cwd=folder).stdout
    assert "the grievance of Iran: none → open, by grievance raised by Iran (supposed-2, hypothetical), 1972" in shown


def test_what_two_suppose_alike_is_supposed_once() -> None:
    one, other = event("noted", id="supposed-1"), event("noted", "2001", id="supposed-1")
    moves: list[Move] = [LeftOut("x"), one]
    assert joined(moves, moves) == moves
    on = HistoricDate.parse("2002")
    later: list[Move] = [other, event("noted", "2003", id="supposed-2"), Moved("supposed-1", on), LeftOut("x")]
    assert [move.id for move in joined(moves, later)] == ["x", "supposed-1", "supposed-3", "supposed-2", "supposed-3"]


def test_scenarios_are_compared_side_by_side(folder: Path) -> None:
    asked = ("suppose", "Canada", "Iran", "--file", "a.jsonl", "--file", "b.jsonl", "--compare")
    shown = detente(*asked, cwd=folder, COLUMNS="80").stdout
    assert all(len(row) <= 80 for row in shown.splitlines() if not row.startswith(" "))
    table, _, rest = shown.partition("\n\na.jsonl differs:\n")
    assert "1950" not in table  # where they have not parted yet
    assert "left out" in table
    assert "  1 March 1960 to 31 December 1964: severed → embassy closed\n" in rest
    assert "\nTehran relents differs:\n" in rest
    assert rest.endswith(
        "Canada and Iran on 31 December 1970:\n"
        "  As recorded: severed, with sanctions in force.\n"
        "  a.jsonl: sanctioned, with an embassy closed.\n"
        "  Tehran relents: severed.\n"
    )
    data = json.loads(detente(*asked, "--json", "--add", "1971 noted by Iran", cwd=folder).stdout)
    assert [one["name"] for one in data["scenarios"]] == ["a.jsonl", "Tehran relents", "as typed"]
    assert [one["after"]["status"] for one in data["scenarios"]] == ["sanctioned", "severed", "severed"]
    assert data["scenarios"][0]["differ"][0]["from"] == "1960-03-01"
    assert data["scenarios"][2]["no_difference"] == [{"event": "supposed-1", "by": []}]
    assert data["before"]["status"] == "severed"


def test_scenarios_of_one_title_are_told_apart(folder: Path) -> None:
    (folder / "c.jsonl").write_bytes((folder / "b.jsonl").read_bytes())
    asked = ("suppose", "Canada", "Iran", "--file", "b.jsonl", "--file", "c.jsonl", "--compare")
    data = json.loads(detente(*asked, "--json", cwd=folder).stdout)
    assert [one["name"] for one in data["scenarios"]] == ["Tehran relents (b.jsonl)", "Tehran relents (c.jsonl)"]


def test_the_scenario_that_cannot_be_is_named(folder: Path) -> None:
    (folder / "c.jsonl").write_text('{"without": "nobody"}\n', encoding="utf-8")
    asked = ("suppose", "Canada", "Iran", "--file", "b.jsonl", "--file", "c.jsonl", "--compare")
    answer = detente(*asked, cwd=folder)
    assert answer.returncode == 1
    assert "\nc.jsonl:1:1: events.jsonl has no event “nobody”." in answer.stderr
    (folder / "c.jsonl").write_text('{"without": "opened"}\n{"without": "opened"}\n', encoding="utf-8")
    for how in (asked, asked[:-1]):
        answer = detente(*how, cwd=folder)
        assert (answer.returncode, answer.stderr.startswith("detente: c.jsonl: The history of")) == (1, True), answer


def test_an_event_that_nobody_knows_is_named_with_its_place_and_the_nearest(folder: Path) -> None:
    (folder / "c.jsonl").write_text('{"without": "broken"}\n{"without": "sanctionned"}\n', encoding="utf-8")
    for asked in (("suppose", "Canada", "Iran", "--file", "a.jsonl", "--file"), ("at", "1970", "--suppose")):
        answer = detente(*asked, "c.jsonl", cwd=folder)
        said = "\nc.jsonl:2:1: events.jsonl has no event “sanctionned”. Did you mean “sanctioned”?\n"
        assert (answer.returncode, said in answer.stderr) == (1, True), answer.stderr


@pytest.mark.parametrize("title", ["As recorded", "Date", "What happened"])
def test_a_scenario_may_be_called_as_a_column_of_the_table(folder: Path, title: str) -> None:
    (folder / "c.jsonl").write_text(f'{to_line(Header(title))}\n{{"without": "broken"}}\n', encoding="utf-8")
    asked = ("suppose", "Canada", "Iran", "--file", "c.jsonl", "--file", "b.jsonl", "--compare")
    shown = detente(*asked, cwd=folder)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "left out" in shown.stdout
    data = json.loads(detente(*asked, "--json", cwd=folder).stdout)
    name = f"{title} (c.jsonl)" if title == "As recorded" else title
    assert [one["name"] for one in data["scenarios"]] == [name, "Tehran relents"]
    assert f"\n  {name}: " in shown.stdout


def test_a_scenario_is_not_compared_with_itself(folder: Path) -> None:
    asked = ("suppose", "Canada", "Iran", "--file", "b.jsonl", "--file", "b.jsonl", "--compare")
    answer = detente(*asked, cwd=folder)
    assert (answer.returncode, "b.jsonl is compared with itself" in answer.stderr) == (2, True)


@pytest.mark.parametrize("name", ["title", "author", "note"])
@pytest.mark.parametrize("said", ["", " ", "a\nb", "a\tb", "a\x1b[1m", "a\u202eb"])
def test_what_could_not_be_read_again_is_not_said_of_a_scenario(folder: Path, name: str, said: str) -> None:
    asked = ("suppose", "Canada", "Iran", "--without", "broken", "--save", "new.jsonl")
    answer = detente(*asked, f"--{name}", said, cwd=folder)
    wrong = f"“{name}” must be text" if said else "An argument is empty"
    assert (answer.returncode, wrong in answer.stderr) == (2, True), answer.stderr
    assert not (folder / "new.jsonl").exists()


def test_a_scenario_that_is_kept_is_said_to_be_and_a_folder_that_is_not_there_too(folder: Path) -> None:
    asked = ("suppose", "Canada", "Iran", "--without", "broken", "--save")
    assert detente(*asked, "new.jsonl", cwd=folder).stderr == "Kept: new.jsonl\n"
    answer = detente(*asked, "nowhere/new.jsonl", cwd=folder)
    assert (answer.returncode, "There is no folder nowhere" in answer.stderr) == (1, True), answer.stderr


def test_check_says_of_a_scenario_whether_it_fits_the_log(folder: Path) -> None:
    detente("suppose", "Canada", "Iran", "--without", "broken", "--save", "new.jsonl", cwd=folder)

    def fits(*asked: str) -> object:
        return json.loads(detente("check", *asked, "--json", cwd=folder).stdout)["fits"]

    assert (fits("new.jsonl"), fits("a.jsonl"), fits("new.jsonl", "--log", "nothing.jsonl")) == (True, None, None)
    log = folder / "events.jsonl"
    log.write_bytes(log.read_bytes().replace(b"Something", b"Anything"))
    assert fits("new.jsonl") is False
    answer = detente("check", "new.jsonl", cwd=folder)
    assert "made on another log, nothing else wrong." in answer.stdout + answer.stderr


def test_one_scenario_is_compared_with_nothing(folder: Path) -> None:
    answer = detente("suppose", "Canada", "Iran", "--file", "a.jsonl", "--compare", cwd=folder)
    assert (answer.returncode, "Compare what with what" in answer.stderr) == (2, True)
    both = ("--file", "a.jsonl", "--file", "b.jsonl", "--compare", "--save", "c.jsonl")
    answer = detente("suppose", "Canada", "Iran", *both, cwd=folder)
    assert (answer.returncode, "--save" in answer.stderr, (folder / "c.jsonl").exists()) == (2, True, False)


# Courses side by side, and why they do not differ


@given(histories(), st.data())
def test_courses_side_by_side_hold_every_event_of_each(
    drawn: tuple[list[Event], list[oracle.Event]], data: st.DataObject
) -> None:
    history = History(PAIR, tuple(drawn[0]))
    raised = event("grievance_raised", "2000-03-01", "CAN", id="new")
    others = [history.suppose(LeftOut(data.draw(st.sampled_from(drawn[0])).id)), history.suppose(raised)]
    rows = side_by_side(history, *others)
    for column, one in enumerate((history, *others)):
        shown = [row.changes[column] for row in rows if row.changes[column] is not None]
        assert shown == [change for change in one.course if change in shown]
        hidden = [change for change in one.course if change not in shown]
        assert not any(change.of_facts for change in hidden)
    assert all(row.changes.count(None) == 0 for row in rows[: parting(rows)])
    for row in rows:
        for change, fate in zip(row.changes, row.fates, strict=True):
            assert (change is None) == (fate in (Fate.LEFT_OUT, Fate.MOVED_AWAY, Fate.OVERTAKEN, Fate.ELSEWHERE)), (
                row,
                fate,
            )


@given(histories(), st.data())
def test_what_makes_no_difference_is_explained_by_an_event_that_decides_instead(
    drawn: tuple[list[Event], list[oracle.Event]], data: st.DataObject
) -> None:
    history = History(PAIR, tuple(drawn[0]))
    out = data.draw(st.sampled_from(drawn[0]))
    # Something that is raised and settled on one day makes no difference on any.
    day = data.draw(st.sampled_from(["1999-12-31", "2000-02-01", "2000-06-30"]))
    brief: list[Move] = [
        event("protecting_power_named", day, "CAN", id="named", power="ITA", seq=1),
        event("protecting_power_ended", day, "CAN", id="ended", seq=2),
    ]
    for supposition in (history.suppose(LeftOut(out.id)), history.suppose(*brief)):
        if contrasts(history, supposition):
            continue
        found = indifferences(history, supposition)
        assert found
        for one in found:
            for undoing in one.undoes:
                assert undoing.event.id != one.event.id
                assert undoing.event.on.earliest <= one.event.on.latest
                assert undoing.event.id in {*history.ids, *supposition.ids}
        assert len(why_no_difference(history, supposition)) == len(found)


def told(*moves: Move) -> list[str]:
    """Give why moves on the log of these tests make no difference."""
    lines = [event(one["kind"], one["on"], one.get("by"), id=one["id"], seq=one.get("seq")) for one in LINES[:-1]]  # type: ignore[arg-type]
    history = History(PAIR, tuple(lines))
    supposition = history.suppose(*moves)
    assert not contrasts(history, supposition)
    return why_no_difference(history, supposition)


def test_why_nothing_differs_is_said_with_the_event_that_decides_instead() -> None:
    on = HistoricDate.parse
    assert told(LeftOut("closed")) == [
        "Leaving out mission closed by Canada (closed) makes no difference: relations severed by Canada (broken), on "
        "the same day, ends the mission of Canada all the same."
    ]
    assert told(event("noted", "1970", "CAN", id="new")) == [
        "Supposing noted by Canada (new, hypothetical) changes nothing: an event of this kind never changes a fact."
    ]
    assert told(Moved("broken", on("1960-03-01"))) == [
        "Moving relations severed by Canada (broken, hypothetical) changes nothing: 1 March 1960 is its date already."
    ]
    (nothing,) = told(event("noted", "1970", "CAN", id="new"), LeftOut("new"))
    assert "taken back" in nothing


def test_a_history_that_supposes_nothing_new_says_so_on_the_command_line(folder: Path) -> None:
    answer = detente("suppose", "Canada", "Iran", "--without", "mission closed", cwd=folder).stdout
    assert (
        "They do not differ on any day.\n  Leaving out mission closed by Canada (closed) makes no difference" in answer
    )
    data = json.loads(detente("suppose", "Canada", "Iran", "--without", "closed", "--json", cwd=folder).stdout)
    assert data["no_difference"] == [{"event": "closed", "by": ["broken"]}]


def test_what_is_overtaken_stands_under_the_rule_that_it_breaks(folder: Path) -> None:
    (folder / "events.jsonl").write_bytes(
        text(*LINES, *(line("sanctions_extended", f"196{year}", "IRN", id=f"more-{year}") for year in (6, 7)))
    )
    asked = ("suppose", "Canada", "Iran", "--without", "sanctioned", "--without", "opened", "--json")
    shown = detente(*asked[:-1], cwd=folder).stdout
    head = "it needs “its sanctions in force”, but the sanctions of Iran are none as it was from the beginning"
    events = "  sanctions extended by Iran, 1966 (more-6)\n  sanctions extended by Iran, 1967 (more-7)\n"
    assert f"Overtaken: {head}:\n{events}" in shown
    assert shown.count("Overtaken: ") == 2
    data = json.loads(detente(*asked, cwd=folder).stdout)["overtaken"]
    assert [one["event"]["id"] for one in data] == ["closed", "more-6", "more-7"]
    assert (data[1]["because"] in data[1]["why"], data[1]["because"] == data[2]["because"]) == (True, True)


def test_many_like_events_are_told_as_one_beside_the_record_and_where_they_are_overtaken(folder: Path) -> None:
    more = [line("sanctions_extended", f"19{year}-05-01", "IRN", id=f"more-{year}") for year in range(66, 70)]
    (folder / "events.jsonl").write_bytes(text(*LINES, *more))
    (folder / "c.jsonl").write_text('{"without": "sanctioned"}\n', encoding="utf-8")
    asked = ("suppose", "Canada", "Iran", "--file", "c.jsonl")
    one, both = "4 rounds of sanctions by Iran", "1 May 1966 to 1 May 1969"
    alone = detente(*asked, cwd=folder).stdout
    assert f"\n  {one}, {both}\n" in alone
    (row,) = [row for row in alone.splitlines() if row.startswith(f" {both}")]
    assert row.endswith(f"{one} [overtaken]")
    compared = detente(*asked, "--file", "a.jsonl", "--compare", cwd=folder).stdout
    assert "Overtaken in c.jsonl: it needs" in compared
    (row,) = [row for row in compared.splitlines() if row.startswith(f" {both}")]
    assert row.endswith(one)
    whole = detente(*asked, "--all", cwd=folder).stdout
    assert (one in whole, whole.count("sanctions extended by Iran")) == (False, 8)
    strict = detente(*asked, "--strict", cwd=folder)
    assert (strict.returncode, strict.stderr.count("it needs “its sanctions in force”")) == (1, 1)
    assert strict.stderr.count("    sanctions extended by Iran, 1 May") == 4


# Events in one phrase


@pytest.mark.parametrize(
    ("phrase", "on", "kind", "more"),
    [
        ("2012 Relations restored by both", "2012", "relations_restored", ""),
        ("2026 protecting_power_named by Iran power=CHE", "2026", "protecting_power_named", "by IRN power CHE"),
        ("7 September 2012 relations_severed by Canada", "2012-09-07", "relations_severed", "by CAN"),
        ("september 2012 Noted", "2012-09", "noted", ""),
        ("[2003-07-10,2003-07-11] noted by Iran", "[2003-07-10,2003-07-11]", "noted", "by IRN"),
        ("2012~ sanctions lifted by Côte d'Ivoire", "2012~", "sanctions_lifted", "by CIV"),
        ("1960 mission opened by Iran level=Legation", "1960", "mission_opened", "by IRN level legation"),
        ("1960-03-01 relations severed by Iran with seq -5", "1960-03-01", "relations_severed", "by IRN seq -5"),
        ("1960 mission closed by Iran ordered-by=Canada", "1960", "mission_closed", "by IRN ordered_by CAN"),
    ],
)  # fmt: skip
def test_an_event_is_said_in_one_phrase(phrase: str, on: str, kind: str, more: str) -> None:
    parts = more.split()
    said = {name: str(value) for name, value in event_fields(phrase).items()}
    assert said == {"on": on, "kind": kind, **dict(zip(parts[::2], parts[1::2], strict=True))}


def test_sources_are_said_as_the_log_has_them(folder: Path) -> None:
    source = {"title": "A title", "publisher": "A publisher"}
    asked = ("suppose", "Canada", "Iran", "--json", "--add", f"1970 noted sources={json.dumps([source])}")
    (move,) = json.loads(detente(*asked, cwd=folder).stdout)["moves"]
    assert [{name: one[name] for name in source} for one in move["sources"]] == [source]


def test_fields_of_a_phrase_may_be_quoted_and_are_typed() -> None:
    said = event_fields(
        "2012 office opened by Iran office=\"interests section\" resident=false seq=-2 summary='It said: a=b' "
        "note=Said in short announced='8 May 2012'"
    )
    assert said == {
        "on": "2012", "kind": "office_opened", "by": "IRN", "office": "interests_section", "resident": False, "seq": -2,
        "summary": "It said: a=b", "note": "Said in short", "announced": "2012-05-08",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ('2012 noted note="left open', "not closed"),
        ("2012 noted note='a' b", "not closed"),
        ("2012 noted seq=1 seq=2", "says “seq” twice"),
        ("2012 noted by Iran by=IRN", "says “by” twice"),
        ("7 September 2012", "says no event"),
        ("", "says no event"),
        ("noted", "does not begin with a date"),
        ("protecting_power_named by Iran power=CHE", "does not begin with a date"),
        ("2012 noted note=", "does not say what “note” is"),
    ],
)  # fmt: skip
def test_a_phrase_that_says_no_event_is_refused(phrase: str, why: str) -> None:
    with pytest.raises(BadPhrase, match=why):
        event_fields(phrase)


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("1970 sanctions imposed by Canada measur=x", "Did you mean “measure”?"),
        ("1970 sanctions imposed by Canada power=ITA", "has no “power”"),
        ("1970 mission opened by Canada level=embasy", "Did you mean “embassy”?"),
        ("1970 mission opened by Canada resident=maybe", "must be true or false"),
        ("1970 Mission Opened by Canada level=embasy", "“1970 Mission Opened by Canada level=embasy” cannot be"),
        ("1970 retracted retracts=begun", "a hypothesis retracts nothing"),
        ("1970 surveyed families=sanctions", "a survey is no event"),
        ("1970 noted sources=here", "must be a list"),
    ],
)
def test_fields_that_are_not_known_are_told_with_the_nearest(folder: Path, phrase: str, why: str) -> None:
    answer = detente("suppose", "Canada", "Iran", "--add", phrase, cwd=folder)
    assert (answer.returncode, why in answer.stderr) == (2, True), answer.stderr


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (gzip.compress(text(LINES[0]), mtime=0), "compressed with gzip"),
        (text(LINES[0]).decode().encode("utf-16"), "UTF-16"),
        (text(LINES[0]).decode().encode("utf-16-le"), "UTF-16"),
        (b"PK\x03\x04 stored\n" + text(LINES[0]), "compressed with zip"),
        (b"# A text\n\nof several\nlines\n", "a table or another text"),
        (json.dumps([LINES[0]], indent=1).encode(), "JSON in another form"),
    ],
)
def test_what_is_no_json_lines_is_one_finding_wherever_lines_are_given(folder: Path, data: bytes, what: str) -> None:
    (folder / "given").write_bytes(data)
    for asked, called in (
        (("suppose", "Canada", "Iran", "--file", "given"), "no scenario"),
        (("at", "2013", "Canada", "Iran", "--suppose", "given"), "no scenario"),
        (("at", "2013", "Canada", "Iran", "--log", "given"), "no log"),
    ):
        answer = detente(*asked, cwd=folder)
        assert (answer.returncode, answer.stdout) == (1, ""), asked
        assert f"given:1:1: this is {called}: " in answer.stderr
        assert (what in answer.stderr, answer.stderr.count("1: ")) == (True, 1), answer.stderr
    with Log(folder / "new.jsonl") as log, (folder / "given").open("rb") as given, pytest.raises(NotAdded) as refused:
        log.append(given)
    assert [what in reason for reason in refused.value.reasons] == [True]
    assert not (folder / "new.jsonl").exists()


def test_of_lines_that_may_be_given_everything_that_is_wrong_is_found(folder: Path) -> None:
    (folder / "given").write_bytes(b'{"kind": "noted"}\nno move\n')
    assert detente("suppose", "Canada", "Iran", "--file", "given", cwd=folder).stderr.count("given:2:") == 1
    given = (folder / "given").read_text(encoding="utf-8")
    answer = detente("add", "-", "--log", "new.jsonl", cwd=folder, stdin=given)
    assert ("line 1, column" in answer.stderr, "line 2, column" in answer.stderr) == (True, True)
