"""One event told twice: recognised however it is written, wherever that is judged."""

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import BEGUN, OPENED, line, text

from detente.log.appending import Log
from detente.log.incoming import NotAdded
from detente.log.merging import Conflict, advice, merge
from detente.log.reading import Entry, entries
from detente.log.record import read
from detente.log.sifting import sift
from detente.model.events import Event, Line
from detente.model.happening import effective
from detente.model.pairs import Pair
from detente.model.telling import told

ONE = {"title": "A title", "publisher": "A publisher", "published": "2012", "url": "https://example.org/a"}
OTHER = {"title": "Another title", "publisher": "A publisher"}
NOTED = line(summary="The café of the “embassy” reopens.", sources=[ONE, OTHER], note="Two words.", id="first")
SURVEYED = line("surveyed", None, id="looked", families=["sanctions", "talks"], **{"from": "1990"})
OFFICE = line("office_opened", "1957", "CAN", office="consulate", id="office")

ALIKE: list[tuple[str, dict[str, object], dict[str, object]]] = [
    ("seq", NOTED, {"seq": 0}),
    ("confidence", NOTED, {"confidence": "confirmed"}),
    ("major", NOTED, {"major": False}),
    ("null", NOTED, {"announced": None, "by": None}),
    ("resident mission", OPENED, {"resident": True}),
    ("resident office", OFFICE, {"resident": True}),
    ("parties turned", NOTED, {"parties": ["IRN", "CAN"]}),
    ("sources turned", NOTED, {"sources": [OTHER, ONE]}),
    ("sources twice", NOTED, {"sources": [ONE, OTHER, ONE]}),
    ("null in a source", NOTED, {"sources": [ONE, OTHER | {"url": None, "published": None}]}),
    ("date of a source", NOTED, {"sources": [ONE | {"published": "2012-XX-XX"}, OTHER]}),
    ("spaces of a source", NOTED, {"sources": [ONE, OTHER | {"title": "Another  title"}]}),
    ("families turned", SURVEYED, {"families": ["talks", "sanctions"]}),
    ("families twice", SURVEYED, {"families": ["talks", "sanctions", "talks"]}),
    ("beginning", SURVEYED, {"from": "1990-XX-XX"}),
    ("spaces at the ends", NOTED, {"note": " Two words. "}),
    ("spaces between", NOTED, {"note": "Two  words."}),
    ("no-break space", NOTED, {"note": "Two\u00a0words."}),
    ("narrow space", NOTED, {"note": "Two\u202fwords."}),
    ("separator of lines", NOTED, {"note": "Two\u2028words."}),
    ("zero width", NOTED, {"note": "Two \u200bwords.\ufeff"}),
    ("soft hyphen", NOTED, {"note": "Two wo\u00adrds."}),
    ("ligature", line(summary="The office."), {"summary": "The o\ufb03ce."}),
    *(
        (form, NOTED, {"summary": unicodedata.normalize(form, str(NOTED["summary"]))})  # type: ignore[arg-type]
        for form in ("NFC", "NFD", "NFKC", "NFKD")
    ),
    ("set of one day", NOTED, {"on": "[2000-01-01,2000-01-01]"}),
    ("range of one day", NOTED, {"on": "[2000-01-01..2000-01-01]"}),
    ("set turned", line(on="[2000-01-01,2000-02-01]"), {"on": "[2000-02-01,2000-01-01]"}),
    ("unknown month", line(on="2000"), {"on": "2000-XX-XX"}),
    ("year as a range", line(on="2000"), {"on": "[2000-01-01..2000-12]"}),
    ("announced", line(announced="2001-02-03"), {"announced": "[2001-02-03,2001-02-03]"}),
    ("measure", line("sanctions_imposed", by="CAN", measure="An embargo."), {"measure": "An  embargo."}),
    ("conditions", line("talks_offered", by="CAN", conditions="An end."), {"conditions": "An\u00a0end."}),
]

UNLIKE: list[tuple[str, dict[str, object], dict[str, object]]] = [
    ("seq", NOTED, {"seq": 1}),
    ("confidence", NOTED, {"confidence": "reported"}),
    ("major", NOTED, {"major": True}),
    ("non-resident", OPENED, {"resident": False}),
    # A change of rank that does not say leaves it open whether the mission is resident.
    ("resident rank", line("mission_upgraded", by="CAN", level="embassy"), {"resident": True}),
    ("source less", NOTED, {"sources": [ONE]}),
    ("source of another day", NOTED, {"sources": [ONE | {"published": "2013"}, OTHER]}),
    ("family less", SURVEYED, {"families": ["sanctions"]}),
    ("end", SURVEYED, {"to": "2020"}),
    ("qualified", NOTED, {"on": "2000-01-01~"}),
    ("wider", NOTED, {"on": "[2000-01-01,2000-01-03]"}),
    ("between", line(on="[2000-01-01,2000-01-03]"), {"on": "[2000-01-01..2000-01-03]"}),
    ("capitals", NOTED, {"note": "Two Words."}),
    ("accent", NOTED, {"summary": "The cafe of the “embassy” reopens."}),
    ("joined", NOTED, {"note": "Twowords."}),
    ("actor", line("grievance_raised", by="CAN"), {"by": "IRN"}),
]


PAIR = Pair("CAN", "IRN")


