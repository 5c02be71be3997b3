"""The page: what it answers to whoever asks, whatever they ask."""

import asyncio
import csv
import json
import os
import random
import re
import shlex
import socket
import string
import subprocess
import sys
import time
from collections.abc import Generator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

import httpx
import pytest
from making import Markup, detente, line, seen, served, text
from starlette.types import ASGIApp, Message

from detente import History, Impossible, read
from detente.model.dates import day_in_words
from detente.web.app import application
from detente.web.asking import Phrases
from detente.web.pages import _environment, safe_link
from detente.web.site import Site
from detente.web.supposing import offers, supposed
from detente.web.view import VIEWS
from detente.web.words import WORDS

ROOT = Path(__file__).parents[1]
RECORD = ROOT / "events.jsonl"
ON = "2012-09-08"


@pytest.fixture(scope="module")
def page() -> Generator[httpx.Client]:
    with served(RECORD) as client:
        yield client


def test_the_page_of_a_pair_says_what_the_command_line_says(page: httpx.Client) -> None:
    words = seen(page, f"/CAN-IRN?on={ON}").words
    assert "Canada and Iran on 8 September 2012: severed since 7 September 2012, with sanctions in force" in words
    uncertain = seen(page, "/CAN-IRN?on=1988-10-01").words
    assert "embassy closed since 28 January 1980, or possibly established." in uncertain
    assert "Not known to the day: mission opened by Canada" in uncertain
    assert "Sanctions were not surveyed for 1 October 1988." in uncertain
    assert "The record begins in 1955." in seen(page, "/CAN-IRN?on=1900").words


def test_every_rung_and_what_is_possible_stands_there_in_words(page: httpx.Client) -> None:
    history = History.of(read(RECORD), "Canada", "Iran")
    for day in ("1955-06-01", "1988-10-01", ON, "2026"):
        state = history.at(day)
        words = seen(page, f"/CAN-IRN?on={day}").words
        assert all(rung.words in words for rung in state.rungs)
        assert all(f"possibly {rung.words}" in words for rung in state.possible if rung not in state.rungs)


@pytest.mark.parametrize(
    "name", ["Canada-Iran", "IRN-CAN", "can-irn", "Iran-Canada", "Islamic Republic of Iran-Canada"]
)
def test_names_lead_to_the_codes_and_keep_what_is_asked(page: httpx.Client, name: str) -> None:
    answer = page.get(f"/{name}?on={ON}&known=2026-12-01")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/CAN-IRN?on={ON}&known=2026-12-01")


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/CAN-IRN?on=yesterday", 400, "on: “yesterday” is no date"),
        ("/CAN-IRN?on=2012&on=2013", 400, "“on” is given more than once"),
        ("/CAN-IRN?oon=2012", 400, "Did you mean “on”?"),
        ("/CAN-IRN?kind=mission_close", 400, "Did you mean “mission_closed”"),
        ("/CAN-IRN?confidence=sure", 400, "“sure” is none of confirmed, reported or disputed"),
        ("/CAN-IRN?from=2020&to=2010", 400, "would end before it begins"),
        ("/CAN-CAN", 400, "are one country, Canada"),
        ("/?page=0", 400, "page: “0” is no whole number from 1 to"),
        ("/FRA-TUR", 404, "Nothing is recorded of France and Türkiye."),
        ("/CAN-FRA", 404, "Canada and Iran"),
        ("/Cannada-Iran", 404, "Did you mean “Canada”"),
        ("/nothing", 404, "Nothing is at “nothing”"),
        ("/CAN-IRN.exe", 404, "Nothing is at “/CAN-IRN.exe”"),
        ("/find?other=Canada", 400, "One country: "),
        ("/find?one=Canada&other=Nowhere", 400, "The other: "),
        ("/find?one=Canada&other=CAN", 400, "A pair has two countries"),
    ],
)
def test_what_cannot_be_answered_says_what_is_wrong(page: httpx.Client, address: str, status: int, said: str) -> None:
    assert said in seen(page, address, status).words


def test_data_that_cannot_be_had_says_so_as_data(page: httpx.Client) -> None:
    answer = page.get("/CAN-IRN.json?on=never")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/json")
    assert "is no date" in answer.json()["error"]


def test_a_form_leads_to_a_pair(page: httpx.Client) -> None:
    assert page.get("/find?one=Iran&other=canada").headers["location"] == "/CAN-IRN"


