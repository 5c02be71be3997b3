"""Writing a site: every page, its days and its data as files, the links between them, and what pages are made with."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from starlette.types import ASGIApp

from detente.model.errors import DetenteError
from detente.model.wording import counted
from detente.views.sheets import as_json
from detente.web.addresses import Address
from detente.web.app import application
from detente.web.still.asking import ask
from detente.web.still.days import Pieces, Span, plain
from detente.web.still.folder import replacing
from detente.web.still.links import Links
from detente.web.still.plan import FIND, Days, Planned, names, planned
from detente.web.still.site import Still

MOST_PAIRS = 1_000
"""How many pairs a site can have."""
MOST_EVENTS = 30_000
"""How many events they can have: each makes another page of its pair."""


class TooMuch(DetenteError):
    """A log that would make too large a site."""


class Account(NamedTuple):
    """What was written."""

    files: int
    size: int
    """In bytes."""
    day: date
    """The last day that is shown."""


def export(site: Still, folder: Path, told: Callable[[int], None]) -> Account:
    """Write a site into a folder, whole or not at all; `told` is told how many files there are, one after another.

    Raises `TooMuch`, `NotWritten` and `NotAnswered`.
    """
    _must_be_bounded(site)
    with replacing(folder) as beside:
        asyncio.run(_Writing(site, beside, told).write())
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Account(len(sizes), sum(sizes), site.today)


def _must_be_bounded(site: Still) -> None:
    pairs = len(site.edition.pairs)
    events = site.edition.everywhere().events if pairs <= MOST_PAIRS else 0
    if pairs > MOST_PAIRS or events > MOST_EVENTS:
        much = counted(pairs, "pair") if pairs > MOST_PAIRS else counted(events, "event")
        most = f"{MOST_PAIRS:,} pairs and {MOST_EVENTS:,} events"
        raise TooMuch(
            f"A site of {much} would be too large to write: at most {most} are written. Name one country or several, "
            "each with --country, for the pairs that they are in; detente serve shows all of them."
        )


class _Writing:
    """The files of a site as they are written."""

    def __init__(self, site: Still, folder: Path, told: Callable[[int], None]) -> None:
        self._application: ASGIApp = application(site)
        self._folder = folder
        self._told = told
        self._count = 0
        self._planned = list(planned(site))
        static = list(_static(files("detente.web") / "static", "static"))
        self._static = static
        self._links = Links(
            {at: one.file for one in self._planned for at in (one.address, one.also) if at}
            | {Address(f"/{name}"): name for name in (FIND, *(name for name, _ in static))},
            {one.file for one in self._planned if one.days},
        )
        self._names = list(names(site))

    async def write(self) -> None:
        for name, data in self._static:
            self._write(name, data.read_bytes())
        self._write(FIND, as_json(self._names).encode())
        for one in self._planned:
            await self._page(one)

    async def _page(self, one: Planned) -> None:
        answer = await ask(self._application, one.address)
        if not answer.media.startswith("text/html"):
            self._write(one.file, answer.body)
            return
        page = self._led(answer.body)
        if one.days:
            beside = f"{one.file.removesuffix('.html')}.days.json"
            self._write(beside, as_json((await self._pieces(one, one.days, page)).data).encode())
            page = page.replace("<body", f'<body data-days="{beside}"', 1)
        self._write(one.file, page.encode())

    async def _pieces(self, one: Planned, days: Days, page: str) -> Pieces:
        """Return the pieces of a page on every day."""
        made = Pieces()
        for span in days.spans:
            ordinals = days.within(span)
            day = plain(ordinals, page)
            apart = [span] if day else [Span(at, at) for at in map(date.fromordinal, ordinals)]
            for part in apart:
                looked_at = day or part.last
                answer = await ask(self._application, one.address.but(on=looked_at))
                made.add(part, self._led(answer.body), looked_at)
        return made

    def _led(self, body: bytes) -> str:
        return self._links.led(body.decode())

    def _write(self, file: str, data: bytes) -> None:
        path = self._folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self._count += 1
        self._told(self._count)


def _static(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """Return the files of a folder of the package, by their names in the site."""
    for one in folder.iterdir():
        if one.is_dir():
            yield from _static(one, f"{name}/{one.name}")
        else:
            yield f"{name}/{one.name}", one
