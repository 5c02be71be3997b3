"""detente: the history of relations between countries, kept, replayed, questioned and tested.

>>> import detente
>>> history = detente.History.of(detente.read(detente.shipped_log()), "Canada", "Iran")
>>> history.at("2012-09-08").status.words
'severed'
"""

from typing import Any


def _homes() -> dict[str, str]:
    """Return the module of each public name, out of the stub beside this file, where type checkers read them too."""
    import ast
    from pathlib import Path

    stub = ast.parse(Path(__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    imports = (node for node in stub.body if isinstance(node, ast.ImportFrom))
    return {alias.name: str(node.module) for node in imports for alias in node.names}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: the command line needs none of them, and few need them all."""
    homes = {} if name.startswith("_") and name != "__all__" else _homes()
    if name == "__all__":
        found = sorted(homes)
    elif name in homes:
        from importlib import import_module

        from detente.model.extras import needing

        with needing("world", f"detente.{name}"):  # what no extra brings is always installed
            found = getattr(import_module(homes[name]), name)
    else:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    # A room of that name, which importing it has put there, stays: it can be called as the function itself.
    globals().setdefault(name, found)
    return found


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(_homes())
