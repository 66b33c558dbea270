"""Rows out of files, a batch at a time: Parquet, lines of JSON, CSV, and files that each are a document.

A batch holds at most some thousand rows and some megabytes, so that what is in memory depends neither on
the size of a file nor on that of its documents.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeAlias

from minread import frames
from minread.functions import analyze

# Thousands of articles. More are not faster, and each is held several times: as text, and as what was made.
BATCH_BYTES = 4 << 20
# A longer line, or cell of CSV, is taken for a fault: a quotation mark never closed, a file that is no text.
LONGEST_LINE = 64 << 20

# Gets the file, the line (None: the whole file) and what is wrong.
Report: TypeAlias = Callable[[str, int | None, str], None]
# Gets how many bytes of the file have been read.
Watch: TypeAlias = Callable[[int], None]


class UnreadableError(Exception):
    """A file that cannot be read, or not to its end; says why in a few words."""


class Records:
    """Rows as mappings of names to values.

    Attributes
    ----------
    documents : list
        What is to be analysed, one a row.
    rows : list of dict
        The columns of the source.
    lines : list of str or None
        The rows as the source wrote them, if those are lines of JSON.
    done : int
        How many bytes of the source have been read.
    """

    def __init__(self) -> None:
        self.documents: list[Any] = []
        self.rows: list[dict[str, Any]] = []
        self.lines: list[str] | None = None
        self.done = 0

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def filled(self) -> int:
        """How many documents are not null."""
        return sum(document is not None for document in self.documents)

    def records(self) -> list[dict[str, Any]]:
        """Give the rows as mappings."""
        return self.rows

    def table(self, schema: Any) -> Any:
        """Give the rows as a `pyarrow.Table`."""
        pa = needed_pyarrow("Parquet")
        arrays = [_array(pa, [row.get(field.name) for row in self.rows], field.type) for field in schema]
        return pa.Table.from_arrays(arrays, schema=schema)


class ArrowRows:
    """Rows as a `pyarrow.Table`; see `Records`."""

    lines = None

    def __init__(self, table: Any, column: str, done: int) -> None:
        self.documents = table.column(column)
        self.done = done
        self._table = table

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def filled(self) -> int:
        """How many documents are not null."""
        return len(self) - int(self.documents.null_count)

    def records(self) -> list[dict[str, Any]]:
        """Give the rows as mappings."""
        rows: list[dict[str, Any]] = self._table.to_pylist()
        return rows

    def table(self, schema: Any) -> Any:
        """Give the rows as a `pyarrow.Table` of a schema that is theirs, or wider."""
        if self._table.schema.equals(schema):
            return self._table
        pa = needed_pyarrow("Parquet")
        names = set(self._table.column_names)
        columns = [
            self._table.column(field.name).cast(field.type)
            if field.name in names
            else pa.nulls(len(self), field.type)
            for field in schema
        ]
        return pa.Table.from_arrays(columns, schema=schema)


Batch: TypeAlias = Records | ArrowRows


class Reader(Protocol):
    """A file, or files that belong together, as batches of rows."""

    path: Path
    size: int

    def names(self, watch: Watch) -> list[str]:
        """Give the names of the columns; if the whole file must be read for it, tell how far that is."""

    def schema(self, watch: Watch) -> Any:
        """Give the columns as a `pyarrow.Schema`, in the same way."""

    def batches(self, most: int, report: Report) -> Iterator[Batch]:
        """Give the rows, at most so many at once; what cannot be read is reported and left out."""


class ParquetReader:
    """A Parquet file."""

    def __init__(self, path: Path, column: str) -> None:
        self.path = path
        self.size = path.stat().st_size
        self._column = column
        needed_pyarrow("Parquet")

    def schema(self, watch: Watch) -> Any:
        """See `Reader`."""
        with readable(), self._opened() as file:
            schema = file.schema_arrow
        _check_names(schema.names, self._column)
        kind = schema.field(self._column).type
        try:
            analyze(needed_pyarrow("Parquet").nulls(0, kind), columns=["text"])
        except TypeError:
            raise UnreadableError(
                f"column {self._column!r} holds {kind}, and neither text nor bytes"
            ) from None
        return schema

    def names(self, watch: Watch) -> list[str]:
        """See `Reader`."""
        return list(self.schema(watch).names)

    def batches(self, most: int, report: Report) -> Iterator[Batch]:
        """See `Reader`."""
        pa, done = needed_pyarrow("Parquet"), 0
        with readable():
            file = self._opened()
        with file:
            for group in range(file.metadata.num_row_groups):
                of_group = file.metadata.row_group(group)
                rows = max(1, of_group.num_rows)
                fitting = BATCH_BYTES * rows // max(1, of_group.total_byte_size)
                share = sum(of_group.column(at).total_compressed_size for at in range(of_group.num_columns))
                read = 0
                batches = file.iter_batches(max(1, min(most, fitting)), row_groups=[group])
                for batch in guarded(batches, f"row group {group + 1}: "):
                    read += len(batch)
                    table = pa.Table.from_batches([batch])
                    yield ArrowRows(table, self._column, done + share * read // rows)
                done += share

    def _opened(self) -> Any:
        # Buffered, a column is read page by page; otherwise a whole row group lies in memory.
        parquet = needed_pyarrow("Parquet").parquet
        return parquet.ParquetFile(self.path, buffer_size=1 << 20, pre_buffer=False)


class _LineReader:
    """What files of lines share: decompression, encoding, line numbers."""

    def __init__(self, path: Path, column: str) -> None:
        self.path = path
        self.size = path.stat().st_size
        self._column = column
        self._number = 0
        self._raw: BinaryIO
        if path.suffix == ".zst":
            needed_pyarrow(".zst")

    def _lines(self, report: Report) -> Iterator[str]:
        """Give the lines with their ends; `_number` counts them."""
        self._number = 0
        with open(self.path, "rb") as self._raw, _unpacked(self._raw, self.path.suffix) as stream:
            while line := stream.readline(LONGEST_LINE):
                self._number += 1
                if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                    while line and not line.endswith(b"\n"):
                        line = stream.readline(LONGEST_LINE)
                    report(str(self.path), self._number, f"longer than {LONGEST_LINE >> 20} MiB; left out")
                    continue
                try:
                    text = line.decode("utf-8")
                except UnicodeDecodeError:
                    report(
                        str(self.path), self._number, "not UTF-8; read with U+FFFD in place of what is not"
                    )
                    text = line.decode("utf-8", "replace")
                yield text.removeprefix("\ufeff") if self._number == 1 else text

    def _document(self, value: Any, report: Report, line: int) -> str | None:
        """Give what is to be analysed: text, or None."""
        if value is None or isinstance(value, str):
            return value
        report(
            str(self.path), line, f"{self._column!r} is a {type(value).__name__}, not text; taken for null"
        )
        return None


class JsonReader(_LineReader):
    """Lines that each are a JSON object."""

    def names(self, watch: Watch) -> list[str]:
        """See `Reader`."""
        found: dict[str, None] = {}
        for batch in self._first_reading(watch):
            for row in batch.records():
                found.update(dict.fromkeys(row))
        return list(found)

    def schema(self, watch: Watch) -> Any:
        """Give types that fit every line; values of several types, such as 1 and "one", are their JSON."""
        pa = needed_pyarrow("Parquet")
        found: dict[str, Any] = {}
        for batch in self._first_reading(watch):
            names = dict.fromkeys(name for row in batch.records() for name in row)
            for name in names:
                kind = _kind(pa, [row.get(name) for row in batch.records()])
                found[name] = _wider(pa, found[name], kind) if name in found else kind
        return pa.schema([pa.field(name, _settled(pa, kind)) for name, kind in found.items()])

    def batches(self, most: int, report: Report) -> Iterator[Batch]:
        """See `Reader`."""
        batch, held, first = Records(), 0, True
        batch.lines = []
        for line in guarded(self._lines(report)):
            record = self._record(line, report)
            if record is None:
                continue
            batch.rows.append(record)
            batch.lines.append(line)
            batch.documents.append(self._document(record.get(self._column), report, self._number))
            held += len(line)
            if len(batch) >= most or held >= BATCH_BYTES:
                self._check(batch, first)
                batch.done = self._raw.tell()
                yield batch
                batch, held, first = Records(), 0, False
                batch.lines = []
        if batch.rows:
            self._check(batch, first)
            batch.done = self.size
            yield batch

    def _first_reading(self, watch: Watch) -> Iterator[Batch]:
        """Give the rows up to where the file breaks off, if it does: the second reading will tell."""
        read = 0
        try:
            for batch in self.batches(1024, _unheard):
                read += len(batch)
                watch(batch.done)
                yield batch
        except UnreadableError:
            if not read:
                raise

    def _check(self, batch: Records, first: bool) -> None:
        if first and not any(self._column in row for row in batch.rows):
            raise UnreadableError(
                _no_column(self._column, dict.fromkeys(n for row in batch.rows for n in row))
            )

    def _record(self, line: str, report: Report) -> dict[str, Any] | None:
        if line.isspace():
            return None
        try:
            record = json.loads(line.rstrip())
        except json.JSONDecodeError as error:
            report(str(self.path), self._number, f"not JSON ({error.msg}, column {error.colno}); left out")
            return None
        except (ValueError, RecursionError) as error:
            report(str(self.path), self._number, f"not JSON ({error}); left out")
            return None
        if not isinstance(record, dict):
            report(str(self.path), self._number, "not a JSON object; left out")
            return None
        return record


class CsvReader(_LineReader):
    """CSV with a header; with tabs, if its name says .tsv. An empty cell is null."""

    def names(self, watch: Watch) -> list[str]:
        """See `Reader`."""
        with readable():
            header: list[str] | None = next(self._reader(_unheard), None)
        if header is None:
            raise UnreadableError("is empty, without a header")
        _check_names(header, self._column)
        return header

    def schema(self, watch: Watch) -> Any:
        """See `Reader`."""
        pa = needed_pyarrow("Parquet")
        return pa.schema([pa.field(name, pa.string()) for name in self.names(watch)])

    def batches(self, most: int, report: Report) -> Iterator[Batch]:
        """See `Reader`."""
        names = self.names(_unwatched)
        reader = self._reader(report)
        next(reader, None)  # the header
        while True:
            batch = Records()
            # The limit is one for the process: it is ours only while we read.
            others = csv.field_size_limit(LONGEST_LINE)
            try:
                more = self._fill(batch, reader, names, most, report)
            finally:
                csv.field_size_limit(others)
            batch.done = self._raw.tell() if more else self.size
            if batch.rows:
                yield batch
            if not more:
                return

    def _reader(self, report: Report) -> Any:
        return csv.reader(
            guarded(self._lines(report)), delimiter="\t" if ".tsv" in self.path.suffixes else ","
        )

    def _fill(self, batch: Records, reader: Any, names: list[str], most: int, report: Report) -> bool:
        """Read rows until the batch is full; say whether there may be more."""
        held = 0
        while len(batch) < most and held < BATCH_BYTES:
            line = self._number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return False
            except csv.Error as error:
                report(str(self.path), line, f"not CSV ({error}); left out")
                continue
            if len(cells) != len(names):
                if cells:
                    report(str(self.path), line, f"{len(cells)} cells under {len(names)} names; left out")
                continue
            row = dict(zip(names, (cell or None for cell in cells), strict=True))
            batch.rows.append(row)
            batch.documents.append(row[self._column])
            held += sum(map(len, cells))
        return True


class DocumentReader:
    """Files that each are a document: a row a file, with its name in the column ``file``."""

    def __init__(self, root: Path, paths: Sequence[Path]) -> None:
        self.path = root
        self.paths = paths
        self.size = sum(path.stat().st_size for path in paths)

    def names(self, watch: Watch) -> list[str]:
        """See `Reader`."""
        return ["file"]

    def schema(self, watch: Watch) -> Any:
        """See `Reader`."""
        pa = needed_pyarrow("Parquet")
        return pa.schema([pa.field("file", pa.string())])

    def batches(self, most: int, report: Report) -> Iterator[Batch]:
        """See `Reader`."""
        batch, held, done = Records(), 0, 0
        for path in self.paths:
            try:
                document = path.read_bytes()
            except OSError as error:
                report(str(path), None, f"{_reason(error)}; left out")
                continue
            name = path.relative_to(self.path).as_posix()
            batch.rows.append({"file": name.encode("utf-8", "replace").decode("utf-8")})
            batch.documents.append(document)
            held += len(document)
            if len(batch) >= most or held >= BATCH_BYTES:
                done += held
                batch.done = done
                yield batch
                batch, held = Records(), 0
        if batch.rows:
            batch.done = self.size
            yield batch


def needed_pyarrow(what: str) -> Any:
    """Import pyarrow with its Parquet; say how to get it where it is missing."""
    pa = frames.pyarrow()
    if pa is None:
        raise ImportError(f"{what} needs pyarrow; pip install minread[files]")
    import_module("pyarrow.parquet")
    return pa


class readable:  # noqa: N801  # reads as a statement
    """Turn what goes wrong when a file is read into `UnreadableError`."""

    def __init__(self, place: str = "") -> None:
        self._place = place

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (OSError, EOFError, zlib.error)) or _of_arrow(error):
            raise UnreadableError(f"{self._place}{_reason(error)}") from error


def guarded(items: Iterable[Any], place: str = "") -> Iterator[Any]:
    """Give items; what goes wrong in getting one is an `UnreadableError`, and what the taker does is not."""
    iterator = iter(items)
    while True:
        with readable(place):
            item = next(iterator, guarded)
        if item is guarded:
            return
        yield item


def _of_arrow(error: BaseException | None) -> bool:
    pa = frames.pyarrow()
    return pa is not None and isinstance(error, pa.ArrowException)


def _reason(error: BaseException | None) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error).rstrip(".") or type(error).__name__


def _unpacked(raw: BinaryIO, suffix: str) -> BinaryIO:
    if suffix == ".gz":
        return io.BufferedReader(gzip.GzipFile(fileobj=raw), 1 << 18)
    if suffix == ".zst":
        pa = needed_pyarrow(".zst")
        return io.BufferedReader(pa.CompressedInputStream(pa.PythonFile(raw, "r"), "zstd"), 1 << 18)
    return raw


def _check_names(names: Sequence[str], column: str) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UnreadableError(f"two columns are called {twice!r}")
    if column not in names:
        raise UnreadableError(_no_column(column, names))


def _no_column(column: str, names: Iterable[str]) -> str:
    return f"no column {column!r}; there are {', '.join(names)}"


def _unheard(file: str, line: int | None, message: str) -> None:
    """Report nothing: the file will be read once more."""


def _unwatched(done: int) -> None:
    """Tell nobody."""


# What JSON values become in Arrow. None stands for values of several types, which become their JSON text.


def _kind(pa: Any, values: list[Any]) -> Any:
    try:
        return pa.array(values).type
    except (pa.ArrowException, UnicodeEncodeError, OverflowError, ValueError, TypeError):
        return None


def _wider(pa: Any, one: Any, other: Any) -> Any:
    if one is None or other is None or one.equals(other):
        return one if other is not None else None
    schemas = [pa.schema([pa.field("value", kind)]) for kind in (one, other)]
    try:
        return pa.unify_schemas(schemas, promote_options="permissive").field(0).type
    except pa.ArrowException:
        return None


def _settled(pa: Any, kind: Any) -> Any:
    return pa.string() if kind is None or pa.types.is_null(kind) else kind


def _array(pa: Any, values: list[Any], kind: Any) -> Any:
    if pa.types.is_string(kind):
        return pa.array([None if value is None else _text(value) for value in values], kind)
    if pa.types.is_floating(kind):
        return pa.array([None if value is None else float(value) for value in values], kind)
    return pa.array(values, kind)


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    # JSON may escape half a character ("\ud83d"), which no UTF-8 can hold.
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
