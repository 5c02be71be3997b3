"""Sources as people type them: TITLE|PUBLISHER|DATE|URL."""

from contextlib import suppress

from detente.cli.dates import typed
from detente.cli.questions import BadAnswer
from detente.model.errors import BadDate
from detente.model.lines import source_fields


def source(text: str) -> dict[str, str]:
    """Return the fields of a source, without those left out; what is no date stays text, for the log to say so.

    >>> source("Canada-Iran Relations|Government of Canada|September 2010")
    {'title': 'Canada-Iran Relations', 'publisher': 'Government of Canada', 'published': '2010-09'}
    """
    parts = [part.strip() for part in text.split("|", 3)]
    found = {name: part for name, part in zip(source_fields(), parts, strict=False) if part}
    if "published" in found:
        with suppress(BadDate):
            found["published"] = typed(found["published"]).text
    return found


def whole_source(text: str) -> dict[str, str]:
    """Return the fields of a source; raise `BadAnswer` and `BadDate` where one is missing or wrong."""
    found = source(text)
    if not {"title", "publisher"} <= found.keys():
        raise BadAnswer("A source needs a title and a publisher, such as: Canada-Iran Relations|Government of Canada")
    if "published" in found:
        typed(found["published"])
    if not found.get("url", "https://").startswith(("http://", "https://")):
        raise BadAnswer(f"“{found['url']}” is no address: it begins with http:// or https://.")
    return found
