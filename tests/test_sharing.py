"""A log that is shared out, and followed in parts, says what it says on one machine: whatever moves the rows."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import line, text
from treacherous import SOUND, TREACHEROUS
from worlds import logs, said

from detente.log.record import Record
from detente.world import dealing, turned_rows
from detente.world.answers import spells_table
from detente.world.arriving import brought_together
from detente.world.reading import columns
from detente.world.replay import followed
from detente.world.sharing import LINES, Asked, LinesLost, read
from detente.world.spells import spells
from detente.world.turned import Courses, Part, Turned
from detente.world.world import World

SHORT = [one for one in TREACHEROUS.values() if len(one) < 1_000]
NOW = datetime(2025, 1, 1, tzinfo=UTC)
CODES = ("AUT", "BEL", "BGR", "CHE", "CHL", "COL", "CUB", "DEU", "DNK", "EGY", "ESP", "FIN", "FRA", "GBR", "GRC", "HUN",
         "IND", "ITA", "JPN", "KEN", "LUX", "MEX")  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def _in_few_shares() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dealing, "SHARES", 13)  # a line of no pair is in each
        yield


def told(world: World) -> dict[Any, Any]:
    """Return what a world says of each pair, and what was passed over."""
    found: dict[str, Any] = said(world.columns)
    of_pairs = zip(found["pairs"], found["surveys"], strict=True)
    told: dict[Any, Any] = {pair: ([], surveys) for pair, surveys in of_pairs}
    for pair, *event in found["events"]:
        told[pair][0].append(event)
    for passed in world.passed_over:
        told.setdefault((passed.pair, "passed over"), []).append((passed.line, passed.phrase))
    return told | {(pair, "left out"): findings for pair, findings in found["left out"]}


def stayed(courses: Courses) -> Any:
    """Return what base rates are made of."""
    found = spells(courses, date(2000, 6, 30))
    sure = np.append(courses.acts.confidence, -1)[[found.began, found.ended]].tolist()
    surveys, extents = (dict(zip(courses.pairs, of, strict=True)) for of in (courses.surveys, courses.extents))
    return spells_table(courses, found).to_pylist(), sure, surveys, extents, courses.last_day


def lines_of(data: bytes) -> list[bytes]:
    parts = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return [*(part + b"\n" for part in parts[:-1]), *filter(None, parts[-1:])]


def rows_of(data: bytes, size: int) -> list[pa.RecordBatch]:
    """Read the lines of a log, in batches of so many."""
    numbered = list(enumerate(lines_of(data), 1))
    parts = [numbered[start : start + size] for start in range(0, len(numbered), size)]
    return list(read(pa.record_batch([*map(list, zip(*part, strict=True))], LINES) for part in parts))


def dealt(rows: Sequence[pa.RecordBatch], among: int, seed: int) -> Iterator[list[pa.RecordBatch]]:
    """Deal rows out among so many, by their shares, in no order."""
    table = pa.Table.from_batches(rows)
    for number in range(among):
        mine = [row for row, share in enumerate(table["share"].to_pylist()) if share % among == number]
        random.Random(seed).shuffle(mine)
        yield table.take(pa.array(mine, pa.int64())).to_batches(max_chunksize=3)


def alike(data: bytes, known: date | None = None, *, lenient: bool = False, among: int = 2, size: int = 4) -> None:
    """Hold a log that is shared out equal to the one that is read as a whole."""
    whole = Record("log", data, limit=NOW)
    expected = followed(columns(whole, known), lenient=lenient)
    found: dict[Any, Any] = {}
    turned: list[Any] = []
    untold: list[str] = []
    for rows in dealt(rows_of(data, size), among, len(data)):
        for share in brought_together(rows, Asked(known, lenient, limit=NOW)):
            found |= told(share.world)
            turned.append(turned_rows.rows_of(Part.of(share.world)))
            untold += [*map(str, share.record.findings_of_no_pair)] if share.is_first else []
    assert found == told(expected)
    gathered = pa.concat_tables(turned)
    random.Random(len(data)).shuffle(order := [*range(len(gathered))])
    courses = Turned([turned_rows.part_of(gathered.take(pa.array(order, pa.int64())))])
    assert stayed(courses) == stayed(expected)
    assert untold == [*map(str, whole.findings_of_no_pair)]


def test_treacherous_lines_are_read_in_shares_as_the_record_reads_them() -> None:
    pairs = combinations(CODES, 2)
    before, after = text(*SOUND), text(line(on="1970", id="after"))
    parts = [
        (before + (tried if isinstance(tried, bytes) else tried.encode()) + b"\n" + after)
        .replace(b'"CAN"', f'"{one}"'.encode())
        .replace(b'"IRN"', f'"{other}"'.encode())
        for tried, (one, other) in zip(SHORT, pairs, strict=False)
    ]
    alike(b"".join(parts), size=100, among=7)
    alike(b"".join(parts), date(2019, 12, 31), size=1000, among=3)


@settings(deadline=None, max_examples=25)
@given(logs(), logs(), st.sampled_from((None, date(2020, 6, 1))), st.booleans(), st.sampled_from(SHORT))
def test_a_log_that_is_shared_out_says_what_it_says_as_a_whole(
    one: list[dict[str, object]],
    other: list[dict[str, object]],
    known: date | None,
    lenient: bool,
    spoiled: str | bytes,
) -> None:
    raw = spoiled if isinstance(spoiled, bytes) else spoiled.encode()
    alike(text(*one) + raw + b"\n" + text(*other), known, lenient=lenient, among=3)


def test_a_line_that_breaks_off_counts_for_nothing_in_any_share() -> None:
    alike(text(*SOUND) + b'{"id": "torn", "kind": "noted", "par')
    alike(text(*SOUND) + b'{"id": "torn", "kind": "noted", "parties": ["CAN", "IRN"], "on": "1970')


def test_rows_that_are_lost_or_come_twice_are_never_answered_from() -> None:
    rows = pa.Table.from_batches(rows_of(text(*SOUND), 10))
    lines = [row for row, count in enumerate(rows["count"].to_pylist()) if count is None]
    for wrong in ([row for row in range(len(rows)) if row != lines[1]], [*range(len(rows)), lines[1]]):
        with pytest.raises(LinesLost, match=r"Nothing is answered"):
            list(brought_together(rows.take(pa.array(wrong)).to_batches(), Asked()))


def test_what_is_no_log_is_said_to_be_none() -> None:
    with pytest.raises(LinesLost, match="this is no log"):
        rows_of(b"word\n" * 2000, 500)


def test_a_pair_is_in_one_share() -> None:
    shares = pa.Table.from_batches(rows_of(text(*SOUND, *SOUND), 3)).select(["pair", "share"]).group_by("pair")
    assert all(len({*one}) == 1 for one in shares.aggregate([("share", "list")])["share_list"].to_pylist())
    assert all(
        0 <= one < dealing.SHARES
        for found in shares.aggregate([("share", "list")])["share_list"].to_pylist()
        for one in found
    )
