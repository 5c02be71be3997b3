"""The tables of data that the model reads: those beside the code, and the lists of ISO 3166 that pycountry holds.

Importing pycountry takes 40 ms, most of them for finding out its own version; its lists are read in 1 ms.
"""

import csv
import json
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any


def rows(file: str, package: str = "detente.model") -> Iterator[dict[str, str]]:
    """Return the rows of a CSV file of a package, by the names in its header; lines that begin with # are notes."""
    lines = _read(package, file).splitlines()
    return csv.DictReader(line for line in lines if not line.startswith("#"))


def iso(part: str) -> list[dict[str, str]]:
    """Return the entries of a part of ISO 3166: "3166-1", today's countries, or "3166-3", former ones."""
    return json.loads(_read("pycountry", f"databases/iso{part}.json"))[part]


def _read(package: str, file: str) -> str:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"The package {package} is not installed.", name=package)
    loader: Any = spec.loader
    return loader.get_data(f"{spec.submodule_search_locations[0]}/{file}").decode()
