"""Hypotheses: against a log that has them written into it, and against the oracle."""

import datetime as dt
import json
from pathlib import Path

import oracle
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from making import CALENDAR, PAIR, START, detente, event, histories, line, record, text

from detente.history.differences import contrasts, differences, spans
from detente.history.history import History
from detente.history.hypotheses import Impossible, NoSuchEvent, Overtakes
from detente.history.state import State
from detente.log.hypothesis import BadHypothesis, read_scenario, to_lines
from detente.log.seal import SealFile
from detente.model.dates import HistoricDate
from detente.model.errors import DetenteError
from detente.model.events import Event
from detente.model.moves import LeftOut, Move, Moved, added
from detente.model.naming import event_in_words
from detente.model.rules import touched
from detente.views.suppositions import contrasts_in_words

LATER = "2021-01-01T00:00:00Z"
"""When a line was recorded that came after the others."""

SUPPOSED = [("relations_severed", "CAN"), ("sanctions_imposed", "IRN"), ("relations_restored", None)]
SIDES = {None: None, "CAN": "a", "IRN": "b"}
days = st.integers(-1, CALENDAR + 70).map(lambda later: START + dt.timedelta(days=later))


def told(history: History, day: dt.date) -> tuple[object, ...]:
    """Give all that is answered of a day, but for whether it is hypothetical."""
    state = history.at(day)
    return state.status, state.possible, state.standing, state.since, state.rungs, state.undecided, state.to_blame


def left(events: list[Event], moves: list[Move]) -> tuple[list[oracle.Event], list[str]] | None:
    """Give what the oracle leaves of events, and the ids that are overtaken; nothing if it is impossible."""
    supposed = [(one.on.earliest, one.seq or 0, one, False) for one in events]
    for move in moves:
        found = next((entry for entry in supposed if entry[2].id == move.id), None)
        if isinstance(move, LeftOut | Moved):
            assert found is not None
            supposed.remove(found)
        if isinstance(move, Moved):
            assert found is not None
            supposed.append((move.on.earliest, 10**6, found[2]._replace(on=move.on), True))
        elif not isinstance(move, LeftOut):
            supposed.append((move.on.earliest, 10**6, move, True))
    facts = oracle.nothing()
    kept: list[oracle.Event] = []
    overtaken: list[str] = []
    for _, _, one, is_supposed in sorted(supposed, key=lambda entry: entry[:2]):
        side = SIDES[one.by]
        after = oracle.after(facts, one.kind, side)
        if after is not None:
            facts = after
            kept.append(oracle.Event(one.kind, side, frozenset().union(*(oracle.days(*span) for span in one.on.spans))))
        elif is_supposed:
            return None
        else:
            overtaken.append(one.id)
    return kept, overtaken


@st.composite
def moves_on(draw: st.DrawFn, events: list[Event]) -> list[Move]:
    """Draw a few moves, on events that are there when they are made."""
    there = [one.id for one in events]
    moves: list[Move] = []
    for number in range(draw(st.integers(1, 4))):
        what = draw(st.sampled_from(["add", "leave out", "move"])) if there else "add"
        day = str(START + dt.timedelta(days=draw(st.integers(0, CALENDAR))))
        if what == "add":
            kind, by = draw(
                st.sampled_from(
                    [("relations_severed", "CAN"), ("sanctions_imposed", "IRN"), ("relations_restored", None)]
                )
            )
            moves.append(event(kind, day, by, id=f"supposed-{number}"))
            there.append(f"supposed-{number}")
        else:
            named = draw(st.sampled_from(there))
            moves.append(LeftOut(named) if what == "leave out" else Moved(named, HistoricDate.parse(day)))
            if what == "leave out":
                there.remove(named)
    return moves


@given(histories(), days)
def test_supposing_nothing_changes_nothing(drawn: tuple[list[Event], list[oracle.Event]], day: dt.date) -> None:
    history = History(PAIR, tuple(drawn[0]))
    assert history.suppose() == history
    assert told(history.suppose(), day) == told(history, day)


