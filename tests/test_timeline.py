"""The timeline: what is drawn, that it can be read, and that it is where it belongs."""

import datetime as dt
import re
import struct
import subprocess
import sys
import time
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import CALENDAR, PAIR, START, detente, event, histories, line, text

from detente import BadDate, History, LeftOut, Moved, read, shipped_log
from detente.model.configuration import NONE, SLOT_OF, SLOTS
from detente.model.dates import HistoricDate
from detente.model.events import Event
from detente.model.moves import added
from detente.model.naming import event_in_words
from detente.model.pairs import Pair
from detente.model.rules import STAYS, rules
from detente.model.statuses import Status
from detente.views.pictures import FORMS
from detente.views.timeline import drawing, labels
from detente.views.timeline.content import Content, Fate, Held, Lane, Point, Span, Track, Window, bands
from detente.views.timeline.cutting import SLOTS_SHOWN, lanes, track
from detente.views.timeline.drawing import draw
from detente.views.timeline.frame import LANES_FROM, MARGIN, WIDTH, flags
from detente.views.timeline.from_history import answers, content_of, points
from detente.views.timeline.looks import LOOKS
from detente.views.timeline.scale import Scale
from detente.views.timeline.shapes import BACKGROUND, DARK, FAINT, SHADE

TODAY = dt.date(2026, 11, 23)
SVG = "{http://www.w3.org/2000/svg}"
SEVERED = "can-irn-2012-09-07-severed"
HOSTILE = '“it\'s” "so" & <b>so</b> ]]> --> &amp; \u202eשלום\u202c سلام 𝄞'


def drawn(history: History, until: dt.date = TODAY, since: dt.date | None = None) -> ET.Element:
    svg = ET.fromstring(draw(content_of(history, until, since)))
    width, height = (float(svg.attrib[name]) for name in ("width", "height"))
    assert svg.attrib["viewBox"] == f"0 0 {width:.0f} {height:.0f}"
    for words in svg.iter(f"{SVG}text"):
        assert float(words.attrib["font-size"]) >= 12
        assert float(words.get("y", "0")) <= height
    return svg


def described(svg: ET.Element) -> str:
    return svg.findtext(f"{SVG}desc") or ""


def seen(svg: ET.Element) -> str:
    return "\n".join(words.text or "" for words in svg.iter(f"{SVG}text"))


def events(svg: ET.Element) -> list[ET.Element]:
    return [group for group in svg.iter(f"{SVG}g") if group.get("class") == "event"]


def marked(svg: ET.Element) -> Counter[str]:
    return Counter(group.attrib["data-event"] for group in events(svg))


@pytest.fixture
def record() -> History:
    return History.of(read(shipped_log()), "Canada", "Iran")


def test_it_has_a_title_and_a_description_for_who_does_not_see_it(record: History) -> None:
    svg = drawn(record)
    assert (svg.attrib["role"], svg.attrib["aria-labelledby"]) == ("img", "can-irn-title can-irn-description")
    assert [(part.tag, part.get("id")) for part in svg[:2]] == [
        (f"{SVG}title", "can-irn-title"),
        (f"{SVG}desc", "can-irn-description"),
    ]
    assert svg.findtext(f"{SVG}title") == "Canada and Iran"
    assert "From 7 September 2012 to 28 March 2016: severed." in described(svg)
    assert "From 18 July 1988 to 30 December 1988: embassy closed, or possibly established." in described(svg)
    assert "From 27 November 2025 to 23 November 2026: severed. Mission of Canada. From 1 January 1959" in described(
        svg
    )
    assert described(svg).endswith(
        "Talks. On 29 March 2016: offer of Canada. From 30 March 2016 to 1 May 2016: possibly open. "
        "From 30 March 2016 to 1 May 2016: possibly offer of Canada. From 2 May 2016 to 11 June 2018: open. "
        "From 28 April 2025 to 26 November 2025: offer of Iran."
    )


def test_it_says_in_words_where_the_pair_stands_and_names_the_lanes(record: History) -> None:
    words = seen(drawn(record)).split("\n")
    assert words[:3] == [
        "Canada and Iran",
        "On 23 November 2026: severed since 7 September 2012, with sanctions of both in force, since 22 July 2010 and "
        "2 November 2022.",
        "The record ends on 25 March 2026.",
    ]
    assert [word for word in words if word in {status.words for status in Status}] == [
        status.words for status in Status
    ]
    assert words[words.index("relations severed by Canada") + 1] == "7 September 2012"
    assert {"1955", "1990", "2025"} <= set(words)


def test_an_event_tells_what_happened_when_and_who_says_so(record: History) -> None:
    titles = {group.attrib["data-event"]: group.findtext(f"{SVG}title") or "" for group in events(drawn(record))}
    act, when, summary, source = titles["can-irn-2010-07-22-sanctions-imposed"].split("\n")
    assert (act, when) == ("sanctions imposed by Canada", "22 July 2010, announced 26 July 2010")
    assert summary.startswith("Canada imposes sanctions of its own on Iran")
    assert "Justice Canada" in source


