"""Fitting a table into a width without breaking a word."""

from collections.abc import Callable

from detente.views.blocks import Table, text_of


def widths(table: Table, room: int, measure: Callable[[str], int] = len) -> list[int] | None:
    """Return how wide each column is, where the cells have so much room together; none where a word would be broken.

    No column is narrower than its longest word, nor wider than its longest cell; what is left goes to the columns by
    their shares. `measure` returns how many places a text takes.

    >>> table = Table("", [("Date", 1), ("What", 2)], [("7 September 2012", "Canada suspends its relations")])
    >>> widths(table, 30), widths(table, 100), widths(table, 16)
    ([10, 20], [16, 29], None)
    """
    columns = [
        [name, *map(text_of, cells)]
        for (name, _), cells in zip(
            table.columns, zip(*table.rows, strict=True) if table.rows else [()] * len(table.columns), strict=True
        )
    ]
    narrowest = [max(measure(word) for text in texts for word in text.split() or [""]) for texts in columns]
    widest = [max(map(measure, texts)) for texts in columns]
    found, shares = list(narrowest), [share for _, share in table.columns]
    if sum(found) > room:
        return None
    for _ in range(min(room, sum(widest)) - sum(found)):
        growing = [index for index, width in enumerate(found) if width < widest[index]]
        found[min(growing, key=lambda index: found[index] / shares[index])] += 1
    return found
