"""The pages of every pair: what they show is what each pair answers by itself."""

import csv
import io
import json
from collections.abc import Generator
from datetime import date
from itertools import chain
from pathlib import Path

import httpx
import pytest
from making import Markup, detente, line, seen, served, text

from detente import History, read
from detente.model.events import CONFIDENCES
from detente.model.statuses import Status
from detente.model.wording import opening
from detente.views.pairs.breaks import longest_first
from detente.views.pairs.recorded import has_begun
from detente.views.verdicts import verdict

ROOT = Path(__file__).parents[1]
RECORD = ROOT / "events.jsonl"
ON = "1988-10-01"


@pytest.fixture(scope="module")
def page() -> Generator[httpx.Client]:
    with served(RECORD) as client:
        yield client


@pytest.fixture(scope="module")
def histories() -> list[History]:
    record = read(RECORD)
    return [History.of(record, *pair) for pair in record.pairs]


class Rows(Markup):
    """The cells of the rows of a page's table, each with what is written in it."""

    def __init__(self, source: str) -> None:
        self.rows: list[list[str]] = []
        self._is_over = False
        super().__init__(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_over |= tag == "table"

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if self.rows and self.rows[-1] and not self._is_over:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {data}".split())


def rows(client: httpx.Client, address: str) -> list[list[str]]:
    """Give the rows of a table, on all its pages."""
    found: list[list[str]] = []
    number, last = 1, 1
    while number <= last:
        answer = client.get(f"{address}{'&' if '?' in address else '?'}page={number}")
        assert answer.status_code == 200, answer.text
        shown = Rows(answer.text)
        found += shown.rows[1:]
        if "Page 1 of " in shown.words:
            last = int(shown.words.partition("Page 1 of ")[2].split()[0])
        number += 1
    return found


def test_every_pair_stands_where_it_says_itself_that_it_stands(page: httpx.Client, histories: list[History]) -> None:
    for day in (ON, "2012-09-08"):
        found = {row[0]: row[1:] for row in rows(page, f"/?on={day}")}
        assert len(found) == len(histories)
        for history in histories:
            state = history.at(day)
            status, since, certainty, confidence = found[
                f"{opening(history.pair.names)} {history.pair[0]} {history.pair[1]}"
            ]
            assert status.startswith(verdict(state, is_dated=False))
            assert since == (state.since.in_words() if state.since else "–")
            assert certainty == (
                "several possible" if len(state.possible) > 1 else "certain" if state.possible else "–"
            )
            assert confidence == (state.confidence or "–")


def test_what_is_not_surveyed_and_where_a_record_ends_is_marked(page: httpx.Client) -> None:
    every = {row[0]: row[1] for row in rows(page, f"/?on={ON}&country=Iran")}
    assert "Not surveyed: sanctions." in every["Canada and Iran CAN IRN"]
    later = {row[0]: row[1] for row in rows(page, "/?on=2020&country=IRN")}
    assert "The record ends in December 1988." in later["Iran and Israel IRN ISR"]


@pytest.mark.parametrize("status", list(Status))
def test_pairs_are_filtered_by_status(page: httpx.Client, histories: list[History], status: Status) -> None:
    found = {row[0] for row in rows(page, f"/?on={ON}&status={status}")}
    assert len(found) == sum(history.at(ON).status == status for history in histories)


def test_pairs_are_filtered_by_country_certainty_and_confidence(page: httpx.Client, histories: list[History]) -> None:
    states = [history.at(ON) for history in histories]
    assert len(rows(page, f"/?on={ON}&country=usa")) == sum("USA" in state.pair for state in states)
    is_open = sum(len(state.possible) > 1 for state in states)
    assert len(rows(page, f"/?on={ON}&certainty=open")) == is_open > 0
    assert len(rows(page, f"/?on={ON}&certainty=certain")) == len(states) - is_open
    for confidence in CONFIDENCES:
        count = sum(state.confidence == confidence for state in states)
        assert len(rows(page, f"/?on={ON}&confidence={confidence}")) == count
    both = [state for state in states if "USA" in state.pair and state.status == "severed"]
    assert len(rows(page, f"/?on={ON}&country=USA&status=severed")) == len(both) > 0


@pytest.mark.parametrize(
    ("sort", "column"), [("pair", 0), ("since", 2), ("status", 1), ("certainty", 3), ("confidence", 4)]
)
def test_pairs_are_sorted_from_either_end(page: httpx.Client, histories: list[History], sort: str, column: int) -> None:
    states = {f"{opening(one.pair.names)} {one.pair[0]} {one.pair[1]}": one.at(ON) for one in histories}
    keys = {
        "pair": lambda name: name.rpartition(" ")[0].rpartition(" ")[0].casefold(),
        "since": lambda name: since.earliest if (since := states[name].since) else date.max,
        "status": lambda name: list(Status).index(Status(states[name].status or "")),
        "certainty": lambda name: len(states[name].possible) < 2,
        "confidence": lambda name: [*CONFIDENCES, None].index(states[name].confidence),
    }
    found = [keys[sort](row[0]) for row in rows(page, f"/?on={ON}&sort={sort}")]
    assert found == sorted(found)
    turned = [keys[sort](row[0]) for row in rows(page, f"/?on={ON}&sort=-{sort}")]
    assert turned == found[::-1]
    heads = seen(page, f"/?on={ON}&sort=-{sort}").all("th")
    assert [number for number, one in enumerate(heads[:5]) if "aria-sort" in one] == [column]


def test_no_pair_is_on_two_pages(page: httpx.Client, histories: list[History]) -> None:
    first, second = (Rows(page.get(f"/?on={ON}&page={number}").text).rows[1:] for number in (1, 2))
    assert len(first) == 100
    assert not {row[0] for row in first} & {row[0] for row in second}
    assert len(rows(page, f"/?on={ON}")) == len(histories)


def test_links_keep_what_is_asked(page: httpx.Client) -> None:
    asked = f"/?on={ON}&known=2026-12-01&country=IRN&sort=status"
    links = [one["href"] or "" for one in seen(page, asked).all("a")]
    assert f"/CAN-IRN?on={ON}&known=2026-12-01" in links
    assert f"/IRN?known=2026-12-01&on={ON}" in links
    assert f"/world.csv?on={ON}&known=2026-12-01&country=IRN&sort=status" in links
    assert f"/?on={ON}&known=2026-12-01&country=IRN&sort=-status" in links
    views = f"?on={ON}&known=2026-12-01&country=IRN"
    assert {f"/{view}{views}" for view in ("", "map", "matrix", "breaks")} <= {*links}
    assert all("country=IRN" in link for link in links if link.startswith("/?"))


def test_every_view_shows_the_pairs_that_are_asked_for(page: httpx.Client, histories: list[History]) -> None:
    states = {state.pair: state for state in (history.at(ON) for history in histories)}
    asked = f"on={ON}&country=USA&status=severed&certainty=certain&confidence=confirmed"
    wanted = {
        pair
        for pair, state in states.items()
        if "USA" in pair and state.status == "severed" and len(state.possible) == 1 and state.confidence == "confirmed"
    }
    assert 2 < len(wanted) < 20
    assert len(rows(page, f"/?{asked}")) == len(wanted)
    broken = page.get(f"/breaks.json?{asked}").json()
    assert {(one["code1"], one["code2"]) for one in broken} == wanted
    assert len(rows(page, f"/breaks?{asked}")) == len(broken)
    assert len([one for one in seen(page, f"/map?{asked}").all("li") if "data-places" in one]) == len(wanted)
    matrix = page.get(f"/matrix.json?{asked}").json()
    assert {*chain(*matrix["statuses"])} == {"severed", None}
    cells = {
        (one, other)
        for one, row in zip(matrix["countries"], matrix["statuses"], strict=True)
        for other, status in zip(matrix["countries"], row, strict=True)
        if status and "USA" in (one, other) and one < other
    }
    assert set() < cells <= wanted
    assert "that are asked for" in seen(page, f"/matrix?{asked}").words
    of_usa = asked.replace("&country=USA", "")
    assert len([one for one in seen(page, f"/USA?{of_usa}").all("g") if one.get("class") == "row"]) == len(wanted)
    views = [one["href"] for one in seen(page, f"/USA?{of_usa}").all("a")]
    assert f"/breaks?{of_usa}&country=USA" in views


def test_of_several_countries_every_view_has_the_pairs_between_them(page: httpx.Client) -> None:
    asked = f"on={ON}&country=CAN&country=IRN&country=USA"
    found = [row[0] for row in rows(page, f"/?{asked}")]
    assert found == [
        "Canada and Iran CAN IRN",
        "Canada and the United States CAN USA",
        "Iran and the United States IRN USA",
    ]
    listed = next(
        one["href"] or ""
        for one in seen(page, f"/matrix?{asked}").all("a")
        if (one["href"] or "").startswith("/?on=1988-10-01&country")
    )
    assert [row[0] for row in rows(page, listed)] == found
    assert {one["code1"] + one["code2"] for one in page.get(f"/breaks.json?{asked.replace(ON, '2020')}").json()} <= {
        "CANIRN",
        "IRNUSA",
        "CANUSA",
    }
    assert {"IRN", "CAN", "ISR"} <= {*page.get(f"/matrix.json?on={ON}&country=IRN").json()["countries"]}


def test_as_known_on_an_earlier_day_the_log_says_less(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    begun = line("relations_established", "1955", recorded="2020-01-01T00:00:00Z")
    log.write_bytes(text(begun, line("relations_severed", "2012-09-07", "CAN", recorded="2021-01-01T00:00:00Z")))
    with served(log) as client:
        assert rows(client, "/?on=2013")[0][1].startswith("severed")
        assert rows(client, "/?on=2013&known=2020-06-01")[0][1].startswith("established")


def test_data_are_those_of_the_command_line(page: httpx.Client) -> None:
    answer = page.get(f"/world.json?on={ON}&country=IRN&page=7")
    assert answer.headers["content-type"] == "application/json"
    asked = detente("at", ON, "--country", "IRN", "--json", "--log", str(RECORD))
    assert sorted(answer.json(), key=lambda one: one["pair"]) == json.loads(asked.stdout)
    table = page.get(f"/world.csv?on={ON}&country=IRN&sort=-status")
    assert table.headers["content-type"].startswith("text/csv")
    read_back = list(csv.DictReader(io.StringIO(table.text)))
    assert [one["status"] for one in read_back] == [
        one["status"] for one in page.get(f"/world.json?on={ON}&country=IRN&sort=-status").json()
    ]


def test_the_page_of_a_country_has_its_pairs_alone(page: httpx.Client, histories: list[History]) -> None:
    found = rows(page, f"/USA?on={ON}")
    assert len(found) == sum("USA" in history.pair for history in histories)
    links = [one["href"] for one in seen(page, f"/USA?on={ON}").all("a")]
    assert {f"/USA.{form}?on={ON}" for form in ("json", "csv", "svg")} <= {*links}
    assert page.get(f"/USA.json?on={ON}").json() == page.get(f"/world.json?on={ON}&country=USA").json()
    assert page.get(f"/USA.csv?on={ON}&page=2").text == page.get(f"/world.csv?on={ON}&country=USA").text
    drawn = page.get("/IRN.svg")
    assert (drawn.headers["content-type"], "Canada" in drawn.text) == ("image/svg+xml", True)
    assert [page.get(address).status_code for address in ("/ESH.json", "/USA.bib", "/USA.json?form=csv")] == [
        404,
        404,
        400,
    ]


def test_pages_of_every_pair_say_how_to_cite_the_record(page: httpx.Client) -> None:
    for address in ("/", "/USA", "/breaks", "/matrix", "/map"):
        found = seen(page, address)
        assert "detente record" in found.words
        assert {"/cite.bib", "/cite.csl"} <= {one["href"] for one in found.all("a")}
    log = ("--log", str(RECORD))
    assert page.get("/cite.bib").text == detente("cite", "--format", "bibtex", *log).stdout
    assert page.get("/cite.csl").json() == json.loads(detente("cite", "--json", *log).stdout)


def test_every_view_has_its_data_at_its_address(page: httpx.Client) -> None:
    for address, forms in (
        ("/map", ("json", "csv")),
        ("/findings", ("json", "csv")),
        ("/matrix", ("json", "csv", "svg")),
    ):
        links = {one["href"] for one in seen(page, address).all("a")}
        assert {f"{address}.{form}" for form in forms} <= links
        assert [page.get(f"{address}.{form}").status_code for form in forms] == [200] * len(forms)
    seen_from = page.get(f"/map.json?country=CAN&on={ON}").json()
    assert seen_from == page.get(f"/world.json?country=CAN&on={ON}").json()
    assert page.get("/findings.csv").text == "path,line,column,pair,message"


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/?on=never", 400, "on: “never” is no date"),
        ("/?country=Irann", 400, "Did you mean “Iran”"),
        ("/?status=sever", 400, "Did you mean “severed”"),
        ("/?certainty=sure", 400, "“sure” is none of certain or open"),
        ("/?confidence=sure", 400, "“sure” is none of confirmed, reported or disputed"),
        ("/?sort=height", 400, "sort: “height” is none of pair"),
        ("/?page=99", 400, "page: “99” is no whole number from 1 to 3."),
        ("/?colour=red", 400, "“colour” is nothing that can be asked here."),
        ("/?known=x", 400, "known: “x” is no date"),
        ("/USA?country=IRN", 400, "“country” is nothing that can be asked here."),
        ("/breaks?page=99", 400, "page: “99” is no whole number from 1 to"),
        ("/breaks?on=x", 400, "on: “x” is no date"),
        ("/breaks?status=sever", 400, "Did you mean “severed”"),
        ("/breaks?sort=pair", 400, "“sort” is nothing that can be asked here."),
        ("/matrix?certainty=sure", 400, "“sure” is none of certain or open"),
        ("/map?confidence=sure", 400, "“sure” is none of confirmed, reported or disputed"),
        ("/breaks.exe", 404, "Nothing is at “/breaks.exe”"),
        ("/matrix?country=Irann&country=CAN", 400, "Did you mean “Iran”"),
        (f"/matrix?{'country=IRN&' * 61}", 400, "“country” is given 61 times"),
        ("/matrix.exe", 404, "Nothing is at “/matrix.exe”"),
        ("/map?country=Irann", 400, "Did you mean “Iran”"),
        ("/map?country=PRK&colour=red", 400, "“colour” is nothing"),
        ("/map?country=ATA", 404, "No pair of Antarctica is in this log."),
        ("/world.exe", 404, "Nothing is at “/world.exe”"),
        ("/XZZ", 404, "Nothing is at"),
    ],
)
def test_what_cannot_be_answered_says_what_is_wrong(page: httpx.Client, address: str, status: int, said: str) -> None:
    assert said in seen(page, address, status).words
    if address.startswith("/?"):
        answer = page.get(f"/world.json{address[1:]}")
        assert (answer.status_code, "error" in answer.json()) == (status, True) or address.startswith("/?page")


