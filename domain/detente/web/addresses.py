"""Addresses of the page: a path and what is asked there, changed a part at a time."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote, urlencode


class Address(NamedTuple):
    """An address of this site.

    >>> here = Address("/CAN-IRN", (("on", "2012-09-07"), ("without", "a")))
    >>> str(here.but(on="2013", known=None)), str(here.plus("without", "b").less("without", "a").but(on=None))
    ('/CAN-IRN?without=a&on=2013', '/CAN-IRN?without=b')
    """

    path: str
    asked: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        query = urlencode(self.asked, quote_via=quote, safe=":,[]")
        return f"{quote(self.path, safe='/-.')}{'?' if query else ''}{query}"

    def but(self, **changed: object) -> "Address":
        """Return the address with other values of some names; with none, without them."""
        kept = [(name, value) for name, value in self.asked if name not in changed]
        more = [(name, str(value)) for name, value in changed.items() if value is not None]
        return self._replace(asked=(*kept, *more))

    def plus(self, name: str, value: str) -> "Address":
        """Return the address with one more value of a name."""
        return self._replace(asked=(*self.asked, (name, value)))

    def less(self, name: str, value: str) -> "Address":
        """Return the address without a value of a name."""
        return self._replace(asked=tuple(one for one in self.asked if one != (name, value)))

    def only(self, names: Sequence[str]) -> "Address":
        """Return the address with what is asked by some names, and no more."""
        return self._replace(asked=tuple(one for one in self.asked if one[0] in names))

    def ending(self, form: str) -> "Address":
        """Return the address of the same in another form: "json" at ``/CAN-IRN.json``."""
        return self._replace(path=f"{self.path}.{form}")

    def fields(self, *apart: str) -> list[tuple[str, str]]:
        """Return what a form has to carry along: all that is asked, apart from some names."""
        return [one for one in self.asked if one[0] not in apart]
