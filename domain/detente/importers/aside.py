"""What was not added: kept in a file beside the log, each line with the reason, so that nothing is lost."""

import json
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
            self._file.close()

    def keep(self, aside: Aside) -> None:
        """Keep something, unless the file has it word for word."""
        if self.path is None:
            return
        data = f"{json.dumps(aside._asdict(), ensure_ascii=False)}\n".encode()
        try:
            if self._file is None:
                self._file = self.path.open("a+b")
                self._file.seek(0)
                self._known = set(self._file)
            if data not in self._known:
                self._known.add(data)
                self._file.write(data)
        except OSError as error:
            raise NotWritten(f"{self.path} cannot be written: {error.strerror}.") from error
