"""Each case through every door, compared with the answer for one document."""

from __future__ import annotations

import ctypes
import datetime
import pickle
import random
import subprocess
import sys
import textwrap
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import minread
from conftest import ROOT
from doors import CALLS, COLUMNS, TABLES, ArrowArray, ArrowStream, plain
from test_torture import GENERATORS, NAUGHTY

FUNCTIONS: list[tuple[Any, dict[str, Any]]] = [
    (minread.count_words, {}),
    (minread.count_words, {"unit": "unicode"}),
    (minread.count_sentences, {}),
    (minread.sentence_spans, {}),
    (minread.split_sentences, {"language": "id"}),
    (minread.detect_language, {}),
    (minread.reading_time, {"preset": "foxiz"}),
    (minread.clean, {}),
    (minread.clean, {"format": "html"}),
    (minread.analyze, {}),
    (minread.analyze, {"format": "html"}),
]

ROWS: list[str | None] = [
    None,
    "",
    "Satu dua tiga.",
    None,
    # Views hold up to twelve bytes in place.
    "kata",
    "dua belas by",
    "tiga belas by",
    "Prof. Dr. Sari datang. Ia membawa buku!",
    "東京へ行く。雨が降る。 Tokyo 2020",
    "Ia 👩‍👩‍👧 datang.\r\nLalu é pergi\u0000.",
    (ROOT / "examples" / "jembatan.txt").read_text(encoding="utf-8"),
    *(generator.make(40).decode() for generator in GENERATORS if generator.kind != "bytes"),
    *NAUGHTY,
    None,
]


@pytest.fixture(scope="module")
def expected() -> dict[tuple[str, str], Any]:
    """Give the answers for one document at a time."""
    answers: dict[tuple[str, str], Any] = {}
    for function, options in FUNCTIONS:
        if function is minread.analyze:
            tables = [minread.analyze([row], **options) for row in ROWS]
            answer: Any = {name: [table[name][0] for table in tables] for name in tables[0]}
        else:
            answer = [plain(function(row, **options)) for row in ROWS]
        answers[function.__name__, str(options)] = answer
    return answers


@pytest.mark.parametrize("door", CALLS)
def test_every_case_through_every_door(door: str, expected: dict[tuple[str, str], Any]) -> None:
    for function, options in FUNCTIONS:
        found = plain(CALLS[door](ROWS, function, options))
        wanted = expected[function.__name__, str(options)]
        assert found == wanted, f"{function.__name__}({options})"


@pytest.mark.parametrize("door", CALLS)
@pytest.mark.parametrize("rows", [[], [None], [None, None]], ids=str)
def test_no_rows_and_no_texts(door: str, rows: list[str | None]) -> None:
    for function, options in FUNCTIONS:
        if not (door == "pandas default" and not rows):
            answer = plain(CALLS[door](rows, function, options))
            columns = answer.values() if isinstance(answer, dict) else [answer]
            assert all(column == rows for column in columns)


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
def test_any_number_of_threads(threads: int) -> None:
    rows = pa.array([(row or "kata ") * 20 for row in ROWS] * 30)
    one = minread.analyze(rows, threads=1)
    assert minread.analyze(rows, threads=threads) == one


@pytest.mark.parametrize("threads", [1, 2])
def test_spans_of_a_column_are_those_of_each_row(threads: int) -> None:
    """Rows unlike those before them: room for their spans has to be made again and again."""
    few, many = ["Satu.", None, "", "Ya? “Tidak!” 他来了。她走了。", "É 😀. Dua."], "他来了。" * 3_000
    rows = [*few * 50, many, *few, many * 100, *few * 50, many, None]
    spans = [minread.sentence_spans(row) for row in rows]
    assert sum(len(row) for row in spans if row) > 1 << 18
    found = minread.sentence_spans(pa.array(rows), threads=threads)
    assert [row and [(span["start"], span["end"]) for span in row] for row in found.to_pylist()] == spans
    assert minread.sentence_spans(rows, threads=threads) == spans


PIECES = [
    "satu",
    " ",
    "dua ",
    "3.",
    "4",
    ".",
    "é",
    "’",
    "\u3000",
    "\u00a0",
    "東京",
    "ไทย",
    "\n",
    "don't",
    "x" * 70,
]