@given(histories(), days, st.data())
def test_leaving_an_event_out_is_a_log_without_it(
    drawn: tuple[list[Event], list[oracle.Event]], day: dt.date, data: st.DataObject
) -> None:
    events, _ = drawn
    assume(len(events) > 1)  # of a log without any, nothing is asserted; of one whose only event is left out, it is
    out = data.draw(st.sampled_from(events))
    without = History(PAIR, tuple(one for one in events if one is not out))
    supposition = History(PAIR, tuple(events)).suppose(LeftOut(out.id))
    if supposition.overtaken:
        with pytest.raises(DetenteError):
            without.at(day)
        with pytest.raises(Overtakes):
            History(PAIR, tuple(events)).suppose(LeftOut(out.id), strict=True)
    else:
        assert told(supposition, day) == told(without, day)
        assert supposition.course == without.course


@given(histories(), days, st.data())
def test_hypotheses_are_what_the_oracle_makes_of_them(
    drawn: tuple[list[Event], list[oracle.Event]], day: dt.date, data: st.DataObject
) -> None:
    events, _ = drawn
    moves = data.draw(moves_on(events))
    expected = left(events, moves)
    history = History(PAIR, tuple(events))
    if expected is None:
        with pytest.raises(Impossible):
            history.suppose(*moves)
        return
    supposition = history.suppose(*moves)
    kept, overtaken = expected
    assert sorted(refused.event.id for refused in supposition.overtaken) == sorted(overtaken)
    state = supposition.at(day)
    assert (state.status, set(state.possible)) == oracle.at(kept, day)
    assert supposition.recorded == history


@given(histories(), days, st.data())
def test_hypotheses_stack(drawn: tuple[list[Event], list[oracle.Event]], day: dt.date, data: st.DataObject) -> None:
    events, _ = drawn
    moves = data.draw(moves_on(events))
    history = History(PAIR, tuple(events))
    try:
        together = history.suppose(*moves)
        stacked = history
        for move in moves:
            stacked = stacked.suppose(move)
    except DetenteError:
        return
    assert told(stacked, day) == told(together, day)


@given(histories(), st.data())
def test_courses_differ_on_the_days_that_are_told_and_on_no_others(
    drawn: tuple[list[Event], list[oracle.Event]], data: st.DataObject
) -> None:
    events, _ = drawn
    history = History(PAIR, tuple(events))
    supposition = history.suppose(LeftOut(data.draw(st.sampled_from(events)).id))
    day = data.draw(days)
    found = [one for one in contrasts(history, supposition) if one.first <= day <= (one.last or dt.date.max)]
    one, other = history.at(day), supposition.at(day)
    values = [
        (state.status, {*state.possible}, [{*state.possible_values(slot)} for slot in range(22)])
        for state in (one, other)
    ]
    may_rest = [
        [
            [
                (happening.id, happening.event.on)
                for happening in state.history.happenings
                if happening.earliest <= day < happening.latest and slot in touched(happening.act)
            ]
            for slot in range(22)
        ]
        for state in (one, other)
    ]
    rests = [
        [[(event.id, event.on) for event in fact.events] for fact in state.standing.facts] for state in (one, other)
    ]
    differ = values[0] != values[1]
    assert bool(found) == (differ or rests[0] != rests[1] or may_rest[0] != may_rest[1])
    for contrast in found:
        assert contrast.of_facts == differ
        assert (contrast.one.in_words, contrast.other.in_words) == (one.in_words, other.in_words)
    here = [span for span in spans(history) if span.first <= day <= (span.last or dt.date.max)]
    assert [span.state.in_words for span in here] == ([one.in_words] if day >= history.events[0].on.earliest else [])
    can_be = [[state.possible_values(place) for place in range(22)] for state in (one, other)]
    assert [difference.slot for difference in differences(one, other)] == [
        place for place in range(22) if can_be[0][place] != can_be[1][place] or rests[0][place] != rests[1][place]
    ]


def test_the_rank_of_a_mission_is_a_fact_that_can_differ() -> None:
    history = History.of(
        record(
            line("relations_established", "1950", id="begun"),
            line("mission_opened", "1951", "CAN", level="embassy", id="opened"),
            line("mission_upgraded", "1990", "CAN", level="embassy", head="ambassador", id="raised"),
            line("grievance_raised", "1990-06-01", "IRN", id="strain"),
            line("mission_upgraded", "1991", "CAN", head="ambassador", id="again"),
        ),
        *PAIR,
    )
    found = contrasts(history, history.suppose(LeftOut("raised")))
    assert [one.of_facts for one in found] == [True, True, False]
    assert (found[0].first, found[-1].first, found[-1].last) == (dt.date(1990, 1, 1), dt.date(1991, 12, 31), None)
    assert [told for told, _ in contrasts_in_words(found)] == [
        "1 January 1990 to 30 December 1991: the same status in both, other facts",
        "from 31 December 1991 on: strained in both, the same facts, resting on other events",
    ]


