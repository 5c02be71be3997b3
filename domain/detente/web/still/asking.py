"""Asking the application for a page without a server between."""

from asyncio import Future
from http import HTTPStatus
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope

from detente.model.errors import DetenteError
from detente.web.addresses import Address
from detente.web.safety import HOSTS
from detente.web.words import WORDS


class NotAnswered(DetenteError):
    """A page that was to be written cannot be made."""


class Answer(NamedTuple):
    """What was answered."""

    media: str
    body: bytes


async def ask(application: ASGIApp, address: Address) -> Answer:
    """Return what is at an address; raise `NotAnswered`."""
    begun, body = list[Message](), bytearray()

    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        # Nothing comes after what is asked: who waits for more is told when all is answered.
        return next(asked, None) or await Future[Message]()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            begun.append(message)
        else:
            body.extend(message.get("body", b""))

    await application(_scope(address), receive, send)
    status, headers = begun[0]["status"], Headers(raw=begun[0]["headers"])
    if status != HTTPStatus.OK:
        raise NotAnswered(WORDS["not_answered"].format(address=address, status=status))
    return Answer(headers["content-type"], bytes(body))


def _scope(address: Address) -> Scope:
    path, _, query = str(address).partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": address.path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", HOSTS[0].encode())],
        "server": (HOSTS[0], 80),
        "client": (HOSTS[0], 0),
    }
