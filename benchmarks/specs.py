"""Behaviour specs: `detente spec` on 1,000 scenarios against `pytest` on 1,000 empty ones of pytest-bdd.

    uv run python benchmarks/specs.py [RUNS]

Ours ask the shipped record for the status of Canada and Iran on a day; theirs have no steps at all, stand
in as many files, and run with pytest and pytest-bdd alone. The two run in turn as whole processes, so that a
machine whose speed drifts slows both; what counts is the ratio.
"""

import datetime as dt
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import detente

FILES, SCENARIOS = 10, 100
BEGINNING = dt.date(1950, 1, 1)


def write_ours(folder: Path) -> None:
    """Write features that ask the record for the status on days between 1950 and 2025."""
    folder.mkdir()
    history = detente.History.of(detente.read(detente.shipped_log()), "Canada", "Iran")
    for file in range(FILES):
        lines = [f"Feature: Number {file}"]
        for place in range(SCENARIOS):
            day = BEGINNING + dt.timedelta(days=27 * (file * SCENARIOS + place))
            lines += [
                f"  Scenario: On {day}",
                "    Given the record",
                f"    Then the status of Canada and Iran on {day} is {history.at(day).in_words}",
            ]
        (folder / f"f{file}.feature").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_theirs(folder: Path) -> None:
    """Write empty scenarios, and the test module that pytest-bdd wants for each file of them."""
    folder.mkdir()
    for file in range(FILES):
        lines = [f"Feature: Number {file}", *(f"  Scenario: Number {place}" for place in range(SCENARIOS))]
        (folder / f"f{file}.feature").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (folder / f"test_f{file}.py").write_text(
            f"from pytest_bdd import scenarios\n\nscenarios('f{file}.feature')\n", encoding="utf-8"
        )


def seconds(command: list[str], folder: Path) -> float:
    """Time one run of a command, which has to succeed."""
    alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    begun = time.perf_counter()
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, env=os.environ | alone)
    return time.perf_counter() - begun


def main() -> None:
    """Print the medians of both and the median of their ratios."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    command = shutil.which("detente", path=str(Path(sys.executable).parent))
    if command is None:
        sys.exit("detente is not installed: run this with uv run")
    with tempfile.TemporaryDirectory() as name:
        mine, other = Path(name) / "ours", Path(name) / "theirs"
        write_ours(mine)
        write_theirs(other)
        ours = [command, "spec", "--log", str(detente.shipped_log())]
        theirs = [sys.executable, "-m", "pytest", "-q", "-p", "pytest_bdd.plugin", "-p", "no:cacheprovider"]
        seconds(ours, mine)
        seconds(theirs, other)
        pairs = [(seconds(ours, mine), seconds(theirs, other)) for _ in range(runs)]
    print(f"detente spec   {statistics.median(a for a, _ in pairs):.2f} s")
    print(f"pytest         {statistics.median(b for _, b in pairs):.2f} s")
    print(f"ratio          {statistics.median(a / b for a, b in pairs):.2f} (median of {runs} pairs)")


if __name__ == "__main__":
    main()
