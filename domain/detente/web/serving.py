"""Serving the page on this machine, and to nobody else."""

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path

from uvicorn import Config, Server

from detente.model.errors import DetenteError
from detente.web.app import application
from detente.web.site import Site

HERE = "127.0.0.1"


class NoPort(DetenteError):
    """A port at which nothing can be served."""


def serve(log: Path, port: int, begun: Callable[[str], None], features: Path | None = None) -> None:
    """Serve the page of a log until somebody stops it; 0 is any port that is free.

    `begun` is told the address as soon as it answers. Raises `Unreadable`, `NothingToRun` and `NoPort`.
    """
    site = Site(log, features)
    with _bound(port) as bound:
        server: Server | None = None
        config = Config(
            application(site, lambda: server is not None and server.should_exit),
            lifespan="off",
            log_config=None,
            log_level="error",  # who asks nonsense is told so, and nobody else need be
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        begun(f"http://{HERE}:{bound.getsockname()[1]}/")
        site.begin()
        server = Server(config)
        server.run(sockets=[bound])


def _bound(port: int) -> socket.socket:
    # With its protocol named, what is accepted is sent at once: asyncio asks for that by it.
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HERE, port))
        made.listen()
    except OSError as error:
        made.close()
        why = os.strerror(error.errno or errno.EADDRINUSE)
        raise NoPort(f"Nothing can be served at port {port}: {why}. Name another with --port, or 0 for any.") from error
    return made
