"""Every torture input through the Python doors, alone and in a column."""

from __future__ import annotations

import re
from typing import Any

import pytest

import minread
from conftest import ROOT

ESCAPE = re.compile(rb"\\(?:x([0-9A-F]{2})|u\{([0-9A-F]+)\}|([nrt\\]))")


def unescape(text: str) -> bytes:
    def one(match: re.Match[bytes]) -> bytes:
        byte, char, letter = match.groups()
        if byte:
            return bytes([int(byte, 16)])
        if char:
            return chr(int(char, 16)).encode("utf-8")
        return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\"}[letter]

    return ESCAPE.sub(one, text.encode())


def generators() -> list[tuple[str, bool, bytes, bytes, bytes, str]]:
    rows = []
    for line in (ROOT / "tests/torture/generators.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, kind, prefix, unit, suffix, expect = line.split("\t")
            rows.append((name, kind == "bytes", unescape(prefix), unescape(unit), unescape(suffix), expect))
    return rows


GENERATORS = generators()


@pytest.mark.parametrize("row", GENERATORS, ids=lambda row: row[0])
def test_generator(row: tuple[str, bool, bytes, bytes, bytes, str]) -> None:
    _, is_bytes, prefix, unit, suffix, expect = row
    data = prefix + unit * 1000 + suffix
    document: Any = data if is_bytes else data.decode()
    article = minread.parse(document)
    column = [document, None, document, "kata"]
    assert minread.parse(column)[2] == article
    assert minread.clean(document) == article.text == minread.clean(column)[0]
    assert "".join(article.text.split()) == "".join("".join(article.sentences).split())
    table = minread.analyze(column)
    assert table["word_count"] == [article.word_count, None, article.word_count, 1]
    text = article.source
    facts = dict(fact.split("=") for fact in expect.split(";") if "=" in fact)
    if "words" in facts:
        assert minread.count_words(text) == int(facts["words"])
        assert minread.count_words([text, None]) == [int(facts["words"]), None]
    if "sentences" in facts:
        assert minread.count_sentences(text) == int(facts["sentences"])
    if "flags" in facts:
        assert [flag for flag in article.flags if flag in ("lossy", "binary")] == facts["flags"].split("+")
    spans = minread.sentence_spans(text)
    assert minread.sentence_spans([text])[0] == spans
    assert [text[a:b] for a, b in spans] == minread.split_sentences(text)
    time = minread.reading_time(text)
    assert minread.reading_time([text])[0] == time
    assert (time.minutes == 0) == (time.words == 0)
    assert minread.detect_language([text]) == [minread.detect_language(text)]


@pytest.mark.parametrize("text", ["\ud800", "a\ud800b", "\udc00\ud83d", "\ud83d\ude00 kata", "kata \udfff"])
def test_lone_surrogates(text: str) -> None:
    article = minread.parse(text)
    assert "lossy" in article.flags
    assert len(article.source) == len(text)
    assert "\ufffd" in article.source
    assert minread.count_words(text) == minread.count_words(article.source)
    with pytest.raises(ValueError, match="not valid text"):
        minread.parse(text, errors="raise")
