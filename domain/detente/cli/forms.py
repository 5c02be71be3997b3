"""The forms in which an answer can be written, by the names that ask for them; imported only when one is asked for."""

from collections.abc import Callable

from detente.cli.answer import Answer
from detente.views.html import as_page
from detente.views.markdown import as_markdown
from detente.views.sheets import as_csv, as_json, as_json_lines


def _json(answer: Answer) -> str | None:
    return as_json(answer.data(), indent=2) if answer.data else None


def _csv(answer: Answer) -> str | None:
    return as_csv(answer.sheet()) if answer.sheet else None


def _json_lines(answer: Answer) -> str | None:
    return as_json_lines(answer.sheet()) if answer.sheet else None


def _markdown(answer: Answer) -> str | None:
    return as_markdown(answer.text()) if answer.text else None


def _html(answer: Answer) -> str | None:
    return as_page(answer.text()) if answer.text else None


FORMS: dict[str, Callable[[Answer], str | None]] = {
    "json": _json,
    "csv": _csv,
    "jsonl": _json_lines,
    "markdown": _markdown,
    "html": _html,
}
"""What writes each form; it returns none of an answer that has no such form, which is then to be read."""
