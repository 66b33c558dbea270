"""Nulls and texts in clothes of other libraries, and files that are no text."""

from __future__ import annotations

import gzip
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
    assert minread.count_words(pa.nulls(3)).to_pylist() == [None] * 3
    assert minread.count_words(pl.Series([None, None])).to_list() == [None] * 2


def test_text_in_other_clothes() -> None:
    text = "Satu dua. Tiga."
    data = text.encode()
    assert minread.count_words(np.str_(text)) == 3
    assert minread.count_words([np.str_(text)]) == [3]
    article = minread.parse(text)
    for kind in (bytes, bytearray, memoryview, np.bytes_):
        assert minread.parse(kind(data)) == article, kind
    apart = memoryview(bytes(byte for pair in zip(data, data, strict=True) for byte in pair))[::2]
    assert not apart.contiguous
    try:
        assert minread.parse(apart) == article
    except (TypeError, BufferError) as error:
        assert "contiguous" in str(error)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    article = minread.parse(bomb)
    assert "binary" in article.flags
    assert len(article.source) <= len(bomb)
