"""The account of an import: how many rows were read, and what became of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.importers.aside import Aside
from detente.log.findings import Finding

SHOWN = 100
"""Of how much of a sort the account keeps more than the number."""


@dataclass
class Account:
    """What became of the rows of an import, as it goes on."""

    rows: int = 0
    """Rows read."""
    taken: int = 0
    """Rows of which lines of a log were made."""
    dropped: Counter[str] = field(default_factory=Counter[str])
    """Rows that say nothing for a log, by reason."""
    parts: Counter[str] = field(default_factory=Counter[str])
    """Parts of rows that say nothing for a log, such as one state of several, by reason."""
    first: dict[str, str] = field(default_factory=dict[str, str])
    """Where the first row that was dropped for a reason stands, as far as it is told."""
    malformed: int = 0
    """Rows that could not be read, or had wrong values."""
    findings: list[Finding] = field(default_factory=list[Finding])
    """What is wrong with the first of it."""
    events: int = 0
    """Events added, those only noted among them."""
    noted: int = 0
    """Of those added the ones of the kind `noted`."""
    surveys: int = 0
    """Lines added that say what was looked for."""
    there: int = 0
    """Lines that the log had already."""
    repeated: int = 0
    """Lines that an earlier row said word for word."""
    near: int = 0
    """Events that the log may have already: not added."""
    refused: Counter[str] = field(default_factory=Counter[str])
    """Lines that cannot be added, by kind."""
    asides: list[Aside] = field(default_factory=list[Aside])
    """The first of what was not added, with the reasons."""

    def found(self, findings: Sequence[Finding]) -> None:
        """Count a malformed row, with what is wrong in it."""
        self.malformed += 1
        self.findings += findings[: SHOWN - len(self.findings)]

    def kept(self, aside: Aside) -> None:
        """Keep what was not added, if it is one of the first."""
        if len(self.asides) < SHOWN:
            self.asides.append(aside)

    def added(self, kinds: Sequence[str]) -> None:
        """Count lines that were added, by their kinds."""
        self.surveys += kinds.count("surveyed")
        self.noted += kinds.count("noted")
        self.events += len(kinds) - kinds.count("surveyed")
