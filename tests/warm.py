"""A process that has read the modules that commands need, and becomes a process of its own for each command.

One that starts from nothing reads them every time; so does what measures which lines the tests run. Together that is
nine tenths of what most commands take.
"""

import atexit
import gc
import json
import os
import runpy
import socket
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from threading import Lock
from typing import Any, NoReturn, TextIO, cast

LATE = ("DETENTE_", "COLUMNS", "NO_COLOR", "TERM", "PYTEST_")
"""How the names of variables begin that are looked at when something is asked, not when Python starts."""


def starts_as_here(environment: Mapping[str, str]) -> bool:
    """Whether Python starts with an environment as it does with that of the tests."""
    return all(name.startswith(LATE) for name, _ in environment.items() ^ os.environ.items())


class Warm:
    """The process that waits; it ends when nobody can ask it any more."""

    def __init__(self) -> None:
        """Start it."""
        self._asking, asked = socket.socketpair()
        self._one_by_one = Lock()
        self._process = subprocess.Popen([sys.executable, __file__, str(asked.fileno())], pass_fds=[asked.fileno()])
        asked.close()
        atexit.register(self._end)

    def _end(self) -> None:
        self._asking.close()
        self._process.wait()

    def run(
        self, arguments: Sequence[str], cwd: Path | None, stdin: str, environment: Mapping[str, str]
    ) -> "subprocess.CompletedProcess[str]":
        """Run ``detente`` as a process, with pipes to it and from it."""
        (its_in, into), (out, its_out), (wrong, its_wrong) = os.pipe(), os.pipe(), os.pipe()
        told = {"arguments": list(arguments), "cwd": str(cwd or Path.cwd()), "environment": dict(environment)}
        with self._one_by_one, ThreadPoolExecutor(3) as pool:
            socket.send_fds(self._asking, [json.dumps(told).encode() + b"\n"], [its_in, its_out, its_wrong])
            for end in (its_in, its_out, its_wrong):
                os.close(end)
            pool.submit(_write, into, stdin)
            said = [pool.submit(_read, end) for end in (out, wrong)]
            code = int(self._asking.recv(16))
        return subprocess.CompletedProcess([*arguments], code, *(one.result() for one in said))


@cache
def warm() -> Warm:
    """Return the process of these tests."""
    return Warm()


def _write(end: int, words: str) -> None:
    with suppress(BrokenPipeError), open(end, "w", encoding="utf-8") as file:  # it may not be read to its end
        file.write(words)


def _read(end: int) -> str:
    with open(end, encoding="utf-8") as file:
        return file.read()


def main(asked: socket.socket) -> None:
    """Wait for commands, and become each."""
    sys.path[0] = ""
    for room in ("cli", "log", "history", "views", "world"):
        for module in iter_modules(import_module(f"detente.{room}").__path__, f"detente.{room}."):
            import_module(module.name)
    for library in ("gherkin", "networkx", "pyarrow.parquet", "pytest_bdd", "statsmodels.duration.survfunc"):
        import_module(library)
    gc.freeze()  # what is there stays where it is, so that the pages of memory stay shared
    while asked.recv(1, socket.MSG_PEEK):
        data, files, *_ = socket.recv_fds(asked, 2**16, 3)
        while not data.endswith(b"\n"):
            data += asked.recv(2**16)
        if process := os.fork():
            for file in files:
                os.close(file)
            asked.send(str(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])).encode())
        else:
            _become(asked, json.loads(data), files)


def _become(asked: socket.socket, told: dict[str, Any], files: Sequence[int]) -> NoReturn:
    """Run ``python -m detente`` from here on, with other streams, in another folder, and told other things."""
    asked.close()
    sys.stdin, sys.stdout, sys.stderr = map(_stream, range(3), files, (sys.stdin, sys.stdout, sys.stderr))
    os.environ.clear()
    os.environ.update(told["environment"])
    os.chdir(told["cwd"])
    sys.path[0], sys.argv[1:] = told["cwd"], told["arguments"]
    code = 1
    try:
        runpy.run_module("detente", run_name="__main__", alter_sys=True)
    except SystemExit as done:
        code = int(done.code or 0)
    except BaseException:  # noqa: BLE001 - it is shown, as Python would
        traceback.print_exc()
    with suppress(OSError):
        sys.stdout.flush()
    os._exit(code)  # what is in memory need not be taken apart, which copies all of it


def _stream(number: int, file: int, before: TextIO) -> TextIO:
    os.dup2(file, number)
    os.close(file)
    buffering = 1 if number == 2 else -1  # errors are told line by line
    return cast("TextIO", open(number, before.mode, buffering, "utf-8", before.errors, closefd=False))


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