@pytest.mark.parametrize("path", ["/CAN-IRN", "/", "/CAN", "/breaks"])
def test_the_form_stays_on_the_day_that_is_looked_at(page: httpx.Client, path: str) -> None:
    more = f"&without={SEVERED}" if path == "/CAN-IRN" else ""
    shown = page.get(f"{path}?on={ON}&known=2026-11-25{more}").text
    form = shown[shown.index('<form class="find"') :].partition("</form>")[0]
    fields = [(one["name"] or "", one["value"] or "") for one in Markup(form).all("input") if "value" in one]
    assert fields == [("on", ON), ("known", "2026-11-25")]
    found = page.get(f"/find?{urlencode([*fields, ('one', 'Iran'), ('other', 'Israel')])}").headers["location"]
    assert found == f"/IRN-ISR?on={ON}&known=2026-11-25"


def test_the_events_are_those_that_are_asked_for(page: httpx.Client) -> None:
    def listed(asked: str) -> int:
        return sum(
            "id" in one
            for one in seen(page, f"/CAN-IRN?{asked}").all("li")
            if (one.get("id") or "").startswith("event-")
        )

    every, told = listed("noted=yes"), listed("")
    assert every == len(History.of(read(RECORD), "Canada", "Iran").events) > told > listed("kind=mission_closed") == 2
    by_confidence = [listed(f"noted=yes&confidence={one}") for one in ("confirmed", "reported", "disputed")]
    assert sum(by_confidence) == every
    assert all(by_confidence)


def test_the_event_of_the_date_is_marked(page: httpx.Client) -> None:
    marked = [one for one in seen(page, f"/CAN-IRN?on={ON}").all("li") if one.get("aria-current")]
    assert [one["id"] for one in marked] == ["event-can-irn-2012-09-07-severed"]


def test_without_a_script_links_lead_from_event_to_event(page: httpx.Client) -> None:
    steps = {one["data-step"]: one["href"] for one in seen(page, f"/CAN-IRN?on={ON}").all("a") if "data-step" in one}
    assert steps["prev"] == "/CAN-IRN?on=2012-09-07"
    assert steps["next"] == "/CAN-IRN?on=2012-09-17"
    assert steps["today"] == "/CAN-IRN"


def test_the_data_of_a_page_are_at_its_address(page: httpx.Client) -> None:
    data = page.get(f"/CAN-IRN.json?on={ON}").json()
    assert (data["state"]["status"], data["state"]["date"]) == ("severed", ON)
    assert len(data["history"]["course"]) == len(History.of(read(RECORD), "Canada", "Iran").told)
    closed = page.get("/CAN-IRN.csv?kind=mission_closed").text.splitlines()
    assert (closed[0].split(",")[0], len(closed)) == ("id", 3)
    drawing = page.get(f"/CAN-IRN.svg?on={ON}").text
    assert drawing.startswith("<?xml")
    assert f"On {day_in_words(datetime.now(UTC).date())}: " in drawing
    assert f"On {day_in_words(datetime.now(UTC).date())}: " not in seen(page, f"/CAN-IRN?on={ON}").words
    assert "@misc{" in page.get(f"/CAN-IRN.bib?on={ON}").text
    assert json.loads(page.get(f"/CAN-IRN.csl?on={ON}").text)[0]["title"] == "detente"


@pytest.mark.parametrize("asked", ["", "noted=yes", "kind=talks_offered", "confidence=reported"])
def test_the_data_have_the_events_that_are_listed(page: httpx.Client, asked: str) -> None:
    items = seen(page, f"/CAN-IRN?{asked}").all("li")
    listed = [one["id"] for one in items if (one.get("id") or "").startswith("event-")]
    data, table = page.get(f"/CAN-IRN.json?{asked}").json(), page.get(f"/CAN-IRN.csv?{asked}").text
    assert [f"event-{one['event']['id']}" for one in data["history"]["course"]] == listed
    assert [f"event-{row['id']}" for row in csv.DictReader(table.splitlines())] == listed
    assert data["state"] == page.get("/CAN-IRN.json").json()["state"]


