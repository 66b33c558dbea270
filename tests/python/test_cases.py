"""The case files that Rust reads too, through the Python door."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import minread
from conftest import CASES
from minread.functions import Unit

UNITS: tuple[Unit, ...] = ("auto", "whitespace", "unicode", "characters", "wordpress", "icu")


def single_spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def sentence_cases() -> Iterator[tuple[str, str, str, list[str]]]:
    for path in sorted((CASES / "sentences").glob("*.txt")):
        for case in path.read_text(encoding="utf-8").split("\n===\n"):
            if case.strip():
                title, _, rest = case.strip("\n").partition("\n")
                text, _, expected = rest.partition("\n---\n")
                yield path.stem, title, text, [single_spaced(line) for line in expected.splitlines() if line]


def test_sentences_scalar_and_column() -> None:
    cases = list(sentence_cases())
    assert len(cases) > 600
    for language in {case[0] for case in cases}:
        mine = [case for case in cases if case[0] == language]
        column = minread.split_sentences([text for _, _, text, _ in mine], language=language)
        for (_, title, text, expected), found in zip(mine, column, strict=True):
            scalar = minread.split_sentences(text, language=language)
            assert scalar == found
            assert [single_spaced(sentence) for sentence in scalar] == expected, title
            spans = minread.sentence_spans(text, language=language)
            assert [text[start:end] for start, end in spans] == scalar
            assert minread.count_sentences(text, language=language) == len(scalar)


@pytest.mark.parametrize("path", sorted((CASES / "articles").glob("*.txt")), ids=lambda path: path.stem)
def test_articles(path) -> None:  # type: ignore[no-untyped-def]
    head, _, body = path.read_text(encoding="utf-8").partition("---\n")
    fields = dict(line[1:].split(" ", 1) for line in head.splitlines())
    rows = [line.split("\t") for line in body.splitlines()]
    page = "\n".join(row[2] if len(row) > 1 else "" for row in rows)
    article = minread.parse(page)
    lines = [row for row in rows if len(row) > 1]
    assert [block.kept for block in article.blocks] == [row[1] == "+" for row in lines]
    assert [block.text for block in article.blocks] == [row[-1].strip() for row in lines]
    for block in article.blocks:
        assert article.source[block.start : block.end].strip() == article.source[block.start : block.end]
    assert (article.title, article.language) == (fields.get("title"), fields["language"])
    assert "; ".join(article.authors) == fields.get("authors", "")
    assert str(article.date or "") == fields.get("date", "")
    assert article.dateline == fields.get("dateline")
    assert str(article.site_minutes or "") == fields.get("site_minutes", "")
    assert article == minread.parse([page])[0] == minread.parse(page.encode())


@pytest.mark.parametrize("path", sorted((CASES / "pages").glob("*.html")), ids=lambda path: path.stem)
def test_pages(path) -> None:  # type: ignore[no-untyped-def]
    head, page, body = path.read_text(encoding="utf-8").split("\n---\n")
    fields = dict(line[1:].split(" ", 1) for line in head.splitlines())
    url = fields.get("url")
    article = minread.parse(page, url=url)
    assert article.paragraphs == [line.replace("\\t", "\t") for line in body.splitlines()]
    assert (article.title, article.language) == (fields.get("title"), fields["language"])
    assert "; ".join(article.authors) == fields.get("authors", "")
    assert str(article.date or "") == fields.get("date", "")
    assert article.site_name == fields.get("site_name")
    assert article.source == page
    ends = 0
    for block in article.blocks:
        assert ends <= block.start < block.end <= len(page)
        ends = block.end
    assert article == minread.parse([page], url=[url])[0] == minread.parse(page.encode(), url=url)
    assert minread.clean(page) == article.text
    assert article.to_markdown().startswith(f"# {article.title}\n\n")


def test_words() -> None:
    for line in (CASES / "words.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            text, *counts = line.split("\t")
            text = re.sub(r"\\u\{(.+?)\}", lambda code: chr(int(code[1], 16)), text.replace("\\n", "\n"))
            assert [str(minread.count_words(text, unit=unit)) for unit in UNITS] == counts, text
            assert minread.count_words(text, unit="whitespace") == len(text.split())