@pytest.mark.parametrize("unit", ["whitespace", "auto", "unicode", "characters"])
def test_short_rows_are_counted_as_each_alone(unit: Any) -> None:
    chance = random.Random(unit)
    texts = ["".join(chance.choices(PIECES, k=chance.randint(0, 8))) for _ in range(9000)]
    rows = [None if chance.random() < 0.1 else text for text in texts]
    rows[5000] = "kata " * 4000
    wanted = [None if row is None else minread.count_words(row, unit=unit) for row in rows]
    columns = {
        "list": rows,
        "string": pa.array(rows, pa.string()),
        "large_string": pa.array([text or "" for text in rows], pa.large_string()),
        "view": pa.array(rows, pa.string_view()),
        "dictionary": pa.array(rows).dictionary_encode(),
        "chunks": pa.chunked_array([rows[:7], rows[7:4100], rows[4100:]], pa.large_string()),
    }
    for kind, column in columns.items():
        expected = [count or 0 for count in wanted] if kind == "large_string" else wanted
        for cut in (slice(None), slice(1, 1), slice(4099, 4103), slice(13, None)):
            found = minread.count_words(column[cut], unit=unit)
            assert plain(found) == expected[cut], f"{kind} {cut}"


# Every kind of column that holds bytes.
OF_BYTES: dict[str, Any] = {
    "list": list,
    "tuple": tuple,
    "numpy": lambda rows: np.array([*rows, None], dtype=object)[:-1],
    "pandas object": lambda rows: pd.Series(rows, dtype=object),
    "pandas ArrowDtype": lambda rows: pd.Series(rows, dtype=pd.ArrowDtype(pa.binary())),
    "polars Binary": lambda rows: pl.Series("body", rows, dtype=pl.Binary),
    "polars Object": lambda rows: pl.Series("body", rows, dtype=pl.Object),
    "pyarrow binary": lambda rows: pa.array(rows, pa.binary()),
    "pyarrow large_binary, sliced": lambda rows: pa.array([b"x", *rows, b"y"], pa.large_binary())[1:-1],
    "pyarrow binary_view": lambda rows: pa.array(rows, pa.binary_view()),
    "pyarrow dictionary": lambda rows: pa.array(rows, pa.binary()).dictionary_encode(),
    "pyarrow ChunkedArray": lambda rows: pa.chunked_array([rows[:2], [], rows[2:]], pa.binary()),
    "capsule stream": lambda rows: ArrowStream(pa.chunked_array([rows[:5], rows[5:]], pa.binary())),
}
BYTES: list[bytes | None] = [None, *(generator.make(40) for generator in GENERATORS), None]


@pytest.fixture(scope="module")
def expected_of_bytes() -> list[tuple[str, list[str | None], dict[str, Any]]]:
    """Give the answers for one document of bytes at a time."""
    alone = []
    for form in ("text", "html"):
        options: Any = {"format": form}
        texts = [minread.clean(row, **options) for row in BYTES]
        articles = [minread.parse(row, **options) for row in BYTES]
        assert [article and article.text for article in articles] == texts
        flags = [article and list(article.flags) for article in articles]
        words = [article and article.word_count for article in articles]
        alone.append((form, texts, {"word_count": words, "text": texts, "flags": flags}))
    return alone


@pytest.mark.parametrize("door", OF_BYTES)
def test_all_bytes_through_every_door(door: str, expected_of_bytes: Any) -> None:
    for form, texts, table in expected_of_bytes:
        column = OF_BYTES[door](BYTES)
        assert plain(minread.clean(column, format=form)) == texts
        assert plain(minread.analyze(column, columns=list(table), format=form)) == table


def test_naughty_texts_are_parsed_in_a_list_as_alone() -> None:
    assert minread.parse([*NAUGHTY, None]) == [*map(minread.parse, NAUGHTY), None]


@pytest.mark.parametrize("wrong", [7, 2.5, ["kata"], {"a": 1}, datetime.date(2024, 6, 27)], ids=repr)
def test_a_wrong_object_in_a_column_is_named_with_its_row(wrong: Any) -> None:
    def objects(rows: list[Any]) -> Any:
        array = np.empty(len(rows), dtype=object)
        array[:] = rows
        return array

    columns: list[Any] = [list, tuple, objects, lambda rows: pd.Series(rows, dtype=object)]
    columns.append(lambda rows: pl.Series("body", rows, dtype=pl.Object))
    for make in columns:
        for function in (minread.count_words, minread.split_sentences, minread.clean, minread.analyze):
            with pytest.raises(TypeError, match=rf"^row 2: expected str.* got {type(wrong).__name__}; "):
                function(make(["kata", None, wrong, "lagi"]))


