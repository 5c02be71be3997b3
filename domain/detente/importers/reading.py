"""Tables of text, read as a stream: rows with their places, or what is wrong with them; the rest goes on.

A file may be compressed with gzip, or be a zip archive with one file in it, whatever its name. ``-`` is standard input.
"""

import csv
import gzip
import shutil
import sys
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from detente.importers.coming import NotImported
from detente.log.findings import Finding
from detente.log.outline import BOM
from detente.log.record import Unreadable
from detente.model.wording import counted

FEW = 50
"""Over how many lines one quoted cell can go: where it goes further, a quotation mark is missing."""
LONGEST = 2**22
"""How many characters a line can have."""


_CUT_OFF = "the last row has no end: the file was cut off, maybe within the last cell. If it is whole, add a line feed."


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


class Form(NamedTuple):
    """How a table is written."""

    delimiter: str = ","
    columns: Sequence[str] | None = None
    """The names of its columns; None where its first row has them."""
    is_quoted: bool = True
    """Whether quotation marks hold cells together; else they are letters like others."""
    is_ended: bool = False
    """Whether every row ends with a line feed, as whoever makes such files writes them: a last one that does not was
    cut off, maybe within its last cell."""


def table(
    path: Path, *, delimiter: str = ",", columns: Sequence[str] | None = None, is_quoted: bool = True
) -> Iterator[Row | Finding]:
    """Return the rows of a table; the first row names the columns unless `columns` does.

    A row that cannot be read (too many or too few cells, an open quotation mark, what is no UTF-8, a NUL) is a
    finding, and the rows after it are read. Raises `Unreadable`, and `NotImported` where the file has no rows at all.
    """
    return table_in_form(path, lambda _: Form(delimiter, columns, is_quoted))


def table_in_form(path: Path, form: Callable[[list[str]], Form]) -> Iterator[Row | Finding]:
    """Return the rows of a table as `table` does; `form` tells from its first lines how it is written."""
    with opened(path) as file:
        delimiter, columns, is_quoted, is_ended = form(_head(file))
        names = None if columns is None else list(columns)
        for found in _cells(lines(file, str(path)), str(path), delimiter, is_quoted=is_quoted):
            if isinstance(found, Finding):
                yield found
                continue
            number, cells, whole = found
            text = whole.rstrip("\r\n")
            if names is None:
                names = [cell.strip() for cell in cells]
                if len(set(names)) < len(names):
                    twice = next(name for name in names if names.count(name) > 1)
                    raise NotImported(f"{path}:{number}: two columns are called “{twice}”: rename one of them.")
            elif len(cells) != len(names):
                why = f"this row has {counted(len(cells), 'cell')}, and there are {counted(len(names), 'column')}"
                hint = "it breaks off, or a mark between cells is missing"
                if len(cells) > len(names):
                    hint = "a cell that has the mark between cells in it needs quotation marks"
                yield Finding(str(path), number, 1, f"{why}: {hint}.", text)
            elif is_ended and not whole.endswith("\n"):
                yield Finding(str(path), number, len(text) + 1, _CUT_OFF, text)
            else:
                yield Row(str(path), number, dict(zip(names, cells, strict=True)), text)
        if names is None:
            raise NotImported(f"{path} is empty.")


def _head(file: IO[bytes]) -> list[str]:
    """Return the first lines of a file, as far as they can be seen without reading it: one at least."""
    begins = bytes(file.peek(2**13))  # pyright: ignore  # every file that is opened here can look ahead
    whole = begins.removeprefix(BOM).decode(errors="replace").splitlines()
    return whole or [""]


def _cells(
    rest: Iterator[tuple[int, str] | Finding], path: str, delimiter: str, *, is_quoted: bool
) -> Iterator[tuple[int, list[str], str] | Finding]:
    """Return each row with the number of its first line and its text with its end; of a row that is none, a finding."""
    quoting = csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE
    upcoming = deque[tuple[int, str]]()
    taken: list[tuple[int, str]] = []
    broken: list[Finding] = []

    def feed() -> Iterator[str]:
        while len(taken) < FEW:
            found = upcoming.popleft() if upcoming else next(rest, None)
            if found is None:
                return
            if isinstance(found, Finding):
                broken.append(found)
                return
            taken.append(found)
            yield found[1]

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
            yield Finding(path, number, 1, f"{why}.", text.rstrip("\r\n"))
            yield from broken
            continue
        if cells is None and not broken:
            return
        yield from broken
        if cells:
            yield taken[0][0], cells, "".join(text for _, text in taken)


def lines(file: IO[bytes], path: str) -> Iterator[tuple[int, str] | Finding]:
    """Return the lines of a file as text, each with its number; of one that is no text, a finding.

    A byte order mark is passed over.
    """
    number = 0
    while raw := _line(file, path, number + 1):
        number += 1
        if isinstance(raw, Finding):
            yield raw
            return
        if number == 1:
            raw = raw.removeprefix(BOM)
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


def _line(file: IO[bytes], path: str, number: int) -> bytes | Finding:
    """Return the next line of a file; a finding where its bytes cannot be read, as of an archive that is cut short."""
    try:
        return file.readline(LONGEST)
    except _BROKEN as error:
        return Finding(path, number, 1, f"the file cannot be read from here on: {_why(error)}.", "")


@contextmanager
def opened(path: Path) -> Generator[IO[bytes]]:
    """Open a file to read its bytes, those within it where it is compressed. Raises `Unreadable`."""
    try:
        with _uncompressed(path) as file:
            yield file
    except _BROKEN as error:
        raise Unreadable(f"{path} cannot be read: {_why(error)}.") from error


def _why(error: Exception) -> object:
    return getattr(error, "strerror", None) or str(error).rstrip(".")


_BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error)


@contextmanager
def _uncompressed(path: Path) -> Generator[IO[bytes]]:
    with nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as file:
        begins = bytes(file.peek(4)[:4])  # pyright: ignore  # both can look ahead
        if begins.startswith(b"\x1f\x8b"):
            with gzip.open(file) as inner:
                yield inner  # type: ignore[misc]
        elif begins == b"PK\x03\x04":
            with _seekable(file) as whole, zipfile.ZipFile(whole) as archive:
                names = [name for name in archive.namelist() if not name.endswith("/")]
                if len(names) != 1:
                    raise NotImported(f"{path} is an archive of {len(names)} files: unpack it and name the one meant.")
                with archive.open(names[0]) as inner:
                    yield inner
        else:
            yield file


@contextmanager
def _seekable(file: IO[bytes]) -> Generator[IO[bytes]]:
    """Return a file in which one can go back, as an archive needs: of a pipe a copy on disk."""
    if file.seekable():
        yield file
        return
    with TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        yield copy
