"""The page in a browser: dragging, keys, supposing; and that it asks nobody else, and who cannot see it has it too."""

import re
from collections.abc import Generator
from pathlib import Path

import pytest
from browsing import Opened, browser, opened, violations, with_a_browser
from making import line, served, text
from playwright.sync_api import Browser, Page, expect

__all__ = ["browser"]

ROOT = Path(__file__).parents[1]
SEVERED = "can-irn-2012-09-07-severed"

pytestmark = with_a_browser


@pytest.fixture(scope="module")
def site() -> Generator[str]:
    with served(ROOT / "events.jsonl") as client:
        for slow in ("/", "/CAN-IRN/alike?on=2012-09-08"):
            client.get(slow)  # so that no page has to say that it is being worked out
        yield str(client.base_url)


@pytest.fixture
def page(browser: Browser, site: str) -> Generator[Page]:
    with opened(browser, site) as shown:
        yield shown


def asked(page: Page, name: str) -> str | None:
    found = re.search(rf"[?&]{name}=([^&#]*)", page.url)
    return found and found[1]


def test_the_date_is_dragged_and_the_address_says_it(page: Page) -> None:
    page.goto("/CAN-IRN?on=2012-09-08")
    box = page.locator("[data-track] .drawing").bounding_box()
    assert box
    left, right = box["x"] + box["width"] * 0.2, box["x"] + box["width"] * 0.95
    page.mouse.move(right, box["y"] + 300)
    page.mouse.down()
    for share in range(1, 11):
        page.mouse.move(right + (left - right) * share / 10, box["y"] + 300)
    page.mouse.up()
    expect(page.locator("#state .statement")).to_contain_text("established since 1955")
    expect(page).to_have_url(re.compile(r"on=19[56]\d-"))
    day = asked(page, "on")
    assert page.locator("[data-cursor] input[name=on]").input_value() == day
    statement = page.locator("#state .statement").inner_text()
    page.goto(page.url)
    assert page.locator("#state .statement").inner_text() == statement


def test_keys_step_from_event_to_event_and_play(page: Page) -> None:
    page.goto("/CAN-IRN?on=2012-09-08")
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("on=2012-09-07"))
    expect(page.locator(".events [aria-current=date]")).to_have_id(f"event-{SEVERED}")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("on=2012-09-17"))
    page.keyboard.press("Shift+ArrowRight")
    expect(page).to_have_url(re.compile("on=2013-09-17"))
    page.keyboard.press("Home")
    expect(page.locator("#state .statement")).to_contain_text("31 December 1955: established since 1955")
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("on=1956-12-31"))
    page.keyboard.press("p")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    page.keyboard.press("d")
    page.keyboard.type("7 September 2012")
    page.keyboard.press("Enter")
    expect(page.locator("#state .statement")).to_contain_text("severed since 7 September 2012")


def test_the_events_of_the_date_are_in_view(page: Page) -> None:
    page.goto("/CAN-IRN?on=2012-09-08")
    where = "element => [element.offsetTop, element.closest('[data-scrolls]').scrollTop]"
    top, scrolled = page.locator(".events [aria-current=date]").evaluate(where)
    assert 0 < top - scrolled < 500


def test_an_event_is_supposed_moved_left_out_and_taken_back(page: Page) -> None:
    page.goto("/CAN-IRN?on=2012-09-08")
    page.evaluate("window.isSamePage = true")
    page.locator("#suppose").get_by_role("link", name="sanctions lifted").click()
    expect(page.locator("#scenario-1 .moves")).to_contain_text(
        "Supposed: sanctions lifted by Canada, 8 September 2012."
    )
    expect(page.locator("#scenario-1 .overtaken")).to_contain_text("rounds of sanctions")
    assert asked(page, "add") == "2012-09-08%20sanctions_lifted%20by%20CAN"
    row = page.locator(f"[id='event-{SEVERED}']")
    row.locator("summary").click()
    row.get_by_role("link", name="Leave out").click()
    expect(page.locator("#scenario-1 .moves li")).to_have_count(2)
    expect(page.locator("#state .supposed")).to_contain_text("Embassy closed since 7 September 2012")
    page.locator("#scenario-1 .moves").get_by_role("link", name=re.compile("take back Left out")).click()
    expect(page.locator("#scenario-1 .moves li")).to_have_count(1)
    row.locator("[name=moved_to]").fill("2011")
    row.get_by_role("button", name="Move").click()
    expect(page.locator("#scenario-1 .moves")).to_contain_text(
        "Moved: relations severed by Canada, 7 September 2012, to 2011."
    )
    expect(page.locator("#pictures svg").first).to_contain_text("HYPOTHESIS")
    page.go_back()
    expect(page.locator("#scenario-1 .moves li")).to_have_count(1)
    assert page.evaluate("window.isSamePage")


