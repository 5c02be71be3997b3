"""Answers that take a while: they are worked out beside the pages, which show them when they are there."""

import contextvars
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Generic, TypeVar

Found = TypeVar("Found")


class Later(Generic[Found]):
    """An answer, worked out once; where a stamp names the state of things that it is for, anew when that is another."""

    def __init__(self, work_out: Callable[[], Found], stamp: Callable[[], str] = str) -> None:
        self._work_out = work_out
        self._stamp = stamp
        self._begun: tuple[str, Future[Found]] | None = None
        self._beginning = Lock()

    def found(self, wait: float | None = 0) -> Found | None:
        """Return the answer, or nothing where it is not there after so many seconds; raise what was wrong with it.

        Without a number it is waited for, however long it takes.
        """
        future = self._future()
        try:
            return future.result(wait)
        except futures.TimeoutError:
            return None

    def _future(self) -> Future[Found]:
        stamp = self._stamp()
        with self._beginning:
            if self._begun is None or (self._begun[0] != stamp and self._begun[1].done()):
                future = Future[Found]()
                self._begun = stamp, future
                # With what this thread knows of pipes that are read once.
                run = contextvars.copy_context().run
                Thread(target=run, args=(self._answer, future), daemon=True).start()
            return self._begun[1]

    def _answer(self, future: Future[Found]) -> None:
        try:
            future.set_result(self._work_out())
        except Exception as error:  # noqa: BLE001 - whoever asks is told
            future.set_exception(error)
