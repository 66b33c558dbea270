"""An article as Markdown: CommonMark, and the tables of GitHub."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from minread.article import Article, Block

# What is markup anywhere: an underscore that is not inside a word, a reference such as "&amp;", a tag …
_INLINE = re.compile(r"[\\`*\[\]~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|<(?=[\w/!?])")
# What is markup at the start of a line.
_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+\s*$|-{2,}\s*$)")
_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")
_BULLET = re.compile(r"^[•‣▪◦·■●–—*+-]\s+")


def of_article(article: Article) -> str:
    """Give the title and the kept blocks of an article as Markdown."""
    parts = [f"# {_line(article.title)}"] if article.title else []
    kept = (block for block in article.blocks if block.kept and block.kind != "title" and block.text)
    for form, blocks in groupby(kept, _form):
        parts.append(form(blocks))
    return "\n\n".join(parts)


def _form(block: Block) -> Callable[[Iterable[Block]], str]:
    if block.element in _ELEMENTS:
        return _ELEMENTS[block.element]
    return _KINDS.get(block.kind, _paragraphs)


def _paragraphs(blocks: Iterable[Block]) -> str:
    return "\n\n".join(_line(block.text) for block in blocks)


def _headings(blocks: Iterable[Block]) -> str:
    return "\n\n".join(f"{'#' * _level(block)} {_inline(block.text)}" for block in blocks)


def _level(block: Block) -> int:
    return max(2, int(block.element[1])) if re.fullmatch("h[1-6]", block.element) else 2


def _items(blocks: Iterable[Block]) -> str:
    # A number is a marker of Markdown already.
    lines = (_BULLET.sub("", block.text, count=1) for block in blocks)
    return "\n".join(_inline(line) if _NUMBER.match(line) else f"- {_line(line)}" for line in lines)


def _quotes(blocks: Iterable[Block]) -> str:
    return "\n>\n".join(f"> {_line(block.text)}" for block in blocks)


def _code(blocks: Iterable[Block]) -> str:
    return "\n\n".join(_fenced(block.text) for block in blocks)


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _table(blocks: Iterable[Block]) -> str:
    rows = [
        [_inline(cell).replace("|", "\\|").strip() for cell in block.text.split("\t")] for block in blocks
    ]
    width = max(map(len, rows))
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _inline(text: str) -> str:
    return _INLINE.sub(lambda found: "\\" + found[0], " ".join(text.split("\n")))


def _line(text: str) -> str:
    text = _START.sub(r"\1\\\2", _inline(text))
    return _NUMBER.sub(r"\1\\\2", text)


_ELEMENTS: dict[str, Callable[[Iterable[Block]], str]] = {
    **{f"h{level}": _headings for level in range(1, 7)},
    "li": _items,
    "blockquote": _quotes,
    "pre": _code,
    "tr": _table,
}
_KINDS: dict[str, Callable[[Iterable[Block]], str]] = {
    "heading": _headings,
    "list_item": _items,
    "quote": _quotes,
}
