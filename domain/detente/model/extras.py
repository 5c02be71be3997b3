"""Libraries that only some of what the package does needs, and what is said where they are not installed."""

from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec

from detente.model.errors import DetenteError

WORLD = ("duckdb", "numpy", "pyarrow")
"""What the extra of that name brings, by the names under which it is imported."""


class NotInstalled(DetenteError, ModuleNotFoundError):
    """A library of an extra that is not installed; its name is that under which it is imported."""


@contextmanager
def needing(extra: str, what: str) -> Generator[None]:
    """Import libraries of an extra; raise `NotInstalled`, which says what takes them, where one is not there.

    Where one of these is within another, the outermost is named: its extra brings what those within it need.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        raise NotInstalled(
            f"{what} takes a library that is not installed here, {library}: pip install 'detente[{extra}]'.",
            name=library,
        ) from error


def is_installed(*libraries: str) -> bool:
    """Whether some libraries are installed, by the names under which they are imported."""
    return all(find_spec(library) is not None for library in libraries)
