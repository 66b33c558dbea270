"""Every kind of column that minread reads, and how to read its answer: what `test_columns.py` compares."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import isnan
from typing import Any, Literal

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

import minread.pandas
import minread.polars

Rows = list[str | None]
Options = dict[str, Any]


class ArrowArray:
    """An object with nothing but `__arrow_c_array__`."""

    def __init__(self, array: Any) -> None:
        self.array = array

    def __arrow_c_array__(self, requested_schema: object = None) -> Any:
        return self.array.__arrow_c_array__(requested_schema)


class ArrowStream:
    """An object with nothing but `__arrow_c_stream__`."""

    def __init__(self, chunks: Any) -> None:
        self.chunks = chunks

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        return self.chunks.__arrow_c_stream__(requested_schema)


def chunked(rows: Rows) -> Any:
    """Give chunks of different sizes, empty ones first, last and between."""
    cuts = sorted(min(cut, len(rows)) for cut in (0, 0, 1, 1, 4, len(rows) // 2, len(rows), len(rows)))
    return pa.chunked_array([pa.array(rows[start:end], pa.string()) for start, end in pairwise(cuts)])


def sliced(offset: int) -> Callable[[Rows], Any]:
    """Give a slice: other rows stand before and behind, and bytes beneath the nulls."""

    def make(rows: Rows) -> Any:
        around = ["ä. b", None, "c"] * 3
        return pa.array([*around[:offset], *rows, "z"], pa.large_string())[offset:-1]

    return make


def dirty_nulls(rows: Rows) -> Any:
    """Give an array with text beneath its nulls."""
    if not rows:
        return pa.array(rows, pa.string())
    filled = pa.array(["beneath a null" if row is None else row for row in rows], pa.string())
    valid = pa.array([row is not None for row in rows]).buffers()[1]
    return pa.StringArray.from_buffers(len(rows), *filled.buffers()[1:], valid)


def dictionary(rows: Rows) -> Any:
    """Give a dictionary with a null in the keys and one among the values."""
    values = [None, *categories(rows)]
    keys = [(None if at % 2 else 0) if row is None else values.index(row) for at, row in enumerate(rows)]
    return pa.DictionaryArray.from_arrays(pa.array(keys, pa.int16()), pa.array(values, pa.string()))


def relation(rows: Rows) -> Any:
    """Give a duckdb relation of two columns."""
    table = pa.table({"n": list(range(len(rows))), "body": pa.array(rows, pa.string())})
    return duckdb.from_arrow(table).order("n")


def categories(rows: Rows) -> list[str]:
    return list(dict.fromkeys(row for row in rows if row is not None))


def categorical(rows: Rows) -> Any:
    """Give a categorical of pandas; it would find strings equal up to the first NUL if it looked for them."""
    known = categories(rows)
    codes = [-1 if row is None else known.index(row) for row in rows]
    return pd.Categorical.from_codes(codes, pd.Index(known, dtype=object))


COLUMNS: dict[str, Callable[[Rows], Any]] = {
    "list": list,
    "tuple": tuple,
    "numpy": lambda rows: np.array(rows, dtype=object),
    "pandas object": lambda rows: pd.Series(rows, dtype=object),
    "pandas object, NaN": lambda rows: pd.Series(
        [np.nan if row is None else row for row in rows], dtype=object
    ),
    "pandas string[python]": lambda rows: pd.Series(rows, dtype="string[python]"),
    "pandas string[pyarrow]": lambda rows: pd.Series(rows, dtype="string[pyarrow]"),
    "pandas default": pd.Series,
    "pandas category": lambda rows: pd.Series(categorical(rows)),
    "pandas ArrowDtype": lambda rows: pd.Series(rows, dtype=pd.ArrowDtype(pa.string())),
    "pandas ArrowDtype, large": lambda rows: pd.Series(rows, dtype=pd.ArrowDtype(pa.large_string())),
    "pandas sliced": lambda rows: pd.Series(["x", *rows, "y"], dtype="string[pyarrow]").iloc[1:-1],
    "polars String": lambda rows: pl.Series("body", rows, dtype=pl.String),
    "polars Categorical": lambda rows: pl.Series("body", rows, dtype=pl.Categorical),
    "polars Enum": lambda rows: pl.Series("body", rows, dtype=pl.Enum(categories(rows))),
    "polars Object": lambda rows: pl.Series("body", rows, dtype=pl.Object),
    "polars chunked": lambda rows: pl.concat(
        [pl.Series("body", rows[:3], dtype=pl.String), pl.Series("body", rows[3:], dtype=pl.String)],
        rechunk=False,
    ),
    "polars sliced": lambda rows: pl.Series("body", ["x", *rows, "y"], dtype=pl.String)[1:-1],
    "pyarrow string": lambda rows: pa.array(rows, pa.string()),
    "pyarrow large_string": lambda rows: pa.array(rows, pa.large_string()),
    "pyarrow string_view": lambda rows: pa.array(rows, pa.string_view()),
    "pyarrow string_view, sliced": lambda rows: pa.array(["x", *rows, "y"], pa.string_view())[1:-1],
    "pyarrow dictionary": dictionary,
    "pyarrow dictionary, sliced": lambda rows: dictionary(["x", *rows])[1:],
    "pyarrow dictionary of large": lambda rows: pa.array(rows, pa.large_string()).dictionary_encode(),
    "pyarrow ChunkedArray": chunked,
    "pyarrow dirty nulls": dirty_nulls,
    "capsule array": lambda rows: ArrowArray(pa.array(rows, pa.string())),
    "capsule stream": lambda rows: ArrowStream(chunked(rows)),
    **{f"pyarrow sliced at {offset}": sliced(offset) for offset in range(1, 10)},
}

TABLES: dict[str, Callable[[Rows], Any]] = {
    "pandas DataFrame": lambda rows: pd.DataFrame({"n": 1, "body": rows}),
    "polars DataFrame": lambda rows: pl.DataFrame({"n": 1, "body": pl.Series(rows, dtype=pl.String)}),
    "pyarrow Table": lambda rows: pa.table({"n": [1] * len(rows), "body": pa.array(rows, pa.string())}),
    "pyarrow RecordBatch": lambda rows: pa.record_batch(
        {"n": pa.array([1] * len(rows)), "body": pa.array(rows, pa.string())}
    ),
    "pyarrow sliced RecordBatch": lambda rows: pa.record_batch(
        {"n": pa.array([1] * (len(rows) + 2)), "body": pa.array(["x", *rows, "y"], pa.string())}
    ).slice(1, len(rows)),
    "capsule of a sliced struct": lambda rows: ArrowArray(
        pa.StructArray.from_arrays([pa.array(["x", "x", *rows, "y"], pa.string())], ["body"])[2:-1]
    ),
    "capsule stream of a table": lambda rows: ArrowStream(
        pa.table({"body": chunked(rows), "tag": chunked(rows).dictionary_encode()})
    ),
    "duckdb relation": relation,
}


def column(make: Callable[[Rows], Any]) -> Callable[[Rows, Any, Options], Any]:
    """Give a call of a function on a column."""
    return lambda rows, function, options: function(make(rows), **options)


def table(make: Callable[[Rows], Any]) -> Callable[[Rows, Any, Options], Any]:
    """Give a call of a function on a column of a table."""
    return lambda rows, function, options: function(make(rows), column="body", **options)


def lazily(engine: Literal["in-memory", "streaming"]) -> Callable[[Rows, Any, Options], Any]:
    """Give a call of a polars expression."""

    def call(rows: Rows, function: Any, options: Options) -> Any:
        lazy = pl.LazyFrame({"body": pl.Series(rows, dtype=pl.String)})
        expression = getattr(pl.col("body").minread, function.__name__)(**options)  # type: ignore[attr-defined]
        query = lazy.select(expression)
        found = query.collect(engine=engine)
        assert found.schema == query.collect_schema()
        answer = found["body"]
        return answer.struct.unnest() if function is minread.analyze else answer

    return call


# How a function is called: the rows, the function, its options.
CALLS: dict[str, Callable[[Rows, Any, Options], Any]] = {
    **{name: column(make) for name, make in COLUMNS.items()},
    **{name: table(make) for name, make in TABLES.items()},
    "pandas accessor": lambda rows, function, options: getattr(pd.Series(rows).minread, function.__name__)(
        **options
    ),
    "polars namespace": lambda rows, function, options: getattr(
        pl.Series(rows, dtype=pl.String).minread,  # type: ignore[attr-defined]
        function.__name__,
    )(**options),
    "polars lazy": lazily("in-memory"),
    "polars streaming": lazily("streaming"),
}


def plain(value: Any) -> Any:  # noqa: PLR0911
    """Give an answer of any kind as Python values: lists, tuples, None for null."""
    if isinstance(value, pd.DataFrame):
        return {name: plain(value[name]) for name in value.columns}
    if isinstance(value, pl.DataFrame):
        return {name: plain(value[name]) for name in value.columns}
    if isinstance(value, (pa.Table, minread.Table)):
        return {name: plain(value[name]) for name in getattr(value, "column_names", None) or value.columns}
    if isinstance(value, minread.ReadingTime):
        time = value
        return {
            name: getattr(time, name)
            for name in ("seconds", "minutes", "low", "high", "words", "wpm", "basis", "label")
        }
    if isinstance(value, dict):
        return (value["start"], value["end"]) if set(value) == {"start", "end"} else value
    if isinstance(value, (list, tuple, np.ndarray, pd.Series, pl.Series, pa.Array, pa.ChunkedArray)):
        rows = value.to_pylist() if isinstance(value, (pa.Array, pa.ChunkedArray)) else list(value)
        plains = [plain(row) for row in rows]
        return tuple(plains) if isinstance(value, tuple) else plains
    if isinstance(value, pd.Timestamp):
        return value.date()
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and isnan(value)):
        return None
    return value
