"""Analyse a column of a Spark DataFrame, by `mapInArrow`: rows go to Python as Arrow, without pandas.

minread must be installed where Spark's workers run. Nothing runs until Spark needs the rows.

Examples
--------
>>> import minread.spark
>>> found = minread.spark.analyze(df, column="body", columns=["word_count"])  # doctest: +SKIP
>>> found.write.parquet("found/")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import Any

import minread


def analyze(
    data: Any,
    *,
    column: str,
    columns: Sequence[str] | None = None,
    prefix: str = "",
    **options: Any,
) -> Any:
    """Read a column of articles; give the frame with the columns of `minread.analyze` behind its own.

    Parameters
    ----------
    data : pyspark.sql.DataFrame
    column : str
        The column to read: strings, or binary.
    columns : sequence of str, optional
        The columns to make; see `minread.analyze`.
    prefix : str
        Put before the names of the new columns.
    **options
        Those of `minread.analyze`. ``threads`` is 1 if not given: Spark runs a task on each core. With the
        default ``errors="flag"`` no document fails a task.

    Returns
    -------
    pyspark.sql.DataFrame
        Lazy. Counts are ``long``, dates ``date``, lists ``array<string>``.

    Raises
    ------
    TypeError
        If `column` holds neither strings nor bytes.
    ValueError
        If there is no such column, if a new column has the name of an old one, or if an option is not
        possible.
    """
    pa, types = import_module("pyarrow"), import_module("pyspark.sql.types")
    options = {"columns": columns, "threads": 1, **options}
    old = data.schema
    if column not in old.names:
        raise ValueError(f"no column {column!r}; there are {', '.join(old.names)}")
    if not isinstance(old[column].dataType, (types.StringType, types.BinaryType)):
        raise TypeError(
            f"column {column!r} holds {old[column].dataType.simpleString()}, and neither text nor bytes"
        )
    # Of no rows: the types of the answer, and at once whether the options are possible.
    found = pa.table(minread.analyze([], progress=False, **options)).schema
    names = [prefix + name for name in found.names]
    taken = [name for name in names if name.lower() in map(str.lower, old.names)]
    if taken:
        raise ValueError(f"there is a column {taken[0]} already; give prefix=, or columns= without")
    kinds = [_spark_type(pa, types, kind) for kind in found.types]
    new = [types.StructField(name, kind) for name, kind in zip(names, kinds, strict=True)]
    work = partial(_batches, column=column, names=names, options=options)
    return data.mapInArrow(work, types.StructType([*old.fields, *new]))


def _batches(
    batches: Iterator[Any], *, column: str, names: Sequence[str], options: dict[str, Any]
) -> Iterator[Any]:
    """Run in Spark's worker."""
    pa = import_module("pyarrow")
    for batch in batches:
        found = pa.table(minread.analyze(batch.column(column), progress=False, **options)).combine_chunks()
        arrays = [_array(pa, found.column(at)) for at in range(found.num_columns)]
        yield pa.RecordBatch.from_arrays([*batch.columns, *arrays], names=[*batch.schema.names, *names])


def _array(pa: Any, values: Any) -> Any:
    """Give a column as Spark takes it: with 32-bit offsets, for its batches are small."""
    kind = values.type
    if pa.types.is_large_list(kind):
        kind = pa.list_(pa.string())
    elif pa.types.is_large_string(kind):
        kind = pa.string()
    return pa.concat_arrays(values.cast(kind).chunks) if values.num_chunks else pa.array([], kind)


def _spark_type(pa: Any, types: Any, kind: Any) -> Any:
    if pa.types.is_large_list(kind):
        return types.ArrayType(types.StringType())
    if pa.types.is_int64(kind):
        return types.LongType()
    if pa.types.is_float64(kind):
        return types.DoubleType()
    return types.DateType() if pa.types.is_date32(kind) else types.StringType()
