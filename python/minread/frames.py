"""Results as pandas, polars and pyarrow have them, made and read; each is imported when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

from minread import _core


def library(name: str) -> Any:
    """Import an optional library; say how to get it where it is missing."""
    try:
        return import_module(name)
    except ImportError:
        raise ImportError(f"this needs {name}; pip install minread[{name}]") from None


def with_capsules(name: str) -> Any:
    """Import polars or pyarrow, in a version that hands over Arrow; say so where it is missing or older."""
    found = library(name)
    column, method = ("Series", "__arrow_c_stream__") if name == "polars" else ("Array", "__arrow_c_array__")
    if hasattr(getattr(found, column), method):
        return found
    raise ImportError(
        f"this needs {name} with the Arrow PyCapsule interface, and {found.__version__} is older; "
        f"pip install --upgrade {name}"
    )


@cache
def pyarrow() -> Any | None:
    """Give pyarrow, or None where it is missing or older than the PyCapsule interface."""
    try:
        found = import_module("pyarrow")
    except ImportError:
        return None
    return found if hasattr(found.Array, "_import_from_c_capsule") else None


def pandas_values(array: _core.Array, like: Any = None) -> Any:
    """Give a column as a pandas array; needs pyarrow.

    Integers and numbers are nullable, so that null stays null; dates are ``datetime64[ns]``, which every
    version of pandas has; lists and structs are Arrow's.

    Parameters
    ----------
    array : Array
        The column.
    like : dtype, optional
        What the caller's column was; strings come back in it.
    """
    pd, pa = library("pandas"), pyarrow()
    assert pa is not None
    values = pa.array(array)
    if array.kind == "integer":
        return pd.Int64Dtype().__from_arrow__(values)
    if array.kind == "number":
        return pd.Float64Dtype().__from_arrow__(values)
    if array.kind == "date":
        return pd.array(values.cast(pa.timestamp("ns")).to_numpy(zero_copy_only=False))
    if array.kind == "string":
        return _pandas_strings(pd, pa, values, like)
    # pandas explodes lists with 32-bit offsets only.
    if pa.types.is_large_list(values.type):
        with suppress(pa.ArrowInvalid):  # more than 2^31 sentences
            values = values.cast(pa.list_(values.type.value_field))
    return pd.ArrowDtype(values.type).__from_arrow__(values)


def _pandas_strings(pd: Any, pa: Any, values: Any, like: Any) -> Any:
    if type(like).__name__ == "ArrowDtype":
        same = pa.types.is_string(like.pyarrow_dtype) or pa.types.is_large_string(like.pyarrow_dtype)
        dtype = like if same else pd.ArrowDtype(values.type)
        return dtype.__from_arrow__(values.cast(dtype.pyarrow_dtype))
    if isinstance(like, pd.StringDtype):
        return like.__from_arrow__(values)
    if like == object:  # noqa: E721  # a dtype that equals a type
        return values.to_numpy(zero_copy_only=False)
    return values.to_pandas().array


def pandas_frame(batch: _core.Batch, index: Any = None, like: Any = None) -> Any:
    """Give columns as a `pandas.DataFrame`.

    Parameters
    ----------
    batch : Batch
        The columns.
    index : Index, optional
        The index of the caller's column.
    like : dtype, optional
        What the caller's column was; strings come back in it.
    """
    pd = library("pandas")
    arrays = {name: batch.column(name) for name in batch.names()}
    if pyarrow():
        values = {name: pandas_values(array, like) for name, array in arrays.items()}
    else:
        values = {name: pandas_objects(array.to_list(), array.kind) for name, array in arrays.items()}
    index = pd.RangeIndex(len(batch)) if index is None else index
    columns = {name: pandas_series(column, index, name) for name, column in values.items()}
    return pd.DataFrame(columns, index=index, columns=list(columns), copy=False)


def pandas_series(values: Any, index: Any, name: Any) -> Any:
    """Give a pandas array as a `pandas.Series` of just its type: objects stay objects."""
    return library("pandas").Series(values, dtype=values.dtype, index=index, name=name, copy=False)


def pandas_objects(values: list[Any], kind: str) -> Any:
    """Give a list as a pandas array, where there is no pyarrow."""
    pd = library("pandas")
    dtypes: Mapping[str, Callable[[], Any]] = {
        "integer": lambda: pd.array(values, dtype="Int64"),
        "number": lambda: pd.array(values, dtype="Float64"),
        "date": lambda: pd.array(values, dtype="datetime64[ns]"),
    }
    return dtypes[kind]() if kind in dtypes else numpy_objects(values)


def numpy_objects(values: list[Any]) -> Any:
    """Give a list as a numpy array of objects, lists in it left whole."""
    np = library("numpy")
    objects = np.empty(len(values), dtype=object)
    for row, value in enumerate(values):
        objects[row] = value
    return objects


def polars_series(array: _core.Array, name: str) -> Any:
    """Give a column as a `polars.Series`."""
    return with_capsules("polars").Series(array).alias(name)


def polars_frame(batch: _core.Batch) -> Any:
    """Give columns as a `polars.DataFrame`."""
    return with_capsules("polars").DataFrame(batch)


def column_names(frame: Any) -> list[Any] | None:
    """Give the names of the columns of a frame of any kind; None if it is no frame."""
    module = type(frame).__module__.partition(".")[0]
    if isinstance(frame, Mapping):
        return list(frame)
    if module in ("pandas", "polars") and type(frame).__name__ == "DataFrame":
        return list(frame.columns)
    return list(frame.column_names) if module == "pyarrow" and hasattr(frame, "column_names") else None


def row_count(frame: Any) -> int:
    """Give the number of rows of a frame of any kind."""
    if not isinstance(frame, Mapping):
        return len(frame)
    rows: int | None = getattr(frame, "rows", None)
    return len(next(iter(frame.values()), ())) if rows is None else rows


def column_nulls(frame: Any, name: Any) -> int:
    """Count the nulls of one column of a frame of any kind."""
    column = _column(frame, name)
    if hasattr(column, "isna"):
        return int(column.isna().sum())
    if hasattr(column, "null_count"):
        return int(column.null_count() if callable(column.null_count) else column.null_count)
    return sum(value is None for value in column)


def column_values(frame: Any, name: Any, start: int = 0, stop: int | None = None) -> list[Any]:
    """Give rows of one column of a frame of any kind as Python objects, null as None."""
    return values(_column(frame, name), start, stop)


def _column(frame: Any, name: Any) -> Any:
    if isinstance(frame, Mapping) and hasattr(frame, "__arrow_c_stream__") and (pa := pyarrow()):
        frame = pa.table(frame)  # copies nothing, and a slice makes objects of its rows alone
    return frame[name]


def values(column: Any, start: int = 0, stop: int | None = None) -> list[Any]:
    """Give rows of a column of any kind as Python objects, null as None."""
    rows = (column.iloc if hasattr(column, "iloc") else column)[start:stop]
    if hasattr(rows, "isna"):
        return [None if null else value for value, null in zip(rows.tolist(), rows.isna(), strict=True)]
    for give in ("to_pylist", "to_list", "tolist"):
        if hasattr(rows, give):
            return list(getattr(rows, give)())
    return list(rows)
