"""Arrow, in which tables are handed on. It says nothing of its types, so that here it is taken as anything."""

from importlib import import_module
from typing import Any

pa: Any = import_module("pyarrow")
pc: Any = import_module("pyarrow.compute")
csv: Any = import_module("pyarrow.csv")
pq: Any = import_module("pyarrow.parquet")
