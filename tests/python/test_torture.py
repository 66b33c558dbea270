"""Every torture input through the Python doors, alone and in a column."""

from __future__ import annotations

import re
from typing import Any

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


def holds(facts: dict[str, str], article: minread.Article) -> None:
    """Check what an article must hold, and what it must not."""
    if "clean" in facts:
        assert article.text == facts["clean"]
    if "keeps" in facts:
        assert facts["keeps"] in (article.title or "") + article.text
    if "drops" in facts:
        assert facts["drops"] not in (article.title or "") + article.text


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
    if "flags" in facts:
        assert [flag for flag in article.flags if flag in ("lossy", "binary")] == facts["flags"].split("+")
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
    data = generator.make(1000)
    article = read_page(data.decode())
    holds(generator.facts, article)
    assert read_page(data).text == article.text
    if "flags" in generator.facts:
        assert [flag for flag in article.flags if flag != "no_prose"] == generator.facts["flags"].split("+")
    options: Any = {"format": "html"}
    assert minread.clean([data, None], **options) == [article.text, None]
    assert minread.analyze([data], **options)["word_count"] == [article.word_count]


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
        (b"\xef\xbb\xbf" + '<meta charset="latin-1"><p>caf\u00e9 lagi'.encode(), "café lagi"),
    ],
    ids=["latin-1 is windows-1252", "unknown", "the first of two", "the mark before the charset"],
)
def test_the_declared_charset(page: bytes, text: str) -> None:
    assert read_page(page).text == text


@pytest.mark.parametrize("text", ["\ud800", "a\ud800b", "\udc00\ud83d", "\ud83d\ude00 kata", "kata \udfff"])
def test_lone_surrogates(text: str) -> None:
    article = minread.parse(text)
    assert "lossy" in article.flags
    assert len(article.source) == len(text)
    assert "\ufffd" in article.source
    assert minread.count_words(text) == minread.count_words(article.source)
    with pytest.raises(ValueError, match="not valid text"):
        minread.parse(text, errors="raise")


def test_any_line_end_gives_the_same_sentences() -> None:
    text = "Judul Berita\nSatu kalimat pendek. Dua kalimat pendek.\n\nTiga kalimat.\nEmpat"
    expected = minread.split_sentences(text)
    for end in ("\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f"):
        assert minread.split_sentences(text.replace("\n", end)) == expected, repr(end)
