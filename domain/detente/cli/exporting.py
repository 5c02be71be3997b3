"""``detente export``: what a log says, in the form of a data set of others."""

import argparse
import csv
import io
from functools import partial

from detente.cli.answer import Answer
from detente.cli.destination import delivered, destination
from detente.cli.every_pair import every_pair
from detente.cli.printing import counting
from detente.importers.dipex_rows import Exchange, columns, exchanges
from detente.model.wording import counted


def run(asked: argparse.Namespace) -> Answer:
    """Write the rows to a file, whole or not at all; or return them, for standard output."""
    to = destination(asked, [".csv"])
    every = every_pair(asked)
    rows: list[Exchange] = []
    with counting("{:,} pairs replayed") as progress:
        for number, history in enumerate(every, start=1):
            rows += exchanges(history)
            progress(number)
    rows.sort()
    table = partial(_table, rows, with_exchange=asked.de)
    if to.path is None:
        data = partial(_data, rows, with_exchange=asked.de)
        return Answer(data, lambda: [table()], every.asides, code=every.code)
    return delivered(table(), to, f"{counted(len(rows), 'row')} written to {{}}.", every.asides, every.code)


def _data(rows: list[Exchange], *, with_exchange: bool) -> list[dict[str, int]]:
    names = columns(with_exchange=with_exchange)
    return [dict(zip(names, row.cells(with_exchange=with_exchange), strict=True)) for row in rows]


def _table(rows: list[Exchange], *, with_exchange: bool) -> bytes:
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(columns(with_exchange=with_exchange))
    table.writerows(row.cells(with_exchange=with_exchange) for row in rows)
    return written.getvalue().encode()
