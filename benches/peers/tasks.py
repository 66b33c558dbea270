"""What a user would write with each peer.

Each entry takes a language and gives two functions: one that makes the column that the peer likes best
(not timed), one that does the work and gives an answer for every document.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

Documents = list[str]
Peer = Callable[[str], tuple[Callable[[Documents], Any], Callable[[Any], Any]]]
CORES = os.cpu_count() or 1


def each(function: Callable[[str], Any]) -> tuple[Callable[[Documents], Any], Callable[[Any], Any]]:
    return list, lambda documents: [function(document) for document in documents]


# Words.


def minread_words(unit: str, kind: str) -> Peer:
    def peer(language: str) -> Any:
        import pandas
        import pyarrow

        import minread

        make = {"list": list, "pyarrow": pyarrow.array, "pandas": pandas.Series}[kind]
        return make, lambda column: minread.count_words(column, unit=unit, threads=1).__iter__()

    return peer


def wc(language: str) -> Any:
    def prepare(documents: Documents) -> list[str]:
        folder = tempfile.mkdtemp()
        names = []
        for at, document in enumerate(documents):
            names.append(os.path.join(folder, str(at)))
            with open(names[-1], "w", encoding="utf-8") as file:
                file.write(document)
        return names

    def count(names: list[str]) -> list[int]:
        answers: list[int] = []
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        for at in range(0, len(names), 2000):
            out = subprocess.run(
                ["wc", "-w", *names[at : at + 2000]], capture_output=True, check=True, env=environment
            )
            lines = out.stdout.decode().splitlines()
            answers += [int(line.split()[0]) for line in lines if not line.endswith(" total")]
        return answers

    return prepare, count


def polars_words(language: str) -> Any:
    import polars

    return polars.Series, lambda column: column.str.count_matches(r"\S+").to_list()


def pandas_words(language: str) -> Any:
    import pandas

    return lambda documents: pandas.Series(
        documents, dtype=object
    ), lambda column: column.str.split().str.len().tolist()


def pyarrow_words(language: str) -> Any:
    import pyarrow
    import pyarrow.compute as pc

    return pyarrow.array, lambda column: pc.list_value_length(pc.utf8_split_whitespace(column)).to_pylist()


def textstat_words(language: str) -> Any:
    import textstat

    # It remembers the texts that it has counted: a number behind each makes it a new one.
    fresh = itertools.count()
    return each(lambda text: textstat.lexicon_count(f"{text} {next(fresh)}") - 1)


# Sentences.


def minread_sentences(language: str) -> Any:
    import minread

    return list, lambda documents: minread.sentence_spans(documents, language=language, threads=1)


def sentencex(language: str) -> Any:
    from sentencex import segment

    return each(lambda text: list(segment(language, text)))


def pysbd(language: str) -> Any:
    import pysbd as package

    known = language if language in package.languages.LANGUAGE_CODES else "en"
    return each(package.Segmenter(language=known, clean=False).segment)


def blingfire(language: str) -> Any:
    from blingfire import text_to_sentences

    return each(lambda text: text_to_sentences(text).split("\n"))


def punkt(language: str) -> Any:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    # Without the models, which are a separate download: untrained.
    return each(PunktSentenceTokenizer().tokenize)


def icu(language: str) -> Any:
    from icu import BreakIterator, Locale

    iterator = BreakIterator.createSentenceInstance(Locale(language))

    def split(text: str) -> list[str]:
        iterator.setText(text)
        start, answers = 0, []
        # ICU counts in UTF-16.
        wide = text.encode("utf-16-le")
        for end in iterator:
            answers.append(wide[2 * start : 2 * end].decode("utf-16-le", "replace"))
            start = end
        return answers

    return each(split)


def spacy(language: str) -> Any:
    import spacy as package

    pipe = package.blank(language if language in ("en", "id", "zh") else "xx")
    pipe.add_pipe("sentencizer")
    pipe.max_length = 10**9
    return each(lambda text: [sentence.text for sentence in pipe(text).sents])


# Pages.


def minread_pages(language: str) -> Any:
    import minread

    return list, lambda pages: minread.clean(pages, format="html", threads=1)


def trafilatura(language: str) -> Any:
    from trafilatura import extract

    return each(extract)


def resiliparse(language: str) -> Any:
    from resiliparse.extract.html2text import extract_plain_text

    return each(lambda page: extract_plain_text(page, main_content=True))


def turbohtml(language: str) -> Any:
    import turbohtml as package

    return each(lambda page: package.parse(page).article().text)


def rs_trafilatura(language: str) -> Any:
    import rs_trafilatura as package

    return each(lambda page: package.extract(page).main_content)


def readability(language: str) -> Any:
    import lxml.html
    from readability import Document

    return each(lambda page: lxml.html.fromstring(Document(page).summary()).text_content())


def newspaper(language: str) -> Any:
    import newspaper as package

    def read(page: str) -> str:
        article = package.Article("http://example.org/", language=language)
        article.set_html(page) if hasattr(article, "set_html") else setattr(article, "html", page)
        article.download_state = 2
        article.parse()
        return str(article.text)

    return each(read)


def selectolax(language: str) -> Any:
    from selectolax.lexbor import LexborHTMLParser

    def read(page: str) -> str:
        body = LexborHTMLParser(page).body
        return str(body.text(separator="\n")) if body else ""

    return each(read)


# Whole jobs: a pandas column in, sentences, words and minutes of each row out; the answer is the words.


def minread_job(threads: int | None, format: str = "auto") -> Peer:
    def peer(language: str) -> Any:
        import pandas

        import minread

        picked = ["sentence_count", "word_count", "reading_minutes"]
        return pandas.Series, lambda column: minread.analyze(
            column, columns=picked, format=format, threads=threads
        )["word_count"]

    return peer


def _one(split: str, text: str) -> tuple[int, int, int]:
    import readtime

    if split == "sentencex":
        from sentencex import segment

        sentences = len(list(segment("en", text)))
    elif split == "blingfire":
        from blingfire import text_to_sentences

        sentences = text_to_sentences(text).count("\n") + 1
    else:
        import pysbd as package

        sentences = len(package.Segmenter(language="en", clean=False).segment(text))
    return sentences, len(text.split()), readtime.of_text(text).minutes


def pool_job(row: Callable[[str], tuple[int, int, int]]) -> Peer:
    def peer(language: str) -> Any:
        import pandas

        def work(column: Any) -> list[int]:
            with ProcessPoolExecutor(CORES) as pool:
                return [words for _, words, _ in pool.map(row, column, chunksize=16)]

        return pandas.Series, work

    return peer


def apply_job(language: str) -> Any:
    import pandas

    def work(column: Any) -> list[int]:
        found = column.apply(partial(_one, "sentencex"))
        return [words for _, words, _ in found]

    return pandas.Series, work


# The same for a column of pages: the article of each is found first.


def _article(extractor: str, page: str) -> tuple[int, int, int]:
    if extractor == "trafilatura":
        from trafilatura import extract

        text = extract(page) or ""
    elif extractor == "resiliparse":
        from resiliparse.extract.html2text import extract_plain_text

        text = extract_plain_text(page, main_content=True)
    else:
        import turbohtml as package

        text = package.parse(page).article().text
    return _one("sentencex", text)


TASKS: dict[str, dict[str, Peer]] = {
    "words": {
        "minread, whitespace, Arrow": minread_words("whitespace", "pyarrow"),
        "minread, whitespace, list": minread_words("whitespace", "list"),
        "minread, auto, Arrow": minread_words("auto", "pyarrow"),
        "minread, auto, pandas": minread_words("auto", "pandas"),
        "wc -w": wc,
        "[len(text.split()) …]": lambda language: each(lambda text: len(text.split())),
        "pandas .str.split().str.len()": pandas_words,
        r"polars count_matches(\S+)": polars_words,
        "pyarrow utf8_split_whitespace": pyarrow_words,
        "textstat lexicon_count": textstat_words,
    },
    "sentences": {
        "minread": minread_sentences,
        "sentencex": sentencex,
        "pysbd": pysbd,
        "blingfire": blingfire,
        "nltk punkt, untrained": punkt,
        "PyICU": icu,
        "spaCy sentencizer": spacy,
    },
    "pages": {
        "minread": minread_pages,
        "trafilatura": trafilatura,
        "resiliparse": resiliparse,
        "turbohtml": turbohtml,
        "rs-trafilatura": rs_trafilatura,
        "readability-lxml": readability,
        "newspaper4k": newspaper,
        "selectolax, all text (a floor)": selectolax,
    },
    "jobs": {
        "minread analyze, all cores": minread_job(None),
        "minread analyze, one thread": minread_job(1),
        "sentencex + split + readtime, apply": apply_job,
        "sentencex + split + readtime, ProcessPoolExecutor": pool_job(partial(_one, "sentencex")),
        "blingfire + split + readtime, ProcessPoolExecutor": pool_job(partial(_one, "blingfire")),
        "pysbd + split + readtime, ProcessPoolExecutor": pool_job(partial(_one, "pysbd")),
    },
    "page jobs": {
        "minread analyze, all cores": minread_job(None, "html"),
        "minread analyze, one thread": minread_job(1, "html"),
        "trafilatura + sentencex + readtime, ProcessPoolExecutor": pool_job(partial(_article, "trafilatura")),
        "resiliparse + sentencex + readtime, ProcessPoolExecutor": pool_job(partial(_article, "resiliparse")),
        "turbohtml + sentencex + readtime, ProcessPoolExecutor": pool_job(partial(_article, "turbohtml")),
    },
}
