"""What `minread.analyze` returns for a list, a tuple or an array of objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from minread import _core, frames


class Table(Mapping[str, list[Any]]):
    """A few columns of equal length, by name.

    It is a mapping of names to lists. Whatever reads Arrow (`polars.DataFrame`, `pyarrow.table`, duckdb)
    takes it as it is, without a Python object a cell.

    Parameters
    ----------
    batch : Batch
        The columns, as the core built them.
    seconds : mapping of str to float, optional
        Where the time went: ``read`` (taking text out of Python objects), ``core`` (the work itself, in
        parallel), ``build`` (joining what the threads built) and ``total``.

    Examples
    --------
    >>> import minread
    >>> table = minread.analyze(["Satu dua."], columns=["word_count"])
    >>> table["word_count"], len(table.columns), table.rows
    ([2], 1, 1)
    """

    __slots__ = ("_batch", "_lists", "rows", "seconds")

    def __init__(self, batch: _core.Batch, *, seconds: Mapping[str, float] | None = None) -> None:
        self._batch = batch
        self._lists: dict[str, list[Any]] = {}
        self.rows = len(batch)
        self.seconds = dict(seconds or {})

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return self._batch.names()

    def __getitem__(self, name: str) -> list[Any]:
        if name not in self._lists:
            if name not in self.columns:
                raise KeyError(f"no column {name!r}; there are {', '.join(self.columns)}")
            self._lists[name] = self._batch.column(name).to_list()
        return self._lists[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and dict(self) == dict(other)

    __hash__ = None  # type: ignore[assignment]  # its lists can be changed

    def __repr__(self) -> str:
        return f"<minread.Table: {self.rows} rows, columns {', '.join(self.columns)}>"

    def __reduce__(self) -> Any:
        return _table, (self._batch, self.seconds)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Give the columns to whoever reads Arrow."""
        return self._batch.__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:
        """Give a `pandas.DataFrame`; counts are ``Int64``, so that nulls stay nulls."""
        return frames.pandas_frame(self._batch)

    def to_polars(self) -> Any:
        """Give a `polars.DataFrame`."""
        return frames.polars_frame(self._batch)

    def _repr_html_(self) -> str:
        from minread import notebook  # noqa: PLC0415  # for who looks

        return notebook.table_html(self)


def _table(batch: _core.Batch, seconds: dict[str, float]) -> Table:
    return Table(batch, seconds=seconds)
