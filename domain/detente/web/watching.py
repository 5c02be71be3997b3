"""Telling browsers when the log has changed on disk, or more was found in it, as a stream of server-sent events."""

import asyncio
from collections.abc import AsyncIterator, Callable

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from detente.web.site import Site

EVERY = 1.0
"""How often it is looked, in seconds."""
A_WHILE = 20
"""After how many looks without a change a line is sent, so that nobody takes the silence for an end."""
MOST = 200
"""How many browsers are told at one time."""


class Watching:
    """The browsers that are told of changes."""

    def __init__(self, site: Site, is_over: Callable[[], bool]) -> None:
        self._site = site
        self._is_over = is_over
        self._told = 0

    async def changes(self, _: Request) -> Response:
        """Answer with a stream of what tells pages from what they were; the first is how they are now."""
        if self._told >= MOST:
            return Response(status_code=503, headers={"Retry-After": "60"})
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[str]:
        self._told += 1
        try:
            known, quiet = "", 0
            while not self._is_over():
                stamp, quiet = self._site.shown, quiet + 1
                if stamp and stamp != known:
                    yield f"event: changed\ndata: {stamp}\n\n"
                    known, quiet = stamp, 0
                elif quiet >= A_WHILE:
                    yield ":\n\n"
                    quiet = 0
                await asyncio.sleep(EVERY)
        finally:
            self._told -= 1
