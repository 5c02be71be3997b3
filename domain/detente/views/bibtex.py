"""Citations as BibTeX, which LaTeX, Biber and reference managers read.

Every work is a ``@misc`` entry: the styles of BibTeX have no other for pages, data and programs. Letters beyond ASCII
stay as they are, since every BibTeX of today reads UTF-8.
"""

from collections.abc import Iterable, Iterator

from detente.model.dates import MONTHS, HistoricDate
from detente.views.citations import FORMS, Work

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # BibTeX counts braces also behind a backslash: one alone would end the field elsewhere.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "#$%&_"},
    }
)
_IN_ADDRESSES = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "\\{}^ "})


def bibtex(works: Iterable[Work]) -> str:
    r"""Return works as a file of BibTeX.

    >>> print(bibtex([Work("cbc-2012", "webpage", "50% & more", published=HistoricDate.parse("2012-09"))]), end="")
    @misc{cbc-2012,
      title = {{50\% \& more}},
      year = {2012},
      month = sep
    }
    """
    return "\n".join(_entry(work) for work in works)


def _entry(work: Work) -> str:
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(work))
    return f"@misc{{{work.key},\n{fields}\n}}\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    if work.authors:
        # A second pair of braces keeps a body's name, and the capitals of a title, as they are.
        yield "author", f"{{{' and '.join(f'{{{escaped(author)}}}' for author in work.authors)}}}"
    yield "title", f"{{{{{escaped(work.title)}}}}}"
    how = work.publisher or FORMS.get(work.kind)
    if how:
        yield "howpublished", f"{{{escaped(how)}}}"
    if work.version:
        yield "version", f"{{{escaped(work.version)}}}"
    notes = [work.version and f"Version {work.version}", work.note and f"{work.note[:1].upper()}{work.note[1:]}"]
    if work.published:
        yield from _date(work.published)
        if not _is_plain(work.published):
            notes.append(f"Published {work.published.in_words()}")
    if any(notes):
        yield "note", f"{{{escaped('; '.join(note for note in notes if note))}}}"
    if work.url:
        # LaTeX and Biber take an address as it is.
        yield "url", f"{{{work.url.translate(_IN_ADDRESSES)}}}"


def _date(on: HistoricDate) -> Iterator[tuple[str, str]]:
    """Return the year, the month and the day as far as all possible days have them in common."""
    first, last = on.earliest, on.latest
    if first.year == last.year:
        yield "year", f"{{{first.year:04}}}"
        if first.month == last.month:
            yield "month", MONTHS[first.month - 1][:3].lower()
            if first == last:
                yield "day", f"{{{first.day}}}"


def _is_plain(on: HistoricDate) -> bool:
    """Whether year, month and day say all of a date."""
    return on.text[-1].isdigit()


def escaped(text: str) -> str:
    r"""Return a text in which nothing has a meaning for LaTeX.

    >>> print(escaped("R&D in {Tehran} – 50 %"))
    R\&D in \textbraceleft{}Tehran\textbraceright{} – 50 \%
    """
    return text.translate(_SPECIAL)
