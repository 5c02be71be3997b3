"""The importer of ICEWS coded event data, as Dataverse has them or in a table with the same columns."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from detente.importers.coded.candidates import Candidates, Coded, Malformed, code_of, number_of, of_name
from detente.importers.coded.kinds import Kinds, read_kinds
from detente.importers.coming import Importer, NotImported, Outcome
from detente.importers.reading import Form, Row, table_in_form
from detente.model.wording import listing

_COLUMNS = {"event_id", "event_date", "source_country", "target_country", "cameo_code"}


def read(files: Sequence[Path], mapping: Path | None) -> Iterator[Outcome]:
    """Return what becomes of each row; codes become kinds as a table says, the one that ships or another."""
    candidates = Candidates(read_kinds(mapping))
    for path in files:
        for row in table_in_form(
            path, lambda head: Form("\t", is_quoted=False, is_ended=True) if "\t" in head[0] else Form()
        ):
            yield candidates.outcome(_renamed(row), _coded) if isinstance(row, Row) else row


IMPORTER = Importer("ICEWS coded event data, as candidates", read, mapping="a table of kinds (see docs/importers.md)")


def _renamed(row: Row) -> Row:
    """Return a row with the names of columns in one spelling: "Event ID" is ``event_id``."""
    values = {column.strip().casefold().replace(" ", "_"): text for column, text in row.values.items()}
    if missing := sorted(_COLUMNS - values.keys()):
        raise NotImported(f"{row.path} is no table of ICEWS: it has no {listing(missing)}.")
    return row._replace(values=values)


def _coded(row: Row, kinds: Kinds) -> Coded:
    code, number = code_of(row, "cameo_code", kinds), number_of(row, "event_id")
    try:
        on = date.fromisoformat(row["event_date"])
    except ValueError as wrong:
        raise Malformed("event_date", f"“{row['event_date']}” is no day, such as 2018-06-01.") from wrong
    source, target = of_name(row["source_country"], on), of_name(row["target_country"], on)
    published = {
        "title": f"ICEWS Coded Event Data, event {number}",
        "publisher": "Harvard Dataverse",
        "url": "https://doi.org/10.7910/DVN/28075",
    }
    return Coded(f"icews-{number}", on, code, source, target, published)
