"""The folder of a site that is written: put in place when all is written, and never over something else."""

import json
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from detente.log.writing import NotWritten, sync_folder
from detente.model.wording import counted, listing

MARKER = "detente-export.json"
"""The file that says which files of the folder an export wrote."""
_NAMED = 3


@contextmanager
def replacing(folder: Path) -> Generator[Path]:
    """Give an empty folder, which takes the place of another when all is written; else that stays as it was.

    The other has to be empty, new, or of nothing but what was written there before. Raises `NotWritten`.
    """
    folder = folder.resolve()
    _must_be_ours(folder)
    try:
        beside = Path(mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        raise NotWritten(f"Nothing can be written beside {folder}: {error.strerror}.") from error
    try:
        made = beside / folder.name
        made.mkdir()
        yield made
        _mark(made)
        _must_be_ours(folder)
        _put(made, folder, beside)
    except OSError as error:
        raise NotWritten(f"{folder} cannot be written: {error.strerror}. It is as it was before.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _must_be_ours(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise NotWritten(f"{folder} is no folder. Name another, or a new one.")
    if not folder.parent.is_dir():
        raise NotWritten(f"There is no folder {folder.parent} to put {folder.name} into. Make it, or name another.")
    there = _files(folder) if folder.exists() else []
    if not there:
        return
    others = sorted({*there} - {*_written(folder)})
    if others:
        more = f" and {counted(len(others) - _NAMED, 'more')}" if len(others) > _NAMED else ""
        raise NotWritten(
            f"{folder} holds what no export wrote ({listing(others[:_NAMED])}{more}), and nothing is written over it. "
            "Name a new folder, or an empty one."
        )


def _written(folder: Path) -> list[str]:
    """Return the files that an export wrote into a folder, by what it says itself."""
    try:
        return [MARKER, *json.loads((folder / MARKER).read_text(encoding="utf-8"))["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())


def _mark(folder: Path) -> None:
    files = _files(folder)
    (folder / MARKER).write_text(json.dumps({"files": files}, indent=0), encoding="utf-8")


def _put(made: Path, folder: Path, beside: Path) -> None:
    """Put a folder in the place of another; where that fails, the other is back in its place."""
    old = beside / "old"
    if folder.exists():
        made.chmod(folder.stat().st_mode & 0o7777)
        folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    sync_folder(folder.parent)