def test_empty_and_null_answers_have_the_type_of_full_ones() -> None:
    for function in (minread.count_words, minread.split_sentences, minread.sentence_spans, minread.clean):
        for kind in (pa.string(), pa.string_view(), pa.large_string()):
            full = function(pa.array(["Satu. Dua."], kind))
            for rows in ([], [None, None]):
                assert function(pa.array(rows, kind)).type == full.type
                assert function(pa.chunked_array([rows, []], kind)).type == full.type
        wanted = function(pl.Series(["Satu. Dua."])).dtype
        assert function(pl.Series([], dtype=pl.String)).dtype == wanted
        assert function(pl.Series([None, None], dtype=pl.String)).dtype == wanted
        for dtype in ("string[python]", "string[pyarrow]"):
            wanted = function(pd.Series(["Satu. Dua."], dtype=dtype)).dtype
            assert function(pd.Series([], dtype=dtype)).dtype == wanted
            assert function(pd.Series([None, None], dtype=dtype)).dtype == wanted
    assert minread.analyze(pa.array([], pa.string())).schema == minread.analyze(pa.array(["kata"])).schema
    assert minread.analyze(pl.Series([], dtype=pl.String)).schema == minread.analyze(pl.Series(["a"])).schema


def test_one_giant_row_wherever_it_stands() -> None:
    small = [f"Warga {at} datang. Mereka pulang." for at in range(20_000)]
    giant = "Satu kalimat pendek saja. " * 200_000
    for rows in ([giant, *small], [*small, giant], [*small[:9_000], giant, *small[9_000:]]):
        wanted = [4 * 200_000 if row is giant else 5 for row in rows]
        for column in (rows, pa.array(rows), pl.Series(rows)):
            assert plain(minread.count_words(column)) == wanted
        assert minread.count_sentences(rows) == [200_000 if row is giant else 2 for row in rows]


def test_bytes_columns() -> None:
    rows = [b"Satu dua tiga. Empat.", None, "Kata é".encode("utf-16"), b"\xff kata \xe9 lain"]
    wanted = minread.analyze(rows)
    assert wanted["word_count"][0] == 4
    for kind in (pa.binary(), pa.large_binary(), pa.binary_view()):
        assert plain(minread.analyze(pa.array(rows, kind))) == dict(wanted)
        assert minread.clean(pa.array(rows, kind)).to_pylist() == minread.clean(rows)
        with pytest.raises(TypeError, match=r"row 0: expected str or None.*decode it"):
            minread.count_words(pa.array(rows, kind))
    assert plain(minread.analyze(pa.array(rows).dictionary_encode())) == dict(wanted)
    assert plain(minread.analyze(pl.Series(rows, dtype=pl.Binary))) == dict(wanted)
    assert plain(minread.analyze(pd.Series(rows, dtype=object))) == dict(wanted)
    with pytest.raises(ValueError, match="row 3 is not valid text"):
        minread.clean(pa.array(rows), errors="raise")


# The caller's kind.


INDEXES = {
    "duplicate": pd.Index([7, 7, 1]),
    "string": pd.Index(["c", "a", "b"], name="key"),
    "unsorted": pd.Index([5, 1, 3]),
    "multi": pd.MultiIndex.from_tuples([("a", 2), ("a", 1), ("b", 1)], names=["x", "y"]),
    "dates": pd.date_range("2024-01-01", periods=3),
}


@pytest.mark.parametrize("index", INDEXES.values(), ids=INDEXES)
@pytest.mark.parametrize("dtype", ["object", "string[python]", "string[pyarrow]", "category"])
def test_pandas_keeps_index_and_name(index: Any, dtype: str) -> None:
    series = pd.Series(["Satu. Dua.", None, "tiga"], index=index, name="body", dtype=dtype)
    for function in (minread.count_words, minread.split_sentences, minread.clean, minread.reading_time):
        answer = function(series)
        pd.testing.assert_index_equal(answer.index, index)
        assert answer.name == "body"
    pd.testing.assert_index_equal(minread.analyze(series).index, index)
    pd.testing.assert_index_equal(minread.analyze(series.to_frame(), column="body").index, index)
    counts = minread.count_words(series)
    assert counts.dtype == "Int64"
    assert counts.iloc[1] is pd.NA


