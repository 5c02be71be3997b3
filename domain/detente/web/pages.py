"""Pages made of templates, in which everything is escaped and what cannot be seen is shown as a mark."""

from contextvars import ContextVar
from functools import cache
from types import SimpleNamespace

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from detente.model.wording import masked
from detente.views.blocks import Styled, link_of
from detente.views.citations import footnote
from detente.web.addresses import Address
from detente.web.safety import POLICY
from detente.web.words import LANGUAGE, WORDS

STAMP: ContextVar[str] = ContextVar("STAMP", default="")
"""What `Site.shown` was when the page was asked for. Read before the log is, it is never newer than what is shown: no
change is missed."""


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("detente.web"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(w=SimpleNamespace(**WORDS), language=LANGUAGE, cited_at=Address("/cite"), policy=POLICY)  # pyright: ignore[reportUnknownMemberType]
    made.filters.update(anchor=anchor, footnote=footnote, safe_link=safe_link)  # pyright: ignore[reportUnknownMemberType]
    return made


def page(template: str, status: int = 200, **said: object) -> HTMLResponse:
    """Return a page."""
    return HTMLResponse(_environment().get_template(template).render({"stamp": STAMP.get(), **said}), status)


def anchor(named: str) -> str:
    """Return the id that an element has for an event; the ids of events are words of any letters."""
    return f"event-{named}"


def safe_link(url: str | None) -> str | None:
    """Return an address that leads to a page of the web; nothing of any other, such as ``javascript:``."""
    return link_of(Styled("", "", link=url))


def _visible(value: object) -> object:
    return masked(value) if isinstance(value, str) and not isinstance(value, Markup) else value
