"""Which pages are written, into which files, and on which days each is another page."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from detente.model.pairs import Pair
from detente.model.wording import opening
from detente.web import breaks, citing, findings, listed, matrix, relation, specs
from detente.web.addresses import Address
from detente.web.still.days import Span, spans_of, turns_of
from detente.web.still.site import Still

INDEX, FIND = "index.html", "find.json"


class Days(NamedTuple):
    """On which days a page can be looked at, and on which of them it is the same."""

    spans: Sequence[Span]
    stops: Sequence[date] | None = None
    """The days that can be looked at: the last of each year; none where each day can be."""

    def within(self, span: Span) -> Sequence[int]:
        """Return the days of a span that can be looked at."""
        first, last = (day.toordinal() for day in span)
        if self.stops is None:
            return range(first, last + 1)
        return [day for day in (stop.toordinal() for stop in self.stops) if first <= day <= last]


class Planned(NamedTuple):
    """A file that the application is asked for."""

    address: Address
    file: str
    days: Days | None = None
    """None where it is no page that looks at a day."""
    also: Address | None = None
    """Another address that shows the same."""


def planned(site: Still) -> Iterator[Planned]:
    """Return every file that the application is asked for."""
    every = site.edition.everywhere()
    stops = every.stops(site.today)
    each_year = Days([Span(stop, stop) for stop in stops], stops)
    yield Planned(Address("/"), INDEX, each_year)
    for name, forms in (("breaks", breaks.FORMS), ("matrix", matrix.FORMS), ("map", listed.FORMS)):
        yield Planned(Address(f"/{name}"), f"{name}.html", each_year)
        yield from _in_forms(name, forms)
    for name, forms in (("world", listed.FORMS), ("cite", citing.FORMS)):
        yield from _in_forms(name, forms)
    for name, forms in (("findings", findings.FORMS), *([("specs", specs.FORMS)] if site.specs else [])):
        yield Planned(Address(f"/{name}"), f"{name}.html")
        yield from _in_forms(name, forms)
    yield Planned(Address("/colours.css"), "colours.css")
    turns = {pair: turns_of(site.edition.history(pair)) for pair in every.pairs}
    for code, _ in every.countries:
        asked = (("country", code),)
        days = Days(list(_years(stops, (turns[pair] for pair in every.pairs if code in pair))), stops)
        yield Planned(Address(f"/{code}"), f"{code}.html", days, Address("/", asked))
        yield from _in_forms(code, listed.of_country(code))
        yield Planned(Address("/map", asked), f"map-{code}.html", days)
        for form in listed.FORMS:
            yield Planned(Address(f"/map.{form}", asked), f"map-{code}.{form}")
    for pair in every.pairs:
        yield from _of_pair(pair, list(spans_of(turns[pair], site.today)))


def names(site: Still) -> Iterator[tuple[str, str]]:
    """Return the pages of countries and of pairs by their files, each with what it can be found by."""
    every = site.edition.everywhere()
    yield from ((f"{code}.html", f"{named} ({code})") for code, named in every.countries)
    yield from ((f"{pair}.html", f"{opening(pair.names)} ({pair})") for pair in every.pairs)


def _of_pair(pair: Pair, spans: Sequence[Span]) -> Iterator[Planned]:
    yield Planned(Address(f"/{pair}"), f"{pair}.html", Days(spans))
    yield from _in_forms(str(pair), [form for form in relation.FORMS if form not in relation.SAVED])


def _in_forms(name: str, forms: Iterable[str]) -> Iterator[Planned]:
    for form in forms:
        yield Planned(Address(f"/{name}.{form}"), f"{name}.{form}")


def _years(stops: Sequence[date], turns: Iterable[set[date]]) -> Iterator[Span]:
    """Return the spans between the last days of years in which nothing turns."""
    turned = sorted(set[date]().union(*turns))
    for _, same in groupby(stops, lambda stop: bisect_right(turned, stop)):
        first, *others = same
        yield Span(first, others[-1] if others else first)