def test_pandas_types() -> None:
    rows = ["Satu. Dua.", None]
    for dtype in ("object", "string[python]", "string[pyarrow]", pd.ArrowDtype(pa.string())):
        series = pd.Series(rows, dtype=dtype)
        assert minread.clean(series).dtype == series.dtype
        assert minread.detect_language(series).dtype == series.dtype
        assert minread.analyze(series)["text"].dtype == series.dtype
    default = pd.Series(rows)
    assert minread.clean(default).dtype == default.dtype
    assert minread.clean(default.astype("category")).dtype == pd.Series(["a"]).dtype
    frame = minread.analyze(default)
    assert frame.dtypes["word_count"] == "Int64"
    assert frame.dtypes["reading_seconds"] == "Float64"
    assert minread.split_sentences(default).explode().dropna().tolist() == ["Satu.", "Dua."]


def test_dates_have_the_type_for_dates() -> None:
    body = "Warga datang berjalan kaki sejak pagi dan berhenti lama di tengah jembatan itu."
    pages = [f"Jembatan Itu Dibuka Lagi\n27 Juni 2024\n{body}\n{body}", None, body]
    column = minread.analyze(pd.Series(pages), columns=["date"])["date"]
    assert column.dtype == "datetime64[ns]"
    assert column.isna().tolist() == [False, True, True]
    assert column.dt.year[0] == 2024
    polars = minread.analyze(pl.Series(pages), columns=["date"])["date"]
    assert polars.dtype == pl.Date
    assert polars.to_list() == [datetime.date(2024, 6, 27), None, None]
    assert minread.analyze(pa.array(pages), columns=["date"]).schema.field("date").type == pa.date32()
    table = minread.analyze(pages, columns=["date"])
    assert table["date"] == polars.to_list()
    assert pickle.loads(pickle.dumps(table)) == table


def test_kinds() -> None:
    rows = ["Satu. Dua.", None]
    for make in (list, tuple):
        assert type(minread.count_words(make(rows))) is list
    array = minread.count_words(np.array(rows, dtype=object))
    assert (type(array), array.dtype) == (np.ndarray, object)
    series = pl.Series("body", rows)
    answer = minread.count_words(series)
    assert (type(answer), answer.name, answer.dtype) == (pl.Series, "body", pl.Int64)
    assert minread.split_sentences(series).dtype == pl.List(pl.String)
    assert minread.sentence_spans(series).dtype == pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64}))
    assert isinstance(minread.analyze(series), pl.DataFrame)
    assert minread.count_words(pa.array(rows)).type == pa.int64()
    assert isinstance(minread.count_words(pa.chunked_array([rows])), pa.ChunkedArray)
    assert isinstance(minread.count_words(pa.table({"a": rows}), column="a"), pa.ChunkedArray)
    assert isinstance(minread.count_words(ArrowArray(pa.array(rows))), pa.Array)
    assert isinstance(minread.analyze(pa.array(rows)), pa.Table)
    for plain_column in (rows, tuple(rows), np.array(rows, dtype=object)):
        assert isinstance(minread.analyze(plain_column), minread.Table)


def test_a_table_is_read_by_whatever_reads_arrow() -> None:
    table = minread.analyze(["Satu dua.", None], columns=["word_count", "text", "flags"])
    assert pa.table(table).to_pydict() == dict(table)
    assert pl.DataFrame(table).to_dict(as_series=False) == dict(table)
    assert table.to_polars().to_dict(as_series=False) == dict(table)
    assert duckdb.from_arrow(table).project("word_count").fetchall() == [(2,), (None,)]
    frame = table.to_pandas()
    assert frame.dtypes["word_count"] == "Int64"
    assert plain(frame) == dict(table)
    assert pickle.loads(pickle.dumps(table)) == table