def test_same_history_same_bytes(record: History) -> None:
    supposed = record.suppose(LeftOut(SEVERED))
    again = History.of(read(shipped_log()), "Iran", "Canada").suppose(LeftOut(SEVERED))
    assert draw(content_of(supposed, TODAY)) == draw(content_of(again, TODAY))


def test_text_stands_out_from_what_is_behind_it() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for text_colour in (DARK, FAINT):
        for paper in (BACKGROUND, SHADE):
            assert (light(paper) + 0.05) / (light(text_colour) + 0.05) >= 4.5


def test_a_hypothesis_is_drawn_beside_what_is_recorded(record: History) -> None:
    svg = drawn(record.suppose(Moved(SEVERED, HistoricDate.parse("2008"))))
    words = seen(svg)
    assert words.startswith(
        "HYPOTHESIS: Canada and Iran\nMoved: relations severed by Canada, 7 September 2012, to 2008."
    )
    assert "\nAs supposed: severed since 2008, with sanctions of both in force" in words
    assert "as recorded: status" in words
    assert "supposed: status" in words
    assert "overtaken: no longer possible in the hypothesis" in words
    assert "2008, supposed" in words
    assert described(svg).index("As recorded. From") < described(svg).index("Supposed. From")
    assert marked(svg) == marked(drawn(record)) + Counter([SEVERED])
    assert any(path.get("stroke-dasharray") and path.get("fill") == "none" for path in svg.iter(f"{SVG}path"))


def test_a_hypothesis_that_changes_nothing_by_the_last_day_says_so(record: History) -> None:
    words = seen(drawn(record.suppose(LeftOut(SEVERED)), dt.date(2012, 9, 6))).split("\n")
    assert words[2].startswith("On 6 September 2012, as recorded and as supposed: sanctioned since 22 July 2010")


def test_what_a_hypothesis_makes_of_each_event_is_shown(record: History) -> None:
    window = Window(dt.date(1955, 1, 1), TODAY)
    moved = points(record.suppose(Moved(SEVERED, HistoricDate.parse("2008"))), window)
    assert [point.fate for point in moved if point.id == SEVERED] == [Fate.MOVED, Fate.SUPPOSED]
    assert {point.id for point in moved if point.fate == Fate.OVERTAKEN} == {
        "can-irn-2012-09-07-tehran-closed",
        "can-irn-2012-09-07-expelled",
    }
    (left_out,) = (point for point in points(record.suppose(LeftOut(SEVERED)), window) if point.fate != Fate.KEPT)
    assert (left_out.id, left_out.fate) == (SEVERED, Fate.LEFT_OUT)


def test_of_a_long_hypothesis_the_beginning_is_shown_and_all_is_described() -> None:
    history = History(PAIR, (event("relations_established", "1950"),)).suppose(
        *(added(event("noted", f"{year}", "CAN", id=str(year))) for year in range(1951, 1981))
    )
    svg = drawn(history)
    assert "\n…\n" in seen(svg)
    assert "Supposed: noted by Canada, 1980." in described(svg)


def test_a_hypothesis_on_nothing() -> None:
    history = History(PAIR, ()).suppose(added(event("relations_established", "2000")))
    assert marked(drawn(history)) == Counter(["relations_established-2000-None"])
    assert "As recorded. Nothing. Supposed. From 1 January 2000" in described(drawn(history))
    nothing_left = History(PAIR, (event("relations_established", "2000", id="begun"),)).suppose(LeftOut("begun"))
    assert described(drawn(nothing_left)).endswith("Supposed. Nothing.")


@pytest.mark.parametrize(
    ("dates", "until", "since"),
    [
        (["2026-11-23"], TODAY, None),
        (["2026"], TODAY, None),
        (["1800-05-01", "1850", "1900-02"], TODAY, None),
        (["2000-01-01"] * 12, dt.date(2000, 1, 1), None),
        (["2000-01-01"] * 12, dt.date(2000, 1, 1), dt.date(2000, 1, 1)),
        (["1955", "[1960..1990]"], dt.date(1975, 1, 1), dt.date(1970, 1, 1)),
        (["2000", "2001", "2030"], dt.date(2001, 6, 1), None),
        (["2000", "2001"], dt.date(2001, 6, 1), dt.date(1500, 1, 1)),
        (["0001-01-01", "9999-12-31"], dt.date.max, None),
        (["0001-01-01"], dt.date.max, dt.date.min),
    ],
)
def test_whatever_the_dates(dates: list[str], until: dt.date, since: dt.date | None) -> None:
    kinds = ["relations_established", *["sanctions_imposed", "sanctions_lifted"] * 6]
    history = History(
        PAIR,
        tuple(
            event(kind, on, None if kind == "relations_established" else "CAN", id=str(number), seq=number)
            for number, (kind, on) in enumerate(zip(kinds, dates, strict=False))
        ),
    )
    svg = drawn(history, until, since)
    shown = [one.id for one in history.events if one.on.earliest <= until and (not since or one.on.latest >= since)]
    assert marked(svg) == Counter(shown)