def test_an_event_that_is_supposed_is_named_as_such() -> None:
    recorded = event("noted", id="x")
    assert [event_in_words(one) for one in (recorded, added(recorded))] == ["noted (x)", "noted (x, hypothetical)"]


def test_a_difference_is_told_with_what_made_it() -> None:
    history = History.of(
        record(
            line("relations_established", "1950", id="begun"),
            line("mission_opened", "1951", "CAN", level="legation", id="opened"),
            line("mission_upgraded", "1952", "CAN", level="embassy", id="raised"),
            line("mission_closed", "1960", "CAN", id="closed"),
            line("relations_severed", "1964-05-13", "CAN", id="wrong"),
            line("relations_severed", "1964-05-15", "CAN", id="right", retracts="wrong", recorded=LATER),
            line("relations_restored", "1970-08", id="restored"),
        ),
        *PAIR,
    )
    before = history.known("2020")

    def told(one: State, other: State) -> list[str]:
        return [difference.in_words for difference in differences(one, other)]

    assert told(history.at("1951"), history.at("1953")) == [
        "the mission of Canada: open (legation) → open (embassy), by mission upgraded by Canada (raised), 1952"
    ]
    assert told(history.at("1953"), history.at("1960-06")) == [
        "the mission of Canada: open (embassy) → open (embassy), or possibly closed, "
        "by mission closed by Canada (closed), 1960"
    ]
    assert told(history.at("1969"), history.at("1970-08-15")) == [
        "relations: severed → severed, or possibly in force, by relations restored (restored), August 1970"
    ]
    assert told(history.at("1963"), history.at("1971"))[0] == (
        "relations: still in force, by relations restored (restored), August 1970"
    )
    assert told(before.at("1964-05-14"), history.at("1964-05-14"))[0] == (
        "relations: severed → in force, without relations severed by Canada (wrong), 13 May 1964"
    )
    assert told(before.at("1965"), history.at("1965"))[0] == (
        "relations: still severed, by relations severed by Canada (right), 15 May 1964, "
        "without relations severed by Canada (wrong), 13 May 1964"
    )


def test_what_a_file_supposes_of_an_event_since_retracted_holds_for_the_day_on_which_it_was_known(
    tmp_path: Path,
) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(
        text(
            line("relations_established", "1950"),
            line("relations_severed", "1964-05-13", "CAN", id="wrong"),
            line("relations_severed", "1964-05-15", "CAN", id="right", retracts="wrong", recorded=LATER),
        )
    )
    asked = ("Canada", "Iran", "--log", str(log), "--known", "2020")
    assert detente("suppose", *asked, "--without", "wrong", "--save", "file.jsonl", cwd=tmp_path).returncode == 0
    answer = detente("at", "1970", *asked, "--suppose", "file.jsonl", cwd=tmp_path)
    assert answer.stdout.startswith("Canada and Iran on 31 December 1970, as known on 31 December 2020, supposed: est")
    (tmp_path / "later.jsonl").write_text('{"without": "right"}\n', encoding="utf-8")
    void = detente("suppose", *asked, "--file", "later.jsonl", cwd=tmp_path)
    assert (void.returncode, "They do not differ on any day." in void.stdout) == (0, True), void.stderr
    assert detente("suppose", *asked, "--suppose", "later.jsonl", cwd=tmp_path).returncode == 0
    now = detente("at", "1970", *asked[:-2], "--suppose", "file.jsonl", cwd=tmp_path)
    assert (now.returncode, "has no event “wrong”" in now.stderr) == (1, True)


