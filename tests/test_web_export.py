"""The page written as files: it is what the server shows, under any path of any host, and over nothing else."""

import asyncio
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from datetime import date
from itertools import combinations, islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browsing import browser, opened, violations, with_a_browser
from making import Markup, detente, line, outside, text
from playwright.sync_api import Browser, Page, expect
from starlette.types import ASGIApp

from detente.log.writing import NotWritten
from detente.model.dates import MONTHS
from detente.model.states import states
from detente.web.addresses import Address
from detente.web.app import application
from detente.web.still.asking import ask
from detente.web.still.folder import MARKER, replacing
from detente.web.still.site import Still
from detente.web.words import WORDS

__all__ = ["browser"]

ROOT = Path(__file__).parents[1]
RECORD = ROOT / "events.jsonl"
FEATURE = """Feature: Some
  Scenario: Right
    Given the record
    Then between Canada and Iran on 2012-09-08 the relations are severed since 2012-09-07
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pairs of Canada, written into a folder some way below the one that is served."""
    host = tmp_path_factory.mktemp("host")
    (host / "some.feature").write_text(FEATURE, encoding="utf-8")
    (host / "some").mkdir()
    folder = host / "some" / "where"
    asked = ("--export", str(folder), "--country", "Canada", "--features", str(host / "some.feature"))
    done = detente("serve", *asked, "--log", str(RECORD))
    files = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    assert (done.returncode, done.stdout) == (0, "")
    said = f"Written: {folder}, {len(files)} files of {size / 1_000_000:.1f} MB, as of 25 March 2026.\n"
    assert done.stderr == said
    return folder


@pytest.fixture(scope="module")
def still(site: Path) -> Still:
    """What was written, once more."""
    return Still(RECORD, site.parents[1] / "some.feature", ["CAN"])


def led(folder: Path) -> dict[str, list[str]]:
    """Return for each page the addresses to which it leads."""
    named = ("href", "src", "action", "data-days", "data-find")
    return {
        path.name: [
            one
            for _, attributes in Markup(path.read_text("utf-8")).elements
            for name in named
            if (one := attributes.get(name))
        ]
        for path in folder.glob("*.html")
    }


def test_every_link_leads_to_a_written_file(site: Path) -> None:
    pages = led(site)
    assert {
        "index.html",
        "CAN-IRN.html",
        "CAN.html",
        "IRN.html",
        "map.html",
        "map-IRN.html",
        "matrix.html",
        "breaks.html",
        "findings.html",
        "specs.html",
    } <= {*pages}
    ids = {page: {one.get("id") for _, one in Markup((site / page).read_text("utf-8")).elements} for page in pages}
    for page, addresses in pages.items():
        for address in addresses:
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme in ("http", "https"), (page, address)
                continue
            file = parts.path or page
            assert (site / file).is_file(), (page, address)
            assert not parts.fragment or unquote(parts.fragment) in ids[file], (page, address)
            assert re.fullmatch(r"|on=\d{4}-\d\d-\d\d", parts.query), (page, address)
    for data in site.glob("*.days.json"):
        found = re.findall(r'(?:href|src|action)=\\"([^"#?\\]+)', data.read_text("utf-8"))
        assert {one for one in found if ":" not in one and not (site / one).is_file()} == set(), data


def test_without_a_script_a_page_says_which_day_it_shows(site: Path) -> None:
    assert "Without one each page shows 25 March 2026." in Markup((site / "CAN-IRN.html").read_text("utf-8")).words


def test_every_form_of_data_is_a_file(site: Path) -> None:
    forms = {
        "CAN-IRN": "json csv svg bib csl",
        "CAN": "json csv svg",
        "world": "json csv",
        "map-IRN": "json csv",
        "specs": "json csv",
    }
    assert [
        f"{name}.{form}"
        for name, every in forms.items()
        for form in every.split()
        if not (site / f"{name}.{form}").is_file()
    ] == []
    rows = json.loads((site / "world.json").read_text("utf-8"))
    assert all("CAN" in row["pair"] for row in rows)
    day = max(row["date"] for row in rows)
    shown = json.loads(detente("at", day, "Canada", "Iran", "--json", "--log", str(RECORD)).stdout)
    assert json.loads((site / "CAN-IRN.json").read_text("utf-8"))["state"] == shown


class Written:
    """The pages that data beside a page hold, by days."""

    def __init__(self, file: Path) -> None:
        self._data = json.loads(file.read_text("utf-8"))

    @property
    def spans(self) -> list[tuple[date, date]]:
        return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last, _ in self._data["spans"]]

    def on(self, day: date) -> str:
        runs = next(runs for first, last, runs in self._data["spans"] if first <= day.isoformat() <= last)
        pieces = [
            piece
            for first, after in zip(runs[::2], runs[1::2], strict=True)
            for piece in self._data["pieces"][first:after]
        ]
        return (
            "".join(pieces)
            .replace("\x01", day.isoformat())
            .replace("\x02", f"{day.day} {MONTHS[day.month - 1]} {day.year}")
        )


