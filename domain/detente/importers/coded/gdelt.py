"""The importer of GDELT events, 1.0 and 2.0: raw files, or tables whose first row names the columns."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from detente.importers.coded.candidates import Candidates, Coded, Malformed, code_of, number_of, of_code
from detente.importers.coded.kinds import Kinds, NoCandidate, read_kinds
from detente.importers.coming import Importer, NotImported, Outcome
from detente.importers.reading import Form, Row, table_in_form
from detente.model.wording import listing

_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"),
    *("Type1Code", "Type2Code", "Type3Code"),
)
_EVENT = (
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
)
_BEGINNING = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{number}{part}" for number in (1, 2) for part in _ACTOR),
    *_EVENT,
)
_PLACE_1 = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
_PLACE_2 = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _layout(place: Sequence[str], *end: str) -> tuple[str, ...]:
    places = (f"{of}Geo_{part}" for of in ("Actor1", "Actor2", "Action") for part in place)
    return (*_BEGINNING, *places, *end)


LAYOUTS = {
    len(columns): columns
    for columns in (
        _layout(_PLACE_1, "DATEADDED"),
        _layout(_PLACE_1, "DATEADDED", "SOURCEURL"),
        _layout(_PLACE_2, "DATEADDED", "SOURCEURL"),
    )
}
"""The columns of raw files, by how many there are: GDELT 1.0 to March 2013 (57), 1.0 since (58), and 2.0 (61)."""

_NEEDED = {"GLOBALEVENTID", "SQLDATE", "Actor1CountryCode", "Actor2CountryCode", "IsRootEvent", "EventCode"}
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f-\x9f]+")


def read(files: Sequence[Path], mapping: Path | None) -> Iterator[Outcome]:
    """Return what becomes of each row; codes become kinds as a table says, the one that ships or another."""
    candidates = Candidates(read_kinds(mapping))
    for path in files:
        for row in table_in_form(path, partial(_form, path=path)):
            yield candidates.outcome(row, _coded) if isinstance(row, Row) else row


IMPORTER = Importer(
    "GDELT events, 1.0 and 2.0, as candidates", read, mapping="a table of kinds (see docs/importers.md)"
)


def _form(head: list[str], path: Path) -> Form:
    if "GLOBALEVENTID" in head[0].upper():
        delimiter = "\t" if "\t" in head[0] else ","
        named = {name.strip() for name in head[0].replace('"', "").split(delimiter)}
        if missing := sorted(_NEEDED - named):
            raise NotImported(f"{path} is no table of GDELT: it has no {listing(missing)}.")
        return Form(delimiter)
    # The first line may be malformed, which is told as such.
    columns = next((LAYOUTS[cells] for cells in (line.count("\t") + 1 for line in head) if cells in LAYOUTS), None)
    if columns is None:
        numbers = listing([str(number) for number in sorted(LAYOUTS)], "or")
        raise NotImported(
            f"{path} is no file of GDELT events: its first lines have not {numbers} cells, parted by tabs."
        )
    return Form("\t", columns, is_quoted=False, is_ended=True)


def _coded(row: Row, kinds: Kinds) -> Coded:
    code, number, on = code_of(row, "EventCode", kinds), number_of(row, "GLOBALEVENTID"), _day(row)
    if row["IsRootEvent"].strip() != "1":
        raise NoCandidate("it is not what the report is about (no root event)")
    source, target = of_code(row["Actor1CountryCode"].strip()), of_code(row["Actor2CountryCode"].strip())
    published = {"title": f"GDELT event {number}", "publisher": "The GDELT Project"}
    url = row.values.get("SOURCEURL", "").strip()
    if _ADDRESS.fullmatch(url):
        published["url"] = url
    return Coded(f"gdelt-{number}", on, code, source, target, published)


def _day(row: Row) -> date:
    found = _DAY.fullmatch(row["SQLDATE"].strip())
    with suppress(ValueError):
        if found:
            return date(*map(int, found.groups()))
    raise Malformed("SQLDATE", f"“{row['SQLDATE']}” is no day, such as 20120907.")