def test_the_table_has_the_course_as_recorded_and_that_of_each_scenario(page: httpx.Client) -> None:
    asked = f"{WITHOUT}&without3=can-irn-2012-09-07-expelled&add3={ON} talks_offered by CAN&edit=2"
    for filtered in ("", "&kind=talks_offered"):
        data = page.get(f"/CAN-IRN.json?{asked}{filtered}").json()
        rows = list(csv.DictReader(page.get(f"/CAN-IRN.csv?{asked}{filtered}").text.splitlines()))
        told = data["suppositions"]
        courses = {"": told["recorded"]} | {one["name"]: one["supposed"] for one in told["scenarios"]}
        assert [row["scenario"] for row in rows] == [number for number, course in courses.items() for _ in course]
        assert [row["id"] for row in rows] == [one["event"]["id"] for course in courses.values() for one in course]
        assert [row["status"] for row in rows] == [one["status"] for course in courses.values() for one in course]
        assert [one["event"] for one in told["recorded"]] == [one["event"] for one in data["history"]["course"]]
        assert {row["scenario"] for row in rows if row["hypothetical"] == "true"} == {"3"}
        assert {row["scenario"] for row in rows if row["id"] == SEVERED} == (set() if filtered else {"", "3"})


SEVERED = "can-irn-2012-09-07-severed"
WITHOUT = f"on={ON}&without={SEVERED}"


def test_what_is_supposed_is_told_as_the_command_line_tells_it(page: httpx.Client) -> None:
    words = seen(page, f"/CAN-IRN?{WITHOUT}").words
    printed = detente("suppose", "Canada", "Iran", "--without", SEVERED, "--on", ON, "--log", str(RECORD)).stdout
    for told in re.findall(r"^  (.*20\d\d: .*)$", printed, flags=re.MULTILINE)[:4]:
        assert told in words
    assert "HYPOTHESIS: Canada and Iran" in words
    assert f"detente suppose Canada Iran --without {SEVERED} --on {ON}" in words


def test_the_command_that_is_copied_says_the_same(page: httpx.Client) -> None:
    asked = [
        ("on", ON),
        ("without", SEVERED),
        ("add", "2012-12-01 sanctions_imposed by IRN measure='A decree' note=\"It's so\""),
        ("add", "2013-01-01 talks_offered by CAN id=--known"),
        ("without", "--known"),
        ("move", "can-irn-1961-tehran-embassy=1962"),
        ("known", "2026-12-01"),
    ]
    found = seen(page, f"/CAN-IRN?{urlencode(asked)}")
    command = next(text for text in found.written if text.startswith("detente suppose"))
    done = detente(*shlex.split(command)[1:], "--log", str(RECORD))
    assert done.returncode == 0, done.stderr
    told = re.findall(r"^  (.*\d\d\d\d: .*)$", done.stdout, flags=re.MULTILINE)
    assert len(told) > 3
    assert all(one in found.words for one in told)


def test_scenarios_stand_beside_each_other(page: httpx.Client) -> None:
    found = seen(page, f"/CAN-IRN?{WITHOUT}&add2=2011-01-01 sanctions_lifted by CAN&move3={SEVERED}=2013")
    headings = ["Scenario 1", "Scenario 2", "Scenario 3"]
    assert all(one in found.words for one in headings)
    assert len([one for one in found.all("svg") if "data-first" in one]) == 3
    assert "Overtaken: what the record has, and is no longer possible it needs “its sanctions in force”" in found.words
    data = page.get(f"/CAN-IRN.json?{WITHOUT}&move3={SEVERED}=2013").json()["suppositions"]
    assert [one["name"] for one in data["scenarios"]] == ["1", "3"]


def test_every_offer_can_be_supposed_and_every_other_act_cannot(page: httpx.Client) -> None:
    for day in ("1950-01-01", "1988-10-01", ON, "2026-06-01"):
        history = History.of(read(RECORD), "Canada", "Iran")
        for offer in offers(history, date.fromisoformat(day)):
            phrases = Phrases(1, (offer.phrase if offer.is_whole else f"{offer.phrase}CHE",))
            if offer.why_not:
                with pytest.raises(Impossible):
                    supposed(history, phrases)
                assert offer.why_not.startswith("It needs “")
            else:
                supposed(history, phrases)
    links = [one["href"] or "" for one in seen(page, f"/CAN-IRN?on={ON}").all("a")]
    for link in [one for one in links if "add=" in one]:
        seen(page, link)