def served(shows: ASGIApp, address: Address) -> str:
    """Return the page that the server gives, without the forms that take an answer."""
    given = asyncio.run(ask(shows, address)).body.decode()
    return re.sub(r'<form (?!method="dialog"|[^>]*class="date").*?</form>', "", given, flags=re.DOTALL)


def words_of(page: str) -> tuple[str, list[str]]:
    """Return the words of a page, and the looks of its parts."""
    found = Markup(re.sub(r'<svg class="hand".*', "", page))
    return found.words, [
        f"{attributes.get('class')} {attributes.get('aria-current')}" for _, attributes in found.elements
    ]


def test_each_day_is_the_page_that_the_server_gives(site: Path, still: Still) -> None:
    shows = application(still)
    for pair in [pair for pair in still.edition.pairs if pair != ("CAN", "USA")]:
        written = Written(site / f"{pair}.days.json")
        assert (written.spans[0][0], written.spans[-1][1]) == (date.min, still.today)
        for first, last in written.spans[::8]:
            for day in {first, first + (last - first) * 0.7, last}:
                given = served(shows, Address(f"/{pair}", (("on", day.isoformat()),)))
                assert words_of(written.on(day)) == words_of(given), (pair, day)


def test_each_year_is_the_page_that_the_server_gives(site: Path, still: Still) -> None:
    shows, stops = application(still), still.edition.everywhere().stops(still.today)
    for path in ("/", "/IRN", "/matrix", "/breaks", "/map", "/map?country=IRN"):
        file = {"/": "index", "/map?country=IRN": "map-IRN"}.get(path, path[1:])
        written = Written(site / f"{file}.days.json")
        for day in [*stops[::11], stops[-1]]:
            asked = Address(
                path.partition("?")[0], (*((("country", "IRN"),) if "?" in path else ()), ("on", day.isoformat()))
            )
            assert words_of(written.on(day)) == words_of(served(shows, asked)), (path, day)


