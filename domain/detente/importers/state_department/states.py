"""Which state an article, or a list of chiefs, speaks of on a day."""

from collections.abc import Mapping
from datetime import date

from detente.model.countries import country
from detente.model.errors import AmbiguousCountry, UnknownCountry
from detente.model.states import Code

_SEVERAL: Mapping[str, tuple[tuple[str, Code], ...]] = {
    "austria": (("1918-11-12", "XAH"), ("", "AUT")),
    "colombia": (("1830-09-23", "XGC"), ("", "COL")),
    "federal-government-germany": (("", "XGE"),),
    "germany": (("1871-01-18", "XPR"), ("", "DEU")),
    "guatemala": (("1839-04-17", "XCA"), ("", "GTM")),
    "holy-see": (("1870-09-20", "XPS"), ("", "VAT")),
    "italy": (("1861-03-17", "XSA"), ("", "ITA")),
    "kingdom-of-yugoslavia": (("1918-12-01", "SRB"), ("1992-04-27", "YUG"), ("", "SCG")),
    "korea": (("1910-08-30", "XKO"), ("", "KOR")),
    "korea-south": (("", "KOR"),),
    "nicaragua": (("1838-11-05", "XCA"), ("", "NIC")),
    "russia": (("1922-12-30", "RUS"), ("1991-12-26", "SUN"), ("", "RUS")),
    "serbia": (("1918-12-01", "SRB"), ("1992-04-27", "YUG"), ("2006-06-03", "SCG"), ("", "SRB")),
    "vietnam": (("1975-05-01", "XVS"), ("", "VNM")),
    "vietnam-south": (("", "XVS"),),
    "yemen": (("1990-05-22", "XNY"), ("", "YEM")),
    "yugoslavia": (("1992-04-27", "YUG"), ("", "SCG")),
}
"""The articles that speak of several states, one after the other: each with the first day on which it is another;
empty for the last.

Where two stood at one time (China and Taiwan, the Yemens), the table of corrections says of which an act tells.
"""


def state_of(slug: str, title: str, on: date) -> Code:
    """Return the state that an article or a list speaks of on a day.

    Raises `UnknownCountry` and `AmbiguousCountry`.

    >>> state_of("germany", "Germany", date(1797, 12, 5)), state_of("ecuador", "Ecuador", date(1848, 8, 12))
    ('XPR', 'ECU')
    """
    if slug in _SEVERAL:
        last = _SEVERAL[slug][-1][1]
        return next((code for until, code in _SEVERAL[slug] if on.isoformat() < until), last)
    return country(title, on=on)


def states_of(slug: str, title: str) -> tuple[Code, ...]:
    """Return every state that an article or a list can speak of, without the corrections; none where it is unknown."""
    if slug in _SEVERAL:
        return tuple(code for _, code in _SEVERAL[slug])
    try:
        return (country(title),)
    except (UnknownCountry, AmbiguousCountry):
        return ()
