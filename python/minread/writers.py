"""Rows into files: Parquet, lines of JSON, CSV; a file has its name only once it is whole."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from math import isfinite
from pathlib import Path
from typing import Any, Protocol

from minread.readers import Batch, needed_pyarrow

# A row group is as large as what must be in memory to write it, and to read it.
ROW_GROUP_BYTES = 16 << 20
# Spark keeps the schema of what it wrote here, and would not see the new columns.
_STALE = b"org.apache.spark."


class Writer(Protocol):
    """A file that takes rows."""

    def write(self, batch: Batch, found: Any) -> None:
        """Write rows and what was found for them."""

    def close(self) -> None:
        """Write what is held."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a hidden path beside `path` to write to; it takes that name at the end, or goes."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        with open(part, "rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


class ParquetWriter:
    """Parquet, zstd; the columns of the source keep their types and metadata."""

    def __init__(self, path: Path, old: Any, added: Any, names: Sequence[str]) -> None:
        pa = self._pa = needed_pyarrow("Parquet")
        new = [field.with_name(name) for field, name in zip(pa.table(added).schema, names, strict=True)]
        kept = {key: value for key, value in (old.metadata or {}).items() if not key.startswith(_STALE)}
        self._old = old
        self._schema = pa.schema([*old, *new], metadata=kept)
        self._file = pa.parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._held: list[Any] = []
        self._bytes = 0

    def write(self, batch: Batch, found: Any) -> None:
        """See `Writer`."""
        table = batch.table(self._old)
        arrays = [*table.columns, *self._pa.table(found).columns]
        whole = self._pa.Table.from_arrays(arrays, schema=self._schema)
        self._held.append(whole)
        self._bytes += whole.nbytes
        if self._bytes >= ROW_GROUP_BYTES:
            self._flush()

    def close(self) -> None:
        """See `Writer`."""
        if self._held:
            self._flush()
        self._file.close()

    def _flush(self) -> None:
        table = self._pa.concat_tables(self._held)
        self._held, self._bytes = [], 0
        self._file.write_table(table, row_group_size=len(table))


class _TextWriter:
    """What files of lines share: compression and encoding."""

    def __init__(self, path: Path, suffix: str) -> None:
        stream: Any
        if suffix == ".gz":
            stream = gzip.open(path, "wb", compresslevel=6)  # noqa: SIM115  # closed with the writer
        elif suffix == ".zst":
            pa = needed_pyarrow(".zst")
            stream = pa.CompressedOutputStream(pa.OSFile(str(path), "wb"), "zstd")
        else:
            stream = open(path, "wb")  # noqa: SIM115
        # JSON may escape half a character ("\ud83d"), which no UTF-8 can hold.
        self._file = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")

    def close(self) -> None:
        self._file.close()


class JsonWriter(_TextWriter):
    """Lines of JSON; lines that were JSON stay as they are, and the new names follow the old ones."""

    def __init__(self, path: Path, suffix: str, names: Sequence[str]) -> None:
        super().__init__(path, suffix)
        self._names = names

    def write(self, batch: Batch, found: Any) -> None:
        """See `Writer`."""
        old = batch.lines or [_json(row) for row in batch.records()]
        for line, cells in zip(old, _rows(found), strict=True):
            head = line.strip().removesuffix("}").rstrip()
            new = _json(dict(zip(self._names, cells, strict=True)))[1:]
            self._file.write(f"{head}{'' if head == '{' or new == '}' else ', '}{new}\n")


class CsvWriter(_TextWriter):
    """CSV with a header; lists are joined by ``; ``, and null is an empty cell."""

    def __init__(self, path: Path, suffix: str, old: Sequence[str], names: Sequence[str]) -> None:
        super().__init__(path, suffix)
        self._old = old
        self._csv = csv.writer(
            self._file, delimiter="\t" if ".tsv" in path.suffixes else ",", lineterminator="\n"
        )
        self._csv.writerow([*old, *names])

    def write(self, batch: Batch, found: Any) -> None:
        """See `Writer`."""
        for row, cells in zip(batch.records(), _rows(found), strict=True):
            self._csv.writerow([*(_cell(row.get(name)) for name in self._old), *map(_cell, cells)])


def _rows(found: Any) -> Iterator[tuple[Any, ...]]:
    """Give what was found row by row: a `minread.Table`, or a `pyarrow.Table`."""
    if isinstance(found, Mapping):
        return zip(*found.values(), strict=True)
    return zip(*(column.to_pylist() for column in found.columns), strict=True)


def _json(value: Any) -> str:
    return json.dumps(_finite(value), ensure_ascii=False, default=_plain)


def _finite(value: Any) -> Any:
    """Replace what JSON cannot say by null."""
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(map(_cell, value))
    if isinstance(value, dict):
        return _json(value)
    return str(_plain(value))
