"""The events of a world on which its spells rest, apart from all others: few enough to be brought to one place.

They are those with which a status becomes another, and the first and the last of each pair; of a pair whose order is
open, all. Spells, and the rates that
are made of them, come out of a world of these alone as they do out of the whole.
"""

from json import dumps, loads
from typing import Any

import numpy as np

from detente.log.reading import read_line
from detente.model.dates import HistoricDate
from detente.model.events import CONFIDENCES, Survey, to_json
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.world.arrow import pa
from detente.world.columns import ENDLESS, Columns, Happened, Kept, LeftOut, Rank, arrays, listed
from detente.world.replay import followed
from detente.world.values import Numbering
from detente.world.world import World

_EVENTS = pa.schema(
    [
        ("pair", pa.string()),
        ("place", pa.int64()),
        ("act", pa.string()),
        ("on", pa.string()),
        ("confidence", pa.string()),
        ("line", pa.int64()),
        ("after", pa.string()),
        ("survey", pa.string()),
    ]
)
"""A row for each event, with its place among those of its pair and where it leads, or for what was looked for."""


def spell_events(world: World) -> Any:
    """Return the events on which spells rest, and what was looked for: a table of Arrow, the numbers spelled out."""
    happened, after = world.happened, world.kept
    firsts, ends = world.starts[:-1], world.starts[1:]
    first_rows = firsts[ends > firsts]
    heights = np.array([position.status.height for position in world.positions], np.int64)[world.acts.after]
    before = np.append(0, heights)[: len(heights)]
    before[first_rows] = 0
    by_end = np.lexsort((-np.arange(len(happened.pair)), happened.earliest, happened.latest, happened.pair))
    is_open = (world.openness.since < ENDLESS)[happened.pair]  # then its courses are followed, which takes all events
    turns = np.flatnonzero((heights != before) | is_open)
    rows = np.unique(np.concatenate([turns, first_rows, by_end[ends[ends > firsts] - 1]]))
    events = [
        {
            "pair": str(world.pairs[int(happened.pair[row])]),
            "place": row,
            "act": dumps(world.acts_named[int(happened.act[row])]),
            "on": world.dates.texts[int(happened.on[row])],
            "confidence": CONFIDENCES[int(happened.confidence[row])],
            "line": int(happened.line[row]),
            "after": dumps(after.configurations[int(after.after[row])]),
        }
        for row in listed(rows)
    ]
    of_pairs = zip(world.pairs, world.surveys, strict=True)
    looked = [{"pair": str(pair), "survey": to_json(survey)} for pair, surveys in of_pairs for survey in surveys]
    return pa.Table.from_pylist([*events, *looked], _EVENTS)


def restored(table: Any, left_out: "list[LeftOut]") -> World:
    """Return the world of which events and surveys were taken, in whatever order they come; and what it leaves out."""
    every = sorted(table.to_pylist(), key=lambda row: (row["pair"], row["place"] or 0))
    pairs = Numbering[str](row["pair"] for row in every)
    acts, dates, after = Numbering[str](), Numbering[str](), Numbering[str]()
    surveys: list[list[Survey]] = [[] for _ in pairs.things]
    rows: list[tuple[int, ...]] = []
    leads: list[int] = []
    for row in every:
        pair = pairs.number(row["pair"])
        if row["survey"] is not None:
            survey = read_line(row["survey"].encode())
            surveys[pair] += [survey] if isinstance(survey, Survey) else []
            continue
        on = HistoricDate.parse(row["on"])
        days = on.earliest.toordinal(), on.latest.toordinal()
        numbers = acts.number(row["act"]), dates.number(row["on"])
        rows.append((pair, *numbers, *days, CONFIDENCES.index(row["confidence"]), 0, row["line"]))
        leads.append(after.number(row["after"]))
    return followed(
        Columns(
            pairs=[Pair(*pair.split("-")) for pair in pairs.things],
            kinds=[Act(*loads(act)) for act in acts.things],
            dates=[HistoricDate.parse(on) for on in dates.things],
            ranks=[Rank()],
            happened=Happened(*arrays(rows, Happened._fields)),
            surveys=[tuple(found) for found in surveys],
            left_out=left_out,
            findings=_nothing,
            kept=Kept([tuple(loads(one)) for one in after.things], np.array(leads, np.int32)),
        )
    )


def _nothing(_: Pair) -> tuple[()]:
    """Return what is wrong with a pair that is not left out."""
    return ()