def test_the_input_is_not_changed() -> None:
    for name, make in COLUMNS.items():
        column = make(ROWS)
        before = plain(column) if not name.startswith("capsule") else None
        minread.analyze(column, columns=["text"])
        assert before is None or plain(column) == before


# What is refused.


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"a": "b"}, "expected str or None, got dict; pass list"),
        ({"a"}, "expected str or None, got set; pass list"),
        ((text for text in "ab"), "expected str or None, got generator; pass list"),
        (pd.Series([1, 2]), "row 0: expected str or None, got int"),
        (pd.Series(["a", 2], dtype=object), "row 1: expected str or None, got int"),
        (
            pd.Series([1, 2], dtype="category"),
            "row 0: expected str or None, got an Arrow column of type Int64",
        ),
        (pd.Series(pd.to_datetime(["2024-01-01"])), "row 0: expected str or None, got Timestamp"),
        (pd.Index(["a"]), r"pass index.to_series\(\)"),
        (pd.DataFrame({"a": ["b"], "c": 1}), "say which column to read: column=..., one of a, c"),
        (pl.DataFrame({"a": ["b"]}), "say which column to read: column=..., one of a"),
        (pl.LazyFrame({"a": ["b"]}), r"import minread.polars and write pl.col\(...\)"),
        (pl.col("a"), r"import minread.polars and write pl.col\(...\)"),
        (pl.Series([None, 1]), "row 1: expected str or None, got an Arrow column of type Int64; cast"),
        (pa.table({"a": ["b"]}), "say which column to read: column=..., one of a"),
        (ArrowArray(pa.array([{"a": "b"}])), "say which column to read: column=..., one of a"),
        (
            pa.array([None, None, 1.5]),
            "row 2: expected str or None, got an Arrow column of type Float64",
        ),
        (pa.chunked_array([[], [None], [1]], pa.int64()), "row 1: expected str or None.*type Int64; cast"),
        (pa.array([], pa.int8()), "expected str or None, got an Arrow column of type Int8; cast"),
        (pa.array([["a"]]), "row 0: expected str or None, got an Arrow column of type List"),
        (pa.array([b"a"]), "row 0: expected str or None, got an Arrow column of type Binary; decode it"),
        (np.array(["a"]), r"pass array.astype\(object\)"),
        (np.array([["a"]], dtype=object), "expected a numpy array of objects with one dimension"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_wrong_kinds_say_row_type_and_remedy(wrong: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        minread.count_words(wrong)


def test_wrong_columns_of_a_table() -> None:
    for make in TABLES.values():
        with pytest.raises(ValueError, match=r"column must be one of .*body.*, got .bodi.$"):
            minread.count_words(make(["a"]), column="bodi")
        with pytest.raises(TypeError, match=r"say which column to read: column=..., one of .*body"):
            minread.analyze(make(["a"]))
    columns: list[Any] = [["a"], "a", pd.Series(["a"]), pl.Series(["a"]), pa.array(["a"])]
    for column in columns:
        with pytest.raises(TypeError, match="column= picks a column of a DataFrame or Table, got"):
            minread.count_words(column, column="a")
    with pytest.raises(TypeError, match="column must be the name of a column, got int"):
        minread.count_words(pd.DataFrame({"a": ["b"]}), column=0)  # type: ignore[call-overload]


def test_parse_takes_lists_only() -> None:
    for name, make in COLUMNS.items():
        if name not in ("list", "tuple"):
            with pytest.raises(TypeError, match=r"parse takes one document or a list.*call minread\.analyze"):
                minread.parse(make(["a"]))


def test_all_or_nothing() -> None:
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total))

    rows: list[Any] = ["satu dua", None, "tiga"] * 500_000
    with pytest.raises(TypeError, match="row 1500000: expected str or None, got int"):
        minread.count_words([*rows, 1], progress=progress)
    assert not seen, "a wrong type is told before any work starts"
    assert minread.count_words(rows, progress=progress) == [2, None, 1] * 500_000
    assert minread.count_words(tuple(rows)) == [2, None, 1] * 500_000
    assert seen[-1] == (1_500_000, 1_500_000)
    assert seen == sorted(seen)
    with pytest.raises(ValueError, match="row 1500000 is not valid text"):
        minread.clean([*rows, "\ud800"], errors="raise")


