"""What keeps a page safe, whatever is asked of it: who may ask, how, and what a browser may do with the answer."""

from http import HTTPStatus

from starlette.datastructures import Headers as Given
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""To which names, at its port, the page answers: to no other, so that no site leads its name here (DNS rebinding)."""
METHODS = ("GET", "HEAD")
HTTP = 80
"""The port that goes without saying."""

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'"
"""From where a page may have what it is made with: from where it is itself, and from nowhere else."""

HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Headers:
    """Put the headers of safety on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self._app(scope, receive, sending if scope["type"] == "http" else send)


class Hosts:
    """Refuse who asks by another name, or at another port, than those that are served."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] == "http" and not _is_served(scope):
            await PlainTextResponse("Invalid host header", HTTPStatus.BAD_REQUEST)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_served(scope: Scope) -> bool:
    given, port = Given(scope=scope).get("host", "").lower(), scope["server"][1]
    named = given.removesuffix(f":{port}")
    return named in HOSTS and (named != given or port == HTTP)
