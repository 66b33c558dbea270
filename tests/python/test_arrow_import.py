"""Arrow columns of every shape that pyarrow makes, made at random: each gives the rows of its list."""

from __future__ import annotations

import os
import struct
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import minread

TYPES: dict[str, Any] = {
    "string": pa.string(),
    "large_string": pa.large_string(),
    "string_view": pa.string_view(),
    "dictionary": pa.dictionary(pa.int8(), pa.string()),
    "dictionary of large": pa.dictionary(pa.uint32(), pa.large_string()),
}
TEXTS = st.one_of(
    st.none(),
    st.sampled_from(
        ["", " ", "Satu dua. Tiga.", "東京へ行く。", "ภาษาไทย", "a\u0301 \U0001f469\u200d", "x" * 13]
    ),
    st.text(max_size=20),
)
# `make proof` asks for many more.
EXAMPLES = settings(
    max_examples=int(os.environ.get("MINREAD_EXAMPLES", "150")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def columns(draw: st.DrawFn) -> tuple[Any, list[str | None]]:
    """Make an array or a chunked array, sliced, and its rows."""
    kind = TYPES[draw(st.sampled_from(sorted(TYPES)))]
    rows: list[str | None] = draw(st.lists(TEXTS, max_size=30))
    whole = (
        pa.array(rows, pa.string()).cast(pa.large_string())
        if kind == pa.large_string()
        else pa.array(rows, pa.string())
    )
    array = whole.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else whole.cast(kind)
    start = draw(st.integers(0, len(rows)))
    end = draw(st.integers(start, len(rows)))
    array, rows = array[start:end], rows[start:end]
    if draw(st.booleans()):
        return array, rows
    cuts = sorted(draw(st.lists(st.integers(0, len(rows)), max_size=6)))
    chunks = [array[a:b] for a, b in pairwise([0, *cuts, len(rows)])]
    column = pa.chunked_array(chunks, type=kind)
    start = draw(st.integers(0, len(rows)))
    return column[start:], rows[start:]


@given(columns())
@EXAMPLES
def test_any_arrow_column_gives_the_rows_of_its_list(made: tuple[Any, list[str | None]]) -> None:
    column, rows = made
    assert minread.count_words(column).to_pylist() == minread.count_words(rows)
    assert minread.split_sentences(column).to_pylist() == minread.split_sentences(rows)
    assert minread.clean(column).to_pylist() == minread.clean(rows)
    table = minread.analyze(column, columns=["word_count", "sentence_count", "flags"])
    assert table.to_pydict() == dict(minread.analyze(rows, columns=["word_count", "sentence_count", "flags"]))


@given(st.lists(st.one_of(st.none(), st.binary(max_size=20)), max_size=20), st.integers(0, 9))
@EXAMPLES
def test_any_binary_column_gives_the_rows_of_its_list(rows: list[bytes | None], start: int) -> None:
    for kind in (pa.binary(), pa.large_binary(), pa.binary_view()):
        column = pa.array(rows, kind)[start:]
        assert minread.clean(column).to_pylist() == minread.clean(rows[start:])


def test_a_thousand_chunks() -> None:
    rows = pa.array(["satu dua", None])
    column = pa.chunked_array([rows[: at % 3] for at in range(1000)])
    assert minread.count_words(column).to_pylist() == minread.count_words(column.to_pylist())


def test_an_extension_of_strings_is_read_as_strings() -> None:
    class Body(pa.ExtensionType):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(pa.string(), "minread.test.body")

        def __arrow_ext_serialize__(self) -> bytes:
            return b""

        @classmethod
        def __arrow_ext_deserialize__(cls, storage: Any, serialized: bytes) -> Body:
            return cls()

    column = pa.ExtensionArray.from_storage(Body(), pa.array(["satu dua", None]))
    assert minread.count_words(column).to_pylist() == [2, None]


def test_a_column_of_more_text_than_32_bits_can_count() -> None:
    words, rows = 200_000, 2500
    text = b"kata " * words
    assert rows * len(text) > 2**31
    # Every view is of the same megabyte.
    views = struct.pack("<i4sii", len(text), text[:4], 0, 0) * rows
    one = pa.Array.from_buffers(pa.string_view(), rows, [None, pa.py_buffer(views), pa.py_buffer(text)])
    assert minread.count_words(one).to_pylist() == [words] * rows
    chunks = pa.chunked_array([one[:1].cast(pa.string())] * rows)
    assert minread.count_words(chunks).to_pylist() == [words] * rows


def test_answers_have_room_for_more_text_than_32_bits_can_count() -> None:
    for kind in (pa.string(), pa.string_view()):
        column = pa.array(["Satu dua. Tiga."], kind)
        assert minread.clean(column).type == pa.large_string()
        assert minread.split_sentences(column).type.value_type == pa.large_string()
        assert pa.types.is_large_list(minread.split_sentences(column).type)
    assert minread.analyze(column, columns=["text"]).schema.field("text").type == pa.large_string()


@pytest.mark.parametrize(
    "column",
    [
        pa.array([1]),
        pa.array([1.5]),
        pa.array([True]),
        pa.array([["a"]]),
        pa.array([b"a"]),
        pa.array([{"a": "b"}]),
        pa.RunEndEncodedArray.from_arrays(pa.array([2], pa.int32()), pa.array(["a"])),
        pa.array([1]).dictionary_encode(),
    ],
    ids=lambda column: str(column.type),
)
def test_a_type_that_is_no_text_is_refused(column: Any) -> None:
    with pytest.raises(TypeError, match=r"expected str or None|say which column"):
        minread.count_words(column)
