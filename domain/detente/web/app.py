"""The application: which page answers to which address, and what is said where none can."""

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from detente.history.history import IllegalHistory, SpoiledRecord
from detente.log.record import Unreadable
from detente.model.errors import DetenteError
from detente.model.extras import NotInstalled
from detente.web import alike, findings, relation, specs, world
from detente.web.colours import style_sheet
from detente.web.errors import BadQuestion, NoPage, StillWorking, Unanswered
from detente.web.pages import STAMP, page
from detente.web.parameters import Parameters
from detente.web.safety import METHODS, Headers, Hosts
from detente.web.site import Site
from detente.web.watching import Watching
from detente.web.words import WORDS

_STATUSES: tuple[tuple[type[DetenteError], int], ...] = (
    (NoPage, HTTPStatus.NOT_FOUND),
    (SpoiledRecord, HTTPStatus.CONFLICT),
    (IllegalHistory, HTTPStatus.CONFLICT),
    (Unreadable, HTTPStatus.SERVICE_UNAVAILABLE),
    (NotInstalled, HTTPStatus.NOT_IMPLEMENTED),
    (StillWorking, HTTPStatus.SERVICE_UNAVAILABLE),
    (DetenteError, HTTPStatus.BAD_REQUEST),
)
"""How an error is answered: by the first of its kinds."""
AGAIN = 3
"""After how many seconds a page is asked again that is being worked out."""


def application(site: Site, is_over: Callable[[], bool] = lambda: False) -> ASGIApp:
    """Return the application that shows a log; streams end when `is_over` says so."""
    watching = Watching(site, is_over)
    made = Starlette(
        routes=[
            Mount("/static", StaticFiles(packages=[("detente.web", "static")])),
            Route("/colours.css", _colours),
            Route("/changes", watching.changes),
            Route("/findings", findings.show),
            Route("/findings.{form}", findings.in_form),
            Route("/specs", specs.show),
            Route("/specs.{form}", specs.in_form),
            *world.routes(site),
            Route("/{name}/alike", alike.show),
            Route("/{name}/alike.{form}", alike.in_form),
            Route("/{name}.{form}", relation.in_form),
            Route("/{name}", relation.show),
        ],
        middleware=[Middleware(Hosts), Middleware(_Reading)],
        exception_handlers={DetenteError: _refused, HTTPException: _no_page, Exception: _mistake},
    )
    made.state.site = site
    # Outermost, so that no answer lacks them.
    return Headers(made)


def _colours(_: Request) -> Response:
    return Response(style_sheet(), media_type="text/css")


class _Reading:
    """Refuse whatever is more than reading, and note how the log is when it begins."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        STAMP.set(scope["app"].state.site.shown)
        if scope["type"] == "http" and scope["method"] not in METHODS:
            answer = _wrong(Request(scope), HTTPStatus.METHOD_NOT_ALLOWED, WORDS["method"])
            answer.headers["Allow"] = ", ".join(METHODS)
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _refused(request: Request, error: Exception) -> Response:
    status = next(status for kind, status in _STATUSES if isinstance(error, kind))
    instead = error.instead if isinstance(error, Unanswered) else ()
    if not isinstance(error, StillWorking):
        typed = _typed(request) if status == HTTPStatus.BAD_REQUEST else ()
        return _wrong(request, status, str(error), instead=instead, typed=typed)
    answer = _wrong(request, status, str(error), heading=WORDS["working_title"], again=AGAIN)
    answer.headers["Retry-After"] = str(AGAIN)
    return answer


def _typed(request: Request) -> list[tuple[str, str, str]]:
    """Return what was asked, to be mended: each parameter, what the page calls it, and its value."""
    with suppress(BadQuestion):
        asked = Parameters(request.url.query).address(request.url.path).asked
        return [(name, WORDS["parameters"].get(name.rstrip("0123456789"), name), value) for name, value in asked]
    return []


def _no_page(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.NOT_FOUND
    return _wrong(request, status, WORDS["no_page"].format(path=request.url.path, near=""))


def _mistake(request: Request, _: Exception) -> Response:
    return _wrong(request, HTTPStatus.INTERNAL_SERVER_ERROR, WORDS["our_mistake"])


def _wrong(request: Request, status: int, why: str, **shown: object) -> Response:
    """Return a page, or data where data was asked for, that says what is wrong as long as the log is as it is."""
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": why}, status)
    heading = WORDS.get(f"wrong_{int(status)}", WORDS["wrong_title"])
    said = {"site": request.app.state.site, "heading": heading, "why": why, "instead": (), "typed": (), "again": None}
    return page("wrong.html", status, **said | shown)
