"""The table of states: whole in itself, and held against the lists of states that others keep."""

import csv
import os
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from detente.model import countries
from detente.model.countries import codes, country, is_code, name
from detente.model.errors import AmbiguousCountry, UnknownCountry
from detente.model.existence import absence, existed_on, existence, predecessors, successors, years
from detente.model.state_numbers import cow_code, from_cow, from_gw, gw_code
from detente.model.states import former_codes, states
from detente.model.tables import rows

PAGE = (Path(__file__).parents[1] / "docs" / "countries.md").read_text(encoding="utf-8")
LISTS = os.environ.get("DETENTE_DATA")
TODAY = date(2024, 12, 31)


def listed(heading: str) -> set[str]:
    """Return the names in the first column of the table under a heading of docs/countries.md."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (.+?) \| .+ \|$", section, flags=re.MULTILINE)[1:]
    return {found for cell in cells for found in cell.split("; ") if not found.startswith("---")}


ASKS = listed("How a name is found")
NO_STATE = listed("Names that are no state's")


def test_the_table_is_in_order_and_its_codes_are_known_ones() -> None:
    table = list(rows("states.csv"))
    own = [row["code"] for row in table]
    assert own == sorted(set(own))
    assert all(re.fullmatch("[A-Z]{3}", code) for code in own)
    assert all(row["name"] for row in table if row["code"].startswith("X"))
    assert {after for state in states().values() for after in state.successors} <= set(states())
    assert not set(former_codes()) & set(states())
    assert set(former_codes().values()) <= set(states())


def test_no_own_name_is_that_of_two_states() -> None:
    own = [text for state in states().values() for text in dict.fromkeys(state.own_names)]
    assert len(own) == len(set(own))


def test_the_page_lists_the_names_that_ask_which() -> None:
    asking = {key for key, found in countries._by_name().items() if len(countries._meant(found, None)) > 1}
    assert asking == {countries._key(text) for text in ASKS}


def test_the_times_of_a_state_are_in_order() -> None:
    for code in codes():
        spans = existence(code)
        for span in spans:
            assert span.first is None or span.last is None or span.first.earliest <= span.last.latest, code
        for before, after in pairwise(spans):
            assert before.last is not None, code
            assert after.first is not None, code
            assert before.last.latest < after.first.earliest, code


def test_every_state_of_our_own_and_every_former_one_has_its_years() -> None:
    assert [code for code in codes() if code.startswith("X") and not existence(code)] == []
    assert {code: years(code) for code in ("SUN", "DDR", "YUG", "CSK", "YMD", "VDR", "SCG")} == {
        "SUN": "1922–1991",
        "DDR": "1949–1990",
        "YUG": "1918–1992",
        "CSK": "1918–1992",
        "YMD": "1967–1990",
        "VDR": "1945–1976",
        "SCG": "1992–2006",
    }


def test_successors_do_not_end_before_the_state_does() -> None:
    for code in codes():
        ends = existence(code)[-1].last if existence(code) else None
        for after in successors(code):
            last = existence(after)[-1].last if existence(after) else None
            assert ends is None or last is None or last.latest >= ends.earliest, (code, after)
            assert code in predecessors(after)


def test_a_state_that_did_not_exist_on_a_day_is_told_so() -> None:
    assert existed_on("IRN", date(1800, 1, 1))
    assert existed_on("BMU", date(1800, 1, 1))
    assert absence("IRN", date(1800, 1, 1)) is None
    assert absence("CZE", date(1990, 5, 1)) == (
        "Czechia did not exist on 1 May 1990: it has existed since 1 January 1993. Czechoslovakia (CSK) came before it."
    )
    assert absence("CSK", date(2000, 1, 1)) == (
        "Czechoslovakia did not exist on 1 January 2000: it existed from 28 October 1918 to 31 December 1992. "
        "Czechia (CZE) and Slovakia (SVK) came after it."
    )
    assert absence("RUS", date(1950, 1, 1)) == (
        "Russia did not exist on 1 January 1950: it existed until 29 December 1922 and has existed since "
        "25 December 1991. "
        "The Soviet Union (SUN) came before it."
    )
    assert absence("MNE", date(1850, 1, 1)) == (
        "Montenegro did not exist on 1 January 1850: it existed from 1852 to 26 November 1918 and "
        "has existed since 3 June 2006."
    )


def test_a_former_code_is_todays_state_for_its_years_and_numbers_too() -> None:
    assert existence("BUR") == existence("MMR") != ()
    assert cow_code("BUR", date(1960, 1, 1)) == 775
    assert years("ABC") == ""
    assert successors("ABC") == ()


def test_a_number_is_of_one_state_at_a_time_and_a_state_has_one() -> None:
    spells = [
        (row["system"], row["number"], row["code"], row["first"], row["last"] or "9999-12-31")
        for row in rows("state_numbers.csv")
    ]
    assert {spell[2] for spell in spells} <= set(states())
    for field in (1, 2):
        last: dict[tuple[str, str], str] = {}
        for spell in sorted(spells, key=lambda spell: spell[3]):
            key = (spell[0], spell[field])
            assert last.get(key, "") < spell[3] <= spell[4], spell
            last[key] = spell[4]


OTHERWISE = {
    ("GW", "563", "XTV"): "annexed by the United Kingdom from 1877 to 1881, and in 1902",
    ("GW", "564", "XOF"): "annexed by the United Kingdom in 1902",
}
"""Where those who gave the numbers see a state for more than a tenth longer than we do, and why we do not."""


def test_states_existed_while_they_have_a_number() -> None:
    for row in rows("state_numbers.csv"):
        first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"] or str(TODAY))
        days = [first + timedelta(days=number) for number in range(0, (last - first).days + 1, 30)]
        share = sum(existed_on(row["code"], day) for day in days) / len(days)
        assert (share < 0.9) == ((row["system"], row["number"], row["code"]) in OTHERWISE), row


class Listed(NamedTuple):
    """A name in somebody's list of states."""

    of: str
    name: str
    first: str = ""
    last: str = ""
    number: int = 0

    @property
    def day(self) -> date | None:
        """A month before its end, by when changes of the state's name are over."""
        if not self.last:
            return None
        first, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        return max(first, last - timedelta(days=30))


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _every_name(data: Path) -> Iterator[Listed]:
    for row in _table(data / "state_systems/cow_statelist2024.csv"):
        ends = [
            "-".join(f"{int(row[f'{end}{unit}']):02}" for unit in ("year", "month", "day")) for end in ("st", "end")
        ]
        yield Listed("COW", row["statenme"], ends[0], ends[1], int(row["ccode"]))
    for row in _table(data / "state_systems/gw_states.csv"):
        yield Listed("GW", row["statename"], row["startdate"], row["enddate"], int(float(row["gwcode"])))
    for row in _table(data / "us_mission_status/published/mission_status_range_cow_v0.1.csv"):
        spell = row["date_start"], row["date_end"], int(row["country_code_cow"])
        yield Listed("US missions", row["country_name_cow"], *spell)
        yield Listed("US missions", row["country_name_usdos"], *spell)
    for row in _table(data / "us_mission_status/input/2024-01-16_transitions.csv"):
        yield Listed("US missions", row["state_dept_name"])
    for row in _table(data / "icews/icews_sample.csv"):
        for field in ("source_country", "target_country", "country"):
            yield Listed("ICEWS", row[field])
    for path in sorted((data / "state_department/rdcr/articles").glob("*.xml")):
        for title in ET.parse(path).iter("{http://www.tei-c.org/ns/1.0}title"):
            if title.get("type") == "short":
                yield Listed("State Department, guide", title.text or "")
    for path in sorted((data / "state_department/pocom/missions-countries").glob("*.xml")):
        yield Listed("State Department, chiefs of mission", path.stem)
    for path in sorted((data / "state_department/gsh/territories").glob("*.xml")):
        territory = ET.parse(path)
        for field in ("short-form-name", "long-form-name"):
            yield Listed("State Department, territories", territory.findtext(field) or "")


