"""What a column call costs, and what happens to the process around it: one line a promise.

    python benches/columns.py [SECTION ...]

Sections: memory, short, speed, threads, huge, signals, lock, fork. Without any, all of them.
"""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import joblib
import pandas as pd
import polars as pl
import pyarrow as pa

import minread
from minread import _core

WORDS = [
    *("warga", "jembatan", "pagi", "kota", "sungai", "pasar", "datang", "membawa", "berita", "hujan"),
    *("perahu", "kepala", "dinas", "baru", "lama", "harga", "naik", "turun", "karena", "dengan"),
    *("untuk", "dari", "sudah", "belum", "akan", "kata", "anak", "sekolah", "jalan"),
]
PICKED = ["sentence_count", "word_count", "reading_minutes"]
OPTIONS = (None, "auto", None, None, 0, "en", "flag")
RUNS = 7


def article(seed: int) -> str:
    """Make an article of about 1,000 words, different for each seed."""
    chance = random.Random(seed)
    lines = [f"Jembatan Nomor {seed} Dibuka", "4 Min Read"]
    for _ in range(25):
        sentences = []
        for _ in range(3):
            words = chance.choices(WORDS, k=chance.randint(8, 18))
            sentences.append(" ".join(words).capitalize() + ".")
        lines.append(" ".join(sentences))
    return "\n".join([*lines, "Share This Article"])


def tell(what: str, found: str, asked: str = "") -> None:
    print(f"{what:66} {found:>18}   {asked}", flush=True)


def cpu_ms(work: Callable[[], Any], runs: int = RUNS) -> float:
    """Give the least CPU time of several runs, freeing the answer not counted."""
    best = float("inf")
    for _ in range(runs):
        begun = time.process_time()
        answer = work()
        best = min(best, time.process_time() - begun)
        del answer
    return best * 1000


