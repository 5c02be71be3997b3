"""Importers: other people's data, brought into a log with an account of what became of each row.

An importer reads files and says, row by row, what each comes to: `Taken`, `Dropped`, or a finding made by `Row.wrong`.
What happens then is the same for all of them. `docs/importers.md` says how to write one in a package of its own.
"""

from detente.importers.coming import Dropped, Importer, Outcome, Taken
from detente.importers.reading import Form, Row, lines, table, table_in_form

__all__ = ["Dropped", "Form", "Importer", "Outcome", "Row", "Taken", "lines", "table", "table_in_form"]