def test_events_on_one_spot_lie_beside_each_other() -> None:
    kinds = ["relations_established", *["sanctions_imposed", "sanctions_lifted"] * 20]
    everything = tuple(
        event(kind, "2000-01-01", None if kind == "relations_established" else "CAN", id=str(number), seq=number)
        for number, kind in enumerate(kinds)
    )
    aims = [group.findall(f"{SVG}rect")[-1].attrib for group in events(drawn(History(PAIR, everything)))]
    assert len({(aim["x"], aim["y"]) for aim in aims}) == len(everything)


@pytest.mark.parametrize("lines", [[], [event("relations_established", "2030")]])
def test_nothing_to_draw_is_said(lines: list[Event]) -> None:
    svg = drawn(History(PAIR, tuple(lines)))
    when = " by 23 November 2026" if lines else ""
    assert described(svg) == f"Nothing is recorded of Canada and Iran{when}."
    assert seen(svg) == f"Canada and Iran\nNothing is recorded of Canada and Iran{when}."


def test_hundreds_of_events_are_all_there_and_labels_are_thinned() -> None:
    established = event("relations_established", "1800-01-01")
    turns = [
        event(("sanctions_imposed", "sanctions_lifted")[number % 2], str(day), "CAN", id=str(number))
        for number in range(300)
        for day in [dt.date(1801, 1, 1) + dt.timedelta(days=200 * number)]
    ]
    svg = drawn(History(PAIR, (established, *turns)))
    assert sum(marked(svg).values()) == 301
    assert "Not every change has room for a label." in seen(svg)


def test_what_is_shown_is_escaped() -> None:
    hostile = event("relations_established", "2000", summary=HOSTILE, id="a\"<&>'")
    hostile = hostile._replace(sources=(hostile.sources[0]._replace(publisher="\ufffe<&>"),))
    svg = drawn(History(PAIR, (hostile,)))
    (group,) = events(svg)
    assert group.attrib["data-event"] == "a\"<&>'"
    _, _, summary, source = (group.findtext(f"{SVG}title") or "").split("\n")
    masked = HOSTILE.replace("\u202e", "\ufffd").replace("\u202c", "\ufffd")
    assert (summary, source) == (masked, "\ufffd<&>, “A title”")


def test_a_timeline_does_not_end_before_it_begins(record: History) -> None:
    with pytest.raises(BadDate, match="1 January 2000 is before 2 January 2000"):
        content_of(record, dt.date(2000, 1, 1), dt.date(2000, 1, 2))


Drawn = tuple[list[Event], list[oracle.Event]]
days = st.integers(0, CALENDAR + 70).map(lambda later: START + dt.timedelta(days=later))


@given(histories(), days, days)
def test_labels_lie_within_the_drawing_and_apart(drawn: Drawn, one: dt.date, other: dt.date) -> None:
    window = Window(min(one, other), max(one, other))
    scale = Scale(*window, LANES_FROM, WIDTH - MARGIN)
    placed = flags(points(History(PAIR, tuple(drawn[0])), window), scale)
    assert len({flag.number for flag in placed}) == len(placed)
    for flag in placed:
        assert MARGIN <= flag.placed.left < flag.placed.right <= WIDTH - MARGIN
    for flag, beside in combinations(placed, 2):
        assert flag.is_above != beside.is_above or _apart(flag.placed, beside.placed)


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(1, 300)), max_size=60))
def test_poles_run_through_no_label(asked: list[tuple[float, float]]) -> None:
    asking = [labels.Label(x, width, width) for x, width in asked]
    placed = labels.place(asking, 0, 1000, 4)
    assert not asked or placed
    for one in placed:
        assert 0 <= one.left < one.right <= 1000
        assert asking[one.number].x in (one.left, pytest.approx(one.right))
        for other in placed:
            assert one == other or _apart(one, other)
            assert one.row >= other.row or not one.left < asking[other.number].x < one.right


def _apart(one: labels.Placed, other: labels.Placed) -> bool:
    return one.row != other.row or one.right <= other.left or other.right <= one.left


@given(histories(), days)
def test_every_event_that_changed_a_fact_has_one_mark(known: Drawn, until: dt.date) -> None:
    history = History(PAIR, tuple(known[0]))
    changed = [change.event for change in history.course if change.of_facts]
    assert marked(drawn(history, until)) == Counter(one.id for one in changed if one.on.earliest <= until)