def test_pairs_that_cannot_be_answered_about_are_named(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    wrong = line("relations_severed", "2012-09-07", "FRA", parties=["FRA", "TUR"], id="wrong")
    log.write_bytes(text(line("relations_established", "1955"), wrong))
    with served(log) as client:
        found = seen(client, "/?on=2013")
        assert "Not answered, for what is wrong in their lines: France and Türkiye" in found.words
        assert len(rows(client, "/?on=2013")) == 1
        assert "1 of 2 pairs, as they stood at the end of 31 December 2013" in found.words
        assert "0 of 2 pairs" in seen(client, "/FRA?on=2013").words
        assert "Lines that could not be read" not in seen(client, "/map").words
        assert "blank: nothing is recorded<" in client.get("/matrix.svg").text
        for view in ("/", "/map", "/matrix", "/breaks", "/FRA", "/map?country=FRA", "/breaks?country=TUR&country=FRA"):
            named = seen(client, view)
            assert "Not answered, for what is wrong in their lines: France and Türkiye ." in named.words
            assert "/FRA-TUR" in [one["href"] for one in named.all("a")]
        assert "Not answered" not in seen(client, "/breaks?country=CAN").words


def test_data_and_drawings_say_too_which_pairs_cannot_be_answered_about(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    wrong = line("relations_severed", "2012-09-07", "FRA", parties=["FRA", "TUR"], id="wrong")
    log.write_bytes(text(line("relations_established", "1955"), wrong))
    with served(log) as client:
        for view in ("/world", "/map", "/FRA", "/breaks"):
            asked = "?on=2013&country=FRA" if view == "/map" else "?on=2013"
            told = client.get(f"{view}.json{asked}").json()[-1]
            row = list(csv.DictReader(io.StringIO(client.get(f"{view}.csv{asked}").text)))[-1]
            assert (row["code1"], row["code2"]) == ("FRA", "TUR")
            assert "not_answered" in row.values()
            assert "not_answered" in told.values()
        (finding,) = client.get("/world.json").json()[-1]["findings"]
        assert finding["line"] == 2
        assert [one["pair"] for one in client.get("/world.json?on=2013").json()] == [["CAN", "IRN"], ["FRA", "TUR"]]
        assert [one["pair"] for one in client.get("/world.json?country=IRN").json()] == [["CAN", "IRN"]]
        for drawing in ("/FRA.svg", "/breaks.svg", "/matrix.svg"):
            assert "Not answered, as something is wrong in the log: 1 pair." in client.get(drawing).text
        assert client.get("/matrix.json").json()["left_out"] == [["FRA", "TUR"]]
        with log.open("ab") as more:
            more.write(b"no line of a log\n")
        for drawing in ("/FRA.svg", "/breaks.svg"):
            assert "Lines that could not be read may be about any two countries" in client.get(drawing).text
        for asked, blank in (("", ""), ("?status=severed", ", or it is not asked for")):
            drawn = client.get(f"/matrix.svg{asked}").text
            assert f"blank: nothing is recorded, as far as the log can be read{blank}<" in drawn
        assert "Lines that could not be read may be about any two countries" in seen(client, "/map").words


def test_where_no_pair_can_be_answered_about_no_view_says_that_there_are_none(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    log.write_bytes(text(line("relations_severed", "2012-09-07", "FRA", parties=["FRA", "TUR"])))
    with served(log) as client:
        for view in ("/", "/map", "/matrix", "/breaks", "/FRA"):
            said = seen(client, view).words
            assert "Not answered, for what is wrong in their lines: France and Türkiye ." in said
            assert "no events yet" not in said
            assert "No relations had been broken off" not in said
        assert "Of the pairs that can be answered about, none" in seen(client, "/breaks").words


def test_what_has_lasted_is_never_told_to_be_longer_than_it_is(page: httpx.Client) -> None:
    taiwan = next(row for row in rows(page, "/breaks?country=USA") if "Taiwan" in row[0])
    assert taiwan[3] == "47.5 years or more"
    assert "47.5 years or more" in seen(page, "/USA").words


def test_a_log_without_events_says_so(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    log.write_bytes(b"")
    with served(log) as client:
        assert "The log holds no events yet." in seen(client, "/").words
        assert "No relations had been broken off by then." in seen(client, "/breaks").words
        assert "The log holds no events yet." in seen(client, "/map").words
        assert seen(client, "/matrix")
        assert client.get("/world.json").json() == []
        assert client.get("/world.csv").status_code == 200


def test_a_hostile_log_stays_text(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    script = "<script>alert(1)</script>\u202e"
    log.write_bytes(text(line("relations_established", "1955", id=script, summary=script, note=script)))
    with served(log) as client:
        for address in (
            "/",
            "/CAN",
            "/breaks",
            "/matrix",
            "/map",
            f"/map?country={script}",
            f"/?country={script}",
            f"/?sort={script}",
            "/?on=1990",
        ):
            answer = client.get(address)
            assert answer.status_code in (200, 400)
            assert "<script>alert" not in answer.text
            assert "\u202e" not in answer.text
            assert answer.headers["content-security-policy"].startswith("default-src 'self'")
            assert "style=" not in answer.text


def test_the_page_is_followed_again_when_the_log_has_changed(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    log.write_bytes(text(line("relations_established", "1955")))
    with served(log) as client:
        assert rows(client, "/?on=2013")[0][1].startswith("established")
        log.write_bytes(log.read_bytes() + text(line("relations_severed", "2012-09-07", "CAN")))
        assert rows(client, "/?on=2013")[0][1].startswith("severed")


def test_breaks_are_those_of_every_pair_the_longest_first(page: httpx.Client, histories: list[History]) -> None:
    day = date(2020, 1, 1)
    every = longest_first(histories, day)
    found = rows(page, f"/breaks?on={day}")
    assert [row[0] for row in found] == [opening(one.pair.names) for one in every]
    assert [row[3] for row in found] == [one.in_words for one in every]
    assert len(found) > 50  # more than a page
    cuba = next(row for row in found if row[0] == "Cuba and the United States")
    assert cuba[1:4] == [
        "3 January 1961: relations severed by the United States",
        "20 July 2015: relations restored",
        "54.5 years",
    ]
    iran = next(row for row in found if row[0] == "Canada and Iran")
    assert iran[2:4] == ["not by 1 January 2020, as far as is recorded", "7.3 years or more"]
    links = [one["href"] for one in seen(page, f"/breaks?on={day}").all("a")]
    assert "/CUB-USA?on=1961-01-03" in links
    assert "/CUB-USA/alike?on=1961-01-03" in links
    assert "What became of others who stood as Cuba" in seen(page, "/CUB-USA/alike?on=1961-01-03").words
    assert "also one that had ended" in seen(page, f"/breaks?on={day}&status=severed").words


def test_the_title_of_every_view_has_its_date(page: httpx.Client) -> None:
    for view in ("/", "/USA", "/map", "/matrix", "/breaks"):
        title = page.get(f"{view}?on={ON}").text.partition("<title>")[2].partition("</title>")[0]
        assert "1 October 1988" in title
    of_country = page.get(f"/USA?on={ON}").text
    assert of_country.index('class="filter"') < of_country.index('id="picture"')
    assert "<noscript><p>The map is drawn by a script." in page.get("/map").text


def test_breaks_are_asked_for_that_were_mended_or_were_not(page: httpx.Client) -> None:
    every, mended, others = (
        page.get(f"/breaks.json?on=2020{asked}").json() for asked in ("", "&mended=yes", "&mended=no")
    )
    assert mended == [one for one in every if one["mended"]]
    assert others == [one for one in every if not one["mended"]]
    assert {one["ended"] for one in mended} == {True}
    # Relations with the Soviet Union lapsed while they were broken off: that ended the break, and mended nothing.
    assert [one["ended"] for one in others if (one["code1"], one["code2"]) == ("SUN", "TWN")] in ([], [True])
    shown = rows(page, "/breaks?on=2020&mended=yes")
    assert 0 < len(shown) <= len(mended)
    assert "not by 1 January 2020, as far as is recorded" not in {row[2] for row in shown}
    assert {row[2] for row in rows(page, "/breaks?on=2020&mended=no&country=IRN&country=CAN")} != set()
    assert seen(page, "/breaks?on=2020&mended=no").words.count("not mended") == 1
    assert "none of yes or no" in seen(page, "/breaks?mended=perhaps", 400).words


def test_breaks_are_there_as_data_and_drawn(page: httpx.Client) -> None:
    data = page.get("/breaks.json?on=2020&page=9").json()
    flat = list(csv.DictReader(io.StringIO(page.get("/breaks.csv?on=2020").text)))
    assert [(one["code1"], one["from"]) for one in data] == [(one["code1"], one["from"]) for one in flat]
    assert flat[0] | {"days_least": "19921", "ended": "true", "code1": "CUB", "to": "2015-07-19"} == flat[0]
    drawing = page.get("/breaks.svg?on=2020")
    assert drawing.headers["content-type"].startswith("image/svg+xml")
    assert drawing.text.count('class="row"') == len(data)


def test_a_country_has_a_row_for_each_pair(page: httpx.Client, histories: list[History]) -> None:
    found = seen(page, f"/IRN?on={ON}")
    assert len([one for one in found.all("g") if one.get("class") == "row"]) == sum(
        "IRN" in one.pair for one in histories
    )
    (track,) = [one for one in found.all("div") if "data-track" in one]
    assert str(track["data-first"]) < ON < str(track["data-last"])


def test_the_matrix_is_that_of_the_command_line(page: httpx.Client) -> None:
    countries = ["CAN", "IRN", "USA", "GBR"]
    asked = f"?on={ON}&" + "&".join(f"country={code}" for code in countries)
    said = detente("matrix", ON, *countries, "--json", "--log", str(RECORD))
    assert page.get(f"/matrix.json{asked}").json() == json.loads(said.stdout)
    assert page.get(f"/matrix.csv{asked}").text.startswith("country,CAN,IRN,GBR,USA")
    titles = seen(page, f"/matrix{asked}").words
    assert "Canada and Iran: embassy closed since 28 January 1980, or possibly established." in titles
    assert 'class="row"' in page.get(f"/matrix.svg{asked}").text
    assert len([one for one in seen(page, f"/matrix?on={ON}").all("g") if one.get("class") == "row"]) == 30


def test_the_list_beside_the_map_is_the_map(page: httpx.Client, histories: list[History]) -> None:
    found = seen(page, f"/map?country=Iran&on={ON}")
    places = {str(one["data-places"]): one for one in found.all("li") if "data-places" in one}
    begun = [history.at(ON) for history in histories if "IRN" in history.pair]
    assert len(places) == sum(has_begun(state) for state in begun)
    assert (places["124"]["data-status"], places["124"]["data-mark"], "data-open" in places["124"]) == (
        "embassy_closed",
        "c",
        True,
    )
    assert places["840"]["data-status"] == "severed"
    later = seen(page, "/map?country=IRN&on=2020")
    israel = next(one for one in later.all("li") if one.get("data-places") == "376")
    assert "data-ended" in israel
    assert "The world seen from Iran" in found.words
    assert "Today's borders" in found.words


def test_on_the_map_a_state_has_its_place_of_then_and_who_did_not_exist_has_none(page: httpx.Client) -> None:
    listed = [one for one in seen(page, "/map?country=USA&on=1985").all("li") if "data-places" in one]
    places = {place: str(one["data-status"]) for one in listed for place in str(one["data-places"]).split("|")}
    russia, ukraine, estonia, czechia = "643", "804", "233", "203"
    assert places[russia] == places[ukraine] == places[czechia] == "established"  # the Soviet Union, Czechoslovakia
    assert places[estonia] == "embassy_closed"  # whose annexation the United States did not recognise
    assert len(places) == sum(len(str(one["data-places"]).split("|")) for one in listed)
    listed = next(one for one in seen(page, "/map?country=USA&on=1985").all("ul") if "data-several" in one)
    assert {"887", "276"} <= {*str(listed["data-several"]).split("|")}  # two Yemens, and two Germanies
    for asked in ("1985&status=severed", "1980&status=severed", "1985&status=established"):
        found = seen(page, f"/map?country=USA&on={asked}").all("li")
        painted = {place for one in found for place in str(one.get("data-places", "")).split("|")}
        assert not painted & {"887", "276"}
    assert "More than one state stood here on that day: see the list" in seen(page, "/map?country=USA&on=1985").words


def test_every_view_says_of_the_pairs_that_are_asked_for_which_it_does_not_show(page: httpx.Client) -> None:
    asked = "on=1980-01-01&country=USA&status=no_relations"
    data = page.get(f"/world.json?{asked}").json()
    assert len(rows(page, f"/?{asked}")) == len(data) > 60
    found = seen(page, f"/map?{asked}")
    assert page.get(f"/map.json?{asked}").json() != []
    assert {str(one["pair"]) for one in page.get(f"/map.json?{asked}").json()} == {str(one["pair"]) for one in data}
    links = [one["href"] or "" for one in found.all("a")]
    listed = [link for link in links if "-USA?on=1980" in link or "/USA-" in link]
    assert len(listed) == len(data)
    assert "not on the map: it did not exist then" in found.words
    assert f"Drawn of the pairs that are asked for, {len(data)} in all:" in seen(page, f"/matrix?{asked}").words
    statuses = page.get(f"/matrix.json?{asked}").json()
    assert {one for row in statuses["statuses"] for one in row} == {"no_relations", None}
    names = found.words.partition("The same as a list")[2]
    assert names.index("Andorra") < names.index("Georgia") < names.index("Mongolia") < names.index("Zimbabwe")


def test_what_the_map_is_drawn_with_is_served_from_here(page: httpx.Client) -> None:
    vendor = "/static/vendor"
    for path in ("d3-geo/d3-geo.min.mjs", "d3-array/d3-array.min.mjs", "topojson-client/feature.js"):
        answer = page.get(f"{vendor}/{path}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/javascript")
        folder = path.partition("/")[0]
        assert "Permission to use" in page.get(f"{vendor}/{folder}/LICENSE").text
    atlas = page.get(f"{vendor}/world-atlas/countries-110m.json").json()["objects"]["countries"]["geometries"]
    known = {one.get("id") for one in atlas} | {*page.get(f"{vendor}/world-atlas/small.json").json()}
    assert {"124", "364", "702", "336"} <= known
