"""``import minread.polars`` gives `polars.Series` and `polars.Expr` of texts the functions of minread.

Expressions work row by row, so that polars may run them in pieces: in eager and lazy frames, in the
streaming engine, and into ``sink_parquet``. The answer of ``analyze`` in an expression is a struct.

Examples
--------
>>> import polars as pl
>>> import minread.polars
>>> lazy = pl.LazyFrame({"body": ["Satu dua. Tiga.", None]})
>>> lazy.select(pl.col("body").minread.count_words()).collect()["body"].to_list()
[3, None]
>>> picked = pl.col("body").minread.analyze(columns=["word_count", "reading_label"])
>>> lazy.select(picked.struct.unnest()).collect().row(0)
(3, '1 Min Read')
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import polars as pl

from minread.accessors import methods


@pl.api.register_series_namespace("minread")
@methods(lambda self, function, options: function(self._series, **options))
class SeriesNamespace:
    """`Series.minread`: each method is the function of that name in `minread`, without its first argument."""

    def __init__(self, series: pl.Series) -> None:
        self._series = series


def _expression(self: Any, function: Callable[..., Any], options: dict[str, Any]) -> pl.Expr:
    # A bar for each piece that polars cuts would be noise.
    call = partial(_mapped, function=function, options={"progress": False, **options})
    # The type of the answer, and at once whether the options are possible.
    dtype = call(pl.Series("", [], dtype=pl.String)).dtype
    expression: pl.Expr = self._expr
    return expression.map_batches(call, return_dtype=dtype, is_elementwise=True)


def _mapped(series: pl.Series, function: Callable[..., Any], options: dict[str, Any]) -> pl.Series:
    """Call a function on a piece of a column; it pickles, as the expression does."""
    answer = function(series, **options)
    return answer.to_struct(series.name) if isinstance(answer, pl.DataFrame) else answer


@pl.api.register_expr_namespace("minread")
@methods(_expression)
class ExprNamespace:
    """`Expr.minread`: each method is the function of that name in `minread`, without its first argument."""

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr
