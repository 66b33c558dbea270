"""Files of any size: `analyze_file` reads rows in batches and writes them with what was found.

`minread.readers` has the formats that come in, `minread.writers` those that go out.
"""

from __future__ import annotations

import errno
import glob
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from time import perf_counter
from typing import Any, TypeAlias

from minread.functions import Progress, analyze
from minread.progress import watched
from minread.readers import (
    Batch,
    CsvReader,
    DocumentReader,
    JsonReader,
    ParquetReader,
    Reader,
    UnreadableError,
    needed_pyarrow,
)
from minread.summary import number
from minread.writers import CsvWriter, JsonWriter, ParquetWriter, Writer, replacing

FilePath: TypeAlias = str | os.PathLike[str]

_KINDS = {
    ".parquet": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".html": "document",
    ".htm": "document",
    ".txt": "document",
}
_READERS: dict[str, Callable[[Path, str], Reader]] = {
    "parquet": ParquetReader,
    "jsonl": JsonReader,
    "csv": CsvReader,
}
_COMPRESSED = (".gz", ".zst")
_READ = ".parquet, .jsonl, .ndjson, .csv, .tsv (of lines also with .gz or .zst), .html, .htm, .txt"
_WRITTEN = ".parquet, .jsonl, .ndjson, .csv, .tsv (of lines also with .gz or .zst)"
_PROBLEMS_KEPT = 100


@dataclass(frozen=True, slots=True)
class FileProblem:
    """What could not be read, and where.

    Attributes
    ----------
    file : str
        The file.
    line : int or None
        Its line, from 1; None where it is no matter of one line.
    message : str
        What is wrong, and what became of it.

    Examples
    --------
    >>> import minread
    >>> print(minread.FileProblem("pages.jsonl", 7, "not a JSON object; left out"))
    pages.jsonl, line 7: not a JSON object; left out
    """

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class FileSummary:
    """What `analyze_file` has done.

    Attributes
    ----------
    files : int
        Files read to their end.
    skipped : int
        Files not read, because ``resume=True`` and their output was there.
    rows : int
        Rows written.
    articles : int
        Rows whose document is not null.
    words : int or None
        Words of all articles; None if ``word_count`` is not among the columns.
    reading_minutes : int or None
        The median, the lower one of two; None if ``reading_minutes`` is not among the columns.
    flagged : int or None
        Articles with a flag; None if ``flags`` is not among the columns.
    problem_count : int
        Lines and files that could not be read as they are.
    problems : tuple of FileProblem
        The first 100 of them.
    seconds : float
        How long it took.

    Examples
    --------
    >>> import minread
    >>> summary = minread.FileSummary(files=1, rows=20_000, articles=20_000, words=9_312_400, seconds=4.2)
    >>> print(summary)
    20,000 articles · 9.3 M words · 4.2 s
    """

    files: int = 0
    skipped: int = 0
    rows: int = 0
    articles: int = 0
    words: int | None = None
    reading_minutes: int | None = None
    flagged: int | None = None
    problem_count: int = 0
    problems: tuple[FileProblem, ...] = ()
    seconds: float = 0.0

    def __str__(self) -> str:
        parts = [number(self.articles, "article")]
        if self.rows > self.articles:
            parts.append(f"{self.rows - self.articles:,} null")
        if self.words is not None:
            parts.append(number(self.words, "word"))
        if self.reading_minutes is not None:
            parts.append(f"median {self.reading_minutes} min")
        if self.flagged is not None:
            parts.append(f"{self.flagged:,} flagged")
        if self.files > 1:
            parts.append(f"{self.files:,} files")
        if self.skipped:
            parts.append(f"{self.skipped:,} skipped")
        if self.problem_count:
            parts.append(number(self.problem_count, "problem"))
        parts.append(f"{self.seconds:.1f} s")
        return " · ".join(parts)