@pytest.fixture(scope="module")
def every_name() -> set[Listed]:
    if not LISTS:
        pytest.skip("DETENTE_DATA names no folder with the lists of states to go through")
    found = {each._replace(name=" ".join(each.name.strip("*").split())) for each in _every_name(Path(LISTS))}
    return {each for each in found if each.name not in {"", "None", "NA"}}


def test_every_name_that_others_list_finds_one_state_or_is_on_the_page(every_name: set[Listed]) -> None:
    asking: set[str] = set()
    unknown: set[str] = set()
    for each in every_name:
        try:
            assert is_code(country(each.name))
        except AmbiguousCountry:
            asking.add(each.name.replace("korea", "Korea"))
        except UnknownCountry:
            unknown.add(each.name)
    assert asking == ASKS - {"CS"}
    assert unknown == NO_STATE
    assert len(every_name) > 1000


NAMED_OTHERWISE = {
    "Congo": "two states bear the name",
    "Vietnam, Democratic Republic of": "North Vietnam's name, which Gleditsch and Ward keep after 1976",
}


def test_names_and_numbers_of_the_lists_of_states_find_the_same_state(every_name: set[Listed]) -> None:
    numbered = [each for each in every_name if each.number]
    for each in numbered:
        assert each.day
        by_number = (from_gw if each.of == "GW" else from_cow)(each.number, each.day)
        assert by_number is not None, each
        assert (gw_code if each.of == "GW" else cow_code)(by_number, each.day) == each.number, each
        if each.of in {"COW", "GW"} and each.name not in NAMED_OTHERWISE:
            assert country(each.name, on=each.day) == by_number, (each, name(by_number))
    assert len(numbered) > 1000


@pytest.mark.parametrize(("of", "state", "until"), [("COW", from_cow, 2024), ("GW", from_gw, 2017)])
def test_a_state_has_a_number_on_the_days_on_which_the_list_counts_it_and_no_others(
    every_name: set[Listed], of: str, state: Callable[[int, date], str | None], until: int
) -> None:
    for number in {each.number for each in every_name if each.of == of}:
        spells = [each for each in every_name if each.of == of and each.number == number]
        for day in (date(1815, 12, 31), *(date(year, 7, 1) for year in range(1816, until))):
            counted = any(each.first <= day.isoformat() <= each.last for each in spells)
            assert (state(number, day) is not None) == counted, (number, day)