def test_a_list_that_changes_while_it_is_read_is_told() -> None:
    rows = ["satu dua"] * 1_500_000
    with pytest.raises(IndexError):
        minread.count_words(rows, progress=lambda done, total: rows.clear())
    assert minread.count_words(["satu dua"]) == [2]


# Arrow that is not what it says.


class Schema(ctypes.Structure):
    """`ArrowSchema` of the C Data Interface."""

    _fields_ = (
        ("format", ctypes.c_char_p),
        ("name", ctypes.c_char_p),
        ("metadata", ctypes.c_char_p),
        ("flags", ctypes.c_int64),
        ("n_children", ctypes.c_int64),
        ("children", ctypes.c_void_p),
        ("dictionary", ctypes.c_void_p),
        ("release", ctypes.c_void_p),
        ("private_data", ctypes.c_void_p),
    )


class Array(ctypes.Structure):
    """`ArrowArray` of the C Data Interface."""

    _fields_ = (
        ("length", ctypes.c_int64),
        ("null_count", ctypes.c_int64),
        ("offset", ctypes.c_int64),
        ("n_buffers", ctypes.c_int64),
        ("n_children", ctypes.c_int64),
        ("buffers", ctypes.c_void_p),
        ("children", ctypes.c_void_p),
        ("dictionary", ctypes.c_void_p),
        ("release", ctypes.c_void_p),
        ("private_data", ctypes.c_void_p),
    )


capsule = ctypes.pythonapi.PyCapsule_New
capsule.restype = ctypes.py_object
capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


# Nothing is owned, so a release callback has nothing to free.
released = RELEASE(lambda structure: None)


class Handmade:
    """An array of three strings, and one thing wrong with it."""

    def __init__(self, schema: dict[str, Any], array: dict[str, Any], names: tuple[bytes, bytes]) -> None:
        offsets = array.pop("offsets", [0, 1, 2, 3])
        text = ctypes.create_string_buffer(b"abc")
        self.parts = array.pop("parts", [None, (ctypes.c_int32 * len(offsets))(*offsets), text])
        pointers = [part and ctypes.addressof(part) for part in self.parts]
        self.buffers = (ctypes.c_void_p * len(pointers))(*pointers)
        callback = ctypes.cast(released, ctypes.c_void_p).value
        self.schema = Schema(**{"format": b"u", "release": callback, **schema})
        whole = {"length": 3, "n_buffers": 3, "buffers": ctypes.addressof(self.buffers), "release": callback}
        self.array = Array(**{**whole, **array})
        self.names = names

    def __arrow_c_array__(self, requested_schema: object = None) -> Any:
        return (
            capsule(ctypes.addressof(self.schema), self.names[0], None),
            capsule(ctypes.addressof(self.array), self.names[1], None),
        )


NAMES = (b"arrow_schema", b"arrow_array")


def test_a_handmade_array_is_read() -> None:
    handmade = Handmade({}, {}, NAMES)
    assert minread.count_words(handmade).to_pylist() == [1, 1, 1]
    with pytest.raises(ValueError, match="malformed Arrow data: the schema is released already"):
        minread.count_words(handmade)


