"""The catalogue of errors: an example log for each, and exactly what is said of it.

    python tests/test_errors.py

writes docs/errors.md anew; the test holds it against what is printed.
"""

import sys
from pathlib import Path

from making import detente

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "errors"
CATALOGUE = ROOT / "docs" / "errors.md"
HEAD = """\
# Errors, and what to do about them

Everything that `detente check` can find in a log, with an example of each. A finding names file, line and column,
says what is wrong and what to do, and shows the place. The examples lie in `tests/errors/`; this page is made from
them by `python tests/test_errors.py`, and a test holds the two together.
"""


def catalogue() -> str:
    """Write the catalogue from what is printed of each example."""
    parts = [HEAD]
    for path in sorted(EXAMPLES.glob("*.jsonl")):
        printed = detente("check", path.name, cwd=EXAMPLES).stdout
        parts.append(f"## {path.stem.replace('-', ' ')}\n\n```\n{printed}```\n")
    return "\n".join(parts)


def test_the_catalogue_is_what_is_printed() -> None:
    assert CATALOGUE.read_text(encoding="utf-8") == catalogue()


def test_every_example_is_found_wrong_or_advised_about() -> None:
    for path in EXAMPLES.glob("*.jsonl"):
        answer = detente("check", path.name, cwd=EXAMPLES)
        assert answer.stdout.startswith(f"{path.name}:"), path
        assert answer.returncode == (0 if path.stem == "order-left-open" else 1), path


if __name__ == "__main__":
    sys.exit(CATALOGUE.write_text(catalogue(), encoding="utf-8") == 0)
