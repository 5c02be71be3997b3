"""Countries and pairs: found by every name that people use, and nearly found by a typo."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pycountry
import pytest
from making import detente

from detente.model import countries
from detente.model.countries import codes, country, current, is_code, name, name_in_sentence
from detente.model.errors import AmbiguousCountry, NotAParty, SameCountry, UnknownCountry
from detente.model.pairs import Pair
from detente.model.states import former_codes, states


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("IRN", "IRN"),
        ("irn", "IRN"),
        ("IR", "IRN"),
        ("Iran", "IRN"),
        ("iran", "IRN"),
        ("Iran, Islamic Republic of", "IRN"),
        ("Islamic Republic of Iran", "IRN"),
        ("the Soviet Union", "SUN"),
        ("USSR", "SUN"),
        ("East Germany", "DDR"),
        ("Germany", "DEU"),
        ("Yugoslavia", "YUG"),
        ("Czechoslovakia", "CSK"),
        ("Turkiye", "TUR"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("Ottoman Empire", "TUR"),
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("UK", "GBR"),
        ("U.S.A.", "USA"),
        ("PRC", "CHN"),
        ("ROK", "KOR"),
        ("DRC", "COD"),
        ("XK", "XKX"),
        ("Kosovo", "XKX"),
        ("Prussia", "XPR"),
        ("South Korea", "KOR"),
        ("Korea, South", "KOR"),
        ("Netherlands, The", "NLD"),
        ("St. Lucia", "LCA"),
        ("St. Vincent & the Grenadines", "VCT"),
        ("Bosnia & Herzegovina", "BIH"),
        ("Bosnia-Herzegovina", "BIH"),
        ("Macau", "MAC"),
        ("Hawai’i", "XHA"),
        ("Württemberg", "XWU"),
        ("and", "AND"),
        ("  Viet  Nam ", "VNM"),
        ("Guinea Bissau", "GNB"),
    ],
)
def test_a_country_is_found(text: str, code: str) -> None:
    assert country(text) == code


@pytest.mark.parametrize(
    ("former", "names", "code"),
    [
        ("BUR", ["Burma"], "MMR"),
        ("ZAR", ["Zaire", "Zaire, Republic of"], "COD"),
        ("HVO", ["Upper Volta"], "BFA"),
        ("DHY", ["Dahomey"], "BEN"),
        ("RHO", ["Rhodesia", "Southern Rhodesia"], "ZWE"),
        ("NHB", ["New Hebrides"], "VUT"),
        ("TMP", ["East Timor"], "TLS"),
        ("BYS", ["Byelorussia"], "BLR"),
        ("AFI", ["French Territory of the Afars and Issas"], "DJI"),
        ("SWZ", ["Swaziland"], "SWZ"),
        ("CPV", ["Cape Verde"], "CPV"),
        ("MKD", ["Macedonia"], "MKD"),
    ],
)
def test_a_state_that_was_only_renamed_is_one_state_under_todays_code(former: str, names: list[str], code: str) -> None:
    assert is_code(former)
    assert {country(text) for text in (former, former.lower(), *names)} == {current(former)} == {code}
    assert name(former) == name(code)


def test_a_log_that_has_the_old_code_tells_of_the_state_under_todays(tmp_path: Path) -> None:
    log = (
        '{"id": "begun", "kind": "relations_established", "parties": ["BUR", "CHN"], "on": "1950-06-08", '
        '"recorded": "2020-01-01T00:00:00Z", "summary": "They begin.", "sources": [{"title": "A", "publisher": "B"}]}\n'
    )
    path = tmp_path / "log.jsonl"
    path.write_text(log, encoding="utf-8")
    for asked in ("Burma", "Myanmar", "BUR"):
        assert "established since 8 June 1950" in detente("at", "1960", asked, "China", "--log", str(path)).stdout
    adding = ("--kind", "relations_established", "--on", "1951", "--summary", "Again.", "--source", "A|B", "--yes")
    again = detente("add", "Myanmar", "China", "--log", str(path), *adding)
    assert "is refused" in again.stdout + again.stderr
    path.write_text(log.replace("CHN", "MMR"), encoding="utf-8")
    assert "a pair needs two different countries" in detente("check", str(path)).stdout


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("CS", "Czechoslovakia (CSK, 1918–1992) or Serbia and Montenegro (SCG, 1992–2006)"),
        (
            "Congo",
            "the Democratic Republic of the Congo (COD, since 1960) or the Republic of the Congo (COG, since 1960)",
        ),
        (
            "Korea",
            "South Korea (KOR, since 1948), North Korea (PRK, since 1948) or Korea (until 1910) (XKO, until 1910)",
        ),
    ],
)
def test_a_name_of_two_states_asks_which_with_the_years(text: str, which: str) -> None:
    with pytest.raises(AmbiguousCountry) as error:
        country(text)
    assert which in str(error.value)
    assert "Write the code or the full name" in str(error.value)


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("CS", "1960-01-01", "CSK"),
        ("CS", "2004-01-01", "SCG"),
        ("Korea", "1900-01-01", "XKO"),
        ("Yemen", "1950-01-01", "XNY"),
        ("Yemen", "2000-01-01", "YEM"),
        ("Yugoslavia", "1950-01-01", "YUG"),
        ("Yugoslavia", "1999-01-01", "SCG"),
        ("Vietnam", "1952-01-01", None),
        ("Vietnam", "2000-01-01", "VNM"),
        ("Colombia", "1825-01-01", "XGC"),
        ("Germany", "1960-01-01", "DEU"),
        ("Congo", "1970-01-01", None),
        ("Iran", "1200-01-01", "IRN"),
    ],
)
def test_a_day_says_which_of_the_states_of_a_name_is_meant_if_one_alone_existed(
    text: str, day: str, code: str | None
) -> None:
    try:
        found = country(text, on=date.fromisoformat(day))
    except AmbiguousCountry:
        found = None
    assert found == code


def test_every_code_finds_itself_and_so_does_the_name_that_is_shown_for_it() -> None:
    assert {code: country(code) for code in codes()} == {code: code for code in codes()}
    assert {code: country(name(code)) for code in codes()} == {code: code for code in codes()}
    assert {code: country(name_in_sentence(code)) for code in codes()} == {code: code for code in codes()}


def test_the_codes_are_those_of_iso_that_were_not_renamed_and_ours() -> None:
    iso = {entry.alpha_3 for entry in (*pycountry.countries, *pycountry.historic_countries)}
    ours = set(codes()) - iso
    assert iso - set(codes()) == set(former_codes())
    assert all("XAA" <= code <= "XZZ" for code in ours)
    assert {"XAH", "XKX", "XPR", "XTX"} <= ours
    assert codes()[: len(pycountry.countries)] == [entry.alpha_3 for entry in pycountry.countries]


def test_isos_names_find_the_state_that_has_them_today() -> None:
    asks = {"Congo"}
    for entry in pycountry.countries:
        for field in ("name", "official_name", "common_name", "alpha_2"):
            text = getattr(entry, field, None)
            if text and text not in asks:
                assert country(text) == entry.alpha_3, text


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Irann", "“Iran”"), ("Sweeden", "“Sweden”"), ("IRX", "“IR”"), ("UX", "“LUX”"), ("Bavario", "“Bavaria”")],
)
def test_a_typo_is_answered_with_the_nearest_names(text: str, meant: str) -> None:
    with pytest.raises(UnknownCountry, match=f"No country is known as “{text}”. Did you mean .*{meant}"):
        country(text)


@pytest.mark.parametrize("text", ["", " ", "Lemuria and Mu", "12", "\n"])
def test_what_is_no_country_is_an_error_without_suggestions(text: str) -> None:
    with pytest.raises(UnknownCountry) as error:
        country(text)
    assert "Did you mean" not in str(error.value)


@pytest.mark.parametrize("text", ["irn", "IR", "ABC", "Iran", ""])
def test_codes_in_the_log_are_three_capitals(text: str) -> None:
    assert not is_code(text)


def test_a_name_for_what_is_no_code_is_what_was_given() -> None:
    assert name("ABC") == name_in_sentence("ABC") == "ABC"


def test_names_have_their_article_in_a_sentence() -> None:
    assert [name_in_sentence(code) for code in ("GBR", "SUN", "USA", "NLD", "GMB", "XPS", "IRN", "UKR")] == [
        "the United Kingdom",
        "the Soviet Union",
        "the United States",
        "the Netherlands",
        "the Gambia",
        "the Papal States",
        "Iran",
        "Ukraine",
    ]
    assert name("GBR") == "United Kingdom"


def test_names_that_are_no_countrys_are_not_kept() -> None:
    before = len(countries._by_name()), len(countries._by_own_name()), len(states())
    for number in range(50):
        with pytest.raises(UnknownCountry):
            country(f"nowhere {number}")
        assert not is_code(f"N{number}")
    assert before == (len(countries._by_name()), len(countries._by_own_name()), len(states()))


def test_the_names_of_countries_are_read_without_importing_pycountry() -> None:
    asking = (
        "import sys; from detente.model.countries import country, name; "
        "print(country('Iran'), country('Persia'), name('IRN'), 'pycountry' in sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True, check=True).stdout
    assert printed.split() == ["IRN", "IRN", "Iran", "False"]


def test_a_pair_is_unordered() -> None:
    assert Pair.of("Iran", "Canada") == Pair.of("CAN", "IRN") == ("CAN", "IRN")
    assert str(Pair.of("Iran", "Canada")) == "CAN-IRN"
    assert Pair.of("Iran", "Canada").names == "Canada and Iran"


def test_a_pair_is_in_the_order_of_todays_codes() -> None:
    assert str(Pair.of("BUR", "China")) == "CHN-MMR"


def test_a_pair_needs_two_countries() -> None:
    with pytest.raises(SameCountry, match="are one country, Iran"):
        Pair.of("Iran", "Islamic Republic of Iran")
    with pytest.raises(SameCountry, match="are one country, Myanmar"):
        Pair.of("Burma", "Myanmar")


def test_a_third_country_has_no_side() -> None:
    assert [Pair("CAN", "IRN").side(code) for code in ("CAN", "IRN")] == [0, 1]
    with pytest.raises(NotAParty, match="France is not one of the two: the pair is Canada and Iran"):
        Pair("CAN", "IRN").side("FRA")