def analyze_file(
    source: FilePath,
    sink: FilePath,
    *,
    column: str | None = None,
    columns: Sequence[str] | None = None,
    prefix: str = "",
    resume: bool = False,
    strict: bool = False,
    batch_rows: int = 8192,
    threads: int | None = None,
    progress: Progress = None,
    **options: Any,
) -> FileSummary:
    r"""Read articles from files of any size; write their rows with the columns of `analyze` behind them.

    Memory does not grow with the files: at most `batch_rows` rows or 4 MiB of them are held to be analysed,
    and at most 16 MiB to be written. A file has its name only once it is whole: until then it is hidden
    beside it, and goes if the call fails or is interrupted.

    Parameters
    ----------
    source : path
        By its name Parquet (``.parquet``), lines of JSON (``.jsonl``, ``.ndjson``), CSV with a header
        (``.csv``, ``.tsv``), those of lines also compressed (``.gz``, ``.zst``), or documents (``.html``,
        ``.htm``, ``.txt``). A file, a folder with all its folders, or a pattern such as
        ``"pages/**/*.parquet"``; hidden files and those that begin with ``_`` do not count.
    sink : path
        A file of any of these formats but documents; rows of several sources follow each other. Or a
        folder: then each source has its output there, under its own name.
    column : str, optional
        The column to read: text, or in Parquet also bytes. Not for documents, which get a column ``file``
        with their name.
    columns : sequence of str, optional
        The columns to make; see `analyze`.
    prefix : str
        Put before the names of the new columns. Needed where a column has such a name already.
    resume : bool
        Leave out sources whose output is there; `sink` must be a folder.
    strict : bool
        Whether what cannot be read raises. Else it is left out, or read as far as it goes, and stands in
        `FileSummary.problems`: a line that is no JSON, a row with too many cells, text that is not UTF-8, a
        file that breaks off (whose output is not written, if that would be a file of its own).
    batch_rows : int
        Rows to analyse at once.
    threads : int, optional
        As in `count_words`.
    progress : bool or callable, optional
        As in `count_words`, but ``(done, total)`` are bytes of the source; where JSON becomes Parquet or CSV,
        they are read twice, first to learn its columns and types.
    **options
        Those of `analyze`: language, preset, errors …

    Returns
    -------
    FileSummary
        Rows, words, median reading time, problems with their places.

    Raises
    ------
    ImportError
        If Parquet or ``.zst`` is asked for without pyarrow (``pip install minread[files]``).
    FileNotFoundError
        If there is no `source`, or no folder for `sink`.
    TypeError
        If `column` is missing, or an option is of the wrong type.
    ValueError
        If nothing could be read; if a new column has the name of an old one; if an option is not possible;
        with ``strict=True``, at the first problem, with its place.

    Notes
    -----
    Columns keep their order, types, nulls and metadata, in Parquet also dictionaries. A line of JSON stays as
    it is, the new names behind the old ones. In CSV lists are joined by ``; ``, and an empty cell is null.
    Values of JSON that fit no one type of Parquet (``1`` and ``"one"``) become the text of their JSON.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import minread
    >>> folder = Path(tempfile.mkdtemp())
    >>> lines = '{"id": 1, "body": "Satu dua. Tiga."}\n{"id": 2, "body": null}\n'
    >>> _ = (folder / "pages.jsonl").write_text(lines)
    >>> summary = minread.analyze_file(
    ...     folder / "pages.jsonl", folder / "out.csv", column="body", columns=["word_count", "flags"]
    ... )
    >>> print((folder / "out.csv").read_text())
    id,body,word_count,flags
    1,Satu dua. Tiga.,3,no_prose
    2,,,
    <BLANKLINE>
    >>> summary.rows, summary.articles, summary.words, summary.problem_count
    (2, 1, 3, 0)
    """
    begun = perf_counter()
    if not isinstance(batch_rows, int) or batch_rows < 1:
        raise ValueError(f"batch_rows must be at least 1, got {batch_rows!r}")
    options = {"columns": columns, "threads": threads, **options}
    # Of no rows: the names and types of the new columns, and at once whether the options are possible.
    added = analyze([], progress=False, **options)
    outputs, apart = _outputs(source, sink, column, resume)
    todo = {output: readers for output, readers in outputs.items() if not (resume and output.exists())}
    with watched(threads, progress, "B") as (_, watch):
        job = _Job(added, prefix, options, batch_rows, strict=strict, apart=apart)
        job.watch = watch
        job.total = sum(
            reader.size * _readings(reader, output) for output, readers in todo.items() for reader in readers
        )
        for output, readers in todo.items():
            job.write(readers, output)
    if job.problems and not job.written and todo == outputs:
        raise ValueError(str(job.problems[0]))
    return FileSummary(
        files=job.files,
        skipped=sum(len(readers) for output, readers in outputs.items() if output not in todo),
        rows=job.counts.rows,
        articles=job.counts.articles,
        words=job.counts.words if "word_count" in added.columns else None,
        reading_minutes=_median(job.counts.minutes),
        flagged=job.counts.flagged if "flags" in added.columns else None,
        problem_count=job.problem_count,
        problems=tuple(job.problems),
        seconds=perf_counter() - begun,
    )


