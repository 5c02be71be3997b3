"""Making worlds for tests, and saying what columns hold."""

import datetime as dt
from pathlib import Path

import oracle
from hypothesis import strategies as st
from making import KINDS, TURNS, line, written_dates
from pyarrow import parquet

from detente.world.columns import Columns
from detente.world.packed import Packed

PAIRS = (("CAN", "IRN"), ("CAN", "USA"), ("IRN", "USA"))
EARLIER, LATER = "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"
FAMILIES = ("relations", "missions", "recalls", "grievances", "sanctions", "talks", "offices")


@st.composite
def logs(draw: st.DrawFn) -> list[dict[str, object]]:
    """Draw a log of a few pairs: uncertain dates, retractions, replacements, recording days, confidences, surveys.

    Some of its events the rules refuse.
    """
    kinds = KINDS + TURNS * 6 + [("noted", None), ("office_opened", "CAN"), ("office_closed", "CAN")]
    kinds += [("protecting_power_named", "CAN"), ("protecting_power_ended", "CAN")]
    lines: list[dict[str, object]] = []
    for parties in draw(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=3, unique=True)):
        drawn = draw(st.lists(st.tuples(st.sampled_from(kinds), written_dates()), max_size=10))
        drawn.sort(key=lambda one: min(one[1][1]))
        facts = oracle.nothing()
        for (kind, by), (on, _) in [(("relations_established", None), ("1999", None)), *drawn]:
            side = {None: None, "CAN": "a", "IRN": "b"}[by]
            more = {"office": "consulate"} if kind.startswith("office") else {}
            more |= {"power": draw(st.sampled_from(("ITA", "CHE")))} if kind == "protecting_power_named" else {}
            after = oracle.after(facts, kind, side, **more)
            if after is None and draw(st.integers(0, 40)):
                continue
            facts = after or facts
            fields = more | {
                "id": f"{len(lines)}",
                "parties": list(parties),
                "seq": draw(st.sampled_from((None, None, None, 0, 1, -1))),
                "recorded": draw(st.sampled_from((EARLIER, LATER))),
                "confidence": draw(st.sampled_from((None, None, "reported", "disputed"))),
            }
            lines.append(line(kind, on, by and parties[PAIRS[0].index(by)], **fields))
        mine = [one["id"] for one in lines if one["parties"] == list(parties)]
        if draw(st.integers(0, 2)) == 0:
            gone = {"id": f"{len(lines)}", "parties": list(parties), "retracts": draw(st.sampled_from(mine))}
            lines.append(line("retracted", None, recorded=LATER, sources=None, **gone))
            mine.remove(gone["retracts"])
        if mine and draw(st.integers(0, 2)) == 0:
            fields = {"id": f"{len(lines)}", "parties": list(parties), "retracts": mine[-1], "recorded": LATER}
            lines.append(line("noted", draw(written_dates())[0], **fields))
        if draw(st.integers(0, 2)) == 0:
            families = draw(st.lists(st.sampled_from(FAMILIES), min_size=1, unique=True))
            until = draw(st.sampled_from((None, "2000-03")))
            fields = {"id": f"{len(lines)}", "parties": list(parties), "families": families, "to": until}
            lines.append(line("surveyed", None, **fields, **{"from": "2000-01-15"}))
    return lines


@st.composite
def longer(draw: st.DrawFn) -> list[dict[str, object]]:
    """Draw the log of one pair: events close to each other, whose order is open now and then. The rules refuse none."""
    kinds = KINDS + TURNS * 3 + [("noted", None), ("office_opened", "CAN"), ("office_closed", "CAN")]
    apart = st.sampled_from((0, 0, 1, 3, 10, 40))
    events = draw(st.lists(st.tuples(st.sampled_from(kinds), apart, st.integers(0, 3)), max_size=30))
    has_seqs = draw(st.booleans())
    lines, facts, day = [line("relations_established", "1999", id="0")], oracle.nothing(), dt.date(2000, 1, 1)
    facts = oracle.after(facts, "relations_established", None) or facts
    for (kind, by), later, vague in events:
        office = {"office": "consulate"} if kind.startswith("office") else {}
        more: dict[str, object] = {**office}
        after = oracle.after(facts, kind, {None: None, "CAN": "a", "IRN": "b"}[by], **office)
        day += dt.timedelta(later)
        on = (str(day), str(day), f"[{day}..{day + dt.timedelta(later)}]", f"[{day},{day + dt.timedelta(later + 2)}]")
        if after is not None:
            facts = after
            confidence = draw(st.sampled_from((None, "reported")))
            more |= {"seq": len(lines)} if has_seqs else {}
            lines.append(line(kind, on[vague], by, id=str(len(lines)), confidence=confidence, **more))
    last = lines[-1]
    ending: list[dict[str, object]] = draw(
        st.sampled_from(
            (
                [],
                [last | {"id": "again", "retracts": last["id"], "recorded": LATER}],
                [line("retracted", None, id="gone", retracts=last["id"], recorded=LATER, sources=None)],
                [line("surveyed", None, id="surveyed", families=["relations"], **{"from": "2000-01-15"})],
            )
        )
    )
    return lines + ending


def said(read: Columns) -> dict[str, object]:
    """Return what columns say, without the numbers that are their own affair."""
    happened = read.happened
    return {
        "pairs": list(read.pairs),
        "events": [
            (read.pairs[pair], read.kinds[act], read.dates[on], read.ranks[rank], *rest)
            for pair, act, on, rank, *rest in zip(
                happened.pair.tolist(), happened.act.tolist(), happened.on.tolist(), happened.rank.tolist(),
                happened.earliest.tolist(), happened.latest.tolist(), happened.confidence.tolist(), strict=True,
            )
        ],
        "surveys": list(read.surveys),
        "left out": [(pair, [*map(str, findings)]) for pair, findings in read.left_out],
    }  # fmt: skip


def content(path: Path) -> dict[str, object]:
    """Give what is in a packed file, without the numbers that are its own affair."""
    packed = Packed(path)
    columns, found = packed.columns(), packed.lines()
    kept, dates = columns.kept, [*columns.dates, None]
    assert kept is not None
    return said(columns) | {
        "of": packed.of,
        "lines": [
            (found.pairs[pair], found.acts[act] if act >= 0 else act, dates[on], found.ranks[rank], *rest)
            for pair, act, on, rank, *rest in zip(
                *(getattr(found.rows, name).tolist() for name in ("pair", "act", "on", "rank")),
                *(getattr(found.rows, name).tolist() for name in ("line", "seq", "recorded", "confidence")),
                *(getattr(found.rows, name).tolist() for name in ("id", "retracts")),
                strict=True,
            )
        ],
        "all surveys": found.surveys,
        "after": [kept.configurations[number] for number in kept.after.tolist()],
        "first and last": [[dates[on] for on in ends.tolist()] for ends in packed.first_and_last],
        "known again": sorted(parquet.read_table(path, columns=["pair", "line", "known_again"]).to_pylist(), key=str),
    }
