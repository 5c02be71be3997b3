"""Importers of other packages: written from the documentation alone, found by their entry points."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = (Path(__file__).parent.parent / "docs" / "importers.md").read_text(encoding="utf-8")
ROWS = "number;what;from;at;day\n1;recall;CAN;SAU;2018-08-09\n2;visit;CAN;SAU;2018-09-01\n3;recall;;SAU;2018-09-02\n"


def install(folder: Path, package: str, *, name: str = "recalls", module: str = "") -> None:
    """Lay a package into a folder as an installer would: its code, and what it says of itself."""
    module = module or re.findall(r"```python\n(.*?)```", DOCS, flags=re.S)[0]
    (folder / package).mkdir()
    (folder / package / "__init__.py").touch()
    (folder / package / "recalls.py").write_text(module, encoding="utf-8")
    told = folder / f"{package}-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8")
    entry = f"[detente.importers]\n{name} = {package}.recalls:IMPORTER\n"
    (told / "entry_points.txt").write_text(entry, encoding="utf-8")


def detente(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "detente", *arguments]
    path = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"PYTHONPATH": path}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_example_of_the_documentation_works_in_a_package_of_its_own(tmp_path: Path) -> None:
    install(tmp_path, "my_package")
    assert '"my_package.recalls:IMPORTER"' in DOCS
    (tmp_path / "recalls.csv").write_text(ROWS, encoding="utf-8")
    listed = detente(tmp_path, "import")
    assert "recalls of ambassadors, from a ministry's list" in listed.stdout
    done = detente(tmp_path, "import", "recalls", "recalls.csv", "-o", "log.jsonl", "--json")
    account = json.loads(done.stdout)
    assert done.returncode == 1
    assert (account["rows"], account["taken"], account["malformed"]) == (3, 1, 1)
    assert account["dropped"] == {"the row is no recall": 1}
    assert account["findings"] == ["recalls.csv:4:10: nobody recalled: write who did."]
    # No relations are recorded, so that nobody can be recalled.
    assert account["refused"] == {"ambassador_recalled": 1}
    (kept,) = (tmp_path / "log.jsonl.refused").read_text(encoding="utf-8").splitlines()
    assert json.loads(kept)["where"] == "recalls.csv:2"


def test_two_packages_that_read_one_format_are_an_error_that_names_both(tmp_path: Path) -> None:
    install(tmp_path, "my_package")
    install(tmp_path, "her_package")
    done = detente(tmp_path, "import", "recalls", "recalls.csv")
    assert done.returncode == 1
    assert "her_package" in done.stderr
    assert "my_package" in done.stderr
    install(tmp_path, "another", name="csv")
    assert "more than one package" in detente(tmp_path, "import", "csv", "a.csv").stderr


@pytest.mark.parametrize(
    ("module", "said"),
    [("1 / 0\n", "cannot be loaded: ZeroDivisionError"), ("IMPORTER = 1\n", "is no detente.importers.Importer")],
)
def test_what_is_no_importer_is_told_with_its_package(tmp_path: Path, module: str, said: str) -> None:
    install(tmp_path, "my_package", module=module)
    done = detente(tmp_path, "import", "recalls", "recalls.csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "my_package" in done.stderr
    assert "Traceback" not in done.stderr
    assert "csv" in detente(tmp_path, "import").stdout


def test_an_importer_that_stumbles_is_told_and_nothing_is_imported(tmp_path: Path) -> None:
    module = re.findall(r"```python\n(.*?)```", DOCS, flags=re.S)[0].replace('row["what"]', 'row["waht"]')
    install(tmp_path, "my_package", module=module)
    (tmp_path / "recalls.csv").write_text(ROWS, encoding="utf-8")
    done = detente(tmp_path, "import", "recalls", "recalls.csv", "-o", "log.jsonl")
    assert (done.returncode, done.stdout) == (1, "")
    assert "The importer of “recalls” has failed, and nothing is imported: KeyError('waht')" in done.stderr
    assert not (tmp_path / "log.jsonl").exists()


def test_what_is_not_added_is_kept_in_no_log(tmp_path: Path) -> None:
    install(tmp_path, "my_package")
    (tmp_path / "recalls.csv").write_text(ROWS, encoding="utf-8")
    said = detente(tmp_path, "import", "recalls", "recalls.csv", "-o", "log.jsonl", "--refused", "/dev/full")
    assert (said.returncode, "Import again, with --refused" in said.stderr) == (1, True)
    detente(tmp_path, "import", "recalls", "recalls.csv", "-o", "recalls.csv")
    assert (tmp_path / "recalls.csv").read_text(encoding="utf-8") == ROWS


def test_a_format_that_nobody_reads_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    done = detente(tmp_path, "import", "cvs", "a.csv")
    assert done.returncode == 1
    assert "Did you mean “csv”?" in done.stderr
    assert detente(tmp_path, "import", "csv").returncode == 2
    assert "Name the files" in detente(tmp_path, "import", "csv", "--mapping", "x").stderr
    assert detente(tmp_path, "import", "csv", "a.csv").returncode == 2
