"""The relations of the United States as its Department of State tells them: a guide, and a list of chiefs of mission.

The Office of the Historian publishes both as XML under CC0: the guide (`rdcr`), an article on each state with dated
acts under headings, and the list (`pocom`), a file of chiefs of mission for each state. `guide` and `chiefs` read
them; `acts` says what each act of the guide comes to; `corrections` is the editor's table, which has the last word;
`course` puts the acts and the chiefs of a state in order and says which of them change anything; `writing` makes
lines of a log of it.
"""

from detente.importers.coming import Importer
from detente.importers.state_department.importing import read

__all__ = ["IMPORTER"]

IMPORTER = Importer(
    "the relations of the United States, from its State Department's guide and chiefs of mission (rdcr, pocom)",
    read,
    mapping="a table of corrections in TOML, in place of the one that comes with the importer",
)
