"""Works that can be cited, in the forms of reference managers."""

import json
from collections.abc import Callable, Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from detente.model.wording import escaped
from detente.views.bibtex import bibtex
from detente.views.citations import Work
from detente.views.csl import csl
from detente.web.forms import form_asked
from detente.web.parameters import Parameters

FORMS: Mapping[str, tuple[str, Callable[[Sequence[Work]], str]]] = {
    "bib": ("application/x-bibtex", bibtex),
    "csl": ("application/vnd.citationstyles.csl+json", lambda works: escaped(json.dumps(csl(works)))),
}
"""What writes each form, and what kind of file it is."""


def in_form(request: Request) -> Response:
    """Return the tool and the log as ``detente cite`` cites them."""
    media, make = form_asked(request, FORMS)
    Parameters(request.url.query).refuse_others()
    return Response(make(request.app.state.site.edition.cited), media_type=media)
