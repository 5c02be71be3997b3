"""The page of what came of the behaviour specs, which a process of its own runs."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from detente.model.errors import DetenteError
from detente.specs.results import FAILED
from detente.views.blocks import Sheet
from detente.views.sheets import as_csv, as_json
from detente.web.addresses import Address
from detente.web.errors import NoPage
from detente.web.forms import form_asked
from detente.web.pages import page
from detente.web.parameters import Parameters
from detente.web.words import WORDS

Data = dict[str, Any]

WAIT = 1.0
"""How many seconds a page waits for the specs before it says that they run."""

COLUMNS = ("feature", "path", "line", "name", "outcome", "message")


class Specs:
    """Feature files that are run on a log."""

    def __init__(self, features: Path, log: Path) -> None:
        """Look for the features; raise `NothingToRun`."""
        self._features, self._log = features, log
        self._files()

    @property
    def stamp(self) -> str:
        """What tells the features from what they were before one was changed."""
        return " ".join(f"{file}-{file.stat().st_mtime_ns}" for file in self._files())

    def run(self) -> Data:
        """Run them as ``detente spec --json`` does, apart from this process; raise `DetenteError`."""
        done = subprocess.run(  # noqa: S603 - this very program
            [sys.executable, "-m", "detente", "spec", str(self._features), "--log", str(self._log), "--json"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONUTF8": "1"},
            check=False,
        )
        try:
            return json.loads(done.stdout)
        except ValueError as error:
            raise DetenteError(done.stderr.strip().removeprefix("detente: ")) from error

    def _files(self) -> Sequence[Path]:
        from detente.specs.running import features_in  # which takes pytest, and time

        return features_in([self._features])


def failed(found: Data) -> int:
    """Return how many scenarios failed, with the features that cannot be read."""
    return found["summary"][FAILED] + found["summary"]["unreadable"]


def show(request: Request) -> Response:
    """Show what came of each scenario."""
    Parameters(request.url.query).refuse_others()
    site = request.app.state.site
    here = Address("/specs")
    return page("specs.html", site=site, found=_found(request), failed=failed, here=here, names=list(FORMS))


def in_form(request: Request) -> Response:
    """Return what came of them in another form."""
    media, make = form_asked(request, FORMS)
    Parameters(request.url.query).refuse_others()
    found = _found(request)
    if found is None:
        raise NoPage(WORDS["being_run"])
    return Response(make(found), media_type=media)


def _found(request: Request) -> Data | None:
    site = request.app.state.site
    if site.specs is None:
        raise NoPage(WORDS["no_specs"])
    return site.specs.found(WAIT)


def _rows(found: Data) -> Iterator[dict[str, Any]]:
    """Return a row for each scenario, and one for each feature that cannot be run."""
    for feature in found["features"]:
        if feature["error"]:
            yield dict.fromkeys(COLUMNS) | {
                "path": feature["path"],
                "line": feature["line"],
                "message": feature["error"],
            }
        for scenario in feature["scenarios"]:
            yield {**{name: scenario[name] for name in COLUMNS[1:]}, "feature": feature["name"]}


FORMS: Mapping[str, tuple[str, Callable[[Data], str]]] = {
    "json": ("application/json", as_json),
    "csv": ("text/csv", lambda found: as_csv(Sheet(COLUMNS, list(_rows(found))))),
}
"""What writes each form, and what kind of file it is: JSON as ``detente spec --json`` prints it."""
