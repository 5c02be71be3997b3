"""Lines that ask the command line what a page shows, to be copied into a shell."""

from pathlib import Path
from shlex import join

from detente.log.shipped import NAME, shipped_log


def command(*words: str) -> str:
    """Return the line that asks something, quoted for a shell.

    >>> command("at", "2012", "Canada", "South Korea")
    "detente at 2012 Canada 'South Korea'"
    """
    return join(["detente", *words])


def option(name: str, value: str) -> list[str]:
    """Return the words of an option; one word where its value would be taken for an option itself.

    >>> option("on", "2012"), option("without", "--known")
    (['--on', '2012'], ['--without=--known'])
    """
    return [f"--{name}={value}"] if value.startswith("-") else [f"--{name}", value]


def elsewhere(log: Path, called: str) -> list[str]:
    """Return the words that name a log, called as whoever runs the line calls it; none for the one read anyway."""
    return [] if log in (Path(NAME), shipped_log()) else option("log", called)
