"""A pytest plugin: feature files are collected like test modules, without a test module for each.

It looks only at ``.feature`` files in the folders that the ini option ``detente_features`` names, and so
never at those of another project. pytest loads it wherever detente is installed, so that it imports nothing
until there is such a file.
"""

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options that say where features are, and which log they speak of."""
    parser.addini("detente_features", "folders whose .feature files are run as specs", type="paths", default=[])
    parser.addini("detente_log", "the log that “the record” means in specs (default: events.jsonl beside the suite)")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse folders that are not there: their scenarios would never run, and nobody would know."""
    folders: list[Path] = config.getini("detente_features")
    for folder in folders:
        if not folder.is_dir():
            raise pytest.UsageError(f"detente_features names {folder}, which is no folder")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a feature file, if it lies where they are configured to be."""
    if file_path.suffix.casefold() != ".feature":
        return None
    folders: list[Path] = parent.config.getini("detente_features")
    if not any(folder in file_path.parents for folder in folders):
        return None
    from detente.specs.collecting import feature_file

    return feature_file(file_path, parent)