def _event(fields: Mapping[str, object]) -> Line:
    (found,) = entries(json.dumps(fields).encode(), "log")
    assert isinstance(found, Entry), found
    return found.line


def _again(fields: dict[str, object], otherwise: dict[str, object]) -> dict[str, object]:
    return fields | otherwise | {"id": "again", "recorded": "2021-01-01T00:00:00Z"}


@pytest.mark.parametrize(("fields", "otherwise"), [one[1:] for one in ALIKE], ids=[one[0] for one in ALIKE])
def test_an_event_told_in_another_form_is_the_same_everywhere(
    tmp_path: Path, fields: dict[str, object], otherwise: dict[str, object]
) -> None:
    before = [BEGUN, line("grievance_raised", "1999", "IRN", id="strain")]
    again = _again(fields, otherwise)
    with Log(tmp_path / "log.jsonl") as log:
        log.append([*before, fields])
        recorded = log.path.read_bytes()
        with pytest.raises(NotAdded, match="told already"):
            log.append(again)
        assert log.append(fields | otherwise) == [fields["id"]], "the same id with the same content is no other event"
        assert log.path.read_bytes() == recorded
    one, other, *begun = map(_event, (fields, again, *before))
    late = sift(PAIR, [*begun, one], [other])
    together = sift(PAIR, begun, [one, other])
    assert [line.id for line, why in (*late.refused, *together.refused) if "told already" in why] == ["again", "again"]
    assert merge(recorded, text(*before, fields | otherwise)) == recorded


@pytest.mark.parametrize(("fields", "otherwise"), [one[1:] for one in ALIKE], ids=[one[0] for one in ALIKE])
def test_check_and_merge_advise_of_an_event_told_in_another_form(
    tmp_path: Path, fields: dict[str, object], otherwise: dict[str, object]
) -> None:
    again = _again(fields, otherwise)
    path = tmp_path / "log.jsonl"
    path.write_bytes(text(BEGUN, fields, again))
    if read(path).findings:  # the rules speak first, where it cannot happen twice
        return
    assert [found.line for found in read(path).advice if "told already" in found.message] == [3]
    ours, theirs = text(BEGUN, fields), text(BEGUN, again)
    assert [found.line for found in advice(ours, merge(ours, theirs), "") if "told already" in found.message] == [3]


@pytest.mark.parametrize(("fields", "otherwise"), [one[1:] for one in UNLIKE], ids=[one[0] for one in UNLIKE])
def test_what_says_something_else_is_not_told_twice(fields: dict[str, object], otherwise: dict[str, object]) -> None:
    assert told(_event(fields)) != told(_event(_again(fields, otherwise)))
    with pytest.raises(Conflict, match="that of one event in OURS and of another in THEIRS"):
        merge(text(BEGUN, fields), text(BEGUN, fields | otherwise))


WORDS = st.text(st.sampled_from("aé \u00a0\u0301ﬁ"), min_size=1, max_size=6).filter(str.strip)


@given(WORDS, WORDS)
def test_what_tells_the_same_has_one_hash_and_reads_alike(one: str, other: str) -> None:
    def _read(text: str) -> str:
        return " ".join(unicodedata.normalize("NFKC", text).split())

    tellings = [told(_event(line(summary=text))) for text in (one, other)]
    assert (tellings[0] == tellings[1]) == (_read(one) == _read(other))
    assert len({*tellings}) == 1 + (_read(one) != _read(other))


def test_what_counts_no_more_is_told_anew_and_what_still_counts_is_not(tmp_path: Path) -> None:
    nameless = {name: value for name, value in NOTED.items() if name not in ("id", "recorded")}
    withdrawn = {name: value for name, value in line("retracted", None, sources=None).items() if name != "recorded"}
    with Log(tmp_path / "log.jsonl") as log:
        (first,) = log.append(nameless)
        (second,) = log.append(nameless, again=True)
        log.append(withdrawn | {"id": "r1", "retracts": second})
        for opened in (log, Log(log.path)):
            with pytest.raises(NotAdded, match=f"told already, by “{first}”"):
                opened.append(nameless)
        log.append(withdrawn | {"id": "r2", "retracts": first})
        assert log.append(nameless)


def _places(*lines: dict[str, Any]) -> list[str]:
    return [one.id for one in effective(map(_event, lines))]


def test_a_replacement_with_a_seq_has_a_place_of_its_own_be_it_0() -> None:
    on = "2000-01-01"
    lines = [line("noted", on, id="a", seq=1), line("noted", on, id="b", seq=2), line("noted", on, id="c")]
    replacing = line("noted", on, id="d", retracts="a")
    assert _places(*lines, replacing) == ["c", "d", "b"]
    assert _places(*lines, replacing | {"seq": 0}) == ["c", "d", "b"]
    assert _places(*lines, line("noted", on, id="d", retracts="c")) == ["d", "a", "b"]
    assert _places(*lines, line("noted", on, id="e"), line("noted", on, id="d", retracts="c")) == ["d", "e", "a", "b"]
    assert _places(*lines, line("noted", on, id="e"), line("noted", on, id="d", retracts="c", seq=0)) == [
        *("e", "d", "a", "b"),
    ]
    without, with_0 = (_event(one) for one in (replacing, replacing | {"seq": 0}))
    assert isinstance(without, Event)
    assert told(without) != told(with_0), "the two do not stand in one place"
