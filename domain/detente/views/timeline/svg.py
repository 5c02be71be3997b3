"""Writing SVG: elements with their attributes, and everything in them escaped."""

import re
from xml.etree import ElementTree as ET

from detente.model.wording import masked

_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, *children: ET.Element | str, **attributes: str | float) -> ET.Element:
    """Return an element: strings are its text, numbers get two decimals at most, `stroke_width` is ``stroke-width``."""
    made = ET.Element(name, {key.strip("_").replace("_", "-"): _value(value) for key, value in attributes.items()})
    for child in children:
        if isinstance(child, str):
            made.text = readable(child)
        else:
            made.append(child)
    return made


def as_document(svg: ET.Element) -> str:
    """Return a whole document."""
    ET.indent(svg)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(svg, encoding="unicode")}\n'


def readable(text: str) -> str:
    """Return text with a mark for each character that cannot be seen, or that XML cannot hold however it is escaped."""
    seen = masked(text)
    return seen if seen.isascii() and seen.isprintable() else _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", seen)


def _value(value: str | float) -> str:
    return readable(value) if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