def wall(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def short() -> None:
    """Interface: what it costs to get short strings in and numbers out, counting included."""
    rows = [f"kata {at:08d} warga" for at in range(1_000_000)]
    assert len(rows[0]) == 19
    columns = {
        "pyarrow string": pa.array(rows),
        "pyarrow string_view": pa.array(rows, pa.string_view()),
        "polars": pl.Series(rows),
        "pandas str": pd.Series(rows),
        "pandas object": pd.Series(rows, dtype=object),
        "list": rows,
    }
    for name, column in columns.items():
        spent = cpu_ms(lambda column=column: minread.count_words(column, threads=1))
        asked = "" if name in ("pandas object", "list") else "<= 60 ms + counting"
        tell(f"1 M strings of 19 characters, count_words, {name}", f"{spent:.0f} ms CPU", asked)


def speed() -> None:
    """Against what people write today."""
    series = pd.Series([article(seed) for seed in range(20_000)])

    def split_and_count() -> Any:
        return series.str.split().str.len()

    ours = min(wall(lambda: minread.count_words(series)) for _ in range(5))
    theirs = min(wall(split_and_count) for _ in range(2))
    tell("20,000 articles, count_words of a pandas Series", f"{ours * 1000:.0f} ms")
    tell("  pandas .str.split().str.len()", f"{theirs * 1000:.0f} ms")
    tell("  times faster", f"{theirs / ours:.1f}", ">= 20")


def threads() -> None:
    """Two threads against one: medians of interleaved runs, the parts of the call apart."""
    rows = [article(seed) for seed in range(20_000)]
    column = pa.array(rows)
    for name, source in {"pyarrow": column, "list": rows}.items():
        for columns in (PICKED, [*PICKED, "text"]):
            runs: dict[int, list[dict[str, float]]] = {1: [], 2: []}
            for _ in range(RUNS):
                for count, seconds in runs.items():
                    begun = time.perf_counter()
                    _, parts = _core.analyze(source, columns, OPTIONS, (count, None, None, True), None)
                    seconds.append({**parts, "total": time.perf_counter() - begun})
            middle = {
                count: {part: median(run[part] for run in seconds) for part in seconds[0]}
                for count, seconds in runs.items()
            }
            for count, parts in middle.items():
                spent = ", ".join(f"{part} {parts[part]:.2f}" for part in parts)
                tell(f"20,000 articles, {name}, {len(columns)} columns, {count} threads: {spent} s", "")
            asked = ">= 1.8" if name == "pyarrow" and columns == PICKED else ""
            tell(f"  {', '.join(columns)}: 2 threads", f"x {ratio(middle, 'total'):.2f}", asked)


def ratio(middle: dict[int, dict[str, float]], part: str) -> float:
    return middle[1][part] / middle[2][part]


def huge() -> None:
    """One row of 100 MB among 100,000 small ones: the small ones do not wait for it."""
    sentence = "Satu kalimat pendek tentang jembatan. "
    small, giant = [sentence * 10] * 100_000, sentence * 2_700_000
    for place in (0, 50_000, 100_000):
        column = pa.array([*small[:place], giant, *small[place:]], pa.large_string())
        spent, early = {}, 0
        for count in (1, 2):
            seen: list[int] = []

            def progress(done: int, total: int, seen: list[int] = seen) -> None:
                seen.append(done)

            spent[count] = wall(
                lambda column=column, count=count, progress=progress: minread.count_sentences(
                    column, language="id", threads=count, progress=progress
                )
            )
            # The last look but one was while the giant ran.
            early = seen[-3]
        tell(f"one row of 100 MB at {place} of 100,000: 1, 2 threads", f"{spent[1]:.2f}, {spent[2]:.2f} s")
        tell("  small rows done while the giant ran", f"{min(early, 100_000)}", "all but those of its block")


def signals() -> None:
    """Ctrl-C in a call of ten million rows, again and again."""
    rows = [f"kata {at:08d} warga. Ia datang." for at in range(10_000_000)]
    for name, column in {"pyarrow": pa.array(rows), "list": rows}.items():
        late = []
        for attempt in range(50):
            sent = [0.0]

            def interrupt(sent: list[float] = sent) -> None:
                sent[0] = time.perf_counter()
                os.kill(os.getpid(), signal.SIGINT)

            timer = threading.Timer(0.2 + attempt / 50, interrupt)
            timer.start()
            try:
                while True:
                    minread.count_words(column, progress=False)
            except KeyboardInterrupt:
                late.append(time.perf_counter() - sent[0])
            timer.join()
            assert minread.count_words(["satu dua"]) == [2]
        late.sort()
        found = f"{late[len(late) // 2] * 1000:.0f}, {late[-1] * 1000:.0f} ms"
        tell(f"Ctrl-C in 10 M rows, {name}, 50 times: median, worst", found, "p99 <= 100 ms")


def lock() -> None:
    """How fast a counter in pure Python runs beside a call."""
    column = pa.array([article(seed) for seed in range(20_000)])
    count = [0]
    stop = threading.Event()

    def count_up() -> None:
        while not stop.is_set():
            count[0] += 1

    counter = threading.Thread(target=count_up)
    counter.start()

    def pace(work: Callable[[], Any]) -> float:
        before, begun = count[0], time.perf_counter()
        work()
        return (count[0] - before) / (time.perf_counter() - begun)

    def beside_another_process() -> None:
        burn = "import time; end = time.time() + 2\nwhile time.time() < end: pass"
        subprocess.run([sys.executable, "-c", burn], check=True)

    shares = []
    for _ in range(RUNS):
        # A worker takes a core, not the interpreter: so the counter is compared with itself beside a
        # process that takes a core.
        free = pace(beside_another_process)
        busy = pace(lambda: minread.analyze(column, columns=PICKED, threads=1, progress=False))
        shares.append(busy / free)
    stop.set()
    counter.join()
    tell("speed of a counting thread during a call, 1 worker", f"{median(shares):.0%}", ">= 80 %")


def answers(rows: list[str]) -> int:
    return sum(minread.count_words(rows))


def forked(rows: list[str]) -> Iterator[bool]:
    expected = answers(rows)
    for _ in range(100):
        child = os.fork()
        if child == 0:
            signal.alarm(10)
            os._exit(0 if answers(rows) == expected else 1)
        yield os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def fork() -> None:
    """Count children that finish: a hundred after warm use, each with 10,000 rows."""
    warnings.simplefilter("ignore", DeprecationWarning)
    rows = [f"Warga {at} datang berjalan kaki ke jembatan. " * 5 for at in range(10_000)]
    expected = answers(rows)
    tell("os.fork, 10,000 rows after warm use", f"{sum(forked(rows))} of 100", "100 of 100")
    for method in ("fork", "forkserver", "spawn"):
        context = multiprocessing.get_context(method)
        with context.Pool(4, maxtasksperchild=5) as pool:
            found = pool.map(answers, [rows] * 100, chunksize=1)
        tell(f"multiprocessing, {method}", f"{found.count(expected)} of 100", "100 of 100")
        with concurrent.futures.ProcessPoolExecutor(4, mp_context=context) as executor:
            found = list(executor.map(answers, [rows] * 100))
        tell(f"ProcessPoolExecutor, {method}", f"{found.count(expected)} of 100", "100 of 100")
    found = joblib.Parallel(n_jobs=4)(joblib.delayed(answers)(rows) for _ in range(100))
    tell("joblib", f"{found.count(expected)} of 100", "100 of 100")


def memory() -> None:
    """Memory of the process after 100,000 mixed calls."""
    few = [f"Warga {at} datang. Ia pulang lagi." for at in range(10)]
    columns: list[Any] = [few, "Satu dua. Tiga.", pd.Series(few), pl.Series(few), pa.array(few)]
    calls = [
        minread.count_words,
        minread.split_sentences,
        minread.reading_time,
        lambda column: minread.analyze([column] if isinstance(column, str) else column, columns=PICKED),
    ]

    def resident() -> float:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * 4096 / (1 << 20)

    def run(count: int) -> None:
        for at in range(count):
            calls[at % 4](columns[at % 5])

    run(2000)
    before = resident()
    run(100_000)
    tell("memory after 100,000 mixed calls", f"{resident() - before:+.1f} MiB", "<= 4 MiB")


SECTIONS = (memory, short, speed, threads, huge, signals, lock, fork)


if __name__ == "__main__":
    print(
        f"pandas {pd.__version__}, polars {pl.__version__}, pyarrow {pa.__version__}, {os.cpu_count()} cores"
    )
    asked = sys.argv[1:]
    for section in SECTIONS:
        if not asked or section.__name__ in asked:
            section()
