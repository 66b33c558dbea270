"""Columns: the kind that the caller passes is the kind that comes back, row for row.

Kinds are told by the module of the type, so that none of the libraries is imported for a caller who does
not use it.
"""

from __future__ import annotations

from collections.abc import Callable
from types import NoneType
from typing import Any, Literal, TypeAlias

from minread import _core, frames
from minread.table import Table

# How the core is told to run: threads, progress, the column of a table, and whether the answer is Arrow.
_Run: TypeAlias = tuple[int | None, Callable[[int, int], object] | None, str | None, bool]
_Watched: TypeAlias = tuple[int | None, Callable[[int, int], object] | None]
Kind: TypeAlias = Literal["integer", "string", "list", "struct", "article"]


def answered(
    call: Callable[[Any, _Run], Any],
    value: Any,
    column: str | None,
    run: _Watched,
    *,
    kind: Kind,
    make: Callable[[Any], Any] | None = None,
) -> Any:
    """Call the core on one document or on each row of a column.

    Parameters
    ----------
    call : callable
        The core's function; gets what to read and how to run.
    value : object
        What the caller passed.
    column : str or None
        The column to read, if that is a table.
    run : tuple
        Threads and progress.
    kind : {"integer", "string", "list", "struct", "article"}
        What a row of the answer is; an article comes from a list only.
    make : callable, optional
        Makes the public object of an answer of the core; None stays None.
    """
    rows = _rows(value, column)
    if rows is None:
        result = call(value, (*run, None, False))
        return result if make is None or result is None else make(result)
    if kind == "article" and type(rows) is not _Rows:
        raise TypeError(
            f"parse takes one document or a list of them, got {type(value).__name__}; for a column call "
            "minread.analyze, or pass a list"
        )
    result = call(rows.source, (*run, rows.column, rows.arrow))
    if isinstance(result, list):
        if make is not None:
            result = [None if row is None else make(row) for row in result]
        return rows.of_list(result, kind)
    return rows.of_array(result)


def framed(
    call: Callable[[Any, _Run], tuple[_core.Batch, dict[str, float]]],
    value: Any,
    column: str | None,
    run: _Watched,
    clock: Callable[[], float],
) -> Any:
    """Call the core on a column; give a frame of the caller's kind."""
    begun = clock()
    rows = _rows(value, column)
    if rows is None:
        batch, seconds = call(value, (*run, None, True))
        return Table(batch, seconds=seconds)
    batch, seconds = call(rows.source, (*run, rows.column, True))
    return rows.of_batch(batch, {**seconds, "total": clock() - begun})


def read(call: Callable[[Any, _Run], None], value: Any, run: _Watched) -> None:
    """Call the core on a column for what it makes of it, without an answer row by row."""
    rows = _rows(value, None)
    call(*((value, (*run, None, False)) if rows is None else (rows.source, (*run, rows.column, rows.arrow))))


class _Rows:
    """A list or a tuple; the other kinds differ from it in what they override.

    Attributes
    ----------
    source : object
        What the core reads: a list, a tuple, or an object with the Arrow PyCapsule interface.
    column : str or None
        The column of `source`, if that is a table of Arrow.
    arrow : bool
        Whether the answer is to be Arrow.
    """

    arrow = False

    def __init__(self, source: Any, column: str | None = None) -> None:
        self.source = source
        self.column = column

    def of_list(self, values: list[Any], kind: Kind) -> Any:
        """Give the answer of a call without Arrow."""
        return values

    def of_array(self, array: _core.Array) -> Any:
        """Give the answer of a call with Arrow."""
        return array

    def of_batch(self, batch: _core.Batch, seconds: dict[str, float]) -> Any:
        """Give several columns."""
        return Table(batch, seconds=seconds)


class _Numpy(_Rows):
    def __init__(self, array: Any) -> None:
        if array.ndim != 1 or array.dtype != object:
            raise TypeError(
                f"expected a numpy array of objects with one dimension, got {array.ndim} of {array.dtype}; "
                "pass array.astype(object), or one column of it"
            )
        super().__init__(array.tolist())

    def of_list(self, values: list[Any], kind: Kind) -> Any:
        return frames.numpy_objects(values)


class _Pandas(_Rows):
    def __init__(self, series: Any) -> None:
        self.series = series
        self.arrow = frames.pyarrow() is not None
        super().__init__(self._source(frames.pyarrow()))

    def _source(self, pa: Any) -> Any:
        dtype, values = self.series.dtype, self.series.array
        name = type(dtype).__name__
        if pa and (name == "ArrowDtype" or str(getattr(dtype, "storage", "")).startswith("pyarrow")):
            return _chunked(pa, values.__arrow_array__())
        if pa and name == "CategoricalDtype":
            return pa.array(values)
        return self.series.to_numpy(dtype=object).tolist()

    def of_list(self, values: list[Any], kind: Kind) -> Any:
        if kind == "string" and type(self.series.dtype).__name__ == "StringDtype":
            return self._like(frames.library("pandas").array(values, dtype=self.series.dtype))
        return self._like(frames.pandas_objects(values, kind))

    def of_array(self, array: _core.Array) -> Any:
        return self._like(frames.pandas_values(array, self.series.dtype))

    def of_batch(self, batch: _core.Batch, seconds: dict[str, float]) -> Any:
        return frames.pandas_frame(batch, self.series.index, self.series.dtype)

    def _like(self, values: Any) -> Any:
        return frames.pandas_series(values, self.series.index, self.series.name)