def test_a_scenario_that_cannot_be_says_why_and_leads_back(page: httpx.Client) -> None:
    found = seen(page, "/CAN-IRN?add=2013-01-01 mission_opened by CAN", 400)
    assert "Scenario 1: mission opened by Canada" in found.words
    assert "It would be possible after relations restored" in found.words
    assert "/CAN-IRN" in [one["href"] for one in found.all("a")]
    refused = seen(page, f"/CAN-IRN?on={ON}&add=2013 nonsense by Canada&goal=friendly", 400)
    typed = {one["name"]: one.get("value") for one in refused.all("input")}
    assert typed.items() >= {"on": ON, "add": "2013 nonsense by Canada", "goal": "friendly"}.items()
    for asked, why in (
        ("without=nothing", "There is no event “nothing”"),
        ("without=2012", "names"),
        ("add=soon", "Write its date"),
        ("add=2012 foo", "unknown kind “foo”. The kinds are relations_established, "),
        ("add=2012 talks_ofered", "Did you mean “talks_offered”"),
        ("move=2012", "moves no event"),
        ("goal=peace", "goal: “peace” is no goal."),
        ("goal=established&by=FRA", "by: “FRA” is none of CAN or IRN"),
        ("edit=9", "edit: “9” is none of 1, 2, 3 or 4"),
        ("&".join(["add=2013-01-01 talks_offered by CAN"] * 21), "“add” is given 21 times, and at most 20"),
        ("&".join(["goal=established"] * 4), "at most 3"),
    ):
        assert why in seen(page, f"/CAN-IRN?{asked}", 400).words


def test_what_cannot_be_supposed_leaves_the_rest_of_the_page_as_it_is(page: httpx.Client) -> None:
    good, bad = "2013-01-01 sanctions_lifted by CAN", "2013-01-01 mission_opened by CAN"
    found = seen(page, f"/CAN-IRN?on={ON}&add={good}&add={bad}&without2={SEVERED}&add3=soon", 400)
    assert "Scenario 1: mission opened by Canada" in found.words
    assert "Scenario 3: " in found.words
    assert "Canada and Iran on 8 September 2012: severed" in found.words
    assert {"scenario-1", "scenario-2"} <= {one.get("id") for one in found.all("article")}
    fields = [(one.get("name"), one.get("value")) for one in found.all("input")]
    assert {("add", bad), ("add3", "soon"), ("on", ON)} <= {*fields}
    links = [one["href"] or "" for one in found.all("a")]
    more = [link for link in links if "add=2013-01-01%20sanctions_lifted" in link and "without2=" in link]
    assert more
    assert not [link for link in more if "2013-01-01%20mission_opened" in link]
    assert page.get(f"/CAN-IRN.json?on={ON}&add={bad}").status_code == 400


def test_a_form_that_moves_an_event_leads_to_the_address_that_says_so(page: httpx.Client) -> None:
    moved = page.get(f"/CAN-IRN?on={ON}&edit=2&moving={SEVERED}&moved_to=2013&move2={SEVERED}%3D2014")
    assert moved.headers["location"] == f"/CAN-IRN?on={ON}&edit=2&move2={SEVERED}%3D2013"
    assert "to 2013." in seen(page, moved.headers["location"]).words


def test_a_scenario_is_saved_as_the_command_line_saves_it(page: httpx.Client, tmp_path: Path) -> None:
    answer = page.get(f"/CAN-IRN.scenario?{WITHOUT}")
    assert answer.headers["content-disposition"] == 'attachment; filename="CAN-IRN-scenario.jsonl"'
    kept = tmp_path / "kept.jsonl"
    detente("suppose", "CAN", "IRN", "--without", SEVERED, "--save", str(kept), "--log", str(RECORD))
    assert answer.content == kept.read_bytes()
    seen(page, f"/CAN-IRN.scenario?on={ON}", 400)


def test_ways_are_those_of_the_command_line_and_can_be_supposed(page: httpx.Client) -> None:
    found = seen(page, f"/CAN-IRN?on={ON}&goal=established")
    assert "2 shortest ways to established: sanctions lifted by Canada → relations restored (both)" in found.words
    way = next(one["href"] for one in found.all("a") if (one["href"] or "").count("add=") == 2)
    assert way
    assert "Established" in seen(page, way).words
    alone = seen(page, f"/CAN-IRN?on={ON}&goal=established&by=CAN").words
    assert "No way: nothing that Canada can do alone leads to established." in alone


