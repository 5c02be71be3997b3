"""A browser, and what a page does in it that it should not.

It takes Chromium, by `DETENTE_BROWSER` or where Debian has it, and axe-core, by `npm install --prefix .axe axe-core`.
Where one is missing the tests are skipped, unless `DETENTE_BROWSER` says that there is a browser.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

CHROMIUM = Path(os.environ.get("DETENTE_BROWSER") or "/usr/bin/chromium")
AXE = Path(__file__).parents[1] / ".axe" / "node_modules" / "axe-core" / "axe.min.js"
IS_NEEDED = bool(os.environ.get("DETENTE_BROWSER"))
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)

with_a_browser = pytest.mark.skipif(
    not (IS_NEEDED or CHROMIUM.is_file()), reason=f"no browser at {CHROMIUM}: apt-get install chromium"
)


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield launched
        launched.close()


class Opened:
    """A page that was opened, and what it did that it should not."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.wrong: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))
        self._site = site

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(message.text)

    def _asked(self, url: str) -> None:
        if urlsplit(url).netloc != urlsplit(self._site).netloc:
            self.wrong.append(url)


@contextmanager
def opened(browser: Browser, site: str) -> Generator[Page]:
    """Open a page of a site; when it is closed, it must have done nothing that it should not."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    page = Opened(context, site)
    yield page.page
    context.close()
    assert not page.wrong


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe-core finds in a page that somebody cannot use; skip where there is no axe-core."""
    if not AXE.is_file() and not IS_NEEDED:
        pytest.skip(f"no axe-core at {AXE}: npm install --prefix .axe axe-core")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(found => found.violations)")
    return [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
