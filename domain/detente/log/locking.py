"""The lock of a log: while one process and thread adds to it, the others wait."""

import fcntl
import os
import threading
import time
from pathlib import Path
from weakref import WeakSet

from detente.log.writing import NotWritten
from detente.model.errors import DetenteError

WAIT = 10.0
"""How many seconds a lock is waited for, unless said otherwise."""


class Locked(DetenteError):
    """Another process or thread holds the log."""


def lock_of(log: Path) -> Path:
    """Return the file that is locked for a log: one, by whatever name the log is called."""
    real = log.resolve()
    return real.with_name(f"{real.name}.lock")


class Lock:
    """The lock of one log, to be held in a ``with`` statement; it is released when its holder dies.

    It lies in a file beside the log, which is made when it is first held. Raises `Locked` when it is not released in
    time, and `NotWritten` where the file cannot be made.
    """

    def __init__(self, log: Path, wait: float) -> None:
        self._log = log
        self._path = lock_of(log)
        self._wait = wait
        self._threads = threading.Lock()
        self._file: int | None = None
        _LOCKS.add(self)

    def __enter__(self) -> None:
        if not self._threads.acquire(timeout=self._wait):
            raise self._is_held()
        try:
            self._acquire()
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        if self._threads.locked():
            self._threads.release()

    def leave(self) -> None:
        """Close what a forked process has inherited: whoever has the file open shares the lock."""
        self._threads = threading.Lock()
        self.close()

    def close(self) -> None:
        """Close the file, if it is open, once no thread holds the lock."""
        with self._threads:
            self._close()

    def _close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _acquire(self) -> None:
        until = time.monotonic() + self._wait
        try:
            while True:
                if self._file is None:
                    if self._log.is_fifo() or self._log.is_char_device():
                        raise NotWritten(f"{self._log} is a pipe or a device, and no file that can be added to.")
                    self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
                try:
                    fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    if time.monotonic() > until:
                        break
                    time.sleep(0.005)
                else:
                    if os.fstat(self._file).st_nlink:
                        return
                    # Somebody took the file away: whoever comes next would lock another.
                    self._close()
        except OSError as error:
            why = f"{error.strerror} ({self._path})"
            raise NotWritten(f"{self._log} cannot be locked: {why}. Nothing was added.") from error
        raise self._is_held()

    def _is_held(self) -> Locked:
        return Locked(
            f"{self._log} is being added to by another process or thread, and has been for {self._wait:g} seconds. "
            "Try again; detente add and retract wait longer with --wait."
        )


def _leave_all() -> None:
    for lock in _LOCKS:
        lock.leave()


_LOCKS: "WeakSet[Lock]" = WeakSet()
os.register_at_fork(after_in_child=_leave_all)
