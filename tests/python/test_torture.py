"""Every torture input through the Python doors, alone and in a column."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import minread
from conftest import ROOT

TORTURE = ROOT / "tests" / "torture"
ESCAPE = re.compile(rb"\\(?:x([0-9A-F]{2})|u\{([0-9A-F]+)\}|([nrt\\]))")


def unescape(text: bytes) -> bytes:
    def one(match: re.Match[bytes]) -> bytes:
        byte, char, letter = match.groups()
        if byte:
            return bytes([int(byte, 16)])
        if char:
            return chr(int(char, 16)).encode("utf-8")
        return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\"}[letter]

    return ESCAPE.sub(one, text)


def lines(name: str) -> list[str]:
    text = (TORTURE / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("# ")]


class Generator:
    """One line of `generators.tsv`."""

    def __init__(self, line: str) -> None:
        self.name, self.kind, prefix, units, suffix, expect = line.split("\t")
        self.prefix, self.suffix = unescape(prefix.encode()), unescape(suffix.encode())
        self.units = [unit.encode() for unit in units.split(r"\|")]
        self.facts = dict(fact.split("=", 1) for fact in expect.split(";") if fact != "-")

    def make(self, n: int) -> bytes:
        """Give the input with `n` of each unit."""
        repeated = [self.repeated(unit, at) for unit in self.units for at in range(n)]
        return b"".join([self.prefix, *repeated, self.suffix])

    @staticmethod
    def repeated(unit: bytes, at: int) -> bytes:
        """Give one repetition of a unit."""
        word = bytes(ord("a") + at // 26**place % 26 for place in (4, 3, 2, 1, 0))
        return unescape(unit.replace(rb"\#", b"%d" % at).replace(rb"\@", word))


GENERATORS = [Generator(line) for line in lines("generators.tsv")]
NAUGHTY = [unescape(line.encode()).decode() for line in lines("naughty.txt")]


# What is said of bytes, before anybody reads an article in them.
OF_BYTES = ("lossy", "guessed_charset", "wrong_charset", "binary")


def flags(fact: str) -> list[str]:
    return [flag for flag in fact.split("+") if flag]


def holds(facts: dict[str, str], article: minread.Article) -> None:
    """Check what an article must hold, and what it must not."""
    whole = (article.title or "") + article.text
    if "clean" in facts:
        assert article.text == facts["clean"]
    assert facts.get("keeps", "") in whole
    assert "drops" not in facts or facts["drops"] not in whole


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda generator: generator.name)
def test_generator(generator: Generator) -> None:
    data = generator.make(1000)
    document: Any = data if generator.kind == "bytes" else data.decode()
    facts = {} if generator.kind == "html" else generator.facts
    article = minread.parse(document, format="text")
    column = [document, None, document, "kata"]
    assert minread.parse(column, format="text")[2] == article
    assert minread.clean(document, format="text") == article.text == minread.clean(column, format="text")[0]
    assert "".join(article.text.split()) == "".join("".join(article.sentences).split())
    table = minread.analyze(column, format="text")
    assert table["word_count"] == [article.word_count, None, article.word_count, 1]
    holds(facts, article)
    text = article.source
    if "words" in facts:
        assert minread.count_words(text) == int(facts["words"])
        assert minread.count_words([text, None]) == [int(facts["words"]), None]
    if "sentences" in facts:
        assert minread.count_sentences(text) == int(facts["sentences"])
    if facts.get("words") == "0":
        assert (article.flags, article.reading_time.minutes) == ((), 0)
    said = [flag for flag in article.flags if flag in OF_BYTES]
    assert said == flags(facts.get("flags", "")) or (generator.kind == "bytes" and "flags" not in facts)
    assert table["flags"] == [list(article.flags), None, list(article.flags), ["no_prose"]]
    if facts.get("flags", "").startswith("lossy") and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        # Python replaces each maximal invalid part too.
        assert text == data.decode("utf-8", "replace")
    spans = minread.sentence_spans(text)
    assert minread.sentence_spans([text])[0] == spans
    assert [text[a:b] for a, b in spans] == minread.split_sentences(text)
    time = minread.reading_time(text)
    assert minread.reading_time([text])[0] == time
    assert (time.minutes == 0) == (time.words == 0)
    assert minread.detect_language([text]) == [minread.detect_language(text)]


PAGES = [generator for generator in GENERATORS if generator.kind == "html"]


def read_page(page: str | bytes) -> minread.Article:
    return minread.parse(page, format="html")


@pytest.mark.parametrize("generator", PAGES, ids=lambda generator: generator.name)
def test_page(generator: Generator) -> None:
    data, facts = generator.make(1000), generator.facts
    page = data.decode()
    article = read_page(page)
    holds(facts, article)
    assert read_page(data) == article
    assert str(article.word_count) == facts["words"]
    assert [flag for flag in article.flags if flag != "no_prose"] == flags(facts["flags"])
    options: Any = {"format": "html"}
    assert minread.parse([None, page, data], **options) == [None, article, article]
    assert minread.clean(page, **options) == article.text
    assert minread.clean([data, None], **options) == [article.text, None]
    table = minread.analyze([data, None, page], columns=["word_count", "text", "flags"], **options)
    row = (article.word_count, article.text, list(article.flags))
    assert list(zip(*dict(table).values(), strict=True)) == [row, (None, None, None), row]


@pytest.mark.parametrize("around", [("", ""), ("<p>", "</p>")], ids=["text", "html"])
def test_an_article_in_one_line_of_16_mib_is_kept_whole(around: tuple[str, str]) -> None:
    sentence = "Warga datang pagi hari dan berjalan kaki di jembatan itu. "
    count = (16 << 20) // len(sentence) + 1
    article = minread.parse(around[0] + sentence * count + around[1], format="html" if around[0] else "text")
    assert (article.word_count, len(article.sentences)) == (10 * count, count)
    assert article.flags == ()


def test_a_page_cut_anywhere_is_read() -> None:
    page = (
        '<!doctype html><html lang="id"><head><title>Jembatan Dibuka</title><style>p{}</style></head><body>'
        '<nav><a href="/">Beranda</a></nav><article><h1>Jembatan Dibuka</h1><p class="x">Warga datang pagi '
        "hari &amp; berjalan kaki di jembatan itu bersama anak mereka.</p><ul><li>Satu<li>Dua</ul>"
        "<table><tr><td>a<td>b</table><script>var a = '<p>';</script><!-- kata --><p>Mereka pulang sore "
        "hari dengan perahu kecil yang menunggu di tepi sungai.</p></article></body></html>"
    )
    before = 0
    for end in range(len(page) + 1):
        words = read_page(page[:end]).word_count
        assert words >= before - 20, f"cut at {end}: {words} words after {before}"
        before = words


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (b'<meta charset="latin-1"><p>' + b"\x93Kata\x94 lagi", "“Kata” lagi"),
        ('<meta charset="no-such-thing"><p>caf\u00e9 lagi'.encode(), "café lagi"),
        ('<meta charset="utf-8"><meta charset="latin-1"><p>caf\u00e9 lagi'.encode(), "café lagi"),
        (b"<meta charset=koi8-r><meta charset=latin-1><p>\xcd\xcf\xd3\xd4", "мост"),
        (b"<meta charset=" + b"x" * 3000 + b"><meta charset=koi8-r><p>\xcd\xcf\xd3\xd4", "мост"),
        (b"<!--" + b"x" * 2000 + b"--><meta charset=koi8-r><p>\xcd\xcf\xd3\xd4", "мост"),
        (b'<meta charset="' + b"latin" * 2000 + b'"><p>' + "café lagi".encode(), "café lagi"),
        (b"\xef\xbb\xbf" + '<meta charset="latin-1"><p>caf\u00e9 lagi'.encode(), "café lagi"),
    ],
    ids=[
        "latin-1 is windows-1252",
        "unknown",
        "valid UTF-8 before both",
        "the first of two",
        "behind a long one that nobody knows",
        "behind 1,024 bytes",
        "a label of 10 KB",
        "the mark before the charset",
    ],
)
def test_the_declared_charset(page: bytes, text: str) -> None:
    assert read_page(page).text == text


def test_one_word_is_one_sentence_and_takes_a_minute() -> None:
    for text in ("kata", " kata\n", "kata."):
        assert (minread.count_words(text), minread.count_sentences(text)) == (1, 1)
        assert (minread.reading_time(text).minutes, minread.reading_time(text).label) == (1, "1 Min Read")


def test_json_ld_beyond_what_is_read_is_flagged() -> None:
    said = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Rani"}%s}</script>'
    )
    body = "<p>Warga datang pagi hari dan berjalan kaki di jembatan itu bersama semua anak mereka.</p>"
    small, large = said % "", said % (', "articleBody": "' + "kata " * 250_000 + '"')
    assert read_page(small + body).flags == ()
    for page in (large + body, large + small + body, body + large):
        article = read_page(page)
        assert "capped" in article.flags
        assert article.text == read_page(body).text
    # What fits is read still, and twenty that fit together are no more than one.
    assert read_page(large + small + body).authors == ("Rani",)
    half = said % (', "articleBody": "' + "kata " * 20_000 + '"')
    assert read_page(half * 10 + body).flags == ()
    assert "capped" in read_page(half * 11 + body).flags
    assert "capped" in minread.analyze([large + body], format="html")["flags"][0]


@pytest.mark.parametrize(
    "page",
    [
        "<title>{}</title><p>kata",
        "<meta property=og:title content='{}'><p>kata",
        "<meta name=description content='{}'><p>kata",
    ],
)
def test_a_title_or_description_that_is_cut_is_flagged(page: str) -> None:
    assert "capped" not in read_page(page.format("kata " * 800)).flags
    assert "capped" in read_page(page.format("kata " * 900)).flags


def test_nothing_to_read_in_bytes_is_binary() -> None:
    for byte in (0x80, 0xBF, 0xC0, 0xE9, 0xFE, 0xFF):
        for count in (16, 1000, 100_000):
            assert minread.parse(bytes([byte]) * count, format="text").flags[:2] == ("lossy", "binary"), byte
    for data in (b"kata \xff\xff lagi", b"\xff" * 9 + b"kata satu dua", "мост".encode("cp1251"), b"\xe6\xb0"):
        assert "binary" not in minread.parse(data, format="text").flags, data
    picture = b"BM6\x00\x00" + b"\xff" * 30_000
    for function in (minread.parse, minread.clean):
        with pytest.raises(ValueError, match="not valid text"):
            function(picture, errors="raise")


@pytest.mark.parametrize("text", ["\ud800", "a\ud800b", "\udc00\ud83d", "\ud83d\ude00 kata", "kata \udfff"])
def test_lone_surrogates(text: str) -> None:
    article = minread.parse(text)
    assert "lossy" in article.flags
    assert len(article.source) == len(text)
    assert "\ufffd" in article.source
    assert minread.count_words(text) == minread.count_words(article.source)
    with pytest.raises(ValueError, match="not valid text"):
        minread.parse(text, errors="raise")
    columns: list[Any] = [[None, text], (None, text), np.array([None, text], dtype=object)]
    columns.append(pd.Series([None, text], dtype=object))
    columns.append(pl.Series([None, text], dtype=pl.Object))
    for column in columns:
        for function in (minread.count_words, minread.split_sentences, minread.clean):
            answer = function(column)[1]
            assert (list(answer) if function is minread.split_sentences else answer) == function(
                article.source
            )
        assert "lossy" in list(minread.analyze(column, columns=["flags"])["flags"])[1]
        with pytest.raises(ValueError, match="row 1 is not valid text"):
            minread.clean(column, errors="raise")


def test_any_line_end_gives_the_same_sentences() -> None:
    text = "Judul Berita\nSatu kalimat pendek. Dua kalimat pendek.\n\nTiga kalimat.\nEmpat"
    expected = minread.split_sentences(text)
    for end in ("\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f"):
        assert minread.split_sentences(text.replace("\n", end)) == expected, repr(end)
