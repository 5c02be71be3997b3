"""One pair of the record against a log of that pair alone: `detente at`, `history` and `why`.

    uv run --group benchmarks python benchmarks/one_pair.py [RUNS]

All are whole processes, run in turn, so that a machine whose speed drifts slows both alike; what counts is the ratio.
The record is a copy without an index, as it is after a checkout or an installation, whose seal has to be believed by
its digest; the log of the pair alone is sealed as it stands.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from reading import compare

RECORD = Path(__file__).parents[1] / "events.jsonl"
PAIRS = [("CAN", "IRN"), ("CUB", "USA"), ("IND", "PAK")]


def alone(pair: tuple[str, str], folder: Path) -> Path:
    """Write a sealed log of the lines of the record that are about one pair."""
    lines = RECORD.read_text(encoding="utf-8").splitlines(keepends=True)
    path = folder / "{}-{}.jsonl".format(*pair)
    path.write_text("".join(line for line in lines if json.loads(line)["parties"] == [*pair]), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "detente", "check", "--seal", str(path)], check=True, capture_output=True)
    return path


def main() -> None:
    """Print every figure with its baseline."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = Path(shutil.copyfile(RECORD, folder / "events.jsonl"))
        shutil.copyfile(f"{RECORD}.seal", f"{whole}.seal")
        for pair in PAIRS:
            one = alone(pair, folder)
            for asked in (["at", "2000-01-01", *pair], ["history", *pair], ["why", *pair, "--on", "2000-01-01"]):
                ours, theirs = ([sys.executable, "-m", "detente", "--log", str(log), *asked] for log in (whole, one))
                compare(f"{asked[0]}, {' and '.join(pair)}", ours, theirs, runs)


if __name__ == "__main__":
    main()
