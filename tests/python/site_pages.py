"""Pages of made-up sites, with what on them is article: the same on every run.

``python tests/python/site_pages.py`` prints what a `minread.Cleaner` adds on them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import minread

# Syllables, what stands between words, and the mark that ends a sentence. The words mean nothing.
LANGUAGES: dict[str, tuple[list[str], str, str]] = {
    "latin": (["ba", "ka", "ri", "no", "tu", "se", "lam", "dor", "vin", "esh", "pol", "gra", "mi"], " ", "."),
    "accented": (
        ["bá", "čer", "ří", "nou", "tů", "šel", "lám", "dór", "vín", "eš", "pöl", "gra", "žmi"],
        " ",
        ".",
    ),
    "cyrillic": (
        ["ба", "ка", "ри", "но", "ту", "се", "лам", "дор", "вин", "еш", "пол", "гра", "ми"],
        " ",
        ".",
    ),
    "greek": (["βα", "κα", "ρι", "νο", "τυ", "σε", "λαμ", "δορ", "βιν", "ες", "πολ", "γρα", "μι"], " ", "."),
    "devanagari": (
        ["बा", "का", "री", "नो", "तू", "से", "लम", "दोर", "विन", "एश", "पोल", "ग्रा", "मी"],
        " ",
        "।",
    ),
    "han": (list("山水田木火土金石雨雪风云花草鸟鱼马牛羊门车书灯"), "", "。"),
}
PAGES = 24


@dataclass(frozen=True)
class Page:
    """A page: its site, its lines, and which of them are the article."""

    site: str
    lines: list[str]
    body: set[int]

    @property
    def text(self) -> str:
        """The dump."""
        return "\n".join(self.lines)


class _Writer:
    def __init__(self, language: str, seed: int) -> None:
        self.syllables, self.between, self.stop = LANGUAGES[language]
        self.random = random.Random(f"{language} {seed}")

    def words(self, least: int, most: int) -> str:
        """Give some words, the first with a capital where there are any."""
        count = self.random.randint(least, most)
        words = [
            "".join(self.random.choices(self.syllables, k=self.random.randint(1, 3))) for _ in range(count)
        ]
        text = self.between.join(words)
        return text[:1].upper() + text[1:]

    def prose(self, sentences: int) -> str:
        """Give a paragraph."""
        space = " " if self.between else ""
        return space.join(self.words(9, 18) + self.stop for _ in range(sentences))


def _site(language: str, number: int) -> list[Page]:
    write = _Writer(language, number)
    pick = write.random
    menu = [write.words(1, 3) for _ in range(pick.randint(6, 12))]
    notice = write.prose(2)
    follow, promotion = write.words(3, 6), write.prose(pick.randint(1, 2))
    footer = [write.words(2, 6) for _ in range(5)] + [write.prose(1)]
    titles = [write.words(6, 10) for _ in range(PAGES)]
    opening = [write.prose(2) for _ in range(PAGES)]
    pages = []
    for at, title in enumerate(titles):
        lines, body = [*menu, notice, title], set()
        paragraphs = [opening[at], *(write.prose(pick.randint(1, 4)) for _ in range(pick.randint(5, 11)))]
        middle = pick.randrange(2, len(paragraphs))
        for number_of, paragraph in enumerate(paragraphs):
            if number_of == middle:
                # Now and then a page has them not.
                lines += [line for line in (follow, promotion) if pick.random() < 0.9]
            if number_of and pick.random() < 0.2:
                body.add(len(lines))
                lines.append(write.words(3, 6))
            body.add(len(lines))
            lines.append(paragraph)
        # The newest articles stand on every page, with how they begin.
        for other in (0, 1, 2):
            if other != at:
                lines += [titles[other], opening[other]]
        pages.append(Page(f"{language}-{number}.example", lines + footer, body))
    return pages


def pages(sites: int = 2) -> list[Page]:
    """Give all pages: so many sites a language, in an order that mixes them."""
    found = [page for language in LANGUAGES for number in range(sites) for page in _site(language, number)]
    random.Random(7).shuffle(found)
    return found


def score(page: Page, article: minread.Article) -> float:
    """Give the F score of the characters that were kept, the title apart."""
    kept: set[int] = set()
    starts, at = {}, 0
    for number, line in enumerate(page.lines):
        starts[at] = number
        at += len(line) + 1
    for block in article.blocks:
        if block.kept and block.kind != "title":
            kept.add(starts[block.start])
    size = [len(line) for line in page.lines]
    right = sum(size[line] for line in kept & page.body)
    precision = right / max(1, sum(size[line] for line in kept))
    recall = right / max(1, sum(size[line] for line in page.body))
    return 2 * precision * recall / max(1e-9, precision + recall)


def table() -> dict[str, tuple[float, float, float]]:
    """Give the mean score by language: without a cleaner, with one, and with one that knows no sites."""
    corpus = pages()
    texts, sites = [page.text for page in corpus], [page.site for page in corpus]
    parsed = (
        minread.parse(texts),
        minread.parse(texts, cleaner=minread.Cleaner().fit(texts, sites), site=sites),
        minread.parse(texts, cleaner=minread.Cleaner().fit(texts)),
    )
    runs = [
        [score(page, article) for page, article in zip(corpus, articles, strict=True) if article]
        for articles in parsed
    ]
    found = {}
    for language in (*LANGUAGES, "all"):
        rows = [row for row, site in enumerate(sites) if language == "all" or site.startswith(f"{language}-")]
        means = [sum(scores[row] for row in rows) / len(rows) for scores in runs]
        found[language] = (means[0], means[1], means[2])
    return found


if __name__ == "__main__":
    print(f"{len(pages())} pages, {PAGES} a site\n{'':12} {'without':>8} {'sites':>8} {'no sites':>8}")
    for language, means in table().items():
        print(f"{language:12} " + " ".join(f"{mean:8.3f}" for mean in means))
