"""Columns of Arrow out of numpy's and back, by their buffers.

What Arrow offers for it imports pandas wherever that is installed, which takes as long as half of a million lines.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

pa: Any = import_module("pyarrow")  # it says nothing of its types


def numbers_in(column: Any) -> "NDArray[Any]":
    """Return a column of whole numbers, or of truth values, none of them null.

    >>> numbers_in(column_of(np.array([3, 1], np.int32))).tolist()
    [3, 1]
    """
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    _, values = whole.buffers()
    if whole.type == pa.bool_():
        read = np.unpackbits(np.frombuffer(values, np.uint8), bitorder="little")
        return read[whole.offset : whole.offset + len(whole)].astype(np.bool_)
    kind = np.dtype(str(whole.type))
    return np.frombuffer(values, kind, len(whole), whole.offset * kind.itemsize)


def column_of(values: "NDArray[Any]", is_there: "NDArray[np.bool_] | None" = None, kind: Any = None) -> Any:
    """Return numbers, or truth values, as a column; null where something is not there.

    >>> column_of(np.array([3, 1]), np.array([True, False])).to_pylist()
    [3, None]
    """
    valid = None if is_there is None or is_there.all() else bits(is_there)
    if values.dtype == np.bool_:
        return pa.Array.from_buffers(pa.bool_(), len(values), [valid, bits(values)])
    kind = kind or pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [valid, pa.py_buffer(np.ascontiguousarray(values))])


def texts_of(values: Sequence[str | None]) -> Any:
    """Return texts as a column.

    >>> texts_of(["é", None, ""]).to_pylist()
    ['é', None, '']
    """
    raw = [b"" if value is None else value.encode() for value in values]
    ends = np.cumsum([0, *map(len, raw)], dtype=np.int32)
    is_there = np.array([value is not None for value in values], np.bool_)
    valid = None if is_there.all() else bits(is_there)
    return pa.StringArray.from_buffers(len(raw), pa.py_buffer(ends), pa.py_buffer(b"".join(raw)), valid)


def bits(chosen: "NDArray[np.bool_]") -> Any:
    """Return truth values as a buffer, a bit each."""
    return pa.py_buffer(np.packbits(chosen, bitorder="little"))