def test_what_cannot_be_supposed_is_mended_without_losing_the_page(browser: Browser, site: str) -> None:
    page = browser.new_page(base_url=site)  # in whose console the browser notes that the answer was a refusal
    page.goto("/CAN-IRN?on=2013-01-01")
    page.evaluate("window.isSamePage = true")
    page.locator("#draft").fill("2013-01-01 mission_opened by Canada")
    page.locator("#draft").press("Enter")
    expect(page.locator("#refused")).to_contain_text("It would be possible after relations restored")
    expect(page.locator("#state")).to_contain_text("severed since 7 September 2012")
    expect(page.locator("#pictures svg").first).to_be_visible()
    page.locator("#refused [name=add]").fill("2013-01-01 relations_restored")
    page.locator("#refused button").click()
    expect(page.locator("#scenario-1 .moves")).to_contain_text("relations restored")
    expect(page.locator("#refused .notice")).to_have_count(0)
    assert page.evaluate("window.isSamePage")
    expect(page.locator("#state")).to_contain_text("1 January 2013")
    page.close()


def test_what_became_of_others_is_put_in_when_it_is_opened_and_follows_the_date(page: Page) -> None:
    page.goto("/CAN-IRN?on=2012-09-08")
    waits = page.locator("#alike [data-waits]")
    assert "being worked out" in (waits.text_content() or "")
    assert waits.is_hidden()
    page.locator("#alike summary").first.click()
    expect(page.locator("#alike #found")).to_contain_text("Severed", timeout=30_000)
    page.locator("[data-step=first]").click()
    expect(page.locator("#alike #found h3").first).to_contain_text("Established", timeout=30_000)
    page.locator("#alike tbody a").first.click()
    expect(page).to_have_url(re.compile(r"/[A-Z]{3}-[A-Z]{3}\?on="))


