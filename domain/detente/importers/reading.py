"""Tables of text, read as a stream: rows with their places, or what is wrong with them; the rest goes on.

A file may be compressed with gzip, or be a zip archive with one file in it, whatever its name. ``-`` is standard input.
"""

import csv
import gzip
import sys
import zipfile
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from detente.importers.coming import NotImported
from detente.log.findings import Finding
from detente.log.record import Unreadable
from detente.model.wording import counted

FEW = 50
"""Over how many lines one quoted cell can go: where it goes further, a quotation mark is missing."""
LONGEST = 2**22
"""How many characters a line can have."""


class Row(NamedTuple):
    """One row of a table."""

    path: str
    line: int
    """Where it begins, from 1."""
    values: Mapping[str, str]
    """Its cells by the names of their columns, as the text that stands there."""
    text: str
    """The whole row."""

    def __getitem__(self, column: object) -> str:  # type: ignore[override]  # a row is asked by column
        return self.values[str(column)]

    @property
    def where(self) -> str:
        """Its place, as findings name it."""
        return f"{self.path}:{self.line}"

    def wrong(self, message: str, column: str | None = None) -> Finding:
        """Return a finding about this row, at the cell of a column where one is named."""
        return Finding(self.path, self.line, self._offset(column) + 1, message, self.text)

    def _offset(self, column: str | None) -> int:
        """Return where the cell of a column begins, as far as quotation marks in the row let it be found."""
        offset = 0
        for name, cell in self.values.items() if column in self.values else ():
            offset = max(offset, self.text.find(cell, offset))
            if name == column:
                break
            offset += len(cell) + 1
        return offset


def table(
    path: Path, *, delimiter: str = ",", columns: Sequence[str] | None = None, is_quoted: bool = True
) -> Iterator[Row | Finding]:
    """Return the rows of a table; the first row names the columns unless `columns` does.

    A row that cannot be read (too many or too few cells, an open quotation mark, what is no UTF-8, a NUL) is a
    finding, and the rows after it are read. Raises `Unreadable`, and `NotImported` where the file has no rows at all.
    """
    names = None if columns is None else list(columns)
    for found in _cells(path, delimiter, csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE):
        if isinstance(found, Finding):
            yield found
            continue
        number, cells, text = found
        if names is None:
            names = [cell.strip() for cell in cells]
            if len(set(names)) < len(names):
                twice = next(name for name in names if names.count(name) > 1)
                raise NotImported(f"{path}:{number}: two columns are called “{twice}”: rename one of them.")
        elif len(cells) != len(names):
            why = f"this row has {counted(len(cells), 'cell')}, and there are {counted(len(names), 'column')}"
            yield Finding(str(path), number, 1, f"{why}: it breaks off, or a mark between cells is missing.", text)
        else:
            yield Row(str(path), number, dict(zip(names, cells, strict=True)), text)
    if names is None:
        raise NotImported(f"{path} is empty.")


def _cells(path: Path, delimiter: str, quoting: int) -> Iterator[tuple[int, list[str], str] | Finding]:
    """Return each row with the number of its first line and its text; of a row that is none, a finding."""
    with opened(path) as file:
        upcoming = deque[tuple[int, str]]()
        rest = lines(file, str(path))
        taken: list[tuple[int, str]] = []

        def feed() -> Iterator[str]:
            while True:
                found = upcoming.popleft() if upcoming else next(rest, None)
                if found is None or isinstance(found, Finding):
                    if found is not None:
                        broken.append(found)
                    return
                taken.append(found)
                if len(taken) > FEW:
                    return
                yield found[1]

        broken: list[Finding] = []
        while True:
            taken.clear()
            broken.clear()
            reader = csv.reader(feed(), delimiter=delimiter, quoting=quoting, strict=True)  # type: ignore[arg-type]
            try:
                cells = next(reader, None)
            except csv.Error as error:
                number, text = taken[0]
                upcoming.extendleft(reversed(taken[1:]))
                why = "a quotation mark is open" if "end of data" in str(error) else f"this row cannot be read: {error}"
                yield Finding(str(path), number, 1, f"{why}.", text.rstrip("\r\n"))
                yield from broken
                continue
            if cells is None:
                if not broken:
                    return
                yield from broken
            elif cells:
                yield taken[0][0], cells, "".join(text for _, text in taken).rstrip("\r\n")


def lines(file: IO[bytes], path: str) -> Iterator[tuple[int, str] | Finding]:
    """Return the lines of a file as text, each with its number; of one that is no text, a finding.

    A byte order mark is passed over.
    """
    number = 0
    while raw := file.readline(LONGEST):
        number += 1
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
            if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise NotImported(f"{path} is UTF-16: save it as UTF-8.")
        if len(raw) >= LONGEST and not raw.endswith(b"\n"):
            raise NotImported(f"{path}:{number}: this line has over {LONGEST:,} characters: the file is no table.")
        try:
            text = raw.decode()
        except UnicodeDecodeError as wrong:
            shown, column = raw.decode(errors="replace").rstrip("\r\n"), len(raw[: wrong.start].decode()) + 1
            why = f"this is not UTF-8: the byte 0x{raw[wrong.start]:02x} begins no character. Save the file as UTF-8."
            yield Finding(path, number, column, why, shown)
            continue
        if "\0" in text:
            yield Finding(path, number, text.index("\0") + 1, "there is a NUL in this line.", text.rstrip("\r\n"))
            continue
        yield number, text


@contextmanager
def opened(path: Path) -> Generator[IO[bytes]]:
    """Open a file to read its bytes, those within it where it is compressed. Raises `Unreadable`."""
    try:
        with _uncompressed(path) as file:
            yield file
    except (OSError, EOFError, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        why = getattr(error, "strerror", None) or error
        raise Unreadable(f"{path} cannot be read to its end: {why}.") from error


@contextmanager
def _uncompressed(path: Path) -> Generator[IO[bytes]]:
    with sys.stdin.buffer if str(path) == "-" else path.open("rb") as file:
        begins = bytes(file.peek(4)[:4])  # pyright: ignore  # both can look ahead
        if begins.startswith(b"\x1f\x8b"):
            with gzip.open(file) as inner:
                yield inner  # type: ignore[misc]
        elif begins == b"PK\x03\x04":
            with zipfile.ZipFile(file) as archive:
                names = [name for name in archive.namelist() if not name.endswith("/")]
                if len(names) != 1:
                    raise NotImported(f"{path} is an archive of {len(names)} files: unpack it and name the one meant.")
                with archive.open(names[0]) as inner:
                    yield inner
        else:
            yield file
