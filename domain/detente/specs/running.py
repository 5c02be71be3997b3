"""Running features by themselves: with pytest and pytest-bdd underneath, and nobody's configuration of either."""

import errno
import os
import warnings
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from pytest_bdd import plugin as pytest_bdd_plugin

from detente.log.record import Record
from detente.model.errors import DetenteError
from detente.model.wording import listing
from detente.specs import plugin
from detente.specs.observing import Observer
from detente.specs.recording import Recorder, Reporter
from detente.specs.results import RunResult
from detente.specs.selecting import Selection

NOT_NEEDED = (
    *("assertion", "cacheprovider", "capture", "debugging", "doctest", "faulthandler", "legacypath", "logging"),
    *("monkeypatch", "pastebin", "recwarn", "setuponly", "setupplan", "stepwise", "subtests", "terminal"),
    *("terminalprogress", "threadexception", "tmpdir", "unittest", "unraisableexception", "warnings"),
)
"""What pytest brings for tests in Python, for folders of caches, and for its own way to print."""

_APART = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": None, "PYTEST_PLUGINS": None, "PYTEST_DEBUG": None}
"""The variables of the environment while pytest runs; None for one that is not set."""


class Asked(NamedTuple):
    """What is to be run, and how."""

    paths: Sequence[Path]
    """The feature files."""
    log: Path
    """The log that “the record” means."""
    tags: Sequence[str] = ()
    """What the tags of a scenario must be, all of it: "x", "not x" for those without, "x,y" for one of several."""
    junit: Path | None = None
    """Where a report in the XML of JUnit goes."""
    coverage: bool = False
    """Whether to count which points of the machine are exercised."""


class NothingToRun(DetenteError):
    """No scenario was found, or none selected."""


def features_in(paths: Iterable[Path]) -> list[Path]:
    """Return the feature files among paths and in the folders among them, in order; raise `NothingToRun`."""
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise NothingToRun(f"There is no {path}. Name feature files, or folders that hold some.")
        for feature in _inside(path) if path.is_dir() else [path]:
            found.setdefault(feature.resolve(), feature)
    if not found:
        raise NothingToRun(f"There is no .feature file in {listing([f'“{path}”' for path in paths], 'or')}.")
    return list(found.values())


def _inside(folder: Path) -> list[Path]:
    """Return what is called a feature in a folder, those in hidden folders left out, and those that are no files in."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.casefold() == ".feature"
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def run(asked: Asked, reporter: Reporter) -> tuple[RunResult, Record | None]:
    """Run features; return what came of them, and the record if a scenario spoke of it.

    Raises `NothingToRun` where no scenario was selected, `OSError` where a report cannot be written, and
    `KeyboardInterrupt` where somebody interrupted it.
    """
    selection, observer = Selection(asked.paths, asked.tags), Observer()
    recorder = Recorder(selection.features, reporter)
    plugins = [_pytest_bdd_hooks(), plugin, selection, recorder, *([observer] if asked.coverage else [])]
    if asked.junit and asked.junit.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    with _environment(_APART), warnings.catch_warnings():
        # What pytest and pluggy warn of is about Python.
        warnings.simplefilter("ignore")
        code = pytest.main(_options(asked), plugins)
    if recorder.write_error:
        raise recorder.write_error
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    assert code in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED), code
    result = RunResult(recorder.results, observer.coverage)
    if not result.scenarios and not result.errors:
        wanted = " and ".join(asked.tags)
        raise NothingToRun(f"No scenario was selected: none has {wanted} among its tags.")
    return result, recorder.record


def _pytest_bdd_hooks() -> ModuleType:
    """Return pytest-bdd's plugin without the step that it brings, which would stop in a debugger."""
    hooks = ModuleType(pytest_bdd_plugin.__name__)
    vars(hooks).update({name: hook for name, hook in vars(pytest_bdd_plugin).items() if name.startswith("pytest_")})
    return hooks


def _options(asked: Asked) -> list[str]:
    """Return the command line of pytest."""
    return [
        *("-c", os.devnull, "--rootdir", os.curdir, "--noconftest", "--continue-on-collection-errors"),
        *("-o", f"detente_log={asked.log.absolute()}", "-o", "junit_family=xunit1", "-o", "junit_suite_name=detente"),
        *(["--junitxml", str(asked.junit.absolute())] if asked.junit else ["-p", "no:junitxml"]),
        *(option for name in NOT_NEEDED for option in ("-p", f"no:{name}")),
    ]


@contextmanager
def _environment(variables: Mapping[str, str | None]) -> Generator[None]:
    """Set variables of the environment for a while."""
    before = {name: os.environ.get(name) for name in variables}
    _set(variables)
    try:
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