@dataclass(slots=True)
class _Counts:
    """What a summary says of rows."""

    rows: int = 0
    articles: int = 0
    words: int = 0
    flagged: int = 0
    minutes: Counter[int] = field(default_factory=Counter)

    def count(self, batch: Batch, found: Any, names: Sequence[str]) -> None:
        self.rows += len(batch)
        self.articles += batch.filled
        if "word_count" in names:
            self.words += sum(filter(None, _values(found, "word_count")))
        if "flags" in names:
            self.flagged += sum(map(bool, _values(found, "flags")))
        if "reading_minutes" in names:
            self.minutes.update(each for each in _values(found, "reading_minutes") if each is not None)

    def add(self, other: _Counts) -> None:
        self.rows += other.rows
        self.articles += other.articles
        self.words += other.words
        self.flagged += other.flagged
        self.minutes.update(other.minutes)


class _Job:
    """One call of `analyze_file`: what is the same for all its files, and what has been counted."""

    def __init__(
        self, added: Any, prefix: str, options: dict[str, Any], batch_rows: int, *, strict: bool, apart: bool
    ) -> None:
        self.added = added
        self.names = [prefix + name for name in added.columns]
        self.options = options
        self.batch_rows = batch_rows
        self.strict = strict
        self.apart = apart
        self.watch: Callable[[int, int], object] | None = None
        self.total = 0
        self.done = 0
        self.written = 0
        self.files = 0
        self.counts = _Counts()
        self.problem_count = 0
        self.problems: list[FileProblem] = []

    def write(self, readers: Sequence[Reader], sink: Path) -> None:
        """Write the rows of some files into one, unless there is nothing that can be read."""
        readers, old = self._columns(readers, sink)
        if not readers:
            return
        counts, files = _Counts(), 0
        sink.parent.mkdir(parents=True, exist_ok=True)
        try:
            with replacing(sink) as part, closing(self._writer(part, sink, old)) as writer:
                for reader in readers:
                    try:
                        self._copy(reader, writer, counts, known=old is not None)
                    except UnreadableError as error:
                        # An output of its own would look as if its source had been read to the end.
                        if self.apart or (reader is readers[-1] and not (files or counts.rows)):
                            raise
                        self.report(str(reader.path), None, f"{error}; read up to there")
                    else:
                        files += 1
        except UnreadableError as error:
            self.report(str(reader.path), None, f"{error}; not written")
            return
        self.written += 1
        self.files += files
        self.counts.add(counts)

    def report(self, file: str, line: int | None, message: str) -> None:
        """Keep a problem, or raise it."""
        problem = FileProblem(file, line, message)
        if self.strict:
            raise ValueError(str(problem))
        self.problem_count += 1
        if len(self.problems) < _PROBLEMS_KEPT:
            self.problems.append(problem)

    def _columns(self, readers: Sequence[Reader], sink: Path) -> tuple[list[Reader], Any]:
        """Give the files that can be read, and their columns as the sink needs to know them, if it does."""
        kind, _ = _format(sink)
        old: Any = None
        readable = []
        for reader in readers:
            try:
                if kind == "parquet":
                    old = _widened(old, reader.schema(self._told))
                elif _readings(reader, sink) > 1 or not isinstance(reader, JsonReader):
                    old = list(dict.fromkeys([*(old or []), *reader.names(self._told)]))
            except UnreadableError as error:
                self.report(str(reader.path), None, f"{error}; left out")
            else:
                readable.append(reader)
            if _readings(reader, sink) > 1:
                self.done += reader.size
        self._check_names(getattr(old, "names", old) or [])
        return readable, old

    def _check_names(self, old: Iterable[str]) -> None:
        taken = set(old)
        both = [name for name in self.names if name in taken]
        if both:
            raise ValueError(
                f"there {'are columns' if len(both) > 1 else 'is a column'} {', '.join(both)} already; give "
                "prefix=, or columns= without"
            )

    def _writer(self, part: Path, sink: Path, old: Any) -> Writer:
        kind, suffix = _format(sink)
        if kind == "parquet":
            return ParquetWriter(part, old, self.added, self.names)
        if kind == "csv":
            return CsvWriter(part, suffix, old, self.names)
        return JsonWriter(part, suffix, self.names)

    def _copy(self, reader: Reader, writer: Writer, counts: _Counts, *, known: bool) -> None:
        first = 0
        for batch in reader.batches(self.batch_rows, self.report):
            if not known:
                self._check_names(name for row in batch.records() for name in row)
            found = self._found(batch, reader, first)
            writer.write(batch, found)
            counts.count(batch, found, self.added.columns)
            first += len(batch)
            self._told(batch.done)
        self.done += reader.size

    def _found(self, batch: Batch, reader: Reader, first: int) -> Any:
        try:
            return analyze(batch.documents, progress=False, **self.options)
        except (TypeError, ValueError) as error:
            # The row it names is one of the batch.
            message = re.sub(r"(?<=\brow )\d+", lambda row: str(int(row[0]) + first), str(error), count=1)
            kind = ValueError if isinstance(error, ValueError) else TypeError
            raise kind(f"{reader.path}: {message}") from None

    def _told(self, done: int) -> None:
        if self.watch:
            self.watch(self.done + done, self.total)


