"""Lines of a log that a careless reader takes for others; and logs that do not hold together."""

import json

from hypothesis import strategies as st
from making import BEGUN, OPENED, line

SOUND = [
    BEGUN,
    OPENED,
    line("relations_established", "1960", id="usa", parties=["CAN", "USA"]),
    line("surveyed", None, id="looked", families=["sanctions"], **{"from": "1955", "to": "2020"}),
]
"""What stands around the lines that are tried, of two pairs."""


WHOLE = line("mission_opened", "1961-05-02", "IRN", id="tried", seq=3, confidence="reported")
TEXT = json.dumps(WHOLE)
RECORDED = '"2020-01-01T00:00:00Z"'


def but(**fields: object) -> str:
    """Give the line with other values in some fields; none takes one out."""
    return json.dumps({name: value for name, value in (WHOLE | fields).items() if value is not ...}, ensure_ascii=False)


NOTHING_ELSE: dict[str, object] = dict.fromkeys(("by", "on", "seq", "confidence", "sources"), ...)
"""What a retraction does not have."""

TREACHEROUS: dict[str, str | bytes] = {
    "whole": TEXT,
    "compact": json.dumps(WHOLE, separators=(",", ":")),
    "wide": TEXT.replace(": ", " :\t ").replace(", ", " , "),
    "a number with a fraction for seq": TEXT.replace('"seq": 3', '"seq": 1.7'),
    "a whole number with a point for seq": TEXT.replace('"seq": 3', '"seq": 2.0'),
    "a power for seq": TEXT.replace('"seq": 3', '"seq": 1e0'),
    "text for seq": TEXT.replace('"seq": 3', '"seq": "12"'),
    "true for seq": TEXT.replace('"seq": 3', '"seq": true'),
    "null for seq": TEXT.replace('"seq": 3', '"seq": null'),
    "minus nothing for seq": TEXT.replace('"seq": 3', '"seq": -0'),
    "a zero before seq": TEXT.replace('"seq": 3', '"seq": 03'),
    "a plus before seq": TEXT.replace('"seq": 3', '"seq": +3'),
    "no number for seq": TEXT.replace('"seq": 3', '"seq": NaN'),
    "endless seq": TEXT.replace('"seq": 3', '"seq": -Infinity'),
    "the largest seq": TEXT.replace('"seq": 3', f'"seq": {2**31 - 1}'),
    "the least seq": TEXT.replace('"seq": 3', f'"seq": {-(2**31)}'),
    "too large a seq": TEXT.replace('"seq": 3', f'"seq": {2**31}'),
    "a seq of a thousand digits": TEXT.replace('"seq": 3', f'"seq": {"9" * 1000}'),
    "a comma at the end": TEXT[:-1] + ",}",
    "a comma and a space at the end": TEXT[:-1] + ", }",
    "a comma after the parties": TEXT.replace('"IRN"], ', '"IRN",], '),
    "a comma after a source": TEXT.replace("}]", "},]"),
    "two commas": TEXT.replace(", ", ",, ", 1),
    "a comma in words": but(summary="One,] two,} three, ]"),
    "no number in words": but(summary="NaN, Infinity and nan."),
    "no number in a source": TEXT.replace('"A title"', "NaN"),
    "an endless title": TEXT.replace('"A title"', "-Infinity"),
    "no number in a list in a source": TEXT.replace('"A title"', "[nan]"),
    "an id twice": TEXT[:-1] + ', "id": "tried"}',
    "another id at the end": TEXT[:-1] + ', "id": "other"}',
    "a kind twice": '{"kind": "noted", ' + TEXT[1:],
    "parties twice": TEXT[:-1] + ', "parties": ["CAN", "IRN"]}',
    "parties twice, of two pairs": TEXT[:-1] + ', "parties": ["CAN", "USA"]}',
    "parties twice, of two pairs, at the beginning": '{"parties": ["CAN", "USA"], ' + TEXT[1:],
    "a date twice": TEXT[:-1] + ', "on": "1962"}',
    "a name twice, once with escapes": TEXT[:-1] + ', "\\u006fn": "1962"}',
    "a name in a source twice": TEXT.replace('{"title"', '{"title": "Another", "title"'),
    "a name with escapes": TEXT.replace('"id"', '"\\u0069d"'),
    "a value with escapes": TEXT.replace('"mission_opened"', '"mission\\u005fopened"'),
    "an id with escapes": TEXT.replace('"tried"', '"tr\\u0069ed"'),
    "an id with a quotation mark": TEXT.replace('"tried"', '"tr\\"ied"'),
    "an id with a slash": TEXT.replace('"tried"', '"tr\\/ied"'),
    "an id of another script": but(id="ایران-1961"),
    "an id with a space": but(id="tri ed"),
    "an id with a space of another kind": but(id="tri\u00a0ed"),
    "an id with a control character": but(id="tri\x7fed"),
    "an empty id": but(id=""),
    "no id": but(id=...),
    "null for an id": but(id=None),
    "a number for an id": but(id=12),
    "a byte order mark": "\ufeff" + TEXT,
    "a carriage return at the end": TEXT + "\r",
    "two carriage returns at the end": TEXT + "\r\r",
    "a carriage return in the middle": TEXT.replace(", ", ",\r", 1),
    "a carriage return in words": TEXT.replace("Something", "Some\rthing"),
    "white space around it": f" \t{TEXT} \t ",
    "a form feed before it": f"\f{TEXT}",
    "a zero byte at the end": TEXT + "\0",
    "a zero byte in words": TEXT.replace("Something", "Some\0thing"),
    "a zero byte with escapes": TEXT.replace("Something", "Some\\u0000thing"),
    "a zero byte in a name": TEXT.replace('"seq"', '"seq\\u0000"'),
    "blank": "",
    "spaces": " \t ",
    "a zero byte": "\0",
    "a byte \\x01": TEXT.replace("Something", "Some\x01thing"),
    "torn": TEXT[: len(TEXT) // 2],
    "more after its end": TEXT + " x",
    "two on one line": TEXT + TEXT.replace("tried", "second"),
    "a remark": TEXT + " // nothing",
    "single quotation marks": TEXT.replace('"', "'"),
    "no quotation marks": TEXT.replace('"id"', "id"),
    "a list": f"[{TEXT}]",
    "text": json.dumps(TEXT),
    "a number": "12",
    "null": "null",
    "an empty object": "{}",
    "nonsense": "nonsense",
    "deep brackets": "[" * 100_000,
    "deep objects": '{"a":' * 10_000 + "1" + "}" * 10_000,
    "deep in a note": TEXT[:-1] + ', "note": ' + "[" * 3_000 + "]" * 3_000 + "}",
    "a huge number": TEXT[:-1] + f', "note": {"9" * 100_000}}}',
    "a number too large for any": TEXT[:-1] + ', "note": 1e999}',
    "half of a surrogate": TEXT.replace("Something", "Some\\ud800thing"),
    "half of a surrogate for an id": TEXT.replace('"tried"', '"\\udc00"'),
    "a whole surrogate pair": TEXT.replace("Something", "Some\\ud83d\\ude00thing"),
    "bytes that are no UTF-8": TEXT.replace("Something", "Some@thing").encode().replace(b"@", b"\xff"),
    "no UTF-8 in an id": TEXT.replace("tried", "tri@ed").encode().replace(b"@", b"\xe8"),
    "a surrogate in UTF-8": TEXT.replace("Something", "Some@thing").encode().replace(b"@", b"\xed\xa0\x80"),
    "a letter in too many bytes": TEXT.replace("Something", "Some@thing").encode().replace(b"@", b"\xc0\xaf"),
    "another separator of lines": but(summary="Some\u2028thing\u2029happened\u0085."),
    "a note of another separator": but(note="Some\u2028thing"),
    "a very long line": but(note="x" * 3_000_000),
    "codes of two letters": but(parties=["CA", "IR"]),
    "names": but(parties=["Canada", "Iran"]),
    "a name nobody knows": but(parties=["Canada", "Irran"]),
    "a name that fits two": but(parties=["Korea", "CAN"]),
    "capitals missing": but(parties=["can", "irn"]),
    "a state that was renamed": but(parties=["BUR", "CAN"], by="BUR"),
    "a state that was renamed, and its new code": but(parties=["BUR", "CAN"], by="MMR"),
    "both codes of one state": but(parties=["BUR", "MMR"], by="MMR"),
    "a former state": but(parties=["CAN", "SUN"], by="SUN"),
    "parties turned round": but(parties=["IRN", "CAN"]),
    "one party": but(parties=["CAN"]),
    "three parties": but(parties=["CAN", "IRN", "USA"]),
    "one country": but(parties=["CAN", "CAN"]),
    "a party that is none": but(parties=["CAN", None]),
    "a number for a party": but(parties=["CAN", 364]),
    "parties as text": but(parties="CAN-IRN"),
    "parties as an object": but(parties={"0": "CAN", "1": "IRN"}),
    "no parties": but(parties=...),
    "by somebody else": but(by="USA"),
    "by a name": but(by="Iran"),
    "by nobody": but(by=...),
    "by null": but(by=None),
    "by a list": but(by=["IRN"]),
    "null for an actor who need not be": but(kind="relations_severed", by=None),
    "a mutual act by one": but(kind="relations_established"),
    "a mutual act by null": but(kind="relations_established", by=None),
    "null for a note": but(note=None),
    "null for an announcement": but(announced=None),
    "an announcement": but(announced="1961-05"),
    "an announcement on no day": but(announced="1961-13"),
    "null for a confidence": but(confidence=None),
    "another confidence": but(confidence="sure"),
    "no confidence": but(confidence=...),
    "a kind nobody knows": but(kind="mission_opend"),
    "a kind in capitals": but(kind="Mission_opened"),
    "a number for a kind": but(kind=1),
    "no kind": but(kind=...),
    "an unknown field": but(sumary="x"),
    "a field of another kind": but(measure="x"),
    "a field of a mission": but(level="embassy", head="charge", resident=False),
    "another level": but(level="consulate"),
    "text for resident": but(resident="false"),
    "a number for resident": but(resident=1),
    "null for resident": but(resident=None),
    "an office": but(kind="office_opened", office="consulate"),
    "an office that is none": but(kind="office_opened", office="embassy"),
    "no office": but(kind="office_opened"),
    "null for an office": but(kind="office_opened", office=None),
    "a power": but(kind="protecting_power_named", power="CHE"),
    "a power that is a party": but(kind="protecting_power_named", power="CAN"),
    "no power": but(kind="protecting_power_named"),
    "ordered by the other": but(kind="mission_closed", ordered_by="CAN"),
    "ordered by the sender": but(kind="mission_closed", ordered_by="IRN"),
    "ordered by another": but(kind="mission_closed", ordered_by="USA"),
    "ordered by null": but(kind="mission_closed", ordered_by=None),
    "noted": but(kind="noted"),
    "noted as major": but(kind="noted", major=True),
    "noted with text for major": but(kind="noted", major="true"),
    "noted with a measure": but(kind="noted", measure="x"),
    "noted on no day": but(kind="noted", on="1961-02-30"),
    "noted by another": but(kind="noted", by="USA"),
    "noted of another confidence": but(kind="noted", confidence="Confirmed"),
    "a day that is none": but(on="1961-02-30"),
    "a day with one digit": but(on="1961-5-2"),
    "a day with a space": but(on="1961-05-02 "),
    "a day in other digits": but(on="١٩٦١-05-02"),
    "a moment for a day": but(on="1961-05-02T00:00:00Z"),
    "a span for a day": but(on="1961/1962"),
    "one of a set": but(on="[1961-05-02,1961-05-04]"),
    "a set that is not closed": but(on="[1961-05-02,1961-05-04"),
    "a day between two": but(on="[1961..1962-03]"),
    "some day of a year": but(on="1961-XX-XX"),
    "about a day": but(on="1961-05-02~"),
    "an empty date": but(on=""),
    "a number for a date": but(on=1961),
    "null for a date": but(on=None),
    "no date": but(on=...),
    "the first day there is": but(on="0001-01-01"),
    "the year 0": but(on="0000"),
    "the last day there is": but(on="9999-12-31"),
    "recorded with an offset": but(recorded="2020-01-01T02:00:00+02:00"),
    "recorded with small letters": but(recorded="2020-01-01t00:00:00z"),
    "recorded with parts of a second": but(recorded="2020-01-01T00:00:00.123456Z"),
    "recorded with small parts of a second": but(recorded="2020-01-01T00:00:00.1234567891Z"),
    "recorded without a zone": but(recorded="2020-01-01T00:00:00"),
    "recorded on a day": but(recorded="2020-01-01"),
    "recorded on no day": but(recorded="2021-02-29T00:00:00Z"),
    "recorded at no hour": but(recorded="2020-01-01T24:00:00Z"),
    "recorded in a leap second": but(recorded="2016-12-31T23:59:60Z"),
    "recorded as a number": but(recorded=1577836800),
    "recorded as a number in text": but(recorded="1577836800"),
    "recorded with a space": but(recorded="2020-01-01 00:00:00Z"),
    "recorded before the calendar": but(recorded="0001-01-01T00:00:00+02:00"),
    "recorded after the calendar": but(recorded="9999-12-31T23:59:59-02:00"),
    "recorded in times to come": but(recorded="2025-01-01T00:00:01Z"),
    "recorded never": but(recorded=...),
    "recorded null": but(recorded=None),
    "no summary": but(summary=...),
    "a number for a summary": but(summary=1),
    "null for a summary": but(summary=None),
    "no sources": but(sources=...),
    "null for sources": but(sources=None),
    "an empty list of sources": but(sources=[]),
    "an object for sources": but(sources={"title": "A", "publisher": "B"}),
    "text for a source": but(sources=["A title"]),
    "a retraction": but(kind="retracted", by=..., on=..., seq=..., confidence=..., sources=..., retracts="opened"),
    "a retraction of nothing": but(
        kind="retracted", by=..., on=..., seq=..., confidence=..., sources=..., retracts="x"
    ),
    "a retraction without a name": but(kind="retracted", by=..., on=..., seq=..., confidence=..., sources=...),
    "a retraction with a date": but(kind="retracted", by=..., seq=..., confidence=..., sources=..., retracts="opened"),
    "a retraction of another pair": but(
        kind="retracted", by=..., on=..., seq=..., confidence=..., sources=..., retracts="usa"
    ),
    "a retraction known before": but(
        kind="retracted", by=..., on=..., seq=..., confidence=..., sources=..., retracts="opened",
        recorded="2019-01-01T00:00:00Z",
    ),
    "a retraction of a survey": but(
        kind="retracted", by=..., on=..., seq=..., confidence=..., sources=..., retracts="looked"
    ),
    "a retraction of itself": but(
        kind="retracted", by=..., on=..., seq=..., confidence=..., sources=..., retracts="tried"
    ),
    "a replacement": but(retracts="opened"),
    "a replacement of what is to come": but(retracts="after"),
    "null for what it replaces": but(retracts=None),
    "a number for what it replaces": but(retracts=1),
    "an escape in what it replaces": TEXT[:-1] + ', "retracts": "open\\u0065d"}',
    "an id that was used": but(id="opened"),
    "an id that another pair used": but(id="usa"),
    "surveyed": but(
        kind="surveyed", by=..., on=..., seq=..., confidence=..., families=["talks"], **{"from": "1960", "to": "1961"}
    ),
    "surveyed backwards": but(
        kind="surveyed", by=..., on=..., seq=..., confidence=..., families=["talks"], **{"from": "1962", "to": "1961"}
    ),
    "surveyed for nothing": but(
        kind="surveyed", by=..., on=..., seq=..., confidence=..., families=[], **{"from": "1960"}
    ),
    "an event with families": but(families=["talks"]),
    "two byte order marks": "\ufeff\ufeff" + TEXT,
    "white space of another kind around it": f"\u00a0{TEXT}\u2028",
    "a vertical tab before it": f"\v{TEXT}",
    "a seq in a list": TEXT.replace('"seq": 3', '"seq": [3]'),
    "a seq too large for any number": TEXT.replace('"seq": 3', '"seq": 1e400'),
    "an id that cannot be seen": but(id="tri\u200bed"),
    "an id that looks like another": but(id="opene\u0301d"),
    "a kind by an empty name": TEXT.replace('"kind"', '""'),
    "a kind by a name in capitals too": TEXT[:-1] + ', "Kind": "noted"}',
    "other parties in a note before": '{"note": {"parties": ["CAN", "USA"]}, ' + TEXT[1:],
    "other parties in the text of a note": '{"note": "\\"parties\\": [\\"CAN\\", \\"USA\\"]", ' + TEXT[1:],
    "other parties in a source": TEXT.replace('"A title"', '{"parties": ["CAN", "USA"]}'),
    "a party with escapes": TEXT.replace('["CAN"', '["\\u0043AN"'),
    "half of a surrogate for a party": TEXT.replace('"CAN"', '"\\ud800"'),
    "recorded at a day's distance": but(recorded="2020-01-01T00:00:00+24:00"),
    "recorded with a comma": but(recorded="2020-01-01T00:00:00,5Z"),
    "recorded with a distance of another form": but(recorded="2020-01-01T00:00:00+0200"),
    "recorded in other digits": but(recorded="２０２０-01-01T00:00:00Z"),
    "recorded the least part of a second to come": but(recorded="2025-01-01T00:00:00.0000001Z"),
    "recorded with a line's end": but(recorded="2020-01-01T00:00:00Z\n"),
    "two retractions of one": but(kind="retracted", **NOTHING_ELSE, retracts="opened")
    + "\n" + but(kind="retracted", **NOTHING_ELSE, retracts="opened", id="second"),
    "a retraction of a retraction": but(kind="retracted", **NOTHING_ELSE, retracts="opened")
    + "\n" + but(kind="retracted", **NOTHING_ELSE, retracts="tried", id="second"),
    "replaced twice": but(retracts="opened") + "\n" + but(retracts="opened", id="second"),
    "each replaced by the other": but(retracts="second") + "\n" + but(retracts="tried", id="second"),
    "the same line again": f"{TEXT}\n{TEXT}",
    "the same id in another pair": TEXT + "\n" + but(parties=["CAN", "USA"], by="USA"),
    "an id used again that was retracted": but(kind="retracted", **NOTHING_ELSE, retracts="opened")
    + "\n" + but(id="opened"),
    "a carriage return between two": TEXT + "\r" + but(id="second"),
    "a line of zero bytes between two": TEXT + "\n\0\0\n" + but(id="second"),
    "many blank lines before it": "\n" * 50 + TEXT,
    "UTF-16": TEXT.encode("utf-16-le"),
    "a set the wrong way round": but(on="[1962,1961]"),
    "a set open at its end": but(on="[1961..]"),
    "a day of another dash": but(on="1961\u201005"),
    "a season": but(on="1961-21"),
    "a date with a line's end": but(on="1961\n"),
    "an escape that is none": TEXT.replace("Something", "Some\\xthing"),
    "a name that is half of a surrogate": TEXT[:-1] + ', "\\ud800": 1}',
    "a sign before it": f"\x1e{TEXT}",
    "deep in a source": TEXT.replace('"A title"', '"A title", "x": ' + "[" * 500 + "]" * 500),
}  # fmt: skip


DAYS = ["1999", "2000-01-01", "2000-01-02", "2000-01", "[2000-01-01,2000-01-03]"]
MOMENTS = [f"202{year}-01-01T00:00:00Z" for year in range(3)]


@st.composite
def logs(draw: st.DrawFn) -> list[dict[str, object]]:
    """Draw lines of two pairs that retract and replace each other, not always as they may."""
    lines: list[dict[str, object]] = []
    for number in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(["noted", "grievance_raised", "retracted", "surveyed"]))
        named = draw(st.sampled_from([None, *(str(other) for other in range(number + 1))]))
        fields: dict[str, object] = {
            "id": str(draw(st.integers(0, number)) if draw(st.integers(0, 9)) == 0 else number),
            "parties": draw(st.sampled_from([["CAN", "IRN"], ["IRN", "CAN"], ["CAN", "USA"]])),
            "recorded": draw(st.sampled_from(MOMENTS)),
        }
        if kind == "retracted":
            fields |= {"retracts": named or "0", "on": None, "sources": None}
        elif kind == "surveyed":
            fields |= {"on": None, "families": ["talks"], "from": draw(st.sampled_from(DAYS))}
        else:
            fields |= {"on": draw(st.sampled_from(DAYS)), "seq": draw(st.sampled_from([None, 0, -1, 2]))}
            fields |= {"retracts": named, "by": "CAN" if kind == "grievance_raised" else None}
        lines.append(line(kind, **fields))  # pyright: ignore[reportArgumentType]
    return lines
