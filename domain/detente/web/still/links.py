"""Leading the links of a page to files: what is not written is no link, and what takes an answer is left out."""

import re
from collections.abc import Container, Mapping
from functools import lru_cache
from html import escape, unescape
from urllib.parse import parse_qsl, urlsplit

from detente.web.addresses import Address
from detente.web.words import WORDS

# In a page of ours everything is escaped: a tag and the quotes of an attribute are what they seem.
_FORM = re.compile(r'[ \t]*<form (?![^<>]*(?:method="dialog"|class="date")).*?</form>\n?', re.DOTALL)
_LEADING = re.compile(r'<[a-z][^<>]* (?:href|src|action|data-find)="/[^<>]*>')
_KEPT = 2**16
"""How many links are kept when it was found where they lead."""
_ADDRESS = re.compile(r' (?P<by>href|src|action|data-find)="(?P<address>/[^"]*)"')


class Links:
    """Where the links of pages lead, among the files of a folder that holds them all.

    >>> files = {Address("/"): "index.html", Address("/CAN-IRN"): "CAN-IRN.html"}
    >>> links = Links(files, {"CAN-IRN.html"})
    >>> links.led('<a href="/CAN-IRN?on=1955-12-31#events">1955</a><a href="/?sort=since">Since</a>')
    '<a href="CAN-IRN.html?on=1955-12-31#events">1955</a><a title="Not written here">Since</a>'
    """

    def __init__(self, files: Mapping[Address, str], looking: Container[str]) -> None:
        """Take the file of each address, and those files that look at a day, which no address there names."""
        self._files = {canonical(address): file for address, file in files.items()}
        self._looking = looking
        self._lead = lru_cache(_KEPT)(self._led_to)

    def led(self, page: str) -> str:
        """Return a page with its links led to files."""
        return _LEADING.sub(lambda tag: _ADDRESS.sub(self._attribute, tag[0]), _FORM.sub("", page))

    def _attribute(self, found: re.Match[str]) -> str:
        return self._lead(found["by"], found["address"])

    def _led_to(self, by: str, address: str) -> str:
        to = self._file_of(unescape(address))
        return f' title="{escape(WORDS["not_written"])}"' if to is None else f' {by}="{escape(to)}"'

    def _file_of(self, address: str) -> str | None:
        """Return the file of an address, with the day that is looked at and the place; none where none is written."""
        parts = urlsplit(address)
        asked = parse_qsl(parts.query)
        days = [value for name, value in asked if name == "on"]
        file = self._files.get(canonical(Address(parts.path, tuple(one for one in asked if one[0] != "on"))))
        if file is None or len(days) > 1 or (days and file not in self._looking):
            return None
        query = f"?on={days[0]}" if days else ""
        return f"{file}{query}{'#' if parts.fragment else ''}{parts.fragment}"


def canonical(address: Address) -> Address:
    """Return an address that is one for all orders in which the same can be asked."""
    return address._replace(asked=tuple(sorted(address.asked)))