def test_the_page_follows_the_log_and_keeps_the_date(browser: Browser, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    begun = line("relations_established", "1955", id="begun")
    log.write_bytes(text(begun))
    with served(log) as client:
        site = str(client.base_url)
        watched = Opened(browser.new_context(base_url=site), site)
        watched.page.goto("/CAN-IRN?on=1990")
        expect(watched.page.locator("#state .statement")).to_contain_text("established since 1955")
        log.write_bytes(text(begun, line("relations_severed", "1960", "CAN")))
        expect(watched.page.locator("#state .statement")).to_contain_text("severed since 1960")
        whole = log.read_bytes()
        log.write_bytes(whole + b'{"id": "torn')
        expect(watched.page.locator(".notice")).to_contain_text(f"{log}:3:")
        expect(watched.page.get_by_role("link", name="Findings")).to_have_text("Findings 1")
        assert asked(watched.page, "on") == "1990"
        assert not watched.wrong
        log.write_bytes(b"")
        expect(watched.page.locator(".why")).to_contain_text("Nothing is recorded of Canada and Iran.")
        log.unlink()
        watched.page.reload()
        expect(watched.page.locator(".why")).to_contain_text("There is no log at")
        log.write_bytes(whole)
        expect(watched.page.locator("#state .statement")).to_contain_text("severed since 1960")
        assert asked(watched.page, "on") == "1990"
        watched.page.context.close()


def test_without_a_script_links_and_forms_do_the_same(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/CAN-IRN?on=2012-09-08")
    page.locator("[data-step=prev]").click()
    expect(page).to_have_url(re.compile("on=2012-09-07"))
    page.locator("#suppose").get_by_role("link", name="sanctions lifted").click()
    expect(page.locator("#scenario-1 .moves li")).to_have_count(1)
    page.locator("[name=goal]").fill("established")
    page.get_by_role("button", name="Show the ways").click()
    expect(page.locator(".ways")).to_contain_text("relations restored")
    context.close()


def test_the_map_is_coloured_as_the_list_says_and_follows_the_date(page: Page) -> None:
    page.goto("/map?country=CAN&on=1955-12-31")
    iran = page.locator(".map a[href^='/CAN-IRN'] .place")
    expect(iran).to_have_class(re.compile(r"status-established"))
    assert page.locator(".map .told").count() <= page.locator("[data-places]").evaluate_all(
        "rows => rows.flatMap((row) => row.dataset.places.split('|')).length"
    )
    page.get_by_role("textbox", name="Date").fill("2012-09-08")
    page.keyboard.press("Enter")
    expect(iran).to_have_class(re.compile(r"status-severed"))
    assert asked(page, "on") == "2012-09-08"
    page.locator(".map a[href^='/CAN-IRN']").click()
    expect(page).to_have_url(re.compile(r"/CAN-IRN\?.*on=2012-09-08"))


def test_the_map_tells_who_cannot_be_answered_about_from_whom_nothing_is_recorded_of(
    browser: Browser, tmp_path: Path
) -> None:
    log = tmp_path / "events.jsonl"
    severed = [line("relations_severed", day, "CAN", parties=["CAN", "IRN"]) for day in ("2012", "2013")]
    log.write_bytes(text(*severed, line("relations_established", "1955", parties=["IRN", "USA"])))
    with served(log) as client, opened(browser, str(client.base_url)) as page:
        page.goto("/map?on=1955-12-31&country=IRN")
        legend, canada = page.locator("#legend"), page.locator(".map a[href^='/CAN-IRN'] .place")
        expect(page.locator("#places li", has_text="Canada")).to_contain_text("not answered")
        expect(canada).to_have_class("place unknown")
        expect(canada.locator("title")).to_have_text("Canada: not answered: something is wrong in the log")
        expect(page.locator(".map text.unknown")).to_have_text("?")
        expect(page.locator(".map .unknown.place")).to_have_count(1)
        expect(legend).to_contain_text("? not answered")
        expect(legend).not_to_contain_text("so where the record ended")
        page.goto("/map?on=2014&country=USA")
        expect(page.locator(".map a[href^='/IRN-USA'] .place")).to_have_class(re.compile(r"told .*ended"))
        expect(legend).to_contain_text("so where the record ended, before that day")
        expect(legend).not_to_contain_text("not answered")


def test_small_states_are_dots_on_the_map(page: Page) -> None:
    page.goto("/map?country=USA&on=2000")
    expect(page.locator(".map circle[class*=told]")).not_to_have_count(0)
    expect(page.locator(".map a[href^='/SGP-USA'] circle")).to_have_count(1)


def test_the_map_is_brought_nearer_and_moved_and_its_dots_stay_as_large(page: Page) -> None:
    page.goto("/map?country=USA&on=2000")
    dot = page.locator(".map a[href^='/SGP-USA'] circle")
    expect(dot).to_have_count(1)
    far = dot.bounding_box()
    for _ in range(4):
        page.get_by_role("button", name="Nearer").click()
    near = dot.evaluate("dot => dot.getBoundingClientRect().width")
    assert far
    assert abs(near - far["width"]) < 1
    shown = page.locator(".map svg").get_attribute("viewBox")
    page.locator(".map").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".map svg").get_attribute("viewBox") != shown
    assert asked(page, "on") == "2000"
    box = page.locator(".map").bounding_box()
    assert box
    moved = page.locator(".map svg").get_attribute("viewBox")
    page.mouse.move(box["x"] + 300, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 240, steps=4)
    page.mouse.up()
    assert page.locator(".map svg").get_attribute("viewBox") != moved
    assert "/map" in page.url
    page.keyboard.press("0")
    expect(page.locator(".map svg")).to_have_attribute("viewBox", "0 0 960 470")


def test_the_table_is_filtered_and_sorted_without_losing_the_place(page: Page) -> None:
    page.goto("/?on=1988-10-01")
    page.locator("#filters [name=status]").select_option("severed")
    page.locator("#filters .filter button").click()
    expect(page.locator("#world .rung:not(.status-severed)")).to_have_count(0)
    page.get_by_role("link", name="Status since").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Status since")
    assert (asked(page, "status"), asked(page, "sort"), asked(page, "on")) == ("severed", "since", "1988-10-01")
    page.locator("a[data-step=next]").click()
    expect(page.locator("#world p[role=status]")).to_contain_text("31 December 1988")


def test_a_date_is_dragged_over_the_pairs_of_a_country(page: Page) -> None:
    page.goto("/IRN?on=1988-10-01")
    box = page.locator("[data-track]").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + 200, steps=4)
    page.mouse.up()
    expect(page).not_to_have_url(re.compile("1988-10-01"))
    expect(page.locator("#world p[role=status]")).not_to_contain_text("1 October 1988")


PAGES = (
    *("/", "/nothing", "/CAN-IRN?on=1988-10-01", "/CAN-IRN/alike?on=2012-09-08"),
    *("/USA?on=1988-10-01", "/breaks", "/matrix?on=1988-10-01", "/map?on=1988-10-01"),
    f"/CAN-IRN?on=2012-09-08&without={SEVERED}&add2=2011-01-01+sanctions_lifted+by+CAN&goal=established",
)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_cannot_see_the_page_has_it_too(browser: Browser, site: str, address: str, scheme: str) -> None:
    is_dark = scheme == "dark"
    context = browser.new_context(base_url=site, color_scheme="dark" if is_dark else "light")
    page = context.new_page()
    page.goto(address)
    assert violations(page) == []
    context.close()


def test_it_is_readable_on_a_telephone_and_on_paper(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 700})
    page = context.new_page()
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, address
    page.goto("/CAN-IRN?on=2012-09-08")
    place, hand = page.locator("#pictures .wide").bounding_box(), page.locator("#pictures .hand g").bounding_box()
    assert place
    assert hand
    assert place["x"] <= hand["x"] <= place["x"] + place["width"] - hand["width"]
    sources, cited = page.locator(".what .sources").first, page.locator("#cite .footnotes")
    assert sources.is_hidden()
    assert cited.is_hidden()
    page.emulate_media(media="print")
    assert page.locator("form.find").is_hidden()
    assert sources.is_visible()
    assert cited.is_visible()
    assert page.locator(".what .controls").first.is_hidden()
    context.close()