def test_what_became_of_others_is_what_the_command_line_says(page: httpx.Client) -> None:
    found = seen(page, f"/CAN-IRN/alike?on={ON}")
    like = detente("rates", "--like", "CAN", "IRN", "--on", ON, "--log", str(RECORD), "--json")
    told = json.loads(like.stdout)
    assert f"{told['spells']} spells of" in found.words
    for command in (one for one in found.written if one.startswith("detente rates severed")):
        printed = " ".join(detente(*shlex.split(command)[1:], "--log", str(RECORD)).stdout.split())
        assert printed.partition("After how long")[0].split(". ", 1)[1].strip() in found.words
    assert page.get(f"/CAN-IRN/alike.json?on={ON}").json() == told
    rows = list(csv.DictReader(page.get(f"/CAN-IRN/alike.csv?on={ON}").text.splitlines()))
    assert [row["pair"].split("-") for row in rows] == [one["pair"] for one in told["each"]]
    links = [one["href"] for one in found.all("a")]
    assert {"/CUB-USA?on=1961-01-03", f"/CAN-IRN/alike.json?on={ON}", f"/CAN-IRN/alike.csv?on={ON}"} <= {*links}
    assert f"/CAN-IRN/alike?on={ON}" in [one["href"] for one in seen(page, f"/CAN-IRN?on={ON}").all("a")]
    assert "Nothing says how Canada and Iran came where they stood" in seen(page, "/CAN-IRN/alike?on=1900").words
    for address, status in (("/FRA-TUR/alike", 404), ("/CAN/alike", 404), ("/CAN-IRN/alike?on=x", 400)):
        seen(page, address, status)


def until(client: httpx.Client, address: str, said: str) -> str:
    """Look at a page until it says something."""
    words = ""
    for _ in range(300):
        words = seen(client, address).words
        if said in words:
            return words
        time.sleep(0.1)
    raise AssertionError(words)


def test_what_is_wrong_is_counted_on_every_page_and_listed(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    begun = line("relations_established", "1955", id="begun")
    wrong = [line("relations_restored", f"{year}", id=f"r{year}") for year in range(1960, 1963)]
    log.write_bytes(text(begun, *wrong, line("noted", "2000", parties=["FRA", "USA"])))
    with served(log) as client:
        words = until(client, "/findings", "3 findings.")
        checked = detente("check", str(log)).stdout
        assert all(" ".join(one.split()) in words for one in checked.splitlines() if one.startswith(str(log)))
        assert "Findings 3" in seen(client, "/FRA-USA").words
        assert len(client.get("/findings.json").json()["findings"]) == 3
        rows = list(csv.DictReader(client.get("/findings.csv").text.splitlines()))
        assert [(row["line"], row["pair"]) for row in rows] == [(str(line), "CAN-IRN") for line in range(2, 5)]
        log.write_bytes(text(begun))
        until(client, "/findings", "Nothing is wrong in the log.")
        assert "Findings 0" in seen(client, "/CAN-IRN").words


def test_what_came_of_the_features_is_shown(tmp_path: Path) -> None:
    feature = tmp_path / "some.feature"
    feature.write_text(
        "Feature: <b>Some</b>\n  Scenario: Right\n    Given the record\n"
        "    Then between Canada and Iran on 2012-09-08 the relations are severed since 2012-09-07\n"
        "  Scenario: Wrong\n    Given the record\n"
        "    Then between Canada and Iran on 2012-09-08 the relations are in force since 1955\n",
        encoding="utf-8",
    )
    with served(RECORD, "--features", str(tmp_path)) as client:
        words = until(client, "/specs", "2 scenarios: 1 passed, 1 failed.")
        assert "<b>Some</b>: 2 scenarios, 1 failed" in words
        assert "Specs 1 failed" in seen(client, "/").words
        assert client.get("/specs.json").json()["summary"]["failed"] == 1
        rows = csv.DictReader(client.get("/specs.csv").text.splitlines())
        assert [(row["name"], row["outcome"]) for row in rows] == [("Right", "passed"), ("Wrong", "failed")]


def test_without_features_there_are_no_specs(page: httpx.Client) -> None:
    assert "detente serve --features PATH" in seen(page, "/specs", 404).words
    assert "/specs" not in [one["href"] for one in seen(page, "/").all("a")]


def test_features_that_are_not_there_are_said(tmp_path: Path) -> None:
    tried = detente("serve", "--features", str(tmp_path / "none"), "--log", str(RECORD))
    assert (tried.returncode, tried.stderr) == (
        1,
        f"detente: There is no {tmp_path}/none. Name feature files, or folders that hold some.\n",
    )


def test_every_answer_is_guarded_and_no_element_has_a_style_or_script_of_its_own(page: httpx.Client) -> None:
    for address in ("/", "/CAN-IRN", "/nothing", "/CAN-IRN?on=x", "/static/page.js", "/static/no.js", "/colours.css"):
        answer = page.get(address)
        assert answer.headers["content-security-policy"].startswith("default-src 'self';")
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "server" not in answer.headers
        for tag, attributes in Markup(answer.text).elements if "html" in answer.headers["content-type"] else []:
            assert tag != "style"
            assert not [name for name in attributes if name == "style" or name.startswith("on")], attributes
            assert tag != "script" or attributes.get("src")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "",
        "[::1]",
        "::1",
        "[::2]",
        "a b",
        "localhost",
        "127.0.0.1:1",
    ],
)
def test_only_the_names_of_this_machine_are_answered_to(page: httpx.Client, host: str) -> None:
    answer = page.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "Canada" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
