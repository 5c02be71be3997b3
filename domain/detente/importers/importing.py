"""Importing: rows are read, made into lines, held against the log and its rules, and added; the rest is kept aside."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from json import dumps

from detente.importers.account import Account
from detente.importers.aside import Aside, Asides
from detente.importers.coming import Dropped, NotImported, Outcome, Taken
from detente.importers.near import near
from detente.importers.staging import Staged, Staging
from detente.log.appending import Log
from detente.log.findings import Finding
from detente.log.incoming import NotAdded, read_all
from detente.log.sifting import sift
from detente.model.events import Event, Line
from detente.model.pairs import Pair

AT_ONCE = 10_000
"""How many lines are added to the log at once."""

_SAYS_OTHERWISE = (
    "the log has the id “{}” for another event, or the source says now something else: correct the log by hand "
    "(detente add --retracts)."
)


class Import:
    """One import into a log: what comes of its rows is added, or kept aside; `account` says how much of each.

    Without `asides` it is a trial: all is held against the log as ever, and nothing is written. `is_wanted` says
    whether to add an event (the first) though the log may have it already (the second).
    """

    def __init__(self, log: Log, is_wanted: Callable[[Event, Event], bool], asides: Asides | None = None) -> None:
        self.account = Account()
        self._log = log
        self._is_wanted = is_wanted
        self._asides = asides

    def run(self, outcomes: Iterable[Outcome], progress: Callable[[int], None]) -> Account:
        """Import what an importer makes of its rows; `progress` is told how many rows have been read.

        What the log has already, by id, is passed over. Raises `NotImported` where an importer breaks its promises,
        what it raises itself, and what `Log.append` raises for the log.
        """
        with Staging() as staging:
            for outcome in outcomes:
                self._take(outcome, staging)
                progress(self.account.rows)
            waiting: list[Staged] = []
            for pair, staged in staging.by_pair():
                waiting += self._fit(pair, staged)
                if len(waiting) >= AT_ONCE:
                    self._add(waiting)
                    waiting = []
            self._add(waiting)
        return self.account

    def _take(self, outcome: Outcome, staging: Staging) -> None:
        match outcome:
            case Dropped(reason, rows, is_part=True):
                self.account.parts[reason] += rows
            case Dropped(reason, rows):
                self.account.rows += rows
                self.account.dropped[reason] += rows
            case Finding():
                self.account.rows += 1
                self.account.found(outcome)
            case Taken(events, where, rows):
                self.account.rows += rows
                self.account.taken += rows
                for event in events:
                    self._stage(Staged(where, dict(event)), staging)

    def _stage(self, staged: Staged, staging: Staging) -> None:
        if "id" not in staged.line:
            raise NotImported(f"{staged.where}: the importer gives no id to what it makes of this row.")
        read, reasons = read_all([staged.line], datetime.now(UTC))
        for _, why in reasons:
            path, _, line = staged.where.rpartition(":")
            text = dumps(staged.line, ensure_ascii=False)
            self.account.found(Finding(path, int(line or 0), 1, why.lstrip(":, "), text))
        for line in (new.event for new in read):
            day = line.on.earliest.toordinal() if isinstance(line, Event) else 0
            if not staging.add(line.pair, day, staged):
                self.account.repeated += 1

    def _fit(self, pair: Pair, staged: Sequence[Staged]) -> Iterator[Staged]:
        """Return what can be added of a pair, and keep aside what cannot."""
        recorded = self._log.lines_of(pair)
        known = {line.id: line for line in recorded}
        new: dict[str, tuple[Line, Staged]] = {}
        for one in staged:
            (read,), _ = read_all([one.line], datetime.now(UTC))
            line = read.event
            if line.id in new:
                raise NotImported(f"{one.where}: the importer gives the id “{line.id}” to two different lines.")
            if line.id in known and read.says_as_much_as(known[line.id]):
                self.account.there += 1
            elif line.id in known:
                self._refuse(one, _SAYS_OTHERWISE.format(line.id))
            elif isinstance(line, Event) and (twin := near(line, recorded)) and not self._is_wanted(line, twin):
                self.account.near += 1
                self._keep(one, f"the log may have it already: {twin.id}, {twin.on.in_words()}: {twin.summary}")
            else:
                new[line.id] = line, one
        sifted = sift(pair, recorded, (line for line, _ in new.values()))
        for line, why in sifted.refused:
            self._refuse(new[line.id][1], why)
        for line in sifted.fit:
            yield new[line.id][1]

    def _add(self, waiting: Sequence[Staged]) -> None:
        """Add lines to the log: all at once, or each by itself where somebody has added to it meanwhile."""
        added = waiting
        if waiting and self._asides is not None:
            try:
                self._log.append([one.line for one in waiting])
            except NotAdded:
                added = [one for one in waiting if self._is_added(one)]
        self.account.added([str(one.line["kind"]) for one in added])

    def _is_added(self, one: Staged) -> bool:
        try:
            self._log.append([one.line])
        except NotAdded as refused:
            self._refuse(one, " ".join(refused.reasons))
            return False
        return True

    def _refuse(self, one: Staged, why: str) -> None:
        self.account.refused[str(one.line["kind"])] += 1
        self._keep(one, why)

    def _keep(self, one: Staged, why: str) -> None:
        aside = Aside(why, one.where, one.line)
        self.account.kept(aside)
        if self._asides is not None:
            self._asides.keep(aside)