@given(histories(), days, days)
def test_bands_cover_the_days_on_which_a_status_is_possible(known: Drawn, one: dt.date, other: dt.date) -> None:
    history = History(PAIR, tuple(known[0]))
    window = Window(min(one, other), max(one, other))
    spans = track(answers(history, window), window).spans
    for span, following in pairwise(spans):
        assert span.last + dt.timedelta(days=1) == following.first
    drawn_days = Counter((band.status, day) for band in bands(spans) for day in _days(band.span))
    everything = [*_days(Span(*window, (), ""))]
    assert drawn_days == Counter((status, day) for day in everything for status in history.at(day).possible)


def _days(span: Span | Held) -> list[dt.date]:
    return [dt.date.fromordinal(day) for day in range(span.first.toordinal(), span.last.toordinal() + 1)]


@given(st.dates(), st.dates())
def test_the_dates_at_the_axis_are_round_in_order_and_apart(one: dt.date, other: dt.date) -> None:
    scale = Scale(min(one, other), max(one, other), LANES_FROM, WIDTH - MARGIN)
    ticks = scale.ticks()
    assert all(LANES_FROM <= tick.x <= WIDTH - MARGIN for tick in ticks)
    assert all(tick.x + labels.width(tick.text, 13) / 2 < after.x - labels.width(after.text, 13) / 2
               for tick, after in pairwise(ticks))  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2012-09-04", "2012-09-07", ["4 Sep 2012", "5 Sep 2012", "6 Sep 2012", "7 Sep 2012"]),
        ("2012-01-15", "2012-06-15", ["Feb 2012", "Mar 2012", "Apr 2012", "May 2012", "Jun 2012"]),
        ("2011-12-31", "2016-02-01", ["Jan 2012", "Jul 2012", "Jan 2013", "Jul 2013", "Jan 2014", "Jul 2014",
                                      "Jan 2015", "Jul 2015", "Jan 2016"]),
        ("1800-01-01", "2026-01-01", [str(year) for year in range(1800, 2021, 20)]),
    ],
)  # fmt: skip
def test_dates_are_written_as_the_length_of_the_axis_asks(first: str, last: str, written: list[str]) -> None:
    scale = Scale(dt.date.fromisoformat(first), dt.date.fromisoformat(last), LANES_FROM, WIDTH - MARGIN)
    assert [tick.text for tick in scale.ticks()] == written


def test_words_too_long_for_their_room_are_cut() -> None:
    assert labels.shortened("sanctions lifted", 13, 300) == "sanctions lifted"
    cut = labels.shortened("sanctions lifted by a country", 13, 100)
    assert cut.endswith("…")
    assert labels.width(cut, 13) <= 100


def test_the_command_writes_a_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "timeline.svg"
    asked = ("timeline", "Canada", "Iran", "--from", "2000", "--to", "2012-09")
    answer = detente(*asked, "-o", str(path), cwd=tmp_path)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", f"Drawn: {path}\n")
    assert [found.name for found in tmp_path.iterdir()] == ["timeline.svg"]
    printed = detente(*asked, "-o", "-", cwd=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C.UTF-8")
    assert printed.stdout == path.read_text(encoding="utf-8")
    assert "From 7 September 2012 to 30 September 2012: severed." in described(ET.fromstring(printed.stdout))


def test_the_command_ends_the_axis_today(tmp_path: Path) -> None:
    before = dt.datetime.now(dt.UTC).year
    answer = detente("timeline", "Canada", "Iran", "-o", "-", cwd=tmp_path)
    assert any(f" {year}: " in described(ET.fromstring(answer.stdout)) for year in (before, before + 1))


def test_the_command_draws_what_a_file_supposes(tmp_path: Path) -> None:
    moves = ("--without", SEVERED, "--add", "2013-01-01 sanctions_imposed by Iran", "--save", "overlay.jsonl")
    assert detente("suppose", "Canada", "Iran", *moves, cwd=tmp_path).returncode == 0
    answer = detente("timeline", "Canada", "Iran", "--suppose", "overlay.jsonl", "-o", "-", cwd=tmp_path)
    svg = ET.fromstring(answer.stdout)
    assert seen(svg).startswith("HYPOTHESIS: Canada and Iran")
    assert "1 January 2013, supposed" in seen(svg)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["-o", "missing/timeline.svg"], 1, "There is no folder missing"),
        (["-o", "."], 2, ". is a folder: name a file, which ends with .svg, .png or .pdf."),
        (["-o", "/proc/timeline.svg"], 1, "cannot be written"),
        (["-o", "timeline.svg", "--from", "2013", "--to", "2012"], 2, "ask the other way round"),
        (["-o", "timeline.svg", "--from", "2013-13"], 2, "there is no 2013-13 in the calendar"),
        ([], 2, "required: -o"),
    ],
)
def test_what_cannot_be_drawn_is_an_error_in_words(
    arguments: list[str], code: int, message: str, tmp_path: Path
) -> None:
    answer = detente("timeline", "Canada", "Iran", *arguments, cwd=tmp_path)
    assert (answer.returncode, answer.stdout) == (code, "")
    assert message in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not list(tmp_path.iterdir())