def _outputs(
    source: FilePath, sink: FilePath, column: str | None, resume: bool
) -> tuple[dict[Path, list[Reader]], bool]:
    """Tell which files are read, into which each goes, and whether each into its own."""
    root, paths, alone = _sources(source, Path(sink))
    kinds = {_format(path)[0]: path for path in paths}
    if len(kinds) > 1:
        shown = " and ".join(path.name for path in kinds.values())
        raise ValueError(
            f"{source} holds files of several formats ({shown}); give a pattern such as *.parquet"
        )
    (kind,) = kinds
    if kind == "document" and column is not None:
        raise TypeError(f"column= picks a column of a table, and {source} holds documents; leave it out")
    if kind != "document" and not isinstance(column, str):
        raise TypeError(f"column must be the name of the column to read, got {column!r}")
    out = Path(sink)
    apart = _is_folder(sink, alone)
    if apart and kind == "document":
        raise ValueError(f"documents become rows of one file; give a sink such as {out / 'articles.parquet'}")
    if not apart:
        if resume:
            raise ValueError(f"resume=True needs a folder as sink, for it leaves out whole files; got {sink}")
        if _format(out)[0] in ("", "document"):
            raise ValueError(f"sink must be a folder or end in one of {_WRITTEN}, got {sink}")
        if not out.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(out.parent))
    if kind == "document":
        return {out: [DocumentReader(root, paths)]}, False
    make = _READERS[kind]
    readers = [make(path, str(column)) for path in paths]
    outputs = {out / each.path.relative_to(root): [each] for each in readers} if apart else {out: readers}
    same = next((path for path in paths if path.resolve() in {each.resolve() for each in outputs}), None)
    if same:
        raise ValueError(f"{same} would be written over while it is read; give another sink")
    return outputs, apart


def _sources(source: FilePath, sink: Path) -> tuple[Path, list[Path], bool]:
    """Give the folder that names are relative to, the files, and whether one file was asked for."""
    path = Path(source)
    if path.is_file():
        if not _format(path)[0]:
            raise ValueError(f"a source must end in one of {_READ}, got {source}")
        return path.parent, [path], True
    if path.is_dir():
        root, found = path, sorted(path.rglob("*"))
    elif glob.has_magic(str(path)):
        root = Path(*takewhile(lambda part: not glob.has_magic(part), path.parts))
        found = sorted(map(Path, glob.glob(str(path), recursive=True)))
    else:
        raise FileNotFoundError(errno.ENOENT, "there is no such file or folder", str(path))
    # Outputs of the last run are no sources of this one.
    mine = {sink} if sink != root else set()
    files = [
        each
        for each in found
        if _format(each)[0]
        and each.is_file()
        and not _hidden(each.relative_to(root))
        and mine.isdisjoint([each, *each.parents])
    ]
    if not files:
        raise FileNotFoundError(errno.ENOENT, f"there is no file that ends in one of {_READ}", str(source))
    return root, files, False


def _format(path: Path) -> tuple[str, str]:
    """Tell the format by the name ("" if it is none), and how it is compressed."""
    *_, inner, last = ["", "", *map(str.lower, path.suffixes)]
    if last in _COMPRESSED:
        kind = _KINDS.get(inner, "")
        return (kind if kind in ("jsonl", "csv") else ""), last
    return _KINDS.get(last, ""), ""


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "_")) for part in path.parts)


def _is_folder(sink: FilePath, alone: bool) -> bool:
    named = os.fspath(sink).endswith(("/", os.sep))
    return named or Path(sink).is_dir() or not (alone or Path(sink).suffix)


def _readings(reader: Reader, sink: Path) -> int:
    """Say how often a file is read: the columns of lines of JSON are known only behind the last one."""
    return 2 if isinstance(reader, JsonReader) and _format(sink)[0] != "jsonl" else 1


def _widened(one: Any, other: Any) -> Any:
    """Give a schema that the rows of both fit."""
    if one is None:
        return other
    pa = needed_pyarrow("Parquet")
    try:
        return pa.unify_schemas([one, other])
    except pa.ArrowException as error:
        raise UnreadableError(f"its columns do not fit those of the files before it: {error}") from None


def _values(found: Any, name: str) -> list[Any]:
    """Give a column of what was found: of a `minread.Table`, or of a `pyarrow.Table`."""
    values = found[name]
    return values if isinstance(values, list) else list(values.to_pylist())


def _median(minutes: Counter[int]) -> int | None:
    middle = (sum(minutes.values()) + 1) // 2
    for each, count in sorted(minutes.items()):
        middle -= count
        if middle <= 0:
            return each
    return None
