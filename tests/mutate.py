"""Change the code of the model in one place at a time, and see whether a test notices.

    uv run python tests/mutate.py [MODULE …]        (all modules of detente.model, if none is named)

Prints each change that survived, and how many there were. The tables of rules have changes of their own, in
test_mutations.py. It takes some minutes a module, and runs in processes of its own.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "domain" / "detente" / "model"
TESTS = (
    *("features", "tests/test_rules.py", "tests/test_dates.py", "tests/test_countries.py", "domain/detente/model"),
    *("tests/test_history.py", "tests/test_reading.py", "tests/test_hypotheses.py", "tests/test_appending.py"),
)
"""What is run, the quick ones first: the first failure ends it."""
LONGEST = 240
"""How many seconds a change is given; one that runs longer never ends, and is noticed."""

CHANGED = "--changed"
"""How this file is called to be the process that runs the tests with a change."""

_COMPARED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


class Change(NamedTuple):
    """One change of a module."""

    module: str
    line: int
    before: str
    after: str
    source: str


def changes(path: Path) -> Iterator[Change]:
    """List the changes of a module: of comparisons, connectives, negations, numbers, truths and answers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [node for function in _functions(tree) for node in ast.walk(function)]
    for node in dict.fromkeys(nodes):
        for other in _others(node):
            changed = deepcopy(tree, {id(node): other})
            source = ast.unparse(ast.fix_missing_locations(changed))
            yield Change(path.stem, getattr(node, "lineno", 0), ast.unparse(node), ast.unparse(other), source)


def _functions(tree: ast.Module) -> Iterator[ast.AST]:
    """Give the statements of every function, without its docstring and annotations."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from (
                one for one in node.body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
            )


def _others(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARED:
            yield ast.Compare(node.left, [_COMPARED[type(op)]()], node.comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.IfExp(_, body, orelse):
            yield from (body, orelse)
        case ast.BinOp(left, ast.Add() | ast.Sub() as op, right):
            yield ast.BinOp(left, ast.Sub() if isinstance(op, ast.Add) else ast.Add(), right)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield ast.Constant(value + 1)
        case ast.Return(value) if value is not None and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Raise():
            yield ast.Pass()
        case _:
            return


class _Finder(MetaPathFinder, Loader):
    """Gives one module with its change, and leaves all others as they are."""

    def __init__(self, name: str, source: str) -> None:
        self._name, self._source = name, source

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        return spec_from_file_location(fullname, MODEL / f"{fullname.rsplit('.', maxsplit=1)[-1]}.py", loader=self)  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._source, str(module.__file__), "exec"), vars(module))


def survives(change: Change) -> bool:
    """Run the tests in a process of its own, with a change; tell whether they all pass as if nothing were."""
    command = [sys.executable, __file__, CHANGED, change.module]
    try:
        done = subprocess.run(
            command, input=change.source, text=True, capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def run_changed(module: str, source: str) -> int:
    """Run the tests here, with another source of a module; give pytest's exit code."""
    os.chdir(ROOT)
    sys.meta_path.insert(0, _Finder(f"detente.model.{module}", source))
    import hypothesis

    hypothesis.settings.register_profile("quick", max_examples=25, deadline=None, database=None, derandomize=True)
    hypothesis.settings.load_profile("quick")
    # Where pytest rewrites assertions it finds modules itself, and would not ask us for the changed one.
    return int(pytest.main(["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-W", "ignore", *TESTS]))


def main() -> None:
    """Try every change of the modules named."""
    if sys.argv[1:2] == [CHANGED]:
        sys.exit(run_changed(sys.argv[2], sys.stdin.read()))
    names = sys.argv[1:] or sorted(path.stem for path in MODEL.glob("*.py") if path.stem not in ("__init__", "table"))
    survived = tried = 0
    for name in names:
        every = list(changes(MODEL / f"{name}.py"))
        as_it_is = Change(name, 0, "", "", (MODEL / f"{name}.py").read_text(encoding="utf-8"))
        assert survives(as_it_is), "the tests fail as it is: what a change would do cannot be told"
        for change in every:
            tried += 1
            if survives(change):
                survived += 1
                print(f"{change.module}.py:{change.line}: {change.before}  →  {change.after}", flush=True)
        print(f"{name}: {len(every)} changes", flush=True)
    print(f"{survived} of {tried} changes survived")


if __name__ == "__main__":
    main()
