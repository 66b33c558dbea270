"""Text to measure on: made up, with the right answers known, and the development data where it is there."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

SAMPLE = """
people bridge morning city river market came brought news rain boat head office new old price rose fell
because with for from already not will said child school road the a of and in on under over Dr. 3.14 p.m. U.S.
e.g. the
the of of and a to was were which would between council station
"""
WORDS = SAMPLE.split()


@dataclass
class Corpus:
    """Documents, and what is right for each."""

    name: str
    language: str
    documents: list[str]
    #: For sentences: how many characters that are no white space stand before each end.
    ends: list[list[int]] = field(default_factory=list)
    #: For pages: the article's text.
    bodies: list[str] = field(default_factory=list)


def solid(text: str) -> int:
    """Characters that are no white space."""
    return sum(map(len, text.split()))


def made_up_sentences(seed: int) -> list[str]:
    """Sentences of an article of about 1,000 words."""
    chance = random.Random(seed)
    made = []
    for _ in range(70):
        words = chance.choices(WORDS, k=chance.randint(8, 20))
        words[-1] = "river" if words[-1].endswith(".") else words[-1]
        made.append(" ".join(words).capitalize() + chance.choice([".", ".", ".", "?", "!"]))
    return made


def made_up(count: int = 1500) -> Corpus:
    """Make English articles of plain text, their sentence ends known."""
    documents, ends = [], []
    for seed in range(count):
        sentences = made_up_sentences(seed)
        paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
        documents.append("\n\n".join(paragraphs))
        at, found = 0, []
        for sentence in sentences:
            at += solid(sentence)
            found.append(at)
        ends.append(found)
    return Corpus("made up", "en", documents, ends)


def made_up_pages(count: int = 200) -> Corpus:
    """Make pages as a news site has them: menu, article, related links, comments, scripts."""
    pages, bodies = [], []
    for seed in range(count):
        sentences = made_up_sentences(seed)
        paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
        menu = "".join(f'<li><a href="/{at}">Section {at}</a></li>' for at in range(30))
        related = "".join(f'<li><a href="/n/{at}">{sentences[at]}</a></li>' for at in range(8))
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        data = json.dumps(sentences[:20])
        head = f"<title>Bridge number {seed} opened - Daily</title><style>.a{{color:red}}</style>"
        pages.append(
            f"<!doctype html><html lang=en><head>{head}<script>var data = {data};</script></head><body>"
            f"<nav><ul>{menu}</ul></nav>"
            f"<main><article><h1>Bridge number {seed} opened</h1>{body}</article>"
            f"<aside><h2>Related</h2><ul>{related}</ul></aside></main>"
            "<footer>All rights reserved</footer></body></html>"
        )
        bodies.append("\n".join(paragraphs))
    return Corpus("made-up pages", "en", pages, [], bodies)


def treebank(language: str, files: tuple[str, ...]) -> Corpus | None:
    """Documents of a treebank, or None where the data is not there."""
    documents, ends = [], []
    for name in files:
        path = SHARED / "sentences" / "dev" / "ud" / f"{name}.jsonl"
        if not path.exists():
            return None
        for line in path.read_text(encoding="utf-8").splitlines():
            record: dict[str, Any] = json.loads(line)
            documents.append(record["text"])
            text = record["text"]
            found = [solid(text[:end]) for end in record["boundaries"]]
            ends.append(sorted({*found, solid(text)}))
    return Corpus(f"treebanks, {language}", language, documents, ends)


def pages(name: str, count: int) -> Corpus | None:
    """Pages of a set with their article's text, or None where the data is not there."""
    path = SHARED / "html" / "dev" / f"{name}.jsonl.gz"
    if not path.exists():
        return None
    found, bodies = [], []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            if record.get("body"):
                found.append(record["html"])
                bodies.append(record["body"])
            if len(found) == count:
                break
    return Corpus(f"pages, {name}", "en", found, [], bodies)


def corpora(task: str) -> list[Corpus]:
    """Give the corpora of a task."""
    if task in ("pages", "page jobs"):
        return [made_up_pages(), *filter(None, (pages("scrapinghub", 150),))]
    banks = (("en", ("en_ewt", "en_gum")), ("id", ("id_gsd", "id_csui")), ("zh", ("zh_gsdsimp",)))
    texts = [made_up(), *filter(None, (treebank(*bank) for bank in banks))]
    return texts[:1] if task == "jobs" else texts