def test_its_own_names_are(page: httpx.Client, host: str) -> None:
    assert page.get("/", headers={"Host": f"{host}:{page.base_url.port}"}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "X"])
def test_there_is_no_way_to_write(page: httpx.Client, method: str) -> None:
    before = RECORD.read_bytes()
    for address in ("/", "/CAN-IRN", "/nothing", "/static/page.js"):
        answer = page.request(method, address, content=b"x=1")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert RECORD.read_bytes() == before


def test_it_is_heard_on_this_machine_alone(page: httpx.Client) -> None:
    port = page.base_url.port
    assert port
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", port), timeout=2)


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %} \u202eevil\u202c &amp; \u2028'


def test_whatever_a_log_says_is_text(tmp_path: Path) -> None:
    log = tmp_path / "<b>log.jsonl"
    sources = [
        {"title": HOSTILE, "publisher": HOSTILE} | ({"url": url} if url else {})
        for url in ("https://good.example/?a=1&b=\"'<",)
    ]
    hostile = line("relations_established", "1955", id='a"><i>', summary=HOSTILE, note=HOSTILE, sources=sources)
    log.write_bytes(text(hostile, line("noted", "1956", id="%2e%2e#?&", summary=HOSTILE, major=True)))
    with served(log) as client:
        found = seen(client, "/CAN-IRN?noted=yes&on=1960")
        assert not found.all("img")
        assert not found.all("i")
        assert all(one.get("src") for one in found.all("script"))
        links = [one["href"] or "" for one in found.all("a")]
        assert all(link.startswith(("/", "#", "https://good.example/")) for link in links)
        assert all("rel" in one for one in found.all("a") if not (one["href"] or "").startswith(("/", "#")))
        assert "\u202e" not in found.words
        assert "{{ 7*7 }} {% raw %}" in found.words
        targets = {one.get("id") for _, one in found.elements}
        assert {"event-%2e%2e#?&", 'event-a"><i>'} <= targets


def raw(client: httpx.Client, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", client.base_url.port or 0), timeout=20) as connection:
        connection.sendall(request)
        answer = b""
        while more := connection.recv(65536):
            answer += more
    return answer


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//evil", " https://a", None]
)
def test_only_pages_of_the_web_are_links(url: str | None) -> None:
    assert safe_link(url) is None
    assert safe_link("https://good.example/") == "https://good.example/"


HEADERS = (
    (b"x-forwarded-host", b"evil.example"),
    (b"cookie", b"a=\xff"),
    (b"accept", b"<script>alert(1)</script>"),
    (b"if-modified-since", b"\xff"),
    (b"range", b"bytes=-1,5-2"),
    (b"if-none-match", b'"' + b"x" * 9000),
)
SECRET = (ROOT / "pyproject.toml").read_bytes()[:40]


