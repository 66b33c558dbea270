"""Counting words, beside what people write today: polars, pandas, pyarrow, `str.split`.

    python benches/peers_words.py [CHARACTERS A ROW, default 4000] [MEGABYTES, default 100]

One run, CPU time, one thread for minread; texts from ../shared/data/sentences where that stands beside the
project, else made up. All count the same column: a larger one costs each of them more a byte, for memory is
slower than caches and Python makes an object for every word.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

import minread

TREEBANKS = Path(__file__).parents[2] / "shared/data/sentences/dev/ud"
FILES = {"en": ("en_ewt", "en_gum"), "id": ("id_gsd", "id_csui"), "ru": ("ru_gsd",), "zh": ("zh_gsdsimp",)}
MADE_UP = "Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki. "
ROW = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
BYTES = (int(sys.argv[2]) if len(sys.argv) > 2 else 100) * 10**6


def rows(language: str) -> tuple[str, list[str]]:
    """Cut a corpus into rows of about ROW characters, repeated to about BYTES bytes."""
    texts = []
    for name in FILES[language]:
        path = TREEBANKS / f"{name}.jsonl"
        if path.exists():
            lines = path.read_text(encoding="utf-8").splitlines()
            texts += [json.loads(line)["text"] for line in lines]
    name = language if texts else f"{language} (made up)"
    text = "\n".join(texts) if texts else MADE_UP * 2000
    cut = [text[at : at + ROW] for at in range(0, len(text), ROW)]
    mean = len(text.encode()) / len(cut)
    wanted = max(1, round(BYTES / mean))
    return name, (cut * (wanted // len(cut) + 1))[:wanted]


def speed(work: Callable[[Any], Any], column: Any, size: int, runs: int) -> float:
    """Give MB a second of CPU time, the best of several runs."""
    best = float("inf")
    for _ in range(runs):
        begun = time.process_time()
        work(column)
        best = min(best, time.process_time() - begun)
    return size / best / 1e6


def split(series: Any, kind: str) -> Any:
    lists = series.str.split()
    return lists.list.len() if kind == "ArrowDtype" else lists.str.len()


def main() -> None:
    print(f"MB/s of CPU time; rows of {ROW} characters, {BYTES // 10**6} MB; × = whitespace over that,")
    print("in an Arrow column and in one str; below, pandas and minread on the same series of pandas")
    for language in FILES:
        name, texts = rows(language)
        size = sum(len(text.encode()) for text in texts)
        arrow = pa.array(texts, pa.large_string())
        ours = {
            unit: speed(
                lambda column, unit=unit: minread.count_words(column, unit=unit, threads=1), arrow, size, 5
            )
            for unit in ("whitespace", "unicode", "auto")
        }
        whole = "".join(texts)
        alone = speed(lambda text: minread.count_words(text, unit="whitespace"), whole, size, 7)
        listed = speed(
            lambda column: minread.count_words(column, unit="whitespace", threads=1), texts, size, 3
        )
        peers = {
            r"polars count_matches(r'\S+')": (
                lambda column: column.str.count_matches(r"\S+"),
                pl.Series(texts),
            ),
            "polars split(' ')": (lambda column: column.str.split(" ").list.len(), pl.Series(texts)),
            "pandas .str.split().str.len()": (
                lambda column: column.str.split().str.len(),
                pd.Series(texts, dtype=object),
            ),
            "pyarrow utf8_split_whitespace": (
                lambda column: pc.list_value_length(pc.utf8_split_whitespace(column)),
                pa.array(texts),
            ),
            "[len(text.split()) …]": (lambda column: [len(text.split()) for text in column], texts),
        }
        print(
            f"\n{name}\n  minread, Arrow column    "
            + "   ".join(f"{unit} {mb:,.0f}" for unit, mb in ours.items())
        )
        print(f"  minread, list of str     whitespace {listed:,.0f}")
        print(f"  minread, one str         whitespace {alone:,.0f}")
        for peer, (work, column) in peers.items():
            found = speed(work, column, size, 3)
            print(
                f"  {peer:32}{found:8,.0f}   × {ours['whitespace'] / found:5,.0f}   × {alone / found:5,.0f}"
            )
        types: dict[str, Any] = {
            "object": object,
            "str": "str",
            "ArrowDtype": pd.ArrowDtype(pa.large_string()),
        }
        for kind, dtype in types.items():
            series = pd.Series(texts, dtype=dtype)
            here = speed(
                lambda column: minread.count_words(column, unit="whitespace", threads=1), series, size, 5
            )
            found = speed(lambda column, kind=kind: split(column, kind), series, size, 3)
            print(
                f"  pandas, series of {kind:14}{found:8,.0f}   × {here / found:5,.0f}   minread {here:,.0f}"
            )


if __name__ == "__main__":
    main()
