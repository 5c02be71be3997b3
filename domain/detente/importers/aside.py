"""What was not added: kept in a file beside the log, each line with the reason, so that nothing is lost."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from io import BufferedRandom
from pathlib import Path
from typing import NamedTuple, Self

from detente.log.writing import NotWritten


class Aside(NamedTuple):
    """One line that was not added."""

    why: str
    where: str
    """The place in the source that says it."""
    line: dict[str, object]


def file_beside(log: Path) -> Path:
    """Return where what was not added to a log is kept: ``events.jsonl.refused``."""
    return log.with_name(f"{log.name}.refused")


class Asides:
    """A file of what was not added, one JSON object a line: `why`, `where` and the `line`. What is there stays.

    To be used in a ``with`` statement. Without a path nothing is kept. Its methods raise `NotWritten`.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._file: BufferedRandom | None = None
        self._known = set[bytes]()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with self._written():
                self._file.close()

    def keep(self, aside: Aside) -> None:
        """Keep something, unless the file has it word for word."""
        if self.path is None:
            return
        data = f"{json.dumps(aside._asdict(), ensure_ascii=False)}\n".encode()
        with self._written():
            if self._file is None:
                self._file = self._opened(self.path)
            if data not in self._known:
                self._known.add(data)
                self._file.write(data)

    def _opened(self, path: Path) -> BufferedRandom:
        """Open the file for adding to it, and learn what it has; a last line that breaks off is ended."""
        file = path.open("a+b")
        if path.is_file():
            file.seek(0)
            self._known = set(file)
            if any(not line.endswith(b"\n") for line in self._known):
                file.write(b"\n")
        return file

    @contextmanager
    def _written(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            why = f"{self.path}, where what is not added is kept, cannot be written: {error.strerror}."
            raise NotWritten(f"{why} Import again, with --refused FILE for another place.") from error