def test_what_is_known_and_what_is_supposed_go_together() -> None:
    lines = (
        event("relations_established", "1950", id="begun", recorded="2020-01-01T00:00:00Z"),
        event("relations_severed", "1960", "CAN", id="broken", recorded="2021-01-01T00:00:00Z"),
    )
    history = History(PAIR, lines)
    supposed = event("sanctions_imposed", "1955", "IRN", id="new")
    for one in (history.suppose(supposed).known("2020"), history.known("2020").suppose(supposed)):
        assert one.at("1970").status == "sanctioned"
        assert one.at("1970").is_hypothetical
    assert history.suppose(LeftOut("broken")).known("2020").at("1970").status == "established"
    with pytest.raises(NoSuchEvent, match="no event “broken”"):
        history.known("2020").suppose(LeftOut("broken"))


def test_what_cannot_be_named_is_refused() -> None:
    history = History(PAIR, (event("relations_established", "1950", id="begun"),))
    with pytest.raises(NoSuchEvent, match="Did you mean “begun”"):
        history.suppose(LeftOut("begum"))
    with pytest.raises(NoSuchEvent, match="is there already"):
        history.suppose(event("noted", id="begun"))
    with pytest.raises(NoSuchEvent, match="Norway and Peru"):
        history.suppose(event("noted", id="x", parties=["NOR", "PER"]))


def test_a_refused_move_is_told_the_shortest_way() -> None:
    history = History(
        PAIR,
        (event("relations_established", "1950", id="begun"), event("relations_severed", "1960", "CAN", id="broken")),
    )
    with pytest.raises(Impossible) as impossible:
        history.suppose(event("mission_opened", "1970", "CAN", id="new"))
    told_so = str(impossible.value)
    assert "it needs “relations in force”, but relations are severed since 1960 (broken)" in told_so
    assert "Before it the status is severed since 1960." in told_so
    assert told_so.endswith("It would be possible after relations restored.")
    with pytest.raises(Impossible, match="possible after relations restored → mission opened by Canada"):
        history.suppose(event("mission_closed", "1970", "CAN", id="new"))


def test_an_overlay_says_what_was_supposed(tmp_path: Path) -> None:
    moves: list[Move] = [
        event("sanctions_imposed", "1955", "IRN", id="new"),
        LeftOut("a"),
        Moved("b", HistoricDate.parse("[2003-07-10,2003-07-11]")),
    ]
    path = tmp_path / "scenario.jsonl"
    path.write_bytes(to_lines(moves))
    again = read_scenario(path).moves
    assert to_lines(again) == path.read_bytes()
    assert again[1:] == moves[1:]
    added = again[0]
    assert isinstance(added, Event)
    assert added.is_supposed
    assert (added.id, added.kind, added.on.text, added.by) == ("new", "sanctions_imposed", "1955", "IRN")


