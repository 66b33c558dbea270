"""What `minread.analyze` returns for a list, a tuple or an array of objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from minread import notebook


class Table(Mapping[str, list[Any]]):
    """A few columns of equal length, by name.

    Parameters
    ----------
    data : mapping of str to list
        The columns.
    rows : int
        The length of each.
    seconds : mapping of str to float, optional
        Where the time went: ``read`` (taking text out of Python objects), ``core`` (the work itself, in
        parallel), ``build`` (making Python objects) and ``total``.

    Examples
    --------
    >>> import minread
    >>> table = minread.analyze(["Satu dua."], columns=["word_count"])
    >>> table["word_count"], len(table.columns), table.rows
    ([2], 1, 1)
    """

    __slots__ = ("_data", "rows", "seconds")

    def __init__(
        self, data: Mapping[str, list[Any]], *, rows: int, seconds: Mapping[str, float] | None = None
    ) -> None:
        self._data = dict(data)
        self.rows = rows
        self.seconds = dict(seconds or {})

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return list(self._data)

    def __getitem__(self, name: str) -> list[Any]:
        try:
            return self._data[name]
        except KeyError:
            raise KeyError(f"no column {name!r}; there are {', '.join(self._data)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self._data == other._data

    __hash__ = None  # type: ignore[assignment]  # its lists can be changed

    def __repr__(self) -> str:
        return f"<minread.Table: {self.rows} rows, columns {', '.join(self._data)}>"

    def to_pandas(self) -> Any:
        """Give a `pandas.DataFrame`; counts are ``Int64``, so that nulls stay nulls."""
        frame = _library("pandas").DataFrame(self._data)
        counts = [name for name in self._data if _is_count(name)]
        return frame.astype(dict.fromkeys(counts, "Int64"))

    def to_polars(self) -> Any:
        """Give a `polars.DataFrame`."""
        pl = _library("polars")
        counts = {name: pl.Int64 for name in self._data if _is_count(name)}
        return pl.DataFrame(self._data, schema_overrides=counts)

    def _repr_html_(self) -> str:
        return notebook.table_html(self)


def _is_count(name: str) -> bool:
    """Whether a column holds whole numbers."""
    whole = ("letters", "long_words", "longest_sentence_words")
    return name.endswith(("_count", "_minutes")) or name in whole


def _library(name: str) -> Any:
    """Import an optional library when it is needed; say how to get it where it is missing."""
    try:
        return import_module(name)
    except ImportError:
        raise ImportError(f"this needs {name}; pip install minread[{name}]") from None
