"""Which blocks of a page are its article, by the gold text of the article.

A block is body where most of its 4-grams of words stand in the gold text. Of a page that holds its article
twice, either copy is right: what is out of order is neither body nor chrome and does not count. Blocks of
fewer words must stand in the gold text as they are, between what stands around them there.
"""

from __future__ import annotations

import bisect
import re

# Scripts without spaces are compared character by character.
WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
GRAM = 4
LONG = 8  # words from which a block's 4-grams tell
COVERED = 0.6  # of them in the gold text, for body
UNCLEAR = 0.3  # and from here on the block does not count


def words(text: str) -> list[str]:
    return WORD.findall(text)


def labels(blocks: list[str], gold: str) -> list[str]:
    """``body``, ``chrome`` or ``either`` for each block."""
    article = words(gold)
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(article)):
        places.setdefault(tuple(article[at : at + GRAM]), []).append(at)
    tokens = [words(block) for block in blocks]
    found = ["chrome"] * len(blocks)
    spans: dict[int, tuple[int, int]] = {}  # of long blocks, where in the gold text
    for at, block in enumerate(tokens):
        if len(block) < LONG:
            continue
        hits = [
            (n, places[gram])
            for n in range(len(block) - GRAM + 1)
            if (gram := tuple(block[n : n + GRAM])) in places
        ]
        covered = len(hits) / (len(block) - GRAM + 1)
        if covered >= COVERED:
            starts = sorted(where[0] - n for n, where in hits if len(where) == 1) or [
                hits[0][1][0] - hits[0][0]
            ]
            start = max(0, starts[len(starts) // 2])
            spans[at] = start, min(len(article), start + len(block))
        elif covered >= UNCLEAR:
            found[at] = "either"
    ordered = in_order(spans)
    for at in spans:
        found[at] = "body" if at in ordered else "either"
    last = 0
    upcoming = sorted(ordered)
    for at, block in enumerate(tokens):
        if at in ordered:
            last = max(last, spans[at][1])
            continue
        if not 0 < len(block) < LONG:
            continue
        behind = bisect.bisect(upcoming, at)
        until = spans[upcoming[behind]][0] if behind < len(upcoming) else len(article)
        # Words between two paragraphs, give or take what a paragraph says differently.
        stretch = article[max(0, last - 2) : until + 2]
        start = next(
            (n for n in range(len(stretch) - len(block) + 1) if stretch[n : n + len(block)] == block), None
        )
        if start is not None:
            found[at] = "body"
            last = max(last, max(0, last - 2) + start + len(block))
    return found


def in_order(spans: dict[int, tuple[int, int]]) -> set[int]:
    """The blocks that make up the most of the article in its order."""
    best: list[tuple[int, int, int | None]] = []  # (words, block, the one before it)
    items = sorted(spans.items())
    for n, (at, (start, end)) in enumerate(items):
        most, before = 0, None
        for m in range(n):
            other = items[m][1]
            overlap = max(0, other[1] - start)
            if overlap <= (end - start) // 4 and other[0] < start + 1 and best[m][0] > most:
                most, before = best[m][0], m
        best.append((most + end - start, at, before))
    chosen = set()
    n = max(range(len(best)), key=lambda n: best[n][0]) if best else None
    while n is not None:
        chosen.add(best[n][1])
        n = best[n][2]
    return chosen
