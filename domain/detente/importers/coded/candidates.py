"""Making candidates of coded events: what all sources of them have in common."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from detente.importers.coded.kinds import Kinds, NoCandidate
from detente.importers.coming import Dropped, Outcome, Taken
from detente.importers.reading import Row
from detente.model.countries import country, is_code, name_in_sentence
from detente.model.errors import DetenteError
from detente.model.existence import existed_on
from detente.model.lines import fields
from detente.model.states import Code, current
from detente.model.wording import opening


class Coded(NamedTuple):
    """What a row says, whatever the source: who did what to whom, and when."""

    id: str
    on: date
    code: str
    source: Code
    target: Code
    published: Mapping[str, str]
    """Where it can be read, as a source of an event."""


class Malformed(DetenteError):
    """A cell that does not hold what its column has."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column


class Candidates:
    """Makes candidates; of several rows that say the same of one day, the first counts."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._told = set[tuple[date, str, str, str]]()

    def outcome(self, row: Row, read: Callable[[Row, Kinds], Coded]) -> Outcome:
        """Return the candidate that a row is, or why it is none; `read` says what the row says."""
        try:
            return Taken([self._event(read(row, self._kinds))], row.where)
        except NoCandidate as why:
            return Dropped(str(why), where=row.where)
        except Malformed as wrong:
            return row.wrong(str(wrong), wrong.column)

    def _event(self, coded: Coded) -> dict[str, object]:
        candidate = self._kinds.candidate(coded.code)
        if coded.source == coded.target:
            raise NoCandidate("both actors are of one country")
        for code in (coded.source, coded.target):
            if not existed_on(code, coded.on):
                raise NoCandidate(f"“{code}” was no state on that day")
        told = (coded.on, coded.source, coded.target, coded.code)
        if told in self._told:
            raise NoCandidate("an earlier row says the same of that day")
        self._told.add(told)
        by = {"by": coded.source} if "by" in fields(candidate.kind) else {}
        summary = candidate.summary.replace("{source}", name_in_sentence(coded.source))
        return {
            "id": coded.id,
            "kind": candidate.kind,
            "parties": [coded.source, coded.target],
            **by,
            "on": coded.on.isoformat(),
            "summary": opening(summary.replace("{target}", name_in_sentence(coded.target))),
            "sources": [dict(coded.published)],
            "confidence": "reported",
            "note": f"A candidate, coded from the news by a program as CAMEO {coded.code}.",
        }


def code_of(row: Row, column: str, kinds: Kinds) -> str:
    """Return the code of a row, if it is a candidate for a kind. Raises `Malformed` and `NoCandidate`.

    The categories of CAMEO are 01 to 20: a code that begins with more has lost a zero, as in a file that some program
    has read as numbers.
    """
    code = row[column].strip()
    if code in _UNCODED:
        raise NoCandidate("nothing is coded")
    if not (code.isascii() and code.isdigit()):
        raise Malformed(column, f"“{code}” is no code of CAMEO.")
    if len(code) < 2 or int(code[:2]) > 20:
        raise Malformed(column, f"“{code}” has lost the zero at its beginning: read the codes as text.")
    kinds.candidate(code)
    return code


def number_of(row: Row, column: str) -> str:
    """Return the number that the source gives to an event; raise `Malformed`."""
    number = row[column].strip()
    if not (number.isascii() and number.isdigit()):
        raise Malformed(column, f"“{number}” is no number of an event.")
    return number


def of_code(text: str) -> Code:
    """Return the state that a code means; regions and groups have codes too, and are none. Raises `NoCandidate`."""
    if text in _UNCODED:
        raise NoCandidate("an actor has no country")
    code = _OF_CAMEO.get(text, text)
    if not is_code(code):
        raise NoCandidate(f"“{text}” is the code of no state")
    return current(code)


def of_name(text: str, on: date) -> Code:
    """Return the state that a name means on a day; raise `NoCandidate`."""
    if text in _UNCODED:
        raise NoCandidate("an actor has no country")
    try:
        return country(text, on)
    except DetenteError:
        raise NoCandidate(f"“{text}” is not known as one country") from None


_OF_CAMEO = {"ROM": "ROU"}
"""Codes of CAMEO that are those of ISO no more: it has states by the codes that they had in its first years."""

_UNCODED = ("", "NA", "---", "X")
"""What stands where nothing is coded."""
