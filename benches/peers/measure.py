"""Measures one peer at one task on one corpus, in a process of its own: `measure.py TASK PEER CORPUS BUDGET`.

Prints one line of JSON: MB of UTF-8 and documents a second of CPU and of wall time, peak memory, quality.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from typing import Any

from corpora import Corpus, corpora, solid
from tasks import TASKS


def cpu() -> float:
    """Seconds of CPU time of this process and of the children that ended."""
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def resident() -> float:
    """MB of memory at its highest, this process or its largest child."""
    return (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        / 1024
    )


def boundaries(document: str, answer: list[Any]) -> set[int]:
    """Sentence ends as characters that are no white space before them."""
    at, found = 0, set()
    for one in answer:
        at = solid(document[: one[1]]) if isinstance(one, tuple) else at + solid(one)
        found.add(at)
    return found


def ends_f1(corpus: Corpus, answers: list[Any]) -> float:
    """F1 of sentence ends, the end of each document left out."""
    right = found = wanted = 0
    for document, answer, ends in zip(corpus.documents, answers, corpus.ends, strict=False):
        last = solid(document)
        ours, gold = boundaries(document, answer) - {last}, set(ends) - {last}
        right, found, wanted = right + len(ours & gold), found + len(ours), wanted + len(gold)
    return 2 * right / max(1, found + wanted)


def words_right(corpus: Corpus, answers: list[Any]) -> float:
    """Documents whose count is that of `str.split`: what a word is where words are spaced."""
    expected = [len(document.split()) for document in corpus.documents]
    return sum(a == b for a, b in zip(answers, expected, strict=False)) / len(answers)


def grams(text: str) -> Counter[tuple[str, ...]]:
    tokens = text.split()
    return Counter(tuple(tokens[at : at + 4]) for at in range(max(1, len(tokens) - 3)))


def body_f1(corpus: Corpus, answers: list[Any]) -> float:
    """Mean F1 of four words in a row, against the article's text."""
    total = 0.0
    for body, answer in zip(corpus.bodies, answers, strict=False):
        gold, found = grams(body), grams(answer or "")
        total += 2 * (gold & found).total() / max(1, gold.total() + found.total())
    return total / len(answers)


def near(corpus: Corpus, answers: list[Any]) -> float:
    """Pages whose count of words is within a tenth of the article's."""
    expected = [len(body.split()) for body in corpus.bodies]
    return sum(abs(a - b) <= b / 10 for a, b in zip(answers, expected, strict=False)) / len(answers)


QUALITY: dict[str, Callable[[Corpus, list[Any]], float]] = {
    "words": words_right,
    "sentences": ends_f1,
    "pages": body_f1,
    "page jobs": near,
    "jobs": lambda corpus, answers: sum(count > 0 for count in answers) / len(answers),
}


def main() -> None:
    warnings.simplefilter("ignore")
    task, peer, name, budget = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])
    corpus = next(corpus for corpus in corpora(task) if corpus.name == name)
    prepare, work = TASKS[task][peer](corpus.language)
    # A few first: it warms up, and tells how many fit into the time.
    few = prepare(corpus.documents[:8])
    work(few)
    before = cpu()
    work(few)
    each = max((cpu() - before) / 8, 1e-7)
    count = int(min(len(corpus.documents), max(8, budget / each)))
    if task.endswith("jobs"):
        # Starting workers is part of a job: every peer gets all documents, once.
        count, each = len(corpus.documents), budget
    documents = corpus.documents[:count]
    size = sum(len(document.encode()) for document in documents)
    column = prepare(documents)
    start = resident()
    best_cpu = best_wall = float("inf")
    answers: list[Any] = []
    # What takes less than the clock can tell is done many times over.
    times = max(1, int(0.2 / max(each * count, 1e-4)))
    for _ in range(3):
        begun, before = time.perf_counter(), cpu()
        for _ in range(times):
            answers = list(work(column))
        best_cpu = min(best_cpu, (cpu() - before) / times)
        best_wall = min(best_wall, (time.perf_counter() - begun) / times)
        if best_cpu > budget / 3:
            break
    answers = [answer.as_py() if hasattr(answer, "as_py") else answer for answer in answers]
    print(
        json.dumps(
            {
                "documents": count,
                "cpu_mb_s": size / max(best_cpu, 1e-6) / 1e6,
                "wall_mb_s": size / max(best_wall, 1e-6) / 1e6,
                "documents_s": count / max(best_wall, 1e-6),
                "cpu_s": best_cpu,
                "wall_s": best_wall,
                "peak_mb": resident(),
                "grown_mb": resident() - start,
                "quality": QUALITY[task](corpus, answers),
            }
        )
    )


if __name__ == "__main__":
    main()