@pytest.fixture(scope="module")
def host(site: Path) -> Generator[str]:
    """The address of the folder, of a host that knows nothing of it."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(site.parents[1])],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout
        found = re.search(r"http://[\d.:]+/", process.stdout.readline())
        assert found
        yield f"{found[0]}some/where/"
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def page(browser: Browser, host: str) -> Generator[Page]:
    with opened(browser, host) as shown:
        yield shown


@with_a_browser
def test_the_date_is_dragged_stepped_and_played(page: Page) -> None:
    page.goto("CAN-IRN.html")
    expect(page.locator("[data-track][data-ready]")).to_have_count(1)
    box = page.locator("[data-track] .drawing").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 300, steps=5)
    page.mouse.up()
    expect(page.locator("#state .statement")).to_contain_text("established since 1955")
    expect(page).to_have_url(re.compile(r"/some/where/CAN-IRN\.html\?on=19[56]\d-"))
    page.goto("CAN-IRN.html?on=2012-09-08")
    expect(page.locator("#state .statement")).to_contain_text("8 September 2012: severed since 7 September 2012")
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("on=2012-09-07"))
    expect(page.locator(".events [aria-current=date]")).to_have_id("event-can-irn-2012-09-07-severed")
    page.keyboard.press("Shift+ArrowRight")
    expect(page).to_have_url(re.compile("on=2013-09-07"))
    page.keyboard.press("Home")
    expect(page.locator("#state .statement")).to_contain_text("31 December 1955: established since 1955")
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("on=1956-12-31"))
    page.keyboard.press("p")
    page.locator("[data-cursor] input[name=on]").fill("1988-10-01")
    page.locator("[data-cursor] button[type=submit], [data-cursor] form button").first.click()
    expect(page.locator("#state .caveats")).to_contain_text("Sanctions were not surveyed for 1 October 1988.")
    page.get_by_role("link", name=WORDS["latest"]).click()
    expect(page.locator("[data-unanswered]")).to_be_hidden()


@with_a_browser
def test_years_of_the_world_and_links_between_pages(page: Page) -> None:
    page.goto("")
    page.locator("[data-cursor] select").select_option("1985-12-31")
    page.locator("[data-cursor] form button").click()
    expect(page.locator("#world p[role=status]")).to_contain_text("31 December 1985")
    page.locator("a[data-step=next]").click()
    expect(page.locator("#world p[role=status]")).to_contain_text("31 December 1986")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-cursor] select")).to_have_value("1987-12-31")
    page.locator("#cursor").get_by_role("link", name=WORDS["map"]).click()
    expect(page).to_have_url(re.compile(r"map\.html\?on=1987-12-31"))
    expect(page.locator("#title")).to_contain_text("Canada")
    expect(page.locator(".map a[href^='CAN-IRN.html'] .place")).to_have_class(re.compile("status-embassy_closed"))
    page.locator(".map a[href^='CAN-IRN.html']").click()
    expect(page.locator("#state .statement")).to_contain_text("31 December 1987")
    page.goto("CAN.html")
    box = page.locator("[data-track]").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + 100, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"CAN\.html\?on=\d{4}-12-31"))


@with_a_browser
def test_rows_are_sorted_and_filtered_and_names_found_where_nobody_answers(page: Page) -> None:
    page.goto("")
    rows, since = page.locator("tbody tr:visible"), page.locator("tbody tr td:nth-child(3)")
    page.get_by_role("button", name=WORDS["columns"]["since"]).click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text(WORDS["columns"]["since"])
    up = since.all_inner_texts()
    page.get_by_role("button", name=WORDS["columns"]["since"]).click()
    assert since.all_inner_texts() == up[::-1] != up
    page.locator("[data-sift] input").fill("canada iran")
    expect(rows).to_have_count(1)
    page.locator("a[data-step=prev]").click()
    expect(page).to_have_url(re.compile("on=2025-12-31"))
    expect(rows).to_have_count(1)
    page.locator("[data-find] input").fill("iran can")
    page.locator("[data-find]").get_by_role("link", name="CAN-IRN").click()
    expect(page.locator("#state .statement")).to_contain_text("Canada and Iran")
    page.goto("IRN.html")
    tabs = page.locator("nav.parts a").evaluate_all("tabs => tabs.map(tab => tab.getAttribute('href'))")
    assert tabs == ["IRN.html", "map-IRN.html", "matrix.html", "breaks.html"]


@with_a_browser
@pytest.mark.parametrize("address", ["CAN-IRN.html?on=2099-01-01", "CAN-IRN.html?on=2012&known=2013", "?on=1985-06-05"])
def test_what_is_not_written_says_so_and_names_the_command(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("[data-unanswered]")).to_be_visible()
    expect(page.locator("#unanswered")).to_contain_text("detente at 20")
    expect(page.locator("#unanswered")).to_contain_text("detente serve --open")


@with_a_browser
def test_who_cannot_see_it_has_it_too(page: Page) -> None:
    for address in (
        "",
        "CAN-IRN.html?on=1988-10-01",
        "CAN.html",
        "map.html",
        "breaks.html",
        "findings.html",
        "specs.html",
    ):
        page.goto(address)
        assert (address, violations(page)) == (address, [])


def test_nothing_else_is_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with replacing(folder) as beside:
        (beside / "one.html").write_text("one")
    with replacing(folder) as beside:
        (beside / "two.html").write_text("two")
    assert sorted(path.name for path in folder.iterdir()) == [MARKER, "two.html"]
    (folder / "mine").mkdir()
    (folder / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(NotWritten, match=r"holds what no export wrote \(mine/notes.txt\)"), replacing(folder):
        raise AssertionError
    assert (folder / "mine" / "notes.txt").read_text() == "mine"
    for wrong, said in ((tmp_path / "none" / "site", "no folder"), (folder / MARKER, "is no folder")):
        with pytest.raises(NotWritten, match=said), replacing(wrong):
            raise AssertionError


def test_what_is_interrupted_leaves_what_was(tmp_path: Path) -> None:
    folder, log = tmp_path / "site", tmp_path / "log.jsonl"
    log.write_bytes(text(line("relations_established", "1955")))
    asked = ("serve", "--export", str(folder), "--log", str(log))
    assert detente(*asked).returncode == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", *asked[:-1], str(RECORD), "--country", "Canada"],
        stderr=subprocess.PIPE,
        env=outside("DETENTE_LOG"),
        text=True,
    )
    end = time.monotonic() + 60
    while not list(tmp_path.glob(".site.*/site/static")) and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode not in (0, None)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.jsonl", "site"]


def test_a_log_that_is_too_large_says_so(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    pairs = islice(combinations(sorted({*states()}), 2), 1_001)
    log.write_bytes(text(*(line("noted", "2000", parties=[*pair], id="-".join(pair)) for pair in pairs)))
    folder = tmp_path / "site"
    refused = detente("serve", "--export", str(folder), "--log", str(log))
    assert (refused.returncode, refused.stdout, folder.exists()) == (1, "", False)
    assert refused.stderr.startswith("detente: A site of 1001 pairs would be too large to write: at most 1,000 pairs")
    assert "--country" in refused.stderr


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--country", "Iran"), "--country goes with --export"),
        (("--export", "x", "--open"), "it takes no --open"),
        (("--export", "x", "--port", "1"), "it takes no --open and no --port"),
    ],
)
def test_what_goes_with_what_is_said(asked: tuple[str, ...], said: str) -> None:
    tried = detente("serve", *asked, "--log", str(RECORD))
    assert (tried.returncode, said in tried.stderr) == (2, True)