def test_of_a_pair_that_is_not_recorded_that_is_drawn(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(text(line("relations_established", "1955")))
    answer = detente("timeline", "Norway", "Peru", "--log", str(log), "-o", "-", cwd=tmp_path)
    assert answer.returncode == 0
    assert "Nothing is recorded of Norway and Peru." in answer.stdout


def test_drawings_on_one_page_do_not_collide(record: History) -> None:
    supposed = record.suppose(LeftOut(SEVERED))
    drawings = [
        ET.fromstring(draw(content_of(history, TODAY, name=name)))
        for history, name in ((record, None), (supposed, "what-if"), (History(Pair("NOR", "PER"), ()), None))
    ]
    ids = [{part.attrib["id"] for part in svg.iter() if "id" in part.attrib} for svg in drawings]
    for svg, own, name in zip(drawings, ids, ("can-irn", "what-if", "nor-per"), strict=True):
        assert all(one.startswith(f"{name}-") for one in own)
        fills = {part.get("fill", "") for part in svg.iter()}
        named = {fill[5:-1] for fill in fills if fill.startswith("url(#")} | {*svg.attrib["aria-labelledby"].split()}
        assert named <= own
    assert len(ids[1]) > 2
    assert sum(map(len, ids)) == len(set[str]().union(*ids))


def test_a_date_is_found_on_a_drawing_by_its_scale(record: History) -> None:
    svg = drawn(record, dt.date(2012, 12, 31), dt.date(2010, 1, 1))
    first, last = (dt.date.fromisoformat(svg.attrib[f"data-{name}"]) for name in ("first", "last"))
    left, right = (float(svg.attrib[f"data-{name}"]) for name in ("left", "right"))
    assert (first, last) == (dt.date(2010, 1, 1), dt.date(2012, 12, 31))
    x = left + (right - left) * (dt.date(2012, 9, 7) - first).days / ((last - first).days + 1)
    (severed,) = (group for group in events(svg) if group.attrib["data-event"] == SEVERED)
    (circle,) = severed.iter(f"{SVG}circle")
    assert float(circle.attrib["cx"]) == pytest.approx(x, abs=0.01)
    assert "data-first" not in drawn(History(PAIR, ())).attrib


def test_a_drawing_is_made_of_plain_values() -> None:
    window = Window(dt.date(2000, 1, 1), dt.date(2000, 12, 31))
    may = dt.date(2000, 5, 1)
    spans = [
        Span(window.first, dt.date(2000, 4, 30), (Status.ESTABLISHED,), "established"),
        Span(may, window.last, (Status.SEVERED, Status.STRAINED), "severed, or possibly strained"),
    ]
    point = Point("x", may, may, "a break", "1 May 2000", ("Why.",), Status.ESTABLISHED, Status.SEVERED)
    svg = ET.fromstring(draw(Content("page", "A pair", "It broke.", window, [Track(spans, False)], [], [point])))
    assert described(svg).endswith("From 1 May 2000 to 31 December 2000: severed, or possibly strained.")
    assert [group.findtext(f"{SVG}title") for group in events(svg)] == ["a break\nWhy."]
    assert {"A pair", "It broke.", "a break", "1 May 2000"} <= set(seen(svg).split("\n"))


CLOSED, REOPENED = "can-irn-1980-01-28-tehran-closed", "can-irn-1988-tehran-reopened"


def lane_of(history: History, name: str, until: dt.date = TODAY, since: dt.date | None = None) -> Lane:
    (found,) = (lane for lane in content_of(history, until, since).lanes if lane.name == name)
    return found


def held(history: History, name: str, track: int = 0) -> list[tuple[str, str, str, bool]]:
    return [
        (f"{one.first}", f"{one.last}", one.in_words, one.is_certain) for one in lane_of(history, name).tracks[track]
    ]


def facts(svg: ET.Element) -> list[ET.Element]:
    return [group for group in svg.iter(f"{SVG}g") if group.get("class") == "fact"]


def with_acts(*acts: tuple[str, str, str | None], first: str = "1950") -> History:
    begun = event("relations_established", first, id="begun")
    return History(PAIR, (begun, *(event(kind, on, by, id=f"{kind}-{number}") for number, (kind, on, by)
                                   in enumerate(acts))))  # fmt: skip


def test_each_fact_in_force_has_a_lane_under_the_ladder(record: History) -> None:
    assert [lane.name for lane in content_of(record, TODAY).lanes] == [
        "mission of Canada",
        "mission of Iran",
        "sanctions of Canada",
        "sanctions of Iran",
        "recall of Canada",
        "grievance of Canada",
        "grievance of Iran",
        "talks",
    ]
    assert held(record, "mission of Canada") == [
        ("1959-01-01", "1959-12-30", "open", False),
        ("1959-12-31", "1980-01-27", "open", True),
        ("1980-01-28", "1988-07-17", "closed", True),
        ("1988-07-18", "1988-12-30", "open", False),
        ("1988-07-18", "1988-12-30", "closed", False),
        ("1988-12-31", "2012-09-06", "open", True),
    ]
    assert held(record, "sanctions of Canada") == [
        ("1980-05-01", "1980-05-30", "in force", False),
        ("1980-05-31", "1981-01-19", "in force", True),
        ("1981-01-20", "1981-12-30", "in force", False),
        ("2010-07-22", "2026-11-23", "in force", True),
    ]
    words = seen(drawn(record)).split("\n")
    assert words.index("no relations") < words.index("mission of Canada") < words.index("talks") < words.index("1955")
    assert {"closed", "mission closed", "the one or the other"} <= set(words)


def test_lanes_in_which_nothing_is_in_force_within_the_window_are_left_out(record: History) -> None:
    shown = content_of(record, dt.date(1985, 12, 31), dt.date(1985, 1, 1)).lanes
    assert [lane.name for lane in shown] == [
        "mission of Canada",
        "mission of Iran",
        "grievance of Iran",
    ]
    (mission,) = shown[0].tracks[0]
    assert (mission.first, mission.last, mission.value) == (dt.date(1985, 1, 1), dt.date(1985, 12, 31), "closed")


def test_a_fact_says_its_value_since_when_by_which_event_and_what_leaves_it_open(record: History) -> None:
    titles = [(group.findtext(f"{SVG}title") or "").split("\n") for group in facts(drawn(record))]
    assert [
        "mission of Canada: closed, or possibly open",
        f"since 28 January 1980: mission closed by Canada ({CLOSED})",
        f"not known to the day: mission opened by Canada ({REOPENED}), between 18 July and 31 December 1988",
        "from 18 July 1988 to 30 December 1988",
    ] in titles
    assert [
        "sanctions of Canada: in force",
        "since 22 July 2010: sanctions imposed by Canada (can-irn-2010-07-22-sanctions-imposed)",
        "27 later, the last: sanctions extended by Canada (can-irn-2026-02-13-repression-abroad), 13 February 2026",
        "from 22 July 2010 to 23 November 2026",
    ] in titles
    assert [
        "mission of Canada: open",
        "since 1959: mission opened by Canada (can-irn-1959-tehran-opened)",
        "later: mission upgraded by Canada (can-irn-1961-tehran-embassy) [reported], 1961",
        "from 31 December 1959 to 27 January 1980",
    ] in titles


def test_a_fact_says_that_it_rests_on_what_is_only_reported() -> None:
    imposed = event("sanctions_imposed", "1960", "CAN", id="heard", confidence="reported")
    (possible, certain) = lane_of(History(PAIR, (imposed,)), "sanctions of Canada").tracks[0]
    assert possible.remarks[1] == "not known to the day: sanctions imposed by Canada (heard) [reported], 1960"
    assert certain.remarks[1] == "since 1960: sanctions imposed by Canada (heard) [reported]"


def test_what_is_open_by_the_order_of_events_alone_names_them() -> None:
    history = with_acts(("grievance_raised", "2012", "CAN"), ("relations_normalised", "2012-06-01", None))
    (open_one,) = lane_of(history, "grievance of Canada").tracks[0]
    assert (open_one.first, open_one.last, open_one.is_certain) == (dt.date(2012, 1, 1), TODAY, False)
    assert open_one.remarks == (
        "grievance of Canada: none, or possibly open",
        "not known to the day: grievance raised by Canada (grievance_raised-0), 2012",
    )


def test_where_no_event_alone_decides_those_that_speak_of_the_fact_are_named() -> None:
    kinds = ("sanctions_imposed", "sanctions_lifted")
    begin = [START + dt.timedelta(days=10 * number) for number in range(5)]
    history = with_acts(
        *((kinds[number % 2], f"[{day}..{day + dt.timedelta(days=45)}]", "CAN") for number, day in enumerate(begin)),
        first="1950-01-01",
    )
    day = START + dt.timedelta(days=40)
    state, slot = history.at(day), SLOT_OF["sanctions", 0]
    assert not {*state.undecided} & {*state.behind(slot)}
    (possible,) = lane_of(history, "sanctions of Canada", day, day).tracks[0]
    assert not possible.is_certain
    assert [remark for remark in possible.remarks if remark.startswith("not known to the day")] == [
        f"not known to the day: {event_in_words(one)}, {one.on.in_words()}" for one in history.events[1:]
    ]


def test_certain_facts_are_plain_and_open_ones_hatched() -> None:
    history = with_acts(("sanctions_imposed", "1960", "CAN"), ("mission_opened", "1970", "IRN"), first="1950-01-01")
    svg = drawn(history)
    fills = [group.findall(f"{SVG}rect")[0].attrib["fill"] for group in facts(svg)]
    assert fills == [
        "url(#can-irn-recorded-uncertain-established)",
        "#009e73",
        "url(#can-irn-recorded-uncertain-sanctioned)",
        "#cc79a7",
    ]
    hatches = {pattern.attrib["id"]: pattern for pattern in svg.iter(f"{SVG}pattern")}
    assert all(hatches[fill[5:-1]].find(f"{SVG}path") is not None for fill in fills if fill.startswith("url"))


def test_the_legend_says_what_hatching_means_where_only_a_fact_is_open() -> None:
    history = with_acts(("mission_opened", "1970", "IRN"), first="1950-01-01")
    assert "possible: the dates leave it open" in seen(drawn(history))
    assert "possible: the dates leave it open" not in seen(drawn(with_acts(first="1950-01-01")))


def test_offers_and_talks_share_a_lane() -> None:
    history = with_acts(
        ("relations_severed", "1960-01-01", "CAN"),
        ("talks_offered", "1961-01-01", "CAN"),
        ("talks_offered", "1962-01-01", "IRN"),
        ("talks_opened", "1963-01-01", None),
        ("agreement_reached", "1970-01-01", None),
    )
    assert held(history, "talks") == [
        ("1961-01-01", "1961-12-31", "offer of Canada", True),
        ("1962-01-01", "1962-12-31", "offer of Canada", True),
        ("1962-01-01", "1962-12-31", "offer of Iran", True),
        ("1963-01-01", "1969-12-31", "open", True),
        ("1970-01-01", "2026-11-23", "agreed", True),
    ]
    assert [(one.share, one.shares) for one in lane_of(history, "talks").tracks[0]] == [
        (0, 1), (0, 2), (1, 2), (0, 1), (0, 1),
    ]  # fmt: skip
    bands = [group.findall(f"{SVG}rect")[0].attrib for group in facts(drawn(history))]
    above, below = ((float(band["y"]), float(band["height"])) for band in bands[1:3])
    assert above[0] + above[1] < below[0]
    assert "the one or the other" not in seen(drawn(history))


def test_facts_too_are_drawn_beside_what_is_recorded(record: History) -> None:
    supposed = record.suppose(LeftOut(SEVERED), added(event("sanctions_imposed", "2013-01-01", "IRN")))
    assert held(supposed, "mission of Canada") == held(record, "mission of Canada")
    assert held(supposed, "mission of Canada", 1)[-1] == ("2012-09-07", "2026-11-23", "closed", True)
    assert held(supposed, "sanctions of Iran", 0) == [("2022-11-02", "2026-11-23", "in force", True)]
    assert held(supposed, "sanctions of Iran", 1) == [("2013-01-01", "2026-11-23", "in force", True)]
    svg = drawn(supposed)
    assert "Sanctions of Iran. As recorded. From 2 November 2022 to 23 November 2026: in force." in described(svg)
    assert " Supposed. From 1 January 2013 to 23 November 2026: in force." in described(svg)
    edges = [group.findall(f"{SVG}rect")[0].get("stroke-dasharray") for group in facts(svg)]
    assert Counter(edges)["4 2"] == sum(len(lane.tracks[1]) for lane in content_of(supposed, TODAY).lanes)


def test_the_ladder_can_be_had_alone(record: History, tmp_path: Path) -> None:
    alone = content_of(record, TODAY, with_facts=False)
    assert alone == content_of(record, TODAY)._replace(lanes=())
    svg = ET.fromstring(draw(alone))
    assert not facts(svg)
    assert "mission of Canada" not in seen(svg).split("\n")
    assert described(svg).endswith("From 27 November 2025 to 23 November 2026: severed.")
    answer = detente("timeline", "Canada", "Iran", "--to", "2026-11-23", "--ladder", "-o", "-", cwd=tmp_path)
    assert answer.stdout == draw(alone)


def test_names_too_long_for_one_line_have_two() -> None:
    parties = ["COD", "VCT"]
    history = History(
        Pair(*parties),
        (
            event("relations_established", "1980", parties=parties),
            event("mission_opened", "1981-01-01", "COD", parties=parties),
        ),
    )
    svg = drawn(history)
    assert "mission of the Democratic\nRepublic of the Congo" in seen(svg)
    assert float(svg.attrib["data-left"]) > LANES_FROM


@given(histories(), days, days)
def test_bands_of_facts_cover_the_days_on_which_a_value_is_possible(known: Drawn, one: dt.date, other: dt.date) -> None:
    history = History(PAIR, tuple(known[0]))
    window = Window(min(one, other), max(one, other))
    drawn_days = Counter(
        (held.fact, held.value, held.is_certain, day)
        for lane in lanes([answers(history, window, SLOTS_SHOWN)], window)
        for held in lane.tracks[0]
        for day in _days(held)
    )
    expected: Counter[tuple[str, str, bool, dt.date]] = Counter()
    for day in _days(Span(*window, (), "")):
        state = history.at(day)
        for slot in SLOTS_SHOWN:
            values = state.possible_values(slot)
            expected.update((SLOTS[slot][0], value, len(values) == 1, day) for value in values if value != NONE)
    assert drawn_days == expected


def test_every_value_of_a_fact_that_is_shown_has_its_look() -> None:
    effects = [effect for rule in rules().values() for effect in rule.effects]
    shown = {SLOTS[slot][0] for slot in SLOTS_SHOWN}
    assert {(one.fact, one.value) for one in effects if one.fact in shown and one.value not in (NONE, STAYS)} == {
        *LOOKS
    }


def staggered(*kinds: tuple[str, str]) -> History:
    """Give a history of events all of which are open at once, each for three hundred days."""
    later = [START + dt.timedelta(days=number) for number in range(len(kinds))]
    dates = [f"[{day}..{day + dt.timedelta(days=300)}]" for day in later]
    return with_acts(*((kind, on, by) for (kind, by), on in zip(kinds, dates, strict=True)), first="1950-01-01")


def test_of_many_events_that_leave_a_fact_open_some_are_named() -> None:
    history = staggered(*[("grievance_raised", "CAN")] * 8)
    possible, _ = lane_of(history, "grievance of Canada").tracks[0]
    assert [remark.partition(":")[0] for remark in possible.remarks] == [
        "grievance of Canada",
        *["not known to the day"] * 6,
        "and more that is not known to the day",
    ]


def test_what_many_events_leave_open_is_drawn_quickly() -> None:
    kinds = ("sanctions_imposed", "sanctions_lifted", "grievance_raised", "grievance_settled")
    history = staggered(*[(kind, by) for kind in kinds for by in PAIR] * 5)
    began = time.monotonic()
    svg = drawn(history)
    assert time.monotonic() - began < 5
    assert all(group.findall(f"{SVG}rect")[0].attrib["fill"].startswith("url") for group in facts(svg))
    assert len(facts(svg)) == 4


def test_only_one_module_of_the_timeline_asks_histories() -> None:
    for path in Path(drawing.__file__).parent.glob("*.py"):
        asks = "detente.history" in path.read_text(encoding="utf-8")
        assert asks is (path.name == "from_history.py"), path


def test_the_ending_of_the_name_says_the_form(tmp_path: Path) -> None:
    asked = ("timeline", "Canada", "Iran", "--from", "2000", "--to", "2020", "-o")
    for name in ("a.svg", "a.PNG", "a.png", "a.pdf", "a"):
        answer = detente(*asked, name, cwd=tmp_path)
        assert (answer.returncode, answer.stdout) == (0, ""), answer.stderr
    svg, png, pdf = (tmp_path.joinpath(name).read_bytes() for name in ("a.svg", "a.png", "a.pdf"))
    assert tmp_path.joinpath("a").read_bytes() == svg
    assert tmp_path.joinpath("a.PNG").read_bytes() == png
    assert png.startswith(b"\x89PNG")
    drawing = ET.fromstring(svg)
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == tuple(2 * round(float(drawing.attrib[name])) for name in ("width", "height"))
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert b"/Title(Canada and Iran)" in pdf
    assert described(drawing)[:40].encode() in pdf


def test_a_picture_has_the_letters_of_its_drawing() -> None:
    content = content_of(History.of(read(shipped_log()), "Canada", "Iran"), TODAY)
    drawing = draw(content)
    mute = ET.fromstring(drawing)
    for words in mute.iter(f"{SVG}text"):
        words.text = ""
    for make in (FORMS[".png"], FORMS[".pdf"]):
        assert make(drawing) == make(drawing)
        assert len(make(drawing)) > 1.1 * len(make(ET.tostring(mute, encoding="unicode")))


@pytest.mark.parametrize("name", ["a.jpg", "a.svgz", "a.png.txt"])
def test_a_form_that_is_not_made_is_wrong_usage_that_lists_those_that_are(name: str, tmp_path: Path) -> None:
    answer = detente("timeline", "Canada", "Iran", "-o", name, cwd=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert f"let {name} end with .svg, .png or .pdf" in answer.stderr
    assert not list(tmp_path.iterdir())


def test_without_the_library_it_says_how_to_install_it(tmp_path: Path) -> None:
    lacking = "import sys; sys.modules['typst'] = None; from detente.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", lacking, "timeline", "Canada", "Iran", "-o"]
    answer = subprocess.run([*command, "a.png"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "pip install 'detente[pictures]'" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not list(tmp_path.iterdir())
    assert subprocess.run([*command, "a.svg"], cwd=tmp_path, capture_output=True, check=False).returncode == 0