def test_an_overlay_may_say_little_and_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "scenario.jsonl"
    path.write_text(
        '{"kind": "relations_severed", "by": "CAN", "parties": ["CAN", "IRN"], "on": "1970"}\n\n'
        '{"kind": "noted", "parties": ["CAN", "IRN"], "on": "1971"}\n',
        encoding="utf-8",
    )
    assert [move.id for move in read_scenario(path, {"supposed-1"}).moves] == ["supposed-2", "supposed-3"]
    path.write_text(
        '{"kind": "relations_severd", "by": "CAN", "parties": ["CAN", "IRN"], "on": "1970"}\n'
        '{"without": 3}\n{"move": "x"}\n{"move": "x", "on": "1970-13"}\nnonsense\n'
        '{"kind": "retracted", "parties": ["CAN", "IRN"], "retracts": "x"}\n',
        encoding="utf-8",
    )
    with pytest.raises(BadHypothesis) as bad:
        read_scenario(path)
    assert [finding.line for finding in bad.value.findings] == [1, 2, 3, 4, 5, 6]
    assert "relations_severed" in bad.value.findings[0].message
    assert (bad.value.findings[0].column, bad.value.findings[3].column) == (10, 21)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Give a log of two pairs."""
    path = tmp_path / "events.jsonl"
    path.write_bytes(
        text(
            line("relations_established", "1950", id="begun"),
            line("mission_opened", "1955", "CAN", id="opened"),
            line("relations_severed", "1960-03-01", "CAN", id="broken"),
            line("relations_established", "1950", id="other", parties=["NOR", "PER"]),
        )
    )
    return path


def test_supposing_never_touches_the_log(log: Path) -> None:
    assert detente("add", "Canada", "Iran", "--kind", "noted", "--on", "1961", "--summary", "x", "--source", "a|b",
                   "--log", str(log)).returncode == 0  # fmt: skip
    before = log.read_bytes(), log.stat().st_mtime_ns, SealFile(log).read(), sorted(log.parent.iterdir())
    answer = detente("suppose", "Canada", "Iran", "--log", str(log), "--without", "broken", "--add",
                     "1970-01-01 sanctions imposed by Iran", "--move", "opened=1956")  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert (log.read_bytes(), log.stat().st_mtime_ns, SealFile(log).read(), sorted(log.parent.iterdir())) == before


def test_suppose_shows_both_courses_and_where_they_differ(log: Path) -> None:
    answer = detente("suppose", "Canada", "Iran", "--log", str(log), "--without", "broken")
    assert "relations severed by Canada [left out]" in answer.stdout
    assert "  from 1 March 1960 on: severed → established" in answer.stdout
    assert "supposed: established." in answer.stdout
    answer = detente("suppose", "Canada", "Iran", "--log", str(log), "--without", "begun")
    assert answer.stdout.count("Overtaken: ") == 1
    assert answer.stdout.count("  mission opened by Canada, 1955 (opened)\n") == 1
    assert answer.stdout.count("  relations severed by Canada, 1 March 1960 (broken)\n") == 1
    refused = detente("suppose", "Canada", "Iran", "--log", str(log), "--without", "begun", "--strict")
    assert (refused.returncode, "The hypothesis overtakes what is recorded" in refused.stderr) == (1, True)


def test_a_saved_hypothesis_answers_every_question(log: Path) -> None:
    scenario = log.parent / "scenario.jsonl"
    saved = detente("suppose", "Canada", "Iran", "--log", str(log), "--without", "broken", "--save", str(scenario))
    assert saved.returncode == 0, saved.stderr
    assert scenario.read_text(encoding="utf-8").endswith('}}\n{"without": "broken"}\n')
    on_top = ("--log", str(log), "--suppose", str(scenario))
    assert "supposed: established since 1950." in detente("at", "1970", "Canada", "Iran", *on_top).stdout
    assert "severed" not in detente("history", "Canada", "Iran", *on_top).stdout
    assert "established" in detente("why", "Canada", "Iran", *on_top).stdout
    assert "It is so already" in detente("route", "Canada", "Iran", "--to", "established", *on_top).stdout
    again = detente("suppose", "Canada", "Iran", "--log", str(log), "--file", str(scenario), "--json")
    assert '"without": "broken"' in again.stdout
    assert "Nothing is supposed" in detente("suppose", "Canada", "Iran", "--log", str(log)).stderr


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (("--add", "tomorrow"), 2, "“tomorrow” does not begin with a date"),
        (("--add", "1970-01-01 sanctoins imposed by Iran"), 2, "sanctions_imposed"),
        (("--add", "1970-01-01 sanctions imposed by Iraan"), 1, "Iran"),
        (("--add", "1970-13-01 sanctions imposed by Iran"), 2, "1970-13-01"),
        (("--add", "1970-01-01 office opened by Iran"), 2, "office"),
        (("--add", "1970-01-01 mission opened by Iran"), 1, "It would be possible after relations restored"),
        (("--without", "brokn"), 1, "Did you mean “broken”"),
        (("--move", "broken"), 2, "ID=DATE"),
        (("--move", "broken=1949"), 1, "is refused"),
        (("--move", "broken=1949-13"), 2, "1949-13"),
        (("--file", "nowhere.jsonl"), 1, "nowhere.jsonl"),
        (("--file", "/dev/null"), 2, "/dev/null supposes nothing of Canada and Iran"),
    ],
)
def test_what_cannot_be_supposed_is_told(log: Path, asked: tuple[str, ...], code: int, said: str) -> None:
    answer = detente("suppose", "Canada", "Iran", "--log", str(log), *asked)
    assert answer.returncode == code
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_why_not_and_what_changed(log: Path) -> None:
    why_not = detente("why", "Canada", "Iran", "--log", str(log), "--not", "established")
    assert "in its way: relations severed since 1 March 1960" in why_not.stdout
    assert "nothing stands in the way" in detente("why", "Canada", "Iran", "--log", str(log), "--not", "severed").stdout
    assert detente("why", "Canada", "Iran", "--log", str(log), "--not", "broken").returncode == 2
    changed = detente("why", "Canada", "Iran", "--log", str(log), "--from", "1955", "--to", "1959").stdout
    assert "the mission of Canada: none → open" in changed
    assert "severed" not in changed
    assert detente("why", "Canada", "Iran", "--log", str(log), "--from", "1955", "--on", "1956").returncode == 2


def test_what_differs_between_days_logs_and_recording_days(log: Path, tmp_path: Path) -> None:
    days = detente("diff", "Canada", "Iran", "--log", str(log), "--from", "1951", "--to", "1961").stdout
    assert "relations: in force → severed, by relations severed by Canada (broken), 1 March 1960" in days
    other = tmp_path / "other.jsonl"
    other.write_bytes(text(line("relations_established", "1950", id="begun")))
    logs = detente("diff", "Canada", "Iran", "--log", str(other), "--log", str(log)).stdout
    assert f"in {other}: established" in logs
    assert f"in {log}: severed" in logs
    known = detente("diff", "Canada", "Iran", "--log", str(log), "--known", "2019", "--known", "2021", "--json").stdout
    assert '"before": [\n        "none"\n      ]' in known
    assert detente("diff", "Canada", "Iran", "--log", str(log)).returncode == 2
    assert detente("diff", "Canada", "Iran", *["--log", str(log)] * 3).returncode == 2


def test_a_record_is_no_hypothesis() -> None:
    history = History.of(record(line("relations_established", "1950")), "Canada", "Iran")
    assert not history.at("1960").is_hypothetical
    assert not any(one.is_supposed for one in history.events)


def test_from_means_the_first_day_of_what_it_names(log: Path) -> None:
    def told(command: str, *options: str) -> str:
        return detente(command, "Canada", "Iran", "--log", str(log), *options).stdout

    assert "the mission of Canada: none → open, by mission opened" in told("diff", "--from", "1955", "--to", "1955")
    assert told("diff", "--from", "1955").startswith("Canada and Iran on 31 December 1954")
    assert told("diff", "--from", "1955-02").startswith("Canada and Iran on 31 January 1955")
    assert told("diff", "--from", "1955-02-03").startswith("Canada and Iran on 3 February 1955")
    assert "from 1 January 1955 to 31 December 1955" in told("why", "--from", "1955", "--to", "1955")
    for command, since, until in (
        ("why", "1956", "1955"),
        ("diff", "1957", "1955"),
        ("diff", "1955-02-03", "1955-02-02"),
    ):
        answer = detente(command, "Canada", "Iran", "--log", str(log), "--from", since, "--to", until)
        assert (answer.returncode, "the other way round" in answer.stderr) == (2, True)
    (log.parent / "open").write_bytes(
        text(
            line("relations_established", "1955"),
            line("grievance_raised", "1960", "IRN"),
            line("relations_normalised", "1960-05"),
        )
    )
    changed = detente("why", "Canada", "Iran", "--from", "1960-05", "--log", str(log.parent / "open")).stdout
    assert "1960: established → strained, or possibly established" in changed
    assert "May 1960: strained → established, or possibly strained" in changed


def test_no_answer_is_written_over_the_log(log: Path) -> None:
    before = log.read_bytes()
    (log.parent / "link").symlink_to(log)
    for answer in (
        detente("suppose", "Canada", "Iran", "--log", str(log), "--without", "broken", "--save", str(log)),
        detente("suppose", "Canada", "Iran", "--log", str(log), "--without", "broken", "--save", f"{log.parent}/link"),
        detente("timeline", "Canada", "Iran", "--log", str(log), "-o", str(log)),
    ):
        assert (answer.returncode, "is the log itself" in answer.stderr) == (1, True), answer.stderr
    assert log.read_bytes() == before


def test_options_before_diff_are_heard(log: Path, tmp_path: Path) -> None:
    answer = detente("--log", str(log), "diff", "Canada", "Iran", "--from", "1951")
    assert "established." in answer.stdout
    assert detente("--log", str(tmp_path / "none"), "diff", "Canada", "Iran", "--from", "1951").returncode == 1
    known = detente("--known", "2019", "diff", "Canada", "Iran", "--from", "1951", "--log", str(log))
    assert "as known on 31 December 2019: nothing is recorded." in known.stdout
    scenario = tmp_path / "scenario.jsonl"
    scenario.write_text('{"without": "broken"}\n', encoding="utf-8")
    answer = detente(
        "diff", "Canada", "Iran", "--from", "1951", "--to", "1970", "--log", str(log), "--suppose", str(scenario)
    )
    assert "severed" not in answer.stdout
    assert detente("diff", "Canada", "Iran", "--from", "1970", "--to", "1951").returncode == 2


def test_an_overlay_keeps_what_was_said(tmp_path: Path) -> None:
    path = tmp_path / "scenario.jsonl"
    said = (
        '{"id": "a", "kind": "mission_opened", "parties": ["CAN", "IRN"], "by": "CAN", "on": "1955", "seq": 0, '
        '"resident": false}\n'
    )
    path.write_text(said, encoding="utf-8")
    (added,) = read_scenario(path).moves
    path.write_bytes(to_lines([added]))
    (again,) = read_scenario(path).moves
    assert again == added
    assert isinstance(again, Event)
    assert (again.seq, again.resident) == (0, False)


def test_every_pair_is_answered_as_supposed(log: Path) -> None:
    scenario = log.parent / "scenario.jsonl"
    scenario.write_text('{"without": "broken"}\n', encoding="utf-8")
    answer = detente("at", "1970", "--log", str(log), "--suppose", str(scenario))
    assert "Every pair on 31 December 1970, supposed" in answer.stdout
    assert "severed" not in answer.stdout


def test_a_pair_that_is_only_supposed_is_answered_with_the_others(log: Path) -> None:
    scenario = log.parent / "scenario.jsonl"
    scenario.write_text(
        '{"without": "broken"}\n{"id": "h", "kind": "relations_established", "parties": ["FRA", "PER"], "on": "1960"}\n'
        '{"move": "h", "on": "1965"}\n',
        encoding="utf-8",
    )
    answer = detente("at", "1970", "--log", str(log), "--suppose", str(scenario), "--json")
    found = {tuple(state["pair"]): (state["status"], state["since"]) for state in json.loads(answer.stdout)}
    assert (answer.returncode, found["FRA", "PER"]) == (0, ("established", "1965")), answer.stderr


def test_a_hypothesis_on_a_hypothesis_is_told_beside_the_record(log: Path) -> None:
    scenario = log.parent / "scenario.jsonl"
    scenario.write_text(
        '{"without": "broken"}\n'
        '{"id": "h", "kind": "grievance_raised", "by": "IRN", "parties": ["CAN", "IRN"], "on": "1970"}\n',
        encoding="utf-8",
    )
    on_top = ("suppose", "Canada", "Iran", "--log", str(log), "--suppose", str(scenario))
    alone, more = detente(*on_top), detente(*on_top, "--without", "h")
    assert "as recorded: severed." in alone.stdout
    assert "supposed: strained." in alone.stdout
    assert "[moved" not in alone.stdout
    assert (more.returncode, "supposed: established." in more.stdout) == (0, True), more.stderr


def test_a_hypothesis_about_what_was_not_yet_known_is_void(log: Path) -> None:
    scenario = log.parent / "scenario.jsonl"
    scenario.write_text('{"without": "broken"}\n', encoding="utf-8")
    answer = detente("at", "1970", "Canada", "Iran", "--log", str(log), "--suppose", str(scenario), "--known", "2019")
    assert (answer.returncode, "Nothing is recorded" in answer.stdout) == (0, True), answer.stderr


def test_moves_that_contradict_each_other_are_refused(log: Path) -> None:
    answer = detente("suppose", "Canada", "Iran", "--log", str(log), "--without", "broken", "--move", "broken=1970")
    assert "any more: it is left out" in answer.stderr
    history = History(PAIR, (event("relations_established", "1950", id="begun"),))
    again = event("relations_established", "1951", id="begun")
    assert history.suppose(LeftOut("begun"), again).at("1950").status == "no_relations"


def test_who_acted_is_a_difference(log: Path) -> None:
    answer = detente(
        "suppose", "Canada", "Iran", "--log", str(log), "--add", "1960-03-01 relations severed by Iran with seq -5"
    )
    assert "severed in both, the same facts, resting on other events" in answer.stdout
