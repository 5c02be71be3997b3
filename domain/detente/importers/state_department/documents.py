"""Documents in XML from elsewhere, read safely: with the line of each element, and nothing that could be expanded."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from detente.importers.reading import opened
from detente.log.findings import Finding

LARGEST = 2**24
"""How many bytes a document can have: the largest of the State Department's has 0.4 million."""
ID = "{http://www.w3.org/XML/1998/namespace}id"
"""The attribute that names an element."""


class Malformed(ValueError):
    """A file that is no document in XML, or one that is not read since it declares things to be expanded."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Document(NamedTuple):
    """A document, each of its elements with the line on which it begins."""

    path: str
    root: ET.Element
    lines: dict[ET.Element, int]

    def where(self, element: ET.Element) -> str:
        """Return the place of an element, as findings name it."""
        return f"{self.path}:{self.lines[element]}"


def document(path: Path) -> Document:
    """Return the document in a file; tags are without their namespaces. Raises `Malformed` and `Unreadable`.

    A document type is refused, and with it every entity that could grow without bounds or name another file.
    """
    with opened(path) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _malformed(path, data, 1, 1, f"this document has over {LARGEST:,} bytes: the file is none of the guide's")
    builder, lines = ET.TreeBuilder(), dict[ET.Element, int]()
    parser = expat.ParserCreate(namespace_separator="}")

    def start(tag: str, attributes: dict[str, str]) -> None:
        named = {name.replace("http:", "{http:", 1): value for name, value in attributes.items()}
        lines[builder.start(tag.rpartition("}")[2], named)] = parser.CurrentLineNumber

    def end(tag: str) -> None:
        builder.end(tag.rpartition("}")[2])

    def refuse(*_: object) -> None:
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        why = "a document type is declared here, which can make a small file grow without bounds: remove it"
        raise _malformed(path, data, line, column, why)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        why = f"this is no XML: {expat.ErrorString(error.code)}"
        raise _malformed(path, data, error.lineno, error.offset + 1, why) from error
    return Document(str(path), builder.close(), lines)


def words(element: ET.Element | None) -> str:
    """Return the text of an element and all within it, on one line; empty where there is none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def within(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Return the elements of a tag right below an element."""
    return (child for child in element if child.tag == tag)


def _malformed(path: Path, data: bytes, line: int, column: int, why: str) -> Malformed:
    texts = data.decode(errors="replace").splitlines()
    return Malformed(Finding(str(path), line, column, f"{why}.", texts[line - 1] if line <= len(texts) else ""))