class _Polars(_Rows):
    arrow = True

    def __init__(self, series: Any) -> None:
        super().__init__(self._source(series, str(series.dtype).partition("(")[0]))
        self.name = series.name

    @staticmethod
    def _source(series: Any, dtype: str) -> Any:
        if dtype == "Object":
            return series.to_list()
        # Some versions of polars export categories as bare numbers, and nulls without a type with a buffer
        # that Arrow does not know.
        bare = dtype in ("Categorical", "Enum", "Null")
        return series.cast(frames.library("polars").String) if bare else series

    def of_array(self, array: _core.Array) -> Any:
        return frames.polars_series(array, self.name)

    def of_batch(self, batch: _core.Batch, seconds: dict[str, float]) -> Any:
        return frames.polars_frame(batch)


class _Arrow(_Rows):
    """A pyarrow Array, or any other object with the PyCapsule interface."""

    arrow = True

    def of_array(self, array: _core.Array) -> Any:
        pa = frames.pyarrow()
        return pa.array(array) if pa else array

    def of_batch(self, batch: _core.Batch, seconds: dict[str, float]) -> Any:
        pa = frames.pyarrow()
        return pa.table(batch) if pa else Table(batch, seconds=seconds)


class _ChunkedArrow(_Arrow):
    def of_array(self, array: _core.Array) -> Any:
        pa = frames.pyarrow()
        return pa.chunked_array([super().of_array(array)]) if pa else array


def _chunked(pa: Any, array: Any) -> Any:
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


_COLUMNS: dict[tuple[str, str], Callable[[Any], _Rows]] = {
    ("numpy", "ndarray"): _Numpy,
    ("pandas", "Series"): _Pandas,
    ("polars", "Series"): _Polars,
    ("pyarrow", "Array"): _Arrow,
    ("pyarrow", "ChunkedArray"): _ChunkedArrow,
}
_TABLES = {("pandas", "DataFrame"), ("polars", "DataFrame"), ("pyarrow", "Table"), ("pyarrow", "RecordBatch")}
# What people pass for a column, and what to do instead.
_REMEDIES = {
    ("pandas", "Index"): "pass index.to_series()",
    (
        "polars",
        "LazyFrame",
    ): "import minread.polars and write pl.col(...).minread.count_words(), or collect it",
    ("polars", "Expr"): "import minread.polars and write pl.col(...).minread.count_words()",
}
_KNOWN = {*_COLUMNS, *_TABLES, *_REMEDIES}


def _known(value: Any) -> tuple[str, str] | None:
    """Find the library and the class of a value among those known, also for a subclass of theirs."""
    for base in type(value).__mro__:
        name = (base.__module__.partition(".")[0], base.__name__)
        if name in _KNOWN:
            return name
    return None


def _rows(value: Any, column: str | None) -> _Rows | None:
    """Tell what kind of column a value is; None if it is one document, or nothing that minread reads."""
    if isinstance(value, (str, bytes, NoneType)) and column is None:
        return None
    known = _known(value)
    if known in _TABLES:
        return _rows(_picked(value, column), None)
    arrow = hasattr(value, "__arrow_c_array__") or hasattr(value, "__arrow_c_stream__")
    if known is None and arrow:
        return _Arrow(value, column)
    if column is not None:
        raise TypeError(f"column= picks a column of a DataFrame or Table, got {type(value).__name__}")
    if isinstance(value, (list, tuple)):
        return _Rows(value)
    if known in _REMEDIES:
        raise TypeError(f"expected a column, got a {' '.join(known)}; {_REMEDIES[known]}")
    if known and not arrow and known[0] in ("polars", "pyarrow"):
        frames.with_capsules(known[0])
    return _COLUMNS[known](value) if known else None


def _picked(table: Any, column: str | None) -> Any:
    """Give one column of a DataFrame or Table."""
    names = list(table.column_names if hasattr(table, "column_names") else table.columns)
    shown = ", ".join(map(str, names))
    if column is None:
        raise TypeError(
            f"expected a column, got a {type(table).__name__}; say which column to read: "
            f"column=..., one of {shown}"
        )
    if not isinstance(column, str):
        raise TypeError(f"column must be the name of a column, got {type(column).__name__}")
    if column not in names:
        raise ValueError(f"column must be one of {shown}, got {column!r}")
    return table.column(column) if hasattr(table, "column_names") else table[column]