def addresses(count: int) -> Generator[tuple[str, str]]:
    """Give paths and queries, of which some mean something."""
    chance = random.Random(7)
    names = ["on", "known", "from", "to", "kind", "confidence", "noted", "page", "add", "without", "move", "one", "x"]
    names += ["country", "status", "certainty", "sort", "goal", "by", "edit", "draft", "moving", "moved_to", "add2"]
    values = [
        *("2012", ON, "9999-12-31", "0001", "[..]", "[2012..2013]", "today", "-1", "1e9", "mission_closed", "yes"),
        *("can-irn-2012-09-07-severed", "can-irn-2012-09-07-severed=2008", "2026-03-01 sanctions_lifted by CAN"),
        *("%00", "%ff", "%F0%9F%92%A9", "\u202e", "<script>", "../../etc/passwd", "a" * 3000, "{{7*7}}", "%", "&", ";"),
        *("USA", "Iran", "severed", "open", "certain", "-since", "established", "1", "2", "CAN"),
    ]
    forms = ("json", "svg", "csv", "bib", "csl", "scenario", "exe")
    paths = [
        "",
        "CAN-IRN",
        "CAN",
        "Canada-Iran",
        "find",
        "static/",
        "CAN-IRN/alike",
        "changes/x",
        "map",
        "matrix",
        "breaks",
    ]
    paths += [f"{path}.{form}" for path in ("CAN-IRN", "USA", "world", "breaks", "matrix", "map") for form in forms]
    escapes = [
        *("static/../../../pyproject.toml", "static/%2e%2e/%2e%2e/pyproject.toml", "..%2fpyproject.toml", "%5c..%5c"),
        *("static//etc/passwd", "static/....//....//pyproject.toml", "CAN-IRN/alike/../../pyproject.toml"),
    ]
    letters = string.ascii_letters + string.digits + string.punctuation + "éа\u202e💩\x00\n"
    for _ in range(count):
        path = chance.choice((*paths, chance.choice(escapes), quote("".join(chance.choices(letters, k=12)), "/.%-")))
        pairs = [(chance.choice(names), chance.choice(values)) for _ in range(chance.randint(0, 3))]
        yield path, "&".join(f"{name}={quote(value, safe=chance.choice(('', '%&;=')))}" for name, value in pairs)


def no_harm(status: int, media: bytes, body: bytes, asked: object) -> None:
    """Hold that an answer is no mistake, no file of this machine, and no script."""
    assert 200 <= status < 500 or status == 503, asked
    assert SECRET not in body, asked
    assert b"root:" not in body, asked
    assert b"<script>" not in body or not media.startswith(b"text/html"), asked


def test_no_address_is_a_mistake(page: httpx.Client) -> None:
    for path, query in addresses(300):
        answer = raw(page, f"GET /{path}?{query} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        assert answer, (path, query)
        head, _, body = answer.partition(b"\r\n\r\n")
        media = re.search(rb"content-type: ([^\r]*)", head)
        no_harm(int(answer.split()[1]), media[1] if media else b"", body, (path, query))


@pytest.mark.slow
def test_ten_thousand_addresses_and_hostile_headers_do_no_harm(tmp_path: Path) -> None:
    hostile = tmp_path / "log.jsonl"
    source = [{"title": HOSTILE, "publisher": HOSTILE, "url": "https://good.example/?a=<script>"}]
    begun = line("relations_established", "1955", id='a"><script>', summary=HOSTILE, note=HOSTILE, sources=source)
    hostile.write_bytes(text(begun, line("relations_severed", "2012-09-07", "CAN", summary=HOSTILE, note=HOSTILE)))
    apps = [application(Site(log)) for log in (RECORD, hostile)]
    chance = random.Random(8)

    async def asked(app: ASGIApp, path: str, query: str) -> tuple[int, bytes, bytes]:
        sent: list[Message] = []
        request = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return next(request, None) or await asyncio.Future[Message]()

        headers = [(b"host", b"localhost"), *chance.sample(HEADERS, 2)]
        scope = {"type": "http", "http_version": "1.1", "method": chance.choice(("GET", "HEAD")), "scheme": "http"}
        scope |= {"path": f"/{unquote(path)}", "raw_path": f"/{path}".encode(), "query_string": query.encode()}
        await app({**scope, "root_path": "", "headers": headers, "server": ("127.0.0.1", 80)}, receive, send)
        media = dict(sent[0]["headers"]).get(b"content-type", b"")
        return sent[0]["status"], media, b"".join(one.get("body", b"") for one in sent[1:])

    async def every() -> None:
        for path, query in addresses(int(os.environ.get("DETENTE_ADDRESSES", "10000"))):
            no_harm(*await asked(chance.choice(apps), path, query), (path, query))

    asyncio.run(every())


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /%00 HTTP/1.1",
        b"GET /%ff%fe?on=%ff HTTP/1.1",
        b"GET //etc/passwd HTTP/1.1",
        b"GET /../../etc/passwd HTTP/1.1",
        b"GET /static/%2e%2e/%2e%2e/app.py HTTP/1.1",
        b"GET http://evil.example/ HTTP/1.1",
        b"GET * HTTP/1.1",
        b"GET  HTTP/1.1",
        b"GET /CAN-IRN?" + b"a=1&" * 5000 + b" HTTP/1.1",
        b"GET /" + b"a" * 60000 + b" HTTP/1.1",
        b"\x00\xff\r\n",
        b"CONNECT a:1 HTTP/1.1",
    ],
)
def test_requests_that_no_browser_makes_do_no_harm(page: httpx.Client, request_line: bytes) -> None:
    answer = raw(page, request_line + b"\r\nHost: %b\r\nConnection: close\r\n\r\n" % page.base_url.netloc)
    status = int(answer.split()[1]) if answer else 400
    assert 200 <= status < 500, answer[:200]
    assert b"root:" not in answer
    assert b"def application" not in answer
    assert page.get("/").status_code == 200


