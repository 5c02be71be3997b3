"""A log shared among many machines: what each of them does with the lines that it is given, as batches of Arrow.

Lines are read where they lie, whichever pairs they are of: each becomes a row that says in which share its pair
belongs. The rows of a share are brought together by whoever moves them, in any order, and followed there as a log of
their own. The text of each line goes with it, so that the real validator can read again the lines of a pair in which
something may be wrong. How many rows of each pair were read is sent along as well: where others arrive, a row was
lost on the way or came twice, and there is no answer.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from json import dumps
from typing import Any, NamedTuple

import numpy as np

from detente.log.findings import Finding
from detente.log.outline import outlines
from detente.log.reading import read_one
from detente.log.source import Source
from detente.model.errors import DetenteError
from detente.model.pairs import Pair
from detente.world.arrow import pa, pc
from detente.world.columns import Days, listed
from detente.world.dealing import Dealing, share_of
from detente.world.dealing import Places as Chosen
from detente.world.lines import said
from detente.world.rows import Reader, Rows
from detente.world.slices import Slice

LINES = pa.schema([("line", pa.int64()), ("text", pa.binary())])
"""The lines of a log: the number of each, and its bytes with their line feed, which the last may lack."""

NUMBERS = ("seq", "recorded", "confidence", "id", "retracts")
WORDS = ("pair", "act", "on", "rank")
ROWS = pa.schema(
    [
        ("share", pa.int32()),
        *LINES,
        *((name, pa.string()) for name in WORDS),
        *((name, pa.int64()) for name in NUMBERS),
        ("count", pa.int64()),
    ]
)
"""What was read of each line, the numbers of this process spelled out. No `act`: the line is to be read again, or is of
no pair that could be told; then each share has it, for it may be about any. With a `count`: it is no line, but says how
many of its pair were sent from one place; or in place of a line how many were read there of a pair that is cut, for
whichever slices."""

AT_ONCE = 2**23
"""How many bytes of lines are read at once: whatever moves them brings fewer, and to begin takes time as well."""
MOST_OF_NO_PAIR = 1000
"""Of how many lines no pair can be told, in one place, before what was given is taken to be no log."""


class LinesLost(DetenteError):
    """Rows that did not arrive as they were sent, or what was given is no log."""


class Asked(NamedTuple):
    """How a log is to be followed."""

    known: date | None = None
    """As known at the end of a day."""
    lenient: bool = False
    """Whether events that the rules refuse are passed over; otherwise their pairs are left out."""
    path: str = "log"
    """What it is called where something is said of its lines."""
    limit: datetime | None = None
    """The moment after which no line can have been recorded."""
    slices: Sequence[Slice] = ()
    """Those of pairs that are cut: each is followed by itself. Events of a cut pair that are in none are not sent."""


def read(batches: Iterable[Any], slices: Sequence[Slice] = ()) -> Iterator[Any]:
    """Read lines, batches of `LINES`, in the order of the log as far as they lie together; return batches of `ROWS`.

    What has a date goes to the one of the `slices` of its pair that has it, if there are any, and all else to each.
    Raises `LinesLost`.
    """
    dealing, of_pairs = Dealing(slices), Counter[Pair]()
    yield from counted(_read(batches, dealing, of_pairs))
    for pair, lines in of_pairs.items():
        shares = dealing.shares(str(pair))
        yield _batch(share=shares, line=[lines] * len(shares), pair=[str(pair)] * len(shares), count=[0] * len(shares))


def counted(batches: Iterable[Any]) -> Iterator[Any]:
    """Return batches of rows, and behind them how many there were of each pair in each share."""
    counts = Counter[tuple[int, str]]()
    for rows in batches:
        counts.update(_counts(rows))
        yield rows
    if counts:
        share, pair = zip(*counts, strict=True)
        yield _batch(share=share, pair=pair, count=[*counts.values()])


def _read(batches: Iterable[Any], dealing: Dealing, of_pairs: Counter[Pair]) -> Iterator[Any]:
    """Read lines; count those of pairs that are cut."""
    reader, of_no_pair = Reader(), 0
    for batch in _together(batches):
        texts: list[bytes] = batch.column("text").to_pylist()
        # A blank line first, for none of these begins the log.
        source = Source(b"\n" + b"".join(texts))
        parts = [reader.take(part, is_vouched_for=False) for part in said(source, is_vouched_for=False)]
        rows = Rows.all(parts)
        place = rows.line - 2
        is_read = np.zeros(len(texts), np.bool_)
        is_read[place] = True
        numbers = batch.column("line").to_numpy()
        made = _spelled(reader, rows._replace(line=numbers[place]), batch.column("text").take(pa.array(place)))
        of_pairs.update(dealing.counted(made))
        yield from dealing.dealt(made, partial(first_days, rows, reader))
        others = [
            (int(numbers[row]), texts[row], outline.pair)
            for row in listed(np.flatnonzero(~is_read))
            for outline in outlines(texts[row], offset=1)
        ]
        again = [(line, text, str(pair)) for line, text, pair in others if pair is not None and not _is_torn(text)]
        untold = [(line, text) for line, text, pair in others if pair is None or _is_torn(text)]
        of_no_pair += len(untold)
        if of_no_pair > MOST_OF_NO_PAIR:
            raise LinesLost(
                f"Of more than {MOST_OF_NO_PAIR} lines it cannot be told what pair they are about: this is no log of "
                "events, or one that is damaged. detente check says what is wrong in it."
            )
        if sent := [(share, *one) for one in again for share in dealing.shares(one[2])]:
            share, line, text, pair = zip(*sent, strict=True)
            yield _batch(share=share, line=line, text=text, pair=pair)
        for line, text in untold:
            yield _batch(share=dealing.every, line=[line] * len(dealing.every), text=[text] * len(dealing.every))


def first_days(rows: Rows, reader: Reader, chosen: Chosen) -> Days:
    """Return the first possible day of some of the lines that were read; 0 of those without a date."""
    dates, place = np.unique(rows.on[chosen], return_inverse=True)
    days = [reader.dates.things[on].earliest.toordinal() if on >= 0 else 0 for on in listed(dates)]
    return np.array(days, np.int32)[place]


def _together(batches: Iterable[Any]) -> Iterator[Any]:
    """Return lines in fewer batches, each of about `AT_ONCE` bytes but the last."""
    held, size = list[Any](), 0
    for batch in batches:
        held.append(batch)
        size += batch.nbytes
        if size >= AT_ONCE:
            yield pa.concat_batches(held)
            held, size = [], 0
    if held:
        yield pa.concat_batches(held)


def _is_torn(text: bytes) -> bool:
    """Whether a line is the last one and breaks off: it is of no pair then, even where one can be told."""
    if text.endswith(b"\n"):
        return False
    return any(isinstance(found, Finding) and found.is_torn for found in read_one(text, "", 1, is_last=True))


def _counts(rows: Any) -> dict[tuple[int, str], int]:
    """Return how many of some rows are of each pair in each share."""
    rows = rows.filter(pc.is_valid(rows.column("pair")))
    pairs = rows.column("pair").dictionary_encode()
    width = max(len(pairs.dictionary), 1)
    keys = rows.column("share").to_numpy() * np.int64(width) + pairs.indices.to_numpy()
    words = pairs.dictionary.to_pylist()
    found, counts = np.unique(keys, return_counts=True)
    columns = map(listed, (found // width, found % width, counts))
    return {(share, words[pair]): count for share, pair, count in zip(*columns, strict=True)}


def _spelled(reader: Reader, rows: Rows, texts: Any) -> Any:
    """Return rows with what their numbers mean, as a batch of `ROWS`."""
    pairs = [str(pair) for pair in reader.pairs.things]
    words = {
        "pair": (pairs, rows.pair),
        # What is no event has a number below 0: it comes last.
        "act": ([*map(dumps, reader.acts.things), SURVEYED, RETRACTED], rows.act),
        "on": ([*(on.text for on in reader.dates.things), None], rows.on),
        "rank": ([*map(dumps, reader.ranks.things)], rows.rank),
    }
    spelled = {
        name: pa.array(known, pa.string()).take(pa.array(number % max(len(known), 1)))
        for name, (known, number) in words.items()
    }
    numbers = {name: getattr(rows, name).astype(np.int64) for name in NUMBERS}
    share = np.array(list(map(share_of, pairs)), np.int32)[rows.pair]
    return _batch(share=share, line=rows.line, text=texts, **spelled, **numbers)


SURVEYED, RETRACTED = '"surveyed"', '"retracted"'
"""How `SURVEY` and `RETRACTION` are spelled."""


def _batch(**columns: Any) -> Any:
    """Return a batch of `ROWS` of some of its columns; the others are null."""
    count = len(columns["share"])
    return pa.record_batch(
        [
            pa.array(columns[field.name], field.type) if field.name in columns else pa.nulls(count, field.type)
            for field in ROWS
        ],
        schema=ROWS,
    )