@pytest.mark.parametrize(
    ("schema", "array", "names", "message"),
    [
        ({}, {}, (b"arrow_schema", b"arrow_schema"), "expected a capsule named arrow_array"),
        ({}, {}, (b"dltensor", b"arrow_array"), "expected a capsule named arrow_schema"),
        ({"format": None}, {}, NAMES, "the schema has no format"),
        ({"format": b"?"}, {}, NAMES, "malformed Arrow data"),
        ({"format": b"+l"}, {}, NAMES, "malformed Arrow data"),
        ({"release": None}, {}, NAMES, "the schema is released already"),
        ({}, {"release": None}, NAMES, "the array is released already"),
        ({}, {"length": -1}, NAMES, "a length is negative or absurd"),
        ({}, {"length": 1 << 60}, NAMES, "a length is negative or absurd"),
        ({}, {"offset": -2}, NAMES, "a length is negative or absurd"),
        ({}, {"n_buffers": 2}, NAMES, "the number of buffers is not that of the type"),
        ({}, {"n_buffers": -1}, NAMES, "the number of buffers is not that of the type"),
        ({}, {"parts": [None, None, None]}, NAMES, "the offsets are missing"),
        ({}, {"buffers": None}, NAMES, "a pointer is missing"),
        ({}, {"offsets": [0, 2, 1, 3]}, NAMES, "offsets fall or leave their buffer"),
        ({}, {"offsets": [-1, 1, 2, 3]}, NAMES, "offsets fall or leave their buffer"),
        ({}, {"offsets": [0, 1, 2, -3]}, NAMES, "an offset is negative"),
        ({}, {"offsets": [0, 1, 9, 3]}, NAMES, "offsets fall or leave their buffer"),
        ({"format": b"vu"}, {"n_buffers": 2}, NAMES, "the buffers of the views are missing"),
    ],
)
def test_malformed_arrow_is_refused(
    schema: dict[str, Any], array: dict[str, Any], names: tuple[bytes, bytes], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        minread.count_words(Handmade(schema, dict(array), names))


def test_views_and_keys_that_point_past_the_end_are_refused() -> None:
    for part, start, whole in ((0, 0, True), (0, 1, False), (0, -1, False), (1, 0, False), (-1, 0, False)):
        text = ctypes.create_string_buffer(b"more than twelve bytes")
        view = (ctypes.c_int32 * 4)(22, 0, part, start)
        array = {"parts": [None, view, text, (ctypes.c_int64 * 1)(22)], "n_buffers": 4, "length": 1}
        handmade = Handmade({"format": b"vu"}, array, NAMES)
        if whole:
            assert minread.count_words(handmade).to_pylist() == [4]
        else:
            with pytest.raises(ValueError, match="a view points past its buffer"):
                minread.count_words(handmade)
    keys = pa.DictionaryArray.from_arrays(pa.array([0, 5]), pa.array(["a"]), safe=False)
    with pytest.raises(ValueError, match="a dictionary key points past the dictionary"):
        minread.count_words(keys)
    negative = pa.DictionaryArray.from_arrays(pa.array([0, -5]), pa.array(["a"]), safe=False)
    with pytest.raises(ValueError, match="a dictionary key points past the dictionary"):
        minread.count_words(negative)


def test_strings_that_are_no_utf8_are_read_and_flagged() -> None:
    data = b"kata \xff lain"
    offsets = pa.array([0, len(data)], pa.int32()).buffers()[1]
    column = pa.StringArray.from_buffers(1, offsets, pa.py_buffer(data))
    assert minread.count_words(column).to_pylist() == [3]
    assert minread.analyze(column)["flags"].to_pylist()[0][0] == "lossy"
    with pytest.raises(ValueError, match="row 0 is not valid text"):
        minread.clean(column, errors="raise")
    # Beside others; the last two rows are UTF-8 only when read as one.
    data = b"satu dua\xff tiga empat \xc3\xa9"
    offsets = pa.array([0, 8, 14, 21, 22, 23], pa.int32()).buffers()[1]
    column = pa.StringArray.from_buffers(5, offsets, pa.py_buffer(data))
    for unit in ("whitespace", "auto", "unicode"):
        alone = [minread.count_words(column[row : row + 1], unit=unit)[0] for row in range(5)]
        assert minread.count_words(column, unit=unit).to_pylist() == [row.as_py() for row in alone]
    assert minread.count_words(column, unit="whitespace").to_pylist() == [2, 2, 1, 1, 1]


def test_a_stream_that_fails_says_why() -> None:
    def batches() -> Any:
        yield pa.record_batch({"body": ["a"]})
        raise OSError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema({"body": pa.string()}), batches())
    with pytest.raises(ValueError, match=r"the Arrow stream failed \(\d+\): .*the disk is gone"):
        minread.count_words(reader, column="body")


# Doors of the libraries.


def test_polars_into_parquet(tmp_path: Any) -> None:
    path = tmp_path / "articles.parquet"
    source = pl.DataFrame({"id": range(1000), "body": [ROWS[at % len(ROWS)] for at in range(1000)]})
    source.write_parquet(path, row_group_size=100)
    analysis = pl.col("body").minread.analyze(columns=["word_count", "flags"])  # type: ignore[attr-defined]
    query = pl.scan_parquet(path).with_columns(analysis.alias("found")).unnest("found")
    query.sink_parquet(tmp_path / "out.parquet")
    found = pl.read_parquet(tmp_path / "out.parquet").sort("id")
    wanted = minread.analyze(source["body"], columns=["word_count", "flags"])
    assert found.select("word_count", "flags").equals(wanted)