def test_headers_that_no_browser_sends_do_no_harm(page: httpx.Client) -> None:
    for more in (
        b"Host: a",
        b"X: " + b"y" * 50000,
        b"X-Forwarded-Host: evil.example",
        b"Cookie: a=\xff",
        b"Bad header",
    ):
        answer = raw(
            page, b"GET / HTTP/1.1\r\nHost: %b\r\n%b\r\nConnection: close\r\n\r\n" % (page.base_url.netloc, more)
        )
        assert not answer or int(answer.split()[1]) in (200, 400, 431), answer[:200]
        assert b"evil.example" not in answer


def test_a_log_that_changes_is_shown_as_it_is_now(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    begun = line("relations_established", "1955", id="begun")
    log.write_bytes(text(begun))
    with served(log) as client:
        assert "established since 1955" in seen(client, "/CAN-IRN?on=1990").words
        with client.stream("GET", "/changes") as stream:
            lines = (one for one in stream.iter_lines() if one.startswith("data:"))
            before = next(lines)
            log.write_bytes(text(begun, line("relations_severed", "1960", "CAN")))
            assert next(lines) != before
        assert "severed since 1960" in seen(client, "/CAN-IRN?on=1990").words
        log.write_bytes(text(begun, line("relations_broken", "1960", "CAN")))
        assert "cannot be answered from until this is mended" in seen(client, "/CAN-IRN", 409).words
        log.unlink()
        assert "There is no log at" in seen(client, "/CAN-IRN", 503).words


def test_what_was_torn_off_is_said_on_every_page(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(text(line("relations_established", "1955", id="begun")) + b'{"id": "torn')
    with served(log) as client:
        for address in ("/", "/CAN-IRN"):
            assert f"{log}:2:" in seen(client, address).words


def test_a_port_that_is_taken_is_said(page: httpx.Client) -> None:
    tried = subprocess.run(
        [sys.executable, "-m", "detente", "serve", "--log", str(RECORD), "--port", str(page.base_url.port)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode == 1
    assert tried.stderr.startswith(
        f"detente: Nothing can be served at port {page.base_url.port}: Address already in use."
    )


TEMPLATES = Path(ROOT / "domain" / "detente" / "web" / "templates")


def test_every_word_of_the_page_is_in_one_file_and_used() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html")}
    for path, source in sources.items():
        plain = re.sub(r"\{[#{%].*?[#}%]\}", " ", source, flags=re.DOTALL)
        assert not re.findall(r">[^<]*[A-Za-z]{2,}[^<]*<", plain), path
        assert not re.findall(r'(?:title|aria-label|placeholder|alt)="[^"]*[A-Za-z]', plain), path
        _environment().get_template(path.name)
    code = "".join(
        path.read_text(encoding="utf-8") for path in (TEMPLATES.parent).rglob("*.py") if path.stem != "words"
    )
    used = {*re.findall(r"\bw\.(\w+)", "".join(sources.values())), *re.findall(r"WORDS\[[\"'](\w+)[\"']\]", code)}
    computed = {name for name in WORDS if name.startswith("wrong_") or name.endswith("_country")} | {*VIEWS.values()}
    assert used | computed >= {*WORDS}
    assert {*WORDS} >= used


def test_the_shipped_log_is_shown_where_there_is_no_other(tmp_path: Path) -> None:
    with served(None, cwd=tmp_path) as client:
        assert "/CAN-IRN?on=2012-09-08" in [one["href"] for one in seen(client, "/?on=2012-09-08").all("a")]
