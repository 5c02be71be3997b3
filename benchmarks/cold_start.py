"""Cold start: `detente at` as a whole process against `bean-check` on a ledger of 7,000 lines.

    uv run --group benchmarks python benchmarks/cold_start.py [RUNS]

The two run in turn, so that a machine whose speed drifts slows both; what counts is the ratio.
"""

import datetime as dt
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LINES = 7_000
RECORD = Path(__file__).parents[1] / "events.jsonl"


def ledger() -> str:
    """Write a ledger of a purchase a day."""
    lines = ["2010-01-01 open Assets:Bank", "2010-01-01 open Expenses:Food", ""]
    day = dt.date(2010, 1, 2)
    while len(lines) < LINES:
        lines += [f'{day} * "Shop" "Purchase"', f"  Expenses:Food  {day.day}.50 CAD", "  Assets:Bank", ""]
        day += dt.timedelta(days=1)
    return "\n".join(lines[:LINES]) + "\n"


def seconds(command: list[str]) -> float:
    """Time one run of a command, which has to succeed."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def installed(name: str) -> str:
    """Give the place of a command beside this Python."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        sys.exit(f"{name} is not installed: run this with uv run --group benchmarks")
    return found


def main() -> None:
    """Print the medians of both and the median of their ratios."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.beancount"
        book.write_text(ledger(), encoding="utf-8")
        ours = [installed("detente"), "--log", str(RECORD), "at", "2012-09-08", "CAN", "IRN"]
        theirs = [installed("bean-check"), str(book)]
        seconds(ours)
        seconds(theirs)
        pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    print(f"detente at     {statistics.median(a for a, _ in pairs):.3f} s")
    print(f"bean-check     {statistics.median(b for _, b in pairs):.3f} s")
    print(f"ratio          {statistics.median(a / b for a, b in pairs):.2f} (median of {runs} pairs)")


if __name__ == "__main__":
    main()
