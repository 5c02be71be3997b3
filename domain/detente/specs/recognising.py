"""Whether a file is a feature: no answer is written over one."""

from pathlib import Path

from gherkin.dialect import DIALECTS


def is_feature(path: Path) -> bool:
    """Whether a file is a feature, by its name or because it begins as one in any language, whatever is wrong in it."""
    if path.suffix.casefold() == ".feature":
        return True
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        lines = (line.strip() for line in file)
        first = next((line for line in lines if line and not line.startswith(("#", "@"))), "")
    keyword, colon, _ = first.partition(":")
    return bool(colon) and any(keyword in dialect["feature"] for dialect in DIALECTS.values())
