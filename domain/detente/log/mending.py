"""What somebody asks for to mend a log: it is sealed, and a last line that breaks off is taken out of it."""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from detente.log.appending import Log
from detente.log.findings import Finding
from detente.log.form import foreign
from detente.log.reading import ended, entries, torn
from detente.log.seal import Seal, SealFile, checkpoints, whole_lines
from detente.log.source import Source
from detente.log.writing import NotWritten
from detente.model.errors import DetenteError


class NotSealed(DetenteError):
    """A log in which a line is no event: such a line is never sealed."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("Nothing was sealed. Mend this first:\n" + "\n".join(map(str, findings)))
        self.findings = findings


def seal(log: Log) -> None:
    """Seal a log over all its whole lines, whatever was sealed before; a last line that lacks its end is given it.

    Raises `NotSealed` where a line is no event, `Locked` and `NotWritten`.
    """
    with log.locked():
        data = log.path.read_bytes()
        wrong = [found for found in entries(data, str(log.path)) if isinstance(found, Finding)]
        if wrong:
            raise NotSealed(wrong)
        file = SealFile(log.path)
        try:
            if ended(data) != data:
                data = ended(data)
                with log.path.open("ab") as opened:
                    opened.write(b"\n")
                    opened.flush()
                    os.fsync(opened.fileno())
            changed = log.path.stat().st_mtime_ns
            file.start_again(checkpoints(whole_lines(data), Seal()), changed, is_validated=True)
        except OSError as error:
            raise NotWritten(f"{log.path} cannot be sealed: {error.strerror}.") from error
        finally:
            file.close()


def repair(log: Log) -> Path | None:
    """Move a last line that breaks off into a file beside the log; return that file, or nothing if all is whole.

    Of what is no log nothing is cut. Raises `Locked` and `NotWritten`.
    """
    with log.locked():
        data = log.path.read_bytes()
        rest = torn(data)
        if not rest or foreign(Source(data)):
            return None
        real = log.path.resolve()
        beside = real.with_name(f"{real.name}.torn-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
        try:
            with beside.open("xb") as file:
                file.write(rest)
                file.flush()
                os.fsync(file.fileno())
            with log.path.open("r+b") as file:
                file.truncate(len(data) - len(rest))
                os.fsync(file.fileno())
        except OSError as error:
            with suppress(OSError):
                beside.unlink()
            raise NotWritten(f"{log.path} cannot be repaired: {error.strerror}.") from error
        return beside
