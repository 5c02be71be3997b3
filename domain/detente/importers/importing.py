"""Importing: rows are read, made into lines, held against the log and its rules, and added; the rest is kept aside."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from json import dumps
from typing import Self, TypeAlias

from detente.importers.account import Account
from detente.importers.aside import Aside, Asides
from detente.importers.coming import Dropped, NotImported, Outcome, Taken
from detente.importers.near import near
from detente.importers.staging import Staged, Staging
from detente.log.appending import Log
from detente.log.findings import Finding
from detente.log.incoming import NotAdded, read_all
from detente.log.sifting import sift
from detente.model.events import Event, Line, Survey
from detente.model.pairs import Pair

AT_ONCE = 10_000
"""How many lines are added to the log at once."""

IsWanted: TypeAlias = Callable[[Event, Event, str], bool]
"""Whether to add an event though the log may have it already: it, the one in the log, and the place in the source."""

_COLUMN = re.compile(r"^(, column \d+)?:? *")
_NOT_ALL_ADDED = (
    "not all that was found of the pair is added, so that nobody can say that the log has what was looked for: "
    "look at what was not added first."
)
_TWICE = "the importer gives the id “{}” to more than one line."
_SAYS_OTHERWISE = (
    "the log has the id “{}” for another event, or the source says now something else: correct the log by hand "
    "(detente add --retracts)."
)


class Import:
    """One import into a log: what comes of its rows is added, or kept aside; `account` says how much of each.

    Without `asides` it is a trial: all is held against the log as ever, and nothing is written. To be used in a
    ``with`` statement.
    """

    def __init__(self, log: Log, is_wanted: IsWanted, asides: Asides | None = None) -> None:
        self.account = Account()
        self._staging = Staging()
        self._log = log
        self._is_wanted = is_wanted
        self._asides = asides

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._staging.__exit__()

    def read(self, outcomes: Iterable[Outcome], progress: Callable[[int], None]) -> None:
        """Read what an importer makes of its rows; `progress` is told how many rows have been read.

        Raises `NotImported` where an importer breaks its promises, and what it raises itself.
        """
        for outcome in outcomes:
            self._take(outcome)
            progress(self.account.rows)

    def add(self) -> Account:
        """Add what was read, and return the account. What the log has already, by id, is passed over.

        Raises what `Log.append` raises for the log.
        """
        waiting: list[Staged] = []
        for pair, staged in self._staging.by_pair():
            waiting += self._fit(pair, staged)
            if len(waiting) >= AT_ONCE:
                self._add(waiting)
                waiting = []
        self._add(waiting)
        return self.account

    def _take(self, outcome: object) -> None:
        match outcome:
            case Dropped(reason, rows, where, is_part):
                self.account.rows += 0 if is_part else rows
                counted = self.account.parts if is_part else self.account.dropped
                counted[reason] += rows
                self.account.first.setdefault(reason, where)
            case Finding():
                self.account.rows += 1
                self.account.found([outcome])
            case Taken(events, where, rows, needs):
                self.account.rows += rows
                lines = [Staged(where, dict(event), needs.get(str(event.get("id")))) for event in events]
                if self._stage(lines, where):
                    self.account.taken += rows
            case _:
                raise NotImported(f"The importer says of a row what is no outcome: {outcome!r}.")

    def _stage(self, staged: Sequence[Staged], where: str) -> bool:
        """Keep the lines of a row, or none of them where one is no line of a log; return whether they are kept."""
        path, _, number = where.rpartition(":")
        findings: list[Finding] = []
        read: list[tuple[Line, Staged]] = []
        for one in staged:
            if "id" not in one.line:
                raise NotImported(f"{where}: the importer gives no id to what it makes of this row.")
            lines, reasons = read_all([one.line], datetime.now(UTC))
            text = dumps(one.line, ensure_ascii=False)
            for _, why in reasons:
                message = f"what is made of this row is no line of a log: {_COLUMN.sub('', why)}"
                findings.append(Finding(path, int(number or 0), 1, message, text))
            read += [(line.event, one) for line in lines]
        if findings:
            self.account.found(findings)
            return False
        for line, one in read:
            day = line.on.earliest.toordinal() if isinstance(line, Event) else 0
            if not self._staging.add(line.pair, day, one):
                self.account.repeated += 1
        return True

    def _fit(self, pair: Pair, staged: Sequence[Staged]) -> Iterator[Staged]:
        """Return what can be added of a pair, and keep aside what cannot."""
        recorded = self._log.lines_of(pair)
        new, missing = self._held_against(recorded, staged)
        sifted = sift(pair, recorded, (line for line, _ in new.values()))
        while lacking := self._without_what_they_need(new, missing | {line.id for line, _ in sifted.refused}):
            for name in lacking:
                one = new.pop(name)[1]
                self._refuse(one, f"it says nothing without “{one.needs}”, which is not added.")
            missing |= lacking
            sifted = sift(pair, recorded, (line for line, _ in new.values()))
        for line, why in sifted.refused:
            self._refuse(new[line.id][1], why)
        for line in sifted.fit:
            if isinstance(line, Survey) and (missing or sifted.refused):
                self._refuse(new[line.id][1], _NOT_ALL_ADDED)
            else:
                yield new[line.id][1]

    def _held_against(
        self, recorded: Sequence[Line], staged: Sequence[Staged]
    ) -> tuple[dict[str, tuple[Line, Staged]], set[str]]:
        """Return the lines, by their ids, that are not in the log, and the ids of those that are kept aside."""
        known = {line.id: line for line in recorded}
        new: dict[str, tuple[Line, Staged]] = {}
        missing = set[str]()
        for one in staged:
            (read,), _ = read_all([one.line], datetime.now(UTC))
            line = read.event
            if line.id in known and read.says_as_much_as(known[line.id]):
                self.account.there += 1
            elif line.id in known or line.id in new or line.id in missing:
                missing.add(line.id)
                self._refuse(one, (_SAYS_OTHERWISE if line.id in known else _TWICE).format(line.id))
            elif twin := self._unwanted(line, recorded, one.where):
                missing.add(line.id)
                self.account.near += 1
                self._keep(one, f"the log may have it already: {twin.id}, {twin.on.in_words()}: {twin.summary}")
            else:
                new[line.id] = line, one
        return new, missing

    def _unwanted(self, line: Line, recorded: Sequence[Line], where: str) -> Event | None:
        """Return the event of the log that a line may be, if it is not to be added all the same."""
        twin = near(line, recorded) if isinstance(line, Event) else None
        return twin if isinstance(line, Event) and twin and not self._is_wanted(line, twin, where) else None

    @staticmethod
    def _without_what_they_need(new: dict[str, tuple[Line, Staged]], missing: set[str]) -> set[str]:
        return {name for name, (_, one) in new.items() if one.needs in missing and name not in missing}

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