def test_polars_groups_and_errors() -> None:
    frame = pl.DataFrame({"site": ["a", "a", "b"], "body": ["satu dua", "tiga", None]})
    counts = pl.col("body").minread.count_words()  # type: ignore[attr-defined]
    assert frame.group_by("site", maintain_order=True).agg(counts.sum())["body"].to_list() == [3, 0]
    assert (
        pickle.loads(pickle.dumps(counts)).meta.eq(counts) or pickle.loads(pickle.dumps(counts)) is not None
    )
    with pytest.raises(ValueError, match="unit must be one of auto"):
        pl.col("body").minread.count_words(unit="syllables")  # type: ignore[attr-defined]


def test_duckdb_function() -> None:
    """The recipe of docs/FRAMES.md."""
    recipe = (ROOT / "docs" / "FRAMES.md").read_text(encoding="utf-8")
    code = recipe.partition("<!-- duckdb -->\n```python\n")[2].partition("```")[0]
    assert "create_function" in code
    names: dict[str, Any] = {}
    exec(code, names)
    connection = names["connection"]
    query = "select minread_words(body) from (values ('satu dua'), (null), ('東京')) as t(body)"
    assert connection.sql(query).fetchall() == [(2,), (None,), (2,)]
    connection.remove_function("minread_words")
    connection.close()


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, timeout=90, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_no_library_is_imported_by_minread() -> None:
    out = run("""
        import sys
        import minread
        minread.analyze(["a"])
        print([name for name in ("pandas", "polars", "pyarrow", "numpy", "tqdm") if name in sys.modules])
    """)
    assert out == "[]\n"


def test_nothing_is_registered_by_minread() -> None:
    out = run("""
        import pandas, polars, minread
        minread.count_words(pandas.Series(["a"])), minread.count_words(polars.Series(["a"]))
        print([hasattr(cls, "minread") for cls in (pandas.Series, polars.Series, polars.Expr)])
    """)
    assert out == "[False, False, False]\n"


def test_without_pyarrow_pandas_gives_and_gets_objects() -> None:
    out = run("""
        import sys
        class NoPyarrow:
            def find_spec(self, name, path=None, target=None):
                if name.partition(".")[0] == "pyarrow":
                    raise ImportError(name)
        sys.meta_path.insert(0, NoPyarrow())
        import pandas as pd
        import minread
        rows = ["Satu dua. Tiga.", None]
        for series in (pd.Series(rows, index=["b", "b"]), pd.Series(rows, dtype=object, index=["b", "b"]),
                       pd.Series(rows, dtype="string", index=["b", "b"]),
                       pd.Series(rows, dtype="category", index=["b", "b"])):
            counts = minread.count_words(series)
            assert str(counts.dtype) == "Int64" and counts.iloc[0] == 3 and counts.iloc[1] is pd.NA
            assert list(counts.index) == ["b", "b"]
            sentences = minread.split_sentences(series)
            assert sentences.iloc[0] == ["Satu dua.", "Tiga."] and sentences.iloc[1] is None
            assert minread.sentence_spans(series).iloc[0] == [(0, 9), (10, 15)]
            assert minread.reading_time(series).iloc[0] == minread.reading_time(rows[0])
            text = minread.clean(series)
            assert text.iloc[0] == rows[0] and pd.isna(text.iloc[1])
            assert series.dtype == "category" or text.dtype == series.dtype
            frame = minread.analyze(series)
            assert frame["word_count"].tolist() == [3, pd.NA] or frame["word_count"].iloc[1] is pd.NA
            assert list(frame.index) == ["b", "b"]
            assert frame["date"].dtype == "datetime64[ns]" and frame["date"].isna().all()
        class Capsule:
            def __init__(self, table): self.table = table
            def __arrow_c_stream__(self, requested_schema=None): return self.table.__arrow_c_stream__()
        table = minread.analyze(rows)
        answer = minread.count_words(Capsule(table), column="text")
        assert hasattr(answer, "__arrow_c_array__") and answer.to_list() == [3, None]
        assert isinstance(minread.analyze(Capsule(table), column="text"), minread.Table)
        print("same")
    """)
    assert out == "same\n"
