"""Countries and pairs: found by every name that people use, and nearly found by a typo."""

import pycountry
import pytest

from detente.model.countries import OTHER_NAMES, READING_NAMES, UNCODED, codes, country, is_code, name
from detente.model.errors import NotAParty, SameCountry, UnknownCountry
from detente.model.pairs import Pair


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
        ("Yugoslavia", "YUG"),
        ("Czechoslovakia", "CSK"),
        ("Turkiye", "TUR"),
        ("Türkiye", "TUR"),
        ("Cote d'Ivoire", "CIV"),
        ("Burma", "MMR"),
        ("UK", "GBR"),
        ("Prussia", "XPR"),
        ("Kosovo", "XKX"),
        ("South Korea", "KOR"),
        ("  Viet  Nam ", "VNM"),
        ("Guinea Bissau", "GNB"),
    ],
)
def test_a_country_is_found(text: str, code: str) -> None:
    assert country(text) == code


def test_every_code_finds_itself_and_so_does_the_name_that_is_shown_for_it() -> None:
    assert {code: country(code) for code in codes()} == {code: code for code in codes()}
    assert {code: country(name(code)) for code in codes()} == {code: code for code in codes()}


def test_the_codes_are_those_of_iso_and_ours() -> None:
    iso = {entry.alpha_3 for entry in (*pycountry.countries, *pycountry.historic_countries)}
    assert set(codes()) == iso | set(UNCODED)
    assert all("XAA" <= code <= "XZZ" for code in UNCODED)
    assert not iso & set(UNCODED)
    assert set(OTHER_NAMES.values()) | set(READING_NAMES) <= set(codes())


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Irann", "“Iran”"), ("Korea", "“South Korea”"), ("Sweeden", "“Sweden”"), ("IRX", "“IR”"), ("UX", "“LUX”")],
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
    assert name("ABC") == "ABC"


def test_a_pair_is_unordered() -> None:
    assert Pair.of("Iran", "Canada") == Pair.of("CAN", "IRN") == ("CAN", "IRN")
    assert str(Pair.of("Iran", "Canada")) == "CAN-IRN"
    assert Pair.of("Iran", "Canada").names == "Canada and Iran"


def test_a_pair_needs_two_countries() -> None:
    with pytest.raises(SameCountry, match="are one country, Iran"):
        Pair.of("Iran", "Islamic Republic of Iran")


def test_a_third_country_has_no_side() -> None:
    assert [Pair("CAN", "IRN").side(code) for code in ("CAN", "IRN")] == [0, 1]
    with pytest.raises(NotAParty, match="France is not one of the two: the pair is Canada and Iran"):
        Pair("CAN", "IRN").side("FRA")
