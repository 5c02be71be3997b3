"""The lines of a log in numbers, and the pairs in whose lines something may be wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.log.outline import outlines
from detente.log.reading import HoldsNoEvent, read_line
from detente.model import events
from detente.model.countries import Code
from detente.model.dates import HistoricDate
from detente.model.events import CONFIDENCES, Event, Retraction, Survey
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.world.buffers import column_of, numbers_in
from detente.world.columns import Rank, listed
from detente.world.lines import ABSENT, FIELDS, WORDS, Coded, Line, Said, hash_of
from detente.world.values import (
    PRESENCE,
    WRONG,
    WRONG_MOMENT,
    Numbering,
    Values,
    may_have,
    microseconds,
    moments,
    wrong_words,
)

RETRACTION, SURVEY = -1, -2
"""What a line is that is no event, in the column of acts."""
NO_SEQ = np.iinfo(np.int64).min
"""The order of an event that says none."""


class Rows(NamedTuple):
    """Lines of a log that are events, retractions or surveys, in its order."""

    line: NDArray[np.int64]
    """The number of the line."""
    pair: NDArray[np.int32]
    act: NDArray[np.int32]
    """The number of what an event is to the rules; `RETRACTION` or `SURVEY`."""
    on: NDArray[np.int32]
    """The number of its date; `ABSENT` of a retraction or a survey."""
    seq: NDArray[np.int64]
    """`NO_SEQ` where the line says none."""
    recorded: NDArray[np.int64]
    """In microseconds since the beginning of 1970."""
    confidence: NDArray[np.int8]
    rank: NDArray[np.int32]
    """The number of what it says of a mission or an office."""
    id: NDArray[np.uint64]
    """A hash of its id."""
    retracts: NDArray[np.uint64]
    """That of the id that it retracts; 0 where it retracts none."""

    @classmethod
    def of(cls, rows: Iterable[tuple[int, ...]]) -> "Rows":
        """Return rows as columns."""
        columns = list(zip(*rows, strict=True)) or [()] * len(_TYPES)
        return cls(*(np.array(values, kind) for values, kind in zip(columns, _TYPES, strict=True)))

    @classmethod
    def typed(cls, columns: "Mapping[str, NDArray[Any]]") -> "Rows":
        """Return columns of whole numbers as those of rows."""
        return cls(*(columns[name].astype(kind) for name, kind in zip(cls._fields, _TYPES, strict=True)))

    @classmethod
    def all(cls, parts: Iterable["Rows"]) -> "Rows":
        """Return the rows of several parts, one after the other."""
        return cls(*map(np.concatenate, zip(cls.of(()), *parts, strict=True)))

    def at(self, chosen: NDArray[Any]) -> "Rows":
        """Return some of the rows."""
        columns: list[Any] = [values[chosen] for values in self]
        return Rows(*columns)


_TYPES: tuple[Any, ...] = (
    np.int64,
    np.int32,
    np.int32,
    np.int32,
    np.int64,
    np.int64,
    np.int8,
    np.int32,
    np.uint64,
    np.uint64,
)
_SIDES = (0, 1, None)
_CONFIRMED = CONFIDENCES.index("confirmed")


class Reader:
    """Reads lines into rows, part by part, and keeps what the numbers in them mean.

    One that goes on from rows is given what their numbers mean, and what was surveyed in their lines.
    """

    def __init__(
        self,
        pairs: Iterable[Pair] = (),
        acts: Iterable[Act] = (),
        dates: Iterable[HistoricDate] = (),
        ranks: Iterable[Rank] = (Rank(),),
        surveys: Iterable[tuple[int, Survey]] = (),
    ) -> None:
        self.pairs, self.acts = Numbering(pairs), Numbering(acts)
        self.dates, self.ranks = Numbering(dates), Numbering(ranks)
        self.surveys = [*surveys]
        """Each with the number of its line."""
        self.suspects: set[Pair] = set()
        """The pairs in whose lines something may be wrong."""
        self.of_no_pair: list[tuple[int, int]] = []
        """The lines of which no pair can be told: the offset and the length of each, in bytes."""
        self.doubted: list[Rows] = []
        """The lines in a plain form in which something may be wrong: their pairs, acts and dates mean nothing."""
        self.unread: list[int] = []
        """The numbers of the lines in another form that hold nothing that a log can hold."""
        self._countries = Numbering[Code]()
        self._kinds, self._offices = Numbering[str](), Numbering[str]()
        self._confidences = Numbering(CONFIDENCES)
        self._seqs = Numbering[int]()
        self._said = Numbering[str | bool]()
        """The levels and heads of missions, and whether these are resident."""
        numberings: dict[str, Numbering[Any]] = {
            "kind": self._kinds, "on": self.dates, "seq": self._seqs, "office": self._offices,
            "confidence": self._confidences, "by": self._countries, "power": self._countries,
            "ordered_by": self._countries, "level": self._said, "head": self._said, "resident": self._said,
        }  # fmt: skip
        self._values: dict[str, Values[Any]] = {
            name: Values(name, numberings.get(name, Numbering[Any]())) for name in FIELDS
        }
        self._values["parties"] = Values("parties", self.pairs, lambda two: Pair(*sorted(two)))
        self._two: list[tuple[int, int]] = []
        """The numbers of the countries of each pair."""

    def take(self, part: Said, *, is_vouched_for: bool) -> Rows:
        """Return the rows of a part of a log, without those in which something may be wrong."""
        rows = self._plain(part, is_vouched_for=is_vouched_for)
        if not part.others:
            return rows
        both = Rows.all((rows, Rows.of(self._one_by_one(part.others))))
        return both.at(np.argsort(both.line))

    def _plain(self, part: Said, *, is_vouched_for: bool) -> Rows:
        """Return the rows of the lines in a plain form, their values judged."""
        count = len(part.number)
        found = {
            name: self._values[name].numbers(part.fields.get(name), count) for name in FIELDS if name != "recorded"
        }
        recorded = moments(part.fields["recorded"]) if "recorded" in part.fields else np.full(count, WRONG_MOMENT)
        side = self._sides(found)
        needed = (found["kind"], found["parties"])
        is_wrong = (recorded == WRONG_MOMENT) | (side == WRONG) | (np.minimum(*needed) < 0)
        for numbers in found.values():
            is_wrong |= numbers == WRONG
        for name in WORDS:
            is_wrong |= wrong_words(name, part.fields.get(name), count)
        if not is_vouched_for:
            is_wrong |= ~self._may_be(part, found["kind"])
        if is_wrong.any():
            self._suspect(part, is_wrong)
        is_retraction = found["kind"] == self._kinds.number("retracted")
        is_event = ~is_wrong & ~is_retraction
        acts = np.full(count, RETRACTION, np.int32)
        acts[is_event] = self._acts({name: numbers[is_event] for name, numbers in found.items()}, side[is_event])
        seqs = np.array([*self._seqs.things, NO_SEQ], np.int64)
        rows = Rows(
            line=part.number,
            pair=found["parties"],
            act=acts,
            on=found["on"],
            seq=seqs[np.maximum(found["seq"], ABSENT)],
            recorded=recorded,
            confidence=np.where(found["confidence"] == ABSENT, _CONFIRMED, found["confidence"]).astype(np.int8),
            rank=self._ranks(found),
            id=part.id,
            retracts=part.retracts,
        )
        if not is_wrong.any():
            return rows
        self.doubted.append(rows.at(is_wrong))
        return rows.at(~is_wrong)

    def _sides(self, found: Mapping[str, NDArray[np.int32]]) -> NDArray[np.int32]:
        """Return which side acts in each line: 0 or 1, `ABSENT` where none does, `WRONG` if it is another country."""
        new = self.pairs.things[len(self._two) :]
        self._two += [(self._countries.number(pair.first), self._countries.number(pair.second)) for pair in new]
        two = np.array([*self._two, (WRONG, WRONG)], np.int32)[np.maximum(found["parties"], ABSENT)]
        found = {name: found[name] for name in ("by", "power", "ordered_by")}
        by = found["by"]
        side = np.where(by == two[:, 0], 0, np.where(by == two[:, 1], 1, np.where(by == ABSENT, ABSENT, WRONG)))
        is_third = (found["power"] == ABSENT) | ((found["power"] != two[:, 0]) & (found["power"] != two[:, 1]))
        orders = found["ordered_by"]
        is_other = (orders == ABSENT) | ((orders != by) & ((orders == two[:, 0]) | (orders == two[:, 1])))
        return np.where(is_third & is_other, side, WRONG).astype(np.int32)

    def _may_be(self, part: Said, kinds: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Return whether each line has the fields that its kind must have, and no others than it can have."""
        has = np.full(len(kinds), PRESENCE["id"], np.int64) | np.where(part.retracts, PRESENCE["retracts"], 0)
        is_null = np.zeros(len(kinds), np.int64)
        for name, coded in part.fields.items():
            has |= (coded.codes != ABSENT) * np.int64(PRESENCE[name])
            if "null" in coded.texts:
                is_null |= (coded.codes == coded.texts.index("null")) * np.int64(PRESENCE[name])
        names, every = [*self._kinds.things, ""], (1 << len(PRESENCE)) - 1

        def may(form: int) -> int:
            kind, there, null = form >> 2 * len(PRESENCE), form >> len(PRESENCE) & every, form & every
            return may_have(names[kind], there, null)

        forms = np.maximum(kinds, ABSENT).astype(np.int64) << len(PRESENCE) | has
        return _of_each(forms << len(PRESENCE) | is_null, may).astype(np.bool_)

    def _acts(self, found: Mapping[str, NDArray[np.int32]], side: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the number of what each line is to the rules."""
        kinds, offices = [*self._kinds.things, ""], [*self._offices.things, None]
        powers = [*self._countries.things, None]

        def number(kind: int, side: int, office: int, power: int) -> int:
            return self.acts.number(Act(kinds[kind], _SIDES[side], offices[office], powers[power]))

        return _combined((found["kind"], side, found["office"], found["power"]), number)

    def _ranks(self, found: Mapping[str, NDArray[np.int32]]) -> NDArray[np.int32]:
        """Return the number of what each line says of a mission or an office."""
        said: list[Any] = [*self._said.things, None]

        def number(level: int, head: int, resident: int) -> int:
            return self.ranks.number(Rank(said[level], said[head], said[resident]))

        return _combined([found[name] for name in Rank._fields], number)

    def _suspect(self, part: Said, chosen: NDArray[np.bool_]) -> None:
        """Note of what pairs some lines are in which something may be wrong, as far as that can be told."""
        parties = part.fields.get("parties", Coded(np.full(len(chosen), ABSENT, np.int32), []))
        pairs = {
            code: _pair_told(f'{{"parties": {parties.texts[code]}}}'.encode())
            for code in {*listed(parties.codes[chosen])} - {ABSENT}
        }
        for row in listed(np.flatnonzero(chosen)):
            self._note(pairs.get(int(parties.codes[row])), int(part.offset[row]), int(part.length[row]))

    def _note(self, pair: Pair | None, offset: int, length: int) -> None:
        if pair is None:
            self.of_no_pair.append((offset, length))
        else:
            self.suspects.add(pair)

    def _one_by_one(self, lines: Iterable[Line]) -> Iterator[tuple[int, ...]]:
        """Return a row for each of some lines that holds an event, a retraction or a survey."""
        for number, offset, raw in lines:
            try:
                yield self._row(number, read_line(raw))
            except HoldsNoEvent:
                self.unread.append(number)
                self._note(_pair_told(raw), offset, len(raw))

    def _row(self, number: int, line: events.Line) -> tuple[int, ...]:
        if isinstance(line, Survey):
            self.surveys.append((number, line))
        event = line if isinstance(line, Event) else None
        return (
            number,
            self.pairs.number(line.pair),
            self.acts.number(Act.of(event)) if event else RETRACTION if isinstance(line, Retraction) else SURVEY,
            self.dates.number(event.on) if event else ABSENT,
            NO_SEQ if event is None or event.seq is None else event.seq,
            microseconds(line.recorded),
            CONFIDENCES.index(event.confidence) if event else _CONFIRMED,
            self.ranks.number(Rank(event.level, event.head, event.resident) if event else Rank()),
            hash_of(line.id),
            0 if line.retracts is None else hash_of(line.retracts),
        )


def _pair_told(raw: bytes) -> Pair | None:
    """Return the pair that a line is about, if it can be told."""
    return next(outlines(raw, offset=1)).pair


def _combined(columns: Sequence[NDArray[np.int32]], number: Callable[..., int]) -> NDArray[np.int32]:
    """Return the number of what the numbers in some columns, `ABSENT` being the least, mean together in each row."""
    packed = np.zeros(len(columns[0]), np.int64)
    for one in columns:
        packed = packed << 10 | np.maximum(one, ABSENT) + 1
    shifts = range(10 * (len(columns) - 1), -1, -10)
    return _of_each(packed, lambda form: number(*((form >> shift & 1023) - 1 for shift in shifts)))


def _of_each(forms: NDArray[np.int64], number: Callable[[int], int]) -> NDArray[np.int32]:
    """Return the number of each of some forms, asked once of each different one."""
    encoded = column_of(forms).dictionary_encode()
    return np.array([number(form) for form in listed(numbers_in(encoded.dictionary))], np.int32)[
        numbers_in(encoded.indices)
    ]
