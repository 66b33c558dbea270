"""Analyse a column of a Dask DataFrame, partition by partition.

Nothing runs until Dask computes. The core works without the interpreter lock, so that the scheduler of
threads is enough; each task runs on one thread, for Dask runs as many tasks as there are cores.

Examples
--------
>>> import minread.dask
>>> found = minread.dask.analyze(ddf, column="body", columns=["word_count"])  # doctest: +SKIP
>>> found.to_parquet("found/")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import minread


def analyze(
    data: Any,
    *,
    column: str | None = None,
    columns: Sequence[str] | None = None,
    prefix: str = "",
    **options: Any,
) -> Any:
    """Read a column of articles; give the frame with the columns of `minread.analyze` behind its own.

    Parameters
    ----------
    data : dask.dataframe.DataFrame or Series
        Of a Series, the answer has the new columns only.
    column : str, optional
        The column to read, if `data` is a DataFrame.
    columns : sequence of str, optional
        The columns to make; see `minread.analyze`.
    prefix : str
        Put before the names of the new columns.
    **options
        Those of `minread.analyze`. ``threads`` is 1 if not given.

    Returns
    -------
    dask.dataframe.DataFrame
        Lazy, with the partitions, the divisions and the index of `data`. Counts are ``Int64``.

    Raises
    ------
    TypeError
        If `data` is not Dask's, or `column` is no name of a column.
    ValueError
        If a new column has the name of an old one, or an option is not possible.

    Examples
    --------
    >>> import dask.dataframe, pandas, minread.dask  # doctest: +SKIP
    >>> ddf = dask.dataframe.from_pandas(pandas.DataFrame({"body": ["Satu dua."]}))  # doctest: +SKIP
    >>> found = minread.dask.analyze(ddf, column="body", columns=["word_count"])  # doctest: +SKIP
    >>> found.compute()["word_count"].to_list()  # doctest: +SKIP
    [2]
    """
    if not hasattr(data, "map_partitions"):
        raise TypeError(
            f"expected a DataFrame or Series of Dask, got {type(data).__name__}; call minread.analyze"
        )
    given: dict[str, Any] = {
        "column": column,
        "columns": columns,
        "prefix": prefix,
        "options": {"threads": 1, **options},
    }
    # Of no rows: the types of the answer, and at once whether the options are possible.
    meta = _partition(data._meta, None, **given)
    return data.map_partitions(_partition, meta.dtypes.to_dict(), meta=meta, **given)


def _partition(
    rows: Any,
    dtypes: dict[str, Any] | None,
    *,
    column: str | None,
    columns: Sequence[str] | None,
    prefix: str,
    options: dict[str, Any],
) -> Any:
    """Analyse a partition; `dtypes` are those of the whole."""
    found = minread.analyze(rows, column=column, columns=columns, progress=False, **options).add_prefix(
        prefix
    )
    if column is not None:
        taken = [name for name in found.columns if name in rows.columns]
        if taken:
            raise ValueError(f"there is a column {taken[0]} already; give prefix=, or columns= without")
        found = rows.assign(**{name: found[name] for name in found.columns})
    # A partition of nulls alone has no type of its own.
    wrong = (
        {} if dtypes is None else {name: dtypes[name] for name in found if found[name].dtype != dtypes[name]}
    )
    return found.astype(wrong)
