"""What a line is about, told from its bytes: held against readers of JSON, and against lines made to deceive."""

import json
from typing import Any
from zlib import crc32

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from making import line, text

from detente.log.outline import BOM, Outline, lines_to_read, outlines
from detente.model.errors import AmbiguousCountry, SameCountry, UnknownCountry
from detente.model.pairs import Pair

CANADA_IRAN, NORWAY_PERU = Pair("CAN", "IRN"), Pair("NOR", "PER")


def pair_of(raw: bytes | str) -> Pair | None:
    """Return the pair of the only line of a log."""
    (outline,) = outlines(raw if isinstance(raw, bytes) else raw.encode())
    return outline.pair


def first_of_a_name(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of JSON, in which the first of two equal names counts."""
    return dict(reversed(members))


def read_whole(raw: bytes) -> tuple[Pair | None, object]:
    """Return what the slow way tells of a line of JSON: its pair and its id."""
    fields: Any = json.loads(raw.decode(), object_pairs_hook=first_of_a_name)
    if not isinstance(fields, dict):
        return None, None
    named = fields.get("id")
    parties = fields.get("parties")
    pair = None
    if isinstance(parties, list) and len(parties) == 2 and all(isinstance(one, str) for one in parties):
        try:
            pair = Pair.of(*parties)
        except (UnknownCountry, AmbiguousCountry, SameCountry):
            pair = None
    return pair, named if isinstance(named, str) else None


def test_each_line_is_outlined_where_it_stands() -> None:
    data = BOM + b"\n" + text(line(id="a")) + b" \r\n" + text(line(id="ø", parties=["PER", "NOR"]))[:-1] + b"\r\n"
    found = list(outlines(data))
    assert [(one.number, one.pair, one.id) for one in found] == [(2, CANADA_IRAN, "a"), (4, NORWAY_PERU, "ø")]
    for one in found:
        assert json.loads(data[one.offset : one.offset + one.length])["id"] == one.id
    assert [one.offset for one in outlines(text(line()), 100, 5)] == [100]
    assert list(outlines(b"")) == list(outlines(BOM)) == []


IN_A_SOURCE = [{"title": "t", "publisher": "p", "parties": ["NOR", "PER"]}]
WHOLE = json.dumps(line(id="x"))


@pytest.mark.parametrize(
    ("raw", "pair"),
    [
        (json.dumps({"sources": IN_A_SOURCE} | line()), CANADA_IRAN),
        (json.dumps({"sources": IN_A_SOURCE} | line(parties=None)), None),
        (json.dumps(line(sources=IN_A_SOURCE, parties=None) | {"parties": ["CAN", "IRN"]}), CANADA_IRAN),
        (json.dumps({"note": 'says "parties": ["NOR", "PER"]'} | line()), CANADA_IRAN),
        (json.dumps({"note": '"parties": ["NOR", "PER"], '} | line(parties=None)), None),
        (json.dumps({"note": "ends with a \\"} | line()), CANADA_IRAN),
        (json.dumps({"note": '\\"parties'} | line()), CANADA_IRAN),
        (WHOLE.replace('"parties"', '"p\\u0061rties"'), CANADA_IRAN),
        (WHOLE.replace('"CAN"', '"\\u0043AN"', 1), CANADA_IRAN),
        (WHOLE.replace('"CAN", "IRN"', '"Iran", "CA"'), CANADA_IRAN),
        (WHOLE.replace('["CAN", "IRN"]', '["CAN", "IRX"]'), None),
        (WHOLE.replace('["CAN", "IRN"]', '["CAN", "CAN"]'), None),
        (WHOLE.replace('["CAN", "IRN"]', '["CAN"]'), None),
        (WHOLE.replace('["CAN", "IRN"]', '["CAN", "IRN", "USA"]'), None),
        (WHOLE.replace('["CAN", "IRN"]', '"CAN-IRN"'), None),
        (WHOLE.replace('["CAN", "IRN"]', '[["CAN", "IRN"]]'), None),
        (WHOLE.replace('"parties": ["CAN", "IRN"]', '"parties"\t:\r[ "CAN" ,"IRN" ] '), CANADA_IRAN),
        (WHOLE[:-1] + ', "parties": ["NOR", "PER"]}', CANADA_IRAN),
        (WHOLE.replace('"parties"', '"parties": 3, "parties"'), None),
        ('{"id": "a", "' + WHOLE[2:], CANADA_IRAN),
        # What is no JSON is followed by its brackets and quotation marks.
        (WHOLE[:-1] + ",}", CANADA_IRAN),
        (WHOLE.replace(", ", " ", 1), CANADA_IRAN),
        (WHOLE.replace('"x"', "x"), CANADA_IRAN),
        (WHOLE.replace('"x"', '"x'), None),
        ('{"sources": [{"parties": ["NOR", "PER"]}], ' + WHOLE[1:-1], CANADA_IRAN),
        ('{"sources": [{"parties": ["NOR", "PER"]}], "note"', None),
        ('["parties": ["CAN", "IRN"]]', CANADA_IRAN),
        ('[{"parties": ["CAN", "IRN"]}]', None),
        ("nonsense", None),
        ("12", None),
        ('"parties"', None),
    ],
)
def test_only_the_parties_of_the_line_itself_count(raw: str, pair: Pair | None) -> None:
    assert pair_of(raw) == pair
    for asked in (CANADA_IRAN, NORWAY_PERU):
        assert list(lines_to_read(raw.encode(), asked)) == [(0, len(raw.encode()))] or pair not in (asked, None)


def test_bytes_that_are_no_utf8_hide_no_pair() -> None:
    raw = WHOLE.encode()
    assert pair_of(raw.replace(b"Something", b"\xe8")) == CANADA_IRAN
    (outline,) = outlines(raw.replace(b'"x"', b'"\xe8"'))
    assert (outline.pair, outline.id) == (CANADA_IRAN, None)


@pytest.mark.parametrize("deep", [b"[" * 1_000_000, b'{"parties":' * 100_000, b'{"id": ' + b"9" * 1_000_000 + b"}"])
def test_nonsense_is_about_nobody(deep: bytes) -> None:
    assert list(outlines(deep)) == [Outline(1, 0, len(deep), crc32(deep), None, None)]


NAMES = st.sampled_from(["id", "parties", "kind", "note", "sources", "", "é", 'a"b', "par\\ties"])
CODES = st.sampled_from(["CAN", "IRN", "NOR", "PER", "Iran", "XXX", "CA", ""])
PARTIES = st.lists(CODES, min_size=1, max_size=3) | st.tuples(CODES, CODES).map(list)


@st.composite
def written(draw: st.DrawFn) -> bytes:
    """Draw an object of JSON, written in one of many ways, in which names may stand twice and lie within each other."""

    def space() -> str:
        return draw(st.sampled_from(["", " ", "", " ", "\t"]))

    def put(value: object) -> str:
        return json.dumps(value, ensure_ascii=draw(st.booleans()))

    def value(name: str, depth: int) -> str:
        kinds = [PARTIES.map(put) if name == "parties" else st.text(max_size=4).map(put)]
        kinds += [PARTIES.map(put), st.just("3"), CODES.map(put)]
        if depth:
            kinds += [st.just(None), st.just(None)]
        chosen = draw(st.one_of(*kinds))
        if chosen is None:
            return "[" + ",".join(members(depth - 1) for _ in range(draw(st.integers(0, 2)))) + "]"
        return chosen

    def members(depth: int) -> str:
        names = draw(st.lists(NAMES, max_size=5))
        parts = []
        for name in names:
            quoted = put(name)
            if name and draw(st.integers(0, 9)) == 0:
                quoted = f'"\\u{ord(name[0]):04x}{put(name[1:])[1:]}'
            parts.append(f"{space()}{quoted}{space()}:{space()}{value(name, depth)}{space()}")
        return "{" + ",".join(parts) + "}"

    return members(2).encode(errors="replace")


@given(written())
@example(b'{"id": "a", "parties": ["CAN", "IRN"]}')
@example(b'{"id":"a","kind":"noted","parties":["CAN","IRN"],"id":"b"}')
def test_what_is_told_from_the_bytes_is_what_a_reader_of_json_tells(raw: bytes) -> None:
    (outline,) = outlines(raw)
    assert (outline.pair, outline.id) == read_whole(raw)


@given(st.lists(written() | st.binary(max_size=30).map(lambda some: some.replace(b"\n", b"")), max_size=6))
def test_no_line_of_a_pair_is_passed_over(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    places = set(lines_to_read(data, CANADA_IRAN))
    for outline in outlines(data, 0):
        is_ours = outline.pair in (CANADA_IRAN, None)
        assert not is_ours or (outline.offset, outline.offset + outline.length) in places or data.startswith(BOM)
