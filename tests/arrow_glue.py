"""A walk through the Arrow glue for `make valgrind`: types, slices, chunks, nulls, and what is refused."""

from __future__ import annotations

from functools import partial

import pyarrow as pa

import minread

# A progress bar is Python that minread calls: what valgrind says of it would have a frame of minread below.
count_words = partial(minread.count_words, progress=False)
clean = partial(minread.clean, progress=False)
rows = ["Satu dua. Tiga.", None, "", "東京へ行く。", "x" * 40, None, "ภาษา", "a\u0301"] * 4
counts = count_words(rows)
walked = 0
for kind in (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int16(), pa.string())):
    plain = pa.array(rows, pa.string())
    array = plain.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else plain.cast(kind)
    for start in range(10):
        assert count_words(array[start:]).to_pylist() == counts[start:]
        walked += len(rows) - start
    chunks = pa.chunked_array([array[:3], array[3:3], array[3:]])
    assert count_words(chunks).to_pylist() == counts
    assert clean(array[3:9]).to_pylist() == clean(rows[3:9])
    minread.split_sentences(array, progress=False)
    minread.analyze(array, columns=["text", "flags", "word_count"], progress=False)
for kind in (pa.binary(), pa.large_binary(), pa.binary_view()):
    clean(pa.array([b"kata \xff", None, b""], kind)[1:])
for wrong in (pa.array([1]), pa.array([["a"]]), pa.array([b"a"])):
    try:
        count_words(wrong)
    except TypeError:
        continue
    raise AssertionError(wrong)
print(f"rows read: {walked}")
