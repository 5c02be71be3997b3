"""Other forms in which an address gives what its page shows, such as JSON, CSV or SVG."""

from collections.abc import Mapping
from typing import TypeVar

from starlette.requests import Request

from detente.web.errors import NoPage
from detente.web.words import WORDS

Form = TypeVar("Form")


def form_asked(request: Request, forms: Mapping[str, Form]) -> Form:
    """Return the form that the ending of an address names; raise `NoPage` where there is none of that name."""
    form = request.path_params["form"]
    if form not in forms:
        raise NoPage(WORDS["no_page"].format(path=request.url.path, near=""))
    return forms[form]
