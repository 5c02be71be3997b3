"""Dates, held against the EDTF package and its strict bounds."""

import datetime as dt
import json
from typing import Any

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import event, line
from pydantic_core import ValidationError

from detente.model.dates import FORMS, HistoricDate, last_day
from detente.model.errors import BadDate
from detente.model.events import to_json
from detente.model.lines import json_schema, validate

days = st.dates(min_value=dt.date(1583, 1, 1))
points = days.flatmap(lambda day: st.sampled_from([f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}"]).map(_padded))
simple = st.one_of(
    points,
    st.builds("{}{}".format, points, st.sampled_from("~?%")),
    points.map(lambda point: f"{point[:4]}-XX-XX"),
)
sets = st.lists(points, min_size=2, max_size=4).map(lambda items: f"[{','.join(items)}]")
# The other parser takes no ranges whose ends differ in precision.
ranges = st.tuples(days, days).map(lambda ends: f"[{min(ends):%Y-%m-%d}..{max(ends):%Y-%m-%d}]")


def _padded(text: str) -> str:
    """Write years before 1000 with four digits, as not every C library does."""
    year, *rest = text.split("-")
    return "-".join([year.zfill(4), *rest])


@given(st.one_of(simple, sets, ranges))
def test_the_days_are_those_that_edtf_says(text: str) -> None:
    parsed: Any = edtf.parse_edtf(text)
    date = HistoricDate.parse(text)
    assert date.earliest.timetuple()[:3] == tuple(parsed.lower_strict()[:3])
    assert date.latest.timetuple()[:3] == tuple(parsed.upper_strict()[:3])
    assert str(date) == text


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("[1988-07-18..1988]", (1988, 7, 18), (1988, 12, 31)),
        ("[1988..1988-05]", (1988, 1, 1), (1988, 5, 31)),
        ("[1988-02..1988-02-10]", (1988, 2, 1), (1988, 2, 10)),
        ("[1990-06-01,1988..1989-02]", (1988, 1, 1), (1990, 6, 1)),
    ],
)
def test_a_range_goes_from_the_first_day_of_one_end_to_the_last_of_the_other(
    text: str, earliest: tuple[int, int, int], latest: tuple[int, int, int]
) -> None:
    date = HistoricDate.parse(text)
    assert (date.earliest, date.latest) == (dt.date(*earliest), dt.date(*latest))


@given(st.text(max_size=30) | st.text(alphabet="0129-[],.~?%X/ ", max_size=26))
def test_whatever_is_written_is_a_date_or_an_error_that_says_what_to_write(text: str) -> None:
    try:
        date = HistoricDate.parse(text)
    except BadDate as error:
        said = str(error)
        assert FORMS in said
    else:
        assert date.earliest <= date.latest
        assert date.in_words()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2012-09-07", "7 September 2012"),
        ("2012-09", "September 2012"),
        ("2012", "2012"),
        ("2012-XX-XX", "2012"),
        ("2010-06-22~", "about 22 June 2010"),
        ("1979?", "1979, uncertain"),
        ("2012-09%", "about September 2012, uncertain"),
        ("[2003-07-10,2003-07-11]", "10 or 11 July 2003"),
        ("[2003-07-31,2003-08-01]", "31 July or 1 August 2003"),
        ("[2003-07-10,2004-07-10]", "10 July 2003 or 10 July 2004"),
        ("[1990,1992,1994]", "1990, 1992 or 1994"),
        ("[2003-07-24..2004-07-13]", "between 24 July 2003 and 13 July 2004"),
        ("[2025-05-01..2025-05-21]", "between 1 and 21 May 2025"),
        ("[1990..1992]", "between 1990 and 1992"),
        ("[1990,1992..1994]", "1990 or between 1992 and 1994"),
    ],
)
def test_dates_are_put_into_words(text: str, words: str) -> None:
    assert HistoricDate.parse(text).in_words() == words


def test_since_some_day() -> None:
    assert HistoricDate.parse("[1990..1992]").since_in_words() == "since some day between 1990 and 1992"
    assert HistoricDate.parse("1990").since_in_words() == "since 1990"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2012/2013", "write [2012..2013]"),
        ("8/9/2012", "none of the forms"),
        ("2012-9-8", "two digits"),
        ("2012-02-30", "there is no 2012-02-30"),
        ("0000", "there is no 0000"),
        ("2012-00", "there is no 2012-00"),
        ("2012-09-00", "there is no 2012-09-00"),
        ("2012-00-05", "there is no 2012-00-05"),
        ("[2012-00..2013]", "there is no 2012-00"),
        ("2012-09-XX", "of unknown parts only 2012-XX-XX"),
        ("20XX", "for a decade [2010..2019]"),
        ("7 September 2012", "a space"),
        ("2012-09-07~?", "once"),
        ("[2003~..2004]", "not in a set"),
        ("[1984..]", "both its ends"),
        ("[..1984]", "both its ends"),
        ("[1984", "not closed"),
        ("[2004]", "take the brackets off"),
        ("[]", "none of the forms"),
        ("[2004..2003]", "2004 is later than 2003"),
        ("", "none of the forms"),
        ("~", "none of the forms"),
        ("\u0662\u0660\u0661\u0662", "none of the forms"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(BadDate, match="is no date as it is written here") as error:
        HistoricDate.parse(text)
    assert why in str(error.value)


def test_what_day_it_is_is_told_where_there_is_a_clock() -> None:
    with pytest.raises(BadDate, match="is for the command line, which has a clock"):
        last_day("Today ")


def test_a_date_asked_for_means_its_last_day() -> None:
    end = dt.date(2012, 2, 29)
    assert last_day("2012-02") == last_day(HistoricDate.parse("2012-02")) == last_day(end) == end


def test_dates_are_read_and_written_as_text_in_lines() -> None:
    happened = event("noted", "2012-09~")
    assert happened.on == HistoricDate.parse("2012-09~")
    assert '"on": "2012-09~"' in to_json(happened)
    assert json_schema("noted")["properties"]["on"]["type"] == "string"
    with pytest.raises(ValidationError, match="is no date as it is written here"):
        validate(json.dumps(line("noted", "2012-9")))


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("2012-02", [("2012-02-01", "2012-02-29")]),
        ("2012?", [("2012-01-01", "2012-12-31")]),
        ("[2012-01-03,2012-01-01]", [("2012-01-01", "2012-01-01"), ("2012-01-03", "2012-01-03")]),
        ("[2012-01-02,2012-01-01]", [("2012-01-01", "2012-01-02")]),
        ("[2012-01,2012-01-15..2012-02-03,2012-03]", [("2012-01-01", "2012-02-03"), ("2012-03-01", "2012-03-31")]),
        ("[9999-12-31,9999-12-30]", [("9999-12-30", "9999-12-31")]),
    ],
)
def test_the_possible_days_are_those_that_a_date_names(written: str, spans: list[tuple[str, str]]) -> None:
    found = [(str(first), str(last)) for first, last in HistoricDate.parse(written).spans]
    assert found == spans
