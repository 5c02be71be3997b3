"""The page of what is wrong in the log, as ``detente check`` finds it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from detente.log.guarding import Guard, Held
from detente.log.record import Record, opened
from detente.log.stamping import latest_moment
from detente.views.blocks import Sheet
from detente.views.data import check_data, finding_data
from detente.views.sheets import as_csv, as_json
from detente.web.errors import NoPage
from detente.web.forms import form_asked
from detente.web.pages import page
from detente.web.parameters import Parameters
from detente.web.words import WORDS

A_PAGE = 100
"""How many findings stand on a page."""
WAIT = 5.0
"""How many seconds a page waits for the findings before it says that they are looked for."""

COLUMNS = ("path", "line", "column", "pair", "message")


class Checked(NamedTuple):
    """A log that was checked."""

    record: Record
    held: Held

    @property
    def wrong(self) -> int:
        """How many things are wrong."""
        return len(self.record.findings) + len(self.held.broken)


def checked(log: Path) -> Checked:
    """Check a log from its first line to its last; raise `Unreadable`."""
    guard, source = Guard(log), opened(log)
    found = Checked(Record(str(log), source, limit=latest_moment()), guard.hold(source))
    _ = found.wrong  # so that nobody who asks has to wait
    return found


def show(request: Request) -> Response:
    """Show every finding, page by page."""
    site, asked = request.app.state.site, Parameters(request.url.query)
    found: Checked | None = site.checked.found(WAIT)
    every = found.record.findings if found else ()
    part = asked.part(every, site.a_page(A_PAGE))
    asked.refuse_others()
    return page(
        "findings.html",
        site=site,
        found=found,
        findings=part.shown,
        page=part.number,
        last=part.last,
        here=asked.address("/findings"),
        names=list(FORMS),
    )


def in_form(request: Request) -> Response:
    """Return every finding, on all pages, in another form."""
    media, make = form_asked(request, FORMS)
    given = Parameters(request.url.query)
    given.one("page")  # the data have every page
    given.refuse_others()
    found: Checked | None = request.app.state.site.checked.found(WAIT)
    if found is None:
        raise NoPage(WORDS["being_checked"])
    return Response(make(found), media_type=media)


def _json(found: Checked) -> str:
    record, held = found
    return as_json(check_data(record.audit, held.broken, held.unsealed, held.digest))


def _csv(found: Checked) -> str:
    rows = [finding_data(finding) for finding in found.record.findings]
    return as_csv(Sheet(COLUMNS, [{**row, "pair": row["pair"] and "-".join(row["pair"])} for row in rows]))


FORMS: Mapping[str, tuple[str, Callable[[Checked], str]]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv", _csv),
}
"""What writes each form, and what kind of file it is: JSON as ``detente check --json`` prints it."""
