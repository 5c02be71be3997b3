"""Drawings as pictures: what is drawn as SVG, made into PNG or PDF."""

from collections.abc import Callable
from functools import partial
from typing import Literal
from xml.etree import ElementTree as ET

from detente.model.errors import DetenteError

SVG = ".svg"
DENSITY = 192
"""How many pixels an inch of a PNG has: two for each unit of the drawing."""

_TAG = "{http://www.w3.org/2000/svg}"
_PAGE = b"""
#set document(title: sys.inputs.title, date: none)
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", alt: sys.inputs.description)
"""


class NoPictures(DetenteError):
    """What makes pictures of drawings is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "PNG and PDF take a library that is not installed here: pip install 'detente[pictures]'. "
            "Without it, name a file that ends with .svg."
        )


def _picture(drawing: str, form: Literal["png", "pdf"]) -> bytes:
    """Return a drawing as a picture of one page, with its title and description; the same drawing, the same bytes.

    Letters are those of the machine, or where it has none, those that come with the library. Raises `NoPictures`.
    """
    try:
        import typst
    except ModuleNotFoundError as error:
        raise NoPictures from error
    svg = ET.fromstring(drawing)  # noqa: S314 - drawn by us
    said = {"title": svg.findtext(f"{_TAG}title", ""), "description": svg.findtext(f"{_TAG}desc", "")}
    fonts = typst.Fonts()
    made, _ = typst.compile_with_warnings(
        _PAGE, font_paths=fonts, format=form, ppi=DENSITY, sys_inputs={"drawing": drawing, **said}
    )
    return made


FORMS: dict[str, Callable[[str], bytes]] = {
    SVG: str.encode,
    ".png": partial(_picture, form="png"),
    ".pdf": partial(_picture, form="pdf"),
}
"""What a drawing is made into, by the ending of the name of its file."""
