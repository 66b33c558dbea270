"""Nulls and texts in clothes of other libraries, and files that are no text."""

from __future__ import annotations

import bz2
import gzip
import io
import zipfile
import zlib
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import minread

NULLS: list[Any] = [None, float("nan"), np.float64("nan"), pd.NA, pd.NaT]


@pytest.mark.parametrize("null", NULLS, ids=repr)
def test_every_null(null: Any) -> None:
    for function in (minread.count_words, minread.split_sentences, minread.clean, minread.reading_time):
        assert function(null) is None
        assert function([null, "kata"])[0] is None
        assert pd.isna(function(pd.Series([null, "kata"], dtype=object)).iloc[0])
        assert function(pa.nulls(3)).to_pylist() == [None] * 3
        assert function(pl.Series([None, None])).to_list() == [None] * 2
        assert function(np.array([null, null], dtype=object)).tolist() == [None] * 2


def test_text_in_other_clothes() -> None:
    text: Any = "Satu dua. Tiga."
    data = text.encode()
    assert minread.count_words(np.str_(text)) == 3
    assert minread.count_words(list(np.array([text]))) == [3]
    article = minread.parse(text)
    kinds: list[Any] = [bytes, bytearray, memoryview, np.bytes_]
    for kind in kinds:
        assert minread.parse(kind(data)) == article, kind
    apart: Any = memoryview(bytes(byte for pair in zip(data, data, strict=True) for byte in pair))[::2]
    assert not apart.contiguous
    assert minread.parse(apart) == article


def zipped() -> bytes:
    """Give a zip file of many zeros."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(50_000_000))
    return file.getvalue()


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    article = minread.parse(bomb)
    assert "binary" in article.flags
    assert len(article.source) <= len(bomb)
    assert len(minread.clean(bomb)) <= len(bomb)
    for data in (bomb, zlib.compress(bytes(50_000_000)), bz2.compress(bytes(5_000_000)), zipped()):
        table = minread.analyze(pa.array([data, None]), columns=["text", "flags"]).to_pylist()
        assert "binary" in table[0]["flags"]
        assert len(table[0]["text"]) <= len(data)
